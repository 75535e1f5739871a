# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Re-derive every rule and every figure of a plan from its written files alone.

The auditor reads ``moves.csv``, ``stocks.csv``, ``unmet.csv`` and the claims of ``plan.json``, and
the region they were made for. It knows nothing of how plans are made.
"""

from kotipesa.testing.audit.auditor import audit
from kotipesa.testing.audit.fault import Fault

__all__ = ["Fault", "audit"]
