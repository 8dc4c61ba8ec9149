"""Two figures differ: which cases are in one and not in the other, and why.

The figures may be of two indicators, periods, places or data versions. Cases outside the viewer's
reach are counted and not named. A case that is missing on the other side is told by the clauses
that keep it out there, or by the data version not having it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from tuobo.core.reach import Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import CaseFilter, select_rows
from tuobo.engines.reports import Figure
from tuobo.operations.desk.cases_behind import BehindAsked, Viewing, reasons_against, rows_behind_of
from tuobo.operations.desk.exporting import Export
from tuobo.operations.desk.indicator_page import IndicatorAsked
from tuobo.operations.desk.open_desk import Desk, OpenVersion
