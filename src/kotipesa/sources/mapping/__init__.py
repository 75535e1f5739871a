# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring in any other table, by a mapping that its owner can read, correct and keep."""

from kotipesa.sources.mapping.applying import apply_mapping
from kotipesa.sources.mapping.grid import Grid, read_grid
from kotipesa.sources.mapping.layout import (
    GuessedLayout,
    formula_notes,
    found_layout,
    guess_layout,
    ragged_rows,
    table_of,
)
from kotipesa.sources.mapping.mapping import (
    OPEN,
    Feed,
    FileMapping,
    Layout,
    Part,
    TableFeeds,
    units_for,
)
from kotipesa.sources.mapping.proposal import (
    Proposal,
    feed_shown,
    fit,
    proposal_rows,
    proposal_text,
)
from kotipesa.sources.mapping.proposing import propose_mapping
from kotipesa.sources.mapping.reading import mapping_of, read_mapping
from kotipesa.sources.mapping.reasons import Reason, reason_text
from kotipesa.sources.mapping.writing import mapping_text

__all__ = [
    "OPEN",
    "Feed",
    "FileMapping",
    "Grid",
    "GuessedLayout",
    "Layout",
    "Part",
    "Proposal",
    "Reason",
    "TableFeeds",
    "apply_mapping",
    "feed_shown",
    "fit",
    "formula_notes",
    "found_layout",
    "guess_layout",
    "mapping_of",
    "mapping_text",
    "proposal_rows",
    "proposal_text",
    "propose_mapping",
    "ragged_rows",
    "read_grid",
    "read_mapping",
    "reason_text",
    "table_of",
    "units_for",
]
