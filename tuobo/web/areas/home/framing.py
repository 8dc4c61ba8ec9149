"""What stands around every page of the health check: form, tabs, criteria, files."""

from __future__ import annotations

from tuobo.operations.desk.health_export import criteria_of
from tuobo.operations.desk.health_page import HealthPage
from tuobo.web.areas.home.asking import Asking
from tuobo.web.areas.home.pages import Frame, Tab
from tuobo.web.ui.visit import Visit

_VIEWS = {"table": "home:health", "matrix": "home:matrix", "quality": "home:quality"}


def frame_of(visit: Visit, asking: Asking, here: str, found: HealthPage) -> Frame:
    """The frame of one of the pages."""
    texts = visit.texts
    counts = {"table": len(found.lines)}
    return Frame(
        found=found,
        form=asking.form,
        tabs=tuple(
            Tab(
                name=texts(f"home.tab.{name}"),
                address=asking.at(view),
                is_here=name == here,
                count=counts.get(name),
            )
            for name, view in _VIEWS.items()
        ),
        unread=asking.unread,
        criteria=tuple(criteria_of(found, asking.asked(found.place), texts)),
        may_export=visit.may("exports.make"),
        workbook=asking.at("home:export"),
        word=asking.at("home:word"),
    )
