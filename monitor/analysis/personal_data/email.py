"""E-mail addresses, written plainly or in words: x@y.lt, x (eta) y taškas lt, x małpa y kropka pl, x at y dot com.

Every sign or word for "@" is a place to look from, a bounded way to the right (the domain) and to the left (the
local part), so the time stays linear whatever the text.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

_TLD: Final = (
    "(?:com|net|org|info|biz|edu|gov|mil|int|name|pro|app|dev|xyz|online|site|store|shop|club|tech|cloud"
    "|email|mail"
    "|company|solutions|agency|support|live|life|world|space|today|media|group|team|work|works|vip|top"
    "|art|blog"
    "|example|test|invalid|eu|lt|pl|uk|lv|ee|de|fr|it|es|pt|nl|be|lu|ie|at|ch|cz|sk|hu|ro|bg|gr|hr|si|rs"
    "|ua|by|ru"
    "|su|fi|se|no|dk|is|us|ca|mx|br|ar|cl|co|pe|au|nz|jp|cn|kr|in|id|my|sg|hk|tw|th|vn|ph|il|tr|ae|sa|eg"
    "|za|ng|ke"
    "|io|me|tv|cc|ai|to|ly|gg|fm|ge|am|az|kz|md|mt|cy|al|mk|ba|li|mc|im|je)"
)
_PROVIDER: Final = re.compile(
    r"(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|icloud|proton|protonmail|aol|gmx|wp|o2|onet"
    r"|interia|op|vp"
    r"|poczta|tlen|inbox|mail|takas|zebra|yandex|zoho|btinternet|virginmedia)(?![a-z0-9])"
)
_WORD_DOT: Final = r"(?:dot|taskas|tsk|kropka|kropki)"
_DOT: Final = rf"(?: ?[(\[{{<] ?(?:{_WORD_DOT}|\.) ?[)\]}}>] ?| {_WORD_DOT} | ?\. ?)"
_DOMAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.){1,6}" + _TLD + r"(?![a-z0-9@-])(?!\.[a-z0-9])")
_WORDED_DOMAIN: Final = re.compile(rf"[a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{1,63}}){{0,3}}?{_DOT}{_TLD}(?![a-z0-9-])")
_MORE: Final = re.compile(
    rf"(?: ?[(\[{{<] ?(?:{_WORD_DOT}|\.) ?[)\]}}>] ?| {_WORD_DOT} "
    rf"|\.){_TLD}(?![a-z0-9-])"
)
_ANY_DOMAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.){1,6}[a-z]{2,18}(?![a-z0-9@-])")
_NO_DOT: Final = re.compile(rf"[a-z0-9-]{{1,63}}[ ,]{_TLD}(?![a-z0-9-])|[a-z0-9-]{{2,63}}(?![a-z0-9.-])")
_AT_SIGN: Final = re.compile(r"[(\[{<] ?@ ?[)\]}>] ?|@ ?")
_AT_WORD: Final = re.compile(
    r"[(\[{<] ?(?:at|eta|et|malpa|malpka|rozyte|a) ?[)\]}>] ?| (?:at|eta|malpa|malpka|rozyte) "
)
_BRACKETED: Final = re.compile(r"[(\[{<] ?(?:at|eta|et|a) ?[)\]}>]")
_SURE_AT: Final = frozenset({"eta", "malpa", "malpka", "rozyte"})
_DOT_WORDS: Final = frozenset({"dot", "taskas", "tsk", "kropka", "kropki"})
_NEAR_AT: Final = _DOT_WORDS | {
    "gmail",
    "yahoo",
    "hotmail",
    "outlook",
    "icloud",
    "wp",
    "onet",
    "interia",
    "inbox",
    "proton",
}
_MAIL_WORDS: Final = word_set(
    "mail email maila mailas pasto pastas pasta adres e",
)
_LOCAL: Final = re.compile(rf"[a-z0-9_%+'-]+(?:{_DOT.replace(' ?', '')}[a-z0-9_%+'-]+)*$")
_LOCAL_CHARS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._%+'-")
_SPACED: Final = re.compile(r"(?<![a-z0-9])[a-z0-9](?: [a-z0-9._-]){1,40} @(?: [a-z0-9.-]){4,40}(?![a-z0-9])")
_SIGN: Final = re.compile("@")
_LONGEST_LOCAL: Final = 64
_MOST_SIGNS: Final = 400
"""More signs than this in one text are a dump, and only the first are looked at."""


def recognise(view: View) -> Iterator[Hit]:
    """Find addresses; the score is lower the more had to be guessed."""
    text = view.low
    if "@" in text:
        yield from _plain(view)
        yield from (_hit(*match.span(), 0.8) for match in _SPACED.finditer(text) if " @ " in text)
        yield from _worded(view, _AT_SIGN)
    words = view.words
    if not words.isdisjoint(_SURE_AT) or ("at" in words and not words.isdisjoint(_NEAR_AT)) or _bracketed(text):
        yield from _worded(view, _AT_WORD)


def _bracketed(text: str) -> bool:
    """Whether an "(at)" of some kind stands in the text; the plain look for a bracket comes first."""
    return ("(" in text or "[" in text or "{" in text or "<" in text) and _BRACKETED.search(text) is not None


def _hit(start: int, end: int, score: float) -> Hit:
    return Hit(PersonalDataType.EMAIL, start, end, score)


def _plain(view: View) -> Iterator[Hit]:
    text = view.low
    for sign in islice(_SIGN.finditer(text), _MOST_SIGNS):
        place = sign.start()
        start = _local_start(text, place)
        if start < place and (domain := _DOMAIN.match(text, place + 1, place + 255)):
            yield _hit(start, domain.end(), 0.98)
        elif start < place and (domain := _ANY_DOMAIN.match(text, place + 1, place + 255)):
            ending = domain[0].rsplit(".", 1)[1]
            if view.cased[domain.end() - len(ending)].islower():  # "@handle.Next word" is a sentence
                yield _hit(start, domain.end(), 0.8)


def _local_start(text: str, at: int) -> int:
    """Where the local part before an @ begins; `at` itself when there is none."""
    start = at
    while start > 0 and at - start < _LONGEST_LOCAL and text[start - 1] in _LOCAL_CHARS:
        start -= 1
    while start < at and not text[start].isalnum():
        start += 1
    return start


def _worded(view: View, signs: re.Pattern[str]) -> Iterator[Hit]:
    text = view.low
    for at in islice(signs.finditer(text), _MOST_SIGNS):
        sign = at[0].strip()
        domain = _WORDED_DOMAIN.match(text, at.end(), at.end() + 200) or _bare_provider(text, at)
        if domain is None or (at[0] == "@" and text[at.start() - 1 : at.start()] != " " and "." in domain[0]):
            continue  # nothing, or written plainly and found already
        stop = at.start() - (text[at.start() - 1 : at.start()] == " ")
        local = _LOCAL.search(text, max(0, stop - _LONGEST_LOCAL), stop)
        if local and local[0] not in _NOT_LOCAL and _believable(sign, domain[0], view):
            more = _MORE.match(text, domain.end())
            yield _hit(local.start(), more.end() if more else domain.end(), 0.85)


def _bare_provider(text: str, at: re.Match[str]) -> re.Match[str] | None:
    """A well-known mail provider after @ with its ending forgotten or its dot lost."""
    return _NO_DOT.match(text, at.end(), at.end() + 64) if "@" in at[0] and _PROVIDER.match(text, at.end()) else None


_NOT_LOCAL: Final = word_set(
    "us me look shop order find or arba lub taka ta",
)


def _believable(sign: str, domain: str, view: View) -> bool:
    """Whether an "at" that may be an ordinary word stands in an address."""
    if sign[0] in "([{<" or sign in {"eta", "malpa", "malpka", "rozyte"}:
        return True
    worded_dot = any(word in _DOT_WORDS for word in re.findall("[a-z]+", domain))
    if worded_dot or _PROVIDER.match(domain):
        return True
    return sign == "@" and not view.words.isdisjoint(_MAIL_WORDS)
