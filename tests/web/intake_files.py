# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make small files of the shapes people bring in."""

import csv
import io

SITES = "id,x,y,crs,name\nt-1,385000,6672000,EPSG:3067,Torppa\n"
PROJECTS = "id,name,municipality,probability\nh-1,Puistotie,Helsinki,0.8\n"
LOTS = (
    "id,direction,material,amount,unit,site,from,to,project,name\n"
    "e-1,have,kalliomurske,1200,t,t-1,2026-03,2026-05,h-1,Louhe\n"
    "e-2,need,kalliomurske,800,m3rtr,t-1,2026-04,2026-06,h-1,Penger\n"
)


def given(**tables: str) -> list[tuple[str, list[bytes]]]:
    """Give CSV files by table name."""
    return [(f"{name}.csv", [text.encode()]) for name, text in tables.items()]


def whole() -> list[tuple[str, list[bytes]]]:
    """Give a site, a project and its two lots."""
    return given(sites=SITES, projects=PROJECTS, lots=LOTS)


def changed(text: str, row: str, **cells: str) -> str:
    """Write some cells of one row of a CSV text anew."""
    rows = csv.DictReader(io.StringIO(text))
    return written([one | cells if one["id"] == row else one for one in rows])


def without(text: str, *ids: str) -> str:
    """Take rows out of a CSV text."""
    return written([row for row in csv.DictReader(io.StringIO(text)) if row["id"] not in ids])


def written(rows: list[dict[str, str]]) -> str:
    """Write rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
