"""The town goes on: somebody writes every now and then, and some answer what the brand answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors.simulator.identities import SimulatedBrand
from connectors.simulator.town.filling import Wall
from connectors.simulator.town.script import Mood, Network, Script
from connectors.simulator.town.stages import Stage
from connectors.simulator.town.talks import Casting, Turn
from connectors.simulator.town.townspeople import Townsperson

TRIES = 50  # scenes looked at before nobody has anything new to say
MOST_FOLLOW_UPS = 3  # of one person to one brand, so that nobody talks for ever
TELLS = 0.85  # share of those asked in private who tell what is asked for
GOES_ON = {True: 0.5, False: 0.3}  # share of those who answer an answer, in private and in public
CONTENT = 0.65  # share of these who thank


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What somebody is going to say to an answer. `above` None: in private."""

    due: datetime
    network: Network
    brand: SimulatedBrand
    person: Townsperson
    mood: Mood
    above: str | None


class Life:
    """Decides who says what next, and lets it happen on the stages."""

    def __init__(
        self, casting: Casting, scripts: Sequence[Script], stages: Mapping[Network, Stage], wall: Wall
    ) -> None:
        self._casting = casting
        self._chance = casting.chance
        self._scripts = {(script.brand, script.language): script for script in scripts}
        self._stages = stages
        self._wall = wall
        self._intended: list[FollowUp] = []
        self._followed: Counter[tuple[str, str]] = Counter()

    def write(self, now: datetime) -> Turn | None:
        """Let somebody write who has something new to say; None when nobody has."""
        scenes = [(script, scene) for script in self._scripts.values() for scene in script.scenes]
        for _ in range(TRIES):
            script, scene = self._chance.choice(scenes)
            first, picked = scene.lines[0], self._casting.wording.pick(script.values)
            text = self._casting.wording.write(first.text, picked)
            if text is None:
                continue
            talk = self._casting.talk(script, scene, self._chance.choice(scene.networks))
            talk.under = self._wall.place(talk, now, self._chance)
            turn = Turn(now, talk, first, text)
            turn.play(self._stages[talk.network])
            return turn
        return None

    def hear(self, network: Network, brand: SimulatedBrand, handle: str, now: datetime, *, above: str | None) -> None:
        """Take note that the brand answered somebody: in public with `above`, or in private."""
        person = self._casting.people.get(handle)
        known = person and (brand.key, person.language) in self._scripts
        if person is None or not known or self._followed[handle, brand.key] >= MOST_FOLLOW_UPS:
            return
        mood = self._mood(handle, brand, private=above is None)
        if mood is not None:
            self._followed[handle, brand.key] += 1
            due = now + timedelta(seconds=self._chance.uniform(8, 60))
            self._intended.append(FollowUp(due, network, brand, person, mood, above))

    def _mood(self, handle: str, brand: SimulatedBrand, *, private: bool) -> Mood | None:
        if private and not self._followed[handle, brand.key]:
            return "details" if self._chance.random() < TELLS else None
        if self._chance.random() > GOES_ON[private]:
            return None
        return "thanks" if self._chance.random() < CONTENT else "still"

    def follow_up(self, now: datetime) -> int:
        """Let those answer whose time has come; gives how many did."""
        due = [intent for intent in self._intended if intent.due <= now]
        self._intended = [intent for intent in self._intended if intent.due > now]
        return sum(self._say(intent, now) for intent in due)

    def _say(self, intent: FollowUp, now: datetime) -> bool:
        script = self._scripts[intent.brand.key, intent.person.language]
        template = self._chance.choice(script.later[intent.mood])
        text = self._casting.wording.write(template, self._casting.wording.pick(script.values))
        if text is None:
            return False
        stage = self._stages[intent.network]
        try:
            if intent.above is None:
                stage.message(intent.brand, intent.person, text, now, by_brand=False)
            else:
                stage.join(intent.brand, intent.person, text, now, intent.above)
        except (LookupError, PermissionError):  # deleted, or the person blocked, in the meantime
            return False
        return True
