# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold set-up: it needs only Python, and the locks name hashes, never places."""

import ast
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import start
from set_up import machine
from set_up.libraries import LAUNCHER
from set_up.vendor import FILES, LICENCES, VENDOR, adapt

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "requirements"
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)(?: ; (.+?))? \\$", flags=re.MULTILINE)
POINTING = re.compile(r"""@font-face|GDS|sourceMappingURL|url\(/|\bfrom ?["'](?!\./)""")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def pins(lock: str) -> set[tuple[str, str, str]]:
    return set(PIN.findall((LOCKS / f"{lock}.lock").read_text(encoding="utf-8")))


def normal(requirement: str) -> str:
    return re.split(r"[<>=~!\[; ]", requirement)[0].lower().replace("_", "-")


def imported(file: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    names = {a.name for node in nodes if isinstance(node, ast.Import) for a in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in names}


def test_set_up_needs_only_the_standard_library():
    in_venv = ROOT / "set_up" / "chromium.py"  # run by .venv's Python, never imported
    files = {ROOT / "start.py", *(ROOT / "set_up").glob("*.py")} - {in_venv}
    found = set().union(*map(imported, files))
    assert found - sys.stdlib_module_names == {"set_up"}
    assert not any("set_up.chromium" in file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize(
    ("version", "modules", "system", "said"),
    [
        ((3, 11), ("venv",), "posix", ""),
        ((3, 14), ("venv",), "posix", ""),
        ((3, 9), ("venv",), "posix", "Python 3.9"),
        ((3, 11), ("venv", "no_such_module"), "posix", "sudo apt install python3-venv"),
        ((3, 11), ("venv",), "nt", "WSL"),
    ],
)
def test_a_machine_that_lacks_something_is_told_the_cure(version, modules, system, said):
    answer = machine.what_is_missing(version, modules, system)
    assert said in answer
    assert bool(said) == bool(answer)


def test_a_digest_changes_with_the_content(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("one")
    second.write_text("two")
    assert machine.digest(first) == machine.digest(first)
    assert machine.digest(first) != machine.digest(second)


def test_children_do_not_inherit_paths_to_other_packages(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("KEPT", "yes")
    seen = machine.environment()
    assert ("PYTHONPATH" in seen, seen["KEPT"]) == (False, "yes")


def test_the_steps_are_named_once_and_in_order():
    names = {verb: [step.name for step in start.steps(verb)] for verb in ("demo", "test")}
    assert names == {
        "demo": ["venv", "boot", "run", "commands", "kernels", "vendor", "translations"],
        "test": [
            "venv",
            "boot",
            "test",
            "commands",
            "kernels",
            "vendor",
            "translations",
            "browser",
        ],
    }


def test_the_written_command_starts_python_though_its_path_has_blanks(tmp_path):
    python = tmp_path / "a b" / "python"
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    (tmp_path / "doors.py").write_text("import sys\n\n\ndef main(): return sys.argv[1:]\n")
    command = tmp_path / "command"
    command.write_text(LAUNCHER.format(python=shlex.quote(str(python)), module="doors"))
    command.chmod(0o755)
    done = subprocess.run(
        [command, "plan", "my region"],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert (done.stderr.strip(), done.returncode) == ("['plan', 'my region']", 1)


def test_a_wrong_word_is_refused():
    done = subprocess.run(
        [sys.executable, ROOT / "start.py", "fly"], check=False, capture_output=True, text=True
    )
    assert (done.returncode, "usage: start.py" in done.stderr) == (2, True)


@pytest.mark.parametrize("lock", ["boot", "run", "test", "bench", "node"])
def test_a_lock_holds_pins_and_hashes_and_nothing_else(lock):
    lines = (LOCKS / f"{lock}.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not (PIN.match(line) or HASH.fullmatch(line))] == []


@pytest.mark.parametrize("lock", ["test", "bench"])
def test_every_lock_agrees_with_what_users_run(lock):
    assert pins("run") - pins(lock) == set()


def test_every_library_asked_for_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = {
        "run": project["dependencies"] + extras["web"],
        "test": project["dependencies"] + extras["web"] + extras["test"],
        "bench": project["dependencies"] + extras["benchmarks"],
    }
    missing = {
        lock: {normal(r) for r in wanted} - {name for name, _, _ in pins(lock)}
        for lock, wanted in asked.items()
    }
    assert missing == {key: set() for key in asked}


def test_the_lock_of_pages_holds_a_hash_for_each_package_and_no_place():
    lock = json.loads((LOCKS / "package-lock.json").read_text(encoding="utf-8"))
    root, *others = lock["packages"].values()
    asked = json.loads((LOCKS / "package.json").read_text(encoding="utf-8"))
    assert root["dependencies"] == asked["dependencies"]
    assert root["devDependencies"] == asked["devDependencies"]
    assert [p for p in others if not p["integrity"].startswith("sha512-")] == []
    assert [p["resolved"] for p in others if "resolved" in p] == []


def test_what_pages_load_is_what_is_listed_and_points_nowhere_else():
    if not VENDOR.exists():
        pytest.skip("set-up has not fetched it")
    listed = {*FILES, *(path.name for path in LICENCES.iterdir())}
    texts = {path.name: path.read_text(encoding="utf-8") for path in VENDOR.iterdir()}
    assert texts.keys() == listed
    code = {name: text for name, text in texts.items() if not name.endswith(".txt")}
    assert {name: found for name, text in code.items() if (found := POINTING.findall(text))} == {}


def test_each_file_that_pages_load_has_its_licence():
    names = {*FILES, *(path.name for path in LICENCES.iterdir())}
    code = {name.rpartition(".")[0] for name in names if not name.endswith(".txt")}
    licensed = {name.partition(".")[0] for name in names if name.endswith(".licence.txt")}
    assert {name.removesuffix("-worker") for name in code} - licensed == set()


@pytest.mark.parametrize(
    ("name", "text", "adapted"),
    [
        ("a.mjs", "let a;\n//# sourceMappingURL=a.mjs.map", "let a;\n"),
        ("a.css", "a{}\n/*# sourceMappingURL=a.css.map */\n", "a{}\n"),
        ("pmtiles.mjs", 'import{d}from"fflate";', 'import{d}from"./fflate.mjs";'),
        (
            "govuk-frontend.css",
            "p{font-family:GDS Transport,arial,sans-serif}",
            "p{font-family:system-ui,sans-serif}",
        ),
        (
            "govuk-frontend.css",
            "@font-face{src:url(/a.woff)}@media print{a{b:c}.x:before{d:url(/govuk-crest.svg)}}",
            "@media print{a{b:c}}",
        ),
    ],
)
def test_what_points_elsewhere_is_cut(name, text, adapted):
    assert adapt(name, text) == adapted
