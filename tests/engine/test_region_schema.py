# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the description of the columns to the contract, and complete in three languages."""

import csv
from importlib.resources import files

import pytest

from kotipesa.errors import Problem
from kotipesa.region import region_schema, table_names
from kotipesa.region.schema import key_columns
from kotipesa.sources.columns import TYPES, empty_value, listed
from kotipesa.vocab import list_names

REQUIRED = {
    "lots": {"id", "direction", "material", "amount", "unit", "site", "from", "to"},
    "projects": {"id"},
    "sites": {"id", "x", "y"},
    "facilities": {"id", "role", "site"},
    "distances": {"from_site", "to_site"},
    "roads": {"from_node", "to_node", "metres"},
    "nodes": {"id", "x", "y"},
    "materials": {"code"},
    "locked": {"from_kind", "from_id", "to_kind", "to_id", "month", "tonnes"},
    "different": {"a", "b"},
    "records": {"table", "id", "system", "system_id"},
    "contacts": {"site"},
    "settings": set(),
}
KEYS = {
    "lots": ("id",),
    "projects": ("id",),
    "sites": ("id",),
    "facilities": ("id",),
    "distances": ("from_site", "to_site"),
    "roads": (),
    "nodes": ("id",),
    "materials": ("code",),
    "locked": (),
    "different": ("a", "b"),
    "records": ("table", "id", "system"),
    "contacts": ("site",),
    "settings": (),
}
COLUMNS = [column for table in region_schema().values() for column in table]


def test_the_tables_and_their_required_columns_are_those_of_the_contract():
    found = {table: {c.name for c in cs if c.is_required} for table, cs in region_schema().items()}
    assert found == REQUIRED
    assert {table: key_columns(table) for table in REQUIRED} == KEYS
    assert set(table_names()) == REQUIRED.keys() - {"settings", "records", "contacts"}


def test_no_cell_that_people_read_is_empty():
    text = files("kotipesa.region").joinpath("columns.csv").read_text(encoding="utf-8")
    words = ["table", "column", "type", "fi", "sv", "en", "help_fi", "help_sv", "help_en"]
    rows = list(csv.DictReader(text.splitlines()))
    assert [(r["table"], r["column"], w) for r in rows for w in words if not r[w].strip()] == []


def test_each_column_stands_once_in_its_table():
    names = [(column.table, column.name) for column in COLUMNS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("column", COLUMNS, ids=lambda c: f"{c.table}.{c.name}")
def test_type_list_and_default_of_a_column_fit_together(column):
    assert column.type in TYPES
    assert not isinstance(empty_value(column), Problem)
    assert column.low <= column.high
    if column.type in ("code", "codes", "open_code"):
        assert "|" in column.list or column.list in list_names()
        assert len(listed(column.list)) > 1
    if column.type in ("ref", "refs"):
        assert column.list in table_names()


def test_help_texts_are_not_the_same_in_two_languages():
    same = [(c.table, c.name) for c in COLUMNS if len(set(c.help.values())) < 3]
    exempt = {("locked", "from_kind"), ("locked", "to_kind")}
    assert set(same) - exempt == set()
