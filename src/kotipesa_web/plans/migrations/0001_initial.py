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
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("parameters", models.JSONField(default=dict)),
                ("input_sha256", models.CharField(max_length=64)),
                ("output_sha256", models.CharField(max_length=64)),
                ("engine_version", models.CharField(max_length=40)),
                ("vocab_version", models.CharField(max_length=40)),
                ("solver_version", models.CharField(max_length=40)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("optimal", "Proven best"),
                            ("gap_reached", "Within the gap asked for"),
                            ("time_limit", "Best found in the time given"),
                        ],
                        max_length=12,
                    ),
                ),
                ("objective_eur", models.FloatField()),
                ("lower_bound_eur", models.FloatField()),
                ("gap", models.FloatField()),
                ("max_residual_t", models.FloatField()),
                ("haul_eur", models.FloatField()),
                ("litres", models.FloatField()),
                ("litres_low", models.FloatField(null=True)),
                ("litres_high", models.FloatField(null=True)),
                ("kgco2e", models.FloatField()),
                ("tonne_km", models.FloatField()),
                ("virgin_t", models.FloatField()),
                ("unmet_t", models.FloatField()),
                ("moves", models.PositiveIntegerField()),
                ("alone_eur", models.FloatField(null=True)),
                ("greedy_eur", models.FloatField(null=True)),
                ("is_shown", models.BooleanField()),
                ("start", models.CharField(max_length=7)),
                ("months", models.PositiveSmallIntegerField()),
                ("members", models.PositiveIntegerField()),
                ("known_share", models.FloatField(null=True)),
                ("seconds", models.FloatField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "ordering": ("-made_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="PlanContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("snapshot", models.BinaryField()),
                ("outputs", models.BinaryField()),
                ("ends", models.BinaryField()),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="content",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(fields=["region", "-made_at"], name="plans_plan_region__fe6846_idx"),
        ),
    ]
