"""What is asked of the catalogue: the search, a comparison, and the two trials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, get_args

from django import forms
from django.conf import settings

from tuobo.core.content import Mark
from tuobo.core.texts import Texts
from tuobo.engines.timelimits import LimitBook
from tuobo.operations.definitions_desk.catalogue import Search, Standing
from tuobo.operations.definitions_desk.entries import Kind
from tuobo.operations.definitions_desk.try_indicator import TriedFile
from tuobo.web.ui.forms import DeskForm, choices_with_any

_MOST_BYTES = 64 * 1024
_KB = 1024


class SearchForm(DeskForm):
    """The search; each choice may be left open."""

    words: ClassVar[str] = "definitions.filter"

    search = forms.CharField(required=False, max_length=80)
    kind = forms.ChoiceField(required=False)
    mark = forms.ChoiceField(required=False)
    standing = forms.ChoiceField(required=False)
    own = forms.BooleanField(required=False)

    def __init__(self, texts: Texts, data: Mapping[str, Any]) -> None:
        super().__init__(texts, data)
        self._offer("kind", [(one.value, texts(f"definitions.kind.{one}")) for one in Kind])
        marks = [(one, f"{one} {texts(f'definitions.mark.{one}')}") for one in get_args(Mark)]
        self._offer("mark", marks)
        standings = [(one.value, texts(f"definitions.standing.{one}")) for one in Standing]
        self._offer("standing", standings)

    def asked(self) -> Search:
        """What is looked for; everything where the form cannot be read."""
        if not self.is_valid():
            return Search()
        found = self.cleaned_data
        return Search(
            words=found["search"],
            kind=Kind(found["kind"]) if found["kind"] else None,
            mark=found["mark"],
            standing=Standing(found["standing"]) if found["standing"] else None,
            local_only=found["own"],
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices_with_any(self.texts, choices)


class ReadingsForm(DeskForm):
    """One choice a contested point, the option in use first chosen."""

    words: ClassVar[str] = "definitions.try"

    def __init__(self, texts: Texts, data: Mapping[str, Any] | None) -> None:
        super().__init__(texts, data)
        self._book = LimitBook.of(settings.TUOBO_CONTENT)
        for point, reading in self._book.contested.items():
            used = self._book.readings[point]
            names = {one.id: texts.pick(one.names) for one in reading.options}
            names[used] = texts("definitions.try.default", option=names[used])
            self.fields[point] = forms.ChoiceField(
                required=False,
                choices=list(names.items()),
                label=f"{point} {texts.pick(reading.question)}",
                initial=used,
                error_messages={
                    "invalid_choice": texts("form.invalid_choice", label=point, found="%(value)s")
                },
            )

    def chosen(self) -> dict[str, str]:
        """Points that are read otherwise than now."""
        return {
            point: option
            for point, option in self.cleaned_data.items()
            if option and option != self._book.readings[point]
        }


class FileForm(DeskForm):
    """A definition file, and whether the answer is wanted as one."""

    words: ClassVar[str] = "definitions.try"

    file = forms.FileField(required=False)
    workbook = forms.BooleanField(required=False)
    _brought: TriedFile | None = None

    @property
    def wants_workbook(self) -> bool:
        return bool(self.cleaned_data["workbook"])

    def brought(self) -> TriedFile | None:
        """The file as text; None where the form is wrong, which it then says."""
        if self._brought is not None:
            return self._brought
        if not self.is_valid():
            return None
        file = self.cleaned_data["file"]
        if file is None:
            self.reject("file", "definitions.try.file.missing")
        elif file.size > _MOST_BYTES:
            sizes = {"size": f"{file.size // _KB:,}", "most": _MOST_BYTES // _KB}
            self.reject("file", "definitions.try.file.large", **sizes)
        else:
            return self._read(str(file.name), file.read())
        return None

    def _read(self, name: str, content: bytes) -> TriedFile | None:
        try:
            self._brought = TriedFile(name=name, text=content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.reject("file", "definitions.try.file.not_text")
        return self._brought
