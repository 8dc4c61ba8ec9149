"""Values that a definition fixes (defaults, effects) fit the field that they are put into."""

from __future__ import annotations

from datetime import date

from tuobo.engines.ledgers.definition import Field, FieldType
from tuobo.engines.ledgers.definition.part import ACTOR, OWN, TODAY, Scalar
from tuobo.engines.ledgers.known import Known

_TOKENS = {FieldType.PERSON: ACTOR, FieldType.UNIT: OWN, FieldType.COURT: OWN}
_WHOLE = (FieldType.NUMBER, FieldType.DAYS, FieldType.MONEY)


def fits(given: Scalar, one: Field, known: Known) -> bool:
    """Whether a field can hold a value; other records cannot be named in a definition."""
    if one.type in _TOKENS:
        return given == _TOKENS[one.type]
    if one.type is FieldType.DATE:
        return given == TODAY or _is_day(str(given))
    if one.type is FieldType.FLAG:
        return isinstance(given, bool)
    if one.type in _WHOLE:
        return isinstance(given, int) and not isinstance(given, bool)
    if one.type is FieldType.CHOICE:
        return given in known.codes_of(one)
    return one.type in {FieldType.TEXT, FieldType.INDICATOR} and isinstance(given, str)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
