"""The examples that clerks learn from are definitions that load."""

from __future__ import annotations

from pathlib import Path

from tests.content.ledgers.test_definitions import BOOK, RIGHTS
from tuobo.engines.ledgers import FieldType, draft_of

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guides" / "ledgers.md"
TEXT = GUIDE.read_text(encoding="utf-8")
LEDGER, OVERLAY = (part.split("```")[0] for part in TEXT.split("```yaml\n")[1:])


def test_the_annotated_ledger_is_right() -> None:
    draft = draft_of(LEDGER, BOOK, RIGHTS)
    assert draft.flaws == ()
    assert draft.ledger
    assert draft.ledger.key == "talk@1"


def test_the_annotated_overlay_is_right() -> None:
    draft = draft_of(OVERLAY, BOOK, RIGHTS)
    assert draft.flaws == ()
    assert draft.ledger
    assert draft.ledger.key == "problem@1+1"


def test_the_guide_names_every_type_of_field() -> None:
    assert not [kind for kind in FieldType if f"`{kind}`" not in TEXT]
