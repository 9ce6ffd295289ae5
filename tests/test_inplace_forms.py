"""The in-place forms of pointwise operations, from the rows of their plain forms: values,
derivatives of every order and mode, identity, versions, and what is refused.
"""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg
import test_grad
import test_grad_grad
import test_tangent
from draw import LAYOUTS, assert_close, draw, expected
from op_case import Call
from op_forms import IN_PLACE, POINTWISE
from test_names import words

TYPED = [(case, dtype) for case in IN_PLACE for dtype in case.dtypes]
DIFFERENTIABLE = [case for case in IN_PLACE if case.grads]
CONSTANT = [case for case in IN_PLACE if not case.grads and "float32" in case.dtypes]
PAIRWISE = [case for case in IN_PLACE if len(case.calls[0].shapes) == 2]
PLACED = [layout for layout in LAYOUTS if layout != "expanded"]

# Those of torch, of the operations that are there.
METHODS = words(
    """
    abs absolute add bitwise_and bitwise_not bitwise_or bitwise_xor ceil clamp clip cos div divide
    eq exp floor floor_divide ge greater greater_equal gt le less less_equal log logical_and
    logical_not logical_or logical_xor lt mul multiply ne neg negative not_equal pow reciprocal relu
    remainder round rsqrt sigmoid sign sin sqrt square sub subtract tanh true_divide trunc
    addcdiv addcmul bitwise_left_shift bitwise_right_shift clamp_max clamp_min deg2rad fix
    float_power fmod frac gcd heaviside lcm ldexp lerp logit nan_to_num nextafter rad2deg sgn sinc
    """
)
FUNCTIONS = words(
    """
    abs ceil clamp clip cos exp floor log neg negative reciprocal relu round rsqrt sigmoid sin sqrt
    square tanh trunc deg2rad fix frac logit nan_to_num rad2deg sinc
    """
)


def plain(case):
    """The name of the plain form."""
    return next(c.op for c in POINTWISE if c.name == case.name)


def apply(case, call, x, *others):
    """The in-place method itself on x, without the clone of the row."""
    return getattr(x, f"{plain(case)}_")(*others, *call.args, **call.kwargs)


def test_the_methods_of_torch_are_there():
    assert [name for name in METHODS if not hasattr(rg.Tensor, f"{name}_")] == []
    assert {case.name for case in IN_PLACE} > {"sin", "lt", "add_alpha", "div_trunc"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_writes_to_its_argument(name):
    x = rg.tensor([0.5, 2.0])
    bounds = {"clamp": (0.75, 1.5), "clip": (0.75, 1.5), "logit": (0.25,)}.get(name, ())
    want = getattr(rg, name)(x, *bounds).tolist()
    assert getattr(rg, f"{name}_")(x, *bounds) is x
    assert x.tolist() == want
    assert x._version == 1


@pytest.mark.parametrize(("case", "dtype"), TYPED, ids=str)
def test_the_tensor_becomes_what_numpy_says(case, dtype):
    for call in case.calls:
        arrays = draw(case, call, dtype)
        with np.errstate(all="ignore"):
            want = expected(case, arrays, call, dtype)
        for layout in PLACED:
            x = LAYOUTS[layout](rg, arrays[0])[0]
            around, strides = x._base if x._base is not None else x, x.stride()
            before = around.clone()
            version = x._version
            assert apply(case, call, x, *map(rg.tensor, arrays[1:])) is x
            assert (x._version, x.stride()) == (version + 1, strides)
            assert_close(x.numpy(), want.astype(dtype), dtype, case.rtol, f"{call} {layout}")
            x.copy_(LAYOUTS[layout](rg, arrays[0])[0])
            np.testing.assert_array_equal(around.numpy(), before.numpy())  # and nothing beside it


@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_gradients_match_finite_differences(case):
    for call in case.calls:
        arrays = draw(case, call, "float64")
        xs = [test_grad.leaf(x, i in case.grads) for i, x in enumerate(arrays)]
        test_grad.check(case, call, "float64", arrays, xs, xs)


@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_second_gradients_match_second_differences(case):
    for call in case.calls:
        test_grad_grad.check(case, call)


@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_tangents_match_finite_differences_and_backward(case):
    for call in case.calls:
        arrays = draw(case, call, "float64")
        wanted = [i for i in case.grads if i < len(arrays)]
        test_tangent.check(case, call, "float64", arrays, [*map(rg.tensor, arrays)], wanted)


@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_a_write_to_a_view_has_the_gradient_of_the_plain_form(case):
    call = case.calls[0]
    arrays = draw(case, call, "float64")
    if not arrays[0].shape:
        return
    grads = []
    for in_place in (False, True):
        xs = [rg.tensor(x, requires_grad=i in case.grads) for i, x in enumerate(arrays)]
        base = rg.stack([xs[0], xs[0]])
        view = base[0]
        if in_place:
            apply(case, call, view, *xs[1:])
            assert base.grad_fn.name() == "CopySlices"
            total = (base * base).sum()
        else:
            y = getattr(rg, plain(case))(view, *xs[1:], *call.args, **call.kwargs)
            total = (y * y).sum() + (base[1] * base[1]).sum()
        total.backward()
        grads.append([x.grad.numpy() for x in xs if x.requires_grad])
    for one, other in zip(*grads, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("case", CONSTANT, ids=str)
def test_what_has_no_derivative_has_the_gradient_zero(case):
    call = case.calls[0]
    arrays = draw(case, call, "float32")
    x = rg.tensor(arrays[0], requires_grad=True)
    y = x * 1
    apply(case, call, y, *map(rg.tensor, arrays[1:]))
    assert y.requires_grad
    assert y._version == 1
    y.sum().backward()
    assert not x.grad.numpy().any()


@pytest.mark.parametrize("name", ["lt", "eq", "logical_and", "logical_or", "logical_not"])
def test_a_comparison_in_place_forgets_a_tangent(name):
    forward = rg.autograd.forward_ad
    with forward.dual_level():
        x = forward.make_dual(rg.tensor([1.0, 2.0]), rg.tensor([5.0, 6.0]))
        others = () if name == "logical_not" else (rg.tensor([1.0, 0.0]),)
        getattr(x, f"{name}_")(*others)
        assert forward.unpack_dual(x).tangent.tolist() == [0.0, 0.0]


def test_a_comparison_in_place_is_named_as_in_torch(ag):
    x = ag.tensor([1.0, 3.0], requires_grad=True)
    y = x * 1
    y.lt_(2)
    assert y.tolist() == [1.0, 0.0]
    assert type(y.grad_fn).__name__ == "LtBackward0"


@pytest.mark.parametrize("n", [0, 1, 3, 256, 257, 5000])
@pytest.mark.parametrize(
    "dtype", ["float32", "float64", "float16", "int64", "int8", "uint8", "bool"]
)
def test_a_comparison_in_place_writes_ones_and_zeros(dtype, n):
    top = 2 if dtype == "bool" else 5
    a, b = (np.arange(n) * k % top for k in (1, 3))

    def tensor(values):
        return rg.tensor(values).to(getattr(rg, dtype))

    for name, compare in (("lt", np.less), ("ge", np.greater_equal), ("eq", np.equal)):
        for other, with_number in ((b, False), (1, True)):
            want = compare(a, other).astype(a.dtype).tolist()
            wide = tensor(np.stack([a, a], 1))
            for x in (tensor(a), wide[:, 1], tensor(a)[None]):
                version = x._version
                y = getattr(x, name + "_")(other if with_number else tensor(b).reshape(x.shape))
                assert y is x and x.dtype is getattr(rg, dtype)
                assert x.flatten().double().tolist() == want
                assert x._version == version + 1
            assert wide[:, 0].double().tolist() == a.astype(bool if top == 2 else float).tolist()


@pytest.mark.parametrize("n", [5, 300])
def test_a_comparison_in_place_takes_operands_as_they_were(n):
    values = np.arange(n) % 3.0
    x = rg.tensor(values)
    x[1:].gt_(x[:-1])
    assert x[1:].tolist() == (values[1:] > values[:-1]).astype(float).tolist()
    y = rg.tensor(values)
    y.ge_(y)
    assert y.tolist() == [1.0] * n
    z = rg.tensor(values)
    z.lt_(z[2])  # an element of its own
    assert z.tolist() == (values < 2).astype(float).tolist()


@pytest.mark.parametrize("case", IN_PLACE, ids=str)
def test_a_leaf_that_requires_grad_is_written_under_no_grad_alone(case):
    if "float32" not in case.dtypes:
        return
    call = case.calls[0]
    x, *others = map(rg.tensor, draw(case, call, "float32"))
    before = x.numpy().copy()
    x.requires_grad_()
    with pytest.raises(RuntimeError, match="leaf"):
        apply(case, call, x, *others)
    np.testing.assert_array_equal(x.detach().numpy(), before)
    assert x._version == 0
    with rg.no_grad():
        assert apply(case, call, x, *others) is x
    assert x.is_leaf
    assert x.requires_grad


@pytest.mark.parametrize("case", PAIRWISE, ids=str)
def test_a_result_of_another_shape_is_refused(case):
    dtype = case.dtypes[0]
    x, other = (rg.tensor(a) for a in draw(case, Call((3,), (2, 3)), dtype))
    before = x.numpy().copy()
    with pytest.raises(RuntimeError, match="shape"):
        apply(case, case.calls[0], x, other)
    np.testing.assert_array_equal(x.numpy(), before)
    assert x._version == 0


@pytest.mark.parametrize(
    "name", ["sin", "exp", "sigmoid", "reciprocal", "sqrt", "div", "true_divide"]
)
def test_a_result_that_the_type_cannot_hold_is_refused(ag, name):
    x = ag.tensor([4, 9])
    with pytest.raises(RuntimeError):
        getattr(x, f"{name}_")(*([ag.tensor([2, 2])] if "div" in name else []))
    assert (x.tolist(), x._version) == ([4, 9], 0)


def test_a_wider_operand_is_rounded_to_the_type(ag):
    x = ag.tensor([1.0, 2.0])
    assert x.mul_(ag.tensor([0.1, 0.2], dtype=ag.float64)).dtype == ag.float32
    assert x.tolist() == pytest.approx([0.1, 0.4])
    x = ag.tensor([5, 2], dtype=ag.int32)
    assert x.gt_(ag.tensor([1.5, 2.5])).tolist() == [1, 0]
    assert x.dtype == ag.int32


@pytest.mark.parametrize("case", PAIRWISE, ids=str)
def test_a_tensor_that_stands_on_both_sides_counts_as_it_was(case):
    dtype = case.dtypes[0]
    call = Call((6,), (6,), **case.calls[0].kwargs)
    array = draw(case, call, dtype)[1]
    with np.errstate(all="ignore"):
        want = expected(case, [array, array], call, dtype).astype(dtype)
    x = rg.tensor(array)
    apply(case, call, x, x)
    assert_close(x.numpy(), want, dtype, case.rtol, "x with x")
    if 0 not in case.grads:
        return
    leaf = rg.tensor(array, requires_grad=True)
    y = leaf * 1
    apply(case, call, y, y)
    y.sum().backward()
    other = rg.tensor(array, requires_grad=True)
    getattr(rg, plain(case))(other, other, **call.kwargs).sum().backward()
    np.testing.assert_allclose(leaf.grad.numpy(), other.grad.numpy(), rtol=1e-6)


def test_an_operand_that_overlaps_the_tensor_counts_as_it_was():
    x = rg.tensor([1.0, 2.0, 3.0, 4.0])
    x[1:].mul_(x[:-1])
    assert x.tolist() == [1.0, 2.0, 6.0, 12.0]


@pytest.mark.parametrize(
    ("operator", "want"),
    [("__iadd__", 4.0), ("__isub__", 0.0), ("__imul__", 4.0), ("__itruediv__", 1.0)],
)
def test_a_long_operand_that_overlaps_the_tensor_counts_as_it_was(operator, want):
    # Longer than registers, which read all of a short one before they write.
    x = rg.full((1000,), 2.0)
    getattr(x[1:], operator)(x[:-1])
    assert x[0] == 2.0
    assert (x[1:] == want).all()


@pytest.mark.parametrize("operator", ["__iadd__", "__isub__", "__imul__", "__itruediv__"])
def test_memory_that_may_only_be_read_is_not_written_by_an_operator(operator):
    array = np.full(4, 2, np.float32)
    array.flags.writeable = False
    x = rg.from_numpy(array)
    with pytest.raises(RuntimeError, match="read-only"):
        getattr(x, operator)(rg.full((4,), 3.0))
    assert array.tolist() == [2.0] * 4


@pytest.mark.parametrize("name", ["exp", "tanh", "sigmoid", "relu", "sqrt", "reciprocal", "rsqrt"])
def test_a_result_that_was_saved_may_not_be_written_again(ag, name):
    x = ag.tensor([0.5, 2.0], requires_grad=True)
    y = x * 1
    getattr(y, f"{name}_")()
    y.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()


@pytest.mark.parametrize("name", ["sin", "cos", "log", "abs", "square"])
def test_an_operand_that_was_saved_is_kept_as_it_was(ag, name):
    x = ag.tensor([0.5, 2.0], requires_grad=True)
    y = x * 1
    getattr(y, f"{name}_")()
    y.add_(1)
    y.sum().backward()
    (want,) = ag.autograd.grad(getattr(ag, name)(x).sum(), x)
    assert x.grad.tolist() == pytest.approx(want.tolist())


def test_an_operand_that_another_operation_saved_may_not_be_written(ag):
    x = ag.tensor([0.5, 2.0], requires_grad=True)
    y = x * 1
    z = y * y
    y.sin_()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        z.sum().backward()


def test_hooks_of_saved_tensors_see_the_operand_as_it_was():
    x = rg.tensor([0.5, 2.0], requires_grad=True)
    packed = []

    def pack(t):
        packed.append(rg.sin(t).tolist())
        return t * 1

    y = x * 1
    with rg.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
        y.sin_()
    assert packed == [pytest.approx([0.47942554, 0.90929743])]
    y.sum().backward()
    assert x.grad.tolist() == pytest.approx([0.87758256, -0.41614684])


def test_saved_tensors_may_be_written_where_that_is_allowed():
    x = rg.tensor([0.5, 2.0], requires_grad=True)
    with rg.autograd.graph.allow_mutation_on_saved_tensors():
        y = x * 1
        z = y * y
        y.exp_()
        y.exp_()
        (z + y).sum().backward()
    e = np.exp([0.5, 2.0])
    np.testing.assert_allclose(x.grad.numpy(), [1, 4] + e * np.exp(e), rtol=1e-5)


def test_a_tangent_goes_through_a_view():
    forward = rg.autograd.forward_ad
    with forward.dual_level():
        x = forward.make_dual(rg.tensor([1.0, 2.0, 3.0]), rg.tensor([1.0, 10.0, 100.0]))
        x[1:].square_()
        assert x.tolist() == [1.0, 4.0, 9.0]
        assert forward.unpack_dual(x).tangent.tolist() == [1.0, 40.0, 600.0]


def test_anomaly_mode_sees_what_made_a_nan():
    with pytest.warns(UserWarning), rg.autograd.detect_anomaly():
        x = rg.tensor([-1.0])
        x.sqrt_()
    assert np.isnan(x.item())


def test_read_only_memory_is_not_written():
    array = np.ones(3, np.float32)
    array.flags.writeable = False
    x = rg.from_numpy(array)
    with pytest.raises(rg.errors.ReadOnlyError):
        x.sin_()
    assert array.tolist() == [1, 1, 1]


def test_an_expanded_tensor_is_refused(ag):
    with pytest.raises(RuntimeError):
        ag.ones(1).expand(3).sin_()


def test_a_function_of_nn_functional_writes_in_place(ag):
    x = ag.tensor([-1.0, 2.0])
    assert ag.nn.functional.relu_(x) is x
    assert x.tolist() == [0.0, 2.0]
    y = ag.tensor([-1.0, 2.0])
    assert ag.nn.functional.relu(y, inplace=True) is y
    assert y.tolist() == [0.0, 2.0]


def test_an_argument_of_another_kind_is_named():
    with pytest.raises(TypeError, match=r"sin_\(\): argument 'input' must be Tensor"):
        rg.sin_(1.0)
    with pytest.raises(TypeError, match=r"clamp_\(\): unexpected keyword argument 'low'"):
        rg.ones(2).clamp_(low=1)


class Calling:
    """A number that computes with a tensor while it is read."""

    def __init__(self, x, fails=False):
        self.x, self.fails, self.made = x, fails, None

    def __float__(self):
        self.made = rg.add(self.x, 5)
        if self.fails:
            raise KeyError
        return 2.0


def test_what_a_number_computes_while_it_is_read_is_no_result():
    x = rg.ones(3)
    number = Calling(x)
    assert x.add_(1, alpha=number).tolist() == [3.0] * 3
    assert number.made.tolist() == [6.0] * 3
    out = rg.zeros(3)
    number = Calling(x)
    assert rg.add(x, 1, alpha=number, out=out).tolist() == [5.0] * 3
    assert x.tolist() == [3.0] * 3
    assert number.made.tolist() == [8.0] * 3


def test_a_number_that_cannot_be_read_leaves_the_tensor_alone():
    x = rg.ones(3)
    with pytest.raises(KeyError):
        x.add_(1, alpha=Calling(x, fails=True))
    assert x.tolist() == [1.0] * 3
    assert x._version == 0
