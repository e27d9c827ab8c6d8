"""What judges texts: the analyser and the privacy gate, put together without database or network."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from config.settings import AnalysisSettings
from monitor.analysis.analyser import VERSION, Analyser, load_models
from monitor.analysis.personal_data import find_personal_data
from monitor.domain.errors import Misconfigured
from monitor.ports import Prepare
from responders.gate import check

if TYPE_CHECKING:
    from monitor.analysis.transformer import Transformer
    from monitor.analysis.transformer_analyser import TransformerAnalyser

log = structlog.get_logger("judgement")
Warn = Callable[[str, Exception], None]
"""Told once for each language whose transformer cannot be used: (language, error)."""

guard = partial(check, detect=find_personal_data)
"""The privacy gate with our detector."""


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def analyser() -> Analyser:
    """Return the built-in analyser with the models of `ASIDE_MODELS`, or the shipped ones."""
    folder = os.environ.get("ASIDE_MODELS")
    return Analyser(models=load_models(Path(folder) if folder else None))


@dataclass(frozen=True, slots=True)
class Ear:
    """What assesses texts, the version its assessments carry, and how many texts are made ready together, if at all."""

    analyser: Analyser | TransformerAnalyser
    version: str = VERSION
    prepare: Prepare | None = None


def ear(settings: AnalysisSettings, warn: Warn, built_in: Analyser | None = None) -> Ear:
    """Return the built-in analyser, joined by the transformers that are configured and can be loaded."""
    built_in = built_in or analyser()
    models = _transformers(settings, warn) if settings.transformers else {}
    if not models:
        return Ear(built_in)
    from monitor.analysis.transformer_analyser import TransformerAnalyser  # noqa: PLC0415 - only where configured

    joined = TransformerAnalyser(built_in, models, warn, explain=settings.transformer_evidence)
    return Ear(joined, joined.version_after(VERSION), joined.prepare)


def tell(language: str, error: Exception) -> None:
    """Warn in the log that a language's transformer is not used."""
    said = str(error) if isinstance(error, Misconfigured) else type(error).__name__
    log.warning("transformer.not_used", language=language, error=said)


def _transformers(settings: AnalysisSettings, warn: Warn) -> dict[str, Transformer]:
    """Load what can be loaded; the built-in model stands in for the rest."""
    from monitor.analysis.transformer import Transformer  # noqa: PLC0415 - only where configured

    found: dict[str, Transformer] = {}
    for lang, folder in settings.transformers.items():
        try:
            found[lang] = Transformer(
                Path(folder), threads=settings.transformer_threads, batch=settings.transformer_batch
            )
        except Misconfigured as error:
            warn(lang, error)
    return found
