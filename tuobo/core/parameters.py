"""Values of the desk that an office sets: passwords, sessions, lock-out, uploads.

A court's overlay may hold a file of its own, which may only tighten what the national one says.
"""

from __future__ import annotations

from typing import Self

from tuobo.core.content import Content, Definition, Source, load_file
from tuobo.core.errors import DefinitionError


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

    def looser_than(self, other: Parameters) -> tuple[str, ...]:
        """The names of values that protect less than the other's."""
        at_least = {
            "password.least_length": (self.password.least_length, other.password.least_length),
            "password.least_classes": (self.password.least_classes, other.password.least_classes),
            "password.not_the_last": (self.password.not_the_last, other.password.not_the_last),
            "lockout.minutes": (self.lockout.minutes, other.lockout.minutes),
        }
        at_most = {
            "password.most_days": (self.password.most_days, other.password.most_days),
            "session.idle_minutes": (self.session.idle_minutes, other.session.idle_minutes),
            "lockout.failures": (self.lockout.failures, other.lockout.failures),
            "account.idle_days": (self.account.idle_days, other.account.idle_days),
            "upload.most_megabytes": (self.upload.most_megabytes, other.upload.most_megabytes),
        }
        return (
            *(name for name, (mine, theirs) in at_least.items() if mine < theirs),
            *(name for name, (mine, theirs) in at_most.items() if mine > theirs),
        )
