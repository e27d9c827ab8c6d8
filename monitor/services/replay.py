"""Play the last week again under other weights, before they go live; nothing is changed."""

from collections.abc import Mapping
from datetime import timedelta

import msgspec

from config.settings import PrioritySettings
from monitor.domain import joining
from monitor.domain.assessments import Assessment
from monitor.domain.cases import Case
from monitor.domain.errors import Rejected
from monitor.domain.mentions import Mention
from monitor.domain.ranking import rank_unanswered
from monitor.domain.replay import WEEK, Comparison, Replayed, compare
from monitor.ports import Now, Store, Transaction

MOST_CASES = 5_000
"""Cases of the period that are looked at, newest first."""


class Replay:
    """Reads cases and ranks them twice, each by the words its customer wrote last before any answer."""

    def __init__(self, store: Store, *, policy: PrioritySettings, now: Now) -> None:
        self._store = store
        self._policy = policy
        self._now = now

    @property
    def policy(self) -> PrioritySettings:
        """The weights in use."""
        return self._policy

    async def run(self, weights: PrioritySettings, *, period: timedelta = WEEK) -> Comparison:
        """Compare these weights with those in use, over the cases of the period."""
        async with self._store.read() as tx:
            cases = await tx.cases.heard_since(self._now() - period, limit=MOST_CASES)
            replayed = [each for case in cases if (each := await self._one(tx, case, weights)) is not None]
        return compare(replayed)

    async def _one(self, tx: Transaction, case: Case, weights: PrioritySettings) -> Replayed | None:
        mentions = await tx.mentions.of_case(case.id)
        last = joining.last_words(mentions)
        words: list[tuple[Mention, Assessment]] = []
        for stored in last:
            found = await tx.mentions.assessment_of(stored.id)
            if found is not None and stored.deleted_at is None:
                words.append((stored.mention, found))
        if not words:
            return None
        replying = bool(mentions) and mentions[0].id != last[0].id
        return Replayed(
            case_id=case.id,
            before=rank_unanswered(words, self._policy, replying=replying),
            after=rank_unanswered(words, weights, replying=replying),
            complaint=any(found.act.label == "complaint" for _, found in words),
            corrected=any(found.corrected for _, found in words),
        )


def weights_of(policy: PrioritySettings, changes: Mapping[str, float]) -> PrioritySettings:
    """Return the policy with these weights changed, as the settings file would take them.

    Raises Rejected naming a weight that does not exist or cannot be so.
    """
    whole = {name: int(value) if float(value).is_integer() else value for name, value in changes.items()}
    try:
        return msgspec.convert(msgspec.structs.asdict(policy) | whole, PrioritySettings)
    except (msgspec.ValidationError, OverflowError) as error:
        raise Rejected(f"the weights cannot be used: {error}", rule="bad_request") from None
