"""Figures per judge against their total and the number of judges that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tuobo.core.measure import half_up
from tuobo.engines.reports.draft.findings import DraftContext, Finding, Found, Span, finding
from tuobo.engines.reports.draft.paragraphs import Draft
from tuobo.engines.reports.draft.quantities import levels, quantities_of

_HEADS = re.compile(r"(?<!\d)(?P<heads>\d{1,4})[名位](?:员额)?法官")
_EACH = re.compile(r"人均[^，。；\d]{0,8}$")


def per_head(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["per_head"]
    done = rule.any_of("done")
    for paragraph in draft.body:
        for sentence in paragraph.sentences:
            text = sentence.text
            heads = _HEADS.findall(text)
            counts = levels(quantities_of(text))
            each = [one for one in counts if _EACH.search(text[: one.start])]
            totals = [
                one for one in counts
                if one not in each and done.search(text[max(0, one.start - 8) : one.start])
            ]  # fmt: skip
            if len(heads) != 1 or len(each) != 1 or len(totals) != 1 or not int(heads[0]):
                continue
            expected = half_up(totals[0].value / Decimal(heads[0]), each[0].places)
            if expected != each[0].value:
                start, end = sentence.start + each[0].start, sentence.start + each[0].end
                yield finding(
                    rule,
                    paragraph,
                    Span(start=start, end=end),
                    Found(
                        fields={
                            "total": f"{totals[0].value:,}",
                            "heads": heads[0],
                            "expected": expected,
                            "found": each[0].value,
                        }
                    ),
                )
