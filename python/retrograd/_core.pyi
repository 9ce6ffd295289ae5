# Written from retrograd._core._stub(); pytest tests/test_stubs.py --update makes it anew.
import builtins
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import EllipsisType, ModuleType
from typing import Any, Literal, NamedTuple, SupportsIndex, TypeAlias, TypeVar, final, overload

import numpy
from typing_extensions import Self

# Tensor and this module have members named as these types.
_bool: TypeAlias = builtins.bool
_float: TypeAlias = builtins.float
_int: TypeAlias = builtins.int
_T = TypeVar("_T", bound=Tensor)
_dtype: TypeAlias = dtype
_device: TypeAlias = device
_layout: TypeAlias = layout
_Number: TypeAlias = _int | _float | _bool
_IndexItem: TypeAlias = _int | slice | EllipsisType | Tensor | Sequence[Any] | numpy.ndarray | None
_Index: TypeAlias = _IndexItem | tuple[_IndexItem, ...]

__version__: str
default_generator: Generator
functional: ModuleType
linalg: ModuleType
special: ModuleType

class ShapeError(ValueError, RuntimeError):
    """A length, shape or stride does not fit."""
class DTypeError(TypeError, NotImplementedError):
    """An operation does not take this element type."""
class RangeError(OverflowError, ValueError, RuntimeError):
    """A number is outside the range of an element type."""
class BoundsError(IndexError, RuntimeError):
    """An index is outside the length of its dimension."""
class DivideError(ZeroDivisionError, RuntimeError):
    """An integer was divided by zero."""
class DomainError(ValueError, RuntimeError):
    """A value is outside the domain of a function."""
class ReadOnlyError(ValueError, RuntimeError):
    """A tensor on read-only memory was written to."""
class OutOfMemory(MemoryError, RuntimeError):
    """Memory for a tensor could not be had."""
class GraphError(RuntimeError):
    """The graph was misused."""
class DeviceError(AssertionError, RuntimeError):
    """A device that is not there was asked for."""
class LinAlgError(RuntimeError):
    """A matrix does not have what was asked of it."""

@final
class dtype:
    """The type of a tensor's elements."""
    @property
    def is_floating_point(self) -> _bool:
        """True for the types of real numbers, float32 among them."""
    @property
    def is_signed(self) -> _bool:
        """True where negative numbers can be held."""
    @property
    def is_complex(self) -> _bool:
        """Always False: there are no complex types."""
    @property
    def itemsize(self) -> _int:
        """Bytes of one element."""

@final
class layout:
    """How a tensor keeps its elements."""

@final
class memory_format:
    """The order of a tensor's elements in memory."""

@final
class Size(tuple[_int, ...]):
    """The lengths of a tensor, a tuple of ints."""
    def numel(self) -> _int:
        """The product of the lengths."""

@final
class device:
    """The name of a device; the CPU is there."""
    def __new__(cls, type: str | _device | _int, index: _int | None = None) -> Self:
        """Create and return a new object.  See help(type) for accurate signature."""
    @property
    def type(self) -> str:
        """'cpu', 'cuda', ..."""
    @property
    def index(self) -> _int | None:
        """0, or None where none was given."""
    def __enter__(self) -> _device: ...
    def __exit__(self, *error: object) -> None: ...

@final
class Generator:
    """A random stream of its own."""
    def __new__(cls, device: str | _device | None = "cpu") -> Self:
        """Create and return a new object.  See help(type) for accurate signature."""
    def manual_seed(self, seed: _int, /) -> Self:
        """Starts the stream of a seed; returns the generator."""
    def seed(self) -> _int:
        """Starts a stream from the system's entropy; returns its seed."""
    def initial_seed(self) -> _int:
        """The seed of the current stream."""
    def get_state(self) -> Tensor:
        """The state of the stream, a uint8 tensor."""
    def set_state(self, state: Tensor, /) -> Self:
        """Goes on from a state that get_state gave."""
    @property
    def device(self) -> _device:
        """The CPU."""

class RemovableHandle:
    """Removes a hook, with remove() or at the end of a with statement."""
    id: _int
    def __new__(cls, hooks_dict: Any = None, extra_dict: Any = None) -> Self:
        """Create and return a new object.  See help(type) for accurate signature."""
    def remove(self) -> None:
        """Removes the hook; nothing if it is gone already."""
    def __copy__(self) -> Self: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *error: object) -> None:
        """Removes the hook."""

class _Module:
    """What calls modules and finds their parts."""
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str, /) -> Any: ...
    def __setattr__(self, name: str, value: Any, /) -> None:
        """Implement setattr(self, name, value)."""

class GradBlock:
    """A block in which recording is on, or off."""
    _mode: _bool | str | None
    _target: _bool
    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Create and return a new object.  See help(type) for accurate signature."""
    def __enter__(self) -> None: ...
    def __exit__(self, *error: object) -> None: ...

@final
class GradientEdge(tuple[Any, ...]):
    """An output of a node, as a root or input of backward and grad.

    >>> x = rg.ones(2, requires_grad=True)
    >>> y = (x * x).sum()
    >>> (product, _), = y.grad_fn.next_functions
    >>> edge = rg.autograd.graph.GradientEdge(product, 0)
    >>> rg.autograd.grad(y, edge)
    (tensor([1., 1.]),)
    """
    @property
    def node(self) -> Node:
        """The node."""
    @property
    def output_nr(self) -> _int:
        """Which of its outputs."""
    @property
    def ownership_token(self) -> object:
        """Kept alive with the edge; None here."""
    def __new__(cls, node: Node, output_nr: _int, ownership_token: object = None) -> Self:
        """Create and return a new object.  See help(type) for accurate signature."""

class _InputMetadata(NamedTuple):
    shape: Size
    dtype: _dtype
    device: _device

@final
class SavedTensor:
    """A tensor that a node keeps."""
    def register_hooks(self, pack_hook: Callable[[Tensor], Any], unpack_hook: Callable[[Any], Tensor]) -> None:
        """Keeps pack_hook(tensor) in the place of the saved tensor from now on.

        unpack_hook makes a tensor of it again; see saved_tensors_hooks. Raises GraphError (a RuntimeError) if
        the tensor was freed, is None, or is packed already.
        """

class Node:
    """One recorded operation of a graph: x.grad_fn, and what it came from.

    Called with a gradient for each output, it returns that of its input, or a tuple of them,
    and frees nothing: node(grad).

    What it keeps for its derivative is shown as _saved_<name>, as torch names it; see dir().

    >>> x = rg.ones(2, requires_grad=True)
    >>> ((node, output),) = (x * x).sum().grad_fn.next_functions
    >>> node.name(), isinstance(node, rg.autograd.graph.Node)
    ('MulBackward0', True)
    >>> node._saved_self
    tensor([1., 1.], requires_grad=True)
    >>> (x * 3).grad_fn(rg.ones(2))
    (tensor([3., 3.]), None)
    """
    @property
    def _input_metadata(self) -> tuple[_InputMetadata, ...]:
        """Of each output, what its gradient must look like: (shape, dtype, device)."""
    @property
    def metadata(self) -> dict[Any, Any]:
        """A dict that lives as long as the node."""
    @property
    def origin(self) -> str | None:
        """Where the operation was recorded, 'file:line'; None if unknown, and for a leaf's node."""
    @property
    def requires_grad(self) -> _bool:
        """True."""
    @property
    def next_functions(self) -> tuple[tuple[Node | None, _int], ...]:
        """Where gradients go next: one (node or None, output of that node) per input."""
    @property
    def variable(self) -> Tensor:
        """The leaf, of an AccumulateGrad node."""
    def name(self) -> str:
        """The kind of node, such as 'AddBackward0'."""
    def _sequence_nr(self) -> _int:
        """Larger than those of the nodes that came before."""
    def __call__(self, *grads: Tensor | None) -> Tensor | tuple[Tensor | None, ...] | None: ...
    def register_hook(self, hook: Callable[[tuple[Tensor | None, ...], tuple[Tensor | None, ...]], tuple[Tensor | None, ...] | None]) -> RemovableHandle:
        """Has hook(grad_inputs, grad_outputs) called when backward has run this node.

        Both are tuples, with None where there is no gradient. A tuple that the hook returns takes the place of
        grad_inputs. Returns a handle with remove().
        """
    def register_prehook(self, hook: Callable[[tuple[Tensor | None, ...]], tuple[Tensor | None, ...] | None]) -> RemovableHandle:
        """Has hook(grad_outputs) called before backward runs this node.

        A tuple that the hook returns takes the place of grad_outputs. Returns a handle with remove().
        """
    def __getattr__(self, name: str) -> Any: ...  # _saved_<name>, _raw_saved_<name>

class FunctionCtx(Node):
    """The ctx of an autograd.Function, and the node that it records."""
    @property
    def saved_tensors(self) -> tuple[Tensor, ...]:
        """What save_for_backward kept, a tuple; in jvp, what save_for_forward did."""
    @property
    def saved_variables(self) -> tuple[Tensor, ...]:
        """The old name of saved_tensors, of which it warns."""
    @property
    def needs_input_grad(self) -> tuple[_bool, ...]:
        """Of each argument of forward, whether it needs a gradient."""
    def save_for_backward(self, *tensors: Tensor | None) -> None:
        """Keeps tensors for backward, which finds them in saved_tensors.

        They are checked against writes, and freed with the graph; attributes of ctx are not.
        """
    def save_for_forward(self, *tensors: Tensor | None) -> None:
        """Keeps tensors for jvp, which finds them in saved_tensors."""
    def mark_dirty(self, *tensors: Tensor) -> None:
        """Says which inputs forward has written to."""
    def mark_non_differentiable(self, *tensors: Tensor) -> None:
        """Says which outputs have no gradient."""
    def set_materialize_grads(self, value: _bool) -> None:
        """Whether backward gets zeros (as it does at first) or None for an output without gradient."""
    def __getattr__(self, name: str) -> Any: ...
    def __setattr__(self, name: str, value: Any) -> None: ...

class _CountsAndEdges(NamedTuple):
    hist: Tensor
    bin_edges: Tensor

class _FactorAndInfo(NamedTuple):
    L: Tensor
    info: Tensor

class _FactorsAndPivots(NamedTuple):
    LU: Tensor
    pivots: Tensor

class _FactorsPivotsAndInfo(NamedTuple):
    LU: Tensor
    pivots: Tensor
    info: Tensor

class _InverseAndInfo(NamedTuple):
    inverse: Tensor
    info: Tensor

class _LeastSquares(NamedTuple):
    solution: Tensor
    residuals: Tensor
    rank: Tensor
    singular_values: Tensor

class _MantissaAndExponent(NamedTuple):
    mantissa: Tensor
    exponent: Tensor

class _MinAndMax(NamedTuple):
    min: Tensor
    max: Tensor

class _OldSingularFactors(NamedTuple):
    U: Tensor
    S: Tensor
    V: Tensor

class _OrthogonalAndUpper(NamedTuple):
    Q: Tensor
    R: Tensor

class _PermutationAndFactors(NamedTuple):
    P: Tensor
    L: Tensor
    U: Tensor

class _ReflectionsAndFactors(NamedTuple):
    a: Tensor
    tau: Tensor

class _ResultAndInfo(NamedTuple):
    result: Tensor
    info: Tensor

class _SignAndLogarithm(NamedTuple):
    sign: Tensor
    logabsdet: Tensor

class _SingularFactors(NamedTuple):
    U: Tensor
    S: Tensor
    Vh: Tensor

class _SolutionAndClone(NamedTuple):
    solution: Tensor
    cloned_coefficient: Tensor

class _ValuesAndIndices(NamedTuple):
    values: Tensor
    indices: Tensor

class _ValuesAndVectors(NamedTuple):
    eigenvalues: Tensor
    eigenvectors: Tensor

class Tensor:
    """An array of numbers of one type that can record how it was computed.

    Made by retrograd.tensor(data) and the other factories. Tensor(data) is of the default
    type whatever the numbers are; Tensor(2, 3) has undefined contents.
    """
    @classmethod
    def __torch_function__(cls, func: Callable[..., Any], types: Iterable[builtins.type], args: Iterable[Any] = ..., kwargs: dict[str, Any] | None = None) -> Any: ...
    def as_subclass(self, cls: builtins.type[_T], /) -> _T:
        """The same memory and history, as an instance of a class derived from Tensor.

            y = x,  dy/dx = 1

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  TypeError for what is no such class.
        Source:  torch.Tensor.as_subclass.

        >>> class Marked(rg.Tensor):
        ...     pass
        >>> rg.ones(2).as_subclass(Marked) * 2
        Marked([2., 2.])
        """
    @staticmethod
    def _make_subclass(cls: builtins.type[_T], data: Tensor, require_grad: _bool = False) -> _T: ...
    def __array_ufunc__(self, ufunc: Any, method: str, /, *inputs: Any, **options: Any) -> Any: ...
    def new(self, *args: Any, **kwargs: Any) -> Tensor:
        """A tensor of the same type, from sizes, data or another tensor.

        It is the older way: new_empty(), new_tensor() and new_zeros() say what they do. Of sizes the
        elements are undefined; a tensor of the type is shared.

        Shape:   sizes, a sequence of numbers, a storage or a tensor -> what they say; nothing -> ``(0)``.
        Dtype:   that of self.
        Grad:    none; the result requires no grad.
        Raises:  TypeError for what is none of these; DTypeError for a tensor of another type.
        Source:  torch.Tensor.new.

        >>> rg.tensor([1, 2]).new([3, 4])
        tensor([3, 4])
        """
    def __array_function__(self, function: Any, types: Any, args: tuple[Any, ...], options: dict[str, Any], /) -> Any: ...
    @property
    def shape(self) -> Size:
        """The lengths of the dimensions, a Size."""
    @property
    def dtype(self) -> _dtype:
        """The type of the elements."""
    @property
    def device(self) -> _device:
        """The CPU."""
    @property
    def ndim(self) -> _int:
        """The number of dimensions."""
    @property
    def itemsize(self) -> _int:
        """Bytes of one element."""
    @property
    def nbytes(self) -> _int:
        """Bytes of all elements."""
    @property
    def T(self) -> Tensor:
        """A view with the dimensions reversed."""
    @property
    def mT(self) -> Tensor:
        """A view with the last two dimensions exchanged."""
    data: Tensor
    """The same memory without history. Autograd does not see writes to it: prefer detach()."""
    grad: Tensor | None
    """The gradient that backward() accumulated; None before."""
    @property
    def grad_fn(self) -> Node | None:
        """The node that made this tensor; None for a leaf."""
    requires_grad: _bool
    """Whether gradients flow to or through this tensor."""
    @property
    def retains_grad(self) -> _bool:
        """Whether retain_grad() was called on a tensor that is no leaf."""
    @property
    def is_leaf(self) -> _bool:
        """True for a tensor that no recorded operation made."""
    @property
    def output_nr(self) -> _int:
        """Which output of grad_fn this tensor is; 0 for a leaf."""
    @property
    def is_cpu(self) -> _bool:
        """True."""
    @property
    def is_cuda(self) -> _bool:
        """False."""
    @property
    def is_ipu(self) -> _bool:
        """False."""
    @property
    def is_maia(self) -> _bool:
        """False."""
    @property
    def is_meta(self) -> _bool:
        """False."""
    @property
    def is_mps(self) -> _bool:
        """False."""
    @property
    def is_mtia(self) -> _bool:
        """False."""
    @property
    def is_vulkan(self) -> _bool:
        """False."""
    @property
    def is_xla(self) -> _bool:
        """False."""
    @property
    def is_xpu(self) -> _bool:
        """False."""
    @property
    def is_sparse(self) -> _bool:
        """False."""
    @property
    def is_sparse_csr(self) -> _bool:
        """False."""
    @property
    def is_quantized(self) -> _bool:
        """False."""
    @property
    def is_nested(self) -> _bool:
        """False."""
    @property
    def is_mkldnn(self) -> _bool:
        """False."""
    @property
    def layout(self) -> _layout:
        """strided, the one layout there is."""
    @property
    def H(self) -> Tensor:
        """A view of a matrix with its dimensions exchanged."""
    @property
    def mH(self) -> Tensor:
        """A view with the last two dimensions exchanged."""
    @property
    def real(self) -> Self:
        """The tensor itself."""
    @property
    def _version(self) -> _int:
        """Counts in-place writes to the memory."""
    @property
    def _base(self) -> Tensor | None:
        """Of a view, the tensor that it is a view of; else None."""
    def __new__(cls, *args: Any, data: Any = ..., size: Sequence[_int] = ..., device: str | _device | None = None) -> Self:
        """Create and return a new object.  See help(type) for accurate signature."""
    def __bool__(self) -> _bool: ...
    def __int__(self) -> _int: ...
    def __float__(self) -> _float: ...
    def __index__(self) -> _int: ...
    def __len__(self) -> _int: ...
    def __iter__(self) -> Iterator[Tensor]: ...
    def __contains__(self, element: Tensor | _Number, /) -> _bool: ...
    def __getitem__(self, index: _Index, /) -> Tensor: ...
    def __setitem__(self, index: _Index, value: Tensor | _Number, /) -> None: ...
    def __format__(self, spec: str, /) -> str:
        """The one element in the format of its number, else repr."""
    def __reversed__(self) -> Tensor: ...
    def __round__(self, digits: _int | None = None, /) -> Tensor: ...
    def __divmod__(self, other: Tensor | _Number, /) -> tuple[Tensor, Tensor]: ...
    def __rdivmod__(self, other: Tensor | _Number, /) -> tuple[Tensor, Tensor]: ...
    def __neg__(self) -> Tensor: ...
    def __pos__(self) -> Tensor: ...
    def __abs__(self) -> Tensor: ...
    def __invert__(self) -> Tensor: ...
    def __matmul__(self, other: Tensor, /) -> Tensor: ...
    def __rmatmul__(self, other: Tensor, /) -> Tensor: ...
    def __pow__(self, other: Tensor | _Number, mod: None = None, /) -> Tensor: ...
    def __rpow__(self, other: Tensor | _Number, mod: None = None, /) -> Tensor: ...
    def __ipow__(self, other: Tensor | _Number, /) -> Tensor: ...  # type: ignore[misc]
    def __eq__(self, other: Tensor | _Number, /) -> Tensor: ...  # type: ignore[override]
    def __ne__(self, other: Tensor | _Number, /) -> Tensor: ...  # type: ignore[override]
    def __lt__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __le__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __gt__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __ge__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __hash__(self) -> _int: ...
    def __add__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __radd__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __sub__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __rsub__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __mul__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __rmul__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __truediv__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __rtruediv__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __floordiv__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __rfloordiv__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __mod__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __rmod__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __and__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __rand__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __or__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __ror__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __xor__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __rxor__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __iadd__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __isub__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __imul__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __itruediv__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __ifloordiv__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __imod__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __iand__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __ior__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __ixor__(self, other: Tensor | _Number, /) -> Tensor: ...
    def __array__(self, dtype: object = None, copy: object = None) -> numpy.ndarray:
        """A NumPy array of the elements, for numpy.asarray(tensor): on the same memory if it can be.

            a[i, j] = x[i, j]

        Shape:   ``(*)`` -> the same.
        Dtype:   all -> dtype, by default the same.
        Grad:    none.
        Raises:  GraphError if the tensor requires grad; ValueError if copy is False and it takes a copy.
        Source:  torch.Tensor.__array__.

        >>> rg.tensor([1.0, 2.0]).__array__().tolist()
        [1.0, 2.0]
        """
    def __array_namespace__(self, *, api_version: Any = None) -> ModuleType:
        """The functions of the Python array API standard: the module retrograd.array_api.

            xp.sum(x, axis=0)

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none; the functions record.
        Raises:  ValueError for a version of the standard that is not there.
        Source:  the Python array API standard, 2025.12.

        >>> rg.ones(2).__array_namespace__(api_version="2024.12").__name__
        'retrograd.array_api'
        """
    def __array_wrap__(self, array: object, context: object = None, return_scalar: _bool = False) -> Any:
        """A result of NumPy as a tensor: how its functions on tensors return them.

            y[i] = array[i]

        Shape:   that of the array.
        Dtype:   of the array; one that tensors do not have is returned as it is.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.__array_wrap__.

        >>> import numpy as np
        >>> np.clip(rg.tensor([1.0, 5.0]), 0, 2)
        tensor([1., 2.])
        """
    def __copy__(self) -> Tensor:
        """A leaf on the same memory, for copy.copy(): with the same attributes.

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    none; requires_grad is copied, grad and history are not.
        Raises:  nothing.
        Source:  copy.copy of a torch.Tensor.

        >>> import copy
        >>> copy.copy(rg.ones(2, requires_grad=True))
        tensor([1., 1.], requires_grad=True)
        """
    def __deepcopy__(self, memo: object) -> Tensor:
        """A leaf of equal elements, for copy.deepcopy(): with its gradient and attributes.

            y = x

        Every tensor gets memory of its own, also where two shared it.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    none; requires_grad and grad are copied.
        Raises:  GraphError for a tensor that an operation made.
        Source:  torch.Tensor.__deepcopy__.

        >>> import copy
        >>> copy.deepcopy(rg.ones(2, requires_grad=True))
        tensor([1., 1.], requires_grad=True)
        """
    def __dlpack__(self, *, stream: Any = None, max_version: tuple[_int, _int] | None = None, dl_device: tuple[_int, _int] | None = None, copy: _bool | None = None) -> Any:
        """A capsule on the memory of the tensor, for numpy.from_dlpack(tensor) and its like.

            a[i, j] is x[i, j]

        From a max_version of (1, 0) on the capsule says whether the memory is read-only.

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  BufferError for a tensor that requires grad, and a read-only one without max_version;
                 DeviceError for another device, or a stream.
        Source:  torch.Tensor.__dlpack__.

        >>> type(rg.tensor([1, 2]).__dlpack__()).__name__
        'PyCapsule'
        """
    def __dlpack_device__(self) -> tuple[_int, _int]:
        """The device of the memory, in the numbers of DLPack: the CPU.

            (1, 0)

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.__dlpack_device__.

        >>> rg.tensor([1, 2]).__dlpack_device__()
        (1, 0)
        """
    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        """The parts of which pickle makes the tensor again.

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    none; history and grad stay behind, with a warning where there is a history.
        Raises:  nothing.
        Source:  torch.Tensor.__reduce_ex__.

        >>> import pickle
        >>> pickle.loads(pickle.dumps(rg.tensor([1, 2])))
        tensor([1, 2])
        """
    def _is_view(self) -> _bool:
        """Whether this tensor is a view of another one, ``_base``, that autograd follows.

            y = x[0],  y._base is x

        What ``detach()`` and ``data`` return shares memory too, and is no view.

        Shape:   any.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor._is_view.

        >>> x = rg.ones(2)
        >>> x._is_view(), x[0]._is_view(), x.detach()._is_view()
        (False, True, False)
        """
    def _typed_storage(self) -> Any:
        """The elements of all the memory behind the tensor, which its views share.

            storage()[storage_offset() + i stride(0)] is x[i]

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.storage.

        >>> rg.arange(3)[1:].storage().tolist()
        [0, 1, 2]
        """
    def abs(self) -> Tensor:
        """The absolute value of each element; also the function ``abs()``.

            y = |x|,  dy/dx = sign(x)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool; the least integer of a type stays as it is.
        Grad:    input; 0 at 0. Twice differentiable.
        Raises:  NotImplementedError for bool.
        Source:  torch.abs.

        >>> rg.abs(rg.tensor([1.0, -2.0]))
        tensor([1., 2.])
        """
    def abs_(self) -> Tensor:
        """The absolute value of each element; also the function ``abs()``.

            y = |x|,  dy/dx = sign(x)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of abs; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of abs.
        Raises:  what abs raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.abs_.

        >>> rg.tensor([1.0, -2.0]).abs_()
        tensor([1., 2.])
        """
    def absolute(self) -> Tensor:
        """The absolute value of each element; also the function ``abs()``.

            y = |x|,  dy/dx = sign(x)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool; the least integer of a type stays as it is.
        Grad:    input; 0 at 0. Twice differentiable.
        Raises:  NotImplementedError for bool.
        Source:  torch.abs.

        >>> rg.abs(rg.tensor([1.0, -2.0]))
        tensor([1., 2.])
        """
    def absolute_(self) -> Tensor:
        """The absolute value of each element; also the function ``abs()``.

            y = |x|,  dy/dx = sign(x)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of abs; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of abs.
        Raises:  what abs raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.abs_.

        >>> rg.tensor([1.0, -2.0]).abs_()
        tensor([1., 2.])
        """
    def acos(self) -> Tensor:
        """The angle in radians of which each element is the cosine, within 2 ulp.

            y = acos x,  dy/dx = -1 / sqrt(1 - x^2)

        NaN beyond -1 and 1.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.acos.

        >>> rg.acos(rg.tensor([0.0, 1.0]))
        tensor([1.5708, 0.0000])
        """
    def acos_(self) -> Tensor:
        """The angle in radians of which each element is the cosine, within 2 ulp.

            y = acos x,  dy/dx = -1 / sqrt(1 - x^2)

        NaN beyond -1 and 1.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of acos; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of acos.
        Raises:  what acos raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.acos_.

        >>> rg.tensor([0.0, 1.0]).acos_()
        tensor([1.5708, 0.0000])
        """
    def acosh(self) -> Tensor:
        """The inverse of the hyperbolic cosine of each element, within 2 ulp.

            y = log(x + sqrt(x^2 - 1)),  dy/dx = 1 / sqrt(x^2 - 1)

        NaN below 1.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.acosh.

        >>> rg.acosh(rg.tensor([1.0, 2.0]))
        tensor([0.0000, 1.3170])
        """
    def acosh_(self) -> Tensor:
        """The inverse of the hyperbolic cosine of each element, within 2 ulp.

            y = log(x + sqrt(x^2 - 1)),  dy/dx = 1 / sqrt(x^2 - 1)

        NaN below 1.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of acosh; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of acosh.
        Raises:  what acosh raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.acosh_.

        >>> rg.tensor([1.0, 2.0]).acosh_()
        tensor([0.0000, 1.3170])
        """
    @overload
    def add(self, other: Tensor | _Number, *, alpha: _Number = 1) -> Tensor:
        """add(other, *, alpha=1)
        add(alpha, other)

        The sum ``input + alpha other``; also the operator ``+``.

            y = a + alpha b

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; promoted to a common type. For bool it is the "or".
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for a fractional alpha of integers,
                 or a bool one of numbers; RangeError for one that the result's type cannot hold.
        Source:  torch.add.

        >>> rg.add(rg.tensor([1.0, 2.0]), 10)
        tensor([11., 12.])
        """
    @overload
    def add(self, alpha: _Number, other: Tensor) -> Tensor: ...
    @overload
    def add_(self, other: Tensor | _Number, *, alpha: _Number = 1) -> Tensor:
        """add_(other, *, alpha=1)
        add_(alpha, other)

        The sum ``input + alpha other``; also the operator ``+``.

            y = a + alpha b

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of add; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of add.
        Raises:  what add raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.add_.

        >>> rg.tensor([1.0, 2.0]).add_(rg.tensor([3.0, 4.0]), alpha=10)
        tensor([31., 42.])
        """
    @overload
    def add_(self, alpha: _Number, other: Tensor) -> Tensor: ...
    def addbmm(self, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """A tensor plus the sum of the products of pairs of matrices.

            y = beta x + alpha sum_b a_b b_b

        With beta = 0 the input is not read, whatever is in it.

        Shape:   input broadcasts to ``(n, m)``, ``(b, n, k)``, ``(b, k, m)`` -> ``(n, m)``.
        Dtype:   all but bool; all alike. Integers wrap around, and take whole numbers.
        Grad:    input, batch1, batch2. Twice differentiable.
        Raises:  ShapeError for other shapes; DTypeError if the types differ, for bool, and for fractions
                 beside integers.
        Source:  torch.addbmm.

        >>> rg.addbmm(rg.ones(1), rg.ones(4, 1, 3), rg.ones(4, 3, 2))
        tensor([[13., 13.]])
        """
    def addbmm_(self, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """A tensor plus the sum of the products of pairs of matrices.

            y = beta x + alpha sum_b a_b b_b

        With beta = 0 the input is not read, whatever is in it.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of addbmm; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of addbmm.
        Raises:  what addbmm raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.addbmm_.

        >>> rg.ones(1, 2).addbmm_(rg.ones(4, 1, 3), rg.ones(4, 3, 2))
        tensor([[13., 13.]])
        """
    @overload
    def addcdiv(self, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1) -> Tensor:
        """addcdiv(tensor1, tensor2, *, value=1)
        addcdiv(value, tensor1, tensor2)

        The input plus a multiple of a quotient, in one pass.

            y = x + value a / b,  dy/dx = 1,  dy/da = value / b,  dy/db = -value a / b^2

        Shape:   ``(*)`` each, broadcast together.
        Dtype:   all but bool, tensor1 or tensor2 floating; promoted to a common type.
        Grad:    input, tensor1, tensor2. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for the quotient of integers.
        Source:  torch.addcdiv.

        >>> rg.addcdiv(rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]), rg.tensor([5.0, 8.0]), value=10)
        tensor([7., 7.])
        """
    @overload
    def addcdiv(self, value: _Number, tensor1: Tensor, tensor2: Tensor) -> Tensor: ...
    @overload
    def addcdiv_(self, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1) -> Tensor:
        """addcdiv_(tensor1, tensor2, *, value=1)
        addcdiv_(value, tensor1, tensor2)

        The input plus a multiple of a quotient, in one pass.

            y = x + value a / b,  dy/dx = 1,  dy/da = value / b,  dy/db = -value a / b^2

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of addcdiv; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of addcdiv.
        Raises:  what addcdiv raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.addcdiv_.

        >>> rg.tensor([1.0]).addcdiv_(rg.tensor([3.0]), rg.tensor([5.0]), value=10)
        tensor([7.])
        """
    @overload
    def addcdiv_(self, value: _Number, tensor1: Tensor, tensor2: Tensor) -> Tensor: ...
    @overload
    def addcmul(self, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1) -> Tensor:
        """addcmul(tensor1, tensor2, *, value=1)
        addcmul(value, tensor1, tensor2)

        The input plus a multiple of a product, in one pass.

            y = x + value a b,  dy/dx = 1,  dy/da = value b,  dy/db = value a

        Shape:   ``(*)`` each, broadcast together.
        Dtype:   all but bool; promoted to a common type.
        Grad:    input, tensor1, tensor2. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools, and a fractional value of
                 integers; RangeError for one that the result's type cannot hold.
        Source:  torch.addcmul.

        >>> rg.addcmul(rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]), rg.tensor([5.0, 6.0]), value=10)
        tensor([151., 242.])
        """
    @overload
    def addcmul(self, value: _Number, tensor1: Tensor, tensor2: Tensor) -> Tensor: ...
    @overload
    def addcmul_(self, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1) -> Tensor:
        """addcmul_(tensor1, tensor2, *, value=1)
        addcmul_(value, tensor1, tensor2)

        The input plus a multiple of a product, in one pass.

            y = x + value a b,  dy/dx = 1,  dy/da = value b,  dy/db = value a

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of addcmul; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of addcmul.
        Raises:  what addcmul raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.addcmul_.

        >>> rg.tensor([1.0]).addcmul_(rg.tensor([3.0]), rg.tensor([5.0]), value=10)
        tensor([151.])
        """
    @overload
    def addcmul_(self, value: _Number, tensor1: Tensor, tensor2: Tensor) -> Tensor: ...
    def addmm(self, mat1: Tensor, mat2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """A tensor plus the product of two matrices.

            y = beta x + alpha a b,  dx = beta dy,  da = alpha dy b^T,  db = alpha a^T dy

        With beta = 0 the input is not read, whatever is in it.

        Shape:   input broadcasts to ``(n, m)``, ``(n, k)``, ``(k, m)`` -> ``(n, m)``.
        Dtype:   all but bool; all alike. Integers wrap around, and take whole numbers.
        Grad:    input, mat1, mat2. Twice differentiable.
        Raises:  ShapeError for other shapes; DTypeError if the types differ, for bool, and for fractions
                 beside integers.
        Source:  torch.addmm.

        >>> rg.addmm(rg.ones(2), rg.tensor([[1.0, 2.0]]), rg.eye(2), alpha=10)
        tensor([[11., 21.]])
        """
    def addmm_(self, mat1: Tensor, mat2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """A tensor plus the product of two matrices.

            y = beta x + alpha a b,  dx = beta dy,  da = alpha dy b^T,  db = alpha a^T dy

        With beta = 0 the input is not read, whatever is in it.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of addmm; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of addmm.
        Raises:  what addmm raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.addmm_.

        >>> rg.ones(1, 2).addmm_(rg.tensor([[1.0, 2.0]]), rg.eye(2), alpha=10)
        tensor([[11., 21.]])
        """
    def addmv(self, mat: Tensor, vec: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """A tensor plus the product of a matrix and a vector.

            y = beta x + alpha a v,  dx = beta dy,  da = alpha dy v^T,  dv = alpha a^T dy

        With beta = 0 the input is not read, whatever is in it.

        Shape:   input broadcasts to ``(n)``, ``(n, k)``, ``(k)`` -> ``(n)``.
        Dtype:   all but bool; all alike. Integers wrap around, and take whole numbers.
        Grad:    input, mat, vec. Twice differentiable.
        Raises:  ShapeError for other shapes; DTypeError if the types differ, for bool, and for fractions
                 beside integers.
        Source:  torch.addmv.

        >>> rg.addmv(rg.ones(2), rg.eye(2), rg.tensor([1.0, 2.0]), beta=0.5)
        tensor([1.5000, 2.5000])
        """
    def addmv_(self, mat: Tensor, vec: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """A tensor plus the product of a matrix and a vector.

            y = beta x + alpha a v,  dx = beta dy,  da = alpha dy v^T,  dv = alpha a^T dy

        With beta = 0 the input is not read, whatever is in it.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of addmv; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of addmv.
        Raises:  what addmv raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.addmv_.

        >>> rg.ones(2).addmv_(rg.eye(2), rg.tensor([1.0, 2.0]), beta=0.5)
        tensor([1.5000, 2.5000])
        """
    def addr(self, vec1: Tensor, vec2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """A tensor plus the outer product of two vectors.

            y = beta x + alpha a b^T,  dx = beta dy,  da = alpha dy b,  db = alpha dy^T a

        With beta = 0 the input is not read, whatever is in it.

        Shape:   input broadcasts to ``(n, m)``, ``(n)``, ``(m)`` -> ``(n, m)``.
        Dtype:   all; promoted to a common type. Of bools beta and alpha count as such.
        Grad:    input, vec1, vec2. Twice differentiable.
        Raises:  ShapeError for other shapes; DTypeError for fractions beside integers.
        Source:  torch.addr.

        >>> rg.addr(rg.zeros(2, 2), rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]))
        tensor([[3., 4.],
                [6., 8.]])
        """
    def addr_(self, vec1: Tensor, vec2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """A tensor plus the outer product of two vectors.

            y = beta x + alpha a b^T,  dx = beta dy,  da = alpha dy b,  db = alpha dy^T a

        With beta = 0 the input is not read, whatever is in it.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of addr; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of addr.
        Raises:  what addr raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.addr_.

        >>> rg.zeros(1, 2).addr_(rg.tensor([2.0]), rg.tensor([3.0, 4.0]))
        tensor([[6., 8.]])
        """
    def all(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False) -> Tensor:
        """Whether every element is nonzero, of all or along dimensions.

            y = x_1 and x_2 and ...;  True for no elements

        NaN is nonzero. Over an empty list of dims nothing is reduced.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
        Dtype:   all -> bool; uint8 -> uint8.
        Grad:    none.
        Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
        Source:  torch.all.

        >>> rg.all(rg.tensor([1.0, 2.0, 0.0]))
        tensor(False)
        """
    def allclose(self, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False) -> _bool:
        """Whether isclose() is true of all elements.

            y = all(|a - b| <= atol + rtol |b|)

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; both alike.
        Grad:    none.
        Raises:  DTypeError if the types differ; ValueError for a negative tolerance; ShapeError if the
                 shapes do not broadcast.
        Source:  torch.allclose.

        >>> rg.allclose(rg.tensor([0.1 + 0.2]), rg.tensor([0.3]))
        True
        """
    def amax(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False) -> Tensor:
        """The largest element of all, or along dimensions.

            y = max_i x_i,  dy/dx_i = 1 / k where x_i = y, of which there are k

        NaN is larger than all.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
        Dtype:   all.
        Grad:    input; ties share it evenly. Twice differentiable.
        Raises:  ShapeError if there is no element, or for a dim given twice; IndexError if there is no
                 element along a dim, or it is out of range.
        Source:  torch.amax.

        >>> rg.amax(rg.tensor([[1.0, 5.0], [3.0, 2.0]]), dim=0)
        tensor([3., 5.])
        """
    def amin(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False) -> Tensor:
        """The smallest element of all, or along dimensions.

            y = min_i x_i,  dy/dx_i = 1 / k where x_i = y, of which there are k

        NaN is smaller than all.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
        Dtype:   all.
        Grad:    input; ties share it evenly. Twice differentiable.
        Raises:  ShapeError if there is no element, or for a dim given twice; IndexError if there is no
                 element along a dim, or it is out of range.
        Source:  torch.amin.

        >>> rg.amin(rg.tensor([[1.0, 5.0], [3.0, 2.0]]), dim=0)
        tensor([1., 2.])
        """
    def aminmax(self, *, dim: _int | None = None, keepdim: _bool = False) -> _MinAndMax:
        """The least and the greatest element, of all or along a dimension.

            l = min_i x_i,  h = max_i x_i

        NaN where there is one. Equal extremes share the gradient evenly.

        Shape:   ``(*)`` -> twice ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError if there is no element, IndexError if there is none along dim, or it is out of
                 range.
        Source:  torch.aminmax.

        >>> rg.aminmax(rg.tensor([3.0, 1.0, 2.0])).max
        tensor(3.)
        """
    def any(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False) -> Tensor:
        """Whether some element is nonzero, of all or along dimensions.

            y = x_1 or x_2 or ...;  False for no elements

        NaN is nonzero. Over an empty list of dims nothing is reduced.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
        Dtype:   all -> bool; uint8 -> uint8.
        Grad:    none.
        Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
        Source:  torch.any.

        >>> rg.any(rg.tensor([[False, True], [False, False]]), dim=1)
        tensor([ True, False])
        """
    def arccos(self) -> Tensor:
        """The angle in radians of which each element is the cosine, within 2 ulp.

            y = acos x,  dy/dx = -1 / sqrt(1 - x^2)

        NaN beyond -1 and 1.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.acos.

        >>> rg.acos(rg.tensor([0.0, 1.0]))
        tensor([1.5708, 0.0000])
        """
    def arccos_(self) -> Tensor:
        """The angle in radians of which each element is the cosine, within 2 ulp.

            y = acos x,  dy/dx = -1 / sqrt(1 - x^2)

        NaN beyond -1 and 1.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of acos; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of acos.
        Raises:  what acos raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.acos_.

        >>> rg.tensor([0.0, 1.0]).acos_()
        tensor([1.5708, 0.0000])
        """
    def arccosh(self) -> Tensor:
        """The inverse of the hyperbolic cosine of each element, within 2 ulp.

            y = log(x + sqrt(x^2 - 1)),  dy/dx = 1 / sqrt(x^2 - 1)

        NaN below 1.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.acosh.

        >>> rg.acosh(rg.tensor([1.0, 2.0]))
        tensor([0.0000, 1.3170])
        """
    def arccosh_(self) -> Tensor:
        """The inverse of the hyperbolic cosine of each element, within 2 ulp.

            y = log(x + sqrt(x^2 - 1)),  dy/dx = 1 / sqrt(x^2 - 1)

        NaN below 1.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of acosh; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of acosh.
        Raises:  what acosh raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.acosh_.

        >>> rg.tensor([1.0, 2.0]).acosh_()
        tensor([0.0000, 1.3170])
        """
    def arcsin(self) -> Tensor:
        """The angle in radians of which each element is the sine, within 2 ulp.

            y = asin x,  dy/dx = 1 / sqrt(1 - x^2)

        NaN beyond -1 and 1.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.asin.

        >>> rg.asin(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 1.5708])
        """
    def arcsin_(self) -> Tensor:
        """The angle in radians of which each element is the sine, within 2 ulp.

            y = asin x,  dy/dx = 1 / sqrt(1 - x^2)

        NaN beyond -1 and 1.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of asin; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of asin.
        Raises:  what asin raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.asin_.

        >>> rg.tensor([0.0, 1.0]).asin_()
        tensor([0.0000, 1.5708])
        """
    def arcsinh(self) -> Tensor:
        """The inverse of the hyperbolic sine of each element, within 2 ulp.

            y = log(x + sqrt(x^2 + 1)),  dy/dx = 1 / sqrt(x^2 + 1)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.asinh.

        >>> rg.asinh(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 0.8814])
        """
    def arcsinh_(self) -> Tensor:
        """The inverse of the hyperbolic sine of each element, within 2 ulp.

            y = log(x + sqrt(x^2 + 1)),  dy/dx = 1 / sqrt(x^2 + 1)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of asinh; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of asinh.
        Raises:  what asinh raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.asinh_.

        >>> rg.tensor([0.0, 1.0]).asinh_()
        tensor([0.0000, 0.8814])
        """
    def arctan(self) -> Tensor:
        """The angle in radians of which each element is the tangent, within 2 ulp.

            y = atan x,  dy/dx = 1 / (1 + x^2)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.atan.

        >>> rg.atan(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 0.7854])
        """
    def arctan2(self, other: Tensor) -> Tensor:
        """The angle in radians of the point (other, input), within 2 ulp.

            y = atan(a / b) in the quadrant of (b, a),  dy/da = b / (a^2 + b^2),  dy/db = -a / (a^2 + b^2)

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; integers and bool give the default type.
        Grad:    input, other; 0 where both are 0. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.atan2.

        >>> rg.atan2(rg.tensor([1.0, 1.0]), rg.tensor([1.0, -1.0]))
        tensor([0.7854, 2.3562])
        """
    def arctan2_(self, other: Tensor) -> Tensor:
        """The angle in radians of the point (other, input), within 2 ulp.

            y = atan(a / b) in the quadrant of (b, a),  dy/da = b / (a^2 + b^2),  dy/db = -a / (a^2 + b^2)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of atan2; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of atan2.
        Raises:  what atan2 raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.atan2_.

        >>> rg.tensor([1.0, 1.0]).atan2_(rg.tensor([1.0, -1.0]))
        tensor([0.7854, 2.3562])
        """
    def arctan_(self) -> Tensor:
        """The angle in radians of which each element is the tangent, within 2 ulp.

            y = atan x,  dy/dx = 1 / (1 + x^2)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of atan; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of atan.
        Raises:  what atan raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.atan_.

        >>> rg.tensor([0.0, 1.0]).atan_()
        tensor([0.0000, 0.7854])
        """
    def arctanh(self) -> Tensor:
        """The inverse of the hyperbolic tangent of each element, within 2 ulp.

            y = log((1 + x) / (1 - x)) / 2,  dy/dx = 1 / (1 - x^2)

        Infinite at -1 and 1, NaN beyond.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.atanh.

        >>> rg.atanh(rg.tensor([0.0, 0.5]))
        tensor([0.0000, 0.5493])
        """
    def arctanh_(self) -> Tensor:
        """The inverse of the hyperbolic tangent of each element, within 2 ulp.

            y = log((1 + x) / (1 - x)) / 2,  dy/dx = 1 / (1 - x^2)

        Infinite at -1 and 1, NaN beyond.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of atanh; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of atanh.
        Raises:  what atanh raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.atanh_.

        >>> rg.tensor([0.0, 0.5]).atanh_()
        tensor([0.0000, 0.5493])
        """
    def argmax(self, dim: _int | None = None, keepdim: _bool = False) -> Tensor:
        """Where the largest element is, in the flattened tensor or along a dimension.

            y = the first i with x_i = max_j x_j;  the first NaN where there is one

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; dims stay with length 1 if keepdim.
        Dtype:   all but bool -> int64.
        Grad:    none.
        Raises:  IndexError if there is no element, or dim is out of range; DTypeError for bool.
        Source:  torch.argmax.

        >>> rg.argmax(rg.tensor([1.0, 5.0, 5.0]))
        tensor(1)
        """
    def argmin(self, dim: _int | None = None, keepdim: _bool = False) -> Tensor:
        """Where the smallest element is, in the flattened tensor or along a dimension.

            y = the first i with x_i = min_j x_j;  the first NaN where there is one

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; dims stay with length 1 if keepdim.
        Dtype:   all but bool -> int64.
        Grad:    none.
        Raises:  IndexError if there is no element, or dim is out of range; DTypeError for bool.
        Source:  torch.argmin.

        >>> rg.argmin(rg.tensor([3.0, 1.0, 1.0]))
        tensor(1)
        """
    def argsort(self, dim: _int = -1, descending: _bool = False, stable: _bool = False) -> Tensor:
        """Where the elements in order stood; see sort().

            x[i_1] <= x[i_2] <= ...

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; the result is int64.
        Grad:    none.
        Raises:  IndexError if dim is out of range.
        Source:  torch.argsort.

        >>> rg.argsort(rg.tensor([3.0, 1.0, 2.0]))
        tensor([1, 2, 0])
        """
    def argwhere(self) -> Tensor:
        """Where the elements are that are not 0, one row for each.

            y[k] = (i, j, ...) of the k-th element that is not 0

        Shape:   ``(*)`` of n dimensions -> ``(k, n)``.
        Dtype:   all -> int64.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.argwhere.

        >>> rg.argwhere(rg.tensor([[0, 7], [8, 0]]))
        tensor([[0, 1],
                [1, 0]])
        """
    def as_strided(self, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None) -> Tensor:
        """A window of any lengths and strides on the memory of a tensor.

            y[i, j] = memory[storage_offset + i stride[0] + j stride[1]]

        Without a storage_offset the window starts where the tensor does. Writes to a window that uses a
        place in memory twice have no defined result.

        Shape:   any -> size.
        Dtype:   all.
        Grad:    input, which must be dense in memory. Twice differentiable.
        Raises:  ShapeError if the window leaves the memory, a stride is negative, or size and
                 stride differ in length; GraphError for a gradient to a tensor that is not dense.
        Source:  torch.as_strided.

        >>> rg.as_strided(rg.arange(5), (3, 2), (1, 2))
        tensor([[0, 2],
                [1, 3],
                [2, 4]])
        """
    def as_strided_(self, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None) -> Tensor:
        """as_strided() in place: the tensor becomes that window on its memory.

            y[i, j] = memory[storage_offset + i stride[0] + j stride[1]]

        Shape:   -> size.
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  ShapeError unless the window lies in the memory; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.as_strided_.

        >>> rg.arange(4).as_strided_((2, 2), (1, 2))
        tensor([[0, 2],
                [1, 3]])
        """
    def asin(self) -> Tensor:
        """The angle in radians of which each element is the sine, within 2 ulp.

            y = asin x,  dy/dx = 1 / sqrt(1 - x^2)

        NaN beyond -1 and 1.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.asin.

        >>> rg.asin(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 1.5708])
        """
    def asin_(self) -> Tensor:
        """The angle in radians of which each element is the sine, within 2 ulp.

            y = asin x,  dy/dx = 1 / sqrt(1 - x^2)

        NaN beyond -1 and 1.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of asin; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of asin.
        Raises:  what asin raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.asin_.

        >>> rg.tensor([0.0, 1.0]).asin_()
        tensor([0.0000, 1.5708])
        """
    def asinh(self) -> Tensor:
        """The inverse of the hyperbolic sine of each element, within 2 ulp.

            y = log(x + sqrt(x^2 + 1)),  dy/dx = 1 / sqrt(x^2 + 1)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.asinh.

        >>> rg.asinh(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 0.8814])
        """
    def asinh_(self) -> Tensor:
        """The inverse of the hyperbolic sine of each element, within 2 ulp.

            y = log(x + sqrt(x^2 + 1)),  dy/dx = 1 / sqrt(x^2 + 1)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of asinh; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of asinh.
        Raises:  what asinh raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.asinh_.

        >>> rg.tensor([0.0, 1.0]).asinh_()
        tensor([0.0000, 0.8814])
        """
    def atan(self) -> Tensor:
        """The angle in radians of which each element is the tangent, within 2 ulp.

            y = atan x,  dy/dx = 1 / (1 + x^2)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.atan.

        >>> rg.atan(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 0.7854])
        """
    def atan2(self, other: Tensor) -> Tensor:
        """The angle in radians of the point (other, input), within 2 ulp.

            y = atan(a / b) in the quadrant of (b, a),  dy/da = b / (a^2 + b^2),  dy/db = -a / (a^2 + b^2)

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; integers and bool give the default type.
        Grad:    input, other; 0 where both are 0. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.atan2.

        >>> rg.atan2(rg.tensor([1.0, 1.0]), rg.tensor([1.0, -1.0]))
        tensor([0.7854, 2.3562])
        """
    def atan2_(self, other: Tensor) -> Tensor:
        """The angle in radians of the point (other, input), within 2 ulp.

            y = atan(a / b) in the quadrant of (b, a),  dy/da = b / (a^2 + b^2),  dy/db = -a / (a^2 + b^2)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of atan2; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of atan2.
        Raises:  what atan2 raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.atan2_.

        >>> rg.tensor([1.0, 1.0]).atan2_(rg.tensor([1.0, -1.0]))
        tensor([0.7854, 2.3562])
        """
    def atan_(self) -> Tensor:
        """The angle in radians of which each element is the tangent, within 2 ulp.

            y = atan x,  dy/dx = 1 / (1 + x^2)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of atan; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of atan.
        Raises:  what atan raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.atan_.

        >>> rg.tensor([0.0, 1.0]).atan_()
        tensor([0.0000, 0.7854])
        """
    def atanh(self) -> Tensor:
        """The inverse of the hyperbolic tangent of each element, within 2 ulp.

            y = log((1 + x) / (1 - x)) / 2,  dy/dx = 1 / (1 - x^2)

        Infinite at -1 and 1, NaN beyond.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.atanh.

        >>> rg.atanh(rg.tensor([0.0, 0.5]))
        tensor([0.0000, 0.5493])
        """
    def atanh_(self) -> Tensor:
        """The inverse of the hyperbolic tangent of each element, within 2 ulp.

            y = log((1 + x) / (1 - x)) / 2,  dy/dx = 1 / (1 - x^2)

        Infinite at -1 and 1, NaN beyond.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of atanh; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of atanh.
        Raises:  what atanh raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.atanh_.

        >>> rg.tensor([0.0, 0.5]).atanh_()
        tensor([0.0000, 0.5493])
        """
    def backward(self, gradient: Tensor | None = None, retain_graph: _bool | None = None, create_graph: _bool = False, inputs: Tensor | GradientEdge | Iterable[Tensor | GradientEdge] | dict[Any, Tensor | GradientEdge] | None = None) -> None:
        """Adds the gradient of this tensor to the ``.grad`` of every leaf below it.

            leaf.grad += gradient^T d self / d leaf

        The graph's saved tensors are freed on the way unless ``retain_graph``, which is ``create_graph`` by
        default. With ``create_graph`` the gradients are recorded too and can be differentiated again. With
        ``inputs`` (tensors, or a dict of them) only these, leaves or not, get a gradient.

        Where a hook or a backward of one's own raises, the run ends: leaves that it had reached keep their
        gradient, the others have none of it, and what it went through is freed unless ``retain_graph``.

        Shape:   gradient as this tensor; it may be left out (1) for a tensor of one element.
        Dtype:   a gradient of another type is converted.
        Grad:    with create_graph.
        Raises:  GraphError if this tensor does not require grad, if a gradient is needed and missing, or if
                 the graph was freed by an earlier call; ShapeError if the gradient has another shape, or a
                 leaf was given data of another shape since; what hooks raise, as it is.
        Source:  torch.Tensor.backward.

        >>> x = rg.tensor([1.0, 2.0], requires_grad=True)
        >>> (x * x).sum().backward()
        >>> x.grad
        tensor([2., 4.])
        """
    def baddbmm(self, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """A tensor plus the products of as many pairs of matrices.

            y_b = beta x_b + alpha a_b b_b

        With beta = 0 the input is not read, whatever is in it.

        Shape:   input broadcasts to ``(b, n, m)``, ``(b, n, k)``, ``(b, k, m)`` -> ``(b, n, m)``.
        Dtype:   all but bool; all alike. Integers wrap around, and take whole numbers.
        Grad:    input, batch1, batch2. Twice differentiable.
        Raises:  ShapeError for other shapes; DTypeError if the types differ, for bool, and for fractions
                 beside integers.
        Source:  torch.baddbmm.

        >>> rg.baddbmm(rg.ones(1), rg.ones(1, 1, 3), rg.ones(1, 3, 2), beta=2)
        tensor([[[5., 5.]]])
        """
    def baddbmm_(self, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """A tensor plus the products of as many pairs of matrices.

            y_b = beta x_b + alpha a_b b_b

        With beta = 0 the input is not read, whatever is in it.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of baddbmm; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of baddbmm.
        Raises:  what baddbmm raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.baddbmm_.

        >>> rg.ones(1, 1, 2).baddbmm_(rg.ones(1, 1, 3), rg.ones(1, 3, 2), beta=2)
        tensor([[[5., 5.]]])
        """
    @overload
    def bernoulli(self, *, generator: Generator | None = None) -> Tensor:
        """bernoulli(*, generator=None)
        bernoulli(p, *, generator=None)

        Ones and zeros, a one with the probability that each element states, or with p alone.

            y = 1 if u < p, else 0,  u ~ U(0, 1)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   floating; all with p.
        Grad:    input, zero everywhere; none with p.
        Raises:  DomainError for a probability outside [0, 1]; NotImplementedError unless floating.
        Source:  torch.bernoulli.

        >>> rg.bernoulli(rg.tensor([0.0, 1.0]))
        tensor([0., 1.])
        """
    @overload
    def bernoulli(self, p: _float, *, generator: Generator | None = None) -> Tensor: ...
    @overload
    def bernoulli_(self, p: Tensor, *, generator: Generator | None = None) -> Tensor:
        """bernoulli_(p, *, generator=None)
        bernoulli_(p=0.5, *, generator=None)

        Writes ones, with probability p, and zeros to every element; returns the tensor.

            y = 1 if u < p, else 0,  u ~ U(0, 1)

        Shape:   ``(*)`` -> ``(*)``; a tensor p is broadcast to it.
        Dtype:   all; a tensor p is float32 or float64.
        Grad:    self, p, zero everywhere.
        Raises:  DomainError for p outside [0, 1]; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.bernoulli_.

        >>> rg.zeros(2).bernoulli_(1.0)
        tensor([1., 1.])
        """
    @overload
    def bernoulli_(self, p: _float = 0.5, *, generator: Generator | None = None) -> Tensor: ...
    def bfloat16(self, *, memory_format: memory_format | None = None) -> Tensor:
        """The elements as bfloat16; the tensor itself where they are that already.

            y = x

        A fraction is cut off towards zero for an integer type; for bool all but 0 is True.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> bfloat16.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  nothing.
        Source:  torch.Tensor.bfloat16.

        >>> rg.tensor([0.1]).bfloat16()
        tensor([0.1001], dtype=torch.bfloat16)
        """
    def bincount(self, weights: Tensor | None = None, minlength: _int = 0) -> Tensor:
        """How often each integer from 0 on is there, or the sum of the weights where it is.

            y_k = sum_i w_i [x_i = k],  dL/dw_i = dL/dy at x_i

        Without weights they are 1. Weights are added in float64.

        Shape:   ``(n)``, weights ``(n)`` -> ``(k)``: one more than the greatest, or minlength if that is
                 more.
        Dtype:   integers; the result is int64, with weights float32 for these and float64 for others.
        Grad:    weights. Twice differentiable.
        Raises:  NotImplementedError unless the input holds integers; ShapeError unless it is a vector and
                 there are as many weights; RuntimeError for negative ones and a negative minlength.
        Source:  torch.bincount.

        >>> rg.bincount(rg.tensor([1, 3, 1]))
        tensor([0, 2, 0, 1])
        """
    def bitwise_and(self, other: Tensor | _Number) -> Tensor:
        """The bits that both elements have; also the operator ``&``.

            y = a & b

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   bool, integers; promoted to a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for a floating type.
        Source:  torch.bitwise_and.

        >>> rg.bitwise_and(rg.tensor([12, 10]), 6)
        tensor([4, 2])
        """
    def bitwise_and_(self, other: Tensor | _Number) -> Tensor:
        """The bits that both elements have; also the operator ``&``.

            y = a & b

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of bitwise_and; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of bitwise_and.
        Raises:  what bitwise_and raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.bitwise_and_.

        >>> rg.tensor([6, 3]).bitwise_and_(5)
        tensor([4, 1])
        """
    def bitwise_left_shift(self, other: Tensor | _Number) -> Tensor:
        """The bits moved to the left; also the operator ``<<``.

            y = a 2^b

        A shift by less than 0, or by as many bits as there are, shifts all of them out.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   integers; promoted to a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for floats and bools.
        Source:  torch.bitwise_left_shift.

        >>> rg.bitwise_left_shift(rg.tensor([1, -3]), rg.tensor([4, 1]))
        tensor([16, -6])
        """
    def bitwise_left_shift_(self, other: Tensor | _Number) -> Tensor:
        """The bits moved to the left; also the operator ``<<``.

            y = a 2^b

        A shift by less than 0, or by as many bits as there are, shifts all of them out.

        The result is written to the tensor itself, which is returned.

        Shape:   as of bitwise_left_shift; those of the tensor do not change.
        Dtype:   as of bitwise_left_shift.
        Grad:    as of bitwise_left_shift.
        Raises:  what bitwise_left_shift raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.bitwise_left_shift_.

        >>> rg.tensor([1, -3]).bitwise_left_shift_(2)
        tensor([  4, -12])
        """
    def bitwise_not(self) -> Tensor:
        """Every bit turned over; also the operator ``~``.

            y = ~x

        For bool it is the logical not.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   bool, integers.
        Grad:    none.
        Raises:  DTypeError for a floating type.
        Source:  torch.bitwise_not.

        >>> rg.bitwise_not(rg.tensor([0, 5]))
        tensor([-1, -6])
        >>> rg.bitwise_not(rg.tensor([True, False]))
        tensor([False,  True])
        """
    def bitwise_not_(self) -> Tensor:
        """Every bit turned over; also the operator ``~``.

            y = ~x

        For bool it is the logical not.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of bitwise_not; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of bitwise_not.
        Raises:  what bitwise_not raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.bitwise_not_.

        >>> rg.tensor([6, 3]).bitwise_not_()
        tensor([-7, -4])
        """
    def bitwise_or(self, other: Tensor | _Number) -> Tensor:
        """The bits that one element or the other has; also the operator ``|``.

            y = a | b

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   bool, integers; promoted to a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for a floating type.
        Source:  torch.bitwise_or.

        >>> rg.bitwise_or(rg.tensor([12, 10]), 6)
        tensor([14, 14])
        """
    def bitwise_or_(self, other: Tensor | _Number) -> Tensor:
        """The bits that one element or the other has; also the operator ``|``.

            y = a | b

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of bitwise_or; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of bitwise_or.
        Raises:  what bitwise_or raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.bitwise_or_.

        >>> rg.tensor([6, 3]).bitwise_or_(5)
        tensor([7, 7])
        """
    def bitwise_right_shift(self, other: Tensor | _Number) -> Tensor:
        """The bits moved to the right; also the operator ``>>``.

            y = floor(a / 2^b)

        A shift by less than 0, or by as many bits as there are, shifts all of them out.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   integers; promoted to a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for floats and bools.
        Source:  torch.bitwise_right_shift.

        >>> rg.bitwise_right_shift(rg.tensor([16, -3]), rg.tensor([4, 1]))
        tensor([ 1, -2])
        """
    def bitwise_right_shift_(self, other: Tensor | _Number) -> Tensor:
        """The bits moved to the right; also the operator ``>>``.

            y = floor(a / 2^b)

        A shift by less than 0, or by as many bits as there are, shifts all of them out.

        The result is written to the tensor itself, which is returned.

        Shape:   as of bitwise_right_shift; those of the tensor do not change.
        Dtype:   as of bitwise_right_shift.
        Grad:    as of bitwise_right_shift.
        Raises:  what bitwise_right_shift raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.bitwise_right_shift_.

        >>> rg.tensor([16, -3]).bitwise_right_shift_(2)
        tensor([ 4, -1])
        """
    def bitwise_xor(self, other: Tensor | _Number) -> Tensor:
        """The bits in which the elements differ; also the operator ``^``.

            y = a ^ b

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   bool, integers; promoted to a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for a floating type.
        Source:  torch.bitwise_xor.

        >>> rg.bitwise_xor(rg.tensor([12, 10]), 6)
        tensor([10, 12])
        """
    def bitwise_xor_(self, other: Tensor | _Number) -> Tensor:
        """The bits in which the elements differ; also the operator ``^``.

            y = a ^ b

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of bitwise_xor; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of bitwise_xor.
        Raises:  what bitwise_xor raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.bitwise_xor_.

        >>> rg.tensor([6, 3]).bitwise_xor_(5)
        tensor([3, 6])
        """
    def bmm(self, mat2: Tensor) -> Tensor:
        """The products of as many pairs of matrices; nothing broadcasts.

            y_bij = sum_k a_bik b_bkj

        Shape:   ``(b, m, k)``, ``(b, k, n)`` -> ``(b, m, n)``.
        Dtype:   all but bool; both alike. Integers wrap around.
        Grad:    input, mat2. Twice differentiable.
        Raises:  ShapeError for other shapes; DTypeError if the types differ, or for bool.
        Source:  torch.bmm.

        >>> rg.bmm(rg.ones(2, 1, 3), rg.ones(2, 3, 1))
        tensor([[[3.]],
        <BLANKLINE>
                [[3.]]])
        """
    def bool(self, *, memory_format: memory_format | None = None) -> Tensor:
        """The elements as bool; the tensor itself where they are that already.

            y = x

        A fraction is cut off towards zero for an integer type; for bool all but 0 is True.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> bool.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  nothing.
        Source:  torch.Tensor.bool.

        >>> rg.tensor([0.0, 0.5]).bool()
        tensor([False,  True])
        """
    @overload
    def broadcast_to(self, size: Sequence[_int]) -> Tensor:
        """A view that repeats dimensions of length 1; the same as expand().

            y[i, j] = x[0, j]

        Shape:   ``(1, m)`` -> ``(n, m)``; -1 keeps a length.
        Dtype:   all.
        Grad:    self, summed over the repeats. Twice differentiable.
        Raises:  ShapeError if a length other than 1 would change.
        Source:  torch.Tensor.broadcast_to.

        >>> rg.tensor([1, 2]).broadcast_to(2, 2)
        tensor([[1, 2],
                [1, 2]])
        """
    @overload
    def broadcast_to(self, *size: _int) -> Tensor: ...
    def byte(self, *, memory_format: memory_format | None = None) -> Tensor:
        """The elements as uint8; the tensor itself where they are that already.

            y = x

        A fraction is cut off towards zero for an integer type; for bool all but 0 is True.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> uint8.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  nothing.
        Source:  torch.Tensor.byte.

        >>> rg.tensor([1.5, 2.0]).byte()
        tensor([1, 2], dtype=torch.uint8)
        """
    def cauchy_(self, median: _float = 0.0, sigma: _float = 1.0, *, generator: Generator | None = None) -> Tensor:
        """Writes random numbers of Cauchy's distribution to every element; returns the tensor.

            y = median + sigma tan(pi (u - 1/2)),  u ~ U(0, 1)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   floating.
        Grad:    self, zero everywhere.
        Raises:  DomainError unless sigma > 0; NotImplementedError unless floating; GraphError for a leaf
                 that requires grad.
        Source:  torch.Tensor.cauchy_.

        >>> rg.zeros(2).cauchy_(3, 1e-30)
        tensor([3., 3.])
        """
    def ceil(self) -> Tensor:
        """The smallest whole number that is not below each element.

            y = ceil(x),  dy/dx = 0

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool; integers stay as they are.
        Grad:    input, zero everywhere.
        Raises:  DTypeError for bool.
        Source:  torch.ceil.

        >>> rg.ceil(rg.tensor([1.5, -1.5]))
        tensor([ 2., -1.])
        """
    def ceil_(self) -> Tensor:
        """The smallest whole number that is not below each element.

            y = ceil(x),  dy/dx = 0

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of ceil; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of ceil.
        Raises:  what ceil raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.ceil_.

        >>> rg.tensor([1.5, -1.5]).ceil_()
        tensor([ 2., -1.])
        """
    def char(self, *, memory_format: memory_format | None = None) -> Tensor:
        """The elements as int8; the tensor itself where they are that already.

            y = x

        A fraction is cut off towards zero for an integer type; for bool all but 0 is True.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> int8.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  nothing.
        Source:  torch.Tensor.char.

        >>> rg.tensor([1.5, -1.5]).char()
        tensor([ 1, -1], dtype=torch.int8)
        """
    def cholesky(self, upper: _bool = False) -> Tensor:
        """The triangular factor of symmetric positive definite matrices.

            A = L L^T, or R^T R if upper

        An old form of linalg.cholesky().

        Shape:   ``(*, n, n)`` -> ``(*, n, n)``, 0 on the other side of the diagonal.
        Dtype:   float32, float64.
        Grad:    input, a symmetric one. Twice differentiable.
        Raises:  linalg.LinAlgError for a matrix that is not positive definite; ShapeError unless square;
                 DTypeError for other types.
        Source:  torch.cholesky.

        >>> rg.cholesky(rg.tensor([[4.0, 2.0], [2.0, 10.0]]))
        tensor([[2., 0.],
                [1., 3.]])
        """
    def cholesky_inverse(self, upper: _bool = False) -> Tensor:
        """The inverse of a matrix of which the triangular factor is known.

            (L L^T)^-1, or (R^T R)^-1 if upper

        Shape:   ``(*, n, n)`` -> ``(*, n, n)``.
        Dtype:   float32, float64.
        Grad:    input. Twice differentiable.
        Raises:  linalg.LinAlgError for a 0 on the diagonal; ShapeError unless square; DTypeError for other
                 types.
        Source:  torch.cholesky_inverse.

        >>> rg.cholesky_inverse(rg.tensor([[2.0, 0.0], [0.0, 1.0]]))
        tensor([[0.2500, 0.0000],
                [0.0000, 1.0000]])
        """
    def cholesky_solve(self, L: Tensor, upper: _bool = False) -> Tensor:
        """The solution of equations with a matrix of which the triangular factor is known.

            L L^T X = B, or R^T R X = B if upper

        Shape:   input ``(*, n, k)``, L ``(*, n, n)`` -> ``(*, n, k)``; batches broadcast.
        Dtype:   float32, float64; both alike.
        Grad:    input, L. Twice differentiable.
        Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types.
        Source:  torch.cholesky_solve.

        >>> rg.cholesky_solve(rg.tensor([[4.0], [9.0]]), rg.tensor([[2.0, 0.0], [0.0, 3.0]]))
        tensor([[1.],
                [1.]])
        """
    def chunk(self, chunks: _int, dim: _int = 0) -> tuple[Tensor, ...]:
        """Views of consecutive stretches of a dimension, at most so many.

            pieces of ceil(n / chunks)

        Shape:   ``(n, *)`` -> ``(ceil(n / chunks), *)``, ...; the last piece may be shorter.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError unless chunks is positive; IndexError if dim is out of range.
        Source:  torch.chunk.

        >>> rg.chunk(rg.arange(6), 4)
        (tensor([0, 1]), tensor([2, 3]), tensor([4, 5]))
        """
    def clamp(self, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
        """The elements held within bounds; NaN stays NaN.

            y = min(max(x, low), high),  dy/dx = 1 where low <= x <= high

        A bound that is None is none. Where ``min`` is above ``max`` the result is ``max``.

        Shape:   ``(*)`` each, broadcast together.
        Dtype:   all; promoted to a common type, which is not bool.
        Grad:    input, min, max. Twice differentiable.
        Raises:  ValueError if there is no bound; ShapeError if the shapes do not broadcast; DTypeError
                 where all are bools.
        Source:  torch.clamp.

        >>> rg.clamp(rg.tensor([-2.0, 0.5, 3.0]), min=-1, max=1)
        tensor([-1.0000,  0.5000,  1.0000])
        """
    def clamp_(self, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
        """The elements held within bounds; NaN stays NaN.

            y = min(max(x, low), high),  dy/dx = 1 where low <= x <= high

        A bound that is None is none. Where ``min`` is above ``max`` the result is ``max``.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of clamp; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of clamp.
        Raises:  what clamp raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.clamp_.

        >>> rg.tensor([-2.0, 0.5, 3.0]).clamp_(min=-1, max=1)
        tensor([-1.0000,  0.5000,  1.0000])
        """
    def clamp_max(self, max: Tensor | _Number) -> Tensor:
        """The elements, but none above ``max``; NaN stays NaN.

            y = min(x, high),  dy/dx = 1 where x <= high,  dy/dhigh = 1 where x > high

        Shape:   ``(*)`` each, broadcast together.
        Dtype:   all; promoted to a common type.
        Grad:    input, max. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; RangeError for a number that an integer type
                 cannot hold.
        Source:  torch.clamp_max.

        >>> rg.clamp_max(rg.tensor([-2.0, 0.5, 3.0]), 1)
        tensor([-2.0000,  0.5000,  1.0000])
        """
    def clamp_max_(self, max: Tensor | _Number) -> Tensor:
        """The elements, but none above ``max``; NaN stays NaN.

            y = min(x, high),  dy/dx = 1 where x <= high,  dy/dhigh = 1 where x > high

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of clamp_max; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of clamp_max.
        Raises:  what clamp_max raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.clamp_max_.

        >>> rg.tensor([-2.0, 0.5, 3.0]).clamp_max_(1)
        tensor([-2.0000,  0.5000,  1.0000])
        """
    def clamp_min(self, min: Tensor | _Number) -> Tensor:
        """The elements, but none below ``min``; NaN stays NaN.

            y = max(x, low),  dy/dx = 1 where x >= low,  dy/dlow = 1 where x < low

        Shape:   ``(*)`` each, broadcast together.
        Dtype:   all; promoted to a common type.
        Grad:    input, min. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; RangeError for a number that an integer type
                 cannot hold.
        Source:  torch.clamp_min.

        >>> rg.clamp_min(rg.tensor([-2.0, 0.5, 3.0]), 0)
        tensor([0.0000, 0.5000, 3.0000])
        """
    def clamp_min_(self, min: Tensor | _Number) -> Tensor:
        """The elements, but none below ``min``; NaN stays NaN.

            y = max(x, low),  dy/dx = 1 where x >= low,  dy/dlow = 1 where x < low

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of clamp_min; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of clamp_min.
        Raises:  what clamp_min raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.clamp_min_.

        >>> rg.tensor([-2.0, 0.5, 3.0]).clamp_min_(0)
        tensor([0.0000, 0.5000, 3.0000])
        """
    def clip(self, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
        """The elements held within bounds; NaN stays NaN.

            y = min(max(x, low), high),  dy/dx = 1 where low <= x <= high

        A bound that is None is none. Where ``min`` is above ``max`` the result is ``max``.

        Shape:   ``(*)`` each, broadcast together.
        Dtype:   all; promoted to a common type, which is not bool.
        Grad:    input, min, max. Twice differentiable.
        Raises:  ValueError if there is no bound; ShapeError if the shapes do not broadcast; DTypeError
                 where all are bools.
        Source:  torch.clamp.

        >>> rg.clamp(rg.tensor([-2.0, 0.5, 3.0]), min=-1, max=1)
        tensor([-1.0000,  0.5000,  1.0000])
        """
    def clip_(self, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
        """The elements held within bounds; NaN stays NaN.

            y = min(max(x, low), high),  dy/dx = 1 where low <= x <= high

        A bound that is None is none. Where ``min`` is above ``max`` the result is ``max``.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of clamp; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of clamp.
        Raises:  what clamp raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.clamp_.

        >>> rg.tensor([-2.0, 0.5, 3.0]).clamp_(min=-1, max=1)
        tensor([-1.0000,  0.5000,  1.0000])
        """
    def clone(self, *, memory_format: memory_format | None = None) -> Tensor:
        """A copy of the elements that gradients flow through.

            y = x,  dy/dx = 1

        Shape:   ``(*)`` -> ``(*)``; strides as memory_format says, by default kept
                 where they leave no gaps.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for a memory_format of other numbers of dimensions.
        Source:  torch.clone.

        >>> rg.clone(rg.tensor([1.0, 2.0]))
        tensor([1., 2.])
        """
    def conj(self) -> Tensor:
        """The tensor itself: real numbers are their own conjugates.

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    input.
        Raises:  nothing.
        Source:  torch.conj.

        >>> rg.tensor([1.0]).conj()
        tensor([1.])
        """
    def contiguous(self, memory_format: memory_format | None = None) -> Tensor:
        """The elements in order in memory: this tensor if they are so already, else a copy.

            y = x,  dy/dx = 1

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  ShapeError for a memory_format of other numbers of dimensions; RuntimeError for
                 preserve_format where it would need a copy.
        Source:  torch.Tensor.contiguous.

        >>> rg.zeros(2, 3).t().contiguous().stride()
        (2, 1)
        """
    def copy_(self, other: Tensor | _Number, non_blocking: _bool = False) -> Tensor:
        """Writes the elements of other, broadcast and converted, into this tensor.

            x := s

        Shape:   self ``(*)``, other broadcast to it.
        Dtype:   all.
        Grad:    other; what was in self gets none. Twice differentiable.
        Raises:  ShapeError if other does not broadcast or self is expanded; RangeError for a number that
                 the type cannot hold; ReadOnlyError; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.copy_.

        >>> rg.zeros(2, 2).copy_(rg.tensor([1, 2]))
        tensor([[1., 2.],
                [1., 2.]])
        """
    def copysign(self, other: Tensor | _Number) -> Tensor:
        """The size of input with the sign of other.

            y = |a| sign(b),  dy/da = sign(a) sign(b),  dy/db = 0

        The sign of -0 counts.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; integers and bool give the default type.
        Grad:    input, other; 0 where input is 0. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.copysign.

        >>> rg.copysign(rg.tensor([1.0, -2.0]), rg.tensor([-1.0, 0.0]))
        tensor([-1.,  2.])
        """
    def copysign_(self, other: Tensor | _Number) -> Tensor:
        """The size of input with the sign of other.

            y = |a| sign(b),  dy/da = sign(a) sign(b),  dy/db = 0

        The sign of -0 counts.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of copysign; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of copysign.
        Raises:  what copysign raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.copysign_.

        >>> rg.tensor([1.0, -2.0]).copysign_(rg.tensor([-1.0, 0.0]))
        tensor([-1.,  2.])
        """
    def corrcoef(self) -> Tensor:
        """Pearson's correlations of variables, which are rows.

            r_ij = c_ij / sqrt(c_ii c_jj),  c as cov() gives it

        Shape:   ``(m, n)`` -> ``(m, m)``; ``(1, n)``, ``(n,)`` and ``()`` -> ``()``.
        Dtype:   all but bool; integers give the default type.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for more than two dimensions; DTypeError for bool.
        Source:  torch.corrcoef.

        >>> rg.corrcoef(rg.tensor([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]]))
        tensor([[ 1., -1.],
                [-1.,  1.]])
        """
    def cos(self) -> Tensor:
        """The cosine of each element, an angle in radians, within 2 ulp.

            y = cos x,  dy/dx = -sin x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.cos.

        >>> rg.cos(rg.tensor([0.0, 1.0]))
        tensor([1.0000, 0.5403])
        """
    def cos_(self) -> Tensor:
        """The cosine of each element, an angle in radians, within 2 ulp.

            y = cos x,  dy/dx = -sin x

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of cos; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of cos.
        Raises:  what cos raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.cos_.

        >>> rg.tensor([0.0, 1.0]).cos_()
        tensor([1.0000, 0.5403])
        """
    def cosh(self) -> Tensor:
        """The hyperbolic cosine of each element, within 2 ulp.

            y = (e^x + e^-x) / 2,  dy/dx = sinh x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.cosh.

        >>> rg.cosh(rg.tensor([0.0, 1.0]))
        tensor([1.0000, 1.5431])
        """
    def cosh_(self) -> Tensor:
        """The hyperbolic cosine of each element, within 2 ulp.

            y = (e^x + e^-x) / 2,  dy/dx = sinh x

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of cosh; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of cosh.
        Raises:  what cosh raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.cosh_.

        >>> rg.tensor([0.0, 1.0]).cosh_()
        tensor([1.0000, 1.5431])
        """
    def count_nonzero(self, dim: _int | Sequence[_int] | None = None) -> Tensor:
        """How many elements are not 0, of all or along dimensions.

            y = sum_i [x_i != 0]

        NaNs are counted.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims.
        Dtype:   all; the result is int64.
        Grad:    none.
        Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
        Source:  torch.count_nonzero.

        >>> rg.count_nonzero(rg.tensor([[0, 1], [2, 3]]), dim=1)
        tensor([1, 2])
        """
    def cov(self, *, correction: _int = 1, fweights: Tensor | None = None, aweights: Tensor | None = None) -> Tensor:
        """The covariances of variables, which are rows; columns are observations.

            c_ij = sum_k w_k (x_ik - mean_i) (x_jk - mean_j) / (sum_k w_k - correction)

        w = fweights, how often each observation was made, times aweights, what it counts. With aweights a
        the correction is multiplied by sum(w a) / sum(w).

        Shape:   ``(m, n)`` -> ``(m, m)``; ``(1, n)``, ``(n,)`` and ``()`` -> ``()``.
                 Weights are of shape ``(n,)``.
        Dtype:   all but bool; integers give the default type.
        Grad:    input, aweights. Twice differentiable.
        Raises:  ShapeError for more than two dimensions or weights that do not fit; DTypeError for bool and
                 weights of the wrong kind; RuntimeError for weights below 0 or that sum to 0.
        Source:  torch.cov.

        >>> rg.cov(rg.tensor([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]]))
        tensor([[ 1., -1.],
                [-1.,  1.]])
        """
    def cpu(self, *, memory_format: memory_format | None = None) -> Tensor:
        """The tensor itself, which is on the CPU already.

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    self.
        Raises:  nothing.
        Source:  torch.Tensor.cpu.

        >>> rg.ones(2).cpu()
        tensor([1., 1.])
        """
    def cross(self, other: Tensor, dim: _int | None = None) -> Tensor:
        """The cross product of vectors of three elements.

            c_i = a_j b_k - a_k b_j  for (i, j, k) in turn,  da = b x dc,  db = dc x a

        Without a dim it is the first one of length 3.

        Shape:   ``(*)``, ``(*)``, of as many dimensions, broadcast together.
        Dtype:   all but bool; both alike.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError unless the dim has length 3 and the others broadcast; IndexError for a dim out
                 of range; DTypeError if the types differ.
        Source:  torch.cross.

        >>> rg.cross(rg.tensor([1.0, 0.0, 0.0]), rg.tensor([0.0, 1.0, 0.0]))
        tensor([0., 0., 1.])
        """
    def cuda(self, device: object = None, non_blocking: _bool = False, memory_format: object = None) -> Tensor:
        """Refused: there is no device but the CPU.

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  DeviceError (an AssertionError and a RuntimeError) always.
        Source:  torch.Tensor.cuda.

        >>> device = "cuda" if rg.cuda.is_available() else "cpu"
        >>> rg.ones(2).to(device)
        tensor([1., 1.])
        """
    def cummax(self, dim: _int) -> _ValuesAndIndices:
        """The largest element up to each one along a dimension, and where it is.

            y_i = max(x_1, ..., x_i),  dL/dx_k = the sum of dL/dy_i where y_i was taken from x_k

        The index is that of the last of equals. From a NaN on it is the last NaN.

        Shape:   ``(*)`` -> twice ``(*)``.
        Dtype:   all; indices are int64.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if dim is out of range.
        Source:  torch.cummax.

        >>> rg.cummax(rg.tensor([2.0, 1.0, 5.0]), dim=0).values
        tensor([2., 2., 5.])
        """
    def cummin(self, dim: _int) -> _ValuesAndIndices:
        """The smallest element up to each one along a dimension, and where it is.

            y_i = min(x_1, ..., x_i),  dL/dx_k = the sum of dL/dy_i where y_i was taken from x_k

        The index is that of the last of equals. From a NaN on it is the last NaN.

        Shape:   ``(*)`` -> twice ``(*)``.
        Dtype:   all; indices are int64.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if dim is out of range.
        Source:  torch.cummin.

        >>> rg.cummin(rg.tensor([2.0, 1.0, 5.0]), dim=0).indices
        tensor([0, 1, 1])
        """
    def cumprod(self, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
        """The products of the elements up to each one, along a dimension.

            y_i = x_1 ... x_i,  dL/dx_i = sum_{k >= i} dL/dy_k (product of x_1 ... x_k without x_i)

        Floating types are multiplied in double. The gradient is exact where elements are zero, and takes
        as many steps as there are elements. With a dtype the elements are converted first.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; bool and integers give int64.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if dim is out of range; DTypeError for bool as dtype.
        Source:  torch.cumprod.

        >>> rg.cumprod(rg.tensor([2.0, 3.0, 4.0]), dim=0)
        tensor([ 2.,  6., 24.])
        """
    def cumprod_(self, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
        """The products of the elements up to each one, along a dimension.

            y_i = x_1 ... x_i,  dL/dx_i = sum_{k >= i} dL/dy_k (product of x_1 ... x_k without x_i)

        Floating types are multiplied in double. The gradient is exact where elements are zero, and takes
        as many steps as there are elements. With a dtype the elements are converted first.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of cumprod; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of cumprod.
        Raises:  what cumprod raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.cumprod_.

        >>> rg.tensor([2.0, 3.0, 4.0]).cumprod_(0)
        tensor([ 2.,  6., 24.])
        """
    def cumsum(self, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
        """The sums of the elements up to each one, along a dimension.

            y_i = x_1 + ... + x_i,  dL/dx_i = dL/dy_i + dL/dy_{i+1} + ...

        Floating types are added in double. With a dtype the elements are converted first.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; bool and integers give int64.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if dim is out of range; DTypeError for bool as dtype.
        Source:  torch.cumsum.

        >>> rg.cumsum(rg.tensor([1.0, 2.0, 3.0]), dim=0)
        tensor([1., 3., 6.])
        """
    def cumsum_(self, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
        """The sums of the elements up to each one, along a dimension.

            y_i = x_1 + ... + x_i,  dL/dx_i = dL/dy_i + dL/dy_{i+1} + ...

        Floating types are added in double. With a dtype the elements are converted first.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of cumsum; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of cumsum.
        Raises:  what cumsum raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.cumsum_.

        >>> rg.tensor([1.0, 2.0, 3.0]).cumsum_(0)
        tensor([1., 3., 6.])
        """
    def data_ptr(self) -> _int:
        """The address of the first element, 0 where there is none.

            equal for tensors that start at the same place in memory

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.data_ptr.

        >>> x = rg.arange(6)
        >>> x.view(2, 3).data_ptr() == x.data_ptr()
        True
        """
    def deg2rad(self) -> Tensor:
        """An angle in degrees in radians, within 2 ulp.

            y = x pi / 180,  dy/dx = pi / 180

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.deg2rad.

        >>> rg.deg2rad(rg.tensor([180.0, 90.0]))
        tensor([3.1416, 1.5708])
        """
    def deg2rad_(self) -> Tensor:
        """An angle in degrees in radians, within 2 ulp.

            y = x pi / 180,  dy/dx = pi / 180

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of deg2rad; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of deg2rad.
        Raises:  what deg2rad raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.deg2rad_.

        >>> rg.tensor([180.0, 90.0]).deg2rad_()
        tensor([3.1416, 1.5708])
        """
    def det(self) -> Tensor:
        """The determinant of square matrices.

            d = det A,  dA = d A^-T dd; the cofactors times dd for a singular A

        Shape:   ``(*, n, n)`` -> ``(*)``; 1 of a matrix without elements.
        Dtype:   float32, float64.
        Grad:    A. Twice differentiable, thrice where singular values differ or none is small.
        Raises:  ShapeError unless square; DTypeError for other types.
        Source:  torch.linalg.det.

        >>> rg.linalg.det(rg.tensor([[2.0, 1.0], [4.0, 5.0]]))
        tensor(6.)
        """
    def detach(self) -> Tensor:
        """The same memory as a tensor without history.

            y = x,  dy/dx = 0

        Autograd sees writes to the result, and refuses a gradient that they spoil.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.detach.

        >>> rg.ones(2, requires_grad=True).detach()
        tensor([1., 1.])
        """
    def detach_(self) -> Tensor:
        """Takes this tensor out of its graph, in place: it becomes a leaf that requires no gradient.

            x.detach_()

        Shape:   any.
        Dtype:   all.
        Grad:    none.
        Raises:  GraphError for a view.
        Source:  torch.Tensor.detach_.

        >>> y = rg.ones(2, requires_grad=True) * 2
        >>> y.detach_().requires_grad
        False
        """
    def diag(self, diagonal: _int = 0) -> Tensor:
        """A copy of a diagonal of a matrix, or a matrix with a vector as a diagonal.

            y[i] = x[i, i + diagonal],  or  y[i, i + diagonal] = x[i]

        Shape:   ``(n, m)`` -> ``(k)``; ``(n)`` -> ``(n + |diagonal|, n + |diagonal|)``.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for another number of dimensions.
        Source:  torch.diag.

        >>> rg.diag(rg.tensor([1, 2]))
        tensor([[1, 0],
                [0, 2]])
        """
    def diag_embed(self, offset: _int = 0, dim1: _int = -2, dim2: _int = -1) -> Tensor:
        """Matrices that have the last dimension on a diagonal, and zeros elsewhere.

            y[i, i + offset] = x[i]

        Shape:   ``(*, n)`` -> ``(*, n + |offset|, n + |offset|)``, or the new dimensions where dim1 and
                 dim2 say.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for a 0-d tensor, or if the two are one dimension; IndexError if one is out of
                 range.
        Source:  torch.diag_embed.

        >>> rg.diag_embed(rg.tensor([[1, 2]]), 1)
        tensor([[[0, 1, 0],
                 [0, 0, 2],
                 [0, 0, 0]]])
        """
    def diagonal(self, offset: _int = 0, dim1: _int = 0, dim2: _int = 1) -> Tensor:
        """A diagonal of two dimensions, as a view; its dimension comes last.

            y[i] = x[i, i + offset]

        Shape:   ``(n, m, *)`` -> ``(*, k)``.
        Dtype:   all.
        Grad:    input; zero elsewhere. Twice differentiable.
        Raises:  ShapeError if the two are one dimension; IndexError if one is out of range.
        Source:  torch.diagonal.

        >>> rg.diagonal(rg.tensor([[1, 2, 3], [4, 5, 6]]), 1)
        tensor([2, 6])
        """
    def diagonal_scatter(self, src: Tensor, offset: _int = 0, dim1: _int = 0, dim2: _int = 1) -> Tensor:
        """A copy with another tensor written on a diagonal.

            y = x, y[i, i + offset] = s[i],  dy/ds = 1, dy/dx = 0 there

        Shape:   input ``(n, m, *)``, src ``(*, k)``, that of ``diagonal(input)``.
        Dtype:   all; src is converted to that of input.
        Grad:    input, src. Twice differentiable.
        Raises:  ShapeError if src has another shape, or the two are one dimension.
        Source:  torch.diagonal_scatter.

        >>> rg.diagonal_scatter(rg.zeros(2, 2), rg.tensor([1.0, 2.0]))
        tensor([[1., 0.],
                [0., 2.]])
        """
    def diff(self, n: _int = 1, dim: _int = -1, prepend: Tensor | None = None, append: Tensor | None = None) -> Tensor:
        """The differences of neighbours along a dimension, n times.

            y_i = x_{i+1} - x_i

        Of bool whether they differ. Ends are joined to the input before.

        Shape:   ``(*, m, *)`` -> ``(*, m - n, *)``, with the lengths of the ends in m.
        Dtype:   all.
        Grad:    input, prepend, append. Twice differentiable.
        Raises:  ShapeError for a 0-d tensor and ends that do not fit; RuntimeError for n < 0; IndexError if
                 dim is out of range.
        Source:  torch.diff.

        >>> rg.diff(rg.tensor([1, 4, 9, 16]))
        tensor([3, 5, 7])
        """
    def digamma(self) -> Tensor:
        """The derivative of lgamma() at each element.

            y = gamma'(x) / gamma(x),  dy/dx = polygamma(1, x)

        It is within 2 ulp for positive elements; NaN at -1, -2, ...

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.digamma.

        >>> rg.digamma(rg.tensor([1.0, 2.0]))
        tensor([-0.5772,  0.4228])
        """
    def digamma_(self) -> Tensor:
        """The derivative of lgamma() at each element.

            y = gamma'(x) / gamma(x),  dy/dx = polygamma(1, x)

        It is within 2 ulp for positive elements; NaN at -1, -2, ...

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of digamma; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of digamma.
        Raises:  what digamma raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.digamma_.

        >>> rg.tensor([1.0, 2.0]).digamma_()
        tensor([-0.5772,  0.4228])
        """
    def dim(self) -> _int:
        """The number of dimensions.

            x.dim() = len(x.shape)

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.dim.

        >>> rg.zeros(2, 3).dim()
        2
        """
    def dim_order(self, *, ambiguity_check: _bool | list[memory_format] = False) -> tuple[_int, ...]:
        """The dimensions from the one that steps farthest to the one of the last steps.

            stride(order[i]) >= stride(order[i + 1])

        Dimensions that do not step, as expanded ones, stay where they stand. With ambiguity_check an order
        that shape and strides leave open is an error, unless one of the formats listed fits alone.

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  RuntimeError if ambiguity_check finds the order open; TypeError if it is neither bool nor
                 list.
        Source:  torch.Tensor.dim_order.

        >>> rg.zeros(2, 3).t().dim_order()
        (1, 0)
        """
    def dist(self, other: Tensor, p: _Number = 2) -> Tensor:
        """The p-norm of the difference of two tensors.

            y = (sum |a - b|^p)^(1/p)

        Shape:   operands that broadcast -> ``()``.
        Dtype:   floating, one of them at least.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError unless they broadcast, and for no elements where the norm has no value for none;
                 DTypeError for integers.
        Source:  torch.dist.

        >>> rg.dist(rg.tensor([1.0, 2.0]), rg.tensor([4.0, 6.0]))
        tensor(5.)
        """
    def div(self, other: Tensor | _Number, *, rounding_mode: Literal['trunc', 'floor'] | None = None) -> Tensor:
        """The quotient of the elements; also the operator ``/``.

            y = a / b

        The result is floating, unless ``rounding_mode`` rounds it: "floor" towards minus infinity, as
        ``floor_divide``, "trunc" towards zero. Integers then stay integers.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; integers give the default type. Rounded: all but bool.
        Grad:    input, other. Twice differentiable. Rounded: none, or zero.
        Raises:  ShapeError if the shapes do not broadcast; RuntimeError for another rounding_mode;
                 DivideError if a rounded division of integers is by zero.
        Source:  torch.div.

        >>> rg.div(rg.tensor([7, -7]), 2)
        tensor([ 3.5000, -3.5000])
        >>> rg.div(rg.tensor([7, -7]), 2, rounding_mode="trunc")
        tensor([ 3, -3])
        """
    def div_(self, other: Tensor | _Number, *, rounding_mode: Literal['trunc', 'floor'] | None = None) -> Tensor:
        """The quotient of the elements; also the operator ``/``.

            y = a / b

        The result is floating, unless ``rounding_mode`` rounds it: "floor" towards minus infinity, as
        ``floor_divide``, "trunc" towards zero. Integers then stay integers.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of div; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of div.
        Raises:  what div raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.div_.

        >>> rg.tensor([1.0, 2.0]).div_(4)
        tensor([0.2500, 0.5000])
        """
    def divide(self, other: Tensor | _Number, *, rounding_mode: Literal['trunc', 'floor'] | None = None) -> Tensor:
        """The quotient of the elements; also the operator ``/``.

            y = a / b

        The result is floating, unless ``rounding_mode`` rounds it: "floor" towards minus infinity, as
        ``floor_divide``, "trunc" towards zero. Integers then stay integers.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; integers give the default type. Rounded: all but bool.
        Grad:    input, other. Twice differentiable. Rounded: none, or zero.
        Raises:  ShapeError if the shapes do not broadcast; RuntimeError for another rounding_mode;
                 DivideError if a rounded division of integers is by zero.
        Source:  torch.div.

        >>> rg.div(rg.tensor([7, -7]), 2)
        tensor([ 3.5000, -3.5000])
        >>> rg.div(rg.tensor([7, -7]), 2, rounding_mode="trunc")
        tensor([ 3, -3])
        """
    def divide_(self, other: Tensor | _Number, *, rounding_mode: Literal['trunc', 'floor'] | None = None) -> Tensor:
        """The quotient of the elements; also the operator ``/``.

            y = a / b

        The result is floating, unless ``rounding_mode`` rounds it: "floor" towards minus infinity, as
        ``floor_divide``, "trunc" towards zero. Integers then stay integers.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of div; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of div.
        Raises:  what div raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.div_.

        >>> rg.tensor([1.0, 2.0]).div_(4)
        tensor([0.2500, 0.5000])
        """
    def dot(self, tensor: Tensor) -> Tensor:
        """The inner product of two vectors.

            y = sum_k a_k b_k

        Shape:   ``(k)``, ``(k)`` -> ``()``.
        Dtype:   all but bool; both alike. Integers wrap around.
        Grad:    input, tensor. Twice differentiable.
        Raises:  ShapeError for other shapes; DTypeError if the types differ, or for bool.
        Source:  torch.dot.

        >>> rg.dot(rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]))
        tensor(11.)
        """
    def double(self, *, memory_format: memory_format | None = None) -> Tensor:
        """The elements as float64; the tensor itself where they are that already.

            y = x

        A fraction is cut off towards zero for an integer type; for bool all but 0 is True.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> float64.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  nothing.
        Source:  torch.Tensor.double.

        >>> rg.tensor([1, 2]).double()
        tensor([1., 2.], dtype=torch.float64)
        """
    @overload
    def dsplit(self, sections: _int) -> tuple[Tensor, ...]:
        """dsplit(sections)
        dsplit(indices)

        Views of equal stretches of the third dimension.

            y_0 = x[:, :, :a],  y_1 = x[:, :, a:b], ...

        Shape:   ``(n, m, k, *)`` -> ``(n, m, a, *)``, ``(n, m, b - a, *)``, ...
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for fewer than 3 dimensions, or if the sections cannot be equal.
        Source:  torch.dsplit.

        >>> rg.dsplit(rg.tensor([[[1, 2]]]), 2)
        (tensor([[[1]]]), tensor([[[2]]]))
        """
    @overload
    def dsplit(self, indices: Sequence[_int]) -> tuple[Tensor, ...]: ...
    def element_size(self) -> _int:
        """The bytes of one element.

            x.element_size() = x.dtype.itemsize

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.element_size.

        >>> rg.zeros(2, 3).element_size()
        4
        """
    def eq(self, other: Tensor | _Number) -> Tensor:
        """Whether the elements are equal; also the operator ``==``.

            y = a == b

        NaN is equal to nothing, not to itself either.

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; compared in a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.eq.

        >>> rg.eq(rg.tensor([1, 2, 3]), 2)
        tensor([False,  True, False])
        """
    def eq_(self, other: Tensor | _Number) -> Tensor:
        """Whether the elements are equal; also the operator ``==``.

            y = a == b

        NaN is equal to nothing, not to itself either.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of eq; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of eq.
        Raises:  what eq raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.eq_.

        >>> rg.tensor([1, 2, 3]).eq_(2)
        tensor([0, 1, 0])
        """
    def equal(self, other: Tensor) -> _bool:
        """Whether two tensors have the same shape and the same elements.

            y = all(a == b)

        NaN is equal to nothing, not to itself either.

        Shape:   any two; different ones are unequal.
        Dtype:   all; both alike.
        Grad:    none.
        Raises:  DTypeError if the types differ.
        Source:  torch.equal.

        >>> rg.equal(rg.tensor([1, 2]), rg.tensor([1, 2]))
        True
        >>> rg.equal(rg.tensor([1, 2]), rg.tensor([[1, 2]]))
        False
        """
    def erf(self) -> Tensor:
        """The error function of each element, within 2 ulp.

            y = 2 / sqrt(pi) int_0^x e^-t^2 dt,  dy/dx = 2 / sqrt(pi) e^-x^2

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.erf.

        >>> rg.erf(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 0.8427])
        """
    def erf_(self) -> Tensor:
        """The error function of each element, within 2 ulp.

            y = 2 / sqrt(pi) int_0^x e^-t^2 dt,  dy/dx = 2 / sqrt(pi) e^-x^2

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of erf; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of erf.
        Raises:  what erf raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.erf_.

        >>> rg.tensor([0.0, 1.0]).erf_()
        tensor([0.0000, 0.8427])
        """
    def erfc(self) -> Tensor:
        """One minus the error function of each element, within 2 ulp.

            y = 1 - erf(x),  dy/dx = -2 / sqrt(pi) e^-x^2

        It is exact to the last bits where erf(x) is close to 1, too.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.erfc.

        >>> rg.erfc(rg.tensor([0.0, 1.0]))
        tensor([1.0000, 0.1573])
        """
    def erfc_(self) -> Tensor:
        """One minus the error function of each element, within 2 ulp.

            y = 1 - erf(x),  dy/dx = -2 / sqrt(pi) e^-x^2

        It is exact to the last bits where erf(x) is close to 1, too.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of erfc; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of erfc.
        Raises:  what erfc raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.erfc_.

        >>> rg.tensor([0.0, 1.0]).erfc_()
        tensor([1.0000, 0.1573])
        """
    def erfinv(self) -> Tensor:
        """The inverse of the error function, within 2 ulp.

            y = erf^-1(x),  dy/dx = sqrt(pi) / 2 e^y^2

        Infinite at -1 and 1, NaN beyond.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.erfinv.

        >>> rg.erfinv(rg.tensor([0.0, 0.5]))
        tensor([0.0000, 0.4769])
        """
    def erfinv_(self) -> Tensor:
        """The inverse of the error function, within 2 ulp.

            y = erf^-1(x),  dy/dx = sqrt(pi) / 2 e^y^2

        Infinite at -1 and 1, NaN beyond.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of erfinv; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of erfinv.
        Raises:  what erfinv raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.erfinv_.

        >>> rg.tensor([0.0, 0.5]).erfinv_()
        tensor([0.0000, 0.4769])
        """
    def exp(self) -> Tensor:
        """The exponential of each element, within 2 ulp.

            y = e^x,  dy/dx = y

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.exp.

        >>> rg.exp(rg.tensor([0.0, 1.0]))
        tensor([1.0000, 2.7183])
        """
    def exp2(self) -> Tensor:
        """Two to the power of each element, within 2 ulp.

            y = 2^x,  dy/dx = y log 2

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.exp2.

        >>> rg.exp2(rg.tensor([0.0, 3.0]))
        tensor([1., 8.])
        """
    def exp2_(self) -> Tensor:
        """Two to the power of each element, within 2 ulp.

            y = 2^x,  dy/dx = y log 2

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of exp2; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of exp2.
        Raises:  what exp2 raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.exp2_.

        >>> rg.tensor([0.0, 3.0]).exp2_()
        tensor([1., 8.])
        """
    def exp_(self) -> Tensor:
        """The exponential of each element, within 2 ulp.

            y = e^x,  dy/dx = y

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of exp; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of exp.
        Raises:  what exp raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.exp_.

        >>> rg.tensor([0.0, 1.0]).exp_()
        tensor([1.0000, 2.7183])
        """
    @overload
    def expand(self, size: Sequence[_int]) -> Tensor:
        """A view that repeats dimensions of length 1, and adds dimensions in front.

            y[i, j] = x[0, j]

        Nothing is copied: the repeats share their memory, so the result cannot be written to.

        Shape:   ``(1, m)`` -> ``(n, m)``; -1 keeps a length.
        Dtype:   all.
        Grad:    self, summed over the repeats. Twice differentiable.
        Raises:  ShapeError if a length other than 1 would change.
        Source:  torch.Tensor.expand.

        >>> rg.tensor([[1], [2]]).expand(-1, 3)
        tensor([[1, 1, 1],
                [2, 2, 2]])
        """
    @overload
    def expand(self, *size: _int) -> Tensor: ...
    def expand_as(self, other: Tensor) -> Tensor:
        """A view repeated to the shape of another tensor.

            y = self.expand(other.shape)

        Shape:   ``(1, m)`` -> shape of other, ``(n, m)``.
        Dtype:   all.
        Grad:    self, summed over the repeats. Twice differentiable.
        Raises:  ShapeError if a length other than 1 would change.
        Source:  torch.Tensor.expand_as.

        >>> rg.tensor([1, 2]).expand_as(rg.zeros(2, 2))
        tensor([[1, 2],
                [1, 2]])
        """
    def expm1(self) -> Tensor:
        """The exponential of each element minus 1, within 2 ulp.

            y = e^x - 1,  dy/dx = y + 1

        It is exact to the last bits near 0, where exp(x) - 1 is not.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.expm1.

        >>> rg.expm1(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 1.7183])
        """
    def expm1_(self) -> Tensor:
        """The exponential of each element minus 1, within 2 ulp.

            y = e^x - 1,  dy/dx = y + 1

        It is exact to the last bits near 0, where exp(x) - 1 is not.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of expm1; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of expm1.
        Raises:  what expm1 raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.expm1_.

        >>> rg.tensor([0.0, 1.0]).expm1_()
        tensor([0.0000, 1.7183])
        """
    def exponential_(self, lambd: _float = 1.0, *, generator: Generator | None = None) -> Tensor:
        """Writes exponential random numbers to every element; returns the tensor.

            y = -log(1 - u) / lambd,  u ~ U(0, 1)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   floating.
        Grad:    self, zero everywhere.
        Raises:  DomainError unless lambd > 0; NotImplementedError unless floating; GraphError for a leaf
                 that requires grad.
        Source:  torch.Tensor.exponential_.

        >>> bool((rg.zeros(3).exponential_() >= 0).all())
        True
        """
    def fill_(self, value: Tensor | _Number) -> Tensor:
        """Writes one number to every element.

            x := v

        Shape:   self ``(*)``, value a number or ``()``.
        Dtype:   all; a fraction is cut off for integers.
        Grad:    value; what was in self gets none. Twice differentiable.
        Raises:  RangeError for a number that the type cannot hold; ShapeError for a value with
                 dimensions; ReadOnlyError; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.fill_.

        >>> rg.zeros(3).fill_(2)
        tensor([2., 2., 2.])
        """
    def fill_diagonal_(self, fill_value: _Number, wrap: _bool = False) -> Tensor:
        """Writes a number to the main diagonal.

            x[i, i, ...] := v

        With ``wrap`` the diagonal of a tall matrix begins again below its end, a row left out between.

        Shape:   self ``(n, m)``, or more dimensions of one length.
        Dtype:   all; a fraction is cut off for integers.
        Grad:    0 for what was there.
        Raises:  ShapeError for less than two dimensions, and for more of different lengths; RangeError for
                 a number that the type cannot hold; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.fill_diagonal_.

        >>> rg.zeros(2, 3).fill_diagonal_(5)
        tensor([[5., 0., 0.],
                [0., 5., 0.]])
        """
    def fix(self) -> Tensor:
        """Each element without its fraction: rounded towards zero.

            y = sign(x) floor(|x|),  dy/dx = 0

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool; integers stay as they are.
        Grad:    input, zero everywhere.
        Raises:  DTypeError for bool.
        Source:  torch.trunc.

        >>> rg.trunc(rg.tensor([1.7, -1.7]))
        tensor([ 1., -1.])
        """
    def fix_(self) -> Tensor:
        """Each element without its fraction: rounded towards zero.

            y = sign(x) floor(|x|),  dy/dx = 0

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of trunc; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of trunc.
        Raises:  what trunc raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.trunc_.

        >>> rg.tensor([1.7, -1.7]).trunc_()
        tensor([ 1., -1.])
        """
    def flatten(self, start_dim: _int = 0, end_dim: _int = -1) -> Tensor:
        """The dimensions from start_dim to end_dim merged into one.

            y = x reshaped, the merged length being the product of the lengths

        Shape:   ``(n, *, m)`` -> ``(n * m)``; a 0-d tensor becomes ``(1,)``.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if a dim is out of range; ShapeError if start_dim comes after end_dim.
        Source:  torch.flatten.

        >>> rg.flatten(rg.zeros(2, 3, 4), 1).shape
        torch.Size([2, 12])
        """
    @overload
    def flip(self, dims: Sequence[_int]) -> Tensor:
        """A copy with the elements along dimensions in reverse order.

            y[i] = x[n - 1 - i]

        Shape:   ``(*)`` -> the same.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if a dim is out of range; ShapeError if one is named twice.
        Source:  torch.flip.

        >>> rg.flip(rg.tensor([[1, 2], [3, 4]]), (1,))
        tensor([[2, 1],
                [4, 3]])
        """
    @overload
    def flip(self, *dims: _int) -> Tensor: ...
    def fliplr(self) -> Tensor:
        """A copy with the second dimension in reverse order.

            y[i, j] = x[i, m - 1 - j]

        Shape:   ``(n, m, *)`` -> the same.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for fewer than 2 dimensions.
        Source:  torch.fliplr.

        >>> rg.fliplr(rg.tensor([[1, 2], [3, 4]]))
        tensor([[2, 1],
                [4, 3]])
        """
    def flipud(self) -> Tensor:
        """A copy with the first dimension in reverse order.

            y[i] = x[n - 1 - i]

        Shape:   ``(n, *)`` -> the same.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for a 0-d tensor.
        Source:  torch.flipud.

        >>> rg.flipud(rg.tensor([1, 2, 3]))
        tensor([3, 2, 1])
        """
    def float(self, *, memory_format: memory_format | None = None) -> Tensor:
        """The elements as float32; the tensor itself where they are that already.

            y = x

        A fraction is cut off towards zero for an integer type; for bool all but 0 is True.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> float32.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  nothing.
        Source:  torch.Tensor.float.

        >>> rg.tensor([1, 2]).float()
        tensor([1., 2.])
        """
    def float_power(self, exponent: Tensor | _Number) -> Tensor:
        """The power of each element, computed in float64.

            y = a^b,  dy/da = b a^(b-1),  dy/db = y log a

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; the result is float64.
        Grad:    input, exponent. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.float_power.

        >>> rg.float_power(rg.tensor([2, 3]), -1)
        tensor([0.5000, 0.3333], dtype=torch.float64)
        """
    def float_power_(self, exponent: Tensor | _Number) -> Tensor:
        """The power of each element, computed in float64.

            y = a^b,  dy/da = b a^(b-1),  dy/db = y log a

        The result is written to the tensor itself, which is returned.

        Shape:   as of float_power; those of the tensor do not change.
        Dtype:   as of float_power.
        Grad:    as of float_power.
        Raises:  what float_power raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.float_power_.

        >>> rg.tensor([2.0, 3.0], dtype=rg.float64).float_power_(-1)
        tensor([0.5000, 0.3333], dtype=torch.float64)
        """
    def floor(self) -> Tensor:
        """The largest whole number that is not above each element.

            y = floor(x),  dy/dx = 0

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool; integers stay as they are.
        Grad:    input, zero everywhere.
        Raises:  DTypeError for bool.
        Source:  torch.floor.

        >>> rg.floor(rg.tensor([1.5, -1.5]))
        tensor([ 1., -2.])
        """
    def floor_(self) -> Tensor:
        """The largest whole number that is not above each element.

            y = floor(x),  dy/dx = 0

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of floor; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of floor.
        Raises:  what floor raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.floor_.

        >>> rg.tensor([1.5, -1.5]).floor_()
        tensor([ 1., -2.])
        """
    def floor_divide(self, other: Tensor | _Number) -> Tensor:
        """The quotient rounded towards minus infinity; also the operator ``//``.

            y = floor(a / b)

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all but bool; promoted to a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools; DivideError if an integer
                 is divided by zero.
        Source:  torch.floor_divide.

        >>> rg.floor_divide(rg.tensor([7, -7]), 2)
        tensor([ 3, -4])
        """
    def floor_divide_(self, other: Tensor | _Number) -> Tensor:
        """The quotient rounded towards minus infinity; also the operator ``//``.

            y = floor(a / b)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of floor_divide; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of floor_divide.
        Raises:  what floor_divide raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.floor_divide_.

        >>> rg.tensor([7, -7]).floor_divide_(2)
        tensor([ 3, -4])
        """
    def fmax(self, other: Tensor) -> Tensor:
        """The larger one of two elements, as long as one is a number.

            y = max(a, b),  dy/da = 1 where a >= b

        Where one of them is NaN it is the other one.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; promoted to a common type.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.fmax.

        >>> rg.fmax(rg.tensor([1.0, float('nan')]), rg.tensor([2.0, 3.0]))
        tensor([2., 3.])
        """
    def fmin(self, other: Tensor) -> Tensor:
        """The smaller one of two elements, as long as one is a number.

            y = min(a, b),  dy/da = 1 where a <= b

        Where one of them is NaN it is the other one.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; promoted to a common type.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.fmin.

        >>> rg.fmin(rg.tensor([1.0, float('nan')]), rg.tensor([2.0, 3.0]))
        tensor([1., 3.])
        """
    def fmod(self, other: Tensor | _Number) -> Tensor:
        """What a division rounded towards zero leaves, with the sign of ``input``.

            y = a - b trunc(a / b),  dy/da = 1,  dy/db = -trunc(a / b)

        NaN where a float is divided by 0; remainder() has the sign of ``other``.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all but bool; promoted to a common type.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools; DivideError
                 if an integer is divided by zero.
        Source:  torch.fmod.

        >>> rg.fmod(rg.tensor([7.0, -7.0]), rg.tensor([3.0, 3.0]))
        tensor([ 1., -1.])
        """
    def fmod_(self, other: Tensor | _Number) -> Tensor:
        """What a division rounded towards zero leaves, with the sign of ``input``.

            y = a - b trunc(a / b),  dy/da = 1,  dy/db = -trunc(a / b)

        NaN where a float is divided by 0; remainder() has the sign of ``other``.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of fmod; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of fmod.
        Raises:  what fmod raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.fmod_.

        >>> rg.tensor([7.0, -7.0]).fmod_(rg.tensor([3.0, 3.0]))
        tensor([ 1., -1.])
        """
    def frac(self) -> Tensor:
        """The fraction of each element, with its sign.

            y = x - trunc(x),  dy/dx = 1

        NaN for an infinity.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   float32, float64.
        Grad:    input. Twice differentiable.
        Raises:  DTypeError for integers and bools.
        Source:  torch.frac.

        >>> rg.frac(rg.tensor([1.5, -1.25]))
        tensor([ 0.5000, -0.2500])
        """
    def frac_(self) -> Tensor:
        """The fraction of each element, with its sign.

            y = x - trunc(x),  dy/dx = 1

        NaN for an infinity.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of frac; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of frac.
        Raises:  what frac raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.frac_.

        >>> rg.tensor([1.5, -1.25]).frac_()
        tensor([ 0.5000, -0.2500])
        """
    def frexp(self) -> _MantissaAndExponent:
        """Each element as a number from 1/2 to 1, and a power of two, both exact.

            x = m 2^e with 1/2 <= |m| < 1,  dm/dx = 2^-e

        They come as a named tuple, (mantissa, exponent). Of 0, infinities and NaN the mantissa is what they
        are, and the exponent 0.

        Shape:   ``(*)`` -> ``(*)`` twice.
        Dtype:   float32, float64; the exponent is int32.
        Grad:    input, by the mantissa. Twice differentiable.
        Raises:  DTypeError for integers and bools.
        Source:  torch.frexp.

        >>> mantissa, exponent = rg.frexp(rg.tensor([3.0, -0.25]))
        >>> mantissa
        tensor([ 0.7500, -0.5000])
        >>> exponent
        tensor([ 2, -1], dtype=torch.int32)
        """
    def gather(self, dim: _int, index: Tensor, *, sparse_grad: _bool = False) -> Tensor:
        """The elements at the positions along one dimension that index names, for each of its places.

            y[i, j] = x[index[i, j], j]  for dim 0,  dx = 0 with dy added there

        Shape:   input ``(n, m)``, index ``(k, l)`` with ``l <= m`` for dim 0 -> that of index.
        Dtype:   all; index int64 or int32.
        Grad:    input. Twice differentiable.
        Raises:  BoundsError for a position out of bounds; ShapeError if index does not fit; DTypeError for
                 another type of it; NotImplementedError for sparse_grad.
        Source:  torch.gather.

        >>> rg.gather(rg.tensor([[1, 2], [3, 4]]), 1, rg.tensor([[0, 0], [1, 0]]))
        tensor([[1, 1],
                [4, 3]])
        """
    def gcd(self, other: Tensor) -> Tensor:
        """The greatest common divisor of two elements.

            y = the greatest number that divides a and b, 0 for a = b = 0

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   integers; promoted to a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for floats and bools.
        Source:  torch.gcd.

        >>> rg.gcd(rg.tensor([12, -8]), rg.tensor([18, 6]))
        tensor([6, 2])
        """
    def gcd_(self, other: Tensor) -> Tensor:
        """The greatest common divisor of two elements.

            y = the greatest number that divides a and b, 0 for a = b = 0

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of gcd; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of gcd.
        Raises:  what gcd raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.gcd_.

        >>> rg.tensor([12, -8]).gcd_(rg.tensor([18, 6]))
        tensor([6, 2])
        """
    def ge(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is at least the other; also the operator ``>=``.

            y = a >= b

        With NaN the answer is False.

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; compared in a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.ge.

        >>> rg.ge(rg.tensor([1, 2, 3]), 2)
        tensor([False,  True,  True])
        """
    def ge_(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is at least the other; also the operator ``>=``.

            y = a >= b

        With NaN the answer is False.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of ge; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of ge.
        Raises:  what ge raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.ge_.

        >>> rg.tensor([1, 2, 3]).ge_(2)
        tensor([0, 1, 1])
        """
    def geometric_(self, p: _float, *, generator: Generator | None = None) -> Tensor:
        """Writes to every element how many trials it took to succeed; returns the tensor.

            P(y = n) = p (1 - p)^(n - 1),  n = 1, 2, ...

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool; what an integer type cannot hold saturates.
        Grad:    self, zero everywhere.
        Raises:  DomainError for p outside (0, 1); NotImplementedError for bool; GraphError for a leaf that
                 requires grad.
        Source:  torch.Tensor.geometric_.

        >>> rg.zeros(2, dtype=rg.int64).geometric_(0.9999999999)
        tensor([1, 1])
        """
    def geqrf(self) -> _ReflectionsAndFactors:
        """The reflections that make a matrix triangular, and what they leave of it.

            H_k ... H_1 A = R,  H_i = 1 - tau_i v_i v_i^T

        R stands on and above the diagonal, the vectors below it, without the 1 in front.

        Shape:   ``(*, m, n)`` -> ``(*, m, n)`` and ``(*, min(m, n))``.
        Dtype:   float32, float64.
        Grad:    none.
        Raises:  NotImplementedError where the input requires grad; ShapeError unless there are two
                 dimensions; DTypeError for other types.
        Source:  torch.geqrf.

        >>> rg.geqrf(rg.tensor([[3.0, 5.0], [4.0, 0.0]])).tau
        tensor([1.6000, 0.0000])
        """
    def ger(self, vec2: Tensor) -> Tensor:
        """The products of each element of one vector with each of another.

            y_ij = a_i b_j

        Shape:   ``(m)``, ``(n)`` -> ``(m, n)``.
        Dtype:   all; promoted to a common type.
        Grad:    input, vec2. Twice differentiable.
        Raises:  ShapeError if one is not a vector.
        Source:  torch.outer.

        >>> rg.outer(rg.tensor([1, 2]), rg.tensor([3, 4]))
        tensor([[3, 4],
                [6, 8]])
        """
    def get_device(self) -> _int:
        """The number of the accelerator that holds the tensor: -1, the CPU.

            -1

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.get_device.

        >>> rg.ones(2).get_device()
        -1
        """
    def greater(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is greater than the other; also the operator ``>``.

            y = a > b

        With NaN the answer is False.

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; compared in a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.gt.

        >>> rg.gt(rg.tensor([1, 2, 3]), 2)
        tensor([False, False,  True])
        """
    def greater_(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is greater than the other; also the operator ``>``.

            y = a > b

        With NaN the answer is False.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of gt; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of gt.
        Raises:  what gt raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.gt_.

        >>> rg.tensor([1, 2, 3]).gt_(2)
        tensor([0, 0, 1])
        """
    def greater_equal(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is at least the other; also the operator ``>=``.

            y = a >= b

        With NaN the answer is False.

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; compared in a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.ge.

        >>> rg.ge(rg.tensor([1, 2, 3]), 2)
        tensor([False,  True,  True])
        """
    def greater_equal_(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is at least the other; also the operator ``>=``.

            y = a >= b

        With NaN the answer is False.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of ge; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of ge.
        Raises:  what ge raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.ge_.

        >>> rg.tensor([1, 2, 3]).ge_(2)
        tensor([0, 1, 1])
        """
    def gt(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is greater than the other; also the operator ``>``.

            y = a > b

        With NaN the answer is False.

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; compared in a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.gt.

        >>> rg.gt(rg.tensor([1, 2, 3]), 2)
        tensor([False, False,  True])
        """
    def gt_(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is greater than the other; also the operator ``>``.

            y = a > b

        With NaN the answer is False.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of gt; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of gt.
        Raises:  what gt raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.gt_.

        >>> rg.tensor([1, 2, 3]).gt_(2)
        tensor([0, 0, 1])
        """
    def half(self, *, memory_format: memory_format | None = None) -> Tensor:
        """The elements as float16; the tensor itself where they are that already.

            y = x

        A fraction is cut off towards zero for an integer type; for bool all but 0 is True.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> float16.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  nothing.
        Source:  torch.Tensor.half.

        >>> rg.tensor([0.1]).half()
        tensor([0.1000], dtype=torch.float16)
        """
    def hardshrink(self, lambd: _Number = 0.5) -> Tensor:
        """Each element that is larger in size than a bound, and 0 for the others.

            y = |x| > lambd ? x : 0,  dy/dx = |x| > lambd ? 1 : 0

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   floating.
        Grad:    input. Twice differentiable.
        Raises:  NotImplementedError for integers and bools.
        Source:  torch.nn.functional.hardshrink.

        >>> rg.nn.functional.hardshrink(rg.tensor([-1.0, 2.0]), 1.5)
        tensor([0., 2.])
        """
    def heaviside(self, values: Tensor) -> Tensor:
        """A step from 0 to 1 at 0, where it has the given values.

            y = 0 where x < 0, v where x = 0, 1 where x > 0,  dy/dx = 0,  dy/dv = 1 where x = 0

        It is 0 where ``input`` is NaN.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; input and values of one type.
        Grad:    input, zero everywhere; values. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError if the types differ.
        Source:  torch.heaviside.

        >>> rg.heaviside(rg.tensor([-1.5, 0.0, 2.0]), rg.tensor([0.5]))
        tensor([0.0000, 0.5000, 1.0000])
        """
    def heaviside_(self, values: Tensor) -> Tensor:
        """A step from 0 to 1 at 0, where it has the given values.

            y = 0 where x < 0, v where x = 0, 1 where x > 0,  dy/dx = 0,  dy/dv = 1 where x = 0

        It is 0 where ``input`` is NaN.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of heaviside; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of heaviside.
        Raises:  what heaviside raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.heaviside_.

        >>> rg.tensor([-1.5, 0.0]).heaviside_(rg.tensor([0.5]))
        tensor([0.0000, 0.5000])
        """
    def histc(self, bins: _int = 100, min: _Number = 0, max: _Number = 0) -> Tensor:
        """How many elements lie in each of some bins of one width, from min to max.

            y_k = the number of x_i with e_k <= x_i < e_{k+1},  the last one with its upper end

        With equal ends they are the least and the greatest element. What is outside does not count, nor
        does NaN.

        Shape:   ``(*)`` -> ``(bins)``.
        Dtype:   floating.
        Grad:    none.
        Raises:  NotImplementedError unless floating; RuntimeError for less than one bin, and ends that are
                 not finite or the wrong way round.
        Source:  torch.histc.

        >>> rg.histc(rg.tensor([1.0, 2.0, 1.0]), bins=4, min=0, max=3)
        tensor([0., 2., 1., 0.])
        """
    @overload
    def histogram(self, bins: _int = 100, *, range: Sequence[_float] | None = None, weight: Tensor | None = None, density: _bool = False) -> _CountsAndEdges:
        """histogram(bins=100, *, range=None, weight=None, density=False)
        histogram(bins, *, weight=None, density=False)

        How many elements lie between the edges of bins, or the sum of their weights.

            h_k = sum_i w_i where e_k <= x_i < e_{k+1},  the last one with its upper edge

        Bins are so many of one width, over a range or from the least to the greatest element, or lie
        between the edges given. A density is divided by the sum and by the widths.

        Shape:   ``(*)``, weight ``(*)`` -> ``(k)`` and ``(k + 1)``.
        Dtype:   floating; edges and weights the same.
        Grad:    none: backward raises NotImplementedError.
        Raises:  NotImplementedError for other types; DTypeError and ShapeError for edges and weights that
                 do not fit; RuntimeError for less than one bin and for a range that is none.
        Source:  torch.histogram.

        >>> rg.histogram(rg.tensor([1.0, 2.0, 1.0]), rg.tensor([0.0, 1.5, 2.0])).hist
        tensor([2., 1.])
        """
    @overload
    def histogram(self, bins: Tensor, *, weight: Tensor | None = None, density: _bool = False) -> _CountsAndEdges: ...
    @overload
    def hsplit(self, sections: _int) -> tuple[Tensor, ...]:
        """hsplit(sections)
        hsplit(indices)

        Views of equal stretches of the second dimension, of a vector's only one.

            y_0 = x[:, :a],  y_1 = x[:, a:b], ...

        Shape:   ``(n, m, *)`` -> ``(n, a, *)``, ``(n, b - a, *)``, ...
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for a 0-d tensor, or if the sections cannot be equal.
        Source:  torch.hsplit.

        >>> rg.hsplit(rg.tensor([[1, 2], [3, 4]]), 2)
        (tensor([[1],
                [3]]), tensor([[2],
                [4]]))
        """
    @overload
    def hsplit(self, indices: Sequence[_int]) -> tuple[Tensor, ...]: ...
    def hypot(self, other: Tensor) -> Tensor:
        """The hypotenuse of two legs, within 2 ulp and without overflow.

            y = sqrt(a^2 + b^2),  dy/da = a / y,  dy/db = b / y

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   float32, float64; promoted to a common type.
        Grad:    input, other; NaN where both are 0. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for integers and bools.
        Source:  torch.hypot.

        >>> rg.hypot(rg.tensor([3.0, 5.0]), rg.tensor([4.0, 12.0]))
        tensor([ 5., 13.])
        """
    def hypot_(self, other: Tensor) -> Tensor:
        """The hypotenuse of two legs, within 2 ulp and without overflow.

            y = sqrt(a^2 + b^2),  dy/da = a / y,  dy/db = b / y

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of hypot; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of hypot.
        Raises:  what hypot raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.hypot_.

        >>> rg.tensor([3.0, 5.0]).hypot_(rg.tensor([4.0, 12.0]))
        tensor([ 5., 13.])
        """
    def i0(self) -> Tensor:
        """The modified Bessel function of the first kind, within 2 ulp.

            y = I0(x),  dy/dx = I1(x)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.i0.

        >>> rg.i0(rg.tensor([0.0, 1.0]))
        tensor([1.0000, 1.2661])
        """
    def i0_(self) -> Tensor:
        """The modified Bessel function of the first kind, within 2 ulp.

            y = I0(x),  dy/dx = I1(x)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of i0; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of i0.
        Raises:  what i0 raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.i0_.

        >>> rg.tensor([0.0, 1.0]).i0_()
        tensor([1.0000, 1.2661])
        """
    def igamma(self, other: Tensor) -> Tensor:
        """The regularized lower incomplete gamma function, within 1e-11.

            y = integral from 0 to b of t^(a - 1) e^-t dt / gamma(a),  dy/db = b^(a - 1) e^-b / gamma(a)

        NaN for negative numbers; also called special.gammainc().

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   floating; promoted to a common type.
        Grad:    other. Twice differentiable. input, whose derivative has none itself.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError without floats.
        Source:  torch.igamma.

        >>> rg.igamma(rg.tensor([1.0, 4.0]), rg.tensor([1.0, 5.0]))
        tensor([0.6321, 0.7350])
        """
    def igamma_(self, other: Tensor) -> Tensor:
        """The regularized lower incomplete gamma function, within 1e-11.

            y = integral from 0 to b of t^(a - 1) e^-t dt / gamma(a),  dy/db = b^(a - 1) e^-b / gamma(a)

        NaN for negative numbers; also called special.gammainc().

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of igamma; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of igamma.
        Raises:  what igamma raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.igamma_.

        >>> rg.tensor([1.0, 4.0]).igamma_(rg.tensor([1.0, 5.0]))
        tensor([0.6321, 0.7350])
        """
    def igammac(self, other: Tensor) -> Tensor:
        """The regularized upper incomplete gamma function, within 1e-11.

            y = integral from b of t^(a - 1) e^-t dt / gamma(a),  dy/db = -b^(a - 1) e^-b / gamma(a)

        Small values are as exact as 1 - igamma() is not; also called special.gammaincc().

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   floating; promoted to a common type.
        Grad:    other. Twice differentiable. input, whose derivative has none itself.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError without floats.
        Source:  torch.igammac.

        >>> rg.igammac(rg.tensor([1.0, 4.0]), rg.tensor([1.0, 5.0]))
        tensor([0.3679, 0.2650])
        """
    def igammac_(self, other: Tensor) -> Tensor:
        """The regularized upper incomplete gamma function, within 1e-11.

            y = integral from b of t^(a - 1) e^-t dt / gamma(a),  dy/db = -b^(a - 1) e^-b / gamma(a)

        Small values are as exact as 1 - igamma() is not; also called special.gammaincc().

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of igammac; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of igammac.
        Raises:  what igammac raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.igammac_.

        >>> rg.tensor([1.0, 4.0]).igammac_(rg.tensor([1.0, 5.0]))
        tensor([0.3679, 0.2650])
        """
    def index_add(self, dim: _int, index: Tensor, source: Tensor, *, alpha: _Number = 1) -> Tensor:
        """A copy with alpha times the slices of source added at the positions that index names.

            y = x, y[index[i], j] += alpha s[i, j]  for dim 0,  dy/ds = alpha

        All are added, in their order, also where a position comes twice. float16 and bfloat16 are added
        in float32 and rounded once.

        Shape:   input ``(n, *)``, index ``(k)``, source ``(k, *)`` -> ``(n, *)``.
        Dtype:   all, source the same; index int64 or int32.
        Grad:    input, source. Twice differentiable.
        Raises:  BoundsError for a position out of bounds; ShapeError, DTypeError or IndexError for what
                 does not fit; RuntimeError for a float alpha beside integers.
        Source:  torch.index_add.

        >>> rg.index_add(rg.ones(3), 0, rg.tensor([0, 2, 0]), rg.tensor([1.0, 2.0, 3.0]))
        tensor([5., 1., 3.])
        """
    def index_add_(self, dim: _int, index: Tensor, source: Tensor, *, alpha: _Number = 1) -> Tensor:
        """A copy with alpha times the slices of source added at the positions that index names.

            y = x, y[index[i], j] += alpha s[i, j]  for dim 0,  dy/ds = alpha

        All are added, in their order, also where a position comes twice. float16 and bfloat16 are added
        in float32 and rounded once.

        The result is written to the tensor itself, which is returned.

        Shape:   as of index_add; those of the tensor do not change.
        Dtype:   as of index_add.
        Grad:    as of index_add.
        Raises:  what index_add raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.index_add_.

        >>> rg.ones(3).index_add_(0, rg.tensor([1, 1]), rg.ones(2), alpha=2)
        tensor([1., 5., 1.])
        """
    def index_copy(self, dim: _int, index: Tensor, source: Tensor) -> Tensor:
        """A copy with the slices of source written at the positions that index names.

            y = x, y[index[i], j] = s[i, j]  for dim 0,  dy/ds = 1, dy/dx = 0 there

        Of several slices for one position the last one stays.

        Shape:   input ``(n, *)``, index ``(k)``, source ``(k, *)`` -> ``(n, *)``.
        Dtype:   all, source the same; index int64 or int32.
        Grad:    input, source. Twice differentiable.
        Raises:  BoundsError for a position out of bounds; ShapeError, DTypeError or IndexError for what
                 does not fit.
        Source:  torch.index_copy.

        >>> rg.index_copy(rg.zeros(3), 0, rg.tensor([2, 0]), rg.tensor([1.0, 2.0]))
        tensor([2., 0., 1.])
        """
    def index_copy_(self, dim: _int, index: Tensor, source: Tensor) -> Tensor:
        """A copy with the slices of source written at the positions that index names.

            y = x, y[index[i], j] = s[i, j]  for dim 0,  dy/ds = 1, dy/dx = 0 there

        Of several slices for one position the last one stays.

        The result is written to the tensor itself, which is returned.

        Shape:   as of index_copy; those of the tensor do not change.
        Dtype:   as of index_copy.
        Grad:    as of index_copy.
        Raises:  what index_copy raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.index_copy_.

        >>> rg.zeros(3).index_copy_(0, rg.tensor([1]), rg.tensor([5.0]))
        tensor([0., 5., 0.])
        """
    def index_fill(self, dim: _int, index: Tensor, value: Tensor | _Number) -> Tensor:
        """A copy with one value written to the slices at the positions that index names.

            y = x, y[index[i], j] = v  for dim 0,  dy/dv = 1, dy/dx = 0 there

        Negative positions count from the end.

        Shape:   input ``(n, *)``, index ``(k)``, value a number or ``()`` -> ``(n, *)``.
        Dtype:   all; value is converted to the same; index int64 or int32.
        Grad:    input, value. Twice differentiable.
        Raises:  BoundsError for a position out of bounds; IndexError unless index is a vector; ShapeError
                 for a value with dimensions; RangeError for a number that the type cannot hold.
        Source:  torch.index_fill.

        >>> rg.index_fill(rg.zeros(2, 3), 1, rg.tensor([0, -1]), 5)
        tensor([[5., 0., 5.],
                [5., 0., 5.]])
        """
    def index_fill_(self, dim: _int, index: Tensor, value: Tensor | _Number) -> Tensor:
        """A copy with one value written to the slices at the positions that index names.

            y = x, y[index[i], j] = v  for dim 0,  dy/dv = 1, dy/dx = 0 there

        Negative positions count from the end.

        The result is written to the tensor itself, which is returned.

        Shape:   as of index_fill; those of the tensor do not change.
        Dtype:   as of index_fill.
        Grad:    as of index_fill.
        Raises:  what index_fill raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.index_fill_.

        >>> rg.zeros(3).index_fill_(0, rg.tensor([1]), 7)
        tensor([0., 7., 0.])
        """
    def index_put(self, indices: Sequence[Tensor], values: Tensor, accumulate: _bool = False) -> Tensor:
        """A copy with values written where tensors of indices point, or added there.

            y = x, y[indices] = values,  dy/dvalues = 1 at the indices, dy/dx = 0 there

        Where several indices name one element the last value stays, or all are added, in their order.
        float16 and bfloat16 are added in float32, and rounded once.

        Shape:   input ``(*)``; values broadcast to the shape of ``input[indices]``.
        Dtype:   all; values of the same, or 0-d. Indices are int64, int32, or masks: bool, uint8.
        Grad:    input, values. Twice differentiable.
        Raises:  BoundsError for an index out of bounds; IndexError for indices that do not fit; ShapeError
                 for values that do not broadcast; RuntimeError for values of another type.
        Source:  torch.index_put.

        >>> rg.index_put(rg.zeros(3), (rg.tensor([0, 2]),), rg.tensor([5.0, 7.0]))
        tensor([5., 0., 7.])
        >>> rg.index_put(rg.zeros(2), (rg.tensor([1, 1]),), rg.tensor(2.0), accumulate=True)
        tensor([0., 4.])
        """
    def index_put_(self, indices: Sequence[Tensor], values: Tensor, accumulate: _bool = False) -> Tensor:
        """Writes values where tensors of indices point, or adds them there; the same as index_put().

            x[indices] := values

        Shape:   self ``(*)``; values broadcast to the shape of ``self[indices]``.
        Dtype:   all; values of the same, or 0-d.
        Grad:    self, values. Twice differentiable.
        Raises:  as index_put(); ReadOnlyError; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.index_put_.

        >>> rg.zeros(3).index_put_((rg.tensor([True, False, True]),), rg.tensor(1.0))
        tensor([1., 0., 1.])
        """
    def index_reduce(self, dim: _int, index: Tensor, source: Tensor, reduce: str, *, include_self: _bool = True) -> Tensor:
        """A copy in which slices become reductions of those that index sends to them.

            y[k, j] = reduce of x[k, j] and all s[i, j] with index[i] = k  for dim 0

        reduce is ``"prod"``, ``"mean"``, ``"amax"`` or ``"amin"``; the rest is as for scatter_reduce().

        Shape:   input ``(n, *)``, index ``(k)``, source ``(k, *)`` -> ``(n, *)``.
        Dtype:   all, source the same; index int64 or int32. A mean of integers is rounded down.
        Grad:    input, source. Twice differentiable.
        Raises:  BoundsError for a position out of bounds; ShapeError, DTypeError or IndexError for what
                 does not fit; RuntimeError for another reduce.
        Source:  torch.index_reduce.

        >>> rg.index_reduce(rg.ones(2), 0, rg.tensor([1, 1]), rg.tensor([3.0, 5.0]), "prod")
        tensor([ 1., 15.])
        """
    def index_reduce_(self, dim: _int, index: Tensor, source: Tensor, reduce: str, *, include_self: _bool = True) -> Tensor:
        """A copy in which slices become reductions of those that index sends to them.

            y[k, j] = reduce of x[k, j] and all s[i, j] with index[i] = k  for dim 0

        reduce is ``"prod"``, ``"mean"``, ``"amax"`` or ``"amin"``; the rest is as for scatter_reduce().

        The result is written to the tensor itself, which is returned.

        Shape:   as of index_reduce; those of the tensor do not change.
        Dtype:   as of index_reduce.
        Grad:    as of index_reduce.
        Raises:  what index_reduce raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.index_reduce_.

        >>> rg.ones(2).index_reduce_(0, rg.tensor([0]), rg.tensor([3.0]), "amax")
        tensor([3., 1.])
        """
    def index_select(self, dim: _int, index: Tensor) -> Tensor:
        """The slices of a tensor at the positions that a vector names, in its order.

            y[i, j] = x[index[i], j]  for dim 0,  dx = 0 with dy added there

        Shape:   ``(n, *)`` and index ``(k)`` -> ``(k, *)``.
        Dtype:   all; index int64 or int32.
        Grad:    input. Twice differentiable.
        Raises:  BoundsError for a position out of bounds; IndexError unless index is a vector; DTypeError
                 for another type of it.
        Source:  torch.index_select.

        >>> rg.index_select(rg.tensor([[1, 2], [3, 4], [5, 6]]), 0, rg.tensor([2, 0]))
        tensor([[5, 6],
                [1, 2]])
        """
    def inner(self, other: Tensor) -> Tensor:
        """The inner products of the rows of two tensors.

            y_ij = sum_k a_ik b_jk

        Shape:   ``(*a, k)``, ``(*b, k)`` -> ``(*a, *b)``; a 0-d tensor multiplies the other.
        Dtype:   all but bool; both alike.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the last lengths differ; DTypeError if the types do.
        Source:  torch.inner.

        >>> rg.inner(rg.tensor([1.0, 2.0]), rg.tensor([[3.0, 4.0], [5.0, 6.0]]))
        tensor([11., 17.])
        """
    def int(self, *, memory_format: memory_format | None = None) -> Tensor:
        """The elements as int32; the tensor itself where they are that already.

            y = x

        A fraction is cut off towards zero for an integer type; for bool all but 0 is True.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> int32.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  nothing.
        Source:  torch.Tensor.int.

        >>> rg.tensor([1.5, -1.5]).int()
        tensor([ 1, -1], dtype=torch.int32)
        """
    def inverse(self) -> Tensor:
        """The inverse of square matrices.

            Y = A^-1,  dA = -Y^T dY Y^T

        To solve equations, solve() is faster and more accurate.

        Shape:   ``(*, n, n)`` -> ``(*, n, n)``.
        Dtype:   float32, float64.
        Grad:    A. Twice differentiable.
        Raises:  linalg.LinAlgError for a singular matrix; ShapeError unless square; DTypeError for other
                 types.
        Source:  torch.linalg.inv.

        >>> rg.linalg.inv(rg.tensor([[2.0, 0.0], [0.0, 4.0]]))
        tensor([[0.5000, 0.0000],
                [0.0000, 0.2500]])
        """
    def ipu(self, device: object = None, non_blocking: _bool = False, memory_format: object = None) -> Tensor:
        """Refused: there is no device but the CPU.

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  DeviceError (an AssertionError and a RuntimeError) always.
        Source:  torch.Tensor.ipu.

        >>> device = "cuda" if rg.cuda.is_available() else "cpu"
        >>> rg.ones(2).to(device)
        tensor([1., 1.])
        """
    def is_complex(self) -> _bool:
        """False: no type is complex.

            False

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.is_complex.

        >>> rg.ones(2).is_complex()
        False
        """
    def is_conj(self) -> _bool:
        """False: a conjugate of real numbers is nothing to be put off.

            False

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.is_conj.

        >>> rg.ones(2).is_conj()
        False
        """
    def is_contiguous(self, memory_format: memory_format | None = None) -> _bool:
        """Whether the elements lie in memory in order, the last dimension the fastest.

            stride(d) = stride(d + 1) size(d + 1),  stride(-1) = 1

        With channels_last or channels_last_3d the order is that one: channels run fastest.

        Shape:   ``(*)``; strides of dimensions of length 1 do not matter.
        Dtype:   all.
        Grad:    none.
        Raises:  TypeError for what is no memory_format.
        Source:  torch.Tensor.is_contiguous.

        >>> rg.zeros(2, 3).t().is_contiguous()
        False
        """
    def is_floating_point(self) -> _bool:
        """Whether the elements are floats.

            input.dtype.is_floating_point

        Shape:   ``(*)``.
        Dtype:   all; True for float32 and float64.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.is_floating_point.

        >>> rg.is_floating_point(rg.arange(3))
        False
        """
    def is_inference(self) -> _bool:
        """Whether the memory of this tensor was made in inference mode.

            see retrograd.inference_mode

        Shape:   any.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.is_inference.

        >>> x = rg.ones(2)
        >>> with rg.inference_mode():
        ...     y, v = x * 2, x[0]
        >>> y.is_inference(), v.is_inference()
        (True, False)
        """
    def is_neg(self) -> _bool:
        """False: negation is never put off.

            False

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.is_neg.

        >>> (-rg.ones(2)).is_neg()
        False
        """
    def is_pinned(self) -> _bool:
        """False: there is no accelerator to pin memory for.

            False

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.is_pinned.

        >>> rg.ones(2).is_pinned()
        False
        """
    def is_same_size(self, other: Tensor) -> _bool:
        """Whether two tensors have one shape.

            self.shape == other.shape

        Shape:   ``(*)``, ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.is_same_size.

        >>> rg.zeros(2).is_same_size(rg.arange(2))
        True
        """
    def is_set_to(self, tensor: Tensor) -> _bool:
        """Whether two tensors show the same elements of the same memory.

            storage, offset, shape, strides and dtype are equal

        Shape:   ``(*)``, ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.is_set_to.

        >>> x = rg.zeros(2)
        >>> x.is_set_to(x.detach()), x.is_set_to(x[:1])
        (True, False)
        """
    def is_shared(self) -> _bool:
        """False: the memory of tensors is that of one process.

            False

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.is_shared.

        >>> rg.ones(2).is_shared()
        False
        """
    def is_signed(self) -> _bool:
        """Whether the type of the elements holds negative numbers.

            input.dtype.is_signed

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.is_signed.

        >>> rg.ones(2).is_signed()
        True
        """
    def isclose(self, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False) -> Tensor:
        """Whether the elements are equal within a tolerance.

            y = |a - b| <= atol + rtol |b|

        An infinity is close to itself alone, and so is NaN with ``equal_nan``, without it to nothing.

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; both alike.
        Grad:    none.
        Raises:  DTypeError if the types differ; ValueError for a negative tolerance; ShapeError if the
                 shapes do not broadcast.
        Source:  torch.isclose.

        >>> rg.isclose(rg.tensor([1.0, 2.0]), rg.tensor([1.001, 2.1]), rtol=0.01)
        tensor([ True, False])
        """
    def isfinite(self) -> Tensor:
        """Whether each element is neither an infinity nor NaN.

            y = |x| < inf

        Shape:   ``(*)`` -> ``(*)``, bool.
        Dtype:   all; an integer always is.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.isfinite.

        >>> rg.isfinite(rg.tensor([1.0, float("-inf"), float("nan")]))
        tensor([ True, False, False])
        """
    def isinf(self) -> Tensor:
        """Whether each element is an infinity.

            y = |x| = inf

        Shape:   ``(*)`` -> ``(*)``, bool.
        Dtype:   all; an integer never is.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.isinf.

        >>> rg.isinf(rg.tensor([1.0, float("-inf"), float("nan")]))
        tensor([False,  True, False])
        """
    def isnan(self) -> Tensor:
        """Whether each element is NaN.

            y = x != x

        Shape:   ``(*)`` -> ``(*)``, bool.
        Dtype:   all; an integer never is.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.isnan.

        >>> rg.isnan(rg.tensor([1.0, float("-inf"), float("nan")]))
        tensor([False, False,  True])
        """
    def isneginf(self) -> Tensor:
        """Whether each element is minus infinity.

            y = x = -inf

        Shape:   ``(*)`` -> ``(*)``, bool.
        Dtype:   all; an integer never is.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.isneginf.

        >>> rg.isneginf(rg.tensor([float("inf"), float("-inf"), 1.0]))
        tensor([False,  True, False])
        """
    def isposinf(self) -> Tensor:
        """Whether each element is plus infinity.

            y = x = inf

        Shape:   ``(*)`` -> ``(*)``, bool.
        Dtype:   all; an integer never is.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.isposinf.

        >>> rg.isposinf(rg.tensor([float("inf"), float("-inf"), 1.0]))
        tensor([ True, False, False])
        """
    def item(self) -> Any:
        """The only element as a Python bool, int or float.

            x[0, 0, ...]

        Shape:   ``()``, or any shape of one element.
        Dtype:   all.
        Grad:    none.
        Raises:  RuntimeError unless there is one element.
        Source:  torch.Tensor.item.

        >>> rg.tensor([2.5]).item()
        2.5
        """
    def kron(self, other: Tensor) -> Tensor:
        """The Kronecker product: each element of one tensor times all of another.

            y_(i p + k) = a_i b_k  in each dimension, where b has length p

        Shape:   ``(n, m)``, ``(p, q)`` -> ``(n p, m q)``; what lacks dimensions gets them in front.
        Dtype:   all; promoted to a common type.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError for a result too large.
        Source:  torch.kron.

        >>> rg.kron(rg.tensor([1, 10]), rg.tensor([1, 2, 3]))
        tensor([ 1,  2,  3, 10, 20, 30])
        """
    def kthvalue(self, k: _int, dim: _int = -1, keepdim: _bool = False) -> _ValuesAndIndices:
        """The k-th smallest element along a dimension, from 1 on, and where it stands.

            y = sort(x)_k,  dL/dx at the index is dL/dy

        Shape:   ``(*)`` -> ``(*)`` without the dim; it stays with length 1 if keepdim.
        Dtype:   all but bool; indices are int64.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError unless 1 <= k <= n; NotImplementedError for bool; IndexError if there is no
                 element along dim, or it is out of range.
        Source:  torch.kthvalue.

        >>> rg.kthvalue(rg.tensor([3.0, 1.0, 2.0]), 2).values
        tensor(2.)
        """
    def lcm(self, other: Tensor) -> Tensor:
        """The least common multiple of two elements.

            y = |a b| / gcd(a, b), 0 where one of them is 0

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   integers; promoted to a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for floats and bools.
        Source:  torch.lcm.

        >>> rg.lcm(rg.tensor([12, -8]), rg.tensor([18, 6]))
        tensor([36, 24])
        """
    def lcm_(self, other: Tensor) -> Tensor:
        """The least common multiple of two elements.

            y = |a b| / gcd(a, b), 0 where one of them is 0

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of lcm; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of lcm.
        Raises:  what lcm raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.lcm_.

        >>> rg.tensor([12, -8]).lcm_(rg.tensor([18, 6]))
        tensor([36, 24])
        """
    def ldexp(self, other: Tensor) -> Tensor:
        """Each element times a power of two: exact if whole, else within 3 ulp.

            y = a 2^b,  dy/da = 2^b,  dy/db = y log 2

        It overflows only where the result does.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; integers and bool give the default type.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.ldexp.

        >>> rg.ldexp(rg.tensor([1.0, 3.0]), rg.tensor([4.0, -1.0]))
        tensor([16.0000,  1.5000])
        """
    def ldexp_(self, other: Tensor) -> Tensor:
        """Each element times a power of two: exact if whole, else within 3 ulp.

            y = a 2^b,  dy/da = 2^b,  dy/db = y log 2

        It overflows only where the result does.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of ldexp; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of ldexp.
        Raises:  what ldexp raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.ldexp_.

        >>> rg.tensor([1.0, 3.0]).ldexp_(rg.tensor([4.0, -1.0]))
        tensor([16.0000,  1.5000])
        """
    def le(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is at most the other; also the operator ``<=``.

            y = a <= b

        With NaN the answer is False.

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; compared in a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.le.

        >>> rg.le(rg.tensor([1, 2, 3]), 2)
        tensor([ True,  True, False])
        """
    def le_(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is at most the other; also the operator ``<=``.

            y = a <= b

        With NaN the answer is False.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of le; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of le.
        Raises:  what le raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.le_.

        >>> rg.tensor([1, 2, 3]).le_(2)
        tensor([1, 1, 0])
        """
    def lerp(self, end: Tensor, weight: Tensor | _Number) -> Tensor:
        """The way from ``input`` to ``end``, as far as ``weight`` says.

            y = a + w (b - a),  dy/da = 1 - w,  dy/db = w,  dy/dw = b - a

        A weight of 0 gives exactly ``input``, one of 1 exactly ``end``.

        Shape:   ``(*)`` each, broadcast together.
        Dtype:   floating, all of one type; a weight without dimensions may be of another.
        Grad:    input, end, weight. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for integers and unlike types.
        Source:  torch.lerp.

        >>> rg.lerp(rg.tensor([1.0, 2.0]), rg.tensor([5.0, 10.0]), 0.25)
        tensor([2., 4.])
        """
    def lerp_(self, end: Tensor, weight: Tensor | _Number) -> Tensor:
        """The way from ``input`` to ``end``, as far as ``weight`` says.

            y = a + w (b - a),  dy/da = 1 - w,  dy/db = w,  dy/dw = b - a

        A weight of 0 gives exactly ``input``, one of 1 exactly ``end``.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of lerp; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of lerp.
        Raises:  what lerp raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.lerp_.

        >>> rg.tensor([1.0, 2.0]).lerp_(rg.tensor([5.0, 10.0]), 0.25)
        tensor([2., 4.])
        """
    def less(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is less than the other; also the operator ``<``.

            y = a < b

        With NaN the answer is False.

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; compared in a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.lt.

        >>> rg.lt(rg.tensor([1, 2, 3]), 2)
        tensor([ True, False, False])
        """
    def less_(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is less than the other; also the operator ``<``.

            y = a < b

        With NaN the answer is False.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of lt; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of lt.
        Raises:  what lt raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.lt_.

        >>> rg.tensor([1, 2, 3]).lt_(2)
        tensor([1, 0, 0])
        """
    def less_equal(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is at most the other; also the operator ``<=``.

            y = a <= b

        With NaN the answer is False.

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; compared in a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.le.

        >>> rg.le(rg.tensor([1, 2, 3]), 2)
        tensor([ True,  True, False])
        """
    def less_equal_(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is at most the other; also the operator ``<=``.

            y = a <= b

        With NaN the answer is False.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of le; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of le.
        Raises:  what le raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.le_.

        >>> rg.tensor([1, 2, 3]).le_(2)
        tensor([1, 1, 0])
        """
    def lgamma(self) -> Tensor:
        """The logarithm of the size of the gamma function of each element.

            y = log |gamma(x)|,  dy/dx = digamma(x)

        It is within 2 ulp for positive elements; infinite at 0, -1, -2, ...

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.lgamma.

        >>> rg.lgamma(rg.tensor([0.5, 4.0]))
        tensor([0.5724, 1.7918])
        """
    def lgamma_(self) -> Tensor:
        """The logarithm of the size of the gamma function of each element.

            y = log |gamma(x)|,  dy/dx = digamma(x)

        It is within 2 ulp for positive elements; infinite at 0, -1, -2, ...

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of lgamma; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of lgamma.
        Raises:  what lgamma raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.lgamma_.

        >>> rg.tensor([0.5, 4.0]).lgamma_()
        tensor([0.5724, 1.7918])
        """
    def log(self) -> Tensor:
        """The natural logarithm of each element, within 2 ulp.

            y = log x,  dy/dx = 1 / x

        It is minus infinity at 0 and NaN below.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.log.

        >>> rg.log(rg.tensor([1.0, 10.0]))
        tensor([0.0000, 2.3026])
        """
    def log10(self) -> Tensor:
        """The logarithm of each element to the base 10, within 2 ulp.

            y = log x / log 10,  dy/dx = 1 / (x log 10)

        It is minus infinity at 0 and NaN below.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.log10.

        >>> rg.log10(rg.tensor([1.0, 1000.0]))
        tensor([0., 3.])
        """
    def log10_(self) -> Tensor:
        """The logarithm of each element to the base 10, within 2 ulp.

            y = log x / log 10,  dy/dx = 1 / (x log 10)

        It is minus infinity at 0 and NaN below.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of log10; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of log10.
        Raises:  what log10 raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.log10_.

        >>> rg.tensor([1.0, 1000.0]).log10_()
        tensor([0., 3.])
        """
    def log1p(self) -> Tensor:
        """The natural logarithm of 1 plus each element, within 2 ulp.

            y = log(1 + x),  dy/dx = 1 / (1 + x)

        It is exact to the last bits near 0, where log(1 + x) is not.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.log1p.

        >>> rg.log1p(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 0.6931])
        """
    def log1p_(self) -> Tensor:
        """The natural logarithm of 1 plus each element, within 2 ulp.

            y = log(1 + x),  dy/dx = 1 / (1 + x)

        It is exact to the last bits near 0, where log(1 + x) is not.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of log1p; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of log1p.
        Raises:  what log1p raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.log1p_.

        >>> rg.tensor([0.0, 1.0]).log1p_()
        tensor([0.0000, 0.6931])
        """
    def log2(self) -> Tensor:
        """The logarithm of each element to the base 2, within 2 ulp.

            y = log x / log 2,  dy/dx = 1 / (x log 2)

        It is minus infinity at 0 and NaN below.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.log2.

        >>> rg.log2(rg.tensor([1.0, 8.0]))
        tensor([0., 3.])
        """
    def log2_(self) -> Tensor:
        """The logarithm of each element to the base 2, within 2 ulp.

            y = log x / log 2,  dy/dx = 1 / (x log 2)

        It is minus infinity at 0 and NaN below.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of log2; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of log2.
        Raises:  what log2 raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.log2_.

        >>> rg.tensor([1.0, 8.0]).log2_()
        tensor([0., 3.])
        """
    def log_(self) -> Tensor:
        """The natural logarithm of each element, within 2 ulp.

            y = log x,  dy/dx = 1 / x

        It is minus infinity at 0 and NaN below.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of log; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of log.
        Raises:  what log raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.log_.

        >>> rg.tensor([1.0, 10.0]).log_()
        tensor([0.0000, 2.3026])
        """
    def log_normal_(self, mean: _float = 1.0, std: _float = 2.0, *, generator: Generator | None = None) -> Tensor:
        """Writes random numbers whose logarithms are normal to every element; returns the tensor.

            y = e^x,  x ~ N(mean, std^2)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   floating.
        Grad:    self, zero everywhere.
        Raises:  DomainError unless std > 0; NotImplementedError unless floating; GraphError for a leaf that
                 requires grad.
        Source:  torch.Tensor.log_normal_.

        >>> rg.zeros(2).log_normal_(0, 1e-30)
        tensor([1., 1.])
        """
    def log_softmax(self, dim: _int, dtype: _dtype | None = None) -> Tensor:
        """The logarithm of softmax, exact where softmax itself would be 0.

            y_i = x_i - log sum_j e^x_j,  dy_i/dx_j = 1[i = j] - e^y_j

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   floating.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
        Source:  torch.log_softmax.

        >>> rg.log_softmax(rg.tensor([0.0, 1000.0]), 0)
        tensor([-1000.,     0.])
        """
    def logaddexp(self, other: Tensor) -> Tensor:
        """The logarithm of the sum of the exponentials, without overflow.

            y = log(e^a + e^b),  dy/da = e^(a - y),  dy/db = e^(b - y)

        It is within 2 ulp of the larger operand.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   float32, float64; promoted to a common type.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for integers and bools.
        Source:  torch.logaddexp.

        >>> rg.logaddexp(rg.tensor([0.0, -1000.0]), rg.tensor([0.0, -1000.0]))
        tensor([ 6.9315e-01, -9.9931e+02])
        """
    def logaddexp2(self, other: Tensor) -> Tensor:
        """The logarithm to the base 2 of the sum of the powers of 2, without overflow.

            y = log2(2^a + 2^b),  dy/da = 2^(a - y),  dy/db = 2^(b - y)

        It is within 2 ulp of the larger operand, or of 1.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   float32, float64; promoted to a common type.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for integers and bools.
        Source:  torch.logaddexp2.

        >>> rg.logaddexp2(rg.tensor([0.0, -1000.0]), rg.tensor([0.0, -1000.0]))
        tensor([   1., -999.])
        """
    def logcumsumexp(self, dim: _int) -> Tensor:
        """The logarithm of the sums of exponentials up to each element.

            y_i = log(e^x_1 + ... + e^x_i),  dL/dx_i = sum_{k >= i} dL/dy_k e^(x_i - y_k)

        No exponential overflows on the way.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   floating.
        Grad:    input. Twice differentiable.
        Raises:  DTypeError unless floating; IndexError if dim is out of range.
        Source:  torch.logcumsumexp.

        >>> rg.logcumsumexp(rg.tensor([0.0, 0.0, 100.0]), dim=0)
        tensor([  0.0000,   0.6931, 100.0000])
        """
    def logdet(self) -> Tensor:
        """The logarithm of the determinant; NaN where that is negative.

            y = log det A,  dA = A^-T dy

        Shape:   ``(*, n, n)`` -> ``(*)``.
        Dtype:   float32, float64.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError unless square; DTypeError for other types.
        Source:  torch.logdet.

        >>> rg.logdet(rg.tensor([[2.0, 0.0], [0.0, 0.5]]))
        tensor(0.)
        """
    def logical_and(self, other: Tensor) -> Tensor:
        """Whether both elements are true.

            y = a != 0 and b != 0

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; an element is true unless it is zero.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.logical_and.

        >>> rg.logical_and(rg.tensor([True, True, False]), rg.tensor([1.5, 0.0, 0.0]))
        tensor([ True, False, False])
        """
    def logical_and_(self, other: Tensor) -> Tensor:
        """Whether both elements are true.

            y = a != 0 and b != 0

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of logical_and; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of logical_and.
        Raises:  what logical_and raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.logical_and_.

        >>> rg.tensor([1.0, 0.0]).logical_and_(rg.tensor([2.0, 2.0]))
        tensor([1., 0.])
        """
    def logical_not(self) -> Tensor:
        """Whether each element is zero.

            y = x == 0

        Shape:   ``(*)`` -> ``(*)``, bool.
        Dtype:   all; an element is true unless it is zero.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.logical_not.

        >>> rg.logical_not(rg.tensor([0, 3]))
        tensor([ True, False])
        """
    def logical_not_(self) -> Tensor:
        """Whether each element is zero.

            y = x == 0

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of logical_not; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of logical_not.
        Raises:  what logical_not raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.logical_not_.

        >>> rg.tensor([3.0, 0.0]).logical_not_()
        tensor([0., 1.])
        """
    def logical_or(self, other: Tensor) -> Tensor:
        """Whether one element or the other is true.

            y = a != 0 or b != 0

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; an element is true unless it is zero.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.logical_or.

        >>> rg.logical_or(rg.tensor([True, True, False]), rg.tensor([1.5, 0.0, 0.0]))
        tensor([ True,  True, False])
        """
    def logical_or_(self, other: Tensor) -> Tensor:
        """Whether one element or the other is true.

            y = a != 0 or b != 0

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of logical_or; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of logical_or.
        Raises:  what logical_or raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.logical_or_.

        >>> rg.tensor([3.0, 0.0]).logical_or_(rg.tensor([0.0, 0.0]))
        tensor([1., 0.])
        """
    def logical_xor(self, other: Tensor) -> Tensor:
        """Whether just one of the elements is true.

            y = (a != 0) != (b != 0)

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; an element is true unless it is zero.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.logical_xor.

        >>> rg.logical_xor(rg.tensor([True, True, False]), rg.tensor([1.5, 0.0, 0.0]))
        tensor([False,  True, False])
        """
    def logical_xor_(self, other: Tensor) -> Tensor:
        """Whether just one of the elements is true.

            y = (a != 0) != (b != 0)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of logical_xor; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of logical_xor.
        Raises:  what logical_xor raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.logical_xor_.

        >>> rg.tensor([3.0, 0.0]).logical_xor_(rg.tensor([2.0, 2.0]))
        tensor([0., 1.])
        """
    def logit(self, eps: _float | None = None) -> Tensor:
        """The logarithm of the odds of each probability, within 2 ulp.

            y = log(x / (1 - x)),  dy/dx = 1 / (x (1 - x))

        With ``eps`` the elements are first held in ``[eps, 1 - eps]``, and beyond it the gradient is 0;
        without, elements beyond ``[0, 1]`` give NaN.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.logit.

        >>> rg.logit(rg.tensor([0.5, 0.75]))
        tensor([0.0000, 1.0986])
        """
    def logit_(self, eps: _float | None = None) -> Tensor:
        """The logarithm of the odds of each probability, within 2 ulp.

            y = log(x / (1 - x)),  dy/dx = 1 / (x (1 - x))

        With ``eps`` the elements are first held in ``[eps, 1 - eps]``, and beyond it the gradient is 0;
        without, elements beyond ``[0, 1]`` give NaN.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of logit; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of logit.
        Raises:  what logit raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.logit_.

        >>> rg.tensor([0.0, 0.5]).logit_(eps=0.25)
        tensor([-1.0986,  0.0000])
        """
    def logsumexp(self, dim: _int | Sequence[_int], keepdim: _bool = False) -> Tensor:
        """The logarithm of the sum of exponentials along dimensions.

            y = log sum_i e^x_i,  dy/dx_i = e^(x_i - y)

        No exponential overflows on the way. Of no elements it is -inf.

        Shape:   ``(*)`` -> ``(*)`` without the dims; they stay with length 1 if keepdim.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
        Source:  torch.logsumexp.

        >>> rg.logsumexp(rg.tensor([0.0, 1000.0]), dim=0)
        tensor(1000.)
        """
    def long(self, *, memory_format: memory_format | None = None) -> Tensor:
        """The elements as int64; the tensor itself where they are that already.

            y = x

        A fraction is cut off towards zero for an integer type; for bool all but 0 is True.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> int64.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  nothing.
        Source:  torch.Tensor.long.

        >>> rg.tensor([1.5, -1.5]).long()
        tensor([ 1, -1])
        """
    def lt(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is less than the other; also the operator ``<``.

            y = a < b

        With NaN the answer is False.

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; compared in a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.lt.

        >>> rg.lt(rg.tensor([1, 2, 3]), 2)
        tensor([ True, False, False])
        """
    def lt_(self, other: Tensor | _Number) -> Tensor:
        """Whether each element is less than the other; also the operator ``<``.

            y = a < b

        With NaN the answer is False.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of lt; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of lt.
        Raises:  what lt raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.lt_.

        >>> rg.tensor([1, 2, 3]).lt_(2)
        tensor([1, 0, 0])
        """
    def lu(self, pivot: _bool = True, get_infos: _bool = False) -> tuple[Tensor, ...]:
        """The packed factors of matrices, and the pivots.

            A = P L U

        An old form of linalg.lu_factor_ex(), whose results are a plain tuple; info comes last if get_infos.

        Shape:   ``(*, m, n)`` -> ``(*, m, n)``, ``(*, min(m, n))`` and ``(*)``.
        Dtype:   float32, float64; pivots and info are int32.
        Grad:    input. Twice differentiable.
        Raises:  RuntimeError without pivoting; ShapeError unless there are two dimensions; DTypeError for
                 other types.
        Source:  torch.lu.

        >>> LU, pivots = rg.lu(rg.tensor([[1.0, 2.0], [2.0, 2.0]]))
        >>> pivots
        tensor([2, 2], dtype=torch.int32)
        """
    def lu_solve(self, LU_data: Tensor, LU_pivots: Tensor) -> Tensor:
        """The solution of equations with a matrix of which the factors are known.

            A X = B

        An old form of linalg.lu_solve().

        Shape:   input ``(*, n, k)``, LU_data ``(*, n, n)``, LU_pivots ``(*, n)`` -> ``(*, n, k)``.
        Dtype:   float32, float64; both alike, pivots int32.
        Grad:    input, LU_data. Twice differentiable.
        Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types; RuntimeError
                 for pivots that are no rows.
        Source:  torch.lu_solve.

        >>> LU, pivots = rg.linalg.lu_factor(rg.tensor([[1.0, 2.0], [2.0, 2.0]]))
        >>> rg.lu_solve(rg.tensor([[3.0], [4.0]]), LU, pivots)
        tensor([[1.],
                [1.]])
        """
    def masked_fill(self, mask: Tensor, value: Tensor | _Number) -> Tensor:
        """A copy with one value wherever the mask is true.

            y = m ? v : x,  dy/dx = 0 and dy/dv = 1 where m

        Shape:   input and mask ``(*)``, broadcast together; value a number or ``()``.
        Dtype:   all; value is converted to the same; mask bool.
        Grad:    input, value. Twice differentiable.
        Raises:  DTypeError for another mask; ShapeError if the shapes do not broadcast, or for a value with
                 dimensions; RangeError for a number that the type cannot hold.
        Source:  torch.Tensor.masked_fill.

        >>> x = rg.tensor([1.0, 2.0, 3.0])
        >>> rg.masked_fill(x, x > 1.5, 0)
        tensor([1., 0., 0.])
        """
    def masked_fill_(self, mask: Tensor, value: Tensor | _Number) -> Tensor:
        """A copy with one value wherever the mask is true.

            y = m ? v : x,  dy/dx = 0 and dy/dv = 1 where m

        The result is written to the tensor itself, which is returned.

        Shape:   as of masked_fill; those of the tensor do not change.
        Dtype:   as of masked_fill.
        Grad:    as of masked_fill.
        Raises:  what masked_fill raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.masked_fill_.

        >>> rg.zeros(2, 2).masked_fill_(rg.tensor([True, False]), 1)
        tensor([[1., 0.],
                [1., 0.]])
        """
    def masked_scatter(self, mask: Tensor, source: Tensor) -> Tensor:
        """A copy with the next element of source wherever the mask is true.

            y = m ? s[k] : x, k counting the true ones,  dy/ds = 1 and dy/dx = 0 where m

        Shape:   input and mask ``(*)``, broadcast together; source with at least as many elements as the
                 mask has true ones.
        Dtype:   all, source the same; mask bool.
        Grad:    input, source. Twice differentiable.
        Raises:  DTypeError for other types; ShapeError if the shapes do not broadcast, or source is too
                 short.
        Source:  torch.Tensor.masked_scatter.

        >>> mask = rg.tensor([True, False, True])
        >>> rg.masked_scatter(rg.zeros(3), mask, rg.tensor([5.0, 6.0, 7.0]))
        tensor([5., 0., 6.])
        """
    def masked_scatter_(self, mask: Tensor, source: Tensor) -> Tensor:
        """A copy with the next element of source wherever the mask is true.

            y = m ? s[k] : x, k counting the true ones,  dy/ds = 1 and dy/dx = 0 where m

        The result is written to the tensor itself, which is returned.

        Shape:   as of masked_scatter; those of the tensor do not change.
        Dtype:   as of masked_scatter.
        Grad:    as of masked_scatter.
        Raises:  what masked_scatter raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.masked_scatter_.

        >>> rg.zeros(2).masked_scatter_(rg.tensor([False, True]), rg.tensor([8.0]))
        tensor([0., 8.])
        """
    def masked_select(self, mask: Tensor) -> Tensor:
        """The elements where the mask is true, in order, as a vector.

            y = [x[i] for i if m[i]],  dx = dy there, 0 elsewhere

        Shape:   input and mask ``(*)``, broadcast together -> ``(n)``.
        Dtype:   all; mask bool.
        Grad:    input. Twice differentiable.
        Raises:  DTypeError for another mask; ShapeError if the shapes do not broadcast.
        Source:  torch.masked_select.

        >>> x = rg.tensor([[1, 5], [7, 2]])
        >>> rg.masked_select(x, x > 4)
        tensor([5, 7])
        """
    def matmul(self, other: Tensor) -> Tensor:
        """The product of vectors, matrices or batches; also the operator ``@``.

            y_ij = sum_k a_ik b_kj,  da = dy b^T,  db = a^T dy

        Shape:   ``(k)``, ``(k)`` -> ``()``; ``(*, m, k)``, ``(k)`` -> ``(*, m)``; ``(k)``, ``(*, k, n)`` ->
                 ``(*, n)``; ``(*, m, k)``, ``(*, k, n)`` -> ``(*, m, n)``, where the ``*`` broadcast.
        Dtype:   all but bool; both alike. Integers wrap around.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError for a 0-d tensor, or if the inner lengths differ or the batches do not
                 broadcast; DTypeError if the types differ, or for bool.
        Source:  torch.matmul.

        >>> rg.matmul(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), rg.tensor([1.0, 10.0]))
        tensor([21., 43.])
        """
    def matrix_exp(self) -> Tensor:
        """The exponential of square matrices.

            Y = 1 + A + A A / 2! + A A A / 3! + ...

        Shape:   ``(*, n, n)`` -> ``(*, n, n)``.
        Dtype:   floating; float16 and bfloat16 are computed in float32.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError unless square; DTypeError unless floating.
        Source:  torch.linalg.matrix_exp.

        >>> rg.linalg.matrix_exp(rg.tensor([[0.0, 2.0], [0.0, 0.0]]))
        tensor([[1., 2.],
                [0., 1.]])
        """
    def matrix_power(self, n: _int) -> Tensor:
        """The product of as many times a square matrix, by squares.

            y = x x ... x,  n times; for 0 it is 1 on the diagonal, below 0 a power of the inverse

        Shape:   ``(*, m, m)`` -> ``(*, m, m)``.
        Dtype:   all but bool; floating for n < 0. Integers wrap around.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError unless square; LinAlgError for n < 0 of a singular matrix.
        Source:  torch.matrix_power.

        >>> rg.matrix_power(rg.tensor([[1, 1], [1, 0]]), 10)
        tensor([[89, 55],
                [55, 34]])
        """
    @overload
    def max(self) -> Tensor:
        """max()
        max(other)
        max(dim, keepdim=False)

        The largest element; along a dimension also where it is; of two tensors as maximum().

            y = max_i x_i,  dy/dx_i = 1 / k where x_i = y, of which there are k

        NaN is larger than all. Along a dimension the index is that of the first NaN, else of the first of
        equals, and the whole gradient goes there.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
        Dtype:   all; indices are int64.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError if there is no element, IndexError if there is none along dim, or it is out of
                 range.
        Source:  torch.max.

        >>> rg.max(rg.tensor([[1.0, 5.0], [3.0, 2.0]]))
        tensor(5.)
        >>> rg.max(rg.tensor([[1.0, 5.0], [3.0, 2.0]]), dim=1).indices
        tensor([1, 0])
        """
    @overload
    def max(self, other: Tensor) -> Tensor: ...
    @overload
    def max(self, dim: _int, keepdim: _bool = False) -> _ValuesAndIndices: ...
    def maximum(self, other: Tensor) -> Tensor:
        """The larger one of two elements; NaN if one of them is.

            y = max(a, b),  dy/da = 1 where a > b, 1/2 where a = b

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; promoted to a common type.
        Grad:    input, other; each gets half where they tie. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.maximum.

        >>> rg.maximum(rg.tensor([1, 5]), rg.tensor([4, 2]))
        tensor([4, 5])
        """
    def mean(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None) -> Tensor:
        """The mean of all elements, or of those along dimensions.

            y = (1 / n) sum_i x_i,  dy/dx_i = 1 / n

        The mean of nothing is NaN. With a dtype the elements are converted first.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
        Dtype:   floating.
        Grad:    input. Twice differentiable.
        Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
                 twice.
        Source:  torch.mean.

        >>> rg.mean(rg.tensor([1.0, 2.0, 6.0]))
        tensor(3.)
        """
    @overload
    def median(self) -> Tensor:
        """median()
        median(dim, keepdim=False)

        The element in the middle, of two the lower one; along a dimension also where it is.

            y = sort(x)_m,  m = floor((n + 1) / 2)

        NaN where there is one. The gradient is shared by all that are equal to the median; along a
        dimension it goes to the one at the index. Of nothing it is NaN, or the least integer.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
        Dtype:   all but bool; indices are int64.
        Grad:    input. Twice differentiable.
        Raises:  NotImplementedError for bool; IndexError if there is no element along dim, or it is out of
                 range.
        Source:  torch.median.

        >>> rg.median(rg.tensor([3.0, 1.0, 2.0, 4.0]))
        tensor(2.)
        """
    @overload
    def median(self, dim: _int, keepdim: _bool = False) -> _ValuesAndIndices: ...
    @overload
    def min(self) -> Tensor:
        """min()
        min(other)
        min(dim, keepdim=False)

        The smallest element; along a dimension also where it is; of two tensors as minimum().

            y = min_i x_i,  dy/dx_i = 1 / k where x_i = y, of which there are k

        NaN is smaller than all. Along a dimension the index is that of the first NaN, else of the first of
        equals, and the whole gradient goes there.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
        Dtype:   all; indices are int64.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError if there is no element, IndexError if there is none along dim, or it is out of
                 range.
        Source:  torch.min.

        >>> rg.min(rg.tensor([[1.0, 5.0], [3.0, 2.0]]))
        tensor(1.)
        >>> rg.min(rg.tensor([[1.0, 5.0], [3.0, 2.0]]), dim=1).values
        tensor([1., 2.])
        """
    @overload
    def min(self, other: Tensor) -> Tensor: ...
    @overload
    def min(self, dim: _int, keepdim: _bool = False) -> _ValuesAndIndices: ...
    def minimum(self, other: Tensor) -> Tensor:
        """The smaller one of two elements; NaN if one of them is.

            y = min(a, b),  dy/da = 1 where a < b, 1/2 where a = b

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; promoted to a common type.
        Grad:    input, other; each gets half where they tie. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.minimum.

        >>> rg.minimum(rg.tensor([1, 5]), rg.tensor([4, 2]))
        tensor([1, 2])
        """
    def mm(self, mat2: Tensor) -> Tensor:
        """The product of two matrices.

            y_ij = sum_k a_ik b_kj,  da = dy b^T,  db = a^T dy

        Shape:   ``(m, k)``, ``(k, n)`` -> ``(m, n)``.
        Dtype:   all but bool; both alike. Integers wrap around.
        Grad:    input, mat2. Twice differentiable.
        Raises:  ShapeError if one is not a matrix or the inner lengths differ; DTypeError if the types
                 differ, or for bool.
        Source:  torch.mm.

        >>> rg.mm(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), rg.tensor([[0.0, 1.0], [1.0, 0.0]]))
        tensor([[2., 1.],
                [4., 3.]])
        """
    def mode(self, dim: _int = -1, keepdim: _bool = False) -> _ValuesAndIndices:
        """What is there most often along a dimension, of several the least, and where it is last.

            y = x_i where most x_j are x_i,  dL/dx at the index is dL/dy

        Each NaN is one of its own, larger than all numbers.

        Shape:   ``(*)`` -> twice ``(*)`` without the dim; it stays with length 1 if keepdim.
        Dtype:   all; indices are int64.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if there is no element along dim, or it is out of range.
        Source:  torch.mode.

        >>> rg.mode(rg.tensor([1, 2, 2, 3, 3])).indices
        tensor(2)
        """
    def moveaxis(self, source: _int | Sequence[_int], destination: _int | Sequence[_int]) -> Tensor:
        """The view with dimensions at other places; the others stay in order.

            y.shape[destination] = x.shape[source]

        Shape:   ``(n, m, k)`` -> ``(m, k, n)`` for 0 to 2.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError if one is named twice or there are not as many destinations as sources;
                 IndexError if one is out of range.
        Source:  torch.movedim.

        >>> rg.movedim(rg.zeros(2, 3, 4), 0, 2).shape
        torch.Size([3, 4, 2])
        """
    def movedim(self, source: _int | Sequence[_int], destination: _int | Sequence[_int]) -> Tensor:
        """The view with dimensions at other places; the others stay in order.

            y.shape[destination] = x.shape[source]

        Shape:   ``(n, m, k)`` -> ``(m, k, n)`` for 0 to 2.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError if one is named twice or there are not as many destinations as sources;
                 IndexError if one is out of range.
        Source:  torch.movedim.

        >>> rg.movedim(rg.zeros(2, 3, 4), 0, 2).shape
        torch.Size([3, 4, 2])
        """
    def msort(self) -> Tensor:
        """The elements in order along the first dimension.

            y = sort(x, dim=0).values

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.msort.

        >>> rg.msort(rg.tensor([3, 1, 2]))
        tensor([1, 2, 3])
        """
    def mtia(self, device: object = None, non_blocking: _bool = False, memory_format: object = None) -> Tensor:
        """Refused: there is no device but the CPU.

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  DeviceError (an AssertionError and a RuntimeError) always.
        Source:  torch.Tensor.mtia.

        >>> device = "cuda" if rg.cuda.is_available() else "cpu"
        >>> rg.ones(2).to(device)
        tensor([1., 1.])
        """
    def mul(self, other: Tensor | _Number) -> Tensor:
        """The product of the elements; also the operator ``*``.

            y = a b

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; promoted to a common type. For bool it is the "and".
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.mul.

        >>> rg.mul(rg.tensor([1, 2]), 1.5)
        tensor([1.5000, 3.0000])
        """
    def mul_(self, other: Tensor | _Number) -> Tensor:
        """The product of the elements; also the operator ``*``.

            y = a b

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of mul; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of mul.
        Raises:  what mul raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.mul_.

        >>> rg.tensor([1.0, 2.0]).mul_(3)
        tensor([3., 6.])
        """
    def multinomial(self, num_samples: _int, replacement: _bool = False, *, generator: Generator | None = None) -> Tensor:
        """Random positions, drawn by the weights that stand there.

            P(y = j) = w_j / sum_k w_k

        Without replacement no position comes twice, and those of weight 0 come last.

        Shape:   ``(n)`` -> ``(num_samples)``; ``(m, n)`` -> ``(m, num_samples)``, row by row.
        Dtype:   floating -> int64.
        Grad:    none.
        Raises:  DomainError for weights that are negative, not finite or all 0, and for less than one
                 sample, or more than there are without replacement; ShapeError unless a vector or a
                 matrix; DTypeError unless floating.
        Source:  torch.multinomial.

        >>> rg.multinomial(rg.tensor([0.0, 3.0, 0.0]), 4, replacement=True)
        tensor([1, 1, 1, 1])
        """
    def multiply(self, other: Tensor | _Number) -> Tensor:
        """The product of the elements; also the operator ``*``.

            y = a b

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; promoted to a common type. For bool it is the "and".
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.mul.

        >>> rg.mul(rg.tensor([1, 2]), 1.5)
        tensor([1.5000, 3.0000])
        """
    def multiply_(self, other: Tensor | _Number) -> Tensor:
        """The product of the elements; also the operator ``*``.

            y = a b

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of mul; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of mul.
        Raises:  what mul raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.mul_.

        >>> rg.tensor([1.0, 2.0]).mul_(3)
        tensor([3., 6.])
        """
    def mv(self, vec: Tensor) -> Tensor:
        """The product of a matrix and a vector.

            y_i = sum_k a_ik x_k

        Shape:   ``(m, k)``, ``(k)`` -> ``(m)``.
        Dtype:   all but bool; both alike. Integers wrap around.
        Grad:    input, vec. Twice differentiable.
        Raises:  ShapeError for other shapes; DTypeError if the types differ, or for bool.
        Source:  torch.mv.

        >>> rg.mv(rg.tensor([[1, 2], [3, 4]]), rg.tensor([1, 1]))
        tensor([3, 7])
        """
    def mvlgamma(self, p: _int) -> Tensor:
        """The logarithm of the gamma function of p dimensions.

            y = p (p - 1) / 4 log(pi) + sum of lgamma(x - i / 2) over 0 <= i < p

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool; integers give the default type.
        Grad:    input. Twice differentiable.
        Raises:  ValueError for p below 1; DTypeError for bool.
        Source:  torch.mvlgamma.

        >>> rg.mvlgamma(rg.tensor([2.5, 3.0]), 2)
        tensor([0.8570, 1.5502])
        """
    def mvlgamma_(self, p: _int) -> Tensor:
        """The logarithm of the gamma function of p dimensions.

            y = p (p - 1) / 4 log(pi) + sum of lgamma(x - i / 2) over 0 <= i < p

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of mvlgamma; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of mvlgamma.
        Raises:  what mvlgamma raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.mvlgamma_.

        >>> rg.tensor([2.5, 3.0]).mvlgamma_(2)
        tensor([0.8570, 1.5502])
        """
    def nan_to_num(self, nan: _float | None = 0.0, posinf: _float | None = None, neginf: _float | None = None) -> Tensor:
        """The elements, with numbers in place of NaN and the infinities.

            y = x or what stands for it,  dy/dx = 1 where x is finite, else 0

        NaN becomes ``nan``, which is 0 for None; an infinity ``posinf`` or ``neginf``, which for None are
        the greatest and the least number of the type.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers stay as they are.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.nan_to_num.

        >>> rg.nan_to_num(rg.tensor([float("nan"), float("inf"), 1.0]), nan=5, posinf=9)
        tensor([5., 9., 1.])
        """
    def nan_to_num_(self, nan: _float | None = 0.0, posinf: _float | None = None, neginf: _float | None = None) -> Tensor:
        """The elements, with numbers in place of NaN and the infinities.

            y = x or what stands for it,  dy/dx = 1 where x is finite, else 0

        NaN becomes ``nan``, which is 0 for None; an infinity ``posinf`` or ``neginf``, which for None are
        the greatest and the least number of the type.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of nan_to_num; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of nan_to_num.
        Raises:  what nan_to_num raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.nan_to_num_.

        >>> rg.tensor([float("nan"), 1.0]).nan_to_num_(2)
        tensor([2., 1.])
        """
    def nanmean(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None) -> Tensor:
        """The mean of all elements but NaNs, or of those along dimensions; of none it is NaN.

            y = (1 / n) sum_i x_i where x_i is no NaN, of which there are n

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
        Dtype:   floating.
        Grad:    input. Twice differentiable.
        Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
                 twice.
        Source:  torch.nanmean.

        >>> rg.nanmean(rg.tensor([1.0, float("nan"), 2.0]))
        tensor(1.5000)
        """
    @overload
    def nanmedian(self) -> Tensor:
        """nanmedian()
        nanmedian(dim, keepdim=False)

        The median of what is no NaN; NaN if nothing is.

            y = median(x_i where x_i is no NaN)

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
        Dtype:   all but bool; indices are int64.
        Grad:    input. Twice differentiable.
        Raises:  NotImplementedError for bool; IndexError if there is no element along dim, or it is out of
                 range.
        Source:  torch.nanmedian.

        >>> rg.nanmedian(rg.tensor([3.0, float("nan"), 2.0]))
        tensor(2.)
        """
    @overload
    def nanmedian(self, dim: _int, keepdim: _bool = False) -> _ValuesAndIndices: ...
    @overload
    def nanquantile(self, q: Tensor, dim: _int | None = None, keepdim: _bool = False, *, interpolation: str = 'linear') -> Tensor:
        """nanquantile(q, dim=None, keepdim=False, *, interpolation='linear')
        nanquantile(q, dim=None, keepdim=False, *, interpolation='linear')

        The quantile of what is no NaN; NaN if nothing is. See quantile().

            y = quantile(x_i where x_i is no NaN)

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim, which stays with length 1 if keepdim; with
                 q of shape ``(k)`` that stands in front.
        Dtype:   floating; q the same.
        Grad:    input, q. Twice differentiable.
        Raises:  DTypeError for other types; ShapeError for no elements and a q of two dimensions;
                 RuntimeError for a q that is not in [0, 1] and another interpolation; IndexError if dim is
                 out of range.
        Source:  torch.nanquantile.

        >>> rg.nanquantile(rg.tensor([1.0, float("nan"), 2.0]), 0.5)
        tensor(1.5000)
        """
    @overload
    def nanquantile(self, q: _Number, dim: _int | None = None, keepdim: _bool = False, *, interpolation: str = 'linear') -> Tensor: ...
    def nansum(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None) -> Tensor:
        """The sum of all elements but NaNs, or of those along dimensions.

            y = sum_i x_i where x_i is no NaN,  dy/dx_i = 1 there, 0 elsewhere

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
        Dtype:   all; bool and integers give int64.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
        Source:  torch.nansum.

        >>> rg.nansum(rg.tensor([1.0, float("nan"), 2.0]))
        tensor(3.)
        """
    def narrow(self, dim: _int, start: _int, length: _int) -> Tensor:
        """The view of a stretch of a dimension.

            y = x[start : start + length]

        Shape:   ``(n, *)`` -> ``(length, *)`` for dim 0; a negative start counts from the end.
        Dtype:   all.
        Grad:    input; zero elsewhere. Twice differentiable.
        Raises:  IndexError if dim or start is out of range; ShapeError if the stretch does not fit.
        Source:  torch.narrow.

        >>> rg.narrow(rg.arange(5), 0, 1, 3)
        tensor([1, 2, 3])
        """
    def ndimension(self) -> _int:
        """The number of dimensions; the same as dim().

            x.ndimension() = len(x.shape)

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.ndimension.

        >>> rg.zeros(2, 3).ndimension()
        2
        """
    def ne(self, other: Tensor | _Number) -> Tensor:
        """Whether the elements differ; also the operator ``!=``.

            y = a != b

        NaN differs from everything, from itself too.

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; compared in a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.ne.

        >>> rg.ne(rg.tensor([1, 2, 3]), 2)
        tensor([ True, False,  True])
        """
    def ne_(self, other: Tensor | _Number) -> Tensor:
        """Whether the elements differ; also the operator ``!=``.

            y = a != b

        NaN differs from everything, from itself too.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of ne; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of ne.
        Raises:  what ne raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.ne_.

        >>> rg.tensor([1, 2, 3]).ne_(2)
        tensor([1, 0, 1])
        """
    def neg(self) -> Tensor:
        """The negative of each element; also the operator ``-``.

            y = -x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool; uint8 wraps around.
        Grad:    input. Twice differentiable.
        Raises:  DTypeError for bool.
        Source:  torch.neg.

        >>> rg.neg(rg.tensor([1.0, -2.0]))
        tensor([-1.,  2.])
        """
    def neg_(self) -> Tensor:
        """The negative of each element; also the operator ``-``.

            y = -x

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of neg; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of neg.
        Raises:  what neg raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.neg_.

        >>> rg.tensor([1.0, -2.0]).neg_()
        tensor([-1.,  2.])
        """
    def negative(self) -> Tensor:
        """The negative of each element; also the operator ``-``.

            y = -x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool; uint8 wraps around.
        Grad:    input. Twice differentiable.
        Raises:  DTypeError for bool.
        Source:  torch.neg.

        >>> rg.neg(rg.tensor([1.0, -2.0]))
        tensor([-1.,  2.])
        """
    def negative_(self) -> Tensor:
        """The negative of each element; also the operator ``-``.

            y = -x

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of neg; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of neg.
        Raises:  what neg raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.neg_.

        >>> rg.tensor([1.0, -2.0]).neg_()
        tensor([-1.,  2.])
        """
    def nelement(self) -> _int:
        """How many elements there are: numel().

            size(0) size(1) ...

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.nelement.

        >>> rg.zeros(2, 3).nelement()
        6
        """
    @overload
    def new_empty(self, size: Sequence[_int], *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
        """A tensor of this one's type, in another shape; its elements are arbitrary.

            y = anything

        Shape:   -> ``size``.
        Dtype:   all; that of the tensor if not given.
        Grad:    none; the result is a leaf.
        Raises:  ShapeError for a size that cannot be; OutOfMemory; DTypeError if requires_grad and not
                 floating.
        Source:  torch.Tensor.new_empty.

        >>> rg.tensor([1, 2]).new_empty(0).dtype
        torch.int64
        """
    @overload
    def new_empty(self, *size: _int, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor: ...
    def new_empty_strided(self, size: Sequence[_int], stride: Sequence[_int], *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
        """A tensor of this one's type with given strides; its elements are arbitrary.

            see empty_strided

        Shape:   -> ``size``.
        Dtype:   all; that of the tensor if not given.
        Grad:    none; the result is a leaf.
        Raises:  as empty_strided().
        Source:  torch.Tensor.new_empty_strided.

        >>> rg.arange(2).new_empty_strided((2, 3), (1, 2)).dtype
        torch.int64
        """
    def new_full(self, size: Sequence[_int], fill_value: _Number, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
        """One number, of this tensor's type, in another shape.

            y = fill_value

        Shape:   -> ``size``.
        Dtype:   all; that of the tensor if not given.
        Grad:    none; the result is a leaf.
        Raises:  ShapeError for a size that cannot be; OutOfMemory; RangeError for a number that the dtype
                 cannot hold; DTypeError if requires_grad and not floating.
        Source:  torch.Tensor.new_full.

        >>> rg.tensor([1, 2]).new_full((3,), 7)
        tensor([7, 7, 7])
        """
    @overload
    def new_ones(self, size: Sequence[_int], *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
        """Ones of this tensor's type, in another shape.

            y = 1

        Shape:   -> ``size``.
        Dtype:   all; that of the tensor if not given.
        Grad:    none; the result is a leaf.
        Raises:  ShapeError for a size that cannot be; OutOfMemory; DTypeError if requires_grad and not
                 floating.
        Source:  torch.Tensor.new_ones.

        >>> rg.tensor([1, 2]).new_ones(3)
        tensor([1, 1, 1])
        """
    @overload
    def new_ones(self, *size: _int, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor: ...
    def new_tensor(self, data: Any, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False) -> Tensor:
        """A new tensor of ``data``, of this tensor's type; see retrograd.tensor().

            y[i][j] = data[i][j]

        Shape:   that of the data.
        Dtype:   that of this tensor, if not given.
        Grad:    none; with requires_grad the result is a leaf.
        Raises:  as tensor().
        Source:  torch.Tensor.new_tensor.

        >>> rg.ones(1).new_tensor([1, 2])
        tensor([1., 2.])
        """
    @overload
    def new_zeros(self, size: Sequence[_int], *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
        """Zeros of this tensor's type, in another shape.

            y = 0

        Shape:   -> ``size``.
        Dtype:   all; that of the tensor if not given.
        Grad:    none; the result is a leaf.
        Raises:  ShapeError for a size that cannot be; OutOfMemory; DTypeError if requires_grad and not
                 floating.
        Source:  torch.Tensor.new_zeros.

        >>> rg.tensor([1, 2]).new_zeros(3)
        tensor([0, 0, 0])
        """
    @overload
    def new_zeros(self, *size: _int, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor: ...
    def nextafter(self, other: Tensor) -> Tensor:
        """The number next to ``input`` on the way to ``other``.

            y = a moved by one unit of its last place,  dy/da = 1 where a != b,  dy/db = 0

        Where both are equal it is ``other``.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   float32, float64; promoted to a common type.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for integers and bools.
        Source:  torch.nextafter.

        >>> rg.nextafter(rg.tensor([1.0, 0.0]), rg.tensor([2.0, -1.0]))
        tensor([ 1.0000e+00, -1.4013e-45])
        """
    def nextafter_(self, other: Tensor) -> Tensor:
        """The number next to ``input`` on the way to ``other``.

            y = a moved by one unit of its last place,  dy/da = 1 where a != b,  dy/db = 0

        Where both are equal it is ``other``.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of nextafter; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of nextafter.
        Raises:  what nextafter raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.nextafter_.

        >>> rg.tensor([1.0, 0.0]).nextafter_(rg.tensor([2.0, -1.0]))
        tensor([ 1.0000e+00, -1.4013e-45])
        """
    def nonzero(self, *, as_tuple: _bool = False) -> Any:
        """Where the elements are that are not 0: one row for each, or a vector for each dimension.

            y[k] = (i, j, ...) of the k-th element that is not 0

        As a tuple it is an index: ``x[x.nonzero(as_tuple=True)]``. NaN is not 0.

        Shape:   ``(*)`` of n dimensions -> ``(k, n)``, or a tuple of n vectors ``(k)``.
        Dtype:   all -> int64.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.nonzero.

        >>> rg.nonzero(rg.tensor([[0, 7], [8, 0]]))
        tensor([[0, 1],
                [1, 0]])
        >>> rg.nonzero(rg.tensor([0, 7, 8]), as_tuple=True)
        (tensor([1, 2]),)
        """
    def norm(self, p: _float | str | None = 'fro', dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None) -> Tensor:
        r"""The norm of all elements as one vector, or of vectors along dimensions.

            y = (sum_i |x_i|^p)^(1/p),  dy/dx_i = sign(x_i) (|x_i| / y)^(p-1), 0 where that has no value

        p 'fro' and None are 2; 0 counts what is not 0; inf and -inf give the extremes of \|x\|. Squares
        are added in double. retrograd.linalg has norms of matrices.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
        Dtype:   floating; a dtype must hold the digits of the input.
        Grad:    input. Twice differentiable.
        Raises:  DTypeError unless floating; ShapeError where there are no elements and no norm of none;
                 linalg.LinAlgError for NaN and infinity and 'nuc'.
        Source:  torch.norm.

        >>> rg.norm(rg.tensor([3.0, 4.0]))
        tensor(5.)
        """
    def normal_(self, mean: _float = 0.0, std: _float = 1.0, *, generator: Generator | None = None) -> Tensor:
        """Writes normal random numbers to every element; returns the tensor.

            y ~ N(mean, std^2)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   floating.
        Grad:    self, zero everywhere.
        Raises:  DomainError for a negative std; NotImplementedError unless floating; GraphError for a leaf
                 that requires grad.
        Source:  torch.Tensor.normal_.

        >>> rg.zeros(2).normal_(3, 0)
        tensor([3., 3.])
        """
    def not_equal(self, other: Tensor | _Number) -> Tensor:
        """Whether the elements differ; also the operator ``!=``.

            y = a != b

        NaN differs from everything, from itself too.

        Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
        Dtype:   all; compared in a common type.
        Grad:    none.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.ne.

        >>> rg.ne(rg.tensor([1, 2, 3]), 2)
        tensor([ True, False,  True])
        """
    def not_equal_(self, other: Tensor | _Number) -> Tensor:
        """Whether the elements differ; also the operator ``!=``.

            y = a != b

        NaN differs from everything, from itself too.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of ne; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of ne.
        Raises:  what ne raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.ne_.

        >>> rg.tensor([1, 2, 3]).ne_(2)
        tensor([1, 0, 1])
        """
    def numel(self) -> _int:
        """The number of elements.

            n = product of the lengths

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.numel.

        >>> rg.numel(rg.zeros(2, 3))
        6
        """
    def numpy(self, *, force: _bool = False) -> numpy.ndarray:
        """A NumPy array on the memory of this tensor: writes to one are seen in the other.

            a[i, j] is x[i, j]

        Shape:   ``(*)`` -> the same.
        Dtype:   all -> the same.
        Grad:    none.
        Raises:  GraphError if the tensor requires grad, unless force; ModuleNotFoundError without NumPy.
        Source:  torch.Tensor.numpy.

        >>> rg.tensor([1.0, 2.0]).numpy().tolist()
        [1.0, 2.0]
        """
    def orgqr(self, input2: Tensor) -> Tensor:
        """The product of reflections that lie in the columns of a matrix.

            Q = (1 - tau_1 v_1 v_1^T) ... (1 - tau_k v_k v_k^T),  its first n columns

        The vectors stand below the diagonal, without the 1 in front: see geqrf().

        Shape:   input ``(*, m, n)``, tau ``(*, k)``, m >= n >= k -> ``(*, m, n)``.
        Dtype:   float32, float64; both alike.
        Grad:    input, tau. Twice differentiable.
        Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types.
        Source:  torch.linalg.householder_product.

        >>> a, tau = rg.geqrf(rg.tensor([[3.0, 5.0], [4.0, 0.0]]))
        >>> rg.linalg.householder_product(a, tau)
        tensor([[-0.6000, -0.8000],
                [-0.8000,  0.6000]])
        """
    def outer(self, vec2: Tensor) -> Tensor:
        """The products of each element of one vector with each of another.

            y_ij = a_i b_j

        Shape:   ``(m)``, ``(n)`` -> ``(m, n)``.
        Dtype:   all; promoted to a common type.
        Grad:    input, vec2. Twice differentiable.
        Raises:  ShapeError if one is not a vector.
        Source:  torch.outer.

        >>> rg.outer(rg.tensor([1, 2]), rg.tensor([3, 4]))
        tensor([[3, 4],
                [6, 8]])
        """
    @overload
    def permute(self, dims: Sequence[_int]) -> Tensor:
        """A view with the dimensions in another order.

            y[i, j, k] = x[j, k, i]  for dims 2, 0, 1

        Shape:   ``(n, m, k)`` -> ``(k, n, m)`` for dims 2, 0, 1.
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  ShapeError unless each dimension is named once; IndexError if a dim is out of range.
        Source:  torch.Tensor.permute.

        >>> rg.zeros(2, 3, 4).permute(2, 0, 1).shape
        torch.Size([4, 2, 3])
        """
    @overload
    def permute(self, *dims: _int) -> Tensor: ...
    def pin_memory(self) -> Tensor:
        """Raises: memory is pinned for an accelerator, and there is none.

            none

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  RuntimeError.
        Source:  torch.Tensor.pin_memory.

        >>> try:
        ...     rg.ones(2).pin_memory()
        ... except RuntimeError:
        ...     print("not here")
        not here
        """
    def pinverse(self, rcond: _float = 1e-15) -> Tensor:
        """The pseudoinverse of matrices.

            Y = V diag(1 / S) U^T, 0 in the place of 1 / S where S is at most rcond times the largest

        An old form of linalg.pinv().

        Shape:   ``(*, m, n)`` -> ``(*, n, m)``.
        Dtype:   float32, float64.
        Grad:    input. Twice differentiable.
        Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
                 DTypeError for other types.
        Source:  torch.pinverse.

        >>> rg.pinverse(rg.tensor([[2.0, 0.0], [0.0, 0.0]]))
        tensor([[0.5000, 0.0000],
                [0.0000, 0.0000]])
        """
    def polygamma(self, n: _int) -> Tensor:
        """A derivative of digamma, the n-th, within a few ulp.

            y = d^n/dx^n digamma(x) = (-1)^(n + 1) n! zeta(n + 1, x),  dy/dx = polygamma(n + 1, x)

        As a function it takes ``n`` first, as a method it is that of ``input``.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  ValueError for a negative n.
        Source:  torch.polygamma.

        >>> rg.polygamma(1, rg.tensor([1.0, 2.0]))
        tensor([1.6449, 0.6449])
        """
    def polygamma_(self, n: _int) -> Tensor:
        """A derivative of digamma, the n-th, within a few ulp.

            y = d^n/dx^n digamma(x) = (-1)^(n + 1) n! zeta(n + 1, x),  dy/dx = polygamma(n + 1, x)

        As a function it takes ``n`` first, as a method it is that of ``input``.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of polygamma; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of polygamma.
        Raises:  what polygamma raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.polygamma_.

        >>> rg.tensor([1.0, 2.0]).polygamma_(1)
        tensor([1.6449, 0.6449])
        """
    def positive(self) -> Tensor:
        """The tensor itself; also the operator ``+``.

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool.
        Grad:    input. Twice differentiable.
        Raises:  DTypeError for bool.
        Source:  torch.positive.

        >>> x = rg.tensor([1.0, -2.0])
        >>> rg.positive(x) is x
        True
        """
    def pow(self, exponent: Tensor | _Number) -> Tensor:
        """The power of each element; also the operator ``**``.

            y = a^b,  dy/da = b a^(b-1),  dy/db = y log a

        Where the exponent is 0 the gradient of the base is 0, and where the base is 0 and the exponent is
        not negative, that of the exponent is.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all but bool; promoted to a common type. Integers to negative integers give the whole part
                 of the power.
        Grad:    input, exponent. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools; RangeError for integers
                 and an exponent that is a negative Python int, where fractions are expected.
        Source:  torch.pow.

        >>> rg.pow(rg.tensor([1.0, 2.0, 3.0]), 2)
        tensor([1., 4., 9.])
        >>> rg.pow(2, rg.tensor([1, 2, 3]))
        tensor([2, 4, 8])
        """
    def pow_(self, exponent: Tensor | _Number) -> Tensor:
        """The power of each element; also the operator ``**``.

            y = a^b,  dy/da = b a^(b-1),  dy/db = y log a

        Where the exponent is 0 the gradient of the base is 0, and where the base is 0 and the exponent is
        not negative, that of the exponent is.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of pow; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of pow.
        Raises:  what pow raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.pow_.

        >>> rg.tensor([2.0, 3.0]).pow_(2)
        tensor([4., 9.])
        """
    def prelu(self, weight: Tensor) -> Tensor:
        """The leaky rectified linear unit with a slope that can be learnt.

            y = x > 0 ? x : w x,  dy/dx = x > 0 ? 1 : w,  dy/dw = x > 0 ? 0 : x

        Shape:   ``(*)``; weight ``(1)``, ``()``, or ``(c)`` for an input ``(n, c, *)`` -> ``(*)``.
        Dtype:   floating; both alike.
        Grad:    input, weight. Twice differentiable.
        Raises:  ShapeError for another weight; DTypeError if the types differ, NotImplementedError unless
                 floating.
        Source:  torch.nn.functional.prelu.

        >>> rg.nn.functional.prelu(rg.tensor([-1.0, 2.0]), rg.tensor([0.5]))
        tensor([-0.5000,  2.0000])
        """
    @overload
    def prod(self, *, dtype: _dtype | None = None) -> Tensor:
        """prod(*, dtype=None)
        prod(dim, keepdim=False, *, dtype=None)

        The product of all elements, or of those along a dimension.

            y = prod_i x_i,  dy/dx_i = prod_{j != i} x_j

        The gradient is exact where elements are zero. With a dtype the elements are converted first.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
        Dtype:   all; bool and integers give int64.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if dim is out of range.
        Source:  torch.prod.

        >>> rg.prod(rg.tensor([2.0, 3.0, 4.0]))
        tensor(24.)
        """
    @overload
    def prod(self, dim: _int, keepdim: _bool = False, *, dtype: _dtype | None = None) -> Tensor: ...
    def put(self, index: Tensor, source: Tensor, accumulate: _bool = False) -> Tensor:
        """A copy with elements written at positions in the flattened tensor, or added there.

            y = x, y.flatten()[index[i]] = s[i],  dy/ds = 1, dy/dx = 0 there

        Of several elements for one place the last one stays, or all are added, in their order.

        Shape:   input ``(*)``, source with as many elements as index -> that of input.
        Dtype:   all, source the same; index int64 or int32.
        Grad:    input, source. Twice differentiable.
        Raises:  BoundsError for a position out of bounds; IndexError if the numbers of elements differ;
                 DTypeError for other types.
        Source:  torch.Tensor.put.

        >>> rg.zeros(2, 2).put(rg.tensor([0, -1]), rg.tensor([5.0, 7.0]))
        tensor([[5., 0.],
                [0., 7.]])
        """
    def put_(self, index: Tensor, source: Tensor, accumulate: _bool = False) -> Tensor:
        """A copy with elements written at positions in the flattened tensor, or added there.

            y = x, y.flatten()[index[i]] = s[i],  dy/ds = 1, dy/dx = 0 there

        Of several elements for one place the last one stays, or all are added, in their order.

        The result is written to the tensor itself, which is returned.

        Shape:   as of put; those of the tensor do not change.
        Dtype:   as of put.
        Grad:    as of put.
        Raises:  what put raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.put_.

        >>> rg.zeros(2).put_(rg.tensor([1, 1]), rg.ones(2), accumulate=True)
        tensor([0., 2.])
        """
    def qr(self, some: _bool = True) -> _OrthogonalAndUpper:
        """The orthogonal and the upper triangular factor of matrices.

            A = Q R,  Q^T Q = 1

        An old form of linalg.qr(): "complete" unless some.

        Shape:   ``(*, m, n)`` -> ``(*, m, k)`` and ``(*, k, n)``.
        Dtype:   float32, float64.
        Grad:    input; for m <= n alone unless some. Twice differentiable.
        Raises:  ShapeError unless there are two dimensions; DTypeError for other types.
        Source:  torch.qr.

        >>> rg.qr(rg.tensor([[3.0, 5.0], [4.0, 0.0]])).R
        tensor([[-5., -3.],
                [ 0., -4.]])
        """
    @overload
    def quantile(self, q: Tensor, dim: _int | None = None, keepdim: _bool = False, *, interpolation: str = 'linear') -> Tensor:
        """quantile(q, dim=None, keepdim=False, *, interpolation='linear')
        quantile(q, dim=None, keepdim=False, *, interpolation='linear')

        What lies at q times the way through the sorted elements, of all or along a dimension.

            r = q (n - 1),  y = (1 - w) s_floor(r) + w s_ceil(r),  s = sort(x)

        w is r - floor(r) if linear, and 1/2 for 'midpoint'; 'lower' and 'higher' take one of the two,
        'nearest' the nearer one, of two that with the even rank. NaN where there is one.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim, which stays with length 1 if keepdim; with
                 q of shape ``(k)`` that stands in front.
        Dtype:   floating; q the same.
        Grad:    input, q. Twice differentiable.
        Raises:  DTypeError for other types; ShapeError for no elements and a q of two dimensions;
                 RuntimeError for a q that is not in [0, 1] and another interpolation; IndexError if dim is
                 out of range.
        Source:  torch.quantile.

        >>> rg.quantile(rg.tensor([1.0, 2.0, 4.0]), 0.75)
        tensor(3.)
        """
    @overload
    def quantile(self, q: _Number, dim: _int | None = None, keepdim: _bool = False, *, interpolation: str = 'linear') -> Tensor: ...
    def rad2deg(self) -> Tensor:
        """An angle in radians in degrees, within 2 ulp.

            y = x 180 / pi,  dy/dx = 180 / pi

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.rad2deg.

        >>> rg.rad2deg(rg.tensor([0.5, 1.0]))
        tensor([28.6479, 57.2958])
        """
    def rad2deg_(self) -> Tensor:
        """An angle in radians in degrees, within 2 ulp.

            y = x 180 / pi,  dy/dx = 180 / pi

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of rad2deg; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of rad2deg.
        Raises:  what rad2deg raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.rad2deg_.

        >>> rg.tensor([0.5, 1.0]).rad2deg_()
        tensor([28.6479, 57.2958])
        """
    @overload
    def random_(self, *, generator: Generator | None = None) -> Tensor:
        """random_(*, generator=None)
        random_(to, *, generator=None)
        random_(from_, to, *, generator=None)

        Writes random integers from from_ (0 if not given) to to - 1; returns the tensor.

            y ~ U{from, ..., to - 1}

        Without bounds they are 0 and the largest integer up to which the type holds all; that one is the
        last where to is None.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    self, zero everywhere.
        Raises:  DomainError for an empty range; RangeError if the type cannot hold it; GraphError for a
                 leaf that requires grad.
        Source:  torch.Tensor.random_.

        >>> rg.zeros(2).random_(5, 6)
        tensor([5., 5.])
        """
    @overload
    def random_(self, to: _int, *, generator: Generator | None = None) -> Tensor: ...
    @overload
    def random_(self, from_: _int, to: _int | None, *, generator: Generator | None = None) -> Tensor: ...
    def ravel(self) -> Tensor:
        """The elements in one dimension, one after another in memory.

            y = x, made contiguous, reshaped to its number of elements

        Shape:   ``(n, *, m)`` -> ``(n * ... * m)``; a 0-d tensor becomes ``(1,)``.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.ravel.

        >>> rg.ravel(rg.tensor([[1, 2], [3, 4]]).t())
        tensor([1, 3, 2, 4])
        """
    def reciprocal(self) -> Tensor:
        """One divided by each element; an infinity for 0.

            y = 1 / x,  dy/dx = -y^2

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.reciprocal.

        >>> rg.reciprocal(rg.tensor([2.0, -4.0]))
        tensor([ 0.5000, -0.2500])
        """
    def reciprocal_(self) -> Tensor:
        """One divided by each element; an infinity for 0.

            y = 1 / x,  dy/dx = -y^2

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of reciprocal; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of reciprocal.
        Raises:  what reciprocal raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.reciprocal_.

        >>> rg.tensor([2.0, -4.0]).reciprocal_()
        tensor([ 0.5000, -0.2500])
        """
    def register_hook(self, hook: Callable[[Tensor], Tensor | None]) -> RemovableHandle:
        """Has ``hook(grad)`` called when a run has the gradient of this tensor.

            grad := hook(grad), unless that is None

        Several hooks run in the order of registration, each with what the one before returned; all run
        before ``.grad`` is filled. A hook stays with the history that the tensor has now, whatever is
        written to the tensor later. It may edit ``grad`` in place, and it runs without recording unless
        ``create_graph``. What it raises comes out of ``backward()`` as it is.

        Shape:   the gradient as this tensor, and so what the hook returns.
        Dtype:   that of this tensor.
        Grad:    with create_graph, through what the hook computes.
        Raises:  GraphError if the tensor does not require grad; TypeError if ``hook`` is not callable. In
                 the run: TypeError if it returns no tensor, ShapeError or DTypeError if that does not fit.
        Source:  torch.Tensor.register_hook.

        >>> x = rg.ones(2, requires_grad=True)
        >>> handle = x.register_hook(lambda grad: grad * 2)
        >>> x.sum().backward()
        >>> x.grad
        tensor([2., 2.])
        >>> handle.remove()
        """
    def register_post_accumulate_grad_hook(self, hook: Callable[[Tensor], None]) -> RemovableHandle:
        """Has ``hook(leaf)`` called whenever ``backward()`` has added to the ``.grad`` of this leaf.

            leaf.grad += ...;  hook(leaf)

        So a step can be taken, and the gradient dropped, while the rest of the graph is still running.
        ``autograd.grad``, which adds to no ``.grad``, does not call it.

        Shape:   any.
        Dtype:   floating.
        Grad:    none.
        Raises:  GraphError unless this is a leaf that requires grad; TypeError if ``hook`` is not callable.
        Source:  torch.Tensor.register_post_accumulate_grad_hook.

        >>> x = rg.ones(2, requires_grad=True)
        >>> handle = x.register_post_accumulate_grad_hook(lambda leaf: print(leaf.grad))
        >>> x.sum().backward()
        tensor([1., 1.])
        """
    def relu(self) -> Tensor:
        """The rectified linear unit: negative elements become 0.

            y = max(x, 0),  dy/dx = 1 where x > 0

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool.
        Grad:    input; 0 at 0. Twice differentiable.
        Raises:  DTypeError for bool.
        Source:  torch.relu.

        >>> rg.relu(rg.tensor([-1.0, 2.0]))
        tensor([0., 2.])
        """
    def relu_(self) -> Tensor:
        """The rectified linear unit: negative elements become 0.

            y = max(x, 0),  dy/dx = 1 where x > 0

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of relu; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of relu.
        Raises:  what relu raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.relu_.

        >>> rg.tensor([-1.0, 2.0]).relu_()
        tensor([0., 2.])
        """
    def remainder(self, other: Tensor | _Number) -> Tensor:
        """What floor_divide leaves, with the sign of ``other``; also the operator ``%``.

            y = a - b floor(a / b)

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all but bool; promoted to a common type.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools; DivideError if an integer
                 is divided by zero.
        Source:  torch.remainder.

        >>> rg.remainder(rg.tensor([7, -7]), 3)
        tensor([1, 2])
        """
    def remainder_(self, other: Tensor | _Number) -> Tensor:
        """What floor_divide leaves, with the sign of ``other``; also the operator ``%``.

            y = a - b floor(a / b)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of remainder; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of remainder.
        Raises:  what remainder raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.remainder_.

        >>> rg.tensor([7, -7]).remainder_(3)
        tensor([1, 2])
        """
    def renorm(self, p: _Number, dim: _int, maxnorm: _Number) -> Tensor:
        """A copy whose slices along a dimension have a p-norm of at most maxnorm.

            y_i = x_i maxnorm / (|x_i|_p + 1e-7) where |x_i|_p > maxnorm, else x_i

        Shape:   ``(*)``, of at least 2 dimensions -> ``(*)``.
        Dtype:   floating.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for fewer than 2 dimensions; DTypeError unless floating; RuntimeError unless p
                 is above 0 and maxnorm not below; IndexError if dim is out of range.
        Source:  torch.renorm.

        >>> rg.renorm(rg.tensor([[3.0, 4.0], [0.3, 0.4]]), 2, 0, 1)
        tensor([[0.6000, 0.8000],
                [0.3000, 0.4000]])
        """
    def renorm_(self, p: _Number, dim: _int, maxnorm: _Number) -> Tensor:
        """A copy whose slices along a dimension have a p-norm of at most maxnorm.

            y_i = x_i maxnorm / (|x_i|_p + 1e-7) where |x_i|_p > maxnorm, else x_i

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of renorm; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of renorm.
        Raises:  what renorm raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.renorm_.

        >>> rg.tensor([[3.0, 4.0]]).renorm_(2, 0, 1)
        tensor([[0.6000, 0.8000]])
        """
    @overload
    def repeat(self, repeats: Sequence[_int]) -> Tensor:
        """A copy that holds the tensor several times along each dimension.

            y[i] = x[i mod n]

        Shape:   ``(n, *)`` -> ``(a n, *)``; more counts than dimensions add dimensions in front.
        Dtype:   all.
        Grad:    input; the sum over the repeats. Twice differentiable.
        Raises:  ShapeError if there are fewer counts than dimensions, or one is negative.
        Source:  torch.Tensor.repeat.

        >>> rg.tensor([1, 2]).repeat(2, 2)
        tensor([[1, 2, 1, 2],
                [1, 2, 1, 2]])
        """
    @overload
    def repeat(self, *repeats: _int) -> Tensor: ...
    @overload
    def repeat_interleave(self, repeats: Tensor, dim: _int | None = None, *, output_size: _int | None = None) -> Tensor:
        """repeat_interleave(repeats, dim=None, *, output_size=None)
        repeat_interleave(repeats, dim=None, *, output_size=None)

        A copy with each element, or each slice along a dimension, several times in a row.

            x_1, ..., x_1, x_2, ..., x_2, ...;  of repeats alone the numbers 0, ..., 0, 1, ..., 1, ...

        Repeats are one number for all, or one for each; without a dim x is one run of elements.

        Shape:   ``(*, n, *)`` -> ``(*, k, *)``, where k is the sum of the repeats: output_size, if given.
        Dtype:   all; repeats int64 or int32.
        Grad:    input; the sum over the repeats. Twice differentiable.
        Raises:  ShapeError for repeats that do not fit; NotImplementedError for another type of them;
                 RuntimeError for negative ones and another output_size; IndexError if dim is out of range.
        Source:  torch.repeat_interleave.

        >>> rg.repeat_interleave(rg.tensor([3, 5]), rg.tensor([1, 2]))
        tensor([3, 5, 5])
        """
    @overload
    def repeat_interleave(self, repeats: _int, dim: _int | None = None, *, output_size: _int | None = None) -> Tensor: ...
    def requires_grad_(self, requires_grad: _bool = True) -> Tensor:
        """Sets ``requires_grad`` of a leaf in place and returns the tensor.

            x.requires_grad_()

        Shape:   any.
        Dtype:   floating.
        Grad:    none; from now on gradients flow here.
        Raises:  DTypeError for other types; GraphError to switch off a tensor that is no leaf.
        Source:  torch.Tensor.requires_grad_.

        >>> rg.ones(2).requires_grad_()
        tensor([1., 1.], requires_grad=True)
        """
    @overload
    def reshape(self, shape: Sequence[_int]) -> Tensor:
        """The same elements under other lengths: a view where it can be, else a copy.

            y[flat index] = x[flat index]

        Shape:   ``(*)`` -> shape, of as many elements; one length may be -1 and is computed.
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  ShapeError if the number of elements differs.
        Source:  torch.Tensor.reshape.

        >>> rg.ones(2, 3).t().reshape(-1).shape
        torch.Size([6])
        """
    @overload
    def reshape(self, *shape: _int) -> Tensor: ...
    def reshape_as(self, other: Tensor) -> Tensor:
        """The same elements under the lengths of another tensor.

            y = self.reshape(other.shape)

        Shape:   ``(*)`` -> shape of other, of as many elements.
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  ShapeError if the number of elements differs.
        Source:  torch.Tensor.reshape_as.

        >>> rg.arange(4).reshape_as(rg.ones(2, 2))
        tensor([[0, 1],
                [2, 3]])
        """
    def resolve_conj(self) -> Tensor:
        """The tensor itself, in which no conjugate is put off.

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    input.
        Raises:  nothing.
        Source:  torch.resolve_conj.

        >>> rg.tensor([1.0]).resolve_conj()
        tensor([1.])
        """
    def resolve_neg(self) -> Tensor:
        """The tensor itself, in which no negation is put off.

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    input.
        Raises:  nothing.
        Source:  torch.resolve_neg.

        >>> rg.tensor([1.0]).resolve_neg()
        tensor([1.])
        """
    def retain_grad(self) -> None:
        """Makes ``backward()`` fill the ``.grad`` of this tensor although it is no leaf.

            y.retain_grad()

        Shape:   any.
        Dtype:   floating.
        Grad:    none.
        Raises:  GraphError if the tensor does not require grad.
        Source:  torch.Tensor.retain_grad.

        >>> x = rg.ones(2, requires_grad=True)
        >>> y = x * 2
        >>> y.retain_grad()
        >>> y.sum().backward()
        >>> y.grad
        tensor([1., 1.])
        """
    def roll(self, shifts: _int | Sequence[_int], dims: _int | Sequence[_int] | None = None) -> Tensor:
        """A copy with the elements moved on; those past the end come in at the front.

            y[(i + shift) mod n] = x[i]

        Shape:   ``(*)`` -> the same. Without dims the elements are moved as one run.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError if there are not as many shifts as dims; IndexError if a dim is out of range.
        Source:  torch.roll.

        >>> rg.roll(rg.arange(5), 2)
        tensor([3, 4, 0, 1, 2])
        """
    def rot90(self, k: _int = 1, dims: Sequence[_int] | None = None) -> Tensor:
        """A copy turned k times by 90 degrees, from one dimension towards another.

            y[i, j] = x[j, m - 1 - i]  for k = 1 and dims (0, 1), which are the default

        Shape:   ``(n, m, *)`` -> ``(m, n, *)`` for odd k.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError unless two different dims are given and x has two; IndexError if one is out of
                 range.
        Source:  torch.rot90.

        >>> rg.rot90(rg.tensor([[1, 2], [3, 4]]))
        tensor([[2, 4],
                [1, 3]])
        """
    def round(self, *, decimals: _int = 0) -> Tensor:
        """The whole number nearest to each element; the even one where two are.

            y = round(x),  dy/dx = 0

        decimals are the digits to keep after the point; negative ones count before it.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool; integers stay as they are.
        Grad:    input, zero everywhere.
        Raises:  DTypeError for bool, and for decimals of integers.
        Source:  torch.round.

        >>> rg.round(rg.tensor([0.5, 1.5, 1.7]))
        tensor([0., 2., 2.])
        """
    def round_(self, *, decimals: _int = 0) -> Tensor:
        """The whole number nearest to each element; the even one where two are.

            y = round(x),  dy/dx = 0

        decimals are the digits to keep after the point; negative ones count before it.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of round; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of round.
        Raises:  what round raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.round_.

        >>> rg.tensor([1.25, 2.5]).round_(decimals=1)
        tensor([1.2000, 2.5000])
        """
    def rsqrt(self) -> Tensor:
        """One divided by the square root of each element.

            y = x^(-1/2),  dy/dx = -y^3 / 2

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.rsqrt.

        >>> rg.rsqrt(rg.tensor([4.0, 0.25]))
        tensor([0.5000, 2.0000])
        """
    def rsqrt_(self) -> Tensor:
        """One divided by the square root of each element.

            y = x^(-1/2),  dy/dx = -y^3 / 2

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of rsqrt; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of rsqrt.
        Raises:  what rsqrt raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.rsqrt_.

        >>> rg.tensor([4.0, 0.25]).rsqrt_()
        tensor([0.5000, 2.0000])
        """
    @overload
    def scatter(self, dim: _int, index: Tensor, src: Tensor, *, reduce: str | None = None) -> Tensor:
        """scatter(dim, index, src, *, reduce=None)
        scatter(dim, index, value, *, reduce=None)

        A copy with elements written at the positions along one dimension that index names.

            y = x, y[index[i, j], j] = s[i, j]  for dim 0,  dy/ds = 1, dy/dx = 0 there

        Of several elements for one place the last one stays. With reduce ``"add"`` or ``"multiply"`` all
        are added to what is there, or multiplied with it.

        Shape:   input ``(n, m)``, index ``(k, l)`` with ``l <= m`` for dim 0, src no smaller than index
                 -> that of input.
        Dtype:   all, src the same; index int64 or int32.
        Grad:    input, src. Twice differentiable.
        Raises:  BoundsError for a position out of bounds; ShapeError or DTypeError for what does not fit;
                 RangeError for a number that the type cannot hold; RuntimeError for another reduce.
        Source:  torch.scatter.

        >>> rg.scatter(rg.zeros(2, 3), 1, rg.tensor([[2], [0]]), rg.tensor([[5.0], [7.0]]))
        tensor([[0., 0., 5.],
                [7., 0., 0.]])
        >>> rg.scatter(rg.zeros(3), 0, rg.tensor([1]), 4)
        tensor([0., 4., 0.])
        """
    @overload
    def scatter(self, dim: _int, index: Tensor, value: _Number, *, reduce: str | None = None) -> Tensor: ...
    @overload
    def scatter_(self, dim: _int, index: Tensor, src: Tensor, *, reduce: str | None = None) -> Tensor:
        """scatter_(dim, index, src, *, reduce=None)
        scatter_(dim, index, value, *, reduce=None)

        A copy with elements written at the positions along one dimension that index names.

            y = x, y[index[i, j], j] = s[i, j]  for dim 0,  dy/ds = 1, dy/dx = 0 there

        Of several elements for one place the last one stays. With reduce ``"add"`` or ``"multiply"`` all
        are added to what is there, or multiplied with it.

        The result is written to the tensor itself, which is returned.

        Shape:   as of scatter; those of the tensor do not change.
        Dtype:   as of scatter.
        Grad:    as of scatter.
        Raises:  what scatter raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.scatter_.

        >>> rg.zeros(3).scatter_(0, rg.tensor([2, 0]), rg.tensor([1.0, 2.0]))
        tensor([2., 0., 1.])
        """
    @overload
    def scatter_(self, dim: _int, index: Tensor, value: _Number, *, reduce: str | None = None) -> Tensor: ...
    def scatter_add(self, dim: _int, index: Tensor, src: Tensor) -> Tensor:
        """A copy with elements added at the positions along one dimension that index names.

            y = x, y[index[i, j], j] += s[i, j]  for dim 0,  dy/ds = 1

        All are added, in the order of the index: the same bits on any number of threads. float16 and
        bfloat16 are added in float32 and rounded once.

        Shape:   input ``(n, m)``, index ``(k, l)`` with ``l <= m`` for dim 0, src no smaller than index
                 -> that of input.
        Dtype:   all, src the same; index int64 or int32.
        Grad:    input, src. Twice differentiable.
        Raises:  BoundsError for a position out of bounds; ShapeError or DTypeError for what does not fit.
        Source:  torch.scatter_add.

        >>> rg.scatter_add(rg.zeros(3), 0, rg.tensor([0, 2, 0]), rg.tensor([1.0, 2.0, 3.0]))
        tensor([4., 0., 2.])
        """
    def scatter_add_(self, dim: _int, index: Tensor, src: Tensor) -> Tensor:
        """A copy with elements added at the positions along one dimension that index names.

            y = x, y[index[i, j], j] += s[i, j]  for dim 0,  dy/ds = 1

        All are added, in the order of the index: the same bits on any number of threads. float16 and
        bfloat16 are added in float32 and rounded once.

        The result is written to the tensor itself, which is returned.

        Shape:   as of scatter_add; those of the tensor do not change.
        Dtype:   as of scatter_add.
        Grad:    as of scatter_add.
        Raises:  what scatter_add raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.scatter_add_.

        >>> rg.ones(2).scatter_add_(0, rg.tensor([1, 1]), rg.ones(2))
        tensor([1., 3.])
        """
    def scatter_reduce(self, dim: _int, index: Tensor, src: Tensor, reduce: str, *, include_self: _bool = True) -> Tensor:
        """A copy in which each place becomes a reduction of the elements that index sends to it.

            y[k, j] = reduce of x[k, j] and all s[i, j] with index[i, j] = k  for dim 0

        reduce is ``"sum"``, ``"prod"``, ``"mean"``, ``"amax"`` or ``"amin"``. Without include_self what was
        in a place that something goes to does not count. All are reduced in the order of the index; equal
        extremes share the gradient.

        Shape:   input ``(n, m)``, index ``(k, l)`` with ``l <= m`` for dim 0, src no smaller than index
                 -> that of input.
        Dtype:   all, src the same; index int64 or int32. A mean of integers is rounded down.
        Grad:    input, src. Twice differentiable.
        Raises:  BoundsError for a position out of bounds; ShapeError or DTypeError for what does not fit;
                 RuntimeError for another reduce.
        Source:  torch.scatter_reduce.

        >>> x, index = rg.ones(3), rg.tensor([0, 0, 2])
        >>> rg.scatter_reduce(x, 0, index, rg.tensor([4.0, 5.0, 7.0]), "amax")
        tensor([5., 1., 7.])
        >>> rg.scatter_reduce(x, 0, index, rg.tensor([4.0, 5.0, 7.0]), "mean", include_self=False)
        tensor([4.5000, 1.0000, 7.0000])
        """
    def scatter_reduce_(self, dim: _int, index: Tensor, src: Tensor, reduce: str, *, include_self: _bool = True) -> Tensor:
        """A copy in which each place becomes a reduction of the elements that index sends to it.

            y[k, j] = reduce of x[k, j] and all s[i, j] with index[i, j] = k  for dim 0

        reduce is ``"sum"``, ``"prod"``, ``"mean"``, ``"amax"`` or ``"amin"``. Without include_self what was
        in a place that something goes to does not count. All are reduced in the order of the index; equal
        extremes share the gradient.

        The result is written to the tensor itself, which is returned.

        Shape:   as of scatter_reduce; those of the tensor do not change.
        Dtype:   as of scatter_reduce.
        Grad:    as of scatter_reduce.
        Raises:  what scatter_reduce raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.scatter_reduce_.

        >>> rg.ones(2).scatter_reduce_(0, rg.tensor([1, 1]), rg.tensor([3.0, 5.0]), "prod")
        tensor([ 1., 15.])
        """
    def select(self, dim: _int, index: _int) -> Tensor:
        """The view at one index of a dimension; the dimension goes.

            y[i] = x[i, index]  for dim 1

        Shape:   ``(n, m)`` -> ``(m)`` or ``(n)``.
        Dtype:   all.
        Grad:    input; zero elsewhere. Twice differentiable.
        Raises:  IndexError if dim or index is out of range.
        Source:  torch.select.

        >>> rg.select(rg.tensor([[1, 2], [3, 4]]), 1, -1)
        tensor([2, 4])
        """
    def select_scatter(self, src: Tensor, dim: _int, index: _int) -> Tensor:
        """A copy with another tensor written at one index of a dimension.

            y = x, y[i, index] = s[i]  for dim 1,  dy/ds = 1, dy/dx = 0 there

        Shape:   input ``(n, m)``, src ``(n)`` for dim 1, that of ``input.select(dim, index)``.
        Dtype:   all; src is converted to that of input.
        Grad:    input, src. Twice differentiable.
        Raises:  ShapeError if src has another shape; IndexError if dim or index is out of range.
        Source:  torch.select_scatter.

        >>> rg.select_scatter(rg.zeros(2, 2), rg.tensor([1.0, 2.0]), 1, -1)
        tensor([[0., 1.],
                [0., 2.]])
        """
    def set_(self, source: Any = None, storage_offset: _int = 0, size: Sequence[_int] | None = None, stride: Sequence[_int] | None = None) -> Tensor:
        """Makes the tensor one over the memory of another, or of a storage.

            x.set_(source) shows what source shows; x.set_() has no elements

        With a size it is the window of that size and stride, without gaps where none is given, that begins
        storage_offset behind the first element of source. The version counts one up.

        Shape:   -> that of source, or size.
        Dtype:   all; that of source.
        Grad:    none.
        Raises:  DTypeError if the type of source is another one; ShapeError if the window does not lie in
                 the memory; GraphError if a history would be lost: of this tensor or of source.
        Source:  torch.Tensor.set_.

        >>> x, y = rg.zeros(2), rg.arange(3.0)
        >>> x.set_(y).is_set_to(y)
        True
        >>> x.set_(y.untyped_storage(), 1, (2,))
        tensor([1., 2.])
        """
    def sgn(self) -> Tensor:
        """The sign of each element: -1, 0 or 1; see sign().

            y = x / |x|,  0 for x = 0,  dy/dx = 0

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    input, zero everywhere.
        Raises:  nothing.
        Source:  torch.sgn.

        >>> rg.sgn(rg.tensor([-3.0, 0.0, 0.5]))
        tensor([-1.,  0.,  1.])
        """
    def sgn_(self) -> Tensor:
        """The sign of each element: -1, 0 or 1; see sign().

            y = x / |x|,  0 for x = 0,  dy/dx = 0

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of sgn; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of sgn.
        Raises:  what sgn raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.sgn_.

        >>> rg.tensor([-3.0, 0.0, 0.5]).sgn_()
        tensor([-1.,  0.,  1.])
        """
    def short(self, *, memory_format: memory_format | None = None) -> Tensor:
        """The elements as int16; the tensor itself where they are that already.

            y = x

        A fraction is cut off towards zero for an integer type; for bool all but 0 is True.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> int16.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  nothing.
        Source:  torch.Tensor.short.

        >>> rg.tensor([1.5, -1.5]).short()
        tensor([ 1, -1], dtype=torch.int16)
        """
    def sigmoid(self) -> Tensor:
        """The logistic function of each element, within 2 ulp.

            y = 1 / (1 + e^-x),  dy/dx = y (1 - y)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.sigmoid.

        >>> rg.sigmoid(rg.tensor([0.0, 1.0]))
        tensor([0.5000, 0.7311])
        """
    def sigmoid_(self) -> Tensor:
        """The logistic function of each element, within 2 ulp.

            y = 1 / (1 + e^-x),  dy/dx = y (1 - y)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of sigmoid; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of sigmoid.
        Raises:  what sigmoid raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.sigmoid_.

        >>> rg.tensor([0.0, 1.0]).sigmoid_()
        tensor([0.5000, 0.7311])
        """
    def sign(self) -> Tensor:
        """The sign of each element: -1, 0 or 1.

            y = x / |x|,  0 for x = 0,  dy/dx = 0

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    input, zero everywhere.
        Raises:  nothing.
        Source:  torch.sign.

        >>> rg.sign(rg.tensor([-3.0, 0.0, 0.5]))
        tensor([-1.,  0.,  1.])
        """
    def sign_(self) -> Tensor:
        """The sign of each element: -1, 0 or 1.

            y = x / |x|,  0 for x = 0,  dy/dx = 0

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of sign; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of sign.
        Raises:  what sign raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.sign_.

        >>> rg.tensor([-3.0, 0.0, 0.5]).sign_()
        tensor([-1.,  0.,  1.])
        """
    def signbit(self) -> Tensor:
        """Whether each element has a minus sign, as -0.0 has.

            y = sign bit of x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; the result is bool.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.signbit.

        >>> rg.signbit(rg.tensor([0.0, -0.0, -2.0]))
        tensor([False,  True,  True])
        """
    def sin(self) -> Tensor:
        """The sine of each element, an angle in radians, within 2 ulp.

            y = sin x,  dy/dx = cos x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.sin.

        >>> rg.sin(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 0.8415])
        """
    def sin_(self) -> Tensor:
        """The sine of each element, an angle in radians, within 2 ulp.

            y = sin x,  dy/dx = cos x

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of sin; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of sin.
        Raises:  what sin raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.sin_.

        >>> rg.tensor([0.0, 1.0]).sin_()
        tensor([0.0000, 0.8415])
        """
    def sinc(self) -> Tensor:
        """The normalised sinc of each element, within 2 ulp.

            y = sin(pi x) / (pi x),  1 for x = 0,  dy/dx = (cos(pi x) - y) / x

        It is 0 at all other whole numbers, and NaN at infinities.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.sinc.

        >>> rg.sinc(rg.tensor([0.0, 0.5]))
        tensor([1.0000, 0.6366])
        """
    def sinc_(self) -> Tensor:
        """The normalised sinc of each element, within 2 ulp.

            y = sin(pi x) / (pi x),  1 for x = 0,  dy/dx = (cos(pi x) - y) / x

        It is 0 at all other whole numbers, and NaN at infinities.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of sinc; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of sinc.
        Raises:  what sinc raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.sinc_.

        >>> rg.tensor([0.0, 0.5]).sinc_()
        tensor([1.0000, 0.6366])
        """
    def sinh(self) -> Tensor:
        """The hyperbolic sine of each element, within 2 ulp.

            y = (e^x - e^-x) / 2,  dy/dx = cosh x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.sinh.

        >>> rg.sinh(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 1.1752])
        """
    def sinh_(self) -> Tensor:
        """The hyperbolic sine of each element, within 2 ulp.

            y = (e^x - e^-x) / 2,  dy/dx = cosh x

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of sinh; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of sinh.
        Raises:  what sinh raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.sinh_.

        >>> rg.tensor([0.0, 1.0]).sinh_()
        tensor([0.0000, 1.1752])
        """
    @overload
    def size(self, dim: None = None) -> Size:
        """The lengths of all dimensions, a Size, or the length of one.

            x.size(dim) = x.shape[dim]

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  IndexError if dim is out of range.
        Source:  torch.Tensor.size.

        >>> rg.zeros(2, 3).size()
        torch.Size([2, 3])
        >>> rg.zeros(2, 3).size(-1)
        3
        """
    @overload
    def size(self, dim: _int) -> _int: ...
    def slice_scatter(self, src: Tensor, dim: _int = 0, start: _int | None = None, end: _int | None = None, step: _int = 1) -> Tensor:
        """A copy with another tensor written to a slice of a dimension.

            y = x, y[i, start:end:step] = s[i]  for dim 1,  dy/ds = 1, dy/dx = 0 there

        Shape:   src has that of the slice.
        Dtype:   all; src is converted to that of input.
        Grad:    input, src. Twice differentiable.
        Raises:  ShapeError if src has another shape; IndexError if dim is out of range; ValueError unless
                 step is positive.
        Source:  torch.slice_scatter.

        >>> rg.slice_scatter(rg.zeros(4), rg.ones(2), start=0, step=2)
        tensor([1., 0., 1., 0.])
        """
    def slogdet(self) -> _SignAndLogarithm:
        """The sign and the logarithm of the absolute value of the determinant.

            s, l:  det A = s e^l,  dA = A^-T dl

        Of a singular matrix they are 0 and minus infinity, without a gradient.

        Shape:   ``(*, n, n)`` -> twice ``(*)``.
        Dtype:   float32, float64.
        Grad:    A. Twice differentiable.
        Raises:  ShapeError unless square; DTypeError for other types.
        Source:  torch.linalg.slogdet.

        >>> rg.linalg.slogdet(rg.tensor([[0.0, 2.0], [0.5, 0.0]])).sign
        tensor(-1.)
        """
    def softmax(self, dim: _int, dtype: _dtype | None = None) -> Tensor:
        """Positive numbers that sum to 1 along a dimension, in proportion to the exponentials.

            y_i = e^x_i / sum_j e^x_j,  dy_i/dx_j = y_i (1[i = j] - y_j)

        The largest element is subtracted first, so nothing overflows. With a dtype the elements are
        converted first.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   floating.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
        Source:  torch.softmax.

        >>> rg.softmax(rg.tensor([0.0, 0.0]), 0)
        tensor([0.5000, 0.5000])
        """
    def sort(self, dim: _int = -1, descending: _bool = False, stable: _bool | None = False) -> _ValuesAndIndices:
        """The elements in order along a dimension, and where they stood.

            y_1 <= y_2 <= ...,  dL/dx at the index of y_i is dL/dy_i

        Equal elements stay in their order, whether stable or not. NaN comes after all numbers, before them
        if descending.

        Shape:   ``(*)`` -> twice ``(*)``.
        Dtype:   all; indices are int64.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if dim is out of range.
        Source:  torch.sort.

        >>> rg.sort(rg.tensor([3.0, 1.0, 2.0])).values
        tensor([1., 2., 3.])
        """
    @overload
    def split(self, split_size: _int, dim: _int = 0) -> tuple[Tensor, ...]:
        """split(split_size, dim=0)
        split(split_size, dim=0)

        Views of consecutive stretches of a dimension, of one length or of given lengths.

            y_0 = x[:a],  y_1 = x[a : a + b], ...

        Shape:   ``(n, *)`` -> ``(a, *)``, ``(b, *)``, ...; with one length the last piece may be shorter.
        Dtype:   all.
        Grad:    tensor. Twice differentiable.
        Raises:  ShapeError if the lengths do not sum to n; IndexError if dim is out of range.
        Source:  torch.split.

        >>> rg.split(rg.arange(5), 2)
        (tensor([0, 1]), tensor([2, 3]), tensor([4]))
        >>> rg.split(rg.arange(5), [1, 4])
        (tensor([0]), tensor([1, 2, 3, 4]))
        """
    @overload
    def split(self, split_size: Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]: ...
    def sqrt(self) -> Tensor:
        """The square root of each element; NaN for a negative one.

            y = sqrt(x),  dy/dx = 1 / (2 y)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input; an infinity at 0. Twice differentiable.
        Raises:  nothing.
        Source:  torch.sqrt.

        >>> rg.sqrt(rg.tensor([4.0, 9.0]))
        tensor([2., 3.])
        """
    def sqrt_(self) -> Tensor:
        """The square root of each element; NaN for a negative one.

            y = sqrt(x),  dy/dx = 1 / (2 y)

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of sqrt; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of sqrt.
        Raises:  what sqrt raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.sqrt_.

        >>> rg.tensor([4.0, 9.0]).sqrt_()
        tensor([2., 3.])
        """
    def square(self) -> Tensor:
        """The square of each element.

            y = x^2,  dy/dx = 2 x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers wrap around, bool gives int64.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.square.

        >>> rg.square(rg.tensor([-3.0, 0.5]))
        tensor([9.0000, 0.2500])
        """
    def square_(self) -> Tensor:
        """The square of each element.

            y = x^2,  dy/dx = 2 x

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of square; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of square.
        Raises:  what square raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.square_.

        >>> rg.tensor([-3.0, 0.5]).square_()
        tensor([9.0000, 0.2500])
        """
    def squeeze(self, dim: _int | Sequence[_int] | None = None) -> Tensor:
        """A view without the dimensions of length 1: all of them, or those named by dim.

            y[i, j] = x[i, 0, j]

        A dimension that is named but longer than 1 stays.

        Shape:   ``(n, 1, m)`` -> ``(n, m)``.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if a dim is out of range; ShapeError if one is named twice.
        Source:  torch.squeeze.

        >>> rg.squeeze(rg.zeros(1, 3, 1)).shape
        torch.Size([3])
        >>> rg.squeeze(rg.zeros(1, 3, 1), 0).shape
        torch.Size([3, 1])
        """
    def squeeze_(self, dim: _int | Sequence[_int] | None = None) -> Tensor:
        """squeeze() in place: the tensor becomes that view of what it was.

            x.squeeze_(dim)

        Shape:   as squeeze().
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  IndexError if a dim is out of range; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.squeeze_.

        >>> rg.zeros(1, 3).squeeze_()
        tensor([0., 0., 0.])
        """
    @overload
    def std(self, unbiased: _bool = True) -> Tensor:
        """std(unbiased=True)
        std(dim, unbiased=True, keepdim=False)
        std(dim=None, *, correction=1, keepdim=False)

        The standard deviation of all elements, or of those along dimensions.

            s = sqrt(v),  v as var() gives it,  ds/dx_i = (x_i - mean) / ((n - correction) s), 0 where s is

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
        Dtype:   floating.
        Grad:    input. Twice differentiable.
        Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
                 twice.
        Source:  torch.std.

        >>> rg.std(rg.tensor([1.0, 3.0]), correction=0)
        tensor(1.)
        """
    @overload
    def std(self, dim: _int | Sequence[_int] | None, unbiased: _bool = True, keepdim: _bool = False) -> Tensor: ...
    @overload
    def std(self, dim: _int | Sequence[_int] | None = None, *, correction: _float | None = 1, keepdim: _bool = False) -> Tensor: ...
    def storage(self) -> Any:
        """The elements of all the memory behind the tensor, which its views share.

            storage()[storage_offset() + i stride(0)] is x[i]

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.storage.

        >>> rg.arange(3)[1:].storage().tolist()
        [0, 1, 2]
        """
    def storage_offset(self) -> _int:
        """Elements in memory before the first one of this tensor.

            0 save for views

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.storage_offset.

        >>> rg.arange(5)[2:].storage_offset()
        2
        """
    @overload
    def stride(self, dim: None = None) -> tuple[_int, ...]:
        """The steps in memory from one element to the next along each dimension, or along one.

            address(x[i, j]) = address(x[0, 0]) + element_size (i stride(0) + j stride(1))

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  IndexError if dim is out of range.
        Source:  torch.Tensor.stride.

        >>> rg.zeros(2, 3).stride()
        (3, 1)
        >>> rg.zeros(2, 3).t().stride(1)
        3
        """
    @overload
    def stride(self, dim: _int) -> _int: ...
    @overload
    def sub(self, other: Tensor | _Number, *, alpha: _Number = 1) -> Tensor:
        """sub(other, *, alpha=1)
        sub(alpha, other)

        The difference ``input - alpha other``; also the operator ``-``.

            y = a - alpha b

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all but bool; promoted to a common type.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools, a fractional alpha of
                 integers, or a bool one; RangeError for one that the result's type cannot hold.
        Source:  torch.sub.

        >>> rg.sub(rg.tensor([1.0, 2.0]), rg.tensor([[1.0], [0.0]]))
        tensor([[0., 1.],
                [1., 2.]])
        """
    @overload
    def sub(self, alpha: _Number, other: Tensor) -> Tensor: ...
    @overload
    def sub_(self, other: Tensor | _Number, *, alpha: _Number = 1) -> Tensor:
        """sub_(other, *, alpha=1)
        sub_(alpha, other)

        The difference ``input - alpha other``; also the operator ``-``.

            y = a - alpha b

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of sub; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of sub.
        Raises:  what sub raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.sub_.

        >>> rg.tensor([1.0, 2.0]).sub_(1)
        tensor([0., 1.])
        """
    @overload
    def sub_(self, alpha: _Number, other: Tensor) -> Tensor: ...
    @overload
    def subtract(self, other: Tensor | _Number, *, alpha: _Number = 1) -> Tensor:
        """subtract(other, *, alpha=1)
        subtract(alpha, other)

        The difference ``input - alpha other``; also the operator ``-``.

            y = a - alpha b

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all but bool; promoted to a common type.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools, a fractional alpha of
                 integers, or a bool one; RangeError for one that the result's type cannot hold.
        Source:  torch.sub.

        >>> rg.sub(rg.tensor([1.0, 2.0]), rg.tensor([[1.0], [0.0]]))
        tensor([[0., 1.],
                [1., 2.]])
        """
    @overload
    def subtract(self, alpha: _Number, other: Tensor) -> Tensor: ...
    @overload
    def subtract_(self, other: Tensor | _Number, *, alpha: _Number = 1) -> Tensor:
        """subtract_(other, *, alpha=1)
        subtract_(alpha, other)

        The difference ``input - alpha other``; also the operator ``-``.

            y = a - alpha b

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of sub; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of sub.
        Raises:  what sub raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.sub_.

        >>> rg.tensor([1.0, 2.0]).sub_(1)
        tensor([0., 1.])
        """
    @overload
    def subtract_(self, alpha: _Number, other: Tensor) -> Tensor: ...
    def sum(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None) -> Tensor:
        """The sum of all elements, or of those along dimensions.

            y = sum_i x_i,  dy/dx_i = 1

        float32 is added in double and rounded once. With a dtype the elements are converted first.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
        Dtype:   all; bool and integers give int64.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
        Source:  torch.sum.

        >>> rg.sum(rg.tensor([[1.0, 2.0], [3.0, 4.0]]))
        tensor(10.)
        >>> rg.sum(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), dim=1)
        tensor([3., 7.])
        """
    @overload
    def sum_to_size(self, size: Sequence[_int]) -> Tensor:
        """The sum over what broadcasting ``size`` to this tensor's shape repeats.

            y = sum over the repeated dimensions of x,  dy/dx = 1

        Shape:   ``(*)`` -> ``size``; the tensor itself if they are the same.
        Dtype:   all; bool and integers that are added give int64.
        Grad:    self. Twice differentiable.
        Raises:  ShapeError if size does not broadcast to the shape.
        Source:  torch.Tensor.sum_to_size.

        >>> rg.ones(2, 3).sum_to_size(1, 3)
        tensor([[2., 2., 2.]])
        """
    @overload
    def sum_to_size(self, *size: _int) -> Tensor: ...
    def svd(self, some: _bool = True, compute_uv: _bool = True) -> _OldSingularFactors:
        """The singular values of matrices, and the vectors that belong to them.

            A = U diag(S) V^T

        An old form of linalg.svd(), which gives V in the place of its transpose; unless compute_uv both are
        filled with zeros.

        Shape:   ``(*, m, n)`` -> ``(*, m, k)``, ``(*, k)`` and ``(*, n, k)``.
        Dtype:   float32, float64.
        Grad:    input; that of the vectors where all values differ. Twice differentiable.
        Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
                 DTypeError for other types.
        Source:  torch.svd.

        >>> rg.svd(rg.tensor([[0.0, 2.0], [1.0, 0.0]])).S
        tensor([2., 1.])
        """
    def swapaxes(self, axis0: _int, axis1: _int) -> Tensor:
        """A view with two dimensions exchanged; see transpose().

            y[i, j] = x[j, i]

        Shape:   ``(n, m)`` -> ``(m, n)``.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if an axis is out of range.
        Source:  torch.swapaxes.

        >>> rg.swapaxes(rg.zeros(2, 3), 0, 1).shape
        torch.Size([3, 2])
        """
    def swapaxes_(self, axis0: _int, axis1: _int) -> Tensor:
        """transpose() in place: the tensor becomes that view of what it was.

            y[i, j] = x[j, i]

        Shape:   as transpose().
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  IndexError if a dimension is out of range; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.swapaxes_.

        >>> rg.tensor([[1, 2]]).swapaxes_(0, 1)
        tensor([[1],
                [2]])
        """
    def swapdims(self, dim0: _int, dim1: _int) -> Tensor:
        """A view with two dimensions exchanged; see transpose().

            y[i, j] = x[j, i]

        Shape:   ``(n, m)`` -> ``(m, n)``.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if a dim is out of range.
        Source:  torch.swapdims.

        >>> rg.swapdims(rg.zeros(2, 3), 0, 1).shape
        torch.Size([3, 2])
        """
    def swapdims_(self, dim0: _int, dim1: _int) -> Tensor:
        """transpose() in place: the tensor becomes that view of what it was.

            y[i, j] = x[j, i]

        Shape:   as transpose().
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  IndexError if a dimension is out of range; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.swapdims_.

        >>> rg.tensor([[1, 2]]).swapdims_(0, 1)
        tensor([[1],
                [2]])
        """
    def t(self) -> Tensor:
        """The transpose of a matrix; a vector or a 0-d tensor stays as it is.

            y[i, j] = x[j, i]

        Shape:   ``(n, m)`` -> ``(m, n)``.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for more than two dimensions.
        Source:  torch.t.

        >>> rg.t(rg.tensor([[1, 2], [3, 4]]))
        tensor([[1, 3],
                [2, 4]])
        """
    def t_(self) -> Tensor:
        """t() in place: the tensor becomes its transpose.

            y[i, j] = x[j, i]

        Shape:   ``(m, n)`` -> ``(n, m)``; ``(n)``, ``()`` stay.
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  ShapeError for more than 2 dimensions; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.t_.

        >>> rg.tensor([[1, 2]]).t_()
        tensor([[1],
                [2]])
        """
    def take(self, index: Tensor) -> Tensor:
        """The elements at positions in the flattened tensor; negative ones count from its end.

            y[i] = x.flatten()[index[i]],  dx = 0 with dy added there

        Shape:   ``(*)`` and any shape of index -> that of index.
        Dtype:   all; index int64 or int32.
        Grad:    input. Twice differentiable.
        Raises:  BoundsError for a position out of bounds; DTypeError for another type of index.
        Source:  torch.take.

        >>> rg.take(rg.tensor([[1, 2], [3, 4]]), rg.tensor([0, -1]))
        tensor([1, 4])
        """
    def take_along_dim(self, indices: Tensor, dim: _int | None = None) -> Tensor:
        """As gather(), with indices that broadcast and count from the end where negative.

            y[i, j] = x[indices[i, j], j]  for dim 0,  dx = 0 with dy added there

        Without a dim both are flattened. Made for the indices of argmax() with keepdim.

        Shape:   ``(n, m)`` and ``(k, m)`` for dim 0, broadcast together but there -> ``(k, m)``.
        Dtype:   all; indices int64 or int32.
        Grad:    input. Twice differentiable.
        Raises:  BoundsError for a position out of bounds; ShapeError if the shapes do not fit; DTypeError
                 for another type of indices.
        Source:  torch.take_along_dim.

        >>> x = rg.tensor([[10, 30, 20], [60, 40, 50]])
        >>> rg.take_along_dim(x, x.argmax(1, keepdim=True), dim=1)
        tensor([[30],
                [60]])
        """
    def tan(self) -> Tensor:
        """The tangent of each element, an angle in radians, within 2 ulp.

            y = tan x,  dy/dx = 1 + y^2

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.tan.

        >>> rg.tan(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 1.5574])
        """
    def tan_(self) -> Tensor:
        """The tangent of each element, an angle in radians, within 2 ulp.

            y = tan x,  dy/dx = 1 + y^2

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of tan; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of tan.
        Raises:  what tan raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.tan_.

        >>> rg.tensor([0.0, 1.0]).tan_()
        tensor([0.0000, 1.5574])
        """
    def tanh(self) -> Tensor:
        """The hyperbolic tangent of each element, within 2 ulp.

            y = (e^x - e^-x) / (e^x + e^-x),  dy/dx = 1 - y^2

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all; integers and bool give the default type.
        Grad:    input. Twice differentiable.
        Raises:  nothing.
        Source:  torch.tanh.

        >>> rg.tanh(rg.tensor([0.0, 1.0]))
        tensor([0.0000, 0.7616])
        """
    def tanh_(self) -> Tensor:
        """The hyperbolic tangent of each element, within 2 ulp.

            y = (e^x - e^-x) / (e^x + e^-x),  dy/dx = 1 - y^2

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of tanh; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of tanh.
        Raises:  what tanh raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.tanh_.

        >>> rg.tensor([0.0, 1.0]).tanh_()
        tensor([0.0000, 0.7616])
        """
    @overload
    def tensor_split(self, sections: _int, dim: _int = 0) -> tuple[Tensor, ...]:
        """tensor_split(sections, dim=0)
        tensor_split(indices, dim=0)
        tensor_split(tensor_indices_or_sections, dim=0)

        Views of so many stretches of a dimension, or of those between given places.

            y_0 = x[:a],  y_1 = x[a:b], ...

        Shape:   ``(n, *)`` -> ``(a, *)``, ``(b - a, *)``, ...; of a number of sections the first are longer
                 by one where they cannot be equal.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for a 0-d tensor or no sections; IndexError if dim is out of range.
        Source:  torch.tensor_split.

        >>> rg.tensor_split(rg.arange(5), 2)
        (tensor([0, 1, 2]), tensor([3, 4]))
        >>> rg.tensor_split(rg.arange(5), (1, 4))
        (tensor([0]), tensor([1, 2, 3]), tensor([4]))
        """
    @overload
    def tensor_split(self, indices: Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]: ...
    @overload
    def tensor_split(self, tensor_indices_or_sections: Tensor, dim: _int = 0) -> tuple[Tensor, ...]: ...
    @overload
    def tile(self, dims: Sequence[_int]) -> Tensor:
        """A copy that holds the tensor several times along dimensions.

            y[i] = x[i mod n]

        Shape:   ``(n, m)`` -> ``(n, a m)`` for one count: those that are missing in front are 1.
        Dtype:   all.
        Grad:    input; the sum over the repeats. Twice differentiable.
        Raises:  ShapeError if a count is negative.
        Source:  torch.tile.

        >>> rg.tile(rg.tensor([[1], [2]]), (2,))
        tensor([[1, 1],
                [2, 2]])
        """
    @overload
    def tile(self, *dims: _int) -> Tensor: ...
    @overload
    def to(self, dtype: _dtype, non_blocking: _bool = False, copy: _bool = False, *, memory_format: memory_format | None = None) -> Tensor:
        """to(dtype, non_blocking=False, copy=False, *, memory_format=None)
        to(device=None, dtype=None, non_blocking=False, copy=False, *, memory_format=None)
        to(other, non_blocking=False, copy=False, *, memory_format=None)

        The elements in another type; the tensor itself where nothing changes, unless copy.

            y = x,  dy/dx = 1

        The one device is 'cpu'. non_blocking is there for programs that know others.

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> dtype, or the type of other.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  RuntimeError for a device but the CPU; ShapeError for a memory_format of other numbers of
                 dimensions.
        Source:  torch.Tensor.to.

        >>> rg.tensor([1.5, -1.5]).to(rg.int64)
        tensor([ 1, -1])
        """
    @overload
    def to(self, device: str | _device | None = None, dtype: _dtype | None = None, non_blocking: _bool = False, copy: _bool = False, *, memory_format: memory_format | None = None) -> Tensor: ...
    @overload
    def to(self, other: Tensor, non_blocking: _bool = False, copy: _bool = False, *, memory_format: memory_format | None = None) -> Tensor: ...
    def to_device(self, device: str | _device | None, *, stream: Any = None) -> Tensor:
        """The tensor itself: there is no device but the CPU.

            y = x

        Shape:   ``(*)``, same.
        Dtype:   all.
        Grad:    self.
        Raises:  DeviceError for another device, or a stream.
        Source:  the Python array API standard, 2025.12.

        >>> rg.ones(2).to_device("cpu")
        tensor([1., 1.])
        """
    def tolist(self) -> Any:
        """The elements as nested Python lists; a number for a 0-d tensor.

            [[x[0, 0], x[0, 1]], ...]

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.tolist.

        >>> rg.tensor([[1, 2], [3, 4]]).tolist()
        [[1, 2], [3, 4]]
        """
    def topk(self, k: _int, dim: _int = -1, largest: _bool = True, sorted: _bool = True) -> _ValuesAndIndices:
        """The k largest or smallest elements along a dimension, and where they stand.

            y_1 >= ... >= y_k,  dL/dx at the index of y_i is dL/dy_i

        They come in order, sorted or not; of equals the first ones are taken. NaN is larger than all.

        Shape:   ``(*, n, *)`` -> twice ``(*, k, *)``.
        Dtype:   all but bool; indices are int64.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError unless 0 <= k <= n; DTypeError for bool; IndexError if dim is out of range.
        Source:  torch.topk.

        >>> rg.topk(rg.tensor([3.0, 1.0, 2.0]), 2).indices
        tensor([0, 2])
        """
    def trace(self) -> Tensor:
        """The sum of the main diagonal.

            y = sum_i x_ii,  dx_ij = dy where i = j

        Shape:   ``(n, m)`` -> ``()``.
        Dtype:   all but bool; integers give int64.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError unless a matrix; DTypeError for bool.
        Source:  torch.trace.

        >>> rg.trace(rg.tensor([[1, 2], [3, 4]]))
        tensor(5)
        """
    def transpose(self, dim0: _int, dim1: _int) -> Tensor:
        """A view with two dimensions exchanged.

            y[i, j] = x[j, i]

        Shape:   ``(n, m)`` -> ``(m, n)``.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if a dim is out of range.
        Source:  torch.transpose.

        >>> rg.transpose(rg.tensor([[1, 2], [3, 4]]), 0, 1)
        tensor([[1, 3],
                [2, 4]])
        """
    def transpose_(self, dim0: _int, dim1: _int) -> Tensor:
        """transpose() in place: the tensor becomes that view of what it was.

            y[i, j] = x[j, i]

        Shape:   as transpose().
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  IndexError if a dimension is out of range; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.transpose_.

        >>> rg.tensor([[1, 2]]).transpose_(0, 1)
        tensor([[1],
                [2]])
        """
    def triangular_solve(self, A: Tensor, upper: _bool = True, transpose: _bool = False, unitriangular: _bool = False) -> _SolutionAndClone:
        """The solution of A X = input for a triangular A, and a copy of A.

            A X = B, or A^T X = B if transpose

        An old form of linalg.solve_triangular().

        Shape:   input ``(*, n, k)``, A ``(*, n, n)`` -> ``(*, n, k)`` and ``(*, n, n)``; batches broadcast.
        Dtype:   float32, float64; both alike.
        Grad:    input, A. Twice differentiable.
        Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types.
        Source:  torch.triangular_solve.

        >>> a = rg.tensor([[2.0, 1.0], [0.0, 4.0]])
        >>> rg.triangular_solve(rg.tensor([[4.0], [8.0]]), a).solution
        tensor([[1.],
                [2.]])
        """
    def tril(self, diagonal: _int = 0) -> Tensor:
        """The lower triangle of matrices: what is above a diagonal becomes 0.

            y[i, j] = x[i, j] if j <= i + diagonal else 0

        Shape:   ``(*, n, m)`` -> the same.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for less than two dimensions.
        Source:  torch.tril.

        >>> rg.tril(rg.ones(2, 3))
        tensor([[1., 0., 0.],
                [1., 1., 0.]])
        """
    def tril_(self, diagonal: _int = 0) -> Tensor:
        """The lower triangle of matrices: what is above a diagonal becomes 0.

            y[i, j] = x[i, j] if j <= i + diagonal else 0

        The result is written to the tensor itself, which is returned.

        Shape:   as of tril; those of the tensor do not change.
        Dtype:   as of tril.
        Grad:    as of tril.
        Raises:  what tril raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.tril_.

        >>> rg.ones(2, 2).tril_(-1)
        tensor([[0., 0.],
                [1., 0.]])
        """
    def triu(self, diagonal: _int = 0) -> Tensor:
        """The upper triangle of matrices: what is below a diagonal becomes 0.

            y[i, j] = x[i, j] if j >= i + diagonal else 0

        Shape:   ``(*, n, m)`` -> the same.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for less than two dimensions.
        Source:  torch.triu.

        >>> rg.triu(rg.ones(2, 3), diagonal=1)
        tensor([[0., 1., 1.],
                [0., 0., 1.]])
        """
    def triu_(self, diagonal: _int = 0) -> Tensor:
        """The upper triangle of matrices: what is below a diagonal becomes 0.

            y[i, j] = x[i, j] if j >= i + diagonal else 0

        The result is written to the tensor itself, which is returned.

        Shape:   as of triu; those of the tensor do not change.
        Dtype:   as of triu.
        Grad:    as of triu.
        Raises:  what triu raises; ShapeError for an expanded tensor;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.triu_.

        >>> rg.ones(2, 2).triu_()
        tensor([[1., 1.],
                [0., 1.]])
        """
    def true_divide(self, other: Tensor | _Number) -> Tensor:
        """The quotient of the elements, which is floating; see div().

            y = a / b

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; integers give the default type.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.true_divide.

        >>> rg.true_divide(rg.tensor([7, -7]), 2)
        tensor([ 3.5000, -3.5000])
        """
    def true_divide_(self, other: Tensor | _Number) -> Tensor:
        """The quotient of the elements, which is floating; see div().

            y = a / b

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of true_divide; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of true_divide.
        Raises:  what true_divide raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.true_divide_.

        >>> rg.tensor([1.0, 2.0]).true_divide_(4)
        tensor([0.2500, 0.5000])
        """
    def trunc(self) -> Tensor:
        """Each element without its fraction: rounded towards zero.

            y = sign(x) floor(|x|),  dy/dx = 0

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all but bool; integers stay as they are.
        Grad:    input, zero everywhere.
        Raises:  DTypeError for bool.
        Source:  torch.trunc.

        >>> rg.trunc(rg.tensor([1.7, -1.7]))
        tensor([ 1., -1.])
        """
    def trunc_(self) -> Tensor:
        """Each element without its fraction: rounded towards zero.

            y = sign(x) floor(|x|),  dy/dx = 0

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of trunc; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of trunc.
        Raises:  what trunc raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.trunc_.

        >>> rg.tensor([1.7, -1.7]).trunc_()
        tensor([ 1., -1.])
        """
    @overload
    def type(self) -> str:
        """type()
        type(dtype, non_blocking=False)

        The name of the tensor's type; or with a dtype or such a name, the same as to().

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> dtype.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  ValueError for a name that is none.
        Source:  torch.Tensor.type.

        >>> rg.tensor([1.5]).type()
        'torch.FloatTensor'
        >>> rg.tensor([1.5]).type(rg.int64)
        tensor([1])
        """
    @overload
    def type(self, dtype: _dtype | builtins.type | str | None, non_blocking: _bool = False) -> Any: ...
    def type_as(self, other: Tensor) -> Tensor:
        """The elements in the type of another tensor.

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all -> that of other.
        Grad:    self, between floating types. Twice differentiable.
        Raises:  nothing.
        Source:  torch.Tensor.type_as.

        >>> rg.tensor([1, 2]).type_as(rg.ones(1))
        tensor([1., 2.])
        """
    def unbind(self, dim: _int = 0) -> tuple[Tensor, ...]:
        """The views at every index of a dimension.

            y_i = x[i]

        Shape:   ``(n, *)`` -> n of ``(*)``.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if dim is out of range.
        Source:  torch.unbind.

        >>> rg.unbind(rg.tensor([[1, 2], [3, 4]]))
        (tensor([1, 2]), tensor([3, 4]))
        """
    def unflatten(self, dim: _int, sizes: Sequence[_int]) -> Tensor:
        """The view with one dimension taken apart into several.

            y.shape = (*x.shape[:dim], *sizes, *x.shape[dim + 1:])

        Shape:   ``(n, *)`` -> ``(a, b, *)`` for sizes (a, b), of which one may be -1.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError if the sizes do not make up the length; IndexError if dim is out of range.
        Source:  torch.unflatten.

        >>> rg.unflatten(rg.arange(6), 0, (2, -1))
        tensor([[0, 1, 2],
                [3, 4, 5]])
        """
    def unfold(self, dimension: _int, size: _int, step: _int) -> Tensor:
        """The view of all windows of one size along a dimension.

            y[i, *, k] = x[i step + k, *]

        Shape:   ``(n, *)`` -> ``((n - size) / step + 1, *, size)``.
        Dtype:   all.
        Grad:    self; summed where windows overlap. Twice differentiable.
        Raises:  ShapeError unless step is positive and size between 0 and n; IndexError if the dimension is
                 out of range.
        Source:  torch.Tensor.unfold.

        >>> rg.arange(5).unfold(0, 3, 1)
        tensor([[0, 1, 2],
                [1, 2, 3],
                [2, 3, 4]])
        """
    def uniform_(self, from_: _float = 0.0, to: _float = 1.0, *, generator: Generator | None = None) -> Tensor:
        """Writes uniform random numbers in [from_, to) to every element; returns the tensor.

            y ~ U(from, to)

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   floating.
        Grad:    self, zero everywhere.
        Raises:  DomainError for bounds out of order or not finite; NotImplementedError unless floating;
                 GraphError for a leaf that requires grad.
        Source:  torch.Tensor.uniform_.

        >>> rg.zeros(2).uniform_(3, 3)
        tensor([3., 3.])
        """
    def unique(self, sorted: _bool = True, return_inverse: _bool = False, return_counts: _bool = False, dim: _int | None = None) -> Tensor | tuple[Tensor, ...]:
        """The different elements, or slices along a dimension, in order; where each one went, and how
        often it is there, if that is asked for.

            x_i = y[inverse_i],  counts_k = sum_i [inverse_i = k]

        They come in order, sorted or not: slices by their first elements, then by the second ones. NaN
        comes last and is equal to nothing; of -0 and 0 the first one stays.

        Shape:   ``(*)`` -> ``(k)``, inverse ``(*)``, counts ``(k)``; with a dim ``(*, n, *)`` ->
                 ``(*, k, *)``, ``(n)``, ``(k)``.
        Dtype:   all; inverse and counts are int64.
        Grad:    none: backward raises NotImplementedError.
        Raises:  IndexError if dim is out of range; RuntimeError for slices without elements.
        Source:  torch.unique.

        >>> rg.unique(rg.tensor([3, 1, 3]), return_counts=True)
        (tensor([1, 3]), tensor([1, 2]))
        """
    def unique_consecutive(self, return_inverse: _bool = False, return_counts: _bool = False, dim: _int | None = None) -> Tensor | tuple[Tensor, ...]:
        """The elements, or slices along a dimension, without those that are equal to the one before.

            x_i = y[inverse_i],  counts_k = sum_i [inverse_i = k]

        Shape:   ``(*)`` -> ``(k)``, inverse ``(*)``, counts ``(k)``; with a dim ``(*, n, *)`` ->
                 ``(*, k, *)``, ``(n)``, ``(k)``.
        Dtype:   all; inverse and counts are int64.
        Grad:    none: backward raises NotImplementedError.
        Raises:  IndexError if dim is out of range; RuntimeError for slices without elements.
        Source:  torch.unique_consecutive.

        >>> rg.unique_consecutive(rg.tensor([1, 1, 2, 1]))
        tensor([1, 2, 1])
        """
    def unsqueeze(self, dim: _int) -> Tensor:
        """A view with one more dimension, of length 1, in front of dimension dim.

            y[i, 0, j] = x[i, j]  for dim 1

        Shape:   ``(n, m)`` -> ``(1, n, m)``, ``(n, 1, m)`` or ``(n, m, 1)``.
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  IndexError if dim is out of range; ShapeError beyond 64 dimensions.
        Source:  torch.unsqueeze.

        >>> rg.unsqueeze(rg.arange(3), 1)
        tensor([[0],
                [1],
                [2]])
        """
    def unsqueeze_(self, dim: _int) -> Tensor:
        """unsqueeze() in place: the tensor becomes that view of what it was.

            x.unsqueeze_(dim)

        Shape:   as unsqueeze().
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  IndexError if dim is out of range; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.unsqueeze_.

        >>> rg.zeros(3).unsqueeze_(0)
        tensor([[0., 0., 0.]])
        """
    def untyped_storage(self) -> Any:
        """The bytes behind the tensor, which its views share.

            data_ptr() is the first byte of all the memory, not of this tensor

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  nothing.
        Source:  torch.Tensor.untyped_storage.

        >>> x = rg.arange(3)
        >>> x[1:].untyped_storage().nbytes()
        24
        """
    @overload
    def var(self, unbiased: _bool = True) -> Tensor:
        """var(unbiased=True)
        var(dim, unbiased=True, keepdim=False)
        var(dim=None, *, correction=1, keepdim=False)

        The variance of all elements, or of those along dimensions.

            v = (1 / (n - correction)) sum_i (x_i - mean)^2,  dv/dx_i = 2 (x_i - mean) / (n - correction)

        unbiased=False is correction=0. Of no more elements than the correction it is nan or inf.

        Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
        Dtype:   floating.
        Grad:    input. Twice differentiable.
        Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
                 twice.
        Source:  torch.var.

        >>> rg.var(rg.tensor([1.0, 2.0, 6.0]))
        tensor(7.)
        """
    @overload
    def var(self, dim: _int | Sequence[_int] | None, unbiased: _bool = True, keepdim: _bool = False) -> Tensor: ...
    @overload
    def var(self, dim: _int | Sequence[_int] | None = None, *, correction: _float | None = 1, keepdim: _bool = False) -> Tensor: ...
    def vdot(self, other: Tensor) -> Tensor:
        """The inner product of two vectors; of complex ones the first is conjugated.

            y = sum_k a_k b_k

        Shape:   ``(k)``, ``(k)`` -> ``()``.
        Dtype:   all but bool; both alike. Integers wrap around.
        Grad:    input, other. Twice differentiable.
        Raises:  ShapeError for other shapes; DTypeError if the types differ, or for bool.
        Source:  torch.vdot.

        >>> rg.vdot(rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]))
        tensor(11.)
        """
    @overload
    def view(self, size: Sequence[_int]) -> Tensor:
        """view(*size)
        view(dtype)

        The same memory under other lengths, or as elements of another type.

            y[flat index] = x[flat index]

        Shape:   ``(*)`` -> size, of as many elements; one length may be -1 and is computed. With a dtype
                 the last length changes by the ratio of the sizes of the elements.
        Dtype:   all -> the same, or dtype.
        Grad:    self, under other lengths. Twice differentiable.
        Raises:  ShapeError if the number of elements differs, or if it takes a copy: see reshape(); if
                 the bytes of the last dimension are no whole elements of dtype.
        Source:  torch.Tensor.view.

        >>> rg.arange(6).view(2, -1)
        tensor([[0, 1, 2],
                [3, 4, 5]])
        >>> rg.tensor([1.0]).view(rg.int32)
        tensor([1065353216], dtype=torch.int32)
        """
    @overload
    def view(self, *size: _int) -> Tensor: ...
    @overload
    def view(self, dtype: _dtype) -> Tensor: ...
    def view_as(self, other: Tensor) -> Tensor:
        """The same memory under the lengths of another tensor.

            y = self.view(other.shape)

        Shape:   ``(*)`` -> shape of other, of as many elements.
        Dtype:   all.
        Grad:    self. Twice differentiable.
        Raises:  ShapeError if the number of elements differs, or if it takes a copy.
        Source:  torch.Tensor.view_as.

        >>> rg.arange(4).view_as(rg.ones(2, 2))
        tensor([[0, 1],
                [2, 3]])
        """
    @overload
    def vsplit(self, sections: _int) -> tuple[Tensor, ...]:
        """vsplit(sections)
        vsplit(indices)

        Views of equal stretches of the first dimension.

            y_0 = x[:a],  y_1 = x[a:b], ...

        Shape:   ``(n, m, *)`` -> ``(a, m, *)``, ``(b - a, m, *)``, ...
        Dtype:   all.
        Grad:    input. Twice differentiable.
        Raises:  ShapeError for fewer than 2 dimensions, or if the sections cannot be equal.
        Source:  torch.vsplit.

        >>> rg.vsplit(rg.tensor([[1, 2], [3, 4]]), 2)
        (tensor([[1, 2]]), tensor([[3, 4]]))
        """
    @overload
    def vsplit(self, indices: Sequence[_int]) -> tuple[Tensor, ...]: ...
    def where(self, condition: Tensor, other: Tensor | _Number) -> Tensor:
        """``input`` where the condition is true, else ``other``.

            y = c ? a : b

        As a method it is that of ``input``: ``input.where(condition, other)``. The condition alone gives
        where it is true, as ``nonzero(condition, as_tuple=True)`` does.

        Shape:   ``(*)`` each, broadcast together.
        Dtype:   condition bool, or uint8 with a warning; input and other all, promoted to a common type.
        Grad:    input, other. Twice differentiable.
        Raises:  DTypeError for another condition; ShapeError if the shapes do not broadcast.
        Source:  torch.where.

        >>> x = rg.tensor([-1.0, 2.0])
        >>> rg.where(x > 0, x, 0)
        tensor([0., 2.])
        >>> x.where(x > 0, 10)
        tensor([10.,  2.])
        """
    def xlogy(self, other: Tensor | _Number) -> Tensor:
        """The product of input and the logarithm of other, within 2 ulp.

            y = a log b,  dy/da = log b,  dy/db = a / b

        It is 0 where input is 0, unless other is NaN.

        Shape:   ``(*)`` and ``(*)``, broadcast together.
        Dtype:   all; integers and bool give the default type.
        Grad:    input, other; 0 for input where it is 0 and other not above. Twice differentiable.
        Raises:  ShapeError if the shapes do not broadcast.
        Source:  torch.xlogy.

        >>> rg.xlogy(rg.tensor([0.0, 2.0]), rg.tensor([0.0, 1.0]))
        tensor([0., 0.])
        """
    def xlogy_(self, other: Tensor | _Number) -> Tensor:
        """The product of input and the logarithm of other, within 2 ulp.

            y = a log b,  dy/da = log b,  dy/db = a / b

        It is 0 where input is 0, unless other is NaN.

        The result is written to the tensor itself, which is returned.

        Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
        Dtype:   those of xlogy; the result is converted to the tensor's type, of at least its kind.
        Grad:    as of xlogy.
        Raises:  what xlogy raises; ShapeError or DTypeError if the tensor cannot hold the result;
                 GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
        Source:  torch.Tensor.xlogy_.

        >>> rg.tensor([0.0, 2.0]).xlogy_(rg.tensor([0.0, 1.0]))
        tensor([0., 0.])
        """
    def xpu(self, device: object = None, non_blocking: _bool = False, memory_format: object = None) -> Tensor:
        """Refused: there is no device but the CPU.

            y = x

        Shape:   ``(*)`` -> ``(*)``.
        Dtype:   all.
        Grad:    none.
        Raises:  DeviceError (an AssertionError and a RuntimeError) always.
        Source:  torch.Tensor.xpu.

        >>> device = "cuda" if rg.cuda.is_available() else "cpu"
        >>> rg.ones(2).to(device)
        tensor([1., 1.])
        """
    def zero_(self) -> Tensor:
        """Writes zero to every element.

            x := 0

        Shape:   ``(*)``.
        Dtype:   all.
        Grad:    zero for what was in self.
        Raises:  ReadOnlyError; ShapeError for an expanded tensor; GraphError for a leaf that requires grad.
        Source:  torch.Tensor.zero_.

        >>> rg.ones(3).zero_()
        tensor([0., 0., 0.])
        """

def abs(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The absolute value of each element; also the function ``abs()``.

        y = |x|,  dy/dx = sign(x)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; the least integer of a type stays as it is.
    Grad:    input; 0 at 0. Twice differentiable.
    Raises:  NotImplementedError for bool.
    Source:  torch.abs.

    >>> rg.abs(rg.tensor([1.0, -2.0]))
    tensor([1., 2.])
    """
def abs_(input: Tensor) -> Tensor:
    """The absolute value of each element; also the function ``abs()``.

        y = |x|,  dy/dx = sign(x)

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of abs; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of abs.
    Raises:  what abs raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.abs_.

    >>> rg.tensor([1.0, -2.0]).abs_()
    tensor([1., 2.])
    """
def absolute(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The absolute value of each element; also the function ``abs()``.

        y = |x|,  dy/dx = sign(x)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; the least integer of a type stays as it is.
    Grad:    input; 0 at 0. Twice differentiable.
    Raises:  NotImplementedError for bool.
    Source:  torch.abs.

    >>> rg.abs(rg.tensor([1.0, -2.0]))
    tensor([1., 2.])
    """
def acos(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in radians of which each element is the cosine, within 2 ulp.

        y = acos x,  dy/dx = -1 / sqrt(1 - x^2)

    NaN beyond -1 and 1.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.acos.

    >>> rg.acos(rg.tensor([0.0, 1.0]))
    tensor([1.5708, 0.0000])
    """
def acos_(input: Tensor) -> Tensor:
    """The angle in radians of which each element is the cosine, within 2 ulp.

        y = acos x,  dy/dx = -1 / sqrt(1 - x^2)

    NaN beyond -1 and 1.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of acos; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of acos.
    Raises:  what acos raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.acos_.

    >>> rg.tensor([0.0, 1.0]).acos_()
    tensor([1.5708, 0.0000])
    """
def acosh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the hyperbolic cosine of each element, within 2 ulp.

        y = log(x + sqrt(x^2 - 1)),  dy/dx = 1 / sqrt(x^2 - 1)

    NaN below 1.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.acosh.

    >>> rg.acosh(rg.tensor([1.0, 2.0]))
    tensor([0.0000, 1.3170])
    """
def acosh_(input: Tensor) -> Tensor:
    """The inverse of the hyperbolic cosine of each element, within 2 ulp.

        y = log(x + sqrt(x^2 - 1)),  dy/dx = 1 / sqrt(x^2 - 1)

    NaN below 1.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of acosh; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of acosh.
    Raises:  what acosh raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.acosh_.

    >>> rg.tensor([1.0, 2.0]).acosh_()
    tensor([0.0000, 1.3170])
    """
def adaptive_avg_pool1d(input: Tensor, output_size: _int | tuple[_int | None, ...]) -> Tensor:
    """The means of as many windows as are asked for.

        y[i] = mean x[floor(i n / m)], ..., x[ceil((i + 1) n / m) - 1]

    Windows overlap where they must. None leaves the length of an axis.

    Shape:   input ``(n, c, l)`` or ``(c, l)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.adaptive_avg_pool1d.

    >>> rg.nn.functional.adaptive_avg_pool1d(rg.tensor([[1.0, 3.0, 2.0]]), 2)
    tensor([[2.0000, 2.5000]])
    """
def adaptive_max_pool1d(input: Tensor, output_size: _int | tuple[_int | None, ...]) -> tuple[Tensor, Tensor]:
    """The largest elements of as many windows as are asked for, and where they are.

        y[i] = max x[floor(i n / m)], ..., x[ceil((i + 1) n / m) - 1]

    Shape:   input ``(n, c, l)`` or ``(c, l)`` -> twice ``(n, c, m)`` or ``(c, m)``.
    Dtype:   all but bool; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit; DTypeError for bool.
    Source:  torch.adaptive_max_pool1d.

    >>> rg.adaptive_max_pool1d(rg.tensor([[1.0, 3.0, 2.0]]), 2)
    (tensor([[3., 3.]]), tensor([[1, 1]]))
    """
@overload
def add(input: Tensor | _Number, other: Tensor | _Number, *, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
    """add(input, other, *, alpha=1, out=None)
    add(input, alpha, other, *, out=None)

    The sum ``input + alpha other``; also the operator ``+``.

        y = a + alpha b

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; promoted to a common type. For bool it is the "or".
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for a fractional alpha of integers,
             or a bool one of numbers; RangeError for one that the result's type cannot hold.
    Source:  torch.add.

    >>> rg.add(rg.tensor([1.0, 2.0]), 10)
    tensor([11., 12.])
    """
@overload
def add(input: Tensor, alpha: _Number, other: Tensor, *, out: Tensor | None = None) -> Tensor: ...
def addbmm(input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
    """A tensor plus the sum of the products of pairs of matrices.

        y = beta x + alpha sum_b a_b b_b

    With beta = 0 the input is not read, whatever is in it.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input broadcasts to ``(n, m)``, ``(b, n, k)``, ``(b, k, m)`` -> ``(n, m)``.
    Dtype:   all but bool; all alike. Integers wrap around, and take whole numbers.
    Grad:    input, batch1, batch2. Twice differentiable.
    Raises:  ShapeError for other shapes; DTypeError if the types differ, for bool, and for fractions
             beside integers.
    Source:  torch.addbmm.

    >>> rg.addbmm(rg.ones(1), rg.ones(4, 1, 3), rg.ones(4, 3, 2))
    tensor([[13., 13.]])
    """
@overload
def addcdiv(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1, out: Tensor | None = None) -> Tensor:
    """addcdiv(input, tensor1, tensor2, *, value=1, out=None)
    addcdiv(input, value, tensor1, tensor2, *, out=None)

    The input plus a multiple of a quotient, in one pass.

        y = x + value a / b,  dy/dx = 1,  dy/da = value / b,  dy/db = -value a / b^2

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` each, broadcast together.
    Dtype:   all but bool, tensor1 or tensor2 floating; promoted to a common type.
    Grad:    input, tensor1, tensor2. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for the quotient of integers.
    Source:  torch.addcdiv.

    >>> rg.addcdiv(rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]), rg.tensor([5.0, 8.0]), value=10)
    tensor([7., 7.])
    """
@overload
def addcdiv(input: Tensor, value: _Number, tensor1: Tensor, tensor2: Tensor, *, out: Tensor | None = None) -> Tensor: ...
@overload
def addcmul(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1, out: Tensor | None = None) -> Tensor:
    """addcmul(input, tensor1, tensor2, *, value=1, out=None)
    addcmul(input, value, tensor1, tensor2, *, out=None)

    The input plus a multiple of a product, in one pass.

        y = x + value a b,  dy/dx = 1,  dy/da = value b,  dy/db = value a

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` each, broadcast together.
    Dtype:   all but bool; promoted to a common type.
    Grad:    input, tensor1, tensor2. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools, and a fractional value of
             integers; RangeError for one that the result's type cannot hold.
    Source:  torch.addcmul.

    >>> rg.addcmul(rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]), rg.tensor([5.0, 6.0]), value=10)
    tensor([151., 242.])
    """
@overload
def addcmul(input: Tensor, value: _Number, tensor1: Tensor, tensor2: Tensor, *, out: Tensor | None = None) -> Tensor: ...
def addmm(input: Tensor, mat1: Tensor, mat2: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
    """A tensor plus the product of two matrices.

        y = beta x + alpha a b,  dx = beta dy,  da = alpha dy b^T,  db = alpha a^T dy

    With beta = 0 the input is not read, whatever is in it.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input broadcasts to ``(n, m)``, ``(n, k)``, ``(k, m)`` -> ``(n, m)``.
    Dtype:   all but bool; all alike. Integers wrap around, and take whole numbers.
    Grad:    input, mat1, mat2. Twice differentiable.
    Raises:  ShapeError for other shapes; DTypeError if the types differ, for bool, and for fractions
             beside integers.
    Source:  torch.addmm.

    >>> rg.addmm(rg.ones(2), rg.tensor([[1.0, 2.0]]), rg.eye(2), alpha=10)
    tensor([[11., 21.]])
    """
def addmv(input: Tensor, mat: Tensor, vec: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
    """A tensor plus the product of a matrix and a vector.

        y = beta x + alpha a v,  dx = beta dy,  da = alpha dy v^T,  dv = alpha a^T dy

    With beta = 0 the input is not read, whatever is in it.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input broadcasts to ``(n)``, ``(n, k)``, ``(k)`` -> ``(n)``.
    Dtype:   all but bool; all alike. Integers wrap around, and take whole numbers.
    Grad:    input, mat, vec. Twice differentiable.
    Raises:  ShapeError for other shapes; DTypeError if the types differ, for bool, and for fractions
             beside integers.
    Source:  torch.addmv.

    >>> rg.addmv(rg.ones(2), rg.eye(2), rg.tensor([1.0, 2.0]), beta=0.5)
    tensor([1.5000, 2.5000])
    """
def addr(input: Tensor, vec1: Tensor, vec2: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
    """A tensor plus the outer product of two vectors.

        y = beta x + alpha a b^T,  dx = beta dy,  da = alpha dy b,  db = alpha dy^T a

    With beta = 0 the input is not read, whatever is in it.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input broadcasts to ``(n, m)``, ``(n)``, ``(m)`` -> ``(n, m)``.
    Dtype:   all; promoted to a common type. Of bools beta and alpha count as such.
    Grad:    input, vec1, vec2. Twice differentiable.
    Raises:  ShapeError for other shapes; DTypeError for fractions beside integers.
    Source:  torch.addr.

    >>> rg.addr(rg.zeros(2, 2), rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]))
    tensor([[3., 4.],
            [6., 8.]])
    """
def all(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """Whether every element is nonzero, of all or along dimensions.

        y = x_1 and x_2 and ...;  True for no elements

    NaN is nonzero. Over an empty list of dims nothing is reduced.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   all -> bool; uint8 -> uint8.
    Grad:    none.
    Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
    Source:  torch.all.

    >>> rg.all(rg.tensor([1.0, 2.0, 0.0]))
    tensor(False)
    """
def allclose(input: Tensor, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False) -> _bool:
    """Whether isclose() is true of all elements.

        y = all(|a - b| <= atol + rtol |b|)

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; both alike.
    Grad:    none.
    Raises:  DTypeError if the types differ; ValueError for a negative tolerance; ShapeError if the
             shapes do not broadcast.
    Source:  torch.allclose.

    >>> rg.allclose(rg.tensor([0.1 + 0.2]), rg.tensor([0.3]))
    True
    """
def alpha_dropout(input: Tensor, p: _float, train: _bool) -> Tensor:
    """Dropout that keeps mean and variance behind selu(); see
    nn.functional.alpha_dropout().

        y = a x + b,  or a s + b with the probability p

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating; all if not ``train``.
    Grad:    input. Twice differentiable.
    Raises:  DomainError unless p is in [0, 1]; DTypeError unless floating.
    Source:  torch.alpha_dropout.

    >>> rg.alpha_dropout(rg.tensor([1.0, 2.0]), 0.5, False)
    tensor([1., 2.])
    """
def alpha_dropout_(input: Tensor, p: _float, train: _bool) -> Tensor:
    """Dropout that keeps mean and variance behind selu(); see
    nn.functional.alpha_dropout().

        y = a x + b,  or a s + b with the probability p

    The result is written to the tensor itself, which is returned.

    Shape:   as of alpha_dropout; those of the tensor do not change.
    Dtype:   as of alpha_dropout.
    Grad:    as of alpha_dropout.
    Raises:  what alpha_dropout raises; ShapeError for an expanded tensor;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.alpha_dropout_.

    >>> rg.alpha_dropout_(rg.tensor([1.0, 2.0]), 1.0, True)
    tensor([0., 0.])
    """
def amax(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """The largest element of all, or along dimensions.

        y = max_i x_i,  dy/dx_i = 1 / k where x_i = y, of which there are k

    NaN is larger than all.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   all.
    Grad:    input; ties share it evenly. Twice differentiable.
    Raises:  ShapeError if there is no element, or for a dim given twice; IndexError if there is no
             element along a dim, or it is out of range.
    Source:  torch.amax.

    >>> rg.amax(rg.tensor([[1.0, 5.0], [3.0, 2.0]]), dim=0)
    tensor([3., 5.])
    """
def amin(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """The smallest element of all, or along dimensions.

        y = min_i x_i,  dy/dx_i = 1 / k where x_i = y, of which there are k

    NaN is smaller than all.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   all.
    Grad:    input; ties share it evenly. Twice differentiable.
    Raises:  ShapeError if there is no element, or for a dim given twice; IndexError if there is no
             element along a dim, or it is out of range.
    Source:  torch.amin.

    >>> rg.amin(rg.tensor([[1.0, 5.0], [3.0, 2.0]]), dim=0)
    tensor([1., 2.])
    """
def aminmax(input: Tensor, *, dim: _int | None = None, keepdim: _bool = False, out: Sequence[Tensor] | None = None) -> _MinAndMax:
    """The least and the greatest element, of all or along a dimension.

        l = min_i x_i,  h = max_i x_i

    NaN where there is one. Equal extremes share the gradient evenly.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> twice ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if there is no element, IndexError if there is none along dim, or it is out of
             range.
    Source:  torch.aminmax.

    >>> rg.aminmax(rg.tensor([3.0, 1.0, 2.0])).max
    tensor(3.)
    """
def any(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """Whether some element is nonzero, of all or along dimensions.

        y = x_1 or x_2 or ...;  False for no elements

    NaN is nonzero. Over an empty list of dims nothing is reduced.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   all -> bool; uint8 -> uint8.
    Grad:    none.
    Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
    Source:  torch.any.

    >>> rg.any(rg.tensor([[False, True], [False, False]]), dim=1)
    tensor([ True, False])
    """
@overload
def arange(end: _Number, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor:
    """arange(end, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None)
    arange(start, end, step=1, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None)

    Numbers at equal distances, from start up to end, which is not among them.

        y_i = start + i step,  0 <= i < ceil((end - start) / step)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   -> ``(n)``.
    Dtype:   all but bool; if not given, int64 where all arguments are ints, else the default type.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError if step is 0 or leads away from end, or a bound is not finite; RangeError for
             values that the dtype cannot hold; NotImplementedError for bool.
    Source:  torch.arange.

    >>> rg.arange(5)
    tensor([0, 1, 2, 3, 4])
    >>> rg.arange(1, 2, 0.5)
    tensor([1.0000, 1.5000])
    """
@overload
def arange(start: _Number, end: _Number, step: _Number = 1, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor: ...
def arccos(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in radians of which each element is the cosine, within 2 ulp.

        y = acos x,  dy/dx = -1 / sqrt(1 - x^2)

    NaN beyond -1 and 1.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.acos.

    >>> rg.acos(rg.tensor([0.0, 1.0]))
    tensor([1.5708, 0.0000])
    """
def arccos_(input: Tensor) -> Tensor:
    """The angle in radians of which each element is the cosine, within 2 ulp.

        y = acos x,  dy/dx = -1 / sqrt(1 - x^2)

    NaN beyond -1 and 1.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of acos; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of acos.
    Raises:  what acos raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.acos_.

    >>> rg.tensor([0.0, 1.0]).acos_()
    tensor([1.5708, 0.0000])
    """
def arccosh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the hyperbolic cosine of each element, within 2 ulp.

        y = log(x + sqrt(x^2 - 1)),  dy/dx = 1 / sqrt(x^2 - 1)

    NaN below 1.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.acosh.

    >>> rg.acosh(rg.tensor([1.0, 2.0]))
    tensor([0.0000, 1.3170])
    """
def arccosh_(input: Tensor) -> Tensor:
    """The inverse of the hyperbolic cosine of each element, within 2 ulp.

        y = log(x + sqrt(x^2 - 1)),  dy/dx = 1 / sqrt(x^2 - 1)

    NaN below 1.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of acosh; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of acosh.
    Raises:  what acosh raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.acosh_.

    >>> rg.tensor([1.0, 2.0]).acosh_()
    tensor([0.0000, 1.3170])
    """
def arcsin(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in radians of which each element is the sine, within 2 ulp.

        y = asin x,  dy/dx = 1 / sqrt(1 - x^2)

    NaN beyond -1 and 1.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.asin.

    >>> rg.asin(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 1.5708])
    """
def arcsin_(input: Tensor) -> Tensor:
    """The angle in radians of which each element is the sine, within 2 ulp.

        y = asin x,  dy/dx = 1 / sqrt(1 - x^2)

    NaN beyond -1 and 1.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of asin; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of asin.
    Raises:  what asin raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.asin_.

    >>> rg.tensor([0.0, 1.0]).asin_()
    tensor([0.0000, 1.5708])
    """
def arcsinh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the hyperbolic sine of each element, within 2 ulp.

        y = log(x + sqrt(x^2 + 1)),  dy/dx = 1 / sqrt(x^2 + 1)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.asinh.

    >>> rg.asinh(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.8814])
    """
def arcsinh_(input: Tensor) -> Tensor:
    """The inverse of the hyperbolic sine of each element, within 2 ulp.

        y = log(x + sqrt(x^2 + 1)),  dy/dx = 1 / sqrt(x^2 + 1)

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of asinh; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of asinh.
    Raises:  what asinh raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.asinh_.

    >>> rg.tensor([0.0, 1.0]).asinh_()
    tensor([0.0000, 0.8814])
    """
def arctan(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in radians of which each element is the tangent, within 2 ulp.

        y = atan x,  dy/dx = 1 / (1 + x^2)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.atan.

    >>> rg.atan(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.7854])
    """
def arctan2(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in radians of the point (other, input), within 2 ulp.

        y = atan(a / b) in the quadrant of (b, a),  dy/da = b / (a^2 + b^2),  dy/db = -a / (a^2 + b^2)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; integers and bool give the default type.
    Grad:    input, other; 0 where both are 0. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.atan2.

    >>> rg.atan2(rg.tensor([1.0, 1.0]), rg.tensor([1.0, -1.0]))
    tensor([0.7854, 2.3562])
    """
def arctan_(input: Tensor) -> Tensor:
    """The angle in radians of which each element is the tangent, within 2 ulp.

        y = atan x,  dy/dx = 1 / (1 + x^2)

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of atan; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of atan.
    Raises:  what atan raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.atan_.

    >>> rg.tensor([0.0, 1.0]).atan_()
    tensor([0.0000, 0.7854])
    """
def arctanh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the hyperbolic tangent of each element, within 2 ulp.

        y = log((1 + x) / (1 - x)) / 2,  dy/dx = 1 / (1 - x^2)

    Infinite at -1 and 1, NaN beyond.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.atanh.

    >>> rg.atanh(rg.tensor([0.0, 0.5]))
    tensor([0.0000, 0.5493])
    """
def arctanh_(input: Tensor) -> Tensor:
    """The inverse of the hyperbolic tangent of each element, within 2 ulp.

        y = log((1 + x) / (1 - x)) / 2,  dy/dx = 1 / (1 - x^2)

    Infinite at -1 and 1, NaN beyond.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of atanh; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of atanh.
    Raises:  what atanh raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.atanh_.

    >>> rg.tensor([0.0, 0.5]).atanh_()
    tensor([0.0000, 0.5493])
    """
def argmax(input: Tensor, dim: _int | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """Where the largest element is, in the flattened tensor or along a dimension.

        y = the first i with x_i = max_j x_j;  the first NaN where there is one

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; dims stay with length 1 if keepdim.
    Dtype:   all but bool -> int64.
    Grad:    none.
    Raises:  IndexError if there is no element, or dim is out of range; DTypeError for bool.
    Source:  torch.argmax.

    >>> rg.argmax(rg.tensor([1.0, 5.0, 5.0]))
    tensor(1)
    """
def argmin(input: Tensor, dim: _int | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """Where the smallest element is, in the flattened tensor or along a dimension.

        y = the first i with x_i = min_j x_j;  the first NaN where there is one

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; dims stay with length 1 if keepdim.
    Dtype:   all but bool -> int64.
    Grad:    none.
    Raises:  IndexError if there is no element, or dim is out of range; DTypeError for bool.
    Source:  torch.argmin.

    >>> rg.argmin(rg.tensor([3.0, 1.0, 1.0]))
    tensor(1)
    """
def argsort(input: Tensor, dim: _int = -1, descending: _bool = False, stable: _bool = False) -> Tensor:
    """Where the elements in order stood; see sort().

        x[i_1] <= x[i_2] <= ...

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; the result is int64.
    Grad:    none.
    Raises:  IndexError if dim is out of range.
    Source:  torch.argsort.

    >>> rg.argsort(rg.tensor([3.0, 1.0, 2.0]))
    tensor([1, 2, 0])
    """
def argwhere(input: Tensor) -> Tensor:
    """Where the elements are that are not 0, one row for each.

        y[k] = (i, j, ...) of the k-th element that is not 0

    Shape:   ``(*)`` of n dimensions -> ``(k, n)``.
    Dtype:   all -> int64.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.argwhere.

    >>> rg.argwhere(rg.tensor([[0, 7], [8, 0]]))
    tensor([[0, 1],
            [1, 0]])
    """
def as_strided(input: Tensor, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None) -> Tensor:
    """A window of any lengths and strides on the memory of a tensor.

        y[i, j] = memory[storage_offset + i stride[0] + j stride[1]]

    Without a storage_offset the window starts where the tensor does. Writes to a window that uses a
    place in memory twice have no defined result.

    Shape:   any -> size.
    Dtype:   all.
    Grad:    input, which must be dense in memory. Twice differentiable.
    Raises:  ShapeError if the window leaves the memory, a stride is negative, or size and
             stride differ in length; GraphError for a gradient to a tensor that is not dense.
    Source:  torch.as_strided.

    >>> rg.as_strided(rg.arange(5), (3, 2), (1, 2))
    tensor([[0, 2],
            [1, 3],
            [2, 4]])
    """
def as_strided_(self: Tensor, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None) -> Tensor:
    """as_strided() in place: the tensor becomes that window on its memory.

        y[i, j] = memory[storage_offset + i stride[0] + j stride[1]]

    Shape:   -> size.
    Dtype:   all.
    Grad:    self. Twice differentiable.
    Raises:  ShapeError unless the window lies in the memory; GraphError for a leaf that requires grad.
    Source:  torch.Tensor.as_strided_.

    >>> rg.arange(4).as_strided_((2, 2), (1, 2))
    tensor([[0, 2],
            [1, 3]])
    """
def as_tensor(data: Any, dtype: _dtype | None = None, device: str | _device | None = None) -> Tensor:
    """``data`` as a tensor that shares its memory, if it is a tensor or an array of the wanted type.

        y[i] = data[i]

    Shape:   that of the data.
    Dtype:   as tensor(); another dtype means a copy.
    Grad:    of a tensor, as Tensor.to.
    Raises:  as tensor(); ValueError for an array with negative strides.
    Source:  torch.as_tensor.

    >>> rg.as_tensor([True, False])
    tensor([ True, False])
    """
def asarray(obj: Any, *, dtype: _dtype | None = None, device: str | _device | None = None, copy: _bool | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """A tensor of anything that has elements, on the same memory where there is some.

        y = x

    A tensor comes back itself. NumPy arrays, buffers and what has a method ``__dlpack__`` are shared;
    numbers and sequences are copied. Of a buffer that is no array dtype says how its bytes are read.
    copy=True always copies, copy=False never does.

    Shape:   that of the object.
    Dtype:   as tensor() finds it; converted to dtype, if given.
    Grad:    obj, if it is a tensor that requires grad.
    Raises:  ValueError if copy is False and it takes a copy; what tensor() raises; DTypeError if
             requires_grad and not floating.
    Source:  torch.asarray.

    >>> rg.asarray([1, 2], dtype=rg.float32)
    tensor([1., 2.])
    >>> x = rg.ones(2)
    >>> rg.asarray(x) is x
    True
    """
def asin(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in radians of which each element is the sine, within 2 ulp.

        y = asin x,  dy/dx = 1 / sqrt(1 - x^2)

    NaN beyond -1 and 1.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.asin.

    >>> rg.asin(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 1.5708])
    """
def asin_(input: Tensor) -> Tensor:
    """The angle in radians of which each element is the sine, within 2 ulp.

        y = asin x,  dy/dx = 1 / sqrt(1 - x^2)

    NaN beyond -1 and 1.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of asin; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of asin.
    Raises:  what asin raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.asin_.

    >>> rg.tensor([0.0, 1.0]).asin_()
    tensor([0.0000, 1.5708])
    """
def asinh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the hyperbolic sine of each element, within 2 ulp.

        y = log(x + sqrt(x^2 + 1)),  dy/dx = 1 / sqrt(x^2 + 1)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.asinh.

    >>> rg.asinh(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.8814])
    """
def asinh_(input: Tensor) -> Tensor:
    """The inverse of the hyperbolic sine of each element, within 2 ulp.

        y = log(x + sqrt(x^2 + 1)),  dy/dx = 1 / sqrt(x^2 + 1)

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of asinh; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of asinh.
    Raises:  what asinh raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.asinh_.

    >>> rg.tensor([0.0, 1.0]).asinh_()
    tensor([0.0000, 0.8814])
    """
def atan(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in radians of which each element is the tangent, within 2 ulp.

        y = atan x,  dy/dx = 1 / (1 + x^2)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.atan.

    >>> rg.atan(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.7854])
    """
def atan2(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in radians of the point (other, input), within 2 ulp.

        y = atan(a / b) in the quadrant of (b, a),  dy/da = b / (a^2 + b^2),  dy/db = -a / (a^2 + b^2)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; integers and bool give the default type.
    Grad:    input, other; 0 where both are 0. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.atan2.

    >>> rg.atan2(rg.tensor([1.0, 1.0]), rg.tensor([1.0, -1.0]))
    tensor([0.7854, 2.3562])
    """
def atan_(input: Tensor) -> Tensor:
    """The angle in radians of which each element is the tangent, within 2 ulp.

        y = atan x,  dy/dx = 1 / (1 + x^2)

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of atan; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of atan.
    Raises:  what atan raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.atan_.

    >>> rg.tensor([0.0, 1.0]).atan_()
    tensor([0.0000, 0.7854])
    """
def atanh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the hyperbolic tangent of each element, within 2 ulp.

        y = log((1 + x) / (1 - x)) / 2,  dy/dx = 1 / (1 - x^2)

    Infinite at -1 and 1, NaN beyond.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.atanh.

    >>> rg.atanh(rg.tensor([0.0, 0.5]))
    tensor([0.0000, 0.5493])
    """
def atanh_(input: Tensor) -> Tensor:
    """The inverse of the hyperbolic tangent of each element, within 2 ulp.

        y = log((1 + x) / (1 - x)) / 2,  dy/dx = 1 / (1 - x^2)

    Infinite at -1 and 1, NaN beyond.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of atanh; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of atanh.
    Raises:  what atanh raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.atanh_.

    >>> rg.tensor([0.0, 0.5]).atanh_()
    tensor([0.0000, 0.5493])
    """
@overload
def atleast_1d(input: Tensor) -> Tensor:
    """atleast_1d(input)
    atleast_1d(*tensors)

    The tensor, or each of several, with at least one dimension.

        y = x[None]  for a 0-d x

    Shape:   ``()`` -> ``(1)``; others stay.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.atleast_1d.

    >>> rg.atleast_1d(rg.tensor(5))
    tensor([5])
    """
@overload
def atleast_1d(tensors: Sequence[Tensor]) -> tuple[Tensor, ...]: ...
@overload
def atleast_1d(*tensors: Tensor) -> tuple[Tensor, ...]: ...
@overload
def atleast_2d(input: Tensor) -> Tensor:
    """atleast_2d(input)
    atleast_2d(*tensors)

    The tensor, or each of several, with at least two dimensions.

        y = x[None]  for a vector

    Shape:   ``(n)`` -> ``(1, n)``; ``()`` -> ``(1, 1)``; others stay.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.atleast_2d.

    >>> rg.atleast_2d(rg.tensor([5, 6]))
    tensor([[5, 6]])
    """
@overload
def atleast_2d(tensors: Sequence[Tensor]) -> tuple[Tensor, ...]: ...
@overload
def atleast_2d(*tensors: Tensor) -> tuple[Tensor, ...]: ...
@overload
def atleast_3d(input: Tensor) -> Tensor:
    """atleast_3d(input)
    atleast_3d(*tensors)

    The tensor, or each of several, with at least three dimensions.

        y = x[:, :, None]  for a matrix

    Shape:   ``(n, m)`` -> ``(n, m, 1)``; ``(m)`` -> ``(1, m, 1)``; ``()`` -> ``(1, 1, 1)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.atleast_3d.

    >>> rg.atleast_3d(rg.zeros(2, 3)).shape
    torch.Size([2, 3, 1])
    """
@overload
def atleast_3d(tensors: Sequence[Tensor]) -> tuple[Tensor, ...]: ...
@overload
def atleast_3d(*tensors: Tensor) -> tuple[Tensor, ...]: ...
def avg_pool1d(input: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, ceil_mode: _bool = False, count_include_pad: _bool = True) -> Tensor:
    """The mean of each window of images.

        y[i] = sum_k x[stride i - padding + k] / n

    n counts padding too, unless ``count_include_pad`` is False.

    Shape:   input ``(n, c, l)`` or ``(c, l)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   floating, and int64, of which the quotient is truncated.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.avg_pool1d.

    >>> rg.nn.functional.avg_pool1d(rg.tensor([[1.0, 3.0, 2.0, 0.0]]), 2)
    tensor([[2., 1.]])
    """
def baddbmm(input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
    """A tensor plus the products of as many pairs of matrices.

        y_b = beta x_b + alpha a_b b_b

    With beta = 0 the input is not read, whatever is in it.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input broadcasts to ``(b, n, m)``, ``(b, n, k)``, ``(b, k, m)`` -> ``(b, n, m)``.
    Dtype:   all but bool; all alike. Integers wrap around, and take whole numbers.
    Grad:    input, batch1, batch2. Twice differentiable.
    Raises:  ShapeError for other shapes; DTypeError if the types differ, for bool, and for fractions
             beside integers.
    Source:  torch.baddbmm.

    >>> rg.baddbmm(rg.ones(1), rg.ones(1, 1, 3), rg.ones(1, 3, 2), beta=2)
    tensor([[[5., 5.]]])
    """
def bartlett_window(window_length: _int, periodic: _bool = True, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """Bartlett's window: a triangle.

        y_k = 1 - |2 k / n - 1|

    n is window_length, or window_length - 1 unless periodic. A single element is 1.

    Shape:   -> ``(window_length)``.
    Dtype:   floating; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a negative length; DTypeError unless floating.
    Source:  torch.bartlett_window.

    >>> rg.bartlett_window(4)
    tensor([0.0000, 0.5000, 1.0000, 0.5000])
    """
def batch_norm(input: Tensor, weight: Tensor | None, bias: Tensor | None, running_mean: Tensor | None, running_var: Tensor | None, training: _bool, momentum: _float, eps: _float, cudnn_enabled: _bool) -> Tensor:
    """Each channel of a batch brought to mean 0 and variance 1; see
    nn.functional.batch_norm(). The last argument is torch's, for other devices.

        y = (x - mean) / sqrt(var + eps) w + b

    Shape:   input ``(n, c, *)``, all others ``(c)`` -> as the input.
    Dtype:   floating; the others as the input, or float32 beside float16 and bfloat16.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for what does not fit; RuntimeError without running ones outside training;
             ValueError for one of them alone; DTypeError for other types beside the input's;
             NotImplementedError unless floating.
    Source:  torch.batch_norm.

    >>> x = rg.tensor([[1.0], [3.0]])
    >>> rg.batch_norm(x, None, None, None, None, True, 0.1, 1e-5, False)
    tensor([[-1.0000],
            [ 1.0000]])
    """
@overload
def bernoulli(input: Tensor, *, generator: Generator | None = None, out: Tensor | None = None) -> Tensor:
    """bernoulli(input, *, generator=None, out=None)
    bernoulli(input, p, *, generator=None, out=None)

    Ones and zeros, a one with the probability that each element states, or with p alone.

        y = 1 if u < p, else 0,  u ~ U(0, 1)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating; all with p.
    Grad:    input, zero everywhere; none with p.
    Raises:  DomainError for a probability outside [0, 1]; NotImplementedError unless floating.
    Source:  torch.bernoulli.

    >>> rg.bernoulli(rg.tensor([0.0, 1.0]))
    tensor([0., 1.])
    """
@overload
def bernoulli(input: Tensor, p: _float, *, generator: Generator | None = None, out: Tensor | None = None) -> Tensor: ...
def bilinear(input1: Tensor, input2: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """A layer of weights for pairs: each output is a weighted sum of the products of two inputs.

        y_n = sum_ij a_i w_nij b_j + bias_n

    Shape:   input1 ``(*, i)``, input2 ``(*, j)``, weight ``(n, i, j)``, bias ``(n)`` -> ``(*, n)``.
    Dtype:   all but bool; inputs and weight alike.
    Grad:    input1, input2, weight, bias. Twice differentiable.
    Raises:  ShapeError if the shapes do not fit; DTypeError if the types differ, or for bool.
    Source:  torch.nn.functional.bilinear.

    >>> weight = rg.tensor([[[1.0, 2.0], [3.0, 4.0]]])
    >>> rg.nn.functional.bilinear(rg.tensor([1.0, 1.0]), rg.tensor([1.0, 10.0]), weight)
    tensor([64.])
    """
def bincount(input: Tensor, weights: Tensor | None = None, minlength: _int = 0) -> Tensor:
    """How often each integer from 0 on is there, or the sum of the weights where it is.

        y_k = sum_i w_i [x_i = k],  dL/dw_i = dL/dy at x_i

    Without weights they are 1. Weights are added in float64.

    Shape:   ``(n)``, weights ``(n)`` -> ``(k)``: one more than the greatest, or minlength if that is
             more.
    Dtype:   integers; the result is int64, with weights float32 for these and float64 for others.
    Grad:    weights. Twice differentiable.
    Raises:  NotImplementedError unless the input holds integers; ShapeError unless it is a vector and
             there are as many weights; RuntimeError for negative ones and a negative minlength.
    Source:  torch.bincount.

    >>> rg.bincount(rg.tensor([1, 3, 1]))
    tensor([0, 2, 0, 1])
    """
def binomial(count: Tensor, prob: Tensor, generator: Generator | None = None) -> Tensor:
    """Random numbers of successes, of trials and a probability for each element.

        y ~ Binomial(n, p),  P(y = k) = n! / (k! (n - k)!) p^k (1 - p)^(n - k)

    A probability below 0 counts as 0, one above 1 as 1; NaN, or an infinite count, gives NaN.

    Shape:   count ``(*)`` and prob ``(*)``, broadcast together.
    Dtype:   float32, float64; both alike.
    Grad:    none: backward through the result raises NotImplementedError.
    Raises:  NotImplementedError for other types; DTypeError for two of them; ShapeError if the shapes
             do not broadcast.
    Source:  torch.binomial.

    >>> rg.binomial(rg.tensor([5.0, 7.0]), rg.tensor([0.0, 1.0]))
    tensor([0., 7.])
    """
def bitwise_and(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The bits that both elements have; also the operator ``&``.

        y = a & b

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   bool, integers; promoted to a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for a floating type.
    Source:  torch.bitwise_and.

    >>> rg.bitwise_and(rg.tensor([12, 10]), 6)
    tensor([4, 2])
    """
def bitwise_left_shift(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The bits moved to the left; also the operator ``<<``.

        y = a 2^b

    A shift by less than 0, or by as many bits as there are, shifts all of them out.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   integers; promoted to a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for floats and bools.
    Source:  torch.bitwise_left_shift.

    >>> rg.bitwise_left_shift(rg.tensor([1, -3]), rg.tensor([4, 1]))
    tensor([16, -6])
    """
def bitwise_not(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Every bit turned over; also the operator ``~``.

        y = ~x

    For bool it is the logical not.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   bool, integers.
    Grad:    none.
    Raises:  DTypeError for a floating type.
    Source:  torch.bitwise_not.

    >>> rg.bitwise_not(rg.tensor([0, 5]))
    tensor([-1, -6])
    >>> rg.bitwise_not(rg.tensor([True, False]))
    tensor([False,  True])
    """
def bitwise_or(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The bits that one element or the other has; also the operator ``|``.

        y = a | b

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   bool, integers; promoted to a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for a floating type.
    Source:  torch.bitwise_or.

    >>> rg.bitwise_or(rg.tensor([12, 10]), 6)
    tensor([14, 14])
    """
def bitwise_right_shift(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The bits moved to the right; also the operator ``>>``.

        y = floor(a / 2^b)

    A shift by less than 0, or by as many bits as there are, shifts all of them out.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   integers; promoted to a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for floats and bools.
    Source:  torch.bitwise_right_shift.

    >>> rg.bitwise_right_shift(rg.tensor([16, -3]), rg.tensor([4, 1]))
    tensor([ 1, -2])
    """
def bitwise_xor(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The bits in which the elements differ; also the operator ``^``.

        y = a ^ b

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   bool, integers; promoted to a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for a floating type.
    Source:  torch.bitwise_xor.

    >>> rg.bitwise_xor(rg.tensor([12, 10]), 6)
    tensor([10, 12])
    """
def blackman_window(window_length: _int, periodic: _bool = True, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """Blackman's window: three terms of cosines.

        y_k = 0.42 - 0.5 cos(2 pi k / n) + 0.08 cos(4 pi k / n)

    n is window_length, or window_length - 1 unless periodic. A single element is 1.

    Shape:   -> ``(window_length)``.
    Dtype:   floating; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a negative length; DTypeError unless floating.
    Source:  torch.blackman_window.

    >>> rg.blackman_window(4)
    tensor([0.0000, 0.3400, 1.0000, 0.3400])
    """
@overload
def block_diag(tensors: Sequence[Tensor]) -> Tensor:
    """A matrix with the tensors along its diagonal, zeros elsewhere.

        y = diag(x_0, x_1, ...)

    Shape:   ``(a, b)``, ``(c, d)``, ... -> ``(a + c + ..., b + d + ...)``; ``(b)`` counts as a row.
    Dtype:   all; promoted to a common type.
    Grad:    tensors. Twice differentiable.
    Raises:  ShapeError for more than 2 dimensions.
    Source:  torch.block_diag.

    >>> rg.block_diag(rg.tensor([[1], [2]]), rg.tensor([3, 4]))
    tensor([[1, 0, 0],
            [2, 0, 0],
            [0, 3, 4]])
    """
@overload
def block_diag(*tensors: Tensor) -> Tensor: ...
def bmm(input: Tensor, mat2: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The products of as many pairs of matrices; nothing broadcasts.

        y_bij = sum_k a_bik b_bkj

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(b, m, k)``, ``(b, k, n)`` -> ``(b, m, n)``.
    Dtype:   all but bool; both alike. Integers wrap around.
    Grad:    input, mat2. Twice differentiable.
    Raises:  ShapeError for other shapes; DTypeError if the types differ, or for bool.
    Source:  torch.bmm.

    >>> rg.bmm(rg.ones(2, 1, 3), rg.ones(2, 3, 1))
    tensor([[[3.]],
    <BLANKLINE>
            [[3.]]])
    """
@overload
def broadcast_tensors(tensors: Sequence[Tensor]) -> tuple[Tensor, ...]:
    """Views of the tensors in their common shape.

        y_i = x_i expanded to the broadcast of all shapes

    Shape:   ``(n, 1)``, ``(m)`` -> twice ``(n, m)``.
    Dtype:   all.
    Grad:    tensors. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.broadcast_tensors.

    >>> rg.broadcast_tensors(rg.tensor([[1], [2]]), rg.tensor([3, 4]))[0]
    tensor([[1, 1],
            [2, 2]])
    """
@overload
def broadcast_tensors(*tensors: Tensor) -> tuple[Tensor, ...]: ...
def broadcast_to(input: Tensor, size: Sequence[_int]) -> Tensor:
    """A view that repeats dimensions of length 1; the same as Tensor.expand().

        y[i, j] = x[0, j]

    Shape:   ``(1, m)`` -> ``(n, m)``; -1 keeps a length.
    Dtype:   all.
    Grad:    input, summed over the repeats. Twice differentiable.
    Raises:  ShapeError if a length other than 1 would change.
    Source:  torch.broadcast_to.

    >>> rg.broadcast_to(rg.tensor([1, 2]), (2, 2))
    tensor([[1, 2],
            [1, 2]])
    """
@overload
def bucketize(input: Tensor, boundaries: Tensor, *, out_int32: _bool = False, right: _bool = False, out: Tensor | None = None) -> Tensor:
    """bucketize(input, boundaries, *, out_int32=False, right=False, out=None)
    bucketize(self, boundaries, *, out_int32=False, right=False, out=None)

    The number of the bucket that each value falls into, by their sorted boundaries.

        b[y - 1] < x <= b[y];  b[y - 1] <= x < b[y] if right

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and boundaries ``(n)`` -> ``(*)``.
    Dtype:   all; the result is int64, int32 if out_int32.
    Grad:    none.
    Raises:  ShapeError unless the boundaries are a vector.
    Source:  torch.bucketize.

    >>> rg.bucketize(rg.tensor([0.5, 2.5]), rg.tensor([1.0, 2.0]))
    tensor([0, 2])
    """
@overload
def bucketize(self: _Number, boundaries: Tensor, *, out_int32: _bool = False, right: _bool = False, out: Tensor | None = None) -> Tensor: ...
def can_cast(from_: _dtype, to: _dtype) -> _bool:
    """Whether a result of one type can be written to a tensor of another.

        bool < integer < floating; not downwards

    Shape:   none.
    Dtype:   all.
    Grad:    none.
    Raises:  TypeError for what is no dtype.
    Source:  torch.can_cast.

    >>> rg.can_cast(rg.int64, rg.float16), rg.can_cast(rg.float32, rg.int64)
    (True, False)
    """
@overload
def cartesian_prod(tensors: Sequence[Tensor]) -> Tensor:
    """Every choice of an element from each vector, a row for each.

        the rows (a, b, ...) with a of x_0, b of x_1, ..., the last changing fastest

    Shape:   ``(n)``, ``(m)``, ... -> ``(n m ..., count)``; one vector alone stays one.
    Dtype:   all; of one dtype.
    Grad:    tensors. Twice differentiable.
    Raises:  ShapeError for no tensors, or others than vectors; DTypeError for several dtypes.
    Source:  torch.cartesian_prod.

    >>> rg.cartesian_prod(rg.tensor([1, 2]), rg.tensor([3, 4]))
    tensor([[1, 3],
            [1, 4],
            [2, 3],
            [2, 4]])
    """
@overload
def cartesian_prod(*tensors: Tensor) -> Tensor: ...
def cat(tensors: Sequence[Tensor], dim: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """The tensors one after another along a dimension that they have.

        y = [x_0; x_1; ...]

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(a, *)``, ``(b, *)``, ... -> ``(a + b + ..., *)``; empty vectors are passed over.
    Dtype:   all; promoted to a common type.
    Grad:    tensors. Twice differentiable.
    Raises:  ValueError for no tensors; ShapeError if the other lengths differ or a tensor is 0-d;
             IndexError if dim is out of range.
    Source:  torch.cat.

    >>> rg.cat([rg.tensor([1, 2]), rg.tensor([3])])
    tensor([1, 2, 3])
    """
def cdist(x1: Tensor, x2: Tensor, p: _float = 2.0, compute_mode: str | None = 'use_mm_for_euclid_dist_if_necessary') -> Tensor:
    """The distance from each row of one matrix to each row of another.

        d_ij = (sum_k |u_k|^p)^(1/p),  u_k = a_ik - b_jk,  dd_ij/da_ik = sign(u_k) (|u_k| / d_ij)^(p-1)

    The slope is 0 where two rows are equal. p = 0 counts the differences, inf gives the largest one.
    It is always computed from the differences, whatever compute_mode says.

    Shape:   ``(*, n, k)``, ``(*, m, k)`` -> ``(*, n, m)``, where the ``*`` broadcast.
    Dtype:   floating; both alike.
    Grad:    x1, x2. Twice differentiable.
    Raises:  ShapeError for other shapes; DomainError for p < 0; DTypeError unless the types are one
             floating type; ValueError for another compute_mode.
    Source:  torch.cdist.

    >>> rg.cdist(rg.tensor([[0.0, 0.0]]), rg.tensor([[3.0, 4.0], [0.0, 1.0]]))
    tensor([[5., 1.]])
    """
def ceil(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The smallest whole number that is not below each element.

        y = ceil(x),  dy/dx = 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers stay as they are.
    Grad:    input, zero everywhere.
    Raises:  DTypeError for bool.
    Source:  torch.ceil.

    >>> rg.ceil(rg.tensor([1.5, -1.5]))
    tensor([ 2., -1.])
    """
def ceil_(input: Tensor) -> Tensor:
    """The smallest whole number that is not below each element.

        y = ceil(x),  dy/dx = 0

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of ceil; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of ceil.
    Raises:  what ceil raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.ceil_.

    >>> rg.tensor([1.5, -1.5]).ceil_()
    tensor([ 2., -1.])
    """
def celu(input: Tensor, alpha: _Number = 1.0) -> Tensor:
    """The exponential linear unit whose slope has no jump.

        y = x > 0 ? x : a (e^(x / a) - 1),  dy/dx = x > 0 ? 1 : e^(x / a)

    a is ``alpha``.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools; RuntimeError for an alpha of 0.
    Source:  torch.celu.

    >>> rg.celu(rg.tensor([-1.0, 2.0]), 2.0)
    tensor([-0.7869,  2.0000])
    """
def celu_(input: Tensor, alpha: _Number = 1.0) -> Tensor:
    """The exponential linear unit whose slope has no jump.

        y = x > 0 ? x : a (e^(x / a) - 1),  dy/dx = x > 0 ? 1 : e^(x / a)

    a is ``alpha``.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of celu; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of celu.
    Raises:  what celu raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.celu_.

    >>> rg.celu_(rg.tensor([-1.0, 2.0]), 2.0)
    tensor([-0.7869,  2.0000])
    """
@overload
def chain_matmul(matrices: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """The product of matrices, in the order that takes the least work.

        y = a b c ...

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(n, k)``, ``(k, l)``, ..., ``(p, m)`` -> ``(n, m)``.
    Dtype:   all but bool; all alike.
    Grad:    matrices. Twice differentiable.
    Raises:  ShapeError without matrices or if the lengths differ; DTypeError if the types do.
    Source:  torch.chain_matmul.

    >>> rg.chain_matmul(rg.ones(1, 2), rg.ones(2, 3), rg.ones(3, 1))
    tensor([[6.]])
    """
@overload
def chain_matmul(*matrices: Tensor, out: Tensor | None = None) -> Tensor: ...
def channel_shuffle(input: Tensor, groups: _int) -> Tensor:
    """The channels of groups in turn.

        y[n, j groups + i] = x[n, i c / groups + j]

    Shape:   input ``(n, c, *)`` -> ``(n, c, *)``, of three dimensions or more.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if the channels are not a multiple of ``groups``.
    Source:  torch.nn.functional.channel_shuffle.

    >>> rg.nn.functional.channel_shuffle(rg.tensor([[[1.0], [2.0], [3.0], [4.0]]]), 2).flatten()
    tensor([1., 3., 2., 4.])
    """
def cholesky(input: Tensor, upper: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """The triangular factor of symmetric positive definite matrices.

        A = L L^T, or R^T R if upper

    An old form of linalg.cholesky().

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, n)`` -> ``(*, n, n)``, 0 on the other side of the diagonal.
    Dtype:   float32, float64.
    Grad:    input, a symmetric one. Twice differentiable.
    Raises:  linalg.LinAlgError for a matrix that is not positive definite; ShapeError unless square;
             DTypeError for other types.
    Source:  torch.cholesky.

    >>> rg.cholesky(rg.tensor([[4.0, 2.0], [2.0, 10.0]]))
    tensor([[2., 0.],
            [1., 3.]])
    """
def cholesky_inverse(input: Tensor, upper: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """The inverse of a matrix of which the triangular factor is known.

        (L L^T)^-1, or (R^T R)^-1 if upper

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, n)`` -> ``(*, n, n)``.
    Dtype:   float32, float64.
    Grad:    input. Twice differentiable.
    Raises:  linalg.LinAlgError for a 0 on the diagonal; ShapeError unless square; DTypeError for other
             types.
    Source:  torch.cholesky_inverse.

    >>> rg.cholesky_inverse(rg.tensor([[2.0, 0.0], [0.0, 1.0]]))
    tensor([[0.2500, 0.0000],
            [0.0000, 1.0000]])
    """
def cholesky_solve(input: Tensor, L: Tensor, upper: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """The solution of equations with a matrix of which the triangular factor is known.

        L L^T X = B, or R^T R X = B if upper

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(*, n, k)``, L ``(*, n, n)`` -> ``(*, n, k)``; batches broadcast.
    Dtype:   float32, float64; both alike.
    Grad:    input, L. Twice differentiable.
    Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types.
    Source:  torch.cholesky_solve.

    >>> rg.cholesky_solve(rg.tensor([[4.0], [9.0]]), rg.tensor([[2.0, 0.0], [0.0, 3.0]]))
    tensor([[1.],
            [1.]])
    """
def chunk(input: Tensor, chunks: _int, dim: _int = 0) -> tuple[Tensor, ...]:
    """Views of consecutive stretches of a dimension, at most so many.

        pieces of ceil(n / chunks)

    Shape:   ``(n, *)`` -> ``(ceil(n / chunks), *)``, ...; the last piece may be shorter.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless chunks is positive; IndexError if dim is out of range.
    Source:  torch.chunk.

    >>> rg.chunk(rg.arange(6), 4)
    (tensor([0, 1]), tensor([2, 3]), tensor([4, 5]))
    """
def clamp(input: Tensor, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None, *, out: Tensor | None = None) -> Tensor:
    """The elements held within bounds; NaN stays NaN.

        y = min(max(x, low), high),  dy/dx = 1 where low <= x <= high

    A bound that is None is none. Where ``min`` is above ``max`` the result is ``max``.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` each, broadcast together.
    Dtype:   all; promoted to a common type, which is not bool.
    Grad:    input, min, max. Twice differentiable.
    Raises:  ValueError if there is no bound; ShapeError if the shapes do not broadcast; DTypeError
             where all are bools.
    Source:  torch.clamp.

    >>> rg.clamp(rg.tensor([-2.0, 0.5, 3.0]), min=-1, max=1)
    tensor([-1.0000,  0.5000,  1.0000])
    """
def clamp_(input: Tensor, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
    """The elements held within bounds; NaN stays NaN.

        y = min(max(x, low), high),  dy/dx = 1 where low <= x <= high

    A bound that is None is none. Where ``min`` is above ``max`` the result is ``max``.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of clamp; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of clamp.
    Raises:  what clamp raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.clamp_.

    >>> rg.tensor([-2.0, 0.5, 3.0]).clamp_(min=-1, max=1)
    tensor([-1.0000,  0.5000,  1.0000])
    """
def clamp_max(input: Tensor, max: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The elements, but none above ``max``; NaN stays NaN.

        y = min(x, high),  dy/dx = 1 where x <= high,  dy/dhigh = 1 where x > high

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` each, broadcast together.
    Dtype:   all; promoted to a common type.
    Grad:    input, max. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; RangeError for a number that an integer type
             cannot hold.
    Source:  torch.clamp_max.

    >>> rg.clamp_max(rg.tensor([-2.0, 0.5, 3.0]), 1)
    tensor([-2.0000,  0.5000,  1.0000])
    """
def clamp_max_(input: Tensor, max: Tensor | _Number) -> Tensor:
    """The elements, but none above ``max``; NaN stays NaN.

        y = min(x, high),  dy/dx = 1 where x <= high,  dy/dhigh = 1 where x > high

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of clamp_max; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of clamp_max.
    Raises:  what clamp_max raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.clamp_max_.

    >>> rg.tensor([-2.0, 0.5, 3.0]).clamp_max_(1)
    tensor([-2.0000,  0.5000,  1.0000])
    """
def clamp_min(input: Tensor, min: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The elements, but none below ``min``; NaN stays NaN.

        y = max(x, low),  dy/dx = 1 where x >= low,  dy/dlow = 1 where x < low

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` each, broadcast together.
    Dtype:   all; promoted to a common type.
    Grad:    input, min. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; RangeError for a number that an integer type
             cannot hold.
    Source:  torch.clamp_min.

    >>> rg.clamp_min(rg.tensor([-2.0, 0.5, 3.0]), 0)
    tensor([0.0000, 0.5000, 3.0000])
    """
def clamp_min_(input: Tensor, min: Tensor | _Number) -> Tensor:
    """The elements, but none below ``min``; NaN stays NaN.

        y = max(x, low),  dy/dx = 1 where x >= low,  dy/dlow = 1 where x < low

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of clamp_min; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of clamp_min.
    Raises:  what clamp_min raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.clamp_min_.

    >>> rg.tensor([-2.0, 0.5, 3.0]).clamp_min_(0)
    tensor([0.0000, 0.5000, 3.0000])
    """
def clip(input: Tensor, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None, *, out: Tensor | None = None) -> Tensor:
    """The elements held within bounds; NaN stays NaN.

        y = min(max(x, low), high),  dy/dx = 1 where low <= x <= high

    A bound that is None is none. Where ``min`` is above ``max`` the result is ``max``.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` each, broadcast together.
    Dtype:   all; promoted to a common type, which is not bool.
    Grad:    input, min, max. Twice differentiable.
    Raises:  ValueError if there is no bound; ShapeError if the shapes do not broadcast; DTypeError
             where all are bools.
    Source:  torch.clamp.

    >>> rg.clamp(rg.tensor([-2.0, 0.5, 3.0]), min=-1, max=1)
    tensor([-1.0000,  0.5000,  1.0000])
    """
def clip_(input: Tensor, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
    """The elements held within bounds; NaN stays NaN.

        y = min(max(x, low), high),  dy/dx = 1 where low <= x <= high

    A bound that is None is none. Where ``min`` is above ``max`` the result is ``max``.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of clamp; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of clamp.
    Raises:  what clamp raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.clamp_.

    >>> rg.tensor([-2.0, 0.5, 3.0]).clamp_(min=-1, max=1)
    tensor([-1.0000,  0.5000,  1.0000])
    """
def clone(input: Tensor, *, memory_format: memory_format | None = None) -> Tensor:
    """A copy of the elements that gradients flow through.

        y = x,  dy/dx = 1

    Shape:   ``(*)`` -> ``(*)``; strides as memory_format says, by default kept
             where they leave no gaps.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for a memory_format of other numbers of dimensions.
    Source:  torch.clone.

    >>> rg.clone(rg.tensor([1.0, 2.0]))
    tensor([1., 2.])
    """
def column_stack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """The tensors side by side, vectors as columns.

        y = [x_0, x_1, ...]

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(n)``, ``(n, a)``, ... -> ``(n, 1 + a + ...)``.
    Dtype:   all; promoted to a common type.
    Grad:    tensors. Twice differentiable.
    Raises:  ShapeError for no tensors, or if the other lengths differ.
    Source:  torch.column_stack.

    >>> rg.column_stack([rg.tensor([1, 2]), rg.tensor([3, 4])])
    tensor([[1, 3],
            [2, 4]])
    """
def combinations(input: Tensor, r: _int = 2, with_replacement: _bool = False) -> Tensor:
    """Every choice of r elements of a vector, a row for each, in their order.

        the rows (x_i, x_j, ...) with i < j < ...,  i <= j <= ... with_replacement

    Shape:   ``(n)`` -> ``(k, r)``; ``(0)`` for r = 0.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless input is a vector, and for more rows than there can be; RuntimeError for
             a negative r.
    Source:  torch.combinations.

    >>> rg.combinations(rg.tensor([1, 2, 3]))
    tensor([[1, 2],
            [1, 3],
            [2, 3]])
    """
def concat(tensors: Sequence[Tensor], dim: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """The tensors one after another; the same as cat().

        y = [x_0; x_1; ...]

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(a, *)``, ``(b, *)``, ... -> ``(a + b + ..., *)``; empty vectors are passed over.
    Dtype:   all; promoted to a common type.
    Grad:    tensors. Twice differentiable.
    Raises:  ValueError for no tensors; ShapeError if the other lengths differ or a tensor is 0-d;
             IndexError if dim is out of range.
    Source:  torch.concat.

    >>> rg.concat([rg.zeros(1, 2), rg.ones(1, 2)], dim=1)
    tensor([[0., 0., 1., 1.]])
    """
def concatenate(tensors: Sequence[Tensor], dim: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """The tensors one after another; the same as cat().

        y = [x_0; x_1; ...]

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(a, *)``, ``(b, *)``, ... -> ``(a + b + ..., *)``; empty vectors are passed over.
    Dtype:   all; promoted to a common type.
    Grad:    tensors. Twice differentiable.
    Raises:  ValueError for no tensors; ShapeError if the other lengths differ or a tensor is 0-d;
             IndexError if dim is out of range.
    Source:  torch.concat.

    >>> rg.concat([rg.zeros(1, 2), rg.ones(1, 2)], dim=1)
    tensor([[0., 0., 1., 1.]])
    """
def conj(input: Tensor) -> Tensor:
    """The tensor itself: real numbers are their own conjugates.

        y = x

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all.
    Grad:    input.
    Raises:  nothing.
    Source:  torch.conj.

    >>> rg.tensor([1.0]).conj()
    tensor([1.])
    """
@overload
def conv1d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, dilation: _int | Sequence[_int] = 1, groups: _int = 1) -> Tensor:
    """conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)
    conv1d(input, weight, bias=None, stride=1, padding="valid", dilation=1, groups=1)

    A kernel that slides over the axis of images: a sum of products at each place.

        y[n, o, i] = b[o] + sum_{c, k} w[o, c, k] x[n, c, stride i - padding + dilation k]

    Beyond the images are zeros, ``padding`` of them on each side of an axis: a number for all
    axes, or one for each; ``"valid"`` is none, and ``"same"`` keeps the lengths. With
    ``groups`` the channels are cut into so many parts, each with kernels of its own. Sums are
    in an order that does not depend on the number of threads.

    Shape:   input ``(n, c, l)`` or ``(c, l)``, weight
             ``(o, c / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``.
    Dtype:   all but bool; all alike. Integers wrap around.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             if the types differ, or for bool.
    Source:  torch.nn.functional.conv1d.

    >>> rg.nn.functional.conv1d(rg.tensor([[[1.0, 4.0]]]), rg.tensor([[[-1.0, 1.0]]]))
    tensor([[[3.]]])
    """
@overload
def conv1d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: str = "valid", dilation: _int | Sequence[_int] = 1, groups: _int = 1) -> Tensor: ...
@overload
def conv2d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, dilation: _int | Sequence[_int] = 1, groups: _int = 1) -> Tensor:
    """conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)
    conv2d(input, weight, bias=None, stride=1, padding="valid", dilation=1, groups=1)

    A kernel that slides over the axes of images: a sum of products at each place.

        y[n, o, i] = b[o] + sum_{c, k} w[o, c, k] x[n, c, stride i - padding + dilation k]

    Beyond the images are zeros, ``padding`` of them on each side of an axis: a number for all
    axes, or one for each; ``"valid"`` is none, and ``"same"`` keeps the lengths. With
    ``groups`` the channels are cut into so many parts, each with kernels of its own. Sums are
    in an order that does not depend on the number of threads.

    Shape:   input ``(n, c, h, w)`` or ``(c, h, w)``, weight
             ``(o, c / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``.
    Dtype:   all but bool; all alike. Integers wrap around.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             if the types differ, or for bool.
    Source:  torch.nn.functional.conv2d.

    >>> rg.nn.functional.conv2d(rg.tensor([[[[1.0, 4.0]]]]), rg.tensor([[[[-1.0, 1.0]]]]))
    tensor([[[[3.]]]])
    """
@overload
def conv2d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: str = "valid", dilation: _int | Sequence[_int] = 1, groups: _int = 1) -> Tensor: ...
@overload
def conv3d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, dilation: _int | Sequence[_int] = 1, groups: _int = 1) -> Tensor:
    """conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)
    conv3d(input, weight, bias=None, stride=1, padding="valid", dilation=1, groups=1)

    A kernel that slides over the axes of images: a sum of products at each place.

        y[n, o, i] = b[o] + sum_{c, k} w[o, c, k] x[n, c, stride i - padding + dilation k]

    Beyond the images are zeros, ``padding`` of them on each side of an axis: a number for all
    axes, or one for each; ``"valid"`` is none, and ``"same"`` keeps the lengths. With
    ``groups`` the channels are cut into so many parts, each with kernels of its own. Sums are
    in an order that does not depend on the number of threads.

    Shape:   input ``(n, c, d, h, w)`` or ``(c, d, h, w)``, weight
             ``(o, c / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``.
    Dtype:   all but bool; all alike. Integers wrap around.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             if the types differ, or for bool.
    Source:  torch.nn.functional.conv3d.

    >>> rg.nn.functional.conv3d(rg.tensor([[[[[1.0, 4.0]]]]]), rg.tensor([[[[[-1.0, 1.0]]]]]))
    tensor([[[[[3.]]]]])
    """
@overload
def conv3d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: str = "valid", dilation: _int | Sequence[_int] = 1, groups: _int = 1) -> Tensor: ...
def conv_transpose1d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, output_padding: _int | Sequence[_int] = 0, groups: _int = 1, dilation: _int | Sequence[_int] = 1) -> Tensor:
    """A convolution turned round, as its gradient is: each element adds a kernel to the result.

        y[n, o, stride i - padding + dilation k] += w[c, o, k] x[n, c, i],  from y = b[o]

    The result is shorter by ``padding`` on both sides of an axis, and longer by
    ``output_padding`` on the far one.

    Shape:   input ``(n, c, l)`` or ``(c, l)``, weight
             ``(c, o / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``, an axis
             being (i - 1) stride - 2 padding + dilation (k - 1) + output_padding + 1 long.
    Dtype:   all but bool; all alike. Integers wrap around.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small or, for
             output_padding, too large; DTypeError if the types differ, or for bool.
    Source:  torch.nn.functional.conv_transpose1d.

    >>> rg.nn.functional.conv_transpose1d(rg.tensor([[[1.0, 2.0]]]), rg.tensor([[[1.0, 10.0]]]))
    tensor([[[ 1., 12., 20.]]])
    """
def conv_transpose2d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, output_padding: _int | Sequence[_int] = 0, groups: _int = 1, dilation: _int | Sequence[_int] = 1) -> Tensor:
    """A convolution turned round, as its gradient is: each element adds a kernel to the result.

        y[n, o, stride i - padding + dilation k] += w[c, o, k] x[n, c, i],  from y = b[o]

    The result is shorter by ``padding`` on both sides of an axis, and longer by
    ``output_padding`` on the far one.

    Shape:   input ``(n, c, h, w)`` or ``(c, h, w)``, weight
             ``(c, o / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``, an axis
             being (i - 1) stride - 2 padding + dilation (k - 1) + output_padding + 1 long.
    Dtype:   all but bool; all alike. Integers wrap around.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small or, for
             output_padding, too large; DTypeError if the types differ, or for bool.
    Source:  torch.nn.functional.conv_transpose2d.

    >>> rg.nn.functional.conv_transpose2d(rg.tensor([[[[1.0, 2.0]]]]), rg.tensor([[[[1.0, 10.0]]]]))
    tensor([[[[ 1., 12., 20.]]]])
    """
def conv_transpose3d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, output_padding: _int | Sequence[_int] = 0, groups: _int = 1, dilation: _int | Sequence[_int] = 1) -> Tensor:
    """A convolution turned round, as its gradient is: each element adds a kernel to the result.

        y[n, o, stride i - padding + dilation k] += w[c, o, k] x[n, c, i],  from y = b[o]

    The result is shorter by ``padding`` on both sides of an axis, and longer by
    ``output_padding`` on the far one.

    Shape:   input ``(n, c, d, h, w)`` or ``(c, d, h, w)``, weight
             ``(c, o / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``, an axis
             being (i - 1) stride - 2 padding + dilation (k - 1) + output_padding + 1 long.
    Dtype:   all but bool; all alike. Integers wrap around.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small or, for
             output_padding, too large; DTypeError if the types differ, or for bool.
    Source:  torch.nn.functional.conv_transpose3d.

    >>> rg.nn.functional.conv_transpose3d(rg.tensor([[[[[1.0, 2.0]]]]]), rg.tensor([[[[[1.0, 10.0]]]]]))
    tensor([[[[[ 1., 12., 20.]]]]])
    """
def copysign(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The size of input with the sign of other.

        y = |a| sign(b),  dy/da = sign(a) sign(b),  dy/db = 0

    The sign of -0 counts.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; integers and bool give the default type.
    Grad:    input, other; 0 where input is 0. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.copysign.

    >>> rg.copysign(rg.tensor([1.0, -2.0]), rg.tensor([-1.0, 0.0]))
    tensor([-1.,  2.])
    """
def corrcoef(input: Tensor) -> Tensor:
    """Pearson's correlations of variables, which are rows.

        r_ij = c_ij / sqrt(c_ii c_jj),  c as cov() gives it

    Shape:   ``(m, n)`` -> ``(m, m)``; ``(1, n)``, ``(n,)`` and ``()`` -> ``()``.
    Dtype:   all but bool; integers give the default type.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for more than two dimensions; DTypeError for bool.
    Source:  torch.corrcoef.

    >>> rg.corrcoef(rg.tensor([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]]))
    tensor([[ 1., -1.],
            [-1.,  1.]])
    """
def cos(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The cosine of each element, an angle in radians, within 2 ulp.

        y = cos x,  dy/dx = -sin x

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.cos.

    >>> rg.cos(rg.tensor([0.0, 1.0]))
    tensor([1.0000, 0.5403])
    """
def cos_(input: Tensor) -> Tensor:
    """The cosine of each element, an angle in radians, within 2 ulp.

        y = cos x,  dy/dx = -sin x

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of cos; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of cos.
    Raises:  what cos raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.cos_.

    >>> rg.tensor([0.0, 1.0]).cos_()
    tensor([1.0000, 0.5403])
    """
def cosh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic cosine of each element, within 2 ulp.

        y = (e^x + e^-x) / 2,  dy/dx = sinh x

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.cosh.

    >>> rg.cosh(rg.tensor([0.0, 1.0]))
    tensor([1.0000, 1.5431])
    """
def cosh_(input: Tensor) -> Tensor:
    """The hyperbolic cosine of each element, within 2 ulp.

        y = (e^x + e^-x) / 2,  dy/dx = sinh x

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of cosh; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of cosh.
    Raises:  what cosh raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.cosh_.

    >>> rg.tensor([0.0, 1.0]).cosh_()
    tensor([1.0000, 1.5431])
    """
def cosine_similarity(x1: Tensor, x2: Tensor, dim: _int = 1, eps: _float = 1e-08) -> Tensor:
    """The cosines of the angles between vectors along a dimension.

        y = sum_i a_i b_i / (max(||a||, eps) max(||b||, eps))

    Shape:   ``(*)`` and ``(*)``, broadcast together -> ``(*)`` without the dimension.
    Dtype:   floating; promoted to a common type.
    Grad:    x1, x2. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; IndexError if dim is out of range; DTypeError
             unless floating; RuntimeError for a negative eps.
    Source:  torch.nn.functional.cosine_similarity.

    >>> rg.cosine_similarity(rg.tensor([[1.0, 0.0]]), rg.tensor([[3.0, 4.0]]))
    tensor([0.6000])
    """
def count_nonzero(input: Tensor, dim: _int | Sequence[_int] | None = None) -> Tensor:
    """How many elements are not 0, of all or along dimensions.

        y = sum_i [x_i != 0]

    NaNs are counted.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims.
    Dtype:   all; the result is int64.
    Grad:    none.
    Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
    Source:  torch.count_nonzero.

    >>> rg.count_nonzero(rg.tensor([[0, 1], [2, 3]]), dim=1)
    tensor([1, 2])
    """
def cov(input: Tensor, *, correction: _int = 1, fweights: Tensor | None = None, aweights: Tensor | None = None) -> Tensor:
    """The covariances of variables, which are rows; columns are observations.

        c_ij = sum_k w_k (x_ik - mean_i) (x_jk - mean_j) / (sum_k w_k - correction)

    w = fweights, how often each observation was made, times aweights, what it counts. With aweights a
    the correction is multiplied by sum(w a) / sum(w).

    Shape:   ``(m, n)`` -> ``(m, m)``; ``(1, n)``, ``(n,)`` and ``()`` -> ``()``.
             Weights are of shape ``(n,)``.
    Dtype:   all but bool; integers give the default type.
    Grad:    input, aweights. Twice differentiable.
    Raises:  ShapeError for more than two dimensions or weights that do not fit; DTypeError for bool and
             weights of the wrong kind; RuntimeError for weights below 0 or that sum to 0.
    Source:  torch.cov.

    >>> rg.cov(rg.tensor([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]]))
    tensor([[ 1., -1.],
            [-1.,  1.]])
    """
def cross(input: Tensor, other: Tensor, dim: _int | None = None, *, out: Tensor | None = None) -> Tensor:
    """The cross product of vectors of three elements.

        c_i = a_j b_k - a_k b_j  for (i, j, k) in turn,  da = b x dc,  db = dc x a

    Without a dim it is the first one of length 3.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)``, ``(*)``, of as many dimensions, broadcast together.
    Dtype:   all but bool; both alike.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError unless the dim has length 3 and the others broadcast; IndexError for a dim out
             of range; DTypeError if the types differ.
    Source:  torch.cross.

    >>> rg.cross(rg.tensor([1.0, 0.0, 0.0]), rg.tensor([0.0, 1.0, 0.0]))
    tensor([0., 0., 1.])
    """
def cummax(input: Tensor, dim: _int, *, out: Sequence[Tensor] | None = None) -> _ValuesAndIndices:
    """The largest element up to each one along a dimension, and where it is.

        y_i = max(x_1, ..., x_i),  dL/dx_k = the sum of dL/dy_i where y_i was taken from x_k

    The index is that of the last of equals. From a NaN on it is the last NaN.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> twice ``(*)``.
    Dtype:   all; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range.
    Source:  torch.cummax.

    >>> rg.cummax(rg.tensor([2.0, 1.0, 5.0]), dim=0).values
    tensor([2., 2., 5.])
    """
def cummin(input: Tensor, dim: _int, *, out: Sequence[Tensor] | None = None) -> _ValuesAndIndices:
    """The smallest element up to each one along a dimension, and where it is.

        y_i = min(x_1, ..., x_i),  dL/dx_k = the sum of dL/dy_i where y_i was taken from x_k

    The index is that of the last of equals. From a NaN on it is the last NaN.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> twice ``(*)``.
    Dtype:   all; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range.
    Source:  torch.cummin.

    >>> rg.cummin(rg.tensor([2.0, 1.0, 5.0]), dim=0).indices
    tensor([0, 1, 1])
    """
def cumprod(input: Tensor, dim: _int, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    """The products of the elements up to each one, along a dimension.

        y_i = x_1 ... x_i,  dL/dx_i = sum_{k >= i} dL/dy_k (product of x_1 ... x_k without x_i)

    Floating types are multiplied in double. The gradient is exact where elements are zero, and takes
    as many steps as there are elements. With a dtype the elements are converted first.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; bool and integers give int64.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range; DTypeError for bool as dtype.
    Source:  torch.cumprod.

    >>> rg.cumprod(rg.tensor([2.0, 3.0, 4.0]), dim=0)
    tensor([ 2.,  6., 24.])
    """
def cumsum(input: Tensor, dim: _int, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    """The sums of the elements up to each one, along a dimension.

        y_i = x_1 + ... + x_i,  dL/dx_i = dL/dy_i + dL/dy_{i+1} + ...

    Floating types are added in double. With a dtype the elements are converted first.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; bool and integers give int64.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range; DTypeError for bool as dtype.
    Source:  torch.cumsum.

    >>> rg.cumsum(rg.tensor([1.0, 2.0, 3.0]), dim=0)
    tensor([1., 3., 6.])
    """
@overload
def cumulative_trapezoid(y: Tensor, x: Tensor, *, dim: _int = -1) -> Tensor:
    """cumulative_trapezoid(y, x, *, dim=-1)
    cumulative_trapezoid(y, *, dx=1, dim=-1)

    The integrals up to each point along a dimension by the trapezoidal rule.

        z_k = sum_{i <= k} (x_i - x_{i-1}) (y_i + y_{i-1}) / 2

    Without x its points are dx apart.

    Shape:   ``(*, n, *)`` -> ``(*, n - 1, *)``; x is of shape ``(n,)``, or broadcasts to that of y.
    Dtype:   all but bool; integers give the default type.
    Grad:    y, x. Twice differentiable.
    Raises:  IndexError if dim is out of range; ShapeError if x does not fit; DTypeError for bool.
    Source:  torch.cumulative_trapezoid.

    >>> rg.cumulative_trapezoid(rg.tensor([1.0, 5.0, 10.0]))
    tensor([ 3.0000, 10.5000])
    """
@overload
def cumulative_trapezoid(y: Tensor, *, dx: _Number = 1, dim: _int = -1) -> Tensor: ...
def deg2rad(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """An angle in degrees in radians, within 2 ulp.

        y = x pi / 180,  dy/dx = pi / 180

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.deg2rad.

    >>> rg.deg2rad(rg.tensor([180.0, 90.0]))
    tensor([3.1416, 1.5708])
    """
def deg2rad_(input: Tensor) -> Tensor:
    """An angle in degrees in radians, within 2 ulp.

        y = x pi / 180,  dy/dx = pi / 180

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of deg2rad; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of deg2rad.
    Raises:  what deg2rad raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.deg2rad_.

    >>> rg.tensor([180.0, 90.0]).deg2rad_()
    tensor([3.1416, 1.5708])
    """
def det(A: Tensor) -> Tensor:
    """The determinant of square matrices.

        d = det A,  dA = d A^-T dd; the cofactors times dd for a singular A

    Shape:   ``(*, n, n)`` -> ``(*)``; 1 of a matrix without elements.
    Dtype:   float32, float64.
    Grad:    A. Twice differentiable, thrice where singular values differ or none is small.
    Raises:  ShapeError unless square; DTypeError for other types.
    Source:  torch.linalg.det.

    >>> rg.linalg.det(rg.tensor([[2.0, 1.0], [4.0, 5.0]]))
    tensor(6.)
    """
def detach(input: Tensor) -> Tensor:
    """The same memory as a tensor without history.

        y = x,  dy/dx = 0

    Autograd sees writes to the result, and refuses a gradient that they spoil.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.Tensor.detach.

    >>> rg.ones(2, requires_grad=True).detach()
    tensor([1., 1.])
    """
def detach_(self: Tensor) -> Tensor:
    """Takes this tensor out of its graph, in place: it becomes a leaf that requires no gradient.

        x.detach_()

    Shape:   any.
    Dtype:   all.
    Grad:    none.
    Raises:  GraphError for a view.
    Source:  torch.Tensor.detach_.

    >>> y = rg.ones(2, requires_grad=True) * 2
    >>> y.detach_().requires_grad
    False
    """
def diag(input: Tensor, diagonal: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """A copy of a diagonal of a matrix, or a matrix with a vector as a diagonal.

        y[i] = x[i, i + diagonal],  or  y[i, i + diagonal] = x[i]

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(n, m)`` -> ``(k)``; ``(n)`` -> ``(n + |diagonal|, n + |diagonal|)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for another number of dimensions.
    Source:  torch.diag.

    >>> rg.diag(rg.tensor([1, 2]))
    tensor([[1, 0],
            [0, 2]])
    """
def diag_embed(input: Tensor, offset: _int = 0, dim1: _int = -2, dim2: _int = -1) -> Tensor:
    """Matrices that have the last dimension on a diagonal, and zeros elsewhere.

        y[i, i + offset] = x[i]

    Shape:   ``(*, n)`` -> ``(*, n + |offset|, n + |offset|)``, or the new dimensions where dim1 and
             dim2 say.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for a 0-d tensor, or if the two are one dimension; IndexError if one is out of
             range.
    Source:  torch.diag_embed.

    >>> rg.diag_embed(rg.tensor([[1, 2]]), 1)
    tensor([[[0, 1, 0],
             [0, 0, 2],
             [0, 0, 0]]])
    """
def diagonal(input: Tensor, offset: _int = 0, dim1: _int = 0, dim2: _int = 1) -> Tensor:
    """A diagonal of two dimensions, as a view; its dimension comes last.

        y[i] = x[i, i + offset]

    Shape:   ``(n, m, *)`` -> ``(*, k)``.
    Dtype:   all.
    Grad:    input; zero elsewhere. Twice differentiable.
    Raises:  ShapeError if the two are one dimension; IndexError if one is out of range.
    Source:  torch.diagonal.

    >>> rg.diagonal(rg.tensor([[1, 2, 3], [4, 5, 6]]), 1)
    tensor([2, 6])
    """
def diagonal_scatter(input: Tensor, src: Tensor, offset: _int = 0, dim1: _int = 0, dim2: _int = 1) -> Tensor:
    """A copy with another tensor written on a diagonal.

        y = x, y[i, i + offset] = s[i],  dy/ds = 1, dy/dx = 0 there

    Shape:   input ``(n, m, *)``, src ``(*, k)``, that of ``diagonal(input)``.
    Dtype:   all; src is converted to that of input.
    Grad:    input, src. Twice differentiable.
    Raises:  ShapeError if src has another shape, or the two are one dimension.
    Source:  torch.diagonal_scatter.

    >>> rg.diagonal_scatter(rg.zeros(2, 2), rg.tensor([1.0, 2.0]))
    tensor([[1., 0.],
            [0., 2.]])
    """
def diff(input: Tensor, n: _int = 1, dim: _int = -1, prepend: Tensor | None = None, append: Tensor | None = None, *, out: Tensor | None = None) -> Tensor:
    """The differences of neighbours along a dimension, n times.

        y_i = x_{i+1} - x_i

    Of bool whether they differ. Ends are joined to the input before.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, *)`` -> ``(*, m - n, *)``, with the lengths of the ends in m.
    Dtype:   all.
    Grad:    input, prepend, append. Twice differentiable.
    Raises:  ShapeError for a 0-d tensor and ends that do not fit; RuntimeError for n < 0; IndexError if
             dim is out of range.
    Source:  torch.diff.

    >>> rg.diff(rg.tensor([1, 4, 9, 16]))
    tensor([3, 5, 7])
    """
def digamma(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The derivative of lgamma() at each element.

        y = gamma'(x) / gamma(x),  dy/dx = polygamma(1, x)

    It is within 2 ulp for positive elements; NaN at -1, -2, ...

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.digamma.

    >>> rg.digamma(rg.tensor([1.0, 2.0]))
    tensor([-0.5772,  0.4228])
    """
def dist(input: Tensor, other: Tensor, p: _Number = 2) -> Tensor:
    """The p-norm of the difference of two tensors.

        y = (sum |a - b|^p)^(1/p)

    Shape:   operands that broadcast -> ``()``.
    Dtype:   floating, one of them at least.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError unless they broadcast, and for no elements where the norm has no value for none;
             DTypeError for integers.
    Source:  torch.dist.

    >>> rg.dist(rg.tensor([1.0, 2.0]), rg.tensor([4.0, 6.0]))
    tensor(5.)
    """
def div(input: Tensor | _Number, other: Tensor | _Number, *, rounding_mode: Literal['trunc', 'floor'] | None = None, out: Tensor | None = None) -> Tensor:
    """The quotient of the elements; also the operator ``/``.

        y = a / b

    The result is floating, unless ``rounding_mode`` rounds it: "floor" towards minus infinity, as
    ``floor_divide``, "trunc" towards zero. Integers then stay integers.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; integers give the default type. Rounded: all but bool.
    Grad:    input, other. Twice differentiable. Rounded: none, or zero.
    Raises:  ShapeError if the shapes do not broadcast; RuntimeError for another rounding_mode;
             DivideError if a rounded division of integers is by zero.
    Source:  torch.div.

    >>> rg.div(rg.tensor([7, -7]), 2)
    tensor([ 3.5000, -3.5000])
    >>> rg.div(rg.tensor([7, -7]), 2, rounding_mode="trunc")
    tensor([ 3, -3])
    """
def divide(input: Tensor | _Number, other: Tensor | _Number, *, rounding_mode: Literal['trunc', 'floor'] | None = None, out: Tensor | None = None) -> Tensor:
    """The quotient of the elements; also the operator ``/``.

        y = a / b

    The result is floating, unless ``rounding_mode`` rounds it: "floor" towards minus infinity, as
    ``floor_divide``, "trunc" towards zero. Integers then stay integers.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; integers give the default type. Rounded: all but bool.
    Grad:    input, other. Twice differentiable. Rounded: none, or zero.
    Raises:  ShapeError if the shapes do not broadcast; RuntimeError for another rounding_mode;
             DivideError if a rounded division of integers is by zero.
    Source:  torch.div.

    >>> rg.div(rg.tensor([7, -7]), 2)
    tensor([ 3.5000, -3.5000])
    >>> rg.div(rg.tensor([7, -7]), 2, rounding_mode="trunc")
    tensor([ 3, -3])
    """
def dot(input: Tensor, tensor: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inner product of two vectors.

        y = sum_k a_k b_k

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(k)``, ``(k)`` -> ``()``.
    Dtype:   all but bool; both alike. Integers wrap around.
    Grad:    input, tensor. Twice differentiable.
    Raises:  ShapeError for other shapes; DTypeError if the types differ, or for bool.
    Source:  torch.dot.

    >>> rg.dot(rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]))
    tensor(11.)
    """
def dropout(input: Tensor, p: _float, train: _bool) -> Tensor:
    """The input with elements set to 0 by chance; see
    nn.functional.dropout().

        y = x / (1 - p),  or 0 with the probability p

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating; all if not ``train``.
    Grad:    input. Twice differentiable.
    Raises:  DomainError unless p is in [0, 1]; DTypeError unless floating.
    Source:  torch.dropout.

    >>> rg.dropout(rg.tensor([1.0, 2.0]), 0.5, False)
    tensor([1., 2.])
    """
def dropout_(input: Tensor, p: _float, train: _bool) -> Tensor:
    """The input with elements set to 0 by chance; see
    nn.functional.dropout().

        y = x / (1 - p),  or 0 with the probability p

    The result is written to the tensor itself, which is returned.

    Shape:   as of dropout; those of the tensor do not change.
    Dtype:   as of dropout.
    Grad:    as of dropout.
    Raises:  what dropout raises; ShapeError for an expanded tensor;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.dropout_.

    >>> rg.dropout_(rg.tensor([1.0, 2.0]), 1.0, True)
    tensor([0., 0.])
    """
@overload
def dsplit(input: Tensor, sections: _int) -> tuple[Tensor, ...]:
    """dsplit(input, sections)
    dsplit(input, indices)

    Views of equal stretches of the third dimension.

        y_0 = x[:, :, :a],  y_1 = x[:, :, a:b], ...

    Shape:   ``(n, m, k, *)`` -> ``(n, m, a, *)``, ``(n, m, b - a, *)``, ...
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for fewer than 3 dimensions, or if the sections cannot be equal.
    Source:  torch.dsplit.

    >>> rg.dsplit(rg.tensor([[[1, 2]]]), 2)
    (tensor([[[1]]]), tensor([[[2]]]))
    """
@overload
def dsplit(input: Tensor, indices: Sequence[_int]) -> tuple[Tensor, ...]: ...
def dstack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """The tensors one behind the other: along the third dimension.

        y[:, :, k] = x_k

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(n, m, a, *)``, ... -> ``(n, m, a + ..., *)``; ``(m)`` counts as ``(1, m, 1)``.
    Dtype:   all; promoted to a common type.
    Grad:    tensors. Twice differentiable.
    Raises:  ShapeError for no tensors, or if the other lengths differ.
    Source:  torch.dstack.

    >>> rg.dstack([rg.tensor([1, 2]), rg.tensor([3, 4])])
    tensor([[[1, 3],
             [2, 4]]])
    """
@overload
def einsum(equation: str, operands: Sequence[Tensor]) -> Tensor:
    """einsum(equation, *operands)
    einsum(*operands)

    The sum of products of elements, by an equation that names the dimensions.

        "ij,jk->ik":  y_ik = sum_j a_ij b_jk

    Letters name the dimensions of each operand, ``...`` those without a letter, which broadcast. A
    letter twice in one operand is its diagonal. What the result does not name is summed; without
    ``->`` it has what is named once, in order. Instead of an equation each operand can be followed by
    a list of ints from 0 to 51, and of an ellipsis. Pairs of operands are multiplied one after another,
    those first whose product is small; a pair goes to matmul(), and nothing is repeated in memory.

    Shape:   as the equation says; a length of 1 broadcasts.
    Dtype:   those of matmul() where products are summed, else of mul().
    Grad:    all operands. Twice differentiable.
    Raises:  ValueError without operands; RuntimeError for an equation that is none; ShapeError if the
             operands do not fit it.
    Source:  torch.einsum.

    >>> a = rg.tensor([[1.0, 2.0], [3.0, 4.0]])
    >>> rg.einsum("ij,kj->ik", a, a)
    tensor([[ 5., 11.],
            [11., 25.]])
    >>> rg.einsum(a, [0, 0])
    tensor(5.)
    """
@overload
def einsum(equation: str, *operands: Tensor) -> Tensor: ...
@overload
def einsum(operands: Sequence[Any]) -> Tensor: ...
@overload
def einsum(*operands: Any) -> Tensor: ...
def embedding(weight: Tensor, indices: Tensor, padding_idx: _int = -1, scale_grad_by_freq: _bool = False, sparse: _bool = False) -> Tensor:
    """The rows of a matrix that numbers name; see nn.functional.embedding().

        y_i = w[k_i]

    Shape:   weight ``(n, d)``, indices ``(*)`` -> ``(*, d)``.
    Dtype:   weight all; indices int64, int32.
    Grad:    weight. Twice differentiable.
    Raises:  ShapeError unless the weight is 2-D; BoundsError for numbers that name no row;
             NotImplementedError for sparse gradients.
    Source:  torch.embedding.

    >>> rg.embedding(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), rg.tensor([1]))
    tensor([[3., 4.]])
    """
@overload
def empty(size: Sequence[_int], *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, memory_format: memory_format | None = None, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor:
    """A new tensor whose elements are whatever the memory held.

        y = anything

    After use_deterministic_algorithms(True) it is nan, or the largest integer.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   -> ``size``.
    Dtype:   all; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a size that cannot be; OutOfMemory; DTypeError if requires_grad and not
             floating.
    Source:  torch.empty.

    >>> rg.empty(2, 0)
    tensor([], size=(2, 0))
    """
@overload
def empty(*size: _int, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, memory_format: memory_format | None = None, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor: ...
def empty_like(input: Tensor, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, memory_format: memory_format | None = None, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """A tensor in the shape, the type and the layout of another; its elements are arbitrary.

        y = anything

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; that of the input if not given.
    Grad:    none; the result is a leaf.
    Raises:  OutOfMemory; DTypeError if requires_grad and not floating.
    Source:  torch.empty_like.

    >>> rg.empty_like(rg.zeros(2, 3).t()).stride()
    (1, 3)
    """
def empty_permuted(size: Sequence[_int], physical_layout: Sequence[_int], *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """A new tensor without gaps, whose dimensions lie in memory in a given order.

        stride(physical_layout[-1]) = 1

    Shape:   -> ``size``.
    Dtype:   all; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError unless physical_layout names every dimension once; OutOfMemory; DTypeError if
             requires_grad and not floating.
    Source:  torch.empty_permuted.

    >>> rg.empty_permuted((2, 3, 4), (0, 2, 1)).stride()
    (12, 1, 3)
    """
def empty_strided(size: Sequence[_int], stride: Sequence[_int], *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """A new tensor of given strides; its elements are whatever the memory held.

        address(y[i, j]) = address(y[0, 0]) + element_size (i stride[0] + j stride[1])

    Shape:   -> ``size``; elements share memory where the strides say so.
    Dtype:   all; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a size or a stride that cannot be; OutOfMemory; DTypeError if requires_grad
             and not floating.
    Source:  torch.empty_strided.

    >>> rg.empty_strided((2, 3), (1, 2)).stride()
    (1, 2)
    """
def eq(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """Whether the elements are equal; also the operator ``==``.

        y = a == b

    NaN is equal to nothing, not to itself either.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; compared in a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.eq.

    >>> rg.eq(rg.tensor([1, 2, 3]), 2)
    tensor([False,  True, False])
    """
def equal(input: Tensor, other: Tensor) -> _bool:
    """Whether two tensors have the same shape and the same elements.

        y = all(a == b)

    NaN is equal to nothing, not to itself either.

    Shape:   any two; different ones are unequal.
    Dtype:   all; both alike.
    Grad:    none.
    Raises:  DTypeError if the types differ.
    Source:  torch.equal.

    >>> rg.equal(rg.tensor([1, 2]), rg.tensor([1, 2]))
    True
    >>> rg.equal(rg.tensor([1, 2]), rg.tensor([[1, 2]]))
    False
    """
def erf(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The error function of each element, within 2 ulp.

        y = 2 / sqrt(pi) int_0^x e^-t^2 dt,  dy/dx = 2 / sqrt(pi) e^-x^2

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.erf.

    >>> rg.erf(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.8427])
    """
def erf_(input: Tensor) -> Tensor:
    """The error function of each element, within 2 ulp.

        y = 2 / sqrt(pi) int_0^x e^-t^2 dt,  dy/dx = 2 / sqrt(pi) e^-x^2

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of erf; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of erf.
    Raises:  what erf raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.erf_.

    >>> rg.tensor([0.0, 1.0]).erf_()
    tensor([0.0000, 0.8427])
    """
def erfc(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """One minus the error function of each element, within 2 ulp.

        y = 1 - erf(x),  dy/dx = -2 / sqrt(pi) e^-x^2

    It is exact to the last bits where erf(x) is close to 1, too.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.erfc.

    >>> rg.erfc(rg.tensor([0.0, 1.0]))
    tensor([1.0000, 0.1573])
    """
def erfc_(input: Tensor) -> Tensor:
    """One minus the error function of each element, within 2 ulp.

        y = 1 - erf(x),  dy/dx = -2 / sqrt(pi) e^-x^2

    It is exact to the last bits where erf(x) is close to 1, too.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of erfc; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of erfc.
    Raises:  what erfc raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.erfc_.

    >>> rg.tensor([0.0, 1.0]).erfc_()
    tensor([1.0000, 0.1573])
    """
def erfinv(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the error function, within 2 ulp.

        y = erf^-1(x),  dy/dx = sqrt(pi) / 2 e^y^2

    Infinite at -1 and 1, NaN beyond.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.erfinv.

    >>> rg.erfinv(rg.tensor([0.0, 0.5]))
    tensor([0.0000, 0.4769])
    """
def exp(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The exponential of each element, within 2 ulp.

        y = e^x,  dy/dx = y

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.exp.

    >>> rg.exp(rg.tensor([0.0, 1.0]))
    tensor([1.0000, 2.7183])
    """
def exp2(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Two to the power of each element, within 2 ulp.

        y = 2^x,  dy/dx = y log 2

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.exp2.

    >>> rg.exp2(rg.tensor([0.0, 3.0]))
    tensor([1., 8.])
    """
def exp2_(input: Tensor) -> Tensor:
    """Two to the power of each element, within 2 ulp.

        y = 2^x,  dy/dx = y log 2

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of exp2; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of exp2.
    Raises:  what exp2 raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.exp2_.

    >>> rg.tensor([0.0, 3.0]).exp2_()
    tensor([1., 8.])
    """
def exp_(input: Tensor) -> Tensor:
    """The exponential of each element, within 2 ulp.

        y = e^x,  dy/dx = y

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of exp; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of exp.
    Raises:  what exp raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.exp_.

    >>> rg.tensor([0.0, 1.0]).exp_()
    tensor([1.0000, 2.7183])
    """
def expm1(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The exponential of each element minus 1, within 2 ulp.

        y = e^x - 1,  dy/dx = y + 1

    It is exact to the last bits near 0, where exp(x) - 1 is not.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.expm1.

    >>> rg.expm1(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 1.7183])
    """
def expm1_(input: Tensor) -> Tensor:
    """The exponential of each element minus 1, within 2 ulp.

        y = e^x - 1,  dy/dx = y + 1

    It is exact to the last bits near 0, where exp(x) - 1 is not.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of expm1; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of expm1.
    Raises:  what expm1 raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.expm1_.

    >>> rg.tensor([0.0, 1.0]).expm1_()
    tensor([0.0000, 1.7183])
    """
def eye(n: _int, m: _int | None = None, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor:
    """Ones on the diagonal of a matrix, zeros elsewhere.

        y_ij = 1 if i = j, else 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   -> ``(n, m)``, or ``(n, n)``.
    Dtype:   all; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a negative length; OutOfMemory.
    Source:  torch.eye.

    >>> rg.eye(2, 3)
    tensor([[1., 0., 0.],
            [0., 1., 0.]])
    """
def feature_alpha_dropout(input: Tensor, p: _float, train: _bool) -> Tensor:
    """The dropout of alpha_dropout() for whole channels.

        y = a x + b,  or a s + b with the probability p for all of a channel

    Shape:   ``(n, c, *)`` -> ``(n, c, *)``.
    Dtype:   floating; all if not ``train``.
    Grad:    input. Twice differentiable.
    Raises:  DomainError unless p is in [0, 1]; ShapeError for fewer than 2 dimensions; DTypeError
             unless floating.
    Source:  torch.feature_alpha_dropout.

    >>> rg.feature_alpha_dropout(rg.ones(1, 2), 0.5, False)
    tensor([[1., 1.]])
    """
def feature_alpha_dropout_(input: Tensor, p: _float, train: _bool) -> Tensor:
    """The dropout of alpha_dropout() for whole channels.

        y = a x + b,  or a s + b with the probability p for all of a channel

    The result is written to the tensor itself, which is returned.

    Shape:   as of feature_alpha_dropout; those of the tensor do not change.
    Dtype:   as of feature_alpha_dropout.
    Grad:    as of feature_alpha_dropout.
    Raises:  what feature_alpha_dropout raises; ShapeError for an expanded tensor;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.feature_alpha_dropout_.

    >>> rg.feature_alpha_dropout_(rg.ones(1, 2), 1.0, True)
    tensor([[0., 0.]])
    """
def feature_dropout(input: Tensor, p: _float, train: _bool) -> Tensor:
    """The input with channels set to 0 by chance.

        y = x / (1 - p),  or 0 with the probability p for all of a channel

    Shape:   ``(n, c, *)`` -> ``(n, c, *)``.
    Dtype:   floating; all if not ``train``.
    Grad:    input. Twice differentiable.
    Raises:  DomainError unless p is in [0, 1]; ShapeError for fewer than 2 dimensions; DTypeError
             unless floating.
    Source:  torch.feature_dropout.

    >>> rg.feature_dropout(rg.ones(1, 2), 0.5, False)
    tensor([[1., 1.]])
    """
def feature_dropout_(input: Tensor, p: _float, train: _bool) -> Tensor:
    """The input with channels set to 0 by chance.

        y = x / (1 - p),  or 0 with the probability p for all of a channel

    The result is written to the tensor itself, which is returned.

    Shape:   as of feature_dropout; those of the tensor do not change.
    Dtype:   as of feature_dropout.
    Grad:    as of feature_dropout.
    Raises:  what feature_dropout raises; ShapeError for an expanded tensor;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.feature_dropout_.

    >>> rg.feature_dropout_(rg.ones(1, 2), 1.0, True)
    tensor([[0., 0.]])
    """
def fill_(self: Tensor, value: Tensor | _Number) -> Tensor:
    """Writes one number to every element.

        x := v

    Shape:   self ``(*)``, value a number or ``()``.
    Dtype:   all; a fraction is cut off for integers.
    Grad:    value; what was in self gets none. Twice differentiable.
    Raises:  RangeError for a number that the type cannot hold; ShapeError for a value with
             dimensions; ReadOnlyError; GraphError for a leaf that requires grad.
    Source:  torch.Tensor.fill_.

    >>> rg.zeros(3).fill_(2)
    tensor([2., 2., 2.])
    """
def fix(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Each element without its fraction: rounded towards zero.

        y = sign(x) floor(|x|),  dy/dx = 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers stay as they are.
    Grad:    input, zero everywhere.
    Raises:  DTypeError for bool.
    Source:  torch.trunc.

    >>> rg.trunc(rg.tensor([1.7, -1.7]))
    tensor([ 1., -1.])
    """
def fix_(input: Tensor) -> Tensor:
    """Each element without its fraction: rounded towards zero.

        y = sign(x) floor(|x|),  dy/dx = 0

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of trunc; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of trunc.
    Raises:  what trunc raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.trunc_.

    >>> rg.tensor([1.7, -1.7]).trunc_()
    tensor([ 1., -1.])
    """
def flatten(input: Tensor, start_dim: _int = 0, end_dim: _int = -1) -> Tensor:
    """The dimensions from start_dim to end_dim merged into one.

        y = x reshaped, the merged length being the product of the lengths

    Shape:   ``(n, *, m)`` -> ``(n * m)``; a 0-d tensor becomes ``(1,)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if a dim is out of range; ShapeError if start_dim comes after end_dim.
    Source:  torch.flatten.

    >>> rg.flatten(rg.zeros(2, 3, 4), 1).shape
    torch.Size([2, 12])
    """
def flip(input: Tensor, dims: Sequence[_int]) -> Tensor:
    """A copy with the elements along dimensions in reverse order.

        y[i] = x[n - 1 - i]

    Shape:   ``(*)`` -> the same.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if a dim is out of range; ShapeError if one is named twice.
    Source:  torch.flip.

    >>> rg.flip(rg.tensor([[1, 2], [3, 4]]), (1,))
    tensor([[2, 1],
            [4, 3]])
    """
def fliplr(input: Tensor) -> Tensor:
    """A copy with the second dimension in reverse order.

        y[i, j] = x[i, m - 1 - j]

    Shape:   ``(n, m, *)`` -> the same.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for fewer than 2 dimensions.
    Source:  torch.fliplr.

    >>> rg.fliplr(rg.tensor([[1, 2], [3, 4]]))
    tensor([[2, 1],
            [4, 3]])
    """
def flipud(input: Tensor) -> Tensor:
    """A copy with the first dimension in reverse order.

        y[i] = x[n - 1 - i]

    Shape:   ``(n, *)`` -> the same.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for a 0-d tensor.
    Source:  torch.flipud.

    >>> rg.flipud(rg.tensor([1, 2, 3]))
    tensor([3, 2, 1])
    """
@overload
def float_power(input: Tensor, exponent: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """float_power(input, exponent, *, out=None)
    float_power(self, exponent, *, out=None)

    The power of each element, computed in float64.

        y = a^b,  dy/da = b a^(b-1),  dy/db = y log a

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; the result is float64.
    Grad:    input, exponent. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.float_power.

    >>> rg.float_power(rg.tensor([2, 3]), -1)
    tensor([0.5000, 0.3333], dtype=torch.float64)
    """
@overload
def float_power(self: _Number, exponent: Tensor, *, out: Tensor | None = None) -> Tensor: ...
def floor(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The largest whole number that is not above each element.

        y = floor(x),  dy/dx = 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers stay as they are.
    Grad:    input, zero everywhere.
    Raises:  DTypeError for bool.
    Source:  torch.floor.

    >>> rg.floor(rg.tensor([1.5, -1.5]))
    tensor([ 1., -2.])
    """
def floor_(input: Tensor) -> Tensor:
    """The largest whole number that is not above each element.

        y = floor(x),  dy/dx = 0

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of floor; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of floor.
    Raises:  what floor raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.floor_.

    >>> rg.tensor([1.5, -1.5]).floor_()
    tensor([ 1., -2.])
    """
def floor_divide(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The quotient rounded towards minus infinity; also the operator ``//``.

        y = floor(a / b)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all but bool; promoted to a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools; DivideError if an integer
             is divided by zero.
    Source:  torch.floor_divide.

    >>> rg.floor_divide(rg.tensor([7, -7]), 2)
    tensor([ 3, -4])
    """
def fmax(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The larger one of two elements, as long as one is a number.

        y = max(a, b),  dy/da = 1 where a >= b

    Where one of them is NaN it is the other one.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; promoted to a common type.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.fmax.

    >>> rg.fmax(rg.tensor([1.0, float('nan')]), rg.tensor([2.0, 3.0]))
    tensor([2., 3.])
    """
def fmin(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The smaller one of two elements, as long as one is a number.

        y = min(a, b),  dy/da = 1 where a <= b

    Where one of them is NaN it is the other one.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; promoted to a common type.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.fmin.

    >>> rg.fmin(rg.tensor([1.0, float('nan')]), rg.tensor([2.0, 3.0]))
    tensor([1., 3.])
    """
def fmod(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """What a division rounded towards zero leaves, with the sign of ``input``.

        y = a - b trunc(a / b),  dy/da = 1,  dy/db = -trunc(a / b)

    NaN where a float is divided by 0; remainder() has the sign of ``other``.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all but bool; promoted to a common type.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools; DivideError
             if an integer is divided by zero.
    Source:  torch.fmod.

    >>> rg.fmod(rg.tensor([7.0, -7.0]), rg.tensor([3.0, 3.0]))
    tensor([ 1., -1.])
    """
def frac(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The fraction of each element, with its sign.

        y = x - trunc(x),  dy/dx = 1

    NaN for an infinity.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   float32, float64.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError for integers and bools.
    Source:  torch.frac.

    >>> rg.frac(rg.tensor([1.5, -1.25]))
    tensor([ 0.5000, -0.2500])
    """
def frac_(input: Tensor) -> Tensor:
    """The fraction of each element, with its sign.

        y = x - trunc(x),  dy/dx = 1

    NaN for an infinity.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of frac; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of frac.
    Raises:  what frac raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.frac_.

    >>> rg.tensor([1.5, -1.25]).frac_()
    tensor([ 0.5000, -0.2500])
    """
def frexp(input: Tensor, *, out: Sequence[Tensor] | None = None) -> _MantissaAndExponent:
    """Each element as a number from 1/2 to 1, and a power of two, both exact.

        x = m 2^e with 1/2 <= |m| < 1,  dm/dx = 2^-e

    They come as a named tuple, (mantissa, exponent). Of 0, infinities and NaN the mantissa is what they
    are, and the exponent 0.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)`` twice.
    Dtype:   float32, float64; the exponent is int32.
    Grad:    input, by the mantissa. Twice differentiable.
    Raises:  DTypeError for integers and bools.
    Source:  torch.frexp.

    >>> mantissa, exponent = rg.frexp(rg.tensor([3.0, -0.25]))
    >>> mantissa
    tensor([ 0.7500, -0.5000])
    >>> exponent
    tensor([ 2, -1], dtype=torch.int32)
    """
def from_dlpack(ext_tensor: Any, *, device: str | _device | None = None, copy: _bool | None = None) -> Tensor:
    """A tensor on the memory of another library's array: writes are seen in both.

        x[i, j] is a[i, j]

    The array has a method ``__dlpack__``, or is the capsule that such a method gave, which can be taken
    once. Read-only memory makes a read-only tensor. With copy=True the memory is the tensor's own.

    Shape:   that of the array.
    Dtype:   that of the array.
    Grad:    none; the result is a leaf.
    Raises:  BufferError for elements or strides that tensors do not have, and what the producer raises;
             RuntimeError for what is no array, or a capsule taken twice; DeviceError for memory that is
             not the CPU's.
    Source:  torch.from_dlpack.

    >>> rg.from_dlpack(rg.tensor([1, 2]))
    tensor([1, 2])
    """
def from_numpy(ndarray: object) -> Tensor:
    """A tensor on the memory of a NumPy array: writes to one are seen in the other.

        x[i, j] is a[i, j]

    The array cannot be resized while the tensor lives. A read-only array makes a read-only tensor.

    Shape:   ``(*)`` -> the same.
    Dtype:   bool, uint8, int32, int64, float32, float64 in this machine's byte order.
    Grad:    none.
    Raises:  TypeError for what is no array, or for other elements; ValueError for negative strides.
    Source:  torch.from_numpy.

    >>> import numpy
    >>> rg.from_numpy(numpy.array([1.5, 2.5]))
    tensor([1.5000, 2.5000], dtype=torch.float64)
    """
def frombuffer(buffer: object, *, dtype: _dtype, count: _int = -1, offset: _int = 0, requires_grad: _bool = False) -> Tensor:
    """A vector on the memory of any object with the buffer protocol.

        x[i] is the element at byte offset + i dtype.itemsize

    Read-only memory makes a read-only tensor. With a count of -1 all elements are taken.

    Shape:   -> ``(count)``.
    Dtype:   dtype; the bytes are taken as they are.
    Grad:    none; the tensor is a leaf.
    Raises:  ShapeError if offset or count do not fit; TypeError for what is no buffer; DTypeError if
             requires_grad and dtype is not floating.
    Source:  torch.frombuffer.

    >>> rg.frombuffer(bytearray([1, 2, 3]), dtype=rg.uint8, offset=1)
    tensor([2, 3], dtype=torch.uint8)
    """
def full(size: Sequence[_int], fill_value: _Number, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor:
    """A new tensor of one number.

        y = fill_value

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   -> ``size``.
    Dtype:   all; if not given, bool for a bool, int64 for an int, the default type for a float.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a size that cannot be; OutOfMemory; RangeError for a number that the dtype
             cannot hold; DTypeError if requires_grad and not floating.
    Source:  torch.full.

    >>> rg.full((2,), 0.5)
    tensor([0.5000, 0.5000])
    """
def full_like(input: Tensor, fill_value: _Number, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, memory_format: memory_format | None = None, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """One number in the shape, the type and the layout of a tensor.

        y = fill_value

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; that of the input if not given.
    Grad:    none; the result is a leaf.
    Raises:  RangeError for a number that the dtype cannot hold; OutOfMemory; DTypeError if
             requires_grad and not floating.
    Source:  torch.full_like.

    >>> rg.full_like(rg.tensor([1, 2]), 7)
    tensor([7, 7])
    """
def gather(input: Tensor, dim: _int, index: Tensor, *, sparse_grad: _bool = False, out: Tensor | None = None) -> Tensor:
    """The elements at the positions along one dimension that index names, for each of its places.

        y[i, j] = x[index[i, j], j]  for dim 0,  dx = 0 with dy added there

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(n, m)``, index ``(k, l)`` with ``l <= m`` for dim 0 -> that of index.
    Dtype:   all; index int64 or int32.
    Grad:    input. Twice differentiable.
    Raises:  BoundsError for a position out of bounds; ShapeError if index does not fit; DTypeError for
             another type of it; NotImplementedError for sparse_grad.
    Source:  torch.gather.

    >>> rg.gather(rg.tensor([[1, 2], [3, 4]]), 1, rg.tensor([[0, 0], [1, 0]]))
    tensor([[1, 1],
            [4, 3]])
    """
def gcd(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The greatest common divisor of two elements.

        y = the greatest number that divides a and b, 0 for a = b = 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   integers; promoted to a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for floats and bools.
    Source:  torch.gcd.

    >>> rg.gcd(rg.tensor([12, -8]), rg.tensor([18, 6]))
    tensor([6, 2])
    """
def gcd_(input: Tensor, other: Tensor) -> Tensor:
    """The greatest common divisor of two elements.

        y = the greatest number that divides a and b, 0 for a = b = 0

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of gcd; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of gcd.
    Raises:  what gcd raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.gcd_.

    >>> rg.tensor([12, -8]).gcd_(rg.tensor([18, 6]))
    tensor([6, 2])
    """
def ge(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is at least the other; also the operator ``>=``.

        y = a >= b

    With NaN the answer is False.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; compared in a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.ge.

    >>> rg.ge(rg.tensor([1, 2, 3]), 2)
    tensor([False,  True,  True])
    """
def geqrf(input: Tensor, *, out: Sequence[Tensor] | None = None) -> _ReflectionsAndFactors:
    """The reflections that make a matrix triangular, and what they leave of it.

        H_k ... H_1 A = R,  H_i = 1 - tau_i v_i v_i^T

    R stands on and above the diagonal, the vectors below it, without the 1 in front.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*, m, n)`` and ``(*, min(m, n))``.
    Dtype:   float32, float64.
    Grad:    none.
    Raises:  NotImplementedError where the input requires grad; ShapeError unless there are two
             dimensions; DTypeError for other types.
    Source:  torch.geqrf.

    >>> rg.geqrf(rg.tensor([[3.0, 5.0], [4.0, 0.0]])).tau
    tensor([1.6000, 0.0000])
    """
def ger(input: Tensor, vec2: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The products of each element of one vector with each of another.

        y_ij = a_i b_j

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(m)``, ``(n)`` -> ``(m, n)``.
    Dtype:   all; promoted to a common type.
    Grad:    input, vec2. Twice differentiable.
    Raises:  ShapeError if one is not a vector.
    Source:  torch.outer.

    >>> rg.outer(rg.tensor([1, 2]), rg.tensor([3, 4]))
    tensor([[3, 4],
            [6, 8]])
    """
def get_default_dtype() -> _dtype:
    """The type of floating results that nothing else decides.

        float32 at first

    Shape:   none.
    Dtype:   floating.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.get_default_dtype.

    >>> rg.get_default_dtype()
    torch.float32
    """
def get_device(input: Tensor) -> _int:
    """The number of the accelerator that holds the tensor: -1, the CPU.

        -1

    Shape:   ``(*)``.
    Dtype:   all.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.Tensor.get_device.

    >>> rg.ones(2).get_device()
    -1
    """
def get_num_threads() -> _int:
    """How many threads large operations may use, the caller included.

        RETROGRAD_NUM_THREADS, else OMP_NUM_THREADS, else the processors of this process

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.get_num_threads.

    >>> rg.get_num_threads() >= 1
    True
    """
def get_rng_state() -> Tensor:
    """The state of the default stream, for set_rng_state(), here or in torch.

        5056 bytes in torch's layout

    Shape:   -> ``(5056)``.
    Dtype:   uint8.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.get_rng_state.

    >>> rg.get_rng_state().shape
    torch.Size([5056])
    """
def greater(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is greater than the other; also the operator ``>``.

        y = a > b

    With NaN the answer is False.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; compared in a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.gt.

    >>> rg.gt(rg.tensor([1, 2, 3]), 2)
    tensor([False, False,  True])
    """
def greater_equal(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is at least the other; also the operator ``>=``.

        y = a >= b

    With NaN the answer is False.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; compared in a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.ge.

    >>> rg.ge(rg.tensor([1, 2, 3]), 2)
    tensor([False,  True,  True])
    """
def group_norm(input: Tensor, num_groups: _int, weight: Tensor | None = None, bias: Tensor | None = None, eps: _float = 1e-05, cudnn_enabled: _bool = True) -> Tensor:
    """Groups of channels brought to mean 0 and variance 1; see
    nn.functional.group_norm(). The last argument is torch's, for other devices.

        y = (x - mean) / sqrt(var + eps) w + b

    Shape:   input ``(n, c, *)``, weight and bias ``(c)`` -> as the input.
    Dtype:   floating; weight and bias as the input, or float32 beside float16 and bfloat16.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for what does not fit; RuntimeError unless there are groups; DTypeError for
             other types of weight and bias; NotImplementedError unless floating.
    Source:  torch.group_norm.

    >>> rg.group_norm(rg.tensor([[1.0, 3.0, 5.0, 9.0]]), 2)
    tensor([[-1.0000,  1.0000, -1.0000,  1.0000]])
    """
@overload
def gru(input: Tensor, hx: Tensor, params: Sequence[Tensor], has_biases: _bool, num_layers: _int, dropout: _float, train: _bool, bidirectional: _bool, batch_first: _bool) -> tuple[Tensor, Tensor]:
    """gru(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)
    gru(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional)

    Gated recurrent units, over all steps of sequences.

        r, z = sigmoid(W_ih x + b_ih + W_hh h + b_hh)
        n = tanh(W_in x + b_in + r (W_hn h + b_hn)),  h' = n + z (h - n)

    ``params`` has W_ih, W_hh and, with has_biases, b_ih and b_hh of each layer and direction. Dropout
    applies between layers in training, with torch's draws. The second form takes packed rows: of each
    step so many as batch_sizes says.

    Shape:   input ``(t, b, in)``, or ``(b, t, in)`` if batch_first, hx ``(layers * directions, b, h)``
             -> ``(t, b, directions * h)`` likewise, and hx after all steps.
    Dtype:   floating, all of one.
    Grad:    input, hx, params. Twice differentiable.
    Raises:  ShapeError for what does not fit; DTypeError for other types; DomainError unless dropout is
             in [0, 1].
    Source:  torch.gru.

    >>> w, b, h = rg.ones(3, 1), rg.zeros(3), rg.zeros(1, 1, 1)
    >>> rg.gru(rg.ones(1, 1, 1), h, [w, w, b, b], True, 1, 0.0, False, False, False)[0]
    tensor([[[0.2048]]])
    """
@overload
def gru(data: Tensor, batch_sizes: Tensor, hx: Tensor, params: Sequence[Tensor], has_biases: _bool, num_layers: _int, dropout: _float, train: _bool, bidirectional: _bool) -> tuple[Tensor, Tensor]: ...
def gru_cell(input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor | None = None, b_hh: Tensor | None = None) -> Tensor:
    """Gated recurrent units, one step.

        r, z = sigmoid(W_ih x + b_ih + W_hh h + b_hh)
        n = tanh(W_in x + b_in + r (W_hn h + b_hn)),  h' = n + z (h - n)

    Shape:   input ``(b, in)`` or ``(in)``, hx ``(b, h)`` or ``(h)`` -> as hx.
    Dtype:   floating, all of one.
    Grad:    all. Twice differentiable.
    Raises:  ShapeError for what does not fit; DTypeError for other types.
    Source:  torch.gru_cell.

    >>> w, h = rg.ones(3, 1), rg.zeros(1, 1)
    >>> rg.gru_cell(rg.ones(1, 1), h, w, w)
    tensor([[0.2048]])
    """
def gt(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is greater than the other; also the operator ``>``.

        y = a > b

    With NaN the answer is False.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; compared in a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.gt.

    >>> rg.gt(rg.tensor([1, 2, 3]), 2)
    tensor([False, False,  True])
    """
def hamming_window(window_length: _int, periodic: _bool = True, alpha: _float = 0.54, beta: _float = 0.46, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """Hamming's window: one period of a raised cosine that does not reach 0.

        y_k = alpha - beta cos(2 pi k / n)

    n is window_length, or window_length - 1 unless periodic. A single element is 1.

    Shape:   -> ``(window_length)``.
    Dtype:   floating; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a negative length; DTypeError unless floating.
    Source:  torch.hamming_window.

    >>> rg.hamming_window(4)
    tensor([0.0800, 0.5400, 1.0000, 0.5400])
    """
def hann_window(window_length: _int, periodic: _bool = True, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """Hann's window: one period of a raised cosine.

        y_k = 0.5 - 0.5 cos(2 pi k / n)

    n is window_length, or window_length - 1 unless periodic. A single element is 1.

    Shape:   -> ``(window_length)``.
    Dtype:   floating; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a negative length; DTypeError unless floating.
    Source:  torch.hann_window.

    >>> rg.hann_window(4)
    tensor([0.0000, 0.5000, 1.0000, 0.5000])
    """
def hardshrink(input: Tensor, lambd: _Number = 0.5, *, out: Tensor | None = None) -> Tensor:
    """Each element that is larger in size than a bound, and 0 for the others.

        y = |x| > lambd ? x : 0,  dy/dx = |x| > lambd ? 1 : 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools.
    Source:  torch.nn.functional.hardshrink.

    >>> rg.nn.functional.hardshrink(rg.tensor([-1.0, 2.0]), 1.5)
    tensor([0., 2.])
    """
def heaviside(input: Tensor, values: Tensor, *, out: Tensor | None = None) -> Tensor:
    """A step from 0 to 1 at 0, where it has the given values.

        y = 0 where x < 0, v where x = 0, 1 where x > 0,  dy/dx = 0,  dy/dv = 1 where x = 0

    It is 0 where ``input`` is NaN.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; input and values of one type.
    Grad:    input, zero everywhere; values. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError if the types differ.
    Source:  torch.heaviside.

    >>> rg.heaviside(rg.tensor([-1.5, 0.0, 2.0]), rg.tensor([0.5]))
    tensor([0.0000, 0.5000, 1.0000])
    """
def histc(input: Tensor, bins: _int = 100, min: _Number = 0, max: _Number = 0, *, out: Tensor | None = None) -> Tensor:
    """How many elements lie in each of some bins of one width, from min to max.

        y_k = the number of x_i with e_k <= x_i < e_{k+1},  the last one with its upper end

    With equal ends they are the least and the greatest element. What is outside does not count, nor
    does NaN.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(bins)``.
    Dtype:   floating.
    Grad:    none.
    Raises:  NotImplementedError unless floating; RuntimeError for less than one bin, and ends that are
             not finite or the wrong way round.
    Source:  torch.histc.

    >>> rg.histc(rg.tensor([1.0, 2.0, 1.0]), bins=4, min=0, max=3)
    tensor([0., 2., 1., 0.])
    """
@overload
def histogram(input: Tensor, bins: _int = 100, *, range: Sequence[_float] | None = None, weight: Tensor | None = None, density: _bool = False, out: Sequence[Tensor] | None = None) -> _CountsAndEdges:
    """histogram(input, bins=100, *, range=None, weight=None, density=False, out=None)
    histogram(input, bins, *, weight=None, density=False, out=None)

    How many elements lie between the edges of bins, or the sum of their weights.

        h_k = sum_i w_i where e_k <= x_i < e_{k+1},  the last one with its upper edge

    Bins are so many of one width, over a range or from the least to the greatest element, or lie
    between the edges given. A density is divided by the sum and by the widths.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)``, weight ``(*)`` -> ``(k)`` and ``(k + 1)``.
    Dtype:   floating; edges and weights the same.
    Grad:    none: backward raises NotImplementedError.
    Raises:  NotImplementedError for other types; DTypeError and ShapeError for edges and weights that
             do not fit; RuntimeError for less than one bin and for a range that is none.
    Source:  torch.histogram.

    >>> rg.histogram(rg.tensor([1.0, 2.0, 1.0]), rg.tensor([0.0, 1.5, 2.0])).hist
    tensor([2., 1.])
    """
@overload
def histogram(input: Tensor, bins: Tensor, *, weight: Tensor | None = None, density: _bool = False, out: Sequence[Tensor] | None = None) -> _CountsAndEdges: ...
@overload
def hsplit(input: Tensor, sections: _int) -> tuple[Tensor, ...]:
    """hsplit(input, sections)
    hsplit(input, indices)

    Views of equal stretches of the second dimension, of a vector's only one.

        y_0 = x[:, :a],  y_1 = x[:, a:b], ...

    Shape:   ``(n, m, *)`` -> ``(n, a, *)``, ``(n, b - a, *)``, ...
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for a 0-d tensor, or if the sections cannot be equal.
    Source:  torch.hsplit.

    >>> rg.hsplit(rg.tensor([[1, 2], [3, 4]]), 2)
    (tensor([[1],
            [3]]), tensor([[2],
            [4]]))
    """
@overload
def hsplit(input: Tensor, indices: Sequence[_int]) -> tuple[Tensor, ...]: ...
def hstack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """The tensors side by side: along the second dimension, of vectors the only.

        y = [x_0, x_1, ...]

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(n, a, *)``, ``(n, b, *)``, ... -> ``(n, a + b + ..., *)``; 0-d tensors count as vectors.
    Dtype:   all; promoted to a common type.
    Grad:    tensors. Twice differentiable.
    Raises:  ShapeError for no tensors, or if the other lengths differ.
    Source:  torch.hstack.

    >>> rg.hstack([rg.tensor([1, 2]), rg.tensor([3])])
    tensor([1, 2, 3])
    """
def hypot(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The hypotenuse of two legs, within 2 ulp and without overflow.

        y = sqrt(a^2 + b^2),  dy/da = a / y,  dy/db = b / y

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   float32, float64; promoted to a common type.
    Grad:    input, other; NaN where both are 0. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for integers and bools.
    Source:  torch.hypot.

    >>> rg.hypot(rg.tensor([3.0, 5.0]), rg.tensor([4.0, 12.0]))
    tensor([ 5., 13.])
    """
def i0(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The modified Bessel function of the first kind, within 2 ulp.

        y = I0(x),  dy/dx = I1(x)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.i0.

    >>> rg.i0(rg.tensor([0.0, 1.0]))
    tensor([1.0000, 1.2661])
    """
def i0_(input: Tensor) -> Tensor:
    """The modified Bessel function of the first kind, within 2 ulp.

        y = I0(x),  dy/dx = I1(x)

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of i0; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of i0.
    Raises:  what i0 raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.i0_.

    >>> rg.tensor([0.0, 1.0]).i0_()
    tensor([1.0000, 1.2661])
    """
def igamma(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The regularized lower incomplete gamma function, within 1e-11.

        y = integral from 0 to b of t^(a - 1) e^-t dt / gamma(a),  dy/db = b^(a - 1) e^-b / gamma(a)

    NaN for negative numbers; also called special.gammainc().

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   floating; promoted to a common type.
    Grad:    other. Twice differentiable. input, whose derivative has none itself.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError without floats.
    Source:  torch.igamma.

    >>> rg.igamma(rg.tensor([1.0, 4.0]), rg.tensor([1.0, 5.0]))
    tensor([0.6321, 0.7350])
    """
def igammac(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The regularized upper incomplete gamma function, within 1e-11.

        y = integral from b of t^(a - 1) e^-t dt / gamma(a),  dy/db = -b^(a - 1) e^-b / gamma(a)

    Small values are as exact as 1 - igamma() is not; also called special.gammaincc().

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   floating; promoted to a common type.
    Grad:    other. Twice differentiable. input, whose derivative has none itself.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError without floats.
    Source:  torch.igammac.

    >>> rg.igammac(rg.tensor([1.0, 4.0]), rg.tensor([1.0, 5.0]))
    tensor([0.3679, 0.2650])
    """
def index_add(input: Tensor, dim: _int, index: Tensor, source: Tensor, *, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
    """A copy with alpha times the slices of source added at the positions that index names.

        y = x, y[index[i], j] += alpha s[i, j]  for dim 0,  dy/ds = alpha

    All are added, in their order, also where a position comes twice. float16 and bfloat16 are added
    in float32 and rounded once.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(n, *)``, index ``(k)``, source ``(k, *)`` -> ``(n, *)``.
    Dtype:   all, source the same; index int64 or int32.
    Grad:    input, source. Twice differentiable.
    Raises:  BoundsError for a position out of bounds; ShapeError, DTypeError or IndexError for what
             does not fit; RuntimeError for a float alpha beside integers.
    Source:  torch.index_add.

    >>> rg.index_add(rg.ones(3), 0, rg.tensor([0, 2, 0]), rg.tensor([1.0, 2.0, 3.0]))
    tensor([5., 1., 3.])
    """
def index_copy(input: Tensor, dim: _int, index: Tensor, source: Tensor, *, out: Tensor | None = None) -> Tensor:
    """A copy with the slices of source written at the positions that index names.

        y = x, y[index[i], j] = s[i, j]  for dim 0,  dy/ds = 1, dy/dx = 0 there

    Of several slices for one position the last one stays.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(n, *)``, index ``(k)``, source ``(k, *)`` -> ``(n, *)``.
    Dtype:   all, source the same; index int64 or int32.
    Grad:    input, source. Twice differentiable.
    Raises:  BoundsError for a position out of bounds; ShapeError, DTypeError or IndexError for what
             does not fit.
    Source:  torch.index_copy.

    >>> rg.index_copy(rg.zeros(3), 0, rg.tensor([2, 0]), rg.tensor([1.0, 2.0]))
    tensor([2., 0., 1.])
    """
def index_fill(input: Tensor, dim: _int, index: Tensor, value: Tensor | _Number) -> Tensor:
    """A copy with one value written to the slices at the positions that index names.

        y = x, y[index[i], j] = v  for dim 0,  dy/dv = 1, dy/dx = 0 there

    Negative positions count from the end.

    Shape:   input ``(n, *)``, index ``(k)``, value a number or ``()`` -> ``(n, *)``.
    Dtype:   all; value is converted to the same; index int64 or int32.
    Grad:    input, value. Twice differentiable.
    Raises:  BoundsError for a position out of bounds; IndexError unless index is a vector; ShapeError
             for a value with dimensions; RangeError for a number that the type cannot hold.
    Source:  torch.index_fill.

    >>> rg.index_fill(rg.zeros(2, 3), 1, rg.tensor([0, -1]), 5)
    tensor([[5., 0., 5.],
            [5., 0., 5.]])
    """
def index_put(input: Tensor, indices: Sequence[Tensor], values: Tensor, accumulate: _bool = False) -> Tensor:
    """A copy with values written where tensors of indices point, or added there.

        y = x, y[indices] = values,  dy/dvalues = 1 at the indices, dy/dx = 0 there

    Where several indices name one element the last value stays, or all are added, in their order.
    float16 and bfloat16 are added in float32, and rounded once.

    Shape:   input ``(*)``; values broadcast to the shape of ``input[indices]``.
    Dtype:   all; values of the same, or 0-d. Indices are int64, int32, or masks: bool, uint8.
    Grad:    input, values. Twice differentiable.
    Raises:  BoundsError for an index out of bounds; IndexError for indices that do not fit; ShapeError
             for values that do not broadcast; RuntimeError for values of another type.
    Source:  torch.index_put.

    >>> rg.index_put(rg.zeros(3), (rg.tensor([0, 2]),), rg.tensor([5.0, 7.0]))
    tensor([5., 0., 7.])
    >>> rg.index_put(rg.zeros(2), (rg.tensor([1, 1]),), rg.tensor(2.0), accumulate=True)
    tensor([0., 4.])
    """
def index_put_(self: Tensor, indices: Sequence[Tensor], values: Tensor, accumulate: _bool = False) -> Tensor:
    """Writes values where tensors of indices point, or adds them there; the same as index_put().

        x[indices] := values

    Shape:   self ``(*)``; values broadcast to the shape of ``self[indices]``.
    Dtype:   all; values of the same, or 0-d.
    Grad:    self, values. Twice differentiable.
    Raises:  as index_put(); ReadOnlyError; GraphError for a leaf that requires grad.
    Source:  torch.Tensor.index_put_.

    >>> rg.zeros(3).index_put_((rg.tensor([True, False, True]),), rg.tensor(1.0))
    tensor([1., 0., 1.])
    """
def index_reduce(input: Tensor, dim: _int, index: Tensor, source: Tensor, reduce: str, *, include_self: _bool = True, out: Tensor | None = None) -> Tensor:
    """A copy in which slices become reductions of those that index sends to them.

        y[k, j] = reduce of x[k, j] and all s[i, j] with index[i] = k  for dim 0

    reduce is ``"prod"``, ``"mean"``, ``"amax"`` or ``"amin"``; the rest is as for scatter_reduce().

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(n, *)``, index ``(k)``, source ``(k, *)`` -> ``(n, *)``.
    Dtype:   all, source the same; index int64 or int32. A mean of integers is rounded down.
    Grad:    input, source. Twice differentiable.
    Raises:  BoundsError for a position out of bounds; ShapeError, DTypeError or IndexError for what
             does not fit; RuntimeError for another reduce.
    Source:  torch.index_reduce.

    >>> rg.index_reduce(rg.ones(2), 0, rg.tensor([1, 1]), rg.tensor([3.0, 5.0]), "prod")
    tensor([ 1., 15.])
    """
def index_select(input: Tensor, dim: _int, index: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The slices of a tensor at the positions that a vector names, in its order.

        y[i, j] = x[index[i], j]  for dim 0,  dx = 0 with dy added there

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(n, *)`` and index ``(k)`` -> ``(k, *)``.
    Dtype:   all; index int64 or int32.
    Grad:    input. Twice differentiable.
    Raises:  BoundsError for a position out of bounds; IndexError unless index is a vector; DTypeError
             for another type of it.
    Source:  torch.index_select.

    >>> rg.index_select(rg.tensor([[1, 2], [3, 4], [5, 6]]), 0, rg.tensor([2, 0]))
    tensor([[5, 6],
            [1, 2]])
    """
def initial_seed() -> _int:
    """The seed that the default stream was started with.

        what manual_seed() or seed() set last

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.initial_seed.

    >>> a = rg.manual_seed(7)
    >>> rg.initial_seed()
    7
    """
def inner(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inner products of the rows of two tensors.

        y_ij = sum_k a_ik b_jk

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*a, k)``, ``(*b, k)`` -> ``(*a, *b)``; a 0-d tensor multiplies the other.
    Dtype:   all but bool; both alike.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the last lengths differ; DTypeError if the types do.
    Source:  torch.inner.

    >>> rg.inner(rg.tensor([1.0, 2.0]), rg.tensor([[3.0, 4.0], [5.0, 6.0]]))
    tensor([11., 17.])
    """
def instance_norm(input: Tensor, weight: Tensor | None, bias: Tensor | None, running_mean: Tensor | None, running_var: Tensor | None, use_input_stats: _bool, momentum: _float, eps: _float, cudnn_enabled: _bool) -> Tensor:
    """Each channel of each sample brought to mean 0 and variance 1; see
    nn.functional.instance_norm(). The last argument is torch's, for other devices.

        y = (x - mean) / sqrt(var + eps) w + b

    Shape:   input ``(n, c, *)``, all others ``(c)`` -> as the input.
    Dtype:   floating; the others as the input, or float32 beside float16 and bfloat16.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for what does not fit; RuntimeError without statistics of any kind; DTypeError
             for other types beside the input's; NotImplementedError unless floating.
    Source:  torch.instance_norm.

    >>> x = rg.tensor([[[1.0, 3.0], [5.0, 9.0]]])
    >>> rg.instance_norm(x, None, None, None, None, True, 0.1, 1e-5, False)
    tensor([[[-1.0000,  1.0000],
             [-1.0000,  1.0000]]])
    """
def inverse(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of square matrices.

        Y = A^-1,  dA = -Y^T dY Y^T

    To solve equations, solve() is faster and more accurate.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, n)`` -> ``(*, n, n)``.
    Dtype:   float32, float64.
    Grad:    A. Twice differentiable.
    Raises:  linalg.LinAlgError for a singular matrix; ShapeError unless square; DTypeError for other
             types.
    Source:  torch.linalg.inv.

    >>> rg.linalg.inv(rg.tensor([[2.0, 0.0], [0.0, 4.0]]))
    tensor([[0.5000, 0.0000],
            [0.0000, 0.2500]])
    """
def is_anomaly_check_nan_enabled() -> _bool:
    """Whether anomaly mode looks for nan and inf where it is on.

        see retrograd.autograd.detect_anomaly

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.is_anomaly_check_nan_enabled.

    >>> rg.is_anomaly_check_nan_enabled()
    True
    """
def is_anomaly_enabled() -> _bool:
    """Whether anomaly mode is on.

        see retrograd.autograd.detect_anomaly

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.is_anomaly_enabled.

    >>> rg.is_anomaly_enabled()
    False
    """
def is_complex(input: Tensor) -> _bool:
    """False: no type is complex.

        False

    Shape:   ``(*)``.
    Dtype:   all.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.Tensor.is_complex.

    >>> rg.ones(2).is_complex()
    False
    """
def is_conj(input: Tensor) -> _bool:
    """False: a conjugate of real numbers is nothing to be put off.

        False

    Shape:   ``(*)``.
    Dtype:   all.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.Tensor.is_conj.

    >>> rg.ones(2).is_conj()
    False
    """
def is_floating_point(input: Tensor) -> _bool:
    """Whether the elements are floats.

        input.dtype.is_floating_point

    Shape:   ``(*)``.
    Dtype:   all; True for float32 and float64.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.is_floating_point.

    >>> rg.is_floating_point(rg.arange(3))
    False
    """
def is_grad_enabled() -> _bool:
    """Whether operations of this thread are being recorded.

        see retrograd.no_grad

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.is_grad_enabled.

    >>> rg.is_grad_enabled()
    True
    """
def is_inference(input: Tensor) -> _bool:
    """Whether the memory of this tensor was made in inference mode.

        see retrograd.inference_mode

    Shape:   any.
    Dtype:   all.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.is_inference.

    >>> x = rg.ones(2)
    >>> with rg.inference_mode():
    ...     y, v = x * 2, x[0]
    >>> y.is_inference(), v.is_inference()
    (True, False)
    """
def is_inference_mode_enabled() -> _bool:
    """Whether this thread is in inference mode.

        see retrograd.inference_mode

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.is_inference_mode_enabled.

    >>> with rg.inference_mode():
    ...     rg.is_inference_mode_enabled()
    True
    """
def is_neg(input: Tensor) -> _bool:
    """False: negation is never put off.

        False

    Shape:   ``(*)``.
    Dtype:   all.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.Tensor.is_neg.

    >>> (-rg.ones(2)).is_neg()
    False
    """
def is_same_size(self: Tensor, other: Tensor) -> _bool:
    """Whether two tensors have one shape.

        self.shape == other.shape

    Shape:   ``(*)``, ``(*)``.
    Dtype:   all.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.Tensor.is_same_size.

    >>> rg.zeros(2).is_same_size(rg.arange(2))
    True
    """
def is_signed(input: Tensor) -> _bool:
    """Whether the type of the elements holds negative numbers.

        input.dtype.is_signed

    Shape:   ``(*)``.
    Dtype:   all.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.Tensor.is_signed.

    >>> rg.ones(2).is_signed()
    True
    """
def is_tensor(obj: object) -> _bool:
    """Whether an object is a Tensor.

        isinstance(obj, Tensor)

    Shape:   any.
    Dtype:   any.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.is_tensor.

    >>> rg.is_tensor([1.0])
    False
    """
def isclose(input: Tensor, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False) -> Tensor:
    """Whether the elements are equal within a tolerance.

        y = |a - b| <= atol + rtol |b|

    An infinity is close to itself alone, and so is NaN with ``equal_nan``, without it to nothing.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; both alike.
    Grad:    none.
    Raises:  DTypeError if the types differ; ValueError for a negative tolerance; ShapeError if the
             shapes do not broadcast.
    Source:  torch.isclose.

    >>> rg.isclose(rg.tensor([1.0, 2.0]), rg.tensor([1.001, 2.1]), rtol=0.01)
    tensor([ True, False])
    """
def isfinite(input: Tensor) -> Tensor:
    """Whether each element is neither an infinity nor NaN.

        y = |x| < inf

    Shape:   ``(*)`` -> ``(*)``, bool.
    Dtype:   all; an integer always is.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.isfinite.

    >>> rg.isfinite(rg.tensor([1.0, float("-inf"), float("nan")]))
    tensor([ True, False, False])
    """
@overload
def isin(elements: Tensor, test_elements: Tensor, *, assume_unique: _bool = False, invert: _bool = False, out: Tensor | None = None) -> Tensor:
    """isin(elements, test_elements, *, assume_unique=False, invert=False, out=None)
    isin(elements, test_element, *, assume_unique=False, invert=False, out=None)
    isin(element, test_elements, *, assume_unique=False, invert=False, out=None)

    Whether each element is one of others.

        y_i = [x_i = t_k for some k],  its opposite if invert

    NaN is equal to nothing. What assume_unique promises is not needed.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; the result is bool.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.isin.

    >>> rg.isin(rg.tensor([1, 2, 3]), rg.tensor([2, 9]))
    tensor([False,  True, False])
    """
@overload
def isin(elements: Tensor, test_element: _Number, *, assume_unique: _bool = False, invert: _bool = False, out: Tensor | None = None) -> Tensor: ...
@overload
def isin(element: _Number, test_elements: Tensor, *, assume_unique: _bool = False, invert: _bool = False, out: Tensor | None = None) -> Tensor: ...
def isinf(input: Tensor) -> Tensor:
    """Whether each element is an infinity.

        y = |x| = inf

    Shape:   ``(*)`` -> ``(*)``, bool.
    Dtype:   all; an integer never is.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.isinf.

    >>> rg.isinf(rg.tensor([1.0, float("-inf"), float("nan")]))
    tensor([False,  True, False])
    """
def isnan(input: Tensor) -> Tensor:
    """Whether each element is NaN.

        y = x != x

    Shape:   ``(*)`` -> ``(*)``, bool.
    Dtype:   all; an integer never is.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.isnan.

    >>> rg.isnan(rg.tensor([1.0, float("-inf"), float("nan")]))
    tensor([False, False,  True])
    """
def isneginf(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is minus infinity.

        y = x = -inf

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``, bool.
    Dtype:   all; an integer never is.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.isneginf.

    >>> rg.isneginf(rg.tensor([float("inf"), float("-inf"), 1.0]))
    tensor([False,  True, False])
    """
def isposinf(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is plus infinity.

        y = x = inf

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``, bool.
    Dtype:   all; an integer never is.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.isposinf.

    >>> rg.isposinf(rg.tensor([float("inf"), float("-inf"), 1.0]))
    tensor([ True, False, False])
    """
def kaiser_window(window_length: _int, periodic: _bool = True, beta: _float = 12.0, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """Kaiser's window: what lies near its middle, the more so the larger beta.

        y_k = i0(beta sqrt(1 - (2 k / n - 1)^2)) / i0(beta)

    n is window_length, or window_length - 1 unless periodic. A single element is 1.

    Shape:   -> ``(window_length)``.
    Dtype:   floating; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a negative length; DTypeError unless floating.
    Source:  torch.kaiser_window.

    >>> rg.kaiser_window(4, beta=3.0)
    tensor([0.2049, 0.7269, 1.0000, 0.7269])
    """
def kron(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The Kronecker product: each element of one tensor times all of another.

        y_(i p + k) = a_i b_k  in each dimension, where b has length p

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(n, m)``, ``(p, q)`` -> ``(n p, m q)``; what lacks dimensions gets them in front.
    Dtype:   all; promoted to a common type.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError for a result too large.
    Source:  torch.kron.

    >>> rg.kron(rg.tensor([1, 10]), rg.tensor([1, 2, 3]))
    tensor([ 1,  2,  3, 10, 20, 30])
    """
def kthvalue(input: Tensor, k: _int, dim: _int = -1, keepdim: _bool = False, *, out: Sequence[Tensor] | None = None) -> _ValuesAndIndices:
    """The k-th smallest element along a dimension, from 1 on, and where it stands.

        y = sort(x)_k,  dL/dx at the index is dL/dy

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)`` without the dim; it stays with length 1 if keepdim.
    Dtype:   all but bool; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless 1 <= k <= n; NotImplementedError for bool; IndexError if there is no
             element along dim, or it is out of range.
    Source:  torch.kthvalue.

    >>> rg.kthvalue(rg.tensor([3.0, 1.0, 2.0]), 2).values
    tensor(2.)
    """
def layer_norm(input: Tensor, normalized_shape: Sequence[_int], weight: Tensor | None = None, bias: Tensor | None = None, eps: _float = 1e-05, cudnn_enable: _bool = True) -> Tensor:
    """The last dimensions brought to mean 0 and variance 1; see
    nn.functional.layer_norm(). The last argument is torch's, for other devices.

        y = (x - mean) / sqrt(var + eps) w + b

    Shape:   input ``(*, *normalized_shape)``, weight and bias ``normalized_shape`` -> as the input.
    Dtype:   floating; weight and bias as the input, or float32 beside float16 and bfloat16.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for what does not fit; DTypeError for other types of weight and bias;
             NotImplementedError unless floating.
    Source:  torch.layer_norm.

    >>> rg.layer_norm(rg.tensor([1.0, 2.0, 3.0]), (3,))
    tensor([-1.2247,  0.0000,  1.2247])
    """
def lcm(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The least common multiple of two elements.

        y = |a b| / gcd(a, b), 0 where one of them is 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   integers; promoted to a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for floats and bools.
    Source:  torch.lcm.

    >>> rg.lcm(rg.tensor([12, -8]), rg.tensor([18, 6]))
    tensor([36, 24])
    """
def lcm_(input: Tensor, other: Tensor) -> Tensor:
    """The least common multiple of two elements.

        y = |a b| / gcd(a, b), 0 where one of them is 0

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of lcm; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of lcm.
    Raises:  what lcm raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.lcm_.

    >>> rg.tensor([12, -8]).lcm_(rg.tensor([18, 6]))
    tensor([36, 24])
    """
def ldexp(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Each element times a power of two: exact if whole, else within 3 ulp.

        y = a 2^b,  dy/da = 2^b,  dy/db = y log 2

    It overflows only where the result does.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; integers and bool give the default type.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.ldexp.

    >>> rg.ldexp(rg.tensor([1.0, 3.0]), rg.tensor([4.0, -1.0]))
    tensor([16.0000,  1.5000])
    """
def ldexp_(input: Tensor, other: Tensor) -> Tensor:
    """Each element times a power of two: exact if whole, else within 3 ulp.

        y = a 2^b,  dy/da = 2^b,  dy/db = y log 2

    It overflows only where the result does.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of ldexp; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of ldexp.
    Raises:  what ldexp raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.ldexp_.

    >>> rg.tensor([1.0, 3.0]).ldexp_(rg.tensor([4.0, -1.0]))
    tensor([16.0000,  1.5000])
    """
def le(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is at most the other; also the operator ``<=``.

        y = a <= b

    With NaN the answer is False.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; compared in a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.le.

    >>> rg.le(rg.tensor([1, 2, 3]), 2)
    tensor([ True,  True, False])
    """
def lerp(input: Tensor, end: Tensor, weight: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The way from ``input`` to ``end``, as far as ``weight`` says.

        y = a + w (b - a),  dy/da = 1 - w,  dy/db = w,  dy/dw = b - a

    A weight of 0 gives exactly ``input``, one of 1 exactly ``end``.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` each, broadcast together.
    Dtype:   floating, all of one type; a weight without dimensions may be of another.
    Grad:    input, end, weight. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for integers and unlike types.
    Source:  torch.lerp.

    >>> rg.lerp(rg.tensor([1.0, 2.0]), rg.tensor([5.0, 10.0]), 0.25)
    tensor([2., 4.])
    """
def less(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is less than the other; also the operator ``<``.

        y = a < b

    With NaN the answer is False.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; compared in a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.lt.

    >>> rg.lt(rg.tensor([1, 2, 3]), 2)
    tensor([ True, False, False])
    """
def less_equal(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is at most the other; also the operator ``<=``.

        y = a <= b

    With NaN the answer is False.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; compared in a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.le.

    >>> rg.le(rg.tensor([1, 2, 3]), 2)
    tensor([ True,  True, False])
    """
def lgamma(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of the size of the gamma function of each element.

        y = log |gamma(x)|,  dy/dx = digamma(x)

    It is within 2 ulp for positive elements; infinite at 0, -1, -2, ...

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.lgamma.

    >>> rg.lgamma(rg.tensor([0.5, 4.0]))
    tensor([0.5724, 1.7918])
    """
def linspace(start: _Number, end: _Number, steps: _int, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor:
    """Numbers at equal distances from start to end, both among them.

        y_i = start + i (end - start) / (steps - 1),  counted from the nearer end

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   -> ``(steps)``.
    Dtype:   all but bool; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError if steps is negative; RangeError for bounds that the dtype cannot hold;
             NotImplementedError for bool.
    Source:  torch.linspace.

    >>> rg.linspace(0, 1, 5)
    tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000])
    """
def log(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The natural logarithm of each element, within 2 ulp.

        y = log x,  dy/dx = 1 / x

    It is minus infinity at 0 and NaN below.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.log.

    >>> rg.log(rg.tensor([1.0, 10.0]))
    tensor([0.0000, 2.3026])
    """
def log10(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of each element to the base 10, within 2 ulp.

        y = log x / log 10,  dy/dx = 1 / (x log 10)

    It is minus infinity at 0 and NaN below.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.log10.

    >>> rg.log10(rg.tensor([1.0, 1000.0]))
    tensor([0., 3.])
    """
def log10_(input: Tensor) -> Tensor:
    """The logarithm of each element to the base 10, within 2 ulp.

        y = log x / log 10,  dy/dx = 1 / (x log 10)

    It is minus infinity at 0 and NaN below.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of log10; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of log10.
    Raises:  what log10 raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.log10_.

    >>> rg.tensor([1.0, 1000.0]).log10_()
    tensor([0., 3.])
    """
def log1p(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The natural logarithm of 1 plus each element, within 2 ulp.

        y = log(1 + x),  dy/dx = 1 / (1 + x)

    It is exact to the last bits near 0, where log(1 + x) is not.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.log1p.

    >>> rg.log1p(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.6931])
    """
def log1p_(input: Tensor) -> Tensor:
    """The natural logarithm of 1 plus each element, within 2 ulp.

        y = log(1 + x),  dy/dx = 1 / (1 + x)

    It is exact to the last bits near 0, where log(1 + x) is not.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of log1p; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of log1p.
    Raises:  what log1p raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.log1p_.

    >>> rg.tensor([0.0, 1.0]).log1p_()
    tensor([0.0000, 0.6931])
    """
def log2(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of each element to the base 2, within 2 ulp.

        y = log x / log 2,  dy/dx = 1 / (x log 2)

    It is minus infinity at 0 and NaN below.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.log2.

    >>> rg.log2(rg.tensor([1.0, 8.0]))
    tensor([0., 3.])
    """
def log2_(input: Tensor) -> Tensor:
    """The logarithm of each element to the base 2, within 2 ulp.

        y = log x / log 2,  dy/dx = 1 / (x log 2)

    It is minus infinity at 0 and NaN below.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of log2; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of log2.
    Raises:  what log2 raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.log2_.

    >>> rg.tensor([1.0, 8.0]).log2_()
    tensor([0., 3.])
    """
def log_(input: Tensor) -> Tensor:
    """The natural logarithm of each element, within 2 ulp.

        y = log x,  dy/dx = 1 / x

    It is minus infinity at 0 and NaN below.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of log; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of log.
    Raises:  what log raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.log_.

    >>> rg.tensor([1.0, 10.0]).log_()
    tensor([0.0000, 2.3026])
    """
def log_softmax(input: Tensor, dim: _int, dtype: _dtype | None = None, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of softmax, exact where softmax itself would be 0.

        y_i = x_i - log sum_j e^x_j,  dy_i/dx_j = 1[i = j] - e^y_j

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
    Source:  torch.log_softmax.

    >>> rg.log_softmax(rg.tensor([0.0, 1000.0]), 0)
    tensor([-1000.,     0.])
    """
def logaddexp(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of the sum of the exponentials, without overflow.

        y = log(e^a + e^b),  dy/da = e^(a - y),  dy/db = e^(b - y)

    It is within 2 ulp of the larger operand.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   float32, float64; promoted to a common type.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for integers and bools.
    Source:  torch.logaddexp.

    >>> rg.logaddexp(rg.tensor([0.0, -1000.0]), rg.tensor([0.0, -1000.0]))
    tensor([ 6.9315e-01, -9.9931e+02])
    """
def logaddexp2(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logarithm to the base 2 of the sum of the powers of 2, without overflow.

        y = log2(2^a + 2^b),  dy/da = 2^(a - y),  dy/db = 2^(b - y)

    It is within 2 ulp of the larger operand, or of 1.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   float32, float64; promoted to a common type.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for integers and bools.
    Source:  torch.logaddexp2.

    >>> rg.logaddexp2(rg.tensor([0.0, -1000.0]), rg.tensor([0.0, -1000.0]))
    tensor([   1., -999.])
    """
def logcumsumexp(input: Tensor, dim: _int, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of the sums of exponentials up to each element.

        y_i = log(e^x_1 + ... + e^x_i),  dL/dx_i = sum_{k >= i} dL/dy_k e^(x_i - y_k)

    No exponential overflows on the way.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError unless floating; IndexError if dim is out of range.
    Source:  torch.logcumsumexp.

    >>> rg.logcumsumexp(rg.tensor([0.0, 0.0, 100.0]), dim=0)
    tensor([  0.0000,   0.6931, 100.0000])
    """
def logdet(input: Tensor) -> Tensor:
    """The logarithm of the determinant; NaN where that is negative.

        y = log det A,  dA = A^-T dy

    Shape:   ``(*, n, n)`` -> ``(*)``.
    Dtype:   float32, float64.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless square; DTypeError for other types.
    Source:  torch.logdet.

    >>> rg.logdet(rg.tensor([[2.0, 0.0], [0.0, 0.5]]))
    tensor(0.)
    """
def logical_and(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether both elements are true.

        y = a != 0 and b != 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; an element is true unless it is zero.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.logical_and.

    >>> rg.logical_and(rg.tensor([True, True, False]), rg.tensor([1.5, 0.0, 0.0]))
    tensor([ True, False, False])
    """
def logical_not(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is zero.

        y = x == 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``, bool.
    Dtype:   all; an element is true unless it is zero.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.logical_not.

    >>> rg.logical_not(rg.tensor([0, 3]))
    tensor([ True, False])
    """
def logical_or(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether one element or the other is true.

        y = a != 0 or b != 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; an element is true unless it is zero.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.logical_or.

    >>> rg.logical_or(rg.tensor([True, True, False]), rg.tensor([1.5, 0.0, 0.0]))
    tensor([ True,  True, False])
    """
def logical_xor(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether just one of the elements is true.

        y = (a != 0) != (b != 0)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; an element is true unless it is zero.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.logical_xor.

    >>> rg.logical_xor(rg.tensor([True, True, False]), rg.tensor([1.5, 0.0, 0.0]))
    tensor([False,  True, False])
    """
def logit(input: Tensor, eps: _float | None = None, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of the odds of each probability, within 2 ulp.

        y = log(x / (1 - x)),  dy/dx = 1 / (x (1 - x))

    With ``eps`` the elements are first held in ``[eps, 1 - eps]``, and beyond it the gradient is 0;
    without, elements beyond ``[0, 1]`` give NaN.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.logit.

    >>> rg.logit(rg.tensor([0.5, 0.75]))
    tensor([0.0000, 1.0986])
    """
def logit_(input: Tensor, eps: _float | None = None) -> Tensor:
    """The logarithm of the odds of each probability, within 2 ulp.

        y = log(x / (1 - x)),  dy/dx = 1 / (x (1 - x))

    With ``eps`` the elements are first held in ``[eps, 1 - eps]``, and beyond it the gradient is 0;
    without, elements beyond ``[0, 1]`` give NaN.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of logit; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of logit.
    Raises:  what logit raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.logit_.

    >>> rg.tensor([0.0, 0.5]).logit_(eps=0.25)
    tensor([-1.0986,  0.0000])
    """
def logspace(start: _Number, end: _Number, steps: _int, base: _float = 10.0, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor:
    """Powers of a number, whose exponents are at equal distances.

        y_i = base^(start + i (end - start) / (steps - 1))

    They are computed in double and rounded once.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   -> ``(steps)``.
    Dtype:   all but bool; the default type if not given. For integers the bounds are truncated, and
             what is too large saturates.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError if steps is negative; RangeError for bounds that the dtype cannot hold;
             NotImplementedError for bool.
    Source:  torch.logspace.

    >>> rg.logspace(0, 3, 4, base=2)
    tensor([1., 2., 4., 8.])
    """
def logsumexp(input: Tensor, dim: _int | Sequence[_int], keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of the sum of exponentials along dimensions.

        y = log sum_i e^x_i,  dy/dx_i = e^(x_i - y)

    No exponential overflows on the way. Of no elements it is -inf.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
    Source:  torch.logsumexp.

    >>> rg.logsumexp(rg.tensor([0.0, 1000.0]), dim=0)
    tensor(1000.)
    """
@overload
def lstm(input: Tensor, hx: Sequence[Tensor], params: Sequence[Tensor], has_biases: _bool, num_layers: _int, dropout: _float, train: _bool, bidirectional: _bool, batch_first: _bool) -> tuple[Tensor, Tensor, Tensor]:
    """lstm(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)
    lstm(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional)

    Long short-term memory, over all steps of sequences.

        i, f, o = sigmoid(W_ih x + b_ih + W_hh h + b_hh),  g = tanh(likewise)
        c' = f c + i g,  h' = o tanh c'

    ``params`` has W_ih, W_hh and, with has_biases, b_ih and b_hh of each layer and direction. Dropout
    applies between layers in training, with torch's draws. The second form takes packed rows: of each
    step so many as batch_sizes says.

    Shape:   input ``(t, b, in)``, or ``(b, t, in)`` if batch_first, hx ``(layers * directions, b, h)``
             -> ``(t, b, directions * h)`` likewise, and hx after all steps.
    Dtype:   floating, all of one.
    Grad:    input, hx, params. Twice differentiable.
    Raises:  ShapeError for what does not fit; DTypeError for other types; DomainError unless dropout is
             in [0, 1].
    Source:  torch.lstm.

    >>> w, b, h = rg.ones(4, 1), rg.zeros(4), rg.zeros(1, 1, 1)
    >>> rg.lstm(rg.ones(1, 1, 1), (h, h), [w, w, b, b], True, 1, 0.0, False, False, False)[0]
    tensor([[[0.3696]]])
    """
@overload
def lstm(data: Tensor, batch_sizes: Tensor, hx: Sequence[Tensor], params: Sequence[Tensor], has_biases: _bool, num_layers: _int, dropout: _float, train: _bool, bidirectional: _bool) -> tuple[Tensor, Tensor, Tensor]: ...
def lstm_cell(input: Tensor, hx: Sequence[Tensor], w_ih: Tensor, w_hh: Tensor, b_ih: Tensor | None = None, b_hh: Tensor | None = None) -> tuple[Tensor, Tensor]:
    """Long short-term memory, one step.

        i, f, o = sigmoid(W_ih x + b_ih + W_hh h + b_hh),  g = tanh(likewise)
        c' = f c + i g,  h' = o tanh c'

    Shape:   input ``(b, in)`` or ``(in)``, hx ``(b, h)`` or ``(h)`` -> as hx.
    Dtype:   floating, all of one.
    Grad:    all. Twice differentiable.
    Raises:  ShapeError for what does not fit; DTypeError for other types.
    Source:  torch.lstm_cell.

    >>> w, h = rg.ones(4, 1), rg.zeros(1, 1)
    >>> rg.lstm_cell(rg.ones(1, 1), (h, h), w, w)
    (tensor([[0.3696]]), tensor([[0.5568]]))
    """
def lt(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is less than the other; also the operator ``<``.

        y = a < b

    With NaN the answer is False.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; compared in a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.lt.

    >>> rg.lt(rg.tensor([1, 2, 3]), 2)
    tensor([ True, False, False])
    """
def lu(input: Tensor, pivot: _bool = True, get_infos: _bool = False) -> tuple[Tensor, ...]:
    """The packed factors of matrices, and the pivots.

        A = P L U

    An old form of linalg.lu_factor_ex(), whose results are a plain tuple; info comes last if get_infos.

    Shape:   ``(*, m, n)`` -> ``(*, m, n)``, ``(*, min(m, n))`` and ``(*)``.
    Dtype:   float32, float64; pivots and info are int32.
    Grad:    input. Twice differentiable.
    Raises:  RuntimeError without pivoting; ShapeError unless there are two dimensions; DTypeError for
             other types.
    Source:  torch.lu.

    >>> LU, pivots = rg.lu(rg.tensor([[1.0, 2.0], [2.0, 2.0]]))
    >>> pivots
    tensor([2, 2], dtype=torch.int32)
    """
def lu_solve(input: Tensor, LU_data: Tensor, LU_pivots: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The solution of equations with a matrix of which the factors are known.

        A X = B

    An old form of linalg.lu_solve().

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(*, n, k)``, LU_data ``(*, n, n)``, LU_pivots ``(*, n)`` -> ``(*, n, k)``.
    Dtype:   float32, float64; both alike, pivots int32.
    Grad:    input, LU_data. Twice differentiable.
    Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types; RuntimeError
             for pivots that are no rows.
    Source:  torch.lu_solve.

    >>> LU, pivots = rg.linalg.lu_factor(rg.tensor([[1.0, 2.0], [2.0, 2.0]]))
    >>> rg.lu_solve(rg.tensor([[3.0], [4.0]]), LU, pivots)
    tensor([[1.],
            [1.]])
    """
def lu_unpack(LU_data: Tensor, LU_pivots: Tensor, unpack_data: _bool = True, unpack_pivots: _bool = True, *, out: Sequence[Tensor] | None = None) -> _PermutationAndFactors:
    """The matrices that lu_factor() packed.

        A = P L U

    What is not to be unpacked is a tensor without elements.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` and ``(*, k)`` -> ``(*, m, m)``, ``(*, m, k)`` and ``(*, k, n)``, k the less
             of m and n.
    Dtype:   float32, float64; pivots int32.
    Grad:    LU_data. Twice differentiable.
    Raises:  ShapeError if the shapes do not fit; DTypeError for other types; RuntimeError for pivots
             that are no rows.
    Source:  torch.lu_unpack.

    >>> LU, pivots = rg.linalg.lu_factor(rg.tensor([[1.0, 2.0], [2.0, 2.0]]))
    >>> P, L, U = rg.lu_unpack(LU, pivots)
    >>> P @ L @ U
    tensor([[1., 2.],
            [2., 2.]])
    """
def manual_seed(seed: _int) -> Generator:
    """Starts the default stream of random numbers anew; returns its generator.

        MT19937, seeded with the low 32 bits of the seed

    The streams are those of torch on a CPU, bit for bit.

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  RangeError for a seed outside -2^63 .. 2^64 - 1.
    Source:  torch.manual_seed.

    >>> a = rg.manual_seed(0)
    >>> rg.rand(1).item() == rg.rand(1, generator=rg.Generator().manual_seed(0)).item()
    True
    """
def masked_fill(input: Tensor, mask: Tensor, value: Tensor | _Number) -> Tensor:
    """A copy with one value wherever the mask is true.

        y = m ? v : x,  dy/dx = 0 and dy/dv = 1 where m

    Shape:   input and mask ``(*)``, broadcast together; value a number or ``()``.
    Dtype:   all; value is converted to the same; mask bool.
    Grad:    input, value. Twice differentiable.
    Raises:  DTypeError for another mask; ShapeError if the shapes do not broadcast, or for a value with
             dimensions; RangeError for a number that the type cannot hold.
    Source:  torch.Tensor.masked_fill.

    >>> x = rg.tensor([1.0, 2.0, 3.0])
    >>> rg.masked_fill(x, x > 1.5, 0)
    tensor([1., 0., 0.])
    """
def masked_scatter(input: Tensor, mask: Tensor, source: Tensor) -> Tensor:
    """A copy with the next element of source wherever the mask is true.

        y = m ? s[k] : x, k counting the true ones,  dy/ds = 1 and dy/dx = 0 where m

    Shape:   input and mask ``(*)``, broadcast together; source with at least as many elements as the
             mask has true ones.
    Dtype:   all, source the same; mask bool.
    Grad:    input, source. Twice differentiable.
    Raises:  DTypeError for other types; ShapeError if the shapes do not broadcast, or source is too
             short.
    Source:  torch.Tensor.masked_scatter.

    >>> mask = rg.tensor([True, False, True])
    >>> rg.masked_scatter(rg.zeros(3), mask, rg.tensor([5.0, 6.0, 7.0]))
    tensor([5., 0., 6.])
    """
def masked_select(input: Tensor, mask: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The elements where the mask is true, in order, as a vector.

        y = [x[i] for i if m[i]],  dx = dy there, 0 elsewhere

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input and mask ``(*)``, broadcast together -> ``(n)``.
    Dtype:   all; mask bool.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError for another mask; ShapeError if the shapes do not broadcast.
    Source:  torch.masked_select.

    >>> x = rg.tensor([[1, 5], [7, 2]])
    >>> rg.masked_select(x, x > 4)
    tensor([5, 7])
    """
def matmul(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The product of vectors, matrices or batches; also the operator ``@``.

        y_ij = sum_k a_ik b_kj,  da = dy b^T,  db = a^T dy

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(k)``, ``(k)`` -> ``()``; ``(*, m, k)``, ``(k)`` -> ``(*, m)``; ``(k)``, ``(*, k, n)`` ->
             ``(*, n)``; ``(*, m, k)``, ``(*, k, n)`` -> ``(*, m, n)``, where the ``*`` broadcast.
    Dtype:   all but bool; both alike. Integers wrap around.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError for a 0-d tensor, or if the inner lengths differ or the batches do not
             broadcast; DTypeError if the types differ, or for bool.
    Source:  torch.matmul.

    >>> rg.matmul(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), rg.tensor([1.0, 10.0]))
    tensor([21., 43.])
    """
def matrix_exp(input: Tensor) -> Tensor:
    """The exponential of square matrices.

        Y = 1 + A + A A / 2! + A A A / 3! + ...

    Shape:   ``(*, n, n)`` -> ``(*, n, n)``.
    Dtype:   floating; float16 and bfloat16 are computed in float32.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless square; DTypeError unless floating.
    Source:  torch.linalg.matrix_exp.

    >>> rg.linalg.matrix_exp(rg.tensor([[0.0, 2.0], [0.0, 0.0]]))
    tensor([[1., 2.],
            [0., 1.]])
    """
def matrix_power(input: Tensor, n: _int, *, out: Tensor | None = None) -> Tensor:
    """The product of as many times a square matrix, by squares.

        y = x x ... x,  n times; for 0 it is 1 on the diagonal, below 0 a power of the inverse

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, m)`` -> ``(*, m, m)``.
    Dtype:   all but bool; floating for n < 0. Integers wrap around.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless square; LinAlgError for n < 0 of a singular matrix.
    Source:  torch.matrix_power.

    >>> rg.matrix_power(rg.tensor([[1, 1], [1, 0]]), 10)
    tensor([[89, 55],
            [55, 34]])
    """
@overload
def max(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """max(input, *, out=None)
    max(input, other, *, out=None)
    max(input, dim, keepdim=False, *, out=None)

    The largest element; along a dimension also where it is; of two tensors as maximum().

        y = max_i x_i,  dy/dx_i = 1 / k where x_i = y, of which there are k

    NaN is larger than all. Along a dimension the index is that of the first NaN, else of the first of
    equals, and the whole gradient goes there.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
    Dtype:   all; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if there is no element, IndexError if there is none along dim, or it is out of
             range.
    Source:  torch.max.

    >>> rg.max(rg.tensor([[1.0, 5.0], [3.0, 2.0]]))
    tensor(5.)
    >>> rg.max(rg.tensor([[1.0, 5.0], [3.0, 2.0]]), dim=1).indices
    tensor([1, 0])
    """
@overload
def max(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor: ...
@overload
def max(input: Tensor, dim: _int, keepdim: _bool = False, *, out: Sequence[Tensor] | None = None) -> _ValuesAndIndices: ...
def max_pool1d(input: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, dilation: _int | Sequence[_int] = 1, ceil_mode: _bool = False) -> Tensor:
    """The largest element of each window of images.

        y[i] = max_k x[stride i - padding + dilation k],  dx = dy where y was found

    A window is the last NaN, else the first of equals. With ``return_indices`` the result is a
    pair: the elements, and where in the flattened axes they are. Windows begin ``stride``
    apart, which is ``kernel_size`` if not given; padding is less than all elements.

    Shape:   input ``(n, c, l)`` or ``(c, l)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   all but bool.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.max_pool1d.

    >>> rg.max_pool1d(rg.tensor([[1.0, 3.0, 2.0, 0.0]]), 2)
    tensor([[3., 2.]])
    """
def max_pool2d(input: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, dilation: _int | Sequence[_int] = 1, ceil_mode: _bool = False) -> Tensor:
    """The largest element of each window of images.

        y[i] = max_k x[stride i - padding + dilation k],  dx = dy where y was found

    A window is the last NaN, else the first of equals. With ``return_indices`` the result is a
    pair: the elements, and where in the flattened axes they are. Windows begin ``stride``
    apart, which is ``kernel_size`` if not given; padding is less than all elements.

    Shape:   input ``(n, c, h, w)`` or ``(c, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   all but bool.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.max_pool2d.

    >>> rg.max_pool2d(rg.tensor([[[1.0, 3.0, 2.0, 0.0]]]), (1, 2))
    tensor([[[3., 2.]]])
    """
def max_pool3d(input: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, dilation: _int | Sequence[_int] = 1, ceil_mode: _bool = False) -> Tensor:
    """The largest element of each window of images.

        y[i] = max_k x[stride i - padding + dilation k],  dx = dy where y was found

    A window is the last NaN, else the first of equals. With ``return_indices`` the result is a
    pair: the elements, and where in the flattened axes they are. Windows begin ``stride``
    apart, which is ``kernel_size`` if not given; padding is less than all elements.

    Shape:   input ``(n, c, d, h, w)`` or ``(c, d, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   all but bool.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.max_pool3d.

    >>> rg.max_pool3d(rg.tensor([[[[1.0, 3.0, 2.0, 0.0]]]]), (1, 1, 2))
    tensor([[[[3., 2.]]]])
    """
def maximum(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The larger one of two elements; NaN if one of them is.

        y = max(a, b),  dy/da = 1 where a > b, 1/2 where a = b

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; promoted to a common type.
    Grad:    input, other; each gets half where they tie. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.maximum.

    >>> rg.maximum(rg.tensor([1, 5]), rg.tensor([4, 2]))
    tensor([4, 5])
    """
def mean(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    """The mean of all elements, or of those along dimensions.

        y = (1 / n) sum_i x_i,  dy/dx_i = 1 / n

    The mean of nothing is NaN. With a dtype the elements are converted first.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
             twice.
    Source:  torch.mean.

    >>> rg.mean(rg.tensor([1.0, 2.0, 6.0]))
    tensor(3.)
    """
@overload
def median(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """median(input, *, out=None)
    median(input, dim, keepdim=False, *, out=None)

    The element in the middle, of two the lower one; along a dimension also where it is.

        y = sort(x)_m,  m = floor((n + 1) / 2)

    NaN where there is one. The gradient is shared by all that are equal to the median; along a
    dimension it goes to the one at the index. Of nothing it is NaN, or the least integer.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
    Dtype:   all but bool; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for bool; IndexError if there is no element along dim, or it is out of
             range.
    Source:  torch.median.

    >>> rg.median(rg.tensor([3.0, 1.0, 2.0, 4.0]))
    tensor(2.)
    """
@overload
def median(input: Tensor, dim: _int, keepdim: _bool = False, *, out: Sequence[Tensor] | None = None) -> _ValuesAndIndices: ...
@overload
def meshgrid(tensors: Sequence[Tensor], *, indexing: str | None = None) -> tuple[Tensor, ...]:
    """Views of vectors along one dimension each of a common grid.

        y_i[j_0, j_1, ...] = x_i[j_i]

    Shape:   ``(n)``, ``(m)`` -> twice ``(n, m)``; ``(m, n)`` for indexing 'xy', which exchanges the
             first two dimensions ('ij' is the default).
    Dtype:   all; of one dtype.
    Grad:    tensors. Twice differentiable.
    Raises:  ShapeError for no tensors, or others than vectors; DTypeError for several dtypes;
             RuntimeError for another indexing.
    Source:  torch.meshgrid.

    >>> rg.meshgrid(rg.tensor([1, 2]), rg.tensor([3, 4]), indexing="ij")[0]
    tensor([[1, 1],
            [2, 2]])
    """
@overload
def meshgrid(*tensors: Tensor, indexing: str | None = None) -> tuple[Tensor, ...]: ...
@overload
def min(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """min(input, *, out=None)
    min(input, other, *, out=None)
    min(input, dim, keepdim=False, *, out=None)

    The smallest element; along a dimension also where it is; of two tensors as minimum().

        y = min_i x_i,  dy/dx_i = 1 / k where x_i = y, of which there are k

    NaN is smaller than all. Along a dimension the index is that of the first NaN, else of the first of
    equals, and the whole gradient goes there.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
    Dtype:   all; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if there is no element, IndexError if there is none along dim, or it is out of
             range.
    Source:  torch.min.

    >>> rg.min(rg.tensor([[1.0, 5.0], [3.0, 2.0]]))
    tensor(1.)
    >>> rg.min(rg.tensor([[1.0, 5.0], [3.0, 2.0]]), dim=1).values
    tensor([1., 2.])
    """
@overload
def min(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor: ...
@overload
def min(input: Tensor, dim: _int, keepdim: _bool = False, *, out: Sequence[Tensor] | None = None) -> _ValuesAndIndices: ...
def minimum(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The smaller one of two elements; NaN if one of them is.

        y = min(a, b),  dy/da = 1 where a < b, 1/2 where a = b

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; promoted to a common type.
    Grad:    input, other; each gets half where they tie. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.minimum.

    >>> rg.minimum(rg.tensor([1, 5]), rg.tensor([4, 2]))
    tensor([1, 2])
    """
def mm(input: Tensor, mat2: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The product of two matrices.

        y_ij = sum_k a_ik b_kj,  da = dy b^T,  db = a^T dy

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(m, k)``, ``(k, n)`` -> ``(m, n)``.
    Dtype:   all but bool; both alike. Integers wrap around.
    Grad:    input, mat2. Twice differentiable.
    Raises:  ShapeError if one is not a matrix or the inner lengths differ; DTypeError if the types
             differ, or for bool.
    Source:  torch.mm.

    >>> rg.mm(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), rg.tensor([[0.0, 1.0], [1.0, 0.0]]))
    tensor([[2., 1.],
            [4., 3.]])
    """
def mode(input: Tensor, dim: _int = -1, keepdim: _bool = False, *, out: Sequence[Tensor] | None = None) -> _ValuesAndIndices:
    """What is there most often along a dimension, of several the least, and where it is last.

        y = x_i where most x_j are x_i,  dL/dx at the index is dL/dy

    Each NaN is one of its own, larger than all numbers.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> twice ``(*)`` without the dim; it stays with length 1 if keepdim.
    Dtype:   all; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if there is no element along dim, or it is out of range.
    Source:  torch.mode.

    >>> rg.mode(rg.tensor([1, 2, 2, 3, 3])).indices
    tensor(2)
    """
def moveaxis(input: Tensor, source: _int | Sequence[_int], destination: _int | Sequence[_int]) -> Tensor:
    """The view with dimensions at other places; the others stay in order.

        y.shape[destination] = x.shape[source]

    Shape:   ``(n, m, k)`` -> ``(m, k, n)`` for 0 to 2.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if one is named twice or there are not as many destinations as sources;
             IndexError if one is out of range.
    Source:  torch.movedim.

    >>> rg.movedim(rg.zeros(2, 3, 4), 0, 2).shape
    torch.Size([3, 4, 2])
    """
def movedim(input: Tensor, source: _int | Sequence[_int], destination: _int | Sequence[_int]) -> Tensor:
    """The view with dimensions at other places; the others stay in order.

        y.shape[destination] = x.shape[source]

    Shape:   ``(n, m, k)`` -> ``(m, k, n)`` for 0 to 2.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if one is named twice or there are not as many destinations as sources;
             IndexError if one is out of range.
    Source:  torch.movedim.

    >>> rg.movedim(rg.zeros(2, 3, 4), 0, 2).shape
    torch.Size([3, 4, 2])
    """
def msort(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The elements in order along the first dimension.

        y = sort(x, dim=0).values

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.msort.

    >>> rg.msort(rg.tensor([3, 1, 2]))
    tensor([1, 2, 3])
    """
def mul(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The product of the elements; also the operator ``*``.

        y = a b

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; promoted to a common type. For bool it is the "and".
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.mul.

    >>> rg.mul(rg.tensor([1, 2]), 1.5)
    tensor([1.5000, 3.0000])
    """
def multinomial(input: Tensor, num_samples: _int, replacement: _bool = False, *, generator: Generator | None = None, out: Tensor | None = None) -> Tensor:
    """Random positions, drawn by the weights that stand there.

        P(y = j) = w_j / sum_k w_k

    Without replacement no position comes twice, and those of weight 0 come last.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(n)`` -> ``(num_samples)``; ``(m, n)`` -> ``(m, num_samples)``, row by row.
    Dtype:   floating -> int64.
    Grad:    none.
    Raises:  DomainError for weights that are negative, not finite or all 0, and for less than one
             sample, or more than there are without replacement; ShapeError unless a vector or a
             matrix; DTypeError unless floating.
    Source:  torch.multinomial.

    >>> rg.multinomial(rg.tensor([0.0, 3.0, 0.0]), 4, replacement=True)
    tensor([1, 1, 1, 1])
    """
def multiply(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The product of the elements; also the operator ``*``.

        y = a b

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; promoted to a common type. For bool it is the "and".
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.mul.

    >>> rg.mul(rg.tensor([1, 2]), 1.5)
    tensor([1.5000, 3.0000])
    """
def mv(input: Tensor, vec: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The product of a matrix and a vector.

        y_i = sum_k a_ik x_k

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(m, k)``, ``(k)`` -> ``(m)``.
    Dtype:   all but bool; both alike. Integers wrap around.
    Grad:    input, vec. Twice differentiable.
    Raises:  ShapeError for other shapes; DTypeError if the types differ, or for bool.
    Source:  torch.mv.

    >>> rg.mv(rg.tensor([[1, 2], [3, 4]]), rg.tensor([1, 1]))
    tensor([3, 7])
    """
def mvlgamma(input: Tensor, p: _int, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of the gamma function of p dimensions.

        y = p (p - 1) / 4 log(pi) + sum of lgamma(x - i / 2) over 0 <= i < p

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers give the default type.
    Grad:    input. Twice differentiable.
    Raises:  ValueError for p below 1; DTypeError for bool.
    Source:  torch.mvlgamma.

    >>> rg.mvlgamma(rg.tensor([2.5, 3.0]), 2)
    tensor([0.8570, 1.5502])
    """
def nan_to_num(input: Tensor, nan: _float | None = 0.0, posinf: _float | None = None, neginf: _float | None = None, *, out: Tensor | None = None) -> Tensor:
    """The elements, with numbers in place of NaN and the infinities.

        y = x or what stands for it,  dy/dx = 1 where x is finite, else 0

    NaN becomes ``nan``, which is 0 for None; an infinity ``posinf`` or ``neginf``, which for None are
    the greatest and the least number of the type.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers stay as they are.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.nan_to_num.

    >>> rg.nan_to_num(rg.tensor([float("nan"), float("inf"), 1.0]), nan=5, posinf=9)
    tensor([5., 9., 1.])
    """
def nan_to_num_(input: Tensor, nan: _float | None = 0.0, posinf: _float | None = None, neginf: _float | None = None) -> Tensor:
    """The elements, with numbers in place of NaN and the infinities.

        y = x or what stands for it,  dy/dx = 1 where x is finite, else 0

    NaN becomes ``nan``, which is 0 for None; an infinity ``posinf`` or ``neginf``, which for None are
    the greatest and the least number of the type.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of nan_to_num; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of nan_to_num.
    Raises:  what nan_to_num raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.nan_to_num_.

    >>> rg.tensor([float("nan"), 1.0]).nan_to_num_(2)
    tensor([2., 1.])
    """
def nanmean(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    """The mean of all elements but NaNs, or of those along dimensions; of none it is NaN.

        y = (1 / n) sum_i x_i where x_i is no NaN, of which there are n

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
             twice.
    Source:  torch.nanmean.

    >>> rg.nanmean(rg.tensor([1.0, float("nan"), 2.0]))
    tensor(1.5000)
    """
@overload
def nanmedian(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """nanmedian(input, *, out=None)
    nanmedian(input, dim, keepdim=False, *, out=None)

    The median of what is no NaN; NaN if nothing is.

        y = median(x_i where x_i is no NaN)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
    Dtype:   all but bool; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for bool; IndexError if there is no element along dim, or it is out of
             range.
    Source:  torch.nanmedian.

    >>> rg.nanmedian(rg.tensor([3.0, float("nan"), 2.0]))
    tensor(2.)
    """
@overload
def nanmedian(input: Tensor, dim: _int, keepdim: _bool = False, *, out: Sequence[Tensor] | None = None) -> _ValuesAndIndices: ...
@overload
def nanquantile(input: Tensor, q: Tensor, dim: _int | None = None, keepdim: _bool = False, *, interpolation: str = 'linear', out: Tensor | None = None) -> Tensor:
    """nanquantile(input, q, dim=None, keepdim=False, *, interpolation='linear', out=None)
    nanquantile(input, q, dim=None, keepdim=False, *, interpolation='linear', out=None)

    The quantile of what is no NaN; NaN if nothing is. See quantile().

        y = quantile(x_i where x_i is no NaN)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim, which stays with length 1 if keepdim; with
             q of shape ``(k)`` that stands in front.
    Dtype:   floating; q the same.
    Grad:    input, q. Twice differentiable.
    Raises:  DTypeError for other types; ShapeError for no elements and a q of two dimensions;
             RuntimeError for a q that is not in [0, 1] and another interpolation; IndexError if dim is
             out of range.
    Source:  torch.nanquantile.

    >>> rg.nanquantile(rg.tensor([1.0, float("nan"), 2.0]), 0.5)
    tensor(1.5000)
    """
@overload
def nanquantile(input: Tensor, q: _Number, dim: _int | None = None, keepdim: _bool = False, *, interpolation: str = 'linear', out: Tensor | None = None) -> Tensor: ...
def nansum(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    """The sum of all elements but NaNs, or of those along dimensions.

        y = sum_i x_i where x_i is no NaN,  dy/dx_i = 1 there, 0 elsewhere

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   all; bool and integers give int64.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
    Source:  torch.nansum.

    >>> rg.nansum(rg.tensor([1.0, float("nan"), 2.0]))
    tensor(3.)
    """
def narrow(input: Tensor, dim: _int, start: _int, length: _int) -> Tensor:
    """The view of a stretch of a dimension.

        y = x[start : start + length]

    Shape:   ``(n, *)`` -> ``(length, *)`` for dim 0; a negative start counts from the end.
    Dtype:   all.
    Grad:    input; zero elsewhere. Twice differentiable.
    Raises:  IndexError if dim or start is out of range; ShapeError if the stretch does not fit.
    Source:  torch.narrow.

    >>> rg.narrow(rg.arange(5), 0, 1, 3)
    tensor([1, 2, 3])
    """
def ne(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """Whether the elements differ; also the operator ``!=``.

        y = a != b

    NaN differs from everything, from itself too.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; compared in a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.ne.

    >>> rg.ne(rg.tensor([1, 2, 3]), 2)
    tensor([ True, False,  True])
    """
def neg(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The negative of each element; also the operator ``-``.

        y = -x

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; uint8 wraps around.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError for bool.
    Source:  torch.neg.

    >>> rg.neg(rg.tensor([1.0, -2.0]))
    tensor([-1.,  2.])
    """
def neg_(input: Tensor) -> Tensor:
    """The negative of each element; also the operator ``-``.

        y = -x

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of neg; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of neg.
    Raises:  what neg raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.neg_.

    >>> rg.tensor([1.0, -2.0]).neg_()
    tensor([-1.,  2.])
    """
def negative(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The negative of each element; also the operator ``-``.

        y = -x

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; uint8 wraps around.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError for bool.
    Source:  torch.neg.

    >>> rg.neg(rg.tensor([1.0, -2.0]))
    tensor([-1.,  2.])
    """
def negative_(input: Tensor) -> Tensor:
    """The negative of each element; also the operator ``-``.

        y = -x

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of neg; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of neg.
    Raises:  what neg raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.neg_.

    >>> rg.tensor([1.0, -2.0]).neg_()
    tensor([-1.,  2.])
    """
def nextafter(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The number next to ``input`` on the way to ``other``.

        y = a moved by one unit of its last place,  dy/da = 1 where a != b,  dy/db = 0

    Where both are equal it is ``other``.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   float32, float64; promoted to a common type.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for integers and bools.
    Source:  torch.nextafter.

    >>> rg.nextafter(rg.tensor([1.0, 0.0]), rg.tensor([2.0, -1.0]))
    tensor([ 1.0000e+00, -1.4013e-45])
    """
def nonzero(input: Tensor, *, as_tuple: _bool = False, out: Tensor | None = None) -> Any:
    """Where the elements are that are not 0: one row for each, or a vector for each dimension.

        y[k] = (i, j, ...) of the k-th element that is not 0

    As a tuple it is an index: ``x[x.nonzero(as_tuple=True)]``. NaN is not 0.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` of n dimensions -> ``(k, n)``, or a tuple of n vectors ``(k)``.
    Dtype:   all -> int64.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.nonzero.

    >>> rg.nonzero(rg.tensor([[0, 7], [8, 0]]))
    tensor([[0, 1],
            [1, 0]])
    >>> rg.nonzero(rg.tensor([0, 7, 8]), as_tuple=True)
    (tensor([1, 2]),)
    """
def norm(input: Tensor, p: _float | str | None = 'fro', dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    r"""The norm of all elements as one vector, or of vectors along dimensions.

        y = (sum_i |x_i|^p)^(1/p),  dy/dx_i = sign(x_i) (|x_i| / y)^(p-1), 0 where that has no value

    p 'fro' and None are 2; 0 counts what is not 0; inf and -inf give the extremes of \|x\|. Squares
    are added in double. retrograd.linalg has norms of matrices.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   floating; a dtype must hold the digits of the input.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError unless floating; ShapeError where there are no elements and no norm of none;
             linalg.LinAlgError for NaN and infinity and 'nuc'.
    Source:  torch.norm.

    >>> rg.norm(rg.tensor([3.0, 4.0]))
    tensor(5.)
    """
@overload
def normal(mean: Tensor, std: Tensor, *, generator: Generator | None = None, out: Tensor | None = None) -> Tensor:
    """normal(mean, std, *, generator=None, out=None)
    normal(mean, std=1.0, *, generator=None, out=None)
    normal(mean, std, *, generator=None, out=None)
    normal(mean, std, size, *, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None)

    Normal random numbers, of a mean and a standard deviation for each element or for all.

        y ~ N(mean, std^2)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   mean ``(*)`` and std ``(*)``, broadcast together; or -> ``size``.
    Dtype:   floating; that of mean, else that of std. Of numbers the default type if not given.
    Grad:    mean, std, zero everywhere.
    Raises:  DomainError for a negative std; ShapeError if the shapes do not broadcast;
             NotImplementedError unless floating.
    Source:  torch.normal.

    >>> a = rg.manual_seed(0)
    >>> rg.normal(rg.tensor([0.0, 10.0]), 2.0)
    tensor([3.0820, 9.4131])
    """
@overload
def normal(mean: Tensor, std: _float = 1.0, *, generator: Generator | None = None, out: Tensor | None = None) -> Tensor: ...
@overload
def normal(mean: _float, std: Tensor, *, generator: Generator | None = None, out: Tensor | None = None) -> Tensor: ...
@overload
def normal(mean: _float, std: _float, size: Sequence[_int], *, generator: Generator | None = None, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor: ...
def not_equal(input: Tensor, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """Whether the elements differ; also the operator ``!=``.

        y = a != b

    NaN differs from everything, from itself too.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
    Dtype:   all; compared in a common type.
    Grad:    none.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.ne.

    >>> rg.ne(rg.tensor([1, 2, 3]), 2)
    tensor([ True, False,  True])
    """
def numel(input: Tensor) -> _int:
    """The number of elements.

        n = product of the lengths

    Shape:   ``(*)``.
    Dtype:   all.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.numel.

    >>> rg.numel(rg.zeros(2, 3))
    6
    """
@overload
def ones(size: Sequence[_int], *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor:
    """A new tensor of ones.

        y = 1

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   -> ``size``.
    Dtype:   all; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a size that cannot be; OutOfMemory; DTypeError if requires_grad and not
             floating.
    Source:  torch.ones.

    >>> rg.ones(2, dtype=rg.int64)
    tensor([1, 1])
    """
@overload
def ones(*size: _int, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor: ...
def ones_like(input: Tensor, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, memory_format: memory_format | None = None, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """Ones in the shape, the type and the layout of a tensor.

        y = 1

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; that of the input if not given.
    Grad:    none; the result is a leaf.
    Raises:  OutOfMemory; DTypeError if requires_grad and not floating.
    Source:  torch.ones_like.

    >>> rg.ones_like(rg.tensor([0.5, 2.0]))
    tensor([1., 1.])
    """
def orgqr(input: Tensor, input2: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The product of reflections that lie in the columns of a matrix.

        Q = (1 - tau_1 v_1 v_1^T) ... (1 - tau_k v_k v_k^T),  its first n columns

    The vectors stand below the diagonal, without the 1 in front: see geqrf().

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(*, m, n)``, tau ``(*, k)``, m >= n >= k -> ``(*, m, n)``.
    Dtype:   float32, float64; both alike.
    Grad:    input, tau. Twice differentiable.
    Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types.
    Source:  torch.linalg.householder_product.

    >>> a, tau = rg.geqrf(rg.tensor([[3.0, 5.0], [4.0, 0.0]]))
    >>> rg.linalg.householder_product(a, tau)
    tensor([[-0.6000, -0.8000],
            [-0.8000,  0.6000]])
    """
def outer(input: Tensor, vec2: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The products of each element of one vector with each of another.

        y_ij = a_i b_j

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(m)``, ``(n)`` -> ``(m, n)``.
    Dtype:   all; promoted to a common type.
    Grad:    input, vec2. Twice differentiable.
    Raises:  ShapeError if one is not a vector.
    Source:  torch.outer.

    >>> rg.outer(rg.tensor([1, 2]), rg.tensor([3, 4]))
    tensor([[3, 4],
            [6, 8]])
    """
def pairwise_distance(x1: Tensor, x2: Tensor, p: _float = 2.0, eps: _float = 1e-06, keepdim: _bool = False) -> Tensor:
    """The norms of the differences of vectors along the last dimension.

        y = ||a - b + eps||_p

    Shape:   ``(*, n)`` and ``(*, n)``, broadcast together -> ``(*)``; ``(*, 1)`` if keepdim.
    Dtype:   all; integers give the default type.
    Grad:    x1, x2. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools.
    Source:  torch.nn.functional.pairwise_distance.

    >>> rg.pairwise_distance(rg.tensor([[0.0, 0.0]]), rg.tensor([[3.0, 4.0]]))
    tensor([5.0000])
    """
def pdist(input: Tensor, p: _float = 2.0) -> Tensor:
    """The distances between the rows of a matrix, each pair once.

        d = cdist(x, x, p)_ij  for i < j, in the order of i, then j

    Shape:   ``(n, k)`` -> ``(n (n - 1) / 2)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless a matrix; DomainError for p < 0; DTypeError unless floating.
    Source:  torch.nn.functional.pdist.

    >>> rg.pdist(rg.tensor([[0.0, 0.0], [3.0, 4.0], [0.0, 1.0]]))
    tensor([5.0000, 1.0000, 4.2426])
    """
def permute(input: Tensor, dims: Sequence[_int]) -> Tensor:
    """A view with the dimensions in another order.

        y[i, j, k] = x[j, k, i]  for dims (2, 0, 1)

    Shape:   ``(n, m, k)`` -> ``(k, n, m)`` for dims (2, 0, 1).
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless each dimension is named once; IndexError if a dim is out of range.
    Source:  torch.permute.

    >>> rg.permute(rg.zeros(2, 3, 4), (2, 0, 1)).shape
    torch.Size([4, 2, 3])
    """
def pinverse(input: Tensor, rcond: _float = 1e-15) -> Tensor:
    """The pseudoinverse of matrices.

        Y = V diag(1 / S) U^T, 0 in the place of 1 / S where S is at most rcond times the largest

    An old form of linalg.pinv().

    Shape:   ``(*, m, n)`` -> ``(*, n, m)``.
    Dtype:   float32, float64.
    Grad:    input. Twice differentiable.
    Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
             DTypeError for other types.
    Source:  torch.pinverse.

    >>> rg.pinverse(rg.tensor([[2.0, 0.0], [0.0, 0.0]]))
    tensor([[0.5000, 0.0000],
            [0.0000, 0.0000]])
    """
def pixel_shuffle(input: Tensor, upscale_factor: _int) -> Tensor:
    """Channels as pixels: each r^2 of them as a square of r by r.

        y[..., c, h r + i, w r + j] = x[..., c r^2 + i r + j, h, w]

    Shape:   input ``(*, c r^2, h, w)`` -> ``(*, c, h r, w r)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if the channels are not a multiple of r^2, or r is not positive.
    Source:  torch.nn.functional.pixel_shuffle.

    >>> rg.nn.functional.pixel_shuffle(rg.tensor([[[1.0]], [[2.0]], [[3.0]], [[4.0]]]), 2)
    tensor([[[1., 2.],
             [3., 4.]]])
    """
def pixel_unshuffle(input: Tensor, downscale_factor: _int) -> Tensor:
    """Pixels as channels: each square of r by r as r^2 of them.

        y[..., c r^2 + i r + j, h, w] = x[..., c, h r + i, w r + j]

    Shape:   input ``(*, c, h r, w r)`` -> ``(*, c r^2, h, w)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if an axis is not a multiple of r, or r is not positive.
    Source:  torch.nn.functional.pixel_unshuffle.

    >>> rg.nn.functional.pixel_unshuffle(rg.tensor([[[1.0, 2.0], [3.0, 4.0]]]), 2).flatten()
    tensor([1., 2., 3., 4.])
    """
def poisson(input: Tensor, generator: Generator | None = None) -> Tensor:
    """Random numbers of events, of a rate for each element.

        y ~ Poisson(rate),  P(y = n) = rate^n e^-rate / n!

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input, zero everywhere.
    Raises:  DomainError for a rate that is negative or not finite; NotImplementedError unless floating.
    Source:  torch.poisson.

    >>> rg.poisson(rg.tensor([0.0, 1e-30]))
    tensor([0., 0.])
    """
def polygamma(n: _int, input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """A derivative of digamma, the n-th, within a few ulp.

        y = d^n/dx^n digamma(x) = (-1)^(n + 1) n! zeta(n + 1, x),  dy/dx = polygamma(n + 1, x)

    As a function it takes ``n`` first, as a method it is that of ``input``.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  ValueError for a negative n.
    Source:  torch.polygamma.

    >>> rg.polygamma(1, rg.tensor([1.0, 2.0]))
    tensor([1.6449, 0.6449])
    """
def positive(input: Tensor) -> Tensor:
    """The tensor itself; also the operator ``+``.

        y = x

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError for bool.
    Source:  torch.positive.

    >>> x = rg.tensor([1.0, -2.0])
    >>> rg.positive(x) is x
    True
    """
@overload
def pow(input: Tensor, exponent: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """pow(input, exponent, *, out=None)
    pow(self, exponent, *, out=None)

    The power of each element; also the operator ``**``.

        y = a^b,  dy/da = b a^(b-1),  dy/db = y log a

    Where the exponent is 0 the gradient of the base is 0, and where the base is 0 and the exponent is
    not negative, that of the exponent is.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all but bool; promoted to a common type. Integers to negative integers give the whole part
             of the power.
    Grad:    input, exponent. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools; RangeError for integers
             and an exponent that is a negative Python int, where fractions are expected.
    Source:  torch.pow.

    >>> rg.pow(rg.tensor([1.0, 2.0, 3.0]), 2)
    tensor([1., 4., 9.])
    >>> rg.pow(2, rg.tensor([1, 2, 3]))
    tensor([2, 4, 8])
    """
@overload
def pow(self: _Number, exponent: Tensor, *, out: Tensor | None = None) -> Tensor: ...
def prelu(input: Tensor, weight: Tensor) -> Tensor:
    """The leaky rectified linear unit with a slope that can be learnt.

        y = x > 0 ? x : w x,  dy/dx = x > 0 ? 1 : w,  dy/dw = x > 0 ? 0 : x

    Shape:   ``(*)``; weight ``(1)``, ``()``, or ``(c)`` for an input ``(n, c, *)`` -> ``(*)``.
    Dtype:   floating; both alike.
    Grad:    input, weight. Twice differentiable.
    Raises:  ShapeError for another weight; DTypeError if the types differ, NotImplementedError unless
             floating.
    Source:  torch.nn.functional.prelu.

    >>> rg.nn.functional.prelu(rg.tensor([-1.0, 2.0]), rg.tensor([0.5]))
    tensor([-0.5000,  2.0000])
    """
@overload
def prod(input: Tensor, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    """prod(input, *, dtype=None, out=None)
    prod(input, dim, keepdim=False, *, dtype=None, out=None)

    The product of all elements, or of those along a dimension.

        y = prod_i x_i,  dy/dx_i = prod_{j != i} x_j

    The gradient is exact where elements are zero. With a dtype the elements are converted first.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
    Dtype:   all; bool and integers give int64.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range.
    Source:  torch.prod.

    >>> rg.prod(rg.tensor([2.0, 3.0, 4.0]))
    tensor(24.)
    """
@overload
def prod(input: Tensor, dim: _int, keepdim: _bool = False, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor: ...
def promote_types(type1: _dtype, type2: _dtype) -> _dtype:
    """The smallest type that both types can become without loss of kind.

        as of arithmetic on two tensors with dimensions

    Shape:   none.
    Dtype:   all.
    Grad:    none.
    Raises:  TypeError for what is no dtype.
    Source:  torch.promote_types.

    >>> rg.promote_types(rg.int32, rg.float16)
    torch.float16
    """
def put(input: Tensor, index: Tensor, source: Tensor, accumulate: _bool = False) -> Tensor:
    """A copy with elements written at positions in the flattened tensor, or added there.

        y = x, y.flatten()[index[i]] = s[i],  dy/ds = 1, dy/dx = 0 there

    Of several elements for one place the last one stays, or all are added, in their order.

    Shape:   input ``(*)``, source with as many elements as index -> that of input.
    Dtype:   all, source the same; index int64 or int32.
    Grad:    input, source. Twice differentiable.
    Raises:  BoundsError for a position out of bounds; IndexError if the numbers of elements differ;
             DTypeError for other types.
    Source:  torch.Tensor.put.

    >>> rg.zeros(2, 2).put(rg.tensor([0, -1]), rg.tensor([5.0, 7.0]))
    tensor([[5., 0.],
            [0., 7.]])
    """
def qr(input: Tensor, some: _bool = True, *, out: Sequence[Tensor] | None = None) -> _OrthogonalAndUpper:
    """The orthogonal and the upper triangular factor of matrices.

        A = Q R,  Q^T Q = 1

    An old form of linalg.qr(): "complete" unless some.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*, m, k)`` and ``(*, k, n)``.
    Dtype:   float32, float64.
    Grad:    input; for m <= n alone unless some. Twice differentiable.
    Raises:  ShapeError unless there are two dimensions; DTypeError for other types.
    Source:  torch.qr.

    >>> rg.qr(rg.tensor([[3.0, 5.0], [4.0, 0.0]])).R
    tensor([[-5., -3.],
            [ 0., -4.]])
    """
@overload
def quantile(input: Tensor, q: Tensor, dim: _int | None = None, keepdim: _bool = False, *, interpolation: str = 'linear', out: Tensor | None = None) -> Tensor:
    """quantile(input, q, dim=None, keepdim=False, *, interpolation='linear', out=None)
    quantile(input, q, dim=None, keepdim=False, *, interpolation='linear', out=None)

    What lies at q times the way through the sorted elements, of all or along a dimension.

        r = q (n - 1),  y = (1 - w) s_floor(r) + w s_ceil(r),  s = sort(x)

    w is r - floor(r) if linear, and 1/2 for 'midpoint'; 'lower' and 'higher' take one of the two,
    'nearest' the nearer one, of two that with the even rank. NaN where there is one.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim, which stays with length 1 if keepdim; with
             q of shape ``(k)`` that stands in front.
    Dtype:   floating; q the same.
    Grad:    input, q. Twice differentiable.
    Raises:  DTypeError for other types; ShapeError for no elements and a q of two dimensions;
             RuntimeError for a q that is not in [0, 1] and another interpolation; IndexError if dim is
             out of range.
    Source:  torch.quantile.

    >>> rg.quantile(rg.tensor([1.0, 2.0, 4.0]), 0.75)
    tensor(3.)
    """
@overload
def quantile(input: Tensor, q: _Number, dim: _int | None = None, keepdim: _bool = False, *, interpolation: str = 'linear', out: Tensor | None = None) -> Tensor: ...
def rad2deg(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """An angle in radians in degrees, within 2 ulp.

        y = x 180 / pi,  dy/dx = 180 / pi

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.rad2deg.

    >>> rg.rad2deg(rg.tensor([0.5, 1.0]))
    tensor([28.6479, 57.2958])
    """
def rad2deg_(input: Tensor) -> Tensor:
    """An angle in radians in degrees, within 2 ulp.

        y = x 180 / pi,  dy/dx = 180 / pi

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of rad2deg; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of rad2deg.
    Raises:  what rad2deg raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.rad2deg_.

    >>> rg.tensor([0.5, 1.0]).rad2deg_()
    tensor([28.6479, 57.2958])
    """
@overload
def rand(size: Sequence[_int], *, generator: Generator | None = None, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor:
    """Uniform random numbers in [0, 1).

        y ~ U(0, 1)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   -> ``size``.
    Dtype:   floating; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a size that cannot be; NotImplementedError unless floating.
    Source:  torch.rand.

    >>> a = rg.manual_seed(0)
    >>> rg.rand(3)
    tensor([0.4963, 0.7682, 0.0885])
    """
@overload
def rand(*size: _int, generator: Generator | None = None, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor: ...
def rand_like(input: Tensor, *, generator: Generator | None = None, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, memory_format: memory_format | None = None, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """Uniform random numbers in [0, 1), in the shape, the type and the layout of a tensor.

        y ~ U(0, 1)

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating; that of the input if not given.
    Grad:    none; the result is a leaf.
    Raises:  NotImplementedError unless floating; ShapeError for a
             memory_format of another number of dimensions.
    Source:  torch.rand_like.

    >>> rg.rand_like(rg.zeros(2, 3)).shape
    torch.Size([2, 3])
    """
@overload
def randint(high: _int, size: Sequence[_int], *, generator: Generator | None = None, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor:
    """randint(high, size, *, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None)
    randint(low, high, size, *, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None)

    Random integers from low (0 if not given) to high - 1.

        y ~ U{low, ..., high - 1}

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   -> ``size``.
    Dtype:   all; int64 if not given.
    Grad:    none; the result is a leaf.
    Raises:  DomainError if low is not below high; RangeError if the dtype cannot hold them.
    Source:  torch.randint.

    >>> a = rg.manual_seed(0)
    >>> rg.randint(10, (5,))
    tensor([4, 9, 3, 0, 3])
    """
@overload
def randint(low: _int, high: _int, size: Sequence[_int], *, generator: Generator | None = None, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor: ...
@overload
def randint_like(input: Tensor, high: _int, *, generator: Generator | None = None, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, memory_format: memory_format | None = None, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """randint_like(input, high, *, generator=None, dtype=None, device=None, requires_grad=False, memory_format=None, layout=None, pin_memory=False)
    randint_like(input, low, high, *, generator=None, dtype=None, device=None, requires_grad=False, memory_format=None, layout=None, pin_memory=False)

    Random integers in the shape, the type and the layout of a tensor.

        y ~ U{low, ..., high - 1}

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; that of the input if not given.
    Grad:    none.
    Raises:  DomainError if low is not below high; RangeError if the dtype cannot hold them; ShapeError
             for a memory_format of another number of dimensions.
    Source:  torch.randint_like.

    >>> rg.randint_like(rg.zeros(3), 5, 6)
    tensor([5., 5., 5.])
    """
@overload
def randint_like(input: Tensor, low: _int, high: _int, *, generator: Generator | None = None, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, memory_format: memory_format | None = None, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor: ...
@overload
def randn(size: Sequence[_int], *, generator: Generator | None = None, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor:
    """Normal random numbers of mean 0 and standard deviation 1.

        y ~ N(0, 1)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   -> ``size``.
    Dtype:   floating; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a size that cannot be; NotImplementedError unless floating.
    Source:  torch.randn.

    >>> a = rg.manual_seed(0)
    >>> rg.randn(3)
    tensor([ 1.5410, -0.2934, -2.1788])
    """
@overload
def randn(*size: _int, generator: Generator | None = None, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor: ...
def randn_like(input: Tensor, *, generator: Generator | None = None, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, memory_format: memory_format | None = None, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """Normal random numbers, in the shape, the type and the layout of a tensor.

        y ~ N(0, 1)

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating; that of the input if not given.
    Grad:    none; the result is a leaf.
    Raises:  NotImplementedError unless floating; ShapeError for a
             memory_format of another number of dimensions.
    Source:  torch.randn_like.

    >>> rg.randn_like(rg.zeros(2, 3)).shape
    torch.Size([2, 3])
    """
def randperm(n: _int, *, generator: Generator | None = None, dtype: _dtype | None = None, device: str | _device | None = None, out: Tensor | None = None) -> Tensor:
    """The numbers 0 to n - 1 in random order.

        y is a permutation of 0, ..., n - 1

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   -> ``(n)``.
    Dtype:   all but bool; int64 if not given.
    Grad:    none.
    Raises:  ShapeError for a negative n; RangeError if the dtype cannot hold n - 1.
    Source:  torch.randperm.

    >>> rg.randperm(4).sum()
    tensor(6)
    """
def ravel(input: Tensor) -> Tensor:
    """The elements in one dimension, one after another in memory.

        y = x, made contiguous, reshaped to its number of elements

    Shape:   ``(n, *, m)`` -> ``(n * ... * m)``; a 0-d tensor becomes ``(1,)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.ravel.

    >>> rg.ravel(rg.tensor([[1, 2], [3, 4]]).t())
    tensor([1, 3, 2, 4])
    """
def reciprocal(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """One divided by each element; an infinity for 0.

        y = 1 / x,  dy/dx = -y^2

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.reciprocal.

    >>> rg.reciprocal(rg.tensor([2.0, -4.0]))
    tensor([ 0.5000, -0.2500])
    """
def reciprocal_(input: Tensor) -> Tensor:
    """One divided by each element; an infinity for 0.

        y = 1 / x,  dy/dx = -y^2

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of reciprocal; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of reciprocal.
    Raises:  what reciprocal raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.reciprocal_.

    >>> rg.tensor([2.0, -4.0]).reciprocal_()
    tensor([ 0.5000, -0.2500])
    """
def relu(input: Tensor) -> Tensor:
    """The rectified linear unit: negative elements become 0.

        y = max(x, 0),  dy/dx = 1 where x > 0

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool.
    Grad:    input; 0 at 0. Twice differentiable.
    Raises:  DTypeError for bool.
    Source:  torch.relu.

    >>> rg.relu(rg.tensor([-1.0, 2.0]))
    tensor([0., 2.])
    """
def relu_(input: Tensor) -> Tensor:
    """The rectified linear unit: negative elements become 0.

        y = max(x, 0),  dy/dx = 1 where x > 0

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of relu; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of relu.
    Raises:  what relu raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.relu_.

    >>> rg.tensor([-1.0, 2.0]).relu_()
    tensor([0., 2.])
    """
def remainder(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """What floor_divide leaves, with the sign of ``other``; also the operator ``%``.

        y = a - b floor(a / b)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all but bool; promoted to a common type.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools; DivideError if an integer
             is divided by zero.
    Source:  torch.remainder.

    >>> rg.remainder(rg.tensor([7, -7]), 3)
    tensor([1, 2])
    """
def renorm(input: Tensor, p: _Number, dim: _int, maxnorm: _Number, *, out: Tensor | None = None) -> Tensor:
    """A copy whose slices along a dimension have a p-norm of at most maxnorm.

        y_i = x_i maxnorm / (|x_i|_p + 1e-7) where |x_i|_p > maxnorm, else x_i

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)``, of at least 2 dimensions -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for fewer than 2 dimensions; DTypeError unless floating; RuntimeError unless p
             is above 0 and maxnorm not below; IndexError if dim is out of range.
    Source:  torch.renorm.

    >>> rg.renorm(rg.tensor([[3.0, 4.0], [0.3, 0.4]]), 2, 0, 1)
    tensor([[0.6000, 0.8000],
            [0.3000, 0.4000]])
    """
@overload
def repeat_interleave(repeats: Tensor, *, output_size: _int | None = None) -> Tensor:
    """repeat_interleave(repeats, *, output_size=None)
    repeat_interleave(input, repeats, dim=None, *, output_size=None)
    repeat_interleave(input, repeats, dim=None, *, output_size=None)

    A copy with each element, or each slice along a dimension, several times in a row.

        x_1, ..., x_1, x_2, ..., x_2, ...;  of repeats alone the numbers 0, ..., 0, 1, ..., 1, ...

    Repeats are one number for all, or one for each; without a dim x is one run of elements.

    Shape:   ``(*, n, *)`` -> ``(*, k, *)``, where k is the sum of the repeats: output_size, if given.
    Dtype:   all; repeats int64 or int32.
    Grad:    input; the sum over the repeats. Twice differentiable.
    Raises:  ShapeError for repeats that do not fit; NotImplementedError for another type of them;
             RuntimeError for negative ones and another output_size; IndexError if dim is out of range.
    Source:  torch.repeat_interleave.

    >>> rg.repeat_interleave(rg.tensor([3, 5]), rg.tensor([1, 2]))
    tensor([3, 5, 5])
    """
@overload
def repeat_interleave(input: Tensor, repeats: Tensor, dim: _int | None = None, *, output_size: _int | None = None) -> Tensor: ...
@overload
def repeat_interleave(input: Tensor, repeats: _int, dim: _int | None = None, *, output_size: _int | None = None) -> Tensor: ...
def reshape(input: Tensor, shape: Sequence[_int]) -> Tensor:
    """The same elements under other lengths: a view where it can be, else a copy.

        y[flat index] = x[flat index]

    Shape:   ``(*)`` -> shape, of as many elements; one length may be -1 and is computed.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if the number of elements differs.
    Source:  torch.reshape.

    >>> rg.reshape(rg.arange(6), (2, 3))
    tensor([[0, 1, 2],
            [3, 4, 5]])
    """
def resolve_conj(input: Tensor) -> Tensor:
    """The tensor itself, in which no conjugate is put off.

        y = x

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all.
    Grad:    input.
    Raises:  nothing.
    Source:  torch.resolve_conj.

    >>> rg.tensor([1.0]).resolve_conj()
    tensor([1.])
    """
def resolve_neg(input: Tensor) -> Tensor:
    """The tensor itself, in which no negation is put off.

        y = x

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all.
    Grad:    input.
    Raises:  nothing.
    Source:  torch.resolve_neg.

    >>> rg.tensor([1.0]).resolve_neg()
    tensor([1.])
    """
def result_type(tensor: Tensor | _Number, other: Tensor | _Number) -> _dtype:
    """The type of the result of arithmetic on two operands.

        tensors with dimensions outrank 0-d ones, which outrank numbers

    The larger kind among bool, integer and floating wins, and in one kind the larger type of those
    that rank first. A number that is a float has the default type.

    Shape:   ``(*)`` and ``(*)``.
    Dtype:   all.
    Grad:    none.
    Raises:  TypeError for what is neither a tensor nor a number.
    Source:  torch.result_type.

    >>> rg.result_type(rg.tensor([1, 2], dtype=rg.int8), 1.5)
    torch.float32
    """
def rms_norm(input: Tensor, normalized_shape: Sequence[_int], weight: Tensor | None = None, eps: _float | None = None) -> Tensor:
    """The last dimensions brought to a mean square of 1; see
    nn.functional.rms_norm().

        y = x / sqrt(mean x^2 + eps) w

    Shape:   input ``(*, *normalized_shape)``, weight ``normalized_shape`` -> as the input.
    Dtype:   floating.
    Grad:    input, weight. Twice differentiable.
    Raises:  ShapeError for what does not fit; NotImplementedError unless floating.
    Source:  torch.rms_norm.

    >>> rg.rms_norm(rg.tensor([3.0, 4.0]), (2,))
    tensor([0.8485, 1.1314])
    """
@overload
def rnn_relu(input: Tensor, hx: Tensor, params: Sequence[Tensor], has_biases: _bool, num_layers: _int, dropout: _float, train: _bool, bidirectional: _bool, batch_first: _bool) -> tuple[Tensor, Tensor]:
    """rnn_relu(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)
    rnn_relu(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional)

    A recurrent network of relu, over all steps of sequences.

        h' = relu(W_ih x + b_ih + W_hh h + b_hh)

    ``params`` has W_ih, W_hh and, with has_biases, b_ih and b_hh of each layer and direction. Dropout
    applies between layers in training, with torch's draws. The second form takes packed rows: of each
    step so many as batch_sizes says.

    Shape:   input ``(t, b, in)``, or ``(b, t, in)`` if batch_first, hx ``(layers * directions, b, h)``
             -> ``(t, b, directions * h)`` likewise, and hx after all steps.
    Dtype:   floating, all of one.
    Grad:    input, hx, params. Twice differentiable.
    Raises:  ShapeError for what does not fit; DTypeError for other types; DomainError unless dropout is
             in [0, 1].
    Source:  torch.rnn_relu.

    >>> w, b, h = rg.ones(1, 1), rg.zeros(1), rg.zeros(1, 1, 1)
    >>> rg.rnn_relu(rg.ones(1, 1, 1), h, [w, w, b, b], True, 1, 0.0, False, False, False)[0]
    tensor([[[1.]]])
    """
@overload
def rnn_relu(data: Tensor, batch_sizes: Tensor, hx: Tensor, params: Sequence[Tensor], has_biases: _bool, num_layers: _int, dropout: _float, train: _bool, bidirectional: _bool) -> tuple[Tensor, Tensor]: ...
def rnn_relu_cell(input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor | None = None, b_hh: Tensor | None = None) -> Tensor:
    """A recurrent network of relu, one step.

        h' = relu(W_ih x + b_ih + W_hh h + b_hh)

    Shape:   input ``(b, in)`` or ``(in)``, hx ``(b, h)`` or ``(h)`` -> as hx.
    Dtype:   floating, all of one.
    Grad:    all. Twice differentiable.
    Raises:  ShapeError for what does not fit; DTypeError for other types.
    Source:  torch.rnn_relu_cell.

    >>> w, h = rg.ones(1, 1), rg.zeros(1, 1)
    >>> rg.rnn_relu_cell(rg.ones(1, 1), h, w, w)
    tensor([[1.]])
    """
@overload
def rnn_tanh(input: Tensor, hx: Tensor, params: Sequence[Tensor], has_biases: _bool, num_layers: _int, dropout: _float, train: _bool, bidirectional: _bool, batch_first: _bool) -> tuple[Tensor, Tensor]:
    """rnn_tanh(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)
    rnn_tanh(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional)

    A recurrent network of tanh, over all steps of sequences.

        h' = tanh(W_ih x + b_ih + W_hh h + b_hh)

    ``params`` has W_ih, W_hh and, with has_biases, b_ih and b_hh of each layer and direction. Dropout
    applies between layers in training, with torch's draws. The second form takes packed rows: of each
    step so many as batch_sizes says.

    Shape:   input ``(t, b, in)``, or ``(b, t, in)`` if batch_first, hx ``(layers * directions, b, h)``
             -> ``(t, b, directions * h)`` likewise, and hx after all steps.
    Dtype:   floating, all of one.
    Grad:    input, hx, params. Twice differentiable.
    Raises:  ShapeError for what does not fit; DTypeError for other types; DomainError unless dropout is
             in [0, 1].
    Source:  torch.rnn_tanh.

    >>> w, b, h = rg.ones(1, 1), rg.zeros(1), rg.zeros(1, 1, 1)
    >>> rg.rnn_tanh(rg.ones(1, 1, 1), h, [w, w, b, b], True, 1, 0.0, False, False, False)[0]
    tensor([[[0.7616]]])
    """
@overload
def rnn_tanh(data: Tensor, batch_sizes: Tensor, hx: Tensor, params: Sequence[Tensor], has_biases: _bool, num_layers: _int, dropout: _float, train: _bool, bidirectional: _bool) -> tuple[Tensor, Tensor]: ...
def rnn_tanh_cell(input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor | None = None, b_hh: Tensor | None = None) -> Tensor:
    """A recurrent network of tanh, one step.

        h' = tanh(W_ih x + b_ih + W_hh h + b_hh)

    Shape:   input ``(b, in)`` or ``(in)``, hx ``(b, h)`` or ``(h)`` -> as hx.
    Dtype:   floating, all of one.
    Grad:    all. Twice differentiable.
    Raises:  ShapeError for what does not fit; DTypeError for other types.
    Source:  torch.rnn_tanh_cell.

    >>> w, h = rg.ones(1, 1), rg.zeros(1, 1)
    >>> rg.rnn_tanh_cell(rg.ones(1, 1), h, w, w)
    tensor([[0.7616]])
    """
def roll(input: Tensor, shifts: _int | Sequence[_int], dims: _int | Sequence[_int] | None = None) -> Tensor:
    """A copy with the elements moved on; those past the end come in at the front.

        y[(i + shift) mod n] = x[i]

    Shape:   ``(*)`` -> the same. Without dims the elements are moved as one run.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if there are not as many shifts as dims; IndexError if a dim is out of range.
    Source:  torch.roll.

    >>> rg.roll(rg.arange(5), 2)
    tensor([3, 4, 0, 1, 2])
    """
def rot90(input: Tensor, k: _int = 1, dims: Sequence[_int] | None = None) -> Tensor:
    """A copy turned k times by 90 degrees, from one dimension towards another.

        y[i, j] = x[j, m - 1 - i]  for k = 1 and dims (0, 1), which are the default

    Shape:   ``(n, m, *)`` -> ``(m, n, *)`` for odd k.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless two different dims are given and x has two; IndexError if one is out of
             range.
    Source:  torch.rot90.

    >>> rg.rot90(rg.tensor([[1, 2], [3, 4]]))
    tensor([[2, 4],
            [1, 3]])
    """
def round(input: Tensor, *, decimals: _int = 0, out: Tensor | None = None) -> Tensor:
    """The whole number nearest to each element; the even one where two are.

        y = round(x),  dy/dx = 0

    decimals are the digits to keep after the point; negative ones count before it.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers stay as they are.
    Grad:    input, zero everywhere.
    Raises:  DTypeError for bool, and for decimals of integers.
    Source:  torch.round.

    >>> rg.round(rg.tensor([0.5, 1.5, 1.7]))
    tensor([0., 2., 2.])
    """
def round_(input: Tensor, *, decimals: _int = 0) -> Tensor:
    """The whole number nearest to each element; the even one where two are.

        y = round(x),  dy/dx = 0

    decimals are the digits to keep after the point; negative ones count before it.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of round; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of round.
    Raises:  what round raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.round_.

    >>> rg.tensor([1.25, 2.5]).round_(decimals=1)
    tensor([1.2000, 2.5000])
    """
def row_stack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """The tensors one below the other: along the first dimension.

        y = [x_0; x_1; ...]

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(a, m, *)``, ``(b, m, *)``, ... -> ``(a + b + ..., m, *)``; vectors count as rows.
    Dtype:   all; promoted to a common type.
    Grad:    tensors. Twice differentiable.
    Raises:  ShapeError for no tensors, or if the other lengths differ.
    Source:  torch.vstack.

    >>> rg.vstack([rg.tensor([1, 2]), rg.tensor([3, 4])])
    tensor([[1, 2],
            [3, 4]])
    """
def rrelu(input: Tensor, lower: _float = 0.125, upper: _float = 0.3333333333333333, training: _bool = False, generator: Generator | None = None) -> Tensor:
    """The leaky rectified linear unit with slopes that are random.

        y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a

    In training each negative element has an a of its own, which is drawn between lower and
    upper; else a is their mean.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools; RuntimeError if lower > upper.
    Source:  torch.rrelu.

    >>> rg.rrelu(rg.tensor([-1.0, 2.0]), 0.25, 0.75)
    tensor([-0.5000,  2.0000])
    """
def rrelu_(input: Tensor, lower: _float = 0.125, upper: _float = 0.3333333333333333, training: _bool = False, generator: Generator | None = None) -> Tensor:
    """The leaky rectified linear unit with slopes that are random.

        y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a

    In training each negative element has an a of its own, which is drawn between lower and
    upper; else a is their mean.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of rrelu; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of rrelu.
    Raises:  what rrelu raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.rrelu_.

    >>> rg.rrelu_(rg.tensor([-1.0, 2.0]), 0.25, 0.75)
    tensor([-0.5000,  2.0000])
    """
def rsqrt(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """One divided by the square root of each element.

        y = x^(-1/2),  dy/dx = -y^3 / 2

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.rsqrt.

    >>> rg.rsqrt(rg.tensor([4.0, 0.25]))
    tensor([0.5000, 2.0000])
    """
def rsqrt_(input: Tensor) -> Tensor:
    """One divided by the square root of each element.

        y = x^(-1/2),  dy/dx = -y^3 / 2

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of rsqrt; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of rsqrt.
    Raises:  what rsqrt raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.rsqrt_.

    >>> rg.tensor([4.0, 0.25]).rsqrt_()
    tensor([0.5000, 2.0000])
    """
def scalar_tensor(s: _Number, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """A new 0-d tensor of a number.

        y = s

    Shape:   -> ``()``.
    Dtype:   all; the default type if not given, also for ints.
    Grad:    none; the result is a leaf.
    Raises:  RangeError for a number that the dtype cannot hold; DTypeError if requires_grad and not
             floating.
    Source:  torch.scalar_tensor.

    >>> rg.scalar_tensor(3)
    tensor(3.)
    """
@overload
def scatter(input: Tensor, dim: _int, index: Tensor, src: Tensor, *, reduce: str | None = None, out: Tensor | None = None) -> Tensor:
    """scatter(input, dim, index, src, *, reduce=None, out=None)
    scatter(input, dim, index, value, *, reduce=None, out=None)

    A copy with elements written at the positions along one dimension that index names.

        y = x, y[index[i, j], j] = s[i, j]  for dim 0,  dy/ds = 1, dy/dx = 0 there

    Of several elements for one place the last one stays. With reduce ``"add"`` or ``"multiply"`` all
    are added to what is there, or multiplied with it.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(n, m)``, index ``(k, l)`` with ``l <= m`` for dim 0, src no smaller than index
             -> that of input.
    Dtype:   all, src the same; index int64 or int32.
    Grad:    input, src. Twice differentiable.
    Raises:  BoundsError for a position out of bounds; ShapeError or DTypeError for what does not fit;
             RangeError for a number that the type cannot hold; RuntimeError for another reduce.
    Source:  torch.scatter.

    >>> rg.scatter(rg.zeros(2, 3), 1, rg.tensor([[2], [0]]), rg.tensor([[5.0], [7.0]]))
    tensor([[0., 0., 5.],
            [7., 0., 0.]])
    >>> rg.scatter(rg.zeros(3), 0, rg.tensor([1]), 4)
    tensor([0., 4., 0.])
    """
@overload
def scatter(input: Tensor, dim: _int, index: Tensor, value: _Number, *, reduce: str | None = None, out: Tensor | None = None) -> Tensor: ...
def scatter_add(input: Tensor, dim: _int, index: Tensor, src: Tensor, *, out: Tensor | None = None) -> Tensor:
    """A copy with elements added at the positions along one dimension that index names.

        y = x, y[index[i, j], j] += s[i, j]  for dim 0,  dy/ds = 1

    All are added, in the order of the index: the same bits on any number of threads. float16 and
    bfloat16 are added in float32 and rounded once.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(n, m)``, index ``(k, l)`` with ``l <= m`` for dim 0, src no smaller than index
             -> that of input.
    Dtype:   all, src the same; index int64 or int32.
    Grad:    input, src. Twice differentiable.
    Raises:  BoundsError for a position out of bounds; ShapeError or DTypeError for what does not fit.
    Source:  torch.scatter_add.

    >>> rg.scatter_add(rg.zeros(3), 0, rg.tensor([0, 2, 0]), rg.tensor([1.0, 2.0, 3.0]))
    tensor([4., 0., 2.])
    """
def scatter_reduce(input: Tensor, dim: _int, index: Tensor, src: Tensor, reduce: str, *, include_self: _bool = True, out: Tensor | None = None) -> Tensor:
    """A copy in which each place becomes a reduction of the elements that index sends to it.

        y[k, j] = reduce of x[k, j] and all s[i, j] with index[i, j] = k  for dim 0

    reduce is ``"sum"``, ``"prod"``, ``"mean"``, ``"amax"`` or ``"amin"``. Without include_self what was
    in a place that something goes to does not count. All are reduced in the order of the index; equal
    extremes share the gradient.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(n, m)``, index ``(k, l)`` with ``l <= m`` for dim 0, src no smaller than index
             -> that of input.
    Dtype:   all, src the same; index int64 or int32. A mean of integers is rounded down.
    Grad:    input, src. Twice differentiable.
    Raises:  BoundsError for a position out of bounds; ShapeError or DTypeError for what does not fit;
             RuntimeError for another reduce.
    Source:  torch.scatter_reduce.

    >>> x, index = rg.ones(3), rg.tensor([0, 0, 2])
    >>> rg.scatter_reduce(x, 0, index, rg.tensor([4.0, 5.0, 7.0]), "amax")
    tensor([5., 1., 7.])
    >>> rg.scatter_reduce(x, 0, index, rg.tensor([4.0, 5.0, 7.0]), "mean", include_self=False)
    tensor([4.5000, 1.0000, 7.0000])
    """
@overload
def searchsorted(sorted_sequence: Tensor, input: Tensor, *, out_int32: _bool = False, right: _bool = False, side: str | None = None, sorter: Tensor | None = None, out: Tensor | None = None) -> Tensor:
    """searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None, sorter=None, out=None)
    searchsorted(sorted_sequence, self, *, out_int32=False, right=False, side=None, sorter=None, out=None)

    Where values would stand in sorted sequences, before their equals, or behind them if right.

        s[y - 1] < x <= s[y];  s[y - 1] <= x < s[y] if right

    Sequences lie along the last dimension; a sorter, as argsort() gives it, makes up for those that are
    not sorted. NaN has its place behind all.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   sequence ``(n)`` and any input, or ``(*, n)`` and ``(*, k)`` -> that of the input.
    Dtype:   all; the result is int64, int32 if out_int32; the sorter is int64.
    Grad:    none.
    Raises:  ShapeError and DTypeError for what does not fit; BoundsError for places of the sorter that
             are out of bounds; RuntimeError for another side than 'left' and 'right'.
    Source:  torch.searchsorted.

    >>> rg.searchsorted(rg.tensor([1, 3, 5]), rg.tensor([3, 4, 9]))
    tensor([1, 2, 3])
    """
@overload
def searchsorted(sorted_sequence: Tensor, self: _Number, *, out_int32: _bool = False, right: _bool = False, side: str | None = None, sorter: Tensor | None = None, out: Tensor | None = None) -> Tensor: ...
def seed() -> _int:
    """Seeds the default stream from the system; returns the seed.

        64 random bits

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.seed.

    >>> rg.seed() == rg.initial_seed()
    True
    """
def select(input: Tensor, dim: _int, index: _int) -> Tensor:
    """The view at one index of a dimension; the dimension goes.

        y[i] = x[i, index]  for dim 1

    Shape:   ``(n, m)`` -> ``(m)`` or ``(n)``.
    Dtype:   all.
    Grad:    input; zero elsewhere. Twice differentiable.
    Raises:  IndexError if dim or index is out of range.
    Source:  torch.select.

    >>> rg.select(rg.tensor([[1, 2], [3, 4]]), 1, -1)
    tensor([2, 4])
    """
def select_scatter(input: Tensor, src: Tensor, dim: _int, index: _int) -> Tensor:
    """A copy with another tensor written at one index of a dimension.

        y = x, y[i, index] = s[i]  for dim 1,  dy/ds = 1, dy/dx = 0 there

    Shape:   input ``(n, m)``, src ``(n)`` for dim 1, that of ``input.select(dim, index)``.
    Dtype:   all; src is converted to that of input.
    Grad:    input, src. Twice differentiable.
    Raises:  ShapeError if src has another shape; IndexError if dim or index is out of range.
    Source:  torch.select_scatter.

    >>> rg.select_scatter(rg.zeros(2, 2), rg.tensor([1.0, 2.0]), 1, -1)
    tensor([[0., 1.],
            [0., 2.]])
    """
def selu(input: Tensor) -> Tensor:
    """The exponential linear unit that normalises itself.

        y = c (x > 0 ? x : a (e^x - 1)),  dy/dx = c (x > 0 ? 1 : a e^x)

    With a = 1.67326... and c = 1.05070... what has mean 0 and variance 1 keeps them.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools.
    Source:  torch.selu.

    >>> rg.selu(rg.tensor([-1.0, 2.0]))
    tensor([-1.1113,  2.1014])
    """
def selu_(input: Tensor) -> Tensor:
    """The exponential linear unit that normalises itself.

        y = c (x > 0 ? x : a (e^x - 1)),  dy/dx = c (x > 0 ? 1 : a e^x)

    With a = 1.67326... and c = 1.05070... what has mean 0 and variance 1 keeps them.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of selu; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of selu.
    Raises:  what selu raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.selu_.

    >>> rg.selu_(rg.tensor([-1.0, 2.0]))
    tensor([-1.1113,  2.1014])
    """
def set_anomaly_enabled(enabled: _bool, check_nan: _bool = True) -> None:
    """Switch anomaly mode on or off, for the whole process.

        see retrograd.autograd.detect_anomaly

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  TypeError unless both are bools.
    Source:  torch.set_anomaly_enabled.

    >>> rg.set_anomaly_enabled(False)
    """
def set_default_dtype(d: _dtype) -> None:
    """Sets the type of floating results that nothing else decides.

        see get_default_dtype

    Shape:   none.
    Dtype:   floating.
    Grad:    none.
    Raises:  TypeError for other types.
    Source:  torch.set_default_dtype.

    >>> rg.set_default_dtype(rg.float32)
    """
def set_num_threads(num: _int) -> None:
    """Sets how many threads large operations may use. Results do not depend on it.

        1 <= num

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  ValueError below 1; TypeError for anything but an int.
    Source:  torch.set_num_threads.

    >>> rg.set_num_threads(rg.get_num_threads())
    """
def set_printoptions(precision: _int | None = None, threshold: _float | None = None, edgeitems: _int | None = None, linewidth: _int | None = None, profile: Literal['default', 'short', 'full'] | None = None, sci_mode: _bool | None = None) -> None:
    """Sets how tensors are printed; what is not given stays, save sci_mode.

        profile: 'default', 'short' or 'full'

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  ValueError for an unknown profile or a negative number.
    Source:  torch.set_printoptions.

    >>> rg.set_printoptions(precision=2)
    >>> rg.tensor([3.14159])
    tensor([3.14])
    >>> rg.set_printoptions(profile="default")
    """
def set_rng_state(new_state: Tensor) -> None:
    """Goes on with the default stream from a state that get_rng_state() gave.

        the next draw is the one that followed the state

    Shape:   ``(5056)``.
    Dtype:   uint8.
    Grad:    none.
    Raises:  TypeError for other tensors; RuntimeError for bytes that are no state.
    Source:  torch.set_rng_state.

    >>> state = rg.get_rng_state()
    >>> a = rg.rand(1)
    >>> rg.set_rng_state(state)
    >>> bool(rg.rand(1) == a)
    True
    """
def sgn(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The sign of each element: -1, 0 or 1; see sign().

        y = x / |x|,  0 for x = 0,  dy/dx = 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all.
    Grad:    input, zero everywhere.
    Raises:  nothing.
    Source:  torch.sgn.

    >>> rg.sgn(rg.tensor([-3.0, 0.0, 0.5]))
    tensor([-1.,  0.,  1.])
    """
def sigmoid(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logistic function of each element, within 2 ulp.

        y = 1 / (1 + e^-x),  dy/dx = y (1 - y)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.sigmoid.

    >>> rg.sigmoid(rg.tensor([0.0, 1.0]))
    tensor([0.5000, 0.7311])
    """
def sigmoid_(input: Tensor) -> Tensor:
    """The logistic function of each element, within 2 ulp.

        y = 1 / (1 + e^-x),  dy/dx = y (1 - y)

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of sigmoid; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of sigmoid.
    Raises:  what sigmoid raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.sigmoid_.

    >>> rg.tensor([0.0, 1.0]).sigmoid_()
    tensor([0.5000, 0.7311])
    """
def sign(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The sign of each element: -1, 0 or 1.

        y = x / |x|,  0 for x = 0,  dy/dx = 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all.
    Grad:    input, zero everywhere.
    Raises:  nothing.
    Source:  torch.sign.

    >>> rg.sign(rg.tensor([-3.0, 0.0, 0.5]))
    tensor([-1.,  0.,  1.])
    """
def signbit(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether each element has a minus sign, as -0.0 has.

        y = sign bit of x

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; the result is bool.
    Grad:    none.
    Raises:  nothing.
    Source:  torch.signbit.

    >>> rg.signbit(rg.tensor([0.0, -0.0, -2.0]))
    tensor([False,  True,  True])
    """
def sin(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The sine of each element, an angle in radians, within 2 ulp.

        y = sin x,  dy/dx = cos x

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.sin.

    >>> rg.sin(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.8415])
    """
def sin_(input: Tensor) -> Tensor:
    """The sine of each element, an angle in radians, within 2 ulp.

        y = sin x,  dy/dx = cos x

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of sin; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of sin.
    Raises:  what sin raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.sin_.

    >>> rg.tensor([0.0, 1.0]).sin_()
    tensor([0.0000, 0.8415])
    """
def sinc(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The normalised sinc of each element, within 2 ulp.

        y = sin(pi x) / (pi x),  1 for x = 0,  dy/dx = (cos(pi x) - y) / x

    It is 0 at all other whole numbers, and NaN at infinities.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.sinc.

    >>> rg.sinc(rg.tensor([0.0, 0.5]))
    tensor([1.0000, 0.6366])
    """
def sinc_(input: Tensor) -> Tensor:
    """The normalised sinc of each element, within 2 ulp.

        y = sin(pi x) / (pi x),  1 for x = 0,  dy/dx = (cos(pi x) - y) / x

    It is 0 at all other whole numbers, and NaN at infinities.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of sinc; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of sinc.
    Raises:  what sinc raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.sinc_.

    >>> rg.tensor([0.0, 0.5]).sinc_()
    tensor([1.0000, 0.6366])
    """
def sinh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic sine of each element, within 2 ulp.

        y = (e^x - e^-x) / 2,  dy/dx = cosh x

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.sinh.

    >>> rg.sinh(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 1.1752])
    """
def sinh_(input: Tensor) -> Tensor:
    """The hyperbolic sine of each element, within 2 ulp.

        y = (e^x - e^-x) / 2,  dy/dx = cosh x

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of sinh; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of sinh.
    Raises:  what sinh raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.sinh_.

    >>> rg.tensor([0.0, 1.0]).sinh_()
    tensor([0.0000, 1.1752])
    """
def slice_scatter(input: Tensor, src: Tensor, dim: _int = 0, start: _int | None = None, end: _int | None = None, step: _int = 1) -> Tensor:
    """A copy with another tensor written to a slice of a dimension.

        y = x, y[i, start:end:step] = s[i]  for dim 1,  dy/ds = 1, dy/dx = 0 there

    Shape:   src has that of the slice.
    Dtype:   all; src is converted to that of input.
    Grad:    input, src. Twice differentiable.
    Raises:  ShapeError if src has another shape; IndexError if dim is out of range; ValueError unless
             step is positive.
    Source:  torch.slice_scatter.

    >>> rg.slice_scatter(rg.zeros(4), rg.ones(2), start=0, step=2)
    tensor([1., 0., 1., 0.])
    """
def slogdet(input: Tensor, *, out: Sequence[Tensor] | None = None) -> _SignAndLogarithm:
    """The sign and the logarithm of the absolute value of the determinant.

        s, l:  det A = s e^l,  dA = A^-T dl

    Of a singular matrix they are 0 and minus infinity, without a gradient.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, n)`` -> twice ``(*)``.
    Dtype:   float32, float64.
    Grad:    A. Twice differentiable.
    Raises:  ShapeError unless square; DTypeError for other types.
    Source:  torch.linalg.slogdet.

    >>> rg.linalg.slogdet(rg.tensor([[0.0, 2.0], [0.5, 0.0]])).sign
    tensor(-1.)
    """
def softmax(input: Tensor, dim: _int, dtype: _dtype | None = None, *, out: Tensor | None = None) -> Tensor:
    """Positive numbers that sum to 1 along a dimension, in proportion to the exponentials.

        y_i = e^x_i / sum_j e^x_j,  dy_i/dx_j = y_i (1[i = j] - y_j)

    The largest element is subtracted first, so nothing overflows. With a dtype the elements are
    converted first.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
    Source:  torch.softmax.

    >>> rg.softmax(rg.tensor([0.0, 0.0]), 0)
    tensor([0.5000, 0.5000])
    """
def sort(input: Tensor, dim: _int = -1, descending: _bool = False, stable: _bool | None = False, *, out: Sequence[Tensor] | None = None) -> _ValuesAndIndices:
    """The elements in order along a dimension, and where they stood.

        y_1 <= y_2 <= ...,  dL/dx at the index of y_i is dL/dy_i

    Equal elements stay in their order, whether stable or not. NaN comes after all numbers, before them
    if descending.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> twice ``(*)``.
    Dtype:   all; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range.
    Source:  torch.sort.

    >>> rg.sort(rg.tensor([3.0, 1.0, 2.0])).values
    tensor([1., 2., 3.])
    """
@overload
def split(tensor: Tensor, split_size_or_sections: _int, dim: _int = 0) -> tuple[Tensor, ...]:
    """split(tensor, split_size_or_sections, dim=0)
    split(tensor, split_size_or_sections, dim=0)

    Views of consecutive stretches of a dimension, of one length or of given lengths.

        y_0 = x[:a],  y_1 = x[a : a + b], ...

    Shape:   ``(n, *)`` -> ``(a, *)``, ``(b, *)``, ...; with one length the last piece may be shorter.
    Dtype:   all.
    Grad:    tensor. Twice differentiable.
    Raises:  ShapeError if the lengths do not sum to n; IndexError if dim is out of range.
    Source:  torch.split.

    >>> rg.split(rg.arange(5), 2)
    (tensor([0, 1]), tensor([2, 3]), tensor([4]))
    >>> rg.split(rg.arange(5), [1, 4])
    (tensor([0]), tensor([1, 2, 3, 4]))
    """
@overload
def split(tensor: Tensor, split_size_or_sections: Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]: ...
def sqrt(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The square root of each element; NaN for a negative one.

        y = sqrt(x),  dy/dx = 1 / (2 y)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input; an infinity at 0. Twice differentiable.
    Raises:  nothing.
    Source:  torch.sqrt.

    >>> rg.sqrt(rg.tensor([4.0, 9.0]))
    tensor([2., 3.])
    """
def sqrt_(input: Tensor) -> Tensor:
    """The square root of each element; NaN for a negative one.

        y = sqrt(x),  dy/dx = 1 / (2 y)

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of sqrt; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of sqrt.
    Raises:  what sqrt raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.sqrt_.

    >>> rg.tensor([4.0, 9.0]).sqrt_()
    tensor([2., 3.])
    """
def square(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The square of each element.

        y = x^2,  dy/dx = 2 x

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers wrap around, bool gives int64.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.square.

    >>> rg.square(rg.tensor([-3.0, 0.5]))
    tensor([9.0000, 0.2500])
    """
def square_(input: Tensor) -> Tensor:
    """The square of each element.

        y = x^2,  dy/dx = 2 x

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of square; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of square.
    Raises:  what square raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.square_.

    >>> rg.tensor([-3.0, 0.5]).square_()
    tensor([9.0000, 0.2500])
    """
def squeeze(input: Tensor, dim: _int | Sequence[_int] | None = None) -> Tensor:
    """A view without the dimensions of length 1: all of them, or those named by dim.

        y[i, j] = x[i, 0, j]

    A dimension that is named but longer than 1 stays.

    Shape:   ``(n, 1, m)`` -> ``(n, m)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if a dim is out of range; ShapeError if one is named twice.
    Source:  torch.squeeze.

    >>> rg.squeeze(rg.zeros(1, 3, 1)).shape
    torch.Size([3])
    >>> rg.squeeze(rg.zeros(1, 3, 1), 0).shape
    torch.Size([3, 1])
    """
def stack(tensors: Sequence[Tensor], dim: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """Tensors of one shape side by side along a new dimension.

        y[i] = x_i

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   n of ``(*)`` -> ``(n, *)`` for dim 0.
    Dtype:   all; promoted to a common type.
    Grad:    tensors. Twice differentiable.
    Raises:  ShapeError for no tensors, or if the shapes differ; IndexError if dim is out of range.
    Source:  torch.stack.

    >>> rg.stack([rg.tensor([1, 2]), rg.tensor([3, 4])], dim=1)
    tensor([[1, 3],
            [2, 4]])
    """
@overload
def std(input: Tensor, unbiased: _bool = True, *, out: Tensor | None = None) -> Tensor:
    """std(input, unbiased=True, *, out=None)
    std(input, dim, unbiased=True, keepdim=False, *, out=None)
    std(input, dim=None, *, correction=1, keepdim=False, out=None)

    The standard deviation of all elements, or of those along dimensions.

        s = sqrt(v),  v as var() gives it,  ds/dx_i = (x_i - mean) / ((n - correction) s), 0 where s is

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
             twice.
    Source:  torch.std.

    >>> rg.std(rg.tensor([1.0, 3.0]), correction=0)
    tensor(1.)
    """
@overload
def std(input: Tensor, dim: _int | Sequence[_int] | None, unbiased: _bool = True, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor: ...
@overload
def std(input: Tensor, dim: _int | Sequence[_int] | None = None, *, correction: _float | None = 1, keepdim: _bool = False, out: Tensor | None = None) -> Tensor: ...
@overload
def std_mean(input: Tensor, unbiased: _bool = True) -> tuple[Tensor, ...]:
    """std_mean(input, unbiased=True)
    std_mean(input, dim, unbiased=True, keepdim=False)
    std_mean(input, dim=None, *, correction=1, keepdim=False)

    The standard deviation and the mean, as std() and mean() give them.

        (s, m)

    Shape:   ``(*)`` -> twice ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
             twice.
    Source:  torch.std_mean.

    >>> rg.std_mean(rg.tensor([1.0, 3.0]), correction=0)
    (tensor(1.), tensor(2.))
    """
@overload
def std_mean(input: Tensor, dim: _int | Sequence[_int] | None, unbiased: _bool = True, keepdim: _bool = False) -> tuple[Tensor, ...]: ...
@overload
def std_mean(input: Tensor, dim: _int | Sequence[_int] | None = None, *, correction: _float | None = 1, keepdim: _bool = False) -> tuple[Tensor, ...]: ...
@overload
def sub(input: Tensor | _Number, other: Tensor | _Number, *, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
    """sub(input, other, *, alpha=1, out=None)
    sub(input, alpha, other, *, out=None)

    The difference ``input - alpha other``; also the operator ``-``.

        y = a - alpha b

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all but bool; promoted to a common type.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools, a fractional alpha of
             integers, or a bool one; RangeError for one that the result's type cannot hold.
    Source:  torch.sub.

    >>> rg.sub(rg.tensor([1.0, 2.0]), rg.tensor([[1.0], [0.0]]))
    tensor([[0., 1.],
            [1., 2.]])
    """
@overload
def sub(input: Tensor, alpha: _Number, other: Tensor, *, out: Tensor | None = None) -> Tensor: ...
@overload
def subtract(input: Tensor | _Number, other: Tensor | _Number, *, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
    """subtract(input, other, *, alpha=1, out=None)
    subtract(input, alpha, other, *, out=None)

    The difference ``input - alpha other``; also the operator ``-``.

        y = a - alpha b

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all but bool; promoted to a common type.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools, a fractional alpha of
             integers, or a bool one; RangeError for one that the result's type cannot hold.
    Source:  torch.sub.

    >>> rg.sub(rg.tensor([1.0, 2.0]), rg.tensor([[1.0], [0.0]]))
    tensor([[0., 1.],
            [1., 2.]])
    """
@overload
def subtract(input: Tensor, alpha: _Number, other: Tensor, *, out: Tensor | None = None) -> Tensor: ...
def sum(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    """The sum of all elements, or of those along dimensions.

        y = sum_i x_i,  dy/dx_i = 1

    float32 is added in double and rounded once. With a dtype the elements are converted first.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   all; bool and integers give int64.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
    Source:  torch.sum.

    >>> rg.sum(rg.tensor([[1.0, 2.0], [3.0, 4.0]]))
    tensor(10.)
    >>> rg.sum(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), dim=1)
    tensor([3., 7.])
    """
def svd(input: Tensor, some: _bool = True, compute_uv: _bool = True, *, out: Sequence[Tensor] | None = None) -> _OldSingularFactors:
    """The singular values of matrices, and the vectors that belong to them.

        A = U diag(S) V^T

    An old form of linalg.svd(), which gives V in the place of its transpose; unless compute_uv both are
    filled with zeros.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*, m, k)``, ``(*, k)`` and ``(*, n, k)``.
    Dtype:   float32, float64.
    Grad:    input; that of the vectors where all values differ. Twice differentiable.
    Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
             DTypeError for other types.
    Source:  torch.svd.

    >>> rg.svd(rg.tensor([[0.0, 2.0], [1.0, 0.0]])).S
    tensor([2., 1.])
    """
def swapaxes(input: Tensor, axis0: _int, axis1: _int) -> Tensor:
    """A view with two dimensions exchanged; see transpose().

        y[i, j] = x[j, i]

    Shape:   ``(n, m)`` -> ``(m, n)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if an axis is out of range.
    Source:  torch.swapaxes.

    >>> rg.swapaxes(rg.zeros(2, 3), 0, 1).shape
    torch.Size([3, 2])
    """
def swapdims(input: Tensor, dim0: _int, dim1: _int) -> Tensor:
    """A view with two dimensions exchanged; see transpose().

        y[i, j] = x[j, i]

    Shape:   ``(n, m)`` -> ``(m, n)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if a dim is out of range.
    Source:  torch.swapdims.

    >>> rg.swapdims(rg.zeros(2, 3), 0, 1).shape
    torch.Size([3, 2])
    """
def t(input: Tensor) -> Tensor:
    """The transpose of a matrix; a vector or a 0-d tensor stays as it is.

        y[i, j] = x[j, i]

    Shape:   ``(n, m)`` -> ``(m, n)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for more than two dimensions.
    Source:  torch.t.

    >>> rg.t(rg.tensor([[1, 2], [3, 4]]))
    tensor([[1, 3],
            [2, 4]])
    """
def take(input: Tensor, index: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The elements at positions in the flattened tensor; negative ones count from its end.

        y[i] = x.flatten()[index[i]],  dx = 0 with dy added there

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and any shape of index -> that of index.
    Dtype:   all; index int64 or int32.
    Grad:    input. Twice differentiable.
    Raises:  BoundsError for a position out of bounds; DTypeError for another type of index.
    Source:  torch.take.

    >>> rg.take(rg.tensor([[1, 2], [3, 4]]), rg.tensor([0, -1]))
    tensor([1, 4])
    """
def take_along_dim(input: Tensor, indices: Tensor, dim: _int | None = None, *, out: Tensor | None = None) -> Tensor:
    """As gather(), with indices that broadcast and count from the end where negative.

        y[i, j] = x[indices[i, j], j]  for dim 0,  dx = 0 with dy added there

    Without a dim both are flattened. Made for the indices of argmax() with keepdim.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(n, m)`` and ``(k, m)`` for dim 0, broadcast together but there -> ``(k, m)``.
    Dtype:   all; indices int64 or int32.
    Grad:    input. Twice differentiable.
    Raises:  BoundsError for a position out of bounds; ShapeError if the shapes do not fit; DTypeError
             for another type of indices.
    Source:  torch.take_along_dim.

    >>> x = rg.tensor([[10, 30, 20], [60, 40, 50]])
    >>> rg.take_along_dim(x, x.argmax(1, keepdim=True), dim=1)
    tensor([[30],
            [60]])
    """
def tan(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The tangent of each element, an angle in radians, within 2 ulp.

        y = tan x,  dy/dx = 1 + y^2

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.tan.

    >>> rg.tan(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 1.5574])
    """
def tan_(input: Tensor) -> Tensor:
    """The tangent of each element, an angle in radians, within 2 ulp.

        y = tan x,  dy/dx = 1 + y^2

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of tan; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of tan.
    Raises:  what tan raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.tan_.

    >>> rg.tensor([0.0, 1.0]).tan_()
    tensor([0.0000, 1.5574])
    """
def tanh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic tangent of each element, within 2 ulp.

        y = (e^x - e^-x) / (e^x + e^-x),  dy/dx = 1 - y^2

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.tanh.

    >>> rg.tanh(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.7616])
    """
def tanh_(input: Tensor) -> Tensor:
    """The hyperbolic tangent of each element, within 2 ulp.

        y = (e^x - e^-x) / (e^x + e^-x),  dy/dx = 1 - y^2

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of tanh; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of tanh.
    Raises:  what tanh raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.tanh_.

    >>> rg.tensor([0.0, 1.0]).tanh_()
    tensor([0.0000, 0.7616])
    """
def tensor(data: Any, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, pin_memory: _bool | None = False) -> Tensor:
    """A new tensor of ``data``: a number, nested sequences of numbers, or an array.

        y[i][j] = data[i][j]

    Shape:   that of the data; all sequences at one depth have one length.
    Dtype:   of an array, its own; else bool, int64 or the default type, by the largest kind of number.
    Grad:    none; with requires_grad the result is a leaf.
    Raises:  ValueError for lengths that differ or too deep a nesting; TypeError for elements that are
             none, and for a number beside a sequence; RangeError for an integer outside the type;
             DTypeError for integers that require grad.
    Source:  torch.tensor.

    >>> rg.tensor([[1, 2], [3, 4.5]])
    tensor([[1.0000, 2.0000],
            [3.0000, 4.5000]])
    """
@overload
def tensor_split(input: Tensor, sections: _int, dim: _int = 0) -> tuple[Tensor, ...]:
    """tensor_split(input, sections, dim=0)
    tensor_split(input, indices, dim=0)
    tensor_split(input, tensor_indices_or_sections, dim=0)

    Views of so many stretches of a dimension, or of those between given places.

        y_0 = x[:a],  y_1 = x[a:b], ...

    Shape:   ``(n, *)`` -> ``(a, *)``, ``(b - a, *)``, ...; of a number of sections the first are longer
             by one where they cannot be equal.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for a 0-d tensor or no sections; IndexError if dim is out of range.
    Source:  torch.tensor_split.

    >>> rg.tensor_split(rg.arange(5), 2)
    (tensor([0, 1, 2]), tensor([3, 4]))
    >>> rg.tensor_split(rg.arange(5), (1, 4))
    (tensor([0]), tensor([1, 2, 3]), tensor([4]))
    """
@overload
def tensor_split(input: Tensor, indices: Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]: ...
@overload
def tensor_split(input: Tensor, tensor_indices_or_sections: Tensor, dim: _int = 0) -> tuple[Tensor, ...]: ...
def tensordot(a: Tensor, b: Tensor, dims: _int | Tensor | Sequence[Sequence[_int]] = 2, *, out: Tensor | None = None) -> Tensor:
    """The sum of products over pairs of dimensions of two tensors.

        dims = ([1], [0]):  y_ik = sum_j a_ij b_jk

    A number stands for as many last dimensions of a and first ones of b.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   the dimensions of a, then those of b, without the ones that are summed.
    Dtype:   all but bool; both alike.
    Grad:    a, b. Twice differentiable.
    Raises:  ShapeError if the lengths differ or a dim is given twice; IndexError for one out of range;
             DTypeError if the types differ.
    Source:  torch.tensordot.

    >>> rg.tensordot(rg.ones(2, 3), rg.ones(3, 2), dims=1)
    tensor([[3., 3.],
            [3., 3.]])
    """
def threshold(input: Tensor, threshold: _Number, value: _Number, *, out: Tensor | None = None) -> Tensor:
    """Each element above a threshold, and a number for the others.

        y = x > t ? x : v,  dy/dx = x > t ? 1 : 0

    t is ``threshold`` and v is ``value``.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers stay as they are.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for bool; RangeError for a value that an integer type does not
             hold.
    Source:  torch.threshold.

    >>> rg.threshold(rg.tensor([-1.0, 2.0]), 1, 20)
    tensor([20.,  2.])
    """
def threshold_(input: Tensor, threshold: _Number, value: _Number) -> Tensor:
    """Each element above a threshold, and a number for the others.

        y = x > t ? x : v,  dy/dx = x > t ? 1 : 0

    t is ``threshold`` and v is ``value``.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of threshold; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of threshold.
    Raises:  what threshold raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.threshold_.

    >>> rg.threshold_(rg.tensor([-1.0, 2.0]), 1, 20)
    tensor([20.,  2.])
    """
def tile(input: Tensor, dims: Sequence[_int]) -> Tensor:
    """A copy that holds the tensor several times along dimensions.

        y[i] = x[i mod n]

    Shape:   ``(n, m)`` -> ``(n, a m)`` for one count: those that are missing in front are 1.
    Dtype:   all.
    Grad:    input; the sum over the repeats. Twice differentiable.
    Raises:  ShapeError if a count is negative.
    Source:  torch.tile.

    >>> rg.tile(rg.tensor([[1], [2]]), (2,))
    tensor([[1, 1],
            [2, 2]])
    """
def to_dlpack(tensor: Tensor) -> Any:
    """A capsule on the memory of a tensor, for from_dlpack() of any library.

        a[i, j] is x[i, j]

    It can be taken once, and is of the form from before version 1: ``__dlpack__`` makes others.

    Shape:   ``(*)``.
    Dtype:   all.
    Grad:    none.
    Raises:  BufferError for a tensor that requires grad or is read-only.
    Source:  torch.utils.dlpack.to_dlpack.

    >>> rg.from_dlpack(rg.to_dlpack(rg.tensor([1, 2])))
    tensor([1, 2])
    """
def topk(input: Tensor, k: _int, dim: _int = -1, largest: _bool = True, sorted: _bool = True, *, out: Sequence[Tensor] | None = None) -> _ValuesAndIndices:
    """The k largest or smallest elements along a dimension, and where they stand.

        y_1 >= ... >= y_k,  dL/dx at the index of y_i is dL/dy_i

    They come in order, sorted or not; of equals the first ones are taken. NaN is larger than all.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, *)`` -> twice ``(*, k, *)``.
    Dtype:   all but bool; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless 0 <= k <= n; DTypeError for bool; IndexError if dim is out of range.
    Source:  torch.topk.

    >>> rg.topk(rg.tensor([3.0, 1.0, 2.0]), 2).indices
    tensor([0, 2])
    """
def trace(input: Tensor) -> Tensor:
    """The sum of the main diagonal.

        y = sum_i x_ii,  dx_ij = dy where i = j

    Shape:   ``(n, m)`` -> ``()``.
    Dtype:   all but bool; integers give int64.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless a matrix; DTypeError for bool.
    Source:  torch.trace.

    >>> rg.trace(rg.tensor([[1, 2], [3, 4]]))
    tensor(5)
    """
def transpose(input: Tensor, dim0: _int, dim1: _int) -> Tensor:
    """A view with two dimensions exchanged.

        y[i, j] = x[j, i]

    Shape:   ``(n, m)`` -> ``(m, n)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if a dim is out of range.
    Source:  torch.transpose.

    >>> rg.transpose(rg.tensor([[1, 2], [3, 4]]), 0, 1)
    tensor([[1, 3],
            [2, 4]])
    """
@overload
def trapezoid(y: Tensor, x: Tensor, *, dim: _int = -1) -> Tensor:
    """trapezoid(y, x, *, dim=-1)
    trapezoid(y, *, dx=1, dim=-1)

    The integral along a dimension by the trapezoidal rule.

        z = sum_i (x_i - x_{i-1}) (y_i + y_{i-1}) / 2

    Without x its points are dx apart.

    Shape:   ``(*, n, *)`` -> ``(*, *)``; x is of shape ``(n,)``, or broadcasts to that of y.
    Dtype:   all but bool; integers give the default type.
    Grad:    y, x. Twice differentiable.
    Raises:  IndexError if dim is out of range; ShapeError if x does not fit; DTypeError for bool.
    Source:  torch.trapezoid.

    >>> rg.trapezoid(rg.tensor([1.0, 5.0, 10.0]), rg.tensor([1.0, 3.0, 6.0]))
    tensor(28.5000)
    """
@overload
def trapezoid(y: Tensor, *, dx: _Number = 1, dim: _int = -1) -> Tensor: ...
@overload
def trapz(y: Tensor, x: Tensor, *, dim: _int = -1) -> Tensor:
    """trapz(y, x, *, dim=-1)
    trapz(y, *, dx=1, dim=-1)

    The integral along a dimension by the trapezoidal rule.

        z = sum_i (x_i - x_{i-1}) (y_i + y_{i-1}) / 2

    Without x its points are dx apart.

    Shape:   ``(*, n, *)`` -> ``(*, *)``; x is of shape ``(n,)``, or broadcasts to that of y.
    Dtype:   all but bool; integers give the default type.
    Grad:    y, x. Twice differentiable.
    Raises:  IndexError if dim is out of range; ShapeError if x does not fit; DTypeError for bool.
    Source:  torch.trapezoid.

    >>> rg.trapezoid(rg.tensor([1.0, 5.0, 10.0]), rg.tensor([1.0, 3.0, 6.0]))
    tensor(28.5000)
    """
@overload
def trapz(y: Tensor, *, dx: _Number = 1, dim: _int = -1) -> Tensor: ...
def triangular_solve(input: Tensor, A: Tensor, upper: _bool = True, transpose: _bool = False, unitriangular: _bool = False, *, out: Sequence[Tensor] | None = None) -> _SolutionAndClone:
    """The solution of A X = input for a triangular A, and a copy of A.

        A X = B, or A^T X = B if transpose

    An old form of linalg.solve_triangular().

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(*, n, k)``, A ``(*, n, n)`` -> ``(*, n, k)`` and ``(*, n, n)``; batches broadcast.
    Dtype:   float32, float64; both alike.
    Grad:    input, A. Twice differentiable.
    Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types.
    Source:  torch.triangular_solve.

    >>> a = rg.tensor([[2.0, 1.0], [0.0, 4.0]])
    >>> rg.triangular_solve(rg.tensor([[4.0], [8.0]]), a).solution
    tensor([[1.],
            [2.]])
    """
def tril(input: Tensor, diagonal: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """The lower triangle of matrices: what is above a diagonal becomes 0.

        y[i, j] = x[i, j] if j <= i + diagonal else 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, m)`` -> the same.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for less than two dimensions.
    Source:  torch.tril.

    >>> rg.tril(rg.ones(2, 3))
    tensor([[1., 0., 0.],
            [1., 1., 0.]])
    """
def tril_indices(row: _int, col: _int, offset: _int = 0, *, dtype: _dtype | None = None, device: str | _device | None = None) -> Tensor:
    """Where the lower triangle of a matrix lies: its rows and its columns, in order.

        y[0, k] = i, y[1, k] = j  of the k-th element that tril() keeps

    Shape:   -> ``(2, k)``.
    Dtype:   int64, or int32.
    Grad:    none.
    Raises:  ShapeError for a negative length; NotImplementedError for another type.
    Source:  torch.tril_indices.

    >>> rg.tril_indices(2, 2)
    tensor([[0, 1, 1],
            [0, 0, 1]])
    """
def triu(input: Tensor, diagonal: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """The upper triangle of matrices: what is below a diagonal becomes 0.

        y[i, j] = x[i, j] if j >= i + diagonal else 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, m)`` -> the same.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for less than two dimensions.
    Source:  torch.triu.

    >>> rg.triu(rg.ones(2, 3), diagonal=1)
    tensor([[0., 1., 1.],
            [0., 0., 1.]])
    """
def triu_indices(row: _int, col: _int, offset: _int = 0, *, dtype: _dtype | None = None, device: str | _device | None = None) -> Tensor:
    """Where the upper triangle of a matrix lies: its rows and its columns, in order.

        y[0, k] = i, y[1, k] = j  of the k-th element that triu() keeps

    Shape:   -> ``(2, k)``.
    Dtype:   int64, or int32.
    Grad:    none.
    Raises:  ShapeError for a negative length; NotImplementedError for another type.
    Source:  torch.triu_indices.

    >>> rg.triu_indices(2, 3, 1)
    tensor([[0, 0, 1],
            [1, 2, 2]])
    """
def true_divide(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The quotient of the elements, which is floating; see div().

        y = a / b

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; integers give the default type.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.true_divide.

    >>> rg.true_divide(rg.tensor([7, -7]), 2)
    tensor([ 3.5000, -3.5000])
    """
def trunc(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Each element without its fraction: rounded towards zero.

        y = sign(x) floor(|x|),  dy/dx = 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers stay as they are.
    Grad:    input, zero everywhere.
    Raises:  DTypeError for bool.
    Source:  torch.trunc.

    >>> rg.trunc(rg.tensor([1.7, -1.7]))
    tensor([ 1., -1.])
    """
def trunc_(input: Tensor) -> Tensor:
    """Each element without its fraction: rounded towards zero.

        y = sign(x) floor(|x|),  dy/dx = 0

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of trunc; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of trunc.
    Raises:  what trunc raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.trunc_.

    >>> rg.tensor([1.7, -1.7]).trunc_()
    tensor([ 1., -1.])
    """
def unbind(input: Tensor, dim: _int = 0) -> tuple[Tensor, ...]:
    """The views at every index of a dimension.

        y_i = x[i]

    Shape:   ``(n, *)`` -> n of ``(*)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range.
    Source:  torch.unbind.

    >>> rg.unbind(rg.tensor([[1, 2], [3, 4]]))
    (tensor([1, 2]), tensor([3, 4]))
    """
def unflatten(input: Tensor, dim: _int, sizes: Sequence[_int]) -> Tensor:
    """The view with one dimension taken apart into several.

        y.shape = (*x.shape[:dim], *sizes, *x.shape[dim + 1:])

    Shape:   ``(n, *)`` -> ``(a, b, *)`` for sizes (a, b), of which one may be -1.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if the sizes do not make up the length; IndexError if dim is out of range.
    Source:  torch.unflatten.

    >>> rg.unflatten(rg.arange(6), 0, (2, -1))
    tensor([[0, 1, 2],
            [3, 4, 5]])
    """
def unique(input: Tensor, sorted: _bool = True, return_inverse: _bool = False, return_counts: _bool = False, dim: _int | None = None) -> Tensor | tuple[Tensor, ...]:
    """The different elements, or slices along a dimension, in order; where each one went, and how
    often it is there, if that is asked for.

        x_i = y[inverse_i],  counts_k = sum_i [inverse_i = k]

    They come in order, sorted or not: slices by their first elements, then by the second ones. NaN
    comes last and is equal to nothing; of -0 and 0 the first one stays.

    Shape:   ``(*)`` -> ``(k)``, inverse ``(*)``, counts ``(k)``; with a dim ``(*, n, *)`` ->
             ``(*, k, *)``, ``(n)``, ``(k)``.
    Dtype:   all; inverse and counts are int64.
    Grad:    none: backward raises NotImplementedError.
    Raises:  IndexError if dim is out of range; RuntimeError for slices without elements.
    Source:  torch.unique.

    >>> rg.unique(rg.tensor([3, 1, 3]), return_counts=True)
    (tensor([1, 3]), tensor([1, 2]))
    """
def unique_consecutive(input: Tensor, return_inverse: _bool = False, return_counts: _bool = False, dim: _int | None = None) -> Tensor | tuple[Tensor, ...]:
    """The elements, or slices along a dimension, without those that are equal to the one before.

        x_i = y[inverse_i],  counts_k = sum_i [inverse_i = k]

    Shape:   ``(*)`` -> ``(k)``, inverse ``(*)``, counts ``(k)``; with a dim ``(*, n, *)`` ->
             ``(*, k, *)``, ``(n)``, ``(k)``.
    Dtype:   all; inverse and counts are int64.
    Grad:    none: backward raises NotImplementedError.
    Raises:  IndexError if dim is out of range; RuntimeError for slices without elements.
    Source:  torch.unique_consecutive.

    >>> rg.unique_consecutive(rg.tensor([1, 1, 2, 1]))
    tensor([1, 2, 1])
    """
def unravel_index(indices: Tensor, shape: _int | Sequence[_int]) -> tuple[Tensor, ...]:
    """The coordinates of elements that positions in the flattened tensor name.

        i = (y_0 n_1 + y_1) n_2 + y_2,  modulo the number of elements

    Shape:   ``(*)`` -> ``(*)`` for each dimension of the shape.
    Dtype:   integers; the coordinates are int64.
    Grad:    none.
    Raises:  DTypeError unless the positions are integers; ValueError for a negative length;
             RuntimeError for a shape without elements.
    Source:  torch.unravel_index.

    >>> rg.unravel_index(rg.tensor([5, 1]), (2, 3))
    (tensor([1, 0]), tensor([2, 1]))
    """
def unsqueeze(input: Tensor, dim: _int) -> Tensor:
    """A view with one more dimension, of length 1, in front of dimension dim.

        y[i, 0, j] = x[i, j]  for dim 1

    Shape:   ``(n, m)`` -> ``(1, n, m)``, ``(n, 1, m)`` or ``(n, m, 1)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range; ShapeError beyond 64 dimensions.
    Source:  torch.unsqueeze.

    >>> rg.unsqueeze(rg.arange(3), 1)
    tensor([[0],
            [1],
            [2]])
    """
def vander(x: Tensor, N: _int | None = None, increasing: _bool = False) -> Tensor:
    """The powers of each element of a vector, from the highest to 0.

        y_ij = x_i^(N - 1 - j), or x_i^j if increasing

    Shape:   ``(n)`` -> ``(n, N)``; N is n if not given.
    Dtype:   all; integers and bool give int64.
    Grad:    x. Twice differentiable.
    Raises:  ShapeError unless a vector, and for a negative N.
    Source:  torch.vander.

    >>> rg.vander(rg.tensor([1, 2, 3]))
    tensor([[1, 1, 1],
            [4, 2, 1],
            [9, 3, 1]])
    """
@overload
def var(input: Tensor, unbiased: _bool = True, *, out: Tensor | None = None) -> Tensor:
    """var(input, unbiased=True, *, out=None)
    var(input, dim, unbiased=True, keepdim=False, *, out=None)
    var(input, dim=None, *, correction=1, keepdim=False, out=None)

    The variance of all elements, or of those along dimensions.

        v = (1 / (n - correction)) sum_i (x_i - mean)^2,  dv/dx_i = 2 (x_i - mean) / (n - correction)

    unbiased=False is correction=0. Of no more elements than the correction it is nan or inf.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
             twice.
    Source:  torch.var.

    >>> rg.var(rg.tensor([1.0, 2.0, 6.0]))
    tensor(7.)
    """
@overload
def var(input: Tensor, dim: _int | Sequence[_int] | None, unbiased: _bool = True, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor: ...
@overload
def var(input: Tensor, dim: _int | Sequence[_int] | None = None, *, correction: _float | None = 1, keepdim: _bool = False, out: Tensor | None = None) -> Tensor: ...
@overload
def var_mean(input: Tensor, unbiased: _bool = True) -> tuple[Tensor, ...]:
    """var_mean(input, unbiased=True)
    var_mean(input, dim, unbiased=True, keepdim=False)
    var_mean(input, dim=None, *, correction=1, keepdim=False)

    The variance and the mean, as var() and mean() give them.

        (v, m)

    Shape:   ``(*)`` -> twice ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
             twice.
    Source:  torch.var_mean.

    >>> rg.var_mean(rg.tensor([1.0, 2.0, 6.0]))
    (tensor(7.), tensor(3.))
    """
@overload
def var_mean(input: Tensor, dim: _int | Sequence[_int] | None, unbiased: _bool = True, keepdim: _bool = False) -> tuple[Tensor, ...]: ...
@overload
def var_mean(input: Tensor, dim: _int | Sequence[_int] | None = None, *, correction: _float | None = 1, keepdim: _bool = False) -> tuple[Tensor, ...]: ...
def vdot(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inner product of two vectors; of complex ones the first is conjugated.

        y = sum_k a_k b_k

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(k)``, ``(k)`` -> ``()``.
    Dtype:   all but bool; both alike. Integers wrap around.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError for other shapes; DTypeError if the types differ, or for bool.
    Source:  torch.vdot.

    >>> rg.vdot(rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]))
    tensor(11.)
    """
@overload
def vsplit(input: Tensor, sections: _int) -> tuple[Tensor, ...]:
    """vsplit(input, sections)
    vsplit(input, indices)

    Views of equal stretches of the first dimension.

        y_0 = x[:a],  y_1 = x[a:b], ...

    Shape:   ``(n, m, *)`` -> ``(a, m, *)``, ``(b - a, m, *)``, ...
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for fewer than 2 dimensions, or if the sections cannot be equal.
    Source:  torch.vsplit.

    >>> rg.vsplit(rg.tensor([[1, 2], [3, 4]]), 2)
    (tensor([[1, 2]]), tensor([[3, 4]]))
    """
@overload
def vsplit(input: Tensor, indices: Sequence[_int]) -> tuple[Tensor, ...]: ...
def vstack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """The tensors one below the other: along the first dimension.

        y = [x_0; x_1; ...]

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(a, m, *)``, ``(b, m, *)``, ... -> ``(a + b + ..., m, *)``; vectors count as rows.
    Dtype:   all; promoted to a common type.
    Grad:    tensors. Twice differentiable.
    Raises:  ShapeError for no tensors, or if the other lengths differ.
    Source:  torch.vstack.

    >>> rg.vstack([rg.tensor([1, 2]), rg.tensor([3, 4])])
    tensor([[1, 2],
            [3, 4]])
    """
@overload
def where(condition: Tensor, input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """where(condition, input, other, *, out=None)
    where(condition, *, out=None)

    ``input`` where the condition is true, else ``other``.

        y = c ? a : b

    As a method it is that of ``input``: ``input.where(condition, other)``. The condition alone gives
    where it is true, as ``nonzero(condition, as_tuple=True)`` does.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` each, broadcast together.
    Dtype:   condition bool, or uint8 with a warning; input and other all, promoted to a common type.
    Grad:    input, other. Twice differentiable.
    Raises:  DTypeError for another condition; ShapeError if the shapes do not broadcast.
    Source:  torch.where.

    >>> x = rg.tensor([-1.0, 2.0])
    >>> rg.where(x > 0, x, 0)
    tensor([0., 2.])
    >>> x.where(x > 0, 10)
    tensor([10.,  2.])
    """
@overload
def where(condition: Tensor, *, out: Tensor | None = None) -> tuple[Tensor, ...]: ...
def xlogy(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The product of input and the logarithm of other, within 2 ulp.

        y = a log b,  dy/da = log b,  dy/db = a / b

    It is 0 where input is 0, unless other is NaN.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; integers and bool give the default type.
    Grad:    input, other; 0 for input where it is 0 and other not above. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.xlogy.

    >>> rg.xlogy(rg.tensor([0.0, 2.0]), rg.tensor([0.0, 1.0]))
    tensor([0., 0.])
    """
def xlogy_(input: Tensor, other: Tensor | _Number) -> Tensor:
    """The product of input and the logarithm of other, within 2 ulp.

        y = a log b,  dy/da = log b,  dy/db = a / b

    It is 0 where input is 0, unless other is NaN.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of xlogy; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of xlogy.
    Raises:  what xlogy raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.xlogy_.

    >>> rg.tensor([0.0, 2.0]).xlogy_(rg.tensor([0.0, 1.0]))
    tensor([0., 0.])
    """
def zero_(self: Tensor) -> Tensor:
    """Writes zero to every element.

        x := 0

    Shape:   ``(*)``.
    Dtype:   all.
    Grad:    zero for what was in self.
    Raises:  ReadOnlyError; ShapeError for an expanded tensor; GraphError for a leaf that requires grad.
    Source:  torch.Tensor.zero_.

    >>> rg.ones(3).zero_()
    tensor([0., 0., 0.])
    """
@overload
def zeros(size: Sequence[_int], *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor:
    """A new tensor of zeros.

        y = 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   -> ``size``.
    Dtype:   all; the default type if not given.
    Grad:    none; the result is a leaf.
    Raises:  ShapeError for a size that cannot be; OutOfMemory; DTypeError if requires_grad and not
             floating.
    Source:  torch.zeros.

    >>> rg.zeros(2, 3)
    tensor([[0., 0., 0.],
            [0., 0., 0.]])
    """
@overload
def zeros(*size: _int, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, layout: _layout | None = None, pin_memory: _bool | None = False, out: Tensor | None = None) -> Tensor: ...
def zeros_like(input: Tensor, *, dtype: _dtype | None = None, device: str | _device | None = None, requires_grad: _bool = False, memory_format: memory_format | None = None, layout: _layout | None = None, pin_memory: _bool | None = False) -> Tensor:
    """Zeros in the shape, the type and the layout of a tensor.

        y = 0

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; that of the input if not given.
    Grad:    none; the result is a leaf.
    Raises:  OutOfMemory; DTypeError if requires_grad and not floating.
    Source:  torch.zeros_like.

    >>> rg.zeros_like(rg.tensor([1, 2]))
    tensor([0, 0])
    """

def _allow_saved_hooks(owner: object) -> None:
    """Ends the innermost _disable_saved_hooks."""
def _backward(tensors: Tensor | GradientEdge | Sequence[Tensor | GradientEdge], grad_tensors: Tensor | Sequence[Tensor | None] | None = None, retain_graph: _bool | None = None, create_graph: _bool = False, inputs: Tensor | GradientEdge | Sequence[Tensor | GradientEdge] | None = None) -> None:
    """See retrograd.autograd.backward."""
def _begin_copy_on_write(owner: object) -> None:
    """See retrograd.autograd.graph.allow_mutation_on_saved_tensors."""
def _clear_copy_on_write(owner: object) -> None:
    """Lets go of what the open _begin_copy_on_write of this owner saved."""
def _clear_grads(groups: list[dict[str, Any]]) -> None:
    """Sets the gradients of the parameters to None."""
def _clip_grad_norm(parameters: list[Tensor] | tuple[Tensor, ...], max_norm: _float, norm_type: _float, error_if_nonfinite: _bool) -> Tensor:
    """See retrograd.nn.utils.clip_grad_norm_."""
def _clip_grads(parameters: list[Tensor] | tuple[Tensor, ...], max_norm: _float, total_norm: Tensor) -> None:
    """See retrograd.nn.utils.clip_grads_with_norm_."""
def _close_dual_level() -> None:
    """See exit_dual_level."""
def _construct(dtype: _dtype, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tensor:
    """A tensor made as torch.FloatTensor(*args) makes it, of any type."""
def _digits(dtype: _dtype) -> _int:
    """The bits of the significand of a floating type; 0 for others."""
def _dirichlet_grad(x: Tensor, alpha: Tensor, total: Tensor) -> Tensor:
    """How x ~ Beta(alpha, total - alpha) moves with alpha, over 1 - x."""
def _disable_saved_hooks(owner: object, message: str) -> None:
    """Makes _push_saved_hooks raise the message."""
def _dual_level_number() -> _int:
    """A number that no other level has; 0 where none is open."""
def _end_copy_on_write(owner: object) -> None:
    """Ends _begin_copy_on_write."""
def _fill_empty(enabled: _bool) -> None:
    """Whether empty tensors are filled: use_deterministic_algorithms()."""
def _flush_denormal(mode: _bool) -> _bool:
    """See retrograd.set_flush_denormal."""
def _grad(outputs: Tensor | GradientEdge | Sequence[Tensor | GradientEdge], inputs: Tensor | GradientEdge | Sequence[Tensor | GradientEdge], grad_outputs: Tensor | Sequence[Tensor | None] | None = None, retain_graph: _bool | None = None, create_graph: _bool = False, allow_unused: _bool | None = None, materialize_grads: _bool = False) -> tuple[Tensor, ...]:
    """See retrograd.autograd.grad."""
def _gradient_edge(input: Tensor) -> GradientEdge:
    """See retrograd.autograd.graph.get_gradient_edge."""
def _increment_version(tensor: Tensor | Sequence[Tensor]) -> None:
    """See retrograd.autograd.graph.increment_version."""
def _is_origin_recorded() -> _bool:
    """See retrograd.autograd.graph.is_origin_recorded."""
def _log_pushed() -> None:
    """Has tangents that recorded operations of this thread push logged."""
def _make_dual(primal: Tensor, tangent: Tensor) -> Tensor:
    """See make_dual."""
def _named_type(type: object) -> _dtype:
    """The dtype that a class such as FloatTensor, or its name, stands for."""
def _node_facts(node: Node) -> tuple[list[tuple[Size, _dtype]], list[tuple[_int, _int]] | None]:
    """The shape and type of each output; where the memory of each saved tensor is, and its bytes, or None once freed."""
def _node_vjp(node: Node, grads: Sequence[Tensor | None]) -> tuple[Tensor | None, ...]:
    """The gradient of each input of one operation for those of its outputs."""
def _open_dual_level() -> None:
    """See enter_dual_level."""
def _optimizer_state(rule: str, state: dict[Any, Any], groups: list[dict[str, Any]], all: _bool) -> None:
    """Makes the state of the parameters, of all or of those that have a gradient."""
def _optimizer_step(rule: str, state: dict[Any, Any], groups: list[dict[str, Any]]) -> None:
    """Steps all parameters that have a gradient; see retrograd.optim."""
def _optimizer_update(rule: str, params: list[Tensor], grads: list[Tensor], states: list[dict[str, Any]], group: dict[str, Any]) -> None:
    """Steps parameters by gradients and states in lists; see retrograd.optim.adam.adam."""
def _pop_saved_hooks(owner: object) -> None:
    """Ends the _push_saved_hooks of this owner, which must be the innermost."""
def _printoptions() -> tuple[Any, ...]:
    """See retrograd._tensor_str.get_printoptions."""
def _push_saved_hooks(owner: object, pack: Callable[[Tensor], Any] | None, unpack: Callable[[Any], Tensor] | None) -> None:
    """See retrograd.autograd.graph.saved_tensors_hooks; None keeps tensors as usual."""
def _reaches_leaf(tensors: Sequence[Tensor]) -> _bool:
    """See retrograd.func."""
def _rebuild(type: object, data: object, dtype: str, shape: Sequence[_int], requires_grad: _bool, strides: Sequence[_int] | None = None) -> Tensor:
    """See Tensor.__reduce_ex__."""
def _run_is_restricted() -> _bool | None:
    """Whether the run goes to its inputs alone; None outside a run."""
def _run_reaches(sequence_nr: _int) -> _bool:
    """Whether the run that calls this hook goes through the node."""
def _run_state() -> dict[Any, Any]:
    """A dict that lives as long as the run that calls this hook."""
def _sample_dirichlet(input: Tensor, generator: Generator | None = None) -> Tensor:
    """Rows that sum to 1, with a gradient; see Dirichlet.rsample."""
def _set_grad_enabled(mode: _bool) -> _bool:
    """Returns the mode before. See retrograd.set_grad_enabled."""
def _set_package_directory(path: str) -> None:
    """Tells which files are the package's own, and no user's."""
def _set_record_origin(mode: _bool) -> None:
    """See retrograd.autograd.graph.set_record_origin."""
def _standard_gamma(input: Tensor, generator: Generator | None = None) -> Tensor:
    """Gamma numbers of these shapes and rate 1, with a gradient; see Gamma.rsample."""
def _standard_gamma_grad(input: Tensor, output: Tensor) -> Tensor:
    """How _standard_gamma() moves with the shape, at a sample."""
def _storage_id(input: Tensor) -> _int:
    """What no other memory has as long as this is in use."""
def _take_pushed() -> list[tuple[Node, tuple[Tensor | None, ...], tuple[Tensor | None, ...]]]:
    """Ends the log: of each operation the node, and tangents of inputs and outputs."""
def _total_norm(tensors: list[Tensor] | tuple[Tensor, ...], norm_type: _float, error_if_nonfinite: _bool) -> Tensor:
    """See retrograd.nn.utils.get_total_norm."""
def _type_name(dtype: _dtype) -> str:
    """torch's older name of a type: 'torch.FloatTensor'."""
def _unpack_dual(tensor: Tensor) -> tuple[Tensor, Tensor | None]:
    """See unpack_dual."""
def _warn_of_environment() -> None:
    """Warns of settings in the environment that are ignored."""
def _window(memory: Tensor, dtype: _dtype, storage_offset: _int, size: Sequence[_int], stride: Sequence[_int], requires_grad: _bool = False) -> Tensor:
    """A leaf on the bytes of `memory`, as elements of any type."""
def cache_limit() -> _int:
    """See retrograd.memory.cache_limit."""
def cached_bytes() -> _int:
    """See retrograd.memory.cached_bytes."""
def compiler() -> str:
    """What this module was compiled with."""
def isa() -> str:
    """The instruction set in use."""
def isa_levels() -> list[str]:
    """The instruction sets that can be used here."""
def live_bytes() -> _int:
    """See retrograd.memory.live_bytes."""
def live_nodes() -> _int:
    """Graph nodes alive in the process."""
def live_tensors() -> _int:
    """Tensors alive in the process."""
def set_cache_limit(bytes: _int) -> None:
    """See retrograd.memory.set_cache_limit."""
def set_isa(name: str) -> None:
    """Switches the instruction set, for tests."""
def trim() -> None:
    """See retrograd.memory.trim."""

bool: dtype
uint8: dtype
int32: dtype
int64: dtype
float32: dtype
float64: dtype
int8: dtype
int16: dtype
float16: dtype
bfloat16: dtype
float: dtype
double: dtype
half: dtype
int: dtype
long: dtype
short: dtype
_return_aminmax: type[_MinAndMax]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_cummax: type[_ValuesAndIndices]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_cummin: type[_ValuesAndIndices]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_frexp: type[_MantissaAndExponent]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_histogram: type[_CountsAndEdges]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_geqrf: type[_ReflectionsAndFactors]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_kthvalue: type[_ValuesAndIndices]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_linalg_cholesky_ex: type[_FactorAndInfo]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_linalg_eigh: type[_ValuesAndVectors]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_linalg_inv_ex: type[_InverseAndInfo]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_linalg_lstsq: type[_LeastSquares]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_linalg_lu: type[_PermutationAndFactors]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_linalg_lu_factor: type[_FactorsAndPivots]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_linalg_lu_factor_ex: type[_FactorsPivotsAndInfo]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_linalg_qr: type[_OrthogonalAndUpper]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_linalg_slogdet: type[_SignAndLogarithm]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_linalg_solve_ex: type[_ResultAndInfo]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_linalg_svd: type[_SingularFactors]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_lu_unpack: type[_PermutationAndFactors]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_max: type[_ValuesAndIndices]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_median: type[_ValuesAndIndices]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_min: type[_ValuesAndIndices]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_mode: type[_ValuesAndIndices]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_nanmedian: type[_ValuesAndIndices]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_qr: type[_OrthogonalAndUpper]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_slogdet: type[_SignAndLogarithm]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_sort: type[_ValuesAndIndices]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_svd: type[_OldSingularFactors]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_topk: type[_ValuesAndIndices]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
_return_triangular_solve: type[_SolutionAndClone]
"""Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.
"""
strided: layout
preserve_format: memory_format
contiguous_format: memory_format
channels_last: memory_format
channels_last_3d: memory_format
def _stub() -> dict[str, str]:
    """The type stubs by their paths, without docstrings."""
def _apply_function(cls: type, *args: Any, **kwargs: Any) -> Any:
    """See retrograd.autograd.Function.apply."""
def _disabled_torch_function_impl(func: Callable[..., Any], types: Any, args: Sequence[Any] = ..., kwargs: dict[str, Any] | None = ..., /) -> Any:
    """In place of a class's __torch_function__: its instances are taken for plain tensors."""
def _switch_overrides(level: _int, /) -> _int:
    """See retrograd.overrides."""
def _is_overridden(*args: object) -> _bool:
    """See retrograd.overrides."""
def _is_overridden_with_items(*args: object) -> _bool:
    """See retrograd.overrides."""
def _ask(function: Callable[..., Any], relevant: tuple[Any, ...], args: tuple[Any, ...], kwargs: dict[str, Any], /) -> Any:
    """See retrograd.overrides."""
def _call_unasked(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], /) -> Any:
    """See retrograd.overrides."""
def _members(cls: type, module: _Module, table: str, method: str, /) -> list[Any] | None:
    """See retrograd.nn.module."""
def _quicken_module(cls: type, /) -> None:
    """See retrograd.nn.module."""
def _set_global_hooks(hooks: tuple[dict[_int, Any], ...], /) -> None:
    """See retrograd.nn._hooks."""
def _set_parameter_class(cls: type, /) -> None:
    """See retrograd.nn.parameter."""
def _push_mode(mode: object, /) -> None:
    """See retrograd.overrides."""
def _pop_mode(mode: object, /) -> None:
    """See retrograd.overrides."""
def _make_package(name: str) -> None:
    """Has names of the module of this name found at once."""
def _set_function_class(cls: type, bind: Callable[..., tuple[Any, ...]]) -> None:
    """Tells the core of the class Function and of what binds keyword arguments."""

__all__ = [
    "Generator",
    "Size",
    "Tensor",
    "__version__",
    "abs",
    "abs_",
    "absolute",
    "acos",
    "acos_",
    "acosh",
    "acosh_",
    "adaptive_avg_pool1d",
    "adaptive_max_pool1d",
    "add",
    "addbmm",
    "addcdiv",
    "addcmul",
    "addmm",
    "addmv",
    "addr",
    "all",
    "allclose",
    "alpha_dropout",
    "alpha_dropout_",
    "amax",
    "amin",
    "aminmax",
    "any",
    "arange",
    "arccos",
    "arccos_",
    "arccosh",
    "arccosh_",
    "arcsin",
    "arcsin_",
    "arcsinh",
    "arcsinh_",
    "arctan",
    "arctan2",
    "arctan_",
    "arctanh",
    "arctanh_",
    "argmax",
    "argmin",
    "argsort",
    "argwhere",
    "as_strided",
    "as_strided_",
    "as_tensor",
    "asarray",
    "asin",
    "asin_",
    "asinh",
    "asinh_",
    "atan",
    "atan2",
    "atan_",
    "atanh",
    "atanh_",
    "atleast_1d",
    "atleast_2d",
    "atleast_3d",
    "avg_pool1d",
    "baddbmm",
    "bartlett_window",
    "batch_norm",
    "bernoulli",
    "bfloat16",
    "bilinear",
    "bincount",
    "binomial",
    "bitwise_and",
    "bitwise_left_shift",
    "bitwise_not",
    "bitwise_or",
    "bitwise_right_shift",
    "bitwise_xor",
    "blackman_window",
    "block_diag",
    "bmm",
    "bool",
    "broadcast_tensors",
    "broadcast_to",
    "bucketize",
    "can_cast",
    "cartesian_prod",
    "cat",
    "cdist",
    "ceil",
    "ceil_",
    "celu",
    "celu_",
    "chain_matmul",
    "channel_shuffle",
    "channels_last",
    "channels_last_3d",
    "cholesky",
    "cholesky_inverse",
    "cholesky_solve",
    "chunk",
    "clamp",
    "clamp_",
    "clamp_max",
    "clamp_max_",
    "clamp_min",
    "clamp_min_",
    "clip",
    "clip_",
    "clone",
    "column_stack",
    "combinations",
    "concat",
    "concatenate",
    "conj",
    "contiguous_format",
    "conv1d",
    "conv2d",
    "conv3d",
    "conv_transpose1d",
    "conv_transpose2d",
    "conv_transpose3d",
    "copysign",
    "corrcoef",
    "cos",
    "cos_",
    "cosh",
    "cosh_",
    "cosine_similarity",
    "count_nonzero",
    "cov",
    "cross",
    "cummax",
    "cummin",
    "cumprod",
    "cumsum",
    "cumulative_trapezoid",
    "default_generator",
    "deg2rad",
    "deg2rad_",
    "det",
    "detach",
    "detach_",
    "device",
    "diag",
    "diag_embed",
    "diagonal",
    "diagonal_scatter",
    "diff",
    "digamma",
    "dist",
    "div",
    "divide",
    "dot",
    "double",
    "dropout",
    "dropout_",
    "dsplit",
    "dstack",
    "dtype",
    "einsum",
    "embedding",
    "empty",
    "empty_like",
    "empty_permuted",
    "empty_strided",
    "eq",
    "equal",
    "erf",
    "erf_",
    "erfc",
    "erfc_",
    "erfinv",
    "exp",
    "exp2",
    "exp2_",
    "exp_",
    "expm1",
    "expm1_",
    "eye",
    "feature_alpha_dropout",
    "feature_alpha_dropout_",
    "feature_dropout",
    "feature_dropout_",
    "fill_",
    "fix",
    "fix_",
    "flatten",
    "flip",
    "fliplr",
    "flipud",
    "float",
    "float16",
    "float32",
    "float64",
    "float_power",
    "floor",
    "floor_",
    "floor_divide",
    "fmax",
    "fmin",
    "fmod",
    "frac",
    "frac_",
    "frexp",
    "from_dlpack",
    "from_numpy",
    "frombuffer",
    "full",
    "full_like",
    "gather",
    "gcd",
    "gcd_",
    "ge",
    "geqrf",
    "ger",
    "get_default_dtype",
    "get_device",
    "get_num_threads",
    "get_rng_state",
    "greater",
    "greater_equal",
    "group_norm",
    "gru",
    "gru_cell",
    "gt",
    "half",
    "hamming_window",
    "hann_window",
    "hardshrink",
    "heaviside",
    "histc",
    "histogram",
    "hsplit",
    "hstack",
    "hypot",
    "i0",
    "i0_",
    "igamma",
    "igammac",
    "index_add",
    "index_copy",
    "index_fill",
    "index_put",
    "index_put_",
    "index_reduce",
    "index_select",
    "initial_seed",
    "inner",
    "instance_norm",
    "int",
    "int16",
    "int32",
    "int64",
    "int8",
    "inverse",
    "is_anomaly_check_nan_enabled",
    "is_anomaly_enabled",
    "is_complex",
    "is_conj",
    "is_floating_point",
    "is_grad_enabled",
    "is_inference",
    "is_inference_mode_enabled",
    "is_neg",
    "is_same_size",
    "is_signed",
    "is_tensor",
    "isclose",
    "isfinite",
    "isin",
    "isinf",
    "isnan",
    "isneginf",
    "isposinf",
    "kaiser_window",
    "kron",
    "kthvalue",
    "layer_norm",
    "layout",
    "lcm",
    "lcm_",
    "ldexp",
    "ldexp_",
    "le",
    "lerp",
    "less",
    "less_equal",
    "lgamma",
    "linspace",
    "log",
    "log10",
    "log10_",
    "log1p",
    "log1p_",
    "log2",
    "log2_",
    "log_",
    "log_softmax",
    "logaddexp",
    "logaddexp2",
    "logcumsumexp",
    "logdet",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "logit",
    "logit_",
    "logspace",
    "logsumexp",
    "long",
    "lstm",
    "lstm_cell",
    "lt",
    "lu",
    "lu_solve",
    "lu_unpack",
    "manual_seed",
    "masked_fill",
    "masked_scatter",
    "masked_select",
    "matmul",
    "matrix_exp",
    "matrix_power",
    "max",
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "maximum",
    "mean",
    "median",
    "memory_format",
    "meshgrid",
    "min",
    "minimum",
    "mm",
    "mode",
    "moveaxis",
    "movedim",
    "msort",
    "mul",
    "multinomial",
    "multiply",
    "mv",
    "mvlgamma",
    "nan_to_num",
    "nan_to_num_",
    "nanmean",
    "nanmedian",
    "nanquantile",
    "nansum",
    "narrow",
    "ne",
    "neg",
    "neg_",
    "negative",
    "negative_",
    "nextafter",
    "nonzero",
    "norm",
    "normal",
    "not_equal",
    "numel",
    "ones",
    "ones_like",
    "orgqr",
    "outer",
    "pairwise_distance",
    "pdist",
    "permute",
    "pinverse",
    "pixel_shuffle",
    "pixel_unshuffle",
    "poisson",
    "polygamma",
    "positive",
    "pow",
    "prelu",
    "preserve_format",
    "prod",
    "promote_types",
    "put",
    "qr",
    "quantile",
    "rad2deg",
    "rad2deg_",
    "rand",
    "rand_like",
    "randint",
    "randint_like",
    "randn",
    "randn_like",
    "randperm",
    "ravel",
    "reciprocal",
    "reciprocal_",
    "relu",
    "relu_",
    "remainder",
    "renorm",
    "repeat_interleave",
    "reshape",
    "resolve_conj",
    "resolve_neg",
    "result_type",
    "rms_norm",
    "rnn_relu",
    "rnn_relu_cell",
    "rnn_tanh",
    "rnn_tanh_cell",
    "roll",
    "rot90",
    "round",
    "round_",
    "row_stack",
    "rrelu",
    "rrelu_",
    "rsqrt",
    "rsqrt_",
    "scalar_tensor",
    "scatter",
    "scatter_add",
    "scatter_reduce",
    "searchsorted",
    "seed",
    "select",
    "select_scatter",
    "selu",
    "selu_",
    "set_anomaly_enabled",
    "set_default_dtype",
    "set_num_threads",
    "set_printoptions",
    "set_rng_state",
    "sgn",
    "short",
    "sigmoid",
    "sigmoid_",
    "sign",
    "signbit",
    "sin",
    "sin_",
    "sinc",
    "sinc_",
    "sinh",
    "sinh_",
    "slice_scatter",
    "slogdet",
    "softmax",
    "sort",
    "split",
    "sqrt",
    "sqrt_",
    "square",
    "square_",
    "squeeze",
    "stack",
    "std",
    "std_mean",
    "strided",
    "sub",
    "subtract",
    "sum",
    "svd",
    "swapaxes",
    "swapdims",
    "t",
    "take",
    "take_along_dim",
    "tan",
    "tan_",
    "tanh",
    "tanh_",
    "tensor",
    "tensor_split",
    "tensordot",
    "threshold",
    "threshold_",
    "tile",
    "to_dlpack",
    "topk",
    "trace",
    "transpose",
    "trapezoid",
    "trapz",
    "triangular_solve",
    "tril",
    "tril_indices",
    "triu",
    "triu_indices",
    "true_divide",
    "trunc",
    "trunc_",
    "uint8",
    "unbind",
    "unflatten",
    "unique",
    "unique_consecutive",
    "unravel_index",
    "unsqueeze",
    "vander",
    "var",
    "var_mean",
    "vdot",
    "vsplit",
    "vstack",
    "where",
    "xlogy",
    "xlogy_",
    "zero_",
    "zeros",
    "zeros_like",
]
