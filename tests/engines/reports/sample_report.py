"""An invented report with every part that a document can have; nothing in it is a real court's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from tuobo.core.content import Content
from tuobo.core.evidence import Evidence
from tuobo.core.measure import Count, Rate
from tuobo.core.period import Period
from tuobo.engines.reports.charts import Axis, Bar, ControlPoint, bar_chart, control_chart
from tuobo.engines.reports.document import (
    Attachment,
    Back,
    Document,
    FigureRun,
    Form,
    Front,
    Heading,
    Paragraph,
    Passport,
    Picture,
    Run,
    Table,
    TextRun,
)
from tuobo.engines.reports.layout import chart_style

VERSION = "7-3f9a2c41"
STYLE = chart_style(Content())
HALF_2026, HALF_2025 = Period.of("2026H1"), Period.of("2025H1")


def text(words: str, *, is_gap: bool = False) -> TextRun:
    return TextRun(text=words, is_gap=is_gap)


def rate(code: str, numerator: int, denominator: int) -> FigureRun:
    measure = Rate(numerator=numerator, denominator=denominator)
    return FigureRun(
        passport=Passport(
            code=code,
            text=f"{measure.percent()}%",
            form=Form.VALUE,
            definition_name="法定审限内结案率",
            formula="审限内结案数 ÷ 结案数",
            measure=measure,
            evidence=Evidence(
                definition="closed_within_limit@2",
                data_version=VERSION,
                period=HALF_2026,
                scope={"division": ("民一庭", "民二庭")},
                notes=("break_2025",),
            ),
            computed_at=datetime(2026, 7, 5, 1, 30, tzinfo=UTC),
            rows_hash="9c1e52aa",
        )
    )


def growth(code: str, now: int, before: int) -> FigureRun:
    share = (now - before) * 100 / before
    evidence = Evidence(definition="closed_cases@1", data_version=VERSION, period=HALF_2026)
    return FigureRun(
        passport=Passport(
            code=code,
            text=f"{share:.2f}%",
            form=Form.YEAR_ON_YEAR,
            definition_name="结案数",
            formula="报告期内审结的案件数",
            measure=Count(value=now),
            evidence=evidence,
            base=Count(value=before),
            base_evidence=replace(evidence, period=HALF_2025),
            rows_hash="01ab77f0",
        )
    )


def count(code: str, value: int) -> FigureRun:
    return FigureRun(
        passport=Passport(
            code=code,
            text=f"{value:,}",
            form=Form.VALUE,
            definition_name="结案数",
            formula="报告期内审结的案件数",
            measure=Count(value=value),
            evidence=Evidence(definition="closed_cases@1", data_version=VERSION, period=HALF_2026),
            rows_hash="77ac01de",
        )
    )


def months(count: int = 18) -> list[ControlPoint]:
    """Shares that jump to a new level with the thirteenth month."""
    points = []
    for at in range(count):
        new = at >= 12
        mean = 0.93 if new else 0.90
        points.append(
            ControlPoint(
                label=f"{2025 + at // 12}-{at % 12 + 1:02d}",
                value=None if at == 5 else mean + ((at * 7) % 5 - 2) * 0.008,
                mean=mean,
                lower=mean - 0.03,
                upper=mean + 0.03,
                band_low=0.88,
                band_high=0.95,
                signal="连续七点在均值上方" if at == 16 else "",
                starts_segment=at == 12,
            )
        )
    return points


def control_picture(number: int = 1) -> Picture:
    return Picture(
        caption=f"图{number}　法定审限内结案率逐月变化",
        specification=control_chart(months(), Axis(title="审限内结案率", is_share=True), STYLE),
        sentence=(
            text("逐月看，"),
            rate("F2", 311, 342),
            text("的水平自新口径启用后保持稳定，见图。"),
        ),
        table=Table(
            caption=f"表{number}　各季度审限内结案情况",
            head=("季度", "结案数", "审限内结案数", "审限内结案率"),
            rows=[
                (
                    text("一季度"),
                    count(f"Q{number}1", 160),
                    text("145"),
                    rate(f"Q{number}2", 145, 160),
                ),
                (
                    text("二季度"),
                    count(f"Q{number}3", 182),
                    text("166"),
                    rate(f"Q{number}4", 166, 182),
                ),
            ],
            note="注：口径自2025年1月起调整，前后不作直接比较。",
        ),
    )


def bar_picture() -> Picture:
    bars = [
        Bar(label=division, value=value, group=group)
        for group, values in (("2025年上半年", (61, 80, 42)), ("2026年上半年", (72, 95, 40)))
        for division, value in zip(("刑庭", "民一庭", "民二庭"), values, strict=True)
    ]
    return Picture(
        caption="图9　部分审判庭结案数",
        specification=bar_chart(bars, Axis(title="结案数（件）"), STYLE),
        sentence=(
            text("部分审判庭结案数与上年同期相比有增有减，合计"),
            count("F3", 207),
            text("件。"),
        ),
    )


def paragraph(*runs: Run, lead: Sequence[Run] = ()) -> Paragraph:
    return Paragraph(runs=runs, lead=lead)


def blocks() -> list[Heading | Paragraph | Table | Picture]:
    more = (
        "围绕短板列出清单，逐项明确牵头庭室、完成时限和验收标准，"
        "每月核对一次进度，未完成的说明原因。"
    )
    return [
        paragraph(
            text("按照工作安排，我院对上半年审判质效改进情况作了梳理，现将有关情况汇报如下：")
        ),
        Heading(level=1, number="一、", text="紧盯审限抓短板，结案节奏逐步理顺"),
        Heading(level=2, number="（一）", text="建立周清月结的审限提醒"),
        paragraph(
            text("上半年共结案"),
            count("F1", 342),
            text("件，同比上升"),
            growth("F4", 342, 300),
            text("；法定审限内结案率为"),
            rate("F2", 311, 342),
            text("。待核实的"),
            text("【待填：延长审限审批件数】", is_gap=True),
            text("件另行报告。"),
            lead=(text("把提醒做在届满之前。"),),
        ),
        paragraph(text(more * 2)),
        Heading(level=3, number="1.", text="提醒到人"),
        paragraph(text("届满前“十五日、五日、一日”三次提醒承办人和庭长——提醒有记录、延长有依据。")),
        Heading(level=4, number="（1）", text="节点留痕"),
        paragraph(text(more)),
        control_picture(),
        Heading(level=2, number="（二）", text="压实庭室责任"),
        paragraph(text(more * 3)),
        bar_picture(),
        Heading(level=1, number="二、", text="存在的问题"),
        paragraph(text(more * 4)),
        Heading(level=1, number="三、", text="下一步工作"),
        paragraph(text(more * 3)),
    ]


def source_table() -> Table:
    head = ("编码", "文中数值", "指标", "口径", "分子", "分母", "期间", "数据版本", "行集校验")
    row = (
        "F2", "90.94%", "法定审限内结案率", "审限内结案数 ÷ 结案数", "311", "342",
        "2026-01..2026-06", VERSION, "9c1e52aa",
    )  # fmt: skip
    return Table(caption="数据来源表", head=head, rows=[[text(one) for one in row]] * 12)


def report(**changes: object) -> Document:
    """The invented report: a plain hand-in with two attachments."""
    plain = Document(
        id="special-report-2026h1",
        kind="special_report",
        title="辽河县人民法院关于审判质效攻坚工作情况的专题汇报",
        receiver="某市中级人民法院",
        blocks=blocks(),
        attachments=(
            Attachment(
                name="重点措施清单", blocks=[paragraph(text("一览见下。")), control_picture(2)]
            ),
            Attachment(name="数据来源表", blocks=[source_table()]),
        ),
        signature="辽河县人民法院",
        dated_on=date(2026, 7, 5),
        data_version=VERSION,
        properties={"outline": "special_report@1"},
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def official(**changes: object) -> Document:
    """The same as a formal report upward: red head, signer, seal and 版记."""
    formal: dict[str, object] = {
        "kind": "report",
        "has_seal": True,
        "front": Front(
            issuer="辽河县人民法院文件",
            number="辽河法〔2026〕12号",
            signer="王某某",
            copy_number="1",
            urgency="加急",
        ),
        "back": Back(
            copies_to="某市中级人民法院审判管理办公室，辽河县人大常委会办公室，辽河县委政法委员会",
            printed_by="辽河县人民法院办公室",
            printed_on=date(2026, 7, 6),
        ),
    }
    return report(**{**formal, **changes})
