# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what whoever brings files says about them."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever brings a file says about it; empty where the file speaks for itself.

    layer: which of several map layers; encoding: of texts; crs: of coordinates; mapping: a file
    that tells which column feeds which; with_contacts: keep the names of people; into: the folder
    of the region they are brought into, whose names and kept mappings help to read them;
    keeps_unclear: give rows through a mapping with cells that have no clear meaning, as they were
    written, where whoever checks the rows will find them again.
    """

    layer: str = ""
    encoding: str = ""
    crs: str = ""
    mapping: Path | None = None
    with_contacts: bool = False
    into: Path | None = None
    keeps_unclear: bool = False
