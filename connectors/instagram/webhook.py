"""Reads verified webhook bodies about Instagram accounts: `comments`, `mentions`, messages with echoes."""

from collections.abc import Sequence

from config.settings import AccountSettings
from connectors._graph.envelopes import Item, items, records
from connectors._graph.messages import Own, read_event
from connectors._graph.payloads import id_or_none, moment, needed_id
from connectors.instagram import normalise
from monitor.domain.mentions import Abilities, Author, Direction, Mention, MentionKind, Visibility
from monitor.domain.streams import Record, Seen


def own_side(account: AccountSettings, page_id: str) -> Own:
    """Our side on Instagram: the account itself, and the Page it is linked to."""
    return Own(
        account=account.name,
        network="instagram",
        id=account.remote_id,
        ids=frozenset({account.remote_id, page_id} - {""}),
        handle=account.handle,
    )


def read_body(body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
    """Read one body. Raises BadPayload when it is no envelope of Meta's."""
    return records(items(body, "instagram", accounts), read_item)


def read_item(item: Item) -> Record | None:
    """Read one thing that happened; None when it concerns nobody. Raises BadPayload."""
    own = own_side(item.account, str(item.account.options.get("page_id", "")))
    match item.field:
        case "messaging":
            return read_event(own, item.value)
        case "comments" | "live_comments":
            at = moment(item.entry.get("time"), "time")
            return normalise.pushed_comment(own, item.value, at, live=item.field == "live_comments")
        case "mentions":
            return _mention(own, item)
    return None


def _mention(own: Own, item: Item) -> Seen:
    """A place-holder for an @mention: the webhook tells only where it stands.

    Its conversation is also the name of the stream that fetches it whole; it has the same key, so the words that
    come then replace the missing ones.
    """
    media_id, comment_id = needed_id(item.value, "media_id"), id_or_none(item.value.get("comment_id"))
    mention = Mention(
        account=own.account,
        network=own.network,
        kind=MentionKind.COMMENT if comment_id else MentionKind.POST,
        visibility=Visibility.PUBLIC,
        direction=Direction.INBOUND,
        remote_id=comment_id or media_id,
        conversation_id=normalise.mention_conversation(media_id, comment_id),
        parent_id=media_id if comment_id else None,
        author=Author(remote_id=""),
        text="",
        created_at=moment(item.entry.get("time"), "time"),
        abilities=Abilities(reply=True, private_reply=False, hide=False),
        stream="mentions",
    )
    return Seen(mention, item.value, bare=True)
