# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_initial"),
        ("core", "0001_initial"),
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Being read"),
                            ("mapping", "Columns to be told"),
                            ("checked", "Ready to look at"),
                            ("accepted", "Accepted"),
                            ("undone", "Undone"),
                            ("refused", "Refused"),
                        ],
                        default="uploaded",
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=100)),
                ("places", models.JSONField(default=list)),
                ("mappings", models.JSONField(default=dict)),
                ("proposal", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                ("alike", models.JSONField(null=True)),
                (
                    "withdraws_gone",
                    models.BooleanField(
                        default=False, verbose_name="Withdraw what the file no longer has"
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("files", models.ManyToManyField(related_name="+", to="core.storedfile")),
                (
                    "job",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.job",
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
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BatchRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=12)),
                ("number", models.PositiveIntegerField()),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("line", models.PositiveIntegerField(default=0)),
                ("code", models.CharField(blank=True, max_length=200)),
                ("cells", models.JSONField()),
                ("problems", models.JSONField(default=list)),
                ("has_errors", models.BooleanField(default=False)),
                (
                    "does",
                    models.CharField(
                        choices=[
                            ("new", "New row"),
                            ("changed", "Changed row"),
                            ("same", "Same as before"),
                            ("gone", "No longer in the file"),
                        ],
                        max_length=8,
                    ),
                ),
                ("before", models.JSONField(default=dict)),
                ("target_id", models.BigIntegerField(null=True)),
                ("target_version", models.PositiveIntegerField(null=True)),
                ("undo", models.JSONField(default=None, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="intake.batch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeptMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="Name")),
                ("text", models.TextField()),
                ("kept_at", models.DateTimeField(auto_now=True)),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(
                fields=["owner", "-created_at"], name="intake_batc_owner_i_fcb5b3_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="batchrow",
            index=models.Index(
                fields=["batch", "table", "does"], name="intake_batc_batch_i_3df213_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="batchrow",
            index=models.Index(fields=["table", "target_id"], name="intake_batc_table_cf5b16_idx"),
        ),
        migrations.AddConstraint(
            model_name="batchrow",
            constraint=models.UniqueConstraint(
                fields=("batch", "table", "number"), name="batch_row_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="keptmapping",
            constraint=models.UniqueConstraint(fields=("owner", "name"), name="mapping_once"),
        ),
    ]
