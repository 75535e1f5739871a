# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the reading of whole regions: one meaning from every shape, good rows beside bad ones."""

import dataclasses
import time
from datetime import date

import numpy as np
import pytest
from region_written import csv_text, folder_of, lot, places, site, workbook_of

from kotipesa.errors import InputError
from kotipesa.periods import ALWAYS_FROM, ALWAYS_TO, month_number
from kotipesa.region import Region, check, from_rows, read, read_tolerantly
from kotipesa.region.tables import PROCESS, STORE
from kotipesa.vocab import CONTAMINATION, FITNESS, NO_FITNESS, UNKNOWN_FITNESS

TABLES = {
    "lots": [
        lot(id="1", project="p", fitness="H2", amount_low=90.5, owner="Ä & co", invasive="yes"),
        lot(
            id="2",
            direction="need",
            material="sora",
            unit="m3rtr",
            amount=1234.5,
            accepts="sora|oma",
            min_fitness="s2",
            accepts_contamination="clean|threshold",
        ),
    ],
    "projects": [
        {"id": "p", "probability": 0.5, "municipality": "Helsinki"},
        {"id": "q", "alternative_of": "p", "shift_later": 2},
    ],
    "sites": [site(), site(id="t", x=385_000.5, y=6_672_000, crs="EPSG:3067")],
    "facilities": [
        {"id": "v", "role": "store", "site": "t", "capacity_t": 5000, "accepts_origin": "091"},
        {
            "id": "m",
            "role": "process",
            "site": "t",
            "materials": "louhe",
            "to_material": "sora",
            "yield": 0.9,
            "residue_material": "oma",
            "open_from": "2026-02",
            "fixed_eur": 10000,
        },
    ],
    "distances": [{"from_site": "s", "to_site": "t", "km": 12.5}],
    "materials": [
        {"code": "oma", "t_per_m3ktr": 1.8, "replaces": "sora", "source": "x"},
        {"code": "sora", "t_per_m3ktr": 2, "rtr_per_ktr": 0.8},
    ],
    "locked": [
        {"from_kind": "lot", "from_id": "1", "to_kind": "store", "to_id": "v", "month": "2026-02"}
        | {"tonnes": 10}
    ],
    "nodes": [
        {"id": "n", "x": 383_233.7, "y": 6_664_403.4, "crs": "EPSG:3067"},
        {"id": "k", "x": 389_130, "y": 6_675_364.5, "crs": "EPSG:3067"},
    ],
    "roads": [{"from_node": "n", "to_node": "k", "metres": 1500}],
}
SETTINGS = {"start": "2026-01", "months": 24, "haul_eur_per_t": 2.5, "alternatives": ["q"]}
TOML = 'start = "2026-01"\nmonths = 24\nhaul_eur_per_t = 2.5\nalternatives = ["q"]\n'


def contents(region: Region) -> dict[str, object]:
    """Give everything a region holds but its fingerprint and notes, as comparable values."""
    tables = {
        f.name: getattr(region, f.name)
        for f in dataclasses.fields(region)
        if f.name not in ("notes", "sha256", "settings") and getattr(region, f.name) is not None
    }
    columns = {
        f"{name}.{f.name}": np.asarray(getattr(table, f.name)).tolist()
        for name, table in tables.items()
        for f in dataclasses.fields(table)
    }
    return {key: str(value) for key, value in columns.items()} | {"settings": region.settings}


def finnish(rows):
    """Write rows as Finnish Excel saves them: decimal commas, semicolons."""
    text = csv_text(rows, ";")
    return "\n".join(line.replace(".", ",") for line in text.splitlines()).replace("\n", "\r\n")


def turned(rows):
    mixed = [dict(reversed(row.items())) for row in rows]
    return csv_text([{"EXTRA": "x"} | row for row in mixed])


def test_rows_csv_finnish_csv_and_workbook_give_the_same_region(tmp_path):
    wanted = contents(from_rows(TABLES, SETTINGS))
    plain = folder_of(
        tmp_path / "plain", settings=TOML, **{name: csv_text(r) for name, r in TABLES.items()}
    )
    commas = folder_of(
        tmp_path / "commas",
        settings=TOML,
        **{name: finnish(rows).encode("cp1252") for name, rows in TABLES.items()},
    )
    mixed = folder_of(
        tmp_path / "mixed", settings=TOML, **{name: turned(r) for name, r in TABLES.items()}
    )
    sheets = {
        name: [header := list(dict.fromkeys(k for row in rows for k in row))]
        + [[row.get(key) for key in header] for row in rows]
        for name, rows in TABLES.items()
    }
    sheets["settings"] = [
        ["key", "value"],
        ["start", date(2026, 1, 1)],
        ["months", 24],
        ["haul_eur_per_t", 2.5],
        ["alternatives", "q"],
    ]
    (tmp_path / "book").mkdir()
    workbook_of(tmp_path / "book" / "alue.xlsx", **sheets)
    for path in (plain, commas, mixed, tmp_path / "book", tmp_path / "book" / "alue.xlsx"):
        assert contents(read(path)) == wanted


def test_every_column_means_what_the_contract_says():
    region = from_rows(TABLES, SETTINGS)
    lots, facilities = region.lots, region.facilities
    code = region.materials.code
    assert lots.amount_t.tolist() == pytest.approx([100, 1234.5 * 2 / 0.8])
    assert lots.amount_low_t.tolist() == pytest.approx([90.5, np.nan], nan_ok=True)
    assert lots.fitness.tolist() == [FITNESS.index("h2"), UNKNOWN_FITNESS]
    assert lots.min_fitness.tolist() == [NO_FITNESS, FITNESS.index("s2")]
    assert lots.accepts_contamination.tolist() == [1, 3]
    assert CONTAMINATION[:2] == ("clean", "threshold")
    assert [[code[row] for row in cell] for cell in lots.accepts] == [[], ["sora", "oma"]]
    assert lots.owner.tolist() == ["Ä & co", "-"]
    assert lots.project.tolist() == [0, -1]
    assert lots.first_month.tolist() == [month_number("2026-01")] * 2
    assert facilities.role.tolist() == [STORE, PROCESS]
    assert facilities.capacity_t.tolist() == [5000, np.inf]
    assert facilities.open_first.tolist() == [ALWAYS_FROM, month_number("2026-02")]
    assert facilities.open_last.tolist() == [ALWAYS_TO, ALWAYS_TO]
    assert facilities.fixed_eur.tolist() == pytest.approx([np.nan, 10_000], nan_ok=True)
    assert code[facilities.to_material[1]] == "sora"
    assert facilities.yield_share.tolist() == [1.0, 0.9]
    assert region.projects.alternative_of.tolist() == [-1, 0]
    assert region.sites.x_m[1] == 385_000.5
    assert region.roads.metres.tolist() == [1500]
    assert region.settings.distance_rule == "roads"
    assert "haul_eur_per_t" not in region.settings.defaulted
    assert "haul_eur_per_tkm" in region.settings.defaulted


def test_a_lot_takes_the_municipality_of_its_site_and_spellings_become_one():
    rows = [lot(), lot(id="b", site="t"), lot(id="c", municipality="Vantaa")]
    sites = [site(), site(id="t", municipality="helsinki")]
    region = from_rows({"lots": rows, "sites": sites})
    assert region.lots.municipality.tolist() == ["091", "091", "Vantaa"]
    assert region.sites.municipality.tolist() == ["091", "091"]


def test_an_unknown_municipality_stays_as_written_with_a_note():
    region = from_rows({"lots": [lot()], "sites": [site(municipality="Ankkalinna")]})
    assert region.lots.municipality.tolist() == ["Ankkalinna"]
    assert places(region.notes, "note") == [("unknown_municipality", 2, "municipality")]


def test_bad_rows_never_lose_the_good_ones(tmp_path):
    rows = [lot(), lot(id="b", amount="paljon"), lot(id="c"), lot(id="d", site="?"), lot(id="e")]
    folder = folder_of(tmp_path / "r", lots=csv_text(rows), sites=csv_text([site()]))
    region, problems = read_tolerantly(folder)
    assert region.lots.id.tolist() == ["a", "c", "e"]
    assert places(problems) == [("bad_number", 3, "amount"), ("unknown_reference", 5, "site")]
    with pytest.raises(InputError) as refused:
        read(folder)
    assert places(refused.value.problems) == places(problems)


def test_every_problem_of_every_file_is_found_in_one_pass(tmp_path):
    folder = folder_of(
        tmp_path / "r",
        lots=csv_text([lot(first="2026-09"), lot(unit="m3", direction="up")]),
        sites=csv_text([site(crs="EPSG:1")]),
        facilities=csv_text([{"id": "f", "role": "process", "site": "s", "eur_per_t": -1}]),
        settings="months = 0\nmax_klm = 3\n",
    )
    found = {(p.where.file, p.code) for p in check(folder)}
    assert found >= {
        ("facilities.csv", "negative_number"),
        ("facilities.csv", "process_without_product"),
        ("lots.csv", "month_backwards"),
        ("lots.csv", "unknown_code"),
        ("lots.csv", "duplicate_id"),
        ("sites.csv", "crs_unknown"),
        ("settings.toml", "out_of_range"),
        ("settings.toml", "unknown_setting"),
    }


def test_missing_files_are_notes_and_only_lots_are_needed(tmp_path):
    folder = folder_of(tmp_path / "r", lots=csv_text([lot(project="p")]))
    region = read(folder)
    assert [p.where.file for p in region.notes] == [
        "distances.csv",
        "facilities.csv",
        "locked.csv",
        "materials.csv",
        "projects.csv",
        "roads.csv",
        "settings.toml",
        "sites.csv",
    ]
    assert {p.code for p in region.notes} == {"missing_optional"}
    assert (region.sites.id.tolist(), region.projects.id.tolist()) == (["s"], ["p"])
    assert np.isnan(region.sites.x_m).all()
    assert region.settings.start == month_number("2026-01")


def test_regions_without_sites_measure_by_their_distances(tmp_path):
    folder = folder_of(
        tmp_path / "r",
        lots=csv_text([lot()]),
        distances=csv_text([{"from_site": "s", "to_site": "u", "km": "", "eur_per_t": 3}]),
    )
    region = read(folder)
    assert region.sites.id.tolist() == ["s", "u"]
    assert (region.distances.km.tolist(), region.distances.eur_per_t.tolist()) == ([0.0], [3.0])


def test_without_lots_there_is_no_region(tmp_path):
    folder = folder_of(tmp_path / "r", sites=csv_text([site()]))
    region, problems = read_tolerantly(folder)
    assert (region, places(problems)) == (None, [("lots_missing", 0, "")])
    with pytest.raises(InputError):
        from_rows({"sites": [site()]})


def test_a_table_of_lots_without_rows_is_an_empty_region(tmp_path):
    folder = folder_of(tmp_path / "r", lots=",".join(lot()) + "\n")
    assert len(read(folder).lots) == 0


@pytest.mark.parametrize("name", ["none", "r.txt"])
def test_what_is_no_region_is_said_so(tmp_path, name):
    (tmp_path / "r.txt").write_text("x")
    assert places(check(tmp_path / name))[0][0] in {"path_not_found", "not_a_region"}


def test_two_workbooks_in_a_folder_are_one_too_many(tmp_path):
    for name in ("a.xlsx", "b.xlsx", "~$a.xlsx"):
        workbook_of(tmp_path / name, lots=[["id"]])
    (problem,) = check(tmp_path)
    assert (problem.code, dict(problem.params)["names"]) == ("two_workbooks", "a.xlsx, b.xlsx")


def test_files_that_look_like_ours_are_noted(tmp_path):
    folder = folder_of(tmp_path / "r", lots=csv_text([lot()]), lot="x")
    (note,) = [p for p in check(folder) if p.code == "unknown_file"]
    assert (note.where.file, dict(note.params)["nearest"]) == ("lot.csv", "lots")


def test_two_files_of_one_name_are_one_too_many(tmp_path):
    folder = folder_of(tmp_path / "r", lots=csv_text([lot()]), Lots=csv_text([lot()]))
    if len(list(folder.iterdir())) == 2:
        assert places(check(folder)) == [("duplicate_table", 0, "")]


def test_the_fingerprint_follows_the_content_and_nothing_else(tmp_path):
    texts = {"lots": csv_text([lot()]), "sites": csv_text([site()])}
    one = read(folder_of(tmp_path / "one", **texts)).sha256
    same = read(folder_of(tmp_path / "two", **texts)).sha256
    other = read(folder_of(tmp_path / "three", **texts, settings="months = 3")).sha256
    assert (one == same, one == other, len(one)) == (True, False, 64)
    rows = {"lots": [lot()], "sites": [site()]}
    assert from_rows(rows).sha256 == from_rows(rows).sha256 != from_rows(rows, {"months": 3}).sha256


def test_the_order_of_rows_changes_no_number_of_a_material():
    new = [{"code": "b", "t_per_m3ktr": 1}, {"code": "a", "t_per_m3ktr": 2}]
    rows = {"lots": [lot(material="a")], "sites": [site()]}
    one, two = (
        from_rows(rows | {"materials": materials}).materials for materials in (new, new[::-1])
    )
    assert one.code.tolist() == two.code.tolist()
    assert one.code.tolist()[-2:] == ["a", "b"]


def test_a_hundred_thousand_lots_are_read_and_checked_in_seconds(tmp_path):
    rows = [lot(id=f"l{n}", amount=n + 0.5, unit="m3ktr", site=f"s{n % 300}") for n in range(10**5)]
    sites = [site(id=f"s{n}", x=24.5 + n / 1000) for n in range(300)]
    folder = folder_of(tmp_path / "r", lots=csv_text(rows), sites=csv_text(sites))
    start = time.perf_counter()
    region = read(folder)
    assert len(region.lots) == 10**5
    assert time.perf_counter() - start < 10
