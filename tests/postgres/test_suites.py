"""Suites that must hold on PostgreSQL as they do on SQLite: the same tests, on a real server."""

from __future__ import annotations

from pathlib import Path

from tests.postgres.conftest import Server, run

_ENTERING = "tests/web/areas/account/test_entering.py"
SUITES = (
    "tests/records/audit/test_actions.py",
    "tests/records/audit/test_queries.py",
    "tests/records/accounts/test_roles.py",
    "tests/records/accounts/test_registers.py",
    "tests/records/organisation",
    "tests/records/ledgers",
    "tests/operations/ledgers/test_writing.py",
    "tests/operations/desk_people/test_separation.py",
    f"{_ENTERING}::test_whoever_is_right_comes_to_their_first_page",
    f"{_ENTERING}::test_five_failures_lock_the_account_for_a_quarter_of_an_hour",
    "tests/web/areas/account/test_keys.py::test_the_code_opens_the_desk_and_a_wrong_one_is_told",
)
"""Whoever keeps new records adds their tests here, if they are quick."""


def test_the_suites_hold_on_postgresql(postgres: Server, tmp_path: Path) -> None:
    words = ["-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *SUITES]
    done = run(words, postgres.make("suites"), tmp_path)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
