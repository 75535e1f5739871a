# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep the rows that may be lost, doubled or half-written."""

from django.db import models


class KilledRow(models.Model):  # noqa: DJ008 - nobody reads it
    """One row of a batch; nothing in the table keeps it from standing twice."""

    batch = models.IntegerField(db_index=True)
    number = models.IntegerField()
