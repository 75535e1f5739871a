# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the surroundings the platform runs in: database, mail, host names, sign-in services."""

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous={synchronous};PRAGMA mmap_size=134217728;"
    "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;"
)
HERE = ("127.0.0.1", "localhost", "[::1]", "testserver")


def home(told: str) -> Path:
    """Give the folder that keeps all the platform keeps (var), made where it is missing."""
    place = Path(told or "var").resolve()
    for served in ("map", "static"):
        (place / served).mkdir(parents=True, exist_ok=True)
    return place


def database(address: str, home: Path, *, is_live: bool = False) -> dict[str, Any]:
    """Give Django's settings of the database at an address, or of the SQLite file in ``home``.

    A live SQLite waits for the disk at every commit; a demo may lose its last ones with the power.
    """
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "kotipesa.sqlite3",
            "OPTIONS": _sqlite("FULL" if is_live else "NORMAL"),
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(address)
    options = {} if parts.hostname else _socket(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(synchronous: str) -> dict[str, Any]:
    # Measured with eight writers: deferred transactions gave thousands of "database is locked".
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": PRAGMAS.format(synchronous=synchronous),
    }


def _socket(query: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in query.split("&") if part)
    return {name: unquote(value) for name, _, value in pairs}


def listed(told: str) -> list[str]:
    """Part what is separated by commas."""
    return [part.strip() for part in told.split(",") if part.strip()]


def hosts(told: str) -> list[str]:
    """List the host names served: those told, else this machine's own."""
    return listed(told) or list(HERE)


def kept_secret(home: Path) -> str:
    """Give the key of sessions kept in ``home``, made when first asked for: logins outlive us."""
    file = home / "secret_key"
    if not file.exists():
        new = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(new, "w", encoding="utf-8") as writing:
            writing.write(secrets.token_urlsafe(50))
    return file.read_text(encoding="utf-8")


def administrators(told: str) -> list[tuple[str, str]]:
    """List those who get mails of feedback and faults, by address."""
    return [("", address.strip()) for address in told.split(",") if address.strip()]


def mail(address: str, home: Path) -> dict[str, Any]:
    """Give the settings of a mail server, or of the folder in ``home`` where mail is kept."""
    if not address:
        return {
            "backend": "django.core.mail.backends.filebased.EmailBackend",
            "file_path": home / "mail",
        }
    parts = urlsplit(address)
    return {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": parts.hostname or "localhost",
        "port": parts.port or 25,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": parts.scheme == "smtps" or parts.port == 587,
    }


def sign_in_services(file: str) -> dict[str, Any]:
    """Read the OpenID Connect services a TOML file lists; no file, no services."""
    if not file:
        return {}
    told = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    apps = [
        {
            "provider_id": name,
            "name": service["name"],
            "client_id": service["client_id"],
            "secret": service["client_secret"],
            "settings": {
                "server_url": service["server_url"],
                "verified_email": service.get("trusted_domains", []),
            },
        }
        for name, service in told.items()
    ]
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def sign_in_origins(services: dict[str, Any]) -> list[str]:
    """List where forms may lead that begin a sign-in: the services' own hosts."""
    apps = services.get("openid_connect", {}).get("APPS", [])
    parts = [urlsplit(app["settings"]["server_url"]) for app in apps]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})
