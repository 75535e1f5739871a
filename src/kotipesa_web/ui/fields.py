# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Offer fields of our own: months, decimals with a comma, codes; and fields made of columns."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from kotipesa.errors import Language
from kotipesa.periods import month_number, month_text
from kotipesa.vocab import codes, label, municipalities
from kotipesa_web.ui.columns import Told, column
from kotipesa_web.ui.formats import language, unit_text
from kotipesa_web.ui.offers import EMPTY, Offered, OpenSelect, Select

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_MONTH_FIRST = re.compile(r"(1[0-2]|0?[1-9])[/.](\d{4})")
_PLAIN = re.compile(r"[+\-−]?\d+([.,]\d+)?")
_GROUPED = re.compile(r"[+\-−]?\d{1,3}([.,])\d{3}(?!\1)([.,]\d+)?")
_LEAST_CORNERS = 3
LONGEST_NOTE = 32_767
"""As long as a cell of a workbook."""


class MonthInput(forms.TextInput):
    """A month picker where the browser has one, else a text ``YYYY-MM``."""

    input_type = "month"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Say the form of the text to browsers without a picker."""
        super().__init__({"placeholder": "2026-03", "class": "input-month", **(attrs or {})})


class MonthField(forms.CharField):
    """A month, as ``2026-03``; ``3/2026`` is understood too."""

    widget = MonthInput
    default_error_messages = {  # noqa: RUF012 - Django reads it from the class
        "month": _("Write the month as year and month, such as 2026-03."),
    }

    def to_python(self, value: Any) -> str:
        """Give ``YYYY-MM`` or ''; raises ValidationError."""
        text = str(super().to_python(value)).strip()
        if turned := _MONTH_FIRST.fullmatch(text):
            text = f"{turned[2]}-{int(turned[1]):02d}"
        if not text:
            return ""
        number = month_number(text)
        if number is None:
            raise forms.ValidationError(self.error_messages["month"], code="month")
        return month_text(number)


class DecimalCommaField(forms.DecimalField):
    """A number as people write it: 1 234,5 or 1234.5; what can be read two ways is refused."""

    widget = forms.TextInput
    default_error_messages = {  # noqa: RUF012
        "ambiguous": _(
            "Is this a thousand or a decimal? Write it without separators of thousands."
        ),
        "invalid": _("Write a number, such as 1234,5."),
    }

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        """Keep the unit, which the page shows behind the field."""
        super().__init__(**kwargs)
        self.unit = unit

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask phones for their number keys."""
        return {**super().widget_attrs(widget), "inputmode": "decimal", "class": "input-number"}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Give a number or None; raises ValidationError."""
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        text = _SPACES.sub("", value)
        if _is_ambiguous(text):
            raise forms.ValidationError(self.error_messages["ambiguous"], code="ambiguous")
        if not _PLAIN.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text.replace("−", "-").replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        """Show a kept number with the comma of the language, without separators of thousands."""
        text = typed_number(value)
        return f"{text}0" if isinstance(text, str) and _is_ambiguous(text) else text


def typed_number(value: Any) -> Any:
    """Write a kept number, every digit of it, as it is typed in the language."""
    if isinstance(value, str) or value is None:
        return value
    text = f"{Decimal(str(value)):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if language() == "en" else text.replace(".", ",")


class LinesField(forms.CharField):
    """A text of several lines, whose ends browsers write in a way of their own."""

    widget: forms.Widget | type[forms.Widget] = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Give the text with plain ends of lines."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class CodeField(forms.ChoiceField):
    """One code of a list of the vocabulary, its words in the language of the viewer."""

    widget = Select

    def __init__(self, list_name: str, *, required: bool = True, **kwargs: Any) -> None:
        """Offer the codes in the order of the list; buttons one must choose among have no blank."""
        must_choose = required and kwargs.get("widget") is forms.RadioSelect
        choices = _choices(list_name, may_be_empty=not must_choose)
        super().__init__(choices=choices, required=required, **kwargs)


class OpenCodeField(CodeField):
    """One code of a list, or a word of somebody's own that stands already."""

    widget = OpenSelect

    def valid_value(self, value: Any) -> bool:
        """Take what is on no list, as an import does."""
        del value
        return True


class CodesField(forms.MultipleChoiceField):
    """Several codes of a list of the vocabulary."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, list_name: str, **kwargs: Any) -> None:
        """Offer the codes in the order of the list."""
        super().__init__(choices=_choices(list_name, may_be_empty=False), **kwargs)


class OutlineField(forms.CharField):
    """The corners of an area, one a line as longitude and latitude in degrees (EPSG:4326)."""

    widget = forms.Textarea
    default_error_messages = {  # noqa: RUF012
        "outline": _("Write at least three corners, one on a line: longitude and latitude."),
    }

    def to_python(self, value: Any) -> list[tuple[float, float]]:  # type: ignore[override]
        """Give the corners, none for an empty text; raises ValidationError."""
        if isinstance(value, list):
            return value
        lines = [line for line in str(super().to_python(value)).splitlines() if line.strip()]
        corners = [_corner(line) for line in lines]
        found = [corner for corner in corners if corner is not None]
        if lines and (len(found) < _LEAST_CORNERS or len(found) < len(lines)):
            raise forms.ValidationError(self.error_messages["outline"], code="outline")
        return found

    def prepare_value(self, value: Any) -> Any:
        """Write corners as they are typed."""
        if not isinstance(value, list | tuple):
            return value
        return "\n".join(f"{lon:.6f} {lat:.6f}" for lon, lat in value)


def field_for(table: str, name: str, **changes: Any) -> forms.Field:
    """Make the form field of a column of the region tables, its title and help in the language.

    ``changes`` are handed to the field (``required=``, ``label=``, ``initial=``, ``widget=``).
    Raises KeyError for a column that does not exist.
    """
    told = column(table, name)
    words = {
        "label": lazy(told.title, str)(),
        "help_text": lazy(told.form_help, str)(),
        "required": told.is_required,
    }
    return FIELDS[told.type](told, {**words, **changes})


def _choices(list_name: str, *, may_be_empty: bool) -> Callable[[], Offered]:
    return lambda: _codes_in(list_name, language(), may_be_empty=may_be_empty)


@cache
def _codes_in(list_name: str, spoken: Language, *, may_be_empty: bool) -> Offered:
    words = ((entry.code, label(list_name, entry.code, spoken)) for entry in codes(list_name))
    return Offered([EMPTY, *words] if may_be_empty else words)


@cache
def _municipalities_in(spoken: Language, *, may_be_empty: bool) -> Offered:
    name = "sv" if spoken == "sv" else "fi"
    words = sorted(((one.code, getattr(one, name)) for one in municipalities()), key=itemgetter(1))
    return Offered([EMPTY, *words] if may_be_empty else words)


def _corner(line: str) -> tuple[float, float] | None:
    try:
        longitude, latitude = (float(part.replace(",", ".")) for part in line.split())
    except ValueError:
        return None
    is_on_earth = abs(longitude) <= 180 and abs(latitude) <= 90
    return (longitude, latitude) if is_on_earth else None


def _is_ambiguous(text: str) -> bool:
    """Tell whether a comma or point may part thousands: 1.234 and 1,234,567, never 0,125."""
    return bool(_GROUPED.fullmatch(text)) and not text.lstrip("+-−").startswith("0")


def _text(told: Told, words: dict[str, Any]) -> forms.Field:
    if told.name == "note":
        lines = forms.Textarea(attrs={"rows": 3})
        return LinesField(**{"max_length": LONGEST_NOTE, "widget": lines, **words})
    return forms.CharField(**{"max_length": 2_000, **words})


def _number(told: Told, words: dict[str, Any]) -> forms.Field:
    limits = {"unit": unit_text(told.unit), "min_value": told.low, "max_value": told.high}
    return DecimalCommaField(**{**limits, **words})


def _count(told: Told, words: dict[str, Any]) -> forms.Field:
    limits = {"min_value": told.low, "max_value": told.high}
    return forms.IntegerField(
        **{"widget": forms.TextInput(attrs={"inputmode": "numeric", "class": "input-number"})}
        | limits
        | words
    )


def _yesno(_told: Told, words: dict[str, Any]) -> forms.Field:
    return forms.BooleanField(**{**words, "required": False})


def _municipality(told: Told, words: dict[str, Any]) -> forms.Field:
    are_several = told.type == "municipalities"

    def offered() -> Offered:
        return _municipalities_in(language(), may_be_empty=not are_several)

    if are_several:
        return forms.MultipleChoiceField(choices=offered, **words)
    return forms.ChoiceField(**{"widget": Select, "choices": offered, **words})


def _code(told: Told, words: dict[str, Any]) -> forms.Field:
    return CodeField(told.vocabulary, **words)


def _open_code(told: Told, words: dict[str, Any]) -> forms.Field:
    return OpenCodeField(told.vocabulary, **words)


def _codes(told: Told, words: dict[str, Any]) -> forms.Field:
    return CodesField(told.vocabulary, **words)


def _ref(told: Told, words: dict[str, Any]) -> forms.Field:
    """Make materials a choice; what refers to other rows is narrowed by the form that uses it."""
    if told.vocabulary == "material":
        return _codes(told, words) if told.type == "refs" else _code(told, words)
    return forms.CharField(**{"max_length": 200, **words})


FIELDS: dict[str, Callable[[Told, dict[str, Any]], forms.Field]] = {
    "id": _text,
    "text": _text,
    "crs": _text,
    "geometry": _text,
    "number": _number,
    "positive": _number,
    "count": _count,
    "month": lambda _told, words: MonthField(**words),
    "yesno": _yesno,
    "municipality": _municipality,
    "municipalities": _municipality,
    "code": _code,
    "open_code": _open_code,
    "codes": _codes,
    "ref": _ref,
    "refs": _ref,
}
