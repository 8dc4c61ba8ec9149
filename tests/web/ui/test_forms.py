"""Forms find their words in the texts; errors name the field, what was found and what to do."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django import forms

from tests.web.ui.gallery import GalleryForm
from tuobo.core.content import Content
from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.web.ui.forms import DayField, DeskForm, PeriodField, RevisedForm

ZH, EN = Texts(Content()), Texts(Content(), "en")


class Asked(DeskForm):
    words: ClassVar[str] = "web"
    period = PeriodField(required=False)
    place = DayField()


def test_labels_and_help_are_found_by_code_in_the_language_of_the_visit() -> None:
    assert Asked(ZH).fields["period"].label == "统计期"
    assert Asked(EN).fields["period"].label == "Period"


def test_days_and_periods_are_read_and_shown_again_as_typed() -> None:
    form = Asked(ZH, {"place": "２０２６年7月15日", "period": "2025年1-6月"})
    assert form.is_valid()
    assert form.cleaned_data["place"] == date(2026, 7, 15)
    assert str(form.cleaned_data["period"]) == "2025-01..2025-06"
    assert 'value="２０２６年7月15日"' in str(form["place"])


def test_an_empty_field_that_need_not_be_filled_is_none() -> None:
    form = Asked(ZH, {"place": "20260715"})
    assert form.is_valid()
    assert form.cleaned_data["period"] is None


def test_errors_say_what_was_found_and_what_to_do() -> None:
    form = GalleryForm(
        ZH, {"period": "", "cases": "0", "as_of": "2026-02-30", "division": "x", "note": "on"}
    )
    assert not form.is_valid()
    assert form.errors["period"] == ["请填写“统计期”。"]
    assert form.errors["cases"] == ["“数字背后的案件”写的是 0，不得小于 1。"]
    assert form.errors["as_of"] == ["没有“2026-02-30”这一天，请检查月份和日期。"]
    assert form.errors["division"] == ["“部门”没有“x”这个选项，请从列表中选择。"]


def test_words_in_a_number_are_told() -> None:
    form = GalleryForm(ZH, {"cases": "12件"})
    assert form.errors["cases"] == ["“数字背后的案件”要填数字，请去掉文字和单位。"]


def test_every_message_is_complete_in_english() -> None:
    form = GalleryForm(EN, {"period": "", "cases": "0", "as_of": "soon", "division": "x"})
    told = [text for errors in form.errors.values() for text in errors]
    assert len(told) == 4
    assert all(text.isascii() or "“" in text for text in told)


def test_an_error_of_an_operation_stands_beside_its_field() -> None:
    form = Asked(ZH, {"place": "20260715"})
    form.reject_error("place", RequestError("form.bad_day", found="x"))
    form.reject("", "web.criteria.none")
    assert form.errors["place"][0].startswith("看不懂日期“x”")
    assert form.non_field_errors() == ["未加条件"]


def test_a_form_that_edits_what_others_edit_asks_for_the_revision() -> None:
    class Edited(RevisedForm):
        words: ClassVar[str] = "web"
        period = forms.CharField()

    form = Edited(ZH, {"period": "2025"})
    assert not form.is_valid()
    assert "revision" in form.errors
    assert str(form["revision"]).startswith('<input type="hidden"')
