"""A way of closing belongs to some domains only: 执行完毕 closes no civil case."""

from __future__ import annotations

import polars as pl

from tuobo.engines.intake.batch import ROW, SHEET, Batch
from tuobo.engines.intake.checks.context import CheckContext
from tuobo.engines.intake.checks.findings import issues_of, together

CHECK = "closing_way_mismatch"


def closing_way_mismatch(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """Cases closed in a way that their case word's domain does not have."""
    rule = context.rules[CHECK]
    ways = context.vocabularies["closing_way"].entries
    pairs = [
        (way.code, domain)
        for way in ways
        if isinstance(domains := way.attributes.get("domains"), tuple)
        for domain in domains
    ]
    allowed = pl.DataFrame(pairs, schema=["closing_way", "domain"], orient="row")
    listed = [way.code for way in ways]
    found = []
    for name, rows in context.tables_of(batch, CHECK).items():
        needed = rows.lazy().select(SHEET, ROW, "closing_way", "domain", "case_word")
        wrong = needed.filter(
            pl.col("closing_way").is_in(listed), pl.col("domain").is_not_null()
        ).join(allowed.lazy(), on=["closing_way", "domain"], how="anti", maintain_order="left")
        labels = {way.code: way.zh for way in ways}
        names = {one.code: one.zh for one in context.vocabularies["domain"].entries}
        domain = pl.col("domain").replace(names)
        found.append(
            issues_of(wrong, (CHECK, rule.severity), batch,
                      column=context.title(name, "closing_way"),
                      found=pl.col("closing_way").replace(labels),
                      expected=pl.format("{}（{}）案件的结案方式", "case_word", domain))
        )  # fmt: skip
    return together(found)
