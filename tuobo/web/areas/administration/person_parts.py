"""What hangs on a person: posts, attributes, accounts; each part added and ended on a page."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tuobo.core.clock import now
from tuobo.core.vocabulary import Vocabularies
from tuobo.operations.desk_people.keep_accounts import moment_of
from tuobo.operations.desk_people.keep_people import (
    end_post_or_attribute,
    give_attribute,
    give_post,
)
from tuobo.records.accounts.registers import accounts_of_person
from tuobo.records.organisation.registers import (
    attribute_of,
    person_of,
    posting_of,
    posts_of,
    traits_of,
    unit_of,
)
from tuobo.web.areas.administration.answering import found, was_done
from tuobo.web.areas.administration.forms import AttributeForm, DayForm, PostForm
from tuobo.web.areas.administration.pages import Button, FormPage, Section, table_of
from tuobo.web.ui.forms import DeskForm
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.tables import Cell, Row, RowAction
from tuobo.web.ui.visit import PageRequest, Visit


class Named(Protocol):
    """What pages need to know of a person's record."""

    pk: int
    name: str


def parts_of(visit: Visit, person_id: int) -> tuple[Section, ...]:
    """Posts, attributes and accounts, the latest first."""
    return (_posts(visit, person_id), _attributes(visit, person_id), _accounts(visit, person_id))


def post_names(visit: Visit) -> dict[str, str]:
    """Code → name of all posts."""
    entries = Vocabularies.of(settings.TUOBO_CONTENT)["post"].entries
    return {one.code: one.zh if visit.lang == "zh" else one.en for one in entries}


@require_http_methods(["GET", "POST"])
@needs("units.manage")
def post_new(request: PageRequest, person_id: int) -> HttpResponse:
    visit, person = request.visit, found(person_of(person_id))
    form = PostForm(visit.texts, request.POST or None, initial={"starts_on": visit.today})
    if form.is_valid():
        given = form.cleaned_data
        unit, post, on = found(unit_of(given["unit"])), given["post"], given["starts_on"]
        at, actor = now(), visit.actor
        if was_done(form, lambda: give_post(person, unit, post, starts_on=on, at=at, actor=actor)):
            return _back(request, person)
    return _form(request, person, form, visit.texts("people.post.new"))


@require_http_methods(["GET", "POST"])
@needs("units.manage")
def post_end(request: PageRequest, posting_id: int) -> HttpResponse:
    visit, posting = request.visit, found(posting_of(posting_id))
    form = DayForm(visit.texts, request.POST or None, initial={"ends_on": visit.today})
    if form.is_valid():
        on, at, actor = form.cleaned_data["ends_on"], now(), visit.actor
        if was_done(form, lambda: end_post_or_attribute(posting, on=on, at=at, actor=actor)):
            return _back(request, posting.person)
    return _form(request, posting.person, form, visit.texts("people.post.end"))


@require_http_methods(["GET", "POST"])
@needs("units.manage")
def attribute_new(request: PageRequest, person_id: int) -> HttpResponse:
    visit, person = request.visit, found(person_of(person_id))
    form = AttributeForm(visit.texts, request.POST or None, initial={"starts_on": visit.today})
    if form.is_valid():
        kind, on = form.cleaned_data["kind"], form.cleaned_data["starts_on"]
        at, actor = now(), visit.actor
        if was_done(form, lambda: give_attribute(person, kind, starts_on=on, at=at, actor=actor)):
            return _back(request, person)
    return _form(request, person, form, visit.texts("people.attribute.new"))


@require_http_methods(["GET", "POST"])
@needs("units.manage")
def attribute_end(request: PageRequest, attribute_id: int) -> HttpResponse:
    visit, attribute = request.visit, found(attribute_of(attribute_id))
    form = DayForm(visit.texts, request.POST or None, initial={"ends_on": visit.today})
    if form.is_valid():
        on, at, actor = form.cleaned_data["ends_on"], now(), visit.actor
        if was_done(form, lambda: end_post_or_attribute(attribute, on=on, at=at, actor=actor)):
            return _back(request, attribute.person)
    return _form(request, attribute.person, form, visit.texts("people.attribute.end"))


def _back(request: PageRequest, person: Named) -> HttpResponse:
    say(request, request.visit.texts("administration.saved", name=person.name))
    return redirect("people:one", person.pk)


def _form(request: PageRequest, person: Named, form: DeskForm, title: str) -> HttpResponse:
    visit, back = request.visit, reverse("people:one", args=[person.pk])
    page = FormPage(
        title=f"{title} · {person.name}", form=form, cancel=back,
        button=visit.texts("administration.save"),
    )  # fmt: skip
    crumbs = (
        Crumb(name=visit.texts("people.title"), address=reverse("people:list")),
        Crumb(name=person.name, address=back),
        Crumb(name=title),
    )
    status = 400 if form.errors else 200
    return render_page(request, "administration/form.html", page, crumbs=crumbs, status=status)


def _posts(visit: Visit, person_id: int) -> Section:
    names = post_names(visit)
    rows = [
        Row(
            cells=(
                Cell(text=names.get(one.post, one.post)),
                Cell(text=one.unit),
                *_days(one.starts_on, one.ends_on),
            ),
            actions=_ending(visit, "people:post_end", one.id, one.ends_on),
        )
        for one in posts_of(person_id)
    ]
    return Section(
        title=visit.texts("people.posts.title"),
        table=table_of(visit, "people.posts", ("post", "unit", "starts_on", "ends_on"), rows),
        buttons=(_add(visit, "people.post.new", "people:post_new", person_id),),
        empty=visit.texts("people.posts.empty"),
    )


def _attributes(visit: Visit, person_id: int) -> Section:
    rows = [
        Row(
            cells=(
                Cell(text=visit.texts(f"people.attribute.{one.kind}")),
                *_days(one.starts_on, one.ends_on),
            ),
            actions=_ending(visit, "people:attribute_end", one.id, one.ends_on),
        )
        for one in traits_of(person_id)
    ]
    return Section(
        title=visit.texts("people.attributes.title"),
        lead=visit.texts("people.attributes.lead"),
        table=table_of(visit, "people.attributes", ("kind", "starts_on", "ends_on"), rows),
        buttons=(_add(visit, "people.attribute.new", "people:attribute_new", person_id),),
        empty=visit.texts("people.attributes.empty"),
    )


def _accounts(visit: Visit, person_id: int) -> Section:
    rows = [
        Row(
            cells=(
                Cell(text=one.login, address=reverse("accounts:one", args=[one.login])),
                Cell(text=visit.texts(f"accounts.standing.{one.standing}")),
            )
        )
        for one in accounts_of_person(person_id, moment_of(now()))
    ]
    return Section(
        title=visit.texts("people.accounts.title"),
        table=table_of(visit, "people.accounts", ("login", "standing"), rows),
        buttons=(_add(visit, "accounts.new", "accounts:new", person_id),),
        empty=visit.texts("people.accounts.empty"),
    )


def _days(starts_on: date, ends_on: date | None) -> tuple[Cell, Cell]:
    return (Cell(text=str(starts_on)), Cell(text=str(ends_on or "")))


def _ending(visit: Visit, view: str, key: int, ends_on: date | None) -> tuple[RowAction, ...]:
    if ends_on is not None:
        return ()
    name = visit.texts("administration.end.name")
    return (RowAction(name=name, address=reverse(view, args=[key])),)


def _add(visit: Visit, code: str, view: str, key: int) -> Button:
    return Button(name=visit.texts(code), address=reverse(view, args=[key]), icon="plus")
