# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Pack files into a zip whose bytes follow from the files alone."""

import io
import zipfile
from collections.abc import Mapping

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)


def pack(files: Mapping[str, str | bytes]) -> bytes:
    """Write files by name as a zip, in the order of their names and without their times.

    They are not pressed together: what that makes of them depends on who does it.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _FIRST_MOMENT), files[name])
    return held.getvalue()
