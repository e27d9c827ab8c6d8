"""Ordinary posts of three languages full of numbers that are nobody's; the sentences stand in a file beside this."""

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.support.written_data import digits, seeded

SENTENCES = tomllib.loads((Path(__file__).parent / "ordinary_posts.toml").read_text(encoding="utf-8"))
MONTHS = {
    "lt": ["sausio", "kovo", "gegužės", "rugsėjo"],
    "pl": ["stycznia", "marca", "maja", "września"],
    "en": ["January", "March", "May", "September"],
}
SLOT = re.compile(r"\{(\w+)\}")


def _between(rng: random.Random, low: int, high: int) -> str:
    return str(rng.randint(low, high))


def _sum(rng: random.Random, language: str) -> str:
    mark = "." if language == "en" else ","
    whole = _between(rng, 10, 999)
    return rng.choice(
        [whole, f"{rng.randint(1, 9)} {digits(rng, 3)}", f"{whole}{mark}{digits(rng, 2)}", f"{rng.randint(1, 9999)}.99"]
    )


def _thousands(rng: random.Random, language: str) -> str:
    return f"{rng.randint(1, 999)}{',' if language == 'en' else ' '}{digits(rng, 3)}"


def _views(rng: random.Random, language: str) -> str:
    mark = "," if language == "en" else " "
    return rng.choice(
        [
            f"{rng.randint(1, 99)}{mark}{digits(rng, 3)}{mark}{digits(rng, 3)}",
            f"{rng.randint(10, 999)}{mark}{digits(rng, 3)}",
            f"{rng.randint(1, 9)}{digits(rng, 6)}",
        ]
    )


def _model(rng: random.Random, _: str) -> str:
    return rng.choice(
        [
            "QE55Q80",
            f"XR-{digits(rng, 4)}",
            f"A{digits(rng, 2)} Pro",
            f"WH-1000XM{digits(rng, 1)}",
            f"UE{digits(rng, 2)}TU{digits(rng, 4)}",
            f"X5 {digits(rng, 4)}",
            f"SM-G{digits(rng, 3)}B",
            f"GTX {digits(rng, 4)}",
            f"{digits(rng, 3)}-{digits(rng, 4)}-K",
            f"RB38T{digits(rng, 3)}CSA",
        ]
    )


def _flight(rng: random.Random, _: str) -> str:
    return rng.choice(["FR", "LO", "BA", "W6", "TE", "U2"]) + rng.choice(["", " ", "-"]) + _between(rng, 100, 9999)


def _time(rng: random.Random, language: str) -> str:
    hour = rng.randint(0, 23)
    ways = [f"{hour}:{rng.randint(0, 59):02d}", f"{hour}.{rng.choice(['00', '30', '15'])}"]
    return rng.choice([*ways, f"{1 + hour % 11}pm"] if language == "en" else ways)


def _date(rng: random.Random, language: str) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2016, 2029)
    return rng.choice(
        [
            f"{day:02d}.{month:02d}.{year}",
            f"{year}-{month:02d}-{day:02d}",
            f"{day} {rng.choice(MONTHS[language])}",
            f"{day}.{month}",
            f"{day:02d}/{month:02d}/{year}",
        ]
    )


def _score(rng: random.Random, _: str) -> str:
    few, many = (0, 9), (60, 110)
    low, high = rng.choice([few, many])
    return _between(rng, low, high) + rng.choice([":", "-", "–"]) + _between(rng, low, high)


def _version(rng: random.Random, _: str) -> str:
    parts = [_between(rng, 1, 20), _between(rng, 0, 30), _between(rng, 0, 9), _between(rng, 100, 9999)]
    return rng.choice(["v", ""]) + ".".join(parts[: rng.randint(2, 4)])


def _isbn(rng: random.Random, _: str) -> str:
    groups = [rng.choice(["978", "979"]), digits(rng, 3), digits(rng, 3), digits(rng, 3), digits(rng, 1)]
    return rng.choice(["", "-"]).join(groups)


def _gps(rng: random.Random, _: str) -> str:
    return f"5{digits(rng, 1)}.{digits(rng, rng.randint(4, 7))}, 2{digits(rng, 1)}.{digits(rng, rng.randint(4, 7))}"


def _duration(rng: random.Random, _: str) -> str:
    return f"{rng.randint(0, 5)}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"


SLOTS: dict[str, Callable[[random.Random, str], str]] = {
    "sum": _sum,
    "thousands": _thousands,
    "big": _thousands,
    "views": _views,
    "model": _model,
    "flight": _flight,
    "time": _time,
    "date": _date,
    "score": _score,
    "version": _version,
    "isbn": _isbn,
    "gps": _gps,
    "hms": _duration,
    "n": lambda rng, _: _between(rng, 1, 99),
    "nn": lambda rng, _: digits(rng, 2),
    "nnn": lambda rng, _: digits(rng, 3),
    "nnnn": lambda rng, _: digits(rng, 4),
    "nnnnn": lambda rng, _: digits(rng, 5),
    "d": lambda rng, _: digits(rng, 1),
    "year": lambda rng, _: _between(rng, 1950, 2026),
    "id": lambda rng, _: digits(rng, rng.randint(6, 9)),
    "mln": lambda rng, _: f"{rng.randint(1, 9)},{digits(rng, 1)}",
    "w": lambda rng, _: rng.choice(["1920", "2560", "3840"]),
    "h": lambda rng, _: rng.choice(["1080", "1440", "2160"]),
    "pct": lambda rng, _: _between(rng, 5, 90),
    "ean": lambda rng, _: rng.choice(["477", "590", "501"]) + digits(rng, 10),
    "rate": lambda rng, language: f"{rng.randint(0, 5)}{'.' if language == 'en' else ','}{digits(rng, 4)}",
    "month": lambda rng, language: rng.choice(MONTHS[language]),
    "code": lambda rng, _: rng.choice(["404", "500", "502", "-1009", "1020"]),
    "hex": lambda rng, _: "".join(rng.choice("0123456789ABCDEF") for _ in range(8)),
}


def ordinary_posts(language: str, *, each: int) -> Iterator[str]:
    """Each sentence of a language, filled so many times."""
    rng = seeded(f"ordinary {language}")
    for sentence in SENTENCES[language]:
        for _ in range(each):
            yield SLOT.sub(lambda slot: SLOTS[slot[1]](rng, language), sentence)
