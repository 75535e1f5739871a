# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep regions as data, and what lies in them: sites, facilities, drawn areas, given tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.models import Owned


class Region(models.Model):
    """A region: its municipalities, streams, and the settings of its plans."""

    code = models.SlugField(unique=True)
    name_fi = models.CharField(max_length=100)
    name_sv = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    municipalities = models.JSONField(default=list)
    streams = models.JSONField(default=list)
    settings = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)


class GivenTable(models.Model):
    """A table of the region folder kept as a whole: roads, nodes, materials, distances."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="tables")
    name = models.CharField(max_length=40)
    content = models.BinaryField()

    class Meta:
        """Keep a table once in a region."""

        constraints = (models.UniqueConstraint(fields=["region", "name"], name="given_table_once"),)


class Site(Owned):
    """A place: a point, and the outline where one was drawn; both in EPSG:3067 metres."""

    code = models.CharField(_("Id"), max_length=100)
    name = models.CharField(_("Name"), max_length=200, blank=True)
    municipality = models.CharField(_("Municipality"), max_length=3, blank=True)
    type = models.CharField(_("Type"), max_length=60, blank=True)
    x_m = models.FloatField()
    y_m = models.FloatField()
    grid_x_m = models.FloatField()
    grid_y_m = models.FloatField()
    crs = models.CharField(max_length=20, default="EPSG:3067")
    given_x = models.FloatField(null=True)
    given_y = models.FloatField(null=True)
    outline_wkb = models.BinaryField(null=True)
    low_x_m = models.FloatField(null=True)
    low_y_m = models.FloatField(null=True)
    high_x_m = models.FloatField(null=True)
    high_y_m = models.FloatField(null=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        """Find sites by id and by place."""

        constraints = (
            models.UniqueConstraint(fields=["region", "code", "owner"], name="site_once"),
        )
        indexes = (
            models.Index(fields=["region", "x_m", "y_m"]),
            models.Index(fields=["region", "grid_x_m", "grid_y_m"]),
        )


class Facility(Owned):
    """A store, process, outlet or source on a site; empty capacities are unlimited."""

    code = models.CharField(max_length=100)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=10)
    site = models.ForeignKey(Site, models.PROTECT, related_name="facilities")
    materials = models.JSONField(default=list)
    capacity_t = models.FloatField(null=True)
    capacity_t_per_month = models.FloatField(null=True)
    eur_per_t = models.FloatField(default=0)
    kgco2e_per_t = models.FloatField(default=0)
    fixed_eur = models.FloatField(null=True)
    open_from = models.CharField(max_length=7, blank=True)
    open_to = models.CharField(max_length=7, blank=True)
    accepts_origin = models.JSONField(default=list)
    accepts_contamination = models.JSONField(default=list)
    accepts_sulphide = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, blank=True)
    origin = models.CharField(max_length=10, blank=True)
    to_material = models.CharField(max_length=100, blank=True)
    yield_share = models.FloatField(default=1)
    residue_material = models.CharField(max_length=100, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        """Find facilities by id."""

        constraints = (
            models.UniqueConstraint(fields=["region", "code", "owner"], name="facility_once"),
        )


class Area(Owned):
    """An area somebody drew: a plan area to balance, a district, a support area."""

    name = models.CharField(_("Name"), max_length=200)
    outline_wkb = models.BinaryField()
    low_x_m = models.FloatField()
    low_y_m = models.FloatField()
    high_x_m = models.FloatField()
    high_y_m = models.FloatField()
