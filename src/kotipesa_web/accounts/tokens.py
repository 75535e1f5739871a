# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make what is told once and kept as a hash: tokens of invitations and keys of programs."""

import hashlib
import hmac
import secrets

SIGN = "kp"


def new_token() -> str:
    """Make the token of a link: 256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def new_key() -> tuple[str, str]:
    """Make a key and the prefix it is found by: ``kp_prefix_secret``."""
    prefix = secrets.token_hex(4)
    return f"{SIGN}_{prefix}_{secrets.token_urlsafe(32)}", prefix


def prefix_of(key: str) -> str:
    """Read the prefix of a key; what is no key has none."""
    parts = key.split("_", 2)
    return parts[1] if len(parts) == 3 and parts[0] == SIGN else ""


def hashed(text: str) -> str:
    """Hash a token or key; random enough that neither salt nor slowness is needed."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_same(text: str, kept_hash: str) -> bool:
    """Compare with the hash that is kept, in a time that tells nothing."""
    return hmac.compare_digest(hashed(text), kept_hash)
