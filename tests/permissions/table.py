"""Reads urls.yaml: which address is for whom, and what must stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.desk_cast import CAST

TABLE = Path(__file__).parent / "urls.yaml"
EVERYBODY, MEMBERS = "everybody", "members"
VISITORS = tuple(name for name in CAST if name not in {"colleague", "outsider"})
"""One of the cast for each role, and one who is logged in without any."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One address of the table; see the head of urls.yaml."""

    view: str
    who: tuple[str, ...]
    args: tuple[str, ...]
    query: str
    methods: tuple[str, ...]
    answers: frozenset[int]
    is_for_strangers: bool
    otherwise: str


def lines() -> tuple[Line, ...]:
    raw = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return tuple(_line(one, raw["groups"]) for one in raw["addresses"])


def _line(one: dict[str, Any], groups: dict[str, list[str]]) -> Line:
    known = {"view", "who", "args", "query", "methods", "answers", "otherwise"}
    assert set(one) <= known, f"{one['view']}: {set(one) - known}"
    who = _who(one["who"], groups)
    unknown = set(who) - set(VISITORS)
    assert not unknown, f"{one['view']}: {unknown}"
    answers = one.get("answers", 200)
    return Line(
        view=one["view"],
        who=who,
        args=tuple(one.get("args", ())),
        query=one.get("query", ""),
        methods=tuple(one.get("methods", "GET").split()),
        answers=frozenset(answers if isinstance(answers, list) else [answers]),
        is_for_strangers=one["who"] == EVERYBODY,
        otherwise=one.get("otherwise", "not found"),
    )


def _who(told: str | list[str], groups: dict[str, list[str]]) -> tuple[str, ...]:
    """Roles, names of groups of them, `members` or `everybody`."""
    if told in (EVERYBODY, MEMBERS):
        return VISITORS
    names = [told] if isinstance(told, str) else told
    return tuple(role for name in names for role in groups.get(name, [name]))
