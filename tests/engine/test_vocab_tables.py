# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what is true of every table of the vocabulary: whole, in three languages, versioned."""

import csv
import re

import pytest

from kotipesa.vocab import VERSION, glossary
from kotipesa.vocab.tables import table_files
from kotipesa.vocab.version import EDITION, fingerprint

TABLES = {table.name.removesuffix(".csv"): table for table in table_files()}
LANGUAGE_PAIRS = (("fi", "en"), ("sv", "en"), ("fi", "sv"))

NAMES_OF_PLACES = {"municipalities"}
SAME_IN_TWO_LANGUAGES = {"sand", "silt", "reservation"}
FITNESS = {"s1", "h1", "s2", "h2", "s3", "s4", "h3", "h4", "u1", "u2", "u3", "u4", "tv"}


def cells(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(TABLES[name].read_text(encoding="utf-8").splitlines()))


def test_the_tables_are_those_we_know():
    known = ["codes", "factors", "glossary", "materials", "missing", "municipalities"]
    assert sorted(TABLES) == known


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_is_empty_or_padded(name):
    bad = [
        (line, column, cell)
        for line, row in enumerate(cells(name), start=2)
        for column, cell in row.items()
        if column is None or not cell or cell != cell.strip()
    ]
    assert bad == []


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_rows_and_says_where_they_come_from(name):
    table = cells(name)
    assert table
    assert {"source", "why"} & set(table[0])


@pytest.mark.parametrize("name", sorted(set(TABLES) - NAMES_OF_PLACES - {"materials"}))
def test_the_three_languages_differ_where_they_can(name):
    same = [
        (first, second, row[first])
        for row in cells(name)
        for first, second in LANGUAGE_PAIRS
        if row[first].casefold() == row[second].casefold()
        and row[first].casefold() not in SAME_IN_TWO_LANGUAGES | FITNESS
    ]
    assert same == []


def test_only_towns_with_one_name_share_it_between_finnish_and_swedish():
    shared = [row["fi"] for row in cells("municipalities") if row["fi"] == row["sv"]]
    assert shared == ["Askola", "Mäntsälä", "Nurmijärvi", "Pukkila"]


def test_the_version_names_the_edition_and_the_tables():
    contents = [(table.name, table.read_bytes()) for table in table_files()]
    assert f"{EDITION}-{fingerprint(contents)}" == VERSION
    assert re.fullmatch(r"\d{4}\.\d{2}-[0-9a-f]{8}", VERSION)


def test_the_version_changes_when_a_table_changes_by_one_byte_or_by_name():
    contents = [(table.name, table.read_bytes()) for table in table_files()]
    (name, content), *rest = contents
    edited = [(name, content[:-2] + b"x" + content[-1:]), *rest]
    renamed = [("a" + name, content), *rest]
    assert len({fingerprint(tables) for tables in (contents, edited, renamed)}) == 3


def test_the_glossary_explains_at_least_fifty_words_in_order():
    words = [term.fi for term in glossary()]
    assert len(words) >= 50
    assert words == sorted(set(words))
    assert {"massatase", "siirtoasiakirja", "m3ktr", "m3itd", "m3rtr", "louhe"} <= set(words)
