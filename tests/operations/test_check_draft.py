"""A draft file with its passports, as JSON of three kinds."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tuobo.core.content import Content
from tuobo.core.errors import DataError
from tuobo.core.evidence import Evidence
from tuobo.core.measure import Rate
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.reports.document import (
    Document,
    FigureRun,
    Form,
    Paragraph,
    Passport,
    TextRun,
)
from tuobo.engines.reports.draft import Reading, Severity
from tuobo.engines.reports.passports import passport_json
from tuobo.operations.check_draft import check_draft_file, finding_json, series_breaks
from tuobo.operations.draft_figures import DraftFigure, figures_from, figures_of
from tuobo.operations.workspace import Workspace
from tuobo.operations.write_report import write_report

CONTENT = Content()
PASSPORT = Passport(
    code="K7Q2",
    text="90.17%",
    form=Form.VALUE,
    definition_name="一审服判息诉率",
    formula="1 − 上诉 ÷ 一审审结",
    measure=Rate(numerator=187, denominator=1902, complement=True),
    evidence=Evidence(
        definition="acceptance_rate@1", data_version="7-3f9a2c41", period=Period.of("2026H1")
    ),
    computed_at=datetime.fromisoformat("2026-07-08T09:00:00+08:00"),
)
FIGURE = DraftFigure(
    code="K7Q2", text="90.17%", name="一审服判息诉率", counts=(Decimal(187), Decimal(1902))
)


def test_figures_are_read_from_passports_frozen_reports_and_plain_lists(tmp_path: Path) -> None:
    record = json.loads(passport_json(PASSPORT))
    plain = {"code": "K7Q2", "text": "90.17%", "name": "一审服判息诉率", "counts": [187, 1902]}
    path = tmp_path / "passports.json"
    for read in ([record], {"passports": [record]}, [plain]):
        path.write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")
        assert figures_from(path) == (FIGURE,)
    assert figures_of([PASSPORT]) == (FIGURE,)


def test_a_reading_may_be_given_with_a_figure(tmp_path: Path) -> None:
    path = tmp_path / "passports.json"
    entry = {"code": "A", "text": "1", "name": "上诉率", "reading": "common_cause"}
    path.write_text(json.dumps([entry]), encoding="utf-8")
    assert figures_from(path)[0].reading is Reading.COMMON_CAUSE


@pytest.mark.parametrize("text", ["no json", "[1]", '[{"code": "A"}]', '{"figures": []}'])
def test_a_wrong_passport_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "passports.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"draft\.bad_passports"):
        figures_from(path)


def test_a_number_is_held_against_the_passports(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("上诉187件，一审审结1,902件，服判息诉率90.71%。", encoding="utf-8")
    report = check_draft_file(path, CONTENT, [FIGURE])
    # 1 − 187/1,902 = 90.17%: wrong by its own counts and by the passports
    assert [(one.rule, one.quotation) for one in report.findings] == [
        ("percent_mismatch", "90.71%"),
        ("unmatched_number", "90.71%"),
    ]
    assert (report.count(Severity.ERROR), report.has_errors) == (1, True)


def test_a_word_file_of_ours_brings_its_own_passports(tmp_path: Path) -> None:
    document = Document(
        id="r1",
        kind="special_report",
        title="关于工作情况的汇报",
        blocks=[
            Paragraph(runs=[TextRun(text="服判息诉率"), FigureRun(passport=PASSPORT)]),
            Paragraph(runs=[TextRun(text="审限内结案率98.12%。")]),
        ],
    )
    path = tmp_path / "report.docx"
    write_report(Workspace.open(tmp_path), document, [path])
    report = check_draft_file(path, CONTENT)
    assert [(one.rule, one.quotation) for one in report.findings] == [
        ("unmatched_number", "98.12%")
    ]


def test_a_finding_for_machines_says_all(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("审结XX件。", encoding="utf-8")
    (found,) = check_draft_file(path, CONTENT).findings
    told = finding_json(found, Texts(CONTENT))
    assert {key: told[key] for key in ("rule", "severity", "paragraph", "at", "quotation")} == {
        "rule": "placeholder",
        "severity": "error",
        "paragraph": 1,
        "at": 2,
        "quotation": "XX",
    }
    assert "XX" in str(told["reason"])
    assert told["source"]


def test_breaks_come_from_the_indicators_content() -> None:
    assert {one.id for one in series_breaks(CONTENT)} >= {
        "file_first_then_mediate_flows",
        "file_first_then_mediate_mediation",
    }
