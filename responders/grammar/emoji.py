"""Emoji: we use one only to a customer who did."""

import re

# pictographs, dingbats, flags and symbols shown as pictures; not arrows, digits or punctuation
_EMOJI = re.compile("[\U0001f300-\U0001faff\U0001f1e6-\U0001f1ff\u2600-\u27bf\u2b50\u2b55]")


def uses_emoji(text: str) -> bool:
    """Whether the text holds at least one emoji."""
    return _EMOJI.search(text) is not None
