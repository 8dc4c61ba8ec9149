"""All rows of the content, each holder looked up; every flaw is told with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tuobo.core.content import Content, line_of, load_file, near
from tuobo.core.errors import DefinitionError
from tuobo.operations.clause_map.clause import Clause, HolderKind
from tuobo.operations.clause_map.registries import Registries

FOLDER = "clauses"


class ClausesWrongError(DefinitionError):
    """The map cannot be used; `flaws` are all that was found, in the order of the files."""

    def __init__(self, flaws: Sequence[DefinitionError]) -> None:
        super().__init__(flaws[0].code, **flaws[0].fields)
        self.flaws = tuple(flaws)


@dataclass(frozen=True, kw_only=True)
class ClauseMap:
    """The rows by number, in their order."""

    rows: Mapping[int, Clause]

    @classmethod
    def of(cls, content: Content, registries: Registries) -> ClauseMap:
        """The checked map; raises ClausesWrongError with everything that is wrong."""
        rows: dict[int, Clause] = {}
        flaws: list[DefinitionError] = []
        for path in content.files(FOLDER):
            for at, clause in enumerate(load_file(path, Clause)):
                if clause.row in rows:
                    flaws.append(_flaw("clauses.row_twice", path, (at, "row"), row=clause.row))
                flaws += _unheld(clause, registries, path, at)
                rows[clause.row] = clause
        if flaws:
            raise ClausesWrongError(flaws)
        return cls(rows=dict(sorted(rows.items())))

    def gaps(self) -> tuple[Clause, ...]:
        """The rows that are not held, or only in part."""
        return tuple(one for one in self.rows.values() if one.gap is not None)


def _unheld(
    clause: Clause, registries: Registries, path: Path, at: int
) -> Iterator[DefinitionError]:
    """The holders of a row that do not exist."""
    for place, written in enumerate(clause.holders):
        kind, _, name = written.partition(":")
        where = (at, "holders", place)
        kinds = [str(one) for one in HolderKind]
        if kind not in kinds:
            nearest = near(kind, kinds) or "、".join(kinds)
            yield _flaw(
                "clauses.kind_unknown", path, where, row=clause.row, found=written, nearest=nearest
            )
            continue
        known = registries.names.get(HolderKind(kind))
        if known is not None and name not in known:
            nearest = near(name, list(known)) or "—"
            yield _flaw(
                "clauses.holder_unknown", path, where, row=clause.row, found=written,
                nearest=nearest,
            )  # fmt: skip


def _flaw(code: str, path: Path, where: tuple[int | str, ...], **fields: object) -> DefinitionError:
    return DefinitionError(code, file=path.name, line=line_of(path, where), **fields)
