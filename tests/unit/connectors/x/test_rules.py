import subprocess
import sys

import pytest

from connectors.simulator.x.text import weight
from connectors.x.refusals import _REJECTIONS
from connectors.x.rules import RULES, message_link, weighted_length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("labas", 5),
        ("ąčęėįšųūž ąćęłńóśźż", 19),
        ("https://example.com/labai/ilgas/kelias?su=parametrais&ir=daugiau", 23),
        ("example.com", 23),
        ("👍", 2),
        ("👩‍👩‍👧‍👦", 2),
        ("👍🏽", 2),
        ("漢字", 4),
        ("…", 2),
        ("„kabutės“ – brūkšnys", 20),
        ("cafe\u0301", 4),
    ],
)
def test_texts_are_counted_as_x_counts_them(text, length):
    assert weighted_length(text) == length == weight(text)


def test_a_domain_right_after_a_wide_letter_has_a_margin():
    assert weighted_length("漢example.com 👍👍") >= 2 + 23 + 1 + 4


def test_the_limits_are_x_s():
    assert (RULES.public_limit, RULES.private_limit) == (280, 10_000)
    assert RULES.reply_needs_summons
    assert RULES.private_reply_window is None
    assert RULES.cold_message
    assert not RULES.hiding_removes


def test_the_link_leads_to_us_and_carries_no_text():
    assert message_link("7") == "https://x.com/messages/compose?recipient_id=7"
    assert RULES.message_link.format(account_id="7") == message_link("7")


def test_counting_is_imported_with_the_first_text_and_leaves_nothing_behind():
    code = (
        "import sys, connectors.x\n"
        "assert 'twitter_text' not in sys.modules and 'tweepy' not in sys.modules\n"
        "assert connectors.x.PLUGIN.rules.measure('labas') == 5\n"
        "assert 'pkg_resources' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_a_real_pkg_resources_is_left_in_place():
    code = (
        "import sys, types\n"
        "real = sys.modules['pkg_resources'] = types.ModuleType('pkg_resources')\n"
        "import connectors.x\n"
        "assert connectors.x.PLUGIN.rules.measure('labas') == 5\n"
        "assert sys.modules['pkg_resources'] is real\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_refusals_of_words_are_refusals_that_x_makes():
    assert RULES.about_words == {"too_many_cashtags", "looks_automated"}
    assert RULES.about_words <= {rule for _, rule, _ in _REJECTIONS}
