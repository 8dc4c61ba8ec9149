"""What entries would lose by another definition of their ledger. Versions of a ledger of the
court's own say it themselves, in their migration; changes laid over a national ledger have none,
so they may not take away what entries hold.
"""

from __future__ import annotations

from tuobo.core.errors import StateError
from tuobo.engines.ledgers import Ledger, LedgerBook
from tuobo.engines.ledgers.sentence import Sentence
from tuobo.records.ledgers.models import Entry


def refuse_to_lose(book: LedgerBook, after: Ledger, *, fields: bool = True) -> None:
    """StateError if entries stand in a state, or hold a field, that the definition will not have.

    Without `fields` their values may go: they stay in the history of each entry.
    """
    versions = book.versions.get(after.id, ())
    before = next((one for one in versions if one.version == after.version), None)
    if before is None:
        return
    _states(before, after)
    if fields:
        _fields(before, after)


def _states(before: Ledger, after: Ledger) -> None:
    gone = [one for one in before.states if one.id not in after.state_by_id]
    rows = Entry.objects.filter(ledger=after.id, rehearsal=None, state__in=[one.id for one in gone])
    used = set(rows.values_list("state", flat=True))
    if used:
        lost = [one.names for one in gone if one.id in used]
        said = Sentence(code="ledger_store.states_used", fields={"states": lost})
        raise StateError(said.code, **said.flat(), count=rows.count())


def _fields(before: Ledger, after: Ledger) -> None:
    changed = {
        one.id: one.names
        for one in before.fields
        if one.id not in after.field_by_id or after.field_by_id[one.id].type is not one.type
    }
    entries = Entry.objects.filter(ledger=after.id, rehearsal=None)
    lost = [names for name, names in changed.items() if entries.filter(values__has_key=name)]
    if lost:
        said = Sentence(code="ledger_store.fields_used", fields={"fields": lost})
        raise StateError(said.code, **said.flat())
