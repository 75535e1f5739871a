# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know whose sealed lots figures rest on.

Lots of the publisher are not sealed from itself, and lots nobody owns are nobody's secret.
"""

from collections.abc import Sequence

import numpy as np

from kotipesa.arrays import Flags, Indices
from kotipesa.region import Region

NOBODY = "-"
PUBLIC = "public"


def sealed_owners(region: Region, lots: Indices, publisher: Sequence[str]) -> list[str]:
    """Name for each of some lots the owner it is sealed by, '' for none.

    Where one owner has all the sealed lots of a region, it is the publisher.
    """
    owners = region.lots.owner
    is_sealed: Flags = (region.lots.sensitivity != PUBLIC) & (owners != NOBODY) & (owners != "")
    names = set(owners[is_sealed])
    own = set(publisher) | (names if len(names) == 1 else set())
    sealed = np.where(is_sealed & ~np.isin(owners, list(own)), owners, "")
    return list(sealed[lots])
