# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold set-up: start.py needs only Python, and the locks name hashes, never places."""

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "requirements"
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)(?: ; (.+?))? \\$", flags=re.MULTILINE)
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def load_start():
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["start"] = module  # a NamedTuple looks its module up
    spec.loader.exec_module(module)
    return module


start = load_start()


def pins(lock: str) -> set[tuple[str, str, str]]:
    return set(PIN.findall((LOCKS / f"{lock}.lock").read_text(encoding="utf-8")))


def normal(requirement: str) -> str:
    return re.split(r"[<>=~!\[; ]", requirement)[0].lower().replace("_", "-")


def test_start_needs_only_the_standard_library():
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    roots = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        node.module.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert roots - sys.stdlib_module_names == set()


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
    answer = start.what_is_missing(version, modules, system)
    assert said in answer
    assert bool(said) == bool(answer)


def test_a_digest_changes_with_the_content(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("one")
    second.write_text("two")
    assert start.digest(first) == start.digest(first)
    assert start.digest(first) != start.digest(second)


def test_children_do_not_inherit_paths_to_other_packages(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("KEPT", "yes")
    seen = start.environment()
    assert ("PYTHONPATH" in seen, seen["KEPT"]) == (False, "yes")


def test_the_steps_are_named_once_and_in_order():
    names = [step.name for step in start.steps(LOCKS / "test.lock")]
    assert names == ["venv", "boot", "test", "kotipesa"]


def test_the_written_command_starts_python_though_its_path_has_blanks(tmp_path):
    python = tmp_path / "a b" / "python"
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    (tmp_path / "kotipesa").mkdir()
    (tmp_path / "kotipesa" / "__init__.py").write_text("")
    (tmp_path / "kotipesa" / "cli.py").write_text(
        "import sys\n\n\ndef main(): return sys.argv[1:]\n"
    )
    command = tmp_path / "command"
    command.write_text(start.LAUNCHER.format(python=start.shlex.quote(str(python))))
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
    assert (done.returncode, "start.py test" in done.stdout) == (2, True)


@pytest.mark.parametrize("lock", ["boot", "run", "test", "bench"])
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
        "run": project["dependencies"],
        "test": project["dependencies"] + extras["test"],
        "bench": project["dependencies"] + extras["benchmarks"],
    }
    missing = {
        lock: {normal(r) for r in wanted} - {name for name, _, _ in pins(lock)}
        for lock, wanted in asked.items()
    }
    assert missing == {key: set() for key in asked}
