"""Definitions made for tests: one for every way in which a side can count."""

from __future__ import annotations

from datetime import date

from tests.engines.indicators.random_court import LISTS, SCHEMA
from tuobo.engines.indicators.columns import Columns
from tuobo.engines.indicators.definition import Break, Indicator, SmallNumbers
from tuobo.engines.indicators.pack import Pack

COLUMNS = Columns(SCHEMA, LISTS)
_NAMES = {"zh": "试验", "en": "trial"}
_SOURCE = {
    "text": "made for a test",
    "level": "proposal",
    "mark": "P",
    "checked_on": date(2026, 11, 23),
    "owner": "tests",
}


def indicator(name: str, numerator: dict[str, object], **further: object) -> Indicator:
    """An indicator with everything that does not matter here filled in."""
    filled: dict[str, object] = {
        "id": name,
        "version": 1,
        "names": _NAMES,
        "meaning": _NAMES,
        "pack": "test",
        "group": "context",
        "status": "diagnostic",
        "measure": "rate" if "denominator" in further else "count",
        "unit": "share" if "denominator" in further else "count",
        "numerator": numerator,
        "better": "context",
        "source": _SOURCE,
        **further,
    }
    return Indicator.model_validate(filled)


def a_break(name: str, on: date, effect: str, *indicators: str) -> Break:
    return Break.model_validate(
        {
            "id": name,
            "on": on,
            "names": _NAMES,
            "effect": effect,
            "indicators": indicators,
            "source": _SOURCE,
        }
    )


def small_numbers(least: int) -> SmallNumbers:
    return SmallNumbers.model_validate(
        {"least_denominator": least, "names": _NAMES, "source": _SOURCE}
    )


def pack_of(*indicators: Indicator, breaks: tuple[Break, ...] = (), least: int = 0) -> Pack:
    return Pack(indicators, COLUMNS, breaks, small_numbers(least) if least else None)


_DAYS = "closed_on - filed_on"
EVERY_WAY = (
    indicator("filed", {"anchor": "filed_on"}),
    indicator(
        "closed_within_limit",
        {"where": "closed_on <= due_on and domain in ('civil', 'criminal')"},
        denominator={"where": "limit_status = 'computed'"},
    ),
    indicator(
        "accepted",
        {"anchor": "appealed_on", "where": "instance = 'first'"},
        denominator={"where": "instance = 'first'"},
        complement=True,
    ),
    indicator(
        "closing_rate",
        {"where": "domain <> 'pre_filing'"},
        denominator={"anchor": "on_hand", "where": "domain <> 'pre_filing'"},
    ),
    indicator(
        "progress",
        {"where": "not case_word in ('执恢', '诉前调')"},
        denominator={
            "anchor": "on_hand",
            "where": "not case_word in ('执恢', '诉前调')",
            "shift_months": -1,
        },
    ),
    indicator("opening", {"anchor": "opening", "where": "panel"}),
    indicator(
        "old_pending",
        {"anchor": "pending", "age_months": 6},
        denominator={"anchor": "pending"},
    ),
    indicator(
        "overdue_pending",
        {"anchor": "pending", "since": "due_on", "where": "cause = '离婚纠纷'"},
        denominator={"anchor": "pending", "where": "cause = '离婚纠纷'"},
    ),
    indicator(
        "old_and_overdue",
        {"anchor": "pending", "since": "due_on", "age_months": 3},
    ),
    indicator(
        "age_of_pending",
        {"anchor": "pending", "value": "age_days"},
        measure="mean",
        unit="days",
    ),
    indicator(
        "median_age", {"anchor": "pending", "value": "age_days"}, measure="median", unit="days"
    ),
    indicator(
        "claims_pending", {"anchor": "pending", "value": "claim_amount"}, measure="sum", unit="fen"
    ),
    indicator("mean_days", {"value": _DAYS, "where": "hearings > 0"}, measure="mean", unit="days"),
    indicator(
        "median_days",
        {"value": _DAYS, "where": "coalesce(extensions, 0) = 0"},
        measure="median",
        unit="days",
    ),
    indicator("p90_days", {"value": _DAYS}, measure="p90", unit="days"),
    indicator(
        "p90_transfer",
        {"value": "appeal_sent_on - appealed_on", "anchor": "appeal_sent_on"},
        measure="p90",
        unit="days",
    ),
    indicator(
        "recovered",
        {"value": "recovered", "where": "domain = 'enforcement'"},
        denominator={"value": "claimed", "where": "domain = 'enforcement'"},
    ),
    indicator(
        "late_in_year",
        {"anchor": "filed_on", "where": "month(filed_on) > 10 or add_months(filed_on, 1) > due_on"},
        denominator={"anchor": "filed_on"},
    ),
    indicator(
        "mediated",
        {"table": "mediation", "anchor": "ended_on", "where": "outcome = 'agreed'"},
        denominator={"table": "mediation", "anchor": "ended_on"},
        denominator_plus=[{"anchor": "filed_on", "where": "domain = 'civil'"}],
    ),
    indicator(
        "petitions",
        {"table": "petition", "anchor": "received_on"},
        denominator={"anchor": "closed_on"},
    ),
    indicator("petitions_open", {"table": "petition", "anchor": "pending"}),
    indicator(
        "money_in",
        {"table": "money", "anchor": "recovered_on", "value": "recovered"},
        measure="sum",
        unit="fen",
    ),
    indicator(
        "per_judge",
        {"where": "true"},
        denominator={"table": "staff", "anchor": "pending", "where": "post = 'judge'"},
        unit="ratio",
        roll_up="sum",
    ),
    indicator(
        "reported_clearance",
        {"table": "caseload", "anchor": "ends_on", "value": "resolved"},
        denominator={"table": "caseload", "anchor": "ends_on", "value": "received"},
    ),
    indicator(
        "reported_stock",
        {"table": "caseload", "anchor": "pending", "value": "pending"},
        denominator={"table": "caseload", "anchor": "opening", "value": "opening"},
    ),
)
