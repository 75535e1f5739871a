# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Gather what other apps have to show of a project; each names it in its AppConfig.

    project_sections = ("kotipesa_web.lots.sections.lots_of_project_section",)

A section is a function of the viewer and the project as it is seen; None shows nothing.
"""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Section:
    """A template, and what it shows."""

    template: str
    told: dict[str, Any] = field(default_factory=dict)


def sections_of(viewer: Viewer, project: Shown) -> list[Section]:
    """List what apps show of a project, in their order."""
    makers = [
        import_string(name)
        for config in apps.get_app_configs()
        for name in getattr(config, "project_sections", ())
    ]
    found = (make(viewer, project) for make in makers)
    return [section for section in found if section is not None]
