"""Charts in the text: drawn by what is handed in, in a line of their own, with words for them."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tuobo.core.errors import InternalError
from tuobo.engines.reports.layout import PictureFrame
from tuobo.engines.reports.word.lengths import emu
from tuobo.engines.reports.word.markup import Node, element, node

_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURE_KIND = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Draw(Protocol):
    """Draws a specification as PNG, so wide on paper and at such a resolution."""

    def __call__(
        self, specification: Mapping[str, object], *, width_mm: float, resolution: int
    ) -> bytes: ...


@dataclass
class Pictures:
    """Draws pictures and keeps their bytes until the package is written."""

    draw: Draw
    frame: PictureFrame
    drawn: list[bytes] = field(default_factory=list)

    def picture(self, specification: Mapping[str, object], words: str, title: str) -> Node:
        """A run that shows the picture; `words` say the same to whoever cannot see it."""
        frame = self.frame
        png = self.draw(specification, width_mm=frame.width_mm, resolution=frame.resolution)
        across, down = png_size(png)
        width = min(frame.width_mm, frame.height_mm * across / down)
        self.drawn.append(png)
        number = len(self.drawn)
        box = {"cx": emu(width), "cy": emu(width * down / across)}
        name = {"id": number, "name": f"图{number}", "title": title, "descr": words}
        inline = element(
            "wp:inline",
            dict.fromkeys(("distT", "distB", "distL", "distR"), 0),
            element("wp:extent", dict(box)),
            element("wp:docPr", dict(name)),
            element(
                "wp:cNvGraphicFramePr", {}, element("a:graphicFrameLocks", {"noChangeAspect": 1})
            ),
            _graphic(number, dict(box)),
        )
        return node("r", node("drawing", inline))


def relation_of(number: int) -> str:
    """The relationship by which the text finds the picture."""
    return f"rIdPicture{number}"


def png_size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the header."""
    if not png.startswith(_PNG):
        raise InternalError("layout.no_png", found=png[:8])
    across, down = struct.unpack(">II", png[16:24])
    return across, down


def _graphic(number: int, box: dict[str, object]) -> Node:
    picture = element(
        "pic:pic",
        {},
        element(
            "pic:nvPicPr",
            {},
            element("pic:cNvPr", {"id": number, "name": f"chart{number}.png"}),
            element("pic:cNvPicPr", {}),
        ),
        element(
            "pic:blipFill",
            {},
            element("a:blip", {"r:embed": relation_of(number)}),
            element("a:stretch", {}, element("a:fillRect", {})),
        ),
        element(
            "pic:spPr",
            {},
            element("a:xfrm", {}, element("a:off", {"x": 0, "y": 0}), element("a:ext", box)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst", {})),
        ),
    )
    data = element("a:graphicData", {"uri": _PICTURE_KIND}, picture)
    return element("a:graphic", {}, data)
