# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep lots: what somebody has or needs, how much, where, when; and what is attached to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.models import Owned
from kotipesa_web.lots.choices import AttachmentKind, LotState

SEEN = ("state", "owner", "sensitivity", "kind")
"""What says who sees a row: an index that has it answers without the rows themselves."""
LISTED = (
    *("region", *SEEN, "direction", "material", "municipality"),
    *("tonnes", "band", "first_month", "last_month", "first_quarter", "last_quarter"),
)
SUMMED = (*SEEN, "tonnes")
MAPPED = ("region", "site", *SEEN, "direction", "tonnes")


class Lot(Owned):
    """Something somebody has or needs; ``tonnes`` follow from the amount and its unit.

    ``band`` and the quarters are what those see who may not know amounts and months exactly.
    """

    code = models.CharField(_("Id"), max_length=100)
    direction = models.CharField(max_length=4)
    material = models.CharField(max_length=100)
    material_group = models.CharField(max_length=100, blank=True)
    amount = models.FloatField()
    unit = models.CharField(max_length=5)
    amount_low = models.FloatField(null=True, blank=True)
    amount_high = models.FloatField(null=True, blank=True)
    tonnes = models.FloatField(null=True)
    tonnes_low = models.FloatField(null=True)
    tonnes_high = models.FloatField(null=True)
    band = models.CharField(max_length=20, blank=True)
    site = models.ForeignKey("places.Site", models.PROTECT, related_name="lots")
    municipality = models.CharField(max_length=3, blank=True)
    project = models.ForeignKey(
        "projects.Project", models.CASCADE, null=True, blank=True, related_name="lots"
    )
    first_month = models.CharField(max_length=7)
    last_month = models.CharField(max_length=7)
    first_quarter = models.CharField(max_length=7, blank=True)
    last_quarter = models.CharField(max_length=7, blank=True)
    fitness = models.CharField(max_length=10, default="unknown")
    contamination = models.CharField(max_length=10, default="clean")
    sulphide = models.CharField(max_length=10, default="no")
    invasive = models.BooleanField(default=False)
    reliability = models.CharField(max_length=1, blank=True)
    phase = models.CharField(max_length=60, blank=True)
    level_m = models.FloatField(null=True, blank=True)
    reserved = models.BooleanField(default=False)
    realised_from = models.CharField(max_length=7, blank=True)
    realised_to = models.CharField(max_length=7, blank=True)
    kind = models.CharField(max_length=10, default="soil")
    name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    producer = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    rests_on = models.CharField(max_length=300, blank=True)
    accepts = models.JSONField(default=list)
    min_fitness = models.CharField(max_length=10, blank=True)
    accepts_contamination = models.JSONField(default=list)
    accepts_sulphide = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=LotState, default=LotState.OPEN)

    class Meta:
        """Find lots by id, and by what they are listed and filtered by."""

        constraints = (
            models.UniqueConstraint(fields=["region", "code", "owner"], name="lot_once"),
        )
        indexes = (
            models.Index(fields=["owner", "state"]),
            # Lists are counted and summed from an index alone: 50,000 lots in 5 ms, those of one
            # municipality or material in one.
            models.Index(fields=LISTED, name="lot_listing"),
            models.Index(
                fields=["region", "municipality", *SUMMED, "direction"], name="lot_by_town"
            ),
            models.Index(
                fields=["region", "direction", "material", *SUMMED], name="lot_by_material"
            ),
            # The usual order of the list; whoever sees months as they are gets a page at once.
            models.Index(
                fields=["region", "first_month", "id", "last_month", *SUMMED, "direction"],
                name="lot_by_month",
            ),
            # Maps find what lies in a box, and count and sum by grid cell, from this alone.
            models.Index(fields=MAPPED, name="lot_mapping"),
        )


class Attachment(Owned):
    """A file that tells about a lot."""

    lot = models.ForeignKey(Lot, models.CASCADE, related_name="attachments")
    stored = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+")
    kind = models.CharField(_("Kind"), max_length=10, choices=AttachmentKind)
    title = models.CharField(_("Title"), max_length=200)
