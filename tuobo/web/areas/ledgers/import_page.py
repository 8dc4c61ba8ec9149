"""An import as a page: the template, the file, what its rows would bring."""

from __future__ import annotations

from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Ledger
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.given import most_bytes
from tuobo.operations.ledgers.import_file import ReadFile, ReadRow
from tuobo.operations.ledgers.import_workbooks import columns_by_field
from tuobo.web.areas.ledgers.pages import ImportCell, ImportPage, ImportRow
from tuobo.web.ui.visit import Visit

SHOWN = 200


def import_page(
    desk: LedgerDesk, ledger: Ledger, visit: Visit, found: ReadFile | None, problem: str
) -> ImportPage:
    """The page; without a file it only offers the template and asks for one."""
    texts = visit.texts
    rows = _rows(found, ledger, texts) if found else ()
    return ImportPage(
        ledger=ledger,
        name=texts.pick(ledger.names),
        megabytes=most_bytes(desk) // 1024**2,
        problem=problem,
        step=1 if found is None else 3,
        digest=found.digest if found else "",
        file=found.name if found else "",
        titles=found.titles if found else (),
        unknown=texts("ledger_show.and").join(found.unknown_titles) if found else "",
        total=len(found.rows) if found else 0,
        accepted=len(found.accepted) if found else 0,
        rejected=len(found.rejected) if found else 0,
        rows=rows,
        rehearsal=desk.rehearsal.ledger if desk.rehearsal else "",
    )


def _rows(found: ReadFile, ledger: Ledger, texts: Texts) -> tuple[ImportRow, ...]:
    """The first rows, rejected ones before the others."""
    columns = columns_by_field(found, ledger, texts)
    listed = (*found.rejected, *found.accepted)[:SHOWN]
    return tuple(_row(one, columns, texts) for one in listed)


def _row(one: ReadRow, columns: dict[str, int], texts: Texts) -> ImportRow:
    wrong = {
        columns[each.field]: each.text(texts) for each in one.problems if each.field in columns
    }
    return ImportRow(
        row=one.row,
        is_accepted=one.is_accepted,
        cells=tuple(
            ImportCell(text=cell, problem=wrong.get(at, "")) for at, cell in enumerate(one.cells)
        ),
        problems=tuple(dict.fromkeys(each.text(texts) for each in one.problems)),
    )
