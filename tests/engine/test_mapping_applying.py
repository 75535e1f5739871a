# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what a mapping makes of a table: rows, their lines, and what has no clear meaning."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.errors import Where, severity
from kotipesa.periods import month_text
from kotipesa.region import region_schema
from kotipesa.sources.cells import clean_text
from kotipesa.sources.mapping import Feed, FileMapping, Layout, Part, TableFeeds, apply_mapping
from kotipesa.sources.raw import raw_table
from kotipesa.vocab import codes, municipalities

LOTS = {
    "id": Feed(columns=("Nro",), prefix="V-"),
    "direction": Feed(value="have"),
    "material": Feed(columns=("Laji",)),
    "amount": Feed(columns=("Määrä",)),
    "unit": Feed(value="t"),
    "site": Feed(columns=("Kohde",)),
    "from": Feed(columns=("Aika",), take="first"),
    "to": Feed(columns=("Aika",), take="last"),
}
ROW = {"Nro": "1", "Laji": "savi", "Määrä": "10", "Kohde": "Koulu", "Aika": "2026"}


def table_of(*rows):
    header = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[row.get(name, "") for name in header] for row in rows]
    place = Where("list.csv", "Massat", row=3)
    return raw_table(place, "", header, cells, np.arange(4, 4 + len(rows)))


def mapping_with(tables=None, layout=None, codes=None, **lots):
    feeds = {name: feed for name, feed in {**LOTS, **lots}.items() if feed is not None}
    return FileMapping(
        layout or Layout(),
        {"lots": TableFeeds(feeds), **(tables or {})},
        codes or {},
        confirmed=True,
    )


def applied(mapping, *rows, known=None):
    return apply_mapping(table_of(*rows), mapping, region_schema(), known)


def rows_of(table):
    cells = zip(*table.cells, strict=True)
    return [dict(zip(table.header, row, strict=True)) for row in cells]


def made(mapping, *rows, known=None):
    tables, problems = applied(mapping, *rows, known=known)
    assert [found for found in problems if severity(found) == "error"] == []
    return {name: rows_of(table) for name, table in tables.items()}


def lot(mapping, **cells):
    return made(mapping, ROW | cells)["lots"][0]


def refused(mapping, *rows, known=None):
    """Give code, column and parameters of each error; there must be no tables."""
    tables, problems = applied(mapping, *rows, known=known)
    assert tables == {}
    errors = [found for found in problems if severity(found) == "error"]
    return [(found.code, found.where.column, dict(found.params)) for found in errors]


def test_a_row_becomes_a_lot_of_the_region():
    assert lot(mapping_with()) == {
        "id": "V-1",
        "direction": "have",
        "material": "savi",
        "amount": "10",
        "unit": "t",
        "site": "Koulu",
        "from": "2026-01",
        "to": "2026-12",
    }


def test_lines_and_places_are_those_of_the_file():
    tables, _ = applied(mapping_with(), ROW, ROW | {"Nro": "2"})
    table = tables["lots"]
    assert (table.file, table.sheet, table.header_line) == ("list.csv", "Massat", 3)
    assert table.lines.tolist() == [4, 5]


def test_an_unconfirmed_or_open_mapping_makes_nothing():
    unconfirmed = replace(mapping_with(), confirmed=False)
    assert refused(unconfirmed, ROW) == [("mapping_unconfirmed", "", {})]
    is_open = mapping_with(unit=Feed(value="?"), codes={"material": {"Lo": "?"}})
    places = 'lots.unit, codes.material."Lo"'
    assert refused(is_open, ROW) == [("mapping_open", "", {"count": "2", "places": places})]


def test_a_column_that_is_not_there_is_told_with_the_nearest():
    found = refused(mapping_with(site=Feed(columns=("Kohdde",))), ROW)
    assert found == [("mapping_column_missing", "Kohdde", {"nearest": "Kohde"})]


def test_columns_without_a_use_are_noted_unless_left_out_on_purpose():
    row = ROW | {"Muuta": "x", "Puhelin": "y", "Tyhjä": ""}
    _, problems = applied(mapping_with(layout=Layout(ignored=("Puhelin",))), row)
    assert [(p.code, dict(p.params)) for p in problems] == [
        ("mapping_columns_unused", {"columns": "Muuta"})
    ]


def test_unknown_codes_are_listed_once_with_counts_and_nearest():
    rows = [ROW | {"Laji": laji} for laji in ("Louhetta", "savi", "Louhetta", "Louhetta")]
    assert refused(mapping_with(), *rows) == [
        (
            "mapping_unknown_code",
            "Laji",
            {"column": "material", "nearest": "louhe, lohkare", "rows": "3", "text": "Louhetta"},
        )
    ]


def test_a_translation_comes_before_the_vocabulary_and_ignores_case():
    mapping = mapping_with(codes={"material": {"Louhetta": "louhe", "savi": "siltti"}})
    assert lot(mapping, Laji="LOUHETTA ")["material"] == "louhe"
    assert lot(mapping, Laji="savi")["material"] == "siltti"


def test_materials_of_the_region_are_known_too():
    known = {"materials": {"erikoismaa": "Erikoismaa"}}
    assert made(mapping_with(), ROW | {"Laji": "erikoismaa"}, known=known)["lots"][0][
        "material"
    ] == ("Erikoismaa")


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1 200", "1200"), ("1 234,5", "1234.5"), ("n. 500", "500"), ("12 t", "12"), ("-7", "-7")],
)
def test_amounts_are_read_as_people_write_them(text, amount):
    assert lot(mapping_with(), Määrä=text)["amount"] == amount


def test_a_range_needs_to_be_told_which_end():
    code, column, _ = refused(mapping_with(), ROW | {"Määrä": "1 200\u20131 500"})[0]
    assert (code, column) == ("mapping_range", "Määrä")
    ends = {
        f"amount{suffix}": Feed(columns=("Määrä",), take=take)
        for suffix, take in (("", "middle"), ("_low", "low"), ("_high", "high"))
    }
    rows = made(mapping_with(**ends), ROW | {"Määrä": "1 200\u20131 500"}, ROW | {"Määrä": "30"})[
        "lots"
    ]
    picked = [[row[name] for name in ("amount", "amount_low", "amount_high")] for row in rows]
    assert picked == [["1350", "1200", "1500"], ["30", "", ""]]


def test_a_unit_in_the_cell_that_contradicts_the_mapping_is_refused():
    code, column, params = refused(mapping_with(), ROW | {"Määrä": "50 m3"})[0]
    assert (code, column) == ("mapping_unit_in_cell", "Määrä")
    assert (params["unit"], params["said"]) == ("m3", "t")
    assert lot(mapping_with(unit=Feed(value="m3itd")), Määrä="50 m3")["amount"] == "50"


def test_thousands_of_a_unit_are_written_in_full():
    mapping = mapping_with(unit=Feed(value="thousand m3ktr"))
    made_lot = lot(mapping, Määrä="2,3")
    assert (made_lot["amount"], made_lot["unit"]) == ("2300", "m3ktr")


def test_a_unit_column_may_say_thousands_row_by_row():
    mapping = mapping_with(
        unit=Feed(columns=("Yks",)), codes={"unit": {"1000 m3": "thousand m3itd", "m3": "m3itd"}}
    )
    rows = made(mapping, ROW | {"Yks": "1000 m3"}, ROW | {"Yks": "m3"})["lots"]
    assert [(row["amount"], row["unit"]) for row in rows] == [("10000", "m3itd"), ("10", "m3itd")]


def test_a_point_that_may_be_a_thousand_is_refused_where_commas_are_decimals():
    found = refused(mapping_with(), ROW | {"Määrä": "1.250"}, ROW | {"Määrä": "12,5"})
    assert [(code, column) for code, column, _ in found] == [("ambiguous_number", "Määrä")]


def test_a_long_time_needs_to_be_told_which_end():
    code, column, _ = refused(mapping_with(**{"from": Feed(columns=("Aika",))}), ROW)[0]
    assert (code, column) == ("mapping_long_time", "Aika")


def test_a_duration_gives_the_last_month():
    mapping = mapping_with(to=Feed(columns=("Aika",), take="first", months="Kesto"))
    assert lot(mapping, Aika="11/2026", Kesto="4 ")["to"] == "2027-02"
    code, column, _ = refused(mapping, ROW | {"Kesto": "pitkään"})[0]
    assert (code, column) == ("mapping_bad_duration", "Kesto")


def test_the_sign_may_tell_the_direction():
    mapping = mapping_with(
        direction=Feed(sign_of="Määrä"),
        amount=Feed(columns=("Määrä",), take="size"),
        codes={"direction": {"+": "have", "-": "need"}},
    )
    rows = made(mapping, ROW, ROW | {"Määrä": "−3"})["lots"]
    assert [(row["direction"], row["amount"]) for row in rows] == [("have", "10"), ("need", "3")]


def test_a_wide_row_becomes_a_lot_a_part_and_empty_parts_none():
    parts = tuple(
        Part(code, {"material": Feed(value=code), "amount": Feed(columns=(f"{code} t",))})
        for code in ("louhe", "savi")
    )
    feeds = {name: feed for name, feed in LOTS.items() if name not in ("material", "amount")}
    mapping = FileMapping(Layout(), {"lots": TableFeeds(feeds, parts)}, confirmed=True)
    first = {key: ROW[key] for key in ("Nro", "Kohde", "Aika")} | {"louhe t": "5", "savi t": "6"}
    second = first | {"Nro": "2", "louhe t": "-", "savi t": "7"}
    third = first | {"Nro": "3", "louhe t": "0", "savi t": ""}
    tables, problems = applied(mapping, first, second, third)
    rows = rows_of(tables["lots"])
    assert problems == ()
    assert [(row["id"], row["amount"]) for row in rows] == [
        ("V-1-louhe", "5"),
        ("V-1-savi", "6"),
        ("V-2-savi", "7"),
    ]
    assert tables["lots"].lines.tolist() == [4, 4, 5]


def test_only_rows_that_count_are_read():
    layout = Layout(only={"Tila": ("auki", "työn alla")}, skip={"Kohde": ("Yhteensä*",)})
    states = [("auki", "Koulu"), ("valmis", "Tie"), ("AUKI", "Yhteensä 2026"), ("Työn alla", "B")]
    rows = [ROW | {"Tila": state, "Kohde": site} for state, site in states]
    assert [row["site"] for row in made(mapping_with(layout=layout), *rows)["lots"]] == [
        "Koulu",
        "B",
    ]


SITES = {
    "sites": TableFeeds(
        {
            "id": Feed(columns=("Kohde",)),
            "x": Feed(columns=("E",)),
            "y": Feed(columns=("N",)),
            "crs": Feed(value="EPSG:3879"),
        }
    )
}


def test_sites_are_made_once_of_all_their_rows():
    row = ROW | {"E": "25496000", "N": "6690000"}
    sites = made(mapping_with(SITES), row, row | {"Nro": "2"})["sites"]
    assert sites == [{"id": "Koulu", "x": "25496000", "y": "6690000", "crs": "EPSG:3879"}]


def test_a_site_at_two_places_is_refused_with_both_lines():
    row = ROW | {"E": "25496000", "N": "6690000"}
    found = refused(mapping_with(SITES), row, row | {"Nro": "2", "E": "25497000"})
    assert found == [
        (
            "mapping_rows_differ",
            "id",
            {"table": "sites", "id": "Koulu", "first_row": "4", "columns": "x"},
        )
    ]


def test_a_place_is_looked_up_by_the_names_the_region_knows():
    mapping = mapping_with(site=Feed(columns=("Kohde",), find="sites"))
    known = {"sites": {"koulu": "S1", "kirjasto": "S2"}}
    assert made(mapping, ROW, known=known)["lots"][0]["site"] == "S1"
    found = refused(mapping, ROW | {"Kohde": "Koulun piha"}, known=known)
    assert found[0][0] == "mapping_not_found"
    assert found[0][2]["nearest"] == "S1"


def test_columns_are_joined_and_lines_number_rows():
    mapping = mapping_with(
        id=Feed(columns=("Kohde",), prefix="X/", row=True),
        name=Feed(columns=("Kohde", "Laji"), between=", "),
    )
    made_lot = lot(mapping)
    assert (made_lot["id"], made_lot["name"]) == ("X/Koulu-4", "Koulu, savi")


def test_a_default_fills_empty_cells_and_lone_dashes():
    mapping = mapping_with(contamination=Feed(columns=("Pima",), default="unknown"))
    rows = made(mapping, ROW | {"Pima": ""}, ROW | {"Pima": "\u2013"}, ROW | {"Pima": "puhdas"})[
        "lots"
    ]
    assert [row["contamination"] for row in rows] == ["unknown", "unknown", "clean"]


def test_lists_are_parted_as_the_mapping_says():
    mapping = mapping_with(
        accepts=Feed(columns=("Kelpaa",), split=","), codes={"accepts": {"lo": "louhe"}}
    )
    assert lot(mapping, Kelpaa="savi, Lo,hiekka")["accepts"] == "savi|louhe|hiekka"


def test_a_formula_nobody_worked_out_is_refused():
    assert refused(mapping_with(), ROW | {"Määrä": "="})[0][:2] == ("formula_cell", "Määrä")


MATERIALS = [entry.code for entry in codes("material")]
PLAIN = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8).map(clean_text)
LOT = st.fixed_dictionaries(
    {
        "direction": st.sampled_from(["have", "need"]),
        "material": st.sampled_from(MATERIALS),
        "amount": st.integers(1, 10**6).map(lambda number: f"{number / 10:.10g}"),
        "unit": st.sampled_from(["t", "kg", "m3ktr", "m3itd", "m3rtr"]),
        "site": PLAIN,
        "from": st.integers(24000, 25000).map(month_text),
        "to": st.integers(24000, 25000).map(month_text),
        "municipality": st.sampled_from([one.fi for one in municipalities()]),
        "invasive": st.sampled_from(["yes", "no"]),
        "contamination": st.sampled_from(["clean", "lower", "unknown"]),
    }
)


@settings(max_examples=60)
@given(rows=st.lists(LOT, min_size=1, max_size=12), seed=st.randoms(use_true_random=False))
def test_rows_renamed_and_recoded_come_back_as_they_were(rows, seed):
    rows = [{"id": f"r{number}"} | row for number, row in enumerate(rows)]
    columns = list(rows[0])
    names = {
        name: f"Sarake {number}" for number, name in enumerate(seed.sample(columns, len(columns)))
    }
    coded = ("direction", "material", "unit", "contamination")
    meanings = {name: {} for name in coded}

    def written(name, text):
        if name in coded:
            code = f"k{MATERIALS.index(text) if name == 'material' else text[::-1]}"
            meanings[name][code] = text
            return code
        if name == "amount":
            return text.replace(".", ",")
        return {"from": f"{text[5:]}/{text[:4]}", "to": f"1.{text[5:]}.{text[:4]}"}.get(name, text)

    theirs = [{names[name]: written(name, text) for name, text in row.items()} for row in rows]
    takes = {"from": "first", "to": "last"}
    feeds = {name: Feed(columns=(names[name],), take=takes.get(name, "")) for name in columns}
    mapping = FileMapping(Layout(), {"lots": TableFeeds(feeds)}, meanings, confirmed=True)
    assert made(mapping, *theirs)["lots"] == [
        {column.name: row[column.name] for column in region_schema()["lots"] if column.name in row}
        for row in rows
    ]
