"""A ledger of a hundred thousand entries: import, lists for twenty people, export, cadence board.

The store is made by importing, so the import is measured on the way. People look at a list every
second; what is told is the slowest of twenty (p95) as a browser would wait for it, without the net.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from statistics import median

STORE = Path("out") / "bench" / "ledger-store"
os.environ["TUOBO_STORE"] = str(STORE.resolve())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuobo.config.settings")

import django  # noqa: E402 - the store is named first

django.setup()

import fastexcel  # noqa: E402
import polars as pl  # noqa: E402
import xlsxwriter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from bench.rows import Row  # noqa: E402
from tuobo.core.collector import spare_the_collector  # noqa: E402
from tuobo.core.texts import Texts  # noqa: E402
from tuobo.operations.case_exports.write import XLSX, write_list  # noqa: E402
from tuobo.operations.ledgers.cadence_board import board_of, cadence_of  # noqa: E402
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor, open_ledgers  # noqa: E402
from tuobo.operations.ledgers.exporting import export_of  # noqa: E402
from tuobo.operations.ledgers.importing import commit_import, rehearse_import  # noqa: E402
from tuobo.operations.ledgers.listing import Slice  # noqa: E402
from tuobo.operations.workspace import Workspace  # noqa: E402
from tuobo.records.accounts.models import Account, Grant  # noqa: E402
from tuobo.records.accounts.queries import viewer_of  # noqa: E402
from tuobo.records.audit.actions import Actor  # noqa: E402
from tuobo.records.ledgers.files import Brought  # noqa: E402
from tuobo.records.ledgers.models import Entry  # noqa: E402
from tuobo.records.ledgers.queries import Asked  # noqa: E402
from tuobo.records.organisation.models import Person, Unit  # noqa: E402

AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
COURT, DIVISIONS, PEOPLE, ROUNDS, FILES, EXPORTS = "辽9901", 60, 20, 5, 5, 3
_ALONE = (sys.executable, "-c", "from bench.ledgers import export_alone; export_alone()")
ROWS = {"small": 20_000, "full": 100_000}
LISTS = (
    "/ledgers/task/",
    "/ledgers/task/?page=400",
    "/ledgers/task/?view=open",
    "/ledgers/task/?state=drafted&sort=-clock.due",
    "/ledgers/task/?text=0123",
    "/ledgers/task/?f.dimension=quality",
)


def measure(size: str, facts: Path) -> list[Row]:
    """Rows of the bench page."""
    del facts
    spare_the_collector()  # as every process of the desk begins
    desk = _empty_desk()
    imports = _imported(desk, ROWS[size] // FILES)
    count = Entry.objects.count()
    per_second = [ROWS[size] // FILES / seconds for seconds in imports]
    return [
        Row(
            name=f"import {ROWS[size] // FILES:,} rehearsed rows: checked, kept, audited",
            seconds=tuple(imports),
            note=f"{median(per_second):,.0f} rows/s, target ≥ 3,000",
        ),
        *_lists(count),
        _export(count),
        Row(
            name="instead of a list: open that workbook and filter it by unit",
            seconds=tuple(_timed(_workbook_opened) for _ in range(3)),
            note="as a workbook on a shared drive is used, by calamine and polars",
        ),
        Row(
            name=f"cadence board of a year, {DIVISIONS} units",
            seconds=tuple(_timed(lambda: _board(desk)) for _ in range(5)),
            note="target ≤ 300 ms",
        ),
    ]


def _empty_desk() -> LedgerDesk:
    shutil.rmtree(STORE, ignore_errors=True)
    STORE.mkdir(parents=True)
    call_command("migrate", verbosity=0, interactive=False)
    court = Unit.objects.create(kind="court", code=COURT, name="虚构法院", level="basic")
    Unit.objects.bulk_create(
        Unit(kind="division", code=f"第{at}庭", name=f"第{at}庭", parent=court, position=at)
        for at in range(DIVISIONS)
    )
    person = Person.objects.create(court=court, number="1", name="经办人")
    account = Account.objects.create(
        login="office", person=person, must_change_password=False, created_at=AT
    )
    Grant.objects.create(
        account=account, role="trial_management", unit=court, starts_on=date(2020, 1, 1),
        given_by="system",
    )  # fmt: skip
    return _desk(account)


def _desk(account: Account) -> LedgerDesk:
    visitor = Visitor(
        viewer=viewer_of(account, AT.date()), actor=Actor.of(account),
        person=account.person_id,
        court=COURT,
    )  # fmt: skip
    return open_ledgers(settings.TUOBO_CONTENT, settings.TUOBO_STORE, visitor, at=AT)


def _imported(desk: LedgerDesk, rows: int) -> list[float]:
    texts, ledger = Texts(desk.content), desk.ledger("task")
    seconds = []
    for number in range(FILES):
        brought = Brought(name="任务.xlsx", content=_workbook(number, rows))

        found = rehearse_import(desk, ledger, brought, texts)
        assert len(found.accepted) == rows, found.rejected[0].problems
        rehearsed = (found.digest, found.name, rows)
        seconds.append(_timed(lambda: commit_import(desk, ledger, rehearsed, texts)))  # noqa: B023
    return seconds


def _workbook(number: int, rows: int) -> bytes:
    """Tasks with a leader, a unit, a dimension and two days."""
    target = BytesIO()
    dimensions = ("审判执行质效", "队伍建设", "司法管理")
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        heads = ("任务", "交付成果", "维度", "责任领导", "牵头部门", "开始日期", "完成期限")
        sheet.write_row(0, 0, heads)
        for at in range(rows):
            month = at % 12 + 1
            sheet.write_row(at + 1, 0, (
                f"任务 {number}-{at:06}", "清单", dimensions[at % 3], "经办人",
                f"第{at % DIVISIONS}庭", "2026-01-05", f"2026-{month:02}-28",
            ))  # fmt: skip
    return target.getvalue()


@override_settings(ALLOWED_HOSTS=["testserver"])
def _lists(count: int) -> list[Row]:
    account = Account.objects.get()
    browsers = [Client() for _ in range(PEOPLE)]
    for one in browsers:
        one.force_login(account, "django.contrib.auth.backends.ModelBackend")
    browsers[0].get(LISTS[0])
    rows = []
    for address in LISTS:
        alone = tuple(_timed(lambda: browsers[0].get(address)) for _ in range(10))  # noqa: B023
        rows.append(Row(name=f"list of {count:,}: {address}", seconds=alone, note="one person"))
    with ThreadPoolExecutor(PEOPLE) as crowd:
        waits = [one for found in crowd.map(_person, enumerate(browsers)) for one in found]
    waits.sort()
    p95 = waits[int(len(waits) * 0.95)]
    note = f"p95 {p95 * 1000:.0f} ms of {len(waits)} pages, target ≤ 150 ms"
    rows.append(Row(name=f"lists at {PEOPLE} people, a page every 5 s", seconds=(p95,), note=note))
    return rows


def _person(numbered: tuple[int, Client]) -> list[float]:
    """Somebody who looks at a list, reads it for five seconds and looks at the next."""
    at, browser = numbered
    time.sleep(at * 5 / PEOPLE)
    waits = []
    for turn in range(ROUNDS):
        waits.append(_timed(lambda: browser.get(LISTS[(at + turn) % len(LISTS)])))  # noqa: B023
        time.sleep(max(0.0, 5 - waits[-1]))
    connections.close_all()
    return waits


def _export(count: int) -> Row:
    """Each time in a process of its own: the memory of an import would count as the export's."""
    found = [
        json.loads(subprocess.run(_ALONE, check=True, capture_output=True).stdout)
        for _ in range(EXPORTS)
    ]
    return Row(
        name=f"export all {count:,} entries to a workbook",
        seconds=tuple(one["seconds"] for one in found),
        peak_mb=max(one["peak_mb"] for one in found),
        note="target ≤ 20 s, 300 MB with all that a process of the desk has loaded",
    )


def export_alone() -> None:
    """One export; prints its seconds and the peak of this process as JSON."""
    spare_the_collector()
    desk = _desk(Account.objects.get())
    seconds = _timed(lambda: _exported(desk))
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = next(line.split()[1] for line in told.splitlines() if line.startswith("VmHWM"))
    print(json.dumps({"seconds": seconds, "peak_mb": int(peak) // 1024}))


def _exported(desk: LedgerDesk) -> None:
    texts = Texts(desk.content)
    export = export_of(desk, desk.ledger("task"), Asked(), Slice(), (), texts)
    workspace = Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
    write_list(workspace, export, STORE / "tasks.xlsx", form=XLSX, texts=texts)


def _workbook_opened() -> None:
    book = fastexcel.read_excel(STORE / "tasks.xlsx")
    sheet = book.load_sheet(0, header_row=None, dtypes="string").to_polars()
    assert sheet.filter(pl.col(sheet.columns[2]) == "第7庭").height


def _board(desk: LedgerDesk) -> None:
    ledger = desk.ledger("meeting")
    board_of(desk, ledger, cadence_of(ledger, ledger.cadences[0].id), 2026)


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
