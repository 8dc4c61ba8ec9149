"""The fact tables while anomalies are planted: rows are chosen, changed and added, then sealed.

A case is used for one anomaly only. Choosing is random but seeded; where a small sample has no
fitting case, nothing is planted and the key does not claim it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
import polars as pl

from tuobo.core.content import Names
from tuobo.engines.sample.answer_key import CellText, ExtraRow, FileFaults, Planted
from tuobo.engines.sample.calendar import NONE, WorkingDays, add_months, day_number
from tuobo.engines.sample.course import SLOTS
from tuobo.engines.sample.lots import stream
from tuobo.engines.sample.plan import Anomaly, Plan

Row: TypeAlias = dict[str, Any]
_DECISIONS = ("judgment", "dismissed")


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months later."""
    moved = add_months(np.asarray([day_number(day)]), months)
    return date(1970, 1, 1) + timedelta(days=int(moved[0]))


class Draft:
    """Tables under work. `work` are the cases with their working columns, in table order."""

    def __init__(
        self, plan: Plan, tables: Mapping[str, pl.DataFrame], work: pl.DataFrame,
        open_days: WorkingDays, seed: int,
    ) -> None:  # fmt: skip
        self.plan = plan
        self.today = plan.court.data_day
        self._tables = dict(tables)
        self._open_days = open_days
        self._edits: dict[str, dict[str, dict[int, object]]] = {}
        self._added: dict[str, list[Row]] = {name: [] for name in tables}
        self._seed = seed
        self.key: list[Planted] = []
        # Natural overruns stay as they are: they are listed, never changed.
        self._taken = set(work.filter("natural_overrun")["case_number"])
        self._cells: list[CellText] = []
        self._extra: list[ExtraRow] = []
        self._skipped: list[tuple[str, int]] = []
        self.cases = self._described(work)
        self._at = {number: at for at, number in enumerate(work["case_number"].to_list())}

    def _described(self, work: pl.DataFrame) -> pl.DataFrame:
        """The case table with what planting asks of a case; `plain` means nothing hangs on it."""
        case = self._tables["case"]
        linked = self._tables["interval"]["linked_case_number"].drop_nulls()
        named = self._tables["petition"]["case_number"].drop_nulls()
        origins = case["origin_case_number"].drop_nulls()
        used = pl.concat([linked, named, origins]).unique()
        followed = self._tables["mediation"]["case_number"].drop_nulls().unique()
        kinds = [kind.id for kind in self.plan.kinds]
        free = (
            (pl.col("first_start") == NONE) & (pl.col("second_start") == NONE)
            & ~pl.col("natural_overrun") & ~pl.col("extended") & (pl.col("converted") == NONE)
        )  # fmt: skip
        alone = (
            ~pl.col("case_number").is_in(used.implode())
            & ~pl.col("case_number").is_in(followed.implode())
            & pl.col("origin_case_number").is_null()
            & (pl.col("enforcement_applied") == NONE) & (pl.col("appealed") == NONE)
            & (pl.col("petitioned") == NONE) & (pl.col("performed") == NONE)
        )  # fmt: skip
        marks = work.select(
            free=free, alone=alone, kind=pl.col("kind").replace_strict(dict(enumerate(kinds))),
            natural_overrun="natural_overrun", hard_on="hard_on", follow_up="follow_up",
            stopped=pl.sum_horizontal(
                (pl.col(f"{slot}_start") != NONE)
                * (pl.col(f"{slot}_end") - pl.col(f"{slot}_start"))
                for slot in SLOTS
            ),
            named=pl.col("case_number").is_in(used.implode()), settled="settled",
        )  # fmt: skip
        frame = case.hstack(marks).with_row_index("at")
        return frame.with_columns(plain=pl.col("free") & pl.col("alone"))

    def lots(self, step: str) -> np.random.Generator:
        """The random numbers of one anomaly."""
        return stream(self._seed, f"planting {step}")

    def table(self, name: str) -> pl.DataFrame:
        """A table as it was before planting."""
        return self._tables[name]

    def pick(self, where: pl.Expr, count: int, step: str) -> list[Row]:
        """So many untaken cases at random (fewer if there are fewer), which are taken thereby."""
        frame = self.cases.filter(where, ~pl.col("case_number").is_in(list(self._taken)))
        order = self.lots(step).permutation(frame.height)[:count]
        rows = frame[np.sort(order)].to_dicts() if len(order) else []
        self._taken |= {row["case_number"] for row in rows}
        return rows

    def take(self, numbers: Sequence[str]) -> None:
        """Keep cases from being used for another anomaly."""
        self._taken |= set(numbers)

    def is_taken(self, number: str) -> bool:
        return number in self._taken

    def change(self, name: str, at: int, **values: object) -> None:
        """Set cells of an existing row."""
        for column, value in values.items():
            self._edits.setdefault(name, {}).setdefault(column, {})[at] = value

    def add(self, name: str, **values: object) -> int:
        """Append a row; its position is given back."""
        self._added[name].append(values)
        return self._tables[name].height + len(self._added[name]) - 1

    def write(self, name: str, row: int, column: str, text: str) -> None:
        """Put a text into the file that the fact table does not have."""
        self._cells.append(CellText(table=name, row=row, column=column, text=text))

    def repeat(self, name: str, like: int, **changed: str) -> int:
        """A further row in the file only; its position continues behind all rows of the table."""
        self._extra.append(ExtraRow(table=name, like=like, changed=changed))
        return -len(self._extra)

    def skip(self, name: str, row: int) -> None:
        """Leave a row out of the file."""
        self._skipped.append((name, row))

    def working_day(self, day: date) -> date:
        """That day, or the last working day before it."""
        found = self._open_days.at_or_before(np.asarray([day_number(day)]))
        return date(1970, 1, 1) + timedelta(days=int(found[0]))

    def past(self, day: date) -> date | None:
        """The day if it has come by the data day."""
        return day if day <= self.today else None

    def reclose(self, row: Row, day: date) -> None:
        """Close a plain case on another day, with all that follows from closing."""
        way = row["closing_way"] or "judgment"
        waits = way in _DECISIONS and row["procedure"] != "small_claims"
        first = row["instance"] == "first"
        effective = self.past(day + timedelta(days=16)) if waits else day
        self.change(
            "case", row["at"], closed_on=day, decided_on=day, served_on=day, closing_way=way,
            effective_on=effective if first else None,
            archived_on=self.past(day + timedelta(days=30)),
        )  # fmt: skip
        self._bring_forward(row["case_number"], day)

    def reopen(self, row: Row) -> None:
        """Make a plain case pending."""
        self.change(
            "case", row["at"], closed_on=None, decided_on=None, served_on=None, closing_way=None,
            effective_on=None, archived_on=None, enforceable=None,
        )  # fmt: skip

    def _bring_forward(self, number: str, day: date) -> None:
        events = self._tables["event"]
        late = events.with_row_index("at").filter(
            pl.col("case_number") == number,
            (pl.col("happened_on") > day) | (pl.col("until_on") > day),
        )
        for event in late.to_dicts():
            until = event["until_on"]
            self.change(
                "event", event["at"], happened_on=min(event["happened_on"], day),
                until_on=None if until is None else min(until, day),
            )  # fmt: skip

    def at(self, number: str) -> int:
        """The position of a case."""
        return self._at[number]

    def record(
        self, anomaly: Anomaly, keys: Sequence[str], *, rows: Sequence[tuple[str, int]],
        column: str = "", tolerated: Sequence[str] = (), expected: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Enter an anomaly into the key."""
        number = sum(one.id.startswith(f"{anomaly.id}.") for one in self.key) + 1
        self.key.append(
            Planted(
                id=f"{anomaly.id}.{number:02d}", kind=anomaly.kind, signature=anomaly.signature,
                origin=str(anomaly.settings.get("origin", "planted")),
                table=rows[0][0], keys=tuple(keys), rows=tuple(rows), column=column,
                expected=dict(expected or anomaly.expected), tolerated=tuple(tolerated),
                why=Names(zh=anomaly.why.zh, en=anomaly.why.en),
            )
        )  # fmt: skip

    def case_rows(self, rows: Sequence[Row]) -> list[tuple[str, int]]:
        """Places of case rows, for the key."""
        return [("case", row["at"]) for row in rows]

    def sealed(self) -> dict[str, pl.DataFrame]:
        """The tables with all changes and additions."""
        return {name: self._sealed(name) for name in self._tables}

    def _sealed(self, name: str) -> pl.DataFrame:
        frame = self._tables[name]
        changed = []
        for column, edits in self._edits.get(name, {}).items():
            values = frame[column].to_list()
            for at, value in edits.items():
                if at < len(values):
                    values[at] = value
            changed.append(pl.Series(column, values, dtype=frame.schema[column]))
        frame = frame.with_columns(changed)
        if not self._added[name]:
            return frame
        rows = [{column: row.get(column) for column in frame.columns} for row in self._added[name]]
        return pl.concat([frame, pl.DataFrame(rows, schema=frame.schema)])

    def for_returns(self, tables: Mapping[str, pl.DataFrame]) -> Draft:
        """The same draft with the court's returns filled in, which are computed from the rest."""
        self._tables = dict(tables)
        return self

    def faults(self) -> FileFaults:
        """What only the files show."""
        return FileFaults(
            cells=tuple(self._cells), extra=tuple(self._extra), skipped=tuple(self._skipped)
        )
