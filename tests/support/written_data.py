"""Invented personal data as people write it, inside sentences of three languages, for recall and echo tests.

Values are random; shapes, labels and carriers are varied by hand. Nothing here is taken from the recognisers.
"""

import random
from dataclasses import dataclass

LANGUAGES = ("lt", "pl", "en")


@dataclass(frozen=True)
class Case:
    """One sentence with one value in it; `start` and `end` count code points."""

    text: str
    kind: str
    start: int
    end: int

    @property
    def value(self) -> str:
        return self.text[self.start : self.end]


def seeded(name: str) -> random.Random:
    """The same invented data for the same name."""
    return random.Random(name)  # noqa: S311 - nothing secret is drawn


def digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def grouped(number: str, *sizes: int, by: str = " ") -> str:
    parts, place = [], 0
    for size in sizes:
        parts.append(number[place : place + size])
        place += size
    return by.join([*parts, number[place:]] if place < len(number) else parts)


# --- values -------------------------------------------------------------------------------------------------------


def phone_lt(rng: random.Random) -> str:
    rest = "6" + rng.choice("0123456789") + digits(rng, 6)
    land = "5" + rng.choice("2") + digits(rng, 6)
    return rng.choice(
        [
            f"+370 {rest[:3]} {rest[3:]}",
            f"+370{rest}",
            f"8 {rest[:3]} {rest[3:]}",
            f"8{rest}",
            f"8-{rest[:3]}-{rest[3:]}",
            f"8 ({rest[:3]}) {rest[3:]}",
            f"(8-{rest[:3]}) {rest[3:]}",
            f"0{rest}",
            f"0 {rest[:3]} {rest[3:]}",
            f"86 {rest[1:4]} {rest[4:]}",
            f"8 {rest[:3]} {rest[3:5]} {rest[5:]}",
            f"370{rest}",
            f"00370{rest}",
            f"(8 5) {land[1:4]} {land[4:]}",
            f"8 5 {land[1:]}",
            f"+370 5 {land[1:4]} {land[4:]}",
            f"{rest[:3]} {rest[3:]}",
        ]
    )


def phone_pl(rng: random.Random) -> str:
    rest = rng.choice(["50", "51", "53", "57", "60", "66", "69", "72", "73", "78", "79", "88"]) + digits(rng, 7)
    while rest.endswith("00"):
        rest = rest[:2] + digits(rng, 7)
    land = rng.choice(["22", "12", "61", "71", "58", "42"]) + rng.choice("234567") + digits(rng, 6)
    return rng.choice(
        [
            f"+48 {rest[:3]} {rest[3:6]} {rest[6:]}",
            f"+48{rest}",
            f"{rest[:3]} {rest[3:6]} {rest[6:]}",
            f"{rest[:3]}-{rest[3:6]}-{rest[6:]}",
            f"48 {rest[:3]} {rest[3:6]} {rest[6:]}",
            f"0048 {rest}",
            f"(+48) {rest[:3]} {rest[3:6]} {rest[6:]}",
            f"{land[:2]} {land[2:5]} {land[5:7]} {land[7:]}",
            f"({land[:2]}) {land[2:5]}-{land[5:7]}-{land[7:]}",
            f"{rest[:3]}.{rest[3:6]}.{rest[6:]}",
        ]
    )


def phone_en(rng: random.Random) -> str:
    mobile = "7" + rng.choice("45789") + digits(rng, 8)
    london = "20" + rng.choice("378") + digits(rng, 7)
    return rng.choice(
        [
            f"+44 {mobile[:4]} {mobile[4:]}",
            f"+44{mobile}",
            f"0{mobile[:4]} {mobile[4:]}",
            f"0{mobile}",
            f"0{mobile[:4]} {mobile[4:7]} {mobile[7:]}",
            f"020 {london[2:6]} {london[6:]}",
            f"(020) {london[2:6]} {london[6:]}",
            f"+44 (0)20 {london[2:6]} {london[6:]}",
            f"0161 {digits(rng, 3)} {digits(rng, 4)}",
        ]
    )


PHONES = {"lt": phone_lt, "pl": phone_pl, "en": phone_en}


def email(rng: random.Random) -> str:
    first = rng.choice(
        ["jonas", "ruta", "egle.k", "jan", "kasia", "m.nowak", "john", "emma_w", "p-kalnietis", "anna+sklep"]
    )
    last = rng.choice(["", ".petraitis", "1987", "_kowalska", ".smith", "-z"])
    host = rng.choice(
        ["gmail.com", "example.lt", "wp.pl", "example.com", "yahoo.co.uk", "mail.example.org", "inbox.lt"]
    )
    address = f"{first}{last}@{host}"
    return address.upper() if rng.random() < 0.1 else address


def luhn_digit(body: str) -> str:
    total = sum(sum(divmod(int(c) * (2 if i % 2 == 0 else 1), 10)) for i, c in enumerate(reversed(body)))
    return str(-total % 10)


def card(rng: random.Random) -> str:
    prefix, length = rng.choice([("4", 16), ("51", 16), ("53", 16), ("2221", 16), ("37", 15), ("4", 16)])
    body = prefix + digits(rng, length - len(prefix) - 1)
    number = body + luhn_digit(body)
    if length == 15:
        return rng.choice([number, grouped(number, 4, 6, 5)])
    return rng.choice([number, grouped(number, 4, 4, 4, 4), grouped(number, 4, 4, 4, 4, by="-")])


def iban_of(country: str, body: str) -> str:
    turned = body + country + "00"
    check = 98 - int("".join(str(int(c, 36)) for c in turned)) % 97
    return f"{country}{check:02d}{body}"


def iban(rng: random.Random, language: str) -> str:
    if language == "lt":
        number = iban_of("LT", "7" + digits(rng, 15))
    elif language == "pl":
        number = iban_of("PL", digits(rng, 24))
        if rng.random() < 0.4:
            number = number[2:]
            return rng.choice([number, grouped(number, 2, 4, 4, 4, 4, 4, 4)])
    else:
        number = iban_of("GB", rng.choice(["NWBK", "BARC", "LOYD"]) + digits(rng, 14))
    spaced = " ".join(number[i : i + 4] for i in range(0, len(number), 4))
    return rng.choice([number, spaced, number.lower()])


def birth(rng: random.Random) -> tuple[int, int, int]:
    return rng.randint(1940, 2007), rng.randint(1, 12), rng.randint(1, 28)


def asmens_kodas(rng: random.Random) -> str:
    year, month, day = birth(rng)
    century = {19: "34", 20: "56"}[year // 100]
    body = f"{rng.choice(century)}{year % 100:02d}{month:02d}{day:02d}{digits(rng, 3)}"
    rest = sum(int(c) * w for c, w in zip(body, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1), strict=True)) % 11
    if rest == 10:
        rest = sum(int(c) * w for c, w in zip(body, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3), strict=True)) % 11 % 10
    return f"{body}{rest}"


def pesel(rng: random.Random) -> str:
    year, month, day = birth(rng)
    body = f"{year % 100:02d}{month + (20 if year >= 2000 else 0):02d}{day:02d}{digits(rng, 4)}"
    rest = sum(int(c) * w for c, w in zip(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), strict=True)) % 10
    return f"{body}{-rest % 10}"


def nip(rng: random.Random) -> str:
    while True:
        body = rng.choice("56789") + digits(rng, 8)
        rest = sum(int(c) * w for c, w in zip(body, (6, 5, 7, 2, 3, 4, 5, 6, 7), strict=True)) % 11
        if rest < 10:
            number = f"{body}{rest}"
            return rng.choice([number, grouped(number, 3, 3, 2, 2, by="-"), grouped(number, 3, 3, 2, 2)])


def typo(rng: random.Random, number: str) -> str:
    """One slip of a finger: another digit, a digit lost, or two neighbours swapped."""
    places = [i for i, c in enumerate(number) if c.isdigit()][2:]
    place = rng.choice(places)
    kind = rng.choice(["change", "change", "swap", "lose"])
    if kind == "lose":
        return number[:place] + number[place + 1 :]
    if (
        kind == "swap"
        and place + 1 < len(number)
        and number[place + 1].isdigit()
        and number[place] != number[place + 1]
    ):
        return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    other = rng.choice([c for c in "0123456789" if c != number[place]])
    return number[:place] + other + number[place + 1 :]


STREETS = {
    "lt": [
        "Gedimino pr.",
        "Vilniaus g.",
        "Savanorių pr.",
        "Šermukšnių g.",
        "J. Basanavičiaus g.",
        "Laisvės al.",
        "Žalgirio gatvė",
        "Taikos pr.",
        "Architektų gatvėje",
        "Antakalnio g.",
        "P. Lukšio g.",
        "Naujoji g.",
        "Pramonės prospektas",
        "Kauno g.",
    ],
    "pl": [
        "ul. Długa",
        "ul. Piłsudskiego",
        "al. Jana Pawła II",
        "os. Słoneczne",
        "ulica Mickiewicza",
        "ul. Świętego Marcina",
        "pl. Wolności",
        "ul. 3 Maja",
        "ulicy Krakowskiej",
        "al. Niepodległości",
        "ul. Zielona",
        "Ul. Żwirki i Wigury",
    ],
    "en": [
        "High Street",
        "Church Lane",
        "Victoria Road",
        "Station Road",
        "St John's Avenue",
        "Kings Close",
        "Mill Lane",
        "Queens Drive",
        "Park Road",
        "Albert Square",
        "Elm Grove",
        "Manor Gardens",
    ],
}
CITIES = {
    "lt": ["Vilnius", "Kaunas", "Klaipėda"],
    "pl": ["Warszawa", "Kraków", "Gdańsk"],
    "en": ["London", "Leeds", "York"],
}


def address(rng: random.Random, language: str) -> str:
    street, city = rng.choice(STREETS[language]), rng.choice(CITIES[language])
    house = rng.randint(1, 180)
    flat = rng.randint(1, 99)
    if language == "lt":
        number = rng.choice(
            [f"{house}-{flat}", f"{house}", f"{house}A", f"{house} bt. {flat}", f"{house}–{flat}", f"{house}a-{flat}"]
        )
        return rng.choice(
            [f"{street} {number}", f"{street} {number}, {city}", f"{street} {number}, LT-0{digits(rng, 4)} {city}"]
        )
    if language == "pl":
        number = rng.choice(
            [
                f"{house}/{flat}",
                f"{house} m. {flat}",
                f"{house}A",
                f"{house}",
                f"{house} m {flat}",
                f"{house} lok. {flat}",
            ]
        )
        code = f"{digits(rng, 2)}-{digits(rng, 3)} {city}"
        return rng.choice([f"{street} {number}", f"{street} {number}, {code}", f"{street} {number}, {city}"])
    code = rng.choice(["SW1A 2AA", "LS1 4DY", "YO1 7HH", "M1 1AE", "EC2A 4NE"])
    first = rng.choice(["", "", f"Flat {flat}, ", f"Apt {flat}, "])
    return f"{first}{house} {street}" + rng.choice(["", f", {city}", f", {city} {code}"])


# --- carriers: {} is the value --------------------------------------------------------------------------------------

CARRIERS = {
    ("PHONE", "lt"): [
        "Mano tel. {}, laukiu skambučio",
        "skambinkit {} po 17 val.",
        "Numeris {}",
        "tel {} jau tris dienas niekas nekelia",
        "Parašiau, kad susisiektų telefonu {} bet tyla",
        "mano numeris {}!!",
        "Telefonas: {}",
        "paskambinkite man {} prašau",
        "mob. {}",
        "galit perskambint {}? ačiū",
        "Mano nr {}, Asta",
    ],
    ("PHONE", "pl"): [
        "Mój numer to {}, proszę o kontakt",
        "zadzwońcie {} po 16",
        "tel. {}",
        "Telefon: {} czekam",
        "proszę dzwonić {}",
        "kontakt {} bo na mailu cisza",
        "mój nr tel {}",
        "Oddzwońcie na {}!",
        "pod numerem {} nikt nie odbiera a to mój numer",
    ],
    ("PHONE", "en"): [
        "Call me on {} please",
        "my number is {}",
        "you can reach me at {} after 5",
        "Tel: {}",
        "text me {}",
        "phone {} anytime",
        "contact number {}",
        "ring me back on {}, still waiting",
        "Mobile {}.",
    ],
    ("EMAIL", "lt"): ["rašykite {}", "mano el. paštas {}, lauksiu", "Atsakymo negavau į {}!", "el.p.: {}"],
    ("EMAIL", "pl"): ["mój mail: {}", "proszę pisać na {} dziękuję", "napisałam z adresu {} i nic", "{} to mój e-mail"],
    ("EMAIL", "en"): ["email me at {}", "My address is {}.", "({}) is what I registered with", "no reply to {} yet"],
    ("CARD", "lt"): ["nuskaičiavo du kartus nuo kortelės {}", "kortelės nr. {}", "Mokėjau kortele {} ir nieko", "{}"],
    ("CARD", "pl"): ["karta {} została obciążona dwa razy", "numer karty {}", "płaciłem kartą {}, zwróćcie", "{}"],
    ("CARD", "en"): ["my card {} was charged twice", "card number {}", "paid with {} yesterday", "{}"],
    ("IBAN", "lt"): ["grąžinkite į sąskaitą {}", "sąskaitos nr. {}", "pinigus prašau į {}", "{} Swedbank"],
    ("IBAN", "pl"): ["proszę o zwrot na konto {}", "numer konta: {}", "mój rachunek {} czekam na przelew", "{}"],
    ("IBAN", "en"): ["refund it to {}", "my IBAN is {}", "account {}", "{} please"],
    ("NATIONAL_ID", "lt"): [
        "asmens kodas {}",
        "mano a.k. {}",
        "a. k. {} jei reikia",
        "AK: {}",
        "Jonas, {}, laukiu",
        "asmens kodą {} jau rašiau",
    ],
    ("NATIONAL_ID", "pl"): [
        "PESEL {}",
        "mój pesel to {}",
        "nr PESEL: {}",
        "podałem {} i dalej nic",
        "peselu {} nie widzicie?",
    ],
    ("ADDRESS", "lt"): [
        "Gyvenu {}",
        "siunta turėjo ateiti į {}",
        "Adresas: {}",
        "kurjeris nerado {} nors čia visi randa",
        "{} laukiu jau savaitę",
        "pristatykit {}",
    ],
    ("ADDRESS", "pl"): [
        "Mieszkam {}",
        "adres dostawy: {}",
        "kurier nie trafił na {}",
        "paczka miała być dostarczona: {}",
        "{} czekam już tydzień",
    ],
    ("ADDRESS", "en"): [
        "I live at {}",
        "my address is {}",
        "it should have come to {}",
        "deliver to {} please",
        "{} is not that hard to find",
    ],
}

MAKERS = {
    "PHONE": lambda rng, language: PHONES[language](rng),
    "EMAIL": lambda rng, language: email(rng),
    "CARD": lambda rng, language: card(rng),
    "IBAN": iban,
    "ADDRESS": address,
}
IDS = {"lt": asmens_kodas, "pl": pesel}


def place(carrier: str, value: str, kind: str) -> Case:
    start = carrier.index("{}")
    return Case(carrier.replace("{}", value), kind, start, start + len(value))


def clean(rng: random.Random, kind: str, language: str) -> Case:
    """A well-written value in an ordinary sentence; the asmens kodas and PESEL by their language."""
    value = IDS[language](rng) if kind == "NATIONAL_ID" else MAKERS[kind](rng, language)
    return place(rng.choice(CARRIERS[kind, language]), value, kind)
