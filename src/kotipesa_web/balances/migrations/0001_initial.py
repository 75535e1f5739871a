# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BalanceBasis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(auto_now=True)),
                ("start", models.IntegerField()),
                ("months", models.PositiveSmallIntegerField()),
                ("lots", models.BinaryField()),
                ("told_exact", models.BinaryField()),
                ("told_rough", models.BinaryField()),
                (
                    "region",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.region",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BalanceVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("exact", "Those who know partners' lots exactly"),
                            ("rough", "Those who know partners' lots roughly"),
                        ],
                        max_length=5,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("members", models.JSONField(default=list)),
                ("projects_known", models.PositiveIntegerField()),
                ("projects_listed", models.PositiveIntegerField()),
                ("engine_version", models.CharField(max_length=40)),
                ("vocab_version", models.CharField(max_length=40)),
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
                "indexes": [
                    models.Index(
                        fields=["region", "audience", "-made_at"],
                        name="balances_ba_region__00e2e1_idx",
                    )
                ],
            },
        ),
    ]
