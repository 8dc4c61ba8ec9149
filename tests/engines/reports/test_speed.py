"""A report of twenty pages with ten charts is laid out in the time that was promised.

Seconds of the processor are counted, so that a busy machine does not fail the test.
"""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.engines.reports.sample_report import STYLE, blocks, control_picture, months, report
from tests.engines.reports.word.reading_back import TEXTS, layout_of
from tuobo.engines.reports.charts import Axis, Drawing, control_chart
from tuobo.engines.reports.document import Picture
from tuobo.engines.reports.word import word_bytes


def _picture(number: int) -> Picture:
    points = [replace(one, mean=0.9 + number / 1000) for one in months(24)]
    specification = control_chart(points, Axis(title="率", is_share=True), STYLE)
    return replace(control_picture(number), specification=specification)


@pytest.mark.slow
def test_twenty_pages_with_ten_charts_take_less_than_ten_seconds() -> None:
    text = [one for one in blocks() if not isinstance(one, Picture)]
    started = time.process_time()
    long = report(blocks=[one for at in range(10) for one in (*text, _picture(at))])
    made = word_bytes(long, layout=layout_of(long), texts=TEXTS, draw=Drawing(STYLE).png)
    assert time.process_time() - started < 10
    assert len(made) > 500_000
