"""Complaint models learn from what complains and from what does not, and from nothing that may not teach."""

import pytest

from monitor.analysis.complaint import ComplaintModel
from monitor.analysis.evaluation import Labelled
from monitor.analysis.lexicon import shared_lexicon
from monitor.analysis.model_files import load_sentiment_models
from monitor.analysis.reading import read
from monitor.analysis.sentiment import Moods
from monitor.analysis.tokens import tokenise
from monitor.analysis.training import complaint
from monitor.analysis.training.complaint import care_posts, lessons, train_complaints
from monitor.analysis.training.complaint_posts import complaint_posts, written_forms


def test_the_posts_written_for_training_hold_every_act_in_each_language():
    acts = {(row.lang, row.label) for row in care_posts()}
    wanted = {"complaint", "question", "praise", "idea", "spam", "other"}
    assert acts == {(lang, act) for lang in ("lt", "pl", "en") for act in wanted}


def test_the_posts_about_complaints_hold_every_act_and_what_speaks_to_no_brand_in_each_language():
    acts = {(lang, act) for lang, act, _ in complaint_posts()}
    wanted = {"complaint", "question", "praise", "idea", "spam", "other", "talk", "news"}
    assert acts == {(lang, act) for lang in ("lt", "pl", "en") for act in wanted}


def test_a_post_is_taught_as_it_looks_on_a_network_and_bare():
    forms = list(written_forms())
    assert forms == list(written_forms())
    texts = {form.text for form in forms}
    assert all(post in texts for _, _, post in complaint_posts())
    assert all(f"@friend {post}" in texts for _, act, post in complaint_posts() if act == "talk")
    to_brands = [post for _, act, post in complaint_posts() if act in {"complaint", "praise"} and "@" not in post]
    named = sum(f"@brand {post}" in texts or f"{post} @brand" in texts for post in to_brands)
    assert 0.5 < named / len(to_brands) < 0.8
    assert any(form.text.startswith("@brandhelp ") for form in forms)


@pytest.mark.parametrize(
    ("source", "lang", "label", "teaches"),
    [
        ("pl_hotels", "pl", "neg", True),
        ("pl_hotels", "pl", "pos", False),
        ("en_vader_tweets", "en", "neg", False),
        ("a_team", "en", "complaint", True),
        ("a_team", "lt", "other", False),
        ("a_team", "lt", "neg", None),
        ("langid", "de", None, None),
        ("langid", "lt", None, False),
    ],
)
def test_what_a_text_teaches_depends_on_where_it_comes_from(source, lang, label, teaches):
    taught = [lesson.complains for lesson in lessons([Labelled(source, lang, "abc", label)]) if lesson.text == "abc"]
    assert taught == ([] if teaches is None else [teaches])


def test_the_models_tell_complaints_apart_and_come_out_the_same_twice(monkeypatch):
    few = lessons([])[::10]
    monkeypatch.setattr(complaint, "lessons", lambda rows: few)
    moods = load_sentiment_models()
    models = train_complaints([], moods)
    assert models == train_complaints([], moods)
    judge = ComplaintModel(models["en"])

    def odds(text):
        return judge.odds(read(tokenise(text), shared_lexicon("en")), Moods(0.3, 0.4, 0.3))

    assert odds("still no refund on my card after a month") > odds("good luck with the exam tomorrow")
