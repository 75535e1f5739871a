# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sensitivity",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("partners", "Partners"),
                            ("sealed", "Sealed"),
                        ],
                        default="sealed",
                        max_length=10,
                        verbose_name="Sensitivity",
                    ),
                ),
                (
                    "publicity_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "No ground recorded"),
                            ("trade_secret", "Trade secret, Act on Openness 24 § 1 (20)"),
                            ("incomplete", "Not finished, Act on Openness 6 and 7 §"),
                            ("security", "Security arrangements, Act on Openness 24 § 1 (7)"),
                            ("person", "Protection of a person, Act on Openness 24 §"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Ground of secrecy",
                    ),
                ),
                (
                    "retain_until",
                    models.DateField(blank=True, null=True, verbose_name="Kept until"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("code", models.CharField(max_length=100, verbose_name="Id")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="Name")),
                ("municipality", models.CharField(blank=True, max_length=3)),
                ("project_area", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="Address")),
                ("description", models.TextField(blank=True, verbose_name="Description")),
                ("phase", models.CharField(blank=True, max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("announced", "Announced"),
                            ("under_way", "Under way"),
                            ("done", "Done"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="announced",
                        max_length=12,
                        verbose_name="State",
                    ),
                ),
                ("probability", models.FloatField(default=1)),
                ("shift_earlier", models.PositiveSmallIntegerField(default=0)),
                ("shift_later", models.PositiveSmallIntegerField(default=0)),
                ("first_month", models.CharField(blank=True, max_length=7)),
                ("last_month", models.CharField(blank=True, max_length=7)),
                ("first_quarter", models.CharField(blank=True, max_length=7)),
                ("last_quarter", models.CharField(blank=True, max_length=7)),
                ("contact_name", models.CharField(blank=True, max_length=150)),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                ("contact_phone", models.CharField(blank=True, max_length=40)),
                ("contact_organisation", models.CharField(blank=True, max_length=200)),
                (
                    "last_confirmed",
                    models.DateField(blank=True, null=True, verbose_name="Forecast confirmed"),
                ),
                (
                    "alternative_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="alternatives",
                        to="projects.project",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.region",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="projects",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="twins",
                        to="projects.project",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="projects",
                        to="places.site",
                    ),
                ),
                (
                    "unit_of_owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Different",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said_at", models.DateTimeField(auto_now_add=True)),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["owner", "state"], name="projects_pr_owner_i_4f8fe9_idx"),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=[
                    "region",
                    "state",
                    "owner",
                    "sensitivity",
                    "municipality",
                    "phase",
                    "first_month",
                    "last_month",
                    "first_quarter",
                    "last_quarter",
                ],
                name="project_listing",
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=["region", "municipality", "state", "owner", "sensitivity"],
                name="project_by_town",
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=[
                    "region",
                    "first_month",
                    "id",
                    "last_month",
                    "state",
                    "owner",
                    "sensitivity",
                ],
                name="project_by_month",
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=["region", "name", "id", "state", "owner", "sensitivity"],
                name="project_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=["region", "site", "state", "owner", "sensitivity"], name="project_mapping"
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.UniqueConstraint(
                fields=("region", "code", "owner"), name="project_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="different",
            constraint=models.UniqueConstraint(fields=("project", "other"), name="different_once"),
        ),
    ]
