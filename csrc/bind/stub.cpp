#include "bind/stub.h"

#include <map>
#include <regex>

#include "base/check.h"

namespace retrograd::bind {
namespace {

constexpr const char* kHead =
    R"(# Written by retrograd._core._stub(); pytest tests/test_stubs.py --update makes it anew.
import builtins
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import EllipsisType
from typing import Any, NamedTuple, SupportsIndex, TypeAlias, overload

import numpy

# Tensor and this module have members named as these types.
_bool: TypeAlias = builtins.bool
_float: TypeAlias = builtins.float
_int: TypeAlias = builtins.int
_dtype: TypeAlias = dtype
_device: TypeAlias = device
Number: TypeAlias = _int | _float | _bool
_IndexItem: TypeAlias = _int | slice | EllipsisType | Tensor | None
Index: TypeAlias = _IndexItem | tuple[_IndexItem, ...]

__version__: str
default_generator: Generator

class ShapeError(ValueError, RuntimeError): ...
class DTypeError(TypeError, NotImplementedError): ...
class RangeError(OverflowError, RuntimeError): ...
class DivideError(ZeroDivisionError, RuntimeError): ...
class DomainError(ValueError, RuntimeError): ...
class ReadOnlyError(ValueError, RuntimeError): ...
class OutOfMemory(MemoryError, RuntimeError): ...
class GraphError(RuntimeError): ...

class dtype:
    is_floating_point: _bool
    is_signed: _bool
    is_complex: _bool
    itemsize: _int

class Size(tuple[_int, ...]):
    def numel(self) -> _int: ...

class device:
    def __new__(cls, type: str | _device, index: _int | None = None) -> _device: ...
    type: str
    index: _int | None

class Generator:
    def __new__(cls, device: str | _device = "cpu") -> Generator: ...
    def manual_seed(self, seed: _int) -> Generator: ...
    def seed(self) -> _int: ...
    def initial_seed(self) -> _int: ...
    def get_state(self) -> Tensor: ...
    def set_state(self, state: Tensor) -> Generator: ...
    device: _device

class RemovableHandle:
    id: _int
    def __new__(cls) -> RemovableHandle: ...
    def remove(self) -> None: ...
    def __enter__(self) -> RemovableHandle: ...
    def __exit__(self, *error: object) -> None: ...

class GradBlock:
    _mode: _bool | str | None
    _target: _bool
    def __new__(cls, *args: Any, **kwargs: Any) -> Any: ...
    def __enter__(self) -> None: ...
    def __exit__(self, *error: object) -> None: ...

class GradientEdge(tuple[Any, ...]):
    node: Node
    output_nr: _int
    ownership_token: object
    def __new__(cls, node: Node, output_nr: _int, ownership_token: object = None) -> GradientEdge: ...

class InputMetadata(NamedTuple):
    shape: Size
    dtype: _dtype
    device: _device

class SavedTensor:
    def register_hooks(self, pack_hook: Callable[[Tensor], Any], unpack_hook: Callable[[Any], Tensor]) -> None: ...

class Node:
    _input_metadata: tuple[InputMetadata, ...]
    metadata: dict[Any, Any]
    origin: str | None
    requires_grad: _bool
    next_functions: tuple[tuple[Node | None, _int], ...]
    variable: Tensor
    def name(self) -> str: ...
    def _sequence_nr(self) -> _int: ...
    def register_hook(self, hook: Callable[[tuple[Tensor | None, ...], tuple[Tensor | None, ...]], tuple[Tensor | None, ...] | None]) -> RemovableHandle: ...
    def register_prehook(self, hook: Callable[[tuple[Tensor | None, ...]], tuple[Tensor | None, ...] | None]) -> RemovableHandle: ...
    def __getattr__(self, name: str) -> Any: ...  # _saved_<name>, _raw_saved_<name>

class FunctionCtx(Node):
    saved_tensors: tuple[Any, ...]
    needs_input_grad: tuple[_bool, ...]
    def save_for_backward(self, *tensors: Tensor | None) -> None: ...
    def save_for_forward(self, *tensors: Tensor | None) -> None: ...
    def mark_dirty(self, *tensors: Tensor) -> None: ...
    def mark_non_differentiable(self, *tensors: Tensor) -> None: ...
    def set_materialize_grads(self, value: _bool) -> None: ...
    def __getattr__(self, name: str) -> Any: ...
    def __setattr__(self, name: str, value: Any) -> None: ...

class ValuesAndIndices(NamedTuple):
    values: Tensor
    indices: Tensor

_return_max: type[ValuesAndIndices]
_return_min: type[ValuesAndIndices]

)";

constexpr const char* kDTypes[] = {"bool",    "uint8", "int32", "int64", "float32",
                                   "float64", "int",   "long",  "float", "double"};

constexpr const char* kTensor = R"(class Tensor:
    def __array_ufunc__(self, ufunc: Any, method: str, /, *inputs: Any, **options: Any) -> Any: ...
    shape: Size
    dtype: _dtype
    device: _device
    ndim: _int
    itemsize: _int
    nbytes: _int
    T: Tensor
    mT: Tensor
    data: Tensor
    grad: Tensor | None
    grad_fn: Node | None
    requires_grad: _bool
    retains_grad: _bool
    is_leaf: _bool
    output_nr: _int
    is_cuda: _bool
    is_sparse: _bool
    _version: _int
    _base: Tensor | None
    def __new__(cls) -> Tensor: ...
    def __bool__(self) -> _bool: ...
    def __int__(self) -> _int: ...
    def __float__(self) -> _float: ...
    def __index__(self) -> _int: ...
    def __len__(self) -> _int: ...
    def __iter__(self) -> Iterator[Tensor]: ...
    def __contains__(self, element: Tensor | Number) -> _bool: ...
    def __getitem__(self, index: Index) -> Tensor: ...
    def __setitem__(self, index: Index, value: Tensor | Number) -> None: ...
    def __format__(self, spec: str) -> str: ...
    def __reversed__(self) -> Tensor: ...
    def __neg__(self) -> Tensor: ...
    def __pos__(self) -> Tensor: ...
    def __abs__(self) -> Tensor: ...
    def __invert__(self) -> Tensor: ...
    def __matmul__(self, other: Tensor) -> Tensor: ...
    def __eq__(self, other: Tensor | Number) -> Tensor: ...  # type: ignore[override]
    def __ne__(self, other: Tensor | Number) -> Tensor: ...  # type: ignore[override]
    def __lt__(self, other: Tensor | Number) -> Tensor: ...
    def __le__(self, other: Tensor | Number) -> Tensor: ...
    def __gt__(self, other: Tensor | Number) -> Tensor: ...
    def __ge__(self, other: Tensor | Number) -> Tensor: ...
    def __hash__(self) -> _int: ...
)";

constexpr const char* kOperators[] = {"add", "sub", "mul", "truediv", "floordiv",
                                      "mod", "pow", "and", "or",      "xor"};
constexpr const char* kInPlace[] = {"add", "sub", "mul", "truediv", "floordiv",
                                    "mod", "pow", "and", "or",      "xor"};

// The type with the names that the head of the stub gives to what members of Tensor hide.
std::string visible(const std::string& type) {
  static const std::regex hidden(R"(\b(int|float|bool|dtype|device)\b)");
  return std::regex_replace(type, hidden, "_$1");
}

// The parameters as Python writes them; a method's first one is self.
std::string parameters_of(const Signature& s, bool method) {
  std::string out;
  bool keyword_only = false;
  for (size_t i = 0; i < s.parameters().size(); ++i) {
    const Parameter& p = s.parameters()[i];
    if (i) out += ", ";
    if (method && i == 0) {
      out += "self";
      continue;
    }
    if (p.keyword_only && !keyword_only && !s.parameters()[i - (i > 0)].variadic) out += "*, ";
    keyword_only = p.keyword_only;
    // A size may be one sequence, too.
    out += p.variadic ? concat("*", p.name, ": _int | Sequence[_int]")
                      : concat(p.name, ": ", visible(p.type));
    if (!p.default_text.empty()) out += " = " + p.default_text;
  }
  return out;
}

std::string definitions(const Rows& rows, unsigned place, const std::string& indent) {
  std::string out;
  std::map<std::string, const Row*> sorted;
  for (const Row& row : rows.all())
    if (row.places & place)
      for (const std::string& name : row.names) sorted[name] = &row;
  for (const auto& [name, row] : sorted) {
    for (const Signature& s : row->signatures) {
      if (row->signatures.size() > 1) out += indent + "@overload\n";
      out += indent + "def " + name + "(" + parameters_of(s, place == kMethod) + ") -> " +
             visible(s.result()) + ": ...\n";
    }
  }
  return out;
}

}  // namespace

std::string stub_text(const Rows& rows) {
  std::string out = kHead;
  out += kTensor;
  for (const char* op : kOperators) {
    out += std::string("    def __") + op + "__(self, other: Tensor | Number) -> Tensor: ...\n";
    out += std::string("    def __r") + op + "__(self, other: Tensor | Number) -> Tensor: ...\n";
  }
  for (const char* op : kInPlace)
    out += std::string("    def __i") + op + "__(self, other: Tensor | Number) -> Tensor: ...\n";
  out += definitions(rows, kMethod, "    ");
  out += concat("\n", definitions(rows, kFunction, ""), "\n", definitions(rows, kInternal, ""));
  out += "\nclass functional:\n";
  std::string functional = definitions(rows, kFunctional, "    ");
  for (size_t at = 0; (at = functional.find("    def ", at)) != std::string::npos;) {
    functional.insert(at, "    @staticmethod\n");
    at += 8 + 18;
  }
  out += functional + "\n";
  for (const char* name : bind::kDTypes) out += std::string(name) + ": dtype\n";
  out +=
      "def _stub() -> str: ...\n"
      "def _apply_function(cls: type, *args: Any, **kwargs: Any) -> Any: ...\n"
      "def _set_function_class(cls: type, bind: Callable[..., tuple[Any, ...]]) -> None: ...\n";
  return out;
}

}  // namespace retrograd::bind
