"""Draws Vega-Lite specifications as SVG and PNG with a Chinese font that the machine has.

No browser and no network: vl-convert draws, its fonts are looked for in the usual folders.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert

from tuobo.core.errors import InternalError, RequestError
from tuobo.engines.reports.layout import ChartStyle

_VEGA_LITE = "6.4"
# The bundle assigns vegaEmbed to the window, where our own script finds it.
_SNIPPET = "window.vegaEmbed = vegaEmbed;"
_MM_IN_INCH = 25.4
_SVG_WIDTH = re.compile(r'<svg[^>]*?\bwidth="([0-9.]+)')


class Drawing:
    """Draws in one style; a specification that was drawn before is not drawn again."""

    def __init__(self, style: ChartStyle) -> None:
        self.font = chinese_font(style)
        self._drawn: dict[str, str] = {}

    def svg(self, specification: Mapping[str, object]) -> str:
        """The chart as SVG; its letters stay letters."""
        key = repr(specification)
        if key not in self._drawn:
            self._drawn[key] = self._converted(specification)
        return self._drawn[key]

    def png(
        self, specification: Mapping[str, object], *, width_mm: float, resolution: int
    ) -> bytes:
        """The chart as PNG, so wide on paper and at so many points an inch."""
        svg = self.svg(specification)
        found = _SVG_WIDTH.search(svg)
        own = float(found[1]) if found else width_mm
        scale = width_mm / _MM_IN_INCH * resolution / own
        return bytes(vl_convert.svg_to_png(svg, scale=scale, ppi=72))

    def _converted(self, specification: Mapping[str, object]) -> str:
        try:
            return str(
                vl_convert.vegalite_to_svg(
                    self._with_font(specification), vl_version=_VEGA_LITE, allowed_base_urls=[]
                )
            )
        except ValueError as error:
            raise InternalError("charts.not_drawn", problem=str(error)[:200]) from error

    def _with_font(self, specification: Mapping[str, object]) -> dict[str, Any]:
        given = specification.get("config", {})
        config = dict(given) if isinstance(given, Mapping) else {}
        return {**specification, "config": {**config, "font": self.font}}


def script_version() -> str:
    """What a browser may keep the script by: the versions of all that is in it."""
    return f"{version('vl-convert-python')}-{_VEGA_LITE}"


def script_bundle() -> str:
    """The script that draws specifications in a browser, with all that it needs; slow to make."""
    return str(vl_convert.javascript_bundle(_SNIPPET, vl_version=_VEGA_LITE))


def chinese_font(style: ChartStyle) -> str:
    """The first family of the style that the machine has; raises RequestError if it has none."""
    here = _font_files(style.folders)
    for font in style.fonts:
        if any(name.lower() in here for name in font.files):
            return font.family
    names = "、".join(font.family for font in style.fonts)
    raise RequestError("charts.no_font", fonts=names, folders="、".join(style.folders))


@cache
def _font_files(folders: tuple[str, ...]) -> frozenset[str]:
    """Names of all font files in the folders."""
    found: set[str] = set()
    for folder in folders:
        root = Path(folder).expanduser()
        if root.is_dir():
            found |= {path.name.lower() for path in root.rglob("*") if path.suffix}
    return frozenset(found)
