# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold every cell of the permission tables to what no change may loosen, and to what is answered.

They need no database, so that ``mutate_permissions.py`` can ask them thousands of times.
"""

from itertools import pairwise
from pathlib import Path

from kotipesa_web.core.permissions import Projection, Role, is_allowed
from kotipesa_web.core.permissions.decisions import (
    NO,
    RELATIONS,
    SENSITIVITIES,
    YES,
    cell,
    endpoints,
    is_streaming,
    permission_map,
)
from kotipesa_web.core.permissions.projections import HIDDEN, cuts
from kotipesa_web.core.viewer import Viewer

GOLDEN = Path(__file__).parents[1] / "golden" / "web"
ANSWERS = [x for file in GOLDEN.glob("answers/*.txt") for x in file.read_text().splitlines()]
SHOWN = {file.stem: file.read_text().splitlines() for file in GOLDEN.glob("shown/*.txt")}
CASES = [f"{relation}_{grade}" for relation in RELATIONS for grade in SENSITIVITIES]
RANKS = {NO: 0, "generalised": 1, "public": 2, "partners": 3, "full": 4, YES: 4}
KINDS = ("lot", "project", "site", "facility")
# These have conditions of their own, such as a link that was mailed, and may refuse besides us.
OF_ALLAUTH = ("account_", "mfa_", "socialaccount_", "openid_connect_")


def test_every_action_has_a_row_for_every_role_and_a_known_word_in_every_case():
    actions = {action for action, _ in permission_map()}
    assert set(permission_map()) == {(action, role) for action in actions for role in Role}
    words = {row[case] for row in permission_map().values() for case in CASES}
    assert words <= RANKS.keys()


def test_every_address_asks_for_a_known_action():
    actions = {action for action, _ in permission_map()}
    assert {row["action"] for row in endpoints().values()} <= actions


def test_every_address_has_its_answers_written_down():
    told = {tuple(row.values()) for row in endpoints().values()}
    assert {tuple(line.split()[:5]) for line in ANSWERS} == told


def test_every_answer_that_is_written_down_is_that_of_the_map():
    wrong = []
    for line in ANSWERS:
        name, _method, action, _kind, _channel, *by_role = line.split()
        for role, written in (told.split("=") for told in by_role):
            answered = _answered(Role(role), action, is_of_row=len(written) > 1)
            pairs = zip(written, answered, strict=True)
            refused_besides = name.startswith(OF_ALLAUTH) and written == "n"
            if not refused_besides and any(one != other for one, other in pairs):
                wrong.append(f"{name} {action} {role} {written} {answered}")
    assert wrong == []


def test_nobody_but_its_owner_sees_all_of_a_row():
    assert "full" not in {
        row[f"other_{g}"] for row in permission_map().values() for g in SENSITIVITIES
    }


def test_what_is_more_secret_is_never_seen_better():
    for row in permission_map().values():
        for relation in RELATIONS:
            ranks = [RANKS[row[f"{relation}_{grade}"]] for grade in SENSITIVITIES]
            assert all(open_one >= secret for open_one, secret in pairwise(ranks))


def test_the_public_owns_nothing_and_sees_what_is_public_as_the_public_does():
    for action in _of_rows():
        row = permission_map()[action, Role.PUBLIC]
        assert {row[f"own_{grade}"] for grade in SENSITIVITIES} == {NO}
        assert {*row.values()} <= {action, Role.PUBLIC, NO, Projection.PUBLIC}


def test_a_lot_its_project_its_site_and_its_facility_are_seen_and_changed_alike():
    for role in Role:
        for verb in ("see", "edit"):
            rows = [permission_map()[f"{verb}_{kind}", role] for kind in KINDS]
            assert all(len({row[case] for row in rows}) == 1 for case in CASES)


def test_moves_of_a_plan_are_seen_no_better_than_the_lots_at_their_ends_and_sealed_ones_roughly():
    for role in Role:
        lot = permission_map()["see_lot", role]
        for action in ("see_plan_moves", "see_moves_of_others", "explain_move"):
            row = permission_map()[action, role]
            best = {case: max(RANKS[lot[case]], case == "other_sealed") for case in CASES}
            assert all(RANKS[row[case]] <= best[case] for case in CASES)


def test_the_moves_of_others_are_told_to_the_regional_coordinator_alone():
    told = [role for role in Role if is_allowed(role, "see_moves_of_others")]
    assert told == [Role.REGIONAL]
    row = permission_map()["see_moves_of_others", Role.REGIONAL]
    assert {row[f"own_{grade}"] for grade in SENSITIVITIES} == {NO}


def test_an_action_that_opens_no_row_makes_no_difference_between_grades():
    for (action, _role), row in permission_map().items():
        if action not in _of_rows():
            for relation in RELATIONS:
                assert len({row[f"{relation}_{grade}"] for grade in SENSITIVITIES}) == 1


def test_what_is_shown_of_a_row_is_what_the_projections_say():
    for kind, lines in SHOWN.items():
        told = {line.partition(": ")[0]: line.partition(": ")[2].split(" | ") for line in lines}
        for number, level in enumerate(Projection):
            said = {field: _plainly(cut) for field, cut in cuts(kind, level).items()}
            assert said == {
                field: _cut(values[number], values[0]) for field, values in told.items()
            }
            assert {*cuts(kind, level).values()} <= {"as_is", "band", "grid", "quarter", HIDDEN}


def test_each_address_is_there_only_while_a_stream_that_it_serves_is_on():
    nothing, food = Viewer(streams=()), Viewer(streams=("food",))
    names = {name for name, _method in endpoints()}
    closed = {name.rpartition(":")[0] for name in names if not is_streaming(nothing, name)}
    of_soil = {name for name in names if not is_streaming(food, name)}
    assert closed == {"lots", "matches", "plans", "balances", "api"}
    assert {name for name in of_soil if name.startswith("lots:")} == set()
    for name in names:
        app, _, page = name.rpartition(":")
        assert is_streaming(nothing, name) is not (
            app in closed - {"api"} or (app == "api" and page.startswith(("lots", "plans")))
        )
        is_of_any = "search" in page or page == "alerts"
        assert (name in of_soil) is (
            (app == "matches" and not is_of_any)
            or app in {"plans", "balances"}
            or name.startswith("api:plans")
        )


def _of_rows() -> set[str]:
    opened = {row["action"] for row in endpoints().values() if row["object"] != "-"}
    return opened | {"see_moves_of_others"}


def _answered(role: Role, action: str, *, is_of_row: bool) -> str:
    if not is_of_row:
        return "y" if is_allowed(role, action) else "n"
    cells = [
        cell(role, action, own=relation == "own" and role != Role.PUBLIC, sensitivity=grade)
        for relation in RELATIONS
        for grade in SENSITIVITIES
    ]
    return "".join("n" if found == NO else "y" for found in cells)


def _cut(value: str, whole: str) -> str:
    if value == HIDDEN:
        return HIDDEN
    return "as_is" if value == whole else "cut"


def _plainly(cut: str) -> str:
    return cut if cut in {HIDDEN, "as_is"} else "cut"
