"""Elements of narrow types brought to places: rounded once, block by block, without a wide copy."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg
from draw import rounded_to
from op_case import HALVES
from subprocess_run import run_python

NARROW = [*HALVES, "int8", "int16"]
SMALL = [(7,), (3, 5), (1,), (6, 70, 8), (300, 40)]
LARGE = [(1_100_001,), (3, 150_000), (2, 70_001, 2)]
SHAPES = [(narrow, s) for narrow in NARROW for s in SMALL]
SHAPES += [(narrow, s) for narrow in ("bfloat16", "int16") for s in LARGE]


def drawn(rng, narrow, shape):
    if narrow in HALVES:
        return rounded_to(rng.standard_normal(shape).astype(np.float32), narrow)
    return rng.integers(-128, 128, shape).astype(narrow)


def rounded(x, narrow):
    if narrow in HALVES:
        return rounded_to(x.astype(np.float32), narrow)
    return x.astype(np.int64).astype(narrow)


def numbers(t):
    return (t.float() if t.is_floating_point() else t).numpy()


def close(got, want, narrow):
    """Equal, but for sums of floats that the order of additions moved past the middle."""
    if narrow not in HALVES:
        np.testing.assert_array_equal(numbers(got), want)
        return
    step = {"float16": 2.0**-10, "bfloat16": 2.0**-7}[narrow]
    np.testing.assert_allclose(numbers(got), want, rtol=step, atol=1e-3 * step)
    assert (numbers(got) == want).mean() > 0.99


@pytest.mark.parametrize(("narrow", "shape"), SHAPES)
def test_slices_are_added_in_any_block(narrow, shape):
    rng = np.random.default_rng(0)
    t = getattr(rg, narrow)
    for dim in range(len(shape)):
        for positions in (
            3,
            2 * shape[dim] if shape[dim] < 100_000 and np.prod(shape) < 2_000_000 else 5,
        ):
            at = rng.integers(0, shape[dim], positions)
            x = drawn(rng, narrow, shape)
            v = drawn(rng, narrow, (*shape[:dim], positions, *shape[dim + 1 :]))
            want = np.moveaxis(x.astype(np.float64), dim, 0).copy()
            np.add.at(want, at, np.moveaxis(v, dim, 0).astype(np.float64))
            want = rounded(np.moveaxis(want, 0, dim), narrow)
            ours = rg.tensor(x).to(t)
            got = ours.index_add(dim, rg.tensor(at), rg.tensor(v).to(t))
            assert got.dtype == t
            close(got, want, narrow)
            apart = rg.stack([ours, ours], -1)[..., 0]
            assert apart.index_add_(dim, rg.tensor(at), rg.tensor(v).to(t)) is apart
            assert rg.equal(apart, got)


REDUCE = {"sum": np.add, "prod": np.multiply, "amax": np.maximum, "amin": np.minimum}


def scattered(x, dim, at, v, how, include_self):
    """As scatter_reduce, in float64."""
    y = x.astype(np.float64)
    places = list(np.indices(at.shape, sparse=True))
    places[dim] = at
    places = tuple(places)
    times = np.full(x.shape, 1.0 if include_self else 0.0)
    np.add.at(times, places, 1.0)
    if not include_self:
        neutral = {"sum": 0.0, "mean": 0.0, "prod": 1.0, "amax": -np.inf, "amin": np.inf}
        y[places] = neutral[how]
    REDUCE.get(how, np.add).at(y, places, v.astype(np.float64))
    return np.where(times > 1, y / np.maximum(times, 1), y) if how == "mean" else y


@pytest.mark.parametrize(("narrow", "shape"), SHAPES)
def test_elements_are_reduced_in_any_block(narrow, shape):
    rng = np.random.default_rng(1)
    t = getattr(rg, narrow)
    for dim in range(len(shape)):
        own = [max(1, n - 1) for n in shape]
        own[dim] = shape[dim] + 5 if shape[dim] < 100_000 else 70_000
        at = rng.integers(0, shape[dim], own)
        x, v = drawn(rng, narrow, shape), drawn(rng, narrow, own)
        ours, index, given = rg.tensor(x).to(t), rg.tensor(at), rg.tensor(v).to(t)
        close(
            ours.scatter_add(dim, index, given),
            rounded(scattered(x, dim, at, v, "sum", True), narrow),
            narrow,
        )
        for how, include_self in (
            ("sum", False),
            ("mean", True),
            ("mean", False),
            ("prod", True),
            ("amax", False),
            ("amin", True),
        ):
            if narrow not in HALVES and how in ("mean", "prod"):
                continue  # numpy's floats would not wrap
            got = ours.scatter_reduce(dim, index, given, how, include_self=include_self)
            want = rounded(scattered(x, dim, at, v, how, include_self), narrow)
            close(got, want, narrow)


def test_many_elements_are_added_to_one_place_before_it_is_rounded():
    for narrow in HALVES:
        t = getattr(rg, narrow)
        n = 300_000
        v = rg.full((n,), 2.0**-6, dtype=t)
        at = rg.zeros(n, dtype=rg.int64)
        # Rounded each time, the sum would stop growing soon.
        want = rounded_to(np.float32([n * 2.0**-6]), narrow)[0]
        for got in (
            rg.zeros(4, dtype=t).index_add(0, at, v),
            rg.zeros(4, dtype=t).scatter_add(0, at, v),
            rg.zeros(4, dtype=t).scatter_reduce(0, at, v, "sum"),
        ):
            assert got.tolist() == [want, 0, 0, 0]


def test_a_position_out_of_bounds_leaves_what_was_there():
    x = rg.zeros(300_000, dtype=rg.bfloat16)
    v = rg.ones(3, dtype=rg.bfloat16)
    at = rg.tensor([0, 5, 300_000])
    for write in (x.index_add_, x.scatter_add_):
        with pytest.raises((IndexError, RuntimeError), match="out of bounds"):
            write(0, at, v)
    assert (x == 0).all()


WORK = {
    "index_add of rows": "x.view(-1, 64).index_add_(0, i % (n // 64), v.view(-1, 64)[: len(i)])",
    "index_add of elements": "x.index_add_(0, i, v[: len(i)])",
    "scatter_add of elements": "x.scatter_add_(0, i, v[: len(i)])",
    "scatter_add of rows": "x.view(64, -1).scatter_add_(1, i.view(64, -1) % (n // 64), "
    "v[: len(i)].view(64, -1))",
    "scatter_reduce": "x.scatter_reduce_(0, i, v[: len(i)], 'amax')",
    "softmax": "y.softmax(1).grad_fn(y.detach())",
    "log_softmax": "y.log_softmax(1).grad_fn(y.detach())",
}


@pytest.mark.parametrize("work", WORK)
def test_no_whole_tensor_is_widened(work):
    # x widened would take 64 MB.
    out = run_python(f"""
        import resource
        import retrograd as rg
        rg.set_num_threads(1)
        n = 1 << 24
        x, v = rg.zeros(n, dtype=rg.bfloat16), rg.ones(n, dtype=rg.bfloat16)
        i = rg.arange(1 << 18) * 61 % n
        y = v.view(-1, 1 << 10).detach().requires_grad_()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        result = {WORK[work]}
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
    """)
    # The result and the gradient of a softmax take 32 MB each.
    assert float(out) < (76 if "softmax" in work else 30), out


# Few places of much: a tensor of 67,200 elements.
FEW = {
    "rows": ((700, 96), lambda at: (at % 70,)),
    "rows of a transposed tensor": ((700, 96), lambda at: (at % 70,)),
    "elements": ((700, 96), lambda at: (at % 70, (at * 7) % 96)),
    "from the end": ((700, 96), lambda at: (at % 70 - 70,)),
    "two index dimensions": ((700, 96), lambda at: (at[:4].reshape(2, 2) % 70, at[:2] % 96)),
    "one element": ((700, 96), lambda at: (at[0], at[1])),
    "nothing": ((700, 96), lambda at: (at[:0],)),
}
EVERY = slice(None)
FEW_SLICES = {
    "columns": ((700, 96), lambda at: (EVERY, at % 96)),
    "the first and the last dimension": ((70, 10, 96), lambda at: (at % 7, EVERY, at % 96)),
    "the middle": ((70, 96, 10), lambda at: (EVERY, at % 96)),
}
AT = np.array([3, 1, 4, 1, 5, 1, 3])


def tensors(index):
    return tuple(i if i is EVERY else rg.tensor(i) for i in index)


@pytest.mark.parametrize("narrow", NARROW)
@pytest.mark.parametrize("where", FEW)
def test_few_elements_are_added_as_many_are(where, narrow):
    shape, index = FEW[where]
    rng = np.random.default_rng(2)
    at, t = index(AT), getattr(rg, narrow)
    x = drawn(rng, narrow, shape)
    v = drawn(rng, narrow, x[at].shape)
    want = x.astype(np.float64)
    np.add.at(want, at, v.astype(np.float64))
    ours = rg.tensor(x).to(t)
    if "transposed" in where:
        ours = ours.T.contiguous().T
    got = ours.index_put(tensors(at), rg.tensor(v).to(t), True)
    close(got, rounded(want, narrow), narrow)


@pytest.mark.parametrize("narrow", HALVES)
@pytest.mark.parametrize("where", {**FEW, **FEW_SLICES})
def test_gradients_of_few_elements_are_added_as_those_of_many(where, narrow):
    shape, index = {**FEW, **FEW_SLICES}[where]
    at, t = index(AT), getattr(rg, narrow)
    x = rg.zeros(shape, dtype=t, requires_grad=True)
    y = x[tensors(at)]
    v = drawn(np.random.default_rng(3), narrow, tuple(y.shape))
    want = np.zeros(shape)
    np.add.at(want, at, v.astype(np.float64))
    y.backward(rg.tensor(v).to(t))
    close(x.grad, rounded(want, narrow), narrow)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("operation", ["index_put_", "put_", "gradient"])
def test_adding_few_elements_makes_no_wide_copy(operation, threads):
    before = rg.get_num_threads()
    rg.set_num_threads(threads)
    x = rg.zeros(1_000_000, dtype=rg.float16)
    at, v = rg.tensor([5, 999_999, 5, -1]), rg.tensor([1.0, 2, 3, 4], dtype=rg.float16)
    if operation == "gradient":
        x.requires_grad_()
        y = x[at]
    rg.memory.trim()
    if operation == "gradient":
        y.backward(v)
        got = x.grad
    else:
        got = x.index_put_((at,), v, True) if operation == "index_put_" else x.put_(at, v, True)
    rg.set_num_threads(before)
    assert rg.memory.cached_bytes() < 1_000_000
    assert got[[5, -1]].tolist() == [4, 6] and got.count_nonzero() == 2
