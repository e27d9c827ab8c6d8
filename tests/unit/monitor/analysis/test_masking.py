import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.analysis.masking import masked, without_name

MEANT = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])@\w+|\S+@\S+\.\w+|&(?:[a-zA-Z]{2,8}|#\d{2,6});",
)
SIGNS = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&apos;": "'"}
PARTS = st.sampled_from(
    [*"@ab1.-+&,! \n_ž", "\u00a0", "&amp;", "&#39;", "&nbsp;", "http://", "www.", "x.lt", "ona@x.lt", "@ona"]
)


@given(st.lists(PARTS, max_size=14).map("".join))
def test_it_masks_what_one_pattern_over_the_whole_text_would(text):
    assert masked(text) == MEANT.sub(lambda found: SIGNS.get(found.group(), "").ljust(len(found.group())), text)


@pytest.mark.parametrize("text", ["@" * 100_000, "a" * 99_999 + "@", "@." * 50_000, "a." * 50_000 + "@", "@a" * 50_000])
def test_a_row_of_signs_takes_no_longer_than_any_text(text):
    assert len(masked(text)) == len(text)


def test_a_name_is_blanked_only_as_a_whole_word():
    assert without_name("Super! superinis SUPER", "Super") == "     ! superinis      "
    assert without_name("labas", "") == "labas"
