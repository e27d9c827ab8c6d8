"""That nothing is lost or doubled, whatever happens on the way."""

import random
from datetime import timedelta

import pytest

from connectors.simulator.faults import FaultKind
from monitor.domain.errors import (
    AsideError,
    RateLimited,
)
from monitor.domain.streams import Unreadable
from tests.contracts.connectors.stage import Stage
from tests.contracts.connectors.steps import fetch, mentions, read_all

READ_FAULTS = (
    FaultKind.RATE_LIMITED,
    FaultKind.SERVER_ERROR_HTML,
    FaultKind.DROP_BEFORE,
    FaultKind.DROP_AFTER,
    FaultKind.MALFORMED,
    FaultKind.UNKNOWN_FIELD,
    FaultKind.USAGE_FULL,
    FaultKind.EXPIRED_TOKEN,
)


class CompletenessSuite:
    """Whatever happens on the way, what was written is here in the end, once and in its last form."""

    @pytest.mark.parametrize("seed", range(6))
    async def test_random_faults_lose_and_double_nothing(self, stage: Stage, seed: int):
        chance = random.Random(seed)  # noqa: S311 -- chance of a rehearsal, not of a key
        truth: dict[str, str] = {}
        kept: dict[str, str] = {}
        recent: list[str] = []
        cursor = None
        for turn in range(60):
            editable, recent = recent, []
            for _ in range(chance.choice((0, 0, 1, 3, 12))):
                text = f"siunta {turn} {chance.random()}"
                recent.append(stage.customer_writes(text))
                truth[recent[-1]] = text
            if editable and chance.random() < 0.5 and stage.customer_edits(editable[-1], f"pataisyta {turn}"):
                truth[editable[-1]] = f"pataisyta {turn}"
            if chance.random() < 0.4:
                stage.simulated.fail(chance.choice(READ_FAULTS), times=chance.choice((1, 2, 3)))
            if chance.random() < 0.1:
                await stage.reconnect()
            cursor = await self._poll(stage, cursor, kept, chance)
            stage.simulated.pass_time(timedelta(seconds=chance.choice((5, 60, 300))))
        stage.simulated.heal()
        for _ in range(2):  # the first poll may only end a run that was under way
            stage.simulated.pass_time(timedelta(hours=1))
            found, cursor = await read_all(stage, stage.public_stream, cursor)
            kept |= {mention.remote_id: mention.text for mention in found}
        assert {key: text in kept.get(key, "") for key, text in truth.items()} == dict.fromkeys(truth, True)
        assert kept.keys() <= truth.keys()

    async def _poll(self, stage: Stage, cursor: str | None, kept: dict[str, str], chance: random.Random) -> str | None:
        """Poll as the service does: a page and its cursor are kept together, or neither (a crash)."""
        more = True
        while more:
            try:
                page = await fetch(stage, stage.public_stream, cursor)
            except RateLimited as limit:
                stage.simulated.pass_time(limit.until - stage.simulated.now)
                return cursor
            except AsideError:
                return cursor
            if chance.random() < 0.1:
                return cursor
            assert not any(isinstance(record, Unreadable) for record in page.records)
            kept |= {mention.remote_id: mention.text for mention in mentions(page)}
            cursor, more = page.cursor, page.more
        return cursor
