"""Every ledger: why it is kept, that its example is accepted, that its table can be walked."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import (
    FieldType,
    Ledger,
    LedgerBook,
    Reader,
    StateKind,
    Values,
    checked,
    diagram_of,
    draft_of,
    events_from,
    example_of,
    fact_table,
    form_of,
    frames_of,
    read_field,
    read_table,
    template_columns,
)
from tuobo.engines.ledgers.act import Act
from tuobo.engines.ledgers.loading import MISFITS
from tuobo.engines.rights import Policy

CONTENT = Content()
RIGHTS = frozenset(Policy.of(CONTENT).rights)
BOOK = LedgerBook.of(CONTENT, RIGHTS)
ZH, EN = Texts(CONTENT), Texts(CONTENT, "en")
TODAY = date(2026, 7, 15)
LEDGERS = pytest.mark.parametrize("ledger", list(BOOK), ids=lambda ledger: ledger.id)
ENGINE = Path(__file__).resolve().parents[3] / "tuobo" / "engines" / "ledgers"
FORBIDDEN = re.compile(r"排名|名次表|积分|打卡|在线时长|思想动态内容")


class Willing:
    """A lookup that takes every text for the id of what it means."""

    def ids(self, kind: FieldType, text: str, within: tuple[str, ...]) -> tuple[str, ...]:
        del kind, within
        return (text,)


READER = Reader.of(CONTENT, BOOK, Willing(), TODAY)
ACT = Act(person="p1", on=TODAY, rights=RIGHTS, unit="u1", court="辽9901")


@LEDGERS
def test_a_ledger_says_why_it_is_kept_in_both_languages_with_its_source(ledger: Ledger) -> None:
    for reason in ledger.why:
        assert reason.zh
        assert reason.en
    assert ledger.source.owner
    assert not re.search(r"[一-鿿]", ledger.names.en)


@LEDGERS
def test_its_example_is_accepted_as_it_stands_in_the_form(ledger: Ledger) -> None:
    for texts in (ZH, EN):
        raw = {one.field.id: one.text for one in example_of(ledger, READER, texts)}
        found = checked(ledger, raw, READER, state=ledger.first_state.id)
        assert found.is_accepted, [one.text(ZH) for one in found.problems]
        assert Values.of_document(ledger, found.values.document()) == found.values


@LEDGERS
def test_every_closed_state_is_reached_and_every_open_one_can_be_closed(ledger: Ledger) -> None:
    nodes = {node.id for node in diagram_of(ledger).nodes}
    for start in nodes:
        seen, front = {start}, [start]
        while front:
            for row in events_from(ledger, front.pop()):
                if row.to_state not in seen:
                    seen.add(row.to_state)
                    front.append(row.to_state)
        assert any(ledger.state_by_id[one].kind.is_closed for one in seen), start


@LEDGERS
def test_it_works_in_form_template_frame_and_fact_table(ledger: Ledger) -> None:
    assert list(form_of(ledger, ACT, READER))
    for row in ledger.transitions:
        form_of(ledger, ACT, READER, event=row.event)
    titles = [one.title for one in template_columns(ledger, ACT, READER, ZH)]
    assert len(titles) == len(set(titles)), "two columns of the template have one title"
    assert read_table(ledger, titles, [], ACT, READER).unknown_titles == ()
    assert frames_of(ledger, []).entries.height == 0
    names = [column.name for column in fact_table(ledger).columns]
    assert len(names) == len(set(names))


@LEDGERS
def test_labels_of_options_mean_one_thing_each(ledger: Ledger) -> None:
    for one in ledger.fields:
        for choice in one.choices:
            for word in (choice.code, choice.zh, choice.en, *choice.synonyms):
                read, problems = read_field(one, word, READER)
                held = read if isinstance(read, tuple) else (read,)
                assert (held, problems) == ((choice.code,), []), (one.id, word)


@LEDGERS
def test_nothing_ranks_scores_or_times_people(ledger: Ledger) -> None:
    fields = [one for one in ledger.fields if one.type is FieldType.NUMBER]
    assert not [one for one in fields if FORBIDDEN.search(one.zh) or "分数" in one.zh]
    assert not [one for one in ledger.figures if FORBIDDEN.search(one.zh)]
    persons = {one.id for one in ledger.fields if one.type is FieldType.PERSON}
    assert not [one for one in ledger.figures if persons & set(one.by)]


def test_rows_of_the_clause_map_have_their_ledger() -> None:
    """Section 10.1 and the problem part of 10.6, as far as a ledger holds them."""
    held = {row for ledger in BOOK for row in ledger.clauses}
    assert {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13} <= held
    assert {81, 82, 83, 84, 85, 86} <= held
    assert {165, 170, 171, 172, 181} <= held


def test_the_rights_that_ledgers_name_are_few_and_known() -> None:
    named = {row.right for ledger in BOOK for row in ledger.transitions}
    named |= {right for ledger in BOOK for right in (ledger.rights.see, ledger.rights.edit)}
    assert named <= RIGHTS


def test_a_ledger_of_eight_fields_fits_in_sixty_lines_and_works() -> None:
    text = (Path(__file__).parent / "pledge.yaml").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    draft = draft_of(text, BOOK, RIGHTS)
    assert draft.flaws == ()
    assert draft.ledger
    assert (len(draft.ledger.fields), len(draft.ledger.states)) == (8, 3)


def _codes_in_the_engine() -> set[str]:
    """Every literal code of a sentence that the engine names."""
    found: set[str] = set()
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= (
                    {node.value} if re.fullmatch(r"ledger\.[a-z_.]+[a-z]", node.value) else set()
                )
    return found


def _made_codes() -> Mapping[str, str]:
    """Codes that are put together, with what they are made of."""
    kinds = ("number", "days", "money", "date", "period", "flag", "court", "case_number")
    looked_up = ("person", "unit", "link", "file", "indicator", "figure")
    found = {f"ledger.value.{kind}": kind for kind in kinds}
    found |= {f"ledger.expected.{kind}": kind for kind in (*kinds, *looked_up)}
    found |= {f"ledger.kind.{kind}": kind for kind in StateKind}
    found |= {f"ledger.value_wrong.{kind}": kind for kind in MISFITS}
    found |= {f"ledger.no_right_to_{kind}": kind for kind in ("create", "edit")}
    found |= {f"ledger.{key}_unknown": key for key in ("field", "state", "kind", "clock")}
    rules = ("condition_subject", "condition_test", "span_kind", "start_kind", "setting_of",
             "setting_needed")  # fmt: skip
    return found | {f"ledger.{rule}": rule for rule in rules}


def test_every_code_of_the_engine_has_its_sentence() -> None:
    codes = _codes_in_the_engine() | set(_made_codes())
    assert len(codes) > 100
    assert not [code for code in codes if not ZH.has(code)]


def test_no_sentence_of_the_engine_is_left_over() -> None:
    """Sentences that are put together from a kind or a status are for the pages."""
    pages = ("ledger.column.", "ledger.standing.", "ledger.clock_status.", "ledger.condition.",
             "ledger.example.")  # fmt: skip
    known = _codes_in_the_engine() | set(_made_codes())
    own = (Path(CONTENT.roots[0]) / "texts" / "ledgers.yaml").read_text(encoding="utf-8")
    codes = re.findall(r"^(ledger\.[a-z_.]+):", own, re.MULTILINE)
    assert not [code for code in codes if code not in known and not code.startswith(pages)]
