# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the way of docs/tutorial-helsinki.md on the real lists, roads and districts of Helsinki.

The data are not ours to publish. They are looked for in the folder that KOTIPESA_DATA names, else
in ``shared/data`` beside the repository; without them these tests are skipped, and say so.
"""

import os
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from kotipesa.lots.estimate import estimate_programmes
from kotipesa.plan import make_plan
from kotipesa.region import read
from kotipesa.region.folder.write import merge_tables
from kotipesa.report.directory import write_plan
from kotipesa.report.facts import read_facts
from kotipesa.report.html import render_html
from kotipesa.roads import link_rows, node_rows
from kotipesa.roads.tmc import read_tmc
from kotipesa.sources.programme import read_programme
from kotipesa.testing import audit

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("KOTIPESA_DATA", ROOT.parent / "shared" / "data"))
STREET = DATA / "projects" / "helsinki_street_programme_2023_noperson.csv"
INVESTMENT = DATA / "projects" / "helsinki_investment_programme_2023_2032_noperson.csv"
DISTRICTS = DATA / "areas" / "helsinki_kaupunginosat.gml"
MAJORS = DATA / "areas" / "helsinki_city_districts_2021.gpkg"
POINTS = DATA / "roads" / "uusimaa_tmc_points.csv"
EDGES = DATA / "roads" / "uusimaa_tmc_edges.csv"
YEAR_2023 = range(12 * 2023, 12 * 2024)

pytestmark = pytest.mark.skipif(
    not all(path.is_file() for path in (STREET, INVESTMENT, DISTRICTS, MAJORS, POINTS, EDGES)),
    reason="did not run: the real data of Helsinki are not on this machine (set KOTIPESA_DATA)",
)


@pytest.fixture(scope="module")
def estimated():
    return estimate_programmes([STREET, INVESTMENT], districts=[DISTRICTS, MAJORS])


@pytest.fixture(scope="module")
def region(estimated, tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "helsinki"
    shutil.copytree(ROOT / "examples" / "helsinki", folder)
    roads = read_tmc(POINTS, EDGES).links
    nodes = {"nodes": list(node_rows(roads)), "roads": list(link_rows(roads))}
    merge_tables(folder, {**estimated.tables, **nodes})
    return read(folder)


@pytest.fixture(scope="module")
def plan(region):
    return make_plan(region)


def tonnes(region, rows):
    lots = region.lots
    columns = (lots.amount_low_t, lots.amount_t, lots.amount_high_t)
    return [float(column[rows].sum()) for column in columns]


def test_both_lists_are_read_whole():
    assert [len(read_programme(path).projects) for path in (STREET, INVESTMENT)] == [510, 375]


def known(estimated) -> set[str]:
    """Name the projects whose masses were estimated."""
    return {lot["project"] for lot in estimated.tables["lots"]}


def test_every_row_is_estimated_or_told_why_not(estimated):
    told = Counter(p.code for p in estimated.problems if p.where.row)
    assert told == {
        "estimate_unnamed": 59,
        "estimate_no_earthworks": 87,
        "estimate_heading": 39,
        "estimate_no_digging": 181,
        "estimate_no_quantity": 58,
        "estimate_no_time": 167,
        "estimate_part": 74,
        "estimate_joined": 36,
        "estimate_no_place": 15,
        "estimate_similar_names": 3,
        "programme_letters_unknown": 1,
    }
    left_out = told.total() - told["estimate_similar_names"] - told["programme_letters_unknown"]
    assert left_out + len(known(estimated)) == 510 + 375
    unknown = told["estimate_no_quantity"] + told["estimate_no_time"] + told["estimate_no_place"]
    assert len(estimated.tables["projects"]) == len(known(estimated)) + unknown


def test_projects_are_placed_in_districts_and_major_districts(estimated):
    sites = [site["id"] for site in estimated.tables["sites"]]
    assert Counter(site.split("-")[1] for site in sites) == {"district": 26, "major": 10}
    assert len(known(estimated)) == 169


def test_no_project_is_counted_twice(estimated):
    listed = {lot["note"].rpartition("; ")[2]: lot["project"] for lot in estimated.tables["lots"]}
    rows = [row for places in listed for row in places.split(", ")]
    assert len(rows) == len(set(rows))
    assert len(set(listed.values())) == len(listed)


def test_the_unit_costs_are_those_the_list_shows(estimated):
    costs = {
        dict(p.params)["category"]: (dict(p.params)["mid"], dict(p.params)["rows"])
        for p in estimated.problems
        if p.code == "estimate_unit_costs"
    }
    assert costs == {"K4": ("286", "23"), "K5.1": ("236", "14"), "*": ("308", "43")}


def test_the_masses_of_2023_are_below_what_helsinki_reused_in_2016(region):
    in_2023 = np.isin(region.lots.first_month, YEAR_2023)
    low, mid, high = tonnes(region, in_2023 & ~region.lots.is_need)
    assert low < mid < high
    assert 150_000 < mid < 300_000
    assert mid < 759_560
    assert high > 759_560 / 2


def test_needs_are_of_the_order_of_the_surplus(region):
    inside = region.lots.first_month < region.horizon.start + region.horizon.months
    surplus, need = (tonnes(region, inside & (region.lots.is_need == n))[1] for n in (False, True))
    assert 0.5 < need / surplus < 2


def test_every_site_of_a_district_lies_in_helsinki(region):
    west, south, east, north = 370_000, 6_660_000, 405_000, 6_690_000
    is_real = np.array([site.startswith("hki-") for site in region.sites.id])
    x_m, y_m = region.sites.x_m[is_real], region.sites.y_m[is_real]
    assert ((x_m > west) & (x_m < east) & (y_m > south) & (y_m < north)).all()


def test_the_plan_is_optimal_and_leaves_nothing(plan):
    assert plan.status == "optimal"
    assert plan.gap <= plan.region.settings.gap
    assert plan.outcomes.unmet_t == pytest.approx(0, abs=1e-3)
    assert plan.objective_eur < plan.baselines.greedy_eur


def test_the_auditor_finds_no_fault_and_the_report_stands_in_three_languages(plan, tmp_path):
    folder = tmp_path / "plan"
    write_plan(plan, folder)
    assert audit(plan.region, folder) == ()
    facts = read_facts(folder)
    pages = {language: render_html(facts, language) for language in ("fi", "sv", "en")}
    assert all(f'lang="{language}"' in page for language, page in pages.items())
    assert len(set(pages.values())) == 3
