"""Giving memory back is a favour to the system, never a condition of work."""

import ctypes

import pytest

from monitor.analysis.memory import give_back


def test_it_asks_the_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Glibc:
        malloc_trim = staticmethod(asked.append)

    monkeypatch.setattr(ctypes, "CDLL", lambda _: Glibc())
    give_back()
    assert asked == [0]


@pytest.mark.parametrize("trouble", [OSError, AttributeError, TypeError])
def test_a_system_without_it_goes_on(monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]) -> None:
    asked: list[object] = []

    def without(name: object) -> None:
        asked.append(name)
        raise trouble

    monkeypatch.setattr(ctypes, "CDLL", without)
    give_back()
    assert asked == [None]
