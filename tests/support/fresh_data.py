"""A second writing of invented personal data: other shapes, carriers and disguises than `written_data` draws.

Kept apart so that what the recognisers were tuned on and what they are held against are two different hands.
"""

import random
import tomllib
from pathlib import Path

from tests.support import written_data as written
from tests.support.written_data import digits

CARRIERS = tomllib.loads((Path(__file__).parent / "fresh_carriers.toml").read_text(encoding="utf-8"))
STREETS = CARRIERS["streets"]
TOWNS = {
    "lt": ["Šiauliai", "Alytus", "Utena"],
    "pl": ["Łódź", "Nowy Sącz", "Bielsko-Biała"],
    "en": ["Bristol", "Leeds"],
}
DOCUMENTS = {
    "nip": "TAX_ID",
    "regon": "TAX_ID",
    "company": "TAX_ID",
    "dowod": "ID_DOCUMENT",
    "paszport": "ID_DOCUMENT",
    "pasas": "ID_DOCUMENT",
    "passport": "ID_DOCUMENT",
}


def phone_lt(rng: random.Random) -> str:
    x = f"6{digits(rng, 7)}"
    area = rng.choice(["37", "41", "45", "46"])
    land = digits(rng, 6)
    return rng.choice(
        [
            f"+370 {x[:3]} {x[3:5]} {x[5:]}",
            f"+370-{x[:3]}-{x[3:]}",
            f"+370 ({x[:3]}) {x[3:]}",
            f"8{x[:3]} {x[3:]}",
            f"8-{x[:3]}-{x[3:5]}-{x[5:]}",
            f"8.{x[:3]}.{x[3:]}",
            f"8 {x[0]} {x[1:4]} {x[4:]}",
            f"0-{x[:3]}-{x[3:]}",
            f"8 {x[:2]} {x[2:4]} {x[4:6]} {x[6:]}",
            f"00 370 {x[:3]} {x[3:]}",
            f"8 {x[:4]} {x[4:]}",
            f"8 {area} {land[:3]} {land[3:]}",
            f"(8-{area}) {land}",
            f"+370 {area} {land}",
        ]
    )


def phone_pl(rng: random.Random) -> str:
    x = rng.choice(["50", "53", "57", "60", "66", "72", "78", "88"]) + digits(rng, 6) + rng.choice("123456789")
    area = rng.choice(["22", "12", "61", "71", "32", "85"])
    land = rng.choice("234567") + digits(rng, 6)
    return rng.choice(
        [
            f"+48{x[:3]} {x[3:6]} {x[6:]}",
            f"+48-{x[:3]}-{x[3:6]}-{x[6:]}",
            f"48{x}",
            f"{x[:3]}_{x[3:6]}_{x[6:]}",
            f"{x[:3]} - {x[3:6]} - {x[6:]}",
            f"{x[:3]} {x[3:5]} {x[5:7]} {x[7:]}",
            f"+48 {area} {land[:3]} {land[3:5]} {land[5:]}",
            f"0{area} {land[:3]} {land[3:5]} {land[5:]}",
            f"{area}/{land[:3]}-{land[3:5]}-{land[5:]}",
            f"({area}) {land[:3]} {land[3:5]} {land[5:]}",
        ]
    )


def phone_en(rng: random.Random) -> str:
    x = "7" + rng.choice("3457849") + digits(rng, 8)
    town = rng.choice("234567") + digits(rng, 6)
    return rng.choice(
        [
            f"+44 (0){x[:4]} {x[4:]}",
            f"+44{x[:4]} {x[4:]}",
            f"0044 {x}",
            f"0{x[:4]}-{x[4:7]}-{x[7:]}",
            f"0{x[:2]} {x[2:6]} {x[6:]}",
            f"(0{x[:4]}) {x[4:]}",
            f"44{x}",
            f"0{x[:4]} {x[4:6]} {x[6:8]} {x[8:]}",
            f"0113 {town[:3]} {town[3:]}",
            f"0121-{town[:3]}-{town[3:]}",
            f"(01273) {town[:6]}",
            f"0207 {town[:3]} {town[3:]}",
        ]
    )


def email(rng: random.Random, _: str) -> str:
    first = rng.choice(["gintare", "t.zukas", "marius88", "o_brien", "lukasz-k", "chris.p", "deb77", "vaida_r"])
    last = rng.choice([".lapinska", "2001", "_86", ".wrona", "-jr", "+orders"])
    host = rng.choice(["outlook.com", "hotmail.co.uk", "o2.pl", "interia.eu", "one.lt", "studio.design", "uni.ac.uk"])
    return f"{first}{last}@{host}"


AT = {"lt": [" (eta) ", " eta ", "[at]"], "pl": ["[małpa]", " małpa ", " małpka "], "en": [" (at) ", "[at]", "<at>"]}
DOT = {
    "lt": [" taškas ", "[taškas]", " (dot) "],
    "pl": [" kropka ", "[dot]", " (kropka) "],
    "en": [" dot ", "(dot)", "[dot]"],
}


def spelled_email(rng: random.Random, language: str) -> str:
    local, host = email(rng, language).split("@")
    return local + rng.choice(AT[language]) + host.replace(".", rng.choice(DOT[language]))


def card(rng: random.Random, _: str) -> str:
    prefix, length = rng.choice([("4", 16), ("52", 16), ("2720", 16), ("6759", 16), ("34", 15), ("5018", 16)])
    body = prefix + digits(rng, length - len(prefix) - 1)
    number = body + written.luhn_digit(body)
    if length == 15:
        return rng.choice([number, written.grouped(number, 4, 6, 5, by="-")])
    by = rng.choice([" ", "-", ".", "  "])
    return rng.choice([written.grouped(number, 4, 4, 4, 4, by=by), f"{number[:8]} {number[8:]}"])


def iban(rng: random.Random, language: str) -> str:
    number = {
        "lt": lambda: written.iban_of("LT", "70440" + digits(rng, 11)),
        "pl": lambda: written.iban_of("PL", "1140" + digits(rng, 20))[rng.choice([0, 2]) :],
        "en": lambda: written.iban_of(*rng.choice([("GB", "MIDL" + digits(rng, 14)), ("DE", digits(rng, 18))])),
    }[language]()
    start = 4 if number[0].isalpha() else 2
    parts = [number[:start], *(number[i : i + 4] for i in range(start, len(number), 4))]
    return rng.choice(["", " ", "-"]).join(parts)


def address(rng: random.Random, language: str) -> str:
    street, town = rng.choice(STREETS[language]), rng.choice(TOWNS[language])
    house, flat = rng.randint(1, 220), rng.randint(1, 120)
    if language == "en":
        first = rng.choice([f"{house} ", f"{house}b ", f"Flat {flat}, {house} "])
        return first + street + rng.choice(["", f", {town}", f", {town} BS1 4ST"])
    flats = {
        "lt": [f"{house}-{flat}", f"{house} - {flat}", f"{house}, bt. {flat}", f"{house}c-{flat}", f"Nr. {house}"],
        "pl": [f"{house} / {flat}", f"{house}, m. {flat}", f"{house}a/{flat}", f"{house} lok.{flat}", f"nr {house}"],
    }[language]
    code = f"LT-{digits(rng, 5)} {town}" if language == "lt" else f"{digits(rng, 2)}-{digits(rng, 3)} {town}"
    return f"{street} {rng.choice(flats)}" + rng.choice(["", f", {code}", f", {town}"])


def document(rng: random.Random, name: str) -> str:
    return {
        "nip": lambda: written.nip(rng),
        "regon": lambda: rng.choice([digits(rng, 9), digits(rng, 14), written.grouped(digits(rng, 9), 3, 3, 3)]),
        "company": lambda: rng.choice(["LT" + digits(rng, 9), digits(rng, 9)]),
        "dowod": lambda: rng.choice(["ABA", "CCF", "DBE"]) + rng.choice(["", " "]) + digits(rng, 6),
        "paszport": lambda: rng.choice(["EH", "AE"]) + rng.choice(["", " "]) + digits(rng, 7),
        "pasas": lambda: rng.choice([digits(rng, 8), written.grouped(digits(rng, 8), 4, 4)]),
        "passport": lambda: rng.choice([digits(rng, 9), written.grouped(digits(rng, 9), 3, 3, 3)]),
    }[name]()


def national_id(rng: random.Random, language: str) -> str:
    return written.IDS[language](rng)


def miscounted_id(rng: random.Random, language: str) -> str:
    """A code with a wrong last digit."""
    number = national_id(rng, language)
    return number[:-1] + str((int(number[-1]) + rng.randint(1, 9)) % 10)


PHONES = {"lt": phone_lt, "pl": phone_pl, "en": phone_en}
MAKERS = {
    "PHONE": lambda rng, language: PHONES[language](rng),
    "EMAIL": email,
    "CARD": card,
    "IBAN": iban,
    "ADDRESS": address,
    "NATIONAL_ID": national_id,
}


def carrier(rng: random.Random, name: str, language: str) -> str:
    return rng.choice(CARRIERS[name][language])


def disguised(rng: random.Random, number: str) -> str:
    """The digits parted, styled or mixed with what a filter trips over and a reader does not."""
    found = [c for c in number if c.isdigit()]
    parts = ["".join(found[i : i + 3]) for i in range(0, len(found), 3)]
    return rng.choice(
        [
            "".join(f"{c}\ufe0f\u20e3" for c in found),
            " ".join(f"{c}\ufe0f\u20e3" for c in found),
            rng.choice(["…", "·", "•", ", ", "*", "|"]).join(found),
            "\u200b".join(number),
            rng.choice(["😀", "❤️", "🔥"]).join(found),
            "🙂 ".join(parts),
            "".join(chr(0xFF10 + int(c)) for c in found),
            "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(c)] for c in found),
            number.translate(str.maketrans("01", "Οl")),
        ]
    )
