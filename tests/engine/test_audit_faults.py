# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plant faults in the files of a good plan, one at a time: the auditor finds each of them."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kotipesa.region import Region
from kotipesa.testing import Draft, audit, random_region, tiny_tables
from kotipesa.testing.draft import rows
from kotipesa.testing.referee import solve, write_answer

Row = dict[str, str]


class Papers:
    """The files of a plan, open for a forger."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.moves, self.stocks, self.unmet = (
            list(csv.DictReader((directory / f"{name}.csv").read_text("utf-8").splitlines()))
            for name in ("moves", "stocks", "unmet")
        )
        self.figures: dict[str, Any] = json.loads((directory / "plan.json").read_text())

    def move(self, giver: str, taker: str, month: str = "") -> Row:
        """Find a move by its ends, and its month where there are several."""
        return next(
            row
            for row in self.moves
            if (row["from_id"], row["to_id"]) == (giver, taker) and row["month"].endswith(month)
        )

    def add(self, giver: str, taker: str, what: str, month: str, tonnes: float = 1.0) -> None:
        """Write a new move; ends are kind:id, what is material:fitness, perhaps :contamination."""
        (from_kind, from_id), (to_kind, to_id) = giver.split(":"), taker.split(":")
        part = "product" if from_kind == "process" else ""
        ends = [from_kind, from_id, to_kind, to_id, part]
        material, fitness, contamination = (what + ":clean").split(":")[:3]
        grade = [material, fitness, contamination, "no"]
        cells = [*ends, *grade, f"2026-{month}", str(tonnes), "0", "0", "0"]
        self.moves.append(dict(zip(self.moves[0], cells, strict=True)))

    def remove(self, row: Row) -> None:
        """Tear a move out."""
        self.moves.remove(row)

    def reason(self, lot: str) -> Row:
        """Find the line of a lot in unmet.csv."""
        return next(row for row in self.unmet if row["lot"] == lot)

    def write(self) -> Path:
        """Put the papers back as if nothing had happened."""
        for name, table in (("moves", self.moves), ("stocks", self.stocks), ("unmet", self.unmet)):
            with (self.directory / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(table[0]))
                writer.writeheader()
                writer.writerows(table)
        (self.directory / "plan.json").write_text(json.dumps(self.figures))
        return self.directory


def drawn() -> Draft:
    """Add to the tiny region what a plan must leave alone, and a longest way."""
    draft = tiny_tables()
    header = (
        "id direction material amount unit site from to owner project fitness contamination kind"
    )
    draft.tables["lots"] += rows(
        header,
        "h have rock   20 t  south 2026-09 2026-10 city . .  clean     .",
        "i have clay   5  kg south 2026-01 2026-02 city . .  clean     food",
        "j have gravel 10 t  north 2026-02 2026-02 city y s2 clean     .",
        "l have rock   7  t  north 2026-02 2026-02 city . .  hazardous .",
        "n have gravel 12 t  west  2026-02 2026-04 city x s2 clean     .",
        "u have rock   3  t  quarry 2026-02 2026-04 city . . upper     .",
    )
    draft.tables["projects"] = rows("id alternative_of", "x .", "y x")
    draft.tables["facilities"] += rows(
        "id role site materials eur_per_t fixed_eur accepts_origin accepts_contamination outcome",
        "z store  yard . 0  9000 . . .",
        "o outlet west gravel 40 . Espoo . recovery",
        "v outlet yard rock 2000 . . upper recovery",
    )
    draft.tables["distances"] += rows(
        "from_site to_site km", "west east 45", "west west 0", "quarry yard 9", "north north 0"
    )
    draft.row("facilities", "p")["open_to"] = "2026-03"
    draft.settings["max_km"] = 30
    return draft


@pytest.fixture(scope="module")
def region() -> Region:
    return drawn().region()


@pytest.fixture(scope="module")
def good_plan(region: Region, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_answer(region, solve(region), tmp_path_factory.mktemp("good"))


@pytest.fixture
def papers(good_plan: Path, tmp_path: Path) -> Papers:
    return Papers(shutil.copytree(good_plan, tmp_path / "plan"))


def test_an_honest_plan_has_no_fault(region: Region, good_plan: Path):
    assert audit(region, good_plan) == ()


def test_papers_read_and_written_unchanged_have_no_fault(region: Region, papers: Papers):
    assert audit(region, papers.write()) == ()


@pytest.mark.parametrize("seed", range(24))
def test_the_answer_of_the_referee_has_no_fault(seed: int, tmp_path: Path):
    region = random_region(seed)
    assert audit(region, write_answer(region, solve(region), tmp_path)) == ()


def edit(row: Callable[[Papers], Row], **cells: str) -> Callable[[Papers], None]:
    """Overwrite cells of one row."""
    return lambda papers: row(papers).update(cells)


def clay(papers: Papers) -> Row:
    return papers.move("b", "g")


def gravel(papers: Papers) -> Row:
    return papers.move("a", "e")


def product(papers: Papers) -> Row:
    return papers.move("p", "f")


def residue(papers: Papers) -> Row:
    return papers.move("p", "r")


def bought(papers: Papers) -> Row:
    return papers.move("q", "f")


def kept(papers: Papers) -> Row:
    return papers.stocks[0]


def add(*move: Any) -> Callable[[Papers], None]:
    return lambda papers: papers.add(*move)


def say_twice(papers: Papers) -> None:
    half = str(float(gravel(papers)["tonnes"]) / 2)
    gravel(papers).update(tonnes=half, eur=str(2.94 * 25), kgco2e=str(1.08 * 25))
    papers.moves.append(dict(gravel(papers)))


def dump_everything(papers: Papers) -> None:
    for row in papers.moves:
        if row["from_kind"] == "lot":
            row.update(to_kind="outlet", to_id="w")


def forget_the_invasive(papers: Papers) -> None:
    papers.remove(papers.move("d", "w"))
    papers.unmet.append({"lot": "d", "tonnes": "10", "reason": "too_dear"})


def sell_before_it_is_made(papers: Papers) -> None:
    papers.move("k", "f").update(month="2026-03")
    papers.move("p", "k").update(month="2026-03")
    papers.move("k", "f").update(tonnes="30")


def overfill(papers: Papers) -> None:
    papers.move("p", "k").update(tonnes="61")
    kept(papers).update(tonnes="61")


FAULTS = [
    ("unknown_kind", "a kind that does not exist", edit(gravel, from_kind="lorry")),
    ("unknown_id", "a lot that does not exist", edit(gravel, to_id="nowhere")),
    ("unknown_id", "a store called an outlet", edit(residue, to_id="k")),
    ("unknown_id", "stock of an outlet", edit(kept, store="r")),
    ("unknown_id", "an unmet lot nobody knows", edit(lambda p: p.reason("l"), lot="ghost")),
    ("unknown_code", "a material that does not exist", edit(gravel, material="gold")),
    ("unknown_code", "a fitness that does not exist", edit(gravel, fitness="z9")),
    ("unknown_code", "a contamination in another language", edit(clay, contamination="puhdas")),
    ("bad_month", "a thirteenth month", edit(gravel, month="2026-13")),
    ("bad_month", "a month after the horizon", edit(gravel, month="2027-02")),
    ("bad_number", "negative tonnes", edit(gravel, tonnes="-50")),
    ("bad_number", "tonnes that are no number", edit(gravel, tonnes="nan")),
    ("bad_number", "tonnes in words", edit(gravel, tonnes="much")),
    ("bad_number", "negative stock", edit(kept, tonnes="-1")),
    ("forbidden_arc", "a source feeds a store", add("source:q", "store:k", "crush:s1", "03")),
    ("forbidden_arc", "a store feeds itself", add("store:k", "store:k", "crush:s1", "03")),
    ("forbidden_arc", "a need gives", add("lot:e", "outlet:w", "gravel:unknown", "03")),
    ("forbidden_arc", "a have takes", add("lot:a", "lot:b", "gravel:s2", "02")),
    ("wrong_part", "a product without a part", edit(product, part="")),
    ("wrong_part", "a part of a lot", edit(gravel, part="residue")),
    ("out_of_scope", "an alternative is moved", add("lot:j", "lot:e", "gravel:s2", "02")),
    ("out_of_scope", "food is moved", add("lot:i", "outlet:w", "clay:unknown", "02")),
    ("not_built", "an unbuilt store is used", add("lot:a", "store:z", "gravel:s2", "02")),
    ("repeated", "one move in two lines", say_twice),
    ("repeated", "one lot unmet twice", lambda p: p.unmet.append(dict(p.reason("h")))),
    ("wrong_grade", "a lot gets better on the way", edit(gravel, fitness="s1")),
    ("wrong_grade", "a product is not what the process makes", edit(product, material="gravel")),
    ("wrong_grade", "a residue of known fitness", edit(residue, fitness="s1")),
    ("wrong_grade", "a source sells dirt", edit(bought, contamination="threshold")),
    ("wrong_grade", "a source sells what it has not", edit(bought, material="rock")),
    ("not_accepted", "a need gets what it does not take", edit(gravel, to_id="f")),
    ("not_accepted", "a need gets contamination", edit(clay, to_id="e")),
    (
        "not_accepted",
        "hazardous rock in a store",
        add("lot:l", "store:k", "rock:unknown:hazardous", "02"),
    ),
    ("not_accepted", "an outlet out of its list", add("lot:a", "outlet:r", "gravel:s2", "02")),
    ("wrong_origin", "a municipality not served", add("lot:a", "outlet:o", "gravel:s2", "02")),
    ("invasive", "an invasive lot in a store", add("lot:d", "store:k", "clay:u1", "02")),
    ("wrong_month", "a lot before its window", add("lot:c", "process:p", "rock:unknown", "01")),
    ("wrong_month", "a need after its window", add("store:k", "lot:g", "gravel:s2", "04")),
    ("wrong_month", "later than the first shared", add("lot:n", "lot:e", "gravel:s2", "03")),
    ("closed", "a process after it closed", add("store:k", "process:p", "rock:unknown", "04")),
    ("no_way", "no row, no arc", add("source:q", "lot:g", "gravel:s1", "02")),
    ("too_far", "longer than the longest way", add("lot:n", "lot:e", "gravel:s2", "02")),
    ("wrong_km", "a shorter way", edit(gravel, km="11")),
    ("wrong_eur", "a cheaper haul", edit(gravel, eur="100")),
    ("wrong_kgco2e", "a cleaner haul", edit(gravel, kgco2e="1")),
    (
        "wrong_kgco2e",
        "no emission though its row has one",
        add("lot:a", "outlet:w", "gravel:s2", "02"),
    ),
    ("lot_balance", "a tonne lost", edit(gravel, tonnes="49")),
    ("lot_balance", "a move torn out", lambda p: p.remove(p.move("d", "w"))),
    ("lot_balance", "unmet of a lot out of scope", edit(lambda p: p.reason("h"), tonnes="20")),
    ("store_balance", "stock from nothing", edit(kept, tonnes="30")),
    ("store_balance", "stock of another grade", edit(kept, fitness="s2")),
    ("store_overdrawn", "given before it came", edit(lambda p: p.move("k", "f"), month="2026-01")),
    ("store_overdrawn", "more than ever came", sell_before_it_is_made),
    ("process_product", "more product than its share", edit(product, tonnes="46")),
    ("process_residue", "residue that never left", lambda p: p.remove(residue(p))),
    ("process_product", "cleaner than its input", edit(product, contamination="threshold")),
    ("over_month", "more than a month takes", edit(bought, tonnes="26")),
    ("over_total", "more than an outlet takes", edit(lambda p: p.move("b", "r"), tonnes="31")),
    ("over_store", "more than a store holds", overfill),
    ("recovery_share", "everything to the dump", dump_everything),
    ("lock_broken", "an agreed move cut short", edit(gravel, tonnes="15")),
    ("lock_broken", "an agreed move in another month", edit(gravel, month="2026-01")),
    ("unnamed", "a lot out of scope not told", lambda p: p.unmet.remove(p.reason("h"))),
    ("wrong_reason", "an invented reason", edit(lambda p: p.reason("l"), reason="lazy")),
    (
        "wrong_reason",
        "no acceptor is no capacity",
        edit(lambda p: p.reason("l"), reason="no_capacity"),
    ),
    (
        "wrong_reason",
        "too dear is no lack of room",
        edit(lambda p: p.reason("u"), reason="no_capacity"),
    ),
    ("wrong_reason", "food is no alternative", edit(lambda p: p.reason("i"), reason="alternative")),
    ("improvable", "a cheap move not made", forget_the_invasive),
]

FIGURES = (
    "haul_eur facility_eur storage_eur carbon_eur fixed_eur unmet_eur unmet_t process_loss_t "
    "end_stock_t recovery_share virgin_t tonne_km kgco2e moves max_residual_t"
)


def change_objective(papers: Papers) -> None:
    papers.figures.update(objective_eur=11690.5, gap=0.441 / 11690.5)


CLAIMS = [
    ("wrong_sum", "an objective that is not its parts", change_objective),
    ("bad_bound", "a bound above the objective", lambda p: p.figures.update(lower_bound_eur=2e5)),
    ("bad_gap", "a gap that is not", lambda p: p.figures.update(lower_bound_eur=6e3)),
    ("bad_status", "optimal with a gap", lambda p: p.figures.update(lower_bound_eur=0, gap=1.0)),
    ("bad_status", "a status of its own", lambda p: p.figures.update(status="fine")),
    ("bad_baseline", "dearer than greedy", lambda p: p.figures.update(baselines={"greedy": 1.0})),
    ("wrong_figure", "opened what was open", lambda p: p.figures.update(opened=["k"])),
    ("wrong_figure", "a figure left out", lambda p: p.figures.pop("tonne_km")),
    ("wrong_figure", "a figure that is no number", lambda p: p.figures.update(virgin_t="2.5")),
]


def ids(cases: list[tuple[str, str, Any]]) -> list[str]:
    return [what for _, what, _ in cases]


@pytest.mark.parametrize(("code", "what", "forge"), FAULTS + CLAIMS, ids=ids(FAULTS + CLAIMS))
def test_the_auditor_finds(code: str, what: str, forge: Callable, region: Region, papers: Papers):
    forge(papers)
    assert code in {fault.code for fault in audit(region, papers.write())}, what


@pytest.mark.parametrize("name", FIGURES.split())
def test_the_auditor_adds_up_every_figure_again(name: str, region: Region, papers: Papers):
    papers.figures[name] += 1
    found = audit(region, papers.write())
    assert [f.where for f in found if f.code == "wrong_figure"] == [f"plan.json {name}"]


def test_a_missing_file_is_a_fault(region: Region, papers: Papers):
    (papers.directory / "stocks.csv").unlink()
    assert [str(fault) for fault in audit(region, papers.directory)] == [
        "stocks.csv: missing_file: "
    ]


def test_a_missing_column_is_a_fault(region: Region, papers: Papers):
    for row in papers.moves:
        del row["km"]
    found = audit(region, papers.write())
    assert [str(fault) for fault in found] == ["moves.csv: missing_column: km"]


def test_a_plan_that_says_there_is_none_has_nothing_to_judge(region: Region, tmp_path: Path):
    (tmp_path / "plan.json").write_text('{"status": "infeasible"}')
    assert audit(region, tmp_path) == ()


def test_an_opened_facility_may_be_used(tmp_path: Path):
    draft = drawn()
    draft.row("facilities", "k")["fixed_eur"] = "1"
    region = draft.region()
    plan = write_answer(region, solve(region, ["k"]), tmp_path, ["k"])
    assert audit(region, plan) == ()
