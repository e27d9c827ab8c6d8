"""Formal or familiar: as the customer writes; formal where nothing tells."""

import pytest

from responders.grammar.emoji import uses_emoji
from responders.grammar.form import form_of


@pytest.mark.parametrize(
    ("language", "text", "form"),
    [
        ("lt", "Labas, kur mano siunta?", "familiar"),
        ("lt", "Labas vakaras, kur mano siunta?", "formal"),
        ("lt", "Laba diena", "formal"),
        ("lt", "Čia blyn normalu?", "familiar"),
        ("lt", "Kur mano siunta? Jūs neatsakote", "formal"),
        ("lt", "Darbas ne vilkas", "formal"),
        ("pl", "Hej, gdzie paczka?", "familiar"),
        ("pl", "czesc, gdzie paczka", "familiar"),
        ("pl", "Dzień dobry, gdzie paczka?", "formal"),
        ("pl", "Szanowni Państwo, hej tam", "formal"),
        ("pl", "Kiedy dotrze paczka?", "formal"),
        ("en", "hey guys where's my order", "familiar"),
        ("en", "Dear Sir, where is my order?", "formal"),
        ("en", "Where is my order?", "formal"),
        ("de", "Hey", "formal"),
    ],
)
def test_the_answer_takes_the_customers_form(language, text, form):
    assert form_of(text, language) == form


@pytest.mark.parametrize(
    ("text", "found"), [("ačiū 😊", True), ("❤️", True), ("🇱🇹", True), ("3 → 4 © ®", False), ("Taip!", False)]
)
def test_emoji_are_noticed(text, found):
    assert uses_emoji(text) is found
