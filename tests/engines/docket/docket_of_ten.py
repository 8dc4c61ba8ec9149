"""A docket of ten cases in two courts, small enough to be worked out by hand."""

from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl

from tests.run_folder import new_folder
from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.docket import About, Coding, Docket, Given, tables_of, write

AS_OF = date(2026, 3, 31)
ABOUT = About(version="1-00000001", as_of=AS_OF, fingerprint="f" * 16)
LANES = ("overdue", "paused", "running")

# year, court, word, serial number; division, judge; filed, closed, due; lane
_TOLD = (
    (2026, "辽9901", "民初", 1, "民一庭", "甲", "2026-01-05", None, "2026-03-20", "overdue"),
    (2026, "辽9901", "民初", 2, "民一庭", "乙", "2026-01-06", None, "2026-07-06", "running"),
    (2026, "辽9901", "民初", 10, "民二庭", "甲", "2026-02-01", None, "2026-08-01", "paused"),
    (2025, "辽9901", "民初", 9, "民二庭", "丙", "2025-05-01", "2025-09-01", "2025-11-01", None),
    (2025, "辽9901", "刑初", 3, "刑庭", "丁", "2025-06-01", "2025-08-01", None, None),
    (2026, "辽9901", "执", 4, None, None, "2026-01-05", None, "2026-07-05", "running"),
    (2026, "辽9902", "民初", 1, "民一庭", "甲", "2026-02-02", None, "2026-08-02", "running"),
    (2026, "辽9902", "民初", 7, "民一庭", "戊", "2026-02-03", None, "2026-03-01", "overdue"),
    (2025, "辽9902", "刑初", 5, "刑庭", "己", "2025-03-03", "2025-04-01", "2025-06-03", None),
    (2025, "辽9902", "民初", 8, "民一庭", "戊", "2025-03-04", "2026-04-15", "2025-09-04", None),
)  # fmt: skip
CASES = tuple(
    (f"（{year}）{court}{word}{serial}号", court, *rest)
    for year, court, word, serial, *rest in _TOLD
)
_DOMAINS = {"民初": "civil", "刑初": "criminal", "执": "enforcement"}


def facts() -> dict[str, pl.DataFrame]:
    """The cases as fact tables; the third has been suspended since 10 February."""
    rows = [
        {
            "case_number": f"（{year}）{court}{word}{serial}号",
            "court": court,
            "case_word": word,
            "case_year": year,
            "case_serial": serial,
            "domain": _DOMAINS[word],
            "instance": "first",
            "division": division,
            "judge": judge,
            "filed_on": date.fromisoformat(filed),
            "closed_on": date.fromisoformat(closed) if closed else None,
        }
        for year, court, word, serial, division, judge, filed, closed, _, _ in _TOLD
    ]
    schema = FactSchema.of(Content())
    third = CASES[2][0]
    interval = {"case_number": third, "kind": "suspended", "ground": "CIV-STAY-OTHER-CASE"}
    return {
        "case": schema["case"].conform(pl.DataFrame(rows)).with_columns(
            pl.Series("case_key", range(1, len(CASES) + 1), dtype=pl.Int64)
        ),
        "interval": schema["interval"].conform(
            pl.DataFrame([{**interval, "starts_on": date(2026, 2, 10)}])
        ),
        "event": schema["event"].conform(
            pl.DataFrame(
                [{"case_number": third, "kind": "hearing", "happened_on": date(2026, 2, 20)}]
            )
        ),
    }  # fmt: skip


def given() -> Given:
    due = [None if one[6] is None else date.fromisoformat(one[6]) for one in CASES]
    numbers = [one[0] for one in CASES]
    deadline = FactSchema.of(Content())["deadline"].conform(
        pl.DataFrame(
            {"case_number": numbers, "due_on": due, "due_plain_on": due},
            schema_overrides={"due_on": pl.Date, "due_plain_on": pl.Date},
        )
    )
    board = pl.DataFrame(
        [
            {
                "case_number": one[0],
                "lane": one[7],
                "alert_on": day,
                "days_left": (day - AS_OF).days,
            }
            for one, day in zip(CASES, due, strict=True)
            if one[7] and day
        ]
    )
    finding = {"severity": "breach", "rule": "", "table": "deadline", "shown": "", "found": ""}
    late = [one[0] for one in CASES if one[7] == "overdue"]
    findings = pl.DataFrame(
        [
            {"finding": "overdue", "case_number": number, "expected": "", **finding}
            for number in late
        ]
    )
    return Given(facts=facts(), deadline=deadline, board=board, findings=findings, as_of=AS_OF)


def coding() -> Coding:
    content = Content()
    orders = {"lane": LANES, "finding": ("overdue",)}
    return Coding(FactSchema.of(content), Vocabularies.of(content), orders)


@cache
def docket() -> Docket:
    """The ten cases, written and opened."""
    folder = new_folder("docket")
    write(folder, ABOUT, tables_of(given(), coding()))
    return Docket.open(folder, ABOUT.name)
