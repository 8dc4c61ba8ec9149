"""The tree of courts, divisions, branches and other bodies."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tuobo.core.clock import now
from tuobo.operations.desk_people.keep_units import add_unit, close_unit, edit_unit
from tuobo.records.organisation.registers import UnitNode, court_of_person, unit_of, unit_tree
from tuobo.records.organisation.unit_changes import UnitValues, values_of
from tuobo.web.areas.administration.answering import differences, found, was_done
from tuobo.web.areas.administration.forms import EndForm, UnitForm
from tuobo.web.areas.administration.pages import Button, Difference, FormPage, ListPage, table_of
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.tables import Cell, Row, RowAction
from tuobo.web.ui.visit import PageRequest, Visit, address_with

_COLUMNS = ("name", "kind", "code", "starts_on", "ends_on", "people")
_INDENT = "　"


@require_safe
@needs("units.manage")
def tree(request: PageRequest) -> HttpResponse:
    """All units under one another; what has ended stays with its last day."""
    visit = request.visit
    nodes = unit_tree()
    new = Button(
        name=visit.texts("units.new"), address=reverse("units:new"), icon="plus", is_main=True
    )
    page = ListPage(
        title=visit.texts("units.title"),
        lead=visit.texts("units.lead"),
        buttons=(new,),
        table=table_of(visit, "units", _COLUMNS, [_row(visit, one) for one in nodes]),
        total=len(nodes),
        empty=visit.texts("units.empty"),
        empty_help=visit.texts("units.empty_help"),
    )
    return render_page(request, "administration/list.html", page, crumbs=_crumbs(visit))


@require_http_methods(["GET", "POST"])
@needs("units.manage")
def new(request: PageRequest) -> HttpResponse:
    visit = request.visit
    own = court_of_person(visit.who.person_id)
    parent = own.pk if own else ""
    initial = {"kind": "division", "position": 0, "revision": 0, "parent": parent}
    form = UnitForm(visit.texts, request.POST or None, initial=initial)
    if form.is_valid():
        values = _values(form.cleaned_data)
        if was_done(form, lambda: add_unit(values, at=now(), actor=visit.actor)):
            say(request, visit.texts("units.made", name=values.name))
            return redirect("units:tree")
    title = visit.texts("units.new")
    page = FormPage(
        title=title, form=form, button=visit.texts("administration.save"),
        cancel=reverse("units:tree"),
    )  # fmt: skip
    return _answer(request, page, title)


@require_http_methods(["GET", "POST"])
@needs("units.manage")
def one(request: PageRequest, unit_id: int) -> HttpResponse:
    """A unit to be edited; whoever edits an old state sees what holds now."""
    visit, unit = request.visit, found(unit_of(unit_id))
    shown = _shown(values_of(unit)) | {"revision": unit.revision}
    form = UnitForm(visit.texts, request.POST or None, initial=shown)
    told: tuple[Difference, ...] = ()
    if form.is_valid():
        given = form.cleaned_data
        values, revision = _values(given), given["revision"]
        at, actor = now(), visit.actor
        if was_done(form, lambda: edit_unit(unit, values, revision=revision, at=at, actor=actor)):
            say(request, visit.texts("administration.saved", name=values.name))
            return redirect("units:tree")
        if revision != unit.revision:
            told = differences(form, _shown(values_of(unit)))
    end = Button(
        name=visit.texts("units.end"), address=reverse("units:end", args=[unit.pk]),
        is_danger=True,
    )  # fmt: skip
    people = Button(
        name=visit.texts("units.people"),
        address=address_with(reverse("people:list"), {"unit": str(unit.pk)}), icon="people",
    )  # fmt: skip
    page = FormPage(
        title=unit.name, form=form, button=visit.texts("administration.save"),
        cancel=reverse("units:tree"), buttons=(people, end), differences=told,
    )  # fmt: skip
    return _answer(request, page, unit.name)


@require_http_methods(["GET", "POST"])
@needs("units.manage")
def end(request: PageRequest, unit_id: int) -> HttpResponse:
    """The last day of a unit: it is never deleted."""
    visit, unit = request.visit, found(unit_of(unit_id))
    initial = {"ends_on": unit.ends_on or visit.today, "revision": unit.revision}
    form = EndForm(visit.texts, request.POST or None, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        on, revision, at = given["ends_on"], given["revision"], now()
        if was_done(
            form, lambda: close_unit(unit, on=on, revision=revision, at=at, actor=visit.actor)
        ):
            say(request, visit.texts("units.ended", name=unit.name, on=on))
            return redirect("units:tree")
    title = visit.texts("units.end_of", name=unit.name)
    page = FormPage(
        title=title, lead=visit.texts("units.end_lead"), form=form,
        button=visit.texts("units.end"), cancel=reverse("units:one", args=[unit.pk]),
        is_danger=True,
    )  # fmt: skip
    return _answer(request, page, title)


def _answer(request: PageRequest, page: FormPage, name: str) -> HttpResponse:
    crumbs = _crumbs(request.visit, name)
    status = 400 if page.form.errors else 200
    return render_page(request, "administration/form.html", page, crumbs=crumbs, status=status)


def _crumbs(visit: Visit, name: str = "") -> tuple[Crumb, ...]:
    first = Crumb(name=visit.texts("units.title"), address=reverse("units:tree") if name else "")
    return (first, Crumb(name=name)) if name else (first,)


def _values(given: dict[str, Any]) -> UnitValues:
    return UnitValues(
        kind=given["kind"], code=given["code"], name=given["name"], name_en=given["name_en"],
        level=given["level"] if given["kind"] == "court" else "", parent_id=given["parent"],
        position=given["position"], starts_on=given["starts_on"],
    )  # fmt: skip


def _shown(values: UnitValues) -> dict[str, str]:
    return {
        "kind": values.kind, "parent": str(values.parent_id or ""), "code": values.code,
        "name": values.name, "name_en": values.name_en, "level": values.level,
        "position": str(values.position), "starts_on": str(values.starts_on or ""),
    }  # fmt: skip


def _row(visit: Visit, unit: UnitNode) -> Row:
    address = reverse("units:one", args=[unit.id])
    people = address_with(reverse("people:list"), {"unit": str(unit.id)})
    ended = Cell(text=str(unit.ends_on), tone="neutral") if unit.ends_on else Cell(text="")
    return Row(
        cells=(
            Cell(text=f"{_INDENT * unit.depth}{unit.name}"),
            Cell(text=visit.texts(f"units.kind.{unit.kind}")),
            Cell(text=unit.code),
            Cell(text=str(unit.starts_on or "")),
            ended,
            Cell(text=str(unit.people), address=people if unit.people else ""),
        ),
        actions=(RowAction(name=visit.texts("administration.edit"), address=address),),
    )
