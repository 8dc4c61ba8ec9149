"""The open and past tasks beside figures, as links that pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from tuobo.core.clock import now
from tuobo.operations.ledgers.desk import Visitor, open_ledgers
from tuobo.operations.tasks_beside import TaskBeside, tasks_beside
from tuobo.web.ui.visit import Visit, address_with


@dataclass(frozen=True, kw_only=True)
class TaskLink:
    """A task with the address of its entry."""

    task: TaskBeside
    address: str


def task_links(visit: Visit, court: str) -> Mapping[str, tuple[TaskLink, ...]]:
    """Id of the indicator → its tasks at a court, as far as the visitor may see them."""
    who = visit.who
    visitor = Visitor(viewer=visit.viewer, actor=visit.actor, person=who.person_id, court=who.court)
    desk = open_ledgers(settings.TUOBO_CONTENT, settings.TUOBO_STORE, visitor, at=now())
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
        for name, tasks in tasks_beside(desk, court).items()
    }
