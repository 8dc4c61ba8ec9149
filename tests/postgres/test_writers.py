"""Four writers at once: no event is lost, none counted twice, no separation slips through."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.postgres.conftest import Server, run
from tests.postgres.writers import EVENTS, WRITERS


@pytest.mark.parametrize("vendor", ["postgresql", "sqlite"])
def test_four_writers_leave_one_chain_without_a_gap(
    vendor: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = ""
    if vendor == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        url = server.make("writers")
    done = run(["-m", "tests.postgres.writers"], url, tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["vendor"] == vendor
    assert told["events"] == WRITERS * EVENTS
    assert (told["is_whole"], told["has_gap"], told["writers"]) == (True, False, WRITERS)
    assert all(told["refused"]), "update, delete and truncate of the log"
    assert told["roles"] == {"held": 1, "refusals": ["account.roles_separated"]}
    assert told["is_whole_at_the_end"]
