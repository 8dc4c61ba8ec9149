"""Gaming after the decision: appeals held back, blame recoded, enforcement closed and reopened."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import polars as pl

from tuobo.engines.sample.lots import between
from tuobo.engines.sample.plan import Anomaly
from tuobo.engines.sample.planting.draft import Draft, Row

_ENFORCED = (pl.col("case_word") == "执") & pl.col("free") & ~pl.col("named")
_ENDED = pl.col("closing_way") == "enforcement_suspended_closing"


def blame_recoded(draft: Draft, anomaly: Anomaly) -> None:
    """G10: reversals coded as not attributable from one day on."""
    where = (
        pl.col("appeal_outcome").is_in(["reversed", "partly_reversed", "remanded"])
        & pl.col("appeal_attributable")
        & (pl.col("appeal_decided_on") >= anomaly.day("from"))
    )
    rows = draft.pick(where, anomaly.count, anomaly.id)
    for row in rows:
        draft.change("case", row["at"], appeal_attributable=False)
    if rows:
        draft.record(anomaly, [row["case_number"] for row in rows], rows=draft.case_rows(rows),
                     column="appeal_attributable")  # fmt: skip


def appeal_held_back(draft: Draft, anomaly: Anomaly) -> None:
    """G11: appeals that were noted and never sent up."""
    where = pl.col("appealed_on").is_between(anomaly.day("from"), anomaly.day("until"))
    for row in draft.pick(where & (pl.col("domain") == "civil") & ~pl.col("named"),
                          anomaly.count, anomaly.id):  # fmt: skip
        draft.change(
            "case", row["at"], appeal_sent_on=None, appeal_decided_on=None, appeal_outcome=None,
            appeal_attributable=None, effective_on=None, enforcement_applied_on=None,
            performed_on=None, petitioned_on=None, retrial_decided_on=None, retrial_outcome=None,
        )  # fmt: skip
        draft.record(anomaly, [row["case_number"]], rows=draft.case_rows([row]),
                     column="appeal_sent_on")  # fmt: skip


def circling(draft: Draft, anomaly: Anomaly) -> None:
    """G12: one dispute, three first-instance numbers, remanded each time."""
    suit = (
        (pl.col("kind") == "civil_ordinary") & pl.col("plain") & pl.col("closed_on").is_not_null()
    )
    early = pl.col("closed_on") < anomaly.day("until")
    for order, first in enumerate(draft.pick(suit & early, anomaly.count, anomaly.id)):
        chain = [first]
        for step in range(anomaly.number("rounds") - 1):
            remanded = chain[-1]["closed_on"] + timedelta(days=85)
            soon = pl.col("filed_on").is_between(remanded, remanded + timedelta(days=60))
            chain += draft.pick(suit & soon, 1, f"{anomaly.id}{order}-{step}")
        if len(chain) < 2:
            continue
        for earlier, later in pairwise(chain):
            _remanded(draft, earlier)
            draft.change("case", later["at"], origin_case_number=earlier["case_number"],
                         dispute=first["dispute"], cause=first["cause"])  # fmt: skip
        draft.record(anomaly, [row["case_number"] for row in chain], rows=draft.case_rows(chain),
                     column="dispute")  # fmt: skip


def _remanded(draft: Draft, row: Row) -> None:
    closed = row["closed_on"]
    draft.change(
        "case", row["at"], closing_way="judgment", appealed_on=closed + timedelta(days=10),
        appeal_sent_on=closed + timedelta(days=28), appeal_decided_on=closed + timedelta(days=80),
        appeal_outcome="remanded", appeal_attributable=True, effective_on=None, enforceable=None,
    )  # fmt: skip


def ended_and_resumed(draft: Draft, anomaly: Anomaly) -> None:
    """G13: ended for want of property at a month's end, resumed within 90 days, no search."""
    month_end = pl.col("closed_on").dt.day() >= 25
    again = (pl.col("case_word") == "执恢") & pl.col("origin_case_number").is_null()
    rows = draft.pick(_ENFORCED & _ENDED & month_end, anomaly.count, anomaly.id)
    for order, row in enumerate(rows):
        soon = pl.col("received_on").is_between(
            row["closed_on"] + timedelta(days=12), row["closed_on"] + timedelta(days=80)
        )
        resumed = draft.pick(again & soon & pl.col("free"), 1, f"{anomaly.id}{order}")
        if not resumed:
            continue
        later = resumed[0]
        draft.change("case", later["at"], origin_case_number=row["case_number"],
                     dispute=row["dispute"], cause=row["cause"])  # fmt: skip
        money = _money(draft, row["case_number"])
        draft.change("money", money["at"], assets_searched_on=None, consumption_limited_on=None,
                     recovered=0, recovered_on=None)  # fmt: skip
        draft.record(anomaly, [row["case_number"], later["case_number"]], column="closed_on",
                     rows=[*draft.case_rows([row, later]), ("money", money["at"])])  # fmt: skip


def closing_code_shifted(draft: Draft, anomaly: Anomaly) -> None:
    """G14: cases without recovery are coded 终结执行 instead of 终本 from one day on."""
    window = pl.col("closed_on").is_between(anomaly.day("from"), anomaly.day("until"))
    rows = draft.pick(_ENFORCED & _ENDED & window, anomaly.count, anomaly.id)
    for row in rows:
        draft.change("case", row["at"], closing_way="enforcement_terminated")
    if rows:
        draft.record(anomaly, [row["case_number"] for row in rows], rows=draft.case_rows(rows),
                     column="closing_way")  # fmt: skip


def money_without_number(draft: Draft, anomaly: Anomaly) -> None:
    """G17: money comes in months after 终本, and no 执恢 is registered."""
    window = pl.col("closed_on").is_between(anomaly.day("from"), anomaly.day("until"))
    lots = draft.lots(anomaly.id)
    petitions = draft.table("petition").with_row_index("at").filter(pl.col("case_number").is_null())
    for row in draft.pick(_ENFORCED & _ENDED & window, anomaly.count, anomaly.id):
        day = draft.working_day(
            row["closed_on"] + timedelta(days=int(between(lots, 80, 200, 1)[0]))
        )
        money = _money(draft, row["case_number"])
        draft.change("money", money["at"], recovered=money["claimed"] * 3 // 10, recovered_on=day)
        places = [("money", money["at"]), *draft.case_rows([row])]
        later = petitions.filter(pl.col("received_on") > day).head(1).to_dicts()
        if later:
            petitions = petitions.filter(pl.col("at") != later[0]["at"])
            draft.change("petition", later[0]["at"], case_number=row["case_number"])
            places.append(("petition", later[0]["at"]))
        draft.record(anomaly, [row["case_number"]], rows=places, column="recovered_on",
                     tolerated=("chronology",))  # fmt: skip


def _money(draft: Draft, number: str) -> Row:
    rows = draft.table("money").with_row_index("at").filter(pl.col("case_number") == number)
    found: Row = rows.to_dicts()[0]
    return found
