# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold how amounts and times are read as people write them, and mappings as TOML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.periods import month_text
from kotipesa.region import region_schema
from kotipesa.sources.mapping import (
    Feed,
    FileMapping,
    Layout,
    Part,
    TableFeeds,
    mapping_of,
    mapping_text,
    ragged_rows,
    read_grid,
    read_mapping,
)
from kotipesa.sources.mapping.layout import header_of
from kotipesa.sources.mapping.written_amounts import Amount, read_amount
from kotipesa.sources.mapping.written_periods import read_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01", "2026-12"),
        ("Q2/2027", "2027-04", "2027-06"),
        ("2. neljännes 2027", "2027-04", "2027-06"),
        ("2027 Q3", "2027-07", "2027-09"),
        ("kesäkuu 2026", "2026-06", "2026-06"),
        ("kesäkuussa 2026", "2026-06", "2026-06"),
        ("juni 2026", "2026-06", "2026-06"),
        ("3/2026", "2026-03", "2026-03"),
        ("1.3.2026", "2026-03", "2026-03"),
        ("2026-03-01 00:00:00", "2026-03", "2026-03"),
        ("3-6/2026", "2026-03", "2026-06"),
        ("2026\u20132027", "2026-01", "2027-12"),
        ("11/2026 - 2/2027", "2026-11", "2027-02"),
    ],
)
def test_times_are_read_as_first_and_last_month(text, first, last):
    assert tuple(map(month_text, read_period(text))) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "kevät 2026", "kesä 2026", "6-3/2026", "2027-2026", "kk", "13/2026", "1200", "5"]
)
def test_what_is_no_clear_time_is_not_guessed(text):
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 250", Amount(1250, 1250, 1250)),
        ("n. 500", Amount(500, 500, 500, is_about=True)),
        ("noin 1,5", Amount(1.5, 1.5, 1.5, is_about=True)),
        ("1 200\u20131 500", Amount(1200, 1350, 1500, is_range=True)),
        ("100 - 200 m3ktr", Amount(100, 150, 200, is_range=True, unit="m3ktr")),
        ("ca 20 ton", Amount(20, 20, 20, is_about=True, unit="ton")),
        ("-12", Amount(-12, -12, -12)),
    ],
)
def test_amounts_are_read_with_their_ends_and_units(text, amount):
    assert read_amount(text) == amount


@pytest.mark.parametrize("text", ["", "paljon", "500-400", "12 000 (arvio)", "5 omenaa", "1-2-3"])
def test_what_is_no_clear_amount_is_not_guessed(text):
    assert read_amount(text) is None


def codes_of(tmp_path, text):
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    mapping, problems = read_mapping(path, region_schema())
    assert mapping is None
    return [(found.code, found.where.column) for found in problems]


BAD = {
    "[lotts]": [("mapping_unknown_key", "lotts"), ("mapping_without_table", "")],
    "[file]\nshet = 'A'\n[lots]": [("mapping_unknown_key", "file.shet")],
    "[lots]\nmaterail = { column = 'A' }": [("mapping_unknown_key", "lots.materail")],
    "[lots]\nid = { colum = 'A' }": [
        ("mapping_unknown_key", "lots.id.colum"),
        ("mapping_feeds_nothing", "lots.id"),
    ],
    "[lots]\nid = 'A'": [("mapping_wrong_kind", "lots.id")],
    "[lots]\nid = { column = 3 }": [("mapping_wrong_kind", "lots.id.column")],
    "[lots]\nid = { column = 'A', join = ['B'] }": [("mapping_column_and_join", "lots.id")],
    "[lots]\nfrom = { column = 'A', take = 'low' }": [("mapping_take_unsuited", "lots.from.take")],
    "[lots]\namount = { column = 'A', unit = 'kg' }": [
        ("mapping_unit_unsuited", "lots.amount.unit")
    ],
    "[lots]\nunit = { value = 'm3' }": [("unknown_code", "lots.unit.value")],
    "[lots]\nfrom = { value = 'soon' }": [("bad_month", "lots.from.value")],
    "[lots]\nsite = { column = 'A', find = 'places' }": [("mapping_unknown_key", "lots.site.find")],
    "[lots]\nid = { row = true }\n[codes.material]\n'a' = 'b'": [
        ("mapping_unknown_key", "codes.material")
    ],
    "[lots]\nunit = { column = 'U' }\n[codes.unit]\n'm3' = 'm3'\n'k' = 'thousand t'": [
        ("unknown_code", 'codes.unit."m3"')
    ],
    "[file]\nheader_rows = [3, 5]\n[lots]": [("mapping_header_rows", "file.header_rows")],
    "[lots]\n[[lots.parts]]\nsuffix = 'a'\n[[lots.parts]]\nsuffix = 'a'": [
        ("mapping_suffix_twice", "lots.parts")
    ],
    "confirmed = 'yes'\n[lots]": [("mapping_wrong_kind", "confirmed")],
    "[lots\n": [("mapping_bad_toml", "")],
}


@pytest.mark.parametrize("text", BAD)
def test_what_is_not_understood_in_a_mapping_is_told_by_its_place(text, tmp_path):
    assert codes_of(tmp_path, text) == BAD[text]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)
FEED = st.builds(
    Feed,
    columns=st.lists(TEXT, min_size=1, max_size=3).map(tuple),
    between=TEXT,
    default=st.just(""),
    prefix=TEXT,
    row=st.booleans(),
)
FEEDS = st.dictionaries(st.sampled_from(["id", "name", "note", "site"]), FEED, max_size=4)
CHOICES = st.dictionaries(TEXT, st.lists(TEXT, max_size=2).map(tuple), max_size=2)
MAPPINGS = st.builds(
    FileMapping,
    layout=st.builds(
        Layout,
        sheet=TEXT,
        header_rows=st.sampled_from([(1,), (4, 5)]),
        columns=st.lists(TEXT, max_size=4).map(tuple),
        ignored=st.lists(TEXT, max_size=2).map(tuple),
        only=CHOICES,
        skip=CHOICES,
    ),
    tables=st.fixed_dictionaries(
        {
            "lots": st.builds(
                TableFeeds,
                FEEDS,
                st.lists(FEEDS, max_size=2).map(
                    lambda parts: tuple(
                        Part(f"p{number}", feeds) for number, feeds in enumerate(parts)
                    )
                ),
            )
        }
    ),
    codes=st.just({}),
    confirmed=st.booleans(),
)


@settings(max_examples=80)
@given(mapping=MAPPINGS, words=st.dictionaries(TEXT, st.sampled_from(["a", "?", ""]), max_size=3))
def test_what_is_written_reads_back_as_the_same_mapping(mapping, words, tmp_path_factory):
    fed = sorted({column for _, column, _ in mapping.feeds()})
    mapping = FileMapping(
        mapping.layout, mapping.tables, {fed[0]: words} if fed and words else {}, mapping.confirmed
    )
    path = tmp_path_factory.getbasetemp() / "round.toml"
    path.write_text(mapping_text(mapping), encoding="utf-8", newline="")
    assert read_mapping(path, region_schema()) == (mapping, ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_grid_keeps_lines_and_cells_in_every_shape_of_csv(delimiter, encoding, tmp_path):
    rows = [["Määrä", "Yksikkö"], ["1,5" if delimiter != "," else "1.5", "t"], ["2", "t"]]
    text = "Otsikko\n\n" + "\n".join(delimiter.join(row) for row in rows) + "\n"
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    grid, _ = read_grid(path)
    assert grid.lines == [1, 3, 4, 5]
    assert [list(row) for row in grid.rows] == [["Otsikko", ""], *rows]


def test_a_name_above_several_columns_is_carried_on(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Kohde;Ylijäämä;;Aika\n;louhe;savi;\nA;1;2;2026\n", encoding="utf-8")
    grid, _ = read_grid(path)
    assert header_of(grid, (1, 2)) == ("Kohde", "Ylijäämä louhe", "Ylijäämä savi", "Aika")


def test_empty_and_repeated_names_get_letters(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Kohde;;Määrä;Määrä\nA;1;2;3\n", encoding="utf-8")
    assert header_of(read_grid(path)[0], (1,)) == ("Kohde", "B", "Määrä", "Määrä (D)")


def test_a_row_longer_than_the_header_is_refused_where_a_comma_may_have_shifted_it(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Kohde,Määrä,Yksikkö\nA,1,t\nB,2,5,t\n", encoding="utf-8")
    grid, _ = read_grid(path)
    assert [found.code for found in ragged_rows(grid, Layout())] == ["ragged_row"]


def test_a_table_too_wide_or_too_even_to_be_true_is_refused_before_it_is_filled_up(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(";" * 5_000 + "x\n" + "y\n" * 10, encoding="utf-8")
    grid, problems = read_grid(path)
    assert (grid, [found.code for found in problems]) == (None, ["too_many_cells"])


TOML_VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.floats(), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=12,
)
KEYS = st.sampled_from(["file", "lots", "codes", "confirmed", "sites", "parts", "column", "id"])


@settings(max_examples=150)
@given(st.dictionaries(st.one_of(KEYS, TEXT), TOML_VALUES, max_size=5))
def test_no_toml_whatever_breaks_the_reading(written):
    mapping, problems = mapping_of(written, "m.toml", region_schema())
    assert (mapping is None) == bool(problems)
