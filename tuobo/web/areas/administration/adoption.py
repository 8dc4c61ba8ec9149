"""Taking the imported staff list over: what it would bring first, then done."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tuobo.core.clock import now
from tuobo.operations.desk_people.adopt_staff import adopt_imported_staff, rehearse_adoption
from tuobo.operations.workspace import Workspace
from tuobo.records.organisation.registers import court_of_person
from tuobo.web.areas.administration.answering import found
from tuobo.web.areas.administration.pages import ConfirmPage
from tuobo.web.areas.administration.people import crumbs_of
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.visit import PageRequest


@require_http_methods(["GET", "POST"])
@needs("units.manage")
def adopt(request: PageRequest) -> HttpResponse:
    """The staff of one's own court from the latest data version."""
    visit = request.visit
    workspace = Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
    court = found(court_of_person(visit.who.person_id))
    if request.method == "POST":
        done = adopt_imported_staff(workspace, court, at=now(), actor=visit.actor)
        counts = {"people": done.people, "units": done.units, "posts": done.posts}
        say(request, visit.texts("people.adopt.done", **counts))
        return redirect("people:list")
    would = rehearse_adoption(workspace, court)
    told = "people.adopt.nothing" if would.is_nothing else "people.adopt.would"
    page = ConfirmPage(
        title=visit.texts("people.adopt"),
        sentence=visit.texts(
            told, court=court.name, version=would.version, listed=would.listed,
            people=would.people, units=would.units, posts=would.posts,
        ),
        button="" if would.is_nothing else visit.texts("people.adopt.button"),
        cancel=reverse("people:list"),
    )  # fmt: skip
    crumbs = crumbs_of(visit, page.title)
    return render_page(request, "administration/confirm.html", page, crumbs=crumbs)
