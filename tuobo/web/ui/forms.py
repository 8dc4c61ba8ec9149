"""Forms whose words are content: labels, help and errors by code, so that no sentence is in code.

A form names a prefix (`words = "cases.filter"`); its field `cause` is then called by the sentence
`cases.filter.cause` and helped by `cases.filter.cause.help`, if there is one. Errors say what was
found and what to do; what was typed stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.web.ui.reading import plain, read_day, read_period

_FIELDS_OF_CODES = {
    "max_length": {"most": "%(limit_value)s", "length": "%(show_value)s"},
    "min_length": {"least": "%(limit_value)s", "length": "%(show_value)s"},
    "max_value": {"most": "%(limit_value)s", "found": "%(show_value)s"},
    "min_value": {"least": "%(limit_value)s", "found": "%(show_value)s"},
    "invalid_choice": {"found": "%(value)s"},
}
_NUMBERS = (forms.IntegerField, forms.DecimalField, forms.FloatField)


class DeskForm(forms.Form):
    """A form that takes the texts of the visit first: `FilterForm(request.visit.texts, …)`."""

    words: ClassVar[str] = ""

    def __init__(
        self,
        texts: Texts,
        data: Mapping[str, Any] | None = None,
        files: Any = None,  # noqa: ANN401 - Django's MultiValueDict of files
        *,
        initial: dict[str, Any] | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, files, initial=initial, prefix=prefix)
        self.texts = texts
        for name, field in self.fields.items():
            self._speak(name, field)

    def reject(self, name: str, code: str, **fields: object) -> None:
        """Mark a field (or the whole form: an empty name) as wrong, by the code of a sentence."""
        self.add_error(name or None, self.texts(code, **fields))

    def reject_error(self, name: str, error: RequestError) -> None:
        """The same for an error that an operation or a reader has raised."""
        self.add_error(name or None, self.texts(error.code, **error.fields))

    def _speak(self, name: str, field: forms.Field) -> None:
        if isinstance(field.widget, forms.HiddenInput):
            return
        code = f"{self.words}.{name}"
        field.label = self.texts(code)
        if not field.help_text and self.texts.has(f"{code}.help"):
            field.help_text = self.texts(f"{code}.help")
        if isinstance(field, ReadField):
            field.texts = self.texts
        told = ["required", "invalid_choice", "max_length", "min_length", "max_value", "min_value"]
        field.error_messages |= {one: self._told(one, field) for one in told}
        if isinstance(field, _NUMBERS):
            field.error_messages["invalid"] = self._told("number", field)

    def _told(self, code: str, field: forms.Field) -> str:
        return self.texts(f"form.{code}", label=field.label, **_FIELDS_OF_CODES.get(code, {}))


class RevisedForm(DeskForm):
    """A form that edits what others may edit too: `revision` is the one that was shown."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReadField(forms.CharField):
    """A text that is read tolerantly; what cannot be read is told with what was found."""

    texts: Texts

    def read(self, text: str) -> Any:  # noqa: ANN401 - each kind reads something of its own
        return plain(text)

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - Django's
        text = super().to_python(value)
        if not text:
            return None
        try:
            return self.read(text)
        except RequestError as error:
            raise ValidationError(self.texts(error.code, **error.fields)) from error


class DayField(ReadField):
    """A day in any usual writing; `2025-03-01` when it is shown again."""

    def read(self, text: str) -> date:
        return read_day(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}


class PeriodField(ReadField):
    """A period in any usual writing."""

    def read(self, text: str) -> Period:
        return read_period(text)


def choices_with_any(texts: Texts, choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices for a filter, with “any” first."""
    return [("", texts("form.any")), *choices]
