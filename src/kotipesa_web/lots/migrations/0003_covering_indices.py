# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_initial"),
        ("lots", "0002_ids_of_owners"),
        ("places", "0002_ids_of_owners"),
        ("projects", "0002_ids_of_owners"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="lot",
            name="lots_lot_region__b0ad5a_idx",
        ),
        migrations.RemoveIndex(
            model_name="lot",
            name="lots_lot_region__bb47e9_idx",
        ),
        migrations.RemoveIndex(
            model_name="lot",
            name="lot_by_month",
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
                    "tonnes",
                    "direction",
                ],
                name="lot_by_month",
            ),
        ),
    ]
