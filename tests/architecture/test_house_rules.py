"""What a linter cannot see: where heavy libraries, clocks and shortcuts may stand."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import MODULES, ROOT
from tests.architecture.sources import trees as parsed

ONE_HOME = (
    "duckdb", "deltalake", "olefile", "fastexcel", "pyspark", "chinese_calendar", "altair",
    "vl_convert",
)  # fmt: skip
# Documents are read for import and for checking drafts, by engines that do not know each other.
ONE_HOME_AN_ENGINE = ("docx",)
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base", "manager"}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _imports(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return parsed()


@pytest.fixture(scope="module")
def imports(trees: dict[str, ast.Module]) -> dict[str, set[str]]:
    return {name: _imports(tree) for name, tree in trees.items()}


@pytest.mark.parametrize("library", ONE_HOME)
def test_a_heavy_library_is_imported_in_one_module_only(
    library: str, imports: dict[str, set[str]]
) -> None:
    homes = [name for name, found in imports.items() if library in found]
    assert len(homes) <= 1, homes


@pytest.mark.parametrize("library", ONE_HOME_AN_ENGINE)
def test_a_document_library_is_imported_in_one_module_an_engine(
    library: str, imports: dict[str, set[str]]
) -> None:
    homes = [name for name, found in imports.items() if library in found]
    engines = [name.split("/")[2] for name in homes]
    assert len(engines) == len(set(engines)), homes


def test_imports_stand_at_the_top_of_their_module(trees: dict[str, ast.Module]) -> None:
    hidden = [
        f"{name}:{inner.lineno}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_only_the_clock_asks_for_the_time(trees: dict[str, ast.Module]) -> None:
    asking = re.compile(r"\b(datetime\.now|date\.today|time\.time|utcnow)\(")
    guilty = [
        name
        for name in trees
        if not name.endswith("core/clock.py")
        and asking.search((ROOT / name).read_text(encoding="utf-8"))
    ]
    assert not guilty


def test_nothing_is_evaluated_and_no_exception_is_swallowed(trees: dict[str, ast.Module]) -> None:
    guilty = []
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id in {"eval", "exec"}:
                    guilty.append(f"{name}:{node.lineno}")
            elif isinstance(node, ast.ExceptHandler) and node.type is None:
                guilty.append(f"{name}:{node.lineno}")
    assert not guilty


def test_no_module_is_a_drawer() -> None:
    assert not [_name(path) for path in MODULES if path.stem in FORBIDDEN_NAMES]


def test_every_module_says_what_it_is_for(trees: dict[str, ast.Module]) -> None:
    """Except migrations, which Django writes."""
    ours = {name: tree for name, tree in trees.items() if "/migrations/" not in name}
    assert not [name for name, tree in ours.items() if not ast.get_docstring(tree)]


def test_files_hold_one_idea(trees: dict[str, ast.Module]) -> None:
    long = {
        name: lines
        for name in trees
        if (lines := len((ROOT / name).read_text(encoding="utf-8").splitlines())) > 450
    }
    assert not long


def test_tests_mirror_the_package() -> None:
    """A folder of tests either mirrors a package folder or is one of the special suites."""
    special = {
        "architecture", "bad", "browser", "conformance", "content", "journeys", "permissions",
        "postgres", "soundness",
    }  # fmt: skip
    for folder in (ROOT / "tests").rglob("*"):
        if not folder.is_dir() or folder.name.startswith(("__", ".")):
            continue
        inside = folder.relative_to(ROOT / "tests")
        if inside.parts[0] in special:
            continue
        assert (ROOT / "tuobo" / inside).exists() or not list(folder.rglob("test_*.py")), inside
