"""What the pages of background work show."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.records.registry.job_queries import JobLine
from tuobo.web.ui.job_progress import JobView
from tuobo.web.ui.paging import Pager


@dataclass(frozen=True, kw_only=True)
class JobListPage:
    """`is_moving`: some of them still wait or run, so that the list looks again by itself."""

    jobs: tuple[JobView, ...]
    pager: Pager
    is_moving: bool


@dataclass(frozen=True, kw_only=True)
class JobPage:
    """`opens` is the address of the page that shows the outcome; empty if that is this page."""

    job: JobView
    line: JobLine
    opens: str
