# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the front page to everybody."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_front_page_tells_anybody_what_kotipesa_is_and_how_many_joined(client_of):
    page = client_of("public").get("/").content.decode()
    assert "Massat löytävät paikkansa läheltä" in page
    assert "/account/login/" in page


def test_a_person_who_signs_in_is_not_met_by_a_fault(client_of):
    assert client_of("coordinator").get("/", follow=True).status_code == 200
