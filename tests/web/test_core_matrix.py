# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold every answer of the platform to the permission map, and to what nobody may read in it.

What is answered is written to ``golden/web/answers``, one file an app: a letter for each of own
public, partners and sealed, then others', ``y`` or ``n``; one letter where no row is opened.
"""

from itertools import groupby

import pytest
from django.db import transaction

from kotipesa_web.core.permissions import Role
from kotipesa_web.core.permissions.decisions import endpoints
from web import postgres
from web.matrix.secrets import hidden_words
from web.matrix.things import MAKERS
from web.matrix.visible import codes_seen
from web.matrix.walking import addresses, answer, cases, sessions
from web.world import make_world

ROWS = sorted(endpoints().values(), key=lambda row: (row["name"], row["method"]))
# These have conditions of their own, such as a link that was mailed, and may refuse besides us.
OF_ALLAUTH = ("account_", "mfa_", "socialaccount_", "openid_connect_")
APPS = sorted({row["name"].rpartition(":")[0] or "core" for row in ROWS})
# Pages ask nothing of a database that the tests of their apps do not ask: there, programs suffice.
WALKED = ["api", "features"] if postgres.address() else APPS


@pytest.fixture(scope="module")
def walked_world(django_db_setup, django_db_blocker):  # noqa: ARG001 - the database is there then
    """Make one world for all the walk; every question is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        yield world, sessions(world)
        transaction.set_rollback(True)


def test_every_address_has_a_row_and_every_row_an_address():
    told = {name for name, _ in endpoints()}
    assert sorted(addresses()) == sorted(told)


def test_every_kind_of_row_an_address_opens_can_be_made():
    kinds = {row["object"] for row in endpoints().values()} - {"-"}
    assert kinds - MAKERS.keys() == set()


def test_a_code_that_a_page_shows_is_seen_and_addresses_and_examples_of_code_are_let_be():
    page = (
        "<!doctype html><p title='a_b'>Ei suunnitelmassa (not_planned)</p><code>a_b</code>"
        "<td>https://<wbr>example.fi/<wbr>paastot_ja_kulutus</td>"
    )
    assert codes_seen(page) == {"not_planned"}


@pytest.mark.django_db
@pytest.mark.parametrize("app", WALKED)
def test_an_app_answers_each_role_as_the_map_says_and_tells_no_secret(app, walked_world, golden):
    world, keys = walked_world
    hidden = {role: hidden_words(world, role) for role in Role}
    wrong, leaks, codes, lines = [], set(), set(), []
    for row in ROWS:
        if (row["name"].rpartition(":")[0] or "core") != app:
            continue
        said = []
        for case in cases(row):
            word, body = answer(world, case, keys)
            said.append((case.role, word[0]))
            if word != case.expected and not (word == "no" and case.name.startswith(OF_ALLAUTH)):
                wrong.append(f"{case.name} {case.method} {case.role} {case.whose}: {word}")
            text = body.decode(errors="replace")
            leaks |= {f"{case.name} {case.role}: {w}" for w in hidden[case.role] if w in text}
            if case.channel == "html" and text.startswith("<!doctype html>"):
                codes |= {f"{case.name} shows {word}" for word in codes_seen(text)}
        lines.append(f"{' '.join(row.values())} {_by_role(said)}")
    assert (wrong, sorted(leaks), sorted(codes)) == ([], [], [])
    golden(f"web/answers/{app}.txt", "\n".join(lines) + "\n")


def _by_role(said: list[tuple[Role, str]]) -> str:
    groups = groupby(said, key=lambda pair: pair[0])
    return " ".join(f"{role}={''.join(word for _, word in pairs)}" for role, pairs in groups)
