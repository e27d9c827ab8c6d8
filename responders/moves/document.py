"""Writes the planner's table as docs/moves.md: `python -m responders.moves.document > docs/moves.md`."""

import re
import sys

from monitor.domain.moves import MoveKind
from responders.moves.rows import Row
from responders.moves.table import TABLE

_HEAD = """# Moves: what may be done next, and why

Written from `responders/moves/` by `python -m responders.moves.document`; a test keeps the two alike.

For each move the rows are read from the top, and the first that holds decides. *Network* stands for the network's
name, and a window for the figure in that network's `NetworkRules` (`connectors/<network>/`): nothing here knows a
network. A move is open until its closing moment, not at it, and is planned again just before anything is sent.

When personal data stands in the text, or is needed for an answer, the private text goes first and the public one
is a note that follows it; where nothing private is open, the public text invites the customer to write to us.
"""
_TITLES = {
    MoveKind.PUBLIC_REPLY: "Public reply",
    MoveKind.PRIVATE_REPLY: "Private reply to a comment",
    MoveKind.MESSAGE: "Message",
    MoveKind.INVITE: "Public invitation to write to us",
    MoveKind.HIDE: "Hide",
    MoveKind.UNHIDE: "Show again",
    MoveKind.DELETE: "Delete what somebody wrote (a lead decides)",
    MoveKind.DELETE_OWN: "Take our own words back (a lead decides)",
    MoveKind.BLOCK: "Block a person (a lead decides)",
}
_COLUMNS = "| when | open | what the agent reads | closes | uses up |\n|---|---|---|---|---|"


def document() -> str:
    """The whole page, ending in a newline."""
    sections = (f"## {_TITLES[kind]}\n\n{_COLUMNS}\n{_rows(rows)}" for kind, rows in TABLE.items())
    return "\n".join((_HEAD, "\n\n".join(sections))) + "\n"


def _rows(rows: tuple[Row, ...]) -> str:
    return "\n".join(_row(row) for row in rows)


def _row(row: Row) -> str:
    allowed = "for a person" if row.human_agent else "yes" if row.allowed else "no"
    cells = (row.when, allowed, row.why, row.closes.words if row.closes else "", row.uses_up)
    return f"| {' | '.join(_readable(cell) for cell in cells)} |"


def _readable(template: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda slot: f"*{slot[1].replace('_', ' ')}*", template)


if __name__ == "__main__":
    sys.stdout.write(document())
