# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a region as SeutuMASSA's rows, and list all that they cannot hold."""

from kotipesa.report.seutumassa.contacts import Contacts, read_region_contacts
from kotipesa.report.seutumassa.losses import Loss, loss_records
from kotipesa.report.seutumassa.writing import write_seutumassa

__all__ = ["Contacts", "Loss", "loss_records", "read_region_contacts", "write_seutumassa"]
