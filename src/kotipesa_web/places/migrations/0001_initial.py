# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True)),
                ("name_fi", models.CharField(max_length=100)),
                ("name_sv", models.CharField(max_length=100)),
                ("name_en", models.CharField(max_length=100)),
                ("municipalities", models.JSONField(default=list)),
                ("streams", models.JSONField(default=list)),
                ("settings", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Area",
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
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                ("outline_wkb", models.BinaryField()),
                ("low_x_m", models.FloatField()),
                ("low_y_m", models.FloatField()),
                ("high_x_m", models.FloatField()),
                ("high_y_m", models.FloatField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
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
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.region",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Site",
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
                (
                    "municipality",
                    models.CharField(blank=True, max_length=3, verbose_name="Municipality"),
                ),
                ("type", models.CharField(blank=True, max_length=60, verbose_name="Type")),
                ("x_m", models.FloatField()),
                ("y_m", models.FloatField()),
                ("grid_x_m", models.FloatField()),
                ("grid_y_m", models.FloatField()),
                ("crs", models.CharField(default="EPSG:3067", max_length=20)),
                ("given_x", models.FloatField(null=True)),
                ("given_y", models.FloatField(null=True)),
                ("outline_wkb", models.BinaryField(null=True)),
                ("low_x_m", models.FloatField(null=True)),
                ("low_y_m", models.FloatField(null=True)),
                ("high_x_m", models.FloatField(null=True)),
                ("high_y_m", models.FloatField(null=True)),
                ("is_withdrawn", models.BooleanField(default=False)),
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
            name="Facility",
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
                ("code", models.CharField(max_length=100)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("role", models.CharField(max_length=10)),
                ("materials", models.JSONField(default=list)),
                ("capacity_t", models.FloatField(null=True)),
                ("capacity_t_per_month", models.FloatField(null=True)),
                ("eur_per_t", models.FloatField(default=0)),
                ("kgco2e_per_t", models.FloatField(default=0)),
                ("fixed_eur", models.FloatField(null=True)),
                ("open_from", models.CharField(blank=True, max_length=7)),
                ("open_to", models.CharField(blank=True, max_length=7)),
                ("accepts_origin", models.JSONField(default=list)),
                ("accepts_contamination", models.JSONField(default=list)),
                ("accepts_sulphide", models.BooleanField(default=False)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                ("origin", models.CharField(blank=True, max_length=10)),
                ("to_material", models.CharField(blank=True, max_length=100)),
                ("yield_share", models.FloatField(default=1)),
                ("residue_material", models.CharField(blank=True, max_length=100)),
                ("is_withdrawn", models.BooleanField(default=False)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
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
                        related_name="facilities",
                        to="places.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GivenTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("content", models.BinaryField()),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tables",
                        to="places.region",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("region", "name"), name="given_table_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="site",
            index=models.Index(
                fields=["region", "x_m", "y_m"], name="places_site_region__f4febe_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="site",
            index=models.Index(
                fields=["region", "grid_x_m", "grid_y_m"], name="places_site_region__c7b4d1_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.UniqueConstraint(
                fields=("region", "code", "owner"), name="site_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.UniqueConstraint(
                fields=("region", "code", "owner"), name="facility_once"
            ),
        ),
    ]
