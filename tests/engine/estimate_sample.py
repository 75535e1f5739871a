# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write small invented lists of projects in the shape of Helsinki's, and draw their districts."""

import json
from pathlib import Path

STREET_HEADER = (
    "sheet,row,kind,major_district,district_no,district_name,name,sap_project,sap_network,phases,"
    "ta2023_keur,ts2023_keur,executor,months_2023,months_2024_jan_feb,mass_balance,bike_km,hsy_keur,"
    "note_keywords,pw_project_no"
)
INVESTMENT_HEADER = (
    "sheet,row,district_no,district_name,name,category,housing_effect,floor_area_kem,area_m2,"
    "unit_cost_eur_m2,cost_estimate_keur,phases,pct_complete_by_year,keur_by_year,pw_project_no"
)
MIDDLE, NORTH = "Keskinen suurpiiri", "Pohjoinen suurpiiri"


def street_row(row: int, name: str, **cells: str) -> str:
    """Write one row of a street list; a project of the middle district 11 unless told otherwise."""
    given = {
        "sheet": "Uudisrakentaminen",
        "row": str(row),
        "kind": "project",
        "major_district": MIDDLE,
        "district_no": "11",
        "name": name,
        **cells,
    }
    return ",".join(_cell(given.get(column, "")) for column in STREET_HEADER.split(","))


def investment_row(row: int, name: str, **cells: str) -> str:
    """Write one row of an investment list; in district 11 of the middle unless told otherwise."""
    given = {"sheet": "KESKINEN SP3", "row": str(row), "district_no": "11", "name": name, **cells}
    return ",".join(_cell(given.get(column, "")) for column in INVESTMENT_HEADER.split(","))


def write_list(folder: Path, name: str, rows: list[str]) -> Path:
    """Write a list; its header is told by the length of its rows."""
    headers = {header.count(","): header for header in (STREET_HEADER, INVESTMENT_HEADER)}
    path = folder / name
    path.write_text("\n".join([headers[_commas(rows[0])], *rows]) + "\n", encoding="utf-8")
    return path


def write_districts(folder: Path) -> list[Path]:
    """Draw districts 11 and 12 in the middle and 28 north of them, with their major districts."""
    districts = folder / "districts.geojson"
    majors = folder / "majors.geojson"
    middle, north = (24.90, 60.16, 24.98, 60.20), (24.90, 60.20, 24.98, 60.26)
    boxes = {"11": (24.90, 60.16, 24.94, 60.20), "12": (24.94, 60.16, 24.98, 60.20), "28": north}
    named = [({"tunnus": n, "nimi_fi": f"Keksilä {n}"}, box) for n, box in boxes.items()]
    districts.write_text(json.dumps(_collection(named)), encoding="utf-8")
    large = [({"name": "Keskinen"}, middle), ({"name": "Pohjoinen"}, north)]
    majors.write_text(json.dumps(_collection(large)), encoding="utf-8")
    return [districts, majors]


def _collection(features: list[tuple[dict[str, str], tuple[float, float, float, float]]]) -> object:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": properties,
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]],
                },
            }
            for properties, (w, s, e, n) in features
        ],
    }


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & {",", '"'} else text


def _commas(row: str) -> int:
    outside = "".join(row.split('"')[::2])
    return outside.count(",")
