"""What torch has and retrograd has not, as a table: ``{missing}``, from ``torch_names.txt``."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from html import escape
from pathlib import Path

import retrograd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

NAMES = Path(retrograd.__file__).parent / "torch_names.txt"


def places() -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each module of torch, its public names, and those of them that are not here."""
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        place, _, names = line.partition(": ")
        here = "retrograd" + place.removeprefix("torch")
        all_names = names.split()
        try:
            holder = retrograd.Tensor if place == "torch.Tensor" else importlib.import_module(here)
        except ModuleNotFoundError:
            yield place, all_names, all_names
        else:
            yield place, all_names, [name for name in all_names if not hasattr(holder, name)]


class Missing(SphinxDirective):
    """The table, with the names folded away."""

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(NAMES))
        rows = []
        for place, names, missing in places():
            share = f"{len(names) - len(missing)} of {len(names)}"
            words = ", ".join(map(escape, missing))
            told = f"<details><summary>{len(missing)} names</summary>{words}</details>"
            rows.append(
                f'<tr><td><code class="literal">{place}</code></td><td>{share}</td>'
                f"<td>{told if missing else ''}</td></tr>"
            )
        head = "<thead><tr><th>place</th><th>here</th><th>missing</th></tr></thead>"
        table = f'<table class="docutils">{head}<tbody>{"".join(rows)}</tbody></table>'
        text = f'<div class="table-wrapper missing">{table}</div>'
        return [nodes.raw("", text, format="html")]


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("missing", Missing)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
