"""All parts are drawn, in both languages, without a style or a handler that the policy forbids."""

from __future__ import annotations

import re

import pytest
from pytest_django import Settings

from tests.web.ui.gallery import gallery_html


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_part_breaks_the_content_security_policy(lang: str, settings: Settings) -> None:
    html = gallery_html(lang)
    assert not re.findall(r"<[^>]+\sstyle=", html)
    assert not re.findall(r"<[^>]+\son[a-z]+=", html)
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", html)
    assert all('type="application/json"' in one for one in inline)


def test_no_part_leaves_a_code_instead_of_words() -> None:
    html = gallery_html("zh")
    assert not re.findall(r">\s*[a-z_]+\.[a-z_.]+\s*<", html)


def test_ids_stand_once() -> None:
    ids = re.findall(r'\bid="([^"]+)"', gallery_html("zh"))
    twice = {one for one in ids if ids.count(one) > 1}
    # The gallery shows one form class twice, once as a filter and once as an entry.
    assert all(one.startswith("id_") for one in twice)
