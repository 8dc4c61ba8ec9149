"""How the case ended, read from the operative part by the phrase list of its instance."""

from __future__ import annotations

from tuobo.engines.intake.documents.phrases import Phrases
from tuobo.engines.intake.documents.readings import Found, Outcome
from tuobo.engines.intake.documents.zones import Zones

_LIST_BY_INSTANCE = {
    "first": "outcome_first",
    "second": "outcome_second",
    "retrial": "outcome_retrial",
    "retrial_review": "outcome_retrial_review",
}
# The list of closing ways has no partial reversal: it is a reversal there.
_CLOSING = {"partly_reversed": "reversed"}


def outcome_of(zones: Zones, *, instance: str, phrases: Phrases) -> Outcome:
    """Closing way, and on appeal or retrial its outcome; empty where no operative part is found."""
    begin, _ = zones.disposition
    # A mediation paper may have no operative part at all: its kind tells the way of closing.
    words = zones.operative or zones.kind
    rules = phrases[_LIST_BY_INSTANCE.get(instance, "outcome_application")]
    hit = rules.meaning(words, zones.kind) if words and instance else None
    if hit is None:
        return Outcome()
    start, end = begin + hit.start, begin + hit.end
    closing = Found(_CLOSING.get(hit.value, hit.value), start, end)
    meaning = phrases["appeal_outcome"].meaning(hit.value)
    result = Found(meaning.value, start, end) if meaning else None
    return Outcome(
        closing_way=closing,
        appeal_outcome=result if instance == "second" else None,
        retrial_outcome=result if instance == "retrial" else None,
    )
