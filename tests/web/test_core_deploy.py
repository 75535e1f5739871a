# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the settings of a live installation: nothing to warn of, and nothing without TLS."""

import json
import os
import secrets
import subprocess
import sys

import pytest

ASK = """
import json, sys
import django
django.setup()
from django.test import Client
plain, safe = (Client().get("/about", secure=secure) for secure in (False, True))
names = ("Location", "Strict-Transport-Security", "X-Frame-Options", "X-Content-Type-Options",
         "Referrer-Policy", "Cross-Origin-Opener-Policy")
cookies = Client().get("/account/login/", secure=True).cookies
json.dump({
    "plain": [plain.status_code, plain.headers.get("Location")],
    "safe": [safe.status_code, {n: safe.headers[n] for n in names if n in safe.headers}],
    "policy": safe.headers["Content-Security-Policy"].split("; "),
    "cookies": {name: bool(c["secure"]) for name, c in cookies.items()},
}, sys.stdout)
"""


@pytest.fixture
def live(tmp_path):
    for folder in ("map", "static"):
        (tmp_path / folder).mkdir()
    around = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "KOTI"))}
    return around | {
        "DJANGO_SETTINGS_MODULE": "kotipesa_web.settings",
        "KOTIPESA_HOME": str(tmp_path),
        "KOTIPESA_LIVE": "1",
        "KOTIPESA_HOSTS": "kotipesa.example.fi",
        "KOTIPESA_SECRET_KEY": secrets.token_urlsafe(50),
    }


def run(live, *words):
    words = [sys.executable, *words]
    return subprocess.run(words, env=live, capture_output=True, text=True, check=False)


def test_the_check_for_deployment_has_nothing_to_say(live):
    told = run(live, "-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert (told.returncode, told.stderr) == (0, "")


def test_a_live_platform_without_a_secret_key_is_refused(live):
    del live["KOTIPESA_SECRET_KEY"]
    told = run(live, "-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert told.returncode == 1
    assert "SECRET_KEY" in told.stderr


def test_a_live_platform_speaks_only_through_tls_with_a_closed_policy(live):
    assert run(live, "-m", "django", "migrate", "-v", "0").returncode == 0
    live["KOTIPESA_HOSTS"] += ",testserver"
    told = run(live, "-c", ASK)
    found = json.loads(told.stdout or told.stderr)
    assert found["plain"] == [301, "https://testserver/about"]
    assert found["safe"] == [
        200,
        {
            "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        },
    ]
    assert not [part for part in found["policy"] if "unsafe" in part or "http" in part]
    assert found["cookies"]
    assert set(found["cookies"].values()) == {True}
