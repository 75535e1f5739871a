# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a field with its label, help and errors; a form has dozens, and templates are slow."""

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kotipesa_web.ui.cells import escaped

if TYPE_CHECKING:
    from kotipesa_web.ui.rendering import Field


def group_mark(field: "Field") -> SafeString:
    """Write a field as a group of the form components."""
    errors = _errors(field)
    if field.is_single_checkbox:
        inner = _checkbox(field, errors)
    elif field.use_fieldset:
        inner = _fieldset(field, errors)
    else:
        inner = _labelled(field, errors)
    wrong = " govuk-form-group--error" if errors else ""
    group = f'<div class="govuk-form-group{wrong}">\n{inner}\n</div>\n'
    return mark_safe(group)  # noqa: S308 - the parts are escaped


def _checkbox(field: "Field", errors: str) -> str:
    text = escaped(field.help_text)
    box = "govuk-checkboxes"
    hint = f'<div class="govuk-hint {box}__hint" {_id(field, "helptext")}>{text}</div>'
    label = f'<label class="govuk-label {box}__label"{_for(field)}>{escaped(field.label)}</label>'
    item = f'<div class="{box}__item">{field}{label}\n  {hint if text else ""}</div>'
    return f'  {errors}\n  <div class="{box} {box}--small">{item}</div>'


def _fieldset(field: "Field", errors: str) -> str:
    told = field.aria_describedby
    described = f' aria-describedby="{escaped(told)}"' if told else ""
    legend = "govuk-fieldset__legend govuk-fieldset__legend--s"
    return (
        f'  <fieldset class="govuk-fieldset"{described}>\n'
        f'    <legend class="{legend}">{escaped(field.label)}{_optional(field)}</legend>\n'
        f"    {_help(field)}{errors}{field}\n  </fieldset>"
    )


def _labelled(field: "Field", errors: str) -> str:
    control = str(field)
    if field.unit:
        unit = f'<div class="govuk-input__suffix" aria-hidden="true">{escaped(field.unit)}</div>'
        control = f'<div class="govuk-input__wrapper">{control}{unit}</div>'
    label = f"{escaped(field.label)}{_optional(field)}"
    return (
        f'  <label class="govuk-label"{_for(field)}>{label}</label>\n'
        f"  {_help(field)}{errors}{control}"
    )


def _help(field: "Field") -> str:
    """Write the help, which is ours and may have marks of its own."""
    text = str(field.help_text)
    return f'<div class="govuk-hint" {_id(field, "helptext")}>{text}</div>' if text else ""


def _errors(field: "Field") -> str:
    found = field.errors
    if not found:
        return ""
    word = f'<span class="visually-hidden">{_("Error")}:</span>'
    lines = "".join(f"<p>{word} {escaped(error)}</p>" for error in found)
    return f'<div class="govuk-error-message" {_id(field, "error")}>{lines}</div>'


def _optional(field: "Field") -> str:
    if field.field.required or field.field.disabled:
        return ""
    return f' <span class="optional">({_("optional")})</span>'


def _for(field: "Field") -> str:
    return f' for="{escaped(field.id_for_label)}"'


def _id(field: "Field", part: str) -> str:
    return f'id="{escaped(field.auto_id)}_{part}"'
