"""What the layers of a model give out, own and cost: one forward pass, as a table."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import _core
from .report import table
from .walk import in_bytes, walk

if TYPE_CHECKING:
    from ..nn.module import Module

__all__ = ["Layer", "Summary", "summary"]


def __dir__() -> list[str]:
    return __all__


class Layer(NamedTuple):
    """One module of a model, its figures without those of the modules in it."""

    name: str  # with the dots of named_modules
    kind: str  # its class
    calls: int
    output: str  # shape and type of what the last call returned
    parameters: int
    trainable: int  # of these, those that require grad
    saved_bytes: int  # memory that operations keep until backward, not that of parameters
    seconds: float

    @property
    def depth(self) -> int:
        """How many modules it is in."""
        return self.name.count(".") + 1 if self.name else 0


class Summary(tuple[Layer, ...]):
    """The layers of a model, in the order of ``named_modules``; ``str`` of it is a table."""

    @property
    def parameters(self) -> int:
        """How many numbers the parameters hold; shared ones count once."""
        return sum(layer.parameters for layer in self)

    @property
    def trainable(self) -> int:
        """How many of them require grad."""
        return sum(layer.trainable for layer in self)

    @property
    def saved_bytes(self) -> int:
        """Bytes that the forward pass keeps for backward, parameters left out."""
        return sum(layer.saved_bytes for layer in self)

    @property
    def seconds(self) -> float:
        """How long the forward pass took."""
        return sum(layer.seconds for layer in self)

    def __str__(self) -> str:
        rows = [("layer", "output", "parameters", "saved", "time")]
        for layer in self:
            own = layer.name.rpartition(".")[2]
            title = f"{own}: {layer.kind}" if own else layer.kind
            title += f" x {layer.calls}" if layer.calls > 1 else ""
            rows.append(("  " * layer.depth + title, layer.output, *_figures(layer)))
        rows.append(("total", "", *_figures(self)))
        lines = table(rows, left=2)
        if self.trainable != self.parameters:
            lines.append(f"{self.trainable:,} of the parameters are trainable")
        return "\n".join(lines)

    __repr__ = __str__


def _figures(of: Layer | Summary) -> tuple[str, str, str]:
    return f"{of.parameters:,}", in_bytes(of.saved_bytes), _in_seconds(of.seconds)


def _in_seconds(t: float) -> str:
    for unit, size in (("s", 1), ("ms", 1e-3)):
        if t >= size:
            return f"{t / size:.3g} {unit}"
    return f"{t / 1e-6:.3g} us"


def _shown(value: Any) -> str:
    if isinstance(value, _core.Tensor):
        return f"{tuple(value.shape)} {str(value.dtype).rpartition('.')[2]}"
    inside = value.values() if isinstance(value, Mapping) else value
    if isinstance(inside, Iterable) and not isinstance(inside, str):
        return ", ".join(map(_shown, inside))
    return type(value).__name__


def _tensors(value: Any) -> Iterator[_core.Tensor]:
    if isinstance(value, _core.Tensor):
        yield value
    elif isinstance(value, (tuple, list, Mapping)):
        for inside in value.values() if isinstance(value, Mapping) else value:
            yield from _tensors(inside)


def _next_number() -> int:
    """The number of the node that is made now: those of later operations are larger."""
    return _core._gradient_edge(_core.zeros((), requires_grad=True)).node._sequence_nr()


class _Run:
    """What the hooks note down while the model runs."""

    def __init__(self) -> None:
        self.running: list[Module] = []
        # Whose operations and whose time it is, from a number of a node and a moment on.
        self.turns: list[tuple[int, float, Module | None]] = []
        self.calls: dict[Module, int] = {}
        self.output: dict[Module, str] = {}

    def turn(self) -> None:
        module = self.running[-1] if self.running else None
        self.turns.append((_next_number(), time.perf_counter(), module))

    def enter(self, module: Module, args: Any) -> None:
        self.running.append(module)
        self.calls[module] = self.calls.get(module, 0) + 1
        self.turn()

    def leave(self, module: Module, args: Any, output: Any) -> None:
        self.running.pop()
        self.output[module] = _shown(output)
        self.turn()

    def seconds(self) -> dict[Module | None, float]:
        spent: dict[Module | None, float] = {}
        for (_, start, module), (_, end, _) in zip(self.turns, self.turns[1:], strict=False):
            spent[module] = spent.get(module, 0.0) + end - start
        return spent

    def saved(self, output: Any, without: set[int]) -> dict[Module | None, int]:
        """Bytes for backward, where memory that an earlier operation saved is counted there."""
        numbers = [number for number, _, _ in self.turns]
        roots = [_core._gradient_edge(x).node for x in _tensors(output) if x.requires_grad]
        kept: dict[Module | None, int] = {}
        seen = set(without)
        for step in reversed(walk(roots, {}).values()):
            module = self.turns[bisect_right(numbers, step.number) - 1][2]
            for where, size in (step.saved or {}).items():
                if where not in seen:
                    seen.add(where)
                    kept[module] = kept.get(module, 0) + size
        return kept


def summary(model: Module, *inputs: Any, **keywords: Any) -> Summary:
    """Run ``model(*inputs, **keywords)`` once; return a table of its layers.

    For each layer: what it returned, how many numbers its parameters hold, the bytes that its
    operations keep for backward, and its time, each without the layers in it. The memory of
    parameters is not counted as kept. Buffers and the random stream are afterwards as before, and
    no gradient is computed.

    Shape:   any.
    Dtype:   all.
    Grad:    none.
    Raises:  TypeError if ``model`` is no Module; what the model raises.
    Source:  retrograd's own.

    >>> model = rg.nn.Sequential(rg.nn.Linear(8, 16), rg.nn.ReLU())
    >>> table = rg.summary(model, rg.ones(4, 8))
    >>> [(layer.name, layer.kind, layer.output, layer.parameters) for layer in table[1:]]
    [('0', 'Linear', '(4, 16) float32', 144), ('1', 'ReLU', '(4, 16) float32', 0)]
    """
    from ..nn.module import Module

    if not isinstance(model, Module):
        raise TypeError(f"summary: expected a Module, got {type(model).__name__}")
    run = _Run()
    state = _core.get_rng_state()
    buffers = [(b, b.clone()) for b in model.buffers()]
    with ExitStack() as hooks:
        for module in model.modules():
            hooks.enter_context(module.register_forward_pre_hook(run.enter, prepend=True))
            hooks.enter_context(module.register_forward_hook(run.leave))
        try:
            output = model(*inputs, **keywords)
        finally:
            _core.set_rng_state(state)
            for buffer, before in buffers:
                buffer.copy_(before)
    seconds = run.seconds()
    owned = [*model.parameters(), *model.buffers()]
    saved = run.saved(output, {x.untyped_storage().data_ptr() for x in owned})
    counted: set[_core.Tensor] = set()
    layers = []
    for name, module in model.named_modules():
        new = {p for p in module._parameters.values() if p is not None} - counted
        counted |= new
        layers.append(
            Layer(
                name=name,
                kind=type(module).__name__,
                calls=run.calls.get(module, 0),
                output=run.output.get(module, ""),
                parameters=sum(p.numel() for p in new),
                trainable=sum(p.numel() for p in new if p.requires_grad),
                saved_bytes=saved.get(module, 0),
                seconds=seconds.get(module, 0.0),
            )
        )
    return Summary(layers)
