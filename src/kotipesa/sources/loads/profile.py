# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know how each kind of loads file is to be read: profiles are data, one TOML file a kind."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from kotipesa.errors import InputError, Problem, Where, problem
from kotipesa.sources.limits import DEFAULT_LIMITS, MEBIBYTE, size_problem
from kotipesa.sources.loads.schema import loads_columns
from kotipesa.sources.schema import plain_name
from kotipesa.sources.toml import parse_toml

SHIPPED = ("loads", "weighbridge", "two_weighings", "transfer_document", "phone")
"""In the order they are tried; of two that fit equally well the first is taken."""

UNITS: Mapping[str, str] = {"kg": "kg", "t": "t", "tn": "t", "ton": "t", "tonnia": "t"}
_UNIT_BEHIND = re.compile(rf"(.+?)[_,]*[_(\[]({'|'.join(UNITS)})[)\]]*")
_LIMITS = replace(DEFAULT_LIMITS, file_bytes=MEBIBYTE)


@dataclass(frozen=True, slots=True)
class LoadsProfile:
    """How one kind of file is read.

    needs: columns that must be found, of each group one; columns: our column by what it may be
    called; weight_unit: where neither header nor column says it, '' to refuse; personal: headers
    that are left unread; constants: what every row says, by column; is_estimate: nothing was
    weighed; heavier_is_gross: two weighings in any order; is_transfer_document: says what SIIRTO
    wants to know.
    """

    id: str
    needs: tuple[tuple[str, ...], ...]
    columns: Mapping[str, str]
    weight_unit: str = ""
    personal: frozenset[str] = frozenset()
    constants: Mapping[str, str] | None = None
    is_estimate: bool = False
    heavier_is_gross: bool = False
    is_transfer_document: bool = False


def header_name(header: str) -> tuple[str, str]:
    """Strip a header of case, points and its unit: ``Netto (kg)`` is ``netto`` in ``kg``."""
    name = plain_name(header.replace(".", " ").replace(":", " "))
    found = _UNIT_BEHIND.fullmatch(name)
    return (found[1], UNITS[found[2]]) if found else (name, "")


@cache
def loads_profiles() -> tuple[LoadsProfile, ...]:
    """Give the shipped profiles, in the order they are tried."""
    folder = files("kotipesa.sources.loads").joinpath("profiles")
    texts = [folder.joinpath(f"{name}.toml").read_text(encoding="utf-8") for name in SHIPPED]
    return tuple(_profile(tomllib.loads(text)) for text in texts)


def own_profile(path: Path) -> LoadsProfile:
    """Read a profile somebody wrote; raises InputError for one that makes no sense."""
    if too_large := size_problem(path, _LIMITS):
        raise InputError([too_large])
    try:
        return _profile(parse_toml(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise InputError([_unclear(path, fault)]) from fault
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise InputError([_unclear(path, repr(fault))]) from fault


def _unclear(path: Path, reason: object) -> Problem:
    return problem("loads_profile_unclear", Where(path.name), reason=reason)


def _profile(written: Mapping[str, Any]) -> LoadsProfile:
    known = {column.name for column in loads_columns()}
    named = {**written["columns"], **written.get("constants", {})}
    needs = tuple(tuple(group) for group in written["needs"])
    if unknown := {*named, *(name for group in needs for name in group)} - known:
        raise ValueError(sorted(unknown))
    if written.get("weight_unit", "") not in ("", "t", "kg"):
        raise ValueError(written["weight_unit"])
    return LoadsProfile(
        id=str(written["id"]),
        needs=needs,
        columns=_own_names() | _spellings(written["columns"]),
        weight_unit=written.get("weight_unit", ""),
        personal=frozenset(header_name(name)[0] for name in written.get("personal", ())),
        constants={name: str(value) for name, value in written.get("constants", {}).items()},
        is_estimate=bool(written.get("is_estimate")),
        heavier_is_gross=bool(written.get("heavier_is_gross")),
        is_transfer_document=bool(written.get("is_transfer_document")),
    )


def _spellings(columns: Mapping[str, list[str]]) -> dict[str, str]:
    return {header_name(text)[0]: name for name, texts in columns.items() for text in texts}


@cache
def _own_names() -> dict[str, str]:
    """Map what columns.csv calls each column, by name and label, to its name."""
    return {
        header_name(text)[0]: column.name
        for column in loads_columns()
        for text in (*column.label.values(), column.name)
    }
