"""The list of a ledger as a page: criteria, heads that sort, lines, what may be done with them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from tuobo.engines.ledgers import FieldType, Ledger, ListColumn, list_columns, list_filters
from tuobo.operations.ledgers.addresses import entry_address
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.listing import EntryList, Slice, is_sortable, list_entries
from tuobo.operations.ledgers.lookup import RecordsLookup, reader_for
from tuobo.operations.ledgers.showing import Shown
from tuobo.records.accounts.lists import filters_for
from tuobo.web.areas.ledgers.asking import ListAsking, ListReader
from tuobo.web.areas.ledgers.pages import CellOut, HeadLink, ListPage, NamedLink, RowOut
from tuobo.web.ui.ledger_pages import pages_of
from tuobo.web.ui.paging import AskedPage
from tuobo.web.ui.visit import Visit, address_with

_NOTHING = "—"
_CLASSES = {"number": "number", "day": "nowrap", "text": ""}
_NUMBERS = (FieldType.NUMBER, FieldType.MONEY, FieldType.DAYS)


def asking_of(visit: Visit, given: QueryDict, desk: LedgerDesk, ledger: Ledger) -> ListAsking:
    """What the address asks of a ledger's list."""
    rights = desk.policy.rights_of(desk.viewer)
    reader = reader_for(desk, RecordsLookup(desk=desk, court=desk.court))
    filters = list_filters(ledger, rights, reader)
    path = reverse("ledgers:list", args=[ledger.id])
    return ListReader(desk, ledger, filters, visit.texts).read(given, path)


def sort_of(visit: Visit, ledger: Ledger) -> tuple[str, ...]:
    """The asked column if it can be sorted by; else the view's or the ledger's own order."""
    asked = visit.query.get("sort", "")
    name = asked.removeprefix("-")
    columns = list_columns(ledger, visit.policy.rights_of(visit.viewer))
    if any(one.id == name and is_sortable(one, ledger) for one in columns):
        return (asked,)
    view = next((one for one in ledger.views if one.id == visit.query.get("view")), None)
    return view.sort if view else ()


def list_page(visit: Visit, given: QueryDict, desk: LedgerDesk, ledger: Ledger) -> ListPage:
    """The page; one beyond the last is answered with the last one."""
    asking, asked = asking_of(visit, given, desk, ledger), AskedPage.of(visit)
    sort, texts = sort_of(visit, ledger), visit.texts
    part = Slice(offset=asked.offset, limit=asked.size, sort=sort)
    found = list_entries(desk, ledger, asking.asked, part, texts)
    if found.total and not found.lines:
        asked = asked.within(found.total)
        part = Slice(offset=asked.offset, limit=asked.size, sort=sort)
        found = list_entries(desk, ledger, asking.asked, part, texts)
    path = reverse("ledgers:list", args=[ledger.id])
    is_ended = not ledger.in_force.holds_on(desk.on)
    may = not is_ended and desk.policy.may(desk.viewer, ledger.rights.create)
    return ListPage(
        ledger=ledger,
        name=texts.pick(ledger.names),
        meaning=texts.pick(ledger.meaning) if ledger.meaning else "",
        rows=_rows(found, visit, ledger),
        heads=tuple(_head(one, visit, ledger, asking) for one in found.columns),
        filters=asking.lines,
        criteria=asking.criteria,
        clear=asking.clear,
        query=asking.query,
        views=_views(visit, ledger, path, asking.asked.view),
        kept=filters_for(visit.who.login, visit.who.court, page_name(ledger)),
        events=() if is_ended else _events(desk, ledger, visit),
        pager=asked.pager(found.total, path, asking.pairs),
        may_create=may,
        ended_on=ledger.in_force.end if is_ended else None,
        may_import=may and visit.may("ledgers.import"),
        may_export=visit.may("ledgers.export"),
        may_share=visit.may("filters.share"),
        pages=pages_of(visit, ledger.id),
        rehearsal=desk.rehearsal.ledger if desk.rehearsal else "",
    )


def _rows(found: EntryList, visit: Visit, ledger: Ledger) -> tuple[RowOut, ...]:
    kinds = [_CLASSES[_kind(one)] for one in found.columns]
    joint = visit.texts("ledger_show.and")
    return tuple(
        RowOut(
            entry=line.entry,
            number=line.number,
            address=_address(visit, ledger.id, line.entry),
            is_overdue=line.is_overdue,
            head=joint.join(one.text for one in line.cells[0]) or _NOTHING,
            cells=tuple(
                _cell(shown, kind, joint, visit)
                for shown, kind in zip(line.cells[1:], kinds[1:], strict=True)
            ),
        )
        for line in found.lines
    )


def _cell(shown: tuple[Shown, ...], kind: str, joint: str, visit: Visit) -> CellOut:
    links = tuple(
        (one.text, _address(visit, one.ledger, one.entry)) for one in shown if one.entry is not None
    )
    text = joint.join(one.text for one in shown) or _NOTHING
    return CellOut(text=text, kind=kind, links=links if len(links) == len(shown) else ())


def _address(visit: Visit, ledger: str, entry: int) -> str:
    return address_with(entry_address(ledger, entry), visit.carried)


def page_name(ledger: Ledger) -> str:
    """Under which name what somebody keeps for this list is kept."""
    return f"ledger.{ledger.id}"[:60]


def _head(one: ListColumn, visit: Visit, ledger: Ledger, asking: ListAsking) -> HeadLink:
    name = one.title(visit.texts)
    if not is_sortable(one, ledger):
        return HeadLink(column=one.id, name=name, kind=_kind(one), address="", sorted="")
    asked = visit.query.get("sort", "")
    is_by_this = asked.removeprefix("-") == one.id
    turned = f"-{one.id}" if asked == one.id else one.id
    pairs = [(key, value) for key, value in asking.pairs if key != "sort"]
    path = reverse("ledgers:list", args=[ledger.id])
    direction = "descending" if asked.startswith("-") else "ascending"
    return HeadLink(
        column=one.id,
        name=name,
        kind=_kind(one),
        address=f"{path}?{urlencode([*pairs, ('sort', turned)])}",
        sorted=direction if is_by_this else "",
    )


def _kind(one: ListColumn) -> str:
    if one.clock is not None or one.id.endswith("_on"):
        return "day"
    if one.field is None:
        return "text"
    if one.field.type in _NUMBERS and not one.field.many:
        return "number"
    return "day" if one.field.type is FieldType.DATE else "text"


def _views(visit: Visit, ledger: Ledger, path: str, here: str) -> tuple[NamedLink, ...]:
    """The saved lists of the definition, "all" first; criteria of one do not follow to another."""
    if not ledger.views:
        return ()
    carried = list(visit.carried.items())
    first = NamedLink(
        name=visit.texts("ledgers.view.all"),
        address=f"{path}?{urlencode(carried)}".rstrip("?"),
        is_here=not here,
    )
    rest = (
        NamedLink(
            name=visit.texts.pick(one.names),
            address=f"{path}?{urlencode([*carried, ('view', one.id)])}",
            is_here=one.id == here,
        )
        for one in ledger.views
    )
    return (first, *rest)


def _events(desk: LedgerDesk, ledger: Ledger, visit: Visit) -> tuple[tuple[str, str], ...]:
    """The transitions that one may do at all: what may be done with picked entries."""
    return tuple(
        (one.event, visit.texts.pick(one.names))
        for one in ledger.transitions
        if desk.policy.may(desk.viewer, one.right)
    )
