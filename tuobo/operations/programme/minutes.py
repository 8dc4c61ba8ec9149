"""The minutes of a meeting as a Word file in the official form: who, what, decided, to be done.

Only what stands in the ledgers: no opinions of people, no transcript.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tuobo.core.days_in_words import day_in_words
from tuobo.core.texts import Texts
from tuobo.engines.reports.compose.composing import chinese_number
from tuobo.engines.reports.document import Block, Document, Heading, Paragraph, Table, TextRun
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.programme.agenda import Agenda, AgendaItem
from tuobo.operations.programme.holding import Held, Holding
from tuobo.operations.workspace import Workspace
from tuobo.operations.write_report import write_report
from tuobo.records.audit.actions import record_alone
from tuobo.records.ledgers.queries import NOBODY, Names, names_of

KIND = "minutes"
_ENDS = ("。", "；", "：", "！", "？", "”", "）")


@dataclass(frozen=True, kw_only=True)
class MinutesFile:
    """A file with its name."""

    name: str
    content: bytes


def minutes_file(
    desk: LedgerDesk, workspace: Workspace, holding: Holding, agenda: Agenda
) -> MinutesFile:
    """Write the minutes and tell the log."""
    document = minutes_of(holding, agenda, workspace.court_name(holding.court))
    with TemporaryDirectory(prefix="tuobo-minutes-") as folder:
        path = Path(folder) / "minutes.docx"
        write_report(workspace, document, [path])
        content = path.read_bytes()
    record_alone(
        "minutes.exported",
        actor=desk.hand.actor,
        at=desk.hand.at,
        subject=f"{agenda.meeting.number} {agenda.meeting.title}",
        items=len(agenda.items),
    )
    return MinutesFile(name=f"{document.title}.docx", content=content)


def minutes_of(holding: Holding, agenda: Agenda, court: str) -> Document:
    """The minutes as a document; official texts are Chinese."""
    texts = Texts(holding.desk.content, "zh")
    writing = _Writing(texts=texts, agenda=agenda, names=_names(agenda))
    values = agenda.meeting.entry.values
    return Document(
        id=f"minutes-{agenda.meeting.number}",
        kind=KIND,
        title=texts("minutes.title", title=agenda.meeting.title),
        blocks=tuple(writing.blocks()),
        signature=court,
        dated_on=values.day("held_on"),
    )


@dataclass(frozen=True, kw_only=True)
class _Writing:
    texts: Texts
    agenda: Agenda
    names: Names

    def blocks(self) -> Iterator[Block]:
        yield self._opening()
        for at, item in enumerate(self.agenda.items):
            yield Heading(level=1, number=chinese_number(at + 1), text=item.held.title)
            yield from self._item(item)
        tasks = [task for item in self.agenda.items for task in item.tasks]
        if tasks:
            yield self._tasks(tasks)
        for name in ("attended", "absent"):
            people = self._people(self.agenda.meeting, name)
            if people:
                yield _paragraph(self.texts(f"minutes.{name}", people=people))

    def _opening(self) -> Paragraph:
        meeting = self.agenda.meeting
        held_on = meeting.entry.values.day("held_on")
        chair = self._people(meeting, "chair")
        if held_on is None or not chair:
            return Paragraph(runs=[TextRun(text=self.texts("minutes.not_held"), is_gap=True)])
        return _paragraph(
            self.texts(
                "minutes.opening",
                day=day_in_words(held_on, self.texts),
                chair=chair,
                title=meeting.title,
                count=len(self.agenda.items),
            )
        )

    def _item(self, item: AgendaItem) -> Iterator[Block]:
        reader = self._people(item.held, "reader")
        if reader:
            yield _paragraph(self.texts("minutes.reader", reader=reader))
        if item.conclusion:
            for line in item.conclusion.splitlines():
                if line.strip():
                    yield _paragraph(_ended(line.strip()))
        else:
            yield Paragraph(runs=[TextRun(text=self.texts("minutes.no_conclusion"), is_gap=True)])

    def _tasks(self, tasks: list[Held]) -> Table:
        head = ("number", "task", "unit", "leader", "due")
        rows = [
            tuple(TextRun(text=text or "—") for text in (
                one.number, one.title, self._units(one, "lead_unit"), self._people(one, "leader"),
                _day(one.entry.values.day("due_on")),
            ))
            for one in tasks
        ]  # fmt: skip
        return Table(
            caption=self.texts("minutes.tasks"),
            head=[self.texts(f"minutes.tasks.{one}") for one in head],
            rows=rows,
        )

    def _people(self, held: Held, name: str) -> str:
        return _joined(held, name, self.names.people, self.texts)

    def _units(self, held: Held, name: str) -> str:
        return _joined(held, name, self.names.units, self.texts)


def _ended(line: str) -> str:
    """A line with its full stop, as conclusions are often typed without one."""
    return line if line.endswith(_ENDS) else f"{line}。"


def _names(agenda: Agenda) -> Names:
    tasks = [task for item in agenda.items for task in item.tasks]
    people = {
        *_ids([agenda.meeting], ("chair", "attended", "absent")),
        *_ids([item.held for item in agenda.items], ("reader",)),
        *_ids(tasks, ("leader",)),
    }
    return names_of(NOBODY, people, _ids(tasks, ("lead_unit",)))


def _ids(held: Iterable[Held], fields: tuple[str, ...]) -> set[str]:
    return {str(v) for one in held for name in fields for v in one.entry.values.listed(name)}


def _joined(held: Held, name: str, names: Mapping[str, str], texts: Texts) -> str:
    found = (str(one) for one in held.entry.values.listed(name))
    return texts("ledger_show.and").join(names.get(one, one) for one in found)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(runs=[TextRun(text=text)])


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
