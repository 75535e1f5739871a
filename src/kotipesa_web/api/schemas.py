# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make the shapes of rows from the columns of the region tables, never retyped."""

from typing import Any

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from kotipesa_web.ui.columns import Told, columns_of

PLAIN = {
    "number": float,
    "positive": float,
    "count": int,
    "yesno": bool,
    "refs": list[str],
    "codes": list[str],
    "municipalities": list[str],
}
NOT_TOLD = frozenset({"owner", "alternative_of", "same_as", "geometry"})


class Problem(Schema):
    """One thing that is wrong: the field, and what to do."""

    field: str = ""
    code: str = ""
    detail: str


class ProblemDocument(Schema):
    """What went wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str = ""
    problems: list[Problem] = Field(default_factory=list)


class Row(Schema):
    """One row as the caller sees it; what may not be known is left out."""

    id: int = Field(description="The number of the row in this installation.")
    shown: str = Field(description="How much is shown: full, partners, generalised or public.")
    version: int | None = Field(None, description="Told of one's own rows; an edit gives it back.")
    cells: dict[str, Any] = Field(description="The columns of the region table, by name.")


class Rows(Schema):
    """A page of rows."""

    count: int
    items: list[Row]


class Who(Schema):
    """For whom a program acts."""

    name: str
    role: str
    organisation: int | None
    region: int | None


class Typed(Schema):
    """What is typed into a row; a column nobody knows is refused."""

    model_config = ConfigDict(extra="forbid")


def typed(table: str, name: str) -> type[Schema]:
    """Make the shape of what is typed into a row of a table; what is left out stays as it is."""
    fields: dict[str, Any] = {
        told.name: (_type(told) | None, Field(None, description=_description(told)))
        for told in columns_of(table)
        if told.name not in NOT_TOLD
    }
    fields["version"] = (int | None, Field(None, description="The version an edit begins from."))
    return create_model(name, __base__=Typed, **fields)


def _type(told: Told) -> Any:
    return PLAIN.get(told.type, str)


def _description(told: Told) -> str:
    unit = f" ({told.unit})" if told.unit else ""
    return f"{told.words['en']}{unit}. {told.words['help_en']}"
