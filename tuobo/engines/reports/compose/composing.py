"""From an outline to a whole document: numbering, blocks, problems with their measures, annex."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tuobo.core.texts import Texts
from tuobo.engines.reports.compose.annex import sources_annex
from tuobo.engines.reports.compose.figures import (
    Fields,
    FigureSource,
    Record,
    RecordsAsk,
    Verdict,
)
from tuobo.engines.reports.compose.outline import (
    Head,
    Outline,
    Pair,
    Part,
    RecordsPart,
    Topic,
)
from tuobo.engines.reports.compose.outlines import Outlines
from tuobo.engines.reports.compose.tables import picture_of, table_of
from tuobo.engines.reports.compose.telling import Gap, Setting, Teller
from tuobo.engines.reports.document import (
    Back,
    Block,
    Document,
    Front,
    Heading,
    Paragraph,
    TextRun,
)
from tuobo.engines.reports.layout import ChartStyle

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, kw_only=True)
class Composition:
    """A report, the places that wait for a person, and the claims that were earned."""

    document: Document
    gaps: tuple[Gap, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, kw_only=True)
class Making:
    """What all reports of one call share."""

    outlines: Outlines
    texts: Texts
    charts: ChartStyle


def compose(
    outline: Outline, setting: Setting, source: FigureSource, making: Making, report: str
) -> Composition:
    """The document of an outline. The annex lists every figure of the text, each once."""
    teller = Teller(setting, source, making.outlines.phrases, making.texts)
    head, teller.place = outline.head, making.texts("compose.head")
    title, receiver = teller.plain(outline.title), teller.plain(outline.receiver)
    front, back = (_front(head, teller), _back(head, teller)) if head else (None, None)
    teller.place = making.texts("compose.lead")
    blocks = tuple(_Body(outline, teller, making.charts).blocks())
    document = Document(
        id=report,
        kind=outline.kind,
        title=title,
        receiver=receiver,
        blocks=blocks,
        signature=setting.court_name,
        dated_on=setting.dated_on,
        has_seal=outline.has_seal,
        has_contents=outline.has_contents,
        front=front,
        back=back,
        properties={
            "outline": outline.key,
            "period": str(setting.period),
            "baseline": str(setting.baseline or ""),
        },
    )
    passports = document.passports
    annex = sources_annex(passports, teller)
    version = passports[0].evidence.data_version if passports else ""
    return Composition(
        document=replace(document, attachments=(annex,), data_version=version),
        gaps=tuple(teller.gaps),
        verdicts=tuple(teller.claims.values()),
    )


def chinese_number(number: int) -> str:
    """A number below a hundred, as headings count.

    >>> [chinese_number(one) for one in (3, 10, 12, 21)]
    ['三', '十', '十二', '二十一']
    """
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else f"{_DIGITS[tens] if tens > 1 else ''}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


class _Numbers:
    """The running numbers of the four levels: 一、（一）1.（1）."""

    def __init__(self) -> None:
        self._at = [0, 0, 0, 0]

    def next(self, level: int) -> str:
        self._at[level - 1] += 1
        self._at[level:] = [0] * (4 - level)
        number = self._at[level - 1]
        match level:
            case 1:
                return f"{chinese_number(number)}、"
            case 2:
                return f"（{chinese_number(number)}）"
            case 3:
                return f"{number}."
            case _:
                return f"（{number}）"


@dataclass(frozen=True)
class _Body:
    outline: Outline
    teller: Teller
    charts: ChartStyle

    def blocks(self) -> Iterator[Block]:
        numbers = _Numbers()
        pairs = [one for one in self.outline.pairs if self.teller.holds(one.when)]
        for part in self.outline.body:
            if not self.teller.holds(part.when):
                continue
            if part.level:
                text = self.teller.plain(getattr(part, f"h{part.level}"))
                number = numbers.next(part.level)
                self.teller.place = f"{number}{text}"
                yield Heading(level=part.level, number=number, text=text)
            elif part.pairs is not None:
                yield from self._pairs(pairs, part.pairs, numbers)
            elif part.records is not None:
                yield from self._records(part.records, numbers)
            else:
                yield from self._block(part)

    def _block(self, part: Part) -> Iterator[Block]:
        if part.table is not None:
            table = table_of(part.table, self.teller)
            if table.rows:
                yield table
        elif part.chart is not None:
            yield picture_of(part.chart, self.teller, self.charts)
        elif part.topic is not None:
            yield self._topic(part.topic)
        elif part.p is not None:
            runs = self.teller.runs(part.p)
            if runs:
                yield Paragraph(runs=runs)

    def _topic(self, topic: Topic) -> Paragraph:
        lead = tuple(self.teller.text_runs(topic.lead))
        return Paragraph(lead=lead, runs=self.teller.runs(topic.say))

    def _records(self, part: RecordsPart, numbers: _Numbers) -> Iterator[Block]:
        """A heading and a paragraph for each entry of which there is something to say; what is
        said where there is none.
        """
        has_said = False
        for record in self.teller.source.records(self._asked(part)):
            self.teller.record = self._with_linked(part, record)
            for block in self._headed(Topic(lead=part.lead, say=part.say), numbers):
                has_said = True
                yield block
        self.teller.record = {}
        if not has_said and part.otherwise is not None:
            yield from self._headed(part.otherwise, numbers)

    def _asked(self, part: RecordsPart) -> RecordsAsk:
        setting = self.teller.setting
        return RecordsAsk(
            ledger=part.of,
            view=part.view,
            order=part.order,
            period=setting.period,
            as_they_stand=self.outline.records == "now",
            scope=setting.scope,
            linked={name: (one.ledger, one.through) for name, one in part.linked.items()},
        )

    def _with_linked(self, part: RecordsPart, record: Record) -> Fields:
        """The fields of a record and, under their names, what is said of what names it."""
        told = dict(record.fields)
        for name, linked in part.linked.items():
            said = [self._said_of(linked.say, one) for one in record.linked.get(name, ())]
            told[name] = linked.joint.join(said) or self._said_of(linked.none, record.fields)
        return told

    def _said_of(self, template: str, fields: Fields) -> str:
        self.teller.record = fields
        return self.teller.plain(template)

    def _headed(self, topic: Topic, numbers: _Numbers) -> Iterator[Block]:
        if topic.lead:
            number, lead = numbers.next(2), self.teller.plain(topic.lead)
            self.teller.place = f"{number}{lead}"
            yield Heading(level=2, number=number, text=lead)
        runs = self.teller.runs(topic.say)
        if runs:
            yield Paragraph(runs=runs)

    def _pairs(self, pairs: list[Pair], side: str, numbers: _Numbers) -> Iterator[Block]:
        """Problems, or the measures that answer them: the same number, the same order."""
        if not pairs:
            text = self.teller.texts(f"compose.no_{side}")
            yield Paragraph(runs=(TextRun(text=text),))
        for pair in pairs:
            yield from self._headed(pair.problem if side == "problem" else pair.measure, numbers)


def _front(head: Head, teller: Teller) -> Front:
    """The red head; what is not given is listed, and printed as a gap by the layout."""
    setting = teller.setting
    for name, given, wanted in (
        ("number", setting.number, True),
        ("signer", setting.signer, head.signer),
    ):
        if wanted and not given:
            teller.add_gap(teller.texts(f"compose.{name}"), "compose.missing.not_given")
    return Front(
        issuer=teller.plain(head.issuer),
        number=setting.number,
        signer=setting.signer if head.signer else "",
    )


def _back(head: Head, teller: Teller) -> Back | None:
    if not (head.copies_to or head.printed_by):
        return None
    return Back(
        copies_to=head.copies_to,
        printed_by=teller.plain(head.printed_by),
        printed_on=teller.setting.dated_on,
    )
