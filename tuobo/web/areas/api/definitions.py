"""The catalogue of definitions as JSON: the search of its page, and one definition in words."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.conf import settings
from django.http import Http404
from ninja import Field, Query, Schema

from tuobo.core.errors import RequestError
from tuobo.operations.definitions_desk.catalogue import Catalogue, Search, Standing, standing_of
from tuobo.operations.definitions_desk.entries import Entry, Kind
from tuobo.operations.definitions_desk.summary import summary_of
from tuobo.operations.definitions_desk.wording import Wording
from tuobo.web.areas.api.paging import PageAsked, PageOut, part_of
from tuobo.web.ui.guard import needs
from tuobo.web.ui.visit import PageRequest, Visit

VIEW = "definitions.view"


class DefinitionsAsked(PageAsked):
    """What is looked for; an empty field asks for nothing."""

    text: str = ""
    kind: Kind | None = None
    mark: str = Field("", max_length=10)
    standing: Standing | None = None
    own: bool = False


class DefinitionOut(Schema):
    """One line of the catalogue; `mark` says how far it can be trusted."""

    kind: str
    kind_name: str
    id: str
    key: str
    version: int
    name: str
    summary: str
    standing: str
    begins: date | None
    ends: date | None
    source: str
    article: str
    mark: str
    is_local: bool

    @classmethod
    def of(cls, entry: Entry, wording: Wording, visit: Visit) -> DefinitionOut:
        source, texts = entry.source, visit.texts
        return cls(
            kind=entry.kind,
            kind_name=texts(f"definitions.kind.{entry.kind}"),
            id=entry.id,
            key=entry.key,
            version=entry.version,
            name=texts.pick(entry.names),
            summary=summary_of(entry.definition, wording, texts),
            standing=standing_of(entry, visit.today),
            begins=entry.in_force.start,
            ends=entry.in_force.end,
            source=source.text if source else "",
            article=source.article if source else "",
            mark=source.mark if source else "",
            is_local=entry.is_local,
        )


class DefinitionsOut(PageOut):
    """Definitions in the order of the catalogue."""

    definitions: list[DefinitionOut]


class DefinitionLine(Schema):
    """A field of a definition in words."""

    path: str
    label: str
    value: str


class OneDefinitionOut(Schema):
    """One definition with all that it says, and its versions, the first one first."""

    definition: DefinitionOut
    lines: list[DefinitionLine]
    versions: list[str]


@needs(VIEW)
def definitions(
    request: PageRequest, asked: Annotated[DefinitionsAsked, Query()]
) -> DefinitionsOut:
    """The definitions that fit the search."""
    visit = request.visit
    question = Search(
        words=asked.text,
        kind=asked.kind,
        mark=asked.mark,
        standing=asked.standing,
        local_only=asked.own,
    )
    found = Catalogue.of(settings.TUOBO_CONTENT).search(question, visit.today)
    here, wording = (
        part_of(request, asked, len(found)),
        Wording.of(settings.TUOBO_CONTENT, visit.texts),
    )
    return DefinitionsOut(
        definitions=[DefinitionOut.of(one, wording, visit) for one in here.of(found)],
        **here.told,
    )


@needs(VIEW)
def definition(request: PageRequest, kind: str, key: str) -> OneDefinitionOut:
    """One definition; by its id alone, the latest version."""
    visit, catalogue = request.visit, Catalogue.of(settings.TUOBO_CONTENT)
    try:
        entry = catalogue.find(Kind(kind), key)
    except (ValueError, RequestError) as error:
        raise Http404 from error
    wording = Wording.of(settings.TUOBO_CONTENT, visit.texts)
    return OneDefinitionOut(
        definition=DefinitionOut.of(entry, wording, visit),
        lines=[
            DefinitionLine(path=one.path, label=one.label, value=one.value)
            for one in wording.lines(entry.definition)
        ],
        versions=[one.key for one in catalogue.versions(entry)],
    )
