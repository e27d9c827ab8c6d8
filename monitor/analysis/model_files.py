"""Where model files stand: those shipped with the package, or a folder that `aside train` wrote."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from monitor.analysis import packed
from monitor.analysis.packed import PackedModel
from monitor.domain.errors import Misconfigured

LANGUAGE_FILE: Final = "language.bin.gz"
JUDGED: Final = ("lt", "pl", "en")
"""Languages with a word list and a sentiment model."""


def model_path(name: str, folder: Path | None = None) -> Path:
    """Return the path of a model file: in `folder` if it is there, else the shipped one.

    Raises Misconfigured when `folder` is given and is no folder.
    """
    if folder is not None:
        if not folder.is_dir():
            raise Misconfigured(f"the model folder {folder.name!r} (ASIDE_MODELS) does not exist")
        if (folder / name).is_file():
            return folder / name
    with as_file(files("monitor.analysis") / "models" / name) as path:
        return path


def load_language_model(folder: Path | None = None) -> PackedModel:
    """Read the language model."""
    return packed.load(model_path(LANGUAGE_FILE, folder))


def sentiment_file(code: str) -> str:
    """Return the file name of a language's sentiment model."""
    return f"sentiment-{code}.bin.gz"


def load_sentiment_models(folder: Path | None = None) -> dict[str, PackedModel]:
    """Read the sentiment model of each judged language."""
    return {code: packed.load(model_path(sentiment_file(code), folder)) for code in JUDGED}
