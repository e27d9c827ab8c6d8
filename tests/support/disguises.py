"""The same invented data written so that a filter may miss it and a person will not, or with a slip of the finger."""

import random

from tests.support import written_data as written

WORDS = {
    "lt": ["nulis", "vienas", "du", "trys", "keturi", "penki", "šeši", "septyni", "aštuoni", "devyni"],
    "pl": ["zero", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
}
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def in_script(number: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in number)


def keycaps(number: str) -> str:
    return "".join(f"{c}\ufe0f\u20e3" if c.isdigit() else c for c in number)


def circled(number: str) -> str:
    return "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(c)] if c.isdigit() else c for c in number)


def salted(rng: random.Random, number: str) -> str:
    return "".join(c + (rng.choice(INVISIBLE) if rng.random() < 0.5 else "") for c in number[:-1]) + number[-1]


def spread(rng: random.Random, number: str) -> str:
    return rng.choice([" ", ".", "-", " - ", "_", " . "]).join(c for c in number if c.isdigit())


def alike(rng: random.Random, number: str) -> str:
    table = {"0": "OoО", "1": "lI|", "5": "S", "8": "B"}
    places = [i for i, c in enumerate(number) if c in table]
    changed = list(number)
    for spot in rng.sample(places, min(len(places), rng.randint(1, 3))):
        changed[spot] = rng.choice(table[number[spot]])
    return "".join(changed)


def in_words(rng: random.Random, number: str, language: str) -> str:
    words = [WORDS[language][int(c)] for c in number if c.isdigit()]
    return rng.choice([" ", ", ", "-"]).join(words)


def half_in_words(rng: random.Random, number: str, language: str) -> str:
    """Some digits as words, at least four of them."""
    found = [c for c in number if c.isdigit()]
    chosen = set(rng.sample(range(len(found)), rng.randint(4, len(found) - 1)))
    return " ".join(WORDS[language][int(c)] if i in chosen else c for i, c in enumerate(found))


def disguised_number(rng: random.Random, number: str, language: str) -> str:
    return rng.choice(
        [
            lambda: in_script(number, "０"),
            lambda: in_script(number, "𝟎"),
            lambda: in_script(number, "𝟬"),
            lambda: in_script(number, "٠"),
            lambda: keycaps(number),
            lambda: circled(number),
            lambda: salted(rng, number),
            lambda: spread(rng, number),
            lambda: alike(rng, number),
            lambda: in_words(rng, number, language),
            lambda: half_in_words(rng, number, language),
            lambda: number.replace(" ", "\u00a0").replace("-", "–"),
        ]
    )()


AT = {
    "lt": [" eta ", "(eta)", " (eta) ", "[eta]", " (at) ", " ETA "],
    "pl": [" małpa ", "(małpa)", " malpa ", "[at]", " (małpa) ", " MAŁPA "],
    "en": [" at ", "(at)", " [at] ", " AT ", " (at) ", "{at}"],
}
DOT = {
    "lt": [" taškas ", " (taškas) ", " taskas "],
    "pl": [" kropka ", "(kropka)", " [kropka] "],
    "en": [" dot ", "(dot)", " [dot] ", " DOT "],
}


def disguised_email(rng: random.Random, address_: str, language: str) -> str:
    local, host = address_.lower().split("@")
    dot = rng.choice(DOT[language])
    return rng.choice(
        [
            lambda: f"{local}{rng.choice(AT[language])}{host.replace('.', dot)}",
            lambda: f"{local.replace('.', dot)}{rng.choice(AT[language])}{host.replace('.', dot)}",
            lambda: salted(rng, f"{local}@{host}"),
            lambda: f"{local}＠{host}",
            lambda: f"{local}@{host.replace('.', dot)}",
        ]
    )()


def evasive(rng: random.Random, kind: str, language: str) -> written.Case:
    """A disguised value in an ordinary sentence."""
    case = written.clean(rng, kind, language)
    if kind == "EMAIL":
        value = disguised_email(rng, case.value, language)
    elif kind == "IBAN":
        value = salted(rng, case.value) if rng.random() < 0.5 else in_script(case.value, "０")
    else:
        value = disguised_number(rng, case.value, language)
    return written.place(case.text[: case.start] + "{}" + case.text[case.end :], value, kind)


def slipped(rng: random.Random, kind: str, language: str) -> written.Case:
    """A value with one slip of the finger, in an ordinary sentence."""
    case = written.clean(rng, kind, language)
    return written.place(case.text[: case.start] + "{}" + case.text[case.end :], written.typo(rng, case.value), kind)
