"""Mapping: how a source's columns become fact rows, proposed, saved, compared and applied."""

from tuobo.engines.intake.mapping.application import fits
from tuobo.engines.intake.mapping.difference import Difference, SheetDifference, difference
from tuobo.engines.intake.mapping.model import (
    Binding,
    Mapping,
    Mappings,
    SheetMap,
    TableMap,
    Unit,
)
from tuobo.engines.intake.mapping.proposal import propose
from tuobo.engines.intake.mapping.reading import read_batch

__all__ = [
    "Binding",
    "Difference",
    "Mapping",
    "Mappings",
    "SheetDifference",
    "SheetMap",
    "TableMap",
    "Unit",
    "difference",
    "fits",
    "propose",
    "read_batch",
]
