# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the state of the vocabulary, so that a figure can be recomputed with the same words."""

import hashlib
from collections.abc import Iterable

from kotipesa.vocab.tables import table_files

EDITION = "2026.11"


def fingerprint(tables: Iterable[tuple[str, bytes]]) -> str:
    """Give eight hex digits that change when a name or a byte of a table changes."""
    digest = hashlib.sha256()
    for name, content in tables:
        digest.update(f"{name}:{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()[:8]


VERSION = f"{EDITION}-{fingerprint((table.name, table.read_bytes()) for table in table_files())}"
