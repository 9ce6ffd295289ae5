"""retrograd.graph and retrograd.explain: what they show, judged by hand and by NumPy's nbytes."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ET

import numpy
import pytest
import retrograd as rg
from functions import cube
from retrograd.picture.walk import in_bytes

SVG = "{http://www.w3.org/2000/svg}"


def leaf(*shape):
    return rg.ones(*shape, requires_grad=True)


def tutorial():
    x, y = rg.ones(5), rg.zeros(3)
    w, b = leaf(5, 3), leaf(3)
    z = rg.matmul(x, w) + b
    return rg.nn.functional.binary_cross_entropy_with_logits(z, y), w, b, z


def line(offset):
    """Name a line of tutorial()."""
    return f"test_graph_picture.py:{tutorial.__code__.co_firstlineno + offset}"


def chain(n):
    y = leaf(4)
    for _ in range(n):
        y = y + 1
    return y


def diamond():
    x = leaf(3)
    y = x.exp()
    return (y.sin() * y.cos()).sum()


def second():
    x = leaf(3)
    return rg.autograd.grad((x.tanh() * x).sum(), x, create_graph=True)[0]


def several():
    x = leaf(4, 6)
    values, _ = x.max(1)
    p, q = x.split(2, 0)
    return values.sum() + (p * q).sum()


def wide():
    x = leaf(2)
    return rg.cat([x * float(i) for i in range(200)]).sum()


def recurrent():
    h, w, b = rg.zeros(2, 8), leaf(8, 8), leaf(8)
    for _ in range(50):
        h = (h @ w + b).tanh()
    return h.sum()


GRAPHS = {
    "tutorial": lambda: tutorial()[0],
    "leaf": lambda: leaf(2),
    "diamond": diamond,
    "second": second,
    "several": several,
    "chain": lambda: chain(1000),
    "wide": wide,
    "recurrent": recurrent,
}


def test_the_tutorial_as_text():
    loss, w, b, z = tutorial()
    assert str(rg.graph(loss, {"w": w, "b": b, "z": z})).splitlines() == [
        "binary_cross_entropy_with_logits  () float32, saves 24 B, " + line(4),
        "z: add  (3,) float32, " + line(3),
        "├─ squeeze  (3,) float32, saves 20 B, " + line(3),
        "│  w: leaf  (5, 3) float32, requires grad, no grad yet",
        "└─ b: leaf  (3,) float32, requires grad, no grad yet",
        "3 operations, 2 leaves, 44 B saved for backward",
    ]


def test_a_shared_step_is_spelled_out_once():
    text = str(rg.graph(diamond()))
    assert text.count("exp [1]  (3,) float32") == 1
    assert text.count("exp [1], see above") == 1


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_saved_bytes_are_those_of_the_arrays(dtype):
    x = rg.ones(10, 7, dtype=getattr(rg, dtype), requires_grad=True)
    n = numpy.ones((10, 7), dtype).nbytes
    graph = rg.graph((x.exp() * x.sin()).sum())  # exp keeps y, sin keeps x, mul both results
    table = {row.name: row for row in graph.report()}
    assert graph.saved_bytes == graph.report().saved_bytes == 3 * n
    assert {k: r.saved_bytes for k, r in table.items()} == {"exp": n, "sin": n, "mul": n, "sum": 0}
    assert table["sum"].output_bytes == numpy.zeros((), dtype).nbytes
    assert graph.report().output_bytes == 3 * n + table["sum"].output_bytes


def test_memory_saved_twice_or_through_a_view_counts_once():
    x = leaf(100)
    y = x.sin() + x.cos() + x[10:20].sin().sum() * 1
    graph = rg.graph(y.sum())
    assert graph.report().saved_bytes == 400 + 4  # x, and the number that sum was multiplied by


def test_the_report_has_the_largest_first_and_is_the_same_each_time():
    first = rg.graph(several()).report()
    assert [row.saved_bytes for row in first] == sorted(
        (r.saved_bytes for r in first), reverse=True
    )
    assert str(first) == str(rg.graph(several()).report())
    assert sum(row.operations for row in first) == rg.graph(several()).operations


def test_a_function_shows_its_own_name_and_what_it_saved():
    assert str(rg.graph(cube(rg).apply(leaf(5)))).startswith("Mine  (5,) float32, saves 20 B")


def test_a_freed_graph_says_so():
    x = leaf(3)
    y = x.exp().sum()
    y.backward()
    graph = rg.graph(y)
    assert "exp  (3,) float32, saved tensors freed" in str(graph)
    assert "has grad" in str(graph)
    assert graph.report().freed == 1
    assert "1 operation had" in str(graph.report())


def test_a_cycle_through_a_gradient_is_drawn():
    x = leaf(3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (x**3).sum().backward(create_graph=True)
    assert rg.graph(x.grad).leaves == 1
    x.grad = None


def test_a_picture_keeps_nothing_alive():
    gc.collect()
    nodes, tensors = rg._core.live_nodes(), rg._core.live_tensors()
    graph = rg.graph(wide())
    assert (rg._core.live_nodes(), rg._core.live_tensors()) == (nodes, tensors)
    assert graph.operations == 202


def test_a_graph_that_only_the_walk_holds_is_drawn():
    node = chain(1000).grad_fn
    nodes = [node]
    del node
    assert rg.graph(nodes.pop()).operations == 1000


def test_a_long_chain_is_folded_without_recursion():
    graph = rg.graph(chain(100_000))
    assert "add (99,998 more times)  folded: 99,998 operations" in str(graph)
    assert graph.operations == 100_000
    assert graph._repr_svg_().count('class="box') == 4


@pytest.mark.parametrize("limit", [2, 3, 10, 60])
@pytest.mark.parametrize("name", GRAPHS)
def test_the_svg_is_well_formed_and_its_text_fits(name, limit):
    graph = rg.graph(GRAPHS[name](), max_nodes=limit)
    svg = ET.fromstring(graph._repr_svg_())
    boxes = [
        [float(r.get(k)) for k in ("x", "y", "width", "height")]
        for r in svg.iter(f"{SVG}rect")
        if r.get("class").startswith("box")
    ]
    lines = str(graph).splitlines()[:-1]
    assert len(boxes) == sum("see above" not in line for line in lines) <= limit
    kinds = [r.get("class").split() for r in svg.iter(f"{SVG}rect")]
    shown = sum("leaf" not in kind and "fold" not in kind for kind in kinds)
    folded = [int(n.replace(",", "")) for n in re.findall(r"folded: ([\d,]+) op", str(graph))]
    assert shown + sum(folded) == graph.operations
    wide_, high = float(svg.get("width")), float(svg.get("height"))
    for i, (x, y, w, h) in enumerate(boxes):
        assert x >= 0 and y >= 0 and x + w <= wide_ and y + h <= high
        for x2, y2, w2, h2 in boxes[:i]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y, "boxes overlap"
    for text in svg.findall(f"{SVG}text"):
        if text.get("class") in ("s", "e"):
            continue
        tx, ty, width = float(text.get("x")), float(text.get("y")), 7.2 * len(text.text)
        assert any(x <= tx and tx + width <= x + w and y < ty <= y + h for x, y, w, h in boxes), (
            text.text
        )


def test_arrows_go_the_way_of_the_data():
    svg = ET.fromstring(rg.graph(leaf(2).exp())._repr_svg_())
    top, bottom = sorted((float(r.get("y")), r.get("class")) for r in svg.iter(f"{SVG}rect"))
    assert ("leaf" in top[1], "root" in bottom[1]) == (True, True)
    (arrow,) = (p for p in svg.findall(f"{SVG}path"))
    ys = [float(n) for n in re.findall(r" (-?[\d.]+)", arrow.get("d"))]
    assert ys[-1] == bottom[0] > ys[0]


def test_names_are_escaped():
    x = leaf(2)
    picture = ET.fromstring(rg.graph(x.exp(), {"<a&b>": x})._repr_svg_())
    texts = [text.text for text in picture.iter(f"{SVG}text")]
    assert any(text.startswith("<a&b>: leaf") for text in texts)


def test_the_style_of_a_picture_touches_nothing_else_of_a_page():
    svg = ET.fromstring(rg.graph(leaf(2).exp())._repr_svg_())
    rules = re.findall(r"([^{}]+)\{", svg.find(f"{SVG}style").text)
    assert len(rules) >= 10
    assert [rule for rule in rules if not rule.startswith(f".{svg.get('class')} ")] == []


def test_a_picture_has_a_title():
    svg = ET.fromstring(rg.graph((leaf(2) * 2).exp(), {"<x>": leaf(1)}).to_svg())
    assert svg[0].tag == f"{SVG}title"
    assert svg[0].text.startswith("Graph of exp: 2 operations, 1 leaf, ")


def test_a_picture_is_saved_by_its_suffix(tmp_path):
    x = leaf(2)
    picture = rg.graph(x.exp(), {"\u00fc": x})
    picture.save(tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text("utf-8") == picture._repr_svg_()
    for name in ("a.dot", "a.gv"):
        picture.save(str(tmp_path / name))
        assert (tmp_path / name).read_text("utf-8") == picture.to_dot()
    with pytest.raises(ValueError, match=r"\.svg, \.dot or \.gv file, not '.*a\.png'"):
        picture.save(tmp_path / "a.png")
    assert not (tmp_path / "a.png").exists()
    with pytest.raises(OSError):
        picture.save(tmp_path / "none" / "a.svg")


def test_the_text_for_graphviz_has_each_box_and_each_edge():
    x = leaf(4)
    a, b = x.split(2)
    dot = rg.graph((a * b).sum(), {'"q\\': x}).to_dot()
    boxes = dict(re.findall(r'^  (n\d+) \[label="((?:[^"\\]|\\.)*)"', dot, re.MULTILINE))
    assert len(boxes) == 4
    assert sum(label.startswith(r"\"q\\: leaf\l") for label in boxes.values()) == 1
    edges = re.findall(r'^  (n\d+) -> (n\d+)(?: \[label="(.*)"\])?;$', dot, re.MULTILINE)
    names = {n: re.split(r"[ :\\]", label.replace(r"\"q\\: ", ""))[0] for n, label in boxes.items()}
    assert sorted((names[a], names[b], text) for a, b, text in edges) == [
        ("leaf", "split", ""),
        ("mul", "sum", ""),
        ("split", "mul", "output 0"),
        ("split", "mul", "output 1"),
    ]
    assert dot.count("{") == dot.count("}") == 1


def test_a_prompt_shows_the_lines_of_an_explanation():
    text = rg.explain(leaf(2))
    assert isinstance(text, str)
    assert repr(text) == str(text) == text + ""
    assert len(repr(text).splitlines()) > 1


def test_what_cannot_be_drawn():
    with pytest.raises(rg.errors.GraphError, match="explain"):
        rg.graph(rg.ones(2))
    with pytest.raises(rg.errors.GraphError):
        rg.graph([])
    with pytest.raises(TypeError):
        rg.graph([3])
    with pytest.raises(ValueError):
        rg.graph(leaf(2), max_nodes=1)


def after_backward():
    x = leaf(2)
    x.sum().backward()
    return x


def retained():
    x = leaf(2) * 2
    x.retain_grad()
    x.sum().backward()
    return x


REASONS = {
    "does not require grad": lambda: rg.ones(2),
    "made by mul": lambda: leaf(2) * 2,
    "int64": lambda: rg.ones(2, dtype=rg.int64),
    "No graph that is alive uses it": lambda: leaf(2),
    "no trace of which": lambda: (leaf(2) * 2).detach(),
    "backward() added to it": after_backward,
    "kept because of retain_grad()": retained,
}


@pytest.mark.parametrize("words", REASONS)
def test_explain_says(words):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        text = rg.explain(REASONS[words]())
    assert words in text
    assert max(map(len, text.splitlines())) <= 100


def test_explain_knows_what_waits_for_backward_and_what_a_root_reaches():
    x, other = leaf(2), leaf(2)
    y = x.exp().sum()
    assert "A recorded graph that is still alive uses it" in rg.explain(x)
    assert "leads to it." in rg.explain(x, y)
    assert "does not depend on it" in rg.explain(other, y)
    y.backward()
    assert "earlier backward() freed" in rg.explain(x, y)
    with pytest.raises(TypeError):
        rg.explain(3)


def test_drawing_is_loaded_when_asked_for():
    code = (
        "import sys, retrograd as rg; assert 'graph' in dir(rg);"
        "assert 'retrograd.picture' not in sys.modules; rg.graph;"
        "assert 'retrograd.picture' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_hooks_packed_away_is_not_counted_as_kept():
    x = rg.ones(4, requires_grad=True)
    with rg.autograd.graph.saved_tensors_hooks(lambda t: None, lambda packed: rg.ones(4)):
        y = (x * x).sum()
    assert "saves" not in str(rg.graph(y))
    y.backward()
    assert x.grad.tolist() == [2.0] * 4


@pytest.mark.parametrize("limit", [2, 60])
def test_several_roots_may_lie_behind_one_another(limit):
    x = leaf(2)
    roots = [x]
    for _ in range(20):
        roots.append(roots[-1] + 1)
    graph = rg.graph([roots[-1], roots[10], roots[-1], x.grad_fn or x, x * 2], max_nodes=limit)
    assert graph.operations == 21
    assert "see above" in str(graph)
    ET.fromstring(graph._repr_svg_())


def test_a_named_leaf_is_not_folded_away():
    y, named = rg.zeros(2), leaf(2)
    for k in range(30):
        y = y + (named if k == 15 else leaf(2))
    assert "middle: leaf" in str(rg.graph(y, {"middle": named}))


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (9_999, "9,999 B"),
        (10_000, "10 KB"),
        (999_499, "999 KB"),
        (999_500, "1 MB"),
        (999_999_999, "1 GB"),
        (2 * 10**12, "2 TB"),
    ],
)
def test_sizes_are_told_in_the_unit_that_fits(n, text):
    assert in_bytes(n) == text
