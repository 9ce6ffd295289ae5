"""Layers that go through a sequence step by step with a state, and single steps of them."""

from __future__ import annotations

import math
import numbers
import warnings
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Tensor
from . import init as _init
from .module import Module
from .parameter import Parameter
from .utils.rnn import PackedSequence

__all__ = ["GRU", "LSTM", "RNN", "GRUCell", "LSTMCell", "RNNBase", "RNNCell", "RNNCellBase"]

_GATES = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}
_RUN = {
    "LSTM": _core.lstm,
    "GRU": _core.gru,
    "RNN_TANH": _core.rnn_tanh,
    "RNN_RELU": _core.rnn_relu,
}


def __dir__() -> list[str]:
    return __all__


def apply_permutation(tensor: Tensor, permutation: Tensor, dim: int = 1) -> Tensor:
    """``tensor.index_select(dim, permutation)``."""
    return tensor.index_select(dim, permutation)


def _uniform(module: Module, hidden: int) -> None:
    """Draw all parameters from -1 / sqrt(hidden) to 1 / sqrt(hidden)."""
    bound = 1.0 / math.sqrt(hidden) if hidden > 0 else 0
    for weight in module.parameters():
        _init.uniform_(weight, -bound, bound)


class RNNBase(Module):
    """What RNN, LSTM and GRU have in common; ``mode`` is LSTM, GRU, RNN_TANH or RNN_RELU.

    Parameters are called ``weight_ih_l0``, ``weight_hh_l0``, ``bias_ih_l0``, ``bias_hh_l0`` and
    ``weight_hr_l0``, of later layers ``l1`` and so on, of the way back ``l0_reverse``. All are
    drawn from -1 / sqrt(hidden_size) to 1 / sqrt(hidden_size).

    Raises ValueError for another mode, sizes below 1, a dropout outside [0, 1] and a projection
    that is not smaller than the state; TypeError for a hidden_size that is no int.

    >>> import retrograd as rg
    >>> [name for name, _ in rg.nn.GRU(2, 3, bidirectional=True, bias=False).named_parameters()]
    ['weight_ih_l0', 'weight_hh_l0', 'weight_ih_l0_reverse', 'weight_hh_l0_reverse']
    """

    dropout: float

    __constants__: ClassVar[tuple[str, ...]] = (
        "mode",
        "input_size",
        "hidden_size",
        "num_layers",
        "bias",
        "batch_first",
        "dropout",
        "bidirectional",
        "proj_size",
    )

    def __init__(
        self,
        mode: str,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        proj_size: int = 0,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__()
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = float(dropout) if isinstance(dropout, numbers.Number) else dropout
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        self._check_arguments(dropout)
        directions, gates = 2 if bidirectional else 1, _GATES[mode] * hidden_size
        out = proj_size or hidden_size
        self._all_weights: list[list[str]] = []
        for layer in range(num_layers):
            for suffix in ("", "_reverse")[:directions]:
                of_input = input_size if layer == 0 else out * directions
                shapes: dict[str, tuple[int, ...]] = {}
                shapes |= {"weight_ih": (gates, of_input), "weight_hh": (gates, out)}
                if bias:
                    shapes |= {"bias_ih": (gates,), "bias_hh": (gates,)}
                if proj_size:
                    shapes["weight_hr"] = (proj_size, hidden_size)
                named = {f"{name}_l{layer}{suffix}": shape for name, shape in shapes.items()}
                for name, shape in named.items():
                    empty = _core.empty(*shape, device=device, dtype=dtype)
                    self.register_parameter(name, Parameter(empty))
                self._all_weights.append(list(named))
        self.reset_parameters()

    def _check_arguments(self, dropout: Any) -> None:
        where = type(self).__name__
        if isinstance(dropout, bool) or not isinstance(dropout, numbers.Number):
            raise ValueError(f"{where}: dropout must be a number from 0 to 1, not {dropout!r}")
        if not 0 <= self.dropout <= 1:
            raise ValueError(f"{where}: dropout must be from 0 to 1, got {dropout}")
        if dropout and self.num_layers == 1:
            warnings.warn(
                f"{where}: dropout applies between layers, and with num_layers=1 there is no such"
                f" place for dropout={dropout}",
                stacklevel=4,
            )
        if not isinstance(self.hidden_size, int):
            kind = type(self.hidden_size).__name__
            raise TypeError(f"{where}: hidden_size must be an int, not {kind}")
        for name in ("hidden_size", "num_layers"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{where}: {name} must be above 0, got {getattr(self, name)}")
        if self.mode not in _GATES:
            raise ValueError(f"{where}: mode must be one of {', '.join(_GATES)}, not {self.mode!r}")
        if self.proj_size and self.mode != "LSTM":
            raise ValueError(f"{where}: proj_size is for LSTM alone, got {self.proj_size}")
        if not 0 <= self.proj_size < self.hidden_size:
            raise ValueError(
                f"{where}: proj_size must be from 0, for none, to below hidden_size"
                f" {self.hidden_size}, got {self.proj_size}"
            )

    @property
    def _flat_weights_names(self) -> list[str]:
        return [name for names in self._all_weights for name in names]

    @property
    def _flat_weights(self) -> list[Any]:
        return [getattr(self, name, None) for name in self._flat_weights_names]

    @property
    def all_weights(self) -> list[list[Parameter]]:
        """The parameters, a list for each layer and direction."""
        return [[getattr(self, name) for name in names] for names in self._all_weights]

    def flatten_parameters(self) -> None:
        """Nothing: the parameters of a CPU may lie where they are."""

    def reset_parameters(self) -> None:
        """Draw all parameters anew."""
        _uniform(self, self.hidden_size)

    def _wrong_hidden(self, text: str) -> RuntimeError:
        return RuntimeError(f"{type(self).__name__}: {text}")

    def check_input(self, input: Tensor, batch_sizes: Tensor | None) -> None:
        """Raise ValueError for another type than the weights', RuntimeError for another shape."""
        where, weight = type(self).__name__, self.weight_ih_l0
        if input.dtype != weight.dtype:
            raise ValueError(
                f"{where}: the input is {input.dtype} but the weights {weight.dtype}; convert one"
                " with .to()"
            )
        wanted = 3 if batch_sizes is None else 2
        if input.dim() != wanted:
            raise RuntimeError(
                f"{where}: expected an input of {wanted} dimensions, got shape {tuple(input.shape)}"
            )
        if input.size(-1) != self.input_size:
            raise RuntimeError(
                f"{where}: input_size is {self.input_size}, but the input of shape"
                f" {tuple(input.shape)} has {input.size(-1)} features"
            )

    def get_expected_hidden_size(
        self, input: Tensor, batch_sizes: Tensor | None
    ) -> tuple[int, int, int]:
        """The shape of the state: layers times directions, batch, features."""
        if batch_sizes is not None:
            batch = int(batch_sizes[0])
        else:
            batch = input.size(0 if self.batch_first else 1)
        directions = 2 if self.bidirectional else 1
        return self.num_layers * directions, batch, self.proj_size or self.hidden_size

    def check_hidden_size(
        self,
        hx: Tensor,
        expected_hidden_size: tuple[int, int, int],
        msg: str = "Expected hidden size {}, got {}",
    ) -> None:
        """Raise RuntimeError, with the text ``msg``, for a state of another shape."""
        if hx.size() != expected_hidden_size:
            text = msg.format(expected_hidden_size, list(hx.size()))
            raise RuntimeError(f"{type(self).__name__}: {text}")

    def check_forward_args(self, input: Tensor, hidden: Any, batch_sizes: Tensor | None) -> None:
        """Raise what ``check_input`` and ``check_hidden_size`` do."""
        self.check_input(input, batch_sizes)
        self.check_hidden_size(hidden, self.get_expected_hidden_size(input, batch_sizes))

    def permute_hidden(self, hx: Any, permutation: Tensor | None) -> Any:
        """The state with its sequences in another order."""
        return hx if permutation is None else apply_permutation(hx, permutation)

    # A state is one tensor, here as a list of it; that of LSTM is two.

    def _states(self, hx: Any) -> list[Tensor]:
        return [hx]

    def _state(self, states: list[Tensor]) -> Any:
        return states[0]

    def _zeros(self, input: Tensor, sizes: Tensor | None) -> list[Tensor]:
        shape = self.get_expected_hidden_size(input, sizes)
        return [_core.zeros(shape, dtype=input.dtype)]

    def _go(self, input: Any, hx: Any = None) -> Any:
        if isinstance(input, PackedSequence):
            return self._forward_packed(input, hx)
        if input.dim() not in (2, 3):
            raise ValueError(
                f"{type(self).__name__}: expected an input of 2 dimensions, or 3 with a batch, got"
                f" shape {tuple(input.shape)}"
            )
        batched, at = input.dim() == 3, 0 if self.batch_first else 1
        if not batched:
            input = input.unsqueeze(at)
        if hx is None:
            states = self._zeros(input, None)
        else:
            states = self._states(hx)
            if any(state.dim() != 2 + batched for state in states):
                raise self._wrong_hidden(
                    f"for an input of {2 + batched} dimensions the state must have {2 + batched},"
                    f" got shapes {[tuple(state.shape) for state in states]}"
                )
            states = states if batched else [state.unsqueeze(1) for state in states]
        self.check_forward_args(input, self._state(states), None)
        output, *states = self._run(input, states, self.batch_first)
        if batched:
            return output, self._state(states)
        return output.squeeze(at), self._state([state.squeeze(1) for state in states])

    def _forward_packed(self, packed: PackedSequence, hx: Any) -> Any:
        input, sizes, order, back = packed
        if hx is None:
            state = self._state(self._zeros(input, sizes))
        else:
            state = self.permute_hidden(hx, order)
        self.check_forward_args(input, state, sizes)
        output, *states = self._run(input, self._states(state), sizes)
        result = PackedSequence(output, sizes, order, back)
        return result, self.permute_hidden(self._state(states), back)

    def _run(self, input: Tensor, states: list[Tensor], how: bool | Tensor) -> Sequence[Tensor]:
        """``how``: whether the batch is first, or the sizes of packed steps."""
        run: Any = _RUN[self.mode]
        state = states if self.mode == "LSTM" else states[0]
        rule = (
            self._flat_weights,
            self.bias,
            self.num_layers,
            self.dropout,
            self.training,
            self.bidirectional,
        )
        if isinstance(how, Tensor):
            return run(input, how, state, *rule)  # type: ignore[no-any-return]
        return run(input, state, *rule, how)  # type: ignore[no-any-return]

    def extra_repr(self) -> str:
        shown = f"{self.input_size}, {self.hidden_size}"
        usual = {
            "proj_size": 0,
            "num_layers": 1,
            "bias": True,
            "batch_first": False,
            "dropout": 0,
            "bidirectional": False,
        }
        for name, value in usual.items():
            own = getattr(self, name)
            if own != value:
                shown += f", {name}={own}"
        return shown


class RNN(RNNBase):
    """The plain recurrent network: ``h' = tanh(W_ih x + b_ih + W_hh h + b_hh)``, or ``relu``.

    ``RNN(input_size, hidden_size, num_layers=1, nonlinearity="tanh", bias=True, batch_first=False,
    dropout=0.0, bidirectional=False)``

    Shape: ``(t, b, input_size)``, ``(b, t, input_size)`` if ``batch_first``, or without batch, or a
    PackedSequence -> the states of the last layer at each step, and of all layers at the end.

    Raises ValueError for another nonlinearity, and what RNNBase raises.

    >>> import retrograd as rg
    >>> output, h = rg.nn.RNN(2, 3, num_layers=2)(rg.ones(5, 4, 2))
    >>> output.shape, h.shape
    (torch.Size([5, 4, 3]), torch.Size([2, 4, 3]))
    """

    forward: Callable[..., Any] = RNNBase._go

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if "proj_size" in kwargs:
            raise ValueError("RNN: proj_size is for LSTM alone")
        self_nonlinearity = kwargs.pop("nonlinearity", "tanh")
        if len(args) > 3:
            self_nonlinearity, args = args[3], args[:3] + args[4:]
        if self_nonlinearity not in ("tanh", "relu"):
            raise ValueError(
                f"RNN: nonlinearity must be 'tanh' or 'relu', not {self_nonlinearity!r}"
            )
        super().__init__(f"RNN_{self_nonlinearity.upper()}", *args, **kwargs)
        self.nonlinearity = self_nonlinearity


class GRU(RNNBase):
    """Gated recurrent units.

        r, z = sigmoid(W_ih x + b_ih + W_hh h + b_hh)
        n = tanh(W_in x + b_in + r (W_hn h + b_hn)),  h' = (1 - z) n + z h

    ``GRU(input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
    bidirectional=False)``; shapes as of RNN.

    >>> import retrograd as rg
    >>> output, h = rg.nn.GRU(2, 3, batch_first=True)(rg.ones(4, 5, 2))
    >>> output.shape, h.shape
    (torch.Size([4, 5, 3]), torch.Size([1, 4, 3]))
    """

    forward: Callable[..., Any] = RNNBase._go

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if "proj_size" in kwargs:
            raise ValueError("GRU: proj_size is for LSTM alone")
        super().__init__("GRU", *args, **kwargs)


class LSTM(RNNBase):
    """Long short-term memory.

        i, f, o = sigmoid(W_ih x + b_ih + W_hh h + b_hh),  g = tanh(likewise)
        c' = f c + i g,  h' = o tanh c',  with a projection h' = W_hr (o tanh c')

    ``LSTM(input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
    bidirectional=False, proj_size=0)``; shapes as of RNN, the state is ``(h, c)``.

    >>> import retrograd as rg
    >>> output, (h, c) = rg.nn.LSTM(2, 3, bidirectional=True)(rg.ones(5, 4, 2))
    >>> output.shape, h.shape
    (torch.Size([5, 4, 6]), torch.Size([2, 4, 3]))
    """

    forward: Callable[..., Any] = RNNBase._go

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__("LSTM", *args, **kwargs)

    def get_expected_cell_size(
        self, input: Tensor, batch_sizes: Tensor | None
    ) -> tuple[int, int, int]:
        """The shape of c, which is not projected."""
        runs, batch, _ = self.get_expected_hidden_size(input, batch_sizes)
        return runs, batch, self.hidden_size

    def check_forward_args(self, input: Tensor, hidden: Any, batch_sizes: Tensor | None) -> None:
        self.check_input(input, batch_sizes)
        of_h = self.get_expected_hidden_size(input, batch_sizes)
        self.check_hidden_size(hidden[0], of_h, "Expected hidden[0] size {}, got {}")
        of_c = self.get_expected_cell_size(input, batch_sizes)
        self.check_hidden_size(hidden[1], of_c, "Expected hidden[1] size {}, got {}")

    def permute_hidden(self, hx: Any, permutation: Tensor | None) -> Any:
        if permutation is None:
            return hx
        return tuple(apply_permutation(x, permutation) for x in hx)

    def _states(self, hx: Any) -> list[Tensor]:
        h, c = hx
        return [h, c]

    def _state(self, states: list[Tensor]) -> Any:
        return tuple(states)

    def _zeros(self, input: Tensor, sizes: Tensor | None) -> list[Tensor]:
        h, c = (
            self.get_expected_hidden_size(input, sizes),
            self.get_expected_cell_size(input, sizes),
        )
        return [_core.zeros(shape, dtype=input.dtype) for shape in (h, c)]


class RNNCellBase(Module):
    """What the cells have in common: weights for ``num_chunks`` gates of input and state."""

    __constants__: ClassVar[tuple[str, ...]] = ("input_size", "hidden_size", "bias")

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool,
        num_chunks: int,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        gates = num_chunks * hidden_size
        shapes = {"weight_ih": (gates, input_size), "weight_hh": (gates, hidden_size)}
        for name, shape in (shapes | {"bias_ih": (gates,), "bias_hh": (gates,)}).items():
            has = bias or name in shapes
            empty = _core.empty(*shape, device=device, dtype=dtype) if has else None
            self.register_parameter(name, None if empty is None else Parameter(empty))
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Draw all parameters from -1 / sqrt(hidden_size) to 1 / sqrt(hidden_size)."""
        _uniform(self, self.hidden_size)

    def extra_repr(self) -> str:
        shown = f"{self.input_size}, {self.hidden_size}"
        if not self.bias:
            shown += f", bias={self.bias}"
        nonlinearity = getattr(self, "nonlinearity", "tanh")
        return shown if nonlinearity == "tanh" else f"{shown}, nonlinearity={nonlinearity}"

    def _step(self, op: Any, input: Tensor, states: Sequence[Tensor] | None) -> Any:
        where = type(self).__name__
        if input.dim() not in (1, 2):
            shape = tuple(input.shape)
            raise ValueError(f"{where}: expected an input of 1 or 2 dimensions, got shape {shape}")
        if states is None:
            zeros = _core.zeros((*input.shape[:-1], self.hidden_size), dtype=input.dtype)
            states = (zeros, zeros)
        for state in states:
            if state.dim() not in (1, 2):
                shape = tuple(state.shape)
                raise ValueError(
                    f"{where}: expected a state of 1 or 2 dimensions, got shape {shape}"
                )
        hx = states if isinstance(self, LSTMCell) else states[0]
        return op(input, hx, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)


class RNNCell(RNNCellBase):
    """One step of RNN: ``h' = tanh(W_ih x + b_ih + W_hh h + b_hh)``, or ``relu``.

    Shape: ``(b, input_size)`` or ``(input_size)`` and the state alike -> the state after.

    Raises RuntimeError, when called, for another nonlinearity and shapes that do not fit,
    ValueError for other numbers of dimensions.

    >>> import retrograd as rg
    >>> rg.nn.RNNCell(2, 3)(rg.ones(4, 2)).shape
    torch.Size([4, 3])
    """

    __constants__: ClassVar[tuple[str, ...]] = (
        "input_size",
        "hidden_size",
        "bias",
        "nonlinearity",
    )

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        nonlinearity: str = "tanh",
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__(input_size, hidden_size, bias, 1, device, dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input: Tensor, hx: Tensor | None = None) -> Tensor:
        ops = {"tanh": _core.rnn_tanh_cell, "relu": _core.rnn_relu_cell}
        if self.nonlinearity not in ops:
            raise RuntimeError(
                f"RNNCell: nonlinearity must be 'tanh' or 'relu', not {self.nonlinearity!r}"
            )
        states = None if hx is None else (hx,)
        return self._step(ops[self.nonlinearity], input, states)  # type: ignore[no-any-return]


class LSTMCell(RNNCellBase):
    """One step of LSTM, whose state is ``(h, c)``; shapes and errors as of RNNCell.

    >>> import retrograd as rg
    >>> h, c = rg.nn.LSTMCell(2, 3)(rg.ones(4, 2))
    >>> h.shape, c.shape
    (torch.Size([4, 3]), torch.Size([4, 3]))
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__(input_size, hidden_size, bias, 4, device, dtype)

    def forward(
        self, input: Tensor, hx: tuple[Tensor, Tensor] | None = None
    ) -> tuple[Tensor, Tensor]:
        return self._step(_core.lstm_cell, input, hx)  # type: ignore[no-any-return]


class GRUCell(RNNCellBase):
    """One step of GRU; shapes and errors as of RNNCell.

    >>> import retrograd as rg
    >>> rg.nn.GRUCell(2, 3)(rg.ones(4, 2)).shape
    torch.Size([4, 3])
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__(input_size, hidden_size, bias, 3, device, dtype)

    def forward(self, input: Tensor, hx: Tensor | None = None) -> Tensor:
        states = None if hx is None else (hx,)
        return self._step(_core.gru_cell, input, states)  # type: ignore[no-any-return]
