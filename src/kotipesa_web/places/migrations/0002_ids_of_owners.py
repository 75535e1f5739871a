# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="facility",
            name="facility_once",
        ),
        migrations.RemoveConstraint(
            model_name="site",
            name="site_once",
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.UniqueConstraint(
                fields=("region", "code", "owner"), name="facility_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.UniqueConstraint(
                fields=("region", "code", "owner"), name="site_once"
            ),
        ),
    ]
