"""NumPy's own functions on tensors: their histories, their results, and where they write."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg
from subprocess_run import run_python

BINARY = [
    "add", "subtract", "multiply", "divide", "floor_divide", "remainder", "power", "maximum",
    "minimum", "equal", "not_equal", "less", "less_equal", "greater", "greater_equal",
]  # fmt: skip


@pytest.mark.parametrize("name", BINARY)
def test_arithmetic_and_comparison_of_numpy_take_tensors_on_either_side(name):
    f = getattr(np, name)
    a, b = np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 0.5])
    for got in (f(rg.tensor(a), b), f(a, rg.tensor(b)), f(rg.tensor(a), rg.tensor(b))):
        assert isinstance(got, rg.Tensor)
        np.testing.assert_allclose(got.numpy(), f(a, b))
    np.testing.assert_allclose(f(rg.tensor(a), 2).numpy(), f(a, 2))
    np.testing.assert_allclose(f(2, rg.tensor(a)).numpy(), f(2, a))


@pytest.mark.parametrize("name", ["bitwise_and", "bitwise_or", "bitwise_xor"])
def test_bitwise_functions_of_numpy_take_tensors(name):
    f = getattr(np, name)
    assert f(rg.tensor([5, 6]), 3).tolist() == f(np.array([5, 6]), 3).tolist()
    assert np.invert(rg.tensor([5])).tolist() == [-6]


@pytest.mark.parametrize(
    ("f", "node"),
    [
        (lambda w: np.ones(2) * w, "MulBackward0"),
        (lambda w: np.add(w, 1), "AddBackward0"),
        (lambda w: np.add(np.ones(2), w), "AddBackward0"),
        (lambda w: np.float64(2) * w, "MulBackward0"),
        (lambda w: np.maximum(w, 0), "MaximumBackward0"),
        (lambda w: np.negative(w), "NegBackward0"),
        (lambda w: np.abs(w), "AbsBackward0"),
    ],
)
def test_what_is_an_operation_keeps_its_history(f, node):
    w = rg.tensor([1.0, 2.0], requires_grad=True)
    assert f(w).grad_fn.name() == node


def test_matrix_products_with_arrays_promote_and_are_differentiable():
    a = np.array([[1.0, 2.0], [3.0, 4.0]])
    w = rg.tensor([[1.0, 0.5], [0.0, 2.0]], requires_grad=True)
    for y in (np.matmul(a, w), a @ w):
        assert y.dtype == rg.float64
        w.grad = None
        y.sum().backward()
        assert w.grad.tolist() == [[4.0, 4.0], [6.0, 6.0]]
    w.grad = None
    (w @ a).sum().backward()
    assert w.grad.tolist() == [[3.0, 7.0], [3.0, 7.0]]


@pytest.mark.parametrize("name", ["sin", "exp", "sqrt", "log1p", "arctan", "sign", "rint", "cbrt"])
def test_other_functions_see_an_array_and_return_a_tensor(name):
    f = getattr(np, name)
    x = np.array([0.25, 1.0, 4.0], dtype=np.float32)
    got = f(rg.tensor(x))
    assert isinstance(got, rg.Tensor)
    assert got.dtype == rg.float32
    np.testing.assert_array_equal(got.numpy(), f(x))


def test_predicates_give_bools_also_of_0_d_tensors():
    assert bool(np.isfinite(rg.tensor(1.0)))
    assert not np.isfinite(rg.tensor(float("inf")))
    assert np.isnan(rg.tensor([1.0, float("nan")])).tolist() == [False, True]
    assert np.logical_and(rg.tensor([True, True]), [True, False]).tolist() == [True, False]


def test_a_function_without_history_names_ours_where_grad_is_required():
    w = rg.ones(2, requires_grad=True)
    with pytest.raises(RuntimeError, match=r"numpy\.sin: .*retrograd\.sin\(\), or detach"):
        np.sin(w)
    with pytest.raises(RuntimeError, match=r"numpy\.cbrt: .*use detach"):
        np.cbrt(w)
    with rg.no_grad():
        assert np.sin(w).tolist() == pytest.approx([np.sin(1.0)] * 2)


def test_methods_of_ufuncs_return_tensors():
    x = np.array([[1.0, 2.0], [3.0, 4.0]])
    t = rg.tensor(x)
    for f in (
        lambda v: np.add.reduce(v),
        lambda v: np.multiply.reduce(v, axis=1, keepdims=True),
        lambda v: np.add.accumulate(v, axis=1),
        lambda v: np.subtract.outer(v, v),
        lambda v: np.add.reduce(v, axis=None),
        lambda v: np.add(v, v, dtype=np.float64),
    ):
        got = f(t)
        assert isinstance(got, rg.Tensor)
        np.testing.assert_array_equal(got.numpy(), f(x))
    quotient, rest = np.divmod(rg.tensor([7.0]), 2)
    assert (quotient.tolist(), rest.tolist()) == ([3.0], [1.0])


def test_out_may_be_an_array_or_a_tensor_whose_write_is_counted():
    t, array, out = rg.tensor([1.0, 2.0]), np.zeros(2), rg.zeros(2)
    assert np.add(t, 1, out=array) is array
    assert array.tolist() == [2.0, 3.0]
    assert np.add(t, 1, out=out, where=np.array([True, False])) is out
    assert out.tolist() == [2.0, 0.0]
    assert out._version == 1
    array += t
    assert array.tolist() == [3.0, 5.0]
    np.add.at(out, [1, 1], 2)
    assert out.tolist() == [2.0, 4.0]
    assert out._version == 2


def test_two_tensors_as_out_are_refused_before_either_is_written():
    t, a = rg.tensor([7.0, 8.0]), rg.zeros(2)
    with pytest.raises(TypeError, match=r"numpy.divmod: out= can be one tensor, not 2"):
        np.divmod(t, 2, out=(a, rg.zeros(2)))
    assert (a.tolist(), a._version) == ([0.0, 0.0], 0)
    arrays = np.zeros(2), np.zeros(2)
    np.divmod(t, 2, out=arrays)
    assert [array.tolist() for array in arrays] == [[3.0, 4.0], [1.0, 0.0]]


@pytest.mark.parametrize(
    "f", [lambda w, a: w * a, lambda w, a: np.multiply(a, w), lambda w, a: (w + 0).__imul__(a)]
)
@pytest.mark.parametrize("step", [1, -1])
def test_an_array_that_a_derivative_needs_may_be_written_to_before_it_is_taken(f, step):
    w, array = rg.ones(2, requires_grad=True), np.array([1.0, 2.0], dtype=np.float32)[::step]
    y = f(w, array).sum()
    want = array.tolist()
    array[:] = 0
    y.backward()
    assert w.grad.tolist() == want


def test_out_that_may_not_be_written_is_refused_and_unchanged():
    leaf = rg.zeros(2, requires_grad=True)
    with pytest.raises(RuntimeError, match="leaf"):
        np.add(np.ones(2), 1, out=leaf)
    assert leaf.tolist() == [0.0, 0.0]
    with pytest.raises(TypeError):  # numpy's: float64 into int64
        np.add(np.ones(2), 0.5, out=rg.zeros(2, dtype=rg.int64))


def test_element_types_that_tensors_lack_stay_arrays():
    assert isinstance(np.spacing(rg.ones(1), dtype=np.float16), np.ndarray)


def test_functions_that_are_no_ufuncs_give_tensors_by_array_wrap():
    t = rg.tensor([1.0, 5.0])
    assert isinstance(np.clip(t, 0, 2), rg.Tensor)
    assert np.clip(t, 0, 2).tolist() == [1.0, 2.0]
    assert np.cumsum(t).tolist() == [1.0, 6.0]
    assert np.round(rg.tensor([1.5, 2.5])).tolist() == [2.0, 2.0]


def test_an_operand_may_have_any_strides_and_byte_order():
    t = rg.tensor([1.0, 2.0, 3.0], dtype=rg.float64)
    assert (np.arange(3.0)[::-1] * t).tolist() == [2.0, 2.0, 0.0]
    assert (t + np.arange(3.0).astype(">f8")).tolist() == [1.0, 3.0, 5.0]


@pytest.mark.parametrize(
    "f",
    [
        rg.tensor,
        rg.as_tensor,
        rg.from_numpy,
        lambda m: rg.ones(2) * m,
        lambda m: rg.tensor([m, m]),
        lambda m: rg.ones(2).__setitem__(slice(None), m),
    ],
    ids=["tensor", "as_tensor", "from_numpy", "operator", "list", "setitem"],
)
def test_D16_a_masked_array_is_refused_with_what_to_do(f):
    with pytest.raises(TypeError, match=r"mask; use its filled\(value\)"):
        f(np.ma.masked_array([1.0, 2.0], [False, True]))


class Column:
    """Iterates over Python floats, and knows its element type, as a table's column does."""

    def __init__(self, values):
        self.values = values

    def __len__(self):
        return len(self.values)

    def __getitem__(self, i):
        return self.values[i].item()

    def __array__(self, dtype=None, copy=None):
        return self.values


def test_tensor_looks_at_array_before_it_iterates():
    column = Column(np.array([1.0, 2.0]))
    assert rg.tensor(column).dtype == rg.float64
    assert rg.as_tensor(column).tolist() == [1.0, 2.0]
    assert rg.tensor([column, column]).shape == (2, 2)
    assert rg.tensor(Column(np.array([1, 2], dtype=np.int32))).dtype == rg.int32


def test_numpy_of_a_tensor_that_requires_grad_needs_no_detach_where_nothing_is_recorded():
    x = rg.ones(2, requires_grad=True)
    for off in (rg.no_grad, rg.inference_mode):
        with off():
            assert x.numpy().tolist() == [1.0, 1.0]
            assert np.asarray(x).tolist() == [1.0, 1.0]
            assert np.shares_memory(x.numpy(), x.detach().numpy())
            assert x.requires_grad
    with pytest.raises(RuntimeError, match="requires grad"):
        np.asarray(x)


def test_numpy_is_imported_by_its_own_functions_alone():
    code = "import sys, retrograd as rg; rg.ones(2) * 2; print('numpy' in sys.modules)"
    assert run_python(code).strip() == "False"


@pytest.mark.parametrize("name", ["sum", "prod", "mean", "std", "var", "max", "min", "any", "all"])
def test_reductions_of_numpy_see_an_array_and_return_a_tensor(name):
    f = getattr(np, name)
    x = np.array([[1.0, 2.0], [3.0, 0.5]])
    for options in ({}, {"axis": 0}, {"axis": 1, "keepdims": True}, {"axis": (0, 1)}):
        got = f(rg.tensor(x), **options)
        assert isinstance(got, rg.Tensor)
        np.testing.assert_array_equal(got.numpy(), f(x, **options))
    out, array = rg.zeros(2, dtype=rg.float64), np.zeros(2)
    assert f(rg.tensor(x), axis=0, out=out) is out
    assert f(rg.tensor(x), axis=0, out=array) is array
    assert out.tolist() == array.tolist() == f(x, axis=0).tolist()
    assert out._version == 1
    with pytest.raises(RuntimeError, match=rf"numpy\.{name}: "):
        f(rg.ones(2, requires_grad=True))


def test_functions_that_join_give_arrays_as_with_torch():
    t = rg.tensor([1.0, 2.0])
    for joined in (np.stack([t, t]), np.concatenate([t, np.ones(2)]), np.where(t > 1, t, 0)):
        assert type(joined) is np.ndarray
