# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say how balances have changed from one to the next."""

from django.core.paginator import Paginator

from kotipesa_web.balances.contents import contents_of
from kotipesa_web.balances.models import BalanceVersion
from kotipesa_web.balances.queries import version_for, versions_for
from kotipesa_web.balances.sums import Asked, Line, Sum, by_material, sheet_of, whole
from kotipesa_web.balances.tables import change_table, versions_table
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.ui.tables import Table

ROWS_OF_A_PAGE = 20
NOTHING = Sum(0.0, 0.0, 0.0)


def listed(viewer: Viewer, page: str | None) -> Table:
    """List balances by pages with the sums of each."""
    found = Paginator(versions_for(viewer).defer(None), ROWS_OF_A_PAGE).get_page(page)
    told = [(version, whole(sheet_of(contents_of(version)), Asked())) for version in found]
    return versions_table(told, found)


def compared(viewer: Viewer, one: int, other: int) -> Table:
    """Set two balances side by side; raises Hidden where the viewer may not read one."""
    before, after = (_lines(version_for(viewer, pk)) for pk in (one, other))
    keys = sorted({*before, *after} - {""})
    empty = Line("", NOTHING, NOTHING)
    return change_table((k, before.get(k, empty), after.get(k, empty)) for k in [*keys, ""])


def _lines(version: BalanceVersion) -> dict[str, Line]:
    sheet = sheet_of(contents_of(version))
    lines = {line.key: line for line in by_material(sheet, Asked())}
    return {**lines, "": whole(sheet, Asked())}
