"""Forms of the administration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.rights import Policy
from tuobo.records.organisation.registers import ATTRIBUTES, KINDS, LEVELS, unit_tree
from tuobo.web.ui.forms import DayField, DeskForm, RevisedForm, choices_with_any

_INDENT = "　"


class UnitForm(RevisedForm):
    """A court, a division, a branch or another body."""

    words = "units.form"

    kind = forms.ChoiceField()
    parent = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    code = forms.CharField(max_length=40)
    name = forms.CharField(max_length=120)
    name_en = forms.CharField(max_length=160, required=False)
    level = forms.ChoiceField(required=False)
    position = forms.IntegerField(min_value=0, max_value=9999)
    starts_on = DayField(required=False)

    def __init__(self, texts: Texts, data: Any = None, *, initial: Any = None) -> None:  # noqa: ANN401 - Django's
        super().__init__(texts, data, initial=initial)
        choose(self, "kind", [(kind, texts(f"units.kind.{kind}")) for kind in KINDS])
        levels = [(level, texts(f"units.level.{level}")) for level in LEVELS]
        choose(self, "level", [("", texts("units.level.none")), *levels])
        choose(self, "parent", [("", texts("units.parent.none")), *unit_choices()])


class EndForm(RevisedForm):
    """A last day, of something that others may edit too."""

    words = "administration.end"

    ends_on = DayField()


class DayForm(DeskForm):
    """A day."""

    words = "administration.end"

    ends_on = DayField()


class PersonForm(RevisedForm):
    """A person of a court."""

    words = "people.form"

    number = forms.CharField(max_length=40)
    name = forms.CharField(max_length=60)
    case_name = forms.CharField(max_length=60, required=False)


class NewPersonForm(PersonForm):
    """A new person; the court is chosen once."""

    court = forms.TypedChoiceField(coerce=int)
    field_order = ("court", "number", "name", "case_name")

    def __init__(self, texts: Texts, data: Any = None, *, initial: Any = None) -> None:  # noqa: ANN401 - Django's
        super().__init__(texts, data, initial=initial)
        choose(self, "court", unit_choices(only="court"))


class PostForm(DeskForm):
    """A post at a unit from a day on."""

    words = "people.post"

    unit = forms.TypedChoiceField(coerce=int)
    post = forms.ChoiceField()
    starts_on = DayField()

    def __init__(self, texts: Texts, data: Any = None, *, initial: Any = None) -> None:  # noqa: ANN401 - Django's
        super().__init__(texts, data, initial=initial)
        posts = Vocabularies.of(settings.TUOBO_CONTENT)["post"].entries
        choose(self, "unit", unit_choices())
        choose(
            self, "post", [(one.code, one.zh if texts.lang == "zh" else one.en) for one in posts]
        )


class AttributeForm(DeskForm):
    """An attribute from a day on."""

    words = "people.attribute"

    kind = forms.ChoiceField()
    starts_on = DayField()

    def __init__(self, texts: Texts, data: Any = None, *, initial: Any = None) -> None:  # noqa: ANN401 - Django's
        super().__init__(texts, data, initial=initial)
        kinds = [(kind, texts(f"people.attribute.{kind}")) for kind in ATTRIBUTES]
        choose(self, "kind", kinds)


class PeopleFilter(DeskForm):
    """Which people."""

    words = "people.filter"

    text = forms.CharField(max_length=60, required=False)
    unit = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    left = forms.BooleanField(required=False)

    def __init__(self, texts: Texts, data: Any = None) -> None:  # noqa: ANN401 - Django's
        super().__init__(texts, data)
        choose(self, "unit", choices_with_any(texts, unit_choices()))


class TextFilter(DeskForm):
    """Which accounts, by words."""

    words = "accounts.filter"

    text = forms.CharField(max_length=60, required=False)


class LoginForm(DeskForm):
    """The name of a new account."""

    words = "accounts.form"

    login = forms.RegexField(regex=r"^[a-z][a-z0-9._-]{2,39}$")

    def __init__(self, texts: Texts, data: Any = None, *, initial: Any = None) -> None:  # noqa: ANN401 - Django's
        super().__init__(texts, data, initial=initial)
        self.fields["login"].error_messages["invalid"] = texts("accounts.form.login.bad")


class HoldersFilter(DeskForm):
    """Who holds which role, on which day."""

    words = "grants.filter"

    text = forms.CharField(max_length=60, required=False)
    role = forms.ChoiceField(required=False)
    on = DayField(required=False)

    def __init__(self, texts: Texts, data: Any = None) -> None:  # noqa: ANN401 - Django's
        super().__init__(texts, data)
        choose(self, "role", choices_with_any(texts, role_choices(texts)))


class GiveForm(DeskForm):
    """A role to be given."""

    words = "grants.form"

    login = forms.CharField(max_length=60)
    role = forms.ChoiceField()
    unit = forms.TypedChoiceField(coerce=int)
    starts_on = DayField()
    ends_on = DayField(required=False)

    def __init__(self, texts: Texts, data: Any = None, *, initial: Any = None) -> None:  # noqa: ANN401 - Django's
        super().__init__(texts, data, initial=initial)
        choose(self, "role", role_choices(texts))
        choose(self, "unit", unit_choices())


class OnForm(DeskForm):
    """As of which day."""

    words = "rights.filter"

    on = DayField(required=False)


def choose(form: DeskForm, name: str, choices: list[tuple[Any, str]]) -> None:
    """What a field offers."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def unit_choices(only: str = "") -> list[tuple[str, str]]:
    """Units that have not ended, as a tree, in official order."""
    return [
        (str(one.id), f"{_INDENT * one.depth}{one.name}")
        for one in unit_tree()
        if one.ends_on is None and only in {"", one.kind}
    ]


def role_choices(texts: Texts) -> list[tuple[str, str]]:
    roles = Policy.of(settings.TUOBO_CONTENT).roles.values()
    return [(role.role, texts.pick(role.names)) for role in roles]
