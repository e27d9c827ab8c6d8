"""The `fields` language and paging by themselves."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.simulator.graph.errors import GraphError
from connectors.simulator.graph.fields import FieldCall, parse_fields
from connectors.simulator.graph.paging import PageRequest, cut_page

NAMES = st.text(string.ascii_lowercase + "_", min_size=1, max_size=6)
CALLS = st.recursive(
    st.builds(FieldCall, NAMES, st.lists(st.tuples(NAMES, st.integers(0, 99).map(str)), max_size=2).map(tuple)),
    lambda inner: st.builds(
        FieldCall,
        NAMES,
        st.just(()),
        st.lists(inner, max_size=3).map(tuple),
    ),
    max_leaves=8,
)


def written(call):
    text = call.name + "".join(f".{name}({value})" for name, value in call.args)
    return text if call.children is None else text + "{" + ",".join(map(written, call.children)) + "}"


@given(st.lists(CALLS, max_size=4))
def test_what_is_written_is_read_back(calls):
    assert list(parse_fields(",".join(map(written, calls)))) == calls


@given(st.text(string.ascii_lowercase + "{}().,", max_size=30))
def test_any_text_is_read_or_refused(text):
    try:
        calls = parse_fields(text)
    except GraphError as error:
        found = error.code
    else:
        found = None if all(call.name for call in calls) else 0
    assert found in (None, 2500)


def test_blanks_mean_nothing():
    assert parse_fields(" id , from { id }") == (FieldCall("id"), FieldCall("from", (), (FieldCall("id"),)))


@given(
    st.lists(st.integers(0, 40), max_size=30),
    st.integers(1, 9),
    st.booleans(),
    st.booleans(),
)
def test_pages_together_hold_each_item_once_and_end(moments, limit, descending, gaps):
    items = sorted(((f"{m:02d}", str(n)) for n, m in enumerate(moments)), reverse=descending)
    found, after = [], None
    for _ in range(2 * len(items) + 2):
        page = cut_page(
            items,
            key=lambda item: item,
            request=PageRequest(limit, "https://example.com/list", after),
            descending=descending,
            gaps=gaps,
        )
        found += page.items
        if "next" not in page.paging:
            break
        after = page.paging["cursors"]["after"]
    else:
        pytest.fail("the pages do not end")
    assert found == items


@given(st.lists(st.integers(0, 40), min_size=2, max_size=20), st.integers(1, 5))
def test_going_back_gives_the_page_before(moments, limit):
    items = sorted((f"{m:02d}", str(n)) for n, m in enumerate(moments))

    def page(**cursors):
        request = PageRequest(limit, "https://example.com/list", **cursors)
        return cut_page(items, key=lambda item: item, request=request, descending=False, gaps=False)

    first = page()
    second = page(after=first.paging["cursors"]["after"])
    if second.items:
        back = page(before=second.paging["cursors"]["before"])
        assert back.items == first.items
