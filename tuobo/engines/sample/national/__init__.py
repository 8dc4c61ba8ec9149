"""The country: the fact tables of thousands of invented courts, written straight to Parquet.

For benchmarks. Nothing is planted; shares are right, single cases are only plausible.
"""

from tuobo.engines.sample.national.writing import write_national

__all__ = ["write_national"]
