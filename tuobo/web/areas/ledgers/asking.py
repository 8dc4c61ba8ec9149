"""What the address of a list asks for: criteria read tolerantly, told above the list, kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Field, FieldType, Ledger, ListFilter, read_field
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.keepers import seen_units
from tuobo.operations.ledgers.lookup import RecordsLookup, reader_for
from tuobo.records.ledgers.queries import Asked, DayRange
from tuobo.web.areas.ledgers.visiting import PREFIX
from tuobo.web.ui.reading import read_day

FROM, UNTIL = ".from", ".until"
OVERDUE, SOON = "overdue", "soon"
_OWN_DAYS = ("created_on", "closed_on")
_TYPED = (
    FieldType.PERSON,
    FieldType.LINK,
    FieldType.CASE_NUMBER,
    FieldType.INDICATOR,
    FieldType.COURT,
    FieldType.PERIOD,
)


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One criterion as it is told; `remove` is the address without it."""

    name: str
    value: str
    remove: str = ""


@dataclass(frozen=True, kw_only=True)
class FilterLine:
    """One field of the filter form. kind: one (a select), text or days.

    name       of the query; of days it has `.from` and `.until` behind it
    options    value, label, is chosen; suggestions: texts for a typed field
    """

    name: str
    label: str
    kind: str
    text: str = ""
    first: str = ""
    last: str = ""
    options: tuple[tuple[str, str, bool], ...] = ()
    suggestions: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class ListAsking:
    """An address as read: the question, its form, the criteria in words."""

    asked: Asked
    lines: tuple[FilterLine, ...]
    criteria: tuple[Criterion, ...]
    clear: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def query(self) -> str:
        return urlencode(self.pairs)


class ListReader:
    """Reads the address of the list of one ledger."""

    def __init__(
        self, desk: LedgerDesk, ledger: Ledger, filters: tuple[ListFilter, ...], texts: Texts
    ) -> None:
        self._desk = desk
        self._ledger = ledger
        self._filters = filters
        self._texts = texts
        self._lookup = RecordsLookup(desk=desk, court=desk.court)
        self._reader = reader_for(desk, self._lookup)
        self._fields: dict[str, tuple[str, ...]] = {}
        self._days: dict[str, DayRange] = {}

    def read(self, given: QueryDict, path: str) -> ListAsking:
        """The question; what cannot be read is told beside its field and limits nothing."""
        self._path = path
        self._pairs = tuple(
            (name, value)
            for name, values in given.lists()
            for value in values
            if value.strip() and name != "page"
        )
        lines = tuple(self._lines(given))
        state = tuple(one for one in given.getlist("state") if one in self._ledger.state_by_id)
        views = {one.id for one in self._ledger.views}
        view, due = given.get("view", ""), given.get("due", "")
        asked = Asked(
            text=given.get("text", "").strip(),
            states=state,
            units=tuple(int(one) for one in given.getlist("unit") if one.isdecimal()),
            fields=self._fields,
            days=self._days,
            view=view if view in views else "",
            due=due if due in {OVERDUE, SOON} else "",
        )
        criteria = tuple(self._criteria(asked, lines))
        clear = f"{path}?{urlencode(self._without(*(one[0] for one in self._pairs)))}"
        return ListAsking(
            asked=asked,
            lines=lines,
            criteria=criteria,
            clear=clear.rstrip("?"),
            pairs=self._pairs,
        )

    def _without(self, *names: str) -> list[tuple[str, str]]:
        """The query without some criteria; place and period always stay."""
        gone = set(names) - {"org", "period", "as_of", "sort", "size"}
        return [(name, value) for name, value in self._pairs if name not in gone]

    def _lines(self, given: QueryDict) -> Iterator[FilterLine]:
        texts = self._texts
        yield FilterLine(
            name="text", label=texts("ledgers.filter.text"), kind="text", text=given.get("text", "")
        )
        states = ((one.id, texts.pick(one.names)) for one in self._ledger.states)
        yield self._select("state", texts("ledger.column.state"), states, given)
        due = ((one, texts(f"ledgers.filter.{one}")) for one in (OVERDUE, SOON))
        if self._ledger.clocks:
            yield self._select("due", texts("ledgers.filter.due"), due, given)
        units = seen_units(self._desk, self._ledger)
        if len(units) > 1:
            yield self._select("unit", texts("ledger.column.unit"), iter(units), given)
        for one in self._filters:
            line = self._line(one, given)
            if line:
                yield line

    def _line(self, one: ListFilter, given: QueryDict) -> FilterLine | None:
        field, name = one.column.field, PREFIX + one.column.id
        label = one.column.title(self._texts)
        if field is None:
            return self._day_line(name, label, given) if one.column.id in _OWN_DAYS else None
        match field.type:
            case FieldType.DATE:
                return self._day_line(name, label, given)
            case FieldType.CHOICE:
                codes = ((each.code, self._texts.pick(each.names)) for each in one.options)
                return self._choice(field, label, codes, given)
            case FieldType.UNIT:
                kinds = tuple(each.value for each in field.units)
                return self._choice(field, label, iter(self._lookup.units_of(kinds)), given)
            case FieldType.FLAG:
                both = (("1", self._texts("ledger.yes")), ("0", self._texts("ledger.no")))
                return self._choice(field, label, iter(both), given)
            case _:
                return self._typed(field, label, given)

    def _choice(
        self, field: Field, label: str, options: Iterator[tuple[str, str]], given: QueryDict
    ) -> FilterLine:
        line = self._select(PREFIX + field.id, label, options, given)
        if line.text:
            self._fields[field.id] = (line.text,)
        return line

    def _select(
        self, name: str, label: str, options: Iterator[tuple[str, str]], given: QueryDict
    ) -> FilterLine:
        listed = list(options)
        chosen = given.get(name, "")
        chosen = chosen if chosen in dict(listed) else ""
        return FilterLine(
            name=name,
            label=label,
            kind="one",
            text=chosen,
            options=tuple((value, words, value == chosen) for value, words in listed),
        )

    def _typed(self, field: Field, label: str, given: QueryDict) -> FilterLine:
        """A text that is read as the form reads it; a free text is looked for as it is."""
        name = PREFIX + field.id
        text, problem = given.get(name, "").strip(), ""
        if text and field.type in _TYPED:
            value, problems = read_field(field, text, self._reader)
            problem = problems[0].text(self._texts) if problems else ""
            values = value if isinstance(value, tuple) else (value,)
            if not problem:
                self._fields[field.id] = tuple(str(each) for each in values)
        elif text:
            self._fields[field.id] = (text,)
        people = self._lookup.people_named if field.type is FieldType.PERSON else ()
        return FilterLine(
            name=name, label=label, kind="text", text=text, suggestions=people, problem=problem
        )

    def _day_line(self, name: str, label: str, given: QueryDict) -> FilterLine:
        first, last = given.get(name + FROM, ""), given.get(name + UNTIL, "")
        problem = ""
        try:
            days = DayRange(
                first=read_day(first) if first.strip() else None,
                last=read_day(last) if last.strip() else None,
            )
            if days.first or days.last:
                self._days[name.removeprefix(PREFIX)] = days
        except RequestError as error:
            problem = self._texts(error.code, **error.fields)
        return FilterLine(
            name=name, label=label, kind="days", first=first, last=last, problem=problem
        )

    def _criteria(self, asked: Asked, lines: tuple[FilterLine, ...]) -> Iterator[Criterion]:
        if asked.view:
            view = next(one for one in self._ledger.views if one.id == asked.view)
            yield self._criterion(self._texts("ledgers.view"), self._texts.pick(view.names), "view")
        for line in lines:
            told = self._told(line)
            if told and not line.problem:
                names = (line.name, line.name + FROM, line.name + UNTIL)
                yield self._criterion(line.label, told, *names)

    def _told(self, line: FilterLine) -> str:
        if line.kind == "days":
            first, last = line.first or "…", line.last or "…"
            return f"{first} – {last}" if line.first or line.last else ""
        chosen = [words for _, words, is_chosen in line.options if is_chosen]
        return chosen[0] if chosen else line.text

    def _criterion(self, name: str, value: str, *names: str) -> Criterion:
        address = f"{self._path}?{urlencode(self._without(*names))}"
        return Criterion(name=name, value=value, remove=address.rstrip("?"))
