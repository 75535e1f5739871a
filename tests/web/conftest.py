# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give tests of the platform a small world: one region, everybody's organisation, a few rows."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from kotipesa_web.core.permissions.roles import Role
from web.world import World, make_world


@pytest.fixture(autouse=True)
def finnish() -> Iterator[None]:
    """Begin each test in the platform's language: a request leaves its own behind."""
    with translation.override("fi"):
        yield


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - the world lives in the database
    """Make the small world."""
    return make_world()


@pytest.fixture
def client_of(world: World):
    """Give a browser without pictures, signed in as the person of a role (or nobody)."""

    def signed_in(role: Role | str) -> Client:
        client = Client()
        if Role(role) != Role.PUBLIC:
            client.force_login(world.people[Role(role)])
        return client

    return signed_in
