"""One question to an OpenAI-compatible endpoint (`POST <url>/chat/completions`), and its answer as text."""

import json
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from config.secret import Secret
from monitor.domain.errors import AuthExpired, BadPayload, Misconfigured, RateLimited, Retryable

LARGEST_ANSWER = 64 * 1024
"""Bytes; a reply of 2,000 characters with its JSON is a tenth of that."""
PAUSE = timedelta(seconds=60)
LONGEST_PAUSE = timedelta(hours=1)
_TOKENS = 700


class ChatModel:
    """`monitor.ports.model.Model` over HTTP; opens its session on first use."""

    def __init__(self, url: str, name: str, key: Secret | None, *, timeout: timedelta) -> None:
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._name = name
        self._key = key
        self._timeout = aiohttp.ClientTimeout(total=timeout.total_seconds())
        self._session: aiohttp.ClientSession | None = None

    async def write(self, instructions: str, material: str, *, now: datetime) -> str:
        """Ask once and return the text.

        Raises RateLimited, AuthExpired, Misconfigured, Retryable (time-out, connection, 5xx), BadPayload.
        """
        messages = [{"role": "system", "content": instructions}, {"role": "user", "content": material}]
        body = {"model": self._name, "messages": messages, "temperature": 0.4, "max_tokens": _TOKENS}
        try:
            async with self._opened().post(self._url, json=body, allow_redirects=False) as answer:
                _check(answer, now)
                raw = await answer.content.read(LARGEST_ANSWER + 1)
                while len(raw) <= LARGEST_ANSWER and (more := await answer.content.read(LARGEST_ANSWER)):
                    raw += more
        except (aiohttp.ClientError, TimeoutError):
            raise Retryable("the model does not answer") from None
        return _text(raw)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            headers = {"Authorization": f"Bearer {self._key.reveal()}"} if self._key else {}
            self._session = aiohttp.ClientSession(timeout=self._timeout, headers=headers)
        return self._session

    async def aclose(self) -> None:
        """Close the session."""
        if self._session:
            await self._session.close()


def _check(answer: aiohttp.ClientResponse, now: datetime) -> None:
    status = answer.status
    if status == 429:
        raise RateLimited("the model asks us to wait", until=now + _pause(answer.headers.get("Retry-After", "")))
    if status in {401, 403}:
        raise AuthExpired("the model refuses its key")
    if status >= 500:
        raise Retryable(f"the model fails with {status}")
    if status != 200:
        raise Misconfigured(f"the model answers {status}; check `url` and `name` in [model]")


def _pause(header: str) -> timedelta:
    """Read Retry-After in seconds; a date, or nonsense, counts as a minute."""
    known = header.isascii() and header.isdecimal() and len(header) < 7
    return min(timedelta(seconds=int(header)), LONGEST_PAUSE) if known else PAUSE


def _text(raw: bytes) -> str:
    """Find `choices[0].message.content` of an answer that ended by itself. Raises BadPayload."""
    if len(raw) > LARGEST_ANSWER:
        raise BadPayload("the model's answer is too large")
    try:
        choice: Any = json.loads(raw)["choices"][0]
        text, ended = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise BadPayload("the model's answer cannot be read") from None
    if not isinstance(text, str) or not text.strip() or ended not in {"stop", None}:
        raise BadPayload("the model's answer is empty or cut off")
    return text.strip()
