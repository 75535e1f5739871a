# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what a template shows: words of one language, choices, bounds, help, what is locked."""

import csv
from importlib.resources import files
from string import Formatter

import openpyxl
import pytest
from cli_run import said, said_json
from region_written import lot, places, site

from kotipesa.errors import LANGUAGES, InputError
from kotipesa.region import from_rows, region_schema
from kotipesa.region.schema import SETTINGS, headers
from kotipesa.region.template import region_book
from kotipesa.region.template.book import FILLED_IN
from kotipesa.region.titles import LISTS, READ_ME, tables_by_title, title
from kotipesa.report.template_file import write_template
from kotipesa.sources.schema import plain_name
from kotipesa.testing import tiny, tiny_tables
from kotipesa.vocab import codes, label


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "r.xlsx"
    write_template(path, request.param, tiny())
    return request.param, openpyxl.load_workbook(path)


def rules(sheet) -> dict[str, object]:
    """Give the rule of each column by its letter."""
    return {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in validations(sheet)}


def validations(sheet):
    return sheet.data_validations.dataValidation


def heads(sheet) -> dict[str, str]:
    return {cell.value: cell.column_letter for cell in sheet[2]}


def test_the_sheets_are_those_people_fill_in_the_language(made):
    language, book = made
    names = [READ_ME, *FILLED_IN, SETTINGS, LISTS]
    assert book.sheetnames == [title(name, language) for name in names]
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == [
        title(LISTS, language)
    ]


def test_every_sheet_is_locked_without_a_password_but_for_what_is_filled_in(made):
    _, book = made
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    lots = book.worksheets[1]
    assert lots["A2"].protection.locked
    assert not lots["A3"].protection.locked
    assert not lots.column_dimensions["A"].protection.locked
    allowed = lots.protection
    assert not any([allowed.insertRows, allowed.deleteRows, allowed.sort, allowed.autoFilter]), (
        "what is not allowed is true here"
    )


def test_heads_stay_in_sight_and_on_every_printed_page(made):
    _, book = made
    lots = book.worksheets[1]
    assert (lots.freeze_panes, lots.print_title_rows) == ("B3", "$1:$2")
    assert lots.auto_filter.ref.startswith("A2:")


def test_over_the_heads_stands_what_is_required_and_in_which_unit(made):
    language, book = made
    facilities = book.worksheets[1 + FILLED_IN.index("facilities")]
    told = dict(
        zip([c.value for c in facilities[2]], [c.value for c in facilities[1]], strict=True)
    )
    by_name = {column.name: column.label[language] for column in region_schema()["facilities"]}
    words = {"fi": ("pakollinen", "valinnainen", "t/kk"), "sv": ("obligatorisk", "valfri", "t/mån")}
    required, optional, unit = words.get(language, ("required", "optional", "t/month"))
    assert told[by_name["id"]] == f"● {required}"
    assert told[by_name["capacity_t_per_month"]] == f"○ {optional} · {unit}"


def test_every_closed_list_is_a_drop_down_of_labels(made):
    language, book = made
    lots, lists = book.worksheets[1], book.worksheets[-1]
    columns = {column.name: column for column in region_schema()["lots"]}
    for name in ("direction", "unit", "fitness", "contamination", "kind"):
        rule = rules(lots)[heads(lots)[columns[name].label[language]]]
        cells = rule.formula1.lstrip("=").rpartition("!")[2]
        offered = [cell.value for (cell,) in lists[cells.replace("$", "")]]
        assert offered == [label(name, entry.code, language) for entry in codes(name)]
        assert (rule.type, rule.showErrorMessage) == ("list", True)


def test_ids_of_other_sheets_are_offered_but_not_enforced(made):
    language, book = made
    lots = book.worksheets[1]
    column = next(c for c in region_schema()["lots"] if c.name == "site")
    rule = rules(lots)[heads(lots)[column.label[language]]]
    assert title("sites", language) in rule.formula1
    assert not rule.showErrorMessage


def test_every_cell_to_fill_in_has_help_that_fits(made):
    language, book = made
    for place, table in enumerate(FILLED_IN, 1):
        told = list(rules(book.worksheets[place]).values())
        columns = region_schema()[table]
        assert [rule.promptTitle for rule in told] == [c.label[language][:32] for c in columns]
        assert all(rule.prompt and len(rule.prompt) <= 255 for rule in told)
    assert len(validations(book[title(SETTINGS, language)])) == len(region_schema()[SETTINGS])


def test_months_ids_and_codes_are_text_cells_and_amounts_are_numbers(made):
    _, book = made
    lots = book.worksheets[1]
    first = {
        column.name: lots.cell(3, place) for place, column in enumerate(region_schema()["lots"], 1)
    }
    assert (first["id"].number_format, first["from"].number_format) == ("@", "@")
    assert first["from"].value == "2026-01"
    assert isinstance(first["amount"].value, int | float)


def test_an_export_keeps_the_names_of_the_region_folder(tmp_path):
    region_book("sv", tiny()).save(tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == [*tiny_tables().tables, "settings", "lists"]
    lots = [[cell.value for cell in row] for row in book["lots"].iter_rows(max_row=2)]
    names = [column.name for column in region_schema()["lots"]]
    assert lots[0] == names
    assert dict(zip(names, lots[1], strict=True))["direction"] in {"have", "need"}


def test_no_title_and_no_head_means_two_things():
    for table, columns in region_schema().items():
        spellings = [
            {plain_name(text) for text in (column.name, *column.label.values())}
            for column in columns
        ]
        assert len(headers(table)) == sum(map(len, spellings)), table
    assert set(tables_by_title().values()) == {*region_schema(), ""}
    assert all(len(title(name, tongue)) <= 31 for name in region_schema() for tongue in LANGUAGES)


@pytest.mark.parametrize("name", ["titles.csv", "template/words.csv"])
def test_every_word_of_a_template_stands_in_three_languages(name):
    text = files("kotipesa.region").joinpath(name).read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        assert all(value.strip() for value in row.values()), row
        named = [{f for _, f, _, _ in Formatter().parse(row[lang]) if f} for lang in LANGUAGES]
        assert named[0] == named[1] == named[2], row


def test_a_label_that_is_a_material_of_its_own_stays_a_code(tmp_path):
    lots = [lot(), lot(id="b", material="Sprängsten")]
    own = [{"code": "Sprängsten", "t_per_m3ktr": 2}]
    region = from_rows({"lots": lots, "sites": [site()], "materials": own})
    write_template(tmp_path / "r.xlsx", "sv", region)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[1]
    assert [sheet["C3"].value, sheet["C4"].value] == ["louhe", "Sprängsten"]


def test_a_cell_too_large_for_a_sheet_is_refused(tmp_path):
    outline = f"POLYGON (({', '.join(['25 60'] * 6_000)}, 25 60))"
    region = from_rows({"lots": [lot()], "sites": [site()]})
    region.sites.geometry[0] = outline
    with pytest.raises(InputError) as fault:
        write_template(tmp_path / "r.xlsx", "fi", region)
    assert places(fault.value.problems) == [("cell_too_long", 3, "geometry")]
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_an_empty_template_or_a_region(capsys, tmp_path):
    file = tmp_path / "r.xlsx"
    code, record = said_json(capsys, "template", file, "--lang", "fi")
    assert (code, record["region"], record["language"]) == (0, None, "fi")
    assert openpyxl.load_workbook(file).sheetnames[0] == "Lue tämä"
    answer = said(capsys, "template", tmp_path / "r.csv")
    assert (answer.code, "r.csv" in answer.err) == (2, True)
