# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Save the rows of a batch chunk by chunk; the caller decides whether as one or as many."""

from killed.models import KilledRow
from killed.steps import CHUNKS, ROWS_OF_A_CHUNK, step


def save_chunks(batch: int) -> int:
    """Insert all rows of a batch, telling each chunk."""
    for chunk in range(CHUNKS):
        first = chunk * ROWS_OF_A_CHUNK
        KilledRow.objects.bulk_create(
            KilledRow(batch=batch, number=first + i) for i in range(ROWS_OF_A_CHUNK)
        )
        step(batch)
    return CHUNKS * ROWS_OF_A_CHUNK
