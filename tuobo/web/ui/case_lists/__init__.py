"""What lists of cases share: the question in the address and the form that asks it."""

from tuobo.web.ui.case_lists.asking import Asking
from tuobo.web.ui.case_lists.filtering import FilterForm, FilterShape, filter_form, ticked

__all__ = ["Asking", "FilterForm", "FilterShape", "filter_form", "ticked"]
