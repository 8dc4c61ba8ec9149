"""A health check of three indicators with numbers that can be followed by eye."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tuobo.core.evidence import Evidence
from tuobo.core.measure import Count, Mean, Measure, Rate
from tuobo.core.period import Period
from tuobo.engines.reports import (
    CaseLine,
    Figure,
    FindingGroup,
    HealthCheck,
    IndicatorLine,
    LimitLine,
    Month,
    QualityLine,
    Reading,
)
from tuobo.engines.reports.health_check.page import Lane

PERIOD = Period.of("2025")
COMMON = Reading(code="common", symbol="～", word="一般波动", sentence="没有异常信号。")
SIGNAL = Reading(code="concerning", symbol="▼", word="需关注", sentence="最近一点在界限之外。")
NO_BAND = Reading(code="no_interval", symbol="·", word="未登记区间", sentence="未登记合理区间。")


def months(values: list[float | None], signal_at: int = -1) -> tuple[Month, ...]:
    return tuple(
        Month(
            label=f"2025-{number + 1:02d}",
            value=value,
            numerator=None if value is None else round(value * 100),
            denominator=None if value is None else 100,
            signal="界外" if number == signal_at else "",
            starts_segment=number == 6,
            mean=0.9,
            lower=0.8,
            upper=1.0,
            band_low=0.85 if number > 3 else None,
        )
        for number, value in enumerate(values)
    )


def line(
    id_: str, measure: Measure, unit: str, *, is_small: bool = False, **changes: object
) -> IndicatorLine:
    fields: dict[str, object] = {
        "id": id_,
        "name": f"指标 {id_}",
        "meaning": "每百件结案中有多少件在审限内。",
        "group": "efficiency",
        "status": "goal",
        "status_note": "",
        "figure": Figure(measure=measure, unit=unit, is_small=is_small),
        "evidence": Evidence(definition=f"{id_}@1", data_version="3-0a1b2c3d", period=PERIOD),
        "notes": (),
        "interval": "",
        "months": months([0.91, 0.9, 0.92, None, 0.7, 0.9, 0.91, 0.93], signal_at=4),
        "variation": SIGNAL,
        "assurance": NO_BAND,
        "numerator_sql": "closed_on <= due_on",
        "denominator_sql": "true",
        "source": "[S27][S28] 法院公开数据",
        "mark": "F-data",
        "companions": ("延长审限率",),
        "cases": (
            CaseLine(
                case_number="（2025）辽9901民初1号",
                in_numerator=True,
                division="民一庭",
                cause="买卖合同纠纷",
                filed_on=date(2025, 1, 2),
                closed_on=date(2025, 3, 4),
            ),
        ),
        "case_count": 342,
    }
    return IndicatorLine(**(fields | changes))  # type: ignore[arg-type]


def page() -> HealthCheck:
    small = Rate(numerator=2, denominator=7)
    return HealthCheck(
        court="辽9901",
        court_name="恒安区人民法院",
        period=PERIOD,
        as_of=date(2025, 12, 31),
        data_version="3-0a1b2c3d",
        computed_at=datetime(2026, 1, 5, 8, 30, tzinfo=UTC),
        lines=(
            line("within_limit", Rate(numerator=311, denominator=342), "share"),
            line("small", small, "share", is_small=True, group="quality", variation=COMMON),
            line("mean_days", Mean(total=900, count=12), "days"),
            line("closed", Count(value=8765), "cases", status="forbidden", status_note="不得考核"),
        ),
        lanes=(
            Lane(code="overdue", name="已超期", count=1),
            Lane(code="days_5", name="五日内", count=0),
        ),
        limits=(
            LimitLine(
                lane="overdue",
                case_number="（2025）辽9901民初9号",
                division="民一庭",
                judge="法官甲01",
                procedure="普通程序",
                filed_on=date(2025, 1, 15),
                due_plain_on=date(2025, 7, 15),
                due_on=date(2025, 7, 15),
                days_left=-169,
                is_provisional=False,
                rule="CIV1-ORD@1",
                account="2025-01-15 立案 ＋6个月 → 2025-07-15",
                steps=("立案次日起算（R2000 第八条）", "加六个月：2025-07-15"),
            ),
        ),
        findings=(
            FindingGroup(
                id="late_extension",
                name="延长批准晚于届满日",
                sentence="批准日在当时的届满日之后。",
                source="R2000 第十四条",
                rows=(
                    ("（2025）辽9901民初7号", "延长审限 2025-08-01", "2025-08-01", "≤ 2025-07-15"),
                ),
                count=1,
            ),
        ),
        quality=(
            QualityLine(
                rule="chronology",
                name="日期先后",
                severity="rejected",
                count=3,
                example="案件 第12行",
            ),
        ),
        rows_read=100,
        rows_kept=97,
        rows_rejected=3,
    )
