"""Compares what a report prints with what its data say: match, newer data, altered by hand.

The printed text, the passport that it was printed with, and the figure recomputed from the data
version of the passport and from the latest one are laid side by side; the first that differs
decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tuobo.core.errors import TuoboError
from tuobo.engines.reports.compose.figures import FigureSource, Missing, ask_of
from tuobo.engines.reports.document import Passport


class Outcome(StrEnum):
    """What became of a printed figure.

    MATCH      printed, stored and recomputed are the same, and the latest data print it so, too
    NEWER      right for its data version; newer data say otherwise
    ALTERED    the text, or the passport itself, is not what its data version gives
    LOST       the passport is there and the place in the text is not
    UNKNOWN    it cannot be recomputed: its data version or definition is not in this store
    """

    MATCH = "match"
    NEWER = "newer"
    ALTERED = "altered"
    LOST = "lost"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Printed:
    """One place of a figure; `text` is None where the place is gone from the file."""

    code: str
    text: str | None
    passport: Passport | None


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The verdict on one place: what stands there, what its data gave, what the latest data give.

    `reason` is a code of the texts.
    """

    printed: Printed
    outcome: Outcome
    reason: str
    expected: str = ""
    latest: str = ""


def checked(
    one: Printed, then: FigureSource | TuoboError | None, latest: FigureSource | None
) -> Checked:
    """The verdict on one place.

    `then` are the figures of the passport's data version, or the error that they cannot be had;
    `latest` those of the latest version, None where that is the same.
    """
    passport = one.passport
    if passport is None:
        return Checked(printed=one, outcome=Outcome.ALTERED, reason="compose.verify.no_passport")
    ask = ask_of(passport)
    if not ask.code == passport.code == one.code:
        return Checked(
            printed=one, outcome=Outcome.ALTERED, reason="compose.verify.passport_altered"
        )
    if then is None or isinstance(then, TuoboError):
        return _unknown(one, "compose.verify.no_version")
    try:
        found = then.figure(ask)
        now = latest.figure(ask) if latest else found
    except TuoboError:
        return _unknown(one, "compose.verify.no_definition")
    if isinstance(found, Missing):
        return _unknown(one, "compose.verify.no_figure")
    return _compared(one, passport, found, now)


def _compared(one: Printed, stored: Passport, found: Passport, now: Passport | Missing) -> Checked:
    latest = "" if isinstance(now, Missing) else now.text
    outcome, reason = Outcome.MATCH, "match"
    if found.rows_hash != stored.rows_hash or not _same(found, stored):
        outcome, reason = Outcome.ALTERED, "passport_altered"
    elif one.text is None:
        outcome, reason = Outcome.LOST, "lost"
    elif one.text.strip() != found.text:
        outcome, reason = Outcome.ALTERED, "text_altered"
    elif latest != found.text:
        outcome, reason = Outcome.NEWER, "newer"
    elif isinstance(now, Passport) and now.rows_hash != found.rows_hash:
        reason = "other_rows"
    return Checked(
        printed=one,
        outcome=outcome,
        reason=f"compose.verify.{reason}",
        expected=found.text,
        latest=latest,
    )


@dataclass(frozen=True, kw_only=True)
class Change:
    """A figure in two reports; None where one of them does not have it."""

    before: Passport | None
    after: Passport | None

    @property
    def name(self) -> str:
        one = self.before or self.after
        assert one is not None
        return one.definition_name


def differences(before: Sequence[Passport], after: Sequence[Passport]) -> tuple[Change, ...]:
    """The figures that changed, in the order of the first report, then those that are new.

    Figures are matched by code (same definition, form, period and scope); what has no partner is
    matched by definition, form and scope where only one on each side is left, so that reports of
    two periods can be compared.
    """
    partners = {one.code: one for one in after}
    pairs = [(one, partners.pop(one.code, None)) for one in before]
    alone = _only(one for one, partner in pairs if partner is None)
    left = _only(partners.values())
    changes = []
    for one, partner in pairs:
        if partner is None and alone.get(_kind(one)) is one:
            partner = left.get(_kind(one))  # noqa: PLW2901 - the partner found by the second rule
            if partner is not None:
                partners.pop(partner.code)
        if partner is None or partner.text != one.text:
            changes.append(Change(before=one, after=partner))
    changes += [Change(before=None, after=one) for one in partners.values()]
    return tuple(changes)


def _only(figures: Iterable[Passport]) -> dict[tuple[str, str, str], Passport]:
    found: dict[tuple[str, str, str], list[Passport]] = {}
    for one in figures:
        found.setdefault(_kind(one), []).append(one)
    return {kind: members[0] for kind, members in found.items() if len(members) == 1}


def _kind(one: Passport) -> tuple[str, str, str]:
    scope = repr(sorted(one.evidence.scope.items()))
    return one.evidence.definition.partition("@")[0], one.form, scope


def _same(found: Passport, stored: Passport) -> bool:
    return (found.measure, found.base, found.text) == (stored.measure, stored.base, stored.text)


def _unknown(one: Printed, reason: str) -> Checked:
    return Checked(printed=one, outcome=Outcome.UNKNOWN, reason=reason)
