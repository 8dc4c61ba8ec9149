"""Values of the desk that an office sets: passwords, sessions, lock-out, uploads.

A court's overlay may hold a file of its own, which may only tighten what the national one says.
"""

from __future__ import annotations

from typing import Self

from tuobo.core.content import Content, Definition, Source, load_file
from tuobo.core.errors import DefinitionError

_AT_LEAST = frozenset(
    {"password.least_length", "password.least_classes", "password.not_the_last", "lockout.minutes"}
)
"""Values that protect more when they are higher; all others protect more when they are lower."""


class PasswordRules(Definition):
    """Length in characters, classes (lower, upper, digit, other) of four, age in days."""

    least_length: int
    least_classes: int
    most_days: int
    not_the_last: int


class SessionRules(Definition):
    """After how many idle minutes a session ends."""

    idle_minutes: int


class LockoutRules(Definition):
    """How many failed log-ins lock an account, and for how many minutes."""

    failures: int
    minutes: int


class AccountRules(Definition):
    """After how many days without a log-in an account is listed to be closed."""

    idle_days: int


class ApiKeyRules(Definition):
    """For how many days a key of the API is good at most."""

    most_days: int


class UploadRules(Definition):
    """The largest file that is taken, in megabytes."""

    most_megabytes: int


class Parameters(Definition):
    """All of them, with where they come from."""

    password: PasswordRules
    session: SessionRules
    lockout: LockoutRules
    account: AccountRules
    upload: UploadRules
    api_key: ApiKeyRules
    source: Source

    @classmethod
    def of(cls, content: Content) -> Self:
        """The last root that has them wins; raises DefinitionError where it is laxer."""
        national: Self | None = None
        found: Self | None = None
        for path in content.files("desk"):
            if path.name != "parameters.yaml":
                continue
            (found,) = load_file(path, cls)
            national = national or found
            loose = found.looser_than(national)
            if loose:
                raise DefinitionError("parameters.looser", file=str(path), names="、".join(loose))
        if found is None:
            raise DefinitionError("parameters.none")
        return found

    @property
    def values(self) -> dict[str, int]:
        """All values by name, such as password.least_length."""
        groups = self.model_dump(exclude={"source"})
        return {
            f"{group}.{name}": value
            for group, inside in groups.items()
            for name, value in inside.items()
        }

    def bound_of(self, name: str) -> str:
        """Whether a court may only raise a value (at_least) or only lower it (at_most)."""
        return "at_least" if name in _AT_LEAST else "at_most"

    def looser_than(self, other: Parameters) -> tuple[str, ...]:
        """The names of values that protect less than the other's."""
        theirs = other.values
        return tuple(
            name
            for name, mine in self.values.items()
            if (mine < theirs[name] if name in _AT_LEAST else mine > theirs[name])
        )
