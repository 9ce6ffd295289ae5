"""Single sentences about autograd that no other file states: leaves, copies, names, order.

Tests that take ``ag`` run on torch too, where it is installed.
"""

from __future__ import annotations

import copy
import pickle
import warnings

import pytest
import retrograd as rg
from functions import square


def leaf(ag, *values):
    return ag.tensor(values or (1.0, 2.0, 3.0), requires_grad=True)


# What requires grad

INTEGER = {
    "comparison": lambda x: x > 1,
    "argmax": lambda x: x.argmax(),
    "index of the maximum": lambda x: x.max(0).indices,
    "conversion": lambda x: x.long(),
    "truth": lambda x: x.any(),
}


@pytest.mark.parametrize("name", INTEGER)
def test_results_that_are_no_floats_never_require_grad(ag, name):
    y = INTEGER[name](leaf(ag))
    assert not y.requires_grad
    assert y.is_leaf
    assert y.grad_fn is None


# Accumulation


def test_the_first_gradient_of_a_leaf_is_laid_out_like_the_leaf(ag):
    x = ag.ones(2, 3).t().requires_grad_()
    (x * ag.ones(3, 2)).sum().backward()
    assert x.grad.stride() == x.stride() == (1, 3)
    x = leaf(ag)
    x.expand(4, 3).sum().backward()
    assert x.grad.stride() == (1,)
    assert x.grad.tolist() == [4.0] * 3


FREED = {
    "a product with a number": (lambda x: x * 2, True),
    "a quotient by a number": (lambda x: x / 2, True),
    "a power": (lambda x: x**2, True),
    "an exponential": (lambda x: x.exp(), True),
    "the largest": (lambda x: x.max(), True),
    "a sum with a number": (lambda x: x + 1, False),
    "a difference": (lambda x: x - x, False),
    "a negative": (lambda x: -x, False),
    "a sum": (lambda x: x.sum(), False),
    "a mean": (lambda x: x.mean(), False),
    "a view": (lambda x: x.view(3, 1).expand(3, 2).t()[0], False),
    "a copy": (lambda x: x.clone(), False),
    "another type": (lambda x: x.double(), False),
}


@pytest.mark.parametrize("name", FREED)
def test_only_nodes_that_saved_something_refuse_a_second_run(ag, name):
    function, saves = FREED[name]
    x = leaf(ag)
    y = function(x).sum()
    y.backward()
    first = x.grad.clone()
    if saves:
        with pytest.raises(RuntimeError):
            y.backward()
        assert x.grad.tolist() == first.tolist()
    else:
        y.backward()
        assert x.grad.tolist() == (first * 2).tolist()


# Numbers and copies


def test_item_tolist_int_and_bool_take_what_requires_grad_silently_and_float_warns(ag):
    x = leaf(ag, 3.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert x.item() == int(x) == 3
        assert bool(x)
        assert x.tolist() == [3.0]
        assert float(x.detach()) == 3.0
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert float(x) == 3.0
    assert {w.category for w in caught} <= {UserWarning}
    assert ag is not rg or len(caught) == 1  # torch warns once in a process


def test_a_leaf_is_copied_deeply_with_its_gradient(ag):
    x = leaf(ag)
    (x * 2).sum().backward()
    y = copy.deepcopy(x)
    assert y.is_leaf
    assert y.requires_grad
    assert y.grad is not x.grad
    assert y.grad.tolist() == [2.0] * 3
    y.grad.zero_()
    with ag.no_grad():
        y.zero_()
    assert x.grad.tolist() == [2.0] * 3
    assert x.tolist() == [1.0, 2.0, 3.0]


def test_what_is_no_leaf_is_not_copied_deeply(ag):
    y = leaf(ag) * 2
    with pytest.raises(RuntimeError):
        copy.deepcopy(y)
    assert copy.deepcopy(y.detach()).tolist() == y.tolist()


def test_one_deep_copy_of_a_tensor_serves_all_places_of_a_structure(ag):
    x = leaf(ag)
    a, b = copy.deepcopy([x, x])
    assert a is b
    assert a is not x


@pytest.mark.parametrize("inner", [False, True])
def test_a_pickled_tensor_comes_back_as_a_leaf_that_requires_grad(ag, inner):
    x = leaf(ag)
    y = pickle.loads(pickle.dumps(x * 1 if inner else x))
    assert y.is_leaf
    assert y.requires_grad
    assert y.tolist() == [1.0, 2.0, 3.0]
    assert y.grad is None
    assert not pickle.loads(pickle.dumps(x.detach())).requires_grad


# Errors


def test_the_error_for_a_saved_tensor_that_was_written_to_names_it(ag):
    y = leaf(ag).exp()
    z = y.sum()
    y.add_(1)
    with pytest.raises(RuntimeError, match=r"(?s)[Ff]loat.*3.*Exp.*version 1.*version 0"):
        z.backward()


WRONG = {
    "junk": lambda ag, x: 3,
    "another size": lambda ag, x: ag.ones(2),
    "another dtype": lambda ag, x: ag.ones(3, dtype=ag.float64),
    "itself": lambda ag, x: x,
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_the_gradient_leaves_the_one_that_is_there(ag, name):
    x = leaf(ag)
    x.grad = kept = ag.ones(3)
    with pytest.raises(TypeError if name == "junk" else RuntimeError):
        x.grad = WRONG[name](ag, x)
    assert x.grad is kept


# Names

NAMED = {
    "Squeeze": lambda ag, x, w: x @ w,
    "Addmm": lambda ag, x, w: ag.nn.functional.linear(w, ag.ones(4, 2), ag.ones(4)),
    "Mm": lambda ag, x, w: w.t() @ w,
    "Mv": lambda ag, x, w: w.t() @ x,
    "Dot": lambda ag, x, w: x @ x,
    "Permute": lambda ag, x, w: w.T,
    "T": lambda ag, x, w: w.t(),
    "Select": lambda ag, x, w: x[0],
    "Slice": lambda ag, x, w: x[1:],
    "NllLoss": lambda ag, x, w: ag.nn.functional.cross_entropy(w, ag.tensor([0, 1, 1])),
    "BinaryCrossEntropyWithLogits": lambda ag, x, w: (
        ag.nn.functional.binary_cross_entropy_with_logits(x, ag.ones(3))
    ),
    "ToCopy": lambda ag, x, w: x.double(),
    "Sum": lambda ag, x, w: x.sum(),
}


@pytest.mark.parametrize("word", NAMED)
def test_a_node_bears_the_word_of_torch_for_its_operation(ag, word):
    y = NAMED[word](ag, leaf(ag), ag.ones(3, 2, requires_grad=True))
    assert type(y.grad_fn).__name__.rstrip("0123456789") == f"{word}Backward"


def test_a_write_to_a_part_is_a_node_of_its_own(ag):
    y = leaf(ag) * 2
    y[0] = 1.0
    assert type(y.grad_fn).__name__ == "CopySlices"


def test_the_node_of_a_view_is_read_anew_after_a_write_to_its_base(ag):
    y = leaf(ag) * 2
    v = y[0:2]
    assert type(v.grad_fn).__name__ == "SliceBackward0"
    y.mul_(2)
    assert type(v.grad_fn).__name__ == "AsStridedBackward0"


# Order


def test_nodes_run_from_the_youngest_to_the_oldest(ag):
    x, order = leaf(ag), []
    a = x * 2
    b = x * 3
    c = a * 5
    d = b * c
    for name, t in {"a": a, "b": b, "c": c, "d": d}.items():
        t.grad_fn.register_hook(lambda *_, name=name: order.append(name))
    d.sum().backward()
    assert order == ["d", "c", "b", "a"]


def test_a_leaf_gets_its_gradient_as_soon_as_its_last_user_has_run(ag):
    x, w, order = leaf(ag), leaf(ag), []
    a = x * 2
    b = a * w
    w.register_post_accumulate_grad_hook(lambda p: order.append("w"))
    a.grad_fn.register_hook(lambda *_: order.append("a"))
    b.sum().backward()
    assert order == ["w", "a"]


def test_gradients_that_meet_are_added_in_the_order_of_their_arrival(ag):
    x = leaf(ag, 1.0)
    big, one, minus = x * 1e8, x * 1.0, x * -1e8
    (minus + one + big).backward()
    # From the youngest on: (-1e8 + 1) + 1e8 in float32.
    assert x.grad.tolist() == [0.0]
    x = leaf(ag, 1.0)
    one, minus, big = x * 1.0, x * -1e8, x * 1e8
    (minus + one + big).backward()
    assert x.grad.tolist() == [1.0]


# Functions under the transforms of func


def test_a_function_with_the_ctx_in_forward_can_be_transformed_where_torch_refuses():
    x, apply = rg.tensor([1.0, 2.0]), square(rg).apply
    assert rg.func.grad(lambda x: apply(x).sum())(x).tolist() == [2.0, 4.0]
    assert rg.vmap(apply)(x).tolist() == [1.0, 4.0]


def test_a_function_with_setup_context_can_be_transformed(ag):
    class Square(ag.autograd.Function):
        generate_vmap_rule = True

        @staticmethod
        def forward(x):
            return x * x

        @staticmethod
        def setup_context(ctx, inputs, output):
            ctx.save_for_backward(*inputs)

        @staticmethod
        def backward(ctx, grad):
            return grad * 2 * ctx.saved_tensors[0]

    x = ag.tensor([1.0, 2.0])
    assert ag.func.grad(lambda x: Square.apply(x).sum())(x).tolist() == [2.0, 4.0]
    assert ag.func.vmap(ag.func.grad(Square.apply))(x).tolist() == [2.0, 4.0]
