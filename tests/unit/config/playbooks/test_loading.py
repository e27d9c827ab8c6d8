"""The loader: what ships is sound, and whatever is wrong is named in one line with its file and key."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from config.loading import ConfigError
from config.playbooks.loading import SHIPPED, load_phrases, load_playbooks, shipped_phrases, shipped_playbooks
from config.playbooks.shapes import LANGUAGES

SCENARIOS = {
    "late_delivery", "lost_delivery", "wrong_item", "damaged_item", "refund", "warranty", "billing_error",
    "double_charge", "outage", "slow_service", "rude_staff", "account_hacked", "fraud", "safety_hazard",
    "data_request", "cancellation", "price_question", "opening_hours", "stock", "praise", "idea", "job", "spam",
    "abuse", "no_answer", "crisis_wave", "general",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("general.toml", "late_delivery.toml"):
        shutil.copy(SHIPPED / name, tmp_path)
    return tmp_path


def mend(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_scenario_asked_for_ships():
    assert {book.name for book in shipped_playbooks()} >= SCENARIOS


def test_nothing_shipped_has_drifted_between_languages():
    assert [book.name for book in shipped_playbooks() if book.drifted()] == []


def test_every_language_has_its_shared_lines():
    assert set(shipped_phrases()) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rank = 30", "rnak = 30", "late_delivery.toml: Object contains unknown field `rnak`"),
        ("[pl]\n", "[de]\n", "late_delivery.toml: "),
        ('owner = "delivery care"\n', "", "missing required field `owner`"),
        ("rank = 30", 'rank = "high"', "late_delivery.toml: rank: Expected `int`"),
        ('name = "late_delivery"', 'name = "late"', "name: is 'late'"),
        ("reply_in_days = 1\n", "", "lt.public.next[0]: nobody fills the slot {by}"),
        ("ir atsakysime {by}.", "ir atsakysime {kada}.", "lt.public.next[0]: nobody fills the slot {kada}"),
        ("ir atsakysime {by}.", "ir atsakysime {by.", "lt.public.next[0]: has a brace"),
        ("pas [Jus|tave], o", "pas [Jus], o", "lt.public.open[0]: square brackets hold exactly two forms"),
        ("pas [Jus|tave], o", "pas {you_gen}, o", "lt.public.open[0]: nobody fills the slot {you_gen}"),
        ('  "Su vežėju tikriname', '  " Su vežėju tikriname', "lt.public.next[0]: is empty, or begins or ends"),
        ("{within} pranešime, kada", "{by} pranešime, kada", "lt.private.next: says {by} beside a question"),
        ("version = 1", "version = 0", "lt.version: Expected `int` >= 1"),
    ],
)
def test_a_fault_is_named_in_one_line(folder, old, new, said):
    mend(folder / "late_delivery.toml", old, new)
    with pytest.raises(ConfigError) as caught:
        load_playbooks(folder)
    line = str(caught.value)
    assert said in line
    assert "\n" not in line


def test_too_few_or_equal_variants_are_refused(folder):
    file = folder / "general.toml"
    [one, *_] = [
        line + "\n" for line in file.read_text(encoding="utf-8").splitlines() if "Norime atsakyti tiksliai" in line
    ]
    mend(file, one, "")
    with pytest.raises(ConfigError, match=r"lt\.public\.open: Expected `array` of length >= 3"):
        load_playbooks(folder)
    mend(file, '  "Norime atsakyti iš esmės', '  "Grįšime.",\n  "Grįšime.",\n  "Norime atsakyti iš esmės')
    with pytest.raises(ConfigError, match="two variants are the same"):
        load_playbooks(folder)


def test_a_question_without_its_words_is_refused(folder):
    file = folder / "late_delivery.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^ask = \[.*?^\]\n", "", text, count=1, flags=re.MULTILINE | re.DOTALL), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"lt\.private\.ask: needs three variants"):
        load_playbooks(folder)


def test_expiry_counts_from_the_day_after(folder):
    last = next(book for book in load_playbooks(folder) if book.name == "general").expires
    load_playbooks(folder, today=last)
    with pytest.raises(ConfigError, match=r"general\.toml: expires: .* has passed"):
        load_playbooks(folder, today=date(last.year + 1, 1, 1))


def test_a_folder_without_the_general_answer_is_refused(folder):
    (folder / "general.toml").unlink()
    with pytest.raises(ConfigError, match=r"general\.toml is missing"):
        load_playbooks(folder)


def test_what_is_not_toml_is_said_so(folder):
    (folder / "general.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(ConfigError, match="is not valid TOML"):
        load_playbooks(folder)


def test_phrases_need_their_slot(tmp_path):
    for language in LANGUAGES:
        shutil.copy(SHIPPED / "phrases" / f"{language}.toml", tmp_path)
    mend(tmp_path / "en.toml", "Message us here: {link}", "Message us here")
    with pytest.raises(ConfigError, match=r"phrases/en\.toml: link: every variant needs the slot \{link\}"):
        load_phrases(tmp_path)
    (tmp_path / "en.toml").unlink()
    with pytest.raises(ConfigError, match=r"en\.toml: cannot be read"):
        load_phrases(tmp_path)


def test_a_language_left_behind_is_reported(folder):
    mend(folder / "general.toml", "[en]\nversion = 1", "[en]\nversion = 2")
    book = next(book for book in load_playbooks(folder) if book.name == "general")
    assert book.drifted() == ("lt", "pl")
