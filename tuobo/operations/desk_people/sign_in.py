"""Logging in and out, a refused attempt, a new password, each with its audit event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from axes.utils import reset as forget_failures
from django.db import transaction

from tuobo.records.accounts.actions import change_password, keep_language, remember_login
from tuobo.records.accounts.models import Account
from tuobo.records.accounts.queries import account_of
from tuobo.records.audit.actions import Actor, record
from tuobo.records.audit.queries import count_about


@dataclass(frozen=True, kw_only=True)
class LastTime:
    """When an account was entered before, and how often somebody failed to since."""

    at: datetime | None
    failures: int


@transaction.atomic
def logged_in(account: Account, *, at: datetime, address: str) -> LastTime:
    """Call it before the session is begun, which overwrites when the account was last entered."""
    remember_login(account)
    failures = count_about(account.login, "account.login_refused", since=account.previous_login)
    record("account.login", actor=Actor.of(account, address), at=at, subject=account.login)
    return LastTime(at=account.previous_login, failures=failures)


@transaction.atomic
def log_in_refused(typed: str, *, at: datetime, address: str, is_locked_now: bool) -> None:
    """A failed attempt; `is_locked_now` says that it was the one that locked the account.

    What was typed is told only if it is an account: it may be a password in the wrong field.
    """
    login = typed if account_of(typed) else ""
    actor = Actor(account=login, address=address)
    record("account.login_refused", actor=actor, at=at, subject=login, is_refused=True)
    if is_locked_now:
        record("account.locked", actor=actor, at=at, subject=login, is_refused=True)


@transaction.atomic
def logged_out(actor: Actor, *, at: datetime) -> None:
    record("account.logout", actor=actor, at=at, subject=actor.account)


@transaction.atomic
def changed_password(account: Account, password: str, *, at: datetime, actor: Actor) -> None:
    """Raises ValidationError for a password that the rules refuse."""
    change_password(account, password, at=at)
    record("account.password_changed", actor=actor, at=at, subject=account.login)


def unlock(login: str) -> None:
    """Forgets failed attempts, so that an account is let in at once."""
    forget_failures(username=login)


def chose_language(account: Account, lang: str) -> None:
    """The language of one's own pages; nobody else is touched, so the log is not told."""
    keep_language(account, lang)
