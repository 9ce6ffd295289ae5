"""Indexing by tensors, lists, arrays and masks: as NumPy where torch does the same."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

BASE = np.arange(60, dtype=np.float32).reshape(3, 4, 5)
S = slice(None)
I2, J2 = np.array([0, 2]), np.array([1, -1])
ROWS, COLUMNS = np.array([[0], [2]]), np.array([[1, 0, 3]])
MASK = BASE % 3 == 0
KEYS = [
    (I2,), (S, I2), (S, S, J2), (I2, J2), (I2, S, J2), (S, I2, J2), (None, I2), (I2, None, J2),
    (Ellipsis, J2), (I2, Ellipsis, J2), (slice(1, 3), J2), (ROWS, COLUMNS), (ROWS, S, COLUMNS),
    (S, ROWS, COLUMNS), (MASK,), (MASK[:, :, 0],), (MASK[:, 0, 0],), (S, MASK[0]),
    (S, MASK[0, :, 0]), (MASK[:, 0, 0], S, I2), (np.zeros((3, 4), bool),), (I2[:0],),
    (np.array([[0, 1], [2, 0]]),), (S, np.array(2)), (slice(0, 0), I2),
]  # fmt: skip


def tensors(key):
    return tuple(rg.tensor(k) if isinstance(k, np.ndarray) else k for k in key)


@pytest.mark.parametrize("key", KEYS, ids=str)
@pytest.mark.parametrize("given", [tensors, tuple], ids=["tensors", "arrays"])
def test_reading_gives_what_numpy_gives(key, given):
    got, want = rg.tensor(BASE)[given(key)], BASE[key]
    assert got.shape == want.shape
    assert got.tolist() == want.tolist()


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_reading_a_transposed_tensor_gives_what_numpy_gives(key):
    flipped = np.ascontiguousarray(BASE.transpose(2, 0, 1))
    assert rg.tensor(flipped).permute(1, 2, 0)[tensors(key)].tolist() == BASE[key].tolist()


@pytest.mark.parametrize("key", KEYS, ids=str)
@pytest.mark.parametrize("transposed", [False, True])
def test_writing_writes_what_numpy_writes(key, transposed):
    got, want = rg.tensor(BASE), BASE.copy()
    got = got.permute(2, 1, 0).contiguous().permute(2, 1, 0) if transposed else got
    value = np.random.default_rng(0).standard_normal(BASE[key].shape).astype(np.float32)
    got[tensors(key)] = rg.tensor(value)
    want[key] = value
    assert got.tolist() == want.tolist()
    got[tensors(key)] = -1
    want[key] = -1
    assert got.tolist() == want.tolist()
    assert got._version == 2


# Where an int stands beside tensors torch selects first, and NumPy counts it as a tensor.
@pytest.mark.parametrize(
    ("key", "shape"),
    [((0, S, [0, 2]), (4, 2)), (([0, 2], 0), (2, 5)), ((S, 0, [0, 2]), (3, 2)),
     ((0, [1, 2], [0, 2]), (2,)), (([0, 2], S, 0), (2, 4))],
    ids=str,
)  # fmt: skip
def test_ints_are_taken_before_tensors_find_their_places(key, shape):
    x = rg.tensor(BASE)[key]
    assert x.shape == shape
    whole = [k if isinstance(k, int) else slice(None) for k in key]
    rest = tuple(k for k in key if not isinstance(k, int))
    assert x.tolist() == BASE[tuple(whole)][rest].tolist()


def test_lists_ranges_and_nested_lists_are_indices():
    x = rg.tensor(BASE)
    assert x[[0, 2]].tolist() == BASE[[0, 2]].tolist()
    assert x[range(2)].tolist() == BASE[:2].tolist()
    assert x[[True, False, True]].tolist() == BASE[[0, 2]].tolist()
    assert x[[[0, 1], [2, 0]], 1].tolist() == BASE[[[0, 1], [2, 0]], 1].tolist()
    assert x[[]].shape == (0, 4, 5)


def test_a_list_of_more_than_numbers_stands_for_a_tuple_with_a_warning():
    x = rg.tensor(BASE)
    with pytest.warns(UserWarning, match="non-tuple sequence"):
        assert x[[[0, 1], [1, 2]]].tolist() == BASE[[0, 1], [1, 2]].tolist()
    with pytest.warns(UserWarning, match="non-tuple sequence"):
        assert x[[0, slice(1, 3)]].tolist() == BASE[0, 1:3].tolist()


def test_true_and_false_are_masks_over_a_new_dimension():
    x = rg.tensor(BASE)
    assert x[True].shape == (1, 3, 4, 5)
    assert x[False].shape == (0, 3, 4, 5)
    assert x[rg.tensor(True)].shape == (1, 3, 4, 5)
    assert x[0, True, 1].shape == (1, 5)
    x[False] = 7
    assert x.tolist() == BASE.tolist()
    x[True] = 7
    assert x.min().item() == 7


def test_bytes_are_a_mask_and_a_0d_int_selects_a_view():
    x = rg.tensor(BASE)
    assert x[rg.tensor([1, 0, 2], dtype=rg.uint8)].tolist() == BASE[[0, 2]].tolist()
    y = rg.zeros(3)
    y[rg.tensor([1, 0, 1], dtype=rg.uint8)] = 5.0
    assert y.tolist() == [5.0, 0.0, 5.0]
    row = x[rg.tensor(1)]
    row.fill_(0)
    assert x[1].abs().sum().item() == 0


def test_augmented_writing_adds_once_to_each_place():
    x = rg.zeros(4)
    x[rg.tensor([1, 1, 3])] += 1
    assert x.tolist() == [0.0, 1.0, 0.0, 1.0]
    x[x > 0] *= 5
    assert x.tolist() == [0.0, 5.0, 0.0, 5.0]


def test_accumulation_adds_as_often_as_a_place_is_named():
    x = rg.zeros(3).index_put_((rg.tensor([1, 1, -1]),), rg.tensor(1.0), accumulate=True)
    assert x.tolist() == [0.0, 2.0, 1.0]
    many = rg.zeros(1000, dtype=rg.int64)
    for t in (rg.float16, rg.bfloat16):
        y = rg.zeros(1, dtype=t).index_put_((many,), rg.ones(1000, dtype=t), accumulate=True)
        assert y.item() == 1000
    y = rg.zeros(1, dtype=rg.int8).index_put_((many,), rg.tensor(1, dtype=rg.int8), accumulate=True)
    assert y.item() == 1000 % 256 - 256
    truth = rg.zeros(2, dtype=rg.bool).index_put_(
        (rg.tensor([0, 0]),), rg.tensor(True), accumulate=True
    )
    assert truth.tolist() == [True, False]


def test_a_tensor_can_be_indexed_by_and_written_with_itself():
    x = rg.tensor([2, 0, 1, 1])
    x[x] = x
    want = np.array([2, 0, 1, 1])
    want[want.copy()] = want.copy()
    assert x.tolist() == want.tolist()
    m = rg.tensor([True, False, True])
    m[m] = False
    assert m.tolist() == [False] * 3


BAD = [
    ([5], "index 5 is out of bounds for dimension 0 with size 3"),
    ([0, -4], "index -4 is out of bounds for dimension 0 with size 3"),
    ((0, [0, 4]), "index 4 is out of bounds for dimension 0 with size 4"),
    (([0, 1], [0, 1, 2]), "could not be broadcast"),
    ([[True, False]], "shape of the mask"),
    (([0], [0], [0], [0]), "too many indices"),
    ((0, [0], MASK[0]), "too many indices"),
    (1.5, "valid indices"),
    ([0.5], "must be long, int, byte or bool"),
    (rg.tensor([1.0]), "must be long, int, byte or bool"),
    (rg.tensor([1], dtype=rg.int16), "must be long, int, byte or bool"),
]


@pytest.mark.filterwarnings("ignore:Using a non-tuple")
@pytest.mark.parametrize(("key", "text"), BAD, ids=str)
def test_a_bad_index_is_an_index_error_before_anything_is_written(key, text):
    x = rg.tensor(BASE)
    with pytest.raises(IndexError, match=text):
        x[key]
    with pytest.raises(IndexError, match=text):
        x[key] = 0
    assert x.tolist() == BASE.tolist()
    assert x._version == 0


@pytest.mark.parametrize(
    ("value", "text"),
    [(rg.ones(3), "cannot be broadcast"), (rg.ones(2, 1, 4, 5), "cannot be broadcast"),
     (rg.ones(2, 4, 5, dtype=rg.int64), "dtypes match")],
    ids=["short", "deep", "type"],
)  # fmt: skip
def test_values_that_do_not_fit_are_refused_before_anything_is_written(value, text):
    x = rg.tensor(BASE)
    with pytest.raises(RuntimeError, match=text):
        x[[0, 2]] = value
    assert x.tolist() == BASE.tolist()


def test_a_number_of_another_type_is_converted():
    x = rg.zeros(3)
    x[[0, 1]] = rg.tensor(2)
    x[rg.tensor([False, False, True])] = True
    assert x.tolist() == [2.0, 2.0, 1.0]
    with pytest.raises(ValueError, match="range"):
        rg.zeros(2, dtype=rg.uint8)[[0]] = 256


def test_the_nodes_have_torchs_names():
    x = rg.ones(3, 4, requires_grad=True)
    assert x[[0, 1]].grad_fn.name() == "IndexBackward0"
    assert x[x > 0].grad_fn.name() == "IndexBackward0"
    y = x * 1
    y[[0, 2]] = rg.ones(4, requires_grad=True)
    assert y.grad_fn.name() == "IndexPutBackward0"
    z = x * 1
    z[0, [1, 2]] = 5.0
    assert z.grad_fn.name() == "CopySlices"


def test_gradients_of_repeated_places_add_up_and_overwritten_ones_are_zero():
    x = rg.ones(3, requires_grad=True)
    x[rg.tensor([0, 0, -1])].backward(rg.tensor([1.0, 2.0, 4.0]))
    assert x.grad.tolist() == [3.0, 0.0, 4.0]
    w, v = rg.ones(3, requires_grad=True), rg.ones(2, requires_grad=True)
    y = w * 2
    y[rg.tensor([2, 0])] = v * 3
    y.backward(rg.tensor([1.0, 2.0, 4.0]))
    assert w.grad.tolist() == [0.0, 4.0, 0.0]
    assert v.grad.tolist() == [12.0, 3.0]


def test_an_index_that_is_written_to_after_a_read_is_noticed_by_backward():
    x, i = rg.ones(3, requires_grad=True), rg.tensor([0, 1])
    y = x[i]
    i[0] = 2
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()


@pytest.mark.parametrize("key", [KEYS[1], KEYS[4], KEYS[14], KEYS[15]], ids=str)
def test_first_and_second_derivatives_hold_also_in_forward_mode(key):
    x = rg.tensor(BASE / 60, dtype=rg.float64).requires_grad_()
    v = rg.rand(*BASE[key].shape, dtype=rg.float64).requires_grad_()
    at = tensors(key)

    def write(x, v):
        y = x * x
        y[at] = v * v
        return y

    def read(x):
        return (x * x)[at]

    for fn, inputs in ((read, (x,)), (write, (x, v))):
        assert rg.autograd.gradcheck(fn, inputs, check_forward_ad=True)
        assert rg.autograd.gradgradcheck(fn, inputs)


def test_results_do_not_depend_on_the_number_of_threads(threads):
    rng = np.random.default_rng(0)
    x = rg.tensor(rng.standard_normal((5001, 70)).astype(np.float32))
    i = rg.tensor(rng.integers(-5001, 5001, 40_000))
    mask = x > 0
    v = rg.tensor(rng.standard_normal((40_000, 70)).astype(np.float32))
    line = v.flatten()[:40_000]
    seen = []
    for n in (1, 2, 4):
        rg.set_num_threads(n)
        done = [x[i], x[mask], x[:, i[:999] % 70], x.flatten()[i]]
        done.append(x.clone().index_put_((i,), v, accumulate=True))
        done.append(x.clone().index_put_((i,), v))
        done.append(x[:, 0].clone().index_put_((i,), line, accumulate=True))
        seen.append([t.numpy().tobytes() for t in done])
    assert seen[0] == seen[1] == seen[2]
    want = x.numpy().copy()
    np.add.at(want, i.numpy(), v.numpy())
    assert np.array_equal(x.clone().index_put_((i,), v, accumulate=True).numpy(), want)
    assert x[mask].tolist() == x.numpy()[mask.numpy()].tolist()


def test_function_transforms_go_through_indexing():
    x = rg.tensor(BASE[0], dtype=rg.float64)
    i = rg.tensor([[0, 2], [1, 1], [4, 0], [3, -1]])
    got = rg.func.vmap(lambda row, at: row[at])(x, i)
    assert got.tolist() == [x[k][i[k]].tolist() for k in range(4)]
    square = x[0] / 5

    def picked(row):
        return row[rg.tensor([0, 3, 3])] ** 2

    want = np.zeros((3, 5))
    want[[0, 1, 2], [0, 3, 3]] = 2 * square.numpy()[[0, 3, 3]]
    for jacobian in (rg.func.jacrev, rg.func.jacfwd):
        np.testing.assert_allclose(jacobian(picked)(square).numpy(), want)


def test_a_subclass_stays_one():
    class Named(rg.Tensor):
        pass

    x = Named([1.0, 2.0, 3.0])
    assert type(x[rg.tensor([0, 1])]) is Named
    x[rg.tensor([0, 1])] = 5.0
    assert x.tolist() == [5.0, 5.0, 3.0]


def test_saved_index_tensors_pass_through_hooks():
    seen = []
    x = rg.ones(3, requires_grad=True)
    with rg.autograd.graph.saved_tensors_hooks(lambda t: seen.append(t) or t, lambda t: t):
        y = x[rg.tensor([0, 1]), None]
    y.sum().backward()
    assert [t.tolist() for t in seen] == [[0, 1]]
    assert x.grad.tolist() == [1.0, 1.0, 0.0]
