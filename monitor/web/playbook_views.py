"""What screens and the API show of playbooks: the list with its warnings, one with its history, differences, trials."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from config.playbooks.editing import Change, as_table, changes
from config.playbooks.flaws import Flaw
from config.playbooks.shapes import LANGUAGES, Playbook
from monitor.domain.drafts import Finding
from monitor.domain.editions import SHIPPED, Edition, Shelved
from monitor.domain.errors import NotFound
from monitor.services.playbooks import EditPlaybooks
from monitor.services.preview import Previewed
from monitor.web.desk import Desk


class PlaybookRow(msgspec.Struct, frozen=True):
    """One line of the list. `edition` 0 is the file that comes with Aside; `versions` and `drifted` name languages.

    `shipped`: it comes with Aside; without, people made it and there is no edition 0.
    """

    name: str
    titles: dict[str, str]
    owner: str
    expires: date
    expired: bool
    edition: int
    enabled: bool
    versions: dict[str, int]
    drifted: list[str]
    route: str
    approval: str
    changed_by: str = ""
    changed_at: datetime | None = None
    shipped: bool = True


class PlaybooksView(msgspec.Struct, frozen=True):
    """All playbooks by name."""

    playbooks: list[PlaybookRow]


class FlawView(msgspec.Struct, frozen=True):
    """One thing wrong with a playbook: where, a stable code, what varies, and the whole as an English line."""

    where: str
    code: str
    detail: str
    line: str


class FlawsView(msgspec.Struct, frozen=True):
    """Everything that is wrong; empty = it may be used."""

    flaws: list[FlawView]


class EditionView(msgspec.Struct, frozen=True):
    """One edition: who made it, when and how ("created", "saved", "restored", "disabled", "enabled")."""

    number: int
    why: str
    made_by: str
    made_at: datetime
    enabled: bool


class PlaybookView(msgspec.Struct, frozen=True):
    """One playbook as it stands, what is wrong with it, and its editions, newest first."""

    row: PlaybookRow
    content: dict[str, Any]
    flaws: list[FlawView]
    editions: list[EditionView]


class ChangeView(msgspec.Struct, frozen=True):
    """One place that differs: the lines taken away, those put in, and those that stayed."""

    where: str
    gone: list[str]
    new: list[str]
    kept: list[str]


class ChangesView(msgspec.Struct, frozen=True):
    """What an edition changed against an earlier one."""

    name: str
    edition: int
    against: int
    changes: list[ChangeView]


class TrialView(msgspec.Struct, frozen=True):
    """One text a playbook would write, with what the gate says of it."""

    move: str
    visibility: str
    language: str
    text: str
    findings: list[Finding]
    length: int
    limit: int
    parts: list[str] = []  # always empty: the composer writes what fits in one


class TrialsView(msgspec.Struct, frozen=True):
    """What a playbook would write for a case; empty when nothing would be proposed there."""

    texts: list[TrialView]


def editor_of(desk: Desk) -> EditPlaybooks:
    """The desk's editor. Raises NotFound where playbooks cannot be changed."""
    if desk.playbooks is None:
        raise NotFound("playbooks cannot be changed here")
    return desk.playbooks


async def read_playbooks(desk: Desk) -> PlaybooksView:
    """The list, with its warnings."""
    editor = editor_of(desk)
    async with desk.store.read() as tx:
        shelf = await editor.playbooks.shelf(tx)
        newest = {edition.name: edition for edition in await tx.editions.newest()}
    today = desk.now().date()
    ours = editor.playbooks.shipped
    rows = [row_view(shelved, newest.get(name), today, shipped=name in ours) for name, shelved in shelf.items()]
    return PlaybooksView(rows)


async def read_titles(desk: Desk) -> dict[str, dict[str, str]]:
    """What playbooks are called now, by name and language; nothing where they cannot be changed."""
    if desk.playbooks is None:
        return {}
    async with desk.store.read() as tx:
        shelf = await desk.playbooks.playbooks.shelf(tx)
    return {name: {lang: each.book.version_in(lang).title for lang in LANGUAGES} for name, each in shelf.items()}


async def read_playbook(desk: Desk, name: str) -> PlaybookView:
    """One playbook. Raises NotFound."""
    editor = editor_of(desk)
    async with desk.store.read() as tx:
        shelved = (await editor.playbooks.shelf(tx)).get(name)
        history = await tx.editions.of(name)
    if shelved is None:
        raise NotFound(f"there is no playbook {name!r}")
    newest = history[0] if history else None
    return PlaybookView(
        row=row_view(shelved, newest, desk.now().date(), shipped=name in editor.playbooks.shipped),
        content=as_table(shelved.book),
        flaws=flaw_views(editor.flaws(shelved.book)),
        editions=[EditionView(e.number, e.why, e.made_by, e.made_at, e.enabled) for e in history],
    )


async def read_changes(desk: Desk, name: str, number: int, against: int | None) -> ChangesView:
    """What an edition changed, against the one before it unless said otherwise. Raises NotFound."""
    editor = editor_of(desk)
    first = number == SHIPPED + 1 and name not in editor.playbooks.shipped
    other = (number if first else max(number - 1, SHIPPED)) if against is None else against
    async with desk.store.read() as tx:
        old, new = await editor.book_of(tx, name, other), await editor.book_of(tx, name, number)
    return ChangesView(name, number, other, [_change(each) for each in changes(old, new)])


def row_view(shelved: Shelved, newest: Edition | None, today: date, *, shipped: bool = True) -> PlaybookRow:
    """One line. The edition is the newest there is, also where this version of Aside cannot read it."""
    book = shelved.book
    return PlaybookRow(
        name=book.name,
        titles={language: book.version_in(language).title for language in LANGUAGES},
        owner=book.owner,
        expires=book.expires,
        expired=book.expires < today,
        edition=newest.number if newest else SHIPPED,
        enabled=shelved.enabled,
        versions={language: book.version_in(language).version for language in LANGUAGES},
        drifted=list(book.drifted()),
        route=book.route,
        approval=book.approval,
        changed_by=newest.made_by if newest else "",
        changed_at=newest.made_at if newest else None,
        shipped=shipped,
    )


def flaw_views(found: Sequence[Flaw]) -> list[FlawView]:
    """Flaws as they are shown."""
    return [FlawView(flaw.where, flaw.code, flaw.detail, str(flaw)) for flaw in found]


def trial_views(found: Sequence[Previewed]) -> list[TrialView]:
    """Trials as they are shown."""
    return [
        TrialView(
            move=each.proposal.move.value,
            visibility=each.proposal.move.visibility.value,
            language=each.proposal.language,
            text=each.proposal.text,
            findings=list(each.findings),
            length=each.length,
            limit=each.limit,
        )
        for each in found
    ]


def _change(change: Change) -> ChangeView:
    return ChangeView(
        where=change.where,
        gone=[line for line in change.before if line not in change.after],
        new=[line for line in change.after if line not in change.before],
        kept=[line for line in change.after if line in change.before],
    )


async def try_on(desk: Desk, book: Playbook, case_id: int) -> list[TrialView]:
    """What the book would write for a case. Raises NotFound, Rejected."""
    if desk.preview is None:
        raise NotFound("playbooks cannot be tried here")
    return trial_views(await desk.preview.of_case(book, case_id))
