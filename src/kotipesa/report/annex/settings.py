# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read what its user says of an annex: title, organisation, diary number, author, date, funders."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from kotipesa.errors import InputError, Problem, Where, problem
from kotipesa.sources.cells import clean_text, has_control
from kotipesa.sources.limits import DEFAULT_LIMITS, MEBIBYTE, shown, size_problem
from kotipesa.sources.toml import parse_toml

_LIMITS = replace(DEFAULT_LIMITS, file_bytes=MEBIBYTE)
_FUNDERS = "funders"
_LISTS = ("owners",)


@dataclass(frozen=True, slots=True)
class AnnexSettings:
    """What the user says; '' and () where nothing is said.

    owners: whose sealed data the publisher may show, its own as a rule; funders: lines as the
    funder wants them, logos as text.
    """

    title: str = ""
    organisation: str = ""
    diary_number: str = ""
    author: str = ""
    date: str = ""
    owners: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()


def read_annex_settings(path: Path) -> AnnexSettings:
    """Read a TOML file; raises InputError for one that makes no sense or says the unknown."""
    if too_large := size_problem(path, _LIMITS):
        raise InputError([too_large])
    try:
        written = parse_toml(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise InputError([_unclear(path, "", fault)]) from fault
    funders = written.pop(_FUNDERS, {})
    lines = funders.get("lines", []) if isinstance(funders, Mapping) else funders
    values: dict[str, Any] = {}
    problems = []
    for key, value in {**written, _FUNDERS: lines}.items():
        read = _read(key, value)
        if read is None:
            problems.append(_unclear(path, key, shown(f"{key} = {value!r}")))
        else:
            values[key] = read
    if problems:
        raise InputError(problems)
    return AnnexSettings(**values)


def _read(key: str, value: Any) -> str | tuple[str, ...] | None:
    """Read one setting; None when it is unknown or not of its kind."""
    if key in (_FUNDERS, *_LISTS):
        items = [_text(one) for one in value] if isinstance(value, list) else [None]
        return None if None in items else tuple(filter(None, items))
    return _text(value) if key in {field.name for field in fields(AnnexSettings)} else None


def _text(value: Any) -> str | None:
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    return clean_text(value) if isinstance(value, str) and not has_control(value) else None


def _unclear(path: Path, key: str, reason: object) -> Problem:
    known = ", ".join(field.name for field in fields(AnnexSettings))
    return problem(
        "annex_settings_unclear", Where(path.name, column=shown(key)), reason=reason, known=known
    )
