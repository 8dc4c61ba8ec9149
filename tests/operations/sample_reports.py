"""Reports of the sample court: composed, typed over, overtaken by newer data."""

from __future__ import annotations

import zipfile
from datetime import date
from functools import cache
from pathlib import Path

from tests.sample_store import AT, SampleStore, shared_store
from tuobo.core.period import Period
from tuobo.engines.intake import DataVersion
from tuobo.engines.reports.compose import Composition
from tuobo.engines.reports.document import (
    Document,
    Heading,
    runs_of,
)
from tuobo.operations.commit_import import commit_import
from tuobo.operations.compose_report import (
    ReportRequest,
    compose_report,
)
from tuobo.operations.rehearse_import import rehearse_import

KINDS = (
    "special_report", "trend_analysis", "data_conference", "supervision_notice",
    "self_inspection", "briefing",
)  # fmt: skip
YEAR = Period.of("2025")


def composed(
    store: SampleStore, outline: str, version: DataVersion | None = None, **asked: object
) -> Composition:
    request = ReportRequest(
        outline=outline,
        version=version or store.version,
        at=AT,
        dated_on=date(2026, 1, 5),
        **{"period": YEAR, **asked},  # type: ignore[arg-type]
    )
    return compose_report(store.workspace, request)


@cache
def of_sample(outline: str) -> Composition:
    return composed(shared_store(), outline, baseline=Period.of("2024"))


def text_of(document: Document) -> str:
    """All that stands before the attachments."""
    parts = []
    for block in document.blocks:
        parts.append(block.text if isinstance(block, Heading) else "")
        parts += [run.text for run in runs_of(block)]
    return "".join(parts)


def typed_over(path: Path, old: str, new: str) -> None:
    """Replace the first printed text of a file, as somebody does in Word."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = parts["word/document.xml"].decode()
    parts["word/document.xml"] = main.replace(f">{old}<", f">{new}<", 1).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def more_cases(store: SampleStore, folder: Path) -> DataVersion:
    """Three closings of November 2025 are reported late."""
    late = folder / "补报.csv"
    rows = "".join(
        f"（2025）辽9901民初99000{at}号,2025-11-0{at},2025-11-2{at},判决,简易程序\n"
        for at in (1, 2, 3)
    )
    late.write_text(f"案号,立案日期,结案日期,结案方式,适用程序\n{rows}", encoding="utf-8")
    rehearsed = rehearse_import(store.workspace, [late], day=date(2025, 12, 31))
    return commit_import(store.workspace, rehearsed, at=AT, who="clerk")
