"""Training over a few sentences and a table of a few words."""

from math import log

import pytest

from monitor.analysis import known_words
from monitor.analysis.evaluation import Labelled
from monitor.analysis.known_words import MOST, NOTHING_KNOWN
from monitor.analysis.language import LanguageDetector, level_name
from monitor.analysis.packed import unpack
from monitor.analysis.training import language
from monitor.domain.errors import Misconfigured

SENTENCES = {
    "lt": ["Kur mano siunta ir kodėl niekas neatsako", "Labai ačiū už greitą jūsų pagalbą šiandien"],
    "pl": ["Gdzie jest moja paczka i dlaczego nikt nie odpowiada", "Bardzo dziękuję za szybką pomoc dzisiaj rano"],
}
ROWS = [Labelled("few", code, text, None) for code, texts in SENTENCES.items() for text in texts * 3]


def test_what_is_learnt_tells_languages_apart():
    detector = LanguageDetector(language.train_language(ROWS, NOTHING_KNOWN))
    assert detector.detect("Kur mano siunta").code == "lt"
    assert detector.detect("Gdzie moja paczka").code == "pl"
    assert detector.detect("dziekuje za szybka pomoc").code == "pl"


def test_a_word_never_learnt_is_told_by_how_common_it_is():
    words = {word.lower() for texts in SENTENCES.values() for text in texts for word in text.split()}
    levels = {word: {"lt" if word in " ".join(SENTENCES["lt"]).lower().split() else "pl": 6} for word in words}
    known = known_words.built({**levels, "ummu": {"lt": 6}, "mumu": {"pl": 6}})
    detector = LanguageDetector(language.train_language(ROWS, known))
    assert detector.detect("ummu").code == "lt"
    assert detector.detect("mumu").code == "pl"


def test_levels_no_lesson_held_count_what_the_lists_say():
    model = language.train_language(ROWS, NOTHING_KNOWN).weights
    counted = [unpack(model.rows[level_name("pl", level)], 2)[1] for level in range(1, MOST + 1)]
    assert model.classes == ("lt", "pl")
    assert counted == pytest.approx([level * 0.75 * log(10) for level in range(1, MOST + 1)], abs=0.001)


def test_one_language_alone_is_refused():
    with pytest.raises(Misconfigured, match="two languages"):
        language.train_language([Labelled("few", "lt", "labas", None)], NOTHING_KNOWN)
