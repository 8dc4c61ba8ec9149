"""The cause of action as the opening names it: 原告…与被告…买卖合同纠纷一案, 指控…犯盗窃罪."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from tuobo.engines.intake.documents.phrases import Phrases
from tuobo.engines.intake.documents.readings import Found
from tuobo.engines.intake.documents.text import compact

_LONGEST = 40
_SHORTEST = 3
_INDICTED = re.compile(r"(?:指控|起诉)[^。]{0,400}?(?:犯|涉嫌)(?:有)?")
_CHARGE = re.compile(r"[^,。;:()]{2,40}?罪")
_LAST_PARTY = re.compile(
    r".*(?:公司|厂|银行|委员会|中心|医院|学校|法院|局|店|院|社|部|政府|大队|\)|被告|原告|第三人"
    r"|申请人|上诉人|因|等|与)"
)
# Rights may be listed before the last one (生命权、健康权纠纷), names of parties may not.
_CLAIM = re.compile(r"(?:[一-鿿]{1,6}权、)*[一-鿿()]{2,24}(?:纠纷|争议|之诉)$")
_HIDDEN = re.compile(r"某|×|\*|[男女]")
# 原告…与被告…纠纷一案, …纠纷两案; some texts leave 一案 out: …纠纷，本院于…
_CASE = re.compile(r"[一两二三四五六七八九十]案|(?<=纠纷)(?=,(?:本院|原告|于))")


class Causes:
    """Reads causes with the names of the cause vocabulary and older names."""

    def __init__(self, names: Iterable[str], phrases: Phrases) -> None:
        older = (rule.value for rule in phrases["older_cause"])
        self._names = {compact(name) for name in (*names, *older)}

    def read(
        self, text: str, opening_end: int, *, domain: str, people: Collection[str]
    ) -> Found[str] | None:
        """`people` are the names that stand in the header, so that none is read as a cause."""
        if domain == "criminal":
            return self._charge(text, opening_end)
        case = _CASE.search(text, 0, opening_end)
        return self._named(text, case.start(), people) if case else None

    def _charge(self, text: str, end: int) -> Found[str] | None:
        """The first charge of the indictment; former sentences of the accused are no charges."""
        indicted = _INDICTED.search(text, 0, end)
        match = _CHARGE.match(text, indicted.end()) if indicted else None
        if match is None:
            return None
        charge = match.group()
        # Some charges are choices of one article (贩卖毒品罪): not in the list, yet as stated.
        cut = next((at for at in range(len(charge)) if charge[at:] in self._names), 0)
        return Found(charge[cut:], match.start() + cut, match.end())

    def _named(self, text: str, end: int, people: Collection[str]) -> Found[str] | None:
        """The longest known name right before 一案; else what stands after the last party."""
        before = text[max(0, end - _LONGEST) : end]
        for tail in ("", "纠纷"):
            for length in range(len(before), _SHORTEST - 1, -1):
                if before[-length:] + tail in self._names:
                    return Found(before[-length:] + tail, end - length, end)
        last = max(
            (at + len(name) for name in people if (at := before.rfind(name)) >= 0), default=0
        )
        rest = before[last:]
        rest = rest[len(match.group()) :] if (match := _LAST_PARTY.match(rest)) else rest
        claim = _CLAIM.search(rest) if len(rest) < _LONGEST else None
        if claim is None or _HIDDEN.search(claim.group()):
            return None
        return Found(claim.group(), end - len(claim.group()), end)
