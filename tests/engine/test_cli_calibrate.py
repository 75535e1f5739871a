# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what ``kotipesa calibrate`` shows and what ``kotipesa estimate`` does with its file."""

import numpy as np
import pytest
from calibration_worlds import BUILDING, DESIGN, write_closed
from cli_run import said, said_json, tiny_folder
from estimate_sample import street_row, write_districts, write_list

HEADER = (
    "project,structure_type,phase,reliability,amount,amount_low,amount_high,unit,from,to,"
    "realised_amount,realised_from,realised_to,cancelled"
)
TIMES = (1.32, 1.1, 1.45, 0.9, 1.25, 1.6, 1.05, 1.38, 1.2, 1.5, 1.15, 0.97)
SLIPS = (0, 2, 1, 4, 0, 3, 6, 1, 2, 0, 5, 2)


@pytest.fixture
def closed(tmp_path):
    """Write a small invented list: twelve street renewals, six parks, one that never came."""
    rows = [
        f"k{n},street_renewal,{BUILDING},B,1000,800,1250,m3ktr,2024-05,2024-08,"
        f"{1000 * times:g},2024-{5 + slip:02d},2024-{6 + slip:02d},"
        for n, (times, slip) in enumerate(zip(TIMES, SLIPS, strict=True))
    ]
    rows += [
        f"p{n},park,{DESIGN},C,400,300,550,t,,,{400 * times / 1.2:g},,,"
        for n, times in enumerate(TIMES[:6])
    ]
    rows += [f"p9,park,{DESIGN},C,400,300,550,t,,,,,,yes"]
    return write_closed(tmp_path, *rows, header=HEADER)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_report_is_this(capsys, closed, golden, monkeypatch, language):
    monkeypatch.setenv("COLUMNS", "140")
    answer = said(capsys, "calibrate", closed, "--lang", language)
    assert answer.code == 0
    golden(f"calibration/report_{language}.txt", f"{answer.out}\n{answer.err}")


def test_programs_get_ratios_and_months(capsys, closed):
    code, record = said_json(capsys, "calibrate", closed)
    everything = record["groups"][0]
    assert (code, record["projects"], everything["structure_type"], everything["phase"]) == (
        *(0, 18),
        *("", ""),
    )
    first = record["trials"][0]
    ratios = np.array([*TIMES, *(times / 1.2 for times in TIMES[:6])])
    assert first["before"]["bias"] == pytest.approx(np.median(ratios), rel=0.01)
    assert first["after"]["covered"] >= 0.7
    assert {trial["quantity"] for trial in record["trials"]} == {"amount", "start", "end"}


def test_with_few_projects_it_says_so_and_shows_how_far_off_they_were(capsys, tmp_path):
    rows = [f"h{n},park,{BUILDING},100,t,{150 + n}" for n in range(5)]
    out = tmp_path / "calibration.toml"
    answer = said(capsys, "calibrate", write_closed(tmp_path, *rows), "--out", out)
    assert (answer.code, out.exists()) == (0, False)
    assert answer.out.startswith("Nothing was calibrated: estimates stay as they are.")
    assert "×1.52" in answer.out
    assert "→" not in answer.out.splitlines()[-1]
    assert "There are 5 projects, but an interval of 80% needs at least 10" in " ".join(
        answer.err.split()
    )


def test_a_bad_table_is_refused_whole(capsys, tmp_path):
    path = write_closed(tmp_path, f"h1,park,{BUILDING},100,m3,150", f"h2,park,{BUILDING},100,t,")
    code, record = said_json(capsys, "calibrate", path)
    assert (code, record["errors"]) == (1, 2)


def test_estimates_take_the_file_that_calibrate_wrote(capsys, closed, tmp_path):
    out = tmp_path / "calibration.toml"
    assert said(capsys, "calibrate", closed, "--out", out).code == 0
    row = street_row(1, "Keksikatu", phases="m p k v", ts2023_keur="300", months_2023="1" * 12)
    listed = write_list(tmp_path, "list.csv", [row])
    region = tiny_folder(tmp_path / "region")
    code, record = said_json(
        capsys,
        *("estimate", listed, "--into", region, "--calibration", out),
        *("--districts", *write_districts(tmp_path)),
    )
    assert code == 0
    assert "estimate_calibrated" in {problem["code"] for problem in record["problems"]}
    assert "closed projects" in (region / "lots.csv").read_text(encoding="utf-8")
