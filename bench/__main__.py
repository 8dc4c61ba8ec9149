"""`python -m bench --size small|full [--only NAME] [--write-docs]`: one table of all measurements.

Every bench module with a `measure(size, facts)` runs in a process of its own, so that its peak
memory is its own. Results go to out/bench.json, and with --write-docs to docs/bench.md.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import platform
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import bench
from bench.facts import CASES, facts_folder
from bench.rows import Row

_RESULT = "result: "
_ON_FACTS = frozenset({"commit", "deadlines", "indicators"})
"""The modules that measure on the facts of the size; the others make what they need."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", choices=sorted(CASES), default="small")
    parser.add_argument("--only", default="", help="the name of one bench module")
    parser.add_argument("--write-docs", action="store_true", help="write docs/bench.md")
    parser.add_argument("--run", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        _run(asked.run, asked.size)
        return
    found = {name: _in_own_process(name, asked.size) for name in _modules(asked.only)}
    text = _page(found, asked.size)
    print(text)
    out = Path("out") / "bench.json"
    out.parent.mkdir(exist_ok=True)
    plain = {name: [asdict(row) for row in rows] for name, rows in found.items()}
    out.write_text(json.dumps({"size": asked.size, "rows": plain}, indent=1, ensure_ascii=False))
    if asked.write_docs:
        Path("docs").mkdir(exist_ok=True)
        Path("docs/bench.md").write_text(text, encoding="utf-8")


def _modules(only: str) -> list[str]:
    names = [one.name for one in pkgutil.iter_modules(bench.__path__)]
    found = [
        name
        for name in names
        if name != "__main__" and hasattr(importlib.import_module(f"bench.{name}"), "measure")
    ]
    if only and only not in found:
        sys.exit(f"There is no bench {only}. There are: {', '.join(found)}.")
    return [only] if only else found


def _in_own_process(name: str, size: str) -> list[Row]:
    _facts(name, size)  # made here, so that the making is not in the measured process
    command = [sys.executable, "-m", "bench", "--run", name, "--size", size]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith(_RESULT)]
    if done.returncode or not lines:
        return [Row(name=f"{name} failed", seconds=(0.0,), note=f"exit code {done.returncode}")]
    rows = json.loads(lines[-1].removeprefix(_RESULT))
    return [Row(**{**row, "seconds": tuple(row["seconds"])}) for row in rows]


def _run(name: str, size: str) -> None:
    rows = importlib.import_module(f"bench.{name}").measure(size, _facts(name, size))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    filled = [asdict(row) | {"peak_mb": row.peak_mb or round(peak)} for row in rows]
    print(_RESULT + json.dumps(filled, ensure_ascii=False))


def _facts(name: str, size: str) -> Path:
    return facts_folder(size) if name in _ON_FACTS else Path()


def _page(found: dict[str, list[Row]], size: str) -> str:
    version = platform.python_version()
    lines = [
        "# Bench",
        "",
        (
            f"Size {size} ({CASES[size]:,} cases), {os.cpu_count()} processors, Python {version}; "
            "medians, each group in a process of its own. Trust ratios inside one run."
        ),
    ]
    for name, rows in found.items():
        lines += ["", f"## {name}", "", "| what | median | runs | peak MB | note |"]
        lines.append("|---|---:|---:|---:|---|")
        lines += [
            f"| {row.name} | {_shown(row.median)} | {len(row.seconds)} "
            f"| {row.peak_mb or 0:,.0f} | {row.note} |"
            for row in rows
        ]
    return "\n".join(lines) + "\n"


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


if __name__ == "__main__":
    main()
