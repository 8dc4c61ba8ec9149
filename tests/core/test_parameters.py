"""The desk's parameters: a court may tighten them in its overlay and never loosen them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tuobo.core.content import NATIONAL, Content
from tuobo.core.errors import DefinitionError
from tuobo.core.parameters import Parameters
from tuobo.core.texts import Texts

NATION = Parameters.of(Content())


def _overlay(folder: Path, **changes: dict[str, int]) -> Content:
    told = yaml.safe_load((NATIONAL / "desk" / "parameters.yaml").read_text(encoding="utf-8"))
    for group, values in changes.items():
        told[group] |= values
    told["source"]["checked_on"] = str(told["source"]["checked_on"])
    (folder / "desk").mkdir()
    path = folder / "desk" / "parameters.yaml"
    path.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return Content().with_overlay(folder)


def test_the_national_values_are_those_of_the_standard_and_of_common_practice() -> None:
    assert NATION.values == {
        "password.least_length": 8,
        "password.least_classes": 3,
        "password.most_days": 90,
        "password.not_the_last": 5,
        "session.idle_minutes": 20,
        "lockout.failures": 5,
        "lockout.minutes": 15,
        "account.idle_days": 90,
        "upload.most_megabytes": 200,
        "api_key.most_days": 180,
    }


def test_a_court_may_tighten(tmp_path: Path) -> None:
    content = _overlay(tmp_path, password={"least_length": 12}, session={"idle_minutes": 10})
    mine = Parameters.of(content)
    assert (mine.password.least_length, mine.session.idle_minutes) == (12, 10)


@pytest.mark.parametrize(
    ("group", "name", "value"),
    [
        ("password", "least_length", 7),
        ("password", "most_days", 91),
        ("lockout", "minutes", 14),
        ("lockout", "failures", 6),
        ("account", "idle_days", 120),
    ],
)
def test_a_court_may_not_loosen(tmp_path: Path, group: str, name: str, value: int) -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameters.of(_overlay(tmp_path, **{group: {name: value}}))
    assert caught.value.code == "parameters.looser"
    assert caught.value.fields["names"] == f"{group}.{name}"


@given(st.sampled_from(sorted(NATION.values)), st.integers(0, 400))
def test_a_value_is_looser_exactly_if_it_protects_less(name: str, value: int) -> None:
    group, field = name.split(".")
    part = getattr(NATION, group).model_copy(update={field: value})
    mine = NATION.model_copy(update={group: part})
    national = NATION.values[name]
    is_less = value < national if NATION.bound_of(name) == "at_least" else value > national
    assert (name in mine.looser_than(NATION)) == is_less


def test_every_parameter_has_a_name_for_the_page() -> None:
    texts = Texts(Content())
    assert not [name for name in NATION.values if not texts.has(f"parameters.{name}")]


def test_without_the_file_nothing_starts(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameters.of(Content((tmp_path,)))
    assert caught.value.code == "parameters.none"
