"""Closes what the property tests share, so that the process ends quietly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines.indicators.country import country


@pytest.fixture(scope="session", autouse=True)
def _closed() -> Iterator[None]:
    yield
    if country.cache_info().currsize:
        served, oracle = country()
        served.close()
        oracle.close()
        country.cache_clear()
