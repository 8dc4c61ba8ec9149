"""The open and past tasks beside figures, as links that pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.tasks_beside import TaskBeside, tasks_beside
from tuobo.web.ui.ledgers_here import ledgers_here
from tuobo.web.ui.visit import Visit, address_with


@dataclass(frozen=True, kw_only=True)
class TaskLink:
    """A task with the address of its entry."""

    task: TaskBeside
    address: str


def task_links(
    visit: Visit, court: str, desk: LedgerDesk | None = None
) -> Mapping[str, tuple[TaskLink, ...]]:
    """Id of the indicator → its tasks at a court, as far as the visitor may see them."""
    return {
        name: tuple(
            TaskLink(
                task=one,
                address=address_with(
                    reverse("ledgers:entry", args=("task", one.entry)), visit.carried
                ),
            )
            for one in tasks
        )
        for name, tasks in tasks_beside(desk or ledgers_here(visit), court).items()
    }
