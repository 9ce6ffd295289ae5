"""Blocks of a page that are run when it is built: ``{run}``.

    ```{run}
    :caption: Seen under the figure, if there is one.

    x = torch.tensor(3.0, requires_grad=True)
    torch.graph(x * x, {"x": x})
    ```

All blocks of a page share one namespace and one directory of their own, as the cells of a notebook
do, and begin with seed 0; ``root`` is the folder of the project. What a block prints is shown below
it, then its last line if that is an expression: a picture (``_repr_svg_``) as such, other values by
their ``repr`` (unless figures are drawn, or it tells no more than an address), and the figures that
matplotlib has open. A block of ``>>>`` lines is a doctest: what it says is compared.

An exception fails the build unless ``:raises:`` names its class, and a warning unless ``:warns:``
does; the message is then shown. ``:file:`` is the name of the program (``example.py``) where lines
are named, ``:linenos:`` numbers the lines shown, ``:hide:`` shows only what comes out. ``:needs:``
names packages without which the block is not run; the page then says so.

Colours that are black or white for the page's sake follow the reader's choice of a light or dark
page: text, axes and grids are drawn in the colour of the text around.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import importlib.util
import io
import linecache
import os
import re
import sys
import tempfile
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import retrograd
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

ROOT = Path(__file__).resolve().parents[2]
log = logging.getLogger(__name__)
INK = "#0a0b0c"  # stands for the colour of the text, which is known to the browser alone
LINES = ["#3b82c4", "#d9702b", "#3f9b57", "#b25fbf", "#c9474b", "#8a8f98"]  # on white and on black
OPTIONS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL


class Page(types.ModuleType):
    """The program that the blocks of one page make up."""

    def __init__(self, name: str) -> None:
        super().__init__("example")
        self.document = name
        self.root = ROOT
        self.directory = tempfile.TemporaryDirectory()
        self.figures = 0


def page_of(env: BuildEnvironment) -> Page:
    """Return the page that is being read, begun anew if this is its first block."""
    page = sys.modules.get("example")
    if not isinstance(page, Page) or page.document != env.docname or "page" not in env.temp_data:
        if isinstance(page, Page):
            page.directory.cleanup()
        page = sys.modules["example"] = Page(env.docname)
        env.temp_data["page"] = True
        as_torch = sys.modules.pop("retrograd.as_torch", None)
        if as_torch is not None:  # what a page imports, it installs
            as_torch.remove()
        retrograd.manual_seed(0)
        retrograd.set_default_dtype(retrograd.float32)
    return page


def pyplot(page: Page) -> Any:
    """Return matplotlib's drawing module, set to draw for pages of any colour."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    plt.rcdefaults()
    ink = ("text.color", "axes.edgecolor", "axes.labelcolor", "axes.titlecolor", "xtick.color")
    ink += (
        "ytick.color",
        "grid.color",
        "legend.labelcolor",
        "hatch.color",
        "boxplot.flierprops.color",
    )
    matplotlib.rcParams.update(
        dict.fromkeys(ink, INK)
        | {
            "axes.facecolor": "none",
            "axes.grid": True,
            "axes.prop_cycle": matplotlib.cycler(color=LINES),
            "axes.spines.right": False,
            "axes.spines.top": False,
            "figure.constrained_layout.use": True,
            "figure.facecolor": "none",
            "figure.figsize": (6, 3),
            "font.size": 10,
            "grid.alpha": 0.15,
            "legend.framealpha": 0,
            "lines.linewidth": 1.8,
            "svg.fonttype": "none",
            "svg.hashsalt": f"{page.document}-{page.figures}",
        }
    )
    return plt


def figures(page: Page, plt: Any) -> Iterator[str]:
    """Yield the open figures as <svg> elements, and close them."""
    for number in plt.get_fignums():
        text = io.StringIO()
        plt.figure(number).savefig(text, format="svg", metadata={"Date": None, "Creator": None})
        svg = text.getvalue()
        svg = svg[svg.index("<svg") :]
        page.figures += 1
        # Names hold for the whole page that the figures are put into.
        svg = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>f{page.figures}-", svg)
        svg = re.sub(r"'DejaVu Sans'[^;\"]*", "inherit-family", svg)
        yield svg.replace(INK, "currentColor").replace("inherit-family", "var(--font-stack)")
    plt.close("all")


@contextlib.contextmanager
def inside(page: Page, out: io.StringIO, warned: list[str]) -> Iterator[None]:
    """Run in the directory of the page, and write what is said to ``out``."""

    def show(message: Warning | str, category: type[Warning], *rest: Any) -> None:
        warned.append(category.__name__)
        print(f"{category.__name__}: {message}", file=out)

    before = os.getcwd()
    os.chdir(page.directory.name)
    try:
        with contextlib.redirect_stdout(out), warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.showwarning = show
            yield
    finally:
        os.chdir(before)


def run(code: str, name: str, page: Page) -> object:
    """Run the lines, and return the value of the last one if that is an expression."""
    linecache.cache[name] = (len(code), None, code.splitlines(True), name)
    tree = ast.parse(code, name)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)  # type: ignore[attr-defined]
    exec(compile(tree, name, "exec", dont_inherit=True), vars(page))
    return last and eval(compile(last, name, "eval", dont_inherit=True), vars(page))


class Run(SphinxDirective):
    """A block that is run, and what comes of it."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "caption": directives.unchanged,
        "file": directives.unchanged,
        "hide": directives.flag,
        "linenos": directives.flag,
        "needs": directives.unchanged,
        "raises": directives.unchanged,
        "warns": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        code = "\n".join(self.content) + "\n"
        page = page_of(self.env)
        shown: list[nodes.Node] = []
        if "hide" not in self.options:
            source = nodes.literal_block(code.rstrip(), code.rstrip(), language="python")
            source["linenos"] = "linenos" in self.options
            if code.startswith(">>>"):
                source["language"] = "pycon"
            shown.append(source)
        for package in self.options.get("needs", "").split():
            if importlib.util.find_spec(package) is None:
                text = f"Not run: {package} was not installed where this page was built."
                return [*shown, nodes.note("", nodes.paragraph("", text))]
        if code.startswith(">>>"):
            self.compare(code, page)
            return shown
        text, value, drawn = self.result(code, page)
        kinds = ["output", "said"] if self.options.keys() & {"raises", "warns"} else ["output"]
        svg = getattr(value, "_repr_svg_", None)
        if svg is not None:
            drawn.insert(0, svg())
        elif value is not None and not drawn and " object at 0x" not in repr(value):
            text += f"{value!r}\n"
        if text:
            text = text.rstrip("\n")  # it is coloured only if both are the same
            shown.append(nodes.literal_block(text, text, language="text", classes=kinds))
        return shown + [self.figure(picture) for picture in drawn]

    def result(self, code: str, page: Page) -> tuple[str, object, list[str]]:
        """Return what the block prints, the value of its last line, and the figures."""
        out = io.StringIO()
        warned: list[str] = []
        raised, value = "", None
        plt = pyplot(page) if "plt" in vars(page) or "matplotlib" in code else None
        with inside(page, out, warned):
            try:
                value = run(code, self.options.get("file", "example.py"), page)
            except Exception as error:
                raised = type(error).__name__
                lines = [f"{raised}: {error}", *getattr(error, "__notes__", [])]
                print(*lines, sep="\n", file=out)
        wanted = {"raises": self.options.get("raises", ""), "warns": self.options.get("warns", "")}
        if raised != wanted["raises"] or set(warned) != set(wanted["warns"].split()):
            self.complain(
                f"raises {raised or 'nothing'}, warns {warned}, not {wanted}", out.getvalue()
            )
        return out.getvalue(), value, list(figures(page, plt)) if plt else []

    def compare(self, code: str, page: Page) -> None:
        """Run the lines as a doctest."""
        test = doctest.DocTestParser().get_doctest(code, {}, page.document, None, self.lineno)
        test.globs = vars(page)
        failures, out = io.StringIO(), io.StringIO()
        with inside(page, out, []):
            doctest.DocTestRunner(optionflags=OPTIONS).run(
                test, out=failures.write, clear_globs=False
            )
        if failures.getvalue():
            self.complain("a doctest fails", failures.getvalue())

    def complain(self, what: str, text: str) -> None:
        log.warning("run: %s\n%s", what, text, location=self.get_location())

    def figure(self, svg: str) -> nodes.figure:
        """Return the picture with its caption."""
        caption = self.options.get("caption", "")
        figure = nodes.figure("", nodes.raw("", f'<div class="drawn">{svg}</div>', format="html"))
        figure["classes"].append("drawn-figure")
        if caption:
            children, _ = self.parse_inline(caption, lineno=self.lineno)
            figure += nodes.caption(caption, "", *children)
        return figure


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("run", Run)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
