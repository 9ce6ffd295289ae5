"""Gradients that the program took from .grad, and what later runs make of them."""

from __future__ import annotations

import pytest


def leaf(ag):
    return ag.tensor([1.0, 2.0], requires_grad=True)


def quiet_backward(y, **options):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        y.backward(**options)


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("second", [False, True])
def test_a_second_retained_gradient_is_another_tensor(ag, first, second):
    x = leaf(ag)
    y = x * 3
    y.retain_grad()
    quiet_backward((y * y).sum(), retain_graph=True, create_graph=first)
    before, version = y.grad, y.grad._version
    quiet_backward((y * y).sum(), create_graph=second)
    assert y.grad is not before
    assert before.tolist() == [6.0, 12.0]
    assert before._version == version
    assert y.grad.tolist() == [12.0, 24.0]
    assert y.grad.requires_grad is second


def test_a_gradient_without_a_graph_added_to_one_with_it_has_none(ag):
    x = leaf(ag)
    y = x * 3
    y.retain_grad()
    quiet_backward((y * y).sum(), create_graph=True)
    (y * y).sum().backward()
    assert y.grad.grad_fn is None


def test_gradients_of_chosen_inputs_are_apart_too(ag):
    x = leaf(ag)
    y = x * 2
    y.sum().backward(inputs=[y], retain_graph=True)
    before = y.grad
    y.sum().backward(inputs=[y])
    assert y.grad is not before
    assert (before.tolist(), y.grad.tolist()) == ([1.0, 1.0], [2.0, 2.0])


def test_a_gradient_assigned_to_a_tensor_that_is_no_leaf_stays_what_it_was(ag):
    y = leaf(ag) * 1
    y.retain_grad()
    mine = ag.ones(2)
    y.grad = mine
    y.sum().backward()
    assert (mine.tolist(), y.grad.tolist()) == ([1.0, 1.0], [2.0, 2.0])


def test_a_leaf_adds_to_the_tensor_that_it_has(ag):
    x = leaf(ag)
    x.sum().backward()
    grad, alias, part = x.grad, x.grad.detach(), x.grad[:1]
    x.sum().backward()
    assert x.grad is grad
    assert (alias.tolist(), part.tolist()) == ([2.0, 2.0], [2.0])


def test_a_retained_gradient_shares_no_memory_with_others(ag):
    x = leaf(ag)
    y = x * 1
    z = y * 1
    y.retain_grad()
    z.retain_grad()
    z.sum().backward()
    y.grad.mul_(9)
    assert (z.grad.tolist(), x.grad.tolist()) == ([1.0, 1.0], [1.0, 1.0])
