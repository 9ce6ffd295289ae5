"""Views and writes in autograd.Function: what forward returns, and what it writes to."""

from __future__ import annotations

import pytest


def functions(ag):
    class Identity(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x

        @staticmethod
        def backward(ctx, grad):
            return grad

    class View(Identity):
        @staticmethod
        def forward(ctx, x):
            return x.view(-1)

    class Constant(Identity):
        @staticmethod
        def forward(ctx, x):
            y = x.view(-1)
            ctx.mark_non_differentiable(y)
            return y

    return {"Identity": Identity, "View": View, "Constant": Constant}


def source(ag, kind):
    x = ag.ones(2, requires_grad=kind != "constant")
    return x * 1 if kind == "result" else x


UNTRACKED = [("View", False), ("Constant", False), ("Constant", True)]


@pytest.mark.parametrize("kind", ["leaf", "result"])
@pytest.mark.parametrize(("name", "recording"), UNTRACKED)
def test_a_view_that_forward_returns_without_a_history_is_one_made_under_no_grad(
    ag, name, recording, kind
):
    x = source(ag, kind)
    with ag.set_grad_enabled(recording):
        y = functions(ag)[name].apply(x)
    assert y._base is x
    assert y.requires_grad
    assert y.grad_fn is None
    with pytest.raises(RuntimeError, match="no_grad"):
        y.mul_(2)
    assert x.tolist() == [1.0, 1.0]
    with ag.no_grad():
        y.mul_(2)
    assert x.tolist() == [2.0, 2.0]
    with pytest.raises(RuntimeError, match="no_grad"):
        y.grad_fn  # noqa: B018


@pytest.mark.parametrize("name", ["Identity", "View", "Constant"])
@pytest.mark.parametrize("recording", [True, False])
def test_a_view_of_a_constant_may_be_written_to(ag, name, recording):
    x = source(ag, "constant")
    with ag.set_grad_enabled(recording):
        y = functions(ag)[name].apply(x)
    assert y._base is x
    y.mul_(2)
    assert x.tolist() == [2.0, 2.0]


def test_an_input_that_forward_returns_keeps_its_flag(ag):
    class Doubled(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.mark_dirty(x)
            return x.mul_(2)

        @staticmethod
        def backward(ctx, grad):
            return grad * 2

    x = ag.ones(2, requires_grad=True)
    with ag.no_grad():
        y = Doubled.apply(x)
    assert x.requires_grad
    assert not y.requires_grad
    assert y.tolist() == x.tolist() == [2.0, 2.0]


def local(ag, write):
    """A Function that triples, writes to views in its forward, and says nothing of that."""

    class Local(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return write(ag, x, x * 3)

        @staticmethod
        def backward(ctx, grad):
            half = grad * 3
            half[:1].mul_(2)
            first, _ = half.split(1)
            first.mul_(0.5)
            return half

    return Local


def write_slice(ag, x, y):
    y[:1].mul_(2)
    return y


def write_view_of_view(ag, x, y):
    y.view(2, 1)[0].mul_(2)
    return y


def write_split(ag, x, y):
    y.split(1)[0].mul_(2)
    return y


def write_recording(ag, x, y):
    v = y[:1]
    with ag.enable_grad():
        v.mul_(2)
    return y


def write_and_return_view(ag, x, y):
    v = y.view(-1)
    v[:1].mul_(2)
    return v


def write_view_of_input(ag, x, y):
    v = x.view(-1)
    v[:1].mul_(2)
    return v


WRITES = {f.__name__: f for f in (write_slice, write_view_of_view, write_split, write_recording)}


@pytest.mark.parametrize("write", WRITES)
def test_forward_may_write_to_views_of_what_it_made(ag, write):
    x = ag.ones(2, requires_grad=True)
    y = local(ag, WRITES[write]).apply(x)
    assert y.tolist() == [6.0, 3.0]
    assert y.grad_fn.name() == "LocalBackward"
    for create_graph in (True, False):
        (g,) = ag.autograd.grad(y.sum(), x, create_graph=create_graph)
        assert g.tolist() == [3.0, 3.0]


@pytest.mark.parametrize(
    ("write", "want"), [(write_and_return_view, [6.0, 3.0]), (write_view_of_input, [2.0, 1.0])]
)
def test_forward_may_return_a_view_that_it_wrote_through(ag, write, want):
    x = ag.ones(2, requires_grad=True)
    y = local(ag, write).apply(x)
    assert y.tolist() == want
    assert y.grad_fn.name() == "LocalBackward"
    y.sum().backward()
    assert x.grad.tolist() == [3.0, 3.0]


JVPS = {
    "as it was": lambda t: t,
    "another tensor": lambda t: t * 2,
    "a view": lambda t: t.mul_(2).view(-1),
    "none": lambda t: None,
    "written, but none": lambda t: t.mul_(2) and None if t.numel() == 1 else None,
}


def doubled(ag, jvp):
    class Doubled(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.mark_dirty(x)
            return x.mul_(2)

        @staticmethod
        def jvp(ctx, t):
            return jvp(t)

    return Doubled


@pytest.mark.parametrize("jvp", JVPS)
def test_the_tangent_of_an_input_that_was_written_to_must_be_written_to(ag, jvp):
    fw = ag.autograd.forward_ad
    with fw.dual_level():
        x = fw.make_dual(ag.ones(1), ag.tensor([5.0]))
        with pytest.raises(RuntimeError, match=r"[Ff]orward"):
            doubled(ag, JVPS[jvp]).apply(x)


def test_the_tangent_that_was_written_to_is_that_of_the_result(ag):
    fw = ag.autograd.forward_ad
    with fw.dual_level():
        x = fw.make_dual(ag.ones(1), ag.tensor([5.0]))
        y = doubled(ag, lambda t: t.mul_(2)).apply(x)
        assert y is x
        assert fw.unpack_dual(y).tangent.tolist() == [10.0]
