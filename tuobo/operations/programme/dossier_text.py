"""The text of the dossier and of the self-check: an outline, in part, with its figures.

A part of the dossier is a first heading of its outline; which there are, who keeps them and what
a court leaves out is content. Knows no database: ledgers are told from their frozen version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tuobo.core.content import Content, Definition, Identifier, Names
from tuobo.core.period import Period
from tuobo.engines.intake import DataVersion
from tuobo.engines.reports.compose import (
    Composition,
    Making,
    Outline,
    Setting,
    compose,
    default_period,
)
from tuobo.engines.reports.layout import chart_style
from tuobo.operations.compose_report import figures_of, outlines_of
from tuobo.operations.workspace import Workspace

DOSSIER, SELF_CHECK = "dossier", "evaluation_self_check"


class DossierPart(Definition):
    """A part: its heading in the outline, who keeps it, the ledgers that it tells of."""

    part: Identifier
    names: Names
    heading: str
    owner: str
    ledgers: tuple[str, ...]


class DossierChoice(Definition):
    """What a court leaves out, and who keeps a part there; the last root wins."""

    without: tuple[str, ...] = ()
    owners: Mapping[str, str] = {}


@dataclass(frozen=True, kw_only=True)
class TextAsked:
    """A text for a court from the latest ledger version; `without` are first headings."""

    outline: str
    court: str
    version: DataVersion
    at: datetime
    dated_on: date
    baseline: Period | None = None
    period: Period | None = None
    without: frozenset[str] = frozenset()


def parts_of(content: Content) -> tuple[DossierPart, ...]:
    """All parts in their order, whether or not they are left out."""
    return content.load("dossier", DossierPart)


def choice_of(content: Content) -> DossierChoice:
    """What the court has chosen."""
    return content.load("dossier_choice", DossierChoice)[-1]


def headings_of(content: Content, without: Iterable[str]) -> frozenset[str]:
    """The first headings of parts that are left out."""
    left_out = frozenset(without)
    return frozenset(one.heading for one in parts_of(content) if one.part in left_out)


def compose_text(workspace: Workspace, asked: TextAsked) -> Composition:
    """The text of an outline without some of its parts, every figure with its passport."""
    texts = workspace.texts("zh")  # official texts are Chinese
    outlines = outlines_of(workspace)
    outline = without_parts(outlines.find(asked.outline), asked.without)
    version = asked.version
    setting = Setting(
        court=asked.court,
        court_name=workspace.court_name(asked.court),
        period=asked.period or default_period(outline.period, version.as_of),
        as_of=version.as_of,
        dated_on=asked.dated_on,
        baseline=asked.baseline,
        scope=(("court", (asked.court,)),),
    )
    making = Making(outlines=outlines, texts=texts, charts=chart_style(workspace.content))
    with figures_of(workspace, version, texts, asked.at, court=asked.court) as source:
        name = f"{asked.outline}-{setting.period}"
        return compose(outline, setting, source, making, name)


def without_parts(outline: Outline, headings: frozenset[str]) -> Outline:
    """The outline without some first headings and all that stands under them."""
    kept, is_on = [], True
    for part in outline.body:
        if part.h1 is not None:
            is_on = part.h1 not in headings
        if is_on:
            kept.append(part)
    return outline.model_copy(update={"body": tuple(kept)})
