"""The planner's table: for each move, conditions in order; the first that holds decides.

Sources: X's reply and direct-message rules (docs.x.com, manage posts and developer guidelines, 2026), Meta's
Messenger and Instagram messaging windows and private replies (developers.facebook.com, Graph API v26). The figures
stand in each network's `NetworkRules`, not here.
"""

from monitor.domain.moves import MoveKind
from responders.moves.hiding_rows import HIDE, UNHIDE
from responders.moves.private_rows import MESSAGE, PRIVATE_REPLY
from responders.moves.public_rows import INVITE, PUBLIC_REPLY
from responders.moves.removing_rows import BLOCK, DELETE, DELETE_OWN
from responders.moves.rows import Row


def _refused(kind: MoveKind) -> Row:
    return Row(
        "the network refused this move for this mention before",
        lambda facts: facts.refusal(kind) is not None,
        allowed=False,
        why="{network} refused this here before: {refusal}.",
    )


_OURS = Row("these are our own words", lambda facts: facts.ours, allowed=False, why="These are our own words.")
"""Nothing answers, hides or blocks ourselves; only taking them back is about our own words."""


TABLE: dict[MoveKind, tuple[Row, ...]] = {
    kind: (_refused(kind), *(() if kind is MoveKind.DELETE_OWN else (_OURS,)), *rows)
    for kind, rows in {
        MoveKind.PUBLIC_REPLY: PUBLIC_REPLY,
        MoveKind.PRIVATE_REPLY: PRIVATE_REPLY,
        MoveKind.MESSAGE: MESSAGE,
        MoveKind.INVITE: INVITE,
        MoveKind.HIDE: HIDE,
        MoveKind.UNHIDE: UNHIDE,
        MoveKind.DELETE: DELETE,
        MoveKind.DELETE_OWN: DELETE_OWN,
        MoveKind.BLOCK: BLOCK,
    }.items()
}
