"""The text of a definition file with the line of each of its parts.

YAML keeps the last of two equal keys without a word, so doubled keys are found here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import yaml

Path: TypeAlias = tuple[int | str, ...]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """What a file holds: entries (one mapping or a list of them), and where everything stands."""

    entries: tuple[tuple[object, Path], ...]
    _root: yaml.Node | None

    @classmethod
    def of(cls, text: str) -> Document:
        """The document; raises yaml.YAMLError for a text that is not YAML."""
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            found = None if root is None else loader.construct_document(root)
        finally:
            loader.dispose()
        if isinstance(found, list):
            return cls(tuple((one, (at,)) for at, one in enumerate(found)), root)
        return cls(((found, ()),), root)

    def line_of(self, path: Path) -> int:
        """The line of the deepest part of the path that the text has; the first line is 1."""
        node, line = self._root, 1
        for part in path:
            if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                if part >= len(node.value):
                    break
                node = node.value[part]
                line = node.start_mark.line + 1
            elif isinstance(node, yaml.MappingNode):
                # A part that is no key is the kind of an effect, which pydantic names in between.
                for key, below in node.value:
                    if key.value == part:
                        line, node = key.start_mark.line + 1, below
                        break
        return line

    def doubled_keys(self) -> Iterator[tuple[str, int]]:
        """Keys that stand twice in one mapping, with the line of the second."""
        nodes = [self._root] if self._root else []
        while nodes:
            node = nodes.pop()
            if isinstance(node, yaml.SequenceNode):
                nodes += node.value
            elif isinstance(node, yaml.MappingNode):
                seen: set[str] = set()
                for key, below in node.value:
                    if key.value in seen:
                        yield str(key.value), key.start_mark.line + 1
                    seen.add(key.value)
                    nodes.append(below)
