"""The small court of the sentence tests: six cases whose figures can be worked out by eye.

| case | filed      | closed     | last day   | division | way        |
|------|------------|------------|------------|----------|------------|
| 1    | 2025-02-01 | 2025-03-13 | 2025-08-01 | civil    | judgment   |   40 days
| 2    | 2025-01-20 | 2025-03-20 | 2025-07-20 | civil    | mediated   |   59 days
| 3    | 2025-01-02 | 2025-03-31 | 2025-03-30 | criminal | judgment   |   88 days, a day late
| 4    | 2024-01-15 |            | 2024-07-15 | civil    |            |   overdue
| 5    | 2025-04-10 |            | 2025-10-10 | civil    |            |
| 6    | 2024-12-31 |            | 2025-06-30 | criminal |            |
"""

from __future__ import annotations

from datetime import date

import polars as pl

from tests.engines.indicators.random_court import SCHEMA

COURT = "辽9901"


def number(serial: int) -> str:
    return f"（2025）辽9901民初{serial}号"


_ROWS = [
    (1, date(2025, 2, 1), date(2025, 3, 13), date(2025, 8, 1), "civil", "judgment"),
    (2, date(2025, 1, 20), date(2025, 3, 20), date(2025, 7, 20), "civil", "mediated"),
    (3, date(2025, 1, 2), date(2025, 3, 31), date(2025, 3, 30), "criminal", "judgment"),
    (4, date(2024, 1, 15), None, date(2024, 7, 15), "civil", None),
    (5, date(2025, 4, 10), None, date(2025, 10, 10), "civil", None),
    (6, date(2024, 12, 31), None, date(2025, 6, 30), "criminal", None),
]


def small_court() -> dict[str, pl.DataFrame]:
    """The tables case and deadline."""
    case = pl.DataFrame(
        [
            {
                "case_number": number(serial),
                "court": COURT,
                "case_word": "刑初" if domain == "criminal" else "民初",
                "domain": domain,
                "instance": "first",
                "division": f"{domain} division",
                "judge": "李法官",
                "filed_on": filed,
                "closed_on": closed,
                "closing_way": way,
                "panel": False,
            }
            for serial, filed, closed, _, domain, way in _ROWS
        ]
    )
    deadline = pl.DataFrame(
        [
            {"case_number": number(serial), "limit_status": "computed", "due_on": due}
            for serial, _, _, due, _, _ in _ROWS
        ]
    )
    return {
        "case": SCHEMA["case"].conform(case),
        "deadline": SCHEMA["deadline"].conform(deadline),
    }
