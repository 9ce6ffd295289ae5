"""What autograd does at its edges: leaves, grad, backward's arguments, freed graphs, in order.

Grad modes, conventions at ties and the graph's nodes have files of their own.
"""

from __future__ import annotations

import gc
import warnings
import weakref

import numpy as np
import pytest
import retrograd as rg
from subprocess_run import run_python


def leaf(*values, dtype=None):
    return rg.tensor(values, dtype=dtype or rg.float32, requires_grad=True)


# requires_grad, is_leaf, grad_fn


def test_a_result_requires_grad_when_one_differentiable_input_does():
    a, b = leaf(1.0), rg.tensor([2.0])
    assert (a * b).requires_grad
    assert not (b * b).requires_grad
    assert not (a > b).requires_grad
    assert not a.long().requires_grad
    assert not rg.argmax(a).requires_grad


def test_every_tensor_without_grad_fn_is_a_leaf():
    a, b = leaf(1.0), rg.tensor([2.0])
    assert a.is_leaf
    assert b.is_leaf
    assert (b * 2).is_leaf
    assert not (a * 2).is_leaf
    assert (a * 2).detach().is_leaf


def test_requires_grad_underscore_returns_the_tensor_itself():
    a = rg.ones(2)
    assert a.requires_grad_() is a
    assert a.requires_grad
    assert a.requires_grad_(False) is a
    assert not a.requires_grad


def test_requires_grad_can_be_assigned_on_a_leaf():
    a = rg.ones(2)
    a.requires_grad = True
    assert (a * 2).requires_grad
    a.requires_grad = False
    assert not (a * 2).requires_grad


def test_setting_requires_grad_on_a_non_leaf_that_has_it_does_nothing():
    y = leaf(1.0) * 2
    assert y.requires_grad_() is y
    assert y.grad_fn is not None


def test_factories_honour_requires_grad_under_no_grad():
    with rg.no_grad():
        assert rg.ones(2, requires_grad=True).requires_grad
        assert rg.tensor([1.0], requires_grad=True).requires_grad


# grad


def test_grad_is_none_until_backward_fills_it():
    a = leaf(1.0, 2.0)
    assert a.grad is None
    a.sum().backward()
    assert a.grad.tolist() == [1.0, 1.0]
    assert not a.grad.requires_grad


def test_grad_keeps_its_identity_through_accumulation():
    a = leaf(1.0, 2.0)
    (a * a).sum().backward()
    first = a.grad
    assert a.grad is first
    (a * a).sum().backward()
    assert a.grad is first
    assert first.tolist() == [4.0, 8.0]


def test_accumulation_makes_a_new_tensor_when_the_graph_is_kept_differentiable():
    a = leaf(1.0, 2.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (a**3).sum().backward(create_graph=True)
        first = a.grad
        (a**3).sum().backward(create_graph=True)
    assert a.grad is not first
    assert first.tolist() == [3.0, 12.0]
    assert a.grad.requires_grad
    a.grad = None


def test_create_graph_in_backward_warns_of_the_reference_cycle():
    run_python("""
        import warnings
        import retrograd as rg
        a = rg.ones(1, requires_grad=True)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            (a * a).backward(create_graph=True)
        assert [w.category for w in caught] == [UserWarning]
    """)


def test_grad_can_be_assigned_read_back_and_cleared():
    a = leaf(1.0, 2.0)
    g = rg.tensor([5.0, 6.0])
    a.grad = g
    assert a.grad is g
    a.sum().backward()
    assert a.grad.tolist() == [6.0, 7.0]
    a.grad = None
    assert a.grad is None


def test_zeroed_grad_starts_from_zero():
    a = leaf(1.0)
    a.sum().backward()
    a.grad.zero_()
    (3 * a).sum().backward()
    assert a.grad.tolist() == [3.0]


def test_a_gradient_given_by_the_user_is_never_aliased_into_grad():
    a, g = leaf(1.0, 2.0), rg.tensor([1.0, 1.0])
    a.backward(g)
    g.fill_(100)
    assert a.grad.tolist() == [1.0, 1.0]


def test_two_leaves_never_share_a_gradient():
    a, b = leaf(1.0, 2.0), leaf(3.0, 4.0)
    (a + b).backward(rg.ones(2))
    a.grad.fill_(9)
    assert b.grad.tolist() == [1.0, 1.0]


def test_a_leaf_used_many_times_gets_the_sum():
    a = leaf(2.0)
    (a * a + a * 3 + a).backward()
    assert a.grad.tolist() == [8.0]


def test_a_diamond_runs_each_node_once():
    a = leaf(2.0)
    b = a * a
    c = b + 1
    d = b * 3
    (c * d).backward()  # (a^2 + 1) 3 a^2 -> 12 a^3 + 6 a
    assert a.grad.tolist() == [108.0]


def test_reading_grad_of_a_non_leaf_warns_once_it_requires_grad_only():
    y = leaf(1.0) * 2
    with pytest.warns(UserWarning, match=r"(?s)leaf.*retain_grad"):
        assert y.grad is None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert rg.ones(1).grad is None


# backward's arguments


def test_a_scalar_root_has_gradient_one_and_any_single_element_counts():
    for shape in ((), (1,), (1, 1)):
        a = rg.full(shape, 3.0, requires_grad=True)
        (a * a).backward()
        assert a.grad.item() == 6.0
        assert a.grad.shape == shape


@pytest.mark.parametrize("name", ["float64", "int64"])
def test_the_gradient_is_cast_to_the_dtype_of_the_root(name):
    a = leaf(1.0, 2.0)
    (a * 2).backward(rg.tensor([1, 3], dtype=getattr(rg, name)))
    assert a.grad.dtype == rg.float32
    assert a.grad.tolist() == [2.0, 6.0]


def test_backward_on_a_leaf_accumulates_the_gradient_given():
    a = leaf(1.0, 2.0)
    a.backward(rg.tensor([3.0, 4.0]))
    a.backward(gradient=rg.tensor([1.0, 1.0]))
    assert a.grad.tolist() == [4.0, 5.0]


def test_inputs_limits_where_gradients_go():
    a, b = leaf(2.0), leaf(3.0)
    (a * b).backward(inputs=[a])
    assert a.grad.tolist() == [3.0]
    assert b.grad is None


def test_inputs_may_name_a_non_leaf_whose_grad_is_filled():
    a = leaf(2.0)
    b = a * 3
    (b * b).backward(inputs=[b])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert b.grad.tolist() == [12.0]
    assert a.grad is None


def test_inputs_may_be_one_tensor_and_not_empty():
    a = leaf(2.0)
    (a * a).backward(inputs=a)
    assert a.grad.tolist() == [4.0]
    with pytest.raises(RuntimeError):
        (a * a).backward(inputs=[])


def test_nodes_that_saved_nothing_can_be_run_again():
    a = leaf(1.0, 2.0)
    y = (a + 1).sum()
    y.backward()
    y.backward()
    assert a.grad.tolist() == [2.0, 2.0]


@pytest.mark.parametrize(
    "op",
    [rg.exp, rg.sigmoid, lambda x: x * x, lambda x: x / x],
    ids=["exp", "sigmoid", "mul", "div"],
)
def test_nodes_that_saved_something_cannot_be_run_again(op):
    y = op(leaf(1.0))
    y.backward()
    with pytest.raises(RuntimeError, match="retain_graph"):
        y.backward()


def test_retain_graph_keeps_the_graph_and_create_graph_implies_it():
    a = leaf(3.0)
    y = a * a
    y.backward(retain_graph=True)
    y.backward(retain_graph=True)
    assert a.grad.tolist() == [12.0]
    (g,) = rg.autograd.grad(y, a, create_graph=True)
    assert g.requires_grad
    rg.autograd.grad(y, a)


# retain_grad, detach, data, clone


def test_retain_grad_fills_the_grad_of_a_non_leaf():
    a = leaf(2.0)
    b = a * 3
    b.retain_grad()
    assert b.retains_grad
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (b * b).backward()
        assert b.grad.tolist() == [12.0]
    assert a.grad.tolist() == [36.0]


def test_retain_grad_on_a_leaf_does_nothing():
    a = leaf(2.0)
    a.retain_grad()
    assert not a.retains_grad


def test_detach_shares_storage_and_stops_the_gradient():
    a = leaf(2.0, 3.0)
    d = (a * 1).detach()
    assert not d.requires_grad
    b = rg.ones(2)
    c = b.detach()
    c[0] = 7
    assert b.tolist() == [7.0, 1.0]
    (a * a.detach()).sum().backward()
    assert a.grad.tolist() == [2.0, 3.0]


def test_data_shares_storage_and_hides_the_write():
    a = leaf(2.0)
    y = a * a
    a.data.fill_(5)
    assert a.tolist() == [5.0]
    y.backward()  # no error: .data keeps a counter of its own, as torch's does
    assert a.grad.tolist() == [10.0]
    assert not a.data.requires_grad


def test_data_can_be_assigned():
    a = leaf(2.0)
    a.data = rg.tensor([4.0])
    assert a.tolist() == [4.0]
    assert a.requires_grad
    assert a.is_leaf


def test_clone_is_a_differentiable_copy():
    a = leaf(2.0)
    c = a.clone()
    assert not c.is_leaf
    with rg.no_grad():
        c.fill_(9)
    assert a.tolist() == [2.0]
    (a.clone() * 3).backward()
    assert a.grad.tolist() == [3.0]


# autograd.grad


def test_grad_returns_a_tuple_and_leaves_grad_alone():
    a, b = leaf(2.0), leaf(3.0)
    grads = rg.autograd.grad(a * b, [a, b])
    assert isinstance(grads, tuple)
    assert [g.tolist() for g in grads] == [[3.0], [2.0]]
    assert a.grad is None


def test_grad_of_a_non_leaf_input_stops_there():
    a = leaf(2.0)
    b = a * 3
    (g,) = rg.autograd.grad(b * b, b)
    assert g.tolist() == [12.0]


def test_grad_takes_grad_outputs_and_several_outputs():
    a = leaf(2.0, 3.0)
    (g,) = rg.autograd.grad([a * 2, a * a], a, [rg.ones(2), rg.tensor([1.0, 10.0])])
    assert g.tolist() == [6.0, 62.0]


def test_grad_of_an_unused_input_is_none_only_if_allowed():
    a, b = leaf(2.0), leaf(3.0)
    assert rg.autograd.grad(a * 2, [a, b], allow_unused=True)[1] is None
    with pytest.raises(RuntimeError):
        rg.autograd.grad(a * 2, [a, b])


def test_backward_takes_several_roots_in_one_pass():
    a = leaf(2.0)
    b = a * a
    rg.autograd.backward([b * 1, b * 3])
    assert a.grad.tolist() == [16.0]


# Engine


def test_a_gradient_is_summed_down_to_a_broadcast_input():
    a, b = rg.ones(4, 1, requires_grad=True), rg.ones(3, requires_grad=True)
    (a * b).sum().backward()
    assert a.grad.tolist() == [[3.0]] * 4
    assert b.grad.tolist() == [4.0] * 3


def test_an_unused_branch_leaves_no_gradient():
    a, b = leaf(1.0), leaf(1.0)
    _ = b * 2
    (a * 2).backward()
    assert b.grad is None


def test_a_failed_backward_leaves_the_engine_usable():
    a = leaf(1.0)
    y = a.exp()
    y.backward()
    with pytest.raises(RuntimeError):
        y.backward()
    (a * 2).backward()
    assert a.grad.item() == pytest.approx(np.e + 2)


def test_mixed_dtypes_send_each_input_a_gradient_of_its_own():
    a, b = leaf(1.0, 2.0), leaf(1.0, 2.0, dtype=rg.float64)
    (a * b).sum().backward()
    assert a.grad.dtype == rg.float32
    assert b.grad.dtype == rg.float64


def test_the_graph_keeps_its_inputs_alive_and_lets_them_go():
    a = leaf(1.0)
    mark = weakref.ref(a)
    y = a * 2
    del a
    gc.collect()
    y.backward()
    del y
    gc.collect()
    assert mark() is None
