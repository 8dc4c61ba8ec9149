"""What the people of the invented court did in its ledgers, as the files of the sample tell it.

Only read here; who may do what, and whether it goes through, is decided where it is done.
"""

from __future__ import annotations

from datetime import date

import polars as pl
from pydantic import Field

from tuobo.core.content import NATIONAL, Definition, load_file
from tuobo.core.errors import InternalError
from tuobo.operations.workspace import Workspace

FILES = ("programme", "party", "quality", "team", "support")
"""One file for each group of ledgers."""


class SampleStep(Definition):
    """One thing that somebody did: a `new` entry under a `key`, or an `event` of a key's entry.

    unit     the code of the branch or division that keeps a new entry; the court where empty
    edit     the key of an entry whose fields are filled in; freeze: one whose figures are frozen
    excuse   a ledger of whose `cadence` nothing was held in the `period`, for a `reason`
    files    file field → name of a text file that is brought
    refused  the step must be refused, as close-out without an effect is; nothing changes by it
    otherwise  more values, given where the step is not accepted without them
    """

    day: date
    who: str = Field(alias="as")
    new: str = ""
    unit: str = ""
    key: str = ""
    move: str = ""
    event: str = ""
    edit: str = ""
    freeze: str = ""
    excuse: str = ""
    cadence: str = ""
    period: str = ""
    reason: str = ""
    values: dict[str, str | int | date] = Field(default_factory=dict)
    files: dict[str, str] = Field(default_factory=dict)
    refused: bool = False
    otherwise: dict[str, str] = Field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.day} {self.new or self.excuse}{self.move}{self.edit} {self.event}".strip()


def sample_steps() -> tuple[SampleStep, ...]:
    """All steps in the order of their days, those of one day in the order of the files."""
    files = (NATIONAL / "sample" / f"{name}.yaml" for name in FILES)
    steps = [step for path in files for step in load_file(path, SampleStep)]
    return tuple(sorted(steps, key=lambda step: step.day))


class SampleCases:
    """The cases of the invented court, as its own ledgers name them."""

    def __init__(self, workspace: Workspace) -> None:
        version = workspace.snapshots.latest().number
        columns = ["judge", "closed_on", "case_number"]
        cases = workspace.snapshots.read(version)["case"].select(columns)
        self._closed = cases.drop_nulls().sort(columns[1:]).collect()

    def last_closed(self, judge: str, day: date) -> str:
        """The number of the case that a judge closed last by a day."""
        found = self._closed.filter(pl.col("judge") == judge, pl.col("closed_on") <= day)
        if found.is_empty():
            raise InternalError("programme.sample", step=f"{judge} {day}", problems="case")
        return str(found["case_number"][-1])
