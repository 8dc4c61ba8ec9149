"""'N项', 'N个', 'N篇' against what is listed: in the sentence, under it, in the contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tuobo.engines.reports.draft.chinese_numbers import NUMERALS, number_of
from tuobo.engines.reports.draft.definitions import DraftRule
from tuobo.engines.reports.draft.findings import DraftContext, Finding, Found, Span, finding
from tuobo.engines.reports.draft.paragraphs import Draft, DraftParagraph
from tuobo.engines.reports.draft.structure import is_title

_COUNT = rf"(?<![\d{NUMERALS}第“])(?P<count>\d{{1,2}}|[{NUMERALS}]{{1,3}})"
_PROMISED = re.compile(rf"{_COUNT}\s*篇")
_ONE_IS = re.compile(rf"([{NUMERALS}]{{1,3}})是")
_FIRST_IS = re.compile(r"(?:其)?一是")
_MARKS = re.compile(rf"（(\d{{1,2}}|[{NUMERALS}]{{1,3}})）|([①-⑳])")
_QUOTED = re.compile(r"[“「《（][^“「《（”」》）]{0,200}[”」》）]")


def stated_count(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["stated_count"]
    yield from _of_contents(rule, draft)
    for report in draft.reports:
        body = report.body
        for at, paragraph in enumerate(body):
            yield from _in_paragraph(rule, paragraph)
            yield from _under_it(rule, paragraph, body[at + 1 :])


def _of_contents(rule: DraftRule, draft: Draft) -> Iterator[Finding]:
    """Reports promised in the front against entries of the contents against reports present."""
    entries = [
        one for one in draft.contents if is_title(re.sub(r"^[\d.、\s]+|[\s\d.…·]+$", "", one.plain))
    ]
    titled = [one for one in draft.reports if one.title is not None]
    for paragraph in draft.front:
        if promised := _PROMISED.search(paragraph.plain):
            numbers = {"promised": number_of(promised["count"]), "present": len(titled)}
            if entries:
                numbers["listed"] = len(entries)
            if len(set(numbers.values())) > 1:
                yield _told(
                    rule, paragraph, promised, ("contents" if entries else "present", numbers)
                )
            return
    if len(entries) > 1 and len(entries) != len(titled):
        first = entries[0]
        whole = re.compile(r".*").match(first.plain)
        if whole is not None:
            numbers = {"listed": len(entries), "present": len(titled)}
            yield _told(rule, first, whole, ("listed", numbers))


def _told(
    rule: DraftRule,
    paragraph: DraftParagraph,
    match: re.Match[str],
    case: tuple[str, Mapping[str, int | None]],
) -> Finding:
    span = Span(start=match.start(), end=match.end())
    return finding(rule, paragraph, span, Found(case=case[0], fields=case[1]))


def _stated(rule: DraftRule) -> str:
    counters = "|".join(sorted(rule.words["counters"], key=len, reverse=True))
    return rf"{_COUNT}(?:大)?(?:{counters})"


def _in_paragraph(rule: DraftRule, paragraph: DraftParagraph) -> Iterator[Finding]:
    text = _without_quotes(paragraph.plain)
    for match in re.finditer(_stated(rule), text):
        stated = number_of(match["count"])
        after = text[match.end() :]
        listed = _announced(rule, after)
        if listed is None:
            listed = _named_before(rule, text[: match.start()], stated or 0)
        if stated is not None and stated > 1 and listed is not None and listed != stated:
            numbers = {"stated": stated, "listed": listed}
            yield _told(rule, paragraph, match, ("", numbers))


def _announced(rule: DraftRule, after: str) -> int | None:
    """How many items follow: 一是…二是…, marks, ；-parts or 、-parts behind a colon."""
    head = re.match(r"[^，。；：、]{0,12}(?P<sign>[：。，])", after)
    if head is None:
        return None
    listed = after[head.end() :]
    if _FIRST_IS.match(listed.lstrip()):
        return max(number_of(one) or 0 for one in _ONE_IS.findall(listed))
    if head["sign"] != "：":
        return None
    sentence = listed.split("。", maxsplit=1)[0]
    if marks := list(_MARKS.finditer(sentence)):
        return len(marks)
    if "；" in sentence:
        return len([one for one in sentence.split("；") if one.strip()])
    return _enumerated(rule, sentence)


def _enumerated(rule: DraftRule, sentence: str) -> int | None:
    """Items parted by 、; None where the list is open (等) or is no list at all."""
    listed = sentence.split("，", maxsplit=1)[0]
    items = listed.split("、")
    longest = int(rule.numbers["longest_item"])
    if len(items) < 2 or any(len(one) > longest for one in items):
        return None
    if listed.endswith("等") or "等" in items[-1][-3:]:
        return None
    return None if re.search("[和与及]", items[-1]) else len(items)


def _named_before(rule: DraftRule, before: str, stated: int) -> int | None:
    """立案、审判、执行三个环节: the list directly before the number, if it is clearly one."""
    listed = re.split(r"[，。；：]", before)[-1]
    items = listed.split("、")
    # Items with numbers of their own (甲5个、乙6个) are no list of names.
    if len(items) < int(rule.numbers["least_named"]) or re.search(r"\d", listed):
        return None
    first = items[0]
    lengths = [len(one) for one in items[1:-1]] or [len(items[-1])]
    last = items[-1]
    is_open = last.endswith("等")
    last = last.removesuffix("等")
    if rule.any_of("verbs").search(last) or not last or len(last) > max(lengths) + 3 or not first:
        return None
    most = len(items) + len(re.findall("[和与及]", last))
    if is_open:
        return len(items) if len(items) > stated else None
    return None if len(items) <= stated <= most else len(items)


def _under_it(
    rule: DraftRule, paragraph: DraftParagraph, following: Sequence[DraftParagraph]
) -> Iterator[Finding]:
    """'存在以下三个问题：' at the end of a paragraph, against the numbered paragraphs under it."""
    text = _without_quotes(paragraph.plain)
    match = re.search(rf"{_stated(rule)}[^，。；：]{{0,12}}[：。]\s*$", text)
    if match is None or not following or following[0].serial != 1:
        return
    level, listed = following[0].level, 0
    for one in following:
        if one.level and one.level < level:
            break
        if one.level == level and one.serial == listed + 1:
            listed += 1
    stated = number_of(match["count"])
    announces = text.rstrip().endswith("：") or "以下" in text
    if announces and stated is not None and listed != stated:
        yield _told(rule, paragraph, match, ("", {"stated": stated, "listed": listed}))


def _without_quotes(text: str) -> str:
    """The text with what stands in quotation marks or brackets blanked out, place for place."""
    return _QUOTED.sub(lambda found: "＊" * len(found.group()), text)
