"""Starts background work whose outcome is fetched from its own page, and leads there."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tuobo.core.clock import now
from tuobo.operations.jobs.job_run import Asked
from tuobo.operations.jobs.starting import start_job
from tuobo.records.registry.job_actions import Starter
from tuobo.web.ui.visit import Visit

_PAGE, _NO_JOB = "jobs:show", 0


def started(visit: Visit, kind: str, asked: Asked, *, court: str = "") -> HttpResponse:
    """The way to the page of the new job; `court` is empty for work of the administration."""
    page = reverse(_PAGE, args=[_NO_JOB]).replace(str(_NO_JOB), "{job}")
    starter = Starter(account=visit.who.id, court=court, address=visit.address, page=page)
    return redirect(_PAGE, start_job(kind, asked, starter=starter, at=now()))
