# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say who is looking: one person in one role for one organisation, or the public."""

from dataclasses import dataclass

from kotipesa_web.core.errors import Refused
from kotipesa_web.core.permissions.roles import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """One person in one role for one organisation; the public has neither."""

    role: Role = Role.PUBLIC
    user_id: int | None = None
    organisation_id: int | None = None
    unit_id: int | None = None
    region_id: int | None = None
    name: str = ""
    language: str = "fi"
    streams: tuple[str, ...] | None = None
    """The streams that are on where they act; None where nobody has asked the region."""

    @property
    def is_signed_in(self) -> bool:
        """Tell whether this is a known person."""
        return self.user_id is not None

    @property
    def home_region(self) -> int:
        """Give the region the viewer acts in; raises Refused for one who has none."""
        if self.region_id is None:
            message = "region"
            raise Refused(message)
        return self.region_id

    def owns(self, owner_id: int | None) -> bool:
        """Tell whether a row of that organisation is the viewer's own."""
        return self.organisation_id is not None and self.organisation_id == owner_id


PUBLIC = Viewer()
