"""What a text must be before a database takes it.

PostgreSQL refuses NUL in text, and no driver can encode a lone surrogate. Both become U+FFFD, one for one, so that
offsets counted in code points stay right. A surrogate *pair* that came in as two halves becomes the one character
it stands for. SQLite would take NUL; it gets the same treatment, so that both engines hold the same text.
"""

import json
from collections.abc import Mapping
from typing import Any

REPLACEMENT = "\ufffd"


def clean(text: str) -> str:
    """Return `text` as both engines can keep it; almost always the same object."""
    if "\x00" in text:
        text = text.replace("\x00", REPLACEMENT)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def exact_json(raw: Mapping[str, Any]) -> str:
    r"""Return `raw` as JSON in pure ASCII: NUL and surrogates are kept exactly, as `\u` escapes."""
    return json.dumps(raw, ensure_ascii=True, separators=(",", ":"), default=str)
