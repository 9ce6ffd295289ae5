"""Names in the text, such as ``torch.add``, lead to their entries in the reference."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.python import PythonDomain
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

NAME = re.compile(r"(?:(?:torch|retrograd|rg)\.)?([A-Za-z_][\w.]*)(?:\([^()]*\))?")
PREFIXES = ("torch.", "retrograd.", "rg.", "nn.", "optim.", "autograd.", "func.", "linalg.")


class Links(SphinxPostTransform):
    """Makes links of pieces of code that are the name of one thing, or a call of it."""

    default_priority = 20

    def run(self, **kwargs: object) -> None:
        domain = self.env.domains["py"]
        assert isinstance(domain, PythonDomain)
        for code in list(self.document.findall(nodes.literal)):
            text = code.astext()
            found = NAME.fullmatch(text) if text.startswith(PREFIXES) else None
            entry = domain.objects.get(f"retrograd.{found[1]}") if found else None
            if entry is None or isinstance(code.parent, nodes.reference):
                continue
            link = make_refnode(
                self.app.builder, self.env.docname, entry.docname, entry.node_id, code.deepcopy()
            )
            code.replace_self(link)


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_post_transform(Links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
