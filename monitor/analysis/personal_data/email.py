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
    "|art|blog|design|studio|digital|services|care|health|one|link|page|website|network|systems|software|academy|school"
    "|photography|photo|travel|events|house|fit|energy|farm|london|gallery|boutique|legal|finance|social|tools|bike"
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
_AT_SIGN: Final = re.compile(r"[(\[{<]@ ?[)\]}>] ?|@ ?")
_AT_WORD: Final = re.compile(
    r"[(\[{<] ?(?:at|eta|et|malpa|malpka|rozyte|a) ?[)\]}>] ?| (?:at|eta|malpa|malpka|rozyte) "
)
_AT_DOMAIN: Final = re.compile(r" at [a-z0-9-]+\.[a-z]")
_BRACKETED: Final = re.compile(r"[(\[{<] ?(?:at|eta|et|a) ?[)\]}>]")
_BRACKETS: Final = frozenset("([{<")
_SURE_AT: Final = frozenset({"eta", "malp", "rozy"})
HEADS: Final = _SURE_AT | {"at", "et", "a"}
_DOT_WORDS: Final = frozenset({"dot", "taskas", "tsk", "kropka", "kropki"})
_NEAR_AT: Final = word_set("dot task tsk krop gmai yaho hotm outl iclo wp onet inte inbo prot")
_MAIL_WORDS: Final = word_set("mail emai past adre e")
_LOCAL: Final = re.compile(rf"[a-z0-9_%+'-]+(?:{_DOT.replace(' ?', '')}[a-z0-9_%+'-]+)*$")
_NOBODYS: Final = re.compile(
    r"(?:do[._-]?not|no)[._-]?reply|customers?[._-]?(?:service|services|care|relations|support|help)|helpdesk"
    r"|klientu[._-]?(?:aptarnavimas|servisas)|obsluga[._-]?klienta"
)
"""Mailboxes that say themselves that no person is behind them."""
_LOCAL_CHARS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._%+'-")
_SPACED: Final = re.compile(r"(?<![a-z0-9])[a-z0-9](?: [a-z0-9._-]){1,40} @(?: [a-z0-9.-]){4,40}(?![a-z0-9])")
_SIGN: Final = re.compile("@")
_LONGEST_LOCAL: Final = 64
_MOST_SIGNS: Final = 400
"""More signs than this in one text are a dump, and only the first are looked at."""


def recognise(view: View) -> Iterator[Hit]:
    """Find addresses; the score is lower the more had to be guessed."""
    text, heads = view.low, view.heads
    if "@" in text:
        yield from _signed(view)
        if " @ " in text:
            yield from (_hit(*match.span(), 0.8) for match in _SPACED.finditer(text))
    if not heads.isdisjoint(_SURE_AT) or _says_at(view) or _bracketed(text):
        for at in islice(_AT_WORD.finditer(text), _MOST_SIGNS):
            yield from _worded(view, at.start(), at.end(), at[0].strip())


def _says_at(view: View) -> bool:
    """Whether an "at" has a provider, a spelled dot or a domain near it."""
    if "at" not in view.heads:
        return False
    return not view.heads.isdisjoint(_NEAR_AT) or _AT_DOMAIN.search(view.low) is not None


def _bracketed(text: str) -> bool:
    """Whether an "(at)" of some kind stands in the text; the plain look for a bracket comes first."""
    return ("(" in text or "[" in text or "{" in text or "<" in text) and _BRACKETED.search(text) is not None


def _hit(start: int, end: int, score: float) -> Hit:
    return Hit(PersonalDataType.EMAIL, start, end, score)


def _signed(view: View) -> Iterator[Hit]:
    """Addresses with an @: plain ones, then those with gaps or a spelled dot; a mere handle is passed by quickly."""
    text = view.low
    for sign in islice(_SIGN.finditer(text), _MOST_SIGNS):
        place = sign.start()
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        start = _local_start(text, place) if before in _LOCAL_CHARS else place
        if start < place and _NOBODYS.fullmatch(text, start, place):
            continue
        if start < place and (hit := _plain(view, start, place)):
            yield hit
        elif start < place or not after.isalnum() or _PROVIDER.match(text, place + 1):
            around = _AT_SIGN.match(text, place - (before in _BRACKETS)) or sign
            yield from _worded(view, around.start(), around.end(), around[0].strip())


def _plain(view: View, start: int, sign: int) -> Hit | None:
    if domain := _DOMAIN.match(view.low, sign + 1, sign + 255):
        return _hit(start, domain.end(), 0.98)
    domain = _ANY_DOMAIN.match(view.low, sign + 1, sign + 255)
    if domain is None:
        return None
    ending = domain[0].rsplit(".", 1)[1]
    sentence = not view.cased[domain.end() - len(ending)].islower()  # "@handle.Next word"
    return None if sentence else _hit(start, domain.end(), 0.8)


def _local_start(text: str, at: int) -> int:
    """Where the local part before an @ begins; `at` itself when there is none."""
    start = at
    while start > 0 and at - start < _LONGEST_LOCAL and text[start - 1] in _LOCAL_CHARS:
        start -= 1
    while start < at and not text[start].isalnum():
        start += 1
    return start


def _worded(view: View, start: int, end: int, sign: str) -> Iterator[Hit]:
    """An address around a sign or word for @ at a place: its domain to the right, then its local part to the left."""
    text = view.low
    domain = _WORDED_DOMAIN.match(text, end, end + 200)
    if domain is None and "@" in sign and _PROVIDER.match(text, end):
        domain = _NO_DOT.match(text, end, end + 64)  # the ending forgotten or its dot lost
    if domain is None:
        return
    stop = start - (text[start - 1 : start] == " ")
    local = _LOCAL.search(text, max(0, stop - _LONGEST_LOCAL), stop)
    if local and local[0] not in _NOT_LOCAL and _believable(sign, local[0], domain[0], view):
        more = _MORE.match(text, domain.end())
        yield _hit(local.start(), more.end() if more else domain.end(), 0.85)


_TELLING_LOCAL: Final = re.compile(r"^[a-z]+(?:[._+-]?[a-z]+)*(?:[._+-][a-z0-9]+|\d+)$")
"""A local part that is no word of a sentence: jonas.p, rita88."""
_NOT_LOCAL: Final = word_set(
    "us me look shop order find or arba lub taka ta",
)


def _believable(sign: str, local: str, domain: str, view: View) -> bool:
    """Whether an "at" that may be an ordinary word stands in an address."""
    if sign[0] in "([{<" or sign in {"eta", "malpa", "malpka", "rozyte"}:
        return True
    worded_dot = any(word in _DOT_WORDS for word in re.findall("[a-z]+", domain))
    if worded_dot or _PROVIDER.match(domain):
        return True
    if sign == "at" and _TELLING_LOCAL.search(local) and "." in domain and " " not in domain:
        return True
    return sign == "@" and not view.heads.isdisjoint(_MAIL_WORDS)
