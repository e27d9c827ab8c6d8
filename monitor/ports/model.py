"""The door to a language model that rewords drafts; `monitor.domain.rewording` says what it may see and say."""

from datetime import datetime
from typing import Protocol


class Model(Protocol):
    """Writes one text."""

    async def write(self, instructions: str, material: str, *, now: datetime) -> str:
        """Ask once and return the text.

        Raises RateLimited, AuthExpired, Misconfigured, Retryable, BadPayload.
        """
        ...

    async def aclose(self) -> None:
        """Give connections back."""
        ...
