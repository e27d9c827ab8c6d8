"""The cursor over many posts, driven against a model network that lists posts and comments page by page."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors._graph import revisits
from connectors._graph.paging import EdgePage
from connectors._graph.walks import encoded

START = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BACKFILL = 72.0


@dataclass
class Network:
    """Posts, newest first, each with comments (time, id); tells counts, and the last change where `tells_change`."""

    size: int
    tells_change: bool = True
    posts: dict[str, tuple[int, list[tuple[int, str]]]] = field(default_factory=dict)
    reads: list[str] = field(default_factory=list)

    def publish(self, post: str, at: int) -> None:
        self.posts[post] = (at, [])

    def comment(self, post: str, at: int, id_: str) -> None:
        self.posts[post][1].append((at, id_))

    def list_posts(self, after: str | None) -> tuple[list[revisits.Listed], EdgePage]:
        order = sorted(self.posts, key=lambda post: self.posts[post][0], reverse=True)
        shown, page = self._cut(order, after)
        return [self._listed(post) for post in shown], page

    def comments(self, post: str, after: str | None) -> tuple[list[tuple[int, str]], EdgePage]:
        self.reads.append(post)
        order = sorted(self.posts[post][1], reverse=True)
        _, page = self._cut([id_ for _, id_ in order], after)
        at = int(after or 0)
        return order[at : at + self.size], page

    def _listed(self, post: str) -> revisits.Listed:
        created, comments = self.posts[post]
        updated = max([created, *(at for at, _ in comments)]) if self.tells_change else None
        return revisits.Listed(post, created, len(comments), updated)

    def _cut(self, ids: list[str], after: str | None) -> tuple[list[str], EdgePage]:
        at = int(after or 0)
        shown = ids[at : at + self.size]
        cursor = str(at + self.size) if at + self.size < len(ids) else None
        return shown, EdgePage(tuple({"id": id_} for id_ in shown), cursor, self.size, {})


def step(cursor: revisits.RoundCursor, network: Network, *, depth: int = 300, threaded: bool = False) -> set[str]:
    """One call of the stream; gives the ids of comments it brought."""
    if cursor.step == "read":
        reading = cursor.queue[0]
        comments, page = network.comments(reading.post, reading.walk.after)
        revisits.read(cursor, page, [float(at) for at, _ in comments])
        return {id_ for at, id_ in comments if at >= cursor.floor}
    after = cursor.sweep.after if cursor.step == "sweep" and cursor.sweep else None
    posts, page = network.list_posts(after)
    revisits.listed(cursor, posts, page, depth=depth, threaded=threaded)
    return set()


def round_of(
    stored: str | None, network: Network, now: datetime, *, threaded: bool = False, depth: int = 300
) -> tuple[str, set[str]]:
    """Poll until the round ends; the cursor goes through its stored form at every step."""
    found = set[str]()
    for _ in range(5000):
        cursor = revisits.begin(stored, now=now, backfill_hours=BACKFILL)
        found |= step(cursor, network, threaded=threaded, depth=depth)
        stored = encoded(cursor)
        if not cursor.step:
            return stored, found
    raise AssertionError("the round does not end")


def epoch(**ago: float) -> int:
    return int((START - timedelta(**ago)).timestamp())


def network_of(posts: int, size: int = 10, **options: bool) -> Network:
    network = Network(size, **options)
    for number in range(posts):
        network.publish(f"p{number}", epoch(days=number))
    return network


def test_a_quiet_account_costs_one_call_a_poll():
    network = network_of(8)
    stored, _ = round_of(None, network, START)
    network.reads.clear()
    cursor = revisits.begin(stored, now=START + timedelta(minutes=1), backfill_hours=BACKFILL)
    step(cursor, network)
    assert cursor.step == ""
    assert network.reads == []


def test_a_late_comment_on_an_old_post_is_found_within_one_sweep():
    network = network_of(60)
    stored, _ = round_of(None, network, START)
    network.comment("p59", epoch(seconds=-30), "late")
    found = set[str]()
    for minute in range(1, 8):
        stored, more = round_of(stored, network, START + timedelta(minutes=minute))
        found |= more
    assert "late" in found


def test_many_old_lively_posts_do_not_starve_a_new_one():
    network = network_of(100)
    for number in range(100):
        for comment in range(40):
            network.comment(f"p{number}", epoch(hours=1), f"{number}-{comment}")
    cursor = revisits.begin(None, now=START, backfill_hours=BACKFILL)
    for _ in range(15):
        step(cursor, network)
    network.publish("brand-new", epoch())
    network.comment("brand-new", epoch(), "urgent")
    assert any("urgent" in step(cursor, network) for _ in range(150))  # not after all 400 pages of the old ones


def test_a_giant_thread_takes_turns_with_small_ones():
    network = network_of(2)
    for comment in range(500):
        network.comment("p0", epoch(hours=1), f"giant-{comment}")
    network.comment("p1", epoch(hours=1), "small")
    cursor = revisits.begin(None, now=START, backfill_hours=BACKFILL)
    assert any("small" in step(cursor, network) for _ in range(3))


def test_lively_posts_are_read_again_for_edits_and_unhidings_which_move_no_count():
    network = network_of(1)
    network.comment("p0", epoch(minutes=2), "edited later")
    stored, _ = round_of(None, network, START)
    _, found = round_of(stored, network, START + timedelta(minutes=2))
    assert found == {"edited later"}
    stored, found = round_of(stored, network, START + timedelta(days=3))
    assert found == set()  # but not for ever


def test_an_item_that_came_to_light_late_is_found_though_older_than_the_newest():
    network = network_of(1)
    for comment in range(30):
        network.comment("p0", epoch(minutes=comment), f"c{comment}")
    stored, _ = round_of(None, network, START)
    network.comment("p0", epoch(hours=20), "unhidden by a moderator")
    _, found = round_of(stored, network, START + timedelta(minutes=1))
    assert "unhidden by a moderator" in found


def test_replies_under_old_comments_are_found_where_the_order_hides_them():
    network = network_of(1, tells_change=False)
    for comment in range(45):
        network.comment("p0", epoch(days=2, minutes=comment), f"c{comment}")
    stored, _ = round_of(None, network, START, threaded=True)
    network.posts["p0"][1].append((epoch(days=2, minutes=44), "reply"))  # listed deep down, as its parent is
    _, found = round_of(stored, network, START + timedelta(minutes=1), threaded=True)
    assert "reply" in found


def test_a_network_that_repeats_one_page_ends_and_promises_nothing():
    network = network_of(1)
    for comment in range(30):
        network.comment("p0", epoch(minutes=comment), f"c{comment}")
    cursor = revisits.begin(None, now=START, backfill_hours=BACKFILL)
    step(cursor, network)
    for _ in range(5):
        if not cursor.step:
            break
        comments, page = network.comments("p0", None)
        revisits.read(cursor, page, [float(at) for at, _ in comments])
    assert cursor.step == ""
    assert revisits.up_to(cursor) is None
    assert "p0" not in cursor.marks  # read again next time


def test_the_promise_is_the_beginning_of_the_last_whole_sweep():
    network = network_of(25)
    stored, _ = round_of(None, network, START)
    assert revisits.up_to(msgspec.json.decode(stored, type=revisits.RoundCursor)) == START
    promises = []
    for minute in range(1, 8):
        now = START + timedelta(minutes=minute)
        stored, _ = round_of(stored, network, now)
        promises.append(revisits.up_to(msgspec.json.decode(stored, type=revisits.RoundCursor)))
    assert promises == sorted(promises)
    assert promises[-1] >= START + timedelta(minutes=4)


def test_the_state_stays_small_however_many_posts_there_are():
    network = network_of(400)
    stored, now = None, START
    for minute in range(12):
        stored, _ = round_of(stored, network, now + timedelta(minutes=minute), depth=50)
    assert len(msgspec.json.decode(stored, type=revisits.RoundCursor).marks) <= 60
    assert len(stored) < 5000


def test_a_post_that_is_gone_is_dropped_and_the_others_go_on():
    network = network_of(2)
    network.comment("p0", epoch(hours=1), "a")
    network.comment("p1", epoch(hours=1), "b")
    cursor = revisits.begin(None, now=START, backfill_hours=BACKFILL)
    step(cursor, network)
    revisits.forget(cursor)
    assert step(cursor, network) == {"b"}


def test_a_page_cursor_too_old_to_be_accepted_starts_that_list_again():
    network = network_of(1)
    for comment in range(30):
        network.comment("p0", epoch(minutes=comment), f"c{comment}")
    cursor = revisits.begin(None, now=START, backfill_hours=BACKFILL)
    step(cursor, network)
    step(cursor, network)
    revisits.break_off(cursor)
    assert (cursor.step, revisits.up_to(cursor)) == ("", None)
    _, found = round_of(encoded(cursor), network, START + timedelta(minutes=1))
    assert len(found) == 30


def test_new_and_changed_posts_of_others_are_told_once():
    cursor = revisits.begin(None, now=START, backfill_hours=BACKFILL)
    fresh = revisits.Listed("p", epoch(hours=1), 0, epoch(hours=1))
    old = revisits.Listed("o", epoch(days=30), 0, epoch(hours=1))
    assert revisits.news_of(cursor, [fresh, old]) == {"p"}
    revisits.listed(cursor, [fresh, old], EdgePage(({"id": "p"},), None, 10, {}), depth=10, threaded=False)
    assert revisits.news_of(cursor, [fresh]) == frozenset()
    edited = revisits.Listed("p", epoch(hours=1), 0, epoch(minutes=1))
    assert revisits.news_of(cursor, [edited]) == {"p"}


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    size=st.integers(1, 6),
    threaded=st.booleans(),
    posts=st.integers(1, 12),
)
def test_whatever_comes_while_polls_are_lost_and_repeated_all_is_read_in_the_end(
    seed: int, size: int, posts: int, *, threaded: bool
):
    chance = random.Random(seed)  # noqa: S311 - chance of a rehearsal, not of a key
    network = network_of(posts, size, tells_change=not threaded)
    wanted, stored, found, now = set[str](), None, set[str](), START
    for number in range(40):
        now += timedelta(seconds=chance.choice([5, 60, 600]))
        at = int(now.timestamp())
        post = f"p{chance.randrange(posts)}"
        network.comment(post, at, f"c{number}")
        wanted.add(f"c{number}")
        for _ in range(chance.randrange(4)):
            cursor = revisits.begin(stored, now=now, backfill_hours=BACKFILL)
            brought = step(cursor, network, threaded=threaded)
            if chance.random() < 0.8:  # otherwise the process died before the page was stored
                stored, found = encoded(cursor), found | brought
    for _ in range(posts + 2):
        now += timedelta(minutes=1)
        stored, brought = round_of(stored, network, now, threaded=threaded)
        found |= brought
    assert found >= wanted


def test_posts_that_fell_behind_the_depth_are_forgotten():
    network = network_of(0)
    stored, now = None, START
    for number in range(120):
        now += timedelta(minutes=1)
        network.publish(f"n{number}", int(now.timestamp()))
        stored, _ = round_of(stored, network, now, depth=20)
    cursor = msgspec.json.decode(stored, type=revisits.RoundCursor)
    assert 20 <= len(cursor.marks) <= 40
    assert "n119" in cursor.marks
