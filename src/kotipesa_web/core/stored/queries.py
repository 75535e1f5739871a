# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the stored files a viewer may have, and their bytes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.models import Q, QuerySet

from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions import seen_rows
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.stored.disk import place_of
from kotipesa_web.core.stored.models import StoredFile
from kotipesa_web.core.viewer import Viewer


def stored_files_for(viewer: Viewer) -> QuerySet[StoredFile]:
    """Give the files the viewer may have: those of the region, and public ones of any."""
    here = Q(owner__region_id=viewer.region_id) | Q(sensitivity=Sensitivity.PUBLIC)
    return StoredFile.objects.filter(seen_rows(viewer, "see_attachment"), here)


def stored_file_for(viewer: Viewer, pk: int) -> StoredFile:
    """Give one file the viewer may have; raises Hidden where there is none, or no bytes of it."""
    found = stored_files_for(viewer).filter(pk=pk).first()
    if found is None or not place_of(found.sha256).is_file():
        raise Hidden
    return found


@contextmanager
def lent(stored: StoredFile) -> Iterator[Path]:
    """Lend the bytes under the name the file came with, as readers judge by its ending."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / stored.original_name
        path.symlink_to(place_of(stored.sha256).resolve())
        yield path
