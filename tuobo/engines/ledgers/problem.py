"""A finding about one value: which field, what was found, what was expected. Never an exception."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.core.content import Names
from tuobo.core.issue import Issue, Place, Severity
from tuobo.core.texts import Texts
from tuobo.engines.ledgers.sentence import NOTHING, Sentence, say


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong with what somebody typed. `field` is empty for the whole entry."""

    field: str
    names: Names
    rule: str
    found: str = ""
    expected: Sentence = NOTHING
    severity: Severity = Severity.REJECTED

    @property
    def sentence(self) -> Sentence:
        return say(self.rule, field=self.names, found=self.found, expected=self.expected)

    def text(self, texts: Texts) -> str:
        return self.sentence.text(texts)

    def issue(self, place: Place, texts: Texts) -> Issue:
        """The same as an issue of an imported file."""
        return Issue(
            rule=self.rule,
            severity=self.severity,
            place=place,
            found=self.found,
            expected=self.expected.text(texts),
        )
