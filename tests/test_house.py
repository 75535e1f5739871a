# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the laws of the house that no linter knows: sizes, names, licences, silence."""

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import kotipesa

ROOT = Path(__file__).resolve().parents[1]
ROOMS = (".ci", "benchmarks", "docs", "requirements", "set_up", "src", "tests")
NOT_OURS = {"__pycache__", "_build"}

LINES_OF_A_FUNCTION = 80
LINES_OF_A_FILE = 500
LINES_OF_A_TEST_FILE = 800
LINES_OF_START = 300
LINES_OF_AN_ADR = 60

ATTICS = {"utils", "common", "helpers", "manager", "base", "platform"}
VAGUE_CLASS = re.compile(r"(Manager|Helper|Util|Utils|Handler|Data|Info|Base)$")
HEADER = re.compile(
    r"# SPDX-FileCopyrightText: \d{4} Kotipesä developers\n# SPDX-License-Identifier: EUPL-1\.2\n"
)
# Written so that the patterns do not find themselves.
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|root|home)\b(?!-)")
INDEX_HOST = re.compile(r"py(pi)\.org|python(hosted)\.org|npm(js)\.(org|com)|ana(conda)\.(org|com)")


@cache
def house() -> list[Path]:
    """Every file of ours: those at the root and those in the rooms."""
    inside = (path for room in ROOMS for path in (ROOT / room).rglob("*"))
    files = [path for path in (*ROOT.iterdir(), *inside) if path.is_file()]
    return sorted(path for path in files if not NOT_OURS.intersection(path.parts))


def python() -> list[Path]:
    return [path for path in house() if path.suffix == ".py"]


def engine() -> list[Path]:
    return [path for path in python() if path.is_relative_to(ROOT / "src")]


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def test_every_python_file_begins_with_its_licence():
    assert [name(p) for p in python() if not HEADER.match(text(p))] == []


def test_no_function_is_longer_than_eighty_lines():
    too_long = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in python()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LINES_OF_A_FUNCTION
    ]
    assert too_long == []


def test_no_file_is_longer_than_its_limit():
    def limit(path: Path) -> int:
        if path.name == "start.py":
            return LINES_OF_START
        return LINES_OF_A_TEST_FILE if "tests" in path.parts else LINES_OF_A_FILE

    lengths = {name(p): (len(text(p).splitlines()), limit(p)) for p in python()}
    assert {n: pair for n, pair in lengths.items() if pair[0] > pair[1]} == {}


def test_no_module_or_package_is_an_attic():
    parts = ((path, {*path.relative_to(ROOT).with_suffix("").parts}) for path in python())
    assert [name(path) for path, names in parts if names & ATTICS] == []


def test_no_class_has_a_name_that_says_nothing():
    vague = [
        f"{name(path)}: {node.name}"
        for path in engine()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and VAGUE_CLASS.search(node.name)
    ]
    assert vague == []


def test_only_the_command_line_prints():
    silent = [p for p in engine() if not p.is_relative_to(ROOT / "src" / "kotipesa" / "cli")]
    printing = [f"{name(p)}:{line}" for p in silent for call, line in calls(p) if call == "print"]
    assert printing == []


def test_the_engine_never_configures_logging():
    configuring = [
        f"{name(p)}:{line}"
        for p in engine()
        for call, line in calls(p)
        if call in {"logging.basicConfig", "basicConfig"} or call.endswith(".addHandler")
    ]
    assert configuring == []


def test_no_file_names_a_machine_or_an_index():
    found = [
        f"{name(path)}:{number}: {line.strip()[:80]}"
        for path in house()
        for number, line in enumerate(text(path).splitlines(), 1)
        if MACHINE_PATH.search(line) or INDEX_HOST.search(line)
    ]
    assert found == []


def test_every_row_of_a_shipped_table_has_the_cells_of_its_head():
    strange = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "src").rglob("*.csv"))
        for head, *rows in [list(csv.reader(text(path).splitlines()))]
        for number, row in enumerate(rows, 2)
        if len(row) != len(head)
    ]
    assert strange == []


def test_every_name_in_the_shop_window_exists():
    assert [n for n in getattr(kotipesa, "__all__", ()) if not hasattr(kotipesa, n)] == []


def test_every_decision_is_short_and_says_its_price():
    headings = ["Context", "Decision", "Price", "When to revisit"]
    decisions = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    found = {
        name(path): (
            re.findall(r"^## (.+)$", text(path), flags=re.MULTILINE),
            len(text(path).splitlines()) <= LINES_OF_AN_ADR,
        )
        for path in decisions
    }
    assert decisions
    assert found == dict.fromkeys(found, (headings, True))


def test_the_continuous_check_is_the_command_anybody_runs():
    commands = [
        line
        for line in text(ROOT / ".ci" / "run").splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["exec python3 start.py test"]
