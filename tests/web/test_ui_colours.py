# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compute the contrast of every pair of colours that pages lay on one another (WCAG 2.1, 1.4.3)."""

import re
from pathlib import Path

import pytest

import kotipesa_web.ui

TOKENS = Path(kotipesa_web.ui.__file__).parent / "static" / "ui" / "tokens.css"
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", TOKENS.read_text(encoding="utf-8")))
TEXT_ON = [
    *(
        (ink, paper)
        for ink in ("ink", "ink-quiet", "spruce", "danger")
        for paper in ("paper", "surface")
    ),
    ("ink-quiet", "sunken"),
    ("spruce", "sunken"),
    ("ink", "slate-soft"),
    ("ink", "ochre-soft"),
    ("ink", "danger-soft"),
    ("danger", "danger-soft"),
    ("spruce-deep", "spruce-soft"),
]
SIGN_ON = [
    *((f"series-{number}", paper) for number in range(1, 7) for paper in ("surface", "map-land")),
    ("line-strong", "surface"),
    ("focus", "paper"),
    ("focus", "surface"),
    ("clay", "paper"),
]


def lightness(colour: str) -> float:
    """Give the relative luminance of #rrggbb."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((lightness(COLOURS[one]), lightness(COLOURS[other])))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "paper"), TEXT_ON)
def test_text_stands_out(ink, paper):
    assert contrast(ink, paper) >= 4.5


@pytest.mark.parametrize(("sign", "paper"), SIGN_ON)
def test_signs_and_edges_stand_out(sign, paper):
    assert contrast(sign, paper) >= 3
