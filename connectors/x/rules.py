"""X's rules for answering, as data (see README for where each is written)."""

import re
import sys
from functools import cache
from importlib import resources
from types import ModuleType
from typing import Any

from monitor.domain.moves import NetworkRules

POLL_SECONDS = 60.0
"""Between polls of one stream: direct messages may be asked for 15 times in 15 minutes."""
_COMPOSE = "https://x.com/messages/compose?recipient_id={account_id}"
_WIDE = r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]"
_WIDE_THEN_DOMAIN = re.compile(_WIDE + r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)
_MARGIN = 20


def weighted_length(text: str) -> int:
    """Count a text as X does: 280 units, a link 23, an emoji 2, wide letters 2.

    A bare domain right after a wide letter is where the library was seen to count 19 too few; there a margin is added.
    """
    counted: int = _library().parse_tweet(text).weightedLength
    return counted + _MARGIN if _WIDE_THEN_DOMAIN.search(text) else counted


def holds_link(text: str) -> bool:
    """Tell whether X would make a link of any part, also of a bare domain."""
    return bool(_library().extract_urls(text))


def message_link(account_id: str) -> str:
    """Address that opens a private message to us; it never carries a text."""
    return _COMPOSE.format(account_id=account_id)


RULES = NetworkRules(
    network="x",
    reply_needs_summons=True,
    private_reply_window=None,
    message_window=None,
    human_agent_window=None,
    cold_message=True,  # to those who named us and accept messages from everybody; policy: see README
    can_hide=True,
    hiding_removes=False,
    can_delete_own=True,
    threads=True,
    model_needs_approval=True,
    public_limit=280,
    private_limit=10_000,
    measure=weighted_length,
    about_words=frozenset({"too_many_cashtags", "looks_automated"}),
    message_link=_COMPOSE,
)


@cache
def _library() -> Any:
    """Import twitter-text-parser when the first text is measured.

    Its last release reads one data file through `pkg_resources`, which setuptools no longer ships: a stand-in with
    that single function is there while it is imported.
    """
    stand_in = ModuleType("pkg_resources")
    stand_in.resource_string = _resource  # type: ignore[attr-defined] # what makes it a stand-in
    before = sys.modules.get("pkg_resources")
    sys.modules["pkg_resources"] = stand_in
    try:
        import twitter_text  # noqa: PLC0415 -- needs the stand-in, and half a megabyte of tables
    finally:
        if before is None:
            del sys.modules["pkg_resources"]
        else:
            sys.modules["pkg_resources"] = before
    return twitter_text


def _resource(module: str, name: str) -> bytes:
    return resources.files(module.rpartition(".")[0]).joinpath(name).read_bytes()
