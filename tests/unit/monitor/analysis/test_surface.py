"""What a post shows beside its words: whom it speaks to, links, tags, and the handles of help desks."""

import pytest

from monitor.analysis.surface import surface


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("my order is late", {"nobody"}),
        ("read this https://example.com/a #news", {"nobody", "link", "tag"}),
        ("@brand my order is late", {"addressed"}),
        ('"@brand my order', {"addressed"}),
        ("my order is late @brand", {"mentions"}),
        ("@brand see www.example.com #fail", {"addressed", "link beside", "tag beside"}),
        ("@friend @other come along", {"addressed"}),
        ("@brandsupport hello", {"addressed", "desk"}),
        ("@AskBrand hello", {"addressed", "desk"}),
        ("@BrandPomoc hej", {"addressed", "desk"}),
        ("@brand_uk hello", {"addressed", "desk"}),
        ("@ukulele hello", {"addressed"}),
        ("write to anna@example.com", {"nobody"}),
        ("", {"nobody"}),
        ("a " * 1000 + "@brand", {"nobody"}),
    ],
)
def test_what_a_post_shows_is_named(text, shown):
    assert set(surface(text)) == shown
