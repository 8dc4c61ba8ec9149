"""An invented court to try everything on: its facts, its export files, and what is wrong in them.

`sample_court` draws one district court from a seed with planted anomalies and their answer key,
`write_export` writes the files that a court's system would export, `write_national` the same
schema for thousands of courts straight to Parquet. Nothing here checks or computes anything.
"""

from tuobo.engines.sample.answer_key import CellText, ExtraRow, FileFaults, Planted
from tuobo.engines.sample.court import SampleCourt, sample_court
from tuobo.engines.sample.export import write_export
from tuobo.engines.sample.national import write_national

__all__ = [
    "CellText",
    "ExtraRow",
    "FileFaults",
    "Planted",
    "SampleCourt",
    "sample_court",
    "write_export",
    "write_national",
]
