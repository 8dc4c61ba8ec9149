"""Proving the audit chain from a page, stretch by stretch, and telling the log how it ended."""

from __future__ import annotations

from datetime import datetime

from tuobo.records.audit.actions import Actor, record_alone
from tuobo.records.audit.queries import Proof, holds_digest, verify_chain

STRETCH = 40_000
"""Events a step: about a second on an office machine, so that no page waits for long."""


def verify_stretch(
    after: int, *, kept_digest: str = "", at: datetime, actor: Actor
) -> tuple[Proof, bool]:
    """The next stretch of the proof, and whether the log still holds a digest kept elsewhere.

    When the proof ends, whole or broken, the log is told.
    """
    proof = verify_chain(after=after, most=STRETCH)
    is_held = not kept_digest or holds_digest(kept_digest)
    if proof.is_finished or not proof.is_whole:
        outcome = "whole" if proof.is_whole and is_held else "broken"
        record_alone(
            "audit.verified", actor=actor, at=at, events=proof.events, outcome=outcome,
            digest=proof.last_digest,
        )  # fmt: skip
    return proof, is_held
