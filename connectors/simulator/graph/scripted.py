"""Errors ordered by a test: any code and subcode of the API, before or after the effect of the call."""

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ScriptedError:
    """The next `times` calls that match `method` and `path` (a regular expression) answer this error.

    `after_effect`: the call does its work first, as Meta's 1/1357046 has been seen to.
    """

    code: int
    subcode: int | None = None
    method: str = "*"
    path: str = ""
    times: int = 1
    after_effect: bool = False


class Script:
    """The ordered errors, oldest first."""

    def __init__(self) -> None:
        self._errors: list[ScriptedError] = []

    def add(self, error: ScriptedError) -> None:
        """Order an error."""
        self._errors.append(error)

    def clear(self) -> None:
        """Take all orders back."""
        self._errors.clear()

    def next(self, method: str, path: str) -> ScriptedError | None:
        """Give the error this call meets, if any, and use up one of its times."""
        for index, error in enumerate(self._errors):
            if error.method in ("*", method) and re.search(error.path, path):
                left = [replace(error, times=error.times - 1)] if error.times > 1 else []
                self._errors[index : index + 1] = left
                return error
        return None
