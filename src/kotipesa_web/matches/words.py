# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell lots and projects in a line, as a viewer sees them."""

from dataclasses import dataclass

from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.lots.lists import amount_words
from kotipesa_web.places.words import window_words
from kotipesa_web.projects.lists import project_name
from kotipesa_web.ui.formats import code_text


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is told, and where it is looked at."""

    text: str
    href: str


def lot_words(lot: Shown) -> str:
    """Tell what a lot is, how much, and when."""
    window = window_words(lot["first_month"], lot["last_month"])
    parts = (code_text("material", lot["material"]), amount_words(lot), window)
    return ", ".join(part for part in parts if part)


def project_words(project: Shown) -> str:
    """Tell which project it is, and when."""
    parts = (project_name(project), window_words(project["first_month"], project["last_month"]))
    return ", ".join(part for part in parts if part)
