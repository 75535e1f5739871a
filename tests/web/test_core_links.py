# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Follow the links of every page as each role: none leads to what that role may not open."""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from kotipesa_web.core.permissions.roles import Role

LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
NUMBER = re.compile(r"\d+")
LEADS_ON = (HTTPStatus.OK, HTTPStatus.FOUND)


def links(page: str, answer: HttpResponse) -> Iterator[str]:
    """List where a page leads within the platform."""
    if answer.status_code == HTTPStatus.FOUND:
        yield urljoin(page, answer["Location"])
    elif answer["Content-Type"].startswith("text/html"):
        for href in LINK.findall(answer.content.decode()):
            address = urljoin(page, unescape(href))
            if not urlsplit(address).netloc:
                yield address


def refused(client: Client, start: str) -> dict[str, str]:
    """Follow links from a page, two addresses of a kind; tell which were refused, from where."""
    waiting = deque([(start, "")])
    met: dict[str, set[str]] = {}
    wrong = {}
    while waiting:
        page, before = waiting.popleft()
        alike = met.setdefault(NUMBER.sub("N", page.partition("&")[0]), set())
        if page in alike or len(alike) > 1 or page.startswith("/static/"):
            continue
        alike.add(page)
        answer = client.get(page)
        if answer.status_code not in LEADS_ON:
            wrong[page] = f"{answer.status_code} from {before}"
        waiting.extend((address, page) for address in links(page, answer))
    return wrong


@pytest.mark.parametrize("role", Role)
def test_no_page_offers_a_link_that_its_reader_may_not_open(client_of, role):
    assert refused(client_of(role), "/") == {}
