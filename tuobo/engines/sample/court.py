"""The sample court as one value: fact tables, answer key, and what is wrong with its files only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.sample.answer_key import FileFaults, Planted
from tuobo.engines.sample.calendar import WorkingDays
from tuobo.engines.sample.course import courses
from tuobo.engines.sample.disputes import linked
from tuobo.engines.sample.filings import filings
from tuobo.engines.sample.outcomes import outcomes
from tuobo.engines.sample.plan import Plan
from tuobo.engines.sample.planting.draft import Draft
from tuobo.engines.sample.planting.plot import RECIPES, RETURNS, plant
from tuobo.engines.sample.returns import caseload_table, petition_table, staff_table
from tuobo.engines.sample.tables import (
    case_table,
    event_table,
    interval_table,
    mediation_table,
    money_table,
)

DEFAULT_SEED = 2025
FULL_SIZE = 29000


@dataclass(frozen=True, kw_only=True)
class SampleCourt:
    """An invented court.

    tables      facts by table, planted anomalies included, exactly the columns of the schema
    answer_key  what was planted, and the natural overruns
    faults      what only the written files have: wrong cells, extra and missing rows
    as_of       the day that the data speak of
    """

    court: str
    name: str
    as_of: date
    seed: int
    tables: Mapping[str, pl.DataFrame]
    answer_key: tuple[Planted, ...]
    faults: FileFaults


def sample_court(
    seed: int = DEFAULT_SEED, *, size: int = FULL_SIZE, content: Content | None = None
) -> SampleCourt:
    """The court drawn from a seed; the same seed and size give the same court, cell by cell.

    `size` is about the number of cases of all years together; 600 make a quick test.
    """
    content = content or Content()
    plan, schema = Plan.of(content), FactSchema.of(content)
    words = Vocabularies.of(content)["case_word"]
    open_days, scale = WorkingDays(plan.court), size / FULL_SIZE
    work = filings(plan, words, open_days, seed=seed, scale=scale)
    work = courses(plan, work, open_days, seed=seed)
    work = outcomes(plan, work, open_days, seed=seed)
    work = linked(plan, work, seed=seed)
    facts = {
        "case": case_table(plan, schema, work),
        "interval": interval_table(plan, schema, work),
        "event": event_table(plan, schema, work, open_days, seed=seed),
        "mediation": mediation_table(plan, schema, work, open_days, seed=seed),
        "money": money_table(plan, schema, work, seed=seed),
        "petition": petition_table(plan, schema, work, open_days, seed=seed, scale=scale),
        "staff": staff_table(plan, schema),
        "caseload": schema["caseload"].empty(),
    }
    draft = Draft(plan, facts, work, open_days, seed)
    plant(draft, RECIPES, scale)
    facts = draft.sealed()
    facts["caseload"] = caseload_table(plan, schema, facts["case"], facts["interval"])
    returns = draft.for_returns(facts)
    plant(returns, RETURNS, 1.0)
    return SampleCourt(
        court=plan.court.court,
        name=plan.court.names.zh,
        as_of=plan.court.data_day,
        seed=seed,
        tables=facts,
        answer_key=tuple(returns.key),
        faults=returns.faults(),
    )
