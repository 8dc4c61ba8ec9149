"""Lengths as Word counts them: twentieths, eighths and halves of a point, and EMU."""

from __future__ import annotations

TWIPS_IN_POINT = 20
_POINTS_IN_MM = 72 / 25.4
_EMU_IN_MM = 36_000


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point.

    >>> twips(210)
    11906
    """
    return round(mm * _POINTS_IN_MM * TWIPS_IN_POINT)


def points_of(mm: float) -> float:
    return mm * _POINTS_IN_MM


def eighths(mm: float) -> int:
    """Width of a rule in eighths of a point.

    >>> eighths(0.35)
    8
    """
    return round(mm * _POINTS_IN_MM * 8)


def emu(mm: float) -> int:
    return round(mm * _EMU_IN_MM)


def half_points(points: float) -> int:
    """Type size as Word counts it; 三号 is 16 points, since 15.75 cannot be written."""
    return round(points * 2)
