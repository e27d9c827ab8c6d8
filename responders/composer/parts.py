"""What stands in a text of each shape, in order, and what may be left out first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from config.playbooks.shapes import Phrases, Playbook, Version
from monitor.domain.moves import MoveKind
from monitor.ports import Situation
from responders.composer.address import Address, address
from responders.composer.channels import Piece
from responders.composer.fitting import Part
from responders.composer.rendering import render
from responders.grammar.emoji import uses_emoji
from responders.grammar.times import by, within


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything one text is written from."""

    book: Playbook
    phrases: Phrases
    situation: Situation
    address: Address
    slots: dict[str, str]

    @property
    def texts(self) -> Version:
        """The playbook in the customer's language."""
        return self.book.version_in(self.situation.language)

    def part(self, name: str, variants: tuple[str, ...], spare: int | None = None) -> Part:
        """Render the variants of one part."""
        lines = tuple(render(variant, self.address.form, self.slots) for variant in variants)
        return Part(f"{self.book.name}|{name}", lines, spare)


def desk(book: Playbook, phrases: Phrases, situation: Situation, *, now: datetime) -> Desk:
    """Lay out the slots: the person, the day of the next answer, who signs, where to write."""
    person = address(situation)
    link = situation.rules.message_link
    slots = person.slots | {
        "name": person.name,
        "signature": _signature(situation, phrases),
        "link": link.format(account_id=situation.account_id) if link and situation.account_id else "",
    }
    if book.reply_in_days is not None:
        slots["by"] = by(now, book.reply_in_days, situation.language)
        slots["within"] = within(book.reply_in_days, situation.language)
    return Desk(book, phrases, situation, person, slots)


def _signature(situation: Situation, phrases: Phrases) -> str:
    if situation.signature or not situation.brand:
        return situation.signature
    return phrases.team.format(brand=situation.brand)


# what goes first when a text is too long; the rest of a text is never left out
_EMOJI, _CONTEXT, _NEXT, _REMOVE, _GREETING, _LINK, _SIGN = range(7)


def parts(at: Desk, piece: Piece) -> tuple[Part, ...]:
    """Parts of the piece, in reading order."""
    middle = {"private": _private, "reply": _reply, "note": _note, "invite": _invite}[piece.shape]
    return (*_greeting(at, piece.shape), *_silence(at), *middle(at, piece), *_emoji(at), *_sign(at))


def _private(at: Desk, piece: Piece) -> Iterator[Part]:
    private = at.texts.private
    if piece.move is MoveKind.PRIVATE_REPLY and not at.book.grave:
        yield at.part("context", at.phrases.context, spare=_CONTEXT)
    yield at.part("private.open", private.open)
    if _asks(at):
        yield at.part("private.ask", private.ask)
    yield at.part("private.next", private.next)
    if _exposed(at):
        yield at.part("remove", at.phrases.remove_private, spare=_REMOVE)


def _reply(at: Desk, _piece: Piece) -> Iterator[Part]:
    yield at.part("public.open", at.texts.public.open)
    yield at.part("public.next", at.texts.public.next)


def _note(at: Desk, _piece: Piece) -> Iterator[Part]:
    yield at.part("public.open", at.texts.public.open)
    if not _asks(at):  # before we have what we need, no day can be named
        yield at.part("public.next", at.texts.public.next, spare=_spare_next(at))
    yield at.part("note", at.phrases.note)


def _invite(at: Desk, _piece: Piece) -> Iterator[Part]:
    yield at.part("public.open", at.texts.public.open)
    if _spare_next(at) is None:
        yield at.part("public.next", at.texts.public.next)
    yield at.part("invite", at.phrases.invite)
    if at.slots["link"]:
        yield at.part("link", at.phrases.link, spare=_LINK)
    if _exposed(at):
        yield at.part("remove", at.phrases.remove_public, spare=_REMOVE)


def _spare_next(at: Desk) -> int | None:
    """Beside a private talk the public next step may go; not where it stands for itself (a helpline)."""
    return None if at.book.route == "private" and not at.texts.private.ask else _NEXT


def _greeting(at: Desk, shape: str) -> Iterator[Part]:
    variants = at.phrases.greeting_named if at.address.name else at.phrases.greeting
    if not at.book.grave:
        yield at.part(f"{shape}.greeting", variants, spare=_GREETING)


def _silence(at: Desk) -> Iterator[Part]:
    waited = at.situation.repeats >= 2 and not at.situation.answered_before
    if waited and at.book.when.repeats is None:  # a playbook about waiting says so itself
        yield at.part("silence", at.phrases.silence, spare=_CONTEXT)


def _emoji(at: Desk) -> Iterator[Part]:
    if at.book.warm and uses_emoji(at.situation.mention.text):
        yield Part("emoji", at.part("emoji", at.phrases.emoji).lines, spare=_EMOJI, repeats=True)


def _sign(at: Desk) -> Iterator[Part]:
    if at.slots["signature"]:
        yield Part("sign", at.part("sign", (at.phrases.sign,)).lines, spare=_SIGN, repeats=True)


def _exposed(at: Desk) -> bool:
    """Whether personal data stands where everybody reads it."""
    mention = at.situation.mention
    return at.situation.assessment.needs_private and mention.visibility == "public"


def _asks(at: Desk) -> bool:
    """Whether the private text has to ask for something the customer has not given yet."""
    given = {span.type for span in at.situation.assessment.personal_data}
    return bool(at.texts.private.ask) and not given & set(at.book.needs)
