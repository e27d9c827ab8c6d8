"""Drafts a person would sign: picks a playbook and writes at most one private and one public text.

Pure: the same case at the same moment reads the same. The texts stand in config/playbooks; what is lawful comes from
the planner's moves. Nothing is drafted in a language no playbook speaks: the agent is asked instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from config.playbooks.loading import shipped_phrases, shipped_playbooks
from config.playbooks.shapes import LANGUAGES, Phrases, Playbook
from monitor.domain.mentions import Visibility
from monitor.domain.moves import Move
from monitor.ports import Proposal, Situation
from responders.composer.channels import Piece, pieces
from responders.composer.choosing import choose
from responders.composer.fitting import assemble
from responders.composer.parts import desk, parts

__all__ = ["Composer", "compose"]


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes from given playbooks and phrases; calling it is `monitor.ports.Compose`."""

    playbooks: Sequence[Playbook]
    phrases: Mapping[str, Phrases]
    editions: Mapping[str, int] = field(default_factory=dict)  # by name; 0, the shipped file, where none is named

    def __call__(self, situation: Situation, moves: Sequence[Move], *, now: datetime) -> tuple[Proposal, ...]:
        """Draft by the playbook that fits best; nothing for a silent one (spam) or an unknown language."""
        book = self.choose(situation, now=now)
        return () if book is None or book.route == "silent" else self.draft(book, situation, moves, now=now)

    def choose(self, situation: Situation, *, now: datetime) -> Playbook | None:
        """Return the playbook that fits, silent ones included; None in a language without texts."""
        return choose(self.playbooks, situation, today=now.date()) if situation.language in LANGUAGES else None

    def draft(
        self, book: Playbook, situation: Situation, moves: Sequence[Move], *, now: datetime
    ) -> tuple[Proposal, ...]:
        """Draft by a playbook somebody chose; a private text comes first, because it must leave first.

        A text that would repeat our earlier words, or does not fit the network, is left out; one that another customer
        has just read is put together otherwise.
        """
        written = ((piece, self._text(book, piece, situation, now)) for piece in pieces(book, situation, moves))
        return tuple(
            Proposal(piece.move, text, situation.language, book.name, self.editions.get(book.name, 0))
            for piece, text in written
            if text is not None
        )

    def _text(self, book: Playbook, piece: Piece, situation: Situation, now: datetime) -> str | None:
        rules = situation.rules
        private = piece.move.visibility is Visibility.PRIVATE
        limit = rules.private_limit if private else rules.public_limit
        return assemble(
            parts(desk(book, self.phrases[situation.language], situation, now=now), piece),
            fits=lambda text: rules.measure(text) <= limit,
            earlier=situation.earlier_texts,
            salt=situation.salt,
            lately=situation.said_lately,
        )


def compose(situation: Situation, moves: Sequence[Move], *, now: datetime) -> tuple[Proposal, ...]:
    """Compose from the shipped playbooks."""
    return Composer(shipped_playbooks(), shipped_phrases())(situation, moves, now=now)
