# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what is proposed for a gallery of tables as offices and contractors write them.

``truth.csv`` says what a person reads in each table. The files whose names begin with ``vaikea``
or ``svar`` were written to be hard, and are not all read right.
"""

import csv
import tomllib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.errors import InputError, UsageError
from kotipesa.region import region_schema
from kotipesa.sources.mapping import (
    Grid,
    apply_mapping,
    guess_layout,
    mapping_of,
    mapping_text,
    proposal_rows,
    proposal_text,
    propose_mapping,
    read_grid,
    read_mapping,
    table_of,
)
from kotipesa.workflow.mappings import LIKELY, propose_for

GALLERY = Path(__file__).parent / "mapping_gallery"
FILES = sorted(path for path in GALLERY.glob("*.csv") if path.name != "truth.csv")


def truth():
    text = (GALLERY / "truth.csv").read_text(encoding="utf-8")
    said = {}
    for row in csv.DictReader(text.splitlines()):
        said.setdefault(row["file"], {})[row["place"]] = row["fed_by"]
    return said


def proposed(path, **said):
    return propose_for(path, **said)[0]


def fed(proposal):
    rows = proposal_rows(proposal, "en")
    return {place: feed for place, feed, _, _ in rows}


def written(tmp_path, text, name="table.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def reasons(proposal, place):
    return next(why for at, _, _, why in proposal_rows(proposal, "en") if at == place)


def test_the_hit_rate_over_the_gallery_is_known(golden):
    lines, hits, total = [], 0, 0
    for path in FILES:
        wanted = truth()[path.name]
        found = fed(proposed(path))
        right = sum(found.get(place) == feed for place, feed in wanted.items())
        hits, total = hits + right, total + len(wanted)
        lines.append(f"{path.name}: {right} of {len(wanted)}")
        lines += [
            f"  {place}: {feed} is proposed as {found.get(place, 'nothing')}"
            for place, feed in wanted.items()
            if found.get(place) != feed
        ]
    lines.append(f"all: {hits} of {total}")
    golden("mapping/hit_rate.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_proposal_is_written_so_that_it_reads_back_and_waits_for_somebody(
    path, language, tmp_path
):
    proposal = proposed(path)
    kept = tmp_path / "m.toml"
    kept.write_text(proposal_text(proposal, language), encoding="utf-8")
    mapping, problems = read_mapping(kept, region_schema())
    assert (mapping, problems) == (proposal.mapping, ())
    assert not mapping.confirmed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_proposal_is_applied_before_somebody_confirms_it(path):
    mapping = proposed(path).mapping
    table = table_of(read_grid(path)[0], mapping.layout)
    tables, problems = apply_mapping(table, mapping, region_schema())
    assert tables == {}
    assert {found.code for found in problems} <= {"mapping_open", "mapping_unconfirmed"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_rows_are_is_told_by_what_suits_them(path):
    told = {place.partition(".")[0] for place in truth()[path.name]}
    assert proposed(path).mapping.main == next(one for one in LIKELY if one in told)


def test_what_rows_are_may_be_said(tmp_path):
    path = written(tmp_path, "Kohde;Katuosoite;N;E\nA;Tie 1;6677100;25497100\n")
    assert proposed(path).mapping.main == "sites"
    told = proposed(path, table="facilities").mapping
    assert (told.main, told.open_places()) == ("facilities", ("facilities.role",))
    kept = written(tmp_path, mapping_text(told), "kept.toml")
    assert proposed(path, like=kept).mapping.main == "facilities"


def test_rows_without_amounts_are_no_lots_whatever_else_suits_them(tmp_path):
    text = "Hanke;Alku;Loppu;Tilaaja;Kunta;Lisätieto\nA;1/2026;3/2026;Espoo;Espoo;x\n"
    assert proposed(written(tmp_path, text)).mapping.main == "projects"


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        (("80", "100"), "percent"),
        (("80 %", "5 %"), "percent"),
        (("0,8", "1"), ""),
        (("1", "0"), ""),
    ],
)
def test_shares_above_the_whole_are_per_cents(tmp_path, values, unit):
    text = "\n".join(["Hanke;Todennäköisyys", *(f"H{at};{one}" for at, one in enumerate(values))])
    feeds = proposed(written(tmp_path, text)).mapping.tables["projects"].feeds
    assert feeds["probability"].unit == unit


def test_a_wide_proposal_in_full(golden):
    golden("mapping/wide.toml", proposal_text(proposed(GALLERY / "urakoitsija_leveana.csv"), "fi"))


def test_contacts_of_people_are_never_brought_in():
    layout = proposed(GALLERY / "urakoitsija_leveana.csv").mapping.layout
    assert layout.ignored == ("Yhteyshenkilö", "Puhelin")


def test_a_bare_cubic_metre_stays_open_and_says_what_to_write():
    proposal = proposed(GALLERY / "kuutiot_ilman_tilaa.csv")
    assert "lots.unit" in proposal.mapping.open_places()
    assert "m3ktr" in reasons(proposal, "lots.unit")


def test_unknown_words_are_listed_once_with_their_rows_and_the_nearest():
    proposal = proposed(GALLERY / "kuutiot_ilman_tilaa.csv")
    assert proposal.mapping.codes["material"] == dict.fromkeys(
        ("Savea", "Louhetta", "mursketta 0-32"), "?"
    )
    assert reasons(proposal, 'codes.material."Savea"') == "rows: 2; nearest: savi"


def test_two_columns_that_would_do_are_said_to_be_ambiguous(tmp_path):
    path = written(tmp_path, "Kohde,Maalaji,Määrä t,Massamäärä t\nA,savi,5,6\nB,hiekka,7,8\n")
    assert "AMBIGUOUS" in reasons(proposed(path), "lots.amount")


def test_rows_of_sums_are_left_out_by_their_word_not_by_their_number(tmp_path):
    path = written(tmp_path, "Nro;Kohde;Määrä t\n1;A;5\n2;B;6\n2;Yhteensä kaikki;11\n")
    assert proposed(path).mapping.layout.skip == {"Kohde": ("Yhteensä*",)}


def test_which_column_is_north_is_told_by_the_numbers(tmp_path):
    path = written(tmp_path, "Kohde,X,Y\nA,6690210,25496120\nB,6690330,25496240\n")
    found = fed(proposed(path))
    assert (found["sites.x"], found["sites.y"], found["sites.crs"]) == ("Y", "X", "EPSG:3879")


def test_sites_that_move_from_row_to_row_are_not_called_by_their_name(tmp_path):
    path = written(tmp_path, "Kohde,E,N\nA,385000,6672000\nA,386000,6673000\n")
    assert fed(proposed(path))["sites.id"] == "E + N"


def test_prices_without_a_unit_stay_open(tmp_path):
    path = written(tmp_path, "Laitos,Tyyppi,Vastaanottomaksu\nA,outlet,5\nB,store,6\n")
    proposal = proposed(path, table="facilities")
    assert "facilities.eur_per_t" in proposal.mapping.open_places()
    assert '"EUR/t"' in reasons(proposal, "facilities.eur_per_t")


def test_kilograms_of_a_header_are_a_conversion_by_name(tmp_path):
    path = written(tmp_path, "Laitos,Tyyppi,Kapasiteetti kg\nA,outlet,5000\nB,store,6000\n")
    feeds = proposed(path, table="facilities").mapping.tables["facilities"].feeds
    assert feeds["capacity_t"].unit == "kg"


def test_a_workbook_with_merged_heads_dates_and_sums_is_read(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Massalaskelma"])
    sheet.append([])
    sheet.append(["Kohde", "Ylijäämä m3ktr", None, "Aika", None])
    sheet.append([None, "louhe", "savi", "alku", "loppu"])
    sheet.merge_cells("B3:C3")
    sheet.append(["Koulu", 1200, 300.5, "3/2026", "5/2026"])
    sheet.append(["Katu", 0, 80, "4/2026", "4/2026"])
    sheet.append(["Yhteensä", "=SUM(B5:B6)", "=SUM(C5:C6)", None, None])
    path = tmp_path / "laskelma.xlsx"
    book.save(path)
    proposal = proposed(path)
    layout = proposal.mapping.layout
    assert layout.header_rows == (3, 4)
    assert layout.columns[:3] == ("Kohde", "Ylijäämä m3ktr louhe", "Ylijäämä m3ktr savi")
    assert layout.skip == {"Kohde": ("Yhteensä*",)}
    assert [part.suffix for part in proposal.mapping.tables["lots"].parts] == [
        "louhe-have",
        "savi-have",
    ]


def test_one_of_several_sheets_must_be_named(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Ohje"
    book.create_sheet("Massat").append(["Kohde"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    with pytest.raises(InputError) as unclear:
        propose_for(path)
    with pytest.raises(InputError) as missing:
        propose_for(path, sheet="Määrät")
    codes = [raised.value.problems[0].code for raised in (unclear, missing)]
    assert codes == ["mapping_sheet_unclear", "mapping_sheet_missing"]


def test_an_older_mapping_lends_its_lines_and_translations(tmp_path):
    old = tmp_path / "old.toml"
    text = proposal_text(proposed(GALLERY / "kuutiot_ilman_tilaa.csv"), "en")
    for answer in ('"Savea" = "?"', '"Savea" = "savi"'), ('value = "?"', 'value = "m3itd"'):
        text = text.replace(*answer)
    old.write_text(text, encoding="utf-8")
    path = written(
        tmp_path, "Nro,Osoite,Massalaji,Kuutiot,Kuukausi\n9,Uusikatu 2,Savea,10,5/2026\n"
    )
    mapping = proposed(path, like=old).mapping
    assert mapping.codes["material"]["Savea"] == "savi"
    assert mapping.tables["lots"].feeds["unit"].value == "m3itd"
    assert mapping.open_places()[0] == "lots.direction"
    assert not mapping.confirmed


def test_a_table_nobody_knows_is_wrong_use(tmp_path):
    with pytest.raises(UsageError, match="not known"):
        propose_for(written(tmp_path, "a\n1\n"), table="lotz")


def test_a_proposal_is_the_same_whatever_the_order_of_columns(tmp_path):
    rows = list(
        csv.reader(
            (GALLERY / "kommun_massor.csv").read_text(encoding="utf-8").splitlines(), delimiter=";"
        )
    )
    turned = "\n".join(";".join(reversed(row)) for row in rows)
    path = written(tmp_path, turned)
    assert fed(proposed(path)) == fed(proposed(GALLERY / "kommun_massor.csv"))


def test_mapping_of_needs_a_table():
    mapping, problems = mapping_of({"confirmed": True}, "m.toml", region_schema())
    assert (mapping, [found.code for found in problems]) == (None, ["mapping_without_table"])


CELL = st.one_of(
    st.sampled_from(
        ["", "-", "2026", "n. 5", "1-2", "savi", "Louhe m3", "x", "Määrä", "6690000", "="]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=6)


@settings(max_examples=100)
@given(rows=ROWS)
def test_any_grid_gets_a_proposal_that_reads_back_and_can_be_tried(rows):
    width = max(map(len, rows))
    even = [[*row, *[""] * (width - len(row))] for row in rows]
    grid = Grid("a.csv", "", even, range(1, len(rows) + 1))
    guess = guess_layout(grid)
    table = table_of(grid, guess.layout)
    mapping = propose_mapping(table, guess.layout, region_schema()).mapping
    again, problems = mapping_of(tomllib.loads(mapping_text(mapping)), "m.toml", region_schema())
    assert (again, problems) == (mapping, ())
    apply_mapping(table, replace(mapping, confirmed=True), region_schema())
