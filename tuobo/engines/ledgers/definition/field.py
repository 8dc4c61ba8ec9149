"""Fields of a ledger: what a cell holds, when it must be filled, who sees it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field as PydanticField
from pydantic import model_validator

from tuobo.core.content import Definition, InForce, Names
from tuobo.engines.ledgers.definition.condition import Condition
from tuobo.engines.ledgers.definition.part import Ids, Part, Scalar


class FieldType(StrEnum):
    """What a field holds. money is whole fen; person, unit and link are ids of other records."""

    TEXT = "text"
    NUMBER = "number"
    DAYS = "days"
    MONEY = "money"
    DATE = "date"
    PERIOD = "period"
    FLAG = "flag"
    CHOICE = "choice"
    PERSON = "person"
    UNIT = "unit"
    COURT = "court"
    CASE_NUMBER = "case_number"
    LINK = "link"
    FILE = "file"
    INDICATOR = "indicator"
    FIGURE = "figure"


class UnitKind(StrEnum):
    """The kinds of units of the organisation."""

    COURT = "court"
    DIVISION = "division"
    BRANCH = "branch"
    BODY = "body"


class Per(StrEnum):
    """Of whom a cadence asks: a unit, a person, or a pair of persons (谈心谈话)."""

    COURT = "court"
    DIVISION = "division"
    BRANCH = "branch"
    BODY = "body"
    PERSON = "person"
    PAIR = "pair"


class Choice(Definition):
    """One option of a list that belongs to this field alone."""

    code: str
    zh: str
    en: str
    synonyms: Ids = ()
    in_force: InForce = InForce()


class FieldGroup(Part):
    """A heading in the form, over the fields that name it."""


class Field(Part):
    """One field.

    required       always; `required_when`: only while the condition holds
    default        a value (money in fen), `today`, `actor` (whoever enters it), `own` (their unit)
    sensitive      the right without which nobody sees it; it never reaches fact tables
    read_only      filled by an effect of a transition, never typed
    many           several values, in the order in which they were given
    units          of a unit: which kinds; `ledgers` of a link: which ledgers it may lead to
    vocabulary     of a choice: a shared code list; `choices`: a list of its own
    not_before     of a date: the date field that it must not precede; `not_future`: until today
    """

    type: FieldType
    help: Names | None = None
    group: str = ""
    required: bool = False
    required_when: Condition | None = None
    default: Scalar | None = None
    sensitive: str = ""
    read_only: bool = False
    many: bool = False
    long: bool = False
    unit: Names | None = None
    decimals: int = PydanticField(default=0, ge=0, le=6)
    least: int | None = None
    most: int | None = None
    not_before: str = ""
    not_future: bool = False
    vocabulary: str = ""
    choices: tuple[Choice, ...] = ()
    units: tuple[UnitKind, ...] = ()
    ledgers: Ids = ()
    example: str = ""

    @model_validator(mode="after")
    def _settings_fit_the_type(self) -> Field:
        for name, types in _ONLY_FOR.items():
            if getattr(self, name) and self.type not in types:
                message = f"setting_of:{name}:{'、'.join(types)}"
                raise ValueError(message)
        needed = {
            FieldType.CHOICE: bool(self.vocabulary) != bool(self.choices),
            FieldType.UNIT: bool(self.units),
            FieldType.LINK: bool(self.ledgers),
        }
        if not needed.get(self.type, True):
            message = f"setting_needed:{_NEEDED[self.type]}"
            raise ValueError(message)
        return self


_NUMBERS = (FieldType.NUMBER, FieldType.DAYS, FieldType.MONEY)
_ONLY_FOR: dict[str, tuple[FieldType, ...]] = {
    "long": (FieldType.TEXT,),
    "unit": (FieldType.NUMBER,),
    "decimals": (FieldType.NUMBER,),
    "least": _NUMBERS,
    "most": _NUMBERS,
    "not_before": (FieldType.DATE,),
    "not_future": (FieldType.DATE,),
    "vocabulary": (FieldType.CHOICE,),
    "choices": (FieldType.CHOICE,),
    "units": (FieldType.UNIT,),
    "ledgers": (FieldType.LINK,),
}
_NEEDED = {
    FieldType.CHOICE: "vocabulary / choices",
    FieldType.UNIT: "units",
    FieldType.LINK: "ledgers",
}
