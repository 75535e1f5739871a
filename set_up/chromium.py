# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Unpack Chromium from its package; run by .venv's Python, which has brotli."""

import io
import sys
import tarfile
from pathlib import Path

import brotli

ARCHIVES = ("al2023.tar.br", "swiftshader.tar.br", "fonts.tar.br")
# Where a machine has no fonts and no configuration of fonts, Chromium ends at the first form.
FONTS_CONF = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def unpack(packed: Path, place: Path) -> None:
    """Write the program, the libraries it needs (in lib), its software graphics, its fonts."""
    for name in ARCHIVES:
        content = brotli.decompress((packed / name).read_bytes())
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            write_files(archive, place)
    program = place / "chromium"
    program.write_bytes(brotli.decompress((packed / "chromium.br").read_bytes()))
    program.chmod(0o755)
    fonts_conf = FONTS_CONF.format(fonts=place / "fonts", cache=place / "font-cache")
    (place / "fonts.conf").write_text(fonts_conf, encoding="utf-8")


def write_files(archive: tarfile.TarFile, place: Path) -> None:
    """Write the plain files of an archive, and only below a folder (3.11.2 cannot filter them)."""
    for member in archive:
        file = (place / member.name).resolve()
        content = archive.extractfile(member)
        if content is not None and file.is_relative_to(place.resolve()):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.read())


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
