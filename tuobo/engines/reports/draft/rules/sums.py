"""Sums that do not add up: 旧存+新收, 受理−审结, 合计, 其中, expressions in brackets, table totals.

其中 often lists only some of the parts, so there only a near miss or a surplus is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tuobo.engines.reports.draft.definitions import DraftRule
from tuobo.engines.reports.draft.findings import DraftContext, Finding, Found, Span, finding
from tuobo.engines.reports.draft.paragraphs import Draft, DraftParagraph, Part
from tuobo.engines.reports.draft.quantities import Quantity, levels, quantities_of
from tuobo.engines.reports.draft.sentences import LONGEST
from tuobo.engines.reports.draft.severity import Severity

_EXPRESSION = re.compile(
    r"(?<![\d,])(\d[\d,]{0,14})[件起人个]?（((?:\d[\d,]{0,14}[+＋]){1,20}\d[\d,]{0,14})[件起人个]?）"
)
_AMONG = re.compile(r"其中[，：]?")
_AMONG_ENDS = re.compile(r"。|其中")
_SIGNS = re.compile(r"[，。；：、（）]")


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A stated number, what it should be, and the reckoning that says so."""

    start: int
    end: int
    stated: Decimal
    expected: Decimal
    reckoning: str
    is_certain: bool = True


def sums(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["sums"]
    for paragraph in draft.body:
        yield from _told(rule, paragraph, _wrong_in(rule, paragraph))
    for report in draft.reports:
        rows = [one for one in report.paragraphs if one.part is Part.ROW]
        for row, wrong in _wrong_totals(rule, rows):
            yield from _told(rule, row, [wrong])


def _told(
    rule: DraftRule, paragraph: DraftParagraph, wrongs: Sequence[Wrong] | Iterator[Wrong]
) -> Iterator[Finding]:
    for one in wrongs:
        yield finding(
            rule,
            paragraph,
            Span(start=one.start, end=one.end),
            Found(
                case="" if one.is_certain else "among",
                severity=None if one.is_certain else Severity.WARNING,
                fields={
                    "reckoning": one.reckoning,
                    "expected": f"{one.expected:,}",
                    "found": f"{one.stated:,}",
                },
            ),
        )


def _wrong_in(rule: DraftRule, paragraph: DraftParagraph) -> Iterator[Wrong]:
    for sentence in paragraph.sentences:
        text, start = sentence.text, sentence.start
        counts = levels(quantities_of(text))
        if "分别" not in text:
            yield from _identities(rule, text, counts, start)
            yield from _total_after(rule, text, counts, start)
        for match in _EXPRESSION.finditer(text):
            parts = [Decimal(part.replace(",", "")) for part in re.split("[+＋]", match[2])]
            stated = Decimal(match[1].replace(",", ""))
            if sum(parts) != stated:
                yield Wrong(
                    start=start + match.start(1),
                    end=start + match.end(),
                    stated=stated,
                    expected=Decimal(sum(parts)),
                    reckoning=match[2],
                )
    yield from _among(rule, paragraph)


def _identities(
    rule: DraftRule, text: str, counts: Sequence[Quantity], start: int
) -> Iterator[Wrong]:
    """旧存 + 新收 = 受理 and 受理 − 审结 = 未结, where each stands once in the sentence."""
    head = _AMONG.split(text)[0]
    named: dict[str, list[Quantity]] = {}
    for one in counts:
        if one.end <= len(head):
            named.setdefault(_role(rule, text, one), []).append(one)
    once = {role: found[0] for role, found in named.items() if role and len(found) == 1}
    for left, sign, right, result in (
        ("opening", 1, "incoming", "total"),
        ("total", -1, "closed", "pending"),
    ):
        if not {left, right, result} <= once.keys():
            continue
        expected = once[left].value + sign * once[right].value
        stated = once[result]
        if expected != stated.value:
            mark = "+" if sign > 0 else "−"
            yield Wrong(
                start=start + stated.start,
                end=start + stated.end,
                stated=stated.value,
                expected=expected,
                reckoning=f"{once[left].value:,}{mark}{once[right].value:,}",
            )


def _total_after(
    rule: DraftRule, text: str, counts: Sequence[Quantity], start: int
) -> Iterator[Wrong]:
    """A件、B件、C件，合计D件: all counts before 合计 in the sentence are its parts."""
    for total in counts:
        clause = _clause(text, total)
        if not rule.any_of("totals").search(clause):
            continue
        parts = [one for one in counts if one.end <= total.start and one.unit == total.unit]
        roles = {_role(rule, text, one) for one in parts}
        if len(parts) < 2 or len(roles) > 1:
            continue
        expected = sum((one.value for one in parts), Decimal(0))
        if expected != total.value:
            yield Wrong(
                start=start + total.start,
                end=start + total.end,
                stated=total.value,
                expected=expected,
                reckoning="+".join(f"{one.value:,}" for one in parts),
            )


def _among(rule: DraftRule, paragraph: DraftParagraph) -> Iterator[Wrong]:
    """T件…其中：A件、B件. Parts and totals are matched by what they count (受理, 审结 …)."""
    text = paragraph.plain
    for match in _AMONG.finditer(text):
        parts_text = _AMONG_ENDS.split(text[match.end() : match.end() + LONGEST], maxsplit=1)[0]
        least = max(0, match.start() - LONGEST)
        head_start = max(text.rfind("。", least, max(0, match.start() - 1)), least)
        head = text[head_start : match.start()]
        parts, totals = (levels(quantities_of(one)) for one in (parts_text, head))
        for role in dict.fromkeys(_role(rule, parts_text, one) for one in parts):
            mine = [one for one in parts if _role(rule, parts_text, one) == role]
            total = [one for one in totals if _matches(rule, head, one, role)][-1:]
            if len(mine) < 2 or not total or {one.unit for one in mine} != {total[0].unit}:
                continue
            wrong = _sum_of_parts(rule, mine, total[0], head_start)
            if wrong is not None:
                yield wrong


def _matches(rule: DraftRule, head: str, one: Quantity, role: str) -> bool:
    return not role or _role(rule, head, one) == role


def _sum_of_parts(
    rule: DraftRule, parts: Sequence[Quantity], total: Quantity, offset: int
) -> Wrong | None:
    added = sum((one.value for one in parts), Decimal(0))
    missing = total.value - added
    near = max(Decimal(str(rule.numbers["near_count"])),
               total.value * Decimal(str(rule.numbers["near_share"])))  # fmt: skip
    # A larger sum may be parts that overlap or parts of parts: told only if it is near as well.
    if missing == 0 or abs(missing) > near:
        return None
    return Wrong(
        start=offset + total.start,
        end=offset + total.end,
        stated=total.value,
        expected=added,
        reckoning="+".join(f"{one.value:,}" for one in parts),
        is_certain=False,
    )


def _role(rule: DraftRule, text: str, quantity: Quantity) -> str:
    """What a count counts: opening, incoming, total, closed or pending; '' if it is not said."""
    clause = _clause(text, quantity)
    places = [
        (found.end(), role)
        for role in ("opening", "incoming", "total", "closed", "pending")
        for found in rule.any_of(role).finditer(clause)
    ]
    return max(places)[1] if places else ""


def _clause(text: str, quantity: Quantity) -> str:
    starts = [found.end() for found in _SIGNS.finditer(text, 0, quantity.start)]
    return text[starts[-1] if starts else 0 : quantity.start]


def _wrong_totals(
    rule: DraftRule, rows: Sequence[DraftParagraph]
) -> Iterator[tuple[DraftParagraph, Wrong]]:
    """Rows 合计 of a table against the rows above them, column by column."""
    above: list[DraftParagraph] = []
    for row in rows:
        if above and (row.number != above[-1].number + 1 or len(row.cells) != len(above[-1].cells)):
            above = []
        if above and rule.any_of("totals").search(row.cells[0]):
            for column in range(1, len(row.cells)):
                if wrong := _wrong_column(above, row, column):
                    yield row, wrong
            above = []
        else:
            above.append(row)


def _wrong_column(
    above: Sequence[DraftParagraph], row: DraftParagraph, column: int
) -> Wrong | None:
    values = [_whole(one.cells[column]) for one in above]
    numbers = [one for one in values if one is not None]
    stated = _whole(row.cells[column])
    # Only the header may be without a number, and two parts make a sum.
    if stated is None or len(numbers) < 2 or len(numbers) < len(values) - 1:
        return None
    if sum(numbers) == stated:
        return None
    start = sum(len(cell) + 1 for cell in row.cells[:column])
    return Wrong(
        start=start,
        end=start + len(row.cells[column]),
        stated=stated,
        expected=Decimal(sum(numbers)),
        reckoning="+".join(f"{one:,}" for one in numbers),
    )


def _whole(cell: str) -> Decimal | None:
    digits = cell.strip().replace(",", "")
    return Decimal(digits) if digits.isdigit() else None
