"""Where model files stand: those shipped with the package, or a folder that `aside train` wrote."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from monitor.analysis import packed
from monitor.analysis.packed import PackedModel
from monitor.domain.errors import Misconfigured

LANGUAGE_FILE: Final = "language.bin.gz"


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
