"""The small sample court, held open: what tests of the desk's operations read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from tests.sample_store import SampleStore, shared_store
from tuobo.core.period import Period
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.operations.desk.open_desk import Desk, OpenVersion

YEAR = Period.of("2025")
ALL = Reach.EVERYTHING


@cache
def store() -> SampleStore:
    return shared_store()


@cache
def desk() -> Desk:
    """A desk for tests that only read."""
    return Desk(store().workspace)


def texts(lang: str = "zh") -> Texts:
    return desk().texts(lang)


@contextmanager
def opened() -> Iterator[OpenVersion]:
    with desk().now() as found:
        yield found


def court() -> str:
    return store().court.court


def division(number: int = 0) -> str:
    """One of the divisions that have cases, in their order."""
    with opened() as now:
        return now.docket.texts("division")[number]


def judge_of(division_name: str, number: int = 0) -> str:
    """One of the judges who have cases of a division."""
    with opened() as now:
        mine = now.docket.case.filter(now.docket.case["division"] == division_name)
        return mine["judge"].drop_nulls().unique().sort().to_list()[number]


def at(division_name: str = "", judge: str = "") -> Reach:
    """The reach of a single place of the court."""
    return Reach((Place(court=court(), division=division_name, judge=judge),))
