"""What an agent does with a case beside answering it: close it, open it again."""

from dataclasses import replace

from monitor.domain.cases import Case, CaseState, moved
from monitor.domain.errors import Conflict, NotFound
from monitor.ports import Now, Store


class Close:
    """Moves of a case along its table, by a person."""

    def __init__(self, store: Store, *, now: Now) -> None:
        self._store = store
        self._now = now

    async def move(self, case_id: int, to: CaseState, *, version: int, actor: str) -> Case:
        """Move the case as the person saw it (`version`).

        Raises NotFound, Conflict when it changed meanwhile or the move is not in the table.
        """
        async with self._store.write() as tx:
            case = await tx.cases.get(case_id)
            if case is None:
                raise NotFound(f"there is no case {case_id}")
            if case.version != version:
                raise Conflict("the case changed since you opened it")
            saved = await tx.cases.save(replace(case, state=moved(case.state, to)))
            await tx.events.append(
                "case.changed", now=self._now(), case_id=case_id, actor=actor, data={"from": case.state, "to": to}
            )
            return saved
