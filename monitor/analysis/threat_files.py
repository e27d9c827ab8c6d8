"""Where the threat models stand: shipped with the package, or in a folder that `aside train` wrote."""

from pathlib import Path

from monitor.analysis import packed_files
from monitor.analysis.model_files import JUDGED, model_path
from monitor.analysis.packed import PackedModel


def threat_file(code: str) -> str:
    """Return the file name of a language's threat model."""
    return f"threats-{code}.bin.gz"


def load_threat_models(folder: Path | None = None) -> dict[str, PackedModel]:
    """Read the threat model of each judged language.

    Raises Misconfigured as `model_path` and `packed_files.load` do.
    """
    return {code: packed_files.load(model_path(threat_file(code), folder)) for code in JUDGED}
