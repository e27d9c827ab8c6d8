"""The joined analysers, on invented posts."""

import pytest

from monitor.analysis.analyser import VERSION, Analyser
from monitor.domain.assessments import PersonalDataSpan, PersonalDataType, Surroundings


@pytest.fixture(scope="module")
def analyser():
    return Analyser(finder=lambda _: ())


def test_the_story_of_the_late_parcel(analyser):
    text = "Vėl vėluoja siunta, kiek galima laukti!"
    found = analyser.assess(text)
    assert found.language.code == "lt"
    assert found.sentiment.label == "negative"
    assert found.complaint.score > 0.8
    assert found.complaint.kind == "delivery"
    assert found.act.label == "complaint"
    assert found.analyser == VERSION
    assert "vėluoja" in " ".join(text[e.start : e.end] for e in found.evidence)


def test_praise_is_no_complaint(analyser):
    found = analyser.assess("Labai ačiū už greitą pristatymą, viskas puiku")
    assert (found.sentiment.label, found.act.label) == ("positive", "praise")
    assert found.complaint.score < 0.2


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("Įkroviklis pradėjo rūkti ir užsidegė", "safety"),
        ("Ikroviklis pradejo rukti", "safety"),
        ("Paduosiu jus į teismą", "legal"),
        ("Rašysiu skundą VVTAT", "regulator"),
    ],
)
def test_threats_override(analyser, text, threat):
    urgency = analyser.assess(text).urgency
    assert (urgency.level, urgency.threat) == (3, threat)


def test_a_text_that_does_not_tell_takes_its_surroundings_language(analyser):
    found = analyser.assess("😡", Surroundings(author_language="lt", account_language="pl"))
    assert (found.language.code, found.language.source) == ("lt", "author")


def test_the_finder_of_personal_data_is_asked():
    span = PersonalDataSpan(PersonalDataType.PHONE, 0, 3, 0.9)
    assert Analyser(finder=lambda _: [span]).assess("kur siunta").personal_data == (span,)


def test_many_are_assessed_in_order(analyser):
    texts = [("Gdzie moja paczka?", Surroundings()), ("Where is my parcel?", Surroundings())]
    assert [found.language.code for found in analyser.assess_many(texts)] == ["pl", "en"]


def test_a_text_is_judged_alike_alone_and_among_many(analyser):
    lines = [
        "Gdzie moja paczka?",
        "",
        "Thanks for nothing!",
        "Siunta sudužusi 😡",
        "!!!",
        "Paduosiu jus į teismą",
        "ok",
    ]
    texts = [(f"{line} {number}", Surroundings()) for number in range(100) for line in lines]
    assert analyser.assess_many(texts) == [analyser.assess(*each) for each in texts]


@pytest.mark.parametrize("text", ["Thanks for nothing…", "Great, another outage"])
def test_thanks_that_mean_the_opposite_are_negative(analyser, text):
    found = analyser.assess(text)
    assert (found.sentiment.label, found.act.label) == ("negative", "complaint")


@pytest.mark.parametrize(
    "text",
    [
        "Bill says 87.20, my contract says 30",
        "Sąskaitoje 87,20, o sutartyje 30",
        "Na fakturze 87,20, w umowie 30",
        "užsakiau juodą, atėjo balta",
        "Zamówiłam czarną, przyszła biała",
        "Paczka leżała na deszczu",
        "Siuntą paliko lietuje",
        "Courier left my parcel outside and it's gone",
    ],
)
def test_what_came_is_not_what_was_agreed_is_a_complaint_without_mood_words(analyser, text):
    assert analyser.assess(text).act.label == "complaint"


@pytest.mark.parametrize(
    "text",
    [
        "Got an invoice in a stranger's name",
        "Someone ported my number",
        "Got an SMS from you asking for card details",
        "Sąskaita atėjo svetimu vardu",
        "Faktura przyszła na obce nazwisko",
    ],
)
def test_misuse_of_a_name_or_number_is_reported_as_fraud(analyser, text):
    assert analyser.assess(text).urgency.threat == "fraud"


@pytest.mark.parametrize("text", ["ok", "Ok.", "gerai", "jasne"])
def test_a_bare_acknowledgement_is_no_praise(analyser, text):
    assert analyser.assess(text).act.label != "praise"


def test_talk_about_the_radio_is_no_complaint(analyser):
    assert analyser.assess("kas per daina per radiją grojo").complaint.score < 0.5
