"""torch's older names of tensors of one type: ``FloatTensor`` and so on.

Nothing is an instance of such a class by itself: it asks a tensor for its type.
"""

from __future__ import annotations

from typing import Any

from . import _core
from ._core import Tensor, dtype, layout


class _TensorType(type):
    dtype: dtype
    layout: layout = _core.strided
    is_cuda = False
    is_sparse = False
    _is_tensortype = True

    def __new__(meta, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> _TensorType:
        for base in bases:
            raise TypeError(
                f"type 'torch.{base.__name__}' is not an acceptable base type; derive from Tensor"
            )
        return super().__new__(meta, name, bases, namespace)

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, Tensor) and instance.dtype is cls.dtype

    def __call__(cls, *args: Any, **kwargs: Any) -> Tensor:
        """Make a tensor of this type as ``Tensor(...)`` makes one of the default type."""
        return _core._construct(cls.dtype, args, kwargs)


TYPE_CHECKING = False
if TYPE_CHECKING:

    class BFloat16Tensor(Tensor): ...

    class BoolTensor(Tensor): ...

    class ByteTensor(Tensor): ...

    class CharTensor(Tensor): ...

    class DoubleTensor(Tensor): ...

    class FloatTensor(Tensor): ...

    class HalfTensor(Tensor): ...

    class IntTensor(Tensor): ...

    class LongTensor(Tensor): ...

    class ShortTensor(Tensor): ...


def _make(of: dtype) -> tuple[str, type]:
    name = _core._type_name(of).removeprefix("torch.")
    doc = f"Tensors of {of}: a class to ask isinstance() for, and to make them by."
    return name, _TensorType(name, (), {"__module__": "retrograd", "__doc__": doc, "dtype": of})


globals().update(_make(of) for of in vars(_core).values() if isinstance(of, dtype))


def set_default_tensor_type(t: type | str) -> None:
    """Set the type of floating results that nothing else decides, as set_default_dtype() does."""
    if t is Tensor or isinstance(t, dtype):
        raise TypeError(
            "set_default_tensor_type: expected a class such as torch.DoubleTensor, or its name;"
            " for a dtype there is set_default_dtype()"
        )
    _core.set_default_dtype(_core._named_type(t))
