"""Numbers and words of ordinary posts that look like personal data and are none."""

import pytest

from monitor.analysis.personal_data import find_personal_data
from tests.support import written_data as written

DECOYS = [
    "Kaina buvo 1 299,99 €, dabar 1 499,00 €",
    "600 000 000 eurų už stadioną, kurio nėra",
    "Laukiau nuo 9:30 iki 18:00, o numerėlis 245",
    "Įstatymas Nr. XIII-1234, 12 str. 3 d. 5 p.",
    "2026-11-22 14:30 vėl neveikia programėlė 4.12.3",
    "Rungtynės baigėsi 101:98, o pernai 87-85",
    "skrydis W6 8015 atidėtas 3 val.",
    "telefonas Galaxy S23 Ultra 256GB po 899 eurų",
    "Per 2004-2024 metus nieko nepadarėt",
    "#123456789 ir @pirkejas_600700800",
    "Prekės kodas 5901234123457, modelis WH-1000XM5",
    "pamiršau slaptažodį, atstatyti neleidžia",
    "12 kg miltų, 5 g. druskos ir 3 pak. cukraus",
    "Gyvenu čia 25 metus ir tokio dar nebuvo",
    "jūs tikras vėžys visos sistemos",
    "Bilieto kaina 45,50, o pernai 39,90",
    "Zapłaciłem 2 599,00 zł i nic, czekam od 12.10.2026",
    "mecz 3:2, w tabeli 45 pkt, bramki 67-34",
    "lot LO 3922 o 6:45 znowu opóźniony o 120 min",
    "Dziennik Ustaw 2019 poz. 1781, art. 12 ust. 3",
    "Od 1998 do 2024 roku żadnych zmian",
    "bateria 5000 mAh, ekran 6,7 cala, wersja 14.2.1",
    "telefon kupiony 24.10.2026, a już nie działa",
    "71/38 12-430 to wynik z tabeli",
    "zapomniałem hasła i nie mogę go zresetować",
    "Jestem chory na samą myśl o tej infolinii",
    "os. 2 plus 2 dzieci, 7 nocy, 5 200 zł",
    "Rozdział 5, strona 112, wiersz 3",
    "Paid $1,299.00 on 10/12/2026 and still waiting",
    "Flight BA2490 at 18:45 from gate B32, 3 hours late",
    "Beat them 101-98 last night, what a game 🏀",
    "iOS 17.4.1 broke it, 17.4.0 was fine",
    "Waited 45 mins, then 2 hours 15 minutes on hold",
    "my password is not working again",
    "I'm sick of this and blind with rage",
    "2 miles down the road there is another shop",
    "The 2024-2025 season starts in 12 days",
    "Order 3 pizzas and get 2 free, only 15.99",
    "50% off, was 249.99 now 124.99",
    "@handle.Next time please answer",
    "my name is on the list since 8 am",
    "See https://example.com/posts/612345678901234 for details",
]


@pytest.mark.parametrize("text", DECOYS)
def test_an_ordinary_post_raises_no_alarm(text):
    assert find_personal_data(text) == ()


def test_random_long_numbers_without_a_word_beside_them_stay_numbers():
    rng = written.seeded("long numbers")
    numbers = [str(rng.randint(10**7, 10**9 - 1)) for _ in range(3000)]
    alarms = sum(bool(find_personal_data(f"rodė {number} ir viskas")) for number in numbers)
    assert alarms / len(numbers) <= 0.02
