"""Logging: one canonical line per event with ids and codes; never texts, handles, URLs or tokens.

What libraries log goes through the same door, at warning and above: their lines may hold URLs and headers, so only
logger and level are kept of them, with the class of the exception.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from config.settings import LogSettings

_LOUD = ("tweepy", "aiohttp", "urllib3", "requests", "apscheduler", "sqlalchemy", "asyncio", "aiosqlite", "alembic")


def configure(settings: LogSettings) -> None:
    """Set up logging for the whole process, on standard error."""
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    renderer: Any = structlog.processors.JSONRenderer()
    if settings.format == "console":
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_traceback,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_Bridge()], force=True)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)


def _without_traceback(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep the class of an exception only: its text and frames may quote what a customer wrote."""
    problem = event.pop("exc_info", None)
    if problem:
        error = problem if isinstance(problem, BaseException) else sys.exc_info()[1]
        event["error"] = type(error).__name__
    return event


class _Bridge(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        structlog.get_logger(record.name).log(
            record.levelno,
            "library",
            logger=record.name,
            line=record.lineno,
            error=type(error).__name__ if error else None,
        )
