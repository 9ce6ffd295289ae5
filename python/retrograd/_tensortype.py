"""torch's older names of tensors of one type: ``FloatTensor`` and so on.

Nothing is an instance of such a class by itself: it asks a tensor for its type.
"""

from __future__ import annotations

from typing import Any, NoReturn

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


class _CudaType(_TensorType):
    is_cuda = True

    def __instancecheck__(cls, instance: object) -> bool:
        return False

    def __call__(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: there is no CUDA."""
        raise TypeError(
            f"type torch.cuda.{cls.__name__} is not available: retrograd computes on the CPU alone;"
            f" torch.{cls.__name__} is there"
        )


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


def _make(kind: type[_TensorType], module: str, doc: str) -> dict[str, type]:
    types: dict[str, type] = {}
    for of in (value for value in vars(_core).values() if isinstance(value, dtype)):
        name = _core._type_name(of).removeprefix("torch.")
        types[name] = kind(
            name, (), {"__module__": module, "__doc__": f"Tensors of {of}{doc}.", "dtype": of}
        )
    return types


globals().update(
    _make(_TensorType, "retrograd", ": a class to ask isinstance() for, and to make them by")
)
# cuda.FloatTensor and so on. They have no instances.
CUDA = _make(_CudaType, "retrograd.cuda", " on CUDA, of which there are none")


def set_default_tensor_type(t: type | str) -> None:
    """Set the type of floating results that nothing else decides, as set_default_dtype() does."""
    if t is Tensor or isinstance(t, dtype):
        raise TypeError(
            "set_default_tensor_type: expected a class such as torch.DoubleTensor, or its name;"
            " for a dtype there is set_default_dtype()"
        )
    if isinstance(t, str):
        t = CUDA.get(t.removeprefix("torch.cuda."), t) if "cuda" in t else t
    if isinstance(t, _CudaType):
        t()
    _core.set_default_dtype(_core._named_type(t))
