# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Gather the navigation: apps name their doors, the permission map says who sees them."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from django.apps import apps
from django.urls import reverse
from django.utils.functional import Promise

from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.permissions.decisions import NO, cell, endpoints, is_streaming
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.ui.addresses import page_address

Kind: TypeAlias = Literal["navigation", "personal"]


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the navigation; lower ``order`` comes first.

    An app lists its doors in its AppConfig: ``navigation = (Door("lots:list", _("Lots"), 30),)``;
    those of the person who is signed in under ``personal``.
    """

    name: str
    title: str | Promise
    order: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One link as the page shows it."""

    title: str | Promise
    href: str
    is_here: bool


def navigation(viewer: Viewer, path: str, kind: Kind = "navigation") -> list[Entry]:
    """List the doors this viewer may open, the one the page is behind marked."""
    found = [(door, page_address(door.name)) for door in _doors(kind) if _is_open(viewer, door)]
    behind = max((href for _, href in found if path.startswith(href)), key=len, default="")
    return [Entry(door.title, href, href == behind) for door, href in found if href]


def row_doors(viewer: Viewer, kind: str, row: Shown) -> list[Entry]:
    """List what apps offer to do with one row of a kind, as far as the viewer may.

    An app names it in its AppConfig: ``row_doors = {"lot": (Door("matches:ask", _("Ask"), 20),)}``.
    """
    doors = (
        door
        for config in apps.get_app_configs()
        for door in getattr(config, "row_doors", {}).get(kind, ())
        if is_streaming(viewer, door.name) and _is_open_for(viewer, door, row)
    )
    found = sorted(doors, key=lambda door: door.order)
    return [Entry(door.title, reverse(door.name, args=[row.pk]), is_here=False) for door in found]


@cache
def _doors(kind: Kind) -> list[Door]:
    doors = (door for config in apps.get_app_configs() for door in getattr(config, kind, ()))
    return sorted(doors, key=lambda door: door.order)


def _is_open(viewer: Viewer, door: Door) -> bool:
    row = endpoints().get((door.name, "GET"))
    is_on = is_streaming(viewer, door.name)
    return is_on and row is not None and is_allowed(viewer.role, row["action"])


def _is_open_for(viewer: Viewer, door: Door, row: Shown) -> bool:
    action = endpoints()[door.name, "GET"]["action"]
    grade = str(row["sensitivity"])
    return cell(viewer.role, action, own=row.is_own, sensitivity=grade) != NO
