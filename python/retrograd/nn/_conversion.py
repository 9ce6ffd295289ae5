"""Changing the type, the place or the memory format of all tensors of a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from .. import _core
from .._core import Tensor
from ..autograd import no_grad
from .parameter import Parameter

__all__ = ["Convertible"]

T = TypeVar("T", bound="Convertible")


def __dir__() -> list[str]:
    return __all__


class Convertible:
    """The part of Module that puts other numbers in the place of its tensors."""

    _parameters: dict[str, Parameter | None]
    _buffers: dict[str, Tensor | None]
    children: Callable[[], Iterator[Any]]

    def _apply(self: T, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> T:
        if recurse:
            for module in self.children():
                module._apply(fn)
        for parameter in self._parameters.values():
            if parameter is not None:
                with no_grad():
                    parameter.data = fn(parameter)
                    if parameter.grad is not None:
                        grad = parameter.grad
                        grad.data = fn(grad)
        for name, buffer in self._buffers.items():
            if buffer is not None:
                self._buffers[name] = fn(buffer)
        return self

    def to(self: T, *args: Any, **kwargs: Any) -> T:
        """Change the floating type, the device (there is one) or the memory format in place.

        ``to(device, dtype, non_blocking)``, ``to(dtype)``, ``to(tensor)``, and ``memory_format``,
        which is that of tensors with 4 or 5 dimensions. Integers stay as they are.

        Raises TypeError for a type that is not floating, DeviceError for another device.

        >>> import retrograd as rg
        >>> rg.nn.Linear(1, 1).to(rg.float64).weight.dtype
        torch.float64
        """
        layout = kwargs.pop("memory_format", None)
        floats = (_core.float32, _core.float64)
        kept = [_core.empty(0, dtype=t).to(*args, **kwargs).dtype for t in floats]
        if not all(t.is_floating_point for t in kept):
            raise TypeError(f"{type(self).__name__}.to: expected a floating type, got {kept[0]}")

        def convert(t: Tensor) -> Tensor:
            t = t.to(*args, **kwargs) if t.dtype.is_floating_point else t
            return t if layout is None or t.dim() not in (4, 5) else t.to(memory_format=layout)

        return self._apply(convert) if args or kwargs or layout is not None else self

    def _floats_to(self: T, dtype: _core.dtype) -> T:
        return self._apply(lambda t: t.to(dtype) if t.dtype.is_floating_point else t)

    def float(self: T) -> T:
        """Make all floating parameters and buffers float32; return the module."""
        return self._floats_to(_core.float32)

    def double(self: T) -> T:
        """Make all floating parameters and buffers float64; return the module."""
        return self._floats_to(_core.float64)

    def half(self: T) -> T:
        """Make all floating parameters and buffers float16; return the module."""
        return self._floats_to(_core.float16)

    def bfloat16(self: T) -> T:
        """Make all floating parameters and buffers bfloat16; return the module."""
        return self._floats_to(_core.bfloat16)

    def type(self: T, dst_type: Any) -> T:
        """Make all parameters and buffers of one type; return the module."""
        return self._apply(lambda t: t.type(dst_type))

    def cpu(self: T) -> T:
        """Return the module, which is there already."""
        return self._apply(lambda t: t.cpu())

    def to_empty(self: T, *, device: Any, recurse: bool = True) -> T:
        """Give all parameters and buffers memory with undefined contents; return the module."""
        return self._apply(lambda t: _core.empty_like(t, device=device), recurse=recurse)

    def cuda(self: T, device: Any = None) -> T:
        """Raises DeviceError: there is the CPU alone."""
        _core.empty(0).cuda(device)
        return self

    def ipu(self: T, device: Any = None) -> T:
        """Raises DeviceError: there is the CPU alone."""
        return self.to("ipu")

    def mtia(self: T, device: Any = None) -> T:
        """Raises DeviceError: there is the CPU alone."""
        return self.to("mtia")

    def xpu(self: T, device: Any = None) -> T:
        """Raises DeviceError: there is the CPU alone."""
        return self.to("xpu")

    def share_memory(self: T) -> T:
        """Raises RuntimeError: tensors do not share memory between processes."""
        raise RuntimeError(
            f"{type(self).__name__}.share_memory: tensors here cannot share memory between"
            " processes; send the state_dict, which is copied"
        )
