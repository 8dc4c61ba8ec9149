"""The example that lawyers learn from is a rule that loads."""

from __future__ import annotations

from pathlib import Path

import yaml

from tuobo.engines.timelimits.definitions import Limit, Span

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guides" / "limits-for-lawyers.md"


def test_the_annotated_example_of_the_guide_is_a_valid_rule() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    (rule,) = [Limit.model_validate(entry) for entry in yaml.safe_load(example)]
    assert rule.base == Span(months=3)
    assert rule.extensions[0].total_most == Span(months=4)


def test_the_guide_leads_to_folders_that_exist() -> None:
    folder = GUIDE.parents[2] / "tuobo" / "content" / "national" / "timelimits"
    for name in ("limits", "grounds", "checkpoints", "readings", "NOT-CARRIED.md"):
        assert name in GUIDE.read_text(encoding="utf-8")
        assert (folder / name).exists()
