# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Links between the stops of masses name what many bring, and tell on nobody."""

from collections import Counter, defaultdict

from hypothesis import given
from hypothesis import strategies as st

from kotipesa.disclosure import Rules
from kotipesa_web.plans.contents import Contents, End, Left, Move
from kotipesa_web.plans.links import MIDWAY, NEEDS, links_of

OPEN = 9
MATERIALS = ("savi", "louhe", "multa", "hiekka")


def have(owner: int, material: str) -> End:
    return _end("lot", owner, "have", material)


def need(owner: int, material: str) -> End:
    return _end("lot", owner, "need", material)


def outlet(outcome: str) -> End:
    return _end("outlet", OPEN, origin=outcome, sensitivity="public")


def place(role: str) -> End:
    return _end(role, OPEN, sensitivity="public")


def _end(
    role: str,
    owner: int,
    direction: str = "",
    material: str = "",
    *,
    origin: str = "",
    sensitivity: str = "sealed",
) -> End:
    here = (0.0, 0.0)
    named = {"direction": direction, "material": material, "origin": origin}
    return End(role, "e", 1, owner, sensitivity, here, here, "", "091", **named)


def told(*moves: tuple[End, End, float], left: tuple[Left, ...] = ()) -> dict[tuple[str, str], int]:
    made = [
        Move(n, start, finish, "", start.material, "2026-05", tonnes, 1.0, 1.0, 1.0)
        for n, (start, finish, tonnes) in enumerate(moves)
    ]
    contents = Contents({}, (), tuple(made), left, {}, {}, {})
    links = links_of(contents)
    return {(one.start, one.finish): round(one.tonnes) for one in links if one.tonnes is not None}


def test_what_enough_owners_bring_is_told_stop_by_stop():
    clay = [(have(owner, "savi"), outlet("disposal"), 100.0) for owner in range(4)]
    rock = [(have(owner, "louhe"), need(owner, "louhe"), 50.0) for owner in range(4)]
    assert told(*clay, *rock) == {
        ("have:savi", "disposal"): 400,
        ("have:louhe", "need:louhe"): 200,
    }


def test_needs_are_one_stop_before_a_material_that_many_have_joins_others():
    rock = [(have(owner, "louhe"), need(owner, "louhe"), 50.0) for owner in range(4)]
    rare = [(have(owner, "louhe"), need(owner, "hiekka"), 50.0) for owner in range(2)]
    clay = [(have(owner, "savi"), need(owner, "savi"), 60.0) for owner in range(4)]
    assert told(*rock, *rare, *clay) == {
        ("have:louhe", NEEDS): 300,
        ("have:savi", NEEDS): 240,
    }


def test_few_who_stay_do_not_hide_where_the_others_go():
    clay = [(have(owner, "savi"), outlet("disposal"), 100.0) for owner in range(4)]
    stays = (Left(have(0, "savi"), 5.0, "nobody"),)
    assert told(*clay, left=stays) == {("have:savi", "disposal"): 400}


def test_stores_and_processes_are_one_stop_where_apart_they_would_tell_on_somebody():
    stored = [(have(owner, "savi"), place("store"), 100.0) for owner in range(4)]
    treated = [(have(owner, "savi"), place("process"), 100.0) for owner in range(2)]
    assert told(*stored, *treated) == {("have:savi", MIDWAY): 600}


def test_the_materials_of_few_are_told_with_those_of_others():
    clay = [(have(owner, "savi"), outlet("disposal"), 100.0) for owner in range(4)]
    few = [(have(owner, "multa"), outlet("disposal"), 20.0) for owner in (0, 1)]
    more = [(have(owner, "hiekka"), outlet("disposal"), 30.0) for owner in (2, 3)]
    assert told(*clay, *few, *more) == {
        ("have:savi", "disposal"): 400,
        ("have:rest", "disposal"): 100,
    }


def test_what_one_owner_moves_alone_is_not_told():
    assert told((have(1, "savi"), outlet("disposal"), 100.0)) == {}


def _moves() -> st.SearchStrategy[list[tuple[End, End, float]]]:
    materials, owners = st.sampled_from(MATERIALS), st.integers(0, 5)
    haves = st.builds(have, owners, materials)
    places = st.sampled_from([place("store"), place("process")])
    outlets = st.sampled_from(["recovery", "disposal"]).map(outlet)
    needs = st.builds(need, owners, materials)
    tonnes = st.floats(1.0, 1_000.0)
    brought = st.tuples(haves, needs | places | outlets, tonnes)
    return st.lists(brought | st.tuples(places, needs, tonnes), min_size=1, max_size=40)


@given(_moves())
def test_every_link_that_is_told_rests_on_enough_owners(moves):
    shown = told(*moves)
    names = {stop for pair in shown for stop in pair}
    behind: defaultdict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for start, finish, tonnes in moves:
        owners = sorted({end.owner_id for end in (start, finish)} - {OPEN})
        pair = _named(start, names), _named(finish, names)
        for owner in owners:
            behind[pair][owner] += tonnes / len(owners)
    for pair, tonnes in shown.items():
        assert round(behind[pair].total()) == tonnes
        assert len(behind[pair]) >= Rules().at_least
        two = sum(amount for _owner, amount in behind[pair].most_common(2))
        assert two <= Rules().share * behind[pair].total() * (1 + 1e-9)


def _named(end: End, names: set[str]) -> str:
    """Name the stop of an end as the links do."""
    by_itself = f"{end.direction}:{end.material}" if end.role == "lot" else end.origin or end.role
    if by_itself in names:
        return by_itself
    if end.role == "lot":
        return NEEDS if end.direction == "need" else "have:rest"
    return MIDWAY if end.role in {"store", "process"} else "outlet"
