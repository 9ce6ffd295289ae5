"""The surface of forward mode: levels, dual tensors, Functions, both modes."""

from __future__ import annotations

import copy
import gc
import math
import threading

import pytest
import retrograd as rg

# Levels


def test_there_is_one_level_and_its_number_is_0(fw):
    assert fw.enter_dual_level() == 0
    try:
        with pytest.raises(RuntimeError), fw.dual_level():
            pass
        with pytest.raises(RuntimeError):
            fw.enter_dual_level()
        with pytest.raises(RuntimeError):
            fw.exit_dual_level(level=1)
    finally:
        fw.exit_dual_level(level=0)
    with pytest.raises(RuntimeError):
        fw.exit_dual_level()
    with fw.dual_level() as number:
        assert number == 0


def test_a_level_ends_when_its_block_raises(fw):
    with pytest.raises(KeyError), fw.dual_level():
        raise KeyError
    with fw.dual_level():
        pass


def test_tangents_end_with_the_level(ag, fw, tangent):
    with fw.dual_level():
        x = fw.make_dual(ag.ones(2), ag.ones(2))
        y = x * 2
        assert tangent(y) == [2.0, 2.0]
    assert fw.unpack_dual(y) == (y, None)
    assert "tangent" not in repr(y)
    with fw.dual_level():
        assert tangent(x) is None
        assert tangent(y * x) is None


def test_a_level_is_a_decorator_too(ag, fw):
    @fw.dual_level()
    def slope(x):
        return fw.unpack_dual(fw.make_dual(x, ag.ones_like(x)).square()).tangent

    assert slope(ag.tensor([3.0])).tolist() == [6.0]


def test_other_threads_see_the_level(ag, dual, tangent):
    x, seen = dual([2.0], [1.0]), []
    thread = threading.Thread(target=lambda: seen.append(tangent(x * x)))
    thread.start()
    thread.join()
    assert seen == [[4.0]]


# Making and unpacking


def test_make_dual_refuses_what_does_not_fit(ag, fw):
    x, t = ag.ones(3), ag.ones(3)
    with pytest.raises(RuntimeError):
        fw.make_dual(x, t)
    with fw.dual_level():
        with pytest.raises(RuntimeError):
            fw.make_dual(x, ag.ones(2))
        with pytest.raises(RuntimeError):
            fw.make_dual(x, ag.ones(()))
        with pytest.raises(ValueError, match="primal"):
            fw.make_dual(x.long(), t)
        with pytest.raises(ValueError, match="tangent"):
            fw.make_dual(x, t.long())
        with pytest.raises((TypeError, AttributeError)):
            fw.make_dual(1.0, t)
        with pytest.raises((TypeError, AttributeError)):
            fw.make_dual(x, 1.0)
        with pytest.raises(RuntimeError):
            fw.make_dual(x, t, level=1)
        with pytest.raises(RuntimeError):
            fw.make_dual(ag.ones(1).expand(3), t)
        d = fw.make_dual(x, t)
        with pytest.raises(RuntimeError):
            fw.make_dual(d, t)
        with pytest.raises(RuntimeError):
            fw.make_dual(x, d)


def test_a_dual_tensor_is_a_view_of_its_primal_and_has_the_very_tangent(ag, fw, level):
    x, t = ag.ones(2), ag.zeros(2)
    d = fw.make_dual(x, t)
    assert d is not x
    assert d._base is x
    primal, found = fw.unpack_dual(d)
    assert found is t
    assert primal._base is x
    assert primal is not d
    assert type(fw.unpack_dual(d)).__name__ == "UnpackedDualTensor"
    assert fw.unpack_dual(d, level=0).tangent is t
    with pytest.raises(RuntimeError):
        fw.unpack_dual(d, level=1)


def test_a_tangent_of_another_layout_is_copied_into_that_of_the_primal(ag, fw, level):
    t = ag.arange(6.0).view(3, 2).t()
    found = fw.unpack_dual(fw.make_dual(ag.ones(2, 3), t)).tangent
    assert found.stride() == (3, 1)
    assert found.tolist() == t.tolist()
    gaps = ag.ones(3, 4)[:, ::2].detach()
    d = fw.make_dual(gaps, ag.ones(3, 2))
    assert fw.unpack_dual(d).tangent.stride() == gaps.stride()
    assert fw.unpack_dual(d.sum(0)).tangent.tolist() == [3.0, 3.0]


def test_a_tangent_of_another_type_is_converted():
    fw = rg.autograd.forward_ad
    with fw.dual_level():
        d = fw.make_dual(rg.ones(2), rg.ones(2, dtype=rg.float64))
        assert fw.unpack_dual(d).tangent.dtype == rg.float32


def test_plain_tensors_and_what_is_none_unpack_to_no_tangent(ag, fw):
    assert fw.unpack_dual(3) == (3, None)
    with fw.dual_level():
        x = ag.ones(2)
        assert fw.unpack_dual(x).tangent is None
        assert fw.unpack_dual(x).primal.tolist() == [1.0, 1.0]
        assert fw.unpack_dual(ag.tensor([1])).tangent is None
        with pytest.raises(TypeError):
            fw.unpack_dual(3)


def test_repr_shows_the_tangent(ag, fw, dual):
    assert repr(dual([1.0, 2.0], [0.0, 1.0])) == "tensor([1., 2.], tangent=tensor([0., 1.]))"
    d = dual([1.0], [0.0], requires_grad=True)
    assert repr(d) == "tensor([1.], grad_fn=<ViewBackward0>, tangent=tensor([0.]))"


# What carries tangents, and what does not


def test_clones_and_conversions_carry_tangents(ag, dual, tangent):
    d = dual([1.0, 2.0], [3.0, 4.0])
    assert tangent(d.clone()) == [3.0, 4.0]
    assert tangent(d.double()) == [3.0, 4.0]
    assert tangent(d.to(ag.float64).to(ag.float32)) == [3.0, 4.0]
    assert tangent(d.contiguous()) == [3.0, 4.0]


def test_detach_data_integers_and_copies_drop_them(ag, dual, tangent):
    d = dual([1.0, 2.0], [3.0, 4.0])
    for plain in (d.detach(), d.data, d.long(), d > 1, ag.zeros_like(d), copy.deepcopy(d)):
        assert tangent(plain) is None
    y = d * 2
    y.detach_()
    assert tangent(y) is None


def test_no_grad_does_not_stop_them(ag, dual, tangent):
    d = dual([1.0, 2.0], [3.0, 4.0], requires_grad=True)
    with ag.no_grad():
        y = d * d
    assert tangent(y) == [6.0, 16.0]
    assert not y.requires_grad


def test_steps_and_draws_have_the_tangent_zero(ag, dual, tangent):
    d = dual([0.4, 0.5], [3.0, 4.0])
    for y in (d.floor(), d.sign(), ag.bernoulli(d)):
        assert tangent(y) == [0.0, 0.0]


def test_a_result_never_shares_the_memory_of_the_tangent_it_comes_from(ag, fw, dual, tangent):
    d = dual([1.0, 2.0], [3.0, 4.0])
    for y in (d + 1, d - 0, d.clone(), d.relu(), ag.where(d > 0, d, d)):
        y.mul_(10)
        assert tangent(d) == [3.0, 4.0]


def test_kinks_follow_the_gradients(ag, dual, tangent):
    zero = dual([0.0, 0.0], [1.0, 0.0])
    assert tangent(zero.abs()) == [0.0, 0.0]
    assert tangent(zero.relu()) == [0.0, 0.0]
    assert tangent(ag.amax(zero)) == 0.5
    assert tangent(zero.clamp(0.0, 1.0)) == [1.0, 0.0]
    assert tangent(ag.maximum(zero, ag.zeros(2))) == [0.5, 0.0]
    infinite, nan = tangent(zero.sqrt())
    assert infinite == math.inf
    assert math.isnan(nan)


# Both modes


def test_a_tangent_is_differentiable(ag, fw, level):
    x = ag.tensor([2.0, 3.0], requires_grad=True)
    v = ag.tensor([1.0, 0.5], requires_grad=True)
    t = fw.unpack_dual(fw.make_dual(x, v) ** 3).tangent
    by_x, by_v = ag.autograd.grad(t.sum(), (x, v))
    assert by_x.tolist() == [12.0, 9.0]  # 6 x v
    assert by_v.tolist() == [12.0, 27.0]  # 3 x^2
    assert not fw.make_dual(ag.ones(2), v).requires_grad


def test_a_gradient_has_a_tangent(ag, fw, level, tangent):
    x = ag.tensor([2.0, 3.0], requires_grad=True)
    d = fw.make_dual(x, ag.tensor([1.0, 0.5]))
    (g,) = ag.autograd.grad((d**3).sum(), x)
    assert g.tolist() == [12.0, 27.0]
    assert tangent(g) == [12.0, 9.0]  # H v
    (g,) = ag.autograd.grad(d.exp().sum(), d)  # the saved result has its tangent
    assert tangent(g) == pytest.approx([math.exp(2.0), 0.5 * math.exp(3.0)])


def test_backward_adds_gradients_with_their_tangents(ag, fw, level, tangent):
    x = ag.tensor([2.0], requires_grad=True)
    x.grad = ag.zeros(1)
    kept = x.grad
    d = fw.make_dual(x, ag.ones(1))
    (d**3).sum().backward()
    assert x.grad is kept
    assert tangent(x.grad) == [12.0]
    (d**3).sum().backward()
    assert x.grad.tolist() == [24.0]
    assert tangent(x.grad) == [24.0]


def test_what_saved_tensor_hooks_put_away_keeps_its_tangent(ag, fw, level, tangent):
    x = ag.tensor([2.0], requires_grad=True)
    d = fw.make_dual(x, ag.ones(1))
    with ag.autograd.graph.saved_tensors_hooks(lambda a: a.detach().clone(), lambda a: a):
        for y, second in ((d.exp(), math.exp(2.0)), (d * d, 2.0), (d / d**2, 0.25)):
            (g,) = ag.autograd.grad(y, x)
            assert tangent(g) == pytest.approx([second])


def test_hessian_vector_products_agree_in_all_orders(ag, fw, level):
    x = ag.tensor([0.3, -0.7, 1.1], dtype=ag.float64, requires_grad=True)
    v = ag.tensor([1.0, 2.0, -1.0], dtype=ag.float64)
    w = ag.tensor([[0.5, -1.0, 2.0], [1.0, 0.3, 0.1]], dtype=ag.float64)

    def f(x):
        return ((w @ x.tanh()).sigmoid() * ag.tensor([1.0, 2.0], dtype=ag.float64)).sum()

    (g,) = ag.autograd.grad(f(x), x, create_graph=True)
    (want,) = ag.autograd.grad(g, x, v)
    (g,) = ag.autograd.grad(f(fw.make_dual(x, v)), x)
    assert fw.unpack_dual(g).tangent.tolist() == pytest.approx(want.tolist())
    slope = fw.unpack_dual(f(fw.make_dual(x, v))).tangent
    (found,) = ag.autograd.grad(slope, x)
    assert found.tolist() == pytest.approx(want.tolist())


# Functions


def test_a_function_pushes_by_its_jvp(ag, dual, tangent):
    seen = []

    class Product(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x, y, n):
            ctx.save_for_forward(x, y)
            ctx.save_for_backward(y)
            ctx.n = n
            return x * y * n

        @staticmethod
        def jvp(ctx, tx, ty, tn):
            x, y = ctx.saved_tensors
            seen.append((tn, ty.tolist(), ag.is_grad_enabled()))
            return ctx.n * (tx * y + x * ty)

    d, y = dual([1.0, 2.0], [3.0, 4.0]), ag.tensor([5.0, 6.0])
    assert tangent(Product.apply(d, y, 2)) == [30.0, 48.0]
    assert tangent(Product.apply(d, d, 1)) == [6.0, 16.0]
    assert tangent(Product.apply(y, y, 1)) is None
    assert seen == [(None, [0.0, 0.0], True), (None, [3.0, 4.0], True)]


def test_jvp_gets_none_where_zeros_are_not_asked_for(ag, dual, tangent):
    class First(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            ctx.set_materialize_grads(False)
            return x + y

        @staticmethod
        def jvp(ctx, tx, ty):
            assert ty is None
            return tx * 1

    assert tangent(First.apply(dual([1.0], [2.0]), ag.ones(1))) == [2.0]


def test_a_function_without_jvp_is_refused_in_forward_mode_alone(ag, dual):
    class Twice(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            return grad * 2

    assert Twice.apply(ag.ones(1)).tolist() == [2.0]
    with pytest.raises(NotImplementedError, match="jvp"):
        Twice.apply(dual([1.0], [1.0]))


def function_returning(ag, forward, jvp):
    contents = {"forward": staticmethod(forward), "jvp": staticmethod(jvp)}
    return type("Made", (ag.autograd.Function,), contents).apply


@pytest.mark.parametrize(
    ("name", "forward", "jvp"),
    [
        ("too few", lambda ctx, x: (x * 1, x * 2), lambda ctx, t: t * 1),
        ("shape", lambda ctx, x: x * 1, lambda ctx, t: t[:1]),
        ("no tensor", lambda ctx, x: x * 1, lambda ctx, t: 3.0),
        ("the tangent itself for a view", lambda ctx, x: x, lambda ctx, t: t),
        ("a copy for a view", lambda ctx, x: x.view(2, 1), lambda ctx, t: t.view(2, 1).clone()),
    ],
)
def test_a_jvp_that_does_not_fit_is_refused(ag, dual, name, forward, jvp):
    with pytest.raises(RuntimeError):
        function_returning(ag, forward, jvp)(dual([1.0, 2.0], [3.0, 4.0]))


def test_outputs_without_derivative_take_no_tangent(ag, dual, tangent):
    def forward(ctx, x):
        y = x * 2
        ctx.mark_non_differentiable(y)
        return y, x * 3

    d = dual([1.0], [2.0])
    y, z = function_returning(ag, forward, lambda ctx, t: (None, t * 3))(d)
    assert (tangent(y), tangent(z)) == (None, [6.0])
    with pytest.raises(RuntimeError):
        function_returning(ag, forward, lambda ctx, t: (t * 2, t * 3))(d)
    assert function_returning(ag, lambda ctx, x: x.long(), lambda ctx, t: None)(d).tolist() == [1]


def test_a_function_that_writes_or_returns_a_view_does_the_same_to_the_tangent(ag, dual, tangent):
    def double(ctx, x):
        ctx.mark_dirty(x)
        return x.mul_(2)

    d = dual([1.0], [2.0])
    assert function_returning(ag, double, lambda ctx, t: t.mul_(2))(d) is d
    assert tangent(d) == [4.0]
    with pytest.raises(RuntimeError):
        function_returning(ag, double, lambda ctx, t: t * 2)(dual([1.0], [2.0]))

    as_column = function_returning(ag, lambda ctx, x: x.view(1, 1), lambda ctx, t: t.view(1, 1))
    d = dual([1.0], [2.0])
    column = as_column(d)
    assert tangent(column) == [[2.0]]
    column.mul_(3)
    assert tangent(d) == [6.0]


def test_a_function_pulls_gradients_with_tangents(ag, fw, level, tangent):
    class Exp(ag.autograd.Function):
        @staticmethod
        def forward(x):
            return x.exp()

        @staticmethod
        def setup_context(ctx, inputs, output):
            ctx.save_for_backward(output)
            ctx.save_for_forward(output)

        @staticmethod
        def backward(ctx, grad):
            return grad * ctx.saved_tensors[0]

        @staticmethod
        def jvp(ctx, t):
            return t * ctx.saved_tensors[0]

    x = ag.tensor([0.5], requires_grad=True)
    y = Exp.apply(fw.make_dual(x, ag.ones(1)))
    assert tangent(y) == pytest.approx([math.exp(0.5)])
    (g,) = ag.autograd.grad(y, x)
    assert tangent(g) == pytest.approx([math.exp(0.5)])


# Time and memory


def test_a_level_leaves_nothing_alive(counts):
    fw = rg.autograd.forward_ad
    before = counts()
    with fw.dual_level():
        x = rg.ones(3, requires_grad=True)
        y = fw.make_dual(x, rg.ones(3, requires_grad=True))
        for _ in range(3):
            y = (y.exp() * y).sin()
            y[0] = y[1]
        rg.autograd.grad(y.sum(), x, create_graph=True)
    del x, y
    assert counts() == before


def test_tangents_are_freed_with_the_level_though_their_tensors_stay(counts):
    fw = rg.autograd.forward_ad
    with fw.dual_level():
        y = fw.make_dual(rg.ones(3), rg.ones(3)) * 2
        with_tangents = counts()
    assert counts()[0] < with_tangents[0]
    del y
    gc.collect()


def test_an_operation_behind_a_long_history_costs_no_more():
    fw = rg.autograd.forward_ad
    x = rg.tensor([0.5], requires_grad=True)
    with fw.dual_level():
        y = fw.make_dual(x, rg.ones(1))
        rows = rg.ones(2, 1)
        for _ in range(5000):  # by two vjps each; walking the history would be 10^7 steps and more
            y = (rows * y).amax(0) * 1.0
        assert fw.unpack_dual(y).tangent.tolist() == [1.0]


def test_a_function_without_jvp_is_refused_before_it_writes(ag, fw):
    class AddOne(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.mark_dirty(x)
            return x.add_(1)

        @staticmethod
        def backward(ctx, grad):
            return grad

    with fw.dual_level():
        x = fw.make_dual(ag.zeros(2), ag.ones(2))
        with pytest.raises(NotImplementedError, match="jvp"):
            AddOne.apply(x)
        if ag is rg:  # torch has called forward already
            assert x.tolist() == [0.0, 0.0]


# What a tangent needs is not saved for backward


def test_no_saved_tensor_hook_is_called_where_nothing_is_recorded(ag, fw):
    calls = []
    hooks = ag.autograd.graph.saved_tensors_hooks(calls.append, calls.append)
    with fw.dual_level(), hooks:
        x = fw.make_dual(ag.tensor([2.0]), ag.ones(1))
        y = x.exp() * x
        x.mul_(x)
    assert not calls
    assert y.tolist() == pytest.approx([2 * math.exp(2)])


def test_tensors_of_inference_mode_take_part_where_nothing_is_recorded(ag, fw):
    with ag.inference_mode():
        factor = ag.tensor([3.0])
    with fw.dual_level():
        x = fw.make_dual(ag.tensor([2.0]), ag.ones(1))
        assert fw.unpack_dual(x * factor).tangent.tolist() == [3.0]
        x.requires_grad_(True)
        with pytest.raises(RuntimeError, match=r"[Ii]nference"):
            x * factor


def test_a_write_whose_rule_fails_has_changed_nothing():
    def no(packed):
        raise KeyError("mine")

    leaf = rg.tensor([2.0, 3.0], requires_grad=True)
    with rg.autograd.forward_ad.dual_level():
        x = rg.autograd.forward_ad.make_dual(leaf.clone(), rg.ones(2))
        with rg.autograd.graph.saved_tensors_hooks(lambda t: t, no), pytest.raises(KeyError):
            x.mul_(x)
        assert x.tolist() == [2.0, 3.0]
        assert rg.autograd.forward_ad.unpack_dual(x).tangent.tolist() == [1.0, 1.0]
        (x * 1).sum().backward()
    assert leaf.grad.tolist() == [1.0, 1.0]
