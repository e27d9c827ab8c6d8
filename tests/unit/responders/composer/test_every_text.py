"""Every playbook in every language, public and private: sound words, within every limit, and never a trace of data."""

import re
from collections.abc import Iterator
from itertools import product

import pytest

from config.playbooks.loading import shipped_phrases, shipped_playbooks
from config.playbooks.shapes import LANGUAGES, Playbook
from monitor.analysis.personal_data import find_personal_data
from monitor.domain.assessments import PersonalDataType
from monitor.domain.mentions import Abilities, Visibility
from monitor.domain.moves import MoveKind
from monitor.ports import Proposal, Situation
from responders.composer import Composer
from responders.composer.rendering import render
from responders.gate import check
from responders.grammar.times import by, within
from responders.moves import plan_moves
from tests.support.situations import NETWORKS, NOW, Story, X, situation, weighted

NAMES = {"lt": ("Vytautas Pavyzdys", None), "pl": ("Krzysztof Przykład", "Katarzyna Przykład"), "en": ("Mark", None)}
TONES = {"lt": ("Laba diena.", "Labas 😊"), "pl": ("Dzień dobry.", "Hej 😊"), "en": ("Good morning.", "Hey 😊")}
BOOKS = shipped_playbooks()
FORBIDDEN = [
    r"any inconvenience", r"valued customer", r"your call is important", r"sorry for the inconvenience",
    r"we apologi[sz]e for", r"rest assured", r"do not hesitate", r"reach out", r"at your earliest convenience",
    r"atsiprašome už nepatogum", r"patirtus nepatogum", r"už sukeltus nepatogum", r"jūsų nuomonė mums svarbi",
    r"gerbiamas kliente", r"brangus kliente", r"nedvejodami kreip", r"dėkojame už kantrybę",
    r"przepraszamy za niedogodn", r"przepraszamy za utrudnien", r"za zaistniałą sytuacj", r"szanowny kliencie",
    r"drogi kliencie", r"państwa opinia jest dla nas", r"w przypadku pytań pozostajemy", r"uprzejmie informujemy",
]  # fmt: skip
# a public text names no piece of data at all, not even to ask for it in private
DATA_WORDS = {
    "lt": r"\b(numer|el\. pašt|adres|telefon(?!u 116)|asmens kod|kortel|sąskaitos nr|pavard|duomenis čia)\w*",
    "pl": r"\b(numer(?!em 116)|e-?mail|adres|pesel|kart[yęą]|nazwisk)\w*",
    "en": r"\b(number|e-?mail|address|phone|card|surname|password)\w*",
}
HELPLINES = re.compile(r"\b(112|116 123)\b")


def situations(language: str) -> Iterator[Situation]:
    """Each network, public and private, formal and familiar, with and without a name and exposed data, each salted."""
    exposed = ((), (PersonalDataType.PHONE,))
    combinations = product(NETWORKS.values(), TONES[language], NAMES[language], exposed, Visibility)
    for number, (rules, tone, name, data, visibility) in enumerate(combinations):
        story = Story(
            text=tone, language=language, name=name, data=data, visibility=visibility, abilities=Abilities(reply=True)
        )
        yield situation(story, rules, salt=str(number), signature="Rasa, „Vėtros“ klientų komanda")


def drafts(composer: Composer, book: Playbook, language: str) -> Iterator[tuple[Situation, Proposal]]:
    for case in situations(language):
        for proposal in composer.draft(book, case, plan_moves(case, now=NOW), now=NOW):
            yield case, proposal


def variants(book: Playbook, language: str) -> Iterator[tuple[str, str]]:
    version = book.version_in(language)
    for visibility, struct in (("public", version.public), ("private", version.private)):
        for part in struct.__struct_fields__:
            for text in getattr(struct, part):
                yield visibility, text


every = pytest.mark.parametrize(
    ("book", "language"), [pytest.param(b, lang, id=f"{b.name}-{lang}") for b, lang in product(BOOKS, LANGUAGES)]
)


@every
def test_each_text_is_whole_fits_and_passes_the_gate(composer, book, language):
    seen = set()
    for case, proposal in drafts(composer, book, language):
        rules, text, visibility = case.rules, proposal.text, proposal.move.visibility
        seen.add(visibility)
        limit = rules.private_limit if visibility is Visibility.PRIVATE else rules.public_limit
        assert rules.measure(text) <= limit
        assert not re.search(r"[\[\]{}|]|  ", text), text
        assert text[0].isupper()
        assert case.signature in text
        digits = HELPLINES.sub("", text.replace("777", ""))
        assert not re.search(r"\d{4}", digits), text
        found = check(
            text, visibility=visibility, thread=[case.mention.text], customer={}, allowed=(), detect=find_personal_data
        )
        assert not found, (text, found)
    assert seen == set(Visibility)


@every
def test_each_line_alone_passes_the_gate(book, language):
    slots = {"by": by(NOW, 10, language), "within": within(2, language)} | {
        f"you_{case}": "Państwa" for case in ("gen", "dat", "acc", "ins")
    }
    for visibility, text in variants(book, language):
        for form in ("formal", "familiar"):
            line = render(text, form, slots).text
            found = check(
                line, visibility=Visibility(visibility), thread=[], customer={}, allowed=(), detect=find_personal_data
            )
            assert not found, (line, found)


@every
def test_all_variants_are_used_and_differ(composer, book, language):
    texts = [proposal.text for _, proposal in drafts(composer, book, language)]
    case = situation(Story(text=TONES[language][0], language=language, visibility=Visibility.PRIVATE))
    for salt in range(40):
        told = Situation(**{field: getattr(case, field) for field in case.__slots__} | {"salt": str(salt)})
        texts += [p.text for p in composer.draft(book, told, plan_moves(told, now=NOW), now=NOW)]
    assert len(set(texts)) >= 15
    plain = [re.sub(r"\[([^|\]]*)\|[^\]]*\]", r"\1", text) for text in book.version_in(language).private.open]
    for opening in plain:
        if "{" not in opening:
            assert any(opening in text for text in texts), opening


@every
def test_the_two_forms_are_kept_apart(book, language):
    """A familiar text holds no formal word, and the other way round."""
    formal = {"lt": r"\b(Jūs|Jums|Jus|Jūsų|Jumis)\b", "pl": r"\b(Państw\w+|Panu?|Pani[ąe]?|Pana)\b", "en": r"(?!)"}
    familiar = {
        "lt": r"\b(tu|tau|tave|tavęs|tavo|tavimi)\b",
        "pl": r"\b(Ty|Ci|Cię|Ciebie|Tobie|Tw\w+)\b",
        "en": r"(?!)",
    }
    for _, text in variants(book, language):
        as_formal = re.sub(r"\[([^|\]]*)\|[^\]]*\]", r"\1", text)
        as_familiar = re.sub(r"\[[^|\]]*\|([^\]]*)\]", r"\1", text)
        assert not re.search(familiar[language], as_formal), text
        assert not re.search(formal[language], as_familiar), text
        assert "{you" not in as_familiar, text


def test_no_recited_formula_anywhere():
    lines = [text for book in BOOKS for language in LANGUAGES for _, text in variants(book, language)]
    lines += [str(getattr(p, field)) for p in shipped_phrases().values() for field in p.__struct_fields__]
    for text, phrase in product(lines, FORBIDDEN):
        assert not re.search(phrase, text, re.IGNORECASE), (text, phrase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_parts_name_no_data(language):
    texts = [text for book in BOOKS for visibility, text in variants(book, language) if visibility == "public"]
    phrases = shipped_phrases()[language]
    texts += [*phrases.note, *phrases.invite, *phrases.link, *phrases.remove_public, *phrases.silence]
    for text in texts:
        assert not re.search(DATA_WORDS[language], text, re.IGNORECASE), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_public_text_stays_short_enough_for_x_with_a_long_name_and_link(language):
    for book in BOOKS:
        version = book.version_in(language)
        for opening in version.public.open:
            assert weighted(opening) <= 130, opening
        for step in version.public.next:
            assert weighted(step) <= 125, step


def test_a_person_in_distress_always_reads_where_help_is(composer):
    book = next(book for book in BOOKS if book.name == "distress")
    for language in LANGUAGES:
        for _, proposal in drafts(composer, book, language):
            assert HELPLINES.search(proposal.text), proposal.text


def test_a_danger_is_stopped_in_the_first_sentence():
    book = next(book for book in BOOKS if book.name == "safety_hazard")
    stop = {
        "lt": r"ne(si)?naudo|nebejunk",
        "pl": r"nie używa|nie włącza|nie używaj",
        "en": r"stop using|don't (use|switch)",
    }
    for language in LANGUAGES:
        for opening in book.version_in(language).public.open:
            assert re.search(stop[language], opening), opening


@pytest.mark.parametrize("language", LANGUAGES)
def test_lithuanian_and_polish_are_written_with_their_letters(language):
    letters = {"lt": "ąčęėįšųūž", "pl": "ąćęłńóśźż", "en": ""}[language]
    for book in BOOKS:
        texts = " ".join(text for _, text in variants(book, language)).casefold()
        assert not letters or sum(texts.count(letter) for letter in letters) / len(texts) > 0.03, book.name


def test_measuring_is_the_networks_own(composer):
    """A network that counts double gets a shorter text."""
    book = next(book for book in BOOKS if book.name == "late_delivery")
    case = situation(Story(text="Laba diena.", data=(PersonalDataType.PHONE,), name="Vytautas"), X)
    plain = composer.draft(book, case, plan_moves(case, now=NOW), now=NOW)[0]
    assert plain.move is MoveKind.INVITE
    assert len(plain.text) <= 280
