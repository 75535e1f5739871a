# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell a full disk, under files or under the database, from other trouble."""

import errno

_OF_FILES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# SQLITE_FULL, and SQLITE_IOERR_SHMSIZE of readers who find no room for the index of the log.
_OF_SQLITE = frozenset({13, 4874})
_OF_POSTGRESQL = "53100"


def is_full(error: BaseException | None) -> bool:
    """Tell whether something failed because a disk has no room left."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _OF_FILES:
            return True
        if getattr(error, "sqlite_errorcode", None) in _OF_SQLITE:
            return True
        if getattr(error, "sqlstate", None) == _OF_POSTGRESQL:
            return True
        error = error.__cause__
    return False
