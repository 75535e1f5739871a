# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what somebody tells who asks to join: the organisation, and the person to speak to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """An organisation as it is told; ``number`` is its business id."""

    name: str
    kind: str
    number: str
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person as they are told; without a password they set one by mail or sign in elsewhere."""

    email: str
    name: str
    password: str | None = None
