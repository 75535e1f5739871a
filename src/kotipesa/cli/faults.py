# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what stopped a command: problems of the data, of the disk, or of the program itself."""

import errno

from kotipesa.cli.answer import Answer, refusal
from kotipesa.errors import InternalError, KotipesaError, UsageError, problem

_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def told(fault: Exception) -> Answer:
    """Answer an exception by its problems and exit code; 4 for what nobody expected."""
    if isinstance(fault, KotipesaError):
        return refusal(fault.problems, fault.exit_code)
    if isinstance(fault, OSError) and fault.filename is not None:
        reason = fault.strerror or type(fault).__name__
        trouble = problem("file_trouble", path=fault.filename, reason=reason)
        return refusal([trouble], UsageError.exit_code)
    if isinstance(fault, OSError) and fault.errno in _OF_THE_DISK:
        return refusal([problem("disk_trouble", reason=fault.strerror)], UsageError.exit_code)
    kind = type(fault).__name__
    return refusal([problem("unexpected", kind=kind, text=fault)], InternalError.exit_code)
