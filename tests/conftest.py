"""Settings of the whole suite: no test may fail because the machine was busy.

The suite reads the same definitions as the programs do, and spares the collector as they do.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import override_settings
from hypothesis import HealthCheck, settings

from tests.migrated_records import django_db_modify_db_settings
from tests.quick_passwords import HASHERS
from tests.run_folder import begin_run, end_run
from tuobo.core.collector import spare_the_collector

__all__ = ["django_db_modify_db_settings"]

spare_the_collector()

settings.register_profile(
    "tuobo",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    # CI runs the same examples each time; at a desk new ones are tried.
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("tuobo")

_BEGUN = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Before the processes of xdist are started, which work in the same folder."""
    begun = begin_run()
    if begun is not None:
        config.stash[_BEGUN] = begun


def pytest_unconfigure(config: pytest.Config) -> None:
    begun = config.stash.get(_BEGUN, None)
    if begun is not None:
        end_run(begun)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """What a process remembers of the database ends with the test, as its rows do."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=HASHERS):
        yield
