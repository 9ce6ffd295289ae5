"""A snapshot of a recorded graph as plain data: it keeps no tensor and no node alive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .. import _core
from ..errors import GraphError

__all__ = [
    "Root",
    "Step",
    "count",
    "in_bytes",
    "line_of",
    "operation_name",
    "root_nodes",
    "total_saved",
    "walk",
]


def __dir__() -> list[str]:
    return __all__


Root = _core.Tensor | _core.Node | _core.GradientEdge


@dataclass(frozen=True)
class Step:
    """A node of the graph: an operation, or the place where the gradient of a leaf arrives."""

    number: int  # larger than those of the steps that its inputs come from
    name: str
    outputs: tuple[tuple[tuple[int, ...], str, int], ...]  # shape, dtype, bytes
    saved: dict[int, int] | None  # bytes by where the memory starts; None once freed
    inputs: tuple[tuple[int, int], ...]  # numbers of the steps, and which of their outputs
    label: str | None  # the name that the caller gave
    origin: str | None  # "file:line", without the directories; None where there is no file
    leaf: bool
    has_grad: bool

    @property
    def saved_bytes(self) -> int:
        return sum((self.saved or {}).values())


def operation_name(node_name: str) -> str:
    """Return the function that makes a node: ``log_softmax`` for ``LogSoftmaxBackward0``."""
    recorded = re.fullmatch(r"(\w+?)Backward\d+", node_name)
    if recorded:
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", recorded[1]).lower()
    return node_name.removesuffix("Backward")


def root_nodes(roots: Root | Iterable[Root]) -> list[_core.Node]:
    """Return the nodes of tensors, nodes or gradient edges, given alone or several at once."""
    single = isinstance(roots, (_core.Tensor, _core.Node, _core.GradientEdge))
    found = []
    for root in [roots] if single else list(roots):
        if isinstance(root, _core.Tensor):
            if not root.requires_grad:
                raise GraphError(
                    "graph: this tensor does not require grad, so nothing of it was recorded;"
                    " retrograd.explain(tensor) says more"
                )
            found.append(_core._gradient_edge(root).node)
        elif isinstance(root, _core.GradientEdge):
            found.append(root.node)
        elif isinstance(root, _core.Node):
            found.append(root)
        else:
            raise TypeError(
                f"graph: expected tensors, nodes or gradient edges, not {type(root).__name__}"
            )
    if not found:
        raise GraphError("graph: there is nothing to draw: no tensor was given")
    return found


def _labels(names: Mapping[str, _core.Tensor]) -> dict[int, str]:
    found: dict[int, str] = {}
    for name, tensor in names.items():
        if tensor.requires_grad:
            number = _core._gradient_edge(tensor).node._sequence_nr()
            found[number] = f"{found[number]}, {name}" if number in found else name
    return found


def walk(nodes: Iterable[_core.Node], names: Mapping[str, _core.Tensor]) -> dict[int, Step]:
    """Return all steps behind ``nodes`` by number, consumers before what they consume."""
    labels = _labels(names)
    waiting, steps = list(nodes), {}
    while waiting:
        node = waiting.pop()
        number = node._sequence_nr()
        if number in steps:
            continue
        outputs, saved = _core._node_facts(node)
        next_nodes = [(n, k) for n, k in node.next_functions if n is not None]
        waiting += [n for n, _ in next_nodes]
        variable = getattr(node, "variable", None)
        steps[number] = Step(
            number=number,
            name="leaf" if variable is not None else operation_name(node.name()),
            outputs=tuple(_output(shape, dtype) for shape, dtype in outputs),
            saved=None if saved is None else dict(saved),
            inputs=tuple((n._sequence_nr(), k) for n, k in next_nodes),
            label=labels.get(number),
            origin=line_of(node.origin),
            leaf=variable is not None,
            has_grad=variable is not None and variable.grad is not None,
        )
    return dict(sorted(steps.items(), reverse=True))


def line_of(origin: object) -> str | None:
    if not isinstance(origin, str) or origin.startswith("<"):
        return None
    return origin.replace("\\", "/").rsplit("/", 1)[-1]


def _output(shape: _core.Size, dtype: _core.dtype) -> tuple[tuple[int, ...], str, int]:
    import math

    return (
        tuple(shape),
        str(dtype).removeprefix("torch.").removeprefix("retrograd."),
        (math.prod(shape) * dtype.itemsize),
    )


def count(n: int, word: str) -> str:
    """Return "1 leaf", "1,000 operations" and the like."""
    plural = {"leaf": "leaves"}.get(word, word + "s")
    return f"{n:,} {word if n == 1 else plural}"


def in_bytes(n: int) -> str:
    """Return a number of bytes for people: exact below 10,000."""
    if n < 10_000:
        return f"{n:,} B"
    value = n / 1000
    for unit in ("KB", "MB", "GB"):
        if value < 999.5:
            return f"{value:.3g} {unit}"
        value /= 1000
    return f"{value:.3g} TB"


def total_saved(steps: Iterable[Step]) -> int:
    """Return the bytes that the steps keep; memory that several keep counts once."""
    memory: dict[int, int] = {}
    for step in steps:
        memory.update(step.saved or {})
    return sum(memory.values())
