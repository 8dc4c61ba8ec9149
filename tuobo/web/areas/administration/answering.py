"""How forms of the administration are answered, also when another has changed something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from django.http import Http404

from tuobo.core.errors import RequestError, StateError
from tuobo.web.areas.administration.pages import Difference
from tuobo.web.ui.forms import DeskForm

_Thing = TypeVar("_Thing")
CHANGED_MEANWHILE = "records.changed_meanwhile"


def found(thing: _Thing | None) -> _Thing:
    """The thing; what is not there is not found."""
    if thing is None:
        raise Http404
    return thing


def was_done(form: DeskForm, step: Callable[[], object]) -> bool:
    """Whether a step was done; what forbids it stands beside the field that it is about."""
    try:
        step()
    except (StateError, RequestError) as error:
        told = {name: value for name, value in error.fields.items() if name != "field"}
        if error.code == CHANGED_MEANWHILE:
            # What was typed stays; sent again it is a change of what holds now, made knowingly.
            form.data = {**dict(form.data.items()), "revision": str(error.fields["revision"])}
        name = str(error.fields.get("field", ""))
        form.reject(name if name in form.fields else "", error.code, **told)
        return False
    return True


def differences(form: DeskForm, now: Mapping[str, str]) -> tuple[Difference, ...]:
    """Where what was typed differs from what now holds."""
    return tuple(
        Difference(name=str(form.fields[name].label), typed=form.data.get(name, ""), now=value)
        for name, value in now.items()
        if name in form.fields and form.data.get(name, "") != value
    )
