"""Which data a page shows, in one line: their day, their version, whether newer ones wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tuobo.core.errors import RequestError, StateError
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.visit import Visit


@dataclass(frozen=True, kw_only=True)
class DataShown:
    """The day of the data, the line that tells of them, and the courts that they are of."""

    as_of: date
    words: str
    courts: frozenset[str]


def data_of(visit: Visit) -> DataShown | None:
    """The data of a visit; none for an empty store, and for people who see no business data."""
    if not (visit.may("figures.view") or visit.may("cases.view")):
        return None
    try:
        with opened_for(visit) as opened:
            version, newer = opened.version, opened.newer
            courts = frozenset(opened.docket.spans)
    except (StateError, RequestError):
        return None  # the page itself says what is wrong
    code = "web.data.newer" if newer else "web.data.line"
    words = visit.texts(code, day=version.as_of, version=version.id)
    return DataShown(as_of=version.as_of, words=words, courts=courts)
