# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_initial"),
        ("core", "0001_initial"),
        ("places", "0001_initial"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lot",
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
                ("direction", models.CharField(max_length=4)),
                ("material", models.CharField(max_length=100)),
                ("material_group", models.CharField(blank=True, max_length=100)),
                ("amount", models.FloatField()),
                ("unit", models.CharField(max_length=5)),
                ("amount_low", models.FloatField(blank=True, null=True)),
                ("amount_high", models.FloatField(blank=True, null=True)),
                ("tonnes", models.FloatField(null=True)),
                ("tonnes_low", models.FloatField(null=True)),
                ("tonnes_high", models.FloatField(null=True)),
                ("band", models.CharField(blank=True, max_length=20)),
                ("municipality", models.CharField(blank=True, max_length=3)),
                ("first_month", models.CharField(max_length=7)),
                ("last_month", models.CharField(max_length=7)),
                ("first_quarter", models.CharField(blank=True, max_length=7)),
                ("last_quarter", models.CharField(blank=True, max_length=7)),
                ("fitness", models.CharField(default="unknown", max_length=10)),
                ("contamination", models.CharField(default="clean", max_length=10)),
                ("sulphide", models.CharField(default="no", max_length=10)),
                ("invasive", models.BooleanField(default=False)),
                ("reliability", models.CharField(blank=True, max_length=1)),
                ("phase", models.CharField(blank=True, max_length=60)),
                ("level_m", models.FloatField(blank=True, null=True)),
                ("reserved", models.BooleanField(default=False)),
                ("realised_from", models.CharField(blank=True, max_length=7)),
                ("realised_to", models.CharField(blank=True, max_length=7)),
                ("kind", models.CharField(default="soil", max_length=10)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("note", models.TextField(blank=True)),
                ("producer", models.CharField(blank=True, max_length=200)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("rests_on", models.CharField(blank=True, max_length=300)),
                ("accepts", models.JSONField(default=list)),
                ("min_fitness", models.CharField(blank=True, max_length=10)),
                ("accepts_contamination", models.JSONField(default=list)),
                ("accepts_sulphide", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("agreed", "Agreed"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=10,
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
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lots",
                        to="projects.project",
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
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lots",
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
            name="Attachment",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ground", "Ground investigation"),
                            ("analysis", "Analysis"),
                            ("photo", "Photo"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                        verbose_name="Kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Title")),
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
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
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
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="lots.lot",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="lot",
            index=models.Index(fields=["owner", "state"], name="lots_lot_owner_i_5a3b36_idx"),
        ),
        migrations.AddIndex(
            model_name="lot",
            index=models.Index(
                fields=[
                    "region",
                    "state",
                    "owner",
                    "sensitivity",
                    "kind",
                    "direction",
                    "material",
                    "municipality",
                    "tonnes",
                    "band",
                    "first_month",
                    "last_month",
                    "first_quarter",
                    "last_quarter",
                ],
                name="lot_listing",
            ),
        ),
        migrations.AddIndex(
            model_name="lot",
            index=models.Index(
                fields=[
                    "region",
                    "municipality",
                    "state",
                    "owner",
                    "sensitivity",
                    "kind",
                    "tonnes",
                    "direction",
                ],
                name="lot_by_town",
            ),
        ),
        migrations.AddIndex(
            model_name="lot",
            index=models.Index(
                fields=[
                    "region",
                    "direction",
                    "material",
                    "state",
                    "owner",
                    "sensitivity",
                    "kind",
                    "tonnes",
                ],
                name="lot_by_material",
            ),
        ),
        migrations.AddIndex(
            model_name="lot",
            index=models.Index(
                fields=[
                    "region",
                    "first_month",
                    "id",
                    "last_month",
                    "state",
                    "owner",
                    "sensitivity",
                    "kind",
                    "tonnes",
                    "direction",
                ],
                name="lot_by_month",
            ),
        ),
        migrations.AddIndex(
            model_name="lot",
            index=models.Index(
                fields=[
                    "region",
                    "site",
                    "state",
                    "owner",
                    "sensitivity",
                    "kind",
                    "direction",
                    "tonnes",
                ],
                name="lot_mapping",
            ),
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.UniqueConstraint(fields=("region", "code", "owner"), name="lot_once"),
        ),
    ]
