"""How the documentation is built: python -m sphinx -W --keep-going -b html docs build/docs."""

from __future__ import annotations

import sys
from pathlib import Path

import retrograd

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "retrograd"
author = "the retrograd authors"
version = release = retrograd.__version__
extensions = ["myst_parser", "blocks", "formulas", "links", "missing", "reference", "sources"]
exclude_patterns = ["_ext"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
myst_enable_extensions = ["deflist", "dollarmath", "fieldlist"]
myst_heading_anchors = 3
html_math_renderer = "mathml"  # of the browser: nothing is fetched from elsewhere
suppress_warnings = ["config.cache"]

html_theme = "furo"
html_title = f"retrograd {version}"
html_static_path = ["_static"]
html_css_files = ["blocks.css", "reference.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
pygments_style = "default"
pygments_dark_style = "github-dark"
toc_object_entries_show_parents = "hide"
python_use_unqualified_type_names = True
