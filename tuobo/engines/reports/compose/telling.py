"""Composes a report: an outline and a source of figures become a document tree.

A figure that there is prints with its passport, one that there is not prints 【待填：…】 and is
listed; a sentence is said only if its tests hold, and the tests that let a claim be said go into
the annex. Nothing is invented, nothing is ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tuobo.core.days_in_words import day_in_words, period_in_words
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.reports.compose.figures import (
    CLAIMS,
    Ask,
    Fields,
    FigureSource,
    Missing,
    Scope,
    Test,
    Verdict,
)
from tuobo.engines.reports.compose.outline import Choice, Condition, Saying, Sentence
from tuobo.engines.reports.compose.periods import period_before, year_before
from tuobo.engines.reports.compose.tokens import (
    COMPARISONS,
    FigureToken,
    GapToken,
    PhraseToken,
    Piece,
    RecordToken,
    When,
    Word,
    WordToken,
    figure_token,
    pieces_of,
)
from tuobo.engines.reports.document import FigureRun, Form, Passport, Run, TextRun


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a run is about; empty texts and periods print as gaps."""

    court: str
    court_name: str
    period: Period
    as_of: date
    dated_on: date
    baseline: Period | None = None
    receiver: str = ""
    number: str = ""
    signer: str = ""
    scope: Scope = ()


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A place that a person must fill: what is printed, why, and under which heading."""

    text: str
    reason: str
    place: str


@dataclass
class Teller:
    """Says sentences and keeps account of gaps, claims and notes on the way."""

    setting: Setting
    source: FigureSource
    phrases: Mapping[str, str]
    texts: Texts
    place: str = ""
    gaps: list[Gap] = field(default_factory=list)
    claims: dict[tuple[str, str], Verdict] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    said: dict[str, None] = field(default_factory=dict)
    record: Fields = field(default_factory=dict)

    def runs(self, sayings: Sequence[Saying]) -> tuple[Run, ...]:
        """The runs of a paragraph; notes on its figures follow at its end."""
        heard: dict[str, None] = {}
        runs: list[Run] = []
        for saying in sayings:
            text = self._chosen(saying)
            if text:
                runs += self.text_runs(text, heard)
        if heard:
            runs.append(self._noted(heard))
        return _joined(without_echoes(runs))

    def _noted(self, heard: dict[str, None]) -> TextRun:
        """Notes on figures: in full the first time, then by pointing to the annex."""
        fresh = [note for note in heard if note not in self.said]
        self.said |= heard
        self.notes |= heard
        if not fresh:
            return TextRun(text=self.texts("compose.note_again"))
        return TextRun(text=self.texts("compose.note_in_text", notes="；".join(fresh)))

    def text_runs(self, text: str, heard: dict[str, None] | None = None) -> list[Run]:
        """The runs of one text; `heard` collects what must be said beside its figures."""
        return [self._run(piece, {} if heard is None else heard) for piece in pieces_of(text)]

    def plain(self, text: str) -> str:
        """A text without figures, such as a heading; its gaps are listed all the same."""
        return "".join(run.text for run in self.text_runs(text))

    def figure(self, token: FigureToken, heard: dict[str, None]) -> Run:
        """The run of a figure, or its gap."""
        ask = self.ask(token)
        found = ask if isinstance(ask, Missing) else self.source.figure(ask)
        if isinstance(found, Missing):
            reason = self.texts(found.reason, **found.fields)
            return self.add_gap(f"{found.name}（{reason}）", found.reason, **found.fields)
        heard |= dict.fromkeys(self.source.notes(found))
        return FigureRun(passport=found)

    def ask(self, token: FigureToken) -> Ask | Missing:
        """A token with its periods resolved."""
        period = self._period(token.when)
        base = self._base(token.form, period) if period else None
        if period is None or (token.form in COMPARISONS and base is None):
            name = self.source.name_of(token.definition)
            if token.form in COMPARISONS:
                name += self.texts(f"compose.form.{token.form}")
            return Missing(name=name, reason="compose.missing.no_baseline")
        scope = dict(self.setting.scope) | dict(token.scope)
        return Ask(
            definition=token.definition,
            form=token.form,
            period=period,
            scope=tuple(sorted(scope.items())),
            base=base,
        )

    def holds(self, conditions: Sequence[Condition]) -> bool:
        """Whether all tests hold; a claim that holds is kept for the annex."""
        return all(self._holds(one) for one in conditions)

    def add_gap(self, needed: str, reason: str, /, **fields: object) -> TextRun:
        """A place for a person to fill; it is listed with the reason why."""
        text = self.texts("compose.gap", needed=needed)
        gap = Gap(text=text, reason=self.texts(reason, **fields), place=self.place)
        if gap not in self.gaps:
            self.gaps.append(gap)
        return TextRun(text=text, is_gap=True)

    def _chosen(self, saying: Saying) -> str:
        match saying:
            case str():
                return saying
            case Sentence():
                return saying.say if self._is_said(saying) else ""
            case Choice():
                found = (one.say for one in saying.first if self._is_said(one))
                return next(found, "")

    def _is_said(self, sentence: Sentence) -> bool:
        return all(self.record.get(one) for one in sentence.filled) and self.holds(sentence.when)

    def _holds(self, condition: Condition) -> bool:
        ask = self.ask(figure_token(condition.of))
        if isinstance(ask, Missing):
            return condition.test is Test.UNKNOWN
        found = self.source.figure(ask)
        match condition.test:
            case Test.KNOWN:
                return isinstance(found, Passport)
            case Test.UNKNOWN:
                return isinstance(found, Missing)
            case _:
                verdict = self.source.test(condition.test, ask)
                if verdict.holds and condition.test in CLAIMS:
                    self.claims[verdict.name, verdict.test] = verdict
                return verdict.holds

    def _run(self, piece: Piece, heard: dict[str, None]) -> Run:
        match piece:
            case str():
                return TextRun(text=piece)
            case FigureToken():
                return self.figure(piece, heard)
            case PhraseToken():
                return TextRun(text=self.phrases[piece.phrase])
            case GapToken():
                return self.add_gap(piece.needed, "compose.missing.no_ledger")
            case RecordToken():
                return self._of_record(piece.field)
            case WordToken():
                return self._word(piece.word)

    def _of_record(self, name: str) -> Run:
        text = self.record.get(name, "")
        if not text:
            return self.add_gap(name, "compose.missing.not_given")
        return TextRun(text=text.rstrip("。；"))

    def _word(self, word: Word) -> Run:
        setting = self.setting
        match word:
            case Word.COURT:
                text = setting.court_name
            case Word.RECEIVER:
                text = setting.receiver
            case Word.AS_OF:
                text = day_in_words(setting.as_of, self.texts)
            case Word.PERIOD | Word.YEAR_BEFORE | Word.PERIOD_BEFORE | Word.BASELINE:
                when = When.THIS if word is Word.PERIOD else When(word.value)
                period = self._period(when)
                text = period_in_words(period, self.texts) if period else ""
        if not text:
            return self.add_gap(word.value, "compose.missing.not_given")
        return TextRun(text=text)

    def _period(self, when: When | Period) -> Period | None:
        match when:
            case Period():
                return when
            case When.THIS:
                return self.setting.period
            case When.YEAR_BEFORE:
                return year_before(self.setting.period)
            case When.PERIOD_BEFORE:
                return period_before(self.setting.period)
            case When.BASELINE:
                return self.setting.baseline

    def _base(self, form: Form, period: Period) -> Period | None:
        match form:
            case Form.YEAR_ON_YEAR:
                return year_before(period)
            case Form.PERIOD_ON_PERIOD:
                return period_before(period)
            case Form.AGAINST_BASELINE:
                return self.setting.baseline
            case _:
                return None


def without_echoes(runs: Sequence[Run]) -> list[Run]:
    """The same runs without a fraction in brackets that repeats the figure before it.

    A rate of few cases prints as its fraction, so 17/19（17/19） becomes 17/19.
    """
    kept: list[Run] = []
    runs = list(runs)
    at = 0
    while at < len(runs):
        if kept and _is_echo(kept[-1], runs[at : at + 3]):
            closing = runs[at + 2]
            assert isinstance(closing, TextRun)
            kept.append(TextRun(text=closing.text.removeprefix("）")))
            at += 3
        else:
            kept.append(runs[at])
            at += 1
    return kept


def _is_echo(before: Run, following: Sequence[Run]) -> bool:
    match before, *following:
        case (
            FigureRun(passport=said),
            TextRun(text="（"),
            FigureRun(passport=again),
            TextRun(text=closing),
        ):
            return again.form is Form.FRACTION and again.text == said.text and closing[:1] == "）"
        case _:
            return False


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Neighbouring plain texts as one run."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if _is_plain(run) and isinstance(last, TextRun) and _is_plain(last):
            joined[-1] = TextRun(text=last.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def _is_plain(run: Run) -> bool:
    return isinstance(run, TextRun) and not run.is_gap
