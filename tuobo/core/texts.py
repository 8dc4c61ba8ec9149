"""Sentences for people, by code, in Chinese and English: messages are content, not code.

Each file in content/…/texts is a mapping code → {zh, en}; fields stand in braces. Whoever adds an
error or check code adds its sentence; a test finds those that are missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from string import Formatter

from tuobo.core.content import Content, Names, checked, read_yaml
from tuobo.core.errors import DefinitionError, TuoboError


class Texts:
    """Sentences in one language, Chinese unless asked otherwise."""

    def __init__(self, content: Content, lang: str = "zh") -> None:
        self.lang = lang
        self._names = _sentences(content)

    def __call__(self, code: str, **fields: object) -> str:
        """The sentence of a code; raises DefinitionError if there is none."""
        template = self.template(code)
        return template.format(**{**_blanks(template), **fields})

    def template(self, code: str) -> str:
        """The sentence with its fields in braces."""
        names = self._names.get(code)
        if names is None:
            raise DefinitionError("texts.missing", missing=code)
        return self.pick(names)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(self._names)

    def has(self, code: str) -> bool:
        return code in self._names

    def error(self, error: TuoboError) -> str:
        """An error as a sentence, with its code so that it can be looked up."""
        if not self.has(error.code):
            return str(error)
        return f"{self(error.code, **error.fields)} [{error.code}]"

    def pick(self, names: Names) -> str:
        return names.zh if self.lang == "zh" else names.en


@lru_cache(maxsize=8192)
def _blanks(template: str) -> Mapping[str, str]:
    """Each field of a sentence, empty: a list asks for the same sentence in each of its cells."""
    return {name: "" for _, name, _, _ in Formatter().parse(template) if name}


@cache
def _sentences(content: Content) -> dict[str, Names]:
    """All sentences, read once a process: every page asks for them."""
    found: dict[str, Names] = {}
    for path in content.files("texts"):
        raw = read_yaml(path)
        if not isinstance(raw, dict):
            raise DefinitionError("content.not_mapping", file=path.name)
        for code, pair in raw.items():
            if code in found:
                raise DefinitionError("content.twice", kind="Text", id=code)
            found[str(code)] = checked(path, Names, pair, (str(code),))
    return found
