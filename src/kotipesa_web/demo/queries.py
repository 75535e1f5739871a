# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""See whether the demo is there."""

from kotipesa_web.accounts.models import Organisation
from kotipesa_web.demo.people import COORDINATOR, READERS


def owners_there() -> list[str]:
    """List the organisations with rows of a demo that is there, in the order they joined."""
    offices = {COORDINATOR, *(name for name, _ in READERS.values())}
    names = Organisation.objects.order_by("pk").values_list("name", flat=True)
    return [name for name in names if name not in offices]
