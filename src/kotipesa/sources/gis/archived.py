# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Refuse archives whose members would lie elsewhere than in them."""

import stat
import zipfile
from pathlib import Path, PurePosixPath

from kotipesa.errors import Problem, Where, problem

_UNIX_MODE_BITS = 16


def unsafe_member(path: Path) -> Problem | None:
    """Find a member that leads out of the archive: by its path, or by being a link."""
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            name = PurePosixPath(member.filename.replace("\\", "/"))
            is_outside = name.is_absolute() or ".." in name.parts or ":" in member.filename
            if is_outside or stat.S_ISLNK(member.external_attr >> _UNIX_MODE_BITS):
                return problem("archive_leads_out", Where(path.name), member=ascii(str(name)))
    return None
