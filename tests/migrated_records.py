"""The records' tables are migrated once a run: every process begins with a copy of them in memory.

Django still migrates on top of the copy and finds nothing left to do. On PostgreSQL, whose suites
run in one process, it migrates as always.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.run_folder import made_once

_FILE = "records.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Django's test database lives as long as somebody is connected to it, so this stays."""
    if connection.vendor != "sqlite":
        yield
        return
    with django_db_blocker.unblock():
        template = sqlite3.connect(made_once("records", _migrated) / _FILE)
    kept = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)
    template.backup(kept)
    template.close()
    yield
    kept.close()


def _migrated(folder: Path) -> None:
    settings = connection.settings_dict
    name = settings["NAME"]
    settings["NAME"] = str(folder / _FILE)
    try:
        connection.close()
        call_command("migrate", verbosity=0)
        connection.close()
    finally:
        settings["NAME"] = name
