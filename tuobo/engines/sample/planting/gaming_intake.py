"""Gaming at the door: filing held back, mediation as a waiting room, easy matters, serial cases."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from tuobo.engines.sample.lots import between
from tuobo.engines.sample.plan import Anomaly
from tuobo.engines.sample.planting.draft import Draft, Row, months_after

_SUIT = (pl.col("case_word") == "民初") & pl.col("plain")
_PRE_FILING = pl.col("case_word") == "诉前调"


def _filed(anomaly: Anomaly) -> pl.Expr:
    return pl.col("filed_on").is_between(anomaly.day("from"), anomaly.day("until"))


def year_end_filing(draft: Draft, anomaly: Anomaly) -> None:
    """G1: papers that came in December are filed in January."""
    lots = draft.lots(anomaly.id)
    for row in draft.pick(_SUIT & _filed(anomaly), anomaly.count, anomaly.id):
        late = int(between(lots, 0, 14, 1)[0])
        received = draft.working_day(anomaly.day("received_from") + timedelta(days=late))
        draft.change("case", row["at"], received_on=received)
        draft.record(anomaly, [row["case_number"]], rows=draft.case_rows([row]),
                     column="received_on", tolerated=("G2",))  # fmt: skip


def hung_numbers(draft: Draft, anomaly: Anomaly) -> None:
    """G1: numbers of December that were typed in weeks later."""
    for row in draft.pick(_SUIT & _filed(anomaly), anomaly.count, anomaly.id):
        entered = draft.working_day(row["filed_on"] + timedelta(days=anomaly.number("days")))
        draft.change("case", row["at"], entered_on=entered)
        if row["closed_on"] is not None and row["closed_on"] < entered:
            draft.reclose(row, draft.working_day(entered + timedelta(days=10)))
        draft.record(anomaly, [row["case_number"]], rows=draft.case_rows([row]),
                     column="entered_on")  # fmt: skip


def slow_filing(draft: Draft, anomaly: Anomaly) -> None:
    """G2: weeks from receipt to filing."""
    lots = draft.lots(anomaly.id)
    for row in draft.pick(_SUIT & _filed(anomaly), anomaly.count, anomaly.id):
        days = int(between(lots, anomaly.number("least"), anomaly.number("most"), 1)[0])
        received = draft.working_day(row["filed_on"] - timedelta(days=days))
        draft.change("case", row["at"], received_on=received)
        draft.record(anomaly, [row["case_number"]], rows=draft.case_rows([row]),
                     column="received_on")  # fmt: skip


def _mediations(draft: Draft) -> pl.DataFrame:
    """Mediations before filing with the 诉前调 case that each stands for, in filing order."""
    rows = draft.table("mediation").with_row_index("at").filter(pl.col("regime") == "pre_filing")
    own = draft.cases.filter(_PRE_FILING).select(
        own="case_number", own_at="at", filed="filed_on", suit="follow_up"
    )
    number = pl.int_range(pl.len()).over("registered_on")
    rows = rows.with_columns(order=number)
    own = own.with_columns(order=pl.int_range(pl.len()).over("filed"))
    return rows.join(own, left_on=["registered_on", "order"], right_on=["filed", "order"],
                     maintain_order="left")  # fmt: skip


def _successes(draft: Draft, anomaly: Anomaly) -> list[Row]:
    frame = _mediations(draft).filter(
        pl.col("registered_on").is_between(anomaly.day("from"), anomaly.day("until")),
        pl.col("outcome") == "agreed",
        pl.col("suit").is_null(),
    )
    free = [row for row in frame.to_dicts() if not draft.is_taken(row["own"])]
    order = draft.lots(anomaly.id).permutation(len(free))[: anomaly.count]
    rows = [free[at] for at in sorted(order.tolist())]
    draft.take([row["own"] for row in rows])
    return rows


def endless_mediation(draft: Draft, anomaly: Anomaly) -> None:
    """G3: mediations before filing that never end."""
    for row in _successes(draft, anomaly):
        draft.change("mediation", row["at"], ended_on=None, outcome=None, has_agreement=None,
                     confirmed_on=None, performed_on=None)  # fmt: skip
        draft.change("case", row["own_at"], closed_on=None, closing_way=None, archived_on=None)
        draft.record(anomaly, [row["mediation_number"], row["own"]], column="ended_on",
                     rows=[("mediation", row["at"]), ("case", row["own_at"])],
                     tolerated=("overdue",))  # fmt: skip


def endless_mediation_after_filing(draft: Draft, anomaly: Anomaly) -> None:
    """G3: mediations after filing that run past every limit, the case still open."""
    rows = draft.table("mediation").with_row_index("row").filter(pl.col("regime") == "post_filing")
    open_cases = draft.cases.filter(
        _filed(anomaly), pl.col("closed_on").is_null(), pl.col("free"), ~pl.col("settled")
    ).join(rows.select("row", "case_number", "mediation_number"), on="case_number")
    for row in open_cases.sort("case_number").head(anomaly.count).to_dicts():
        draft.take([row["case_number"]])
        draft.change("mediation", row["row"], ended_on=None, outcome=None, has_agreement=None)
        draft.record(anomaly, [row["mediation_number"], row["case_number"]], column="ended_on",
                     rows=[("mediation", row["row"]), ("case", row["at"])])  # fmt: skip


def nominal_mediation(draft: Draft, anomaly: Anomaly) -> None:
    """G4: 'successes' on the day of registration, without agreement, some sued upon soon after."""
    for order, row in enumerate(_successes(draft, anomaly)):
        day: date = row["registered_on"]
        draft.change("mediation", row["at"], ended_on=day, signed_on=day, has_agreement=False,
                     confirmed_on=None, performed_on=None,
                     mediator=str(anomaly.settings["mediator"]))  # fmt: skip
        archived = draft.past(day + timedelta(days=30))
        draft.change("case", row["own_at"], closed_on=day, archived_on=archived)
        keys, places = [row["mediation_number"], row["own"]], [("mediation", row["at"])]
        if order % 2 == 0:
            soon = pl.col("filed_on").is_between(
                day + timedelta(days=12), day + timedelta(days=80)
            ) & (pl.col("kind") == "civil_simplified")
            for suit in draft.pick(_SUIT & soon, 1, f"{anomaly.id}{order}"):
                dispute = draft.cases["dispute"][row["own_at"]]
                draft.change("case", suit["at"], dispute=dispute, cause=row["cause"])
                keys.append(suit["case_number"])
                places.append(("case", suit["at"]))
        draft.record(anomaly, keys, rows=places, column="has_agreement")


def easy_closings(draft: Draft, anomaly: Anomaly) -> None:
    """G15: a batch of preservation matters closed at once to lift the count."""
    where = (pl.col("case_word") == "执保") & _filed(anomaly)
    rows = draft.pick(where, anomaly.count, anomaly.id)
    for row in rows:
        closed = min(draft.today, row["filed_on"] + timedelta(days=1))
        closed = max(draft.working_day(closed), row["filed_on"])
        draft.reclose(row | {"closing_way": "preserved"}, closed)
        draft.change("case", row["at"], judge=str(anomaly.settings["judge"]))
    if rows:
        draft.record(anomaly, [row["case_number"] for row in rows], rows=draft.case_rows(rows),
                     column="judge")  # fmt: skip


def serial_cases(draft: Draft, anomaly: Anomaly) -> None:
    """G16: one claim in many cases: same day, cause and judge, amounts within a few yuan."""
    frame = draft.cases.filter(
        _SUIT, pl.col("kind") == "civil_simplified", pl.col("closed_on").is_not_null()
    )
    days = frame.group_by("filed_on").len().sort("len", "filed_on", descending=True)
    for group, day in enumerate(days["filed_on"].head(anomaly.number("groups")).to_list()):
        where = _SUIT & (pl.col("filed_on") == day) & (pl.col("kind") == "civil_simplified")
        rows = draft.pick(where, anomaly.count, f"{anomaly.id}{group}")
        if len(rows) < 2:
            continue
        for order, row in enumerate(rows):
            draft.change("case", row["at"], cause=str(anomaly.settings["cause"]),
                         judge=rows[0]["judge"], division=rows[0]["division"],
                         claim_amount=anomaly.number("fen") + order * 50)  # fmt: skip
        draft.record(anomaly, [row["case_number"] for row in rows], rows=draft.case_rows(rows),
                     column="claim_amount")  # fmt: skip


def withdrawn_and_filed_again(draft: Draft, anomaly: Anomaly) -> None:
    """G5: withdrawn just before the limit, then the same dispute under a new number."""
    withdrawn = pl.col("closing_way").is_in(["withdrawn", "deemed_withdrawn"])
    early = pl.col("filed_on") < draft.today - timedelta(days=400)
    limits = {"civil_simplified": 3, "civil_ordinary": 6}
    firsts = draft.pick(
        _SUIT & withdrawn & early & pl.col("kind").is_in(list(limits)), anomaly.count, anomaly.id
    )
    for order, row in enumerate(firsts):
        end = draft.working_day(
            months_after(row["filed_on"], limits[row["kind"]]) - timedelta(days=2)
        )
        soon = pl.col("filed_on").is_between(end + timedelta(days=10), end + timedelta(days=50))
        same_kind = pl.col("kind") == row["kind"]
        twins = draft.pick(_SUIT & soon & same_kind, 1, f"{anomaly.id}{order}")
        if not twins:
            continue
        draft.reclose(row, end)
        twin = twins[0]
        draft.change("case", twin["at"], dispute=row["dispute"], cause=row["cause"],
                     judge=row["judge"], division=row["division"],
                     claim_amount=row["claim_amount"])  # fmt: skip
        draft.record(anomaly, [row["case_number"], twin["case_number"]],
                     rows=draft.case_rows([row, twin]), column="closing_way",
                     tolerated=("G5", "withdrawal_and_twin"))  # fmt: skip
