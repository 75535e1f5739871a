# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask the engine about rows, what is shown of them roughly, and to write them as files."""

from kotipesa.disclosure import GRID_M
from kotipesa_web.places.engine.coarse import BANDS, band_of, coarse_of_months, coarse_of_site
from kotipesa_web.places.engine.files import Head, csv_bytes, xlsx_bytes
from kotipesa_web.places.engine.judging import (
    SITE_CRS,
    Tables,
    check_rows,
    given_rows,
    refuse_unsound,
    row_of,
)

__all__ = [
    "BANDS",
    "GRID_M",
    "SITE_CRS",
    "Head",
    "Tables",
    "band_of",
    "check_rows",
    "coarse_of_months",
    "coarse_of_site",
    "csv_bytes",
    "given_rows",
    "refuse_unsound",
    "row_of",
    "xlsx_bytes",
]
