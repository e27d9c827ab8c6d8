"""One talk between a person and a brand, turn by turn, on one network."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from connectors.simulator.identities import BRANDS, SimulatedBrand
from connectors.simulator.town.daytime import pause
from connectors.simulator.town.script import Gender, Line, Network, Scene, Script
from connectors.simulator.town.stages import Stage
from connectors.simulator.town.townspeople import Townspeople, Townsperson
from connectors.simulator.town.wording import Wording

_POLISH_PAST = re.compile(r"\w(łam|łem|łabym|łbym)\b")
_POLISH_GENDER: Mapping[str, Gender] = {"łam": "woman", "łabym": "woman", "łem": "man", "łbym": "man"}
BRAND_BY_KEY: Mapping[str, SimulatedBrand] = {brand.key: brand for brand in BRANDS}


@dataclass(slots=True)
class Talk:
    """A scene with its people, and where it stands.

    `under`: the brand's post below which it begins; None: the person writes a post of their own.
    `top`: what began it in public. `above`: the person's last public words, under which the brand answers.
    """

    scene: Scene
    brand: SimulatedBrand
    network: Network
    person: Townsperson
    joiner: Townsperson
    under: str | None = None
    top: str | None = None
    above: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said, in words, at its time."""

    at: datetime
    talk: Talk = field(compare=False)
    line: Line
    text: str

    @property
    def begins(self) -> bool:
        """Tell whether it is the first that is said in public, so that it needs a place."""
        return self.talk.top is None and self.line.mark == ">"

    def play(self, stage: Stage) -> None:
        """Let it happen."""
        talk, brand = self.talk, self.talk.brand
        match self.line.mark:
            case ">>" | "<<":
                stage.message(brand, talk.person, self.text, self.at, by_brand=self.line.by_brand)
            case "!" if talk.above:
                stage.hide(talk.above)
            case "<" if talk.above:
                stage.answer(brand, self.text, self.at, talk.above)
            case "+" if talk.top:
                stage.join(brand, talk.joiner, self.text, self.at, talk.top)
            case ">" if talk.top:
                talk.above = stage.join(brand, talk.person, self.text, self.at, talk.top)
            case ">":
                talk.top = talk.above = stage.begin(brand, talk.person, self.text, self.at, talk.under)


def _told_gender(script: Script, scene: Scene) -> Gender | None:
    """Tell whether a woman or a man must say it: a Polish past tense tells."""
    said = " ".join(line.text for line in scene.lines if line.mark in (">", ">>"))
    found = _POLISH_PAST.search(said) if script.language == "pl" else None
    return scene.by or (_POLISH_GENDER[found[1]] if found else None)


@dataclass(slots=True)
class Casting:
    """What a talk is made of: chance, people and words."""

    chance: Random
    people: Townspeople
    wording: Wording

    @classmethod
    def of(cls, chance: Random) -> "Casting":
        """Begin with nobody and nothing said."""
        return cls(chance, Townspeople(chance), Wording(chance))

    def talk(self, script: Script, scene: Scene, network: Network) -> Talk:
        """Send two people to a brand: one who writes, one who may join in."""
        one = self.people.somebody(script.language, _told_gender(script, scene))
        other = self.people.somebody(script.language)
        return Talk(scene, BRAND_BY_KEY[script.brand], network, one, other)

    def turns(self, script: Script, talk: Talk, start: datetime, end: datetime) -> list[Turn]:
        """Write the turns of a talk from `start` on; what would come after `end` is not said yet."""
        picked, moment, turns = self.wording.pick(script.values), start, list[Turn]()
        for line in talk.scene.lines:
            moment = moment if line is talk.scene.lines[0] else moment + pause(self.chance, by_brand=line.by_brand)
            if moment > end:
                break
            text = "" if line.mark == "!" else self.wording.write(line.text, picked)
            if text is None:
                break
            turns.append(Turn(moment, talk, line, text))
        return turns
