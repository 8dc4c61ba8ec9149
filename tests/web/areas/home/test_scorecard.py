"""The scorecard: divisions or courts in official order, never by value; signals stand out."""

from __future__ import annotations

import re

from tests.desk_cast import COURT, DIVISIONS, ClientOf

SCORES = "/scorecard/"


def text_of(client_of: ClientOf, name: str, address: str = SCORES) -> str:
    answer = client_of(name).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_on(page: str) -> list[str]:
    body = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return re.findall(r'<th scope="row"[^>]*><a[^>]*>([^<]+)</a>', body)


def test_divisions_stand_in_the_order_of_the_court(client_of: ClientOf) -> None:
    shown = rows_on(text_of(client_of, "president"))
    assert shown == [name for name in DIVISIONS if name in shown]
    assert len(shown) > 3


def test_nothing_in_the_address_sorts_it_by_value(client_of: ClientOf) -> None:
    usual = rows_on(text_of(client_of, "president"))
    for query in ("?sort=value", "?sort=-closed_within_limit_rate", "?signals=1"):
        assert rows_on(text_of(client_of, "president", SCORES + query)) == usual
    assert "sort=" not in text_of(client_of, "president").split("<table")[1].split("</table>")[0]


def test_each_cell_has_its_fraction_and_leads_to_the_indicator(client_of: ClientOf) -> None:
    page = text_of(client_of, "president")
    assert re.search(r'href="/indicators/closed_within_limit_rate/\?org=[^"]+"', page)
    assert re.search(r'class="value">\d+/\d+<|class="fraction">\d+/\d+<', page)


def test_there_is_no_total_and_no_rank(client_of: ClientOf) -> None:
    table = text_of(client_of, "president").split("<table")[1].split("</table>")[0]
    assert "<tfoot" not in table
    for word in ("排名", "总分", "名次"):
        assert word not in table


def test_highlighting_dims_what_is_no_signal(client_of: ClientOf) -> None:
    page = text_of(client_of, "president", f"{SCORES}?signals=1")
    assert "is-dimmed" in page
    assert "全部同样显示" in page


def test_a_division_head_sees_the_own_division_alone(client_of: ClientOf) -> None:
    assert rows_on(text_of(client_of, "division_head")) == ["民事审判第一庭"]


def test_a_judge_has_nothing_to_set_side_by_side(client_of: ClientOf) -> None:
    assert "您的范围只有一处" in text_of(client_of, "judge")


def test_the_higher_court_sees_the_courts_below(client_of: ClientOf) -> None:
    page = text_of(client_of, "observer", f"{SCORES}?org={COURT}")
    assert len(rows_on(page)) > 3


def test_the_place_must_be_ones_own(client_of: ClientOf) -> None:
    assert client_of("division_head").get(f"{SCORES}?org={COURT}").status_code == 404
