"""autograd.Functions for tests, of whichever package is under test."""

from __future__ import annotations


def leaf(ag, *values):
    return ag.tensor(values, requires_grad=True)


def grad_of(x):
    return None if x.grad is None else x.grad.tolist()


def function(ag, forward, backward=None, **more):
    """A Function with these methods."""
    body = {"forward": staticmethod(forward)}
    if backward:
        body["backward"] = staticmethod(backward)
    body |= {name: staticmethod(method) for name, method in more.items()}
    return type("Mine", (ag.autograd.Function,), body)


def cube(ag):
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * 3 * x**2

    return function(ag, forward, backward)


def square(ag):
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    return function(ag, forward, lambda ctx, grad: grad * 2 * ctx.saved_tensors[0])


def exp(ag):
    def forward(ctx, x):
        y = x.exp()
        ctx.save_for_backward(y)
        return y

    return function(ag, forward, lambda ctx, grad: grad * ctx.saved_tensors[0])
