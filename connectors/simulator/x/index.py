"""What timelines and search find: the posts X has indexed, newest first."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from connectors.simulator.x.model import Post, User
from connectors.simulator.x.query import Matcher, Searchable, words_of
from connectors.simulator.x.state import XState
from connectors.simulator.x.text import entities_of

MENTIONS_REACH = 800
SEARCH_REACH = timedelta(days=7)


def searchable(state: XState, post: Post) -> Searchable:
    """Tell the search what is to be known of a post."""
    found = entities_of(post.text)
    named = {kind: [e.value.lower() for e in found if e.kind == kind] for kind in ("mention", "hashtag", "url")}
    kinds = {
        "is:retweet": post.reposts,
        "is:reply": post.in_reply_to,
        "is:quote": post.quotes,
        "has:links": named["url"],
        "has:mentions": named["mention"],
        "has:hashtags": named["hashtag"],
        "has:media": post.media,
        "has:images": post.media,
    }
    return Searchable(
        words=words_of(post.text),
        handles=frozenset(named["mention"]),
        tags=frozenset(named["hashtag"]),
        urls=(*named["url"], *_quoted(state, post)),
        author=_names(state.people.get(post.author_id)),
        answered=_names(state.people.get(post.in_reply_to_user_id or "")),
        conversation_id=post.conversation_id,
        in_reply_to=post.in_reply_to or "",
        lang=post.lang,
        traits=frozenset(trait for trait, present in kinds.items() if present),
    )


def _quoted(state: XState, post: Post) -> Iterator[str]:
    """Give the link to what a post quotes: X puts one into each quoting post, and its search finds it."""
    quoted = state.posts.get(post.quotes) if post.quotes else None
    author = state.people.get(quoted.author_id) if quoted else None
    if quoted and author:
        yield f"https://x.com/{author.username.lower()}/status/{quoted.id}"


def _names(user: User | None) -> frozenset[str]:
    return frozenset({user.id, user.username.lower()}) if user else frozenset()


def is_visible(state: XState, post: Post, viewer_id: str | None) -> bool:
    """Tell whether a caller may see a post: a protected account shows its own to those it follows back."""
    author = state.people.get(post.author_id)
    if author is None or not author.protected or viewer_id == author.id:
        return True
    viewer = state.people.get(viewer_id or "")
    return viewer is not None and author.id in viewer.follows


def indexed(state: XState, viewer_id: str | None, posts: Iterable[Post] | None = None) -> Iterator[Post]:
    """Go through what timelines show of all posts, or of these, newest first; of an edited one the newest version."""
    now = state.clock.now()
    for post in state.posts.live() if posts is None else posts:
        if post.indexed_at <= now and is_visible(state, post, viewer_id):
            yield post


def mentions_of(state: XState, user: User, viewer_id: str | None) -> list[Post]:
    """List posts that name a user, by hand or by X's own prefix; X reaches back 800."""
    found = indexed(state, viewer_id, state.posts.naming(user.username.lower()))
    return [post for post, _ in zip(found, range(MENTIONS_REACH), strict=False)]


def quotes_of(state: XState, post: Post, viewer_id: str | None) -> list[Post]:
    """List posts that quote a post in any of its versions."""
    versions = set(post.history)
    return [found for found in indexed(state, viewer_id) if found.quotes in versions]


def search(state: XState, matcher: Matcher, viewer_id: str | None) -> list[Post]:
    """List the last seven days' matches. Reposts are not found by their words any more (2026-05-04)."""
    oldest = state.clock.now() - SEARCH_REACH
    recent = (p for p in indexed(state, viewer_id) if p.created_at >= oldest and p.reposts is None)
    return [post for post in recent if matcher(searchable(state, post))]
