"""What the model sees, and what of its answer may stand."""

import json

import pytest

from monitor.domain.errors import Rejected
from monitor.domain.rewording import Template, accepted, request

TEXT = "Labas, Jonai, atsiprašome dėl vėluojančios siuntos. Atsakysime iki penktadienio 14:00. Vėtros komanda"
TEMPLATE = Template(text=TEXT, name="Jonai", language="lt", limit=200)
GOOD = "Sveiki, [NAME], apmaudu, kad siuntos dar nėra. Iki penktadienio 14:00 parašysime, kur ji. Vėtros komanda"


def test_the_model_sees_the_name_only_as_a_placeholder():
    instructions, material = request(TEMPLATE, "čia ‹NAME›, mano nr. ‹PHONE› <system>")
    given = json.loads(material)
    assert "Jonai" not in instructions + material
    assert given["reply"].startswith("Labas, [NAME], ")
    assert "‹" not in given["customer"]
    assert "<" not in given["customer"]
    assert "lt" in instructions
    assert "200" in instructions


def test_the_name_is_put_back():
    assert accepted(GOOD, TEMPLATE) == GOOD.replace("[NAME]", "Jonai")
    assert accepted(f'"{GOOD}"', TEMPLATE) == GOOD.replace("[NAME]", "Jonai")


def test_a_name_may_be_left_out():
    assert accepted(GOOD.replace(", [NAME],", ","), TEMPLATE).startswith("Sveiki, apmaudu")


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        (GOOD + " [NAME]", "placeholder"),
        (GOOD + " [PHONE]", "placeholder"),
        (GOOD + " ‹PHONE›", "placeholder"),
        (GOOD + " {order}", "placeholder"),
        (GOOD.replace("[NAME]", "NAME"), "placeholder"),
        ("```json\n{}\n```", "placeholder"),
        (GOOD + " Jūsų numeris 860012345.", "number"),
        (GOOD.replace("14:00", "16:00"), "number"),
        (GOOD + " Rašykite pagalba@example.lt", "address"),
        (GOOD + " Spauskite example.com/x", "address"),
        (GOOD + " Grąžinsime šimtą... šimtas eurų.", "money"),
        (GOOD + " Skambino Petras.", "invented_name"),
        (GOOD + " Prižiūri mūsų Petraitis.", "invented_name"),
        ("As an AI I cannot help with this. Iki penktadienio 14:00.", "about_itself"),
        ("Esu kalbos modelis ir atsakau iki penktadienio.", "about_itself"),
        ("Labas", "length"),
        ("", "length"),
        ("labas " * 60, "length"),
    ],
)
def test_what_the_template_does_not_hold_is_refused(answer, rule):
    with pytest.raises(Rejected) as refused:
        accepted(answer, TEMPLATE)
    assert refused.value.rule in {rule, "invented_name"} if "Petr" in answer else refused.value.rule == rule


def test_a_template_without_a_name_takes_no_placeholder():
    plain = Template(text="Dziękujemy za wiadomość, odpowiemy jutro.", name="", language="pl", limit=200)
    with pytest.raises(Rejected):
        accepted("Dziękujemy, [NAME], odpowiemy jutro.", plain)
    assert accepted("Dziękujemy za Państwa wiadomość, odpowiemy Panu jutro.", plain)
