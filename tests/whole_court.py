"""The sample court in its full size and its export, drawn and written once a run; to read only."""

from __future__ import annotations

import pickle
from functools import cache
from pathlib import Path

from tests.run_folder import made_once
from tuobo.engines.sample import SampleCourt, sample_court, write_export


@cache
def whole_court() -> SampleCourt:
    court: SampleCourt = pickle.loads((_made() / "court.pickle").read_bytes())
    return court


def whole_export() -> Path:
    """The folder of its files, with the answer key."""
    return _made() / "files"


def _made() -> Path:
    return made_once("whole-court", _drawn)


def _drawn(folder: Path) -> None:
    court = sample_court()
    write_export(court, folder / "files")
    (folder / "court.pickle").write_bytes(pickle.dumps(court))
