"""What a check of the files must find: wrong cells, rows twice, rows missing, rows of nobody.

These stand in the written files only. The fact tables keep the truth, so that a test can compare
what the intake made of a cell with what it should have been.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import polars as pl

from tuobo.engines.sample.plan import Anomaly
from tuobo.engines.sample.planting.draft import Draft, Row

_PLAIN = pl.col("plain") & pl.col("closed_on").is_not_null()
# Cases of the last months: a row that is lost then unsettles few of the court's monthly returns.
_LATE = (pl.col("filed_on").dt.year() == 2025) & (pl.col("filed_on").dt.month() >= 9)
_SUIT = (pl.col("case_word") == "民初") & _PLAIN & _LATE
_SOON = (pl.col("filed_on").dt.year() == 2025) & (pl.col("filed_on").dt.month() <= 10)
_BARE_WORD = (pl.col("case_word") == "执保") & _PLAIN
# What a row that is wrong or lost may set off besides.
_FOLLOWS = (
    "accounting_identity", "chronology", "missing_required", "numbering_gap", "orphan_row",
    "unknown_code",
)  # fmt: skip


def _text(draft: Draft, anomaly: Anomaly, row: Row, column: str, text: str) -> None:
    """One wrong cell of one case."""
    draft.write("case", row["at"], column, text)
    draft.record(anomaly, [row["case_number"]], rows=draft.case_rows([row]), column=column,
                 tolerated=_FOLLOWS)  # fmt: skip


def _texts(draft: Draft, anomaly: Anomaly, cells: Sequence[tuple[str, str]]) -> None:
    rows = draft.pick(_SUIT, len(cells), anomaly.id)
    for row, (column, text) in zip(rows, cells, strict=False):
        _text(draft, anomaly, row, column, text)


def _unread_close(draft: Draft, anomaly: Anomaly, text: str) -> None:
    """An unreadable closing date must not pass for an open case, so its row is rejected."""
    for row in bare_cases(draft, 1, f"{anomaly.id}-closed", _BARE_WORD & _SOON):
        draft.write("case", row["at"], "closed_on", text)
        draft.record(anomaly, [row["case_number"]], rows=draft.case_rows([row]),
                     column="closed_on", expected={"unreadable_value": "rejected"},
                     tolerated=_FOLLOWS)  # fmt: skip


def bare_cases(draft: Draft, count: int, step: str, where: pl.Expr) -> list[Row]:
    """Cases to which no other row refers, so that losing them orphans nothing."""
    used = [
        draft.table(name)["case_number"].drop_nulls()
        for name in ("interval", "event", "money", "mediation", "petition")
    ]
    numbers = pl.concat(used).unique()
    return draft.pick(where & ~pl.col("case_number").is_in(numbers.implode()), count, step)


def case_number_form(draft: Draft, anomaly: Anomaly) -> None:
    """No bracketed year, an unlisted case word, a serial number in words."""
    for order, row in enumerate(bare_cases(draft, anomaly.count, anomaly.id, _BARE_WORD & _SOON)):
        court, year, serial = row["court"], row["case_year"], row["case_serial"]
        texts = (
            f"恒安保全{serial}",
            f"（{year}）{court}执宝{serial}号",
            f"（{year}）{court}执保某号",
        )
        _text(draft, anomaly, row, "case_number", texts[order % len(texts)])


def repeated_rows(draft: Draft, anomaly: Anomaly) -> None:
    """The same row twice."""
    for row in draft.pick(_SUIT, anomaly.count, anomaly.id):
        at = draft.repeat("case", row["at"])
        draft.record(anomaly, [row["case_number"]], column="case_number",
                     rows=[("case", at), ("case", row["at"])])  # fmt: skip


def conflicting_rows(draft: Draft, anomaly: Anomaly) -> None:
    """One number, two different cases."""
    for row in draft.pick(_SUIT, anomaly.count, anomaly.id):
        at = draft.repeat("case", row["at"], cause="追偿权纠纷", judge="法官丁06")
        draft.record(anomaly, [row["case_number"]], column="case_number", tolerated=_FOLLOWS,
                     rows=[("case", at), ("case", row["at"])])  # fmt: skip


def chronology(draft: Draft, anomaly: Anomaly) -> None:
    """Closed before filed; decided before filed; archived before closed."""
    columns = {"closed_on": "rejected", "decided_on": "rejected", "archived_on": "warning"}
    rows = draft.pick(_SUIT & pl.col("archived_on").is_not_null(), anomaly.count, anomaly.id)
    for order, row in enumerate(rows):
        column = list(columns)[order % len(columns)]
        since = "closed_on" if column == "archived_on" else "filed_on"
        before = row[since] - timedelta(days=40)
        draft.write("case", row["at"], column, before.isoformat())
        draft.record(anomaly, [row["case_number"]], rows=draft.case_rows([row]), column=column,
                     expected={"chronology": columns[column]}, tolerated=_FOLLOWS)  # fmt: skip


def impossible_date(draft: Draft, anomaly: Anomaly) -> None:
    """Days on which no people's court sat."""
    _texts(draft, anomaly, [("received_on", "1900年1月5日"), ("entered_on", "1901-01-01"),
                            ("decided_on", "1925/9/14")])  # fmt: skip


def no_such_day(draft: Draft, anomaly: Anomaly) -> None:
    """Days that no calendar has."""
    _unread_close(draft, anomaly, "2025-02-30")
    _texts(draft, anomaly, [
        ("received_on", "2025年13月5日"), ("decided_on", "2025/11/31"),
        ("entered_on", "2025-00-10"),
    ])  # fmt: skip


def future_date(draft: Draft, anomaly: Anomaly) -> None:
    """Days after the day that the data speak of."""
    _texts(draft, anomaly, [("closed_on", "2027-03-05"), ("decided_on", "2026/8/9"),
                            ("entered_on", "2062-01-04")])  # fmt: skip


def unknown_code(draft: Draft, anomaly: Anomaly) -> None:
    """Labels that no code list has."""
    _texts(draft, anomaly, [("closing_way", "和谐结案"), ("procedure", "特快程序"),
                            ("closing_way", "服判息访")])  # fmt: skip
    stops = (
        draft.table("interval")
        .with_row_index("at")
        .filter(pl.col("ground") == "X-JURIS", pl.col("starts_on").dt.year() == 2024)
    )
    row = stops.to_dicts()[:1]
    for one in row:
        draft.take([one["case_number"]])
        draft.write("interval", one["at"], "ground", "领导交办")
        draft.record(anomaly, [one["case_number"]], rows=[("interval", one["at"])],
                     column="ground", tolerated=("exclusion_ground_not_in_law",))  # fmt: skip


def closing_way_mismatch(draft: Draft, anomaly: Anomaly) -> None:
    """Suits closed as if they were enforcement, and the other way round."""
    _texts(draft, anomaly, [("closing_way", "执行完毕"), ("closing_way", "终结本次执行程序")])
    where = (pl.col("case_word") == "执") & pl.col("free") & pl.col("closed_on").is_not_null()
    for row in draft.pick(where & ~pl.col("named"), 1, f"{anomaly.id}-enforcement"):
        _text(draft, anomaly, row, "closing_way", "判决")


def numbering_gap(draft: Draft, anomaly: Anomaly) -> None:
    """Runs of numbers that the export does not have."""
    words = ("执保", "财保", "司惩")
    for order in range(anomaly.count):
        where = (pl.col("case_word") == words[order % len(words)]) & _PLAIN & _SOON
        where &= pl.col("case_serial") > 4
        rows = bare_cases(draft, 1, f"{anomaly.id}{order}", where)
        for row in rows:
            draft.skip("case", row["at"])
            after = draft.cases.filter(
                pl.col("case_word") == row["case_word"], pl.col("case_year") == row["case_year"],
                pl.col("case_serial") == row["case_serial"] + 1,
            ).to_dicts()  # fmt: skip
            draft.record(anomaly, [row["case_number"]], rows=draft.case_rows(after or [row]),
                         column="case_number", tolerated=("accounting_identity",))  # fmt: skip


def interval_overlap(draft: Draft, anomaly: Anomaly) -> None:
    """An exclusion entered twice with other days."""
    stops = draft.table("interval").with_row_index("at").filter(
        pl.col("ground") == "X-EXPERT", pl.col("ends_on").is_not_null(),
        pl.col("ends_on") - pl.col("starts_on") > timedelta(days=20),
        pl.col("case_number").is_unique(),
    )  # fmt: skip
    free = [row for row in stops.to_dicts() if not draft.is_taken(row["case_number"])]
    for row in free[: anomaly.count]:
        draft.take([row["case_number"]])
        again = {name: row[name] for name in draft.table("interval").columns}
        again["starts_on"] = row["starts_on"] + timedelta(days=8)
        again["paper"] = f"{row['paper']}之二"
        at = draft.add("interval", **again)
        draft.record(anomaly, [row["case_number"]], column="starts_on",
                     rows=[("interval", at), ("interval", row["at"])])  # fmt: skip


def missing_required(draft: Draft, anomaly: Anomaly) -> None:
    """No filing date; no registration date; no post."""
    for row in bare_cases(draft, 2, anomaly.id, _BARE_WORD & _SOON):
        draft.write("case", row["at"], "filed_on", "")
        draft.record(anomaly, [row["case_number"]], rows=draft.case_rows([row]),
                     column="filed_on", tolerated=_FOLLOWS)  # fmt: skip
    mediations = draft.table("mediation").with_row_index("at")
    one = mediations.filter(pl.col("outcome") == "agreed", pl.col("regime") == "pre_filing")
    for row in one.tail(1).to_dicts():
        draft.write("mediation", row["at"], "registered_on", "")
        draft.record(anomaly, [row["mediation_number"]], rows=[("mediation", row["at"])],
                     column="registered_on")  # fmt: skip
    staff = draft.table("staff").with_row_index("at").filter(pl.col("post") == "clerk")
    for row in staff.head(1).to_dicts():
        draft.write("staff", row["at"], "post", "")
        draft.record(anomaly, [row["person"]], rows=[("staff", row["at"])], column="post")


def unreadable_value(draft: Draft, anomaly: Anomaly) -> None:
    """Words where a day, an amount or a yes or no should stand."""
    _texts(draft, anomaly, [("claim_amount", "约三万余元"), ("e_filed", "待核")])
    _unread_close(draft, anomaly, "见附件")
    money = draft.table("money").with_row_index("at").filter(pl.col("recovered") > 0)
    free = [row for row in money.to_dicts() if not draft.is_taken(row["case_number"])]
    for row in free[:1]:
        draft.take([row["case_number"]])
        draft.write("money", row["at"], "recovered", "若干")
        draft.record(anomaly, [row["case_number"]], rows=[("money", row["at"])],
                     column="recovered")  # fmt: skip


def orphan_row(draft: Draft, anomaly: Anomaly) -> None:
    """Exclusions, events and money of case numbers that no case row has."""
    court = draft.plan.court.court
    tables = ("interval", "event", "money")
    for order in range(anomaly.count):
        name = tables[order % len(tables)]
        frame = draft.table(name).with_row_index("at")
        if name == "interval":
            frame = frame.filter(pl.col("ground") == "X-JURIS")
        like = frame.head(1).to_dicts()
        if not like:
            continue
        number = f"（2024）{court}民初{990001 + order}号"
        at = draft.repeat(name, like[0]["at"], case_number=number)
        draft.record(anomaly, [number], rows=[(name, at)], column="case_number")


def broken_balances(draft: Draft, anomaly: Anomaly) -> None:
    """Returns in which 旧存 + 新收 is not 已结 + 未结, or 旧存 is not last month's 未结."""
    caseload = draft.table("caseload").with_row_index("at")
    rows = caseload.filter(pl.col("division").is_not_null(), pl.col("starts_on").dt.month() == 7)
    picked = draft.lots(anomaly.id).permutation(rows.height)[: anomaly.count]
    for order, at in enumerate(sorted(picked.tolist())):
        row = rows.row(at, named=True)
        column = "pending" if order % 2 == 0 else "resolved"
        draft.write("caseload", row["at"], column, str(row[column] + 7 + order))
        following = caseload.filter(
            pl.col("division") == row["division"],
            pl.col("starts_on") == row["ends_on"] + timedelta(days=1),
        )["at"].to_list()
        places = [("caseload", at) for at in (row["at"], *following)]
        draft.record(anomaly, [f"{row['division']} {row['starts_on']}"], rows=places,
                     column=column)  # fmt: skip
