# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give journeys a browser, pages in Finnish that are watched, and the accessibility check."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from kotipesa_web.core.permissions.roles import Role
from web.journeys.accessibility import HEIGHT, WIDTHS, barriers
from web.journeys.browser import Watch, launch, use_installed_node

TIMEOUT_MS = 30_000  # a wait ends when it holds; only a busy machine sees its end
ROWS_BEFORE = 5_000

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the tests' own thread


@pytest.fixture(scope="session", autouse=True)
def grown_register(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:  # noqa: ARG001 - after it
    """Begin row numbers at 5001, as in a grown register: people read 5 001, programs never."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        tables = [(name, ROWS_BEFORE) for name in connection.introspection.table_names(cursor)]
        cursor.execute("DELETE FROM sqlite_sequence")
        cursor.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", tables)


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """Serve static files through the platform itself, as it does for people: maps ask for parts."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = lambda application: application
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Keep one browser open for all journeys."""
    use_installed_node()
    expect.set_options(timeout=TIMEOUT_MS)
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture
def watch(live_server: LiveServer) -> Iterator[Watch]:
    """Fail the test when a page reached elsewhere, broke its policy or failed in a script."""
    watching = Watch(live_server.url)
    yield watching
    assert watching.unexpected() == []


@pytest.fixture
def new_page(
    browser: Browser, live_server: LiveServer, watch: Watch, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Open a page of its own browser profile, signed in as the person of a role (or nobody)."""
    opened = []

    def open_page(role: Role | str = Role.PUBLIC) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale="fi-FI",
            timezone_id="Europe/Helsinki",
            viewport={"width": WIDTHS[0], "height": HEIGHT},
        )
        opened.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        if Role(role) != Role.PUBLIC:
            signed_in = request.getfixturevalue("client_of")(role)
            name = settings.SESSION_COOKIE_NAME
            value = signed_in.cookies[name].value
            cookie = {"name": name, "value": value, "url": live_server.url}
            context.add_cookies([cookie])
        return watch.over(context.new_page())

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """Open a page as somebody who is not signed in."""
    return new_page()


@pytest.fixture
def check_page() -> Callable[[Page], None]:
    """Fail the test when something on the page stands in somebody's way."""

    def check(page: Page) -> None:
        assert barriers(page) == []

    return check
