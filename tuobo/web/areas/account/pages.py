"""What the account pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tuobo.operations.desk_people.api_keys import MadeKey
from tuobo.operations.desk_people.view_as import Offered
from tuobo.records.accounts.open_sessions import OpenSession
from tuobo.web.areas.account.forms import CodeForm, PasswordForm
from tuobo.web.ui.forms import DeskForm
from tuobo.web.ui.paging import Pager
from tuobo.web.ui.tables import Table


@dataclass(frozen=True, kw_only=True)
class LoginPage:
    """`problem` is a sentence, empty if there is none."""

    login: str
    problem: str
    next: str


@dataclass(frozen=True, kw_only=True)
class PasswordPage:
    """`reason` says why nothing else can be opened before; empty for a change at will."""

    form: PasswordForm
    reason: str


@dataclass(frozen=True, kw_only=True)
class CodePage:
    """The code of the second factor is asked for."""

    form: CodeForm


@dataclass(frozen=True, kw_only=True)
class SetUpPage:
    """A secret as a picture and to be typed, and the form to confirm it."""

    form: CodeForm
    picture: str
    typed: str
    is_forced: bool


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    """One's own account: roles, last entry, password, second factor, sessions."""

    roles: tuple[str, ...]
    password_until: date | None
    second_factor_since: datetime | None
    sessions: tuple[OpenSession, ...]


@dataclass(frozen=True, kw_only=True)
class KeysPage:
    """One's own keys of the API; `made` is a new one, told this once."""

    table: Table
    pager: Pager
    form: DeskForm
    made: MadeKey | None


@dataclass(frozen=True, kw_only=True)
class ViewAsPage:
    """Everybody as whom one may view, by the asked name."""

    form: DeskForm
    offered: tuple[tuple[Offered, str], ...]
    total: int
