"""What is typed about reminders: what is asked, what is answered, why it is closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings

from tuobo.core.texts import Texts
from tuobo.records.supervision.rules import ReminderRules
from tuobo.web.ui.forms import DayField, DeskForm, RevisedForm


class RemindForm(DeskForm):
    """What is asked of the chosen cases. It speaks of cases, not of people."""

    words = "limits.remind"

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    answer_due_on = DayField()
    note = forms.CharField(max_length=200, required=False)

    def __init__(self, texts: Texts, today: date, *given: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(texts, *given, **more)
        self._today = today
        kinds = ReminderRules.of(settings.TUOBO_CONTENT).kinds
        choices = [(one.kind, texts.pick(one.names)) for one in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        day = found.get("answer_due_on")
        if day is not None and day < self._today:
            self.reject("answer_due_on", "limits.remind.past", day=day, today=self._today)
        return found


class AnswerForm(RevisedForm):
    """Why the case is not closed and on which day what comes next is done: nothing else."""

    words = "limits.answer"

    reason = forms.CharField(max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    next_step_on = DayField()

    def __init__(self, texts: Texts, today: date, *given: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(texts, *given, **more)
        self._today = today

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        day = found.get("next_step_on")
        if day is not None and day < self._today:
            self.reject("next_step_on", "limits.answer.past", day=day, today=self._today)
        return found


class CloseForm(RevisedForm):
    """Why nothing more is needed."""

    words = "limits.close"

    closing = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, texts: Texts, *given: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(texts, *given, **more)
        names = ReminderRules.of(settings.TUOBO_CONTENT).closing_names
        choices = [(code, texts.pick(one)) for code, one in names.items()]
        self.fields["closing"].choices = choices  # type: ignore[attr-defined]
