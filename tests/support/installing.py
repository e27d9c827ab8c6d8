"""A made-up network's package, installed for real into a folder of its own, and found by its entry point."""

import importlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor import plugins
from monitor.ports import NetworkPlugin
from tests.support.patience import PATIENCE

SOURCE = Path(__file__).parents[1] / "plugins" / "laiptine"


def install(folder: Path) -> Path:
    """Build the package and install it under `folder`, without any registry; gives where it can be imported from.

    It is built from a copy, because building leaves things beside the source.
    """
    copy, target = folder / "source", folder / "installed"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--cache-dir", str(folder / "cache")]
    how = ["--no-deps", "--no-build-isolation", "--python", sys.executable, "--target", str(target)]
    done = subprocess.run([*uv, *how, str(copy)], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return target


@contextmanager
def importable(installed: Path) -> Iterator[NetworkPlugin]:
    """Let this process find the package as an installed one; nothing of it stays behind."""
    sys.path.insert(0, str(installed))
    importlib.invalidate_caches()
    plugins._found.cache_clear()
    try:
        yield plugins.networks()["laiptine"]
    finally:
        sys.path.remove(str(installed))
        for name in [name for name in sys.modules if name.partition(".")[0] == "laiptine"]:
            del sys.modules[name]
        plugins._found.cache_clear()
