# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn catalogues of translations (.po) into what pages read (.mo), without gettext's programs."""

from __future__ import annotations

import ast
import re
import struct
from pathlib import Path

from set_up.machine import ROOT, digest
from set_up.steps import Step

WORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?) (".*")')
MAGIC = 0x950412DE
HEADER_BYTES = 28
ENTRY = struct.Struct("<II")


def translation_step() -> Step:
    """List the catalogues of every app."""
    found = catalogues()
    key = digest(Path(__file__), *found)
    return Step("translations", f"the translations: {len(found)} catalogues", key, compile_all)


def catalogues() -> list[Path]:
    """Find every catalogue."""
    return sorted((ROOT / "src").rglob("LC_MESSAGES/*.po"))


def compile_all() -> None:
    """Write each catalogue's compiled form beside it, where that is missing or older."""
    for catalogue in catalogues():
        target = catalogue.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime > catalogue.stat().st_mtime:
            continue
        target.write_bytes(compiled(read(catalogue.read_text(encoding="utf-8"))))


def read(catalogue: str) -> dict[str, str]:
    """Read the finished translations by their keys as gettext looks them up.

    A plural's two keys and its forms are joined by NUL, a context is set off by EOT; what is
    fuzzy or empty is left out, so that the page shows the English original.
    """
    blocks = re.split(r"\n\s*\n", catalogue)
    entries = (_entry(block) for block in blocks if "#, fuzzy" not in block)
    return {key: text for key, text in entries if text.strip("\0")}


def _entry(block: str) -> tuple[str, str]:
    """Read one block: the key and the text, both empty when it holds only comments."""
    words: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        found = WORD.fullmatch(line.strip())
        if found:
            name = found[1]
            words[name] = ast.literal_eval(found[3])
        elif line.startswith('"'):
            words[name] += ast.literal_eval(line)
    key = words.get("msgid", "")
    if "msgctxt" in words:
        key = f"{words['msgctxt']}\4{key}"
    if "msgid_plural" in words:
        key = f"{key}\0{words['msgid_plural']}"
    forms = (text for name, text in sorted(words.items()) if name.startswith("msgstr"))
    return key, "\0".join(forms)


def compiled(texts: dict[str, str]) -> bytes:
    """Lay texts out as gettext's binary catalogue: two tables of lengths and places, then bytes."""
    keys = sorted(key.encode() for key in texts)
    values = [texts[key.decode()].encode() for key in keys]
    count = len(keys)
    place = HEADER_BYTES + 2 * ENTRY.size * count
    tables, content = b"", b""
    for word in (*keys, *values):
        tables += ENTRY.pack(len(word), place + len(content))
        content += word + b"\0"
    originals, translations = HEADER_BYTES, HEADER_BYTES + ENTRY.size * count
    head = struct.pack("<7I", MAGIC, 0, count, originals, translations, 0, place)
    return head + tables + content
