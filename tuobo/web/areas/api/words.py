"""Descriptions of the API in both languages: its reader chooses none, so both are told."""

from __future__ import annotations

from django.conf import settings

from tuobo.core.texts import Texts

_ZH, _EN = Texts(settings.TUOBO_CONTENT, "zh"), Texts(settings.TUOBO_CONTENT, "en")


def both(code: str) -> str:
    """The sentence of a code, Chinese first."""
    return f"{_ZH(code)} / {_EN(code)}"


def summary(name: str) -> str:
    """What an address answers, in Chinese."""
    return _ZH(f"api.about.{name}")


def description(name: str) -> str:
    return _EN(f"api.about.{name}")
