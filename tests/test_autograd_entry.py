"""autograd.backward and autograd.grad: every argument, and every error, as torch has them."""

from __future__ import annotations

import types
import warnings
from collections import OrderedDict

import pytest
import retrograd as rg
from retrograd.nn import functional as F


@pytest.fixture
def a(ag):
    return ag.tensor([2.0, 3.0], requires_grad=True)


@pytest.fixture
def b(ag):
    return ag.tensor([5.0, 7.0], requires_grad=True)


def lists(tensors):
    return [None if x is None else x.tolist() for x in tensors]


# Roots


def test_several_roots_run_in_one_sweep(ag, a):
    shared = a * a  # freed after one pass: a second one would fail
    ag.autograd.backward([shared.sum(), (shared * 3).sum()])
    assert a.grad.tolist() == [16.0, 24.0]


def test_a_root_below_another_root_adds_its_gradient(ag, a):
    c = a * 3
    (g,) = ag.autograd.grad([c, (c * c).sum()], a, [ag.ones(2), None])
    assert g.tolist() == [39.0, 57.0]


def test_roots_and_inputs_may_come_from_any_iterable(ag, a, b):
    y = (a * b).sum()
    ag.autograd.backward(iter([y]), inputs=iter([a]))
    assert a.grad.tolist() == [5.0, 7.0]
    assert b.grad is None
    assert lists(ag.autograd.grad(iter([(a * b).sum()]), iter([b, a]))) == [[2, 3], [5, 7]]


def test_no_root_at_all_does_nothing(ag, a):
    ag.autograd.backward([])
    with pytest.raises(RuntimeError):
        ag.autograd.grad([], a)
    assert ag.autograd.grad([], a, allow_unused=True) == (None,)


@pytest.mark.parametrize("gradient", [True, False])
def test_every_root_must_require_grad(ag, a, gradient):
    c = ag.ones(2) if gradient else ag.ones(())
    with pytest.raises(RuntimeError):
        ag.autograd.backward([c, a.sum()], [ag.ones(2) if gradient else None, None])
    with pytest.raises(RuntimeError):
        ag.autograd.grad([c, a.sum()], a, [ag.ones(2) if gradient else None, None])


@pytest.mark.parametrize("roots", [None, 3.0])
def test_a_root_that_is_no_tensor_is_a_type_error(ag, a, roots):
    with pytest.raises(TypeError):
        ag.autograd.backward(roots)
    with pytest.raises(TypeError):
        ag.autograd.grad(roots, a)


# Gradients of the roots


def test_a_missing_gradient_is_one_for_a_single_element_only(ag, a, b):
    ag.autograd.backward([(a * 2).sum(), a * b], [None, ag.ones(2)])
    assert a.grad.tolist() == [7.0, 9.0]
    with pytest.raises(RuntimeError):
        ag.autograd.backward(a * b)
    with pytest.raises(RuntimeError):
        ag.autograd.grad([a.sum(), a * b], a, [None, None])


def test_one_gradient_stands_for_a_list_of_one(ag, a, b):
    assert lists(ag.autograd.grad(a * b, a, ag.tensor([1.0, 10.0]))) == [[5.0, 70.0]]


@pytest.mark.parametrize("shape", [(3,), (1,), (), (2, 2)])
def test_a_gradient_must_have_the_shape_of_its_root(ag, a, b, shape):
    with pytest.raises(RuntimeError):
        ag.autograd.backward(a * b, ag.ones(shape))
    with pytest.raises(RuntimeError):
        ag.autograd.grad(a * b, a, ag.ones(shape))


@pytest.mark.parametrize("dtype", ["float64", "int64", "bool"])
def test_a_gradient_of_another_type_is_converted(ag, a, b, dtype):
    (g,) = ag.autograd.grad(a * b, a, ag.tensor([1, 0], dtype=getattr(ag, dtype)))
    assert g.dtype == ag.float32
    assert g.tolist() == [5.0, 0.0]


def test_a_gradient_that_is_no_tensor_is_a_type_error(ag, a, b):
    for gradient in ([3.0], 3.0):
        with pytest.raises(TypeError):
            ag.autograd.backward(a * b, gradient)
        with pytest.raises(TypeError):
            ag.autograd.grad(a * b, a, gradient)


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_gradients_are_refused(ag, a, b, count):
    with pytest.raises(RuntimeError):
        ag.autograd.backward([a.sum(), b.sum()], [ag.ones(())] * count)
    with pytest.raises(RuntimeError):
        ag.autograd.grad([a.sum(), b.sum()], a, [ag.ones(())] * count)


def test_too_many_gradients_are_refused(ag, a):
    if ag is not rg:
        pytest.skip("torch drops the last ones without a word")
    with pytest.raises(RuntimeError):
        rg.autograd.backward([a.sum()], [rg.tensor(1.0), rg.tensor(2.0)])


def test_a_gradient_takes_part_in_the_graph_of_its_gradient(ag, a, b):
    v = ag.tensor([1.0, 2.0], requires_grad=True)
    (g,) = ag.autograd.grad(a * b, a, v, create_graph=True)
    assert lists(ag.autograd.grad(g.sum(), [v, b])) == [[5.0, 7.0], [1.0, 2.0]]
    assert not ag.autograd.grad(a * b, a, v)[0].requires_grad


def test_the_old_name_of_the_gradients_works_and_warns(ag, a, b):
    with pytest.warns(FutureWarning):
        ag.autograd.backward(a * b, grad_variables=ag.ones(2))
    assert a.grad.tolist() == [5.0, 7.0]
    with pytest.warns(FutureWarning), pytest.raises(RuntimeError):
        ag.autograd.backward(a * b, ag.ones(2), grad_variables=ag.ones(2))


# Inputs


def test_a_dict_of_inputs_limits_backward_and_names_the_results_of_grad(ag, a, b):
    ag.autograd.backward((a * b).sum(), inputs={"only": b})
    assert b.grad.tolist() == [2.0, 3.0]
    assert a.grad is None
    grads = ag.autograd.grad((a * b).sum(), {"x": a, "y": b})
    assert type(grads) is dict
    assert {name: g.tolist() for name, g in grads.items()} == {"x": [5, 7], "y": [2, 3]}
    assert ag.autograd.grad(a.sum(), {1: b}, allow_unused=True) == {1: None}


INPUTS = {
    "a dict": lambda b: {"only": b},
    "a generator": lambda b: (x for x in (b,)),
    "a set": lambda b: {b},
    "values of a dict": lambda b: {"only": b}.values(),
}


@pytest.mark.parametrize("kind", INPUTS)
def test_the_method_takes_inputs_from_a_dict_and_from_any_iterable(ag, a, b, kind):
    (a * b).sum().backward(inputs=INPUTS[kind](b))
    assert b.grad.tolist() == [2.0, 3.0]
    assert a.grad is None


@pytest.mark.parametrize("wrong", [3, "ab", {"a": 1}, [None], [[1]]])
def test_inputs_that_are_no_tensors_are_refused(ag, a, wrong):
    with pytest.raises((TypeError, RuntimeError)):
        a.sum().backward(inputs=wrong)
    assert a.grad is None


@pytest.mark.parametrize("mapping", [OrderedDict, types.MappingProxyType])
def test_another_mapping_is_a_type_error(ag, a, mapping):
    with pytest.raises(TypeError):
        a.sum().backward(inputs=mapping({"a": a}))
    with pytest.raises(TypeError):
        ag.autograd.backward(a.sum(), inputs=mapping({"a": a}))
    with pytest.raises(TypeError):
        ag.autograd.grad(a.sum(), mapping({"a": a}))


@pytest.mark.parametrize("empty", [[], (), {}])
def test_empty_inputs_are_refused(ag, a, empty):
    with pytest.raises(RuntimeError):
        ag.autograd.backward(a.sum(), inputs=empty)
    with pytest.raises(RuntimeError):
        ag.autograd.grad(a.sum(), empty)


def test_an_input_that_does_not_require_grad_is_refused_even_if_unused_is_allowed(ag, a):
    for x in (ag.ones(2), ag.tensor([1, 2])):
        with pytest.raises(RuntimeError):
            ag.autograd.grad(a.sum(), [a, x], allow_unused=True)
        with pytest.raises(RuntimeError):
            ag.autograd.backward(a.sum(), inputs=[x])


def test_inputs_may_be_inner_tensors_roots_and_repeated(ag, a):
    c = a * 3
    grads = ag.autograd.grad((c * c).sum(), [c, a, c])
    assert lists(grads) == [[12, 18], [36, 54], [12, 18]]
    assert lists(ag.autograd.grad(c, c, ag.ones(2))) == [[1, 1]]
    assert lists(ag.autograd.grad(a, a, ag.ones(2))) == [[1, 1]]
    assert a.grad is None


def test_only_the_graph_between_outputs_and_inputs_is_freed(ag, a):
    lower = a * a
    c = lower * 1
    ag.autograd.grad((c * c).sum(), c)
    lower.sum().backward()  # the part below c was not run
    assert a.grad.tolist() == [4.0, 6.0]


@pytest.mark.parametrize(
    ("f", "x", "w"),
    [
        (lambda x, w: x * w, (3,), (3,)),
        (lambda x, w: x @ w, (2, 3), (3, 4)),
        (F.linear, (2, 3), (4, 3)),
        (F.conv2d, (1, 2, 5, 5), (3, 2, 3, 3)),
        (lambda x, w: rg.einsum("ij,jk->ik", x, w), (2, 3), (3, 4)),
    ],
    ids=["mul", "mm", "linear", "conv2d", "einsum"],
)
@pytest.mark.parametrize("asked", [0, 1])
def test_no_gradient_is_computed_that_nobody_asked_for(f, x, w, asked):
    given = [rg.randn(shape, requires_grad=True) for shape in (x, w)]
    fetched = []

    def unpack(tensor):
        fetched.append(tensor.shape)
        return tensor

    with rg.autograd.graph.saved_tensors_hooks(lambda tensor: tensor, unpack):
        y = f(*given).sum()
    both = rg.autograd.grad(y, given, retain_graph=True)
    assert len(fetched) == 2
    del fetched[:]
    (found,) = rg.autograd.grad(y, given[asked], retain_graph=True)
    assert len(fetched) == 1 and rg.equal(found, both[asked])
    y.backward(inputs=[given[asked]])
    assert len(fetched) == 2 and given[1 - asked].grad is None
    assert rg.equal(given[asked].grad, both[asked])


def test_a_run_within_a_run_for_some_inputs_has_all_its_gradients(a, b):
    def unpack(tensor):
        if b.grad is None:
            b.grad = rg.zeros(2)
            total.backward(retain_graph=True)
        return tensor

    with rg.autograd.graph.saved_tensors_hooks(lambda tensor: tensor, unpack):
        total = (a * b).sum()
    (g,) = rg.autograd.grad(total, a, retain_graph=True)
    assert lists([g, a.grad, b.grad]) == [[5, 7], [5, 7], [2, 3]]


def test_hooks_of_a_node_see_only_the_gradients_that_are_wanted(ag, a, b):
    seen = []
    y = a * b
    y.register_hook(lambda grad: grad * 2)
    y.grad_fn.register_hook(lambda grads, _: seen.append(lists(grads)))
    (g,) = ag.autograd.grad(y.sum(), a)
    assert g.tolist() == [10, 14] and seen == [[[10, 14], None]]


def test_what_is_recorded_in_a_run_for_some_inputs_has_all_its_gradients(a, b):
    (slope,) = rg.autograd.grad((a * a * b).sum(), a, create_graph=True)  # 2 a b
    (slope * a * b).sum().backward()  # of 2 a^2 b^2
    assert a.grad.tolist() == [4 * 2 * 25.0, 4 * 3 * 49.0]
    assert b.grad.tolist() == [4 * 4 * 5.0, 4 * 9 * 7.0]


def test_an_unused_input_is_an_error_none_or_zeros(ag, a, b):
    def run(**how):
        return lists(ag.autograd.grad((a * a).sum(), [a, b], **how))

    assert run(allow_unused=True) == [[4, 6], None]
    assert run(materialize_grads=True) == [[4, 6], [0, 0]]
    assert run(materialize_grads=True, allow_unused=True) == [[4, 6], [0, 0]]
    with pytest.raises(RuntimeError):
        run()
    with pytest.raises(RuntimeError):
        run(allow_unused=False)
    with pytest.raises(ValueError):
        run(materialize_grads=True, allow_unused=False)


def test_backward_into_an_unused_input_leaves_it_without_gradient(ag, a, b):
    ag.autograd.backward((a * a).sum(), inputs=[b])
    assert b.grad is None


def test_only_inputs_warns_and_does_nothing_else(ag, a, b):
    with pytest.warns(FutureWarning):
        (g,) = ag.autograd.grad((a * b).sum(), a, only_inputs=False)
    assert g.tolist() == [5.0, 7.0]
    assert b.grad is None


# The graph afterwards


def test_grad_frees_the_graph_unless_it_is_kept(ag, a):
    y = (a * a).sum()
    ag.autograd.grad(y, a, retain_graph=True)
    ag.autograd.grad(y, a, create_graph=True)  # keeps it too
    ag.autograd.grad(y, a, create_graph=True, retain_graph=True)
    ag.autograd.grad(y, a)
    with pytest.raises(RuntimeError):
        ag.autograd.grad(y, a)


def test_create_graph_records_even_while_recording_is_off(ag, a):
    y = (a * a * a).sum()
    with ag.no_grad():
        (g,) = ag.autograd.grad(y, a, create_graph=True)
    assert g.requires_grad
    assert lists(ag.autograd.grad(g.sum(), a)) == [[12.0, 18.0]]


def test_backward_warns_of_the_cycle_that_create_graph_makes(ag, a):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        ag.autograd.backward((a * a).sum(), create_graph=True)
    assert ag is not rg or [w.category for w in caught] == [UserWarning]  # torch warns once only
    assert a.grad.requires_grad
    a.grad = None


# Batches of gradients


def test_a_batch_of_gradients_gives_a_batch_of_results(ag, a, b):
    (g,) = ag.autograd.grad(a * b, a, ag.eye(2), is_grads_batched=True)
    assert g.tolist() == [[5.0, 0.0], [0.0, 7.0]]
    seeds = ag.tensor([1.0, 2.0, 3.0])
    (g,) = ag.autograd.grad((a * b).sum(), a, seeds, is_grads_batched=True)
    assert g.tolist() == [[5, 7], [10, 14], [15, 21]]


def test_batches_for_several_outputs_run_side_by_side(ag, a, b):
    grads = ag.autograd.grad(
        [a * b, a * a], {"a": a, "b": b}, [ag.eye(2), 2 * ag.eye(2)], is_grads_batched=True
    )
    assert {k: g.tolist() for k, g in grads.items()} == {
        "a": [[13, 0], [0, 19]],
        "b": [[2, 0], [0, 3]],
    }


def test_a_batch_keeps_or_frees_the_graph_as_one_run_does(ag, a):
    y = a * a
    ag.autograd.grad(y, a, ag.eye(2), is_grads_batched=True, retain_graph=True)
    (g,) = ag.autograd.grad(y, a, ag.eye(2), is_grads_batched=True, create_graph=True)
    assert lists(ag.autograd.grad(g.sum(), a)) == [[2.0, 2.0]]
    y = a * a
    ag.autograd.grad(y, a, ag.eye(2), is_grads_batched=True)
    with pytest.raises(RuntimeError):
        ag.autograd.grad(y, a, ag.eye(2), is_grads_batched=True)


def test_a_batch_is_recorded_with_create_graph_even_while_recording_is_off(ag, a):
    y = a * a
    with ag.no_grad():
        (g,) = ag.autograd.grad(y, a, ag.eye(2), is_grads_batched=True, create_graph=True)
    assert lists(ag.autograd.grad(g.sum(), a)) == [[2.0, 2.0]]


def test_an_unused_input_has_no_batch(ag, a, b):
    def run(**how):
        return lists(ag.autograd.grad(a * a, [a, b], ag.eye(2), is_grads_batched=True, **how))

    assert run(allow_unused=True) == [[[4, 0], [0, 6]], None]
    assert run(materialize_grads=True) == [[[4, 0], [0, 6]], [0, 0]]
    with pytest.raises(RuntimeError):
        run()
    with pytest.raises(ValueError):
        run(materialize_grads=True, allow_unused=False)


def test_batches_that_do_not_fit_are_refused(ag, a, b):
    def run(outputs, seeds):
        ag.autograd.grad(outputs, a, seeds, is_grads_batched=True)

    with pytest.raises(RuntimeError):
        run(a * b, ag.ones(3, 3))
    with pytest.raises(RuntimeError):
        run(a * b, ag.ones(2))
    with pytest.raises(ValueError):
        run([a * b, a * b], [ag.ones(3, 2), ag.ones(2, 2)])
    with pytest.raises(ValueError):
        run([a * b, a.sum()], [ag.eye(2), None])
    with pytest.raises(ValueError):
        run(a.sum(), None)
    with pytest.raises(IndexError):
        run(a.sum(), ag.tensor(1.0))
    with pytest.raises(IndexError):
        run(a * b, ag.ones(0, 2))


# Variable


def test_variable_is_an_old_word_for_a_tensor(ag):
    x = ag.ones(2)
    v = ag.autograd.Variable(x, requires_grad=True)
    assert type(v) is ag.Tensor
    assert v.requires_grad
    assert v.is_leaf
    assert not x.requires_grad
    assert v.data_ptr() == x.data_ptr()
    assert isinstance(x, ag.autograd.Variable)
    assert not isinstance(3.0, ag.autograd.Variable)
    with pytest.raises(RuntimeError):
        ag.autograd.Variable(ag.tensor([1]), requires_grad=True)


def test_the_module_has_no_other_names(ag):
    with pytest.raises(AttributeError):
        _ = ag.autograd.no_such_name
