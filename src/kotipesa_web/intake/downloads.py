# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand out the forms people fill in and send back."""

from django.http import HttpResponse

from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.engine import forms
from kotipesa_web.intake.standing import given_materials
from kotipesa_web.intake.taking_out import own_tables

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def empty_form(viewer: Viewer) -> HttpResponse:
    """Give the workbook to fill in, in the viewer's language."""
    content = forms.empty_workbook(viewer.language)  # type: ignore[arg-type]
    return _file(content, "kotipesa.xlsx", XLSX)


def own_form(viewer: Viewer) -> HttpResponse:
    """Give the workbook with the organisation's rows: brought in again it changes nothing."""
    tables = {**own_tables(viewer), **given_materials(viewer)}
    content = forms.filled_workbook(viewer.language, tables)  # type: ignore[arg-type]
    return _file(content, "kotipesa.xlsx", XLSX)


def seutumassa_form(viewer: Viewer) -> HttpResponse:
    """Give the organisation's rows in SeutuMASSA's columns."""
    tables = {**own_tables(viewer), **given_materials(viewer)}
    return _file(forms.seutumassa(tables), "seutumassa.csv", "text/csv; charset=utf-8")


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
