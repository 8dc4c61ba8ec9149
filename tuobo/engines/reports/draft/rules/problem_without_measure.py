"""Problems that no measure answers and measures that answer no problem.

A problem and a measure belong together if they share a content word: two characters side by side
that are no stock word (加强, 工作, 提升 …), or four of which some may be (审判管理).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tuobo.engines.reports.draft.chinese_numbers import NUMERALS
from tuobo.engines.reports.draft.definitions import DraftRule
from tuobo.engines.reports.draft.findings import DraftContext, Finding, Found, Span, finding
from tuobo.engines.reports.draft.paragraphs import Draft, DraftParagraph, Report, Section

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_ONE_IS = re.compile(rf"(?:^|(?<=[。；：，]))[{NUMERALS}]{{1,2}}是")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One problem or measure with the words that it may be known by."""

    paragraph: DraftParagraph
    start: int
    end: int
    name: str
    grams: frozenset[str]


def problem_without_measure(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["problem_without_measure"]
    for report in draft.reports:
        problems = _points(rule, report, "problem_sections")
        measures = _points(rule, report, "measure_sections")
        if len(problems) < 2 or len(measures) < 2:
            continue
        links = [(p, m) for p in problems for m in measures if p.grams & m.grams]
        answered = {id(p) for p, _ in links}
        answering = {id(m) for _, m in links}
        yield from _told(rule, [p for p in problems if id(p) not in answered], "problem")
        yield from _told(rule, [m for m in measures if id(m) not in answering], "measure")


def _told(rule: DraftRule, points: Sequence[Point], case: str) -> Iterator[Finding]:
    for one in points:
        yield finding(
            rule,
            one.paragraph,
            Span(start=one.start, end=one.end),
            Found(case=case, fields={"name": one.name}),
        )


def _points(rule: DraftRule, report: Report, sections: str) -> list[Point]:
    wanted = rule.any_of(sections)
    found = []
    for section in report.sections:
        if wanted.search(section.heading.topic):
            found.extend(_of_items(rule, section) or _of_ordinals(rule, section))
    return found


def _of_items(rule: DraftRule, section: Section) -> list[Point]:
    return [
        Point(
            paragraph=item.heading,
            start=0,
            end=len(item.heading.topic),
            name=item.heading.topic,
            grams=_grams(rule, item.text),
        )
        for item in section.items
    ]


def _of_ordinals(rule: DraftRule, section: Section) -> list[Point]:
    """一是…二是… in running text, where the section has no headings of the second level."""
    found = []
    for paragraph in section.paragraphs:
        starts = [match.start() for match in _ONE_IS.finditer(paragraph.plain)]
        for start, end in zip(starts, [*starts[1:], len(paragraph.plain)], strict=False):
            text = paragraph.plain[start:end]
            name = re.split("[。；，]", text, maxsplit=1)[0]
            found.append(
                Point(
                    paragraph=paragraph,
                    start=start,
                    end=start + len(name),
                    name=name,
                    grams=_grams(rule, text),
                )
            )
    return found


def _grams(rule: DraftRule, text: str) -> frozenset[str]:
    """What a point may be known by: pairs of characters without the stock words, and runs of four
    in which stock words may stand (审判管理), but no filler (进一步)."""
    runs = {
        2: rule.any_of("filler", "stock").sub("，", text),
        4: rule.any_of("filler").sub("，", text),
    }
    return frozenset(
        run[at : at + size]
        for size, rest in runs.items()
        for run in _RUN.findall(rest)
        for at in range(len(run) - size + 1)
    )
