"""Compiles what reads texts to C where a C compiler is at hand; without one the same modules run as they are.

Everything else about the package stands in pyproject.toml.
"""

import os
from pathlib import Path

from setuptools import setup
from setuptools.extension import Extension

_LEFT_AS_THEY_ARE = {"__init__.py", "transformer.py", "transformer_analyser.py"}
"""They wait for other libraries, not for Python."""


def compiled() -> list[Extension]:
    """Return the modules to compile, none if that is not wanted or the compiler of Python is not installed."""
    if os.environ.get("ASIDE_INTERPRETED"):
        return []
    from mypyc.build import mypycify  # noqa: PLC0415

    paths = sorted(path for path in Path("monitor/analysis").glob("*.py") if path.name not in _LEFT_AS_THEY_ARE)
    found = mypycify(
        ["--config-file=", "--ignore-missing-imports", *map(str, paths)],
        group_name="monitor.analysis.compiled",
        target_dir="build/compiled",
    )
    for each in found:
        each.optional = True
    return found


setup(ext_modules=compiled())
