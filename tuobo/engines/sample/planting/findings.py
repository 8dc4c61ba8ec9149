"""Breaches of time limits: one recipe a finding, on plain cases that were otherwise in time."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from tuobo.engines.sample.plan import Anomaly
from tuobo.engines.sample.planting.draft import Draft, Row, months_after

_CLOSED = pl.col("closed_on").is_not_null()
_PAPER = "审限文书丙{}号"


def _early(draft: Draft, days: int = 420) -> pl.Expr:
    return pl.col("filed_on") < draft.today - timedelta(days=days)


def _closed(draft: Draft, anomaly: Anomaly, kind: str) -> list[Row]:
    """Plain closed cases of a kind, filed early enough for all that is done to them."""
    where = pl.col("plain") & _CLOSED & _early(draft) & (pl.col("kind") == kind)
    return draft.pick(where, anomaly.count, anomaly.id)


def _interval(draft: Draft, row: Row, ground: str, first: int, last: int, **more: object) -> int:
    """An exclusion from so many to so many days after filing, with paper and approval."""
    start = row["filed_on"] + timedelta(days=first)
    values: dict[str, object] = {
        "case_number": row["case_number"], "kind": "excluded", "ground": ground,
        "starts_on": start, "ends_on": row["filed_on"] + timedelta(days=last),
        "applied_on": start, "approved_on": start, "approver": "president",
        "paper": _PAPER.format(row["at"]),
    }  # fmt: skip
    return draft.add("interval", **(values | more))


def _extension(draft: Draft, row: Row, months: int, **more: object) -> int:
    values: dict[str, object] = {
        "case_number": row["case_number"], "kind": "extended", "added_months": months,
        "paper": _PAPER.format(row["at"]),
    }  # fmt: skip
    return draft.add("interval", **(values | more))


def _enter(draft: Draft, anomaly: Anomaly, row: Row, at: int, column: str, *tolerated: str) -> None:
    draft.record(anomaly, [row["case_number"]], column=column, tolerated=tolerated,
                 rows=[("interval", at), ("case", row["at"])])  # fmt: skip


def hidden_overrun(draft: Draft, anomaly: Anomaly) -> None:
    """Closed after the limit while the source system's own date says it was in time."""
    for row in _closed(draft, anomaly, "civil_ordinary"):
        end = months_after(row["filed_on"], 6)
        closed = draft.working_day(end + timedelta(days=45))
        draft.reclose(row, closed)
        draft.change("case", row["at"], source_due_on=closed + timedelta(days=8))
        draft.record(anomaly, [row["case_number"]], rows=draft.case_rows([row]),
                     column="source_due_on")  # fmt: skip


def late_extension(draft: Draft, anomaly: Anomaly) -> None:
    """Granted only after the limit had run out."""
    for row in _closed(draft, anomaly, "civil_ordinary"):
        end = months_after(row["filed_on"], 6)
        approved = draft.working_day(end + timedelta(days=22))
        closed = draft.working_day(end + timedelta(days=50))
        draft.reclose(row, closed)
        draft.change("case", row["at"], source_due_on=months_after(row["filed_on"], 12))
        at = _extension(draft, row, 6, starts_on=approved, applied_on=approved,
                        approved_on=approved, approver="president")  # fmt: skip
        _enter(draft, anomaly, row, at, "approved_on")


def extension_without_basis(draft: Draft, anomaly: Anomaly) -> None:
    """An extension that nobody, or nobody entitled, approved."""
    for order, row in enumerate(_closed(draft, anomaly, "civil_ordinary")):
        asked = draft.working_day(months_after(row["filed_on"], 6) - timedelta(days=20))
        approval = {"approved_on": asked + timedelta(days=2), "approver": "division_head"}
        at = _extension(draft, row, 3, starts_on=asked + timedelta(days=2), applied_on=asked,
                        **(approval if order % 2 else {"paper": None}))  # fmt: skip
        if asked > row["closed_on"]:
            closed = draft.working_day(months_after(row["filed_on"], 6) - timedelta(days=2))
            draft.reclose(row, closed)
        _enter(draft, anomaly, row, at, "approver")


def extension_over_cap(draft: Draft, anomaly: Anomaly) -> None:
    """Three months granted where the law allows one."""
    for row in _closed(draft, anomaly, "civil_simplified"):
        end = months_after(row["filed_on"], 3)
        asked = draft.working_day(end - timedelta(days=18))
        granted = draft.working_day(end - timedelta(days=8))
        draft.reclose(row, draft.working_day(end + timedelta(days=18)))
        at = _extension(draft, row, 3, starts_on=granted, applied_on=asked, approved_on=granted,
                        approver="president")  # fmt: skip
        _enter(draft, anomaly, row, at, "added_months")


def exclusion_without_paper(draft: Draft, anomaly: Anomaly) -> None:
    """Time excluded for an appraisal of which no paper exists."""
    for row in _closed(draft, anomaly, "civil_ordinary"):
        draft.reclose(row, draft.working_day(row["filed_on"] + timedelta(days=100)))
        at = _interval(draft, row, "X-EXPERT", 30, 55, paper=None)
        _enter(draft, anomaly, row, at, "paper")


def exclusion_ground_not_in_law(draft: Draft, anomaly: Anomaly) -> None:
    """A ground of enforcement or of criminal appeals on a civil case."""
    for order, row in enumerate(_closed(draft, anomaly, "civil_ordinary")):
        draft.reclose(row, draft.working_day(row["filed_on"] + timedelta(days=100)))
        at = _interval(draft, row, "X-SALE" if order % 2 else "X-PROC-READ", 30, 50)
        _enter(draft, anomaly, row, at, "ground")


def exclusion_after_expiry(draft: Draft, anomaly: Anomaly) -> None:
    """Time excluded after the limit had already run out."""
    for row in _closed(draft, anomaly, "civil_ordinary"):
        days = (months_after(row["filed_on"], 6) - row["filed_on"]).days
        closed = draft.working_day(row["filed_on"] + timedelta(days=days + 65))
        draft.reclose(row, closed)
        draft.change("case", row["at"], source_due_on=closed + timedelta(days=3))
        at = _interval(draft, row, "X-EXPERT", days + 20, days + 50)
        _enter(draft, anomaly, row, at, "starts_on")


def overlapping_exclusions(draft: Draft, anomaly: Anomaly) -> None:
    """Two exclusions that share days, which the source system counted twice."""
    for row in _closed(draft, anomaly, "civil_ordinary"):
        draft.reclose(row, draft.working_day(row["filed_on"] + timedelta(days=120)))
        first = _interval(draft, row, "X-EXPERT", 20, 52)
        at = _interval(draft, row, "X-JURIS", 40, 70)
        due = months_after(row["filed_on"], 6) + timedelta(days=32 + 30)
        draft.change("case", row["at"], source_due_on=due)
        draft.record(anomaly, [row["case_number"]], column="starts_on",
                     rows=[("interval", at), ("interval", first), ("case", row["at"])])  # fmt: skip


def exclusion_over_cap(draft: Draft, anomaly: Anomaly) -> None:
    """A public notice of 75 days where one of 30 is allowed."""
    for row in _closed(draft, anomaly, "civil_ordinary"):
        draft.reclose(row, draft.working_day(row["filed_on"] + timedelta(days=150)))
        at = _interval(draft, row, "X-NOTICE", 20, 95)
        _enter(draft, anomaly, row, at, "ends_on")


def notice_in_simplified(draft: Draft, anomaly: Anomaly) -> None:
    """Service by public notice in a simplified case."""
    for row in _closed(draft, anomaly, "civil_simplified"):
        draft.reclose(row, draft.working_day(row["filed_on"] + timedelta(days=75)))
        at = _interval(draft, row, "X-NOTICE", 15, 45)
        draft.add("event", case_number=row["case_number"], kind="notice", method="notice",
                  happened_on=row["filed_on"] + timedelta(days=15),
                  until_on=row["filed_on"] + timedelta(days=45))  # fmt: skip
        _enter(draft, anomaly, row, at, "ground")


def stay_linked_case_closed(draft: Draft, anomaly: Anomaly) -> None:
    """Still stayed although the awaited case was closed months ago."""
    window = pl.col("filed_on").is_between(anomaly.day("from"), anomaly.day("until"))
    where = pl.col("plain") & (pl.col("kind") == "civil_ordinary") & window
    for order, row in enumerate(draft.pick(where, anomaly.count, anomaly.id)):
        since, latest = row["filed_on"], draft.today - timedelta(days=150)
        awaited = draft.pick(
            pl.col("plain") & (pl.col("case_word") == "民初") & (pl.col("filed_on") < since)
            & pl.col("closed_on").is_between(since + timedelta(days=40), latest),
            1, f"{anomaly.id}{order}",
        )  # fmt: skip
        if not awaited:
            continue
        draft.reopen(row)
        at = _interval(draft, row, "X-STAY-LINKED", 30, 0, kind="suspended", ends_on=None,
                       applied_on=None,
                       linked_case_number=awaited[0]["case_number"])  # fmt: skip
        draft.record(anomaly, [row["case_number"], awaited[0]["case_number"]],
                     column="linked_case_number", tolerated=("G8",),
                     rows=[("interval", at), *draft.case_rows([row, awaited[0]])])  # fmt: skip


def appraisal_too_long(draft: Draft, anomaly: Anomaly) -> None:
    """An appraisal of five months without any follow-up."""
    for row in _closed(draft, anomaly, "civil_ordinary"):
        draft.reclose(row, draft.working_day(row["filed_on"] + timedelta(days=230)))
        at = _interval(draft, row, "X-EXPERT", 30, 180)
        _enter(draft, anomaly, row, at, "ends_on")


def too_many_adjournments(draft: Draft, anomaly: Anomaly) -> None:
    """Three hearings put off in a simplified case, which allows one."""
    for row in _closed(draft, anomaly, "civil_simplified"):
        draft.reclose(row, draft.working_day(row["filed_on"] + timedelta(days=85)))
        places = []
        for days in (20, 38, 56):
            day = row["filed_on"] + timedelta(days=days)
            at = draft.add("event", case_number=row["case_number"], kind="adjournment",
                           happened_on=day, until_on=day + timedelta(days=16),
                           consented=True)  # fmt: skip
            places.append(("event", at))
        draft.record(anomaly, [row["case_number"]], column="happened_on",
                     rows=[places[-1], *places[:-1], ("case", row["at"])])  # fmt: skip


def closed_before_served(draft: Draft, anomaly: Anomaly) -> None:
    """Reported closed weeks before the judgment reached the last party."""
    for row in _closed(draft, anomaly, "civil_simplified"):
        served = draft.working_day(row["closed_on"] + timedelta(days=30))
        draft.change("case", row["at"], served_on=served, closing_way="judgment",
                     effective_on=served + timedelta(days=16),
                     archived_on=served + timedelta(days=45))  # fmt: skip
        draft.record(anomaly, [row["case_number"]], rows=draft.case_rows([row]),
                     column="served_on", tolerated=("chronology", "G7"))  # fmt: skip


def late_conversion(draft: Draft, anomaly: Anomaly) -> None:
    """Simplified to ordinary only after the simplified limit had passed."""
    for row in _closed(draft, anomaly, "civil_ordinary"):
        day = draft.working_day(months_after(row["filed_on"], 3) + timedelta(days=24))
        draft.reclose(row, draft.working_day(row["filed_on"] + timedelta(days=150)))
        at = draft.add("event", case_number=row["case_number"], kind="conversion",
                       happened_on=day, from_value="simplified", to_value="ordinary")  # fmt: skip
        draft.record(anomaly, [row["case_number"]], column="happened_on", tolerated=("G9",),
                     rows=[("event", at), ("case", row["at"])])  # fmt: skip


def mediation_too_long(draft: Draft, anomaly: Anomaly) -> None:
    """Forty days of mediation in a simplified case without consent to extend."""
    rows = (
        draft.table("mediation")
        .with_row_index("row")
        .filter(
            pl.col("regime") == "post_filing",
            pl.col("extension_consented_on").is_null(),
            pl.col("outcome").is_in(["failed", "refused", "expired"]),
        )
    )
    fit = draft.cases.filter(
        pl.col("kind") == "civil_simplified",
        pl.col("free"),
        ~pl.col("named"),
        pl.col("closed_on") - pl.col("filed_on") > timedelta(days=48),
    ).join(rows.select("row", "case_number", "mediation_number", "signed_on"), on="case_number")
    free = [
        row for row in fit.sort("case_number").to_dicts() if not draft.is_taken(row["case_number"])
    ]
    for row in free[: anomaly.count]:
        draft.take([row["case_number"]])
        ended = draft.working_day(row["signed_on"] + timedelta(days=40))
        draft.change("mediation", row["row"], ended_on=ended)
        draft.record(anomaly, [row["mediation_number"], row["case_number"]], column="ended_on",
                     tolerated=("G3",),
                     rows=[("mediation", row["row"]), ("case", row["at"])])  # fmt: skip


def pre_filing_number_after_2025(draft: Draft, anomaly: Anomaly) -> None:
    """诉前调 numbers given after they were abolished."""
    court = draft.plan.court.court
    division = draft.plan.court.divisions[0]
    first = anomaly.day("from")
    for serial in range(1, anomaly.count + 1):
        filed = draft.working_day(first + timedelta(days=serial * 9))
        closed = draft.working_day(filed + timedelta(days=14))
        number = f"（{filed.year}）{court}诉前调{serial}号"
        at = draft.add(
            "case", case_number=number, court=court, case_word="诉前调", case_year=filed.year,
            case_serial=serial, domain="pre_filing", instance="other", cause="物业服务合同纠纷",
            division=division.name, judge=f"法官{division.code}01", panel=False, e_filed=False,
            received_on=filed, accepted_on=filed, filed_on=filed, entered_on=filed,
            closed_on=closed, closing_way="other", foreign_related=False,
            dispute=f"纠{filed.year}-前{serial:03d}",
        )  # fmt: skip
        draft.record(anomaly, [number], rows=[("case", at)], column="case_word",
                     tolerated=("unknown_code", "G3"))  # fmt: skip


def natural_overruns(draft: Draft, anomaly: Anomaly) -> None:
    """Not planted: the overruns that the court really has, listed so that nothing is unknown."""
    due = (pl.col("hard_on") + pl.col("stopped")).cast(pl.Int32).cast(pl.Date)
    real = pl.col("natural_overrun") & (_CLOSED | (due < draft.today))
    for row in draft.cases.filter(real).to_dicts():
        draft.record(anomaly, [row["case_number"]], rows=draft.case_rows([row]),
                     column="closed_on")  # fmt: skip
