"""Charts on pages: the drawing stands without scripts; sentence and table say the same."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import Settings

from tests.web.ui.gallery import months, reading
from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.reports import Month
from tuobo.operations import chart_script
from tuobo.web.ui.charts import Beside, MarkLink, ScreenChart, history_figure, script_version

ZH = Texts(Content())


def figure(*, better: str = "higher", **kept: object) -> ScreenChart:
    line = SimpleNamespace(
        id="closed_within_limit",
        name="法定审限内结案率",
        figure=SimpleNamespace(unit="share"),
        months=kept.get("months", months()),
        variation=reading("concerning", "关注"),
    )
    links = (MarkLink(name="查看案件", address="/cases/?month={label}"),)
    beside = Beside(links=links)
    return history_figure(line, better, "十二月偏低。", ZH, Content(), beside)  # type: ignore[arg-type]


def test_sentence_table_and_drawing_say_what_the_chart_says() -> None:
    chart = figure()
    assert chart.sentence == "十二月偏低。"
    assert chart.rows[0] == ("2025-01", "91.00%", "91/100", "90.00%", "—")
    assert chart.rows[5][1] == "—"
    assert 'role="img"' in chart.drawing


@pytest.mark.parametrize(
    ("side", "better", "tone"),
    [
        ("low", "higher", "concern"),
        ("low", "lower", "improve"),
        ("high", "higher", "improve"),
        ("high", "neither", ""),
        ("centre", "higher", ""),
        ("low", "context", ""),
    ],
)
def test_only_a_signal_with_a_direction_is_coloured(side: str, better: str, tone: str) -> None:
    month = Month(
        label="2025-01", value=0.8, numerator=8, denominator=10, signal="超出控制限", side=side
    )
    chart = figure(better=better, months=(month,))
    text = json.dumps(chart.specification, ensure_ascii=False)
    assert f'"tone": "{tone}"' in text


def test_a_specification_asks_for_nothing_from_elsewhere() -> None:
    text = json.dumps(figure().specification)
    assert "http" not in text.replace("https://vega.github.io/schema/", "")


@pytest.fixture
def store(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store without a script, and a bundler that is quick."""
    settings.TUOBO_STORE = tmp_path
    made: list[str] = []
    monkeypatch.setattr(chart_script, "script_bundle", lambda: made.append("x") or "draw();")
    return tmp_path


def address(version: str = "") -> str:
    return f"/charts/{version or script_version()}.js"


@pytest.mark.django_db
def test_the_script_is_made_once_and_may_be_kept(store: Path) -> None:
    for _ in range(2):
        answer = Client().get(address(), headers={"Accept-Encoding": "gzip, br"})
        assert answer.status_code == 200
        assert gzip.decompress(answer.content) == b"draw();"
        assert "immutable" in answer["Cache-Control"]
    assert [one.name for one in (store / "web").iterdir()] == [f"charts-{script_version()}.js.gz"]


@pytest.mark.django_db
def test_whoever_takes_no_gzip_gets_it_plain(store: Path) -> None:
    answer = Client().get(address())
    assert answer.content == b"draw();"
    assert "Content-Encoding" not in answer


@pytest.mark.django_db
def test_a_script_of_another_version_is_not_there(store: Path) -> None:
    assert Client().get(address("0.0.0-5")).status_code == 404
