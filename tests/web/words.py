# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Gather the words pages say, and what the catalogues make of them, without gettext's programs.

cd tests && python -m web.words           every text without a translation, as blocks of .po
cd tests && python -m web.words lots fi   those of one app in one language
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from set_up.translations import read

PLATFORM = Path(__file__).resolve().parents[2] / "src" / "kotipesa_web"
LANGUAGES = ("fi", "sv")
ASKING = {
    "gettext": 0,
    "gettext_lazy": 0,
    "gettext_noop": 0,
    "ngettext": 0,
    "ngettext_lazy": 0,
    "pgettext": 1,
    "pgettext_lazy": 1,
}
STRING = r"u?(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')"
IN_TEMPLATE = re.compile(
    rf"(?<!\w)(n?p?gettext|_)\(\s*{STRING}(?:\s*,\s*{STRING})?", flags=re.DOTALL
)


def apps() -> list[str]:
    """Name the apps, and '' for the package itself."""
    return ["", *sorted(path.parent.name for path in PLATFORM.glob("*/apps.py"))]


def files_of(app: str, pattern: str) -> list[Path]:
    if not app:
        return sorted(PLATFORM.glob(pattern))
    return sorted((PLATFORM / app).rglob(pattern))


def words_of(app: str) -> set[str]:
    """Give the keys of every text an app says, as the catalogue has them."""
    found: set[str] = set()
    for path in files_of(app, "*.py"):
        found.update(_in_code(ast.parse(path.read_text(encoding="utf-8"))))
    if app:
        for path in (PLATFORM / app / "templates").rglob("*.*"):
            found.update(_in_template(path))
    return found


def catalogue(app: str, language: str) -> dict[str, str]:
    """Read the finished translations of an app."""
    path = PLATFORM / app / "locale" / language / "LC_MESSAGES" / "django.po"
    return read(path.read_text(encoding="utf-8")) if path.is_file() else {}


def missing(app: str, language: str) -> list[str]:
    """List the texts of an app that no catalogue of ours has finished."""
    known = {key for other in apps() for key in catalogue(other, language)}
    return sorted(words_of(app) - known)


def wrong_calls(app: str) -> Iterator[str]:
    """Name the places that ask for the translation of something that is not one plain text."""
    for path in files_of(app, "*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call, place in _calls(tree):
            if isinstance(call.args[place], ast.JoinedStr | ast.BinOp | ast.Call):
                yield f"{path.relative_to(PLATFORM)}:{call.lineno}"


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, int]]:
    names = {
        alias.asname or alias.name: ASKING[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in ASKING
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node, names[node.func.id]


def _in_code(tree: ast.Module) -> Iterator[str]:
    for call, place in _calls(tree):
        texts = [arg.value for arg in call.args[: place + 2] if _is_text(arg)]
        if len(texts) <= place:
            continue
        if place:
            yield f"{texts[0]}\4{texts[1]}"
        else:
            yield "\0".join(texts)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _in_template(path: Path) -> Iterator[str]:
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for name, first, second in IN_TEMPLATE.findall(source):
        texts = [ast.literal_eval(text) for text in (first, second) if text]
        yield ("\4" if name.startswith("p") else "\0").join(texts)


def blocks(app: str, language: str) -> str:
    """Write what is missing as blocks to fill in."""
    return "\n\n".join(_block(key) for key in missing(app, language))


def _block(key: str) -> str:
    context, _, text = key.rpartition("\4")
    single, _, plural = text.partition("\0")
    lines = [f'msgctxt "{_quoted(context)}"'] if context else []
    lines.append(f'msgid "{_quoted(single)}"')
    if plural:
        lines += [f'msgid_plural "{_quoted(plural)}"', 'msgstr[0] ""', 'msgstr[1] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


if __name__ == "__main__":
    wanted = sys.argv[1:2] or apps()
    for each in wanted:
        for spoken in sys.argv[2:] or LANGUAGES:
            sys.stdout.write(f"# {each or 'kotipesa_web'} {spoken}\n{blocks(each, spoken)}\n\n")
