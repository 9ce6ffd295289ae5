"""retrograd: a small tensor engine with automatic differentiation, under torch's names.

Code written for torch on a CPU runs after ``import retrograd as torch``. The examples in docstrings
begin with ``import retrograd as rg``:

>>> import retrograd as rg
>>> x = rg.tensor([1.0, 2.0], requires_grad=True)
>>> (x * x).sum().backward()
>>> x.grad
tensor([2., 4.])

``help(rg.matmul)`` has the shapes, the types, the errors and an example of an operation;
``dir(rg)``, ``dir(rg.Tensor)`` and ``dir(rg.nn.functional)`` say which there are.
"""

from __future__ import annotations

from math import e, inf, nan, pi

from . import _core, autograd, errors, memory, nn, utils
from . import _elsewhere as _elsewhere
from ._core import *
from .autograd import enable_grad, inference_mode, no_grad, set_grad_enabled
from .errors import AcceleratorError
from .errors import OutOfMemory as OutOfMemoryError

TYPE_CHECKING = False  # typing itself takes longer to load than the engine
if TYPE_CHECKING:
    from . import (
        __config__,
        accelerator,
        amp,
        array_api,
        backends,
        compiler,
        cpu,
        cuda,
        distributed,
        distributions,
        func,
        functional,
        hub,
        jit,
        library,
        linalg,
        mps,
        multiprocessing,
        ops,
        optim,
        overrides,
        random,
        return_types,
        safetensors,
        serialization,
        special,
        storage,
        testing,
        torch_version,
        types,
        version,
        xpu,
    )
    from ._legacy import (
        binary_cross_entropy_with_logits,
        cosine_embedding_loss,
        ctc_loss,
        embedding_bag,
        hinge_embedding_loss,
        kl_div,
        margin_ranking_loss,
        poisson_nll_loss,
        range,
        triplet_margin_loss,
    )
    from ._limits import finfo, iinfo
    from ._lowrank import pca_lowrank, svd_lowrank
    from ._settings import (
        are_deterministic_algorithms_enabled,
        get_default_device,
        get_deterministic_debug_mode,
        get_device_module,
        get_float32_matmul_precision,
        get_num_interop_threads,
        is_deterministic_algorithms_warn_only_enabled,
        set_default_device,
        set_deterministic_debug_mode,
        set_float32_matmul_precision,
        set_flush_denormal,
        set_num_interop_threads,
        use_deterministic_algorithms,
    )
    from ._shapes import broadcast_shapes
    from ._tensortype import (
        BFloat16Tensor,
        BoolTensor,
        ByteTensor,
        CharTensor,
        DoubleTensor,
        FloatTensor,
        HalfTensor,
        IntTensor,
        LongTensor,
        ShortTensor,
        set_default_tensor_type,
    )
    from .amp.autocast_mode import (
        autocast,
        autocast_decrement_nesting,
        autocast_increment_nesting,
        clear_autocast_cache,
        get_autocast_cpu_dtype,
        get_autocast_dtype,
        get_autocast_gpu_dtype,
        is_autocast_cache_enabled,
        is_autocast_cpu_enabled,
        is_autocast_enabled,
        set_autocast_cache_enabled,
        set_autocast_cpu_dtype,
        set_autocast_cpu_enabled,
        set_autocast_dtype,
        set_autocast_enabled,
        set_autocast_gpu_dtype,
    )
    from .array_api import __array_namespace_info__
    from .compiler import compile
    from .func import vmap
    from .picture import explain, graph, summary
    from .serialization import load, save
    from .storage import TypedStorage, UntypedStorage, is_storage
else:  # a checker that saw this function would accept every name
    # What few programs use is loaded when it is first asked for: modules, and names of modules.
    _MODULES = """
        _C __config__ _dynamo _functorch _inductor _logging _subclasses _tensor_str _utils
        accelerator amp ao array_api backends compiler cpu cuda distributed distributions
        export fft func functional futures fx hub jit library linalg masked monitor mps
        multiprocessing nested onnx ops optim overrides package profiler quantization
        quasirandom random return_types safetensors serialization signal sparse special
        storage testing torch_version types version xpu"""
    _NAMES = {
        "_core": "_dirichlet_grad _sample_dirichlet _standard_gamma _standard_gamma_grad",
        "_settings": """
            are_deterministic_algorithms_enabled get_default_device
            get_deterministic_debug_mode get_device_module get_float32_matmul_precision
            get_num_interop_threads is_deterministic_algorithms_warn_only_enabled
            set_default_device set_deterministic_debug_mode set_float32_matmul_precision
            set_flush_denormal set_num_interop_threads use_deterministic_algorithms""",
        "_legacy": """
            binary_cross_entropy_with_logits cosine_embedding_loss ctc_loss embedding_bag
            hinge_embedding_loss kl_div margin_ranking_loss poisson_nll_loss range
            triplet_margin_loss""",
        "_limits": "finfo iinfo",
        "_lowrank": "pca_lowrank svd_lowrank",
        "_other_types": """
            _mkldnn cdouble cfloat chalf complex128 complex32 complex64 float4_e2m1fn_x2
            float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz float8_e8m0fnu jagged
            qint32 qint8 quint2x4 quint4x2 quint8 sparse_bsc sparse_bsr sparse_coo sparse_csc
            sparse_csr uint16 uint32 uint64""",
        "_shapes": "broadcast_shapes",
        "_symbols": """
            SymBool SymFloat SymInt _assert_async is_nonzero sym_float sym_int sym_ite sym_max
            sym_min sym_not typename""",
        "_tensortype": "set_default_tensor_type",
        "amp.autocast_mode": """
            autocast autocast_decrement_nesting autocast_increment_nesting
            clear_autocast_cache get_autocast_cpu_dtype get_autocast_dtype
            get_autocast_gpu_dtype is_autocast_cache_enabled is_autocast_cpu_enabled
            is_autocast_enabled set_autocast_cache_enabled set_autocast_cpu_dtype
            set_autocast_cpu_enabled set_autocast_dtype set_autocast_enabled
            set_autocast_gpu_dtype""",
        "array_api": "__array_namespace_info__",
        "compiler": "compile",
        "func": "vmap",
        "futures": "Future",
        "picture": "explain graph summary",
        "serialization": "load save",
        "storage": "TypedStorage UntypedStorage is_storage",
    }

    def __getattr__(name: str) -> object:
        import importlib
        import sys

        for home, names in _NAMES.items():
            if name in names.split():
                found = getattr(importlib.import_module(f"retrograd.{home}"), name)
                globals()[sys.intern(name)] = found
                return found
        if name == "torch":  # torch has it, by an import of itself
            return sys.modules["retrograd"]
        if name in _MODULES.split():
            return importlib.import_module(f"{__name__}.{name}")  # torch's, by as_torch
        if name.endswith("Tensor"):
            from . import _tensortype

            if hasattr(_tensortype, name):
                return getattr(_tensortype, name)
        if name.startswith("_foreach_"):
            from . import _foreach

            function = _foreach.named(name.removeprefix("_foreach_"))
            if function is not None:
                globals()[sys.intern(name)] = function
                return function
        from ._absent import missing

        raise missing(__name__, name)

    _core._make_package(__name__)


def __dir__() -> list[str]:
    return __all__


def show_config() -> None:
    """Print the version, the compiler, the instruction set and the threads: see ``__config__``."""
    from . import __config__

    print(__config__.show())


_core._set_package_directory(__path__[0])
_core._warn_of_environment()

__all__ = [
    "AcceleratorError",
    "BFloat16Tensor",
    "BoolTensor",
    "ByteTensor",
    "CharTensor",
    "DoubleTensor",
    "FloatTensor",
    "HalfTensor",
    "IntTensor",
    "LongTensor",
    "OutOfMemoryError",
    "ShortTensor",
    "TypedStorage",
    "UntypedStorage",
    "__array_namespace_info__",
    "__config__",
    "accelerator",
    "amp",
    "are_deterministic_algorithms_enabled",
    "array_api",
    "autocast",
    "autocast_decrement_nesting",
    "autocast_increment_nesting",
    "autograd",
    "backends",
    "binary_cross_entropy_with_logits",
    "broadcast_shapes",
    "clear_autocast_cache",
    "compile",
    "compiler",
    "cosine_embedding_loss",
    "cpu",
    "ctc_loss",
    "cuda",
    "distributed",
    "distributions",
    "e",
    "embedding_bag",
    "enable_grad",
    "errors",
    "explain",
    "finfo",
    "func",
    "functional",
    "get_autocast_cpu_dtype",
    "get_autocast_dtype",
    "get_autocast_gpu_dtype",
    "get_default_device",
    "get_deterministic_debug_mode",
    "get_device_module",
    "get_float32_matmul_precision",
    "get_num_interop_threads",
    "graph",
    "hinge_embedding_loss",
    "hub",
    "iinfo",
    "inf",
    "inference_mode",
    "is_autocast_cache_enabled",
    "is_autocast_cpu_enabled",
    "is_autocast_enabled",
    "is_deterministic_algorithms_warn_only_enabled",
    "is_storage",
    "jit",
    "kl_div",
    "library",
    "linalg",
    "load",
    "margin_ranking_loss",
    "memory",
    "mps",
    "multiprocessing",
    "nan",
    "nn",
    "no_grad",
    "ops",
    "optim",
    "overrides",
    "pca_lowrank",
    "pi",
    "poisson_nll_loss",
    "random",
    "range",
    "return_types",
    "safetensors",
    "save",
    "serialization",
    "set_autocast_cache_enabled",
    "set_autocast_cpu_dtype",
    "set_autocast_cpu_enabled",
    "set_autocast_dtype",
    "set_autocast_enabled",
    "set_autocast_gpu_dtype",
    "set_default_device",
    "set_default_tensor_type",
    "set_deterministic_debug_mode",
    "set_float32_matmul_precision",
    "set_flush_denormal",
    "set_grad_enabled",
    "set_num_interop_threads",
    "show_config",
    "special",
    "storage",
    "summary",
    "svd_lowrank",
    "testing",
    "torch_version",
    "triplet_margin_loss",
    "types",
    "use_deterministic_algorithms",
    "utils",
    "version",
    "vmap",
    "xpu",
]
__all__ += _core.__all__
