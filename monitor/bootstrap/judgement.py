"""What judges texts: the analyser and the privacy gate, put together without database or network."""

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from monitor.analysis.analyser import Analyser, load_models
from monitor.analysis.personal_data import find_personal_data
from responders.gate import check

guard = partial(check, detect=find_personal_data)
"""The privacy gate with our detector."""


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def analyser() -> Analyser:
    """Return the analyser with the models of `ASIDE_MODELS`, or the shipped ones."""
    folder = os.environ.get("ASIDE_MODELS")
    return Analyser(models=load_models(Path(folder) if folder else None))
