"""Specifications as they were looked at and found right, kept as JSON beside this file.

`python -m tests.engines.reports.charts.snapshots` writes them anew; look at the charts before you
commit what it wrote.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.engines.reports.sample_report import STYLE
from tuobo.engines.reports.charts import (
    AgeBin,
    Axis,
    ChartWords,
    Flag,
    HistoryPoint,
    Panel,
    Part,
    Specification,
    Window,
    age_histogram,
    decomposition_chart,
    history_chart,
    small_multiples,
)

FOLDER = Path(__file__).parent / "snapshots"
WORDS = ChartWords(
    month="月份", value="数值", fraction="分数", rule="提示", mean="均值", window="任务"
)
SHARE = Axis(title="法定审限内结案率", is_share=True)
_LIBRARY = ("$schema", "config")


def history() -> list[HistoryPoint]:
    """Twelve months: a gap in month 6, a break before month 8, two signals at the end."""
    values = [0.91, 0.9, 0.93, 0.92, 0.89, None, 0.9, 0.94, 0.91, 0.88, 0.82, 0.97]
    signals = {10: ("超出控制限", "concern"), 11: ("连续7点在均值同一侧", "improve")}
    return [
        HistoryPoint(
            label=f"2025-{number + 1:02d}",
            value=value,
            mean=0.91 if number < 7 else 0.9,
            lower=0.86,
            upper=0.95,
            band_low=0.88 if number < 4 else 0.9,
            band_high=1.0,
            signal=signals.get(number, ("", ""))[0],
            tone=signals.get(number, ("", ""))[1],
            fraction="" if value is None else f"{round(value * 100)}/100",
            starts_segment=number in {0, 7},
        )
        for number, value in enumerate(values)
    ]


def specifications() -> dict[str, Specification]:
    return {
        "history": history_chart(
            history(),
            SHARE,
            STYLE,
            WORDS,
            flags=[
                Flag(label="2025-08", name="口径调整", is_break=True),
                Flag(label="2025-09", name="专项行动"),
            ],
            windows=[Window(first="2025-09", last="2025-11", name="任务一")],
        ),
        "small_multiples": small_multiples(
            [Panel(name="刑事审判庭", points=history()), Panel(name="执行局", points=history())],
            SHARE,
            STYLE,
            WORDS,
        ),
        "decomposition": decomposition_chart(
            [
                Part(name="2024年", value=0.931, told="93.10%", is_level=True),
                Part(name="结构", value=-0.012, told="−1.20个百分点"),
                Part(name="快慢", value=0.004, told="+0.40个百分点"),
                Part(name="2025年", value=0.923, told="92.30%", is_level=True),
            ],
            SHARE,
            STYLE,
        ),
        "ages": age_histogram(
            [
                AgeBin(name="6个月内", cases=120),
                AgeBin(name="6–12个月", cases=31, limit="审限"),
                AgeBin(name="1年以上", cases=9),
            ],
            Axis(title="未结案件（件）"),
            STYLE,
        ),
    }


def plain(specification: Specification) -> dict[str, object]:
    """Without what the library writes of itself."""
    kept = {name: value for name, value in specification.items() if name not in _LIBRARY}
    return dict(json.loads(json.dumps(kept, ensure_ascii=False, sort_keys=True)))


def kept(name: str) -> dict[str, object]:
    return dict(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def write() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, specification in specifications().items():
        text = json.dumps(plain(specification), ensure_ascii=False, indent=1, sort_keys=True)
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
