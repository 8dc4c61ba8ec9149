"""What a step has done, told once on the next page: kept in the session, not in the address."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.web.ui.visit import PageRequest

_KEPT = "said"


@dataclass(frozen=True, kw_only=True)
class Said:
    """A sentence with its tone: info, good, warn or bad."""

    tone: str
    sentence: str


def say(request: PageRequest, sentence: str, tone: str = "good") -> None:
    """Tell a sentence at the top of the next whole page, which usually follows a redirect."""
    request.session[_KEPT] = [*request.session.get(_KEPT, []), [tone, sentence]]


def take_said(request: PageRequest) -> tuple[Said, ...]:
    """What is to be told now; nothing is told twice."""
    if _KEPT not in request.session:
        return ()
    return tuple(Said(tone=tone, sentence=said) for tone, said in request.session.pop(_KEPT))
