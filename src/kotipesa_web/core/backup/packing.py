# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Pack a backup into a tar with the sum of every file, and prove a tar whole before it is used."""

import hashlib
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from kotipesa.errors import InputError, Where, problem

MANIFEST = "manifest.json"
MANIFEST_SUM = "manifest.sha256"
FORMAT = "kotipesa-backup 1"
_MEMBER = re.compile(r"rows/[a-z_0-9.]+\.jsonl\.gz|attachments/[0-9a-f]{64}")
_CHUNK = 1024 * 1024


class Packer:
    """A backup being written; what is added is summed."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        """Begin with no file."""
        self._tar = tar
        self.sums: dict[str, str] = {}

    def add(self, name: str, content: IO[bytes]) -> None:
        """Add a file from its beginning to its end."""
        content.seek(0)
        self.sums[name] = _sum(content)
        member = tarfile.TarInfo(name)
        member.size = content.tell()
        member.mode = 0o600
        content.seek(0)
        self._tar.addfile(member, content)


def _sum(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in iter(lambda: content.read(_CHUNK), b""):
        digest.update(chunk)
    return digest.hexdigest()


class Backup:
    """A backup that was proved whole: its manifest, and its files by name."""

    def __init__(self, tar: tarfile.TarFile, manifest: dict[str, Any]) -> None:
        """Keep the open tar."""
        self._tar = tar
        self.manifest = manifest

    def names(self, folder: str) -> list[str]:
        """List the files of a folder."""
        return [name for name in self.manifest["sums"] if name.startswith(f"{folder}/")]

    def open(self, name: str) -> IO[bytes]:
        """Open a file."""
        content = self._tar.extractfile(name)
        if content is None:
            raise KeyError(name)
        return content

    def chunks(self, name: str) -> Iterable[bytes]:
        """Give the bytes of a file, some at a time."""
        content = self.open(name)
        return iter(lambda: content.read(_CHUNK), b"")


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """Open a backup once every sum in it is right.

    Raises InputError naming the file that is rotten, or saying that the tar ends too early.
    """
    here = Where(file=str(path))
    try:
        with tarfile.open(path, "r:") as tar:
            yield Backup(tar, _proved(tar, here))
    except (tarfile.TarError, EOFError) as error:
        raise InputError([problem("backup_cut_short", here, file=path.name)]) from error


def _proved(tar: tarfile.TarFile, here: Where) -> dict[str, Any]:
    found = {member.name: _sum_of(tar, member, here) for member in tar}
    manifest_sum = found.pop(MANIFEST, "")
    if not manifest_sum or MANIFEST_SUM not in found:
        raise InputError([problem("backup_cut_short", here, file=Path(here.file).name)])
    del found[MANIFEST_SUM]
    if _text(tar, MANIFEST_SUM) != manifest_sum.encode():
        raise InputError([problem("backup_rotten", here, file=MANIFEST)])
    manifest: dict[str, Any] = json.loads(_text(tar, MANIFEST))
    wrong = [
        name
        for name in sorted(found.keys() | manifest["sums"].keys())
        if found.get(name) != manifest["sums"].get(name) or not _MEMBER.fullmatch(name)
    ]
    if wrong or manifest["format"] != FORMAT:
        raise InputError([problem("backup_rotten", here, file=n) for n in wrong or [MANIFEST]])
    return manifest


def _sum_of(tar: tarfile.TarFile, member: tarfile.TarInfo, here: Where) -> str:
    content = tar.extractfile(member) if member.isreg() else None
    if content is None:
        raise InputError([problem("backup_rotten", here, file=member.name)])
    found = _sum(content)
    if content.tell() != member.size:
        raise EOFError
    return found


def _text(tar: tarfile.TarFile, name: str) -> bytes:
    content = tar.extractfile(name)
    return content.read() if content else b""
