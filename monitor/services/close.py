"""What an agent does with a case beside answering it: close it, open it again, say in which language to answer."""

from dataclasses import replace

from monitor.domain.cases import Case, CaseState, moved
from monitor.domain.errors import Conflict, NotFound
from monitor.ports import Now, Store, Transaction


class Close:
    """Moves of a case along its table, by a person."""

    def __init__(self, store: Store, *, now: Now) -> None:
        self._store = store
        self._now = now

    async def move(self, case_id: int, to: CaseState, *, version: int, actor: str) -> Case:
        """Move the case as the person saw it (`version`); one that is opened again is drafted for again.

        Raises NotFound, Conflict when it changed meanwhile or the move is not in the table.
        """
        async with self._store.write() as tx:
            case = await _as_seen(tx, case_id, version)
            drafted = 0 if to is CaseState.OPEN else case.drafted_id
            saved = await tx.cases.save(replace(case, state=moved(case.state, to), drafted_id=drafted))
            await tx.events.append(
                "case.changed", now=self._now(), case_id=case_id, actor=actor, data={"from": case.state, "to": to}
            )
            return saved

    async def answer_in(self, case_id: int, language: str, *, version: int, actor: str) -> Case:
        """Say in which language to answer, and have it drafted in that one.

        Raises NotFound, Conflict when the case changed meanwhile.
        """
        async with self._store.write() as tx:
            case = await _as_seen(tx, case_id, version)
            saved = await tx.cases.save(replace(case, language=language, drafted_id=0))
            data = {"from": case.language, "to": language}
            await tx.events.append("case.language", now=self._now(), case_id=case_id, actor=actor, data=data)
            return saved


async def _as_seen(tx: Transaction, case_id: int, version: int) -> Case:
    case = await tx.cases.get(case_id)
    if case is None:
        raise NotFound(f"there is no case {case_id}")
    if case.version != version:
        raise Conflict("the case changed since you opened it")
    return case
