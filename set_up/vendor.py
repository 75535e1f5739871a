# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Copy the few files of others that pages load, each with its licence; nothing else is served."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from set_up.machine import SHARE, digest
from set_up.npm import PACKAGE_LOCK, packages
from set_up.steps import Step

VENDOR = SHARE / "vendor"
LICENCES = Path(__file__).with_name("licences")

FILES = {
    "maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "maplibre-gl.licence.txt": "maplibre-gl/LICENSE.txt",
    "pmtiles.mjs": "pmtiles/dist/esm/index.js",
    "fflate.mjs": "fflate/esm/browser.js",
    "fflate.licence.txt": "fflate/LICENSE",
    "echarts.mjs": "echarts/dist/echarts.esm.min.mjs",
    "echarts.licence.txt": "echarts/LICENSE",
    "echarts.notice.txt": "echarts/NOTICE",
    "echarts-d3.licence.txt": "echarts/licenses/LICENSE-d3",
    "govuk-frontend.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "govuk-frontend.mjs": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
}

# The map of a minified file is not shipped, so nothing may point at it.
SOURCE_MAP = re.compile(r"\n?(?://|/\*)# sourceMappingURL=\S+(?: \*/)?\s*$")
# The typeface and the crest belong to one government; the rest of its design is for everybody.
TYPEFACE = re.compile(r"@font-face\{[^}]*\}|/\*![^*]*Margaret Calvert[^*]*\*/")
CREST = re.compile(r"[^{}]*\{[^{}]*govuk-crest[^{}]*\}")
OUR_TYPEFACE = ("GDS Transport,arial,sans-serif", "system-ui,sans-serif")


def vendor_step() -> Step:
    """List what pages need of others."""
    key = digest(PACKAGE_LOCK, Path(__file__), *sorted(LICENCES.iterdir()))
    return Step("vendor", "what pages load: map, charts, form styles", key, fetch)


def fetch() -> None:
    """Install the packages that pages need and copy out what is listed here."""
    with packages("--omit=dev") as found:
        copy(found, VENDOR)


def copy(found: Path, vendor: Path) -> None:
    """Write the listed files into an empty folder, cut to what we may and want to serve."""
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    for name, source in FILES.items():
        text = (found / source).read_text(encoding="utf-8")
        (vendor / name).write_text(adapt(name, text), encoding="utf-8")
    for licence in LICENCES.iterdir():
        shutil.copy(licence, vendor)


def adapt(name: str, text: str) -> str:
    """Give a file's text without what points elsewhere."""
    text = SOURCE_MAP.sub("\n", text)
    if name == "pmtiles.mjs":
        return text.replace('from"fflate"', 'from"./fflate.mjs"', 1)
    if name == "govuk-frontend.css":
        return CREST.sub("", TYPEFACE.sub("", text)).replace(*OUR_TYPEFACE)
    return text
