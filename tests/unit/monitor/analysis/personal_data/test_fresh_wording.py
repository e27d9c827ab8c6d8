"""Wordings written after the recognisers and apart from the generators: what they showed, kept as examples."""

import pytest

from monitor.analysis.personal_data import find_personal_data

FOUND = [
    ("BIRTH_DATE", "Born on March 2, 1996, so I should get the discount", "March 2, 1996"),
    ("BIRTH_DATE", "esu gimęs 1968 m. kovo 17 d.", "1968 m. kovo 17 d"),
    ("BIRTH_DATE", "urodziłam się 04-11-1971", "04-11-1971"),
    ("HEALTH", "Jestem po zawale i nie mogę czekać", "Jestem po zawale"),
    ("HEALTH", "I suffer from arthritis, the lid is impossible", "I suffer from arthritis"),
    ("NATIONAL_ID", "jungiuosi, įvedu savo AK (38503121235) ir nieko", "38503121235"),
    ("NATIONAL_ID", "peselu (85031212345) system nie widzi", "85031212345"),
    ("ORDER", "zamówieniem nr A104733 nikt się nie zajął", "A104733"),
    ("PARCEL", "sekimo numeris CE311260258LT", "CE311260258LT"),
    ("PARCEL", "sekimo numeris 22998301437958", "22998301437958"),
    ("PERSON", "užsakymas vardu Rasa Pavyzdienė", "Rasa Pavyzdienė"),
    ("PERSON", "zamówienie na nazwisko Ewa Wzorcowa", "Ewa Wzorcowa"),
    ("PERSON", "It was booked under the name Mary Example", "Mary Example"),
    ("PHONE", "jei ką – 8 612 34 567 (vakarais)", "8 612 34 567"),
    ("PHONE", "jakby co 512-345-678 (wieczorem)", "512-345-678"),
    ("SECRET", "the code you texted me is 739201 and it fails", "739201"),
    ("ADDRESS", "adresas: Pušyno k. 7, Trakų r.", "Pušyno k. 7"),
    ("ADDRESS", "persikėliau į Savanorių prospektą 176-22", "Savanorių prospektą 176-22"),
    ("ADDRESS", "išsiųskite: Mokyklos g. 4, LT-54321 Domeikava", "Mokyklos g. 4, LT-54321"),
    ("ADDRESS", "Adresas pristatymui Didžioji 28-4, 01128 Vilnius", "Didžioji 28-4, 01128 Vilnius"),
    ("ADDRESS", "Nowa Wieś 33, gmina Przykładowo", "Nowa Wieś 33, gmina Przykładowo"),
    ("ADDRESS", "living at 9 Larch Way, Swindon", "9 Larch Way"),
    ("BIRTH_DATE", "Gimimo data: 3 d. spalio 1979", "3 d. spalio 1979"),
    ("BIRTH_DATE", "d.o.b. 09.11.1967", "09.11.1967"),
    ("BIRTH_DATE", "born in Leeds on 7/8/1993", "7/8/1993"),
    ("HEALTH", "mūsų namuose sūnus serga epilepsija", "sūnus serga epilepsija"),
    ("HEALTH", "esu alergiška riešutams", "esu alergiška riešutams"),
    ("HEALTH", "mąż po udarze nie chodzi", "mąż po udarze"),
    ("HEALTH", "poruszam się na wózku", "poruszam się na wózku"),
    ("HEALTH", "my husband had a stroke", "my husband had a stroke"),
    ("HEALTH", "was diagnosed with cancer last year", "was diagnosed with cancer"),
    ("ORDER", "rezervacija ABX7QP", "ABX7QP"),
    ("ORDER", "invoice INV-2231", "INV-2231"),
    ("PERSON", "vadinuosi Rasa Pavyzdienė", "Rasa Pavyzdienė"),
    ("PERSON", "z tej strony Ewa Wzorcowa", "Ewa Wzorcowa"),
    ("PERSON", "the account is under Mary Example", "Mary Example"),
    ("PHONE", "teiraukitės, 837123456 arba vietoje", "837123456"),
    ("PLATE", "samochód na blachach LU 4455P", "LU 4455P"),
    ("SECRET", "kodas iš SMS 553201", "553201"),
    ("ADDRESS", "kurjeris nuvežė ne J. Basanavičiaus g. 17-4", "J. Basanavičiaus g. 17-4"),
    ("ADDRESS", "u mnie na ul. Jana Pawła II 12 m. 4 nie ma prądu", "ul. Jana Pawła II 12 m. 4"),
]
ORDINARY = [
    "Kainuoja 612 345 67 litų",
    "501 502 503 dolarów za to",
    "they burnt 600 700 800 pounds",
    "straciłem 512 345 678 funtów",
    "79 123 4567 koron",
    "pas mus 600 700 800 peržiūrų",
    "versija 8.612.34567 lūžta",
    "wersja 8.612.34567 się zawiesza",
    "IP 192.168.100.200 nepasiekiamas",
    "dostałem 10.20.130.240 i koniec",
    "Paczka miała być 12.10.2026, nic nie przyszło",
    "siunta turėjo būti 2026-10-12",
    "rodė 812345678 ir viskas",
    "mokykla Mokyklos g. 4 jau dirba",
    "this booking is a joke, COVID-19 or not",
    "she was diagnosed with cancer in that film",
    "esu alergiškas tokiam aptarnavimui",
    "jestem uczulona na takie traktowanie",
]


@pytest.mark.parametrize(("kind", "text", "value"), FOUND)
def test_it_is_found_where_it_stands(kind, text, value):
    found = {(span.type.value, text[span.start : span.end]) for span in find_personal_data(text)}
    assert (kind, value) in found


@pytest.mark.parametrize("text", ORDINARY)
def test_sums_dates_versions_and_hosts_are_no_persons(text):
    assert find_personal_data(text) == ()
