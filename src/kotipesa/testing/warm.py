# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compile every inner loop once, so that nobody's first plan waits for it: set-up runs this."""

from kotipesa.plan import make_plan
from kotipesa.testing.instances import small, tiny


def warm() -> None:
    """Plan the two smallest regions, which between them call every kernel there is."""
    for region in (tiny(), small()):
        make_plan(region)


if __name__ == "__main__":
    warm()
