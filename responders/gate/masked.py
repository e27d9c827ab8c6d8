"""Values covered only in part, such as j***s@… or **** 4444: in public even these point at a person."""

import re
from collections.abc import Iterator
from typing import Final

from monitor.domain.drafts import Finding
from monitor.domain.writing.folding import view_of

_COVER: Final = r"[*•●✱xX#]"
_MASKED: Final = re.compile(
    rf"[^\W_]{{1,24}}[*•●…]{{2,}}[^\W_]{{0,24}}@|[*•●]{{2,}}[^\W_]*@"
    rf"|\d{{2,}}[ \-]?{_COVER}{{2,}}[ \-*•xX]*\d{{0,4}}(?!\w)"
    rf"|(?<!\w){_COVER}{{2,}}[ \-*•xX]*\d{{2,6}}(?!\w)"
)


def find_masked(draft: str) -> Iterator[Finding]:
    """Yield a finding for each half-covered value."""
    view = view_of(draft)
    for match in _MASKED.finditer(view.cased):
        start, end = view.locate(*match.span())
        yield Finding("echo", start, end, "shows part of a covered value, which still points at a person", "rephrase")
