# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Recognise one project in many sources: propose with reasons, and keep what people decide."""

from kotipesa.register.same.facts import ProjectFacts, SystemIds, region_facts
from kotipesa.register.same.proposals import LEAST_SCORE, Proposals, propose
from kotipesa.register.same.reasons import Reason, words

__all__ = [
    "LEAST_SCORE",
    "ProjectFacts",
    "Proposals",
    "Reason",
    "SystemIds",
    "propose",
    "region_facts",
    "words",
]
