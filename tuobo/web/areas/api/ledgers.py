"""Ledgers as JSON, drawn from their definitions: which there are, entries, one with its life."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.http import Http404
from ninja import Field, Query, Schema

from tuobo.core.errors import RequestError
from tuobo.engines.ledgers import Ledger
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.entry_page import entry_page, read_entry
from tuobo.operations.ledgers.listing import EntryList, ListLine, Slice, list_entries
from tuobo.records.ledgers.queries import Asked
from tuobo.web.areas.api.paging import PageAsked, PageOut, part_of
from tuobo.web.ui.api_keys import tells_of_people
from tuobo.web.ui.guard import needs
from tuobo.web.ui.ledgers_here import ledgers_here
from tuobo.web.ui.visit import PageRequest


class LedgerField(Schema):
    """A field of a ledger."""

    id: str
    name: str
    type: str
    many: bool
    required: bool


class LedgerState(Schema):
    """A state and how it counts: open, waiting, closed or dropped."""

    id: str
    name: str
    kind: str


class LedgerOut(Schema):
    """A ledger, with why it is kept."""

    id: str
    name: str
    definition: str = Field(description="id@version, with the court's own version behind a plus")
    why: list[str]
    fields: list[LedgerField]
    states: list[LedgerState]


class EntriesAsked(PageAsked):
    """What a list asks for; `text` is looked for in numbers and titles."""

    text: str = ""
    state: str = ""
    view: str = Field("", description="a saved list of the definition")


class EntryLine(Schema):
    """An entry of a list; `values` are words, by field."""

    id: int
    number: str
    title: str
    state: str
    due_on: date | None
    values: dict[str, str]


class EntriesOut(PageOut):
    """A page of the entries that one may see."""

    definition: str
    entries: list[EntryLine]


class StepOut(Schema):
    """One step of an entry's life."""

    at: datetime
    who: str
    what: str
    from_state: str
    to_state: str


class EntryOut(Schema):
    """One entry with its life, the newest step first."""

    id: int
    number: str
    title: str
    state: str
    unit: str
    revision: int
    definition: str
    values: dict[str, str]
    steps: list[StepOut]


@needs("ledgers.view")
def ledgers(request: PageRequest) -> list[LedgerOut]:
    """The ledgers that one may see, in their order."""
    texts, desk = request.visit.texts, ledgers_here(request.visit)
    return [
        LedgerOut(
            id=one.id,
            name=texts.pick(one.names),
            definition=one.key,
            why=[texts.pick(reason.names) for reason in one.why],
            fields=[
                LedgerField(
                    id=each.id, name=texts.pick(each.names), type=each.type.value,
                    many=each.many, required=each.required,
                )
                for each in one.fields
            ],
            states=[
                LedgerState(id=each.id, name=texts.pick(each.names), kind=each.kind.value)
                for each in one.states
            ],
        )
        for one in desk.ledgers()
    ]  # fmt: skip


@tells_of_people
@needs("ledgers.view")
def ledger_entries(
    request: PageRequest, ledger: str, asked: Annotated[EntriesAsked, Query()]
) -> EntriesOut:
    """A page of a ledger's entries."""
    texts, desk = request.visit.texts, ledgers_here(request.visit)
    definition = _ledger(desk, ledger)
    question = Asked(text=asked.text, states=(asked.state,) if asked.state else (), view=asked.view)

    def read(page: int) -> EntryList:
        part = Slice(offset=(page - 1) * asked.size, limit=asked.size)
        return list_entries(desk, definition, question, part, texts)

    found = read(asked.page)
    here = part_of(request, asked, found.total)
    if here.page != asked.page:  # beyond the last: how many there are is known only now
        found = read(here.page)
    names = [column.id for column in found.columns]
    return EntriesOut(
        definition=definition.key,
        entries=[_line(one, names) for one in found.lines],
        **here.told,
    )


@tells_of_people
@needs("ledgers.view")
def ledger_entry(request: PageRequest, ledger: str, entry: int) -> EntryOut:
    """One entry; what one may not see is not there."""
    texts, desk = request.visit.texts, ledgers_here(request.visit)
    try:
        page = entry_page(desk, read_entry(desk, ledger, entry), texts)
    except RequestError as error:
        raise Http404 from error
    return EntryOut(
        id=page.entry,
        number=page.number,
        title=page.title,
        state=page.state,
        unit=page.unit,
        revision=page.revision,
        definition=page.version,
        values={
            line.id: ", ".join(one.text for one in line.shown)
            for part in page.parts
            for line in part.filled
        },
        steps=[
            StepOut(
                at=one.at, who=one.who, what=one.what, from_state=one.from_state,
                to_state=one.to_state,
            )
            for one in page.steps
        ],
    )  # fmt: skip


def _ledger(desk: LedgerDesk, name: str) -> Ledger:
    try:
        return desk.ledger(name)
    except RequestError as error:
        raise Http404 from error


def _line(line: ListLine, names: list[str]) -> EntryLine:
    return EntryLine(
        id=line.entry,
        number=line.number,
        title=line.title,
        state=line.state,
        due_on=line.due_on,
        values={
            name: ", ".join(one.text for one in cell)
            for name, cell in zip(names, line.cells, strict=True)
            if cell
        },
    )
