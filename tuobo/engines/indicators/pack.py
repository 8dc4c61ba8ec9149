"""All indicator definitions of the content in use, checked against one another and made ready.

Files under content/…/indicators hold indicators, except `breaks.yaml` (days across which a series
cannot be compared) and `small_numbers.yaml` (below which denominators print as fractions).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

from tuobo.core.content import Content, near, unique
from tuobo.core.content import load_file as definitions_of
from tuobo.core.errors import DefinitionError, RequestError
from tuobo.core.facts import FactSchema
from tuobo.core.period import Period
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.indicators.columns import Columns, dimensions_of
from tuobo.engines.indicators.definition import Break, Indicator, SmallNumbers
from tuobo.engines.indicators.plan import Ask, Flow, flows_of
from tuobo.engines.indicators.sides import ReadySide, ready

_FOLDER = "indicators"
_BREAKS = "breaks"
_SMALL = "small_numbers"
_QUANTILES = {"median", "p90"}
_MONEY = {"claimed", "recovered"}
_LAYOUT = "bits of conditions beside the columns of cases"
"""How a served build is laid out; another text where builds made before cannot be read."""


@dataclass(frozen=True)
class ReadyIndicator:
    """An indicator with its sides checked; several denominators are added up."""

    definition: Indicator
    numerator: ReadySide
    denominators: tuple[ReadySide, ...]

    @property
    def key(self) -> str:
        return self.definition.key

    @property
    def is_quantile(self) -> bool:
        return self.definition.measure in _QUANTILES

    @property
    def sides(self) -> tuple[ReadySide, ...]:
        return (self.numerator, *self.denominators)

    @property
    def dimensions(self) -> frozenset[str]:
        """What it can be filtered and broken down by: the dimensions that all its rows have."""
        return frozenset.intersection(*(frozenset(dimensions_of(s.table)) for s in self.sides))

    @property
    def counts_fen(self) -> bool:
        """Whether its counts are sums of money."""
        valued = (side.value.columns for side in self.sides if side.value is not None)
        return any(_MONEY & set(columns) for columns in valued)

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """The numbers that its measure is made of; a quantile has none, it needs the values."""
        if self.is_quantile:
            return ()
        if self.definition.measure == "mean":
            return (Ask(self.numerator, "sum"), Ask(self.numerator, "counted_values"))
        return tuple(Ask(side, "sum" if side.value else "count") for side in self.sides)


class Pack:
    """The indicators in use, by id and by id@version."""

    def __init__(
        self,
        indicators: Iterable[Indicator],
        columns: Columns,
        breaks: Iterable[Break] = (),
        small: SmallNumbers | None = None,
    ) -> None:
        self.columns = columns
        self.small = small
        self.breaks = tuple(unique(tuple(breaks), "id"))
        found = unique(tuple(indicators), "id", "version")
        self.indicators = {one.key: _made_ready(one, columns) for one in found}
        self._versions: dict[str, list[ReadyIndicator]] = {}
        for one in self.indicators.values():
            self._versions.setdefault(one.definition.id, []).append(one)
        self._check_names()

    @classmethod
    def of(cls, content: Content) -> Pack:
        """Every definition of the content; raises DefinitionError on the first wrong one."""
        return _of(content)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._versions)

    def find(self, name: str, period: Period | None = None) -> ReadyIndicator:
        """An indicator by id@version, or by id: the version in force at the end of the period.

        An indicator that is no longer in force is still found, so that old figures can be had.
        """
        if name in self.indicators:
            return self.indicators[name]
        versions = self._versions.get(name)
        if not versions:
            raise RequestError("indicator.unknown", indicator=name, suggestion=near(name, self.ids))
        latest = max(versions, key=lambda one: one.definition.version)
        if period is None:
            return latest
        in_force = (one for one in versions if one.definition.in_force.holds_on(period.last_day))
        return next(in_force, latest)

    def breaks_inside(self, indicator: ReadyIndicator, period: Period) -> tuple[Break, ...]:
        """The breaks that this indicator has after the first day of the period, before its end."""
        mine = self._breaks_of.get(indicator.definition.id, ())
        return tuple(one for one in mine if period.start < one.on < period.end)

    @cached_property
    def _breaks_of(self) -> dict[str, tuple[Break, ...]]:
        names = {name for one in self.breaks for name in one.indicators}
        return {name: tuple(one for one in self.breaks if name in one.indicators) for name in names}

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """The monthly flows of all indicators together."""
        return flows_of(ask for one in self.indicators.values() for ask in one.asks)

    @cached_property
    def quantile_sides(self) -> tuple[ReadySide, ...]:
        """The sides whose values a histogram must keep, each once."""
        found: dict[str, ReadySide] = {}
        for one in self.indicators.values():
            if one.is_quantile:
                found.setdefault(histogram_key(one.numerator), one.numerator)
        return tuple(found.values())

    @cached_property
    def fingerprint(self) -> str:
        """Changes when a served build of these definitions would be another."""
        parts = [_LAYOUT, *(flow.key for flow in self.flows)]
        parts += [histogram_key(side) for side in self.quantile_sides]
        sides = [side for one in self.indicators.values() for side in one.sides]
        parts += sorted({f"{side.table}:{name}" for side in sides for name in side.columns})
        parts += [f"{name}:{','.join(self.columns.codes(name))}" for name in self._code_lists()]
        return sha256("\n".join(parts).encode()).hexdigest()[:16]

    def _code_lists(self) -> list[str]:
        return sorted(self.columns.vocabularies.lists)

    def _check_names(self) -> None:
        known = list(self._versions)
        for one in self.indicators.values():
            for companion in one.definition.companions:
                if companion not in self._versions:
                    raise DefinitionError(
                        "indicator.unknown_companion",
                        definition=one.key,
                        found=companion,
                        suggestion=near(companion, known),
                    )
        for broken in self.breaks:
            for name in broken.indicators:
                if name not in self._versions:
                    raise DefinitionError(
                        "indicator.unknown_in_break",
                        definition=broken.id,
                        found=name,
                        suggestion=near(name, known),
                    )


def histogram_key(side: ReadySide) -> str:
    """Names the values that a quantile is taken of."""
    value = side.value.sql if side.value else ""
    entered = side.entered if side.is_stock else ""
    return f"{side.table}|{side.side.anchor}|{entered}|{side.where.sql}|{value}"


def _made_ready(one: Indicator, columns: Columns) -> ReadyIndicator:
    if one.interval is not None and not one.interval.document.strip():
        raise DefinitionError("indicator.interval_without_document", definition=one.key)
    below = () if one.denominator is None else (one.denominator, *one.denominator_plus)
    return ReadyIndicator(
        definition=one,
        numerator=ready(one.numerator, columns, one.key, "numerator"),
        denominators=tuple(ready(side, columns, one.key, "denominator") for side in below),
    )


@lru_cache(maxsize=4)
def _of(content: Content) -> Pack:
    indicators: list[Indicator] = []
    breaks: list[Break] = []
    small: list[SmallNumbers] = []
    for path in content.files(_FOLDER):
        if path.stem == _BREAKS:
            breaks += definitions_of(path, Break)
        elif path.stem == _SMALL:
            small += definitions_of(path, SmallNumbers)
        else:
            indicators += definitions_of(path, Indicator)
    columns = Columns(FactSchema.of(content), Vocabularies.of(content))
    return Pack(indicators, columns, breaks, small[-1] if small else None)
