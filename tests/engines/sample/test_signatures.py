"""Gaming signatures that show in single cases: a plain query for each finds the key and no more.

The queries are those that a reader of the indicator reference would write by hand; that they find
nothing else shows that the rest of the court does not play.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest

from tuobo.engines.sample import SampleCourt

_SUIT = pl.col("case_word") == "民初"
_ENDED = pl.col("closing_way") == "enforcement_suspended_closing"


def _days(later: str, earlier: str) -> pl.Expr:
    return (pl.col(later) - pl.col(earlier)).dt.total_days()


def _filed_long_after_receipt(court: SampleCourt) -> pl.DataFrame:
    return court.tables["case"].filter(_SUIT, _days("filed_on", "received_on") > 7)


def _typed_in_late(court: SampleCourt) -> pl.DataFrame:
    return court.tables["case"].filter(_days("entered_on", "filed_on") > 14)


def _mediation_without_end(court: SampleCourt) -> pl.DataFrame:
    open_ = court.tables["mediation"].filter(
        pl.col("ended_on").is_null(), pl.col("signed_on") < court.as_of - timedelta(days=45)
    )
    return open_.select(case_number="mediation_number")


def _success_without_agreement(court: SampleCourt) -> pl.DataFrame:
    nominal = court.tables["mediation"].filter(
        pl.col("outcome") == "agreed",
        ~pl.col("has_agreement"),
        pl.col("ended_on") == pl.col("registered_on"),
    )
    return nominal.select(case_number="mediation_number")


def _withdrawn_and_filed_again(court: SampleCourt) -> pl.DataFrame:
    suits = court.tables["case"].filter(_SUIT)
    first = suits.filter(pl.col("closing_way").is_in(["withdrawn", "deemed_withdrawn"]))
    pairs = first.join(suits.select("dispute", "cause", again="filed_on"), on=["dispute", "cause"])
    return pairs.filter(_days("again", "closed_on").is_between(1, 60))


def _closed_before_decided(court: SampleCourt) -> pl.DataFrame:
    return court.tables["case"].filter(pl.col("decided_on") > pl.col("closed_on"))


def _stopped_just_before_the_end(court: SampleCourt) -> pl.DataFrame:
    """An exclusion without a paper that begins in the last five days of six months."""
    stops = court.tables["interval"].filter(pl.col("kind") != "extended", pl.col("paper").is_null())
    rows = stops.join(court.tables["case"].select("case_number", "filed_on"), on="case_number")
    left = (pl.col("filed_on").dt.offset_by("6mo") - pl.col("starts_on")).dt.total_days()
    return rows.filter(left.is_between(0, 20))


def _converted_at_the_end(court: SampleCourt) -> pl.DataFrame:
    """In the last tenth of three months."""
    turns = court.tables["event"].filter(
        pl.col("kind") == "conversion", pl.col("from_value") == "simplified"
    )
    rows = turns.join(court.tables["case"].select("case_number", "filed_on"), on="case_number")
    left = (pl.col("filed_on").dt.offset_by("3mo") - pl.col("happened_on")).dt.total_days()
    return rows.filter(left.is_between(0, 9))


def _appeal_never_sent(court: SampleCourt) -> pl.DataFrame:
    return court.tables["case"].filter(
        pl.col("appealed_on") < court.as_of - timedelta(days=90), pl.col("appeal_sent_on").is_null()
    )


def _second_round(court: SampleCourt) -> pl.DataFrame:
    return court.tables["case"].filter(_SUIT, pl.col("origin_case_number").is_not_null())


def _resumed_soon(court: SampleCourt) -> pl.DataFrame:
    case = court.tables["case"]
    ended = case.filter(_ENDED).select(origin_case_number="case_number", ended="closed_on")
    again = case.filter(pl.col("case_word") == "执恢").join(ended, on="origin_case_number")
    soon = again.filter(_days("filed_on", "ended") <= 90)
    return soon.select(case_number="origin_case_number")


def _same_claim_many_times(court: SampleCourt) -> pl.DataFrame:
    """Three or more of one day, judge and cause whose amounts lie within ten yuan."""
    like = ["filed_on", "judge", "cause", pl.col("claim_amount") // 1000]
    suits = court.tables["case"].filter(_SUIT)
    return suits.filter(pl.len().over(like) >= 3)


def _money_after_the_end(court: SampleCourt) -> pl.DataFrame:
    money = court.tables["money"].join(court.tables["case"], on="case_number")
    return money.filter(pl.col("recovered_on") > pl.col("closed_on"))


QUERIES: list[tuple[set[str], Callable[[SampleCourt], pl.DataFrame], int]] = [
    ({"G1", "G2"}, _filed_long_after_receipt, 0),
    ({"G1-entered"}, _typed_in_late, 0),
    ({"G3", "G3-after"}, _mediation_without_end, 0),
    ({"G4"}, _success_without_agreement, 0),
    ({"G5"}, _withdrawn_and_filed_again, 0),
    ({"G7"}, _closed_before_decided, 0),
    ({"G8", "G8-stay"}, _stopped_just_before_the_end, 0),
    ({"G9"}, _converted_at_the_end, 0),
    ({"G11"}, _appeal_never_sent, 0),
    ({"G12"}, _second_round, 1),
    ({"G13"}, _resumed_soon, 0),
    ({"G16"}, _same_claim_many_times, 0),
    ({"G17"}, _money_after_the_end, 0),
]


@pytest.mark.parametrize(("ids", "query", "from_key"), QUERIES)
def test_a_plain_query_finds_the_planted_cases_and_no_others(
    court: SampleCourt, ids: set[str], query: Callable[[SampleCourt], pl.DataFrame], from_key: int
) -> None:
    """`from_key`: the first key of an entry that shows the signature (later rounds of G12)."""
    planted = [one for one in court.answer_key if one.id.rpartition(".")[0] in ids]
    whole = {"G12", "G16"} & ids
    expected = {key for one in planted for key in (one.keys[from_key:] if whole else one.keys[:1])}
    found = set(query(court)["case_number"])

    assert planted
    assert found == expected


def _planted(court: SampleCourt, signature: str) -> set[str]:
    return {key for one in court.answer_key if one.signature == signature for key in one.keys}


def test_closings_crowd_in_the_last_working_days_of_2024(court: SampleCourt) -> None:
    """A usual five working days see a fifth or so of the month's closings; here it is half."""
    suits = court.tables["case"].filter(
        _SUIT, pl.col("closed_on").dt.year() == 2024, pl.col("closed_on").dt.month() == 12
    )
    last = suits.filter(pl.col("closed_on") >= date(2024, 12, 25))

    assert last.height / suits.height > 0.4
    assert len(_planted(court, "G6") & set(last["case_number"])) == 110


def test_from_mid_2025_reversals_are_nobody_s_fault(court: SampleCourt) -> None:
    changed = court.tables["case"].filter(pl.col("appeal_attributable").is_not_null())
    late = pl.col("appeal_decided_on") >= date(2025, 7, 1)
    before = changed.filter(~late)["appeal_attributable"].mean()
    after = changed.filter(late)["appeal_attributable"].mean()

    assert isinstance(before, float)
    assert isinstance(after, float)
    assert after < 0.62
    assert before > 0.7


def test_codes_shift_from_mid_2025_without_more_money(court: SampleCourt) -> None:
    shifted = court.tables["money"].filter(
        pl.col("case_number").is_in(list(_planted(court, "G14")))
    )
    assert shifted.height == 40
    assert shifted["recovered"].sum() < 0.12 * shifted["claimed"].sum()


def test_easy_matters_are_closed_by_one_judge_at_the_end_of_2025(court: SampleCourt) -> None:
    batch = court.tables["case"].filter(pl.col("case_number").is_in(list(_planted(court, "G15"))))

    assert batch.height >= 15
    assert set(batch["judge"]) == {"法官庚01"}
    assert (batch["closed_on"] - batch["filed_on"]).dt.total_days().to_list() <= [1] * batch.height
