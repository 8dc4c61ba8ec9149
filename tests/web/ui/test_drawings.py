"""Drawings say in words what they show, and escape what they are given."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from tests.web.ui.gallery import diagram, strip
from tuobo.engines.analysis import Assurance, Variation
from tuobo.web.ui.drawings import (
    ClockStrip,
    Diagram,
    Edge,
    Mark,
    Node,
    Stretch,
    StretchKind,
    assurance_picture,
    clock_strip,
    state_diagram,
    tone_of,
    variation_picture,
)

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


@pytest.mark.parametrize("code", list(Variation))
def test_every_variation_has_a_picture_of_its_own(code: Variation) -> None:
    pictures = {variation_picture(one) for one in Variation}
    assert len(pictures) == len(Variation)
    drawn(variation_picture(code))


@pytest.mark.parametrize("code", list(Assurance))
def test_every_assurance_has_a_picture_of_its_own(code: Assurance) -> None:
    pictures = {assurance_picture(one) for one in Assurance}
    assert len(pictures) == len(Assurance)
    drawn(assurance_picture(code))


def test_only_readings_with_a_direction_are_coloured() -> None:
    tones = {code: tone_of(code) for code in [*Variation, *Assurance]}
    assert {code for code, tone in tones.items() if tone == "concern"} == {"concerning", "outside"}
    assert {code for code, tone in tones.items() if tone == "improve"} == {"improving", "inside"}


def test_a_clock_strip_says_itself_in_one_sentence_and_names_each_stretch() -> None:
    image = drawn(clock_strip(strip()))
    assert image.get("aria-label") == strip().told
    titles = [one.text for one in image.iter(f"{SVG}title")]
    assert titles == [one.name for one in strip().stretches]


def test_stretches_are_as_long_as_their_days() -> None:
    """10 and 30 days of 40: a quarter and three quarters of 748 units, 187 and 561."""
    days = (date(2025, 3, 1), date(2025, 3, 11), date(2025, 4, 10))
    two = ClockStrip(
        stretches=(
            Stretch(kind=StretchKind.RAN, start=days[0], end=days[1], name="一"),
            Stretch(kind=StretchKind.EXCLUDED, start=days[1], end=days[2], name="二"),
        ),
        marks=(),
        told="",
    )
    widths = [float(one.get("width", "")) for one in drawn(clock_strip(two)).iter(f"{SVG}rect")]
    assert widths == [187.0, 561.0]


def test_words_of_near_marks_stand_apart() -> None:
    near = ClockStrip(
        stretches=strip().stretches,
        marks=(
            Mark(kind="due", on=date(2025, 8, 10), name="届满 2025-08-10"),
            Mark(kind="today", on=date(2025, 8, 12), name="今日 2025-08-12"),
        ),
        told="",
    )
    lines = {one.get("y") for one in drawn(clock_strip(near)).iter(f"{SVG}text")}
    assert len(lines) == 2


def test_a_clock_without_days_is_not_drawn() -> None:
    assert clock_strip(ClockStrip(stretches=(), marks=(), told="")) == ""


def test_a_state_diagram_draws_each_state_once_and_marks_the_present_one() -> None:
    image = drawn(state_diagram(diagram()))
    boxes = [one for one in image.iter(f"{SVG}rect") if "node" in one.get("class", "")]
    assert len(boxes) == len(diagram().nodes)
    assert sum("is-here" in one.get("class", "") for one in boxes) == 1
    assert image.get("aria-label") == diagram().told


def test_steps_between_the_same_states_are_one_arrow_with_both_names() -> None:
    two = Diagram(
        nodes=(Node(code="a", name="甲"), Node(code="b", name="乙")),
        edges=(
            Edge(source="a", target="b", name="登记"),
            Edge(source="a", target="b", name="补录"),
        ),
        told="",
    )
    image = drawn(state_diagram(two))
    words = [one.text for one in image.iter(f"{SVG}text")]
    assert words[0] == "登记 / 补录"
    assert len([one for one in image.iter(f"{SVG}path") if one.get("class") == "edge"]) == 1


def test_names_are_escaped() -> None:
    bad = Diagram(nodes=(Node(code="a", name="<script>"),), edges=(), told='"><script>')
    assert "<script>" not in state_diagram(bad)
