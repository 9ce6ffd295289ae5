"""In-place operations: identity, versions, rebased history, and what must be refused."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg


def leaf(*values):
    return rg.tensor(values, requires_grad=True)


METHODS = {
    "add_": lambda x: x.add_(1),
    "sub_": lambda x: x.sub_(1),
    "mul_": lambda x: x.mul_(2),
    "div_": lambda x: x.div_(2),
    "fill_": lambda x: x.fill_(3),
    "zero_": lambda x: x.zero_(),
    "copy_": lambda x: x.copy_(rg.ones(())),
    "floor_divide_": lambda x: x.floor_divide_(2),
    "remainder_": lambda x: x.remainder_(2),
    "pow_": lambda x: x.pow_(2),
    "relu_": lambda x: x.relu_(),
}


@pytest.mark.parametrize("name", METHODS)
def test_an_in_place_method_returns_its_tensor_and_counts_a_version(name):
    x = rg.tensor([1.0, 2.0])
    assert METHODS[name](x) is x
    assert x._version == 1


def test_augmented_assignment_changes_the_object_itself():
    x = same = rg.tensor([4.0, 8.0])
    x += 2
    x -= rg.tensor([1.0])
    x *= 2
    x /= rg.tensor([2.0, 4.0])
    assert x is same
    assert x.tolist() == [5.0, 4.5]
    assert x._version == 4


# Figures of torch.
AUGMENTED = {
    "//=": ([5, -7, 3], 2, [2, -4, 1]),
    "%=": ([5, -7, 3], 3, [2, 2, 0]),
    "**=": ([5, -7, 3], 2, [25, 49, 9]),
    "&=": ([5, -7, 3], 6, [4, 0, 2]),
    "|=": ([5, -7, 3], 8, [13, -7, 11]),
    "^=": ([5, -7, 3], 1, [4, -8, 2]),
}


def augmented(x, symbol, other):
    names = {"x": x, "other": other}
    exec(f"x {symbol} other", names)
    return names["x"]


@pytest.mark.parametrize("symbol", AUGMENTED)
def test_every_augmented_assignment_writes_in_place_and_keeps_the_dtype(symbol):
    before, other, want = AUGMENTED[symbol]
    for operand in (other, rg.tensor(other), rg.tensor([other] * 3)):
        for dtype in (rg.int64, rg.int32):
            x = rg.tensor(before, dtype=dtype)
            view = x[1:]
            assert augmented(x, symbol, operand) is x
            assert (x.tolist(), x.dtype, x._version) == (want, dtype, 1)
            assert view.tolist() == want[1:]


METHOD_OF = {
    "//=": "floor_divide_",
    "%=": "remainder_",
    "**=": "pow_",
    "&=": "bitwise_and_",
    "|=": "bitwise_or_",
    "^=": "bitwise_xor_",
}


@pytest.mark.parametrize("symbol", METHOD_OF)
def test_an_augmented_assignment_has_its_method(symbol):
    before, other, want = AUGMENTED[symbol]
    x = rg.tensor(before)
    assert getattr(x, METHOD_OF[symbol])(other) is x
    assert x.tolist() == want


@pytest.mark.parametrize("symbol", ["//=", "%=", "**=", "/=", "*="])
def test_an_augmented_assignment_whose_result_does_not_fit_changes_nothing(symbol):
    x = rg.tensor([5, 7])
    with pytest.raises(RuntimeError):
        augmented(x, symbol, 2.5)
    with pytest.raises(RuntimeError):
        augmented(x, symbol, rg.ones(3, 2))
    assert (x.tolist(), x._version) == ([5, 7], 0)


def test_bools_take_the_logical_augmented_assignments():
    x = same = rg.tensor([True, False])
    x |= rg.tensor([False, True])
    x ^= True
    x &= rg.tensor([True, True])
    assert x is same
    assert x.tolist() == [False, False]
    with pytest.raises(RuntimeError):
        x &= 2
    with pytest.raises(NotImplementedError):
        x //= True


# Gradients and nodes of torch; of `//`, which has no derivative there, the zero of its steps.
HISTORIES = {
    "//=": ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], "FloorDivideBackward0"),
    "%=": ([1.0, 1.0, 1.0], [-1.0, -1.0, 0.0], "RemainderBackward0"),
    "**=": ([4.0, 6.0, 4.592793], [2.772589, 9.887511, 1.117330], "PowBackward0"),
}


@pytest.mark.parametrize("symbol", HISTORIES)
def test_an_augmented_assignment_records_its_history(symbol):
    of_x, of_w, node = HISTORIES[symbol]
    x = leaf(2.0, 3.0, 1.5)
    w = leaf(2.0, 2.0, 2.5)
    y = x * 1
    augmented(y, symbol, w)
    assert y.grad_fn.name() == node
    y.sum().backward()
    assert x.grad.tolist() == pytest.approx(of_x)
    assert w.grad.tolist() == pytest.approx(of_w)


def test_a_power_written_through_a_view_differentiates_base_and_exponent():
    x, w = leaf(2.0, 3.0, 1.5), leaf(2.0, 2.5)
    y = x * 1
    view = y[1:]
    view **= w
    (y * y).sum().backward()
    assert y.grad_fn.name().endswith("CopySlices")
    assert x.grad.tolist() == pytest.approx([4.0, 108.0, 25.3125])
    assert w.grad.tolist() == pytest.approx([177.9752, 6.1580], rel=1e-5)


@pytest.mark.parametrize("symbol", ["//=", "%=", "**="])
def test_an_augmented_assignment_obeys_leaves_versions_and_modes(symbol):
    x = leaf(2.0, 3.0)
    with pytest.raises(RuntimeError, match="leaf"):
        augmented(x, symbol, 2)
    y = x * 1
    product = y * y
    augmented(y, symbol, 2)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        product.sum().backward()
    with rg.no_grad():
        assert augmented(x, symbol, 2) is x
    assert x.requires_grad
    assert x.is_leaf


def test_the_matrix_product_has_no_place_to_write_to():
    x = before = rg.ones(2, 2)
    x @= rg.ones(2, 2)
    assert x is not before
    assert before.tolist() == [[1.0, 1.0], [1.0, 1.0]]


def test_alpha_scales_what_is_added():
    x = rg.tensor([1.0])
    assert x.add_(rg.tensor([2.0]), alpha=3).tolist() == [7.0]
    assert x.sub_(rg.tensor([2.0]), alpha=0.5).tolist() == [6.0]


@pytest.mark.parametrize("place", [lambda x: x.t(), lambda x: x[::2], lambda x: x[:, 1]])
def test_an_in_place_write_to_a_strided_view_hits_only_its_elements(place):
    x = np.arange(24, dtype=np.float32).reshape(4, 6)
    t = rg.tensor(x)
    place(t).mul_(10).add_(1)
    v = place(rg.arange(24).view(4, 6)).numpy().reshape(-1)
    want = x.copy().reshape(-1)
    want[v] = want[v] * 10 + 1
    assert t.reshape(24).tolist() == want.tolist()


@pytest.mark.parametrize("name", METHODS)
def test_the_dtype_never_changes(name):
    x = rg.tensor([2.0, 4.0], dtype=rg.float64)
    assert METHODS[name](x).dtype == rg.float64


def test_copy_converts_to_the_dtype_of_the_target():
    x = rg.zeros(2, dtype=rg.int64)
    x.copy_(rg.tensor([1.9, -1.9]))
    assert x.tolist() == [1, -1]


def test_an_in_place_operation_rebases_the_history():
    a = leaf(2.0)
    y = a * 3
    y.mul_(y.detach().clone())  # y = 6 * 6 with dy/dy_old = 6
    assert type(y.grad_fn).__name__ == "MulBackward0"
    y.backward()
    assert a.grad.tolist() == [18.0]


def test_history_starts_when_a_constant_takes_in_a_tensor_that_requires_grad():
    a, x = leaf(2.0, 3.0), rg.ones(2)
    x.mul_(a)
    assert x.requires_grad
    assert not x.is_leaf
    x.sum().backward()
    assert a.grad.tolist() == [1.0, 1.0]


def test_filling_cuts_the_gradient():
    a = leaf(2.0)
    y = a * 3
    y.zero_()
    (y + a).backward()
    assert a.grad.tolist() == [1.0]


def test_copy_sends_the_gradient_to_its_source():
    a, b = leaf(2.0), leaf(5.0)
    y = a * 3
    y.copy_(b)
    (y * 2).backward()
    assert b.grad.tolist() == [2.0]
    assert a.grad.tolist() == [0.0]


def test_writing_an_index_sends_gradients_to_both_sides():
    a, b = leaf(1.0, 2.0, 3.0), leaf(10.0)
    y = a * 2
    y[1:2] = b
    (y * rg.tensor([1.0, 10.0, 100.0])).sum().backward()
    assert a.grad.tolist() == [2.0, 0.0, 200.0]
    assert b.grad.tolist() == [10.0]


def test_a_write_that_backward_does_not_need_is_allowed():
    a = leaf(2.0)
    y = a * 3
    z = y + 1
    y.add_(100)  # neither node saved y
    z.backward()
    assert a.grad.tolist() == [3.0]


def test_a_result_saved_by_the_operation_itself_may_be_replaced_by_a_later_result():
    a = leaf(0.0)
    y = a.exp()
    z = y * 2
    y = y.clone().add_(1)
    (z + y).backward()
    assert a.grad.tolist() == [3.0]


def test_retain_grad_follows_the_tensor_through_an_in_place_operation():
    a = leaf(2.0)
    y = a * 3
    y.mul_(2)
    y.retain_grad()
    (y * 5).backward()
    assert y.grad.tolist() == [5.0]
    assert a.grad.tolist() == [30.0]


def test_a_view_of_a_result_written_in_place_is_never_silently_wrong():
    a = leaf(1.0, 2.0)
    y = a * 3
    v = y[0]
    try:
        v.mul_(10)
    except RuntimeError as error:
        assert "view" in str(error)
    else:
        y.sum().backward()
        assert a.grad.tolist() == [30.0, 3.0]


def test_a_base_written_after_its_view_was_taken_is_never_silently_wrong():
    a = leaf(1.0, 2.0)
    y = a * 3
    v = y[0]
    try:
        y.mul_(10)
        v.backward()
    except RuntimeError as error:
        assert "view" in str(error)
    else:
        assert a.grad.tolist() == [30.0, 0.0]


def test_a_constant_base_that_takes_in_a_gradient_through_a_view_is_never_silently_wrong():
    a, x = leaf(2.0), rg.zeros(3)
    try:
        x[1] = a[0]
    except RuntimeError as error:
        assert "view" in str(error)
    else:
        assert x.requires_grad
        (x * x).sum().backward()
        assert a.grad.tolist() == [4.0]
