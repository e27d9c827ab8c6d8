"""Fitting: what goes first, what never goes, and no text rather than a cut one."""

from hypothesis import given
from hypothesis import strategies as st

from responders.composer.fitting import Part, assemble
from responders.composer.rendering import Line, plain, render


def part(name, *texts, spare=None, repeats=False):
    return Part(name, tuple(Line(text, plain(text), text) for text in texts), spare, repeats)


PARTS = (part("greeting", "Hi there.", spare=1), part("body", "A long body.", "Short."), part("sign", "Ann", spare=2))


def fitted(limit, earlier=(), parts=PARTS, salt=""):
    return assemble(parts, fits=lambda text: len(text) <= limit, earlier=earlier, salt=salt)


def test_the_dispensable_goes_first_and_the_needed_gets_shorter():
    assert fitted(20) == "Hi there. Short. Ann"
    assert fitted(12) in {"Short. Ann", "A long body."}
    assert fitted(6) == "Short."
    assert fitted(5) is None


def test_what_was_said_is_not_said_again():
    assert "Short." in fitted(99, earlier=["We said: a long body."])
    assert fitted(99, earlier=["A long body.", "short."]) is None
    assert "Hi there." not in fitted(99, earlier=["HI   THERE. You."])


def test_a_signature_may_stand_under_every_answer():
    parts = (part("body", "One.", "Two."), part("sign", "Ann", repeats=True))
    assert fitted(99, earlier=["One. Ann"], parts=parts) == "Two. Ann"


def test_a_part_without_lines_is_left_out_or_forbids_the_text():
    assert fitted(99, parts=(part("body", "One."), part("link", spare=1))) == "One."
    assert fitted(99, parts=(part("body"),)) is None


@given(st.integers(0, 60), st.text(max_size=8))
def test_the_limit_holds_and_nothing_is_cut(limit, salt):
    text = fitted(limit, salt=salt)
    assert text is None or (len(text) <= limit and ("A long body." in text or "Short." in text))


def test_rendering_picks_the_form_fills_slots_and_begins_with_a_capital():
    line = render("{name} [laukiate|lauki] siuntos?", "familiar", {"name": "jonai"})
    assert line.text == "Jonai lauki siuntos?"
    assert line.own == "lauki siuntos"
    assert render("[Jūs|tu] esate", "formal", {}).text == "Jūs esate"
