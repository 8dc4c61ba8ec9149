"""The filters of a figure with their names and labels, such as 法院：恒安区人民法院.

A figure of the cases is filtered by their columns, one of a ledger by the fields of that ledger.
"""

from __future__ import annotations

from tuobo.core.evidence import Evidence
from tuobo.engines.ledgers import Ledger
from tuobo.engines.ledgers.options import options_of
from tuobo.operations.workspace import Workspace


def scope_in_words(workspace: Workspace, evidence: Evidence) -> str:
    """All filters of a figure in one line; empty where it has none."""
    ledger = _ledger_of(workspace, evidence.definition) if evidence.scope else None
    return "；".join(
        f"{_name(workspace, ledger, name)}："
        + "、".join(_label(workspace, ledger, name, code) for code in codes)
        for name, codes in evidence.scope.items()
    )


def _ledger_of(workspace: Workspace, definition: str) -> Ledger | None:
    """The ledger of a figure such as problem.open@1; None for indicators and findings."""
    name, dot, _ = definition.partition(".")
    versions = workspace.ledgers.versions.get(name, ()) if dot else ()
    return versions[-1] if versions else None


def _name(workspace: Workspace, ledger: Ledger | None, name: str) -> str:
    if ledger is not None and name in ledger.field_by_id:
        return ledger.field_by_id[name].zh
    return workspace.schema["case"].by_name[name].zh.removesuffix("代字")


def _label(workspace: Workspace, ledger: Ledger | None, name: str, code: str) -> str:
    if ledger is not None and name in ledger.field_by_id:
        options = options_of(ledger.field_by_id[name], workspace.vocabularies)
        return next((one.names.zh for one in options if one.code == code), code)
    return label_of(workspace, name, code)


def label_of(workspace: Workspace, column: str, code: str) -> str:
    """A code of a column of the cases as people read it."""
    if column == "court":
        return workspace.court_name(code)
    vocabulary = workspace.schema["case"].by_name[column].vocabulary
    return workspace.vocabularies.label(vocabulary, code) if vocabulary else code
