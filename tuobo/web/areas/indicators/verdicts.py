"""The problems tied to an indicator with the verdict of the effect test, as the page links them."""

from __future__ import annotations

from django.urls import reverse

from tuobo.operations.desk.indicator_page import IndicatorPage
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.programme.verdicts_beside import verdicts_beside
from tuobo.web.areas.indicators.pages import VerdictLink
from tuobo.web.ui.visit import Visit, address_with


def verdicts_of(
    opened: OpenVersion, visit: Visit, found: IndicatorPage, desk: LedgerDesk
) -> tuple[VerdictLink, ...]:
    """The test is one of a whole court: nothing on the pages of a division, a judge, all courts."""
    place = found.place
    if not place.court or place.division or place.judge or not visit.may("programme.view"):
        return ()
    verdicts = verdicts_beside(desk, opened, place.court, found.definition.id, visit.texts)
    return tuple(
        VerdictLink(
            verdict=one,
            address=address_with(
                reverse("ledgers:entry", args=("problem", one.entry)), visit.carried
            ),
        )
        for one in verdicts
    )
