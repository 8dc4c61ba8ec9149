"""One reader for all tests of documents: making it costs more than reading with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuobo.core.content import Content
from tuobo.engines.intake.documents import DocumentReader
from tuobo.engines.intake.documents.readings import Reading

Read = Callable[[str], Reading]


@pytest.fixture(scope="session")
def content() -> Content:
    return Content()


@pytest.fixture(scope="session")
def reader(content: Content) -> DocumentReader:
    return DocumentReader(content)


@pytest.fixture(scope="session")
def read(reader: DocumentReader) -> Read:
    return reader.read
