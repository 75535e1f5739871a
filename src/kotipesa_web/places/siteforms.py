# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for sites and facilities."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.forms import material_choices
from kotipesa_web.places.placing import PLACE_FIELDS, PlaceForm
from kotipesa_web.places.queries import own_sites
from kotipesa_web.places.rowforms import OWNED_FOLD, OwnedForm
from kotipesa_web.ui.fields import field_for
from kotipesa_web.ui.offers import EMPTY, Offered
from kotipesa_web.ui.rowfield import RowField


class SiteForm(OwnedForm, PlaceForm):
    """A place."""

    name = field_for("sites", "name", required=True, max_length=200)
    municipality = field_for("sites", "municipality", required=True)
    type = field_for("sites", "type", required=True)
    apart = PLACE_FIELDS
    columns = {"geometry": "outline"}  # noqa: RUF012
    folds = ((_("The site"), ("name", "municipality", "type")), OWNED_FOLD)

    @property
    def values(self) -> dict[str, Any]:
        """Give what was typed with its place."""
        return {**super().values, **self.place}


class FacilityForm(OwnedForm):
    """A store, process, outlet or source on a site of one's own."""

    name = field_for("sites", "name", required=True, max_length=200, help_text="")
    role = field_for("facilities", "role")
    site = RowField(
        "places:offered_sites",
        label=_("Place"),
        help_text=_("The name or id of one of your own sites; add the site first."),
    )
    materials = field_for("facilities", "materials")
    capacity_t = field_for("facilities", "capacity_t")
    capacity_t_per_month = field_for("facilities", "capacity_t_per_month")
    open_from = field_for("facilities", "open_from")
    open_to = field_for("facilities", "open_to")
    eur_per_t = field_for("facilities", "eur_per_t", initial=0, required=True)
    kgco2e_per_t = field_for("facilities", "kgco2e_per_t", initial=0, required=True)
    fixed_eur = field_for("facilities", "fixed_eur")
    accepts_contamination = field_for("facilities", "accepts_contamination")
    accepts_sulphide = field_for("facilities", "accepts_sulphide")
    accepts_origin = field_for("facilities", "accepts_origin")
    outcome = field_for("facilities", "outcome")
    origin = field_for("facilities", "origin")
    to_material = field_for("facilities", "to_material")
    yield_share = field_for("facilities", "yield", initial=1, required=True)
    residue_material = field_for("facilities", "residue_material")
    references = ("site",)
    columns = {"yield": "yield_share"}  # noqa: RUF012
    folds = (
        (_("The facility"), ("name", "role", "site", "materials", "capacity_t")),
        (_("When and how much"), ("capacity_t_per_month", "open_from", "open_to")),
        (_("Prices"), ("eur_per_t", "kgco2e_per_t", "fixed_eur")),
        (_("What it takes"), ("accepts_contamination", "accepts_sulphide", "accepts_origin")),
        (
            _("Of outlets, sources and processes"),
            ("outcome", "origin", "to_material", "yield_share", "residue_material"),
        ),
        OWNED_FOLD,
    )

    def __init__(self, *args: Any, viewer: Viewer, **named: Any) -> None:
        """Offer the viewer's own sites, and the region's own materials."""
        super().__init__(*args, **named)
        fields: dict[str, Any] = self.fields
        fields["site"].offer(own_sites(viewer))
        materials = material_choices(viewer)
        fields["materials"].choices = materials
        for name in ("to_material", "residue_material"):
            fields[name].choices = Offered([EMPTY, *materials])
