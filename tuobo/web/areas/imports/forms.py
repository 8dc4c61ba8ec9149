"""Forms of imports: files with their day, a note on a commit, a reason for an undo."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile

from tuobo.web.ui.forms import DayField, DeskForm, RevisedForm


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files; each is looked at by whoever stores it."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ANN401 - Django's
        given = data if isinstance(data, list | tuple) and data else [data or None]
        return [super(FilesField, self).clean(one, initial) for one in given]


class BringForm(DeskForm):
    """`like` is the upload whose waiting rows the files mend; the day is asked for once."""

    words: ClassVar[str] = "imports.bring"

    brought = FilesField(max_length=200, allow_empty_file=True)
    day = DayField()
    like = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def day_has_come(self, today: date) -> bool:
        """Data of a day to come would count every open time limit too far."""
        day: date = self.cleaned_data["day"]
        if day > today:
            self.reject("day", "imports.bring.day.future", found=day, today=today)
        return day <= today


class CommitForm(RevisedForm):
    words: ClassVar[str] = "imports.commit"

    note = forms.CharField(max_length=300, required=False)


class UndoForm(DeskForm):
    """`seen` is the number of the version that was the latest when the question was shown."""

    words: ClassVar[str] = "imports.undo"

    note = forms.CharField(max_length=300)
    seen = forms.IntegerField(widget=forms.HiddenInput)
