"""Empty tensors behind every kind of strides, through every operation: they have no element to lay.

Each row of op_table.py runs with one of its dimensions emptied, on tensors that are permuted,
expanded and sliced. The answer is that for contiguous ones, which test_forward.py judges.
"""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg
from draw import draw
from op_table import OPS


def contiguous(x):
    return rg.tensor(x)


def permuted(x):
    return rg.tensor(np.ascontiguousarray(x.transpose())).permute(*range(x.ndim - 1, -1, -1))


def rotated(x):
    inner = np.ascontiguousarray(np.moveaxis(x, 0, -1))
    return rg.tensor(inner).permute(x.ndim - 1, *range(x.ndim - 1))


def expanded(x):
    one = np.zeros([1 if n > 1 else n for n in x.shape], x.dtype)
    return rg.tensor(one).expand(x.shape)


def sliced(x):
    apart = np.zeros([2 * n + 1 for n in x.shape], x.dtype)
    return rg.tensor(apart)[tuple(slice(1, 2 * n + 1, 2) for n in x.shape)]


LAYOUTS = (permuted, rotated, expanded, sliced)


def emptied(shapes):
    """The shapes with each length of the longest of them set to 0 in turn."""
    longest = max(shapes, key=len, default=())
    for d in range(1, len(longest) + 1):
        yield tuple(
            tuple(0 if len(s) - i == d and n > 1 else n for i, n in enumerate(s)) for s in shapes
        )


def answer(case, tensors, call, dtype):
    try:
        y = case.run(rg, tensors, call, dtype)
    except (RuntimeError, IndexError, ValueError) as error:
        return type(error)
    return tuple(y.shape), y.dtype, repr(y.tolist())


CASES = [case for case in OPS if any(call.shapes for call in case.calls)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_operation_takes_empty_tensors_of_every_layout(case):
    for dtype in case.dtypes:
        for call in case.calls:
            for shapes in emptied(call.shapes):
                try:
                    arrays = draw(case, call, dtype, shapes)
                except ValueError:
                    continue  # a row that draws its own needs an element to choose from
                if all(x.size for x in arrays):
                    continue
                want = answer(case, [contiguous(x) for x in arrays], call, dtype)
                for layout in LAYOUTS:
                    tensors = [layout(x) if x.size == 0 else contiguous(x) for x in arrays]
                    got = answer(case, tensors, call, dtype)
                    assert got == want, (layout.__name__, dtype, call, shapes)


@pytest.mark.parametrize("case", [c for c in CASES if c.grads], ids=str)
def test_a_derivative_takes_empty_tensors_of_every_layout(case):
    call = case.calls[0]
    for shapes in emptied(call.shapes):
        arrays = draw(case, call, "float32", shapes)
        for layout in LAYOUTS:
            tensors = [layout(x) if x.size == 0 else contiguous(x) for x in arrays]
            inputs = [tensors[i].requires_grad_() for i in case.grads if i < len(tensors)]
            try:
                y = case.run(rg, tensors, call)
            except (RuntimeError, IndexError, ValueError):
                continue
            grads = rg.autograd.grad(y.sum(), inputs, create_graph=True, allow_unused=True)
            for x, grad in zip(inputs, grads, strict=True):
                assert grad is None or grad.shape == x.shape
            again = [g for g in grads if g is not None and g.requires_grad]
            if again:
                rg.autograd.grad(sum(g.sum() for g in again), inputs, allow_unused=True)


@pytest.mark.parametrize("name", ["softmax", "log_softmax", "argmax", "argmin", "max", "min"])
@pytest.mark.parametrize(
    ("shape", "dims"),
    [
        ((2, 3, 0), (1, 0, 2)),
        ((0, 3, 2), (1, 0, 2)),
        ((2, 0, 3, 4), (3, 1, 0, 2)),
        ((2, 3, 4, 0), (3, 2, 1, 0)),
    ],
)
def test_an_axis_of_an_empty_permuted_tensor_needs_no_run_of_elements(name, shape, dims):
    x = rg.zeros(shape).permute(dims)
    for dim, n in enumerate(x.shape):
        if name in ("softmax", "log_softmax"):
            assert getattr(rg, name)(x, dim).shape == x.shape
        elif n == 0:
            with pytest.raises(IndexError, match=name):
                getattr(rg, name)(x, dim)
        else:
            y = getattr(rg, name)(x, dim)
            rest = x.shape[:dim] + x.shape[dim + 1 :]
            assert (y if name.startswith("arg") else y.values).shape == rest


def test_losses_of_empty_permuted_tensors():
    x = rg.zeros(2, 3, 0).transpose(0, 1).requires_grad_()
    y = rg.nn.functional.cross_entropy(x, x, reduction="sum")
    assert y.item() == 0.0
    y.backward()
    assert x.grad.shape == (3, 2, 0)
    target = rg.zeros(0, 3, dtype=rg.int64).t()
    loss = rg.nn.functional.nll_loss(x, target, reduction="none")
    assert loss.shape == (3, 0)
