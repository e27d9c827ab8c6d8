"""No answer repeats a customer's data in any guise, and ordinary answers pass."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.analysis.personal_data import find_personal_data
from monitor.domain.mentions import Visibility
from responders.gate import check
from tests.support import echoes
from tests.support import written_data as written

OWN = ("+370 700 55555", "help@brand.example", "https://m.me/brand")
CUSTOMER = {
    "name": "Jonas Petraitis",
    "phone": "+37061234567",
    "email": "j.petraitis@example.com",
    "address": "Gedimino pr. 12-7, LT-01103 Vilnius",
    "order_number": "LT-2026-004417",
    "personal_code": "38503121234",
    "card": "4111111111111111",
    "iban": "LT121000011101001000",
}


def findings(draft, thread=(), customer=None, visibility=Visibility.PUBLIC):
    return check(
        draft,
        visibility=visibility,
        thread=thread,
        customer=customer or {},
        allowed=OWN,
        detect=find_personal_data,
    )


@given(st.integers(min_value=0, max_value=2**48))
@pytest.mark.slow
@settings(max_examples=1500)
def test_no_echo_leaves(seed):
    echo = echoes.echo(random.Random(seed))  # noqa: S311 - nothing secret is drawn
    assert findings(echo.draft, echo.thread, echo.customer), echo


@pytest.mark.parametrize("maker", echoes.MAKERS[1:], ids=lambda maker: maker.__name__)
def test_no_category_leaks(maker):
    rng = written.seeded(maker.__name__)
    for _ in range(300):
        echo = maker(rng)
        assert findings(echo.draft, echo.thread, echo.customer), echo


@pytest.mark.parametrize(("surname", "forms"), echoes.SURNAMES.items())
def test_every_written_case_of_a_surname_is_met(surname, forms):
    for form in forms.split():
        assert findings(f"Dėl to {form} jau parašėme", customer={"last_name": surname}), form


GUISES = [
    "612 34 567",
    "8 612 3456*",
    "+370 6 1 2 3 4 5 6 7",
    "0 612 34567",
    "８６１２３４５６７",
    "61234-567",
    "(612)34567",
    "šeši vienas du trys keturi penki šeši septyni",
    "six one two three four five six seven",
    "šeši šimtai dvylika, trisdešimt keturi, penki šimtai šešiasdešimt septyni",
    "numeris baigiasi 67",
    "kortelė, kuri baigiasi 1111",
    "4111 **** **** 1111",
    "01103",
    "Pone Petraiti",
    "P.e.t.r.a.i.t.i.s",
    "PETRAIČIUI",
    "Petraitienė",
    "jpetraitis",
    "petraitis example com",
    "j***s@example.com",
    "užs. 004417",
    "2026-004417",
    "Gedimino prospekte",
    "kovo 12-ąją",
    "12 marca",
    "1985 metais",
    "12/03/85",
    "kodas prasideda 385",
    "sąskaita baigiasi 1000",
    "Ｐｅｔｒａｉｔｉｓ",
    "Реtrаitis",
    "𝐏𝐞𝐭𝐫𝐚𝐢𝐭𝐢𝐬",
    "+370 *** **567",
]


@pytest.mark.parametrize("part", GUISES)
def test_a_guise_of_the_record_is_met(part):
    assert findings(f"Sveiki, {part} – tikriname.", customer=CUSTOMER)


CLEAN = [
    "Sveiki, Jonai! Atsiprašome, kad siunta vėluoja 2 dienas. Atsakysime iki 2026-11-25 14:00.",
    "Jonai, kurjeris atvyks 8–12 val., kaina 12,99 €.",
    "Skambinkite +370 700 55555 arba rašykite help@brand.example",
    "Ačiū, Jonai! Vilniuje jau sutvarkėme.",
    "Hi Jonas, we're open 8:00–20:00, 7 days a week.",
    "Jonas, your refund of €45.00 will arrive in 3-5 working days.",
    "Dzień dobry, Panie Jonasie, zwrot 149,99 zł potrwa 14 dni.",
    "Jonai, akcija galioja nuo 2026-11-01 iki 2026-11-30, nuolaida 20 %.",
    "Your flight BT345 leaves at 14:35 from gate 12.",
    "Mūsų parduotuvė dirba I–V 10–20 val., VI 10–18 val.",
    "Rašykite mums čia: https://m.me/brand – atsakysime per valandą.",
    "Versija 2.14.1 išspręs klaidą.",
    "iPhone 15 Pro 256 GB turėsime gruodžio 3 d.",
    "Długo to trwało, przepraszamy! Sprawdzimy to do jutra.",
    "Please message us: https://x.com/messages/compose?recipient_id=1122334455667788",
]


@pytest.mark.parametrize("draft", CLEAN)
def test_a_clean_answer_passes_beside_a_full_record(draft):
    assert findings(draft, thread=["Mano tel. 8 612 34567, Gedimino pr. 12-7"], customer=CUSTOMER) == ()


def test_clean_answers_are_hardly_ever_stopped():
    rng = written.seeded("clean answers")
    stopped = 0
    for _ in range(1200):
        surname, language = rng.choice(list(echoes.SURNAMES)), rng.choice(written.LANGUAGES)
        customer = {
            "name": f"Jonas {surname}",
            "phone": written.PHONES[language](rng),
            "email": written.email(rng),
            "address": rng.choice(list(echoes.STREETS)),
            "order": rng.choice(echoes.CODES),
        }
        stopped += bool(findings(rng.choice(CLEAN), [written.clean(rng, "IBAN", language).text], customer))
    assert stopped <= 6


def test_health_is_not_paraphrased():
    said = ["Sergu diabetu, o jūs atšaukėte siuntą"]
    assert findings("Suprantame, kaip svarbu sergant cukriniu diabetu.", said)
    assert findings("We are sorry to hear about your condition.", said)
    assert findings("Atsiprašome, siuntą išsiųsime šiandien.", said) == ()


def test_the_birth_date_inside_a_national_id_counts():
    assert findings("Su gimtadieniu kovo 12 d.!", customer={"asmens kodas": "38503121234"})


def test_what_the_matter_is_about_may_be_named():
    record = {
        "product": "Vaza 15 Pro",
        "amount": "45.00",
        "delivery_date": "2026-11-25",
        "city": "Kaunas",
        "first_name": "Ona",
    }
    assert findings("Ona, „Vaza 15 Pro“ už 45,00 € atvyks į Kauną 2026-11-25.", customer=record) == ()
    assert findings("Su gimtadieniu 1985-03-12!", customer={"date_of_birth": "1985-03-12"})
    assert findings("Kodas 38503121234 tinka.", customer={"personal_data": "38503121234"})
