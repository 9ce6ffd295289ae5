#include "bind/call/stub.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "bind/slots.h"
#include "bind/tensor/formats.h"
#include "bind/tensor/types.h"

namespace retrograd::bind {
namespace {

constexpr const char* kHead =
    R"(# Written from retrograd._core._stub(); pytest tests/test_stubs.py --update makes it anew.
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

class ShapeError(ValueError, RuntimeError): ...
class DTypeError(TypeError, NotImplementedError): ...
class RangeError(OverflowError, ValueError, RuntimeError): ...
class BoundsError(IndexError, RuntimeError): ...
class DivideError(ZeroDivisionError, RuntimeError): ...
class DomainError(ValueError, RuntimeError): ...
class ReadOnlyError(ValueError, RuntimeError): ...
class OutOfMemory(MemoryError, RuntimeError): ...
class GraphError(RuntimeError): ...
class DeviceError(AssertionError, RuntimeError): ...
class LinAlgError(RuntimeError): ...

@final
class dtype:
    @property
    def is_floating_point(self) -> _bool: ...
    @property
    def is_signed(self) -> _bool: ...
    @property
    def is_complex(self) -> _bool: ...
    @property
    def itemsize(self) -> _int: ...

@final
class layout: ...

@final
class memory_format: ...

@final
class Size(tuple[_int, ...]):
    def numel(self) -> _int: ...

@final
class device:
    def __new__(cls, type: str | _device | _int, index: _int | None = None) -> Self: ...
    @property
    def type(self) -> str: ...
    @property
    def index(self) -> _int | None: ...
    def __enter__(self) -> _device: ...
    def __exit__(self, *error: object) -> None: ...

@final
class Generator:
    def __new__(cls, device: str | _device | None = "cpu") -> Self: ...
    def manual_seed(self, seed: _int, /) -> Self: ...
    def seed(self) -> _int: ...
    def initial_seed(self) -> _int: ...
    def get_state(self) -> Tensor: ...
    def set_state(self, state: Tensor, /) -> Self: ...
    @property
    def device(self) -> _device: ...

class RemovableHandle:
    id: _int
    def __new__(cls, hooks_dict: Any = None, extra_dict: Any = None) -> Self: ...
    def remove(self) -> None: ...
    def __copy__(self) -> Self: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *error: object) -> None: ...

class _Module:
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str, /) -> Any: ...
    def __setattr__(self, name: str, value: Any, /) -> None: ...

class GradBlock:
    _mode: _bool | str | None
    _target: _bool
    def __new__(cls, *args: Any, **kwargs: Any) -> Self: ...
    def __enter__(self) -> None: ...
    def __exit__(self, *error: object) -> None: ...

@final
class GradientEdge(tuple[Any, ...]):
    @property
    def node(self) -> Node: ...
    @property
    def output_nr(self) -> _int: ...
    @property
    def ownership_token(self) -> object: ...
    def __new__(cls, node: Node, output_nr: _int, ownership_token: object = None) -> Self: ...

class _InputMetadata(NamedTuple):
    shape: Size
    dtype: _dtype
    device: _device

@final
class SavedTensor:
    def register_hooks(self, pack_hook: Callable[[Tensor], Any], unpack_hook: Callable[[Any], Tensor]) -> None: ...

class Node:
    @property
    def _input_metadata(self) -> tuple[_InputMetadata, ...]: ...
    @property
    def metadata(self) -> dict[Any, Any]: ...
    @property
    def origin(self) -> str | None: ...
    @property
    def requires_grad(self) -> _bool: ...
    @property
    def next_functions(self) -> tuple[tuple[Node | None, _int], ...]: ...
    @property
    def variable(self) -> Tensor: ...
    def name(self) -> str: ...
    def _sequence_nr(self) -> _int: ...
    def __call__(self, *grads: Tensor | None) -> Tensor | tuple[Tensor | None, ...] | None: ...
    def register_hook(self, hook: Callable[[tuple[Tensor | None, ...], tuple[Tensor | None, ...]], tuple[Tensor | None, ...] | None]) -> RemovableHandle: ...
    def register_prehook(self, hook: Callable[[tuple[Tensor | None, ...]], tuple[Tensor | None, ...] | None]) -> RemovableHandle: ...
    def __getattr__(self, name: str) -> Any: ...  # _saved_<name>, _raw_saved_<name>

class FunctionCtx(Node):
    @property
    def saved_tensors(self) -> tuple[Tensor, ...]: ...
    @property
    def saved_variables(self) -> tuple[Tensor, ...]: ...
    @property
    def needs_input_grad(self) -> tuple[_bool, ...]: ...
    def save_for_backward(self, *tensors: Tensor | None) -> None: ...
    def save_for_forward(self, *tensors: Tensor | None) -> None: ...
    def mark_dirty(self, *tensors: Tensor) -> None: ...
    def mark_non_differentiable(self, *tensors: Tensor) -> None: ...
    def set_materialize_grads(self, value: _bool) -> None: ...
    def __getattr__(self, name: str) -> Any: ...
    def __setattr__(self, name: str, value: Any) -> None: ...

)";

// The head of nn/functional.pyi.
constexpr const char* kFunctionalHead =
    R"(# Written from retrograd._core._stub(); pytest tests/test_stubs.py --update makes it anew.
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias, overload

from .._core import Generator, Tensor, dtype
from ._attention import multi_head_attention_forward as multi_head_attention_forward

_bool: TypeAlias = bool
_float: TypeAlias = float
_int: TypeAlias = int
_dtype: TypeAlias = dtype
_Number: TypeAlias = int | float | bool

)";

// Of special.pyi: the names that torch.special has for functions of the package.
constexpr const char* kSpecialHead =
    R"(# Written from retrograd._core._stub(); pytest tests/test_stubs.py --update makes it anew.
from typing import TypeAlias

from ._core import digamma as digamma
from ._core import digamma as psi
from ._core import erf as erf
from ._core import erfc as erfc
from ._core import erfinv as erfinv
from ._core import exp2 as exp2
from ._core import expm1 as expm1
from ._core import i0 as i0
from ._core import igamma as gammainc
from ._core import igammac as gammaincc
from ._core import lgamma as gammaln
from ._core import log1p as log1p
from ._core import log_softmax as log_softmax
from ._core import logit as logit
from ._core import logsumexp as logsumexp
from ._core import mvlgamma as multigammaln
from ._core import polygamma as polygamma
from ._core import round as round
from ._core import sigmoid as expit
from ._core import sinc as sinc
from ._core import softmax as softmax
from ._core import xlogy as xlogy
from ._core import Tensor

_Number: TypeAlias = int | float | bool

)";
constexpr const char* kSpecialNames[] = {
    "digamma",   "erf",     "erfc",  "erfinv", "exp2",        "expit", "expm1",     "gammainc",
    "gammaincc", "gammaln", "i0",    "log1p",  "log_softmax", "logit", "logsumexp", "multigammaln",
    "polygamma", "psi",     "round", "sinc",   "softmax",     "xlogy"};

// Of linalg.pyi.
constexpr const char* kLinalgHead =
    R"(# Written from retrograd._core._stub(); pytest tests/test_stubs.py --update makes it anew.
from collections.abc import Sequence
from typing import TypeAlias, overload

from ._core import LinAlgError as LinAlgError
from ._core import Tensor, dtype
)";
constexpr const char* kLinalgTypes = R"(_bool: TypeAlias = bool
_float: TypeAlias = float
_int: TypeAlias = int
_dtype: TypeAlias = dtype
_Number: TypeAlias = int | float | bool

)";

constexpr const char* kTensor = R"(class Tensor:
    @classmethod
    def __torch_function__(cls, func: Callable[..., Any], types: Iterable[builtins.type], args: Iterable[Any] = ..., kwargs: dict[str, Any] | None = None) -> Any: ...
    def as_subclass(self, cls: builtins.type[_T], /) -> _T: ...
    @staticmethod
    def _make_subclass(cls: builtins.type[_T], data: Tensor, require_grad: _bool = False) -> _T: ...
    def __array_ufunc__(self, ufunc: Any, method: str, /, *inputs: Any, **options: Any) -> Any: ...
    def new(self, *args: Any, **kwargs: Any) -> Tensor: ...
    def __array_function__(self, function: Any, types: Any, args: tuple[Any, ...], options: dict[str, Any], /) -> Any: ...
)";

// What follows the attributes.
constexpr const char* kTensorSlots =
    R"(    def __new__(cls, *args: Any, data: Any = ..., size: Sequence[_int] = ..., device: str | _device | None = None) -> Self: ...
    def __bool__(self) -> _bool: ...
    def __int__(self) -> _int: ...
    def __float__(self) -> _float: ...
    def __index__(self) -> _int: ...
    def __len__(self) -> _int: ...
    def __iter__(self) -> Iterator[Tensor]: ...
    def __contains__(self, element: Tensor | _Number, /) -> _bool: ...
    def __getitem__(self, index: _Index, /) -> Tensor: ...
    def __setitem__(self, index: _Index, value: Tensor | _Number, /) -> None: ...
    def __format__(self, spec: str, /) -> str: ...
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
)";

constexpr const char* kOperators[] = {"add", "sub", "mul", "truediv", "floordiv",
                                      "mod", "and", "or",  "xor"};
constexpr const char* kInPlace[] = {"add", "sub", "mul", "truediv", "floordiv",
                                    "mod", "and", "or",  "xor"};

// Words that a parameter of type str takes.
constexpr std::pair<const char*, const char*> kWords[] = {
    {"reduction", "Literal['none', 'mean', 'sum']"},
    {"rounding_mode", "Literal['trunc', 'floor'] | None"},
    {"profile", "Literal['default', 'short', 'full'] | None"},
};

// Rows whose result has one type without `dim` and another one with it.
constexpr std::array<const char*, 3> kByDim[] = {{"size", "Size", "_int"},
                                                 {"stride", "tuple[_int, ...]", "_int"}};

constexpr std::string_view kHidden[] = {"int",    "float",  "bool",  "dtype",
                                        "device", "Number", "layout"};

bool is_return_type(std::string_view name) {
  const auto types = return_types();
  return std::any_of(types.begin(), types.end(),
                     [&](const ReturnType& t) { return t.name == name; });
}

// The classes of results with names.
std::string return_classes() {
  std::map<std::string, const ReturnType*> sorted;
  for (const ReturnType& t : return_types()) sorted[t.name] = &t;
  std::string out;
  for (const auto& [name, t] : sorted) {
    out += concat("class _", name, "(NamedTuple):\n");
    for (const ResultField& field : t->fields)
      if (field.name) out += concat("    ", field.name, ": Tensor\n");
    out += "\n";
  }
  return out;
}

// The type with the names that the head of the stub gives to what members of Tensor hide, and to
// what is no name of the module.
std::string visible(const std::string& type) {
  std::string out, word;
  const auto end_word = [&] {
    if (std::find(std::begin(kHidden), std::end(kHidden), word) != std::end(kHidden) ||
        is_return_type(word))
      out += '_';
    out += std::exchange(word, "");
  };
  for (const char c : type) {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') {
      word += c;
    } else {
      end_word();
      out += c;
    }
  }
  end_word();
  return out;
}

std::string type_of(const Parameter& p) {
  if (p.type.starts_with("str"))
    for (const auto& [name, words] : kWords)
      if (p.name == name) return words;
  const std::string tuple = "tuple[int, ...]", sequence = "Sequence[int]";  // lists will do, too
  std::string type = p.type;
  for (size_t at = 0; (at = type.find(tuple, at)) != std::string::npos; at += sequence.size())
    type.replace(at, tuple.size(), sequence);
  return visible(type);
}

// The parameters as Python writes them; a method's first one is self. What is variadic, a size, is
// one sequence, or its elements: `spread` says which.
std::string parameters_of(const Signature& s, bool method, bool spread, bool takes_out) {
  std::string out;
  bool keyword_only = false;
  for (size_t i = 0; i < s.parameters().size(); ++i) {
    const Parameter& p = s.parameters()[i];
    if (i) out += ", ";
    if (method && i == 0) {
      out += "self";
      continue;
    }
    const bool starred = spread && i > 0 && s.parameters()[i - 1].variadic;
    if (p.keyword_only && !keyword_only && !starred) out += "*, ";
    keyword_only = p.keyword_only;
    const std::string each = type_of(p);
    if (p.variadic)
      out += spread ? concat("*", p.name, ": ", each) : concat(p.name, ": Sequence[", each, "]");
    else
      out += concat(p.name, ": ", type_of(p));
    if (!p.default_text.empty()) out += " = " + p.default_text;
  }
  if (takes_out) {
    const bool variadic = !s.parameters().empty() && s.parameters().back().variadic;
    out += keyword_only || (variadic && spread) ? ", out: " : ", *, out: ";
    out += is_return_type(s.result()) ? "Sequence[Tensor] | None = None" : "Tensor | None = None";
  }
  return out;
}

// What follows "def name": one text for each form of the function.
std::vector<std::string> forms_of(const std::string& name, const Row& row, bool method, bool out) {
  std::vector<std::string> forms;
  for (const Signature& s : row.signatures) {
    const auto by_dim = std::find_if(std::begin(kByDim), std::end(kByDim),
                                     [&](const auto& entry) { return name == entry[0]; });
    if (by_dim != std::end(kByDim)) {
      forms.push_back(concat("(self, dim: None = None) -> ", (*by_dim)[1]));
      forms.push_back(concat("(self, dim: _int) -> ", (*by_dim)[2]));
      continue;
    }
    const bool variadic = std::any_of(s.parameters().begin(), s.parameters().end(),
                                      [](const Parameter& p) { return p.variadic; });
    for (int spread = 0; spread <= int{variadic}; ++spread)
      forms.push_back(
          concat("(", parameters_of(s, method, spread, out), ") -> ", visible(s.result())));
  }
  return forms;
}

std::string definitions(const Rows& rows, Place place, const std::string& indent) {
  std::string out;
  std::map<std::string, const Row*> sorted;
  for (const Row& row : rows.all())
    for (const std::string& name : row.names)
      if (row.is_at(place, name)) sorted[name] = &row;
  for (const auto& [name, row] : sorted) {
    const std::vector<std::string> forms = forms_of(
        name, *row, place == kMethod,
        place & (kFunction | kFunctional | kSpecial | kLinalg | kInternal) && row->places & kOut);
    for (const std::string& form : forms) {
      if (forms.size() > 1) out += indent + "@overload\n";
      out += indent + "def " + name + form + ": ...\n";
    }
  }
  return out;
}

std::string list_of_names(const std::vector<std::string>& names) {
  std::string out = "__all__ = [\n";
  for (const std::string& name : names) out += concat("    \"", name, "\",\n");
  return out + "]\n";
}

}  // namespace

std::vector<std::string> core_names(const Rows& rows) {
  std::vector<std::string> names = {
      "Generator", "Size",   "Tensor",        "__version__", "device",
      "dtype",     "layout", "memory_format", "strided",     "default_generator"};
  for (const DTypeInfo& type : kDTypeInfo) names.push_back(type.name);
  for (const auto& [name, t] : bind::kDTypeAliases) names.push_back(name);
  for (const char* format : bind::kFormats) names.push_back(format);
  for (const Row& row : rows.all())
    for (const std::string& name : row.names)
      if (row.is_at(kFunction, name)) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

std::string core_stub(const Rows& rows) {
  std::string out = concat(kHead, return_classes(), kTensor);
  for (const Attribute& a : attributes()) {
    const std::string type = visible(a.type);
    out += a.set ? concat("    ", a.name, ": ", type, "\n")
                 : concat("    @property\n    def ", a.name, "(self) -> ", type, ": ...\n");
  }
  out += kTensorSlots;
  const char* takes_other = "__(self, other: Tensor | _Number, /) -> Tensor: ...\n";
  for (const char* op : kOperators) {
    out += std::string("    def __") + op + takes_other;
    out += std::string("    def __r") + op + takes_other;
  }
  for (const char* op : kInPlace) out += std::string("    def __i") + op + takes_other;
  out += definitions(rows, kMethod, "    ");
  out += concat("\n", definitions(rows, kFunction, ""), "\n", definitions(rows, kInternal, ""));
  out += "\n";
  for (const DTypeInfo& type : kDTypeInfo) out += concat(type.name, ": dtype\n");
  for (const auto& [name, t] : bind::kDTypeAliases) out += concat(name, ": dtype\n");
  for (const ReturnType& t : return_types())
    out += concat("_return_", t.of, ": type[_", t.name, "]\n");
  out += "strided: layout\n";
  for (const char* format : bind::kFormats) out += concat(format, ": memory_format\n");
  out +=
      "def _stub() -> dict[str, str]: ...\n"
      "def _apply_function(cls: type, *args: Any, **kwargs: Any) -> Any: ...\n"
      "def _disabled_torch_function_impl(func: Callable[..., Any], types: Any, args: Sequence[Any] "
      "= ..., kwargs: dict[str, Any] | None = ..., /) -> Any: ...\n"
      "def _switch_overrides(level: _int, /) -> _int: ...\n"
      "def _is_overridden(*args: object) -> _bool: ...\n"
      "def _is_overridden_with_items(*args: object) -> _bool: ...\n"
      "def _ask(function: Callable[..., Any], relevant: tuple[Any, ...], args: tuple[Any, ...], "
      "kwargs: dict[str, Any], /) -> Any: ...\n"
      "def _call_unasked(function: Callable[..., Any], args: tuple[Any, ...], "
      "kwargs: dict[str, Any], /) -> Any: ...\n"
      "def _members(cls: type, module: _Module, table: str, method: str, /) -> list[Any] | None: "
      "...\n"
      "def _quicken_module(cls: type, /) -> None: ...\n"
      "def _set_global_hooks(hooks: tuple[dict[_int, Any], ...], /) -> None: ...\n"
      "def _set_parameter_class(cls: type, /) -> None: ...\n"
      "def _push_mode(mode: object, /) -> None: ...\n"
      "def _pop_mode(mode: object, /) -> None: ...\n"
      "def _make_package(name: str) -> None: ...\n"
      "def _set_function_class(cls: type, bind: Callable[..., tuple[Any, ...]]) -> None: ...\n\n";
  return out + list_of_names(core_names(rows));
}

std::string functional_stub(const Rows& rows) {
  std::vector<std::string> names = {"multi_head_attention_forward"};
  for (const Row& row : rows.all())
    if (row.places & kFunctional) names.insert(names.end(), row.names.begin(), row.names.end());
  std::sort(names.begin(), names.end());
  return concat(kFunctionalHead, list_of_names(names), "\n", definitions(rows, kFunctional, ""));
}

std::string special_stub(const Rows& rows) {
  std::vector<std::string> names(std::begin(kSpecialNames), std::end(kSpecialNames));
  for (const Row& row : rows.all())
    if (row.places & kSpecial) names.insert(names.end(), row.names.begin(), row.names.end());
  std::sort(names.begin(), names.end());
  return concat(kSpecialHead, list_of_names(names), "\n", definitions(rows, kSpecial, ""));
}

std::string linalg_stub(const Rows& rows) {
  std::vector<std::string> names = {"LinAlgError"};
  const std::string functions = definitions(rows, kLinalg, "");
  std::string head = kLinalgHead;
  for (const Row& row : rows.all())
    if (row.places & kLinalg) names.insert(names.end(), row.names.begin(), row.names.end());
  std::sort(names.begin(), names.end());
  std::set<std::string_view> results;
  for (const ReturnType& t : return_types())
    if (functions.find(concat("-> _", t.name, ":")) != std::string::npos) results.insert(t.name);
  for (const std::string_view name : results)
    head += concat("from ._core import _", name, " as _", name, "\n");
  return concat(head, "\n", kLinalgTypes, list_of_names(names), "\n", functions);
}

}  // namespace retrograd::bind
