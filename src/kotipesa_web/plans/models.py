# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep plans for good: what was read, how, by which engine, what came out, and how sure it is."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotipesa_web.plans.choices import PlanStatus


def _never_changed() -> NoReturn:
    message = "plans are never changed or removed"
    raise TypeError(message)


class Kept(models.QuerySet[Any]):
    """Rows that are added and read, and nothing else."""

    def update(self, **_values: Any) -> int:
        """Refuse; always a TypeError."""
        _never_changed()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse; always a TypeError."""
        _never_changed()


class Immutable(models.Model):
    """A row that is written once."""

    objects = Kept.as_manager()

    class Meta:
        """Have no table of its own."""

        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row; one that stands already is a TypeError."""
        if self.pk is not None:
            _never_changed()
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        """Refuse; always a TypeError."""
        _never_changed()


class Plan(Immutable):
    """One plan of a region with the figures lists show; what it was made of is its content.

    The owner is the organisation that made it; sums over the region are in euros, tonnes,
    litres, kilograms of CO2e and tonne-kilometres. ``is_shown``: they tell on nobody, and are
    shown to whoever may see plans; ``unmet_t`` is None where it alone would tell on somebody.
    """

    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+")
    owner = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(_("Name"), max_length=200)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    parameters = models.JSONField(default=dict)

    input_sha256 = models.CharField(max_length=64)
    output_sha256 = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    vocab_version = models.CharField(max_length=40)
    solver_version = models.CharField(max_length=40)

    status = models.CharField(max_length=12, choices=PlanStatus)
    objective_eur = models.FloatField()
    lower_bound_eur = models.FloatField()
    gap = models.FloatField()
    max_residual_t = models.FloatField()

    haul_eur = models.FloatField()
    litres = models.FloatField()
    litres_low = models.FloatField(null=True)
    litres_high = models.FloatField(null=True)
    kgco2e = models.FloatField()
    tonne_km = models.FloatField()
    virgin_t = models.FloatField()
    unmet_t = models.FloatField(null=True)
    moves = models.PositiveIntegerField()
    alone_eur = models.FloatField(null=True)
    greedy_eur = models.FloatField(null=True)

    is_shown = models.BooleanField()
    start = models.CharField(max_length=7)
    months = models.PositiveSmallIntegerField()
    members = models.PositiveIntegerField()
    known_share = models.FloatField(null=True)
    seconds = models.FloatField()

    class Meta:
        """List a region's plans, the newest first."""

        indexes = (models.Index(fields=["region", "-made_at"]),)
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def known_percent(self) -> float | None:
        """Give the share of announced projects whose masses were known; None without projects."""
        return None if self.known_share is None else 100 * self.known_share

    @property
    def gap_percent(self) -> float:
        """Give how far from the best the plan can at most be."""
        return 100 * self.gap

    @property
    def sensitivity(self) -> str:
        """Grade the plan for the audit: its members may know that it was made."""
        return "partners"


class PlanContent(Immutable):
    """The bytes of a plan: the region as it was read, what was made of it, and whose rows it read.

    ``ends`` lists every lot and facility with its owner and grade as they were when the plan read
    them; it says who may see what of the plan.
    """

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="content")
    snapshot = models.BinaryField()
    outputs = models.BinaryField()
    ends = models.BinaryField()
