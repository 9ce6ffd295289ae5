"""Which type operands have together, what asarray() shares, and numbers of factories in types."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest
import retrograd as rg

I8, HALF = rg.ones(1, dtype=rg.int8), rg.ones(1, dtype=rg.float16)


@pytest.mark.parametrize(
    ("a", "b", "want"),
    [
        (I8, 1.5, rg.float32),
        (I8, True, rg.int8),
        (I8, 300, rg.int8),
        (1, 2, rg.int64),
        (1, 2.5, rg.float32),
        (True, 1, rg.int64),
        (rg.ones(2), rg.tensor(1.0, dtype=rg.float64), rg.float32),
        (I8, rg.tensor(1.0, dtype=rg.float64), rg.float64),
        (rg.tensor(1), I8, rg.int8),
        (HALF, rg.ones(1, dtype=rg.bfloat16), rg.float32),
        (np.float32(2), I8, rg.float32),
    ],
)
def test_the_type_of_a_result_is_that_of_torch(a, b, want):
    assert rg.result_type(a, b) is want and rg.result_type(b, a) is want


def test_types_are_promoted_and_cast_as_in_torch():
    assert rg.promote_types(rg.int8, rg.uint8) is rg.int16
    assert rg.promote_types(rg.float16, rg.bfloat16) is rg.float32
    types = [rg.bool, rg.uint8, rg.int8, rg.int64, rg.float16, rg.float64]
    kinds = [0, 1, 1, 1, 2, 2]
    for a, i in zip(types, kinds, strict=True):
        for b, j in zip(types, kinds, strict=True):
            assert rg.can_cast(a, b) == (i <= j)
            assert rg.promote_types(a, b) is (rg.ones(1, dtype=a) + rg.ones(1, dtype=b)).dtype
    for call in (lambda: rg.result_type(I8, "x"), lambda: rg.promote_types(rg.int8, 1)):
        with pytest.raises(TypeError):
            call()


def test_asarray_gives_tensors_themselves():
    x = rg.ones(3)
    assert rg.asarray(x) is x and rg.asarray(x, copy=False) is x
    y = rg.asarray(x, copy=True)
    assert y is not x and y.data_ptr() != x.data_ptr()
    w = rg.ones(2, requires_grad=True)
    assert rg.asarray(w) is w and (rg.asarray(w, dtype=rg.float64) * 2).requires_grad
    assert rg.asarray(rg.ones(2), requires_grad=True).requires_grad
    assert rg.asarray([1, 2], requires_grad=True, dtype=rg.float32).is_leaf


def test_asarray_shares_arrays_and_buffers():
    a = np.arange(3.0)
    x = rg.asarray(a)
    x[0] = 7
    assert a[0] == 7 and rg.asarray(a, copy=True).data_ptr() != x.data_ptr()
    raw = bytearray(np.arange(3, dtype=np.float32).tobytes())
    assert rg.asarray(raw, dtype=rg.float32).tolist() == [0.0, 1.0, 2.0]
    assert rg.asarray(raw).dtype is rg.uint8 and rg.asarray(memoryview(a)).dtype is rg.float64
    frozen = np.arange(2.0)
    frozen.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        rg.asarray(frozen)[0] = 1
    assert rg.asarray(a, dtype=rg.int32).tolist() == [7, 1, 2]

    class Producer:
        def __dlpack__(self, **kwargs):
            return x.__dlpack__(**kwargs)

        def __dlpack_device__(self):
            return (1, 0)

    assert rg.asarray(Producer()).data_ptr() == x.data_ptr()
    assert rg.asarray(x.__dlpack__()).data_ptr() == x.data_ptr()


@pytest.mark.parametrize("data", [[1, 2], 1.5, np.float32(2), range(2)])
def test_asarray_copies_what_has_no_memory_to_share(data):
    np.testing.assert_array_equal(rg.asarray(data).numpy(), np.asarray(data))
    with pytest.raises(ValueError, match="copy=False"):
        rg.asarray(data, copy=False)


def test_asarray_without_a_copy_refuses_another_type():
    for x in (rg.ones(2), np.ones(2, np.float32)):
        with pytest.raises(ValueError, match="takes a copy"):
            rg.asarray(x, dtype=rg.float64, copy=False)
    for data, error in (("abc", TypeError), (None, RuntimeError), ([1, [2]], TypeError)):
        with pytest.raises(error):
            rg.asarray(data)
    with pytest.raises(RuntimeError):
        rg.asarray([1], requires_grad=True)


def test_powers_at_equal_distances_are_whole_where_they_should_be():
    assert rg.logspace(0.5, 3, 4, base=2, dtype=rg.int64).tolist() == [1, 2, 4, 8]
    assert rg.logspace(0, 2, 5, dtype=rg.int32).tolist() == [1, 3, 10, 31, 100]
    assert rg.logspace(0, 3, 4, base=-2).tolist() == [1, -2, 4, -8]
    assert rg.logspace(0, 10, 3, dtype=rg.int8).tolist() == [1, 127, 127]
    assert rg.logspace(0, 50, 3).tolist() == [1.0, pytest.approx(1e25), math.inf]
    assert rg.logspace(rg.tensor(0.0), 3, 4, out=rg.empty(4)).tolist() == [1, 10, 100, 1000]


def test_windows_do_not_overflow_and_end_in_0():
    for window in (rg.hann_window, rg.blackman_window, rg.bartlett_window):
        assert window(9, False)[[0, -1]].tolist() == [0.0, 0.0]
    far = rg.kaiser_window(9, True, 2000.0, dtype=rg.float64)
    assert far.isfinite().all() and far.max() < 1
    np.testing.assert_array_equal(rg.kaiser_window(5, True, -3.0), rg.kaiser_window(5, True, 3.0))
    assert rg.kaiser_window(4, True, math.nan).isnan().all()
    wide = rg.hann_window(300, dtype=rg.float64)
    for name in ("float16", "bfloat16"):
        narrow = rg.hann_window(300, dtype=getattr(rg, name), requires_grad=True)
        assert narrow.requires_grad and rg.equal(narrow, wide.to(narrow.dtype))


def test_types_that_no_tensor_has_are_names_alone():
    assert repr(rg.complex64) == "torch.complex64" and rg.cfloat is rg.complex64
    assert (rg.complex64.itemsize, rg.complex64.is_complex, rg.uint16.is_signed) == (8, True, False)
    assert {rg.float32: 1, rg.complex64: 2, rg.uint16: 3}[rg.complex64] == 2
    assert rg.ones(1).dtype not in (rg.complex64, rg.complex128, rg.quint8)
    assert pickle.loads(pickle.dumps(rg.complex128)) is rg.complex128
    assert not isinstance(rg.complex64, rg.dtype) and "complex64" not in dir(rg)
    with pytest.raises(TypeError, match=r"'dtype' must be dtype.*not retrograd\.complex64"):
        rg.zeros(2, dtype=rg.complex64)


def test_layouts_that_no_tensor_has_are_names_alone():
    assert repr(rg.sparse_coo) == "torch.sparse_coo" and rg.ones(1).layout != rg.sparse_csr
    assert pickle.loads(pickle.dumps(rg.sparse_bsr)) is rg.sparse_bsr
    assert not rg.ones(1).is_sparse and "sparse_coo" not in dir(rg)
    assert rg.float8_e4m3fn.is_floating_point and rg.float8_e4m3fn.itemsize == 1
    with pytest.raises(TypeError, match=r"'layout' must be strided, not retrograd\.sparse_coo"):
        rg.zeros(2, layout=rg.sparse_coo)


def test_types_that_no_tensor_has_have_torchs_limits():
    for name, eps, most, tiny in (
        ("float8_e4m3fn", 0.125, 448.0, 0.015625),
        ("float8_e4m3fnuz", 0.125, 240.0, 0.0078125),
        ("float8_e5m2", 0.25, 57344.0, 6.103515625e-05),
        ("float8_e5m2fnuz", 0.125, 57344.0, 3.0517578125e-05),
    ):
        limits = rg.finfo(getattr(rg, name))
        assert (limits.eps, limits.max, limits.min, limits.tiny) == (eps, most, -most, tiny)
        assert (limits.bits, limits.dtype, limits.resolution) == (8, name, 1.0)
    assert rg.finfo(rg.float8_e8m0fnu).min == 2.0**-127 and rg.finfo(rg.complex64).bits == 32
    assert rg.finfo(rg.complex128) == rg.finfo(rg.float64)
    assert rg.iinfo(rg.uint16).max == 65535 and rg.iinfo(rg.uint64).max == 2**64 - 1
    with pytest.raises(TypeError):
        rg.finfo(rg.quint8)
