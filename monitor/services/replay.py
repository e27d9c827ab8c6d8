"""Play the last week again under other weights, before they go live; nothing is changed."""

import math
from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec

from config.settings import PrioritySettings
from monitor.domain import joining
from monitor.domain.courtesies import COURTESIES
from monitor.domain.errors import Rejected
from monitor.domain.mentions import StoredMention
from monitor.domain.ranking import rank_unanswered
from monitor.domain.replay import WEEK, Comparison, Replayed, compare
from monitor.ports import Now, Store, Transaction
from monitor.services.rerank import Words
from monitor.services.unanswered import without_courtesies

MOST_CASES = 5_000
"""Cases of the period that are looked at, newest first."""
_TOGETHER = 500


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
        replayed: list[Replayed] = []
        async with self._store.read() as tx:
            cases = await tx.cases.heard_since(self._now() - period, limit=MOST_CASES)
            for start in range(0, len(cases), _TOGETHER):
                replayed += await self._some(tx, [case.id for case in cases[start : start + _TOGETHER]], weights)
        return compare(replayed)

    async def _some(self, tx: Transaction, case_ids: Sequence[int], weights: PrioritySettings) -> list[Replayed]:
        talks: dict[int, Sequence[StoredMention]] = {**await tx.mentions.of_cases(case_ids)}
        for case_id in {draft.case_id for draft in await tx.drafts.by_playbooks(COURTESIES, case_ids)} & talks.keys():
            talks[case_id] = await without_courtesies(tx, case_id, talks[case_id])
        last = {case_id: joining.last_words(talks.get(case_id, [])) for case_id in case_ids}
        found = await tx.mentions.assessments_of([each.id for words in last.values() for each in words])
        made = []
        for case_id, words in last.items():
            replying = len(words) > 0 and talks[case_id][0].id != words[0].id
            said = [(each.mention, found[each.id]) for each in words if each.id in found and each.deleted_at is None]
            if said:
                made.append(self._one(case_id, said, weights, replying=replying))
        return made

    def _one(self, case_id: int, words: Words, weights: PrioritySettings, *, replying: bool) -> Replayed:
        return Replayed(
            case_id=case_id,
            before=rank_unanswered(words, self._policy, replying=replying),
            after=rank_unanswered(words, weights, replying=replying),
            complaint=any(found.act.label == "complaint" for _, found in words),
            corrected=any(found.corrected for _, found in words),
        )


def weights_of(policy: PrioritySettings, changes: Mapping[str, float]) -> PrioritySettings:
    """Return the policy with these weights changed, as the settings file would take them.

    Raises Rejected naming a weight that does not exist or cannot be so.
    """
    try:
        given = {name: _weight(value) for name, value in changes.items()}
        return msgspec.convert(msgspec.structs.asdict(policy) | given, PrioritySettings)
    except (TypeError, ValueError, OverflowError) as error:
        raise Rejected(f"the weights cannot be used: {error}", rule="bad_request") from None


def _weight(value: float) -> float:
    """A whole number as one. Raises ValueError, TypeError."""
    if not math.isfinite(value):
        raise ValueError("a weight is a finite number")
    return int(value) if float(value).is_integer() else value
