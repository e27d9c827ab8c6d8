"""What may be done to each text of a case without words: hide, show again, delete, take back, block."""

from dataclasses import replace

from monitor.domain.mentions import StoredMention
from monitor.services.situations import CaseFile, refused_at
from monitor.web.desk import Desk
from monitor.web.views import ActView


def acts_on(desk: Desk, file: CaseFile, stored: StoredMention) -> list[ActView]:
    """Open acts on this text; none on one that is gone, or while one is on its way."""
    under_way = any(entry.call.mention_id == stored.mention.remote_id for entry in file.pending if not entry.call.text)
    if stored.deleted_at or under_way:
        return []
    refused = refused_at(stored, file.entries)
    moves = desk.plan(replace(file.situation, mention=stored.mention, refused=refused), now=desk.now())
    return [
        ActView(move.kind.value, move.why, lead=move.kind.needs_lead)
        for move in moves
        if move.allowed and not move.kind.carries_text
    ]
