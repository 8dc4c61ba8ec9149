"""Every code that the program can raise or print has its sentence, in Chinese and English."""

from __future__ import annotations

import ast
import re
from functools import cache
from string import Formatter

from tests.architecture.sources import trees
from tuobo.core.content import Content
from tuobo.core.texts import Texts

ERRORS = {"DataError", "DefinitionError", "InternalError", "RequestError", "StateError"}
CODE = re.compile(r"^[a-z_]+(\.[a-z_0-9]+)+$")


@cache
def _raised_codes() -> dict[str, str]:
    """Code → place, of every error that is made with a literal code."""
    found: dict[str, str] = {}
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ERRORS
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                found[str(node.args[0].value)] = f"{name}:{node.lineno}"
    return found


def test_every_raised_code_has_its_sentence() -> None:
    texts = Texts(Content())
    codes = _raised_codes()
    assert len(codes) > 50
    missing = {code: place for code, place in codes.items() if not texts.has(code)}
    assert not missing


def test_codes_are_dotted_words() -> None:
    odd = [code for code in _raised_codes() if not CODE.match(code)]
    assert not odd


def test_both_languages_use_the_same_fields() -> None:
    zh, en = Texts(Content(), "zh"), Texts(Content(), "en")
    uneven = []
    for code in zh.codes:
        fields = [
            {
                name.removesuffix("_en")
                for _, name, _, _ in Formatter().parse(one.template(code))
                if name
            }
            for one in (zh, en)
        ]
        # A language may leave a field out (names in the other language), but must not invent one.
        if fields[0] ^ fields[1] and not (fields[0] <= fields[1] or fields[1] <= fields[0]):
            uneven.append(code)
    assert not uneven


def test_no_sentence_is_empty() -> None:
    for lang in ("zh", "en"):
        texts = Texts(Content(), lang)
        assert not [code for code in texts.codes if not texts.template(code).strip()]
