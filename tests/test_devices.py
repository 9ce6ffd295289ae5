"""Devices that are not there: what programs ask of them, and how their use is refused."""

from __future__ import annotations

import importlib
import inspect
import pickle
import warnings

import pytest
import retrograd as rg

ABSENT = ["cuda", "xpu", "mps", "accelerator"]


@pytest.mark.parametrize("name", ABSENT)
def test_a_device_that_is_not_there_says_so(name):
    module = importlib.import_module(f"retrograd.{name}")
    assert getattr(rg, name) is module
    assert module.is_available() is False
    assert module.device_count() == 0


@pytest.mark.parametrize("name", ABSENT)
def test_what_needs_a_device_is_refused_as_in_torch(name):
    module = getattr(rg, name)
    refused = [n for n in module.__all__ if (getattr(module, n).__doc__ or "") == "Refused."]
    assert "synchronize" in refused
    for function in refused:
        call = getattr(module, function)
        needed = [
            p for p in inspect.signature(call).parameters.values() if p.default is inspect._empty
        ]
        with pytest.raises(rg.errors.DeviceError, match=rf"{name}\.{function}: .*is_available"):
            call(*[0] * len(needed))


def test_the_error_is_an_assertion_as_torchs_and_a_runtime_error():
    with pytest.raises(AssertionError):
        rg.cuda.current_device()
    with pytest.raises(RuntimeError):
        rg.ones(2).cuda()
    with pytest.raises(AssertionError):
        rg.ones(2, device="cuda")


def test_cuda_answers_as_torch_without_it():
    assert not rg.cuda.is_initialized()
    assert not rg.cuda.is_bf16_supported() and not rg.cuda.is_tf32_supported()
    assert (rg.cuda.get_arch_list(), rg.cuda.get_gencode_flags()) == ([], "")
    assert rg.cuda.memory_allocated() == rg.cuda.max_memory_allocated("cuda:3") == 0
    assert rg.cuda.memory_reserved(0) == rg.cuda.max_memory_reserved() == 0
    assert rg.cuda.memory_stats() == {}
    assert rg.cuda.get_rng_state_all() == []
    assert rg.cuda.default_generators == ()
    assert rg.cuda.memory_stats_as_nested_dict() == rg.cuda.host_memory_stats() == {}
    rg.cuda.caching_allocator_enable(False)


@pytest.mark.parametrize("part", ["memory", "random"])
def test_parts_of_cuda_are_its_names(part):
    module = importlib.import_module(f"retrograd.cuda.{part}")
    assert getattr(rg.cuda, part) is module
    for name in module.__all__:
        assert getattr(rg.cuda, name) is getattr(module, name)


def test_marks_for_profilers_are_refused():
    nvtx = importlib.import_module("retrograd.cuda.nvtx")
    assert rg.cuda.nvtx is nvtx
    calls = {
        "range_push": lambda: nvtx.range_push("a"),
        "range_pop": nvtx.range_pop,
        "range_start": lambda: nvtx.range_start("a"),
        "range_end": lambda: nvtx.range_end(1),
        "mark": lambda: nvtx.mark("a"),
    }
    assert {*calls, "range"} == set(nvtx.__all__)
    for name, call in calls.items():
        with pytest.raises(RuntimeError, match=rf"cuda\.nvtx\.{name}: there is no CUDA"):
            call()
    block = nvtx.range("step {}", 1)
    with pytest.raises(rg.errors.DeviceError, match=r"range_push"), block:
        pass


CUDA_TYPES = {
    "BFloat16Tensor": rg.bfloat16,
    "BoolTensor": rg.bool,
    "ByteTensor": rg.uint8,
    "CharTensor": rg.int8,
    "DoubleTensor": rg.float64,
    "FloatTensor": rg.float32,
    "HalfTensor": rg.float16,
    "IntTensor": rg.int32,
    "LongTensor": rg.int64,
    "ShortTensor": rg.int16,
}


@pytest.mark.parametrize("name", CUDA_TYPES)
def test_types_of_cuda_have_no_instances_and_make_none(name):
    kind = getattr(rg.cuda, name)
    assert (kind.__module__, kind.__name__) == ("retrograd.cuda", name)
    assert (kind.dtype, kind.is_cuda, kind.is_sparse) == (CUDA_TYPES[name], True, False)
    with pytest.raises(TypeError, match="not an acceptable base type"):
        type("Sub", (kind,), {})
    assert kind.layout is rg.strided and kind is not getattr(rg, name)
    x = rg.ones(2, dtype=kind.dtype)
    assert not isinstance(x, kind) and isinstance(x, getattr(rg, name))
    for arguments in ((), (2,), ([1.0],)):
        with pytest.raises(TypeError, match=rf"torch\.cuda\.{name} is not available"):
            kind(*arguments)
    for wanted in (kind, f"torch.cuda.{name}"):
        with pytest.raises(RuntimeError, match="type: there is no CUDA"):
            x.type(wanted)
        with pytest.raises(TypeError, match="is not available"):
            rg.set_default_tensor_type(wanted)
    assert rg.get_default_dtype() is rg.float32


def test_errors_of_memory_and_accelerators_are_classes_of_the_module():
    assert rg.OutOfMemoryError is rg.cuda.OutOfMemoryError is rg.errors.OutOfMemory
    assert issubclass(rg.OutOfMemoryError, RuntimeError)
    assert rg.AcceleratorError is rg.cuda.AcceleratorError
    assert rg.AcceleratorError.__bases__ == (RuntimeError,)
    with pytest.raises(rg.OutOfMemoryError):
        rg.empty(2**50)


def test_seeding_cuda_leaves_the_stream_of_the_cpu():
    rg.manual_seed(3)
    before = rg.get_rng_state()
    rg.cuda.manual_seed(5)
    rg.cuda.manual_seed_all(5)
    rg.cuda.seed()
    rg.cuda.seed_all()
    rg.cuda.set_rng_state_all([])
    rg.cuda.empty_cache()
    rg.mps.manual_seed(5)
    rg.xpu.manual_seed_all(5)
    assert rg.equal(rg.get_rng_state(), before)
    with pytest.raises(ValueError):
        rg.cuda.manual_seed("a")


def test_old_names_of_cuda_warn():
    with pytest.warns(FutureWarning, match="memory_reserved"):
        assert rg.cuda.memory_cached() == 0
    with pytest.warns(FutureWarning, match="max_memory_reserved"):
        assert rg.cuda.max_memory_cached() == 0


def test_blocks_of_no_device_and_no_stream_do_nothing():
    with rg.cuda.device(-1), rg.cuda.device_of(rg.ones(1)), rg.cuda.stream(None):
        pass
    rg.cuda.set_device(-1)
    with pytest.raises(rg.errors.DeviceError), rg.cuda.device(0):
        pass
    for make in (rg.cuda.Stream, rg.cuda.Event):
        with pytest.raises(rg.errors.DeviceError):
            make()


def test_the_cpu_is_a_device_too():
    assert rg.cpu.is_available() and rg.cpu.is_initialized()
    assert (rg.cpu.device_count(), rg.cpu.current_device()) == (1, "cpu")
    rg.cpu.synchronize()
    with rg.cpu.stream(rg.cpu.current_stream()):
        pass
    event, stream = rg.cpu.Event(), rg.cpu.Stream()
    assert event.query() is True
    assert event.record() is event.wait() is event.synchronize() is None
    assert stream.record_event() is stream.wait_event(event) is stream.wait_stream(stream) is None


def test_a_program_that_picks_a_device_gets_the_cpu():
    device = rg.device("cuda" if rg.cuda.is_available() else "cpu")
    assert rg.ones(2).to(device).device == device


@pytest.mark.parametrize(
    ("arguments", "shown", "text"),
    [
        (("cuda",), "device(type='cuda')", "cuda"),
        (("cuda:1",), "device(type='cuda', index=1)", "cuda:1"),
        (("cuda", 2), "device(type='cuda', index=2)", "cuda:2"),
        (("mps",), "device(type='mps')", "mps"),
        (("meta",), "device(type='meta')", "meta"),
        (("cpu",), "device(type='cpu')", "cpu"),
        (("cpu", 0), "device(type='cpu', index=0)", "cpu:0"),
    ],
)
def test_any_device_can_be_named(arguments, shown, text):
    named = rg.device(*arguments)
    assert (repr(named), str(named)) == (shown, text)
    again = rg.device(text)
    assert again == named and hash(again) == hash(named)
    assert pickle.loads(pickle.dumps(named)) == named
    assert rg.device(named) is named


def test_devices_are_compared_by_kind_and_index():
    names = ["cpu", "cpu:0", "cuda", "cuda:0", "cuda:1", "mps"]
    devices = [rg.device(name) for name in names]
    assert len(set(devices)) == len(names)
    assert [devices[0] == other for other in devices] == [True] + [False] * 5
    assert rg.device("cuda") != rg.ones(2).device
    assert rg.device("cuda") != "cuda"
    assert (rg.device("cuda").index, rg.device("cuda:1").index) == (None, 1)
    with pytest.raises(TypeError):
        rg.device("cpu") < rg.device("cuda")  # noqa: B015


@pytest.mark.parametrize(
    "name", ["foo", "", "cuda:", "cuda:-1", "cuda:01", "cuda:1x", "cuda:1:1", "cuda:999", " cuda"]
)
def test_what_is_no_name_of_a_device_is_refused(name):
    with pytest.raises(RuntimeError, match="device: "):
        rg.device(name)
    with pytest.raises(RuntimeError, match="device: "):
        rg.ones(2, device=name)


def test_an_index_is_checked():
    for arguments in (("cuda:1", 1), ("cuda", -1), ("cuda", 128), ("cpu", 1), ("cpu:7",)):
        with pytest.raises(RuntimeError, match="device: "):
            rg.device(*arguments)
    with pytest.raises(TypeError):
        rg.device("cuda", 1.5)
    with pytest.raises(rg.errors.DeviceError, match="there is none"):
        rg.device(0)
    with pytest.raises(TypeError):
        rg.device(1.5)


def test_a_device_that_is_not_there_is_refused_where_it_is_used():
    named = rg.device("cuda:1")
    x = rg.ones(2)
    for use in (
        lambda: rg.ones(2, device=named),
        lambda: rg.tensor([1.0], device=named),
        lambda: rg.rand(2, device=named),
        lambda: x.to(named),
        lambda: x.to("meta"),
        lambda: rg.Generator(device=named),
        named.__enter__,
        lambda: rg.set_default_device(named),
    ):
        with pytest.raises(rg.errors.DeviceError, match=r"is not available.*'cpu' alone"):
            use()


TAKE_A_DEVICE = {
    "zeros": lambda d: rg.zeros(2, device=d),
    "full": lambda d: rg.full((2,), 1.0, device=d),
    "tensor": lambda d: rg.tensor([1.0], device=d),
    "as_tensor": lambda d: rg.as_tensor([1.0], device=d),
    "arange": lambda d: rg.arange(3, device=d),
    "rand": lambda d: rg.rand(2, device=d),
    "randint": lambda d: rg.randint(2, (2,), device=d),
    "zeros_like": lambda d: rg.zeros_like(rg.ones(2), device=d),
    "new_zeros": lambda d: rg.ones(2).new_zeros(2, device=d),
    "empty_strided": lambda d: rg.empty_strided((2,), (1,), device=d),
    "to": lambda d: rg.ones(2).to(device=d),
    "cuda": lambda d: rg.ones(2).cuda(d),
    "Tensor": lambda d: rg.Tensor(2, device=d),
    "Generator": lambda d: rg.Generator(device=d),
    "device": rg.device,
    "make_tensor": lambda d: rg.testing.make_tensor((2,), dtype=rg.float32, device=d),
    "UntypedStorage": lambda d: rg.UntypedStorage(4, device=d),
    "set_default_device": rg.set_default_device,
}


@pytest.mark.parametrize("name", TAKE_A_DEVICE)
def test_a_number_is_an_accelerator_and_no_other_object_is_a_device(name):
    call = TAKE_A_DEVICE[name]
    for number in (0, 5, -1, 2**70):
        with pytest.raises(RuntimeError, match=r"device|cuda"):
            call(number)
    for wrong in (True, 1.5, [], rg.tensor(0), object()):
        with pytest.raises(TypeError):
            call(wrong)


@pytest.mark.parametrize("name", ["cuda", "ipu", "mtia", "xpu"])
def test_no_tensor_goes_to_a_device_that_is_not_there(name):
    move = getattr(rg.ones(2), name)
    for arguments in ((), (0,), (None, True), (f"{name}:1",)):
        with pytest.raises(rg.errors.DeviceError, match=f"{name}: .*use to\\('cpu'\\)"):
            move(*arguments)
    for wrong in (True, 1.5, [0]):
        with pytest.raises(TypeError, match=f"{name}: expected a device"):
            move(wrong)


def test_no_accelerator_is_selected_by_none():
    with rg.accelerator.device_index(None) as block:
        assert block is None
    for number in (0, -1):
        with pytest.raises(RuntimeError, match="device_index"), rg.accelerator.device_index(number):
            pass


def test_a_number_is_a_device_by_position_too():
    for arguments in ((0,), (1, rg.int64), (2, rg.int64, True)):
        with pytest.raises(rg.errors.DeviceError, match="a number names an accelerator"):
            rg.ones(2).to(*arguments)


def test_a_tensor_knows_where_it_is():
    x = rg.ones(2)
    assert x.is_cpu is True
    kinds = ["cuda", "ipu", "maia", "meta", "mps", "mtia", "vulkan", "xla", "xpu"]
    assert [getattr(x, f"is_{kind}") for kind in kinds] == [False] * len(kinds)
    assert x.get_device() == rg.get_device(x) == -1


def test_the_default_device_is_the_cpu():
    rg.set_default_device("cpu")
    rg.set_default_device(None)
    assert rg.get_default_device() == rg.device("cpu")
    assert rg.get_device_module() is rg.get_device_module("cpu") is rg.cpu
    assert rg.get_device_module(rg.device("cuda:0")) is rg.cuda
    with pytest.raises(RuntimeError, match="no module for 'meta'"):
        rg.get_device_module("meta")


def test_there_are_no_other_processes():
    assert not rg.distributed.is_available() and not rg.distributed.is_initialized()
    assert not rg.distributed.is_nccl_available()
    with pytest.raises(ValueError, match="process group"):
        rg.distributed.get_rank()
    with pytest.raises(ValueError, match="process group"):
        rg.distributed.get_world_size()
    with pytest.raises(RuntimeError, match="one process"):
        rg.distributed.init_process_group("gloo")


def test_versions_of_what_is_not_there_are_none():
    assert rg.version.__version__ == rg.__version__
    assert rg.version.torch == "2.13.0"
    assert (rg.version.cuda, rg.version.hip, rg.version.xpu, rg.version.debug) == (
        None,
        None,
        None,
        False,
    )


def test_importing_what_is_not_there_warns_of_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in (*ABSENT, "cuda.amp", "cpu.amp", "backends.cudnn", "distributed"):
            importlib.import_module(f"retrograd.{name}")
