"""Whether a text on X is the one we sent; pure.

X gives texts back changed: links shortened to t.co, `& < >` escaped, handles put before replies, NFC, spaces trimmed,
and the message button appended as one more link.
"""

import html
import re
import unicodedata

_SHORT_LINK = re.compile(r"https?://t\.co/\w+", re.IGNORECASE)
_HANDLES = re.compile(r"^(?:@\w{1,15}\s+)+")


def is_our_text(sent: str, shown: str) -> bool:
    """Compare what we sent with what X shows."""
    ours, theirs = _plain(sent), _plain(html.unescape(shown))
    without_handles = _HANDLES.sub("", theirs)
    return any(_matches(ours, text) for text in {theirs, without_handles})


def _matches(ours: str, shown: str) -> bool:
    without_button = re.sub(r"\s*https?://t\.co/\w+$", "", shown, flags=re.IGNORECASE)
    return any(
        re.fullmatch(r"\S+".join(map(re.escape, _SHORT_LINK.split(text))), ours) for text in {shown, without_button}
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
