# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give tests of the platform a small world: one region, everybody's organisation, a few rows."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from kotipesa_web.core.permissions.roles import Role
from web.world import World, make_world


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,  # noqa: ARG001 - after it
    django_db_blocker: DjangoDbBlocker,
) -> Path | None:
    """Keep a copy of the tables as they were made, where they are in a file."""
    if connection.vendor != "sqlite":
        return None
    kept = Path(connection.settings_dict["NAME"]).with_name("empty.sqlite3")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(kept)])
    return kept


@pytest.fixture
def home(tmp_path: Path, db: None, django_db_setup: Path) -> Path:  # noqa: ARG001 - it makes them
    """Give the home of an empty platform on SQLite, for processes of its own."""
    if django_db_setup is None:
        pytest.skip("an empty platform on SQLite is made where the tests run on it")
    shutil.copy(django_db_setup, tmp_path / "kotipesa.sqlite3")
    return tmp_path


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
