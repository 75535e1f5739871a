# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Carry columns and plain values between processes as bytes that can do no harm.

A length of eight bytes, so much JSON, then the columns behind each other. Nothing in it is code,
and every size is held against the bytes that are there.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

_HEAD_BYTES = 8
_NUMBERS = ("float64", "float32", "int64", "int32", "int16", "int8", "uint8", "bool")
_LENGTHS = np.dtype(np.int64)


class BrokenAnswerError(ValueError):
    """Bytes that no child of ours would send."""


def pack(answer: Mapping[str, Any]) -> bytes:
    """Pack NumPy columns and plain values; raises TypeError for what is neither."""
    plain = {name: value for name, value in answer.items() if not isinstance(value, np.ndarray)}
    columns, buffers = [], []
    for name, column in answer.items():
        if isinstance(column, np.ndarray):
            kind, parts = _column_parts(column)
            columns.append([name, kind, list(column.shape), [len(part) for part in parts]])
            buffers += parts
    head = json.dumps({"plain": plain, "columns": columns}).encode()
    return b"".join((len(head).to_bytes(_HEAD_BYTES, "big"), head, *buffers))


def unpack(packed: memoryview) -> dict[str, Any]:
    """Give back what was packed; its columns cannot be written. Raises BrokenAnswerError."""
    try:
        return dict(_unpacked(packed))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as fault:
        raise BrokenAnswerError(str(fault)) from fault


def _column_parts(column: NDArray[Any]) -> tuple[str, list[bytes]]:
    """Write a column of numbers as one piece, one of objects as lengths and content."""
    if column.dtype.name in _NUMBERS:
        return column.dtype.name, [np.ascontiguousarray(column).tobytes()]
    values = column.tolist()
    lengths = np.array([len(value) for value in values], dtype=_LENGTHS).tobytes()
    if all(type(value) is bytes for value in values):
        return "bytes", [lengths, b"".join(values)]
    return "text", [lengths, "".join(values).encode("utf-8", "replace")]


def _unpacked(packed: memoryview) -> Iterator[tuple[str, Any]]:
    start = _HEAD_BYTES + int.from_bytes(packed[:_HEAD_BYTES], "big")
    head = json.loads(bytes(packed[_HEAD_BYTES:start]))
    yield from head["plain"].items()
    for name, kind, shape, sizes in head["columns"]:
        parts = []
        for size in sizes:
            parts.append(packed[start : start + size])
            start += size
        yield name, _column(kind, shape, parts)


def _column(kind: str, shape: list[int], parts: list[memoryview]) -> NDArray[Any]:
    if kind in _NUMBERS:
        (numbers,) = parts
        return np.frombuffer(numbers, dtype=kind).reshape(shape)
    packed_lengths, packed_content = parts
    lengths = np.frombuffer(packed_lengths, dtype=_LENGTHS)
    content = packed_content.tobytes() if kind == "bytes" else str(packed_content, "utf-8")
    ends = np.cumsum(lengths)
    if [len(lengths)] != shape or (lengths < 0).any() or ends[-1:].sum() != len(content):
        raise BrokenAnswerError(kind)
    column = np.empty(len(lengths), dtype=object)
    column[:] = [content[start:end] for start, end in pairwise([0, *ends.tolist()])]
    column.flags.writeable = False
    return column
