"""Answers that repeat a customer's data in one of many guises, and the case they repeat it from.

The case forms of names and streets are written out by hand, not derived: the gate's own rules must meet real grammar.
"""

import random
from dataclasses import dataclass, field

from tests.support import disguises
from tests.support import written_data as written

SURNAMES = {
    # as the record has it: every form an answer might use (cases, family forms, without diacritics)
    "Petraitis": "Petraitis Petraičio Petraičiui Petraitį Petraičiu Petraityje Petraiti Petraičiai Petraičių",
    "Kazlauskas": "Kazlauskas Kazlausko Kazlauskui Kazlauską Kazlausku Kazlauske Kazlauskai Kazlauskams Kazlauskų",
    "Kazlauskienė": "Kazlauskienė Kazlauskienės Kazlauskienei Kazlauskienę Kazlauskiene",
    "Butkus": "Butkus Butkaus Butkui Butkų Butkumi Butkau Butkai Butkams",
    "Stankevičiūtė": "Stankevičiūtė Stankevičiūtės Stankevičiūtei Stankevičiūtę Stankevičiūte",
    "Jankauskaitė": "Jankauskaitė Jankauskaitės Jankauskaitei Jankauskaitę Jankauskaite",
    "Gudas": "Gudas Gudo Gudui Gudą Gudu Gudai Gude",
    "Paulauskas": "Paulauskas Paulausko Paulauskui Paulauskienė Paulauskienei Paulauskaitė",
    "Mikšys": "Mikšys Mikšio Mikšiui Mikšį Mikšiu Mikšy",
    "Žukauskas": "Žukauskas Žukausko Žukauskui Žukauską Zukausko Zukauskai",
    "Budrys": "Budrys Budrio Budriui Budrį Budriu Budry",
    "Gaidys": "Gaidys Gaidžio Gaidžiui Gaidį Gaidžiu Gaidy",
    "Kowalski": "Kowalski Kowalskiego Kowalskiemu Kowalskim Kowalscy Kowalskich Kowalska Kowalskiej",
    "Wiśniewska": "Wiśniewska Wiśniewskiej Wiśniewską Wisniewskiej Wiśniewscy",
    "Nowak": "Nowak Nowaka Nowakowi Nowakiem Nowaku Nowakowie Nowaków",
    "Wójcik": "Wójcik Wójcika Wójcikowi Wójcikiem Wójciku Wojcika",
    "Dudek": "Dudek Dudka Dudkowi Dudkiem Dudku",
    "Zając": "Zając Zająca Zającowi Zającem Zającu Zajaca",
    "Marzec": "Marzec Marca Marcowi Marcem Marcu",
    "Wróbel": "Wróbel Wróbla Wróblowi Wróblem Wróblu",
    "Zaręba": "Zaręba Zaręby Zarębie Zarębę Zarębą Zarębo",
    "Sikora": "Sikora Sikory Sikorze Sikorę Sikorą Sikoro",
    "Szymczyk": "Szymczyk Szymczyka Szymczykowi Szymczykiem Szymczyku",
    "Mazur": "Mazur Mazura Mazurowi Mazurem Mazurze",
    "Kozioł": "Kozioł Kozła Kozłowi Kozłem Koźle",
    "Górska-Lis": "Górska-Lis Górskiej-Lis Górską Górskiej",
    "Thompson": "Thompson Thompson's THOMPSON thompson",
    "O'Connor": "O'Connor O'Connor's OConnor",
    "Whitfield": "Whitfield Whitfield's whitfield",
    "Harris": "Harris Harris's Harris' HARRIS",
    "Okafor": "Okafor Okafor's",
}
GIVEN = [
    "Jonas",
    "Rūta",
    "Eglė",
    "Tomas",
    "Marek",
    "Katarzyna",
    "Piotr",
    "Agnieszka",
    "Emma",
    "James",
    "Olivia",
    "Zofia",
]
STREETS = {
    "Gedimino pr. 12-7": "Gedimino pr.|Gedimino prospekte|Gedimino prospektą|gedimino pr. 12|Gedimino 12",
    "Šermukšnių g. 5-31": "Šermukšnių g.|Šermukšnių gatvėje|Sermuksniu g.|Šermukšnių gatvę|Šermukšnių 5",
    "J. Basanavičiaus g. 44": "Basanavičiaus g.|J. Basanavičiaus gatvėje|Basanavičiaus 44|basanaviciaus",
    "Antakalnio g. 17 bt. 3": "Antakalnio gatvėje|Antakalnio g. 17|Antakalnio g.",
    "ul. Długa 5 m. 33, 00-238 Warszawa": "ul. Długiej|Długą|na Długiej 5|ulicy Długiej|ul. Dlugiej|00-238",
    "ul. Piłsudskiego 14/8, 31-110 Kraków": "ul. Piłsudskiego|Piłsudskiego 14|Pilsudskiego|31-110|31 110",
    "os. Słoneczne 9/41": "os. Słonecznym|Słonecznego|osiedlu Słonecznym|os. Słoneczne 9",
    "al. Jerozolimskie 101 m. 6": "Alejach Jerozolimskich|al. Jerozolimskie|Jerozolimskich 101",
    "ul. Mickiewicza 27": "Mickiewicza 27|ul. Mickiewicza|ulicy Mickiewicza",
    "Flat 3, 18 Willowbrook Lane, Leeds LS7 4QN": "Willowbrook Lane|18 Willowbrook|LS7 4QN|ls74qn|willowbrook lane",
    "221 Marlborough Road, London": "Marlborough Road|221 Marlborough|Marlborough Rd",
}
CODES = ["LT-2026-004417", "X7K2QM", "ZAM/88213/26", "ORD-5519082", "B4T9ZL", "77120934", "RMA-20931", "PL2291840"]
PLATES = ["KLM 482", "WX 48213", "AB61 CDE", "GDA 7T42"]
SECRETS = ["Kaunas2019!", "zielonyKot77", "hunter2024", "8842"]
HEALTH = {
    "Sergu diabetu, vaistų man reikia šiandien": "diabeto|cukrinio diabeto|dėl Jūsų ligos|your diabetes|cukrzycy",
    "esu nėščia ir negaliu nešti dėžės": "nėštumo|nėščiai moteriai|ciąży|pregnancy|laukiatės",
    "choruję na raka i czekam na lek": "raka|choroby nowotworowej|Pana chorobie|cancer|onkologine",
    "jestem w ciąży, a windy nie ma": "ciąży|ciążę|your pregnancy|dziecko w drodze|ciążą",
    "I have epilepsy and your staff laughed": "epilepsy|your condition|epilepsja|epilepsijos|your illness",
    "I'm disabled and there was no ramp": "disability|your health|neįgaliesiems kaip Jūs|niepełnosprawności|disabled",
    "man diagnozavo depresiją, o jūs vėl skambinate": "depresijos|depresiją|depresja|depression|Jūsų sveikatos",
}
FRAMES = [
    "Sveiki, {} – jau tikriname ir atsakysime iki penktadienio.",
    "Atsiprašome! Matome {}, netrukus parašysime.",
    "{} ačiū, kad pranešėte.",
    "Dėl {} jau susisiekėme su kurjeriu.",
    "Dzień dobry, {} – sprawdzamy i wracamy do piątku.",
    "Przepraszamy, widzimy {}. Damy znać jutro.",
    "W sprawie {} odpowiemy do jutra.",
    "Hello, we can see {} and will get back to you by Friday.",
    "Sorry about that. {} is being checked now.",
    "Thanks, we have noted {}.",
    "{}",
    "👋 {} 🙏",
]


@dataclass(frozen=True)
class Echo:
    """A draft that leaks, and where it leaks from."""

    draft: str
    kind: str
    thread: tuple[str, ...] = ()
    customer: dict[str, str] = field(default_factory=dict)


def folded(rng: random.Random, text: str) -> str:
    """Now and then without diacritics, in capitals, or small."""
    plain = text.translate(str.maketrans("ąčęėįšųūžćłńóśźżĄČĘĖĮŠŲŪŽĆŁŃÓŚŹŻ", "aceeisuuzclnoszzACEEISUUZCLNOSZZ"))
    return rng.choice([text, text, text, plain, text.upper(), plain.lower() if len(text) > 5 else text])


def guise_of_number(rng: random.Random, number: str, language: str) -> str:
    bare = "".join(c for c in number if c.isdigit())
    national = bare[-8:] if len(bare) >= 10 else bare
    return rng.choice(
        [
            lambda: number,
            lambda: bare,
            lambda: written.grouped(bare, 3, 3, 3),
            lambda: written.grouped(bare, 2, 2, 2, 2, 2, by="-"),
            lambda: written.grouped(bare, 4, 4, 4, 4, by="."),
            lambda: written.grouped(bare, 1, 3, 5, by="/"),
            lambda: national,
            lambda: bare[-6:],
            lambda: bare[:6],
            lambda: rng.choice(
                ["...{}", "***{}", "numeris, kuris baigiasi {}", "numer kończący się na {}", "number ending {}"]
            ).format(bare[-4:]),
            lambda: rng.choice(["baigiasi {}", "końcówka {}", "the last digits {}"]).format(bare[-3:]),
            lambda: f"{bare[:2]}*****{bare[-2:]}",
            lambda: disguises.disguised_number(rng, bare, language),
            lambda: disguises.in_words(rng, bare, language),
            lambda: disguises.in_words(rng, bare[-6:], language),
            lambda: disguises.in_words(rng, bare[-4:], language),
        ]
    )()


def guise_of_email(rng: random.Random, address: str, language: str) -> str:
    local, host = address.split("@")
    longest = max((part for part in "".join(c if c.isalpha() else " " for c in local).split()), key=len)
    choices = [
        lambda: address,
        address.upper,
        lambda: local,
        lambda: disguises.disguised_email(rng, address, language),
        lambda: f"{local[0]}***{local[-1]}@{host}",
        lambda: f"{local[:2]}****@{host}",
        lambda: f"{local} ({host})",
    ]
    if len(longest) >= 4:
        choices.append(longest.capitalize)
    return rng.choice(choices)()


def number_echo(rng: random.Random) -> Echo:
    language = rng.choice(written.LANGUAGES)
    kind = rng.choice(["PHONE", "PHONE", "CARD", "IBAN", "NATIONAL_ID"])
    if kind == "NATIONAL_ID" and language == "en":
        language = "lt"
    case = written.clean(rng, kind, language)
    bare = "".join(c for c in case.value if c.isdigit())
    draft = guise_of_number(rng, case.value, language)
    if rng.random() < 0.5:
        return Echo(draft, kind, thread=("Kur mano siunta?", case.text))
    names = {"PHONE": "phone", "CARD": "card", "IBAN": "iban", "NATIONAL_ID": "personal_code"}
    return Echo(draft, kind, customer={names[kind]: rng.choice([case.value, bare])})


def email_echo(rng: random.Random) -> Echo:
    language = rng.choice(written.LANGUAGES)
    case = written.clean(rng, "EMAIL", language)
    draft = guise_of_email(rng, case.value, language)
    if rng.random() < 0.5:
        return Echo(draft, "EMAIL", thread=(case.text,))
    return Echo(draft, "EMAIL", customer={"email": case.value})


def name_echo(rng: random.Random) -> Echo:
    surname = rng.choice(list(SURNAMES))
    form = rng.choice(SURNAMES[surname].split())
    given = rng.choice(GIVEN)
    draft = folded(
        rng,
        rng.choice(
            [form, f"{given} {form}", f"{given[0]}. {form}", f"p. {form}", f"Pan {form}", f"Mr {form}", f"gerb. {form}"]
        ),
    )
    how = rng.randrange(4)
    if how == 0:
        return Echo(draft, "PERSON", customer={"name": f"{given} {surname}"})
    if how == 1:
        return Echo(
            draft,
            "PERSON",
            customer={"first_name": given, rng.choice(["last_name", "surname", "pavardė", "nazwisko"]): surname},
        )
    cue = rng.choice(["Mano vardas {}", "nazywam się {}", "my name is {}", "Pavardė: {}", "Imię i nazwisko: {}"])
    return Echo(draft, "PERSON", thread=(cue.format(f"{given} {surname}") + ", kur mano prekė?",))


def place_echo(rng: random.Random) -> Echo:
    street = rng.choice(list(STREETS))
    draft = folded(rng, rng.choice(STREETS[street].split("|")))
    if rng.random() < 0.5:
        cue = (
            "Gyvenu adresu {}"
            if "g." in street or "pr." in street
            else "Mieszkam {}"
            if street[0] in "uoa"
            else "I live at {}"
        )
        return Echo(draft, "ADDRESS", thread=(cue.format(street),))
    return Echo(draft, "ADDRESS", customer={rng.choice(["address", "adresas", "adres"]): street})


def code_echo(rng: random.Random) -> Echo:
    kind = rng.choice(["ORDER", "PLATE", "SECRET"])
    value = rng.choice({"ORDER": CODES, "PLATE": PLATES, "SECRET": SECRETS}[kind])
    compact = "".join(c for c in value if c.isalnum())
    draft = rng.choice(
        [value, value.lower(), compact, compact.upper(), " ".join(compact), "-".join(compact), value.replace("-", " ")]
    )
    if kind == "SECRET":
        draft = rng.choice([value, value.upper(), " ".join(value)])
    fields = {"ORDER": "order", "PLATE": "plate", "SECRET": "password"}
    cues = {
        "ORDER": ["užsakymo nr. {}", "numer zamówienia: {}", "order number {}"],
        "PLATE": ["valst. nr. {}", "nr rej. {}", "reg {}"],
    }
    cues["SECRET"] = (
        ["slaptažodis: {}", "hasło: {}", "my password is {}"] if value != "8842" else ["PIN {}", "pin kodas {}"]
    )
    if rng.random() < 0.5:
        return Echo(draft, kind, thread=(rng.choice(cues[kind]).format(value),))
    return Echo(draft, kind, customer={fields[kind]: value})


MONTHS = {
    language: tuple(names.split())
    for language, names in {
        "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
        "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "en": "January February March April May June July August September October November December",
    }.items()
}


def birth_echo(rng: random.Random) -> Echo:
    year, month, day = written.birth(rng)
    names = {language: MONTHS[language][month - 1] for language in MONTHS}
    draft = rng.choice(
        [
            f"{year}-{month:02d}-{day:02d}",
            f"{day:02d}.{month:02d}.{year}",
            f"{day}/{month}/{year}",
            f"{names['lt']} {day} d.",
            f"{year} m. {names['lt']} {day} d.",
            f"{day} {names['pl']}",
            f"{day} {names['pl']} {year} r.",
            f"{names['en']} {day}",
            f"{day}th of {names['en']}",
            f"{year} metais",
            f"{day:02d}.{month:02d}",
            f"{year}{month:02d}{day:02d}",
        ]
    )
    stated = rng.choice(
        [f"{year}-{month:02d}-{day:02d}", f"{day:02d}.{month:02d}.{year}", f"{day} {names['pl']} {year}"]
    )
    if rng.random() < 0.5:
        return Echo(draft, "BIRTH_DATE", customer={rng.choice(["birth_date", "gimimo data", "data urodzenia"]): stated})
    return Echo(draft, "BIRTH_DATE", thread=(rng.choice(["gim. {}", "ur. {}", "date of birth: {}"]).format(stated),))


def health_echo(rng: random.Random) -> Echo:
    said = rng.choice(list(HEALTH))
    return Echo(folded(rng, rng.choice(HEALTH[said].split("|"))), "HEALTH", thread=(said,))


MAKERS = (number_echo, number_echo, email_echo, name_echo, place_echo, code_echo, birth_echo, health_echo)


def echo(rng: random.Random) -> Echo:
    """One leaking answer of a random category, guise, frame and source."""
    made = rng.choice(MAKERS)(rng)
    return Echo(rng.choice(FRAMES).replace("{}", made.draft), made.kind, made.thread, made.customer)
