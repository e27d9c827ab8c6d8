"""What writers are doing is told apart in three languages, better than always answering the commonest act."""

from collections import Counter
from pathlib import Path

import pytest

from monitor.analysis.act import recognised
from monitor.analysis.analyser import Analyser
from monitor.analysis.evaluation import macro_f1
from monitor.analysis.lexicon import shared_lexicon
from monitor.analysis.reading import read
from monitor.analysis.tokens import fold, tokenise
from monitor.analysis.training.complaint import care_posts
from monitor.domain.assessments import Complaint, Sentiment

ANALYSER = Analyser(finder=lambda _: ())


def act(lang, text, complaint, mood=0.0):
    reading = read(tokenise(text), shared_lexicon(lang))
    return recognised(reading, Sentiment("neutral", mood), Complaint(complaint, None)).label


@pytest.mark.parametrize(
    ("lang", "text", "complaint", "label"),
    [
        ("en", "what time do you close?", 0.1, "question"),
        ("lt", "iki kelintos dirbate?", 0.1, "question"),
        ("pl", "do której czynne?", 0.1, "question"),
        ("en", "the roof of the bus", 0.29, "other"),
        ("en", "the roof of the bus", 0.6, "complaint"),
        ("en", "okay", 0.1, "other"),
        ("lt", "būtų puiku turėti mažesnių", 0.1, "idea"),
    ],
)
def test_the_strongest_sign_names_the_act(lang, text, complaint, label):
    assert act(lang, text, complaint) == label


@pytest.mark.parametrize(("lang", "floor"), [("en", 0.65), ("lt", 0.8), ("pl", 0.75)])
@pytest.mark.parametrize("written", [str, fold], ids=["plain", "folded"])
def test_acts_of_invented_posts_are_told_apart(lang, floor, written):
    posts = [row for row in care_posts() if row.lang == lang]
    right = sum(ANALYSER.assess(written(row.text)).act.label == row.label for row in posts)
    commonest = Counter(row.label for row in posts).most_common(1)[0][1]
    assert right / len(posts) >= floor > commonest / len(posts)


@pytest.mark.parametrize(("lang", "floor"), [("en", 0.7), ("lt", 0.8), ("pl", 0.8)])
@pytest.mark.parametrize("written", [str, fold], ids=["plain", "folded"])
def test_acts_of_posts_that_teach_nothing_are_told_apart(lang, floor, written):
    lines = (Path(__file__).parent / "act_posts.txt").read_text(encoding="utf-8").splitlines()
    posts = [line.split("\t") for line in lines if line.startswith(lang + "\t")]
    told = [ANALYSER.assess(written(text)).act.label for _, _, text in posts]
    assert macro_f1([label for _, label, _ in posts], told) >= floor


@pytest.mark.parametrize(
    "text",
    ["Delivered on time, nothing to complain about", "Atvežė laiku, nėra kuo skųstis", "Nie mam żadnych zastrzeżeń"],
)
@pytest.mark.parametrize("written", [str, fold], ids=["plain", "folded"])
def test_having_nothing_to_complain_about_is_no_complaint(text, written):
    assert ANALYSER.assess(written(text)).act.label == "praise"
