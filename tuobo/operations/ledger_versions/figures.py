"""The figures and records that reports take from a ledger version: `problem.open` and the like.

Same rules as for indicators: a figure comes with a passport that says from which version it was
counted and by which definition, or there is none and the reason is told. A ledger without a single
entry gives no figure: nothing recorded is not the same as nothing done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from tuobo.core.days_in_words import day_in_words, period_in_words
from tuobo.core.errors import RequestError
from tuobo.core.measure import Amount, Count, Measure, Rate
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import (
    Entry,
    Figure,
    FigureQuestion,
    Frames,
    Ledger,
    LedgerBook,
    View,
    clock_readings,
    figure_cube,
    frames_of,
    holds,
    rows_behind,
)
from tuobo.engines.reports import Figure as Printed
from tuobo.engines.reports.compose import (
    COMPARISONS,
    Ask,
    Known,
    Missing,
    Record,
    RecordsAsk,
    Test,
    Verdict,
    said_change,
    said_value,
)
from tuobo.engines.reports.document import Passport
from tuobo.engines.timelimits import Calendar
from tuobo.operations.criterion_readings import LEDGER as CRITERION
from tuobo.operations.criterion_readings import READINGS
from tuobo.operations.ledger_versions.keeping import (
    LedgerVersion,
    latest_version,
    read_version,
)
from tuobo.operations.ledger_versions.telling import Words, linked_to
from tuobo.operations.ledger_versions.unstated import (
    HOLDER,
    STATEMENTS,
    UNSTATED,
    unstated_units,
)
from tuobo.operations.workspace import Workspace

LATEST = "latest"
_OWN = ("court", "unit", "state")
_OF_ALL = ("number", "unit", "state")


@dataclass(frozen=True)
class LedgerFigures:
    """Figures of one ledger version, for one court or all of them.

    `least`: a share of fewer is printed as a fraction, as everywhere.
    """

    book: LedgerBook
    version: LedgerVersion
    calendar: Calendar
    words: Words
    at: datetime
    least: int = 0
    _frames: dict[tuple[str, date], Frames] = field(default_factory=dict)

    @property
    def texts(self) -> Texts:
        return self.words.texts

    def figure(self, ask: Ask) -> Passport | Missing:
        """The figure with its passport, or why there is none."""
        ledger, figure = self._found(ask.definition)
        name = ledger_name(self.book, ask.definition, self.texts)
        if not self._of_court(ledger, ask):
            return _missing(name, "no_entries", ledger=self.texts.pick(ledger.names))
        if ask.period.start > self.version.on:
            day = day_in_words(self.version.on, self.texts)
            return _missing(
                name, "not_over", period=period_in_words(ask.period, self.texts), day=day
            )
        if figure.of_units and self.version.units is None:
            return _missing(name, "no_units")
        if ask.form in COMPARISONS:
            return self._comparison(ask, name)
        measure = self._measure(ask, ask.period)
        printed = Printed(measure=measure, unit=_unit(measure), is_small=self._is_small(measure))
        text = said_value(printed, ask.form)
        if not text:
            return _missing(name, "no_such_side", form=self.texts(f"compose.form.{ask.form}"))
        return self._passport(ask, measure, text)

    def notes(self, passport: Passport) -> Sequence[str]:
        """The day of the entries, where the period is not over on it."""
        last = passport.evidence.period.last_day
        if self.version.on >= last:
            return ()
        period, day = (
            period_in_words(passport.evidence.period, self.texts),
            day_in_words(self.version.on, self.texts),
        )
        return (self.texts("compose.not_over", period=period, day=day),)

    def test(self, test: Test, ask: Ask) -> Verdict:
        """Only whether there is any: an entry is no series that a chart could read."""
        found = self.figure(ask)
        count = _counted(found.measure) if isinstance(found, Passport) else None
        holds = {Test.SOME: bool(count), Test.NONE: count == 0}.get(test, False)
        return Verdict(
            holds=holds,
            name=ledger_name(self.book, ask.definition, self.texts),
            test=str(test),
            basis="",
        )

    def places(self, ask: Ask, dimension: str) -> Sequence[tuple[str, str]]:
        """Codes and labels of a field that the figure may be broken down by."""
        ledger, figure = self._found(ask.definition)
        question = self._question(ledger, figure, ask, ask.period, (dimension,))
        cube = figure_cube(self._at(ledger, ask.period), question)
        codes = [cell.at[dimension] for cell in cube if cell.at[dimension]]
        return [(code, self.words.label(ledger, dimension, code)) for code in codes]

    def records(self, ask: RecordsAsk) -> Sequence[Record]:
        """The entries of a view in the order that the outline asks for, in words."""
        ledger = self.book[ask.ledger]
        last = self.version.on
        on = last if ask.as_they_stand else min(ask.period.last_day, last)
        if (ask.ledger, ask.view) == (STATEMENTS, UNSTATED):
            return self._unstated(ask, on)
        view = next((one for one in ledger.views if one.id == ask.view), None)
        entries = [
            one.as_of(on)
            for one in self.version.entries.get(ledger.id, ())
            if one.created_on is not None and one.created_on <= on and _is_asked(one, ask)
        ]
        entries = [one for one in entries if view is None or self._is_in(view, ledger, one, on)]
        entries.sort(key=lambda one: (self._place(ledger, one, ask.order), one.number))
        return [self._record(one, ask) for one in entries]

    def _unstated(self, ask: RecordsAsk, on: date) -> Sequence[Record]:
        """A record for each division without a task and without a statement."""
        courts = dict(ask.scope).get("court", ()) or self.version.courts
        units = (
            unit for one in courts for unit in unstated_units(self.version, self.book, one, on)
        )
        ledger = self.book[STATEMENTS]
        names = (self.words.label(ledger, HOLDER, unit) for unit in units)
        return [Record(number="", fields={HOLDER: name}) for name in names]

    def _is_in(self, view: View, ledger: Ledger, entry: Entry, on: date) -> bool:
        readings = clock_readings(ledger, entry, on, self.calendar)
        clocks = {one.clock.id: one.status for one in readings}
        return holds(view.where, entry.values, ledger=ledger, state=entry.state, clocks=clocks)

    def _record(self, entry: Entry, ask: RecordsAsk) -> Record:
        linked = {}
        for name, (ledger, through) in ask.linked.items():
            found = linked_to(self.version, self.book[ledger], through, entry.number)
            linked[name] = tuple(self.words.fields(one) for one in found)
        return Record(number=entry.number, fields=self.words.fields(entry), linked=linked)

    def _place(self, ledger: Ledger, entry: Entry, order: str) -> int:
        """The place of an entry in the official order of a choice, such as the dimensions."""
        if not order:
            return 0
        held = [str(one) for one in entry.values.listed(order)]
        codes = self.words.order(ledger, order)
        return codes.index(held[0]) if held and held[0] in codes else len(codes)

    def _is_small(self, measure: Measure) -> bool:
        """So few that a share is printed as a fraction."""
        return isinstance(measure, Rate) and measure.denominator < self.least

    def _comparison(self, ask: Ask, name: str) -> Passport | Missing:
        assert ask.base is not None
        if ask.period.last_day > self.version.on:
            day = day_in_words(self.version.on, self.texts)
            return _missing(
                name, "not_over", period=period_in_words(ask.period, self.texts), day=day
            )
        now, base = self._measure(ask, ask.period), self._measure(ask, ask.base)
        if not isinstance(now, Count) or not isinstance(base, Count) or not base.value:
            return _missing(name, "base_zero", period=period_in_words(ask.base, self.texts))
        text = said_change(Decimal(now.value), Decimal(base.value), "cases")
        return self._passport(ask, now, text, base)

    def _measure(self, ask: Ask, period: Period) -> Measure:
        ledger, figure = self._found(ask.definition)
        question = self._question(ledger, figure, ask, period)
        return figure_cube(self._at(ledger, period), question).cells[0].measure

    def _passport(
        self, ask: Ask, measure: Measure, text: str, base: Measure | None = None
    ) -> Passport:
        ledger, figure = self._found(ask.definition)
        frames = self._at(ledger, ask.period)
        question = self._question(ledger, figure, ask, ask.period)
        cell = figure_cube(frames, question).cells[0]
        rows = rows_behind(frames, question)
        base_evidence = None
        if base is not None and ask.base is not None:
            earlier = self._question(ledger, figure, ask, ask.base)
            base_evidence = figure_cube(self._at(ledger, ask.base), earlier).cells[0].evidence
        return Passport(
            code=ask.code,
            text=text,
            form=ask.form,
            definition_name=ledger_name(self.book, ask.definition, self.texts),
            formula=self.texts("ledger_version.formula", ledger=ledger.key, figure=figure.id),
            measure=measure,
            evidence=cell.evidence,
            base=base,
            base_evidence=base_evidence,
            computed_at=self.at,
            rows_hash=sha256("\n".join(sorted(rows)).encode()).hexdigest(),
        )

    def _question(
        self,
        ledger: Ledger,
        figure: Figure,
        ask: Ask,
        period: Period,
        by: tuple[str, ...] = (),
    ) -> FigureQuestion:
        orders = {name: self.words.order(ledger, name) for name in by}
        return FigureQuestion(
            figure=figure.id,
            period=period,
            data_version=self.version.id,
            by=by,
            scope=dict(ask.scope),
            order=orders,
            units=self._units(figure, ask, period) if figure.of_units else None,
        )

    def _units(self, figure: Figure, ask: Ask, period: Period) -> frozenset[str]:
        """The units of the figure's kind that there were on the last day spoken of."""
        on = min(period.last_day, self.version.on)
        courts = dict(ask.scope).get("court", ())
        kind = str(figure.of_units)
        found = (self.version.units_on(kind, one, on) for one in courts or self.version.courts)
        return frozenset(unit for units in found for unit in units)

    def _at(self, ledger: Ledger, period: Period) -> Frames:
        """The entries of a ledger with their clocks on the last day that can be spoken of."""
        on = min(period.last_day, self.version.on)
        if (ledger.id, on) not in self._frames:
            entries = self.version.entries[ledger.id]
            made = frames_of(ledger, entries, on=on, calendar=self.calendar)
            self._frames[ledger.id, on] = made
        return self._frames[ledger.id, on]

    def _of_court(self, ledger: Ledger, ask: Ask) -> bool:
        courts = dict(ask.scope).get("court", ())
        return any(
            not courts or one.court in courts for one in self.version.entries.get(ledger.id, ())
        )

    def _found(self, definition: str) -> tuple[Ledger, Figure]:
        return _figure_of(self.book, definition)


def ledger_name(book: LedgerBook, definition: str, texts: Texts) -> str:
    """What a figure of a ledger is called, with the ledger's name before it."""
    ledger, figure = _figure_of(book, definition)
    return f"{texts.pick(ledger.names)}：{texts.pick(figure.names)}"


def _figure_of(book: LedgerBook, definition: str) -> tuple[Ledger, Figure]:
    ledger, _, figure = definition.partition("@")[0].partition(".")
    for one in book:
        if one.id == ledger and figure in one.figure_by_id:
            return one, one.figure_by_id[figure]
    raise RequestError("indicator.unknown", indicator=definition)


def with_ledgers(known: Known, book: LedgerBook) -> Known:
    """What tokens may name, the ledgers' figures, fields and records among it."""
    figures = {f"{ledger.id}.{one.id}" for ledger in book for one in ledger.figures}
    fields = {name for ledger in book for one in ledger.figures for name in one.by}
    records = {
        ledger.id: frozenset(
            {
                *(one.id for one in ledger.fields if not one.sensitive),
                *(f"view.{one.id}" for one in ledger.views),
                *_OF_ALL,
                *((READINGS,) if ledger.id == CRITERION else ()),
                *((f"view.{UNSTATED}",) if ledger.id == STATEMENTS else ()),
            }
        )
        for ledger in book
    }
    return replace(
        known,
        figures=known.figures | figures,
        dimensions=known.dimensions | fields | set(_OWN),
        records=records,
    )


def ledger_figures(
    workspace: Workspace, name: str, texts: Texts, at: datetime, *, least: int
) -> LedgerFigures | None:
    """The figures of a ledger version, of the last one, or None if none was ever kept."""
    if name == LATEST:
        name = latest_version(workspace.store)
    if not name:
        return None
    book = workspace.ledgers
    version = read_version(workspace.store, book, name)
    indicators = {
        one.definition.id: texts.pick(one.definition.names)
        for one in workspace.indicators.indicators.values()
    }
    words = Words(book, version, workspace.vocabularies, texts, indicators)
    return LedgerFigures(book, version, workspace.calendar, words, at, least)


def _is_asked(entry: Entry, ask: RecordsAsk) -> bool:
    courts = dict(ask.scope).get("court", ())
    return not courts or entry.court in courts


def _missing(name: str, reason: str, /, **fields: object) -> Missing:
    return Missing(name=name, reason=f"compose.missing.{reason}", fields=fields)


def _counted(measure: Measure) -> int:
    """What a figure counts: of a share its numerator."""
    match measure:
        case Rate():
            return measure.numerator
        case Amount():
            return measure.fen
        case Count():
            return measure.value
        case _:
            return 0


def _unit(measure: Measure) -> str:
    """How a measure of a ledger is printed: a count as it is, a share as a percentage."""
    return {"Rate": "share", "Amount": "fen"}.get(type(measure).__name__, "count")
