# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check tables, charts and figures as the page has them."""

import re
from dataclasses import replace
from datetime import date

from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from kotipesa_web.core.permissions.roles import Role
from kotipesa_web.core.viewer import PUBLIC
from kotipesa_web.ui.cells import body_mark
from kotipesa_web.ui.charts import Chart
from kotipesa_web.ui.tables import Column, Interval, Link, Status, Table

COLUMNS = (
    Column("name", "Erä", "link", is_sortable=True),
    Column("amount", "Määrä", "interval", unit="t", is_sortable=True),
    Column("month", "Alkaa", "month"),
    Column("share", "Osuus", "percent"),
    Column("day", "Päivä", "date"),
    Column("state", "Tila", "status"),
    Column("note", "Lisätieto"),
)
ROWS = [
    {
        "name": Link("<Louhe>", "/lots/1"),
        "amount": Interval(900, 1200.4, 1600),
        "month": "2026-03",
        "share": 0.125,
        "day": date(2026, 3, 9),
        "state": Status("attention", "Vanha"),
        "note": "<b>",
    },
    {"name": Link("Savi", "/lots/2"), "amount": None, "month": None, "share": None, "note": ""},
]


def drawn(template: str, query: str = "", role: Role = Role.PLANNER, **context: object) -> str:
    request = RequestFactory().get(f"/lots/?{query}")
    request.viewer = replace(PUBLIC, role=role)
    with translation.override("fi"):
        text = Template(template).render(Context({"request": request, **context}))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


def table(**changes: object) -> Table:
    return Table(**{"id": "lots", "caption": "Erät", "columns": COLUMNS, "rows": ROWS, **changes})


def test_a_table_is_as_the_golden_page_has_it(golden):
    page = Paginator(range(60), 2).get_page(3)
    shown = table(
        sorted_by="-amount",
        page=page,
        total={"name": Link("Yhteensä", "#"), "amount": Interval(900, 1200, 1600)},
        downloads=(Link("CSV", "/lots.csv"),),
        note="Arvioita.",
    )
    golden("web/ui_table.html", drawn("{% data_table table %}", "q=louhe&page=3", table=shown))


def test_files_are_offered_to_those_who_may_export():
    shown = table(downloads=(Link("CSV", "/lots.csv"),))
    pages = [drawn("{% data_table table %}", role=role, table=shown) for role in Role]
    offered = [role for role, page in zip(Role, pages, strict=True) if "/lots.csv" in page]
    assert offered == [role for role in Role if role not in {Role.PUBLIC, Role.ADMIN}]


def test_an_empty_table_says_so():
    assert "Ei vielä eriä." in drawn(
        "{% data_table table %}", table=table(rows=[], empty="Ei vielä eriä.")
    )


def test_a_chart_names_the_table_it_is_drawn_from():
    chart = Chart("line", "Kertymä", table(), "month", "amount", unit="t")
    page = drawn("{% chart chart %}", chart=chart)
    assert (
        'data-chart="line" data-along="month" data-series="amount" data-unit="t" data-table="lots"'
        in page
    )
    assert re.findall(r'data-value="([^"]*)"', page) == ["1200.4", "2026-03", "12.5"]


def test_a_figure_opens_to_what_it_rests_on(golden):
    tag = '{% figure "Ylijäämä" 38000 "t" low=30400 high=49400 href="/lots/" note="5 jäsentä" %}'
    golden("web/ui_figure.html", drawn(tag))


def test_a_long_address_in_a_cell_can_be_broken_after_its_slashes():
    marks = body_mark((Column("a", "A"), Column("b", "B")), [{"a": "x/y", "b": "https://a.fi/<b>"}])
    assert "https:/<wbr>/<wbr>a.fi/<wbr>&lt;b&gt;" in marks
    assert "x/y" in marks
