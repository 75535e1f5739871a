# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw forms with our own templates and the classes of the form components."""

from typing import Any

from django.forms import BoundField, CheckboxInput, Widget
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from kotipesa_web.ui.controls import WRITERS
from kotipesa_web.ui.groups import group_mark

CLASSES = {
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "openselect": "govuk-select",
    "selectmultiple": "govuk-select",
    "nullbooleanselect": "govuk-select",
    "checkbox": "govuk-checkboxes__input",
    "checkboxselectmultiple": "govuk-checkboxes__input",
    "radioselect": "govuk-radios__input",
    "file": "govuk-file-upload",
    "clearablefile": "govuk-file-upload",
    "multiplefile": "govuk-file-upload",
    "hidden": "",
}


class Field(BoundField):
    """A field that knows the class of its component and where its first control is."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        """Add the class of the component and the mark of an error."""
        shown = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, shown)
        name = CLASSES.get(self.widget_type, "govuk-input")
        if shown.is_hidden or not name:
            return built
        mark = f"{name}--error" if self.errors and "__" not in name else ""
        classes = (name, mark, str(shown.attrs.get("class", "")), str(built.get("class", "")))
        built["class"] = " ".join(dict.fromkeys(part for part in classes if part))
        return built

    @property
    def first_id(self) -> str:
        """Name the control a link of the error summary leads to."""
        return f"{self.auto_id}_0" if self.use_fieldset else str(self.id_for_label or self.auto_id)

    @property
    def is_single_checkbox(self) -> bool:
        """Tell whether the label belongs after the box."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def unit(self) -> str:
        """Give the unit shown behind the control."""
        return str(getattr(self.field, "unit", ""))


class FormRenderer(TemplatesSetting):
    """Render every form of the platform."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"  # there is none: groups.py writes it
    formset_template_name = "ui/formset.html"
    bound_field_class = Field

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Write what every form is full of straight, the rest by its template."""
        if template_name == self.field_template_name:
            return group_mark(context["field"])
        write = WRITERS.get(template_name)
        if write is not None:
            return write(context["widget"])
        return super().render(template_name, context, request)
