"""What somebody gives with a form, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tuobo.core.content import Names
from tuobo.core.errors import RequestError
from tuobo.core.parameters import Parameters
from tuobo.engines.ledgers import (
    Cell,
    Field,
    FieldType,
    Json,
    Ledger,
    Problem,
    Raw,
    Sentence,
    Values,
    typed,
)
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.records.ledgers.files import Brought, CheckedFile, checked_file


@dataclass(frozen=True, kw_only=True)
class Given:
    """A filled form.

    raw       field → what was typed; fields that were not shown are not there
    added     field → what is added to the values that it holds
    files     file field → files that are brought with it (beside digests of kept ones in `raw`)
    revision  of the entry when the form was shown; 0 for a new one
    reason    the remark that is kept with the step
    """

    raw: Mapping[str, Raw] = field(default_factory=dict)
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, tuple[Brought, ...]] = field(default_factory=dict)
    revision: int = 0
    reason: str = ""

    def over(self, values: Values, ledger: Ledger) -> dict[str, Raw]:
        """What was typed, with the additions behind what an entry holds."""
        found: dict[str, Raw] = dict(self.raw)
        for name, more in self.added.items():
            one = ledger.field_by_id.get(name)
            held = [typed(each, one) for each in values.listed(name)] if one else []
            found[name] = [*held, *more]
        return found


@dataclass(frozen=True, kw_only=True)
class Meanwhile:
    """What somebody else did while the form was open: field names with before and after."""

    by: str
    event: str
    changes: Mapping[str, tuple[Json | None, Json | None]]


@dataclass(frozen=True, kw_only=True)
class Written:
    """What came of a write. With problems or somebody else's changes nothing was kept."""

    entry: int | None = None
    number: str = ""
    problems: tuple[Problem, ...] = ()
    meanwhile: tuple[Meanwhile, ...] = ()

    @property
    def is_kept(self) -> bool:
        return self.entry is not None


@dataclass(frozen=True, kw_only=True)
class CheckedFiles:
    """The brought files by field, and what is wrong with them."""

    by_field: Mapping[str, tuple[CheckedFile, ...]]
    problems: tuple[Problem, ...]

    @property
    def digests(self) -> frozenset[str]:
        return frozenset(one.sha256 for files in self.by_field.values() for one in files)

    def laid_over(self, raw: Mapping[str, Raw], ledger: Ledger) -> dict[str, Raw]:
        """What was typed, with the digests of the brought files in their fields."""
        found: dict[str, Raw] = dict(raw)
        for name, files in self.by_field.items():
            kept = _listed(raw.get(name)) if ledger.field_by_id[name].many else []
            found[name] = [*kept, *(one.sha256 for one in files)]
        return found


def checked_files(desk: LedgerDesk, ledger: Ledger, given: Given) -> CheckedFiles:
    """All brought files; one that cannot be taken is a problem of its field."""
    by_field: dict[str, tuple[CheckedFile, ...]] = {}
    problems: list[Problem] = []
    for name, brought in given.files.items():
        one = ledger.field_by_id.get(name)
        if one is None or one.type is not FieldType.FILE or not brought:
            continue
        files, found = _checked(desk, one, brought)
        problems += found
        by_field[name] = files
    return CheckedFiles(by_field=by_field, problems=tuple(problems))


def _checked(
    desk: LedgerDesk, one: Field, brought: tuple[Brought, ...]
) -> tuple[tuple[CheckedFile, ...], list[Problem]]:
    files: list[CheckedFile] = []
    problems: list[Problem] = []
    for each in brought:
        try:
            files.append(checked_file(each, desk.content, most_bytes(desk)))
        except RequestError as error:
            said = _said(error)
            problems.append(
                Problem(
                    field=one.id,
                    names=one.names,
                    rule="ledger_store.file",
                    found=each.name,
                    expected=said,
                )
            )
    return tuple(files), problems


def _said(error: RequestError) -> Sentence:
    """An error as a sentence: what it carries in both languages becomes a name."""
    fields = {
        name: Names(zh=str(value), en=str(error.fields.get(f"{name}_en", value)))
        for name, value in error.fields.items()
        if not name.endswith("_en")
    }
    return Sentence(code=error.code, fields=fields)


def most_bytes(desk: LedgerDesk) -> int:
    """The largest file that the installation takes."""
    return Parameters.of(desk.content).upload.most_megabytes * 1024**2


def _listed(raw: Raw) -> list[Cell]:
    if raw is None:
        return []
    return [raw] if isinstance(raw, Cell) else list(raw)


def problems_of(*groups: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(_unique(one for group in groups for one in group))


def _unique(problems: Iterator[Problem]) -> Iterator[Problem]:
    """A file that was refused makes its field empty too: the first problem of a field is told."""
    told: set[str] = set()
    for one in problems:
        if one.field and one.field in told:
            continue
        told.add(one.field)
        yield one
