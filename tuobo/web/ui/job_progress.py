"""A job as pages show it: its name, how far it is, what became of it, in the visitor's words."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.core.clock import now
from tuobo.core.errors import TuoboError
from tuobo.core.texts import Texts
from tuobo.records.registry.job_queries import JobLine

_LONGEST_DELAY = 10
_TONES = {
    "waiting": "neutral",
    "running": "info",
    "done": "good",
    "failed": "bad",
    "cancelled": "neutral",
}


@dataclass(frozen=True, kw_only=True)
class JobView:
    """`sentence` says what is being done, or why it failed; `tone` is that of its state.

    delay  after how many seconds a page looks again: the longer it takes, the less often
    """

    line: JobLine
    name: str
    state: str
    tone: str
    sentence: str
    delay: int

    @property
    def percent(self) -> int | None:
        return self.line.percent if self.line.state == "running" else None


def job_view(line: JobLine, texts: Texts) -> JobView:
    return JobView(
        line=line,
        name=texts(f"job.kind.{line.kind}"),
        state=texts(f"job.state.{line.state}"),
        tone=_TONES[line.state],
        sentence=_sentence(line, texts),
        delay=_delay(line),
    )


def _delay(line: JobLine) -> int:
    age = (now() - (line.started_at or line.created_at)).total_seconds()
    return min(max(int(age // 3), 1), _LONGEST_DELAY)


def _sentence(line: JobLine, texts: Texts) -> str:
    if line.state == "failed":
        return texts.error(TuoboError(line.error, **line.error_fields))
    if line.state == "running" and line.is_cancel_asked:
        return texts("job.stopping")
    if line.state == "running" and line.step and texts.has(line.step):
        return texts(line.step, **line.step_fields)
    return texts(f"job.says.{line.state}")
