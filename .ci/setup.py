"""Compiles what reads texts to C where a C compiler is at hand; without one the same modules run as they are.

Everything else about the package stands in pyproject.toml.
"""

import os
from importlib.util import find_spec
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.sdist import sdist
from setuptools.errors import BaseError, CCompilerError

_FOLDER = Path("monitor/analysis")
_LEFT_AS_THEY_ARE = {"__init__.py", "transformer.py", "transformer_analyser.py"}
"""They wait for other libraries, not for Python."""


class AllOrNothing(build_ext):
    """Compiled modules know each other's insides: one that is missing would break all others."""

    def run(self) -> None:
        """Compile, or leave the modules as they are."""
        try:
            super().run()
        except (BaseError, CCompilerError) as error:
            self.warn(f"texts will be read half as fast: without a C compiler nothing is compiled ({error})")
            for output in map(Path, self.get_outputs()):
                output.unlink(missing_ok=True)
            self.extensions = []


class WithHow(sdist):
    """A source distribution that holds what builds it."""

    def add_defaults(self) -> None:
        """Add what no list of modules and data names."""
        super().add_defaults()
        self.filelist.extend([".ci/building.py", ".ci/setup.py"])


def compiled() -> list[Extension]:
    """Return the modules to compile, none if ASIDE_INTERPRETED is set or mypy is not installed."""
    if os.environ.get("ASIDE_INTERPRETED") or find_spec("mypyc") is None:
        return []
    from mypyc.build import mypycify  # noqa: PLC0415 - takes a second, and only to compile

    paths = sorted(str(path) for path in _FOLDER.glob("*.py") if path.name not in _LEFT_AS_THEY_ARE)
    extensions = mypycify(
        ["--config-file=", "--ignore-missing-imports", *paths],
        group_name="monitor.analysis.compiled",
        target_dir="build/compiled",
    )
    for extension in extensions:
        # the same figures on every machine; Python's own functions called without a detour
        extension.extra_compile_args += ["-ffp-contract=off", "-fno-plt"]
    return extensions


setup(ext_modules=compiled(), cmdclass={"build_ext": AllOrNothing, "sdist": WithHow})
