"""The register of people: posts and attributes with their days, and what follows on leaving."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tuobo.core.clock import now
from tuobo.operations.desk_people.keep_people import add_person, edit_person, let_go
from tuobo.records.organisation.people_changes import PersonValues, values_of
from tuobo.records.organisation.registers import (
    PeopleAsked,
    PersonLine,
    count_people,
    people,
    person_of,
    unit_of,
)
from tuobo.web.areas.administration.answering import differences, found, was_done
from tuobo.web.areas.administration.forms import EndForm, NewPersonForm, PeopleFilter, PersonForm
from tuobo.web.areas.administration.pages import Button, Difference, FormPage, ListPage, table_of
from tuobo.web.areas.administration.person_parts import parts_of, post_names
from tuobo.web.ui.guard import needs
from tuobo.web.ui.paging import AskedPage
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.tables import Cell, Row
from tuobo.web.ui.visit import PageRequest, Visit

_COLUMNS = ("name", "number", "case_name", "posts", "court", "ends_on")


@require_safe
@needs("units.manage")
def register(request: PageRequest) -> HttpResponse:
    """People by name, number or unit."""
    visit = request.visit
    form = PeopleFilter(visit.texts, request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    asked = PeopleAsked(
        text=given.get("text") or "", unit_id=given.get("unit"),
        with_left=bool(given.get("left")),
    )  # fmt: skip
    total = count_people(asked)
    where = AskedPage.of(visit).within(total)
    lines = people(asked, offset=where.offset, size=where.size)
    names = post_names(visit)
    page = ListPage(
        title=visit.texts("people.title"),
        lead=visit.texts("people.lead"),
        buttons=_buttons(visit),
        form=form,
        table=table_of(visit, "people", _COLUMNS, [_row(one, names) for one in lines]),
        pager=where.pager(total, request.path, visit.query),
        total=total,
        empty=visit.texts("people.empty"),
        empty_help=visit.texts("people.empty_help"),
    )
    return render_page(request, "administration/list.html", page, crumbs=crumbs_of(visit))


@require_http_methods(["GET", "POST"])
@needs("units.manage")
def new(request: PageRequest) -> HttpResponse:
    visit = request.visit
    form = NewPersonForm(visit.texts, request.POST or None, initial={"revision": 0})
    if form.is_valid():
        court = found(unit_of(form.cleaned_data["court"]))
        values = _values(form.cleaned_data)
        if was_done(form, lambda: add_person(court, values, at=now(), actor=visit.actor)):
            say(request, visit.texts("people.made", name=values.name))
            return redirect("people:list")
    title = visit.texts("people.new")
    page = FormPage(
        title=title, form=form, button=visit.texts("administration.save"),
        cancel=reverse("people:list"),
    )  # fmt: skip
    return answer(request, page, title)


@require_http_methods(["GET", "POST"])
@needs("units.manage")
def one(request: PageRequest, person_id: int) -> HttpResponse:
    """A person with posts, attributes and accounts; the form edits the name and numbers."""
    visit, person = request.visit, found(person_of(person_id))
    shown = asdict(values_of(person)) | {"revision": person.revision}
    form = PersonForm(visit.texts, request.POST or None, initial=shown)
    told: tuple[Difference, ...] = ()
    if form.is_valid():
        values, revision = _values(form.cleaned_data), form.cleaned_data["revision"]
        at, actor = now(), visit.actor
        if was_done(
            form, lambda: edit_person(person, values, revision=revision, at=at, actor=actor)
        ):
            say(request, visit.texts("administration.saved", name=values.name))
            return redirect("people:one", person.pk)
        if revision != person.revision:
            told = differences(form, asdict(values_of(person)))
    leave = Button(
        name=visit.texts("people.leave"), address=reverse("people:leave", args=[person.pk]),
        is_danger=True,
    )  # fmt: skip
    lead = visit.texts("people.left_on", on=person.ends_on) if person.ends_on else ""
    page = FormPage(
        title=person.name, lead=lead, form=form, button=visit.texts("administration.save"),
        cancel=reverse("people:list"), buttons=(leave,), differences=told,
        sections=parts_of(visit, person.pk),
    )  # fmt: skip
    return answer(request, page, person.name)


@require_http_methods(["GET", "POST"])
@needs("units.manage")
def leave(request: PageRequest, person_id: int) -> HttpResponse:
    """The last day: posts and roles end with it, accounts are closed once it is over."""
    visit, person = request.visit, found(person_of(person_id))
    initial = {"ends_on": person.ends_on or visit.today, "revision": person.revision}
    form = EndForm(visit.texts, request.POST or None, initial=initial)
    if form.is_valid():
        on, revision = form.cleaned_data["ends_on"], form.cleaned_data["revision"]
        at, actor = now(), visit.actor
        if was_done(form, lambda: let_go(person, on=on, revision=revision, at=at, actor=actor)):
            say(request, visit.texts("people.gone", name=person.name, on=on))
            return redirect("people:one", person.pk)
    title = visit.texts("people.leave_of", name=person.name)
    page = FormPage(
        title=title, lead=visit.texts("people.leave_lead"), form=form,
        button=visit.texts("people.leave"), cancel=reverse("people:one", args=[person.pk]),
        is_danger=True,
    )  # fmt: skip
    return answer(request, page, title)


def answer(request: PageRequest, page: FormPage, name: str) -> HttpResponse:
    """A form page of the register."""
    status = 400 if page.form.errors else 200
    crumbs = crumbs_of(request.visit, name)
    return render_page(request, "administration/form.html", page, crumbs=crumbs, status=status)


def crumbs_of(visit: Visit, name: str = "") -> tuple[Crumb, ...]:
    first = Crumb(name=visit.texts("people.title"), address=reverse("people:list") if name else "")
    return (first, Crumb(name=name)) if name else (first,)


def _buttons(visit: Visit) -> tuple[Button, ...]:
    new = Button(
        name=visit.texts("people.new"), address=reverse("people:new"), icon="plus", is_main=True
    )
    adopt = Button(name=visit.texts("people.adopt"), address=reverse("people:adopt"), icon="import")
    return (adopt, new)


def _values(given: dict[str, Any]) -> PersonValues:
    return PersonValues(number=given["number"], name=given["name"], case_name=given["case_name"])


def _row(person: PersonLine, names: dict[str, str]) -> Row:
    posts = "、".join(f"{names.get(one.post, one.post)}（{one.unit}）" for one in person.posts)
    return Row(
        cells=(
            Cell(text=person.name, address=reverse("people:one", args=[person.id])),
            Cell(text=person.number),
            Cell(text=person.case_name),
            Cell(text=posts),
            Cell(text=person.court),
            Cell(text=str(person.ends_on), tone="neutral") if person.ends_on else Cell(text=""),
        )
    )
