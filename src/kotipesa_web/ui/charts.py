# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Describe a chart as a reading of a table: which columns it draws, and how."""

from dataclasses import dataclass
from typing import Literal

from kotipesa_web.ui.tables import Table, Text


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of columns of a table.

    ``along`` names the column of the axis (of a Sankey diagram: ``from to``); ``series`` the
    columns drawn, with blanks between; ``bands`` the ends of an interval as ``low:high``.
    """

    kind: Literal["line", "bars", "stacked", "sankey"]
    title: Text
    table: Table
    along: str
    series: str
    bands: str = ""
    unit: str = ""
    is_table_open: bool = False
