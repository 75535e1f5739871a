# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold scenarios to their laws: what is drawn, that plans are right, and what firmness means."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.errors import InfeasibleError, InputError
from kotipesa.periods import ALWAYS_TO
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import solve
from kotipesa.scenarios import KINDS, Asked, Sweep, Variation, play, read_variation
from kotipesa.scenarios import shipped_variation as shipped
from kotipesa.scenarios.drawing import Dice
from kotipesa.scenarios.edits import edited, repriced
from kotipesa.scenarios.firmness import SAFE_SHARE, firm_moves
from kotipesa.scenarios.luck import luck, marks
from kotipesa.scenarios.packing import Pairs, unpacked
from kotipesa.scenarios.playing import every_haul
from kotipesa.testing import random_region, random_tables, small_tables, tiny

few = settings(max_examples=6, derandomize=True, database=None)
SEEDS = st.integers(1000, 9999)


def played(region, folder, **wishes):
    return play(region, Asked(**{"count": 6} | wishes), Sweep(), folder / "kept.jsonl")


def with_figures(**values):
    """Give the shipped figures with some values changed, whatever they are of."""
    figures = [replace(f, value=values.get(f.id, f.value)) for f in shipped().figures]
    return Variation(tuple(figures))


def dice(region, vary=KINDS, seed=1, **values):
    return Dice(region, with_figures(**values), vary, seed)


def project_tables(*projects, **settings_):
    """Draft a small region whose lots belong to projects in turn."""
    draft = small_tables()
    draft.tables["projects"] = list(projects)
    for row, lot in enumerate(draft.tables["lots"]):
        lot["project"] = projects[row % len(projects)]["id"]
    draft.settings.update(settings_)
    return draft


def test_a_seed_gives_the_same_scenarios_again_and_another_seed_others(tmp_path):
    first, again, other = (
        played(random_region(5), tmp_path / str(run), seed=seed)
        for run, seed in enumerate((1, 1, 2))
    )
    assert first.played == again.played
    assert first.played != other.played


def test_more_scenarios_begin_with_the_fewer_and_are_not_played_twice(tmp_path):
    region = random_region(5)
    few_played = played(region, tmp_path, count=3)
    told = []
    more = play(
        region,
        Asked(count=6),
        Sweep(),
        tmp_path / "kept.jsonl",
        heard=lambda done, count, _: told.append((done, count)),
    )
    assert list(more.played[:3]) == list(few_played.played)
    assert told == [(3, 6), (4, 6), (5, 6), (6, 6)]


@few
@given(SEEDS)
def test_without_variation_every_scenario_is_the_plan(tmp_path_factory, seed):
    result = played(random_region(seed), tmp_path_factory.mktemp("kept"), vary=(), gap=0.0)
    assert list(result.played) == [result.played[0]] * 6
    assert result.played[0]["pairs"] == result.base["pairs"]
    assert result.played[0]["cost_eur"] == pytest.approx(result.base["cost_eur"], rel=1e-12)
    assert set(result.moves.share) <= {1.0}
    assert (result.moves.safe_t == result.moves.base_t).all()
    assert result.all_safe_share == 1.0


@few
@given(SEEDS)
def test_a_scenario_costs_what_a_plan_of_its_region_made_anew_costs(tmp_path_factory, seed):
    region = random_region(seed)
    result = played(region, tmp_path_factory.mktemp("kept"), count=4, gap=0.0)
    thrower = dice(region)
    for number, outcome in enumerate(result.played):
        anew = solve(build_problem(edited(region, thrower.draw(number))), gap=0.0)
        assert outcome["cost_eur"] == pytest.approx(anew.objective_eur, rel=1e-9)


@few
@given(SEEDS)
def test_measured_kilometres_serve_every_scenario(seed):
    region = random_region(seed)
    draw = dice(region).draw(3)
    with_known = build_problem(edited(region, draw), (), repriced(every_haul(region), draw))
    anew = build_problem(edited(region, draw))
    site, other = with_known.node_site, anew.node_site
    price = with_known.haul.price_of(*np.ix_(site, site))
    assert price == pytest.approx(anew.haul.price_of(*np.ix_(other, other)), rel=1e-12)


@few
@given(SEEDS)
def test_what_is_agreed_stays(seed):
    region = random_region(seed)
    draw = dice(region).draw(0)
    agreed = np.isin(region.lots.id, np.concatenate([region.locks.from_id, region.locks.to_id]))
    assert draw.happens[agreed].all()
    assert (draw.late_months[agreed] == 0).all()
    places = np.isin(region.facilities.id, region.locks.to_id)
    assert (draw.closes[places] == ALWAYS_TO + 1).all()


def test_a_region_without_a_plan_says_so(tmp_path):
    broken = random_tables(7, broken_lock=True).region()
    with pytest.raises(InfeasibleError):
        played(broken, tmp_path)


def test_luck_depends_on_the_name_alone():
    names = np.array(["a", "b", "c"], dtype=object)
    drawn = luck(marks(names, "lot"), 1, 2)
    assert (luck(marks(names[::-1], "lot"), 1, 2) == drawn[::-1]).all()
    assert (luck(marks(names[1:], "lot"), 1, 2) == drawn[1:]).all()
    assert not (luck(marks(names, "lot"), 2, 1) == drawn).any()
    assert not (luck(marks(names, "project"), 1, 2) == drawn).any()


def test_luck_is_even():
    many = luck(marks(np.array([str(n) for n in range(20_000)], dtype=object), "x"), 3)
    counts = np.histogram(many, bins=20, range=(0, 1))[0]
    assert ((counts - 1000) ** 2 / 1000).sum() < 45  # chi-squared, 19 degrees, one in a thousand
    assert abs(np.corrcoef(many[:-1], many[1:])[0, 1]) < 0.03


def test_the_order_of_lots_changes_nothing(tmp_path):
    draft = random_tables(11)
    straight = played(draft.region(), tmp_path / "a")
    draft.tables["lots"].reverse()
    turned = played(draft.region(), tmp_path / "b")
    for one, other in zip(straight.played, turned.played, strict=True):
        assert one["cost_eur"] == pytest.approx(other["cost_eur"], rel=1e-12)
    assert straight.moves.from_id.tolist() == turned.moves.from_id.tolist()
    assert straight.moves.safe_t.tolist() == turned.moves.safe_t.tolist()


def test_amounts_lie_between_low_and_high_and_about_half_below_the_median():
    draft = small_tables()
    for lot in draft.tables["lots"]:
        lot |= {"amount": "100", "unit": "t", "amount_low": "60", "amount_high": "140"}
    region = draft.region()
    drawn = np.array([dice(region, ["amounts"]).draw(n).amount_t for n in range(400)])
    assert (drawn > 60).all()
    assert (drawn < 140).all()
    assert np.median(drawn) == pytest.approx(100, abs=2)
    assert drawn.std() == pytest.approx(40 / np.sqrt(6), rel=0.05)


def test_without_low_and_high_reliability_and_phase_say_how_far():
    draft = project_tables(
        {"id": "p", "phase": "asemakaavoitus"}, {"id": "q", "phase": "rakentaminen"}
    )
    for row, lot in enumerate(draft.tables["lots"]):
        lot |= {"amount": "100", "unit": "t", "reliability": "AC"[row // 2 % 2]}
    region = draft.region()
    drawn = np.array([dice(region, ["amounts"]).draw(n).amount_t for n in range(800)])
    reach = np.abs(drawn - 100).max(axis=0)
    for reliability, scale, most in (("A", 0, 12.5), ("A", 1, 5), ("C", 0, 62.5), ("C", 1, 25)):
        lots = (region.lots.reliability == reliability) & (region.lots.project == scale)
        assert lots.any()
        assert (reach[lots] <= most).all()
        assert (reach[lots] > 0.85 * most).all()


def test_a_project_is_late_with_all_its_lots_and_as_often_as_the_figures_say():
    region = project_tables(*({"id": f"p{n}"} for n in range(10))).region()
    late = np.array(
        [dice(region, ["dates"], late_most_months=24).draw(n).late_months for n in range(300)]
    )
    for project in range(10):
        of_project = late[:, region.lots.project == project]
        assert (of_project == of_project[:, :1]).all()
    assert late.min() == 0
    assert late.max() <= 24
    never = dice(region, ["dates"], late_share=0.0).draw(1).late_months
    assert not never.any()


def test_alternatives_happen_as_probably_as_they_say():
    region = project_tables(
        {"id": "one", "probability": "0.5"},
        {"id": "other", "probability": "0.25", "alternative_of": "one"},
        {"id": "sure", "probability": "1"},
        {"id": "never", "probability": "0"},
    ).region()
    draws = [dice(region, ["alternatives"]).draw(n) for n in range(800)]
    chosen = [draw.alternatives for draw in draws]
    shares = {p: sum(p in names for names in chosen) / 800 for p in region.projects.id}
    assert shares == {
        "one": pytest.approx(0.5, abs=0.05),
        "other": pytest.approx(0.25, abs=0.05),
        "sure": 1.0,
        "never": 0.0,
    }
    assert not any({"one", "other"} <= set(names) for names in chosen)
    for draw in draws[:50]:
        happening = region.projects.id[region.lots.project[draw.happens]]
        assert set(happening) == set(draw.alternatives)


def test_prices_vary_around_one_together_and_facilities_close():
    region = random_region(5)
    draws = [dice(region, ["prices", "closures"], closing_share=0.2).draw(n) for n in range(500)]
    haul = np.array([draw.haul for draw in draws])
    assert (haul.min() > 0.85, haul.max() < 1.15) == (True, True)
    assert haul.mean() == pytest.approx(1, abs=0.01)
    start = region.settings.start
    free = ~np.isin(region.facilities.id, [*region.locks.from_id, *region.locks.to_id])
    closed = np.array([(draw.closes[free] < start + 12).mean() for draw in draws]).mean()
    assert closed == pytest.approx(0.2, abs=0.03)
    one = edited(region, draws[0])
    assert (one.facilities.open_last < draws[0].closes).all()


def test_what_varies_does_not_change_the_luck_of_the_rest():
    region = random_region(5)
    everything, amounts = dice(region).draw(4), dice(region, ["amounts"]).draw(4)
    assert np.array_equal(everything.amount_t, amounts.amount_t, equal_nan=True)
    assert not amounts.late_months.any()


def test_firmness_counts_scenarios_and_takes_the_tonnes_that_most_carry():
    region = tiny()
    a, f = (np.array([np.flatnonzero(region.lots.id == name)[0]], "<i4") for name in "af")
    base = Pairs(a, f, np.array([30_000]))
    scenarios = [Pairs(a, f, np.array([1000 * t])) for t in range(1, 20)] + [
        Pairs(a[:0], f[:0], np.zeros(0, dtype=np.int64))
    ]
    moves, together = firm_moves(region, base, scenarios)
    assert (moves.from_id.tolist(), moves.to_id.tolist()) == (["a"], ["f"])
    assert moves.share.tolist() == [SAFE_SHARE]
    assert (moves.low_t[0], moves.median_t[0], moves.high_t[0]) == (1, 9, 17)
    assert (moves.safe_t[0], together) == (0, 1.0)
    moves, together = firm_moves(region, base, scenarios[1:-1])
    assert (moves.safe_t[0], together) == (2, 1.0)
    moves, _ = firm_moves(region, Pairs(a[:0], f[:0], base.kg[:0]), scenarios)
    assert moves.safe_t.tolist() == [0]


@few
@given(SEEDS)
def test_safe_tonnes_are_carried_by_most_scenarios_and_planned(tmp_path_factory, seed):
    result = played(random_region(seed), tmp_path_factory.mktemp("kept"), count=20)
    moves = result.moves
    assert (moves.safe_t <= moves.base_t).all()
    assert (moves.share[moves.safe_t > 0] >= SAFE_SHARE).all()
    assert (moves.low_t <= moves.median_t).all()
    assert (moves.median_t <= moves.high_t).all()
    lots = {name: row for row, name in enumerate(result.region.lots.id)}
    for row in np.flatnonzero(moves.from_kind == "lot"):
        assert moves.from_id[row] in lots


def test_packed_pairs_are_read_back_and_nonsense_is_refused():
    pairs = Pairs(np.array([1, 2], "<i4"), np.array([5, 5], "<i4"), np.array([7, 8]))
    again = unpacked(pairs.packed())
    assert [c.tolist() for c in (again.start, again.end, again.kg)] == [[1, 2], [5, 5], [7, 8]]
    for text in ("", "AAAA", "not base64!"):
        with pytest.raises(ValueError, match=r"decompress|base64|Incorrect"):
            unpacked(text)


def test_time_limits_are_told(tmp_path):
    result = played(random_region(5, lots=60), tmp_path, count=3, seconds=0.0, gap=0.0)
    assert sum(result.count_of(s) for s in ("time_limit", "optimal")) == 3
    assert result.worst_gap >= 0


def test_own_figures_replace_shipped_ones(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("id,of,value,source\namount_spread,A,0.05,our closed projects\n")
    variation = read_variation(path)
    assert len(variation.figures) == len(shipped().figures)
    (own,) = [f for f in variation.figures if (f.id, f.of) == ("amount_spread", "A")]
    assert (own.value, own.source, own.verified) == (0.05, "our closed projects", False)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("id,value\nlate_share,1\n", ["missing_column"]),
        ("id,value,source\nluck,1,x\n", ["variation_unknown"]),
        ("id,value,source\nlate_share,2,x\n", ["variation_value"]),
        ("id,value,source\nlate_share,nan,x\n", ["variation_value"]),
        ("id,value,source\nlate_share,,\n", ["variation_value", "variation_without_source"]),
        ("\x00\x01", ["missing_column"] * 3),
    ],
)
def test_wrong_figures_are_refused_with_every_reason(tmp_path, text, codes):
    path = tmp_path / "own.csv"
    path.write_text(text)
    with pytest.raises(InputError) as raised:
        read_variation(path)
    assert [found.code for found in raised.value.problems] == codes


def test_every_figure_has_a_source_and_unverified_ones_say_so():
    assert all(figure.source for figure in shipped().figures)
    verified = {figure.id for figure in shipped().figures if figure.verified}
    assert verified == {"late_share", "late_median"}
