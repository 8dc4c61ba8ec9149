"""Logging in and out and a new password, each with its audit event."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tuobo.records.accounts.actions import change_password
from tuobo.records.accounts.models import Account
from tuobo.records.audit.actions import Actor, record


@transaction.atomic
def logged_in(account: Account, *, at: datetime, address: str) -> None:
    record("account.login", actor=Actor.of(account, address), at=at, subject=account.login)


@transaction.atomic
def logged_out(actor: Actor, *, at: datetime) -> None:
    record("account.logout", actor=actor, at=at, subject=actor.account)


@transaction.atomic
def changed_password(account: Account, password: str, *, at: datetime, actor: Actor) -> None:
    """Raises ValidationError for a password that the rules refuse."""
    change_password(account, password, at=at)
    record("account.password_changed", actor=actor, at=at, subject=account.login)
