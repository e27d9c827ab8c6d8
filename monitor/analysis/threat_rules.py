"""Threats by composition: word classes near each other, whatever the order, the ending or the wording.

Word lists know fixed phrases; people threaten in their own words. Here a threat is a rule over concepts ("a device"
near "smoke"), the same in every language; each language names the words of a concept. The files stand in
config/lexicons/threats:

    lt.txt, pl.txt, en.txt    [device] then words; `*` ends a stem or begins an ending, several words are a phrase
    rules.txt                 [safety 3] then one rule a line: `device + smoke|heat ~6 -cleared`
                              every part within 6 words of the first, by different words; `-` names what takes
                              the rule back, anywhere in the text
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, final

from mypy_extensions import mypyc_attr

from monitor.analysis.beside import Beside
from monitor.analysis.lexicon import as_compared
from monitor.analysis.patterns import NUMBER, Patterns, mark_of
from monitor.analysis.reading import Found
from monitor.analysis.remembered import LONGEST, MOST, Remembered
from monitor.analysis.word_facts import Named
from monitor.domain.errors import Misconfigured

_NEAR: Final = 8
_SHORTEST_ENDING: Final = 3
_LONGEST_ENDING: Final = 6
_RULE = re.compile(r"^(?P<parts>[^~-]+?)\s*(?:~(?P<near>\d+))?\s*(?:-(?P<unless>\S+))?$")


@mypyc_attr(acyclic=True)
@final
class Rule:
    """One threat: bit masks of the concepts each part asks for, how near, and of those that take it back."""

    __slots__ = ("level", "name", "near", "parts", "unless")

    def __init__(self, name: str, level: float, parts: tuple[int, ...], near: int, unless: int) -> None:
        self.name = name
        self.level = level
        self.parts = parts
        self.near = near
        self.unless = unless

    def may_hold(self, bits: int) -> bool:
        """Whether a text with these concepts may make the rule true."""
        if self.unless & bits:
            return False
        return all([part & bits for part in self.parts])  # noqa: C419 - quicker than a generator over so few


@mypyc_attr(acyclic=True)
@final
class _Tail:
    """What must follow the first word of a phrase, and the bits that then stand."""

    __slots__ = ("bits", "rest")

    def __init__(self, rest: tuple[str, ...], bits: int) -> None:
        self.rest = rest
        self.bits = bits


class Concepts(Remembered[Named]):
    """Plain word → what it names."""

    def __init__(self, text: str, bits: dict[str, int]) -> None:
        super().__init__()
        self._named = Patterns(Named)
        self._endings: dict[str, int] = {}
        self._tails = Patterns[list[_Tail]](list)
        self._begun: dict[str, Beside[_Tail]] = {}
        self._shared: dict[tuple[int, ...], Beside[_Tail]] = {}
        for entry, bit in _entries(text, bits):
            self._add(entry, bit)
        self._ends = {ending[-_SHORTEST_ENDING:] for ending in self._endings}
        self._named.settle()
        self._tails.settle()

    def of(self, words: Sequence[str]) -> list[int]:
        """Return the bits of each word, phrases counted at their first word."""
        self.make_room()
        found = list(map(self.__getitem__, words))
        begun = [at for at in range(len(found) - 1) if found[at].follow & found[at + 1].near]
        return self.with_phrases(words, [each.bits for each in found], begun)

    def with_phrases(self, words: Sequence[str], found: list[int], begun: list[int]) -> list[int]:
        """Return the bits of each word with those of phrases, given its own, and the places where phrases may begin."""
        for at in begun:
            for tail in self._phrases_of(words[at]).of(words[at + 1]):
                if not tail.rest or _follows(words, at + 2, tail.rest):
                    found[at] |= tail.bits
        return found

    def _phrases_of(self, word: str) -> Beside[_Tail]:
        found = self._begun.get(word)
        if found is None:
            tails = [tail for tails in self._tails.fitting(word) for tail in tails]
            key = tuple(map(id, tails))
            found = self._shared.get(key)
            if found is None:
                found = Beside([((tail.rest[0],), _Tail(tail.rest[1:], tail.bits)) for tail in tails])
                self._shared[key] = found
            if len(self._begun) < MOST and len(word) <= LONGEST:
                self._begun[word] = found
        return found

    def worked_out(self, word: str) -> Named:
        """Return what a word names."""
        bits = follow = near = 0
        for named in self._named.fitting(word):
            bits |= named.bits
            follow |= named.follow
            near |= named.near
        if word[-_SHORTEST_ENDING:] in self._ends:
            for length in range(_SHORTEST_ENDING, min(len(word), _LONGEST_ENDING + 1)):
                bits |= self._endings.get(word[-length:], 0)
        return Named(bits, follow, near)

    def _add(self, entry: str, bit: int) -> None:
        first, *rest = entry.split()
        if rest:
            self._tails.at(first).append(_Tail(tuple(rest), bit))
            self._named.at(first).follow |= mark_of(rest[0])
            self._named.at(rest[0]).near |= mark_of(rest[0])
        elif first.startswith("*"):
            self._endings[first[1:]] = self._endings.get(first[1:], 0) | bit
        else:
            self._named.at(first).bits |= bit


def _follows(words: Sequence[str], at: int, patterns: tuple[str, ...]) -> bool:
    return at + len(patterns) <= len(words) and all(map(_fits, words[at : at + len(patterns)], patterns))


def _fits(word: str, pattern: str) -> bool:
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word == pattern or (pattern == NUMBER and word.isdigit())


def single(bits: int) -> list[int]:
    """Return each of the bits by itself, the lowest first."""
    found = []
    while bits:
        found.append(bits & -bits)
        bits &= bits - 1
    return found


def together(bits: list[int], start: int, end: int) -> int:
    """Return the bits of words from `start` up to, not including, `end`; most words have none."""
    found = 0
    for at in range(start, end):
        if bits[at]:
            found |= bits[at]
    return found


class ThreatRules:
    """The rules with one language's words. Safe to share between threads: it only remembers words."""

    def __init__(self, words: str, rules: str) -> None:
        self.bits: dict[str, int] = {}
        for name, _ in _sections(words):
            self.bits.setdefault(name, 1 << len(self.bits))
        self.concepts = Concepts(words, self.bits)
        self._by_key: dict[int, list[Rule]] = {}
        self._keys = 0
        for rule in _rules(rules, self.bits):
            self._keys |= rule.parts[0]
            for bit in self.bits.values():
                if rule.parts[0] & bit:
                    self._by_key.setdefault(bit, []).append(rule)

    def found(self, plain: Sequence[str]) -> list[Found]:
        """Return each threat the words of a text make, once."""
        return self.of(self.concepts.of(plain))

    def of(self, bits: list[int]) -> list[Found]:
        """Return each threat that words with these concepts make, once."""
        whole = together(bits, 0, len(bits))
        keys = whole & self._keys
        if not keys:
            return []
        spots = [at for at, mask in enumerate(bits) if mask & keys]
        hits: dict[str, Found] = {}
        for bit in single(keys):
            for rule in self._by_key[bit]:
                if rule.name not in hits and rule.may_hold(whole):
                    place = _place(rule, bits, spots)
                    if place is not None:
                        hits[rule.name] = Found(place[0], place[1], rule.level, rule.name)
        return list(hits.values())


def _place(rule: Rule, bits: list[int], spots: list[int]) -> tuple[int, int] | None:
    """Return the first and last word of the nearest words that make the rule true, None when there are none.

    Any of the `spots` may hold the first part.
    """
    first, *others = rule.parts
    for at in spots:
        if not bits[at] & first:
            continue
        taken = {at}
        for part in others:
            spot = _nearest(bits, at, part, rule.near, taken)
            if spot is None:
                break
            taken.add(spot)
        else:
            return min(taken), max(taken)
    return None


def _nearest(bits: list[int], at: int, part: int, near: int, taken: set[int]) -> int | None:
    for distance in range(1, near + 1):
        for spot in (at + distance, at - distance):
            if 0 <= spot < len(bits) and bits[spot] & part and spot not in taken:
                return spot
    return None


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each section's head and its lines."""
    head, lines = "", list[str]()
    for raw in text.splitlines():
        line = raw.split("#", 1)[0].strip()
        if line.startswith("["):
            if head:
                yield head, lines
            head, lines = line.strip("[]"), []
        elif line:
            lines.append(line)
    if head:
        yield head, lines


def _entries(text: str, bits: dict[str, int]) -> Iterator[tuple[str, int]]:
    for name, lines in _sections(text):
        for entry in ",".join(lines).split(","):
            plain = as_compared(entry).strip()
            if plain:
                yield plain, bits[name]


def _rules(text: str, bits: dict[str, int]) -> Iterator[Rule]:
    for head, lines in _sections(text):
        name, level = head.split()
        for line in lines:
            match = _RULE.match(line)
            if match is None:
                raise Misconfigured(f"threat rule {line!r}: write `concept + concept ~6 -concept`")
            parts = tuple(_mask(part.split("|"), bits, line) for part in re.split(r"\s*\+\s*", match["parts"]))
            unless = _mask(match["unless"].split("|"), bits, line) if match["unless"] else 0
            yield Rule(name, float(level), parts, int(match["near"] or _NEAR), unless)


def _mask(names: Iterable[str], bits: dict[str, int], line: str) -> int:
    mask = 0
    for name in names:
        if name.strip() not in bits:
            raise Misconfigured(f"threat rule {line!r}: no language file names the concept {name.strip()!r}")
        mask |= bits[name.strip()]
    return mask


@cache
def shipped_rules(code: str) -> ThreatRules:
    """Return the rules with the words of a language ("lt", "pl", "en")."""
    folder = files("config") / "lexicons" / "threats"
    words, rules = [(folder / f"{name}.txt").read_text(encoding="utf-8") for name in (code, "rules")]
    return ThreatRules(words, rules)
