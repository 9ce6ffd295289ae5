"""Numbers in and out: numpy without a copy, the buffer protocol, lists and Python scalars."""

from __future__ import annotations

import array
import gc
import weakref

import numpy as np
import pytest
import retrograd as rg

DTYPES = ["float32", "float64", "int64", "int32", "uint8", "bool"]


@pytest.mark.parametrize("name", DTYPES)
def test_from_numpy_shares_memory_and_keeps_the_dtype(name):
    a = np.array([[0, 1], [1, 0]]).astype(name)
    t = rg.from_numpy(a)
    assert t.dtype == getattr(rg, name)
    a[0, 0] = 1
    assert t[0, 0].item() == 1
    t[1, 1] = 1
    assert a[1, 1] == 1


@pytest.mark.parametrize("name", DTYPES)
def test_numpy_shares_memory_and_keeps_the_dtype(name):
    t = rg.ones(2, 3, dtype=getattr(rg, name))
    a = t.numpy()
    assert a.dtype == name
    assert a.shape == (2, 3)
    t[0, 1] = 0
    assert a[0, 1] == 0
    a[1, 2] = 0
    assert t[1, 2].item() == 0


def test_strides_survive_both_ways():
    base = np.arange(24.0).reshape(4, 6)
    t = rg.from_numpy(base[::2, 1::3])
    assert t.tolist() == base[::2, 1::3].tolist()
    assert t.t().numpy().tolist() == base[::2, 1::3].T.tolist()
    assert rg.ones(3, 1).expand(3, 4).numpy().strides == (4, 0)


def test_the_array_keeps_its_memory_alive_after_the_tensor():
    a = rg.arange(1000).numpy()
    gc.collect()
    assert a.sum() == 499500


def test_the_tensor_keeps_the_array_alive_and_lets_it_go():
    class Mine(np.ndarray):
        pass

    a = np.arange(10.0).view(Mine)
    mark = weakref.ref(a)
    t = rg.from_numpy(a)
    view = t[2:4]
    del a, t
    gc.collect()
    assert view.tolist() == [2.0, 3.0]
    del view
    gc.collect()
    assert mark() is None


def test_tensor_copies_and_as_tensor_shares():
    a = np.zeros(2)
    copied, shared = rg.tensor(a), rg.as_tensor(a)
    a[0] = 5
    assert copied.tolist() == [0.0, 0.0]
    assert shared.tolist() == [5.0, 0.0]
    t = rg.ones(2)
    assert rg.as_tensor(t) is t
    assert rg.as_tensor(a, dtype=rg.float32).dtype == rg.float32


def test_asarray_and_array_protocol_give_the_values():
    t = rg.tensor([[1.5, 2.5]])
    assert np.asarray(t).tolist() == [[1.5, 2.5]]
    assert np.asarray(t).dtype == np.float32
    assert np.asarray(t, dtype=np.float64).dtype == np.float64
    assert np.array(t).tolist() == [[1.5, 2.5]]
    assert np.allclose(t, [[1.5, 2.5]])
    copied = np.array(t)
    t.zero_()
    assert copied.tolist() == [[1.5, 2.5]]


def test_empty_and_zero_dimensional_arrays_go_both_ways():
    assert rg.from_numpy(np.zeros((0, 3))).shape == (0, 3)
    assert rg.zeros(0, 3).numpy().shape == (0, 3)
    assert rg.from_numpy(np.array(2.5)).item() == 2.5
    assert rg.tensor(2.5).numpy().shape == ()
    assert rg.tensor(np.float32(2.5)).dtype == rg.float32
    assert rg.tensor(np.int32(2)).dtype == rg.int32


def test_tensors_and_numpy_scalars_mix_as_tensors():
    t = rg.tensor([1.0, 2.0])
    for y in (t * np.float32(2), t + np.float64(1), t * np.int64(2)):
        assert isinstance(y, rg.Tensor)
        assert y.dtype == rg.float32


# Lists and Python numbers


@pytest.mark.parametrize(
    ("value", "name", "shape"),
    [
        (1, "int64", ()),
        (1.5, "float32", ()),
        (True, "bool", ()),
        ([1, 2], "int64", (2,)),
        ([1, 2.5], "float32", (2,)),
        ([True, False], "bool", (2,)),
        ([True, 2], "int64", (2,)),
        ([[1.0], [2.0]], "float32", (2, 1)),
        ([], "float32", (0,)),
        ([[], []], "float32", (2, 0)),
        ((1, (2)), "int64", (2,)),
        (range(3), "int64", (3,)),
        ([np.float64(1.5)], "float64", (1,)),
    ],
    ids=str,
)
def test_tensor_infers_dtype_and_shape_from_lists(value, name, shape):
    t = rg.tensor(value)
    assert t.dtype == getattr(rg, name)
    assert t.shape == shape


def test_tensor_takes_lists_of_scalar_tensors():
    t = rg.tensor([rg.tensor(1.5), 2.0])
    assert t.tolist() == [1.5, 2.0]


@pytest.mark.parametrize("name", DTYPES)
def test_tolist_and_item_give_python_numbers(name):
    t = rg.tensor([[0, 1], [1, 0]], dtype=getattr(rg, name))
    kind = {"f": float, "b": bool}.get(np.dtype(name).kind, int)
    assert t.tolist() == [[0, 1], [1, 0]]
    assert type(t.tolist()[0][0]) is kind
    assert type(t[0, 1].item()) is kind
    assert type(rg.tensor(1, dtype=getattr(rg, name)).tolist()) is kind


def test_tolist_of_odd_shapes_and_strides():
    assert rg.zeros(0).tolist() == []
    assert rg.zeros(2, 0).tolist() == [[], []]
    assert rg.arange(6).view(2, 3).t().tolist() == [[0, 3], [1, 4], [2, 5]]
    assert rg.ones(1).expand(3).tolist() == [1.0] * 3


def test_python_number_protocols():
    assert float(rg.tensor(1.5)) == 1.5
    assert int(rg.tensor([2.9])) == 2
    assert bool(rg.tensor([[0.0]])) is False
    assert complex(rg.tensor(2.0)) == 2 + 0j
    assert [10, 20, 30][rg.tensor(1)] == 20
    assert f"{rg.tensor(1.23456):.2f}" == "1.23"
    assert f"{rg.ones(2)}" == "tensor([1., 1.])"


def test_extreme_numbers_survive_the_round_trip():
    for name, values in {
        "int64": [2**63 - 1, -(2**63)],
        "int32": [2**31 - 1, -(2**31)],
        "uint8": [0, 255],
        "float64": [1.7976931348623157e308, 5e-324, -0.0],
    }.items():
        t = rg.tensor(values, dtype=getattr(rg, name))
        assert t.tolist() == values
        assert t.numpy().tolist() == values


# Other buffers


def test_memoryview_shows_shape_strides_and_format_of_a_tensor():
    t = rg.arange(6, dtype=rg.float32).view(2, 3)
    m = memoryview(t)
    assert (m.shape, m.strides, m.format, m.readonly) == ((2, 3), (12, 4), "f", False)
    assert m.tolist() == t.tolist()
    m[1, 2] = 9.0
    assert t[1, 2].item() == 9.0
    assert np.frombuffer(rg.ones(3), np.float32).tolist() == [1.0] * 3


def test_tensor_reads_the_array_module():
    assert rg.tensor(array.array("d", [1.0, 2.0])).tolist() == [1.0, 2.0]


def test_importing_the_package_does_not_import_numpy():
    from subprocess_run import run_python

    run_python("""
        import sys
        import retrograd
        assert "numpy" not in sys.modules
        assert retrograd.ones(2).sum().item() == 2
        assert "numpy" not in sys.modules
    """)
