"""What the account pages show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LoginPage:
    """`problem` is the code of a sentence, empty if there is none."""

    login: str
    problem: str
    next: str


@dataclass(frozen=True, kw_only=True)
class PasswordPage:
    """`problems` are sentences; `is_forced`: nothing else can be opened before."""

    problems: tuple[str, ...]
    is_forced: bool
