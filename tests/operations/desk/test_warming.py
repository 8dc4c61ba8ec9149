"""Warming loads what pages need; a store without data is none of its business."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuobo.core.content import Content
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.desk.warming import warm


@pytest.mark.django_db
def test_an_empty_store_is_warmed_without_a_word(tmp_path: Path) -> None:
    content = Content()
    warm(tmp_path, content)
    desk = the_desk(tmp_path, content)
    assert desk.texts("zh") is desk.texts("zh")
