"""Names of torch's modules that are there for imports alone; ``--write`` under torch lists them.

A line of the file is a module and its public names: ``f`` is a function, ``C()`` a class, ``C(B)``
one with a base that counts, ``C{A,B}`` one with values of its own.
"""

from __future__ import annotations

import builtins
import importlib
import sys
import types
import warnings
from pathlib import Path

FILE = Path(__file__).parent.parent / "python" / "retrograd" / "refused_names.txt"
# Modules that packages import at their top, and that few programs on a CPU use.
_MODULES = """
    ao ao.nn.intrinsic ao.nn.intrinsic.qat ao.nn.qat ao.nn.quantized ao.nn.quantized.dynamic
    ao.pruning ao.quantization ao.quantization.fake_quantize ao.quantization.observer
    ao.quantization.qconfig ao.quantization.quantize_fx ao.quantization.stubs
    nn.intrinsic nn.intrinsic.qat nn.qat nn.quantizable nn.quantized nn.quantized.dynamic
    quantization quantization.fake_quantize quantization.observer quantization.qconfig
    quantization.quantize_fx quantization.stubs
    fx fx.experimental.proxy_tensor fx.experimental.symbolic_shapes fx.graph fx.graph_module
    fx.interpreter fx.node fx.passes.shape_prop fx.proxy fx.traceback
    export library onnx onnx.operators onnx.symbolic_helper onnx.symbolic_opset11 onnx.utils package
    jit.annotations jit.mobile
    _custom_ops _dynamo _dynamo._trace_wrapped_higher_order_op _dynamo.config _dynamo.eval_frame
    _dynamo.exc _dynamo.utils _functorch _functorch.config _inductor _inductor.config _logging
    _subclasses _subclasses.fake_tensor
    fft futures masked monitor nested quasirandom signal signal.windows sparse
    profiler profiler.profiler autograd.profiler
    utils._python_dispatch utils.benchmark utils.cpp_extension utils.flop_counter
    utils.mobile_optimizer utils.model_zoo utils.module_tracker
    cuda.comm cuda.graphs cuda.nccl cuda.profiler cuda.streams cuda.tunable
    nn.attention.bias nn.attention.flex_attention nn.parallel.comm nn.parallel.data_parallel
    nn.parallel.distributed nn.parallel.parallel_apply nn.parallel.replicate
    nn.parallel.scatter_gather
    distributed distributed._composable.fsdp distributed._functional_collectives
    distributed._tensor distributed.algorithms._checkpoint.checkpoint_wrapper
    distributed.algorithms.ddp_comm_hooks distributed.algorithms.ddp_comm_hooks.default_hooks
    distributed.algorithms.ddp_comm_hooks.powerSGD_hook distributed.algorithms.join
    distributed.algorithms.model_averaging.averagers distributed.autograd distributed.checkpoint
    distributed.checkpoint.state_dict distributed.checkpoint.stateful distributed.constants
    distributed.device_mesh distributed.distributed_c10d distributed.elastic
    distributed.elastic.multiprocessing.errors distributed.elastic.rendezvous
    distributed.elastic.utils distributed.fsdp distributed.fsdp.fully_sharded_data_parallel
    distributed.fsdp.sharded_grad_scaler distributed.fsdp.wrap distributed.launch distributed.nn
    distributed.nn.functional distributed.optim distributed.pipelining distributed.rendezvous
    distributed.rpc distributed.run distributed.tensor distributed.tensor.parallel
    distributed.tensor.placement_types distributed.utils"""
# What others get there that is not torch's own.
_TAKEN = {"utils.model_zoo": ["tqdm"]}
_BASES = ("Module", "Optimizer")


def _described(name: str, thing: object) -> str:
    if not isinstance(thing, type):
        return name
    inner = f"{thing.__qualname__}."
    values = [
        value
        for value, it in vars(thing).items()
        if type(it) is thing or type(it).__qualname__.startswith(inner)
    ]
    if values and not issubclass(thing, BaseException):
        return f"{name}{{{','.join(value for value in values if value[0] != '_')}}}"
    if issubclass(thing, BaseException):
        base = next(b for b in thing.__mro__ if getattr(builtins, b.__name__, None) is b)
        return f"{name}({base.__name__})"
    bases = [base.__name__ for base in thing.__mro__ if base.__name__ in _BASES]
    return f"{name}({bases[0] if bases else ''})"


def _names(path: str) -> list[str]:
    module = importlib.import_module(f"torch.{path}")
    listed = getattr(module, "__all__", None)
    found = list(_TAKEN.get(path, ()))
    for name, thing in sorted(vars(module).items()):
        own = str(getattr(thing, "__module__", ""))
        home = "torch" if hasattr(module, "__path__") or "quantization" in path else f"torch.{path}"
        shown = name in listed if listed is not None else own.startswith(home) and name[0] != "_"
        if (
            shown
            and name != "Tensor"
            and callable(thing)
            and not isinstance(thing, types.ModuleType)
        ):
            found.append(_described(name, thing))
    return found


if __name__ == "__main__":
    assert sys.argv[1:] == ["--write"], __doc__
    warnings.simplefilter("ignore")
    lines = [
        f"{path}: {' '.join(_names(path))}".rstrip() + "\n" for path in sorted(_MODULES.split())
    ]
    FILE.write_text("".join(lines))
