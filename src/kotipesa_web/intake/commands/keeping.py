# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Rename and drop the mappings an organisation keeps."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.commands.telling import plain_name
from kotipesa_web.intake.models import KeptMapping
from kotipesa_web.intake.queries import mapping_for, mappings_of


@command
def rename_mapping(*, viewer: Viewer, pk: int, name: str) -> KeptMapping:
    """Call a kept mapping something else; raises ValidationError for no name, or one in use."""
    require(viewer, "import_rows")
    kept = mapping_for(viewer, pk)
    before, kept.name = {"name": kept.name}, plain_name(name)
    if not kept.name:
        raise ValidationError(_("Give the mapping a name."))
    if mappings_of(viewer).filter(name=kept.name).exclude(pk=pk).exists():
        raise ValidationError(_("Another mapping has this name."))
    kept.save(update_fields=["name"])
    record(viewer, action="rename_mapping", row=kept, before=before, after={"name": kept.name})
    return kept


@command
def drop_mapping(*, viewer: Viewer, pk: int) -> KeptMapping:
    """Forget a kept mapping; files of its shape are asked about again."""
    require(viewer, "import_rows")
    kept = mapping_for(viewer, pk)
    record(viewer, action="drop_mapping", row=kept, before={"name": kept.name})
    kept.delete()
    return kept
