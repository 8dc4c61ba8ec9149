"""Judgment documents as a source: what a text states of its case, with the words that say it.

Reads by phrase lists in content, without any model and without the network. 'Not stated' is an
answer: nothing is guessed.
"""

from tuobo.engines.intake.documents.batches import (
    DocumentBatch,
    is_document_file,
    read_documents,
)
from tuobo.engines.intake.documents.people import People, Person
from tuobo.engines.intake.documents.reader import DocumentReader

__all__ = [
    "DocumentBatch",
    "DocumentReader",
    "People",
    "Person",
    "is_document_file",
    "read_documents",
]
