# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the law of workbooks: what goes out, is opened, saved and brought in again is the same."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from region_written import lot, places, site
from workbook_written import (
    NOTES,
    SHELF,
    awkward_region,
    filled_by_hand,
    ours,
    through_libreoffice,
)

from kotipesa.errors import LANGUAGES, InputError
from kotipesa.region import check, from_rows, read, region_rows
from kotipesa.report.region_files import write_region_file
from kotipesa.report.template_file import write_template
from kotipesa.testing import tiny
from kotipesa.testing.draw import draw
from kotipesa.workflow.arrivals import import_into

WITH_LIBREOFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not on this machine"
)
TEXTS = st.one_of(st.sampled_from(NOTES), st.text(max_size=12))
AMOUNTS = st.floats(1e-6, 1e11)


def some_region(texts: list[str], amounts: list[float]):
    """Make a region of any texts and amounts; None when its texts are refused."""
    lots = [
        lot(id=f"{text}{row}", name=text, note=text, owner=text, amount=amount)
        for row, (text, amount) in enumerate(zip(texts, amounts, strict=True))
    ]
    try:
        return from_rows({"lots": lots, "sites": [site(name=texts[0])]})
    except InputError:
        return None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_template_filled_with_a_region_reads_back_as_it(tmp_path, language, seed):
    region = draw(seed).region()
    write_template(tmp_path / "r.xlsx", language, region)
    assert region_rows(read(tmp_path / "r.xlsx")) == region_rows(region)
    assert places(check(tmp_path / "r.xlsx")) == []


@pytest.mark.parametrize("make", [tiny, awkward_region])
def test_an_export_reads_back_as_the_same_region(tmp_path, make):
    write_region_file(make(), tmp_path / "r.xlsx")
    assert region_rows(read(tmp_path / "r.xlsx")) == region_rows(make())


@given(st.lists(st.tuples(TEXTS, AMOUNTS), min_size=1, max_size=3), st.sampled_from(LANGUAGES))
@settings(max_examples=20)
def test_any_text_and_any_number_survive(tmp_path_factory, rows, language):
    region = some_region([text for text, _ in rows], [amount for _, amount in rows])
    if region is not None:
        path = tmp_path_factory.mktemp("any") / "r.xlsx"
        write_template(path, language, region)
        assert region_rows(read(path)) == region_rows(region)


@pytest.mark.parametrize("name", ["template-fi", "template-sv", "export"])
def test_what_libreoffice_saved_is_still_the_same_region(name):
    path = SHELF / f"{name}.xlsx"
    assert region_rows(read(path)) == region_rows(awkward_region())
    assert places(check(path)) == []


@pytest.mark.parametrize(
    ("name", "language", "with_marks"),
    [("by-hand-fi", "fi", True), ("by-hand-sv-without-marks", "sv", False)],
)
def test_what_was_typed_is_read_alike_before_and_after_libreoffice(
    tmp_path, name, language, with_marks
):
    typed = filled_by_hand(tmp_path / "r.xlsx", language, with_marks=with_marks)
    tables, _ = region_rows(read(typed))
    assert region_rows(read(SHELF / f"{name}.xlsx")) == region_rows(read(typed))
    assert tables["lots"] == [
        lot(id="1e5", amount="1234.5", first="2026-03", last="2026-05", site="007")
        | {"accepts_sulphide": "yes"},
        lot(id="1-2", direction="need", material="sora", amount="2.345", site="007")
        | {"from": "2026-04", "to": "2026-06", "level_m": "-3.25"},
    ]
    assert tables["sites"] == [{"id": "007", "x": "24.94", "y": "60.17", "name": "Kenttä"}]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_brought_in_gives_the_folder_its_codes_and_settings(tmp_path, language):
    write_template(tmp_path / "r.xlsx", language, awkward_region())
    import_into([tmp_path / "r.xlsx"], tmp_path / "region")
    first = (tmp_path / "region" / "lots.csv").read_text(encoding="utf-8").splitlines()[1]
    assert first.startswith("1e5,have,savi,0.30000000000000004,t,")
    assert region_rows(read(tmp_path / "region")) == region_rows(awkward_region())
    before = {f.name: f.read_bytes() for f in (tmp_path / "region").iterdir()}
    import_into([tmp_path / "r.xlsx"], tmp_path / "region")
    assert {f.name: f.read_bytes() for f in (tmp_path / "region").iterdir()} == before


@WITH_LIBREOFFICE
def test_libreoffice_changes_nothing(tmp_path):
    made, saved = tmp_path / "made", tmp_path / "saved"
    made.mkdir()
    regions = {path: awkward_region() for path in ours(made) if "by-hand" not in path.name}
    for seed in range(6):
        path = made / f"drawn-{seed}.xlsx"
        regions[path] = draw(seed).region()
        write_template(path, LANGUAGES[seed % 3], regions[path])
    for path, again in zip(regions, through_libreoffice(list(regions), saved), strict=True):
        assert region_rows(read(again)) == region_rows(regions[path])
