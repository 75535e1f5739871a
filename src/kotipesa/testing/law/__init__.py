# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Restate the rules of a plan in the plainest words, apart from the room that makes plans.

The auditor and the referee stand on these words alone.
"""

from kotipesa.testing.law.acceptance import Acceptance, Grades
from kotipesa.testing.law.calendar import Calendar
from kotipesa.testing.law.legs import Legs, RoadBook
from kotipesa.testing.law.partners import Partners, partners, saving_eur_per_t
from kotipesa.testing.law.places import Places
from kotipesa.testing.law.statute import Law, law_of

__all__ = [
    "Acceptance",
    "Calendar",
    "Grades",
    "Law",
    "Legs",
    "Partners",
    "Places",
    "RoadBook",
    "law_of",
    "partners",
    "saving_eur_per_t",
]
