# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Build the documents with Sphinx: MyST pages, the furo theme, every warning an error in CI."""

from kotipesa.version import __version__

project = "Kotipesä"
author = "Kotipesä developers"
release = __version__
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"Kotipesä {release}"
html_copy_source = False
html_show_copyright = False
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
