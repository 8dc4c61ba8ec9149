"""The tree of errors. Each carries a stable code and data fields; the sentence is content.

    TuoboError
    ├─ DefinitionError   a file in content/ is wrong          (exit code 3)
    ├─ DataError         a file that somebody brought is wrong (exit code 4)
    ├─ RequestError      what was asked for cannot be          (exit code 2)
    ├─ StateError        the state of the store forbids it     (exit code 5)
    └─ InternalError     our fault                             (exit code 70)

Sentences live in content/national/texts/errors.yaml under the code, in Chinese and English, so
that tests match the code and people read the sentence. Bad *rows* are no exceptions: they are
`Issue`s (core/issue.py), collected and reported all at once.
"""

from __future__ import annotations

from typing import ClassVar


class TuoboError(Exception):
    """Base of all; `code` is stable, `fields` fill the sentence."""

    exit_code: ClassVar[int] = 70

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.fields.items())
        return f"{self.code} ({shown})" if shown else self.code


class DefinitionError(TuoboError):
    """A definition in content/ or in a court's overlay is wrong."""

    exit_code = 3


class DataError(TuoboError):
    """A file that was brought in cannot be used as it is; nothing has been changed."""

    exit_code = 4


class RequestError(TuoboError):
    """What was asked for does not exist or cannot be computed."""

    exit_code = 2


class StateError(TuoboError):
    """The store is in a state that forbids this step."""

    exit_code = 5


class InternalError(TuoboError):
    """Our fault: please report it with the code."""
