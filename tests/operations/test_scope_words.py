"""How the filters of a figure are said beside it, for cases and for ledgers."""

from __future__ import annotations

from tests.sample_store import shared_store
from tuobo.core.evidence import Evidence
from tuobo.core.period import Period
from tuobo.operations.scope_words import scope_in_words

YEAR = Period.of("2025")


def _said(definition: str, scope: dict[str, tuple[str, ...]]) -> str:
    evidence = Evidence(definition=definition, data_version="1", period=YEAR, scope=scope)
    return scope_in_words(shared_store().workspace, evidence)


def test_a_figure_of_cases_is_filtered_by_their_columns() -> None:
    assert _said("resolved_cases@1", {"domain": ("civil",)}) == "案件大类：民事"
    assert _said("resolved_cases@1", {}) == ""


def test_a_figure_of_a_ledger_is_filtered_by_its_fields() -> None:
    assert _said("meeting.held@1", {"kinds": ("study_group",)}) == "会议类别：理论学习中心组学习"
    court = shared_store().court
    scope = {"court": (court.court,), "dimension": ("political",)}
    assert _said("problem.all@1", scope) == f"法院：{court.name}；维度：政治建设"
