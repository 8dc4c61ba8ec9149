"""A sentence that is not yet in a language: a code of content/…/texts and what fills it.

Names stay in both languages until somebody reads them. A template names them as {name}, in English
as {name_en}: so the same template serves an error, which carries both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tuobo.core.content import Names
from tuobo.core.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence; `text` says it in the language of the texts."""

    code: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def text(self, texts: Texts) -> str:
        said = {name: _said(one, texts) for name, one in self.fields.items()}
        return texts(self.code, **said, **{f"{name}_en": one for name, one in said.items()})

    def flat(self) -> dict[str, str]:
        """The fields in both languages, as an error carries them."""
        return {
            **{name: _printed(one, "zh") for name, one in self.fields.items()},
            **{f"{name}_en": _printed(one, "en") for name, one in self.fields.items()},
        }


def say(code: str, **fields: object) -> Sentence:
    return Sentence(code=code, fields=fields)


NOTHING = Sentence(code="ledger.nothing")
"""For a sentence that has no such part."""


def _said(given: object, texts: Texts) -> str:
    if isinstance(given, Sentence):
        return given.text(texts)
    if isinstance(given, tuple | list):
        return _joint(texts.lang).join(_said(one, texts) for one in given)
    return _printed(given, texts.lang)


def _printed(given: object, lang: str) -> str:
    match given:
        case Names():
            return given.en if lang == "en" else given.zh
        case date():
            return given.isoformat()
        case tuple() | list():
            return _joint(lang).join(_printed(one, lang) for one in given)
        case _:
            return str(given)


def _joint(lang: str) -> str:
    return ", " if lang == "en" else "、"
