"""Forms of reports."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from tuobo.web.ui.forms import DayField, DeskForm, PeriodField, RevisedForm


class ComposeForm(DeskForm):
    """What only a person knows; what is left empty prints as a gap."""

    words: ClassVar[str] = "reports.compose"

    outline = forms.ChoiceField()
    period = PeriodField(required=False)
    baseline = PeriodField(required=False)
    receiver = forms.CharField(max_length=100, required=False)
    number = forms.CharField(max_length=60, required=False)
    signer = forms.CharField(max_length=30, required=False)
    day = DayField(required=False)
    corrects = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def offer(self, outlines: tuple[tuple[str, str, str], ...]) -> None:
        """The outlines to choose from."""
        field = self.fields["outline"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, f"{title}（{purpose}）") for name, title, purpose in outlines]


class WordsForm(RevisedForm):
    """The words of a block; ⟦1⟧ stands for its first figure."""

    words: ClassVar[str] = "reports.words"

    lead = forms.CharField(required=False, max_length=500)
    text = forms.CharField(
        required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}), strip=False
    )

    def without_lead(self) -> WordsForm:
        self.fields.pop("lead", None)
        return self


class FrontForm(RevisedForm):
    words: ClassVar[str] = "reports.front"

    title = forms.CharField(max_length=200)
    receiver = forms.CharField(max_length=100, required=False)
    number = forms.CharField(max_length=60, required=False)
    signer = forms.CharField(max_length=30, required=False)


class KeepForm(RevisedForm):
    words: ClassVar[str] = "reports.keep"

    note = forms.CharField(max_length=300)


class ReturnForm(RevisedForm):
    words: ClassVar[str] = "reports.return"

    note = forms.CharField(max_length=300)


class DropForm(DeskForm):
    words: ClassVar[str] = "reports.drop"

    draft = forms.FileField(max_length=200, allow_empty_file=True)


def first_problem(form: DeskForm) -> str:
    """The first thing that is wrong with a form, for pages that show no fields."""
    return next(str(one[0]) for one in form.errors.values())
