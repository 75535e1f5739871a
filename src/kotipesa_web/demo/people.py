# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent the organisations and people of the demo: one login for each role."""

from collections.abc import Sequence
from dataclasses import dataclass

from kotipesa.vocab import find_municipality
from kotipesa_web.accounts.choices import OrganisationKind
from kotipesa_web.core.permissions.roles import Role

PASSWORD = "kolme sanaa riittää"  # noqa: S105 - printed on the screen, refused when live
COORDINATOR = "Uudenmaan kotipesä"
READERS = {
    Role.AUTHORITY: ("Kuvitteellinen lupaviranomainen", OrganisationKind.AUTHORITY),
    Role.RESEARCHER: ("Kuvitteellinen korkeakoulu", OrganisationKind.RESEARCH),
}
WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Login:
    """One person of the demo."""

    role: Role
    email: str
    name: str
    organisation: str


def business_id(number: int) -> str:
    """Invent a business id of the right form: the first from ``number`` on that has a check digit.

    The check digit is 11 minus the weighted sum modulo 11; numbers that leave 1 have none.
    """
    digits = f"{number:07d}"
    rest = sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11
    if rest == 1:
        return business_id(number + 50)
    return f"{digits}-{0 if rest == 0 else 11 - rest}"


def logins(owners: Sequence[str]) -> list[Login]:
    """Give each role a person, in the largest municipality or company or an office of their own."""
    city = next(name for name in owners if municipality_code(name))
    company = next(name for name in owners if not municipality_code(name))
    homes = {
        Role.COORDINATOR: (city, "Maija Massanen"),
        Role.PLANNER: (city, "Kalle Kaavanen"),
        Role.COMPANY: (company, "Saara Soranen"),
        Role.REGIONAL: (COORDINATOR, "Reijo Alueinen"),
        Role.ADMIN: (COORDINATOR, "Aino Ylläpito"),
        Role.AUTHORITY: (READERS[Role.AUTHORITY][0], "Lauri Lupanen"),
        Role.RESEARCHER: (READERS[Role.RESEARCHER][0], "Tuuli Tutkija"),
    }
    return [
        Login(role, f"{role.value}@kotipesa.example", name, home)
        for role, (home, name) in homes.items()
    ]


def municipality_code(name: str) -> str:
    """Give the number of the municipality of that name; no municipality, nothing."""
    found = find_municipality(name)
    return found.code if found else ""
