# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_initial"),
        ("lots", "0003_covering_indices"),
        ("places", "0002_ids_of_owners"),
        ("projects", "0003_covering_indices"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="lot",
            name="lot_listing",
        ),
        migrations.RemoveIndex(
            model_name="lot",
            name="lot_mapping",
        ),
        migrations.RemoveIndex(
            model_name="lot",
            name="lot_by_town",
        ),
        migrations.RemoveIndex(
            model_name="lot",
            name="lot_by_material",
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
    ]
