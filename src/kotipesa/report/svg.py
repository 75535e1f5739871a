# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write SVG elements; every text and attribute is escaped here and nowhere else."""

from collections.abc import Iterable

from markupsafe import Markup, escape


def tag(name: str, *children: str, **attributes: str | float | None) -> Markup:
    """Write one element.

    Children that are Markup are kept, texts are escaped; ``class_`` and ``font_size`` are written
    ``class`` and ``font-size``; None leaves an attribute out; numbers are rounded to a tenth.
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), coordinate(value))
        for key, value in attributes.items()
        if value is not None
    )
    if not children:
        return Markup("<{}{}/>").format(Markup(name), written)  # noqa: S704 - names are ours
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), written, joined(children))  # noqa: S704


def joined(parts: Iterable[str]) -> Markup:
    """Put parts one after the other, escaping those that are plain text."""
    return Markup("").join(escape(part) for part in parts)


def coordinate(value: str | float) -> str:
    """Write a length to a tenth of a unit, without trailing zeros; texts stay."""
    if isinstance(value, str):
        return value
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def points(*numbers: float) -> str:
    """Write coordinates for a path, separated by spaces."""
    return " ".join(coordinate(float(number)) for number in numbers)


def figure(
    name: str, title: str, description: str, size: tuple[float, float], *children: str
) -> Markup:
    """Write a whole picture with its title and description for those who cannot see it."""
    width, height = size
    return tag(
        "svg",
        tag("title", title, id=f"{name}-title"),
        tag("desc", description, id=f"{name}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        class_=f"chart {name}",
    )
