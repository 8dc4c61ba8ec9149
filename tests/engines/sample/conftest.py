"""The sample court, drawn once for all tests, and its export."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.whole_court import whole_court, whole_export
from tuobo.engines.sample import SampleCourt


@pytest.fixture(scope="session")
def court() -> SampleCourt:
    return whole_court()


@pytest.fixture(scope="session")
def export() -> Path:
    return whole_export()
