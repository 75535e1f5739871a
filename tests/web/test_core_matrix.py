# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold every answer of the platform to the permission map, and to what nobody may read in it."""

import pytest
from django.db import connection

from kotipesa_web.core.permissions import Role
from kotipesa_web.core.permissions.decisions import endpoints
from web.matrix.secrets import hidden_words
from web.matrix.things import MAKERS
from web.matrix.walking import addresses, answer, cases
from web.world import make_world

ROWS = [pytest.param(row, id=f"{name}-{method}") for (name, method), row in endpoints().items()]


@pytest.fixture(scope="module")
def walked_world(django_db_setup, django_db_blocker):  # noqa: ARG001 - the database is there then
    """Make one world for all the walk; every question is taken back."""
    with django_db_blocker.unblock():
        from django.db import transaction  # noqa: PLC0415 - only with the database there

        with transaction.atomic():
            yield make_world()
            transaction.set_rollback(True)
    connection.close()


def test_every_address_has_a_row_and_every_row_an_address():
    told = {name for name, _ in endpoints()}
    assert sorted(addresses()) == sorted(told)


def test_every_kind_of_row_an_address_opens_can_be_made():
    kinds = {row["object"] for row in endpoints().values()} - {"-"}
    assert kinds - MAKERS.keys() == set()


@pytest.mark.parametrize("row", ROWS)
def test_an_address_answers_each_role_as_the_map_says_and_tells_no_secret(row, walked_world):
    wrong, leaks = [], []
    hidden = {role: hidden_words(walked_world, role) for role in Role}
    for case in cases(row):
        said, body = answer(walked_world, case)
        if said != case.expected:
            wrong.append(f"{case.role}/{case.relation}/{case.sensitivity}: {said}")
        text = body.decode(errors="replace")
        leaks += [f"{case.role}: {word}" for word in hidden[case.role] if word in text]
    assert (wrong, sorted(set(leaks))) == ([], [])
