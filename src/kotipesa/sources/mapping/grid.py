# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read a file as rows of texts, before anybody knows which of them is the header."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.apart import parse_apart
from kotipesa.sources.archive import archive_problem
from kotipesa.sources.delimited.encoding import look_at_text
from kotipesa.sources.delimited.reading import DELIMITERS
from kotipesa.sources.delimited.records import Broken, Cells, LineFeed, split_records
from kotipesa.sources.limits import DEFAULT_LIMITS, Limits, shown, size_problem
from kotipesa.sources.workbook.reading import WORKBOOK_LIMITS

WORKBOOKS = (".xlsx", ".xlsm")
_LOOKED_AT = 50
COLUMNS_AT_MOST = 1_000
"""No office writes a table so wide; each column is held against every name there is."""


@dataclass(frozen=True, eq=False, slots=True)
class Grid:
    """The rows of a file or sheet that say anything, each as long as the longest.

    lines: where each row stands, as a person counts; formulas: line and column (from 0) of cells
    whose value a program worked out when it last saved the file.
    """

    file: str
    sheet: str
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    formulas: frozenset[tuple[int, int]] = frozenset()

    @property
    def width(self) -> int:
        """Count the columns."""
        return len(self.rows[0]) if self.rows else 0


def read_grid(
    path: Path, sheet: str = "", limits: Limits = DEFAULT_LIMITS
) -> tuple[Grid | None, tuple[Problem, ...]]:
    """Read a csv file or one sheet of a workbook, which is named when there are several."""
    if not path.is_file():
        return None, (problem("path_not_found", Where(path.name), path=path.name),)
    if too_large := size_problem(path, limits):
        return None, (too_large,)
    if path.suffix.lower() in WORKBOOKS:
        return _of_workbook(path, sheet, limits)
    return _of_text(path, limits)


def _of_text(path: Path, limits: Limits) -> tuple[Grid | None, tuple[Problem, ...]]:
    where, look = Where(path.name), look_at_text(path)
    if isinstance(look, Problem):
        return None, (look,)
    with path.open(encoding=look.encoding, newline="") as file:
        try:
            rows, lines, problems = _records(file, path.name, limits)
        except UnicodeDecodeError:
            return None, (problem("bad_encoding", where),)
    if look.encoding != "utf-8-sig":
        problems.append(problem("encoding_guessed", where, encoding=look.encoding))
    grid = _grid(path.name, "", rows, lines)
    if grid is None or not rows:
        code = "too_many_cells" if rows else "mapping_nothing_to_read"
        return None, (*problems, problem(code, where, **_size(rows)))
    return grid, tuple(problems)


def _records(
    file: TextIO, name: str, limits: Limits
) -> tuple[list[Cells], list[int], list[Problem]]:
    delimiter = _delimiter(file, limits)
    rows: list[Cells] = []
    lines: list[int] = []
    problems: list[Problem] = []
    for line, cells in split_records(LineFeed(file, limits), delimiter, limits):
        if isinstance(cells, Broken):
            place = Where(name, row=line, value=shown(cells.text))
            problems.append(problem(cells.code, place, limit=limits.cell_chars))
        elif "".join(cells).strip() and not (line == 1 and cells[0].lower().startswith("sep=")):
            rows.append(cells)
            lines.append(line)
    return rows, lines, problems


def _delimiter(file: TextIO, limits: Limits) -> str:
    """Choose what parts the first lines into columns most evenly; leave the file at its start."""

    def evenness(delimiter: str) -> tuple[int, int]:
        file.seek(0)
        records = islice(split_records(LineFeed(file, limits), delimiter, limits), _LOOKED_AT)
        widths = Counter(len(cells) for _, cells in records if not isinstance(cells, Broken))
        del widths[0], widths[1]
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    best = max(DELIMITERS, key=evenness)
    file.seek(0)
    return best


def _of_workbook(path: Path, sheet: str, limits: Limits) -> tuple[Grid | None, tuple[Problem, ...]]:
    if unsafe := archive_problem(path, limits):
        return None, (unsafe,)
    found = parse_apart(
        "grid",
        path,
        limits=WORKBOOK_LIMITS,
        file_limits=limits,
        sheet=sheet,
        cells=limits.workbook_cells,
    )
    if isinstance(found, Problem):
        return None, (found,)
    where, width = Where(path.name, found["sheet"]), found["width"]
    cells = found["cells"].tolist()
    rows = [cells[start : start + width] for start in range(0, len(cells), width or 1)]
    said = [line for line, row in enumerate(rows, start=1) if "".join(row).strip()]
    if not said:
        return None, (problem("empty_file", where),)
    formulas = frozenset((line, column) for line, column in found["formulas"].tolist())
    grid = _grid(path.name, where.sheet, [rows[line - 1] for line in said], said, formulas)
    return grid, () if grid else (problem("too_many_cells", where, **_size(rows)),)


def _grid(
    file: str,
    sheet: str,
    rows: list[Cells],
    lines: list[int],
    formulas: frozenset[tuple[int, int]] = frozenset(),
) -> Grid | None:
    """Fill rows up to one width, without empty columns at the end; None when that is too much."""
    used = [max((at for at, cell in enumerate(row, 1) if cell.strip()), default=0) for row in rows]
    width = max(used, default=0)
    if width > COLUMNS_AT_MOST or width * len(rows) > DEFAULT_LIMITS.workbook_cells:
        return None
    even = [[*row, *[""] * (width - len(row))][:width] for row in rows]
    return Grid(file, sheet, even, lines, formulas)


def _size(rows: Sequence[Cells]) -> dict[str, int]:
    return {"rows": len(rows), "columns": max(map(len, rows), default=0)}
