"""What operations with positions and masks write in place, and what holds for all their forms."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

I1 = rg.tensor([2, 0])
I2 = rg.tensor([[2, 0, 1], [0, 0, 2]])
MASK = rg.tensor([True, False, True])
# The arguments of each, for a tensor of shape (3, 3); sources are made by the tests.
FORMS = {
    "index_add": lambda s: (0, I1, s(2, 3)),
    "index_copy": lambda s: (1, I1, s(3, 2)),
    "index_fill": lambda s: (1, I1, s()),
    "scatter": lambda s: (1, rg.tensor([[2, 0], [1, 0]]), s(2, 2)),
    "scatter_add": lambda s: (0, I2, s(2, 3)),
    "put": lambda s: (rg.tensor([-1, 4]), s(2)),
    "masked_fill": lambda s: (MASK, s()),
    "masked_scatter": lambda s: (MASK, s(7)),
    "index_put": lambda s: ((I1,), s(3)),
}
NODES = {"index_fill": "IndexFillBackward1", "masked_fill": "MaskedFillBackward1"}


def source(dtype=rg.float64, grad=False):
    g = rg.Generator().manual_seed(7)

    def make(*shape):
        x = rg.rand(shape, generator=g, dtype=rg.float64).mul(9).to(dtype)
        return x.requires_grad_() if grad else x

    return make


@pytest.mark.parametrize("dtype", [rg.float32, rg.float16, rg.int64, rg.int8, rg.bool], ids=str)
@pytest.mark.parametrize("strided", [False, True])
@pytest.mark.parametrize("name", FORMS)
def test_the_form_in_place_writes_what_the_plain_one_gives(name, strided, dtype):
    x = rg.arange(9, dtype=rg.float64).to(dtype).reshape(3, 3)
    x = x.t() if strided else x
    args = FORMS[name](source(dtype))
    want = getattr(x, name)(*args)
    y = rg.zeros(3, 3, dtype=dtype).t() if strided else rg.zeros(3, 3, dtype=dtype)
    y.copy_(x)
    before = y._version
    assert getattr(y, name + "_")(*args) is y
    assert y.tolist() == want.tolist()
    assert y.dtype == dtype
    assert y._version == before + 1
    assert getattr(rg, name)(x, *args).tolist() == want.tolist()


@pytest.mark.parametrize("name", FORMS)
def test_a_recorded_write_has_the_node_and_the_gradients_of_the_plain_form(name):
    grads = []
    for form in (name, name + "_"):
        x = rg.arange(9.0, dtype=rg.float64).reshape(3, 3).requires_grad_()
        args = FORMS[name](source(grad=True))
        y = getattr(x * 2, form)(*args)
        camel = "".join(part.title() for part in name.split("_"))
        assert y.grad_fn.name() == NODES.get(name, camel + "Backward0")
        grads.append(rg.autograd.grad((y * y).sum(), [x, args[-1]]))
    for plain, written in zip(*grads, strict=True):
        assert plain.tolist() == written.tolist()


@pytest.mark.parametrize("name", FORMS)
def test_the_form_in_place_has_right_derivatives_of_both_orders_and_directions(name):
    args = FORMS[name](source(grad=True))

    def write(x, v):
        return getattr(x * x, name + "_")(*args[:-1], v * v)

    x = rg.rand(3, 3, dtype=rg.float64).requires_grad_()
    assert rg.autograd.gradcheck(write, (x, args[-1]), check_forward_ad=True)
    assert rg.autograd.gradgradcheck(write, (x, args[-1]))


def test_a_number_has_a_node_of_its_own():
    x = rg.ones(3, requires_grad=True)
    assert x.index_fill(0, I1, 1).grad_fn.name() == "IndexFillBackward0"
    assert x.masked_fill(MASK, 1).grad_fn.name() == "MaskedFillBackward0"
    assert x.scatter(0, I1, 1).grad_fn.name() == "ScatterBackward1"


BAD = {
    "index_add": (0, rg.tensor([0, 3]), rg.ones(2, 3)),
    "index_copy": (0, rg.tensor([0, -1]), rg.ones(2, 3)),
    "index_fill": (0, rg.tensor([0, 3]), 1),
    "scatter": (0, rg.tensor([[0], [3]]), rg.ones(2, 1)),
    "scatter_add": (0, rg.tensor([[0], [-1]]), rg.ones(2, 1)),
    "put": (rg.tensor([0, 9]), rg.ones(2)),
    "index_put": ((rg.tensor([0, 3]),), rg.ones(3)),
}


@pytest.mark.parametrize("name", BAD)
def test_a_position_out_of_bounds_is_an_index_and_a_runtime_error_and_writes_nothing(name):
    x = rg.zeros(3, 3)
    for kind in (IndexError, RuntimeError):
        with pytest.raises(kind, match="out of bounds"):
            getattr(x, name + "_")(*BAD[name])
    assert x.sum().item() == 0
    assert x._version == 0


@pytest.mark.parametrize("name", FORMS)
def test_a_write_to_a_leaf_that_requires_grad_or_to_an_expanded_tensor_is_refused(name):
    args = FORMS[name](source())
    with pytest.raises(RuntimeError, match="leaf"):
        getattr(rg.zeros(3, 3, dtype=rg.float64, requires_grad=True), name + "_")(*args)
    with pytest.raises(RuntimeError):
        getattr(rg.zeros(1, dtype=rg.float64).expand(3, 3), name + "_")(*args)


def test_a_source_on_the_written_memory_is_read_before():
    x = rg.arange(4.0)
    assert x.clone().scatter_(0, rg.tensor([3, 2, 1, 0]), x).tolist() == [3.0, 2.0, 1.0, 0.0]
    y = rg.arange(4.0)
    y.scatter_(0, rg.tensor([3, 2, 1, 0]), y)
    assert y.tolist() == [3.0, 2.0, 1.0, 0.0]
    y = rg.arange(4.0)
    y[1:].index_copy_(0, rg.tensor([0, 1, 2]), y[:3])
    assert y.tolist() == [0.0, 0.0, 1.0, 2.0]
    y = rg.arange(4.0)
    y[1:].index_add_(0, rg.tensor([0, 1, 2]), y[:3])
    assert y.tolist() == [0.0, 1.0, 3.0, 5.0]
    y = rg.tensor([1, 0, 1])
    y.scatter_(0, y, y)
    assert y.tolist() == [0, 1, 1]


def test_of_several_elements_for_one_place_the_last_one_stays():
    index = rg.zeros(50_000, dtype=rg.int64)
    v = rg.arange(50_000)
    assert rg.zeros(1, dtype=rg.int64).scatter(0, index, v).item() == 49_999
    assert rg.zeros(1, dtype=rg.int64).index_copy(0, index, v).item() == 49_999
    assert rg.zeros(1, dtype=rg.int64).put(index, v).item() == 49_999


@pytest.mark.parametrize("dtype", [rg.float16, rg.bfloat16], ids=str)
def test_sums_of_short_floats_are_rounded_once(dtype):
    index, ones = rg.zeros(1000, dtype=rg.int64), rg.ones(1000, dtype=dtype)
    assert rg.zeros(1, dtype=dtype).scatter_add(0, index, ones).item() == 1000
    assert rg.zeros(1, dtype=dtype).index_add(0, index, ones).item() == 1000
    assert rg.zeros(1, dtype=dtype).put(index, ones, accumulate=True).item() == 1000


def test_results_do_not_depend_on_the_number_of_threads(threads):
    rng = np.random.default_rng(0)
    x = rg.tensor(rng.standard_normal((301, 400)).astype(np.float32))
    rows, columns = (rg.tensor(rng.integers(0, n, (301, 400))) for n in (301, 400))
    vector = rg.tensor(rng.integers(0, 301, 301))
    mask = x > 0
    seen = []
    for n in (1, 2, 4):
        rg.set_num_threads(n)
        done = [x.gather(0, rows), x.gather(1, columns), x.take(rows * 400), mask.nonzero()]
        done += [x.scatter(0, rows, x), x.scatter(1, columns, x), x.scatter_add(0, rows, x)]
        done += [x.scatter_add(1, columns, x), x.index_add(0, vector, x), x.masked_fill(mask, 0)]
        done += [x.index_copy(0, vector, x), x.masked_select(mask), x.masked_scatter(mask, x)]
        seen.append([t.numpy().tobytes() for t in done])
    assert seen[0] == seen[1] == seen[2]


def test_take_along_dim_counts_from_the_end_and_refuses_what_is_out_of_bounds():
    x = rg.arange(6).reshape(2, 3)
    assert rg.take_along_dim(x, rg.tensor([[-1], [0]]), 1).tolist() == [[2], [3]]
    assert rg.take_along_dim(x, rg.tensor([-1, 1])).tolist() == [5, 1]
    for index in (2, -3):
        with pytest.raises(IndexError, match="out of bounds"):
            rg.take_along_dim(x, rg.tensor([[index]]), 0)


def test_0d_tensors_count_as_vectors_of_one():
    x, i = rg.tensor(3.0), rg.tensor(0)
    assert x.gather(0, i).shape == ()
    assert x.gather(0, rg.tensor([0, 0])).tolist() == [3.0, 3.0]
    assert x.index_select(0, rg.tensor([0])).shape == ()
    assert x.index_add(0, i, rg.tensor(2.0)).item() == 5.0
    assert x.index_fill(0, rg.tensor([-1]), 7).item() == 7.0
    assert x.scatter(0, i, rg.tensor(5.0)).item() == 5.0
    assert x.take(rg.tensor([0, -1])).tolist() == [3.0, 3.0]
    assert x.nonzero().shape == (1, 0)
    assert rg.tensor(0.0).nonzero().shape == (0, 0)
    assert [t.tolist() for t in x.nonzero(as_tuple=True)] == [[0]]


def test_int32_positions_are_taken():
    x, i = rg.arange(3.0), rg.tensor([2, 0], dtype=rg.int32)
    assert x[i].tolist() == x.gather(0, i).tolist() == x.index_select(0, i).tolist() == [2.0, 0.0]


def test_where_of_a_condition_alone_gives_an_index():
    x = rg.tensor([[0.0, 7.0], [float("nan"), 0.0]])
    i, j = rg.where(x)
    assert (i.tolist(), j.tolist()) == ([0, 1], [1, 0])
    assert rg.where(x > 1)[0].tolist() == [0]
    assert x[x.nonzero(as_tuple=True)].tolist()[0] == 7.0


def test_a_part_of_a_larger_source_is_scattered_and_the_rest_has_no_gradient():
    src = rg.ones(3, 3, requires_grad=True)
    rg.zeros(2, 3).scatter_add(0, rg.tensor([[0, 1]]), src).sum().backward()
    assert src.grad.tolist() == [[1.0, 1.0, 0.0], [0.0] * 3, [0.0] * 3]


def test_numbers_that_the_type_cannot_hold_are_refused():
    x = rg.zeros(2, dtype=rg.uint8)
    for call in (
        lambda: x.masked_fill_(rg.tensor([True, False]), 256),
        lambda: x.index_fill_(0, rg.tensor([0]), -1),
        lambda: x.scatter_(0, rg.tensor([0]), 300),
    ):
        with pytest.raises(ValueError, match="range"):
            call()
    assert x.tolist() == [0, 0]


def test_there_are_no_sparse_gradients():
    with pytest.raises(NotImplementedError, match="sparse"):
        rg.ones(2).gather(0, rg.tensor([0]), sparse_grad=True)
