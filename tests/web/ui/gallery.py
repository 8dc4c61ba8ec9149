"""One page with every part of the desk, for tests and for the eye; the product has no such page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

from django import forms
from django.template import engines
from django.test import RequestFactory

from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.reports import Formatted, Month, Reading
from tuobo.engines.reports.charts import Axis, Flag, HistoryPoint, Window, for_screen, history_chart
from tuobo.engines.reports.health_check.chart import control_chart
from tuobo.engines.reports.layout import chart_style
from tuobo.engines.rights import Holding, Viewer
from tuobo.records.accounts.queries import Identity
from tuobo.web.ui.charts import MarkLink, ScreenChart, telling_words
from tuobo.web.ui.drawings import (
    ClockStrip,
    Diagram,
    Edge,
    Mark,
    Node,
    Stretch,
    StretchKind,
)
from tuobo.web.ui.forms import DayField, DeskForm, choices_with_any
from tuobo.web.ui.paging import AskedPage
from tuobo.web.ui.period_grid import CellState, GridCell, GridRow, PeriodGrid
from tuobo.web.ui.said import Said
from tuobo.web.ui.shell import Choice, Crumb, Group, Link, Shell
from tuobo.web.ui.tables import Cell, Column, Order, Row, RowAction, Table, heads_of
from tuobo.web.ui.visit import Visit

TEMPLATE = Path(__file__).parent / "templates" / "gallery.html"
PATH = "/gallery/"


class GalleryForm(DeskForm):
    """Words of the frame serve as labels here, as a gallery has none of its own."""

    words: ClassVar[str] = "health"
    period = forms.CharField()
    cases = forms.IntegerField(min_value=1)
    as_of = DayField()
    division = forms.ChoiceField()
    judge = forms.CharField(required=False)
    cause = forms.CharField(required=False)
    note = forms.BooleanField(required=False)

    def __init__(self, texts: Texts, data: dict[str, Any] | None = None) -> None:
        super().__init__(texts, data)
        group = self.fields["division"]
        assert isinstance(group, forms.ChoiceField)
        group.choices = choices_with_any(texts, [("a", "民事审判第一庭"), ("b", "执行局")])

    def _speak(self, name: str, field: forms.Field) -> None:
        if name == "note":
            field.label = self.texts("web.gate.cases")
            return
        super()._speak(name, field)


def visit(lang: str = "zh", **query: str) -> Visit:
    who = Identity(
        id=1,
        login="shenguan",
        person_id=1,
        person="审管办经办人",
        court="辽9901",
        court_name="恒安区人民法院（虚构样本）",
        locale="zh",
        must_change_password=False,
        previous_login=None,
        second_factor_since=None,
    )
    viewer = Viewer(
        account="shenguan", holdings=(Holding(role="trial_management", court="辽9901"),)
    )
    return Visit(identity=who, viewer=viewer, lang=lang, address="127.0.0.1", query=query)


def months() -> tuple[Month, ...]:
    values = [0.91, 0.9, 0.93, 0.92, 0.89, None, 0.9, 0.94, 0.91, 0.88, 0.82, 0.8]
    return tuple(
        Month(
            label=f"2025-{number:02d}",
            value=value,
            numerator=None if value is None else round(value * 100),
            denominator=None if value is None else 100,
            mean=0.9,
            signal="超出控制限" if value is not None and value < 0.85 else "",
        )
        for number, value in enumerate(values, start=1)
    )


def chart(texts: Texts) -> ScreenChart:
    """A history with everything that can stand beside one."""
    points = [
        HistoryPoint(
            label=month.label,
            value=month.value,
            mean=month.mean,
            lower=0.85,
            upper=0.95,
            band_low=0.88,
            band_high=0.96,
            signal=month.signal,
            tone="concern" if month.signal else "",
            fraction=f"{month.numerator}/{month.denominator}",
        )
        for month in months()
    ]
    specification = history_chart(
        points,
        Axis(title="法定审限内结案率", is_share=True),
        chart_style(Content()),
        telling_words(texts),
        flags=[
            Flag(label="2025-03", name="口径调整", is_break=True),
            Flag(label="2025-07", name="专项行动"),
        ],
        windows=[Window(first="2025-08", last="2025-10", name="任务一")],
    )
    return ScreenChart(
        name="gallery-chart",
        title="法定审限内结案率",
        sentence="2025-12 为 80.00%（80/100），低于控制限下限，值得关注。",
        specification=for_screen(specification),
        heads=("月份", "数值"),
        rows=tuple((month.label, str(month.value)) for month in months()),
        drawing=control_chart(months(), "share", "法定审限内结案率"),
        links=(MarkLink(name="查看这些案件", address="/cases/?month={label}"),),
    )


def reading(code: str, word: str) -> Reading:
    return Reading(code=code, symbol="", word=word, sentence=f"{word}：连续七个月低于均值")


def strip() -> ClockStrip:
    return ClockStrip(
        stretches=(
            Stretch(
                kind=StretchKind.RAN,
                start=date(2025, 3, 3),
                end=date(2025, 4, 20),
                name="计算 48 天",
            ),
            Stretch(
                kind=StretchKind.EXCLUDED,
                start=date(2025, 4, 20),
                end=date(2025, 5, 28),
                name="鉴定 38 天不计入",
            ),
            Stretch(
                kind=StretchKind.RAN,
                start=date(2025, 5, 28),
                end=date(2025, 6, 30),
                name="计算 33 天",
            ),
            Stretch(
                kind=StretchKind.SUSPENDED,
                start=date(2025, 6, 30),
                end=date(2025, 8, 1),
                name="中止 32 天",
            ),
            Stretch(
                kind=StretchKind.LEFT, start=date(2025, 8, 1), end=date(2025, 11, 11), name="剩余"
            ),
            Stretch(
                kind=StretchKind.EXTENDED,
                start=date(2025, 11, 11),
                end=date(2026, 1, 11),
                name="延长 61 天",
            ),
        ),
        marks=(
            Mark(kind="start", on=date(2025, 3, 3), name="立案 2025-03-03"),
            Mark(kind="today", on=date(2025, 8, 12), name="今日 2025-08-12"),
            Mark(kind="due", on=date(2026, 1, 11), name="届满 2026-01-11"),
        ),
        told="2025-03-03 立案，扣除 38 天，中止 32 天，延长 61 天，2026-01-11 届满",
    )


def diagram() -> Diagram:
    return Diagram(
        nodes=(
            Node(code="draft", name="草稿"),
            Node(code="open", name="办理中", is_here=True),
            Node(code="review", name="待核"),
            Node(code="closed", name="已办结", is_end=True),
            Node(code="dropped", name="撤销", is_end=True),
        ),
        edges=(
            Edge(source="draft", target="open", name="登记"),
            Edge(source="open", target="review", name="提交"),
            Edge(source="review", target="closed", name="核验通过"),
            Edge(source="review", target="open", name="退回"),
            Edge(source="open", target="dropped", name="撤销"),
        ),
        told="草稿经登记到办理中，提交后待核，核验通过即办结，可退回，可撤销",
    )


def table(seen: Visit) -> Table:
    columns = (
        Column(key="case_number", name="案号", is_fixed=True, is_sortable=True),
        Column(key="cause", name="案由", kind="long"),
        Column(key="filed_on", name="立案", kind="day", is_sortable=True, hint="filed_on 立案日期"),
        Column(key="days", name="天数", kind="number", is_sortable=True),
        Column(key="lane", name="预警"),
    )
    rows = tuple(
        Row(
            key=str(number),
            cells=(
                Cell(text=f"（2025）辽9901民初{number}号", address="#"),
                Cell(text="买卖合同纠纷", note="适用简易程序"),
                Cell(text=f"2025-03-{number:02d}"),
                Cell(text=f"{number * 37:,}", is_wrong=number == 3),
                Cell(text="已超审限", tone="bad") if number % 3 else Cell(text="正常", tone="good"),
            ),
            actions=(RowAction(name="查看", address="#"), RowAction(name="提醒", address="#")),
        )
        for number in range(1, 9)
    )
    order = Order(key="filed_on", is_descending=True)
    return Table(
        name="gallery",
        caption="案件",
        heads=heads_of(seen, PATH, columns, order),
        rows=rows,
        is_picked_from=True,
    )


def grid() -> PeriodGrid:
    states = [CellState.DONE, CellState.DONE, CellState.MISSING, CellState.OPEN, CellState.LATER]
    words = {CellState.DONE: "有进展"}
    return PeriodGrid(
        caption="任务进度",
        head="任务",
        periods=("3月", "4月", "5月", "6月", "7月"),
        rows=tuple(
            GridRow(
                name=name,
                note="责任人：庭长",
                cells=tuple(
                    GridCell(
                        state=state,
                        word=words.get(state, ""),
                        address="" if state is CellState.LATER else "#",
                    )
                    for state in states
                ),
            )
            for name in ("建立送达台账，每周核对", "长期未结案件逐案过堂")
        ),
    )


@dataclass(frozen=True)
class Change:
    at: datetime
    what: str
    who: str = ""
    before: str = ""
    after: str = ""
    address: str = ""


def shell() -> Shell:
    groups = [
        ("体检", "pulse", ["体检表", "关注矩阵"]),
        ("案件", "cases", ["案件查询", "审限监督台"]),
        ("我的", "desk", ["我的工作台", "消息"]),
        ("数据", "import", ["导入", "批次"]),
        ("报告", "report", ["报告"]),
        ("台账", "ledger", ["调解", "督办"]),
        ("口径", "book", ["指标口径", "审限规则"]),
    ]
    return Shell(
        menu=tuple(
            Group(
                name=name,
                icon=icon,
                links=tuple(
                    Link(name=one, address="#", is_here=one == "案件查询") for one in pages
                ),
                is_open=name == "案件",
            )
            for name, icon, pages in groups
        ),
        crumbs=(Crumb(name="案件", address="#"), Crumb(name="案件查询")),
        places=(
            Choice(name="恒安区人民法院（虚构样本）", address="#", is_chosen=True),
            Choice(name="民事审判第一庭", address="#", is_chosen=False, depth=1),
        ),
        place_name="恒安区人民法院（虚构样本）",
        periods=tuple(
            Choice(name=name, address="#", is_chosen=name == "2025年1–6月")
            for name in ("本页默认", "2025年1–6月", "2025年1–3月", "2024年")
        ),
        period_name="2025年1–6月",
        inbox="#",
        notices=3,
        data_line="数据截至 2025-12-31 · 数据版本 12-3f9a2c41 · 可信度 98.2%",
        said=(Said(tone="good", sentence="已发出 3 条提醒。"),),
    )


def gallery_html(lang: str = "zh") -> str:
    """The page as the server would send it."""
    seen = visit(lang, sort="-filed_on", page="4")
    request = RequestFactory().get(PATH)
    request.visit = seen  # type: ignore[attr-defined]
    texts = seen.texts
    wrong = GalleryForm(texts, {"period": "", "cases": "0", "as_of": "2026-02-30", "division": "x"})
    page = SimpleNamespace(
        table=table(seen),
        pager=AskedPage(number=4, size=20).pager(1987, PATH, seen.query),
        criteria=[
            {"name": "庭室", "value": "民事审判第一庭", "remove": "#"},
            {"name": "立案", "value": "2025年1–6月", "remove": ""},
        ],
        tabs=[
            {"name": "分子案件", "address": "#", "is_here": True, "count": 311},
            {"name": "分母案件", "address": "#", "is_here": False, "count": 342},
            {"name": "不计入及原因", "address": "#", "is_here": False, "count": None},
        ],
        figure=Formatted(value="90.94%", fraction="311/342"),
        small=Formatted(value="2/7", fraction=""),
        months=months(),
        variations=[
            reading("improving", "向好"),
            reading("concerning", "关注"),
            reading("neutral_signal", "变化"),
            reading("common_cause", "平稳"),
            reading("not_enough_data", "不足"),
        ],
        assurances=[
            reading("inside", "区间内"),
            reading("hit_and_miss", "时内时外"),
            reading("outside", "区间外"),
            reading("no_interval", "未登记"),
            reading("not_enough_data", "不足"),
        ],
        strip=strip(),
        chart=chart(texts),
        diagram=diagram(),
        grid=grid(),
        filter=GalleryForm(texts),
        form=wrong,
        steps=["下载模板", "上传文件", "对应字段", "检查"],
        changes=[
            Change(
                at=datetime(2026, 1, 5, 8, 30, tzinfo=UTC),
                what="结案日期",
                before="2025-12-30",
                after="2025-12-31",
                who="导入批次 2026-0105-01",
            ),
            Change(at=datetime(2026, 1, 4, 1, 0, tzinfo=UTC), what="立案", who="系统"),
        ],
    )
    template = engines["django"].from_string(TEMPLATE.read_text(encoding="utf-8"))
    return str(template.render({"page": page, "visit": seen, "shell": shell()}, request))
