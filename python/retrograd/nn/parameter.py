"""Tensors that a module owns: what is trained, what is kept beside it, what has no shape yet."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from .. import _core
from .._core import Tensor

__all__ = [
    "Buffer",
    "Parameter",
    "UninitializedBuffer",
    "UninitializedParameter",
    "UninitializedTensorMixin",
    "is_lazy",
]


def __dir__() -> list[str]:
    return __all__


class _Marked(type):
    """Counts tensors of other classes as instances, where they carry the mark of the class."""

    _mark: str

    def __instancecheck__(cls, instance: object) -> bool:
        if super().__instancecheck__(instance):
            return True
        marked = "_mark" in vars(cls) and isinstance(instance, Tensor)
        return marked and bool(getattr(instance, cls._mark, False))


class Parameter(Tensor, metaclass=_Marked):
    """A tensor that a module registers as its parameter when it is set as an attribute.

    It shares the memory of ``data``, is a leaf, and requires grad unless told otherwise. Operations
    on it return plain tensors. Of a subclass of Tensor that answers for itself an instance of that
    class comes out, marked as a parameter.

    Raises RuntimeError if grad is required of a type that is not floating.

    >>> import retrograd as rg
    >>> rg.nn.Parameter(rg.ones(2))
    Parameter containing:
    tensor([1., 1.], requires_grad=True)
    """

    _mark: ClassVar[str] = "_is_param"
    __torch_function__: ClassVar[Any] = _core._disabled_torch_function_impl

    def __new__(cls, data: Tensor | None = None, requires_grad: bool = True) -> Parameter:
        if data is None:
            data = _core.empty(0)
        elif not isinstance(data, Tensor):
            raise TypeError(
                f"{cls.__name__}: data must be a Tensor, not {type(data).__name__}; make one with"
                " tensor(data)"
            )
        if type(data) in (Tensor, Parameter, cls):
            return Tensor._make_subclass(cls, data, requires_grad)
        own = data.detach().requires_grad_(requires_grad)
        if type(own) is not type(data):
            raise RuntimeError(
                f"{cls.__name__}: detach() of a {type(data).__name__} returned a"
                f" {type(own).__name__}; its class must keep its own"
            )
        own._is_param = True  # type: ignore[attr-defined]
        return own  # type: ignore[return-value]

    def __deepcopy__(self, memo: Any) -> Parameter:
        if id(self) not in memo:
            data = self.data.clone(memory_format=_core.preserve_format)
            memo[id(self)] = type(self)(data, self.requires_grad)
        return memo[id(self)]  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return "Parameter containing:\n" + super().__repr__()

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        state = vars(self)
        given = (self.data, self.requires_grad, OrderedDict[str, object]())
        if state:
            return _rebuild_parameter_with_state, (*given, state)
        return _rebuild_parameter, given


_core._set_parameter_class(Parameter)


def _rebuild_parameter(data: Tensor, requires_grad: bool, backward_hooks: object) -> Parameter:
    return Parameter(data, requires_grad)


def _rebuild_parameter_with_state(
    data: Tensor, requires_grad: bool, backward_hooks: object, state: dict[str, Any]
) -> Parameter:
    parameter = Parameter(data, requires_grad)
    vars(parameter).update(state)
    return parameter


class Buffer(Tensor, metaclass=_Marked):
    """A tensor that a module registers as its buffer when it is set as an attribute.

    What comes out is a tensor of the class of ``data`` with a mark; ``persistent`` says whether it
    will be part of the ``state_dict``.

    >>> import retrograd as rg
    >>> isinstance(rg.nn.Buffer(rg.ones(2)), rg.nn.Buffer)
    True
    """

    _mark: ClassVar[str] = "_is_buffer"
    persistent: bool
    __torch_function__: ClassVar[Any] = _core._disabled_torch_function_impl

    def __new__(cls, data: Tensor | None = None, *, persistent: bool = True) -> Buffer:
        data = _core.empty(0) if data is None else data
        own: Any = data.detach().requires_grad_(data.requires_grad)
        own.persistent = persistent
        own._is_buffer = True
        return own  # type: ignore[no-any-return]


class UninitializedTensorMixin:
    """What a parameter or buffer is before its shape is known: nothing can be computed with it."""

    cls_to_become: ClassVar[type[Tensor]]

    # What may be asked of it, by the names of the functions.
    _allowed: ClassVar[str] = """
        __hash__ __repr__ size copy_ is_floating_point half float double short int long cuda cpu to
        data dtype device grad requires_grad is_leaf grad_fn"""

    def materialize(self, shape: Any, device: Any = None, dtype: _core.dtype | None = None) -> None:
        """Become a parameter or buffer of ``shape``, whose elements are undefined."""
        own: Any = self
        own.data = _core.empty(shape, device=device, dtype=dtype or own.data.dtype)
        own.__class__ = self.cls_to_become

    @property
    def shape(self) -> _core.Size:
        """Raises RuntimeError: there is none yet."""
        raise RuntimeError(
            "shape: this parameter or buffer of a lazy module has none yet, so nothing can be"
            " loaded into another one from it; call the module once with an input"
        )

    def share_memory_(self) -> None:
        """Raises RuntimeError: there is no memory yet."""
        raise RuntimeError(
            "share_memory_: this parameter or buffer of a lazy module has no memory yet; call the"
            " module once with an input"
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __deepcopy__(self, memo: Any) -> Any:
        own: Any = self
        if id(own) not in memo:
            memo[id(own)] = type(own)(own.requires_grad, dtype=own.data.dtype)
        return memo[id(own)]

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        own: Any = self
        return type(self), (own.requires_grad,)

    @classmethod
    def __torch_function__(
        cls,
        func: Callable[..., Any],
        types: Iterable[type],
        args: Iterable[Any] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        name = getattr(func, "__name__", "")
        if name in ("__get__", "__set__", "__delete__"):
            name = getattr(getattr(func, "__self__", None), "__name__", "")
        if name in cls._allowed.split():
            return _core._disabled_torch_function_impl(func, types, tuple(args), kwargs or {})
        raise ValueError(
            f"{name}: a parameter or buffer of a lazy module has no shape yet; call the module once"
            " with an input before its parameters are used"
        )


class UninitializedParameter(UninitializedTensorMixin, Parameter):
    """The parameter of a lazy module, whose shape its first input will say.

    >>> import retrograd as rg
    >>> p = rg.nn.UninitializedParameter()
    >>> p
    <UninitializedParameter>
    >>> p.materialize((2, 3))
    >>> type(p).__name__, p.shape
    ('Parameter', torch.Size([2, 3]))
    """

    cls_to_become: ClassVar[type[Tensor]] = Parameter

    def __new__(
        cls, requires_grad: bool = True, device: Any = None, dtype: _core.dtype | None = None
    ) -> UninitializedParameter:
        data = _core.empty(0, device=device, dtype=dtype)
        return Tensor._make_subclass(cls, data, requires_grad)


class UninitializedBuffer(UninitializedTensorMixin, Tensor):
    """The buffer of a lazy module, whose shape its first input will say.

    >>> import retrograd as rg
    >>> b = rg.nn.UninitializedBuffer()
    >>> b.materialize((2,))
    >>> type(b).__name__
    'Tensor'
    """

    cls_to_become: ClassVar[type[Tensor]] = Tensor
    persistent: bool

    def __new__(
        cls,
        requires_grad: bool = False,
        device: Any = None,
        dtype: _core.dtype | None = None,
        persistent: bool = True,
    ) -> UninitializedBuffer:
        data = _core.empty(0, device=device, dtype=dtype)
        own = Tensor._make_subclass(cls, data, requires_grad)
        own.persistent = persistent
        vars(own)["_is_buffer"] = True
        return own


def is_lazy(param: object) -> bool:
    """Return whether a parameter or buffer has no shape yet."""
    return isinstance(param, UninitializedTensorMixin)
