import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.analysis.language import detect, settled, shared_detector
from monitor.analysis.tokens import fold
from monitor.domain.assessments import Language, Surroundings

POSTS = [
    ("lt", "Laukiu siuntos jau trečią savaitę, kodėl niekas neatsako?"),
    ("lt", "Ačiū už pagalbą, viskas veikia"),
    ("lt", "Neveikia programėlė, negaliu prisijungti prie paskyros"),
    ("pl", "Czekam na paczkę trzeci tydzień i nikt nie odpowiada"),
    ("pl", "Dziękuję za pomoc, wszystko działa"),
    ("pl", "Nie mogę zalogować się do aplikacji"),
    ("en", "Still waiting for my parcel and nobody answers"),
    ("en", "Thanks for the help, everything works now"),
    ("lv", "Kāpēc mana paciņa vēl nav piegādāta, gaidu jau trīs nedēļas"),
    ("ru", "Почему до сих пор не пришла моя посылка"),
    ("uk", "Чому досі не прийшла моя посилка, чекаю третій тиждень"),
    ("de", "Warum ist mein Paket noch nicht angekommen, ich warte seit drei Wochen"),
]


@pytest.mark.parametrize(("code", "text"), POSTS)
def test_language_is_recognised_with_and_without_diacritics(code, text):
    assert detect(text).code == code
    assert detect(fold(text)).code == code


@pytest.mark.parametrize("text", ["", "😀", "123 456", "!!!", "@kazkas"])
def test_a_text_without_words_tells_no_language(text):
    assert detect(text).code == "und"


def test_surroundings_decide_in_their_order_and_only_when_the_text_does_not():
    untold = Language("und", 0.2)
    assert settled(untold, Surroundings("pl", "lt", "en")) == Language("pl", 0.2, "thread")
    assert settled(untold, Surroundings(None, "lt", "en")) == Language("lt", 0.2, "author")
    assert settled(untold, Surroundings(None, None, "en")) == Language("en", 0.2, "account")
    assert settled(untold, Surroundings()) == untold
    told = Language("lv", 0.9)
    assert settled(told, Surroundings("pl")) == told


@pytest.mark.parametrize(("text", "code"), [("Labas!", "lt"), ("aciu", "lt"), ("Dzień dobry", "pl"), ("Thanks", "en")])
def test_greetings_are_known(text, code):
    assert detect(text).code == code


def test_a_word_many_languages_share_tells_none():
    assert detect("ok").code == "und"


def test_a_foreign_looking_word_takes_the_surroundings_but_a_sentence_does_not():
    latvian = Language("lv", 0.99)
    assert settled(latvian, Surroundings(None, None, "lt"), words=1).code == "lt"
    assert settled(latvian, Surroundings(None, None, "lt"), words=9).code == "lv"
    assert settled(latvian, Surroundings(), words=1).code == "lv"


@pytest.mark.parametrize(
    ("text", "code"), [("How do I move my eSIM to a new phone?", "en"), ("labas, sekam vieni kitus?", "lt")]
)
def test_small_words_tell_short_texts(text, code):
    assert detect(text).code == code


@given(st.text("aAbBkKlLčČžŽłŁßİΣжЖ1'", min_size=1, max_size=9))
def test_a_word_in_capitals_votes_as_it_does_without(word):
    votes = shared_detector()._votes
    assert votes.worked_out(word) == votes.worked_out(votes.twin(word))
