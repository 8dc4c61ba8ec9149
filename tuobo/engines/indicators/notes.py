"""The sentences of the notes that stand beside a figure."""

from __future__ import annotations

from tuobo.core.evidence import Evidence
from tuobo.core.texts import Texts
from tuobo.engines.indicators.pack import Pack

BREAK = "indicator.break"


def sentences(pack: Pack, texts: Texts, evidence: Evidence) -> tuple[str, ...]:
    """The notes of a figure in words; a break is named with its day."""
    return tuple(_sentence(pack, texts, note) for note in evidence.notes)


def _sentence(pack: Pack, texts: Texts, note: str) -> str:
    code, _, name = note.partition(":")
    if code != BREAK:
        return texts(code)
    broken = next(one for one in pack.breaks if one.id == name)
    return texts(code, on=broken.on, name=texts.pick(broken.names))
