"""The words of the fact tables as JSON Schema, one object a table: what others may hand us."""

from __future__ import annotations

from tuobo.core.facts import Column, ColumnType
from tuobo.operations.workspace import Workspace

_KINDS: dict[ColumnType, dict[str, object]] = {
    ColumnType.TEXT: {"type": "string"},
    ColumnType.CODE: {"type": "string"},
    ColumnType.DATE: {"type": "string", "format": "date"},
    ColumnType.INTEGER: {"type": "integer"},
    ColumnType.MONEY: {"type": "integer", "description": "fen"},
    ColumnType.FLAG: {"type": "boolean"},
}
# Longer or open lists are named, not printed.
_PRINTED = 200


def describe_facts(workspace: Workspace) -> dict[str, object]:
    """Table → JSON Schema of one of its rows; computed tables may be handed in as well."""
    return {
        name: {
            "title": f"{table.names.zh} {table.names.en}",
            "type": "object",
            "required": [column.name for column in table.columns if column.required],
            "properties": {column.name: _property(workspace, column) for column in table.columns},
            "additionalProperties": False,
        }
        for name, table in workspace.schema.tables.items()
    }


def _property(workspace: Workspace, column: Column) -> dict[str, object]:
    told: dict[str, object] = {"title": column.zh, **_KINDS[column.kind]}
    if column.note:
        told["description"] = column.note
    if column.vocabulary:
        vocabulary = workspace.vocabularies[column.vocabulary]
        if not vocabulary.open and len(vocabulary.entries) <= _PRINTED:
            told["enum"] = [entry.code for entry in vocabulary.entries]
    return told
