"""What teaches mood: sources that know all three, posts written for it, and the news as plain information."""

import pytest

from monitor.analysis.evaluation import Labelled
from monitor.analysis.training.mood_lessons import OWN, lessons, mood_posts, teaching


def _source(source, lang, *moods):
    return [Labelled(source, lang, f"{mood} {at}", mood) for at, mood in enumerate(moods)]


def test_the_posts_written_for_training_hold_every_mood_in_each_language():
    assert {(row.lang, row.label) for row in mood_posts()} == {
        (lang, mood) for lang in ("lt", "pl", "en") for mood in ("neg", "neu", "pos")
    }


def test_no_post_is_written_twice():
    texts = [row.text for row in mood_posts()]
    assert len(set(texts)) == len(texts)


def test_a_source_without_neutral_texts_teaches_nothing():
    assert teaching(_source("films", "en", "neg", "pos")) == []


def test_three_stars_are_praise_and_blame_and_teach_no_neutrality():
    taught = teaching(_source("pl_allegro", "pl", "neg", "neu", "pos"))
    assert [row.label for row in taught] == ["neg", "pos"]


def test_in_polish_sources_every_mood_counts_alike():
    taught = [
        lesson for lesson in lessons(_source("stays", "pl", "neg", "neg", "neu", "pos")) if lesson.row.source != OWN
    ]
    sums = {mood: sum(each.counts for each in taught if each.row.label == mood) for mood in ("neg", "neu", "pos")}
    assert sums == pytest.approx({"neg": 4 / 3, "neu": 4 / 3, "pos": 4 / 3})


def test_the_order_of_the_files_changes_nothing():
    stays, shops = (_source(name, "pl", "neg", "neu", "pos") for name in ("stays", "shops"))
    assert lessons([*stays, *shops]) == lessons([*shops, *stays])


@pytest.mark.parametrize(
    ("lang", "text", "teaches"),
    [
        ("pl", "Rada miasta zbierze się w środę.", True),
        ("pl", "rada miasta", False),
        ("de", "Der Rat der Stadt tagt am Mittwoch.", False),
    ],
)
def test_sentences_of_the_news_are_neutral(lang, text, teaches):
    taught = [each.row.label for each in lessons([Labelled("langid", lang, text, None)]) if each.row.source == "langid"]
    assert taught == (["neu"] if teaches else [])
