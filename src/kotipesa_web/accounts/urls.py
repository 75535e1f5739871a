# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of organisations and people."""

from django.urls import path

from kotipesa_web.accounts.views import joining, organisations, people, persons, readers, units

app_name = "accounts"

urlpatterns = [
    path("", organisations.organisations, name="organisations"),
    path("join/", joining.join, name="join"),
    path("join/received/", joining.asked, name="asked"),
    path("terms/", joining.terms, name="terms"),
    path("terms/accept/", joining.accept_terms, name="accept_terms"),
    path("invitations/<str:token>/", joining.invitation, name="invitation"),
    path("own/", organisations.own, name="own"),
    path("<int:pk>/", organisations.organisation, name="organisation"),
    path("<int:pk>/decide/", organisations.decide, name="decide"),
    path("<int:pk>/leave/", organisations.leave, name="leave"),
    path("<int:pk>/invite/", people.invite, name="invite"),
    path("<int:pk>/units/new/", units.add_unit, name="add_unit"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/remove/", units.remove_unit, name="remove_unit"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/end/", people.end_role, name="end_role"),
    path("people/<int:pk>/hand-over/", people.hand_over, name="hand_over"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw, name="withdraw"),
    path("readers/", readers.readers, name="readers"),
    path("readers/invite/", readers.invite_reader, name="invite_reader"),
    path("readers/<int:pk>/end/", readers.end_reader, name="end_reader"),
    path("readers/<int:pk>/withdraw/", readers.withdraw_reader, name="withdraw_reader"),
    path("me/", persons.me, name="me"),
    path("me/acting/", persons.switch, name="switch"),
    path("me/keys/", persons.keys, name="keys"),
    path("me/keys/new/", persons.make_key, name="make_key"),
    path("me/keys/revoke/", persons.revoke_key, name="revoke_key"),
]
