"""out=: the result of a function written to a tensor that is there. Figures are torch's."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pytest
import retrograd as rg
from draw import assert_close, draw, expected
from op_case import FLOATS
from op_forms import WITH_OUT, kind, takes_out
from test_names import words

CASES = [(case, t) for case in WITH_OUT for t in dict.fromkeys((case.dtypes[0], case.dtypes[-1]))]
DIFFERENTIABLE = [case for case in WITH_OUT if case.grads and not case.dtype_argument]

# The functions of torch that take it, of those that are there.
NAMES = words(
    """
    addcdiv addcmul
    abs absolute add all amax amin any arange argmax argmin bernoulli bitwise_and bitwise_not
    bitwise_or bitwise_xor bmm cat ceil clamp clip concat cos div divide dot empty eq exp eye floor
    floor_divide full ge ger greater greater_equal gt le less less_equal linspace log log_softmax
    logical_and logical_not logical_or logical_xor lt matmul max maximum mean min minimum mm mul
    multiply mv ne neg negative not_equal ones outer pow prod rand randint randn randperm reciprocal
    remainder round rsqrt sigmoid sign sin softmax sqrt square stack sub subtract sum tanh
    true_divide trunc where zeros
    clamp_max clamp_min deg2rad fix float_power fmod frac gcd heaviside lcm ldexp lerp logaddexp2
    frexp logit nan_to_num nextafter rad2deg sgn signbit sinc
    bitwise_left_shift bitwise_right_shift
    """
)


def run(case, tensors, call, dtype, **out):
    """The call of a row, with what it has to be given besides."""
    return replace(case, post=None).run(rg, tensors, with_kwargs(call, out), dtype)


def with_kwargs(call, more):
    copy = type(call)(*call.shapes, args=call.args, **call.kwargs)
    copy.kwargs |= more
    return copy


def outputs(y):
    return list(y) if isinstance(y, tuple) else [y]


def given(like, make):
    """An out= for a result: a tensor, or a tuple of them."""
    made = [make(t) for t in outputs(like)]
    return (tuple(made), made) if isinstance(like, tuple) else (made[0], made)


def test_the_functions_of_torch_are_there():
    listed = {case.op for case in WITH_OUT}
    assert {"sin", "max", "matmul", "zeros", "cat", "where", "sum", "softmax"} <= listed
    assert [name for name in NAMES if not takes_out(name)] == []


@pytest.mark.parametrize(("case", "dtype"), CASES, ids=str)
def test_an_empty_output_takes_on_the_shape_of_the_result(case, dtype):
    for call in case.calls:
        arrays = draw(case, call, dtype)
        plain = run(case, [rg.tensor(x) for x in arrays], call, dtype)
        out, made = given(plain, lambda t: rg.empty(0, dtype=t.dtype))
        y = run(case, [rg.tensor(x) for x in arrays], call, dtype, out=out)
        assert type(y) is type(plain)
        assert [a is b for a, b in zip(outputs(y), made, strict=True)] == [True] * len(made)
        for one, want in zip(made, outputs(plain), strict=True):
            assert (one.shape, one.dtype, one.stride()) == (want.shape, want.dtype, want.stride())
        with np.errstate(all="ignore"):
            want = expected(case, arrays, call, dtype)
        got = case.post(y) if case.post else y
        assert_close(got.numpy(), want, case.out(dtype), case.rtol, str(call))


@pytest.mark.parametrize(("case", "dtype"), CASES, ids=str)
def test_an_output_with_gaps_is_filled_where_it_lies(case, dtype):
    for call in case.calls:
        tensors = [rg.tensor(x) for x in draw(case, call, dtype)]
        plain = run(case, tensors, call, dtype)
        bases = []

        def gappy(t, bases=bases):
            bases.append(rg.zeros(*t.shape, 3, dtype=t.dtype))
            return bases[-1][..., 1]

        out, made = given(plain, gappy)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            run(case, tensors, call, dtype, out=out)
        for base, one, want in zip(bases, made, outputs(plain), strict=True):
            assert one._base is base
            np.testing.assert_array_equal(one.numpy(), want.numpy())
            assert not base[..., ::2].numpy().any()
            assert one._version == 1


@pytest.mark.parametrize("case", [c for c in WITH_OUT if not c.dtype_argument], ids=str)
def test_an_output_of_another_shape_is_resized_with_a_warning(case):
    dtype = case.dtypes[0]
    call = case.calls[0]
    tensors = [rg.tensor(x) for x in draw(case, call, dtype)]
    plain = run(case, tensors, call, dtype)
    out, made = given(plain, lambda t: rg.zeros(2, 1, 1, 1, 7, dtype=t.dtype))
    with pytest.warns(UserWarning, match="An output with one or more elements was resized"):
        run(case, tensors, call, dtype, out=out)
    for one, want in zip(made, outputs(plain), strict=True):
        np.testing.assert_array_equal(one.numpy(), want.numpy())
    before = [rg.full((2, 1, 1, 1, 7), 3).to(t.dtype) for t in outputs(plain)]
    out = tuple(before) if isinstance(plain, tuple) else before[0]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(UserWarning):
            run(case, tensors, call, dtype, out=out)
    assert [(tuple(t.shape), t._version) for t in before] == [((2, 1, 1, 1, 7), 0)] * len(before)


@pytest.mark.parametrize("case", WITH_OUT, ids=str)
def test_an_output_that_cannot_hold_the_result_is_refused(case):
    for dtype in case.dtypes:
        if case.dtype_argument or kind(case.out(dtype)) == 0:
            continue
        call = case.calls[0]
        tensors = [rg.tensor(x) for x in draw(case, call, dtype)]
        plain = run(case, tensors, call, dtype)
        lower = rg.int64 if case.out(dtype) in FLOATS else rg.bool
        if case.op in ("sum", "prod", "nansum", "cumsum", "cumprod", "softmax", "log_softmax"):
            continue  # they compute in the type of the output
        out, made = given(plain, lambda t, lower=lower: rg.ones(t.shape, dtype=lower))
        with pytest.raises(RuntimeError):
            run(case, tensors, call, dtype, out=out)
        assert all(t.numpy().all() and t._version == 0 for t in made)


@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_nothing_is_written_where_it_would_have_to_be_recorded(case):
    call = case.calls[0]
    tensors = [rg.tensor(x) for x in draw(case, call, case.start)]
    plain = run(case, tensors, call, case.start)
    for i in case.grads:
        if i < len(tensors):
            tensors[i].requires_grad_()
    out, made = given(plain, lambda t: rg.full(t.shape, 7).to(t.dtype))
    with pytest.raises(RuntimeError, match="don't support automatic differentiation"):
        run(case, tensors, call, case.start, out=out)
    assert all((t.numpy() == 7).all() and t._version == 0 for t in made)
    with rg.no_grad():
        run(case, tensors, call, case.start, out=out)
    for one, want in zip(made, outputs(plain), strict=True):
        np.testing.assert_array_equal(one.numpy(), want.numpy())
        assert not one.requires_grad


def test_an_output_that_requires_grad_is_written_under_no_grad_alone(ag):
    x, out = ag.ones(2), ag.zeros(2, requires_grad=True)
    for write in (lambda: ag.sin(x, out=out), lambda: ag.zeros(2, out=out)):
        with pytest.raises(RuntimeError, match="don't support automatic differentiation"):
            write()
    with ag.no_grad():
        assert ag.add(x, 1, out=out) is out
    assert out.tolist() == [2.0, 2.0]
    assert out.requires_grad


def test_what_has_no_derivative_is_written_while_recording(ag):
    x = ag.tensor([1.0, 3.0], requires_grad=True)
    assert ag.lt(x, 2, out=ag.empty(0, dtype=ag.bool)).tolist() == [True, False]


def test_a_tangent_is_not_lost_in_an_output(ag, fw, level):
    x = fw.make_dual(ag.tensor([1.0]), ag.tensor([1.0]))
    with pytest.raises(RuntimeError):
        ag.sin(x, out=ag.empty(1))


def test_a_result_is_converted_to_the_type_of_the_output(ag):
    x = ag.tensor([0.5, 2.0])
    assert ag.square(x, out=ag.empty(2, dtype=ag.float64)).tolist() == [0.25, 4.0]
    assert ag.gt(x, 1, out=ag.empty(2)).tolist() == [0.0, 1.0]
    assert ag.gt(x, 1, out=ag.empty(2, dtype=ag.uint8)).tolist() == [0, 1]
    assert ag.cat([x, x], out=ag.empty(0, dtype=ag.float64)).tolist() == [0.5, 2.0, 0.5, 2.0]


def test_the_output_says_the_dtype_where_nothing_else_does(ag):
    assert ag.zeros(2, out=ag.empty(0, dtype=ag.int64)).tolist() == [0, 0]
    assert ag.arange(3, out=ag.empty(0, dtype=ag.float64)).tolist() == [0.0, 1.0, 2.0]
    assert ag.sum(ag.tensor([[1.5, 1.5]]), 1, out=ag.empty(0, dtype=ag.float64)).tolist() == [3.0]
    assert ag.eye(2, out=ag.empty(0, dtype=ag.int32)).tolist() == [[1, 0], [0, 1]]
    with pytest.raises(RuntimeError):
        ag.zeros(2, dtype=ag.float32, out=ag.empty(0, dtype=ag.int64))


def test_random_numbers_go_to_the_output(ag):
    ag.manual_seed(3)
    want = ag.rand(2, 3).tolist()
    ag.manual_seed(3)
    assert ag.rand(2, 3, out=ag.empty(0)).tolist() == want
    ag.manual_seed(3)
    want = ag.randint(10, (4,), dtype=ag.int32).tolist()
    ag.manual_seed(3)
    assert ag.randint(10, (4,), out=ag.empty(4, dtype=ag.int32)).tolist() == want


@pytest.mark.parametrize("n", [0, 1, 3, 5000])
def test_an_output_that_lies_as_the_result_is_written_at_once(n):
    a, b = np.arange(n) * 0.5, np.arange(n) % 7 + 1.0
    x, y = rg.tensor(a), rg.tensor(b)
    for call, want in (
        (rg.add, a + b),
        (rg.div, a / b),
        (rg.maximum, np.maximum(a, b)),
        (rg.gt, a > b),
    ):
        out = rg.zeros(n, dtype=rg.bool if call is rg.gt else rg.float64)
        at, version = out.data_ptr(), out._version
        assert call(x, y, out=out) is out
        assert out.tolist() == want.tolist()
        assert (out.data_ptr(), out._version) == (at, version + 1)
        spaced = rg.zeros(n, 2, dtype=out.dtype)
        call(x, y, out=spaced[:, 1])
        assert spaced.tolist() == np.stack([want * 0, want], 1).tolist()
        two = rg.zeros(2, n, dtype=out.dtype)
        call(x, y.expand(2, n), out=two)
        assert two.tolist() == [want.tolist()] * 2
    assert rg.sin(x, out=x) is x
    assert x.tolist() == pytest.approx(np.sin(a).tolist(), rel=1e-12)


def test_an_input_may_be_the_output(ag):
    x = ag.tensor([0.5, 2.0])
    assert ag.add(x, x, out=x) is x
    assert x.tolist() == [1.0, 4.0]
    m = ag.tensor([[1.0, 2.0], [3.0, 4.0]])
    assert ag.cos(m[0], out=m[0]).tolist() == m[0].tolist() != [1.0, 2.0]


def test_an_input_that_overlaps_the_output_counts_as_it_was():
    x = rg.tensor([1.0, 2.0, 3.0, 4.0])
    rg.add(x[:-1], 10, out=x[1:])
    assert x.tolist() == [1.0, 11.0, 12.0, 13.0]
    m = rg.tensor([[1.0, 2.0], [3.0, 4.0]])
    rg.matmul(m, m, out=m)
    assert m.tolist() == [[7.0, 10.0], [15.0, 22.0]]
    rg.neg(m.t(), out=m)
    assert m.tolist() == [[-7.0, -15.0], [-10.0, -22.0]]


def test_an_input_that_is_resized_as_the_output_counts_as_it_was():
    x = rg.tensor([1.0, 2.0])
    with pytest.warns(UserWarning):
        rg.add(x, rg.ones(2, 2), out=x)
    assert x.tolist() == [[2.0, 3.0], [2.0, 3.0]]
    with pytest.warns(UserWarning):
        rg.sum(x, 0, out=x)
    assert x.tolist() == [4.0, 6.0]


def test_a_factory_resizes_its_output_unasked(ag):
    out = ag.ones(6)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ag.zeros(2, out=out).tolist() == [0.0, 0.0]
        assert ag.full((2, 4), 2.0, out=out).tolist() == [[2.0] * 4] * 2


def test_an_output_whose_elements_share_memory_is_refused(ag):
    with pytest.raises(RuntimeError):
        ag.sin(ag.ones(3), out=ag.zeros(1).expand(3))


def test_read_only_memory_is_no_output():
    array = np.zeros(3, np.float32)
    array.flags.writeable = False
    with pytest.raises(rg.errors.ReadOnlyError):
        rg.sin(rg.ones(3), out=rg.from_numpy(array))
    assert array.tolist() == [0, 0, 0]


def test_a_resized_output_keeps_its_memory_where_that_has_room(ag):
    base = ag.zeros(10)
    view = base[2:4]
    with pytest.warns(UserWarning):
        ag.add(ag.ones(2, 3), 1, out=view)
    assert view.shape == (2, 3)
    assert view.storage_offset() == 2
    assert base.tolist() == [0.0] * 2 + [2.0] * 6 + [0.0] * 2


def test_views_of_a_resized_output_that_had_no_room_stay_as_they_were():
    out = rg.ones(2)
    view, address = out[:1], out.data_ptr()
    rg.zeros(50, out=out)
    assert out.data_ptr() != address
    assert view.tolist() == [1.0]
    assert out.tolist() == [0.0] * 50


def test_buffers_of_a_resized_output_stay_as_they_were():
    out = rg.ones(2)
    memory, array = memoryview(out), out.numpy()
    rg.zeros(50, out=out)
    assert memory.tolist() == [1.0, 1.0]
    assert array.tolist() == [1.0, 1.0]
    assert out.numpy().shape == (50,)


def test_an_output_may_shrink(ag):
    out = ag.ones(6)
    with pytest.warns(UserWarning):
        ag.neg(ag.ones(2), out=out)
    assert out.tolist() == [-1.0, -1.0]
    assert out.is_contiguous()
    empty = ag.zeros(0, 3)
    ag.sin(ag.ones(0, 4), out=empty)
    assert empty.shape == (0, 4)


def test_a_failed_call_leaves_its_output_alone(ag):
    out = ag.ones(2)
    for call in (
        lambda: ag.add(ag.ones(3), ag.ones(4), out=out),
        lambda: ag.matmul(ag.ones(2, 3), ag.ones(2, 3), out=out),
        lambda: ag.sin(out=out),
        lambda: ag.pow(ag.tensor([2]), -1, out=out),
    ):
        with pytest.raises((RuntimeError, TypeError)):
            call()
    assert (out.tolist(), out._version) == ([1.0, 1.0], 0)


def test_two_results_go_to_a_tuple(ag):
    x = ag.tensor([[1.0, 5.0], [7.0, 3.0]])
    values, indices = ag.empty(0), ag.empty(0, dtype=ag.int64)
    for out in ((values, indices), [values, indices]):
        y = ag.max(x, 1, out=out)
        assert y[0] is values
        assert y.indices is indices
        assert (values.tolist(), indices.tolist()) == ([5.0, 7.0], [1, 0])


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.sin(m.ones(2), out=3),
        lambda m: m.sin(m.ones(2), out=(m.ones(2),)),
        lambda m: m.max(m.ones(2, 2), 1, out=m.ones(2)),
        lambda m: m.max(m.ones(2, 2), 1, out=(m.ones(2),)),
        lambda m: m.sin(m.ones(2), m.ones(2)),
        lambda m: m.ones(2).sin(out=m.ones(2)),
        lambda m: m.ones(2).sum(out=m.ones(2)),
        lambda m: m.relu(m.ones(2), out=m.ones(2)),
        lambda m: m.reshape(m.ones(2), (1, 2), out=m.ones(2)),
    ],
)
def test_an_output_is_a_tensor_given_by_name_to_a_function_that_takes_it(ag, call):
    with pytest.raises(TypeError):
        call(ag)


def test_no_output_is_none(ag):
    assert ag.sin(ag.zeros(1), out=None).tolist() == [0.0]
    assert ag.zeros(2, out=None, dtype=ag.int64).tolist() == [0, 0]


def test_names_of_numpy_go_with_an_output(ag):
    x = ag.tensor([[1.0, 2.0]])
    assert ag.sum(x, axis=0, keepdims=True, out=ag.empty(0)).tolist() == [[1.0, 2.0]]
    assert ag.add(x1=x, x2=x, out=ag.empty(0)).tolist() == [[2.0, 4.0]]


def test_a_factory_makes_its_output_a_leaf_that_requires_grad(ag):
    out = ag.zeros(2)
    assert ag.ones(2, requires_grad=True, out=out) is out
    assert out.requires_grad
    assert out.is_leaf


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_an_output_from_outside_inference_mode_stays_a_normal_tensor(ag, dtype):
    out = ag.empty(0, dtype=getattr(ag, dtype))
    with ag.inference_mode():
        ag.add(ag.ones(2), 1, out=out)
    assert not out.is_inference()
    x = ag.ones(2, requires_grad=True)
    (x * out).sum().backward()
    assert x.grad.tolist() == [2.0, 2.0]


def test_memory_of_inference_mode_is_no_output_outside(ag):
    with ag.inference_mode():
        out = ag.zeros(2)
    with pytest.raises(RuntimeError):
        ag.add(ag.ones(2), 1, out=out)
    assert out.tolist() == [0.0, 0.0]
