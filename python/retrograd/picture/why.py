"""Why a tensor has a gradient, or has none."""

from __future__ import annotations

from .. import _core
from .walk import line_of, operation_name, walk

__all__ = ["Explanation", "explain"]


def __dir__() -> list[str]:
    return __all__


class Explanation(str):
    """Text whose ``repr`` is the text, so that a prompt and a notebook show its lines."""

    def __repr__(self) -> str:
        return str(self)


def explain(tensor: _core.Tensor, root: _core.Tensor | None = None) -> Explanation:
    """Say in words why ``tensor.grad`` is what it is, and what to do about it.

    With ``root``, the tensor on which ``backward()`` is or was called, also whether its graph
    leads to ``tensor``.

    What left no trace in the tensor cannot be told, and the text says so: a leaf that requires no
    grad looks the same whether it was made by ``no_grad``, by ``detach`` or from numbers.

    Shape:   any.
    Dtype:   all.
    Grad:    none.
    Raises:  TypeError if ``tensor`` or ``root`` is no tensor.
    Source:  retrograd's own.

    >>> x = rg.ones(2, requires_grad=True)
    >>> rg.explain(x * 2)
    grad is None: this tensor is no leaf; it was made by mul.
    backward() fills the .grad of leaves only. Call retain_grad() on it before backward(), or look
    at the leaves that retrograd.graph(tensor) shows.
    """
    for name, given in (("tensor", tensor), ("root", root)):
        if not isinstance(given, _core.Tensor) and not (name == "root" and given is None):
            raise TypeError(f"explain: {name} must be a Tensor, not {type(given).__name__}")
    lines = _reason(tensor)
    if root is not None:
        lines.append(_reach(tensor, root))
    return Explanation("\n".join(lines))


def _reason(x: _core.Tensor) -> list[str]:
    if x.grad_fn is not None:
        return _made(x)
    if not x.dtype.is_floating_point:
        return [
            f"grad is None: this tensor is of an integer or bool type ({_type(x)}), which has no"
            " gradients.",
            "A conversion from a floating type cuts the graph; keep what is to be"
            " differentiated\nin float32 or float64.",
        ]
    if x.grad is not None:
        return [
            "grad is set: this tensor is a leaf, and backward() added to it or it was assigned.",
            "It is a sum over all backward() calls since it was last None.",
        ]
    if not x.requires_grad:
        return [
            "grad is None: this tensor is a leaf that does not require grad.",
            "If it is a parameter, call requires_grad_() on it before it is used.",
            "If it was computed, its history was not recorded: its inputs required no grad, or it"
            " was made\nunder no_grad, or it came out of detach() or .data, or through NumPy or"
            " numbers. The tensor keeps\nno trace of which.",
        ]
    return [
        "grad is None: this tensor is a leaf that requires grad, and none has arrived.",
        _use(x),
    ]


def _made(x: _core.Tensor) -> list[str]:
    node = x.grad_fn
    assert node is not None
    made = f"this tensor is no leaf; it was made by {operation_name(node.name())}"
    line = line_of(node.origin)
    made += f" at {line}." if line else "."
    if x.retains_grad and x.grad is not None:
        return [f"grad is set: {made}", "It was kept because of retain_grad()."]
    if x.retains_grad:
        return [
            f"grad is None: {made}",
            "retain_grad() was called on it; no backward() has come through it since.",
        ]
    return [
        f"grad is None: {made}",
        "backward() fills the .grad of leaves only. Call retain_grad() on it before backward(),"
        " or look\nat the leaves that retrograd.graph(tensor) shows.",
    ]


def _use(x: _core.Tensor) -> str:
    # Nodes are numbered as they are made, and a leaf without a living one gets a new one here.
    before = _core._gradient_edge(_core.zeros((), requires_grad=True)).node._sequence_nr()
    if _core._gradient_edge(x).node._sequence_nr() < before:
        return (
            "A recorded graph that is still alive uses it: call backward() on a result of it. If"
            " backward()\nwas called, the gradient was set to None afterwards, or the root does not"
            " depend on this\ntensor: explain(tensor, root) tells."
        )
    return (
        "No graph that is alive uses it: nothing was computed from it while recording, or the"
        " results are\ngone. If backward() did run, the gradient was set to None afterwards, or"
        " autograd.grad was used,\nwhich returns gradients. The tensor keeps no trace of which."
    )


def _reach(x: _core.Tensor, root: _core.Tensor) -> str:
    if not root.requires_grad:
        return "The root does not require grad, so its backward() reaches nothing."
    if not x.requires_grad:
        return "The root cannot reach it, since it does not require grad."
    target = _core._gradient_edge(x).node
    steps = walk([_core._gradient_edge(root).node], {})
    if target._sequence_nr() not in steps:
        return (
            "The root does not depend on it: no path of recorded operations leads from the root to"
            " this tensor."
        )
    freed = any(s.saved is None for s in steps.values())
    end = ", and an earlier backward() freed what it needs to run again." if freed else "."
    return "The graph of the root leads to it" + end


def _type(x: _core.Tensor) -> str:
    return str(x.dtype).rsplit(".", 1)[-1]
