"""Customers write, edit, delete and are hidden, ours answer in the apps, and everything on the way goes wrong.

A Hypothesis state machine acts it out on three networks at once with the real services and connectors. Once the
faults are over, the store equals what the networks hold: the same texts from the same side, hidden or not, and what
was deleted is erased. `ASIDE_FAULT_EXAMPLES` sets how many days are acted out, when somebody has the time.
"""

import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.troubled_day import ACTS, DEALINGS, ILLS, PAUSES, PEOPLE, Day
from tests.support.world import NETWORKS

EXAMPLES = int(os.environ.get("ASIDE_FAULT_EXAMPLES", "8"))
STEPS = 25
ROUNDS = 50


@pytest.fixture
def day(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> type[Day]:
    monkeypatch.setattr("connectors.instagram.source._CONVERSATIONS_PAUSE", 0.0)
    monkeypatch.setattr(Day, "template", sqlite_template, raising=False)
    monkeypatch.setattr(Day, "folder", tmp_path, raising=False)
    return Day


@pytest.mark.timeout(600 + 60 * EXAMPLES)
def test_in_the_end_the_store_equals_the_networks(day: type[Day]) -> None:
    """Short days, which Hypothesis makes shorter where one goes wrong."""
    thorough = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
        database=None,
    )
    run_state_machine_as_test(day, settings=thorough)


@pytest.mark.parametrize("seed", range(EXAMPLES // 2))
def test_after_a_long_day_too(day: type[Day], seed: int) -> None:
    """Full days: what small ones never bring about, such as the fourth edit of a post between two lost pages."""
    chance = random.Random(seed)  # noqa: S311 - chance of a rehearsal, not of a key
    one = day()
    try:
        one.begin()
        for _ in range(ROUNDS):
            live(one, chance)
    except BaseException:
        one.close()
        raise
    one.teardown()


def live(day: Day, chance: random.Random) -> None:
    """One round: some acts, some bad luck, some mail, a look."""
    which = chance.randrange
    for _ in range(chance.randrange(6)):
        day.act(chance.choice(ACTS), chance.choice(NETWORKS), chance.choice(PEOPLE), which(100), chance.random() < 0.5)
    if chance.random() < 0.3:
        day.goes_wrong([(chance.choice(ILLS), chance.choice(NETWORKS), which(100))])
    if day.world.mail:
        day.deals_with_mail([(chance.choice(DEALINGS), which(100)) for _ in range(chance.randrange(5))])
    if chance.random() < 0.03:
        day.is_switched_off(chance.choice((1, 5)))
    if chance.random() < 0.05:
        day.looks_again()
    day.looks(chance.choice(PAUSES))
