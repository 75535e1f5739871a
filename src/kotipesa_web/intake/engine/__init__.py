# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask the engine: what stands in a file, what is wrong with rows, what their values are."""

from kotipesa_web.intake.engine.checking import (
    Checked,
    LotFigures,
    SiteFigures,
    check,
    outline_text,
)
from kotipesa_web.intake.engine.mapping import Proposed, Shown, propose
from kotipesa_web.intake.engine.reading import Helped, Opened, Place, Row, open_files
from kotipesa_web.intake.engine.values import as_stored, as_text, columns_of, differing, plain_cell

__all__ = [
    "Checked",
    "Helped",
    "LotFigures",
    "Opened",
    "Place",
    "Proposed",
    "Row",
    "Shown",
    "SiteFigures",
    "as_stored",
    "as_text",
    "check",
    "columns_of",
    "differing",
    "open_files",
    "outline_text",
    "plain_cell",
    "propose",
]
