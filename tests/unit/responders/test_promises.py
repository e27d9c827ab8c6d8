"""Promises: the words, the moment they fall due, and the times that promise nothing."""

from datetime import UTC, date, datetime, time
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.playbooks.shapes import LANGUAGES
from responders.grammar.times import ZONES, by, reply_day, within
from responders.promises import find_promises
from tests.support.situations import NOW  # Wednesday 25 November 2026, 12:00 in Vilnius, 11:00 in Warsaw

LT = [
    ("Atsakysime iki penktadienio.", "iki penktadienio", "2026-11-27 18:00"),
    ("Atsakysime iki penktadienio 14:00.", "iki penktadienio 14:00", "2026-11-27 14:00"),
    ("Parašysime iki penktadienio 14 val., tikrai.", "iki penktadienio 14 val.", "2026-11-27 14:00"),
    ("Parašysime iki penktadienio vakaro.", "iki penktadienio vakaro", "2026-11-27 21:00"),
    ("Atsiliepsime dar šiandien.", "dar šiandien", "2026-11-25 18:00"),
    ("Paskambinsime rytoj iki 10 val.", "rytoj iki 10 val", "2026-11-26 10:00"),
    ("Pranešime iki rytojaus vakaro.", "iki rytojaus vakaro", "2026-11-26 21:00"),
    ("Pranešime iki rytojaus vidurdienio.", "iki rytojaus vidurdienio", "2026-11-26 12:00"),
    ("Grįšime su atsakymu ne vėliau kaip poryt – pranešime čia.", "ne vėliau kaip poryt", "2026-11-27 18:00"),
    ("Siunta bus iki lapkričio 30 d.", "iki lapkričio 30 d", "2026-11-30 18:00"),
    ("Siunta bus iki sausio 4 d. jau namie.", "iki sausio 4 d.", "2027-01-04 18:00"),
    ("Atsakysime iki 2026-12-01.", "iki 2026-12-01", "2026-12-01 18:00"),
    ("Atsakysime iki trečiadienio.", "iki trečiadienio", "2026-11-25 18:00"),
    ("Atsakysime iki kito trečiadienio.", "iki kito trečiadienio", "2026-12-02 18:00"),
    ("Atsakysime iki 17 val.", "iki 17 val", "2026-11-25 17:00"),
    ("Atsakysime iki savaitės pabaigos.", "iki savaitės pabaigos", "2026-11-27 18:00"),
    ("Atsakysime iki dienos pabaigos.", "iki dienos pabaigos", "2026-11-25 18:00"),
    ("Atsakysime iki mėnesio pabaigos.", "iki mėnesio pabaigos", "2026-11-30 18:00"),
    ("Atsakysime per 24 valandas.", "per 24 valandas", "2026-11-26 12:00"),
    ("Atsakymą gausite per 2 darbo dienas.", "per 2 darbo dienas", "2026-11-27 18:00"),
    ("Atsakysime per tris darbo dienas.", "per tris darbo dienas", "2026-11-30 18:00"),
    ("Atsakysime per savaitę.", "per savaitę", "2026-12-02 18:00"),
    ("Parašysime per kelias darbo valandas.", "per kelias darbo valandas", "2026-11-25 15:00"),
    ("Visą atsakymą gausite ne vėliau kaip per mėnesį.", "ne vėliau kaip per mėnesį", "2026-12-25 18:00"),
    ("atsakysime iki penktadienio 14 val. ir parasysime", "iki penktadienio 14 val.", "2026-11-27 14:00"),
]
PL = [
    ("Odpowiemy do piątku.", "do piątku", "2026-11-27 18:00"),
    ("Odpowiemy do piątku do 14:00.", "do piątku do 14:00", "2026-11-27 14:00"),
    ("Odpiszemy do piątku do godz. 14.", "do piątku do godz. 14", "2026-11-27 14:00"),
    ("Damy znać najpóźniej w piątek.", "najpóźniej w piątek", "2026-11-27 18:00"),
    ("Napiszemy jeszcze dziś.", "jeszcze dziś", "2026-11-25 18:00"),
    ("Zadzwonimy jutro o 10:30.", "jutro o 10:30", "2026-11-26 10:30"),
    ("Damy znać do jutra wieczorem.", "do jutra wieczorem", "2026-11-26 21:00"),
    ("Paczka dotrze do 30 listopada.", "do 30 listopada", "2026-11-30 18:00"),
    ("Paczka dotrze do 4 stycznia 2027.", "do 4 stycznia 2027", "2027-01-04 18:00"),
    ("Odpowiemy do 30.11.", "do 30.11", "2026-11-30 18:00"),
    ("Odpowiemy do 14.30.", "do 14.30", "2026-11-25 14:30"),
    ("Odpowiemy do końca tygodnia.", "do końca tygodnia", "2026-11-27 18:00"),
    ("Odpowiemy do końca miesiąca.", "do końca miesiąca", "2026-11-30 18:00"),
    ("Odpowiemy do przyszłej środy.", "do przyszłej środy", "2026-12-02 18:00"),
    ("Odpowiemy w ciągu 24 godzin.", "w ciągu 24 godzin", "2026-11-26 11:00"),
    ("Odpowiemy w ciągu 2 dni roboczych.", "w ciągu 2 dni roboczych", "2026-11-27 18:00"),
    ("Odpowiemy w ciągu 1 dnia roboczego.", "w ciągu 1 dnia roboczego", "2026-11-26 18:00"),
    ("Odpowiemy w ciągu trzech dni.", "w ciągu trzech dni", "2026-11-28 18:00"),
    ("Odpowiemy w ciągu kilku godzin roboczych.", "w ciągu kilku godzin roboczych", "2026-11-25 14:00"),
    ("Pełną odpowiedź wyślemy w ciągu miesiąca.", "w ciągu miesiąca", "2026-12-25 18:00"),
    ("Oddzwonimy za godzinę.", "za godzinę", "2026-11-25 12:00"),
]
EN = [
    ("We'll answer by Friday.", "by Friday", "2026-11-27 18:00"),
    ("We'll answer by Friday 14:00.", "by Friday 14:00", "2026-11-27 14:00"),
    ("We'll answer by 2 pm on Friday.", "by 2 pm on Friday", "2026-11-27 14:00"),
    ("We will call before noon tomorrow.", "before noon tomorrow", "2026-11-26 12:00"),
    ("You'll hear from us today.", "today", "2026-11-25 18:00"),
    ("We'll reply by tomorrow evening.", "by tomorrow evening", "2026-11-26 21:00"),
    ("It will be with you by 30 November.", "by 30 November", "2026-11-30 18:00"),
    ("It will be with you by the 4th of January.", "by the 4th of January", "2027-01-04 18:00"),
    ("We'll answer by the end of the week.", "by the end of the week", "2026-11-27 18:00"),
    ("We'll answer by next Wednesday.", "by next Wednesday", "2026-12-02 18:00"),
    ("We'll answer by 5 p.m. today.", "by 5 p.m. today", "2026-11-25 17:00"),
    ("We'll answer within 24 hours.", "within 24 hours", "2026-11-26 10:00"),
    ("We'll answer within two working days.", "within two working days", "2026-11-27 18:00"),
    ("We'll answer within a few working hours.", "within a few working hours", "2026-11-25 13:00"),
    ("We'll call you in an hour.", "in an hour", "2026-11-25 11:00"),
    ("We'll answer within a month.", "within a month", "2026-12-25 18:00"),
    ("We'll answer by the day after tomorrow.", "by the day after tomorrow", "2026-11-27 18:00"),
]
NOTHING = [
    ("lt", "Dirbame iki 20 val. ir savaitgaliais."),
    ("lt", "Akcija galioja iki penktadienio."),
    ("lt", "Atsakysime, kai tik sužinosime daugiau."),
    ("lt", "Prašėte grąžinti pinigus šiandien."),
    ("pl", "Sklep jest czynny do 20:00."),
    ("pl", "Promocja trwa do piątku."),
    ("pl", "Odpowiemy, gdy tylko dowiemy się więcej."),
    ("en", "We're open until 8 pm."),
    ("en", "Thanks for writing today."),
    ("en", "We'll let you know as soon as we can."),
    ("de", "Wir antworten bis Freitag."),
    ("en", "We'll answer by 31.02.2027."),
]


@pytest.mark.parametrize(
    ("language", "text", "words", "local"),
    [(language, *case) for language, cases in (("lt", LT), ("pl", PL), ("en", EN)) for case in cases],
)
def test_a_promise_is_found_with_its_moment(language, text, words, local):
    (promise,) = find_promises(text, language, now=NOW)
    assert text[promise.start : promise.end] == words
    moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(ZONES[language]))
    assert promise.due_at == moment
    assert promise.due_at.tzinfo is UTC


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_other_times_promise_nothing(language, text):
    assert find_promises(text, language, now=NOW) == ()


def test_several_promises_come_in_reading_order():
    text = "Patvirtinimą gausite per 1 darbo dieną, o visą atsakymą parašysime iki gruodžio 4 d."
    assert [text[p.start : p.end] for p in find_promises(text, "lt", now=NOW)] == [
        "per 1 darbo dieną",
        "iki gruodžio 4 d",
    ]


def test_after_hours_today_still_means_today():
    late = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)  # 19:30 in Vilnius
    (promise,) = find_promises("Atsakysime dar šiandien.", "lt", now=late)
    assert promise.due_at.astimezone(ZoneInfo("Europe/Vilnius")).time() == time(23, 59)


def test_working_hours_go_on_after_the_weekend():
    friday = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)  # 17:00 in Vilnius
    (promise,) = find_promises("Parašysime per kelias darbo valandas.", "lt", now=friday)
    assert promise.due_at == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # 11:00: one hour on Friday, two on Monday


def test_offsets_count_the_code_points_of_the_answer():
    text = "😊 Atsakysime iki penktadienio."
    (promise,) = find_promises(text, "lt", now=NOW)
    assert text[promise.start : promise.end] == "iki penktadienio"


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds
    days=st.integers(0, 25),
)
def test_what_we_write_is_what_we_read(now, days):
    verbs = {"lt": "Atsakysime", "pl": "Odpowiemy", "en": "We'll answer"}
    for language, say in product(LANGUAGES, (by, None)):
        phrase = by(now, days, language) if say else within(days, language)
        (promise,) = find_promises(f"{verbs[language]} {phrase}.", language, now=now)
        assert promise.due_at > now
        if say:
            assert local_day(promise.due_at, language) == reply_day(now, days, language)


def local_day(moment: datetime, language: str) -> date:
    return moment.astimezone(ZoneInfo(ZONES[language])).date()
