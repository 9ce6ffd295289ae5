"""Programs written to be compiled, or to compute in smaller types, run as they are written."""

from __future__ import annotations

import math
import threading
from typing import Optional, Union

import pytest
import retrograd as rg


class Model:
    def __call__(self, x):
        return x * 2

    forward = __call__


def double(x):
    return x * 2


def test_compile_returns_what_it_is_given():
    model = Model()
    assert rg.compile(double) is double
    assert rg.compile(model, mode="max-autotune", fullgraph=True, dynamic=False) is model
    assert rg.compile()(double) is double
    assert rg.compile(backend="inductor", options={"a": 1})(double) is double
    assert rg.compile(double, disable=True, name="f", recompile_limit=3) is double
    assert rg.compiler.compile is rg.compile


def test_compile_refuses_what_torch_refuses_and_what_it_would_not_do():
    with pytest.raises(AssertionError, match="expected a function"):
        rg.compile(3)
    with pytest.raises(AssertionError, match="expected a function"):
        rg.compile()(3)
    with pytest.raises(RuntimeError, match="given both"):
        rg.compile(double, mode="default", options={})
    with pytest.raises(RuntimeError, match="mode='foo' is unknown"):
        rg.compile(double, mode="foo")
    with pytest.raises(RuntimeError, match="backend='foo' is unknown"):
        rg.compile(double, backend="foo")
    with pytest.raises(NotImplementedError, match="backend is given a graph"):
        rg.compile(double, backend=lambda graph, inputs: graph)
    with pytest.raises(TypeError, match="unexpected arguments"):
        rg.compile(double, foo=1)


def test_nothing_is_being_compiled():
    c = rg.compiler
    assert not c.is_compiling() and not c.is_dynamo_compiling() and not c.is_exporting()
    assert c.list_backends() == []
    c.reset()
    c.cudagraph_mark_step_begin()


def test_decorators_of_the_compiler_return_what_they_are_given():
    c = rg.compiler
    assert c.disable(double) is c.disable()(double) is c.disable(recursive=False)(double) is double
    assert c.allow_in_graph(double) is c.assume_constant_result(double) is double
    assert c.allow_in_graph([double, len]) == [double, len]
    assert c.nested_compile_region(double) is c.nested_compile_region()(double) is double
    assert c.set_stance("force_eager")(double) is double
    with c.set_stance("default"):
        pass
    with pytest.raises(RuntimeError, match="'foo' is unknown"):
        c.set_stance("foo")
    for decorator in (c.disable, c.allow_in_graph, c.assume_constant_result):
        with pytest.raises(AssertionError):
            decorator(3)


def test_script_returns_what_it_is_given():
    model = Model()
    for thing in (double, model, Model, [1], {"a": 1}):
        assert rg.jit.script(thing) is thing
    assert rg.jit.script(double, example_inputs=[(rg.ones(1),)]) is double
    for plain in (3, None, "a", 1.5, (1,)):
        with pytest.raises(TypeError, match="expected a function"):
            rg.jit.script(plain)


def test_marks_of_scripts_return_what_they_are_given():
    j = rg.jit
    marks = (j.ignore, j.unused, j.export, j.script_method, j.script_if_tracing)
    assert all(mark(double) is double for mark in marks)
    assert j.ignore()(double) is j.ignore(drop=False)(double) is j.ignore(drop=True)(double)
    with pytest.raises(RuntimeError, match="expected a bool or a function"):
        j.ignore(3)
    assert j.interface(Model) is Model
    with pytest.raises(RuntimeError, match="expected a class"):
        j.interface(3)
    assert j.annotate(int, "a") == "a"
    assert not j.is_scripting() and not j.is_tracing()
    with j.optimized_execution(False):
        pass
    assert j.Attribute(3, int) == (3, int)
    x: j.Final[int] = 3
    assert x == 3


@pytest.mark.parametrize(
    ("value", "kind", "want"),
    [
        ([1, 2], list[int], True),
        ([1, "a"], list[int], False),
        ((1, 2), list[int], False),
        ({"a": 1}, dict[str, int], True),
        ({1: 1}, dict[str, int], False),
        ((1, "a"), tuple[int, str], True),
        ((1,), tuple[int, str], False),
        ((1, 2, 3), tuple[int, ...], True),
        ((1, "b"), tuple[int, ...], False),
        (None, Optional[int], True),  # noqa: UP045
        (2, Union[int, str], True),  # noqa: UP007
        ("a", int | str, True),
        (1.5, int | str, False),
        (3, (int, str), True),
        ([[1.5]], list[list[float]], True),
        (rg.ones(1), rg.Tensor, True),
    ],
)
def test_isinstance_looks_into_containers(value, kind, want):
    assert rg.jit.isinstance(value, kind) is want


def test_isinstance_wants_to_know_what_a_container_holds():
    for kind in (list, dict, tuple):
        with pytest.raises(RuntimeError, match="does not say what it holds"):
            rg.jit.isinstance(kind(), kind)


@pytest.mark.parametrize("name", ["trace", "trace_module", "freeze", "save", "load"])
def test_compiled_programs_are_refused(name):
    with pytest.raises(NotImplementedError, match=rf"jit\.{name}: there are no compiled programs"):
        getattr(rg.jit, name)(*[double] * (1 if name in ("load", "freeze") else 2))


def test_nothing_is_a_compiled_module():
    assert not isinstance(Model(), (rg.jit.ScriptModule, rg.jit.ScriptFunction))
    for kind in (rg.jit.ScriptModule, rg.jit.RecursiveScriptModule, rg.jit.ScriptFunction):
        with pytest.raises(NotImplementedError, match=kind.__name__):
            kind()


def test_autocast_that_is_off_does_nothing():
    x = rg.ones(2, 2)
    with rg.autocast("cpu", enabled=False) as block:
        assert (x @ x).dtype == rg.float32
        assert not rg.is_autocast_enabled() and not rg.is_autocast_enabled("cpu")
    assert isinstance(block, rg.amp.autocast)
    assert (
        rg.autocast("cuda", enabled=False, cache_enabled=False)(double)(x).tolist() == [[2] * 2] * 2
    )


def test_autocast_warns_where_torch_switches_it_off():
    with pytest.warns(UserWarning, match="not to torch.float32"):
        block = rg.autocast("cpu", dtype=rg.float32)
    with block:
        assert not rg.is_autocast_enabled("cpu")
    with pytest.warns(UserWarning, match="no device 'cuda'"):
        rg.autocast("cuda")


def test_autocast_wants_a_kind_of_device():
    with pytest.raises(ValueError, match="expected a str"):
        rg.autocast(3)
    for name in ("foo", "meta", "cuda:0"):
        with pytest.raises(RuntimeError):
            rg.autocast(name, enabled=False)
    with pytest.raises(RuntimeError):
        rg.is_autocast_enabled("foo")
    assert rg.amp.is_autocast_available("cpu")
    assert rg.is_autocast_cache_enabled()
    assert (rg.get_autocast_dtype("cpu"), rg.get_autocast_dtype("cuda")) == (
        rg.bfloat16,
        rg.float16,
    )
    with pytest.raises(RuntimeError):
        rg.get_autocast_dtype("meta")
    rg.clear_autocast_cache()


def test_autocast_of_another_device_is_kept_and_casts_nothing():
    x = rg.ones(2, 2)
    try:
        rg.set_autocast_enabled(True)
        rg.set_autocast_enabled("xpu", True)
        assert rg.is_autocast_enabled() and rg.is_autocast_enabled("cuda")
        assert rg.is_autocast_enabled(device_type="xpu") and not rg.is_autocast_enabled("cpu")
        assert (x @ x).dtype is rg.float32
        with rg.autocast("cuda", enabled=False):
            assert not rg.is_autocast_enabled() and rg.is_autocast_enabled("xpu")
        assert rg.is_autocast_enabled("cuda")
        assert not rg.autocast("cuda", enabled=False)(rg.is_autocast_enabled)()
        seen = []
        thread = threading.Thread(target=lambda: seen.append(rg.is_autocast_enabled()))
        thread.start()
        thread.join()
        assert seen == [False]
    finally:
        rg.set_autocast_enabled(enabled=False)
        rg.set_autocast_enabled(device_type="xpu", enabled=False)
    assert not rg.is_autocast_enabled() and not rg.is_autocast_enabled("xpu")


def test_autocast_of_the_cpu_can_be_switched_off_alone():
    rg.set_autocast_enabled("cpu", False)
    with pytest.raises(NotImplementedError, match=r"autocast\('cpu'\) as a block"):
        rg.set_autocast_enabled("cpu", True)
    assert not rg.is_autocast_enabled("cpu")
    for arguments in ((), (0,), ("cpu",), ("cpu", 1), (None,)):
        with pytest.raises(TypeError, match="expected a bool"):
            rg.set_autocast_enabled(*arguments)
    for name in ("meta", "foo", ""):
        with pytest.raises(RuntimeError):
            rg.set_autocast_enabled(name, False)
    with pytest.raises(TypeError, match="expected a str"):
        rg.is_autocast_enabled(1)


def test_the_type_of_autocast_is_kept_and_restored_by_blocks():
    with rg.autocast("cpu", dtype=rg.float16, enabled=False) as block:
        assert rg.get_autocast_dtype("cpu") is rg.float16 is block.fast_dtype
        rg.set_autocast_dtype("cpu", rg.float64)
        assert rg.get_autocast_dtype("cpu") is rg.float64
        with pytest.warns(UserWarning, match="not to torch.float64"):
            rg.autocast("cpu")
        with pytest.raises(TypeError, match="expected a dtype"):
            rg.set_autocast_dtype("cpu", 1)
    assert rg.get_autocast_dtype("cpu") is rg.bfloat16
    with rg.autocast("cuda", enabled=False, cache_enabled=False):
        assert not rg.is_autocast_cache_enabled()
        rg.set_autocast_cache_enabled(True)
        assert rg.is_autocast_cache_enabled()
        assert rg.autocast_increment_nesting() == 2
        assert rg.autocast_decrement_nesting() == 1
    assert rg.is_autocast_cache_enabled()
    with pytest.raises(TypeError, match="expected a bool"):
        rg.set_autocast_cache_enabled(1)


def test_a_block_of_autocast_is_left_by_the_thread_that_entered_it():
    block = rg.autocast("cpu", enabled=False)
    failures = []

    def leave():
        try:
            block.__exit__(None, None, None)
        except RuntimeError as error:
            failures.append(str(error))

    with block, block:
        thread = threading.Thread(target=leave)
        thread.start()
        thread.join()
    assert len(failures) == 1 and "did not enter" in failures[0]
    with pytest.raises(RuntimeError, match="did not enter"):
        block.__exit__(None, None, None)


def test_old_names_of_autocast_warn():
    with pytest.warns(DeprecationWarning, match=r"is_autocast_enabled\('cpu'\)"):
        assert rg.is_autocast_cpu_enabled() is False
    with pytest.warns(DeprecationWarning, match=r"set_autocast_enabled\('cpu', enabled\)"):
        rg.set_autocast_cpu_enabled(False)
    with rg.autocast("cpu", enabled=False), rg.autocast("cuda", enabled=False):
        with pytest.warns(DeprecationWarning, match=r"set_autocast_dtype\('cpu', dtype\)"):
            rg.set_autocast_cpu_dtype(rg.float16)
        with pytest.warns(DeprecationWarning, match=r"get_autocast_dtype\('cpu'\)"):
            assert rg.get_autocast_cpu_dtype() is rg.float16
        with pytest.warns(DeprecationWarning, match=r"set_autocast_dtype\('cuda', dtype\)"):
            rg.set_autocast_gpu_dtype(rg.bfloat16)
        with pytest.warns(DeprecationWarning, match=r"get_autocast_dtype\('cuda'\)"):
            assert rg.get_autocast_gpu_dtype() is rg.bfloat16


def test_the_old_names_of_the_cpu_are_those_of_amp():
    with pytest.warns(FutureWarning, match=r"amp\.autocast\('cpu'"):
        block = rg.cpu.amp.autocast(enabled=False)
    assert isinstance(block, rg.amp.autocast) and block.device == "cpu"
    with pytest.warns(FutureWarning), rg.cpu.amp.autocast():
        assert rg.is_autocast_enabled("cpu")
    with pytest.warns(FutureWarning, match=r"amp\.GradScaler\('cpu'"):
        scaler = rg.cpu.amp.GradScaler(init_scale=4.0)
    assert scaler.is_enabled() and scaler.scale(rg.ones(1)).tolist() == [4.0]


def test_custom_forwards_for_another_device_are_returned():
    for mark in (rg.amp.custom_fwd, rg.amp.custom_bwd):
        assert mark(double, device_type="cuda") is mark(device_type="cuda")(double) is double
        with pytest.raises(TypeError):
            mark(double)
        with pytest.raises(ValueError):
            mark(double, device_type=3)
    with pytest.warns(FutureWarning, match="custom_fwd"):
        assert rg.cuda.amp.custom_fwd(double) is double
    with pytest.warns(FutureWarning, match="custom_bwd"):
        assert rg.cuda.amp.custom_bwd(double) is double


def test_the_names_of_cuda_are_switched_off():
    with pytest.warns(FutureWarning, match=r"amp\.autocast\('cuda'"):
        assert isinstance(rg.cuda.amp.autocast(enabled=False), rg.amp.autocast)
    with pytest.warns(FutureWarning, match=r"amp\.GradScaler\('cuda'"):
        scaler = rg.cuda.amp.GradScaler(enabled=False)
    assert not scaler.is_enabled()
    with pytest.warns(UserWarning, match="nothing is scaled"):
        assert not rg.amp.GradScaler().is_enabled()


class Steps:
    """An optimizer that counts."""

    def __init__(self, *parameters):
        self.param_groups = [{"params": list(parameters)}]
        self.count = 0

    def step(self, *args, **kwargs):
        self.count += 1
        return "stepped", args


def test_a_scaler_that_is_off_scales_nothing():
    scaler, steps = rg.amp.GradScaler(enabled=False), Steps()
    x = rg.ones(2)
    assert scaler.scale(x) is x
    scaler.unscale_(steps)
    assert scaler.step(steps, 1) == ("stepped", (1,))
    scaler.update()
    scaler.load_state_dict({"a": 1})
    assert (scaler.get_scale(), scaler.state_dict(), scaler.is_enabled()) == (1.0, {}, False)


def test_a_scaler_scales_and_unscales_as_torchs():
    w = rg.tensor([2.0, 3.0], requires_grad=True)
    steps, scaler = Steps(w), rg.amp.GradScaler("cpu", init_scale=8.0, growth_interval=2)
    scaler.scale((w * w).sum()).backward()
    assert w.grad.tolist() == [32.0, 48.0]
    scaler.unscale_(steps)
    assert w.grad.tolist() == [4.0, 6.0]
    with pytest.raises(RuntimeError, match="was called for this optimizer"):
        scaler.unscale_(steps)
    assert scaler.step(steps, 1) == ("stepped", (1,))
    with pytest.raises(RuntimeError, match="since the last update"):
        scaler.step(steps)
    scaler.update()
    assert scaler.state_dict() == {
        "scale": 8.0,
        "growth_factor": 2.0,
        "backoff_factor": 0.5,
        "growth_interval": 2,
        "_growth_tracker": 1,
    }
    w.grad = rg.tensor([math.inf, 1.0])
    assert scaler.step(steps) is None
    assert (w.grad.tolist(), steps.count) == ([math.inf, 0.125], 1)
    scaler.update()
    assert (scaler.get_scale(), scaler.state_dict()["_growth_tracker"]) == (4.0, 0)
    for tracker, scale in ((1, 4.0), (0, 8.0)):
        w.grad = rg.ones(2)
        scaler.step(steps)
        scaler.update()
        assert (scaler.state_dict()["_growth_tracker"], scaler.get_scale()) == (tracker, scale)
    with pytest.raises(AssertionError, match="no gradients"):
        scaler.update()


def test_a_scaler_takes_what_torchs_takes():
    scaler = rg.amp.GradScaler("cpu", init_scale=8.0)
    assert scaler.get_scale() == 8.0
    for call in (lambda: scaler.step(Steps()), scaler.update):
        with pytest.raises(AssertionError, match=r"call scale\(loss\)"):
            call()
    w = rg.tensor([2.0, 3.0], requires_grad=True)
    one, (two,) = scaler.scale([w, (w,)])
    assert one.tolist() == two.tolist() == [16.0, 24.0]
    assert scaler.scale(w.double()).dtype == rg.float64
    with pytest.raises(ValueError, match="iterable"):
        scaler.scale([3])
    with pytest.raises(AssertionError, match="no parameter"):
        scaler.step(Steps(rg.ones(2, requires_grad=True)))
    with pytest.raises(RuntimeError, match="closure"):
        scaler.step(Steps(), closure=len)
    scaler.update(3.0)
    assert scaler.get_scale() == 3.0
    scaler.update(rg.tensor(4.0))
    assert scaler.get_scale() == 4.0
    with pytest.raises(AssertionError, match="one element"):
        scaler.update(rg.ones(2))


def test_gradients_of_float16_are_not_unscaled():
    w = rg.ones(2, dtype=rg.float16, requires_grad=True)
    scaler = rg.amp.GradScaler("cpu")
    scaler.scale(w.sum()).backward()
    before = w.grad.tolist()
    with pytest.raises(ValueError, match="float16"):
        scaler.unscale_(Steps(w))
    assert w.grad.tolist() == before


def test_a_scale_that_would_be_infinite_stays():
    w = rg.ones(2, requires_grad=True)
    scaler = rg.amp.GradScaler("cpu", init_scale=2.0**127, growth_interval=1)
    scaler.scale(w)
    w.grad = rg.ones(2)
    scaler.step(Steps(w))
    scaler.update()
    assert (scaler.get_scale(), scaler.state_dict()["_growth_tracker"]) == (2.0**127, 0)


def test_a_scaler_goes_on_from_a_state():
    first, second = rg.amp.GradScaler("cpu", init_scale=4.0), rg.amp.GradScaler("cpu")
    second.scale(rg.ones(1))
    second.load_state_dict(first.state_dict())
    assert second.state_dict() == first.state_dict()
    assert second.scale(rg.ones(1)).item() == 4.0
    with pytest.raises(RuntimeError, match="empty"):
        second.load_state_dict({})
    for option in ({"growth_factor": 1.0}, {"backoff_factor": 1.0}):
        with pytest.raises(AssertionError, match=next(iter(option))):
            rg.amp.GradScaler("cpu", **option)
    second.set_growth_factor(3.0)
    second.set_backoff_factor(0.25)
    second.set_growth_interval(7)
    got = second.get_growth_factor(), second.get_backoff_factor(), second.get_growth_interval()
    assert got == (3.0, 0.25, 7)
