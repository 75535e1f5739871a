# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write small files in the infra format."""

from pathlib import Path

NORTH, EAST = 6_675_000.0, 25_497_200.0


def hole(
    rows: str,
    north: float = NORTH,
    east: float = EAST,
    method: str = "PA",
    end: str = "-1 KL",
    number: int = 1,
    before: str = "",
) -> str:
    head = (
        f"OM Kaupunki\n{before}TY 20 Katu\nPK 1 Meikäläinen Mallikas\nTT {method} - 0\n"
        f"XY {north} {east} 12.5 05032024 {number}\n"
    )
    return head + "".join(f"{line.strip()}\n" for line in rows.split("/")) + f"{end}\n"


def tek_file(folder: Path, *holes: str, head: str = "FO 2.3\nKJ ETRS-GK25 N2000\n") -> Path:
    path = folder / f"holes{len(list(folder.iterdir()))}.tek"
    path.write_text(head + "".join(holes), encoding="utf-8")
    return path
