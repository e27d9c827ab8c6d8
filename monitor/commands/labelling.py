"""`aside label`: two people label texts, each alone; their agreement; and the set both stand for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from monitor.analysis.labelling.agreement import Meeting, agreements, meetings
from monitor.analysis.labelling.questions import QUESTIONS, Answer, Question
from monitor.analysis.labelling.sitting import Sitting, Text, in_order_for
from monitor.analysis.labelling.verdicts import Keeper, read_texts, read_verdicts
from monitor.domain.errors import Misconfigured

_UNDO: Final = frozenset({"z", "\x7f", "\x08"})
_SKIP: Final = "x"
_KEYS: Final = "?"
_LEAVE: Final = frozenset({"\x1b", "\x03", "\x04"})
_HELP: Final = "z or Backspace: take back   x: later   ?: keys   Esc: leave, everything is kept"
_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("label")
@click.argument("file", required=False, type=_file)
@click.option("--rater", metavar="NAME", help="Who labels; each rater writes a file of their own")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where the labels go; run again to go on")
@click.option("--agreement", "compared", nargs=2, type=_file, metavar="A B", help="Compare two raters' files")
@click.option(
    "--adjudicate", "disputed", nargs=2, type=_file, metavar="A B", help="Settle what two raters see differently"
)
def label_command(
    file: Path | None,
    rater: str | None,
    out: Path | None,
    compared: tuple[Path, Path] | None,
    disputed: tuple[Path, Path] | None,
) -> None:
    """Label the texts of FILE ({"id","text"} lines), compare two raters, or settle where they differ.

    Personal data is covered before a text is shown or kept. docs/labelling-guide.md defines every answer. What is
    written can be read by `aside evaluate` and `aside train`.
    """
    if compared:
        _compare(*compared)
        return
    if not rater or not out or bool(file) == bool(disputed):
        raise click.UsageError("give FILE (or --adjudicate A B), --rater NAME and --out FILE")
    keeper = Keeper(out, rater)
    if disputed:
        met = _met(*disputed)
        texts = [Text(each.id, each.text) for each in met]
        sitting = Sitting(texts, keeper.verdicts, rater, {each.id: each.agreed for each in met})
        _sit(sitting, keeper, {each.id: each for each in met})
    elif file:
        _sit(Sitting(in_order_for(rater, read_texts(file, _cover)), keeper.verdicts, rater), keeper, {})


def _cover(text: str) -> str:
    from monitor.analysis.personal_data import find_personal_data  # noqa: PLC0415 - comparing does without
    from monitor.analysis.personal_data.mask import mask  # noqa: PLC0415 - likewise

    return mask(text, find_personal_data(text))


def _sit(sitting: Sitting, keeper: Keeper, met: Mapping[str, Meeting]) -> None:
    """Ask until everything is answered or the rater leaves."""
    click.echo(_HELP)
    shown = ""
    while True:
        while sitting.settle():
            pass
        keeper.keep(sitting.verdicts)
        text, question = sitting.text, sitting.question
        if text is None or question is None:
            break
        if text.id != shown:
            _show(sitting, text)
            shown = text.id
        _ask(question, met.get(text.id))
        if not _take(sitting, click.getchar()):
            break
    click.echo(f"\n{len(sitting.verdicts)} of {sitting.total} labelled; run the same command again to go on or look")


def _take(sitting: Sitting, key: str) -> bool:
    """Do what a key says; False when the rater leaves."""
    if not key or key in _LEAVE:
        return False
    if key in _UNDO:
        click.echo("taken back" if sitting.undo() else "nothing to take back")
    elif key == _SKIP:
        sitting.skip()
        click.echo("later")
    elif key == _KEYS:
        click.echo(_HELP)
        for each in QUESTIONS:
            _ask(each, None)
    elif (question := sitting.question) and not sitting.answer(key.lower()):
        click.echo(f"{key!r} is no answer to {question.task}")
    return True


def _show(sitting: Sitting, text: Text) -> None:
    later = f", {sitting.skipped} put off" if sitting.skipped else ""
    click.secho(f"\n{len(sitting.verdicts) + 1} of {sitting.total}{later}", dim=True)
    click.echo(click.wrap_text(text.text, width=100, preserve_paragraphs=True))


def _ask(question: Question, meeting: Meeting | None) -> None:
    keys = "   ".join(f"{choice.key} {choice.name}" for choice in question.choices)
    said = meeting.disputed.get(question.task) if meeting else None
    views = f"   (one said {question.named(said[0])}, the other {question.named(said[1])})" if said else ""
    click.echo(f"{question.task:<10}{keys}{views}")


def _met(one: Path, other: Path) -> list[Meeting]:
    met = meetings(read_verdicts(one), read_verdicts(other))
    if not met:
        raise Misconfigured(f"{one.name} and {other.name} have no text in common; both raters need the same FILE")
    return met


def _compare(one: Path, other: Path) -> None:
    met = _met(one, other)
    click.echo(f"{len(met)} texts judged by both. kappa: 0 = chance, 1 = full agreement; brackets hold 95 %.\n")
    click.echo("| task | texts | equal | kappa |\n|---|---|---|---|")
    for each in agreements(met):
        low, high = each.interval
        click.echo(f"| {each.task} | {each.texts} | {each.equal:.0%} | {each.kappa:.2f} ({low:.2f}–{high:.2f}) |")
    apart = [meeting for meeting in met if meeting.disputed]
    click.echo(f"\n{len(apart)} texts to settle with `aside label --adjudicate`")
    for meeting in apart:
        click.echo(f"\n{meeting.id}: {meeting.text}")
        for question in QUESTIONS:
            if question.task in meeting.disputed:
                click.echo(f"  {question.task}: {_views(question, meeting.disputed[question.task])}")


def _views(question: Question, said: tuple[Answer, Answer]) -> str:
    return " / ".join(question.named(each) for each in said)
