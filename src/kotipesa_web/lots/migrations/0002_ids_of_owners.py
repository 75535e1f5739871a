# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_initial"),
        ("lots", "0001_initial"),
        ("places", "0002_ids_of_owners"),
        ("projects", "0002_ids_of_owners"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="lot",
            name="lot_once",
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.UniqueConstraint(fields=("region", "code", "owner"), name="lot_once"),
        ),
    ]
