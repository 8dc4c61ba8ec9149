"""Pictures for what a control chart says: one for the change, one for the interval.

They follow the two icons of NHS England's Making Data Count, in shapes that need no colour: a
filled square for the better, a triangle for a look, a wave for ordinary variation; a dot between,
across or beyond two lines for the interval. Words always stand beside them.
"""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_CONCERN, _IMPROVE, _CALM = "#b04a00", "#1c5694", "#535f6e"
_LINES = '<path d="M3 9h22M3 19h22" stroke="#8a96a4" stroke-width="1.6" stroke-dasharray="4 2"/>'

_DOTS = f'<path d="M9 14h.1M14 14h.1M19 14h.1" stroke="{_CALM}" stroke-width="2.6"/>'

_VARIATION = {
    "improving": (
        f'<rect x="3" y="3" width="22" height="22" rx="5" fill="{_IMPROVE}"/>'
        '<path d="M8 18l4.5-5 3 2.5L20.5 9M16 9h4.5v4.5" stroke="#fff" '
        'stroke-width="2.2" fill="none"/>'
    ),
    "concerning": (
        f'<path d="M14 2.5 26.5 25H1.5z" fill="{_CONCERN}"/>'
        '<path d="M14 10v7.5M14 20.5v1.5" stroke="#fff" stroke-width="2.6"/>'
    ),
    "neutral_signal": (
        f'<path d="M14 2 26 14 14 26 2 14z" fill="#fff" stroke="{_CALM}" stroke-width="2"/>'
        f'<path d="M14 9v6.5M14 18.5v1" stroke="{_CALM}" stroke-width="2.2"/>'
    ),
    "common_cause": (
        f'<circle cx="14" cy="14" r="11" fill="#fff" stroke="{_CALM}" stroke-width="1.4"/>'
        f'<path d="M6.5 15c2.5-6 5-6 7.5-1s5 5 7.5-1" stroke="{_CALM}" '
        'stroke-width="1.8" fill="none"/>'
    ),
    "not_enough_data": (
        f'<circle cx="14" cy="14" r="11" fill="#fff" stroke="{_CALM}" stroke-dasharray="3 3"/>'
        f"{_DOTS}"
    ),
}
_ASSURANCE = {
    "inside": f'{_LINES}<circle cx="14" cy="14" r="3.6" fill="{_IMPROVE}"/>',
    "hit_and_miss": (
        f'{_LINES}<path d="M14 3.5v18" stroke="{_CALM}" stroke-width="1.4"/>'
        f'<path d="M14 0.5 18 9h-8z" transform="translate(0 1)" fill="{_CALM}"/>'
        f'<circle cx="14" cy="21" r="3.4" fill="{_CALM}"/>'
    ),
    "outside": f'{_LINES}<path d="M14 20.5 18.5 27h-9z" fill="{_CONCERN}"/>',
    "no_interval": f'<path d="M7 14h14" stroke="{_CALM}" stroke-width="2"/>',
    "not_enough_data": _DOTS,
}
_TONES = {
    "improving": "improve",
    "inside": "improve",
    "concerning": "concern",
    "outside": "concern",
}


def variation_picture(code: str) -> SafeString:
    """The picture of a `Variation`."""
    return _picture(_VARIATION[code])


def assurance_picture(code: str) -> SafeString:
    """The picture of an `Assurance`."""
    return _picture(_ASSURANCE[code])


def tone_of(code: str) -> str:
    """improve, concern or calm: the class that colours the words."""
    return _TONES.get(code, "calm")


def _picture(body: str) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 28 28" aria-hidden="true" stroke-linecap="round">{}</svg>',
        mark_safe(body),  # noqa: S308 - constants of this module
    )
