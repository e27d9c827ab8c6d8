"""Complaints: cues and words together, a subject, and a learnt judge that knows orders and queues."""

import pytest

from monitor.analysis.complaint import LEARNT_SHARE, ComplaintModel, judged, seen_beside_words
from monitor.analysis.complaint_files import load_complaint_models
from monitor.analysis.lexicon import shared_lexicon, shipped_lexicon
from monitor.analysis.packed import PackedModel, pack
from monitor.analysis.reading import read
from monitor.analysis.sentiment import CLASSES, Moods
from monitor.analysis.tokens import fold, tokenise
from monitor.analysis.word_weights import WordWeights, word_pairs

CALM = Moods(0.3, 0.4, 0.3)
MODELS = {code: ComplaintModel(model) for code, model in load_complaint_models().items()}


def score(lang, text, model=None, moods=CALM):
    return judged(read(tokenise(text), shared_lexicon(lang)), moods, model).score


@pytest.mark.parametrize(
    ("lang", "complains", "calm"),
    [
        ("en", "my order has not been shipped and the app shows an error", "the moon was so pretty over the lake"),
        ("lt", "Užsakymas vis dar neišsiųstas, o programėlė rodo klaidą", "Mėnulis virš ežero buvo toks gražus"),
        ("pl", "Zamówienie nadal niewysłane, a aplikacja pokazuje błąd", "Księżyc nad jeziorem był taki piękny"),
    ],
)
@pytest.mark.parametrize("written", [str, fold], ids=["plain", "folded"])
def test_the_learnt_judge_tells_an_order_from_small_talk(lang, complains, calm, written):
    assert score(lang, written(complains), MODELS[lang]) > 0.5 > score(lang, written(calm), MODELS[lang])


def test_the_learnt_judge_has_half_the_odds_unless_its_model_says_otherwise():
    sure = ComplaintModel(PackedModel(("complaint",), (6.0,), {}))
    unsure = ComplaintModel(PackedModel(("complaint",), (0.0,), {}))
    alone = ComplaintModel(PackedModel(("complaint",), (0.0,), {}, {LEARNT_SHARE: 1.0}))
    assert score("en", "hello", unsure) > score("en", "hello")
    assert score("en", "hello", sure) > 0.8
    assert score("en", "hello", alone) == 0.5


def test_what_a_post_shows_counts_beside_its_words():
    model = ComplaintModel(PackedModel(("complaint",), (0.0,), {"=desk": pack([2.0]), "=ironic": pack([1.0])}))
    reading = read(tokenise("thanks for nothing"), shared_lexicon("en"))
    assert model.odds(reading, CALM, ["desk", "addressed"]) == pytest.approx(3.0)
    assert judged(reading, CALM, model, ["desk"]).score > judged(reading, CALM, model).score


def test_two_words_in_a_row_count_beside_the_words():
    model = ComplaintModel(PackedModel(("complaint",), (0.0,), {"still waiti": pack([1.0])}))
    told, turned = (read(tokenise(text), shared_lexicon("en")) for text in ("still waiting", "waiting still"))
    assert model.odds(told, CALM) > 1.0 > model.odds(turned, CALM) == 0.0


def test_moods_count_beside_the_words():
    model = ComplaintModel(PackedModel(("complaint",), (0.0,), {"=negative": pack([2.0])}))
    reading = read(tokenise("hello"), shared_lexicon("en"))
    assert model.odds(reading, Moods(0.8, 0.1, 0.1)) == pytest.approx(1.6)


def test_figures_of_the_learnt_judge_are_weighed():
    text = "we waited and waited"
    reading = read(tokenise(text), shared_lexicon("en"))
    assert seen_beside_words(reading, CALM, ())["cue wait"] == 1.0
    model = ComplaintModel(PackedModel(("complaint",), (0.0,), {"=cue wait": pack([2.0])}))
    assert model.odds(reading, CALM) == pytest.approx(2.0)


def test_a_reading_may_bring_the_weights_of_its_words_with_it():
    model = PackedModel(
        ("complaint",), (0.5,), {" wait": pack([1.0]), "wait waiti": pack([0.5]), "=cue wait": pack([2.0])}
    )
    weights = WordWeights(PackedModel(CLASSES, (0.0, 0.0, 0.0), {}), model)
    tokens = tokenise("wait wait Waiting!")
    judge = ComplaintModel(model, counted=True)
    brought = read(tokens, shipped_lexicon("en", weights.weigh, word_pairs(model)))
    bare = read(tokens, shared_lexicon("en"))
    assert judge.odds(brought, CALM) == ComplaintModel(model).odds(bare, CALM) > 1.0


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "the courier left my parcel with a neighbour", "delivery"),
        ("lt", "kurjeris paliko siuntą kaimynui", "delivery"),
        ("pl", "kurier zostawił paczkę sąsiadowi", "delivery"),
        ("en", "called the helpdesk, where is my parcel", "delivery"),
        ("lt", "rašiau laišką, kur mano siunta", "delivery"),
        ("pl", "dzwonię na infolinię, gdzie moja paczka", "delivery"),
        ("en", "wrong sum on my invoice", "billing"),
        ("lt", "sąskaitoje neteisinga suma", "billing"),
        ("pl", "zła kwota na fakturze", "billing"),
        ("en", "cannot log in, password reset fails", "access"),
        ("lt", "negaliu prisijungti, slaptažodis netinka", "access"),
        ("pl", "nie mogę się zalogować, hasło nie działa", "access"),
        ("en", "the waiter was rude to us", "staff"),
        ("lt", "padavėja buvo nemandagi", "staff"),
        ("pl", "kelnerka była nieuprzejma", "staff"),
        ("en", "you sent my personal data to someone else, gdpr breach", "privacy"),
        ("lt", "mano asmens duomenys nutekinti", "privacy"),
        ("pl", "wyciek moich danych osobowych", "privacy"),
        ("en", "hello there", None),
    ],
)
@pytest.mark.parametrize("written", [str, fold], ids=["plain", "folded"])
def test_the_subject_is_named(lang, text, kind, written):
    assert judged(read(tokenise(written(text)), shared_lexicon(lang)), CALM).kind == kind
