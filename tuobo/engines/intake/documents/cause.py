"""The cause of action as the opening names it: 原告…与被告…买卖合同纠纷一案, 指控…犯盗窃罪."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tuobo.engines.intake.documents.phrases import Phrases
from tuobo.engines.intake.documents.readings import Found

_LONGEST = 40
_SHORTEST = 3
_CHARGE = re.compile(r"犯(?:有)?(?P<charge>[^,。;:()]{2,30}?罪)")
_LAST_PARTY = re.compile(
    r".*(?:公司|厂|银行|委员会|中心|医院|学校|法院|局|店|院|社|部|政府|大队|\)|被告|原告|第三人|因|等)"
)
_CLAIM = re.compile(r"[一-鿿、()]{2,30}?(?:纠纷|争议|之诉|案)$")


class Causes:
    """Reads causes with the names of the cause vocabulary and older names."""

    def __init__(self, names: Iterable[str], phrases: Phrases) -> None:
        older = (rule.value for rule in phrases["older_cause"])
        self._names = {name.replace("(", "(").replace(")", ")") for name in (*names, *older)}

    def read(self, text: str, opening_end: int, domain: str) -> Found[str] | None:
        if domain == "criminal":
            return self._charge(text, opening_end)
        end = text.find("一案", 0, opening_end)
        return self._named(text, end) if end > 0 else None

    def _charge(self, text: str, end: int) -> Found[str] | None:
        for match in _CHARGE.finditer(text, 0, end + 2_000):
            charge = match["charge"]
            for cut in range(len(charge) - 1):
                if charge[cut:] in self._names:
                    return Found(charge[cut:], match.start("charge") + cut, match.end("charge"))
        return None

    def _named(self, text: str, end: int) -> Found[str] | None:
        """The longest known name right before 一案; else what stands after the last party."""
        before = text[max(0, end - _LONGEST) : end]
        for tail in ("", "纠纷"):
            for length in range(len(before), _SHORTEST - 1, -1):
                if before[-length:] + tail in self._names:
                    return Found(before[-length:] + tail, end - length, end)
        rest = before[len(match.group()) :] if (match := _LAST_PARTY.match(before)) else ""
        claim = _CLAIM.search(rest)
        return Found(claim.group(), end - len(claim.group()), end) if claim else None
