"""Settings of the process: what is set is given back, and what cannot be is refused."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
import retrograd as rg


@pytest.fixture(autouse=True)
def as_before():
    yield
    rg.use_deterministic_algorithms(False)
    rg.set_float32_matmul_precision("highest")


def flags():
    return (
        rg.get_deterministic_debug_mode(),
        rg.are_deterministic_algorithms_enabled(),
        rg.is_deterministic_algorithms_warn_only_enabled(),
    )


@pytest.mark.parametrize(
    ("mode", "want"),
    [
        ("default", (0, False, False)),
        ("warn", (1, True, True)),
        ("error", (2, True, False)),
        (0, (0, False, False)),
        (1, (1, True, True)),
        (2, (2, True, False)),
        (True, (1, True, True)),
    ],
)
def test_the_debug_mode_sets_both_flags(mode, want):
    rg.set_deterministic_debug_mode(mode)
    assert flags() == want


def test_warn_only_is_kept_without_the_mode():
    rg.use_deterministic_algorithms(False, warn_only=True)
    assert flags() == (0, False, True)
    rg.use_deterministic_algorithms(True, warn_only=True)
    assert flags() == (1, True, True)


def test_modes_that_are_none_are_refused():
    for mode in (5, -1, "foo"):
        with pytest.raises(RuntimeError, match="expected one of"):
            rg.set_deterministic_debug_mode(mode)
    with pytest.raises(TypeError):
        rg.set_deterministic_debug_mode(1.0)
    with pytest.raises(TypeError):
        rg.use_deterministic_algorithms(3)
    with pytest.raises(TypeError):
        rg.use_deterministic_algorithms(True, warn_only=1)
    with pytest.raises(TypeError):
        rg.use_deterministic_algorithms(True, True)
    assert flags() == (0, False, False)


@pytest.mark.parametrize(
    ("dtype", "largest"),
    [
        ("int8", 127),
        ("int16", 32767),
        ("uint8", 255),
        ("int32", 2**31 - 1),
        ("int64", 2**63 - 1),
        ("bool", True),
    ],
)
def test_empty_tensors_are_filled_in_deterministic_mode(dtype, largest):
    t = getattr(rg, dtype)
    rg.use_deterministic_algorithms(True)
    made = [
        rg.empty(2, dtype=t),
        rg.empty_like(rg.zeros(2), dtype=t),
        rg.zeros(2, dtype=t).new_empty(2),
        rg.empty_like(rg.zeros(2, dtype=t)),
        rg.empty_strided((2,), (3,), dtype=t),
        rg.empty_permuted((2,), (0,), dtype=t),
        rg.zeros(2, dtype=t).new_empty_strided((2,), (1,)),
        getattr(rg, rg.zeros(2, dtype=t).type().removeprefix("torch."))(2),
    ]
    assert [x.tolist() for x in made] == [[largest] * 2] * 8
    assert {x.dtype for x in made} == {t}


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
def test_empty_floats_are_nan_in_deterministic_mode(dtype):
    t = getattr(rg, dtype)
    rg.use_deterministic_algorithms(True)
    x = rg.empty_like(rg.zeros(2, 3, dtype=t).t())
    assert x.isnan().all() and x.stride() == (1, 3) and x.dtype == t
    assert rg.empty(2, 0, dtype=t).shape == (2, 0)
    assert rg.empty((), dtype=t, requires_grad=True).isnan().item()
    assert rg.empty_strided((2, 2), (0, 1), dtype=t).isnan().all()
    assert rg.Tensor(2, 3).isnan().all()


def test_the_precision_of_products_is_kept_and_changes_none():
    x = rg.rand(8, 8)
    before = (x @ x).tolist()
    assert rg.get_float32_matmul_precision() == "highest"
    for precision, allowed in (("high", True), ("medium", True), ("highest", False)):
        rg.set_float32_matmul_precision(precision)
        assert rg.get_float32_matmul_precision() == precision
        assert rg.backends.cuda.matmul.allow_tf32 is allowed
        assert (x @ x).tolist() == before
    with pytest.warns(UserWarning, match="not one of"):
        rg.set_float32_matmul_precision("x")
    assert rg.get_float32_matmul_precision() == "highest"
    with pytest.raises(RuntimeError, match="expected a str"):
        rg.set_float32_matmul_precision(3)


@pytest.fixture
def denormals():
    """Numbers below the normal ones, more than one thread's share of them."""
    yield rg.full((1_000_000,), 1e-310, dtype=rg.float64), rg.full((5,), 1e-40)
    rg.set_flush_denormal(False)


def test_denormal_numbers_are_flushed_on_all_threads(denormals, threads):
    many, few = denormals
    for count in (1, 4):
        rg.set_num_threads(count)
        assert (many * 1).ne(0).all() and (few * 1).ne(0).all()
        assert rg.set_flush_denormal(True) is True
        flushed = many * 1, few * 1, rg.tensor([2e-308], dtype=rg.float64) / 2
        assert rg.set_flush_denormal(False) is True
        assert [int(x.ne(0).sum().item()) for x in flushed] == [0, 0, 0]
        assert (many * 1).ne(0).all() and (few * 1).ne(0).all()
    with pytest.raises(TypeError):
        rg.set_flush_denormal(1)


def test_other_threads_of_python_keep_their_own_denormals(denormals):
    _, few = denormals
    found = []
    rg.set_flush_denormal(True)
    other = threading.Thread(target=lambda: found.append((few * 1).tolist()))
    other.start()
    other.join()
    assert found[0] == few.tolist()


def test_empty_tensors_are_left_as_they_are_if_told_to():
    deterministic = rg.utils.deterministic
    assert deterministic.fill_uninitialized_memory is True
    rg.use_deterministic_algorithms(True)
    deterministic.fill_uninitialized_memory = False
    try:
        x = rg.ones(1000)
        del x  # the next one of its size gets its memory
        assert not rg.empty(1000).isnan().any()
        assert deterministic.fill_uninitialized_memory is False
    finally:
        deterministic.fill_uninitialized_memory = True
    assert rg.empty(1000).isnan().all()
    with pytest.raises(RuntimeError, match="expected a bool"):
        deterministic.fill_uninitialized_memory = 1


def test_the_number_of_interop_threads_can_be_set_once():
    code = """
import retrograd as rg
assert rg.get_num_interop_threads() == rg.get_num_threads()
for wrong in (0, -1, 1.5, "a", True):
    try:
        rg.set_num_interop_threads(wrong)
    except RuntimeError as error:
        assert "expected" in str(error)
    else:
        raise SystemExit(f"{wrong} was taken")
rg.set_num_interop_threads(3)
assert rg.get_num_interop_threads() == 3
try:
    rg.set_num_interop_threads(4)
except RuntimeError as error:
    assert "once" in str(error)
assert rg.get_num_interop_threads() == 3
"""
    subprocess.run([sys.executable, "-c", code], check=True)


FLAGS = [
    ("cudnn", "enabled", True),
    ("cudnn", "benchmark", False),
    ("cudnn", "deterministic", False),
    ("cudnn", "allow_tf32", True),
    ("mkldnn", "enabled", True),
    ("nnpack", "enabled", True),
]


@pytest.mark.parametrize(("name", "flag", "default"), FLAGS)
def test_a_flag_keeps_what_it_is_set_to(name, flag, default):
    module = getattr(rg.backends, name)
    assert getattr(module, flag) is default
    setattr(module, flag, not default)
    assert getattr(module, flag) is not default
    setattr(module, flag, default)
    with pytest.raises(RuntimeError, match=f"{name}.{flag}: expected a bool"):
        setattr(module, flag, 3)
    assert getattr(module, flag) is default


def test_flags_can_be_set_for_a_block():
    cudnn = rg.backends.cudnn
    with cudnn.flags(enabled=False, deterministic=True):
        assert (cudnn.enabled, cudnn.deterministic, cudnn.benchmark) == (False, True, False)
    assert (cudnn.enabled, cudnn.deterministic, cudnn.benchmark_limit) == (True, False, None)
    with pytest.raises(ZeroDivisionError), rg.backends.mkldnn.flags(enabled=False):
        assert not rg.backends.mkldnn.enabled
        raise ZeroDivisionError
    assert rg.backends.mkldnn.enabled
    with rg.backends.nnpack.flags():
        assert not rg.backends.nnpack.enabled


def test_flags_of_cuda_products_are_checked():
    matmul = rg.backends.cuda.matmul
    for flag in ("allow_tf32", "allow_fp16_reduced_precision_reduction"):
        with pytest.raises(RuntimeError, match="expected a bool"):
            setattr(matmul, flag, 1)
    matmul.allow_bf16_reduced_precision_reduction = False
    assert not matmul.allow_bf16_reduced_precision_reduction
    matmul.allow_bf16_reduced_precision_reduction = True
    matmul.allow_tf32 = True
    assert rg.get_float32_matmul_precision() == "high"
    with pytest.raises(AttributeError):
        matmul.foo = True


def test_no_other_library_is_inside():
    b = rg.backends
    for module in (b.cudnn, b.mkl, b.mkldnn, b.mps, b.nnpack, b.openmp, b.opt_einsum):
        assert module.is_available() is False
    assert (b.cudnn.version(), b.cuda.is_built(), b.mps.is_built()) == (None, False, False)
    assert not b.cudnn.is_acceptable(rg.ones(1))


def test_the_capability_of_the_cpu_is_that_of_the_loops(isa):
    names = {"v3": "AVX2", "v4": "AVX512"}
    assert rg.backends.cpu.get_cpu_capability() == names.get(rg._core.isa(), "DEFAULT")
