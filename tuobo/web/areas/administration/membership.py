"""Party membership: a page of the Party office, which no administrator of the system opens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tuobo.core.clock import now
from tuobo.core.texts import Texts
from tuobo.operations.desk_people.keep_membership import add_membership, end_membership
from tuobo.records.organisation.membership import (
    MEMBERSHIPS,
    Member,
    members,
    membership_of,
    people_of,
    person_of_courts,
)
from tuobo.web.areas.administration.answering import found, was_done
from tuobo.web.areas.administration.forms import DayForm, choose
from tuobo.web.areas.administration.pages import Button, FormPage, ListPage, table_of
from tuobo.web.ui.forms import DayField, DeskForm
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.tables import Cell, Row, RowAction
from tuobo.web.ui.visit import PageRequest, Visit

_RIGHT = "party.edit"
_COLUMNS = ("person", "number", "kind", "starts_on", "ends_on")


class MembershipForm(DeskForm):
    """Whose membership, of which kind, from which day on."""

    words = "membership.form"

    person = forms.TypedChoiceField(coerce=int)
    kind = forms.ChoiceField()
    starts_on = DayField()

    def __init__(self, visit: Visit, data: Any = None) -> None:  # noqa: ANN401 - Django's
        super().__init__(visit.texts, data)
        choose(self, "person", [("", "—"), *people_of(_courts(visit))])
        choose(self, "kind", [(one, kind_name(one, visit.texts)) for one in MEMBERSHIPS])


@require_safe
@needs(_RIGHT)
def register(request: PageRequest) -> HttpResponse:
    visit = request.visit
    rows = [_row(visit, one) for one in members(_courts(visit))]
    new = Button(
        name=visit.texts("membership.new"), address=reverse("membership:new"), icon="plus",
        is_main=True,
    )  # fmt: skip
    page = ListPage(
        title=visit.texts("membership.title"), lead=visit.texts("membership.lead"),
        buttons=(new,), table=table_of(visit, "membership", _COLUMNS, rows), total=len(rows),
        empty=visit.texts("membership.empty"), empty_help=visit.texts("membership.empty_help"),
    )  # fmt: skip
    crumbs = (Crumb(name=page.title),)
    return render_page(request, "administration/list.html", page, crumbs=crumbs)


@require_http_methods(["GET", "POST"])
@needs(_RIGHT)
def new(request: PageRequest) -> HttpResponse:
    visit = request.visit
    form = MembershipForm(visit, request.POST or None)
    if form.is_valid():
        given, at, actor = form.cleaned_data, now(), visit.actor
        person = found(person_of_courts(given["person"], _courts(visit)))
        kind, on = given["kind"], given["starts_on"]
        if was_done(form, lambda: add_membership(person, kind, starts_on=on, at=at, actor=actor)):
            say(request, visit.texts("administration.saved", name=person.name))
            return redirect("membership:list")
    return _form(request, form, visit.texts("membership.new"))


@require_http_methods(["GET", "POST"])
@needs(_RIGHT)
def end(request: PageRequest, membership_id: int) -> HttpResponse:
    visit = request.visit
    membership = found(membership_of(membership_id, _courts(visit)))
    form = DayForm(visit.texts, request.POST or None, initial={"ends_on": visit.today})
    if form.is_valid():
        on, at, actor = form.cleaned_data["ends_on"], now(), visit.actor
        if was_done(form, lambda: end_membership(membership, on=on, at=at, actor=actor)):
            say(request, visit.texts("administration.saved", name=membership.person.name))
            return redirect("membership:list")
    return _form(request, form, visit.texts("membership.end", name=membership.person.name))


def kind_name(kind: str, texts: Texts) -> str:
    return texts(f"membership.kind.{kind}")


def _courts(visit: Visit) -> tuple[str, ...]:
    """The courts whose members one keeps: whole ones only, as membership is no division's."""
    places = visit.reach(_RIGHT)
    return tuple(one.court for one in places if not one.division and not one.judge)


def _form(request: PageRequest, form: DeskForm, title: str) -> HttpResponse:
    visit, back = request.visit, reverse("membership:list")
    page = FormPage(title=title, form=form, button=visit.texts("administration.save"), cancel=back)
    crumbs = (Crumb(name=visit.texts("membership.title"), address=back), Crumb(name=title))
    status = 400 if form.errors else 200
    return render_page(request, "administration/form.html", page, crumbs=crumbs, status=status)


def _row(visit: Visit, one: Member) -> Row:
    end_address = reverse("membership:end", args=[one.id])
    ending = RowAction(name=visit.texts("administration.end.name"), address=end_address)
    return Row(
        cells=(
            Cell(text=one.person), Cell(text=one.number),
            Cell(text=kind_name(one.kind, visit.texts)),
            Cell(text=str(one.starts_on)), Cell(text=str(one.ends_on or "")),
        ),
        actions=() if one.ends_on else (ending,),
    )  # fmt: skip
