"""Modules of torch that packages import, and that few use: there for the import, refused at use."""

from __future__ import annotations

import importlib
import inspect
import pickle

import pytest
import retrograd as rg
from retrograd._refused import TABLE
from subprocess_run import run_python

WITH_FILES = {"autograd", "cuda", "distributed", "jit", "nn", "nn.parallel", "utils"}


@pytest.mark.parametrize("path", sorted(set(TABLE) - WITH_FILES))
def test_a_module_has_the_names_that_are_listed(path):
    module = importlib.import_module(f"retrograd.{path}")
    if hasattr(module, "__file__"):
        return
    listed = {word.partition("(")[0].partition("{")[0] for word in TABLE[path]}
    assert listed <= set(module.__all__) and dir(module) == sorted(module.__all__)
    assert f"torch.{path}" in module.__doc__
    for name in listed:
        thing = getattr(module, name)
        if inspect.isfunction(thing) and thing.__module__ == module.__name__:
            assert pickle.loads(pickle.dumps(thing)) is thing
            with pytest.raises(NotImplementedError, match=rf"^{path}\.{name}: \w+"):
                thing(1, key=2)


def test_every_way_to_a_module_works():
    run_python("""
        import retrograd as rg
        assert rg.fx.GraphModule and rg.sparse.mm  # before anything has imported them
        import retrograd.distributed.fsdp.wrap
        from retrograd.distributed import ReduceOp, all_reduce
        from retrograd.nn.parallel.distributed import DistributedDataParallel
        assert DistributedDataParallel is rg.nn.parallel.DistributedDataParallel
        assert rg.fx.experimental.proxy_tensor.get_proxy_mode() is None
        assert not hasattr(rg.fx, "no_such") and not hasattr(rg.distributed, "no_such")
        import importlib.util
        assert importlib.util.find_spec("retrograd.fx.no_such") is None
    """)


def test_a_class_can_be_named_asked_for_and_derived_from_but_not_made():
    fx = importlib.import_module("retrograd.fx")
    assert not isinstance(rg.nn.Linear(1, 1), fx.GraphModule)
    assert issubclass(fx.GraphModule, rg.nn.Module)
    assert pickle.loads(pickle.dumps(fx.Tracer)) is fx.Tracer

    class Tracer(fx.Tracer):
        pass

    with pytest.raises(NotImplementedError, match=r"fx\.Tracer: operations are not recorded"):
        Tracer()
    future = importlib.import_module("retrograd.futures").Future
    assert future[int] is future


def test_errors_and_values_are_what_their_names_say():
    exc = importlib.import_module("retrograd._dynamo.exc")
    assert issubclass(exc.BackendCompilerFailed, RuntimeError)
    reduced = rg.distributed.ReduceOp
    assert reduced.SUM is not reduced.MAX and pickle.loads(pickle.dumps(reduced.SUM)) is reduced.SUM
    assert rg.distributed.group.WORLD is None


def test_what_one_process_on_a_cpu_can_answer_is_answered():
    def double(x):
        return 2 * x

    dynamo, fx, onnx, profiler = (
        importlib.import_module(f"retrograd.{name}")
        for name in ("_dynamo", "fx", "onnx", "profiler")
    )
    assert dynamo.disable(double) is double and dynamo.disable()(double) is double
    assert dynamo.optimize("inductor")(double) is double
    assert dynamo.disable(recursive=False)(double) is double and fx.wrap(double) is double
    assert not dynamo.is_compiling() and not onnx.is_in_onnx_export()
    dynamo.config.suppress_errors = True
    with profiler.record_function("a name"):
        assert rg.autograd.profiler.record_function("f")(double)(3) == 6
    with rg.autograd.profiler.profile(enabled=False):
        pass
    with pytest.raises(NotImplementedError, match=r"autograd\.profiler\.profile: .*cProfile"):
        rg.autograd.profiler.profile()
    with pytest.raises(NotImplementedError, match=r"profiler\.profile: .*cProfile"):
        profiler.profile()


def test_windows_of_signal_end_as_they_begin():
    windows = importlib.import_module("retrograd.signal.windows")
    assert windows.hann(5).tolist() == pytest.approx([0, 0.5, 1, 0.5, 0])  # torch's
    assert windows.hamming(4, sym=False).tolist() == rg.hamming_window(4).tolist()
