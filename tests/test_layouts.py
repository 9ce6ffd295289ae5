"""How results lie in memory: the strides that torch 2.13 gives them, which programs can tell.

torch_layouts.json holds operations on random layouts (permuted, with gaps, expanded, overlapping,
empty, odd strides of dimensions of length 1), one line each: the operation, the shapes and strides
of its operands, and the strides of torch's result.
"""

from __future__ import annotations

import array
import copy
import json
import pickle
from pathlib import Path

import pytest
import retrograd as rg

OPERATIONS = {
    "exp": rg.exp,
    "isnan": rg.isnan,
    "square": rg.square,
    "relu": rg.relu,
    "reciprocal": rg.reciprocal,
    "to": lambda x: x.to(rg.float64),
    "clone": rg.clone,
    "contiguous": lambda x: x.contiguous(),
    "empty_like": rg.empty_like,
    "rand_like": rg.rand_like,
    "expand": lambda x: x.expand(1, 2, *x.shape),
    "unsqueeze": lambda x: x.unsqueeze(x.dim() // 2),
    "flatten_view": lambda x: x.reshape(1, *x.shape, 1),
    "add_number": lambda x: x + 1,
    "gt_number": lambda x: x > 1,
    "pow_number": lambda x: x**3,
    "clamp_numbers": lambda x: x.clamp(0, 1),
    "clamp_min": lambda x: x.clamp(min=0),
    "rsub": lambda x: 2 - x,
    "div_number": lambda x: x / 2,
    "floor_divide_number": lambda x: x // 2,
    "add": rg.add,
    "sub_": lambda x, y: x - y,
    "lt": rg.lt,
    "pow": rg.pow,
    "maximum": rg.maximum,
    "logical_and": rg.logical_and,
    "add_float64": lambda x, y: x.to(rg.float64) + y,
    "mse_loss": lambda x, y: rg.nn.functional.mse_loss(x, y, reduction="none"),
    "l1_loss": lambda x, y: rg.nn.functional.l1_loss(x, y, reduction="none"),
    "where": lambda c, x, y: rg.where(c.bool(), x, y),
    "clamp": rg.clamp,
}
ROWS = json.loads((Path(__file__).parent / "torch_layouts.json").read_text())


def laid_out(shape, strides):
    reach = sum((n - 1) * s for n, s in zip(shape, strides, strict=True) if n)
    return rg.zeros(max(reach, 0) + 1).as_strided(shape, strides)


@pytest.mark.filterwarnings("ignore:.*broadcast together")
@pytest.mark.parametrize("name", OPERATIONS)
def test_results_lie_as_those_of_torch(name):
    rows = [row for row in ROWS if row[0] == name]
    assert rows
    for _, operands, want in rows:
        y = OPERATIONS[name](*(laid_out(*operand) for operand in operands))
        assert list(y.stride()) == want, operands


def test_a_result_of_two_layouts_lies_as_the_first_operand():
    assert (rg.ones(2, 3).t() + rg.ones(3, 2)).stride() == (1, 3)
    assert (rg.ones(3, 2) + rg.ones(2, 3).t()).stride() == (2, 1)


def test_a_layout_with_gaps_keeps_its_order():
    assert rg.ones(2, 2, 5).permute(2, 1, 0)[1].square().stride() == (1, 2)
    assert rg.zeros(4, 3).t()[::2].clone().stride() == (1, 2)


def test_a_model_with_gaps_is_filled_in_the_order_of_its_memory():
    rg.manual_seed(0)
    # torch's numbers for this seed
    want = [[0.4962566, 0.1320305], [0.7682218, 0.3074228], [0.0884774, 0.6340787]]
    got = rg.rand_like(rg.zeros(4, 3).t()[:, ::2])
    assert got.stride() == (1, 3)
    for row, expected in zip(got.tolist(), want, strict=True):
        assert row == pytest.approx(expected, abs=1e-6)


def test_results_of_empty_expanded_tensors_are_not_expanded():
    x = rg.zeros(1, 0).expand(2, 0)
    for y in (x * 2, x.exp(), x + x, x > x):
        assert y.stride() == (1, 1)
        y.mul_(2) if y.dtype == rg.float32 else y.zero_()
    assert x.clone().stride() == (0, 1)


def test_a_new_leading_dimension_steps_over_the_rest():
    assert rg.randn(5).expand(1, 5).stride() == (5, 1)
    assert rg.randn(2, 3).expand(4, 1, 2, 3).stride() == (0, 6, 3, 1)


@pytest.mark.parametrize(
    ("view", "offset", "strides"),
    [
        (lambda: rg.arange(3)[3:], 3, (1,)),
        (lambda: rg.zeros(2, 3)[2:], 6, (3, 1)),
        (lambda: rg.zeros(6)[1::2][5:], 7, (2,)),
        (lambda: rg.zeros(3, 4)[:, 2:2], 2, (4, 1)),
        (lambda: rg.zeros(4, 3)[1:1:2, 1:], 4, (6, 1)),
        (lambda: rg.zeros(3, 4).split([3, 0], 0)[1], 12, (4, 1)),
        (lambda: rg.zeros(0, 3).unbind(1)[1], 1, (3,)),
        (lambda: rg.arange(1)[::2], 0, (2,)),
        (lambda: rg.arange(10)[9::4], 9, (4,)),
        (lambda: rg.arange(3)[:: 2**62], 0, (1,)),  # a stride that no number of bytes can hold
    ],
)
def test_a_slice_keeps_its_place_and_its_step(view, offset, strides):
    x = view()
    assert (x.storage_offset(), x.stride()) == (offset, strides)
    assert (x + 1).shape == x.shape


def test_no_element_has_no_address():
    for x in (rg.zeros(0), rg.zeros(4)[4:], rg.zeros(3, 0)):
        assert x.data_ptr() == 0
    assert rg.zeros(4)[1:].data_ptr() != 0


@pytest.mark.parametrize(
    ("shape", "strides"),
    [([3, 2], [1, 3]), ([2, 3], [0, 1]), ([1, 3], [7, 1]), ([2, 0, 3], [1, 0, 2])],
)
@pytest.mark.parametrize(
    "through", [copy.deepcopy, copy.copy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_a_copy_through_python_keeps_the_strides(shape, strides, through):
    x = laid_out(shape, strides)
    assert list(through(x).stride()) == strides
    assert through(x).tolist() == x.tolist()


def test_a_copy_through_python_packs_gaps_out():
    x = rg.arange(12.0).view(3, 4).t()[::2]
    for y in (copy.deepcopy(x), pickle.loads(pickle.dumps(x))):
        assert y.tolist() == x.tolist()
        assert y.stride() == (1, 2)


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        (lambda x: x[::6].expand(6, 2), {0.0, 6.0}),
        (lambda x: x[:9].as_strided((3, 3), (2, 2)), {0.0, 2.0, 4.0, 6.0, 8.0}),
        (lambda x: x.view(3, 4).t()[::2], {0.0, 2.0, 4.0, 6.0, 8.0, 10.0}),
    ],
    ids=["expanded", "overlapping", "gaps"],
)
def test_a_copy_through_python_has_nothing_that_the_tensor_does_not_show(view, shown):
    x = view(rg.arange(12.0))
    held = array.array("f", x.__reduce_ex__(2)[1][1])
    assert set(held) == shown | {0.0}
    for y in (copy.deepcopy(x), pickle.loads(pickle.dumps(x))):
        assert y.tolist() == x.tolist()
        count = sum((n - 1) * s for n, s in zip(y.shape, y.stride(), strict=True)) + 1
        assert set(y.as_strided((count,), (1,)).tolist()) <= shown | {0.0}


def test_a_pickle_whose_strides_leave_its_bytes_is_refused():
    rebuild, (kind, data, dtype, shape, grad, _) = rg.zeros(3, 2).t().__reduce_ex__(2)[:2]
    assert rebuild(kind, data, dtype, shape, grad, (1, 2)).shape == (2, 3)
    for strides in ((1, 3), (-1, 2), (1,), (2**62, 2**62), (1, 1)):
        with pytest.raises(ValueError, match="_rebuild"):
            rebuild(kind, data, dtype, shape, grad, strides)
