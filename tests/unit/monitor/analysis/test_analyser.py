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
