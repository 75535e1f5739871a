# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show each family of the linear program as a text that a reader can check by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import highspy
import pytest

from kotipesa.plan import make_plan
from kotipesa.plan.model.enumeration import every_arc
from kotipesa.plan.model.lp_text import lp_text
from kotipesa.plan.model.names import FAMILIES
from kotipesa.plan.problem.build import build_problem
from kotipesa.region import Region
from kotipesa.testing import Draft, random_tables, tiny_tables

TEXTS = Path(__file__).parents[1] / "golden" / "lp"


class Golden(NamedTuple):
    """The tiny region, but with these lots, facilities and settings; and the rows to show."""

    family: str
    lots: str = "a b c d e f g"
    facilities: str = "k p r w q"
    settings: dict[str, object] = {}  # noqa: RUF012, never changed


GOLDEN = {
    "supply": Golden("supply"),
    "supply_unmet": Golden("supply", "a b", ""),
    "demand": Golden("demand"),
    "stock": Golden("stock", "a e", "k"),
    "stock_end_price": Golden(
        "stock", "a e", "k", {"storage_eur_per_t_month": 0.0, "end_stock_eur_per_t": 7.0}
    ),
    "store_capacity": Golden("store_capacity", "a b", "k"),
    "intake": Golden("intake", "a b c d", "k p w"),
    "output": Golden("output"),
    "total_outlet": Golden("total", "b g", "k r"),
    "total_source": Golden("total", "e f", "q"),
    "product": Golden("product", "c f", "k p w"),
    "residue": Golden("residue", "c f", "k p r w"),
    "recovery_share": Golden("recovery_share", "a b c f", "p r w", {"months": 3}),
    "lock": Golden("lock", "a e", ""),
    "prices_haul": Golden("supply", "a b e g", "r w", {"carbon_eur_per_t": 0.0}),
    "prices_carbon": Golden(
        "supply",
        "a b e g",
        "r w",
        {"haul_eur_per_t": 0.0, "haul_eur_per_tkm": 0.0, "carbon_eur_per_t": 1000.0},
    ),
}


def tiny_with(golden: Golden) -> Draft:
    """Keep some lots and facilities of the tiny region, and the agreed moves between them."""
    draft = tiny_tables()
    draft.settings.update(golden.settings)
    kept = {"lots": golden.lots.split(), "facilities": golden.facilities.split()}
    for table, ids in kept.items():
        draft.tables[table] = [row for row in draft.tables[table] if row["id"] in ids]
    here = {*kept["lots"], *kept["facilities"]}
    locked = draft.tables["locked"]
    draft.tables["locked"] = [row for row in locked if {row["from_id"], row["to_id"]} <= here]
    return draft


def written(region: Region, *families: str) -> str:
    problem = build_problem(region)
    return lp_text(problem, every_arc(problem), families or tuple(FAMILIES))


def solved(text: str, directory: Path) -> highspy.Highs:
    """Let HiGHS read a text and solve it."""
    path = directory / "program.lp"
    path.write_text(text, encoding="utf-8")
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003, the solver's way
    assert solver.readModel(str(path)) == highspy.HighsStatus.kOk
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return solver


def names_in(text: str) -> set[str]:
    words = (
        word.rstrip(":") for line in text.splitlines() if line[0] == " " for word in line.split()
    )
    return {word for word in words if word[0].isalpha()} - {"objective_eur"}


@pytest.mark.parametrize("name", GOLDEN)
def test_a_family_of_rows_reads_as_it_was_reviewed(name: str, golden: Callable[[str, str], None]):
    text = written(tiny_with(GOLDEN[name]).region(), GOLDEN[name].family)
    golden(f"lp/{name}.lp", text)
    assert f"\n {GOLDEN[name].family}" in text
    assert 6 <= len(text.splitlines()) <= 40


def test_every_family_of_rows_has_a_golden_text():
    assert {shown.family for shown in GOLDEN.values()} == FAMILIES.keys()


def test_every_golden_text_is_shown_by_a_test():
    assert {path.stem for path in TEXTS.glob("*")} == GOLDEN.keys()


def test_a_family_nobody_knows_is_refused():
    with pytest.raises(KeyError, match="trucks"):
        written(tiny_tables().region(), "trucks")


DRAFTS = {
    "tiny": tiny_tables(),
    **{f"random {seed}": random_tables(seed, lots=12) for seed in range(4)},
}


@pytest.mark.parametrize("name", DRAFTS)
def test_the_text_solved_by_itself_costs_what_the_plan_does(name: str, tmp_path: Path):
    region = DRAFTS[name].region()
    solver = solved(written(region), tmp_path)
    cost = solver.getInfo().objective_function_value
    assert cost == pytest.approx(make_plan(region).objective_eur, rel=1e-6, abs=1e-6)


def test_names_survive_the_solver_whatever_the_ids(tmp_path: Path):
    draft = tiny_tables()
    odd = {
        "a": "Söder: +1 <= 2",
        "b": "Soder - 1 _= 2",
        "e": "1e5",
        "k": "Kivi ja Sora",
        "w": "inf",
    }
    for row in draft.tables["lots"] + draft.tables["facilities"]:
        row["id"] = odd.get(row["id"], row["id"])
    for row in draft.tables["locked"]:
        row.update(from_id=odd["a"], to_id=odd["e"])
    text = written(draft.region())
    lp = solved(text, tmp_path).getLp()
    assert {*lp.row_names_, *lp.col_names_} == names_in(text)
    assert {"supply(Soder___1____2)", "supply(Soder___1____2_2)"} <= names_in(text)


def test_a_move_agreed_for_a_later_month_has_a_name_of_its_own():
    draft = tiny_tables()
    draft.tables["lots"][0]["to"] = "2026-03"
    draft.tables["locked"][0]["month"] = "2026-03"
    text = written(draft.region(), "lock")
    assert " lock(1): +1 move(a.e.2026_03) +1 broken_lock(1) >= 20\n" in text
