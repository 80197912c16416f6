# ruff: noqa: INP001 - Sphinx reads this file; it belongs to no package
"""How Sphinx builds these pages: ``make docs``. Nothing is loaded from elsewhere, so the site works offline."""

from dateline.tasks.core.version import __version__

project = "dateline"
author = "the dateline authors"
project_copyright = "the dateline authors"
version = release = __version__

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
nitpicky = True

html_theme = "furo"
html_title = f"dateline {__version__}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}
