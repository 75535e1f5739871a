# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Run what the documents show: python blocks and console commands, in order, in an empty folder.

A code-block whose caption is the name of a file is written to it. In a console block the lines
after a command are its output; ``…`` stands for anything, and a command that must fail ends with
``[exit 1]``. Pages named docs/tutorial* find the real data in ``data`` (and ``examples`` beside
them) and are skipped where there are none.
"""

import os
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from kotipesa.cli import main

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(
    r"^```(?:(python|console)|\{code-block\} \w+\n:caption: (\S+)\n)\n(.*?)^```$",
    flags=re.MULTILINE | re.DOTALL,
)
COMMAND = re.compile(r"^\$ (?:\.venv/bin/)?kotipesa (.*)\n((?:(?!\$ ).*\n)*)", flags=re.MULTILINE)
PAGES = [
    path
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    if BLOCK.search(path.read_text(encoding="utf-8"))
]


def blocks(page: str) -> Iterator[tuple[str, str, int]]:
    """Give every block: its language or its file, its text, and the line it begins after."""
    for found in BLOCK.finditer(page):
        yield found[1] or found[2], found[3], page.count("\n", 0, found.start(3))


def run_python(code: str, place: Path, line: int, names: dict[str, Any]) -> None:
    """Run a block with the names of those before it; errors name the line of the page."""
    exec(compile("\n" * line + code, place, "exec"), names)  # noqa: S102 - running them is the test


def write_file(name: str, text: str) -> None:
    """Write a file the page shows, in a folder below the current one."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run_command(words: str) -> str:
    """Carry out a command line in English, as its door does; give what it said and its end."""
    said, complaint = StringIO(), StringIO()
    with redirect_stdout(said), redirect_stderr(complaint):
        code = main(shlex.split(words, comments=True))
    ending = f"\n[exit {code}]\n{complaint.getvalue()}" if code else ""
    return (said.getvalue().rstrip() + ending).strip()


def fits(said: str, shown: str) -> bool:
    """Tell whether the output is as shown; a command shown without any must only not fail."""
    if not shown.strip():
        return "[exit" not in said
    pattern = ".*".join(map(re.escape, shown.strip().split("…")))
    return re.fullmatch(pattern, said, re.DOTALL) is not None


def data_folder() -> Path:
    return Path(os.environ.get("KOTIPESA_DATA", ROOT.parent / "shared" / "data"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_is_what_happens(page, tmp_path, monkeypatch):
    if page.name.startswith("tutorial"):
        if not data_folder().is_dir():
            pytest.skip("the real data are not on this machine")
        (tmp_path / "data").symlink_to(data_folder())
        (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KOTIPESA_LANG", "en")
    names: dict[str, Any] = {}
    for language, text, line in blocks(page.read_text(encoding="utf-8")):
        if language == "python":
            run_python(text, page, line, names)
        elif language == "console":
            for command, shown in COMMAND.findall(text):
                said = run_command(command)
                assert fits(said, shown), f"{page.name}: kotipesa {command}\n{said}"
        else:
            write_file(language, text)


def test_the_page_on_running_it_tells_every_setting_of_the_platform():
    asked = (ROOT / "src/kotipesa_web/settings.py").read_text(encoding="utf-8")
    told = (ROOT / "docs/run-it-for-real.md").read_text(encoding="utf-8")
    settings = set(re.findall(r'environ\.get\(\s*"(KOTIPESA_\w+)"', asked))
    assert set(re.findall(r"^\| `(KOTIPESA_\w+)`", told, flags=re.MULTILINE)) == settings


CONSOLE = """\
$ kotipesa plan region --out plan
optimal, gap …
$ kotipesa check region
"""
PAGE = f"""\
```python
x = 1
```
```sh
not run
```
```console
{CONSOLE}```
```{{code-block}} text
:caption: region/lots.csv

id,site
```
"""


def test_only_python_console_and_file_blocks_count_and_they_keep_their_lines():
    assert list(blocks(PAGE)) == [
        ("python", "x = 1\n", 1),
        ("console", CONSOLE, 7),
        ("region/lots.csv", "id,site\n", 14),
    ]


def test_a_console_block_is_read_as_commands_and_their_output():
    assert COMMAND.findall(CONSOLE) == [
        ("plan region --out plan", "optimal, gap …\n"),
        ("check region", ""),
    ]


@pytest.mark.parametrize(
    ("said", "shown", "fitting"),
    [
        ("optimal, gap 0.0", "optimal, gap …\n", True),
        ("infeasible", "optimal, gap …\n", False),
        ("anything", "", True),
        ("bad row\n[exit 1]", "", False),
        ("bad row\n[exit 1]", "bad row\n[exit 1]", True),
    ],
)
def test_output_is_compared_as_shown(said, shown, fitting):
    assert fits(said, shown) is fitting


def test_names_live_on_from_block_to_block():
    names: dict[str, Any] = {}
    run_python("x = 1\n", Path("page.md"), 1, names)
    run_python("y = x + 1\n", Path("page.md"), 5, names)
    assert names["y"] == 2
