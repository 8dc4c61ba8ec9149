"""Frozen figures: all indicators of a court over a period, as one data version gives them.

The baseline is frozen when the court is designated, a phase when it ends. A frozen picture is a
file that is never written again; it can be recomputed from its data version at any time, and any
change to the file is found by its digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from tuobo.core.errors import DataError, RequestError, StateError
from tuobo.core.period import Period
from tuobo.engines.reports.compose import Ask, Missing, ask_of
from tuobo.engines.reports.document import Form, Passport
from tuobo.engines.reports.passports import passport_json, passport_of
from tuobo.operations.compose_report import figures_of
from tuobo.operations.report_figures import StoreFigures
from tuobo.operations.workspace import Workspace

_USED = frozenset({"goal", "diagnostic"})


@dataclass(frozen=True, kw_only=True)
class FrozenFigures:
    """All indicators of a court over a period; `missing` says which there are none of, and why.

    digest  over the figures and the reasons, not over the time of freezing
    """

    court: str
    period: Period
    data_version: str
    passports: tuple[Passport, ...]
    missing: tuple[tuple[str, str], ...]
    digest: str

    def passport(self, indicator: str) -> Passport | None:
        """The figure of an indicator, whatever version of its definition it was counted by."""
        return next((one for one in self.passports if indicator_of(one) == indicator), None)


@dataclass(frozen=True, kw_only=True)
class Deviation:
    """A frozen figure that its data version no longer gives; `now` is what it gives."""

    name: str
    frozen: str
    now: str


def freeze(
    workspace: Workspace, court: str, period: Period, at: datetime, *, version: str = "latest"
) -> FrozenFigures:
    """Compute and keep; a picture that is kept already is given back as it is.

    Raises StateError where the data have no figure at all of the period.
    """
    meant = workspace.snapshots.version(version)
    if held := kept(workspace.store, court, meant.id, period):
        return held
    made = _computed(workspace, court, period, at, version)
    if not made.passports:
        raise StateError("programme.nothing_to_freeze", version=meant.id, period=str(period))
    path = _path(workspace.store, court, made.data_version, period)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(frozen_json(made), encoding="utf-8")
    beside.replace(path)
    return made


def read_frozen(store: Path, court: str, data_version: str, period: Period) -> FrozenFigures:
    """A kept picture; RequestError if there is none, DataError if the file was changed."""
    path = _path(store, court, data_version, period)
    if not path.is_file():
        raise RequestError("programme.not_frozen", version=data_version, period=str(period))
    return frozen_of(path.read_text(encoding="utf-8"), path.name)


def kept(store: Path, court: str, data_version: str, period: Period) -> FrozenFigures | None:
    """A kept picture, or None where none was frozen; a changed file is still an error."""
    path = _path(store, court, data_version, period)
    return read_frozen(store, court, data_version, period) if path.is_file() else None


def deviations(workspace: Workspace, frozen: FrozenFigures, at: datetime) -> tuple[Deviation, ...]:
    """What the data version gives today where it differs from what was frozen."""
    version = workspace.snapshots.version(frozen.data_version)
    texts = workspace.texts("zh")
    with figures_of(workspace, version, texts, at, court=frozen.court) as source:
        return tuple(_deviations(source, frozen))


def frozen_json(frozen: FrozenFigures) -> str:
    """The file of a picture; passports one a line."""
    content = {
        "court": frozen.court,
        "period": str(frozen.period),
        "data_version": frozen.data_version,
        "digest": frozen.digest,
        "figures": [json.loads(passport_json(one)) for one in frozen.passports],
        "missing": [list(one) for one in frozen.missing],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def frozen_of(text: str, name: str) -> FrozenFigures:
    """The picture in a file; DataError if it is not one or its digest does not fit."""
    try:
        content = json.loads(text)
        passports = tuple(
            passport_of(json.dumps(one, ensure_ascii=False)) for one in content["figures"]
        )
        missing = tuple((str(one), str(why)) for one, why in content["missing"])
        court, version = str(content["court"]), str(content["data_version"])
        period = Period.of(content["period"])
    except (ValueError, KeyError, TypeError) as error:
        raise DataError("programme.frozen_changed", file=name) from error
    digest = _digest(court, period, version, passports, missing)
    if digest != content.get("digest"):
        raise DataError("programme.frozen_changed", file=name)
    return FrozenFigures(
        court=court,
        period=period,
        data_version=version,
        passports=passports,
        missing=missing,
        digest=digest,
    )


def figure_or_reason(source: StoreFigures, ask: Ask) -> Passport | str:
    """The figure, or in words why there is none; a break inside the period is such a reason."""
    try:
        found = source.figure(ask)
    except RequestError as error:
        return source.texts.error(error)
    return source.texts(found.reason, **found.fields) if isinstance(found, Missing) else found


def indicator_of(passport: Passport) -> str:
    """The indicator of a figure, without the version of its definition."""
    return passport.evidence.definition.partition("@")[0]


def _computed(
    workspace: Workspace, court: str, period: Period, at: datetime, version: str
) -> FrozenFigures:
    meant = workspace.snapshots.version(version)
    texts = workspace.texts("zh")
    passports, missing = [], []
    with figures_of(workspace, meant, texts, at, court=court) as source:
        for name in used_indicators(workspace, period):
            found = figure_or_reason(source, _ask(name, court, period))
            if isinstance(found, str):
                missing.append((name, found))
            else:
                passports.append(replace(found, computed_at=None))
    frozen = FrozenFigures(
        court=court,
        period=period,
        data_version=meant.id,
        passports=tuple(passports),
        missing=tuple(missing),
        digest="",
    )
    digest = _digest(court, period, meant.id, frozen.passports, frozen.missing)
    return replace(frozen, digest=digest)


def used_indicators(workspace: Workspace, period: Period) -> tuple[str, ...]:
    """The indicators that are in use, in the order of their definitions."""
    pack = workspace.indicators
    found = ((one, pack.find(one, period).definition.status) for one in pack.ids)
    return tuple(one for one, status in found if status in _USED)


def _ask(indicator: str, court: str, period: Period) -> Ask:
    scope = (("court", (court,)),)
    return Ask(definition=indicator, form=Form.VALUE, period=period, scope=scope)


def _deviations(source: StoreFigures, frozen: FrozenFigures) -> Iterator[Deviation]:
    for one in frozen.passports:
        found = figure_or_reason(source, ask_of(one))
        if isinstance(found, str):
            yield Deviation(name=one.definition_name, frozen=one.text, now=found)
        elif (found.measure, found.rows_hash) != (one.measure, one.rows_hash):
            yield Deviation(name=one.definition_name, frozen=one.text, now=found.text)


def _digest(
    court: str,
    period: Period,
    version: str,
    passports: tuple[Passport, ...],
    missing: tuple[tuple[str, str], ...],
) -> str:
    lines = [court, str(period), version, *(passport_json(one) for one in passports)]
    lines += [f"{name}\t{why}" for name, why in missing]
    return sha256("\n".join(lines).encode()).hexdigest()


def _path(store: Path, court: str, data_version: str, period: Period) -> Path:
    return store / "programme" / "frozen" / court / f"{data_version}_{period}.json"
