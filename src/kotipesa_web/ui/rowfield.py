# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for one of many rows by its name or id, offered while it is typed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from kotipesa_web.ui.addresses import page_address
from kotipesa_web.ui.cells import escaped

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_OFFERED, MOST_TOLD = 20, 5


class RowInput(forms.TextInput):
    """A text; htmx brings offers for what is typed, and without scripts it is typed whole."""

    def __init__(self, source: str) -> None:
        """Keep the name of the address that answers with ``offered``."""
        super().__init__()
        self.source = source

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Write the input and the list that its offers come into."""
        offers = f"{(attrs or {}).get('id', name)}_offers"
        asking = {
            "list": offers,
            "autocomplete": "off",
            "hx-get": page_address(self.source),
            "hx-trigger": "focus once, input changed delay:200ms",
            "hx-target": f"#{offers}",
        }
        control = super().render(name, value, {**(attrs or {}), **asking}, renderer)
        return mark_safe(f'{control}<datalist id="{escaped(offers)}"></datalist>')  # noqa: S308


class RowField(forms.Field):
    """One row of a query, typed as its name, its id, or both as they are offered; gives its key."""

    default_error_messages = {  # noqa: RUF012 - Django reads it from the class
        "unknown": _("None of yours is called so."),
        "alike": _("None of yours is called so. Did you mean %(names)s?"),
        "several": _("More than one of yours is called so: write its id too, as in %(names)s."),
    }

    def __init__(self, source: str, **named: Any) -> None:
        """Ask the address of this name for offers."""
        super().__init__(widget=RowInput(source), **named)

    def offer(self, rows: "QuerySet[Any]") -> None:
        """Say which rows may be told; each has a name and a code, that of its owner's alone."""
        self.rows = rows.select_related(None)

    def prepare_value(self, value: Any) -> Any:
        """Show a kept row by its name and id, and what was typed as it was typed."""
        return self.words(value) if isinstance(value, int) else value

    def words(self, pk: int | None) -> str:
        """Give the name and id of a row; '' where there is none."""
        return next(iter(_texts(self.rows.filter(pk=pk or 0))), "")

    def to_python(self, value: Any) -> int | None:
        """Find the row that is called so; raises ValidationError."""
        text = str(value or "").strip()
        if not text:
            return None
        by_id = self.rows.filter(code__in=(text, text.rpartition(" (")[2].removesuffix(")")))
        found = [*by_id.values_list("pk", flat=True)[:2]]
        if len(found) != 1:
            found = [*self.rows.filter(name__iexact=text).values_list("pk", flat=True)[:2]]
        if len(found) == 1:
            return int(found[0])
        names = ", ".join(_texts(_alike(self.rows, text)[:MOST_TOLD]))
        code = "several" if found else "alike" if names else "unknown"
        raise forms.ValidationError(self.error_messages[code], code=code, params={"names": names})


def offered(rows: "QuerySet[Any]", text: str) -> HttpResponse:
    """Answer what is typed with the rows whose name or id has it."""
    texts = _texts(_alike(rows.select_related(None), text)[:MOST_OFFERED])
    return HttpResponse("".join(f'<option value="{escaped(one)}"></option>' for one in texts))


def _alike(rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
    name = text.strip().rpartition(" (")[0] or text.strip()
    return rows.filter(Q(name__icontains=name) | Q(code__icontains=name))


def _texts(rows: "QuerySet[Any]") -> Iterable[str]:
    named = rows.values_list("name", "code")
    return [f"{name} ({code})" if name else code for name, code in named]
