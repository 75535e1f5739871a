# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the way of a table nobody knew: proposed, confirmed, brought in, known again."""

import csv
import re
import zipfile

import openpyxl
import pytest
from cli_run import files_of, said, said_json

from kotipesa.region import read

LIST = """\
Massaluettelo 2026
Kohde;Maalaji;Määrä (m3ktr);Suunta;Aika;N;E;Puhelin
Koulu;savi;1 200;ylijäämä;3-5/2026;6690123;25497000;040 000 0001
Koulu;Louhetta;800;ylijäämä;4/2026;6690123;25497000;040 000 0001
Katu;hiekka;300;tarve;2026;6691123;25498000;040 000 0002
Yhteensä;;2 300;;;;;
"""


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "massat.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def proposed(capsys, path, *words):
    out = path.with_name("m.toml")
    return said_json(capsys, "mapping", path, "--out", out, *words), out


def confirmed(mapping, answers=()):
    text = mapping.read_text(encoding="utf-8").replace("confirmed = false", "confirmed = true")
    for open_place, answer in answers:
        text = text.replace(f'{open_place} = "?"', f'{open_place} = "{answer}"')
    mapping.write_text(text, encoding="utf-8")


def codes(record):
    return [found["code"] for found in record["problems"]]


def test_a_proposal_is_written_and_shown_with_reasons(capsys, listed):
    (code, record), out = proposed(capsys, listed)
    places = {line["place"]: line["fed_by"] for line in record["lines"]}
    assert (code, record["open"]) == (0, ['codes.material."Louhetta"'])
    assert (places["lots.material"], places["sites.crs"]) == ("Maalaji", "EPSG:3879")
    assert "confirmed = false" in out.read_text(encoding="utf-8")
    out.unlink()
    shown = said(capsys, "mapping", listed, "--out", out)
    assert "Column of the file" in shown.out
    assert "answer its 1 open places" in shown.out


def test_a_mapping_somebody_has_worked_on_is_not_written_over(capsys, listed):
    _, out = proposed(capsys, listed)
    before = out.read_bytes()
    (code, record), _ = proposed(capsys, listed)
    assert (code, codes(record), out.read_bytes()) == (2, ["mapping_exists"], before)


def test_open_and_unconfirmed_mappings_bring_nothing_in(capsys, listed, tmp_path):
    _, out = proposed(capsys, listed)
    words = ["import", listed, "--mapping", out, "--into", tmp_path / "region"]
    code, record = said_json(capsys, *words)
    assert (code, codes(record)) == (1, ["mapping_open"])
    assert 'codes.material."Louhetta"' in record["problems"][0]["message"]["en"]
    out.write_text(
        out.read_text("utf-8").replace('"Louhetta" = "?"', '"Louhetta" = "louhe"'), "utf-8"
    )
    code, record = said_json(capsys, *words)
    assert (code, codes(record)) == (1, ["mapping_unconfirmed"])
    assert not (tmp_path / "region" / "lots.csv").exists()


@pytest.fixture
def region(capsys, listed, tmp_path):
    _, out = proposed(capsys, listed)
    confirmed(out, [('"Louhetta"', "louhe")])
    code, record = said_json(
        capsys, "import", listed, "--mapping", out, "--into", tmp_path / "region"
    )
    assert (code, record["rows"]) == (0, {"lots": 3, "sites": 2})
    return tmp_path / "region"


def test_a_confirmed_mapping_brings_lots_and_sites_and_is_kept(region):
    lots = read(region).lots
    assert lots.id.tolist() == ["Koulu-savi", "Koulu-Louhetta", "Katu-hiekka"]
    assert lots.amount.tolist() == [1200, 800, 300]
    assert (region / "mappings" / "m.toml").is_file()
    assert "040" not in "".join(path.read_text("utf-8") for path in region.glob("*.csv"))


def test_a_file_of_the_same_shape_is_known_again_wherever_its_header_stands(capsys, region, listed):
    again = listed.with_name("helmikuu.csv")
    again.write_text(LIST.replace("1 200", "900").replace("Massa", "\n\nMassa"), encoding="utf-8")
    code, record = said_json(capsys, "import", again, "--into", region)
    assert (code, codes(record)) == (0, ["mapping_recognised"])
    assert "mappings/m.toml" in record["problems"][0]["message"]["en"]
    assert read(region).lots.amount.tolist() == [900, 800, 300]


def test_a_file_of_another_shape_is_not_taken_for_a_known_one(capsys, region, listed):
    other = listed.with_name("muu.csv")
    other.write_text(LIST.replace("Suunta", "Tila"), encoding="utf-8")
    code, record = said_json(capsys, "import", other, "--into", region)
    assert (code, codes(record)) == (1, ["import_unnamed"])
    assert "kotipesa mapping" in record["problems"][0]["cure"]["en"]


def test_a_new_word_in_a_known_shape_is_refused_and_nothing_changes(capsys, region, listed):
    before = files_of(region)
    listed.write_text(LIST.replace("hiekka", "hiekkaa"), encoding="utf-8")
    code, record = said_json(capsys, "import", listed, "--into", region)
    found = next(one for one in record["problems"] if one["severity"] == "error")
    place = (found["code"], found["file"], found["row"], found["column"], found["value"])
    assert (code, place) == (1, ("mapping_unknown_code", "massat.csv", 5, "Maalaji", "hiekkaa"))
    assert '[codes.material], and below it "hiekkaa"' in found["cure"]["en"]
    assert files_of(region) == before


def test_another_shape_under_the_name_of_a_kept_mapping_is_kept_beside_it(capsys, region, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    path = other / "lista.csv"
    path.write_text(LIST.replace("Kohde", "Paikka"), encoding="utf-8")
    _, out = proposed(capsys, path)
    confirmed(out, [('"Louhetta"', "louhe")])
    code, _ = said_json(capsys, "import", path, "--mapping", out, "--into", region)
    kept = sorted(file.name for file in (region / "mappings").iterdir())
    assert (code, kept) == (0, ["m-2.toml", "m.toml"])


def workbook(folder, amount):
    folder.mkdir()
    book = openpyxl.Workbook()
    book.active.append(["Nro", "Kohde", "Maalaji", "Määrä t", "Suunta", "Aika", "Huom"])
    book.active.append([7, "koulu", "sora", amount, "tarve", "6/2026", None])
    book.save(folder / "lisaa.xlsx")
    return folder / "lisaa.xlsx"


def test_a_workbook_comes_in_at_places_the_region_knows_by_name(capsys, region, tmp_path):
    path = workbook(tmp_path / "book", 12.5)
    _, out = proposed(capsys, path)
    confirmed(out)
    code, record = said_json(capsys, "import", path, "--mapping", out, "--into", region)
    assert (code, record["rows"]) == (0, {"lots": 1})
    found = read(region)
    assert (found.lots.id[-1], found.lots.amount[-1]) == ("7", 12.5)
    assert found.sites.id[found.lots.site[-1]] == "Koulu"


def with_saved_value(path, value):
    """Save the value of a workbook's only formula, as Excel does and openpyxl does not."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    saved = re.sub(rb"</f><v\s*/?>(</v>)?", b"</f><v>%d</v>" % value, parts[sheet])
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, saved if name == sheet else content)


def test_values_that_formulas_gave_are_read_with_a_note(capsys, region, tmp_path):
    path = workbook(tmp_path / "book", "=5*2")
    with_saved_value(path, 10)
    _, out = proposed(capsys, path)
    confirmed(out)
    code, record = said_json(capsys, "import", path, "--mapping", out, "--into", region)
    note = record["problems"][0]
    assert (code, note["code"], note["column"]) == (0, "mapping_formulas_read", "Määrä t")
    assert read(region).lots.amount[-1] == 10


def test_a_workbook_nobody_knows_says_the_cure(capsys, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Kohde"])
    book.save(tmp_path / "kirja.xlsx")
    words = ["import", tmp_path / "kirja.xlsx", "--into", tmp_path / "region"]
    code, record = said_json(capsys, *words)
    assert (code, "import_unnamed" in codes(record)) == (1, True)


MAP = """\
{"type": "FeatureCollection",
 "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3879"}},
 "features": [{"type": "Feature",
  "properties": {"Hanke": "Koulu", "Maalaji": "savi", "Massa t": 40, "Aika": "3-5/2026",
                 "Suunta": "tarve"},
  "geometry": {"type": "Polygon", "coordinates": [[[25497000, 6677000], [25497200, 6677000],
               [25497200, 6677150], [25497000, 6677000]]]}}]}
"""


def test_a_map_comes_in_with_what_was_drawn_and_is_known_again(capsys, tmp_path):
    path = tmp_path / "alueet.geojson"
    path.write_text(MAP, encoding="utf-8")
    _, out = proposed(capsys, path)
    confirmed(out)
    region = tmp_path / "region"
    code, record = said_json(capsys, "import", path, "--mapping", out, "--into", region)
    assert (code, record["rows"]) == (0, {"lots": 1, "projects": 1, "sites": 1})
    assert "POLYGON" in (region / "sites.csv").read_text(encoding="utf-8")
    code, record = said_json(capsys, "import", path, "--into", region)
    assert (code, "mapping_recognised" in codes(record)) == (0, True)


def test_a_list_of_projects_is_proposed_confirmed_brought_in_and_known_again(capsys, tmp_path):
    path = tmp_path / "hankkeet.csv"
    text = "Hankenro;Hanke;Kunta;Varmuus;Vaihtoehto\n7;Katu;Espoo;80 %;8\n8;Raitti;Espoo;20 %;\n"
    path.write_text(text, encoding="utf-8")
    (code, record), out = proposed(capsys, path)
    assert (code, record["table"], record["open"]) == (0, "projects", [])
    confirmed(out)
    region = tmp_path / "region"
    code, record = said_json(capsys, "import", path, "--mapping", out, "--into", region)
    assert (code, record["rows"]) == (0, {"projects": 2})
    again = path.with_name("uudet.csv")
    again.write_text(text.replace("80 %", "70 %"), encoding="utf-8")
    code, record = said_json(capsys, "import", again, "--into", region)
    assert (code, "mapping_recognised" in codes(record)) == (0, True)
    kept = csv.DictReader((region / "projects.csv").read_text("utf-8").splitlines())
    assert [(row["id"], row["probability"], row["alternative_of"]) for row in kept] == [
        ("7", "0.7", "8"),
        ("8", "0.2", ""),
    ]
