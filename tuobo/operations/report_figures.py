"""The figures of a report: indicators of one data version, and findings of time limits.

Fits the served build, the charts and the findings to what composing asks for. A figure is refused
with its reason where it would mislead: no rows, a base before the data begin, a period that is not
over, too few cases for a comparison of rates, a break that forbids the comparison.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

import polars as pl

from tuobo.core.cube import Cell
from tuobo.core.days_in_words import day_in_words, period_in_words
from tuobo.core.evidence import Evidence
from tuobo.core.measure import Count
from tuobo.core.period import Period, month_index
from tuobo.core.texts import Texts
from tuobo.engines.indicators import (
    Question,
    ReadyIndicator,
    Served,
    answer,
    rows_digest,
    value_of,
)
from tuobo.engines.reports import Figure
from tuobo.engines.reports.compose import (
    COMPARISONS,
    Ask,
    Missing,
    MonthSeries,
    Record,
    RecordsAsk,
    Test,
    Verdict,
    counts_below,
    is_growth,
    said_change,
    said_value,
)
from tuobo.engines.reports.document import Form, Passport
from tuobo.engines.timelimits import FindingRule
from tuobo.operations.criterion_readings import LEDGER as CRITERION
from tuobo.operations.criterion_readings import with_readings
from tuobo.operations.data_gaps import DataGaps
from tuobo.operations.ledger_versions.figures import LedgerFigures, ledger_name
from tuobo.operations.report_tests import MonthReader, tested
from tuobo.operations.scope_words import label_of, scope_in_words
from tuobo.operations.workspace import Workspace

FINDING = "finding."
_NO_CASES, _SMALL, _NOT_OVER = (
    f"indicator.{name}" for name in ("no_cases", "small_number", "period_not_over")
)
_NOTHING = Count(value=0)
_YEARS_BACK = 30


@dataclass(frozen=True)
class StoreFigures:
    """A `FigureSource` over one served data version and the findings of its day."""

    workspace: Workspace
    served: Served
    findings: pl.DataFrame
    gaps: DataGaps
    texts: Texts
    at: datetime
    ledgers: LedgerFigures | None = None
    _cells: dict[tuple[str, Period, str], Cell] = field(default_factory=dict)
    _hashes: dict[tuple[str, Period, str], str] = field(default_factory=dict)
    _begins: dict[tuple[str, ...], date | None] = field(default_factory=dict)

    def figure(self, ask: Ask) -> Passport | Missing:
        if self._is_finding(ask.definition):
            return self._finding(ask)
        if self._is_of_ledger(ask.definition):
            return self._of_ledger(ask)
        ready = self._ready(ask)
        name = self.texts.pick(ready.definition.names)
        if refused := self.gaps.refusals(ready):
            return self._missing(name, "no_data", note=refused[0])
        if ask.form in COMPARISONS:
            return self._comparison(ask, ready, name)
        return self._value(ask, ready, name)

    def _value(self, ask: Ask, ready: ReadyIndicator, name: str) -> Passport | Missing:
        begins, as_of = self.begins(ask), self.served.version.as_of
        if begins is None or ask.period.start < begins:
            return self._missing(name, "before_data", **_begun(ask.period, begins, self.texts))
        if as_of is not None and as_of < ask.period.start:
            day = day_in_words(as_of, self.texts)
            return self._missing(
                name, "not_over", period=period_in_words(ask.period, self.texts), day=day
            )
        cell = self.cell(ready, ask)
        if _NO_CASES in cell.evidence.notes and counts_below(cell.measure) == 0:
            return self._missing(name, "no_cases", period=period_in_words(ask.period, self.texts))
        text = said_value(self._figure(ready, cell), ask.form)
        if not text:
            return self._missing(name, "no_such_side", form=self.texts(f"compose.form.{ask.form}"))
        return self._passport(ask, ready, cell, text)

    def notes(self, passport: Passport) -> Sequence[str]:
        evidence, base = passport.evidence, passport.base_evidence
        if self._is_finding(evidence.definition):
            return ()
        if self._is_of_ledger(evidence.definition):
            return self.ledgers.notes(passport) if self.ledgers else ()
        ready = self.served.pack.find(evidence.definition)
        periods = [one.period for one in (evidence, base) if one is not None]
        between = Period(min(one.start for one in periods), max(one.end for one in periods))
        told = [
            self.texts(
                "compose.break",
                day=day_in_words(one.on, self.texts),
                name=self.texts.pick(one.names),
            )
            for one in self.served.pack.breaks_inside(ready, between)
        ]
        as_of = self.served.version.as_of
        if as_of is not None and as_of < evidence.period.last_day:
            period = period_in_words(evidence.period, self.texts)
            told.append(
                self.texts("compose.not_over", period=period, day=day_in_words(as_of, self.texts))
            )
        return [*told, *self.gaps.notes(ready)]

    def test(self, test: Test, ask: Ask) -> Verdict:
        if self._is_of_ledger(ask.definition):
            no = Verdict(holds=False, name="", test=str(test), basis="")
            return self.ledgers.test(test, ask) if self.ledgers else no
        return tested(test, ask, self)

    def months(self, ask: Ask, count: int) -> MonthSeries:
        return self.reader(ask).series(count)

    def places(self, ask: Ask, dimension: str) -> Sequence[tuple[str, str]]:
        if self._is_of_ledger(ask.definition):
            return self.ledgers.places(ask, dimension) if self.ledgers else ()
        ready = self._ready(ask)
        question = Question(
            period=ask.period,
            indicators=(ready.key,),
            scope=dict(ask.scope),
            by=(dimension,),
        )
        codes = [cell.at[dimension] for cell in answer(self.served, question)]
        return [(code, label_of(self.workspace, dimension, code)) for code in codes if code]

    def records(self, ask: RecordsAsk) -> Sequence[Record]:
        """The records; exit criteria with their figures of the period."""
        if self.ledgers is None:
            return ()
        found = self.ledgers.records(ask)
        if ask.ledger != CRITERION:
            return found
        entries = self.ledgers.version.entries[CRITERION]
        return with_readings(found, entries, ask.period, ask.scope, self)

    def scope_in_words(self, evidence: Evidence) -> str:
        return scope_in_words(self.workspace, evidence)

    def name_of(self, definition: str) -> str:
        if self._is_finding(definition):
            return self.texts.pick(self._rule(definition).names)
        if self._is_of_ledger(definition):
            return ledger_name(self.workspace.ledgers, definition, self.texts)
        return self.texts.pick(self.served.pack.find(definition).definition.names)

    def reader(self, ask: Ask) -> MonthReader:
        """The months of an indicator, to be read as a chart."""
        return MonthReader(self.workspace, self.served, self._ready(ask), ask, self.texts)

    def cell(self, ready: ReadyIndicator, ask: Ask) -> Cell:
        """The cell of a figure, computed once."""
        key = (ready.key, ask.period, repr(ask.scope))
        if key not in self._cells:
            question = Question(period=ask.period, indicators=(ready.key,), scope=dict(ask.scope))
            self._cells[key] = answer(self.served, question).cells[0]
        return self._cells[key]

    def begins(self, ask: Ask) -> date | None:
        """The first month in which a case was closed: before it the store has no whole picture."""
        court = dict(ask.scope).get("court", ())
        if court not in self._begins:
            as_of = self.served.version.as_of
            last = month_index(as_of) if as_of else ask.period.months[-1]
            question = Question(
                period=Period.of_months(last - _YEARS_BACK * 12, last),
                indicators=("resolved_cases",),
                scope={"court": court} if court else {},
                by=("month",),
            )
            found = answer(self.served, question)
            months = (one.evidence.period.start for one in found if one.measure != _NOTHING)
            self._begins[court] = next(months, None)
        return self._begins[court]

    def is_small(self, ask: Ask) -> bool:
        """Whether a figure rests on so few cases that nothing may be claimed of it."""
        return self._is_small(self.cell(self._ready(ask), ask))

    def _comparison(self, ask: Ask, ready: ReadyIndicator, name: str) -> Passport | Missing:
        assert ask.base is not None
        name = f"{name}{self.texts(f'compose.form.{ask.form}')}"
        if problem := self._incomparable(ask, ready):
            reason, fields = problem
            return self._missing(name, reason, **fields)
        now, base = (self.cell(ready, replace(ask, period=one)) for one in (ask.period, ask.base))
        for cell in (now, base):
            if counts_below(cell.measure) == 0:
                return self._missing(
                    name, "no_cases", period=period_in_words(cell.evidence.period, self.texts)
                )
            if self._is_small(cell) and cell.measure != _NOTHING:
                named, least = period_in_words(cell.evidence.period, self.texts), self._least
                return self._missing(name, "small", period=named, least=least)
        values = [value_of(ready.definition, c.measure, c.evidence.period) for c in (now, base)]
        unit = ready.definition.unit
        if values[0] is None or values[1] is None or (is_growth(unit) and values[1] == 0):
            return self._missing(name, "base_zero", period=period_in_words(ask.base, self.texts))
        return self._passport(ask, ready, now, said_change(values[0], values[1], unit), base)

    @property
    def _least(self) -> int:
        small = self.served.pack.small
        return small.least_denominator if small else 0

    def _is_small(self, cell: Cell) -> bool:
        """Few cases on which a comparison would rest; growth of a count divides by the count."""
        if isinstance(cell.measure, Count):
            return cell.measure.value < self._least
        return _SMALL in cell.evidence.notes

    def _incomparable(
        self, ask: Ask, ready: ReadyIndicator
    ) -> tuple[str, dict[str, object]] | None:
        """Why two periods must not be compared, if they must not."""
        assert ask.base is not None
        first, last = sorted((ask.base, ask.period))
        for one in self.served.pack.breaks_inside(ready, Period(first.start, last.end)):
            if one.effect == "refuse":
                name = self.texts.pick(one.names)
                return "across_break", {"day": day_in_words(one.on, self.texts), "name": name}
        as_of = self.served.version.as_of
        if as_of is not None and as_of < ask.period.last_day:
            return "not_over", {
                "period": period_in_words(ask.period, self.texts),
                "day": day_in_words(as_of, self.texts),
            }
        begins = self.begins(ask)
        if begins is None or ask.base.start < begins:
            return "before_data", _begun(ask.base, begins, self.texts)
        return None

    def _passport(
        self, ask: Ask, ready: ReadyIndicator, now: Cell, text: str, base: Cell | None = None
    ) -> Passport:
        hashes = [self._rows_hash(ready, cell) for cell in (now, base) if cell is not None]
        formula = self.texts.pick(ready.definition.meaning)
        if base is not None:
            formula += self.texts(f"compose.formula.{_change(ready.definition.unit)}")
        return Passport(
            code=ask.code,
            text=text,
            form=ask.form,
            definition_name=self.texts.pick(ready.definition.names),
            formula=formula,
            measure=now.measure,
            evidence=now.evidence,
            base=None if base is None else base.measure,
            base_evidence=None if base is None else base.evidence,
            computed_at=self.at,
            rows_hash=hashes[0] if len(hashes) == 1 else _digest(hashes),
        )

    def _rows_hash(self, ready: ReadyIndicator, cell: Cell) -> str:
        """The hash of the rows on both sides, computed once."""
        period, scope = cell.evidence.period, cell.evidence.scope
        key = (ready.key, period, repr(sorted(scope.items())))
        if key not in self._hashes:
            self._hashes[key] = rows_digest(self.served, ready.key, period, scope)
        return self._hashes[key]

    def _finding(self, ask: Ask) -> Passport | Missing:
        """How many cases have a finding on the day of the data; findings have no other period."""
        rule = self._rule(ask.definition)
        name = self.texts.pick(rule.names)
        if ask.form is not Form.VALUE:
            return self._missing(name, "finding_form")
        found = self.findings.filter(pl.col("finding") == rule.id)
        for dimension, values in ask.scope:
            if dimension not in found.columns:
                return self._missing(name, "finding_scope", dimension=dimension)
            found = found.filter(pl.col(dimension).is_in(values))
        numbers = sorted(set(found["case_number"].drop_nulls().to_list()))
        version = self.served.version
        day = version.as_of or ask.period.last_day
        evidence = Evidence(
            definition=f"{ask.definition.partition('@')[0]}@1",
            data_version=version.id,
            period=Period(day, day + timedelta(days=1)),
            scope=dict(ask.scope),
        )
        source = " ".join(filter(None, (rule.source.text, rule.source.article)))
        return Passport(
            code=replace(ask, definition=evidence.definition, period=evidence.period).code,
            text=f"{len(numbers):,}",
            form=Form.VALUE,
            definition_name=name,
            formula=self.texts("compose.formula.finding", name=name, source=source),
            measure=Count(value=len(numbers)),
            evidence=evidence,
            computed_at=self.at,
            rows_hash=_digest(numbers),
        )

    def _of_ledger(self, ask: Ask) -> Passport | Missing:
        """A figure of the ledgers; without a ledger version it stays a gap."""
        if self.ledgers is not None:
            return self.ledgers.figure(ask)
        return self._missing(self.name_of(ask.definition), "no_ledger_version")

    def _is_finding(self, definition: str) -> bool:
        """Findings on time limits share their first word with the ledger of inspections."""
        name = definition.partition("@")[0].removeprefix(FINDING)
        return definition.startswith(FINDING) and name in self.workspace.finding_rules

    def _is_of_ledger(self, definition: str) -> bool:
        return is_no_indicator(definition) and not self._is_finding(definition)

    def _rule(self, definition: str) -> FindingRule:
        return self.workspace.finding_rules[definition.partition("@")[0].removeprefix(FINDING)]

    def _ready(self, ask: Ask) -> ReadyIndicator:
        return self.served.pack.find(ask.definition, ask.period)

    def _figure(self, ready: ReadyIndicator, cell: Cell) -> Figure:
        return Figure(
            measure=cell.measure,
            unit=ready.definition.unit,
            value=value_of(ready.definition, cell.measure, cell.evidence.period),
            counts_fen=ready.counts_fen,
            is_small=_SMALL in cell.evidence.notes,
        )

    def _missing(self, name: str, reason: str, /, **fields: object) -> Missing:
        return Missing(name=name, reason=f"compose.missing.{reason}", fields=fields)


def is_no_indicator(definition: str) -> bool:
    """Whether a figure is one of a ledger, such as problem.open, or counts a finding."""
    return "." in definition


def _begun(period: Period, begins: date | None, texts: Texts) -> dict[str, object]:
    return {
        "period": period_in_words(period, texts),
        "begins": "—" if begins is None else period_in_words(Period.of(f"{begins:%Y-%m}"), texts),
    }


def _change(unit: str) -> str:
    return {"share": "points", "days": "days"}.get(unit, "growth")


def _digest(lines: Sequence[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()
