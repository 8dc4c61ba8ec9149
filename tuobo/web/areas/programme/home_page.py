"""What the programme's first page shows, with the addresses behind each number and title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from tuobo.operations.programme.home import Chain, DueLine, ProgrammeHome, Promise
from tuobo.web.areas.programme.lines import Line, line_of, new_entry
from tuobo.web.areas.programme.unit_gaps import GapRows, task_gap_rows
from tuobo.web.ui.shell import Link
from tuobo.web.ui.visit import Visit, address_with

_PAGES = (
    ("plan", "programme.view"),
    ("tree", "programme.view"),
    ("chain", "party.view"),
    ("meetings", "programme.view"),
    ("inspections", "programme.view"),
    ("assessments", "party.view"),
    ("look_back", "programme.view"),
    ("diagnosis", "figures.view"),
)


@dataclass(frozen=True, kw_only=True)
class StateView:
    """A state with its count; the address lists its entries."""

    name: str
    count: int
    longest: str
    address: str
    is_waiting: bool


@dataclass(frozen=True, kw_only=True)
class ChainView:
    name: str
    total: int
    address: str
    states: tuple[StateView, ...]


@dataclass(frozen=True, kw_only=True)
class PromiseView:
    name: str
    made: int
    kept: int
    waiting: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """The programme's first page."""

    home: ProgrammeHome
    designation: Line | None
    level: str
    chains: tuple[ChainView, ...]
    overdue: tuple[Line, ...]
    soon: tuple[Line, ...]
    promises: tuple[PromiseView, ...]
    proven: tuple[Line, ...]
    unanswered: tuple[Line, ...]
    loose: tuple[Line, ...]
    units: GapRows
    start: str
    pages: tuple[Link, ...]


def home_page(home: ProgrammeHome, visit: Visit) -> HomePage:
    """The page of a programme; `start` is where the first entry is made."""
    held = home.designation
    return HomePage(
        home=home,
        designation=line_of("designation", held, visit) if held else None,
        level=str(held.entry.values.get("level", "")) if held else "",
        chains=tuple(_chain(one, visit) for one in home.chains),
        overdue=tuple(_due(one, visit) for one in home.overdue),
        soon=tuple(_due(one, visit) for one in home.soon),
        promises=tuple(_promise(one, visit) for one in home.promises),
        proven=tuple(line_of("problem", one, visit, one.state) for one in home.proven),
        unanswered=tuple(
            line_of("problem", one, visit) for one in home.coverage.problems_without_task
        ),
        loose=tuple(line_of("task", one, visit) for one in home.coverage.loose_tasks),
        units=task_gap_rows(home.coverage.units, visit),
        start=new_entry("designation", visit),
        pages=tuple(_pages(visit)),
    )


def _pages(visit: Visit) -> Iterator[Link]:
    """The programme's other pages, as far as the person may see them."""
    for name, right in _PAGES:
        if visit.may(right):
            address = address_with(reverse(f"programme:{name}"), visit.carried)
            yield Link(name=visit.texts(f"programme.{name}.title"), address=address)


def _chain(chain: Chain, visit: Visit) -> ChainView:
    address = reverse("ledgers:list", args=[chain.ledger])
    return ChainView(
        name=chain.name,
        total=chain.total,
        address=address_with(address, visit.carried),
        states=tuple(
            StateView(
                name=one.name,
                count=one.count,
                longest=visit.texts("programme.longest", days=one.longest_days)
                if one.kind in {"open", "waiting"}
                else "",
                address=address_with(address, {**visit.carried, "state": one.state}),
                is_waiting=one.kind == "waiting",
            )
            for one in chain.states
        ),
    )


def _due(one: DueLine, visit: Visit) -> Line:
    is_late = one.days_left < 0
    code = "programme.days_late" if is_late else "programme.days_left"
    note = visit.texts(code, days=abs(one.days_left))
    name = f"{one.ledger_name} · {note}"
    return line_of(one.ledger, one.held, visit, name, is_late=is_late)


def _promise(one: Promise, visit: Visit) -> PromiseView:
    waiting = tuple(line_of(one.ledger, held, visit, held.state) for held in one.waiting)
    return PromiseView(name=one.name, made=one.made, kept=one.kept, waiting=waiting)
