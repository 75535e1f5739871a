# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_initial"),
        ("places", "0002_ids_of_owners"),
        ("projects", "0002_ids_of_owners"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="project",
            name="projects_pr_region__0d6c98_idx",
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
    ]
