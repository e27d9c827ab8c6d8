"""Counts over all posts: how often each was answered, quoted and passed on, and how much each author wrote."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from connectors.simulator.x.model import Post


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts by post id (of the version referred to) and by author id."""

    replies: Counter[str] = field(default_factory=Counter)
    quotes: Counter[str] = field(default_factory=Counter)
    reposts: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)

    def of(self, counts: Counter[str], post: Post) -> int:
        """Add up what refers to any version of a post."""
        return sum(counts[version] for version in post.history)


def tally(posts: Iterable[Post]) -> Tallies:
    """Count once through all posts."""
    tallies = Tallies()
    for post in posts:
        tallies.written[post.author_id] += 1
        for counts, referred in (
            (tallies.replies, post.in_reply_to),
            (tallies.quotes, post.quotes),
            (tallies.reposts, post.reposts),
        ):
            if referred:
                counts[referred] += 1
    return tallies
