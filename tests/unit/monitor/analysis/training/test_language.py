"""The two rounds of training, over dictionaries of a few words."""

import pytest

from monitor.analysis.evaluation import Labelled
from monitor.analysis.language import LanguageDetector
from monitor.analysis.training import dictionary, language
from monitor.domain.errors import Misconfigured

SENTENCES = {
    "lt": ["Kur mano siunta ir kodėl niekas neatsako", "Labai ačiū už greitą jūsų pagalbą šiandien"],
    "pl": ["Gdzie jest moja paczka i dlaczego nikt nie odpowiada", "Bardzo dziękuję za szybką pomoc dzisiaj rano"],
}
WORDS = {"lt": {"siunta", "ačiū", "dabar", "vieta"}, "pl": {"paczka", "dziękuję", "teraz", "vieta", "rano"}}


@pytest.fixture(scope="module")
def model():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dictionary, "_words", WORDS.__getitem__)
        rows = [Labelled("few", code, text, None) for code, texts in SENTENCES.items() for text in texts * 3]
        yield language.train_language(rows)


def test_what_is_learnt_tells_languages_apart(model):
    detector = LanguageDetector(model)
    assert detector.detect("Kur mano siunta").code == "lt"
    assert detector.detect("Gdzie moja paczka").code == "pl"
    assert detector.detect("dziekuje za szybka pomoc").code == "pl"


def test_words_that_both_know_are_kept_and_their_languages_named(model):
    sets = model.weights.notes["sets"]
    assert sets[model.known.kind("vieta")] == 3
    assert sets[0] == 0


def test_one_language_alone_is_refused():
    with pytest.raises(Misconfigured, match="two languages"):
        language.train_language([Labelled("few", "lt", "labas", None)])


def test_letters_that_mislead_put_a_word_into_the_table():
    dictionaries = dictionary.Dictionaries(())
    dictionaries.typed.update({"ąžuolas": 1})
    dictionaries.folded.update({"azuolas": 1})
    assert dictionaries.misleading(lambda word, _: word == "azuolas") == {"azuolas": (0, 1)}
