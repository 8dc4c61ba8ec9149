"""Any draft is checked by dropping it here: read, checked, forgotten."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from tuobo.core.errors import DataError
from tuobo.engines.reports.draft import Severity
from tuobo.operations.check_draft import DraftReport
from tuobo.operations.report_studio.dropped import check_dropped
from tuobo.web.areas.reports.forms import DropForm
from tuobo.web.areas.reports.pages import DropPage
from tuobo.web.areas.reports.telling import dropped_findings
from tuobo.web.areas.reports.visiting import VIEW, home_crumb
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest


@require_http_methods(["GET", "POST"])
@needs(VIEW)
def check(request: PageRequest) -> HttpResponse:
    """Findings with their place and what to do; nothing of the file is kept."""
    visit = request.visit
    form = DropForm(visit.texts, request.POST or None, request.FILES or None)
    report = _checked(form) if request.method == "POST" and form.is_valid() else None
    page = DropPage(form=form) if report is None else _page(form, report)
    crumbs = (home_crumb(visit), Crumb(name=visit.texts("reports.check")))
    status = 400 if form.errors else 200
    return render_page(request, "reports/check.html", page, crumbs=crumbs, status=status)


def _checked(form: DropForm) -> DraftReport | None:
    file = form.cleaned_data["draft"]
    try:
        return check_dropped(
            open_desk().workspace, file.name, file.chunks(), most=settings.UPLOAD_MOST_BYTES
        )
    except DataError as error:
        form.add_error("draft", form.texts(error.code, **error.fields))
        return None


def _page(form: DropForm, report: DraftReport) -> DropPage:
    errors = report.count(Severity.ERROR)
    return DropPage(
        form=form,
        file=report.file,
        paragraphs=report.paragraphs,
        findings=dropped_findings(report, form.texts),
        errors=errors,
        warnings=len(report.findings) - errors,
    )
