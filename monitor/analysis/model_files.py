"""Where model files stand: those shipped with the package, or a folder that `aside train` wrote."""

from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from monitor.analysis import known_words, packed_files
from monitor.analysis.known_words import NOTHING_KNOWN, KnownWords
from monitor.analysis.packed import PackedModel
from monitor.domain.errors import Misconfigured

LANGUAGE_FILE: Final = "language.bin.gz"
WORDS_FILE: Final = "known-words.bin.gz"
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


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """What tells languages apart: weights of letter runs and of levels, and how common words are."""

    weights: PackedModel
    known: KnownWords = NOTHING_KNOWN


def load_language_model(folder: Path | None = None) -> LanguageModel:
    """Read the language model. Its two files belong together: a folder with one of them needs both."""
    weights = model_path(LANGUAGE_FILE, folder)
    return LanguageModel(packed_files.load(weights), known_words.load(weights.with_name(WORDS_FILE)))


def shipped_words() -> KnownWords:
    """Read the shipped table of known words, which training takes as it is."""
    return known_words.load(model_path(WORDS_FILE))


def save_language_model(model: LanguageModel, out: Path) -> None:
    """Write the language model into a folder."""
    packed_files.save(model.weights, out / LANGUAGE_FILE)
    known_words.save(model.known, out / WORDS_FILE)


def sentiment_file(code: str) -> str:
    """Return the file name of a language's sentiment model."""
    return f"sentiment-{code}.bin.gz"


def load_sentiment_models(folder: Path | None = None) -> dict[str, PackedModel]:
    """Read the sentiment model of each judged language."""
    return {code: packed_files.load(model_path(sentiment_file(code), folder)) for code in JUDGED}
