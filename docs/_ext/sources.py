"""Parts of the sources, cut out when a page is built: ``{source}``.

    ```{source} csrc/graph/node.h
    struct Edge {
    ```

shows the block that begins with this line, with the comment above it, to where its braces close.
With ``:to:`` it ends with the next line that begins so, and with ``:above:`` it begins some lines
earlier. Several lines show several blocks. A line that is not there, or there twice, fails the
build, so that a page cannot go stale.
"""

from __future__ import annotations

import textwrap
from itertools import accumulate
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {".h": "cpp", ".cpp": "cpp", ".py": "python"}


def begins(line: str, text: str) -> bool:
    return line.strip().startswith(text)


def block(lines: list[str], text: str, to: str | None, above: int) -> list[str]:
    """Return the lines of the block that begins with ``text``."""
    places = [k for k, line in enumerate(lines) if begins(line, text)]
    if len(places) != 1:
        raise ValueError(f"{len(places)} lines begin with {text!r}")
    first = last = places[0]
    while begins(lines[first - 1], "//"):
        first -= 1
    if to:
        last += next(k for k, line in enumerate(lines[last:]) if begins(line, to))
    else:
        depths = accumulate(line.count("{") - line.count("}") for line in lines[last:])
        last += next(k for k, depth in enumerate(depths) if depth <= 0)
    return lines[first - above : last + 1]


class Source(SphinxDirective):
    """Blocks of one file."""

    has_content = True
    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {
        "above": directives.nonnegative_int,
        "to": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        path = self.arguments[0]
        self.env.note_dependency(str(ROOT / path))
        lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
        try:
            to, above = self.options.get("to"), self.options.get("above", 0)
            parts = [block(lines, text, to, above) for text in self.content]
        except (ValueError, StopIteration) as error:
            raise self.error(f"source: {path}: {error}") from error
        code = "\n\n".join(textwrap.dedent("\n".join(part)) for part in parts)
        shown = nodes.literal_block(code, code, language=LANGUAGES[Path(path).suffix])
        caption = nodes.caption("", path)
        box = nodes.container("", caption, shown, literal_block=True)
        box["classes"].append("literal-block-wrapper")
        return [box]


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("source", Source)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
