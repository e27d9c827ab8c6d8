"""Payloads with one place broken, for properties of readers."""

import copy
from typing import Any

from hypothesis import strategies as st

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=10),
    st.sampled_from([{}, [], "remove", "hide", "1795169700"]),
)


def mutated(raw: Any, path: list[int], value: Any, *, drop: bool) -> Any:
    """The payload with one place, found by going down `path`, replaced or left out."""
    raw = copy.deepcopy(raw)
    here, last = raw, None
    for index in path:
        keys = list(here) if isinstance(here, dict) else list(range(len(here))) if isinstance(here, list) else []
        if not keys:
            break
        key = keys[index % len(keys)]
        last, here = (here, key), here[key]
    if last is None:
        return value
    holder, key = last
    if drop and isinstance(holder, dict):
        del holder[key]
    else:
        holder[key] = value
    return raw
