# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Pack office documents so that only what they hold decides their bytes."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
FIXED_DATE = b"1980-01-01T00:00:00Z"
_WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def repack(written: BytesIO, path: Path) -> None:
    """Copy the archive of a workbook or a document with fixed times, its members in order.

    The list of contents comes first, as the readers of documents expect.
    """
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(path, "w") as fixed:
        for name in sorted(given.namelist()):
            content = given.read(name)
            if name == "docProps/core.xml":
                content = _WHEN.sub(rb"\g<1>" + FIXED_DATE, content)
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            fixed.writestr(entry, content, zipfile.ZIP_DEFLATED)
