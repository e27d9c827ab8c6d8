"""Rules of sending: windows, tags, the one private reply, people and pages that cannot talk.

Sources: Meta's pages on private replies, the 24-hour window, message tags (all but HUMAN_AGENT were retired
on 2026-04-27) and the Messenger error table.
"""

from datetime import datetime, timedelta

from connectors.simulator.graph.errors import GraphError, bad_parameter, instagram_messaging, refuse
from connectors.simulator.graph.records import Comment, Network, Post, PostKind, Thread, Unreachable

WINDOW = timedelta(hours=24)
HUMAN_AGENT_WINDOW = timedelta(days=7)
PRIVATE_REPLY_WINDOW = timedelta(days=7)
MESSAGING_TYPES = ("RESPONSE", "UPDATE", "MESSAGE_TAG")
_OURS = (PostKind.PUBLISHED, PostKind.ADVERT, PostKind.VISITOR)
LONGEST = {"facebook": 2000, "instagram": 1000}  # characters on Messenger, bytes of UTF-8 on Instagram


def outside_window(network: Network) -> GraphError:
    """Build the error of a message that comes too late or before the person ever wrote."""
    return refuse(10, 2018278) if network == "facebook" else instagram_messaging(10, 2534022)


def check_window(network: Network, last_inbound: datetime | None, now: datetime, tag: str | None) -> None:
    """Refuse a message outside 24 hours from the person's last, or with HUMAN_AGENT outside 24 h to 7 d."""
    age = None if last_inbound is None else now - last_inbound
    if tag is None:
        if age is None or age > WINDOW:
            raise outside_window(network)
        return
    if age is None or age > HUMAN_AGENT_WINDOW:
        raise outside_window(network)
    if age <= WINDOW:
        raise bad_parameter("The HUMAN_AGENT tag cannot be used inside the standard messaging window.")


def check_tag(messaging_type: object, tag: object) -> str | None:
    """Read messaging type and tag; gives HUMAN_AGENT or None. Raises GraphError (100) for all other tags."""
    kind = messaging_type or "RESPONSE"
    if kind not in MESSAGING_TYPES:
        raise bad_parameter(f"Param messaging_type must be one of {{{', '.join(MESSAGING_TYPES)}}}")
    if kind != "MESSAGE_TAG":
        if tag:
            raise bad_parameter("A tag needs messaging_type MESSAGE_TAG")
        return None
    if tag != "HUMAN_AGENT":
        raise bad_parameter("Invalid parameter: this message tag is not supported")
    return "HUMAN_AGENT"


def check_private_reply(subject: Comment | Post, *, answered: bool, now: datetime) -> None:
    """Refuse a second private reply, one after 7 days, one to ourselves, one under a finished live video."""
    post = subject if isinstance(subject, Post) else subject.post
    if answered:
        raise refuse(10900) if post.network == "facebook" else instagram_messaging(100, 2534023)
    own_post = isinstance(subject, Post) and post.kind is not PostKind.VISITOR
    elsewhere = isinstance(subject, Comment) and post.kind not in _OURS
    late = now - subject.created > PRIVATE_REPLY_WINDOW
    if subject.author is None or own_post or elsewhere or late or (post.comments_closed and post.live):
        raise instagram_messaging(100, 2534025) if post.network == "instagram" else refuse(100, 2534025)


def check_reachable(thread: Thread) -> None:
    """Refuse what the state of the person, the thread or the account forbids."""
    account, network = thread.account, thread.network
    if account.restriction is not None:
        raise refuse(*account.restriction)
    if network == "instagram" and account.instagram_messages_off:
        raise instagram_messaging(200, 2534041)
    if thread.archived:
        raise instagram_messaging(100, 2534001) if network == "instagram" else refuse(100, 2534001)
    if thread.owner_app is not None:
        raise instagram_messaging(100, 2534037) if network == "instagram" else refuse(2018300)
    match thread.person.unreachable:
        case Unreachable.BLOCKED:
            raise refuse(551, 1545041) if network == "facebook" else instagram_messaging(200, 1545041)
        case Unreachable.NOT_ACCEPTING:
            raise refuse(10, 2018108)
        case Unreachable.UNAVAILABLE:
            raise refuse(200, 1545041)


def check_text(network: Network, text: object, *, attachment: bool) -> str:
    """Refuse an empty or too long message; Messenger counts characters, Instagram bytes."""
    words = text if isinstance(text, str) else ""
    if not words.strip() and not attachment:
        raise bad_parameter("Message cannot be empty, must provide valid attachment or text")
    size = len(words) if network == "facebook" else len(words.encode())
    if size > LONGEST[network]:
        raise bad_parameter(f"Length of param message[text] must be less than or equal to {LONGEST[network]}")
    return words
