"""Reads one judgment's text: what it states of the case, and nothing that it does not."""

from __future__ import annotations

from datetime import date

from tuobo.core.content import Content
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.intake.documents.cause import Causes
from tuobo.engines.intake.documents.filing import Whose, dates_of
from tuobo.engines.intake.documents.identity import Identities, short_name
from tuobo.engines.intake.documents.outcome import outcome_of
from tuobo.engines.intake.documents.people import People
from tuobo.engines.intake.documents.phrases import Phrases
from tuobo.engines.intake.documents.procedure import course_of, is_trial
from tuobo.engines.intake.documents.readings import Found, Identity, Reading
from tuobo.engines.intake.documents.text import compact
from tuobo.engines.intake.documents.zones import Signature, Zones, zones_of


class DocumentReader:
    """Reads texts with one content's phrases and vocabularies; make it once, use it often."""

    def __init__(self, content: Content) -> None:
        self.vocabularies = Vocabularies.of(content)
        self.phrases = Phrases.of(content)
        self.people = People(self.phrases)
        self._identities = Identities(self.vocabularies, self.phrases)
        causes = (entry.zh for entry in self.vocabularies["cause"].entries)
        self._causes = Causes(causes, self.phrases)

    def read(self, text: str) -> Reading:
        zones = zones_of(compact(text), self.phrases)
        identity = self._identities.read(zones)
        decided = zones.signature
        names = {one.name for one in self.people.found_in(zones.text, zones.opening_end)}
        return Reading(
            text=zones.text,
            opening_end=zones.opening_end,
            identity=identity,
            dates=dates_of(zones.text, zones.opening_end, _whose(identity), self.phrases),
            course=course_of(
                zones.text,
                _procedure_zones(zones),
                domain=identity.domain if is_trial(identity.domain, identity.instance) else "",
                decided=_decided_about(decided, identity.year),
                phrases=self.phrases,
            ),
            outcome=outcome_of(zones, instance=identity.instance, phrases=self.phrases),
            cause=self._causes.read(
                zones.text, zones.opening_end, domain=identity.domain, people=names
            ),
            decided=Found(decided.day, decided.start, decided.end)
            if decided and decided.day
            else None,
        )


def _procedure_zones(zones: Zones) -> tuple[int, int, int]:
    end = zones.signature.start if zones.signature else len(zones.text)
    return zones.opening_end, zones.disposition[0], end


def _whose(identity: Identity) -> Whose:
    name = short_name(identity.court_name.value) if identity.court_name else ""
    return Whose(year=identity.year, instance=identity.instance, court=name)


def _decided_about(signature: Signature | None, year: int | None) -> date | None:
    """The day of decision, or where it is unreadable the end of the year of the number."""
    if signature and signature.day:
        return signature.day
    return date(year, 12, 31) if year else None
