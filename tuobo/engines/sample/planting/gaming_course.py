"""Gaming along the way: closings rushed or reported early, clocks stopped, procedures changed."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from tuobo.engines.sample.lots import between
from tuobo.engines.sample.plan import Anomaly
from tuobo.engines.sample.planting.draft import Draft, months_after

_SUIT = (pl.col("case_word") == "民初") & pl.col("plain")
_ORDINARY = pl.col("plain") & (pl.col("kind") == "civil_ordinary")
_CLOSED = pl.col("closed_on").is_not_null()


def closing_burst(draft: Draft, anomaly: Anomaly) -> None:
    """G6: a year's last working days on which a month's cases are closed."""
    where = _SUIT & pl.col("filed_on").is_between(anomaly.day("from"), anomaly.day("until"))
    lots = draft.lots(anomaly.id)
    rows = draft.pick(where, anomaly.count, anomaly.id)
    last = anomaly.day("last")
    for row in rows:
        day = draft.working_day(last - timedelta(days=int(between(lots, 0, 6, 1)[0])))
        draft.reclose(row | {"closing_way": row["closing_way"] or "judgment"}, day)
    if rows:
        draft.record(anomaly, [row["case_number"] for row in rows], rows=draft.case_rows(rows),
                     column="closed_on")  # fmt: skip


def closed_before_decided(draft: Draft, anomaly: Anomaly) -> None:
    """G7: reported closed, decided and served only weeks later."""
    early = pl.col("filed_on") < draft.today - timedelta(days=330)
    judged = pl.col("closing_way") == "judgment"
    lots = draft.lots(anomaly.id)
    for row in draft.pick(_SUIT & early & judged & _CLOSED, anomaly.count, anomaly.id):
        decided = draft.working_day(
            row["closed_on"] + timedelta(days=int(between(lots, 18, 34, 1)[0]))
        )
        served = decided + timedelta(days=2)
        draft.change(
            "case", row["at"], decided_on=decided, served_on=served,
            effective_on=served + timedelta(days=16), archived_on=served + timedelta(days=40),
        )  # fmt: skip
        draft.record(anomaly, [row["case_number"]], rows=draft.case_rows([row]),
                     column="decided_on", tolerated=("chronology",))  # fmt: skip


def clock_stopped_at_the_end(draft: Draft, anomaly: Anomaly) -> None:
    """G8: an appraisal without a paper that begins days before the limit ends."""
    early = pl.col("filed_on") < draft.today - timedelta(days=330)
    for row in draft.pick(_ORDINARY & early & _CLOSED, anomaly.count, anomaly.id):
        end = months_after(row["filed_on"], 6)
        start, until = end - timedelta(days=3), end + timedelta(days=30)
        draft.reclose(row, draft.working_day(end + timedelta(days=28)))
        at = draft.add(
            "interval", case_number=row["case_number"], kind="excluded", ground="X-EXPERT",
            starts_on=start, ends_on=draft.working_day(end + timedelta(days=28)),
            applied_on=start, approved_on=start, approver="president",
        )  # fmt: skip
        draft.change("case", row["at"], source_due_on=until)
        draft.record(anomaly, [row["case_number"]], column="starts_on",
                     rows=[("interval", at), ("case", row["at"])],
                     tolerated=("overdue", "exclusion_over_cap"))  # fmt: skip


def endless_stay(draft: Draft, anomaly: Anomaly) -> None:
    """G8: a stay without a paper, begun just before the limit ended, and never lifted."""
    where = _ORDINARY & pl.col("filed_on").is_between(anomaly.day("from"), anomaly.day("until"))
    for row in draft.pick(where, anomaly.count, anomaly.id):
        start = draft.working_day(months_after(row["filed_on"], 6) - timedelta(days=4))
        draft.reopen(row)
        at = draft.add(
            "interval", case_number=row["case_number"], kind="suspended", ground="X-STAY",
            starts_on=start, approved_on=start, approver="president",
        )  # fmt: skip
        draft.record(anomaly, [row["case_number"]], column="ends_on",
                     rows=[("interval", at), ("case", row["at"])],
                     tolerated=("overdue",))  # fmt: skip


def conversion_at_the_end(draft: Draft, anomaly: Anomaly) -> None:
    """G9: simplified cases made ordinary in the last tenth of their limit, in time."""
    where = _ORDINARY & _CLOSED & (pl.col("closed_on") - pl.col("filed_on") > timedelta(days=110))
    for row in draft.pick(where, anomaly.count, anomaly.id):
        day = draft.working_day(months_after(row["filed_on"], 3) - timedelta(days=1))
        if day < months_after(row["filed_on"], 3) - timedelta(days=8):
            continue
        at = draft.add("event", case_number=row["case_number"], kind="conversion",
                       happened_on=day, from_value="simplified", to_value="ordinary")  # fmt: skip
        draft.record(anomaly, [row["case_number"]], column="happened_on",
                     rows=[("event", at), ("case", row["at"])])  # fmt: skip
