"""A definition as the file that it would be read from: to be changed and tried."""

from __future__ import annotations

import yaml

from tuobo.core.content import Definition

_WIDTH = 100


def definition_file(definition: Definition) -> str:
    """YAML with the fields that the definition's own file sets, in their order."""
    written = definition.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=_WIDTH)
