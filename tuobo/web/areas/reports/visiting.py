"""What all views of reports begin with: the report within reach, and who does something to it."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse

from tuobo.core.clock import now
from tuobo.core.reach import Place
from tuobo.operations.report_studio.doing import Doer
from tuobo.records.registry.job_actions import Starter
from tuobo.records.registry.report_queries import ReportLine, WholeReport, report_of
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit

VIEW, COMPOSE, REVIEW, PUBLISH = (
    "reports.view", "reports.compose", "reports.review", "reports.publish",
)  # fmt: skip


def whole_report(visit: Visit, number: int, right: str = VIEW) -> WholeReport:
    """The report; what one may not see, or not do this to, is not there."""
    found = report_of(visit.reach(right), number)
    if found is None:
        raise Http404
    return found


def may_at(visit: Visit, right: str, line: ReportLine) -> bool:
    return visit.policy.may_at(visit.viewer, right, Place(court=line.court))


def doer_of(visit: Visit, court: str, page: str = "") -> Doer:
    """Who does something here; outcomes are shown in the studio unless said otherwise."""
    starter = Starter(
        account=visit.who.id,
        court=court,
        address=visit.address,
        page=page or f"{reverse('reports:list')}{{report}}/",
    )
    return Doer(account=visit.who.id, starter=starter, actor=visit.actor, at=now())


def revision_of(request: PageRequest) -> int:
    """The revision that a form was shown with; one that cannot be read fits nothing."""
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 12 else -1


def home_crumb(visit: Visit) -> Crumb:
    return Crumb(name=visit.texts("reports.title"), address=reverse("reports:list"))


def studio_crumb(line: ReportLine) -> Crumb:
    return Crumb(name=line.title[:30], address=reverse("reports:show", args=[line.id]))
