"""No alarm on ordinary posts full of prices, models, dates, scores, flights, shops' addresses and hotlines."""

import pytest

from monitor.analysis.personal_data import find_personal_data
from tests.support.ordinary_posts import ordinary_posts


@pytest.mark.parametrize("language", ["lt", "pl", "en"])
def test_an_ordinary_post_raises_no_alarm(language):
    posts = list(ordinary_posts(language, each=7))
    assert len(posts) >= 600
    assert {post: found for post in posts if (found := find_personal_data(post))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Kavinė „Pavyzdys“, Pilies g. 12, Vilnius, kava atšalusi",
        "Restauracja Wzorcowa w Gdańsku, ul. Długa 14, porażka",
        "The hotel at 14 Station Road lost our booking",
        "Your 27 Mill Lane branch never opens on time",
        "hotline 0800 123 4567 keeps ringing",
        "infolinia 801 123 456 milczy",
        "I sent an email to customer.service@example.com and no-reply@example.com answered",
    ],
)
def test_a_companys_place_and_line_are_no_persons(text):
    assert find_personal_data(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Parduotuvė neatvežė į Pilies g. 12-3", "Pilies g. 12-3"),
        ("sklep wysłał paczkę na ul. Długa 14 m. 2", "ul. Długa 14 m. 2"),
        ("I live above the shop, 14 Station Road", "14 Station Road"),
        ("my number is 0800 123 4567", "0800 123 4567"),
    ],
)
def test_a_home_beside_a_shop_is_still_a_home(text, value):
    assert value in [text[span.start : span.end] for span in find_personal_data(text)]
