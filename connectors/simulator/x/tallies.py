"""How often each post was answered, quoted and passed on, and how much each author wrote; kept up with changes."""

from collections import Counter
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

    def count(self, post: Post, by: int) -> None:
        """Take a post in (1), or out again (-1)."""
        self.written[post.author_id] += by
        for counts, referred in (
            (self.replies, post.in_reply_to),
            (self.quotes, post.quotes),
            (self.reposts, post.reposts),
        ):
            if referred:
                counts[referred] += by
