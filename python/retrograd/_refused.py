"""What retrograd does not do, under torch's names: importing it works, and using it raises.

Packages import at their top what few of their users need. The names are in refused_names.txt; here
is why each family is refused, and what of it has an answer on a CPU in one process all the same.
"""

from __future__ import annotations

import builtins
import datetime
import enum
import importlib
import os
import sys
import types
import typing
from collections.abc import Callable
from typing import Any, NoReturn

from . import _core

__all__ = ["TABLE", "fill", "named"]

# What is not there, and what to do instead, for a module and those inside of it.
_WHY = {
    "_custom_ops": "operations are not registered; use autograd.Function",
    "_dynamo": "nothing is compiled; call the function itself",
    "_functorch": "nothing is compiled; use retrograd.func",
    "_inductor": "nothing is compiled; call the function itself",
    "_logging": "nothing is compiled, so there is no log of it; use logging",
    "_subclasses": "there are no tensors without values; use small ones, or device 'meta' in torch",
    "ao": "there are no quantized numbers; leave the model in floating point",
    "ao.pruning": "sparsifiers are lacking; use nn.utils.prune",
    "autograd.profiler": "there is no profiler; use cProfile, or time.perf_counter",
    "cuda": "there is no CUDA device; ask cuda.is_available() first",
    "distributed": "retrograd computes in one process; ask distributed.is_initialized() first",
    "distributed.checkpoint": "retrograd computes in one process; use save and load",
    "distributed.optim": "retrograd computes in one process; use the optimizers of optim",
    "export": "operations are not recorded into a program; call the module itself",
    "fft": "there are no complex numbers; use numpy.fft on what needs no gradient",
    "futures": "nothing computes in the background; use concurrent.futures",
    "fx": "operations are not recorded into a program; call the module itself",
    "jit": "there are no compiled programs; use the module itself",
    "library": "operations are not registered; use autograd.Function",
    "masked": "there are no masked tensors; use where() with a mask",
    "monitor": "nothing is counted; use logging",
    "nested": "there are no nested tensors; use nn.utils.rnn.pad_sequence",
    "nn.attention": "masks are tensors here; pass attn_mask or is_causal to"
    " nn.functional.scaled_dot_product_attention",
    "nn.intrinsic": "there are no quantized numbers; leave the model in floating point",
    "nn.parallel": "there are no devices to share work among; call the module itself",
    "nn.qat": "there are no quantized numbers; leave the model in floating point",
    "nn.quantizable": "there are no quantized numbers; use the module of nn of that name",
    "nn.quantized": "there are no quantized numbers; use the module of nn of that name",
    "onnx": "there is no export to ONNX; save the state_dict, and export it from torch",
    "package": "modules are not packed with their code; use save for the state_dict",
    "profiler": "there is no profiler; use cProfile, or time.perf_counter",
    "quantization": "there are no quantized numbers; leave the model in floating point",
    "quasirandom": "there are no quasi-random sequences; use scipy.stats.qmc",
    "signal.windows": "this window is lacking; compute it from arange, or use scipy.signal.windows",
    "sparse": "there are no sparse tensors; use dense ones",
    "utils._python_dispatch": "operations are not dispatched through Python; use"
    " overrides.TorchFunctionMode",
    "utils.benchmark": "benchmarks are lacking; use timeit",
    "utils.cpp_extension": "extensions for torch are built against its own headers; write the"
    " operation as an autograd.Function",
    "utils.flop_counter": "operations are not counted; use summary for sizes and parameters",
    "utils.mobile_optimizer": "there are no compiled programs; use the module itself",
    "utils.model_zoo": "nothing is downloaded; use load_url with a file that is there",
    "utils.module_tracker": "modules are not tracked; use forward hooks",
}


def _given(function: Any = None, *args: Any, **options: Any) -> Any:
    """A decorator that changes nothing; with options, what returns it."""
    return function if callable(function) else lambda decorated: decorated


def _says(value: Any) -> Callable[..., Any]:
    def says(*args: Any, **options: Any) -> Any:
        return value

    return says


class _Label:
    """A block or a function with a name for a profiler, of which there is none."""

    def __init__(self, name: str = "", *args: Any, **options: Any) -> None:
        self.name = name

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __call__(self, function: Any) -> Any:
        return function


class _Profile:
    """A profiler that is switched off, as programs leave it in what is not measured."""

    def __init__(self, enabled: bool = True, **options: Any) -> None:
        if enabled:
            raise NotImplementedError(f"autograd.profiler.profile: {_WHY['autograd.profiler']}")

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: object) -> None:
        pass


class _Group:
    """No group of processes: the value that stands for all of them is None, as before the start."""

    WORLD = None
    NON_GROUP_MEMBER = -100


class _Same:
    """What another module of the package has, under this name too."""

    def __init__(self, place: str) -> None:
        self.place = place

    def __call__(self) -> Any:
        module, _, name = self.place.rpartition(".")
        return getattr(importlib.import_module(f"{_PACKAGE}.{module}".rstrip(".")), name)


def _symmetric(name: str) -> Callable[..., Any]:
    """A window that ends as it begins, unless it is told not to: the other way round than ours."""

    def window(M: int, *, sym: bool = True, **options: Any) -> Any:
        return getattr(_core, f"{name}_window")(M, periodic=not sym, **options)

    return window


_HALF_AN_HOUR = datetime.timedelta(minutes=30)
# What has an answer, by where it is.
_ANSWERS: dict[str, dict[str, Any]] = {
    "_dynamo": {
        "allow_in_graph": _given,
        "assume_constant_result": _given,
        "disable": _given,
        "disallow_in_graph": _given,
        "forbid_in_graph": _given,
        "graph_break": _says(None),
        "is_compiling": _says(False),
        "list_backends": _Same("compiler.list_backends"),
        "mark_dynamic": _says(None),  # there is no program that would have to be told
        "mark_static": _says(None),
        "mark_static_address": _says(None),
        "maybe_mark_dynamic": _says(None),
        "optimize": _says(_given),
        "optimize_assert": _says(_given),
        "reset": _says(None),
        "run": _given,
    },
    # It lets vmap index by what it maps over, which is a loop here, and indexes as ever.
    "_dynamo._trace_wrapped_higher_order_op": {"TransformGetItemToIndex": _Label},
    "_dynamo.utils": {"is_compile_supported": _says(False)},
    "_dynamo.config": {"suppress_errors": False, "cache_size_limit": 8, "verbose": False}
    | {"dynamic_shapes": True, "capture_scalar_outputs": False, "disable": True},
    "_inductor.config": {"triton": types.SimpleNamespace(cudagraphs=False), "debug": False}
    | {"max_autotune": False, "coordinate_descent_tuning": False, "fx_graph_cache": False},
    "_functorch.config": {"donated_buffer": False},
    "autograd.profiler": {"profile": _Profile, "record_function": _Label},
    "cuda.streams": {name: _Same(f"cuda.{name}") for name in ("Event", "Stream")},
    "cuda.tunable": {"is_enabled": _says(False), "tuning_is_enabled": _says(False)},
    "distributed": {"group": _Group, "GroupMember": _Group},
    "distributed.autograd": {"is_available": _says(False)},
    "distributed.constants": {"default_pg_timeout": _HALF_AN_HOUR}
    | {"default_pg_nccl_timeout": None},
    "distributed.elastic.multiprocessing.errors": {"record": _given},
    "distributed.rpc": {"is_available": _says(False)},
    "fx": {"wrap": _given},
    "fx.experimental.proxy_tensor": {"get_proxy_mode": _says(None)},
    "jit.annotations": {
        **{name: getattr(typing, name) for name in ("Dict", "List", "Optional", "Tuple", "Union")},
        **{f"BroadcastingList{n}": list for n in (1, 2, 3)},
    },
    "nn.attention.flex_attention": {"_DEFAULT_SPARSE_BLOCK_SIZE": 128},
    "nn.parallel.data_parallel": {"DataParallel": _Same("nn.parallel.DataParallel")},
    "nn.parallel.distributed": {
        "DistributedDataParallel": _Same("nn.parallel.DistributedDataParallel")
    },
    "onnx": {"is_in_onnx_export": _says(False), "register_custom_op_symbolic": _says(None)},
    "onnx.symbolic_helper": {"parse_args": _says(_given)},
    "profiler": {
        "record_function": _Label,
        "supported_activities": _says(frozenset()),
        "kineto_available": _says(False),
    },
    "signal.windows": {
        name: _symmetric(name) for name in ("bartlett", "blackman", "hamming", "hann")
    },
    "utils._python_dispatch": {"is_traceable_wrapper_subclass": _says(False)},
    "utils.model_zoo": {"load_url": _Same("hub.load_state_dict_from_url")},
    "utils.cpp_extension": {"CUDA_HOME": None, "ROCM_HOME": None},
}
_PACKAGE = __name__.partition(".")[0]


def _read() -> dict[str, list[str]]:
    """The names of each module. What a module is in is one too, even without names."""
    table: dict[str, list[str]] = {}
    with open(os.path.join(os.path.dirname(__file__), "refused_names.txt")) as lines:
        for line in lines:
            path, _, names = line.partition(":")
            table[path] = names.split()
            while "." in path:
                path = path.rpartition(".")[0]
                table.setdefault(path, [])
    return table


TABLE = _read()


def _why(path: str) -> str:
    while path and path not in _WHY:
        path = path.rpartition(".")[0]
    return _WHY.get(path, "it is lacking")


def _function(path: str, name: str) -> Callable[..., NoReturn]:
    where, why = f"{path}.{name}", _why(path)

    def refused(*args: Any, **options: Any) -> NoReturn:
        raise NotImplementedError(f"{where}: {why}")

    refused.__name__ = refused.__qualname__ = name
    refused.__module__ = f"{_PACKAGE}.{path}"
    refused.__doc__ = f"Refused: {why}."
    return refused


def _class(path: str, name: str, base: str) -> type:
    members = {"__module__": f"{_PACKAGE}.{path}", "__doc__": f"Refused: {_why(path)}."}
    error = getattr(builtins, base, None)
    if error is not None:
        return type(name, (error,), members | {"__doc__": f"Never raised: {_why(path)}."})
    if base:
        home = "nn.module" if base == "Module" else "optim.optimizer"
        bases = (getattr(importlib.import_module(f"{_PACKAGE}.{home}"), base),)
    else:
        bases = (object,)
    init = _function(path, name)
    subscripted = classmethod(lambda cls, item: cls)
    return type(name, bases, {**members, "__init__": init, "__class_getitem__": subscripted})


def _made(path: str, text: str) -> tuple[str, Any]:
    """The name that a word of the file gives, and the object: see tests/refused_names.py."""
    for opening, closing in ("()", "{}"):
        name, bracket, inner = text.rstrip(closing).partition(opening)
        if bracket and opening == "(":
            return name, _class(path, name, inner)
        if bracket:
            return name, enum.Enum(name, inner.split(","), module=f"{_PACKAGE}.{path}")
    return text, _function(path, text)


def _all(path: str) -> dict[str, Any]:
    found = dict(_made(path, text) for text in TABLE[path])
    for name, answer in _ANSWERS.get(path, {}).items():
        found[name] = answer() if isinstance(answer, _Same) else answer
    return found


def named(module: str, name: str) -> Any:
    """Return what is refused of a module that has more than that; AttributeError if nothing is."""
    path = module.removeprefix(f"{_PACKAGE}.")
    found = _all(path)
    if name in found:
        has = vars(sys.modules[module])
        has.update({name: thing for name, thing in found.items() if name not in has})
        return found[name]
    if f"{path}.{name}" in TABLE:
        return importlib.import_module(f"{module}.{name}")
    from ._absent import missing

    raise missing(module, name)


def fill(module: types.ModuleType) -> None:
    """Put into a new module what the file says of it."""
    path = module.__name__.removeprefix(f"{_PACKAGE}.")
    found = _all(path)
    shown = sorted(found)
    vars(module).update(
        found,
        __doc__=f"Names of torch.{path}, for programs that import them: {_why(path)}.",
        __all__=shown,
        __dir__=lambda: shown,
        __getattr__=lambda name: named(module.__name__, name),
    )
