"""The table of rights as of a day: who holds which role where, and what each role may open.

Holders are those of the day; roles, rights and addresses are as they are now, which the workbook
says. It is what an inspector asks for, so it is complete and names no business data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

import xlsxwriter
from django.db import transaction

from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.rights import Policy, Role
from tuobo.records.accounts.registers import Held, holders
from tuobo.records.audit.actions import Actor, record

MEMBERS, ALL, CLOSED = "member", "*", ""


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address of the desk and what its view asks for: a right, a log-in, or nothing."""

    view: str
    path: str
    right: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet of the workbook."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What table is asked for."""

    on: date
    addresses: tuple[Address, ...]


@transaction.atomic
def export_rights(
    content: Content, texts: Texts, asked: Asked, target: IO[bytes], *, at: datetime, actor: Actor
) -> int:
    """Writes the workbook and tells the log; how many rows it has."""
    sheets = rights_sheets(Policy.of(content), texts, asked)
    head = texts("rights.table.head", on=asked.on, at=f"{at:%Y-%m-%d %H:%M}", person=actor.person)
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.set_column(0, len(sheet.titles), 22)
            page.write_string(0, 0, head)
            for column, title in enumerate(sheet.titles):
                page.write_string(1, column, title, bold)
            for number, row in enumerate(sheet.rows):
                for column, text in enumerate(row):
                    page.write_string(number + 2, column, text)
            page.freeze_panes(2, 1)
    record("rights.exported", actor=actor, at=at, subject=str(asked.on), day=str(asked.on))
    return sum(len(sheet.rows) for sheet in sheets)


def rights_sheets(policy: Policy, texts: Texts, asked: Asked) -> tuple[Sheet, ...]:
    """The sheets: holders, roles × rights, roles × addresses, roles that exclude each other."""
    return (
        _holders(policy, texts, holders(asked.on)),
        _rights(policy, texts),
        _addresses(policy, texts, asked.addresses),
        _separated(policy, texts),
    )


def opens(role: Role, right: str) -> bool:
    """Whether whoever holds a role may open an address that asks for a right."""
    if right in {ALL, MEMBERS}:
        return True
    return any(right in rights for rights in role.grants.values())


def level_of(role: Role, right: str) -> str:
    """How far a role's right reaches; empty if it does not have it."""
    return next((level for level, rights in role.grants.items() if right in rights), "")


def _holders(policy: Policy, texts: Texts, held: tuple[Held, ...]) -> Sheet:
    names = ("account", "person", "number", "role", "unit", "court", "from", "until", "by", "state")
    rows = tuple(
        (
            one.login, one.person, one.number, role_name(policy, texts, one.role), one.unit,
            one.court, str(one.starts_on), str(one.ends_on or ""), one.given_by,
            texts("rights.table.in_use" if one.is_active else "rights.table.disabled"),
        )
        for one in held
    )  # fmt: skip
    titles = tuple(texts(f"rights.table.{name}") for name in names)
    return Sheet(name=texts("rights.table.holders"), titles=titles, rows=rows)


def _rights(policy: Policy, texts: Texts) -> Sheet:
    rows = []
    for right in policy.rights.values():
        levels = (level_of(role, right.right) for role in policy.roles.values())
        told = (texts(f"rights.level.{level}") if level else "" for level in levels)
        rows.append((right.right, texts.pick(right.names), *told))
    titles = (texts("rights.table.right"), texts("rights.table.meaning"), *_roles(policy, texts))
    return Sheet(name=texts("rights.table.rights"), titles=titles, rows=tuple(rows))


def _addresses(policy: Policy, texts: Texts, addresses: tuple[Address, ...]) -> Sheet:
    yes = texts("rights.table.yes")
    rows = tuple(
        (
            one.path,
            _asked_for(texts, one.right),
            *(yes if opens(role, one.right) else "" for role in policy.roles.values()),
        )
        for one in addresses
    )
    titles = (texts("rights.table.address"), texts("rights.table.asks"), *_roles(policy, texts))
    return Sheet(name=texts("rights.table.addresses"), titles=titles, rows=rows)


def _separated(policy: Policy, texts: Texts) -> Sheet:
    rows = excluded_roles(policy, texts)
    titles = (texts("rights.table.role"), texts("rights.table.excludes"))
    return Sheet(name=texts("rights.table.separated"), titles=titles, rows=rows)


def excluded_roles(policy: Policy, texts: Texts) -> tuple[tuple[str, str], ...]:
    """Each role with those that the same person must not hold beside it."""
    excluded: dict[str, list[str]] = {role: [] for role in policy.roles}
    for one, other in policy.separated:
        excluded[one].append(other)
        excluded[other].append(one)
    return tuple(
        (role_name(policy, texts, role), "、".join(role_name(policy, texts, one) for one in others))
        for role, others in excluded.items()
    )


def _roles(policy: Policy, texts: Texts) -> tuple[str, ...]:
    return tuple(texts.pick(role.names) for role in policy.roles.values())


def role_name(policy: Policy, texts: Texts, role: str) -> str:
    """What a role is called; its id if the content has it no longer."""
    return texts.pick(policy.roles[role].names) if role in policy.roles else role


def _asked_for(texts: Texts, right: str) -> str:
    asked = {
        ALL: "rights.table.all",
        MEMBERS: "rights.table.members",
        CLOSED: "rights.table.closed",
    }
    return texts(asked[right]) if right in asked else right
