# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Sign in: keys of programs, one's own account, second step, services, and throttling."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils import timezone

from kotipesa_web.accounts import commands
from kotipesa_web.accounts.addresses import client_address
from kotipesa_web.accounts.keys import viewer_of_key
from kotipesa_web.accounts.models import ApiKey, Membership
from kotipesa_web.accounts.terms import shipped_texts
from kotipesa_web.core.errors import Hidden, Refused
from kotipesa_web.surroundings import sign_in_origins, sign_in_services
from web.world import PASSWORD

pytestmark = pytest.mark.django_db
SERVICES = """
[koe]
name = "Koekaupunki"
client_id = "a"
client_secret = "b"
server_url = "https://id.example.fi/tenant"
trusted_domains = ["example.fi"]
"""


def make_key(world, role="company", scopes=("read:lots", "write:lots")):
    return commands.make_key(
        viewer=world.viewer(role),
        name="Massalaskenta",
        scopes=scopes,
        expires_on=timezone.localdate() + timedelta(30),
    )


def test_a_program_acts_by_its_key_as_far_as_the_key_says(world):
    key, text = make_key(world)
    viewer, scopes = viewer_of_key(text)
    assert (viewer, scopes) == (world.viewer("company"), {"read:lots", "write:lots"})
    key.refresh_from_db()
    assert key.used_at is not None
    assert text not in {key.key_hash, key.prefix}


def test_a_key_that_is_wrong_revoked_too_old_or_of_one_who_left_opens_nothing(world):
    key, text = make_key(world)
    assert [viewer_of_key(wrong) for wrong in ("", "kp_", text[:-1], f"x{text}")] == [None] * 4
    ApiKey.objects.update(expires_on=timezone.localdate() - timedelta(1))
    assert viewer_of_key(text) is None
    ApiKey.objects.update(expires_on=timezone.localdate())
    assert viewer_of_key(text)
    with pytest.raises(Hidden):
        commands.revoke_key(viewer=world.viewer("coordinator"), pk=key.pk)
    commands.revoke_key(viewer=world.viewer("company"), pk=key.pk)
    assert viewer_of_key(text) is None
    _key, text = make_key(world)
    Membership.objects.filter(role="company").update(ended_at=timezone.now())
    assert viewer_of_key(text) is None


def test_a_key_only_reads_until_new_terms_are_accepted(world):
    _key, text = make_key(world)
    commands.publish_terms(viewer=world.viewer("admin"), version="2", texts=shipped_texts())
    assert viewer_of_key(text)[1] == {"read:lots"}


def test_a_key_has_a_purpose_an_end_within_a_year_and_an_owner_with_a_role(world):
    with pytest.raises(ValidationError):
        make_key(world, scopes=("write:plans",))
    with pytest.raises(ValidationError):
        commands.make_key(
            viewer=world.viewer("company"),
            name="x",
            scopes=["read:lots"],
            expires_on=timezone.localdate() + timedelta(400),
        )
    with pytest.raises(Refused):
        make_key(world, role="public")


def test_a_key_is_shown_once_and_never_listed_whole(client_of):
    client = client_of("company")
    until = timezone.localdate() + timedelta(30)
    told = {"name": "Vaaka", "scopes": ["read:lots"], "expires_on": until.isoformat()}
    made = client.post("/members/me/keys/new/", told)
    (key,) = ApiKey.objects.all()
    assert f"kp_{key.prefix}_" in made.content.decode()
    assert made.headers["Cache-Control"] == "no-store"
    page = client.get("/members/me/keys/").content.decode()
    assert (f"kp_{key.prefix}_…" in page, "Vaaka" in page) == (True, True)
    client.post("/members/me/keys/revoke/", {"key": key.pk})
    assert "Vaaka" not in client.get("/members/me/keys/").content.decode().split("<main")[1]


def test_people_change_their_own_name_and_language(world, client_of):
    client = client_of("company")
    told = {"name": "Saara Soranen", "phone": "040 123", "language": "sv"}
    client.post("/members/me/", told)
    person = world.people["company"]
    person.refresh_from_db()
    assert (person.name, person.phone, person.language) == ("Saara Soranen", "040 123", "sv")
    assert "Tämä kenttä vaaditaan." in client.post("/members/me/", {"name": ""}).content.decode()


def test_nobody_acts_for_an_organisation_they_have_no_role_in(world, client_of):
    client = client_of("company")
    client.post("/members/me/acting/", {"organisation": world.organisations["louhe"].pk})
    page = client.get("/members/own/", follow=True).content.decode()
    assert "Louhe Oy" not in page


def test_a_role_that_needs_a_second_step_sets_it_up_first(world, client_of, settings):
    settings.KOTIPESA_MFA_ROLES = ["regional"]
    client = client_of("regional")
    told = client.get("/members/")
    assert (told.status_code, told.headers["Location"]) == (302, "/account/2fa/totp/activate/")
    assert client.get("/members/me/").status_code == 200
    assert client_of("company").get("/members/").status_code == 200
    Authenticator.objects.create(
        user=world.people["regional"], type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    assert client.get("/members/").status_code == 200


def sign_in(password, address="company@example.fi", **around):
    told = {"login": address, "password": password}
    return Client(headers={"accept-language": "fi"}).post("/account/login/", told, **around)


def test_ten_wrong_passwords_close_the_door_for_that_address_from_that_machine_alone(
    world, settings
):
    settings.KOTIPESA_PROXIES = ["127.0.0.1"]
    settings.ACCOUNT_RATE_LIMITS = False
    bad = {"HTTP_X_FORWARDED_FOR": "198.51.100.7"}
    for _ in range(10):
        last = sign_in("väärä", "Company@example.fi", **bad)
    assert (last.status_code, "Liian monta yritystä" in last.content.decode()) == (429, True)
    assert sign_in(PASSWORD, **bad).status_code == 429
    assert sign_in(PASSWORD, HTTP_X_FORWARDED_FOR="198.51.100.8").status_code == 302
    assert sign_in(PASSWORD, "planner@example.fi", **bad).status_code == 302
    assert world.region.pk


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        ([], "203.0.113.9", "10.0.0.1"),
        (["10.0.0.0/8"], "203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (["10.0.0.0/8"], "", "10.0.0.1"),
        (["192.0.2.1"], "203.0.113.9", "10.0.0.1"),
    ],
)
def test_a_visitors_address_is_believed_only_from_our_own_proxies(
    settings, proxies, forwarded, seen
):
    settings.KOTIPESA_PROXIES = proxies
    around = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
    assert client_address(RequestFactory().get("/", **around)) == seen


@pytest.fixture
def service(settings, tmp_path):
    (tmp_path / "oidc.toml").write_text(SERVICES, encoding="utf-8")
    settings.SOCIALACCOUNT_PROVIDERS = sign_in_services(str(tmp_path / "oidc.toml"))
    return settings.SOCIALACCOUNT_PROVIDERS


def come_by_service(email, *, is_verified):
    request = RequestFactory().get("/account/oidc/koe/login/callback/")
    request.user, request.session = AnonymousUser(), SessionStore()
    request._messages = FallbackStorage(request)
    provider = get_adapter().get_provider(request, "koe")
    claims = {"sub": f"s-{email}", "email": email, "email_verified": is_verified, "name": "X"}
    with request_context(request):
        login = provider.sociallogin_from_response(request, {"userinfo": claims})
        answer = complete_login(request, login)
    return request, answer


def test_a_service_signs_in_one_we_know_by_a_verified_address(world, service):
    assert service
    request, answer = come_by_service("company@example.fi", is_verified=True)
    assert (answer.status_code, request.user) == (302, world.people["company"])
    assert SocialAccount.objects.get().user == world.people["company"]


def test_a_service_signs_in_nobody_unknown_or_unverified(world, service):
    assert service
    for email, is_verified in (("joku@example.fi", True), ("company@toinen.example", False)):
        request, answer = come_by_service(email, is_verified=is_verified)
        assert (request.user.is_authenticated, answer.status_code) == (False, 200)
    assert not EmailAddress.objects.exists()
    assert world.region.pk


def test_services_are_offered_on_the_sign_in_page_and_forms_may_lead_there(service):
    page = Client(headers={"accept-language": "fi"}).get("/account/login/").content.decode()
    assert "Koekaupunki" in page
    assert sign_in_origins(service) == ["https://id.example.fi"]
