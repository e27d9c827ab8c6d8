"""Reads what the town has to say.

A file of `texts/` is named `<brand>_<language>.txt`. Its lines:

- `; …` is a remark, `= name: one | other` names values for `{name}`; `[one|other]` in a text is one of these.
- `@ post-KEY xfi` opens a post of the brand on the networks x, f(acebook), i(nstagram).
- `@ later MOOD` opens follow-ups to an answer: thanks, still (waiting), details (asked for in private).
- `@ xfi …` opens a scene that plays on one of these networks. Then may stand: `now` (in the last hours), `old` (long
  ago), `live` (kept for when the town goes on by itself), `wall` (a post of one's own rather than a comment),
  `under=KEY` (below that post of the brand), `by=woman` or `by=man` (when the words tell), `*3` (so often, each
  time in other words).
- `>` the customer says, `+` somebody else joins in, `<` the brand answers; `>>` and `<<` do so in private;
  `! hide` the brand hides what the customer said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Literal

Network = Literal["x", "facebook", "instagram"]
Gender = Literal["woman", "man"]
Mood = Literal["thanks", "still", "details"]
_NETWORKS: Mapping[str, Network] = {"x": "x", "f": "facebook", "i": "instagram"}


@dataclass(frozen=True, slots=True)
class Line:
    """One turn: `mark` is one of > + < >> << and ! as described above."""

    mark: str
    text: str

    @property
    def private(self) -> bool:
        """Tell whether only the customer and the brand see it."""
        return len(self.mark) == 2

    @property
    def by_brand(self) -> bool:
        """Tell whether the brand says it."""
        return self.mark in ("<", "<<")


@dataclass(slots=True)
class Scene:
    """A talk of a customer with the brand."""

    networks: tuple[Network, ...]
    lines: list[Line] = field(default_factory=list)
    age: Literal["old", "now", "live", "any"] = "any"
    wall: bool = False
    under: str | None = None
    times: int = 1
    by: Gender | None = None

    @property
    def answered(self) -> bool:
        """Tell whether the brand says something in it."""
        return any(line.by_brand for line in self.lines)


@dataclass(frozen=True, slots=True)
class BrandPost:
    """What a brand published by itself."""

    key: str
    networks: tuple[Network, ...]
    text: str


@dataclass(slots=True)
class Script:
    """All that is said to one brand in one language."""

    brand: str
    language: str
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    posts: list[BrandPost] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)
    later: dict[str, list[str]] = field(default_factory=dict)


def _networks(letters: str) -> tuple[Network, ...]:
    return tuple(_NETWORKS[letter] for letter in letters)


def _scene(words: list[str]) -> Scene:
    scene = Scene(_networks(words[0]))
    for word in words[1:]:
        match word.partition("="):
            case ("old" | "now" | "live") as age, _, _:
                scene.age = age
            case "wall", _, _:
                scene.wall = True
            case "under", "=", key:
                scene.under = key
            case "by", "=", ("woman" | "man") as gender:
                scene.by = gender
            case many, _, _ if many.startswith("*"):
                scene.times = int(many[1:])
            case _:
                raise ValueError(f"a scene knows no {word!r}")
    return scene


class Reader:
    """Takes a file line by line. Raises ValueError (KeyError for an unknown network) at a line it cannot read."""

    def __init__(self, brand: str, language: str) -> None:
        self.script = Script(brand, language)
        self._open: Scene | tuple[str, tuple[Network, ...]] | str | None = None

    def take(self, line: str) -> None:
        """Take one line that is neither empty nor a remark."""
        mark, _, rest = line.partition(" ")
        if mark == "=":
            name, _, values = rest.partition(":")
            self.script.values[name.strip()] = tuple(value.strip() for value in values.split("|"))
        elif mark == "@":
            self._begin(rest.split())
        elif isinstance(self._open, Scene):
            self._open.lines.append(Line(mark, rest))
        elif isinstance(self._open, tuple):
            self.script.posts.append(BrandPost(*self._open, rest))
        elif self._open:
            self.script.later.setdefault(self._open, []).append(rest)
        else:
            raise ValueError(f"nothing is open for {line!r}")

    def _begin(self, words: list[str]) -> None:
        if words[0].startswith("post-"):
            self._open = (words[0].removeprefix("post-"), _networks(words[1]))
        elif words[0] == "later":
            self._open = words[1]
        else:
            scene = self._open = _scene(words)
            self.script.scenes.append(scene)


def read_script(brand: str, language: str, text: str) -> Script:
    """Read one file's text. Raises ValueError, or KeyError for an unknown network."""
    reader = Reader(brand, language)
    for line in text.splitlines():
        if line.strip() and not line.startswith(";"):
            reader.take(line)
    return reader.script


def _shipped() -> Iterator[Script]:
    folder = resources.files(__package__) / "texts"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".txt"):
            brand, _, language = file.name.removesuffix(".txt").partition("_")
            yield read_script(brand, language, file.read_text(encoding="utf-8"))


@cache
def shipped_scripts() -> tuple[Script, ...]:
    """Read all of `texts/`, in the order of the names."""
    return tuple(_shipped())
