# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make regions whose texts spreadsheets like to change, and pass workbooks through LibreOffice.

Run as a script it writes tests/engine/workbooks anew: ``python tests/engine/workbook_written.py``.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl

from kotipesa.errors import Language
from kotipesa.region import Region, from_rows, region_schema
from kotipesa.region.titles import title
from kotipesa.report.region_files import write_region_file
from kotipesa.report.template_file import write_template

SHELF = Path(__file__).parent / "workbooks"
IDS = (
    "1e5",
    "007",
    "1-2",
    "2026-03",
    "12.5.2026",
    "TRUE",
    "0",
    "1,5",
    "-",
    "-5",
    "+358 40 123 4567",
    "'lainattu",
    "_x0041_",
    "Ä/ö €😀",
    "1" * 20,
    "0x1F",
)
NOTES = ("two\nlines", "x\ty", "a  b", "5 %", "12:30", "<b>&amp;", '"', "NaN", "1/2", "€ 1 000")
EXACT = (0.1 + 0.2, 1 / 3, 123456.78901234567, 1e-7, 5.0, 1234.5)


def awkward_region() -> Region:
    """Make a region with everything in it that a spreadsheet might change."""
    sites = [
        {"id": name, "x": 24.941234567890123 + n / 7, "y": 60.17 + n / 11, "name": NOTES[n % 10]}
        for n, name in enumerate(IDS)
    ]
    lots = [
        {
            "id": name,
            "direction": "need" if n % 2 else "have",
            "material": "Sprängsten" if n == 5 else ("savi", "louhe", "oma 1e3")[n % 3],
            "amount": EXACT[n % len(EXACT)],
            "unit": ("t", "kg", "m3ktr")[n % 3],
            "site": IDS[-1 - n],
            "from": f"2026-{n % 12 + 1:02d}",
            "to": "2027-12",
            "project": "1-2" if n % 4 else "",
            "municipality": "091" if n % 3 else "",
            "fitness": ("", "s1", "tv")[n % 3],
            "sulphide": "actual" if n == 3 else "",
            "invasive": "yes" if n == 4 else "",
            "note": NOTES[n % len(NOTES)],
            "accepts": "savi|oma 1e3" if n % 2 else "",
            "accepts_contamination": "clean|upper" if n % 2 else "",
        }
        for n, name in enumerate(IDS)
    ]
    tables = {
        "lots": lots,
        "sites": sites,
        "projects": [{"id": "1-2", "phase": "rakentaminen"}, {"id": "3-4", "phase": "oma vaihe"}],
        "materials": [
            {"code": "oma 1e3", "t_per_m3ktr": 1.8, "source": "x"},
            {"code": "Sprängsten", "t_per_m3ktr": 1 / 3},
        ],
        "facilities": [
            {
                "id": "1e5",
                "role": "store",
                "site": "007",
                "open_from": "2026-02",
                "materials": "savi",
            }
        ],
        "locked": [
            {"from_kind": "lot", "from_id": "1e5", "to_kind": "store", "to_id": "1e5"}
            | {"month": "2026-05", "tonnes": 0.1 + 0.2}
        ],
    }
    settings = {"start": "2026-01", "distances": "crow", "haul_eur_per_t": 0.1 + 0.2}
    return from_rows(tables, settings)


def through_libreoffice(files: Sequence[Path], folder: Path) -> list[Path]:
    """Open workbooks in LibreOffice and save them again into a folder."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
        command += ["--convert-to", "xlsx", "--outdir", str(folder), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True)
    return [folder / file.name for file in files]


BY_HAND = {
    "lots": [
        {"id": "1e5", "direction": "have", "material": "louhe", "amount": "1 234,5", "unit": "t"}
        | {"site": "007", "from": date(2026, 3, 1), "to": "5/2026", "accepts_sulphide": True},
        {"id": "1-2", "direction": "Tarve", "material": "Grus", "amount": 2.345, "unit": "Tonne"}
        | {"site": "007", "from": "2026-04", "to": date(2026, 6, 15), "level_m": "-3,25"},
    ],
    "sites": [{"id": "007", "x": 24.94, "y": "60,17", "name": "Kenttä "}],
}
"""What people type: labels of any language, dates, commas, blanks."""


def filled_by_hand(path: Path, language: Language, *, with_marks: bool = True) -> Path:
    """Fill the empty template in as people do, with gaps between rows, the last of them hidden."""
    write_template(path, language)
    book = openpyxl.load_workbook(path)
    for table, rows in BY_HAND.items():
        sheet = book[title(table, language)]
        sheet.protection.sheet = False
        places = {column.name: n for n, column in enumerate(region_schema()[table], 1)}
        if not with_marks:
            sheet.delete_rows(1)
        for line, row in enumerate(rows):
            for name, value in row.items():
                sheet.cell(4 + 3 * line, places[name], value)
        sheet.row_dimensions[7].hidden = True
    book.save(path)
    return path


def write_shelf(folder: Path) -> None:
    """Write the workbooks of the shelf: ours, as LibreOffice saves them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with tempfile.TemporaryDirectory() as made:
        through_libreoffice(ours(Path(made)), folder)


def ours(folder: Path) -> list[Path]:
    """Write a template in two languages, an export, and templates filled in by hand."""
    region = awkward_region()
    for language in ("fi", "sv"):
        write_template(folder / f"template-{language}.xlsx", language, region)
    write_region_file(region, folder / "export.xlsx")
    filled_by_hand(folder / "by-hand-fi.xlsx", "fi")
    filled_by_hand(folder / "by-hand-sv-without-marks.xlsx", "sv", with_marks=False)
    return sorted(folder.iterdir())


if __name__ == "__main__":
    write_shelf(SHELF)
