"""The sample court, drawn once for all tests of this folder, and its export."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuobo.engines.sample import SampleCourt, sample_court, write_export


@pytest.fixture(scope="session")
def court() -> SampleCourt:
    return sample_court()


@pytest.fixture(scope="session")
def export(court: SampleCourt, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    write_export(court, folder)
    return folder
