"""Selective checkpoints: what is kept, what is computed again, and what the gradients are."""

from __future__ import annotations

import contextlib
import gc
import math
import threading

import pytest
import retrograd as rg
from retrograd import overrides
from retrograd.nn import functional

cp = rg.utils.checkpoint
Policy = cp.CheckpointPolicy


def selective(function, *args, keep, mutation=False, calls=None):
    """A checkpoint; the mode ``calls`` sees what is called in backward."""

    def contexts():
        first, later = cp.create_selective_checkpoint_contexts(keep, mutation)
        return first, both(calls, later) if calls else later

    return cp.checkpoint(function, *args, use_reentrant=False, context_fn=contexts)


@contextlib.contextmanager
def both(outer, inner):
    with outer, inner:
        yield


def leaves():
    rg.manual_seed(3)
    x, w = rg.randn(3, 3, dtype=rg.float64), rg.randn(3, 3, dtype=rg.float64)
    return x.requires_grad_(), w.requires_grad_()


def gradients(y, *xs):
    return [g.tolist() for g in rg.autograd.grad(y.sum(), xs)]


class Names(overrides.TorchFunctionMode):
    """Writes down the functions that are really called."""

    def __init__(self):
        super().__init__()
        self.log = []

    def __torch_function__(self, func, types, args=(), kwargs=None):
        self.log.append(func.__name__)
        return func(*args, **(kwargs or {}))


@pytest.fixture(autouse=True)
def nobody_is_left_to_ask():
    yield
    assert not overrides.has_torch_function((rg.ones(1),))


def attention(x, w):
    scores = (x @ w).softmax(-1)
    return (scores @ x).exp() * x


def test_the_gradient_is_the_known_one():
    x = rg.tensor([0.5], dtype=rg.float64, requires_grad=True)
    for keep in ([rg.sin], [rg.exp], [rg.sin, rg.mul], []):
        y = selective(lambda x: (x.sin() * 2).exp(), x, keep=keep)
        (slope,) = gradients(y, x)
        assert slope == [pytest.approx(math.exp(2 * math.sin(0.5)) * 2 * math.cos(0.5), rel=1e-14)]


FUNCTIONS = {
    "matmul": attention,
    "linear": lambda x, w: functional.linear(x.sin(), w, w[0]).relu(),
    "several results": lambda x, w: (x * w).max(0).values * x.max(1)[0] + w.min(0).values,
    "results without derivative": lambda x, w: x.sin().gather(1, w.argmax(1, keepdim=True)) * w,
    "views": lambda x, w: rg.stack([a.exp() * w for a in x.split(1)]).reshape(-1).sin(),
    "lists": lambda x, w: rg.cat([x.sin(), w, x.sin()], 0).tanh(),
    "losses": lambda x, w: (
        functional.mse_loss(x.sin(), w) + functional.cross_entropy(x.exp(), w.softmax(1))
    ),
    "indices": lambda x, w: x.sin()[rg.tensor([0, 0, 2])] * w[:, [1]],
    "masks": lambda x, w: rg.where(x > w, x.exp(), w.exp()).clamp(min=0.5),
    "writes": lambda x, w: (x.sin() * 2).exp().clone().mul_(w).exp_(),
    "random numbers": lambda x, w: (
        (x * rg.bernoulli(rg.full((3, 3), 0.5))).exp() * rg.rand_like(x) * w
    ),
    "constants": lambda x, w: (x.detach().exp().sin() * w).sum(0, keepdim=True).expand(3, 3) * x.T,
    "blocks": lambda x, w: x.sin() * _without_grad(w) @ w,
    "another checkpoint": lambda x, w: (
        cp.checkpoint(attention, x.sin(), w, use_reentrant=False) @ w
    ),
}


def _without_grad(w):
    with rg.no_grad():
        return w.exp() @ w


POLICIES = {
    "none": [],
    "products": [rg.matmul, functional.linear],
    "everything": lambda ctx, op, *args, **kwargs: Policy.MUST_SAVE,
    "every other": "every other",
}


def every_other():
    calls = []

    def policy(ctx, op, *args, **kwargs):
        calls.append(op)
        return bool(len(calls) % 2)

    return policy


@pytest.mark.parametrize("keep", POLICIES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_results_and_gradients_are_those_of_the_function(name, keep):
    x, w = leaves()
    state = rg.get_rng_state()
    plain = FUNCTIONS[name](x, w)
    want = plain.tolist(), gradients(plain, x, w)
    rg.set_rng_state(state)
    # A copy is kept of what is written to.
    policy = every_other() if keep == "every other" else POLICIES[keep]
    y = selective(FUNCTIONS[name], x, w, keep=policy, mutation=name == "writes")
    got = y.tolist()
    rg.rand(5)
    assert (got, gradients(y, x, w)) == want


def test_what_is_kept_is_not_called_again():
    x, w = leaves()
    names = Names()
    y = selective(attention, x, w, keep=[rg.matmul], calls=names)
    rg.autograd.grad(y.sum(), (x, w))
    # The last product saves what is computed before it, and is not wanted.
    assert names.log == ["softmax", "exp", "mul"]


def test_functions_of_ones_own_can_be_kept():
    calls = []

    @overrides.wrap_torch_function(lambda x: (x,))
    def costly(x):
        calls.append("costly")
        return x.sin().exp()

    def cheap(x):
        calls.append("cheap")
        return costly(x) * x

    x = rg.tensor([0.5, 2.0], dtype=rg.float64, requires_grad=True)
    y = selective(cheap, x, keep=[costly])
    assert gradients(y, x) == gradients(cheap(x), x)
    assert calls == ["cheap", "costly", "cheap", "cheap", "costly"]


def test_results_that_do_not_require_grad_stay_so():
    @overrides.wrap_torch_function(lambda x: (x,))
    def halves(x):
        return x.sin(), [x.detach() * 3]

    def function(x):
        sine, (constant,) = halves(x)
        return sine * constant.sin()

    x = rg.tensor([0.5, 2.0], dtype=rg.float64, requires_grad=True)
    assert gradients(selective(function, x, keep=[halves]), x) == gradients(function(x), x)


def test_a_policy_sees_the_function_its_arguments_and_its_result():
    seen = []

    def policy(ctx, op, *args, **kwargs):
        seen.append((op, len(args), kwargs, ctx.op_output.shape, ctx.is_recompute))
        return Policy.PREFER_RECOMPUTE

    def function(x, w):
        y = x @ w + rg.matmul(x, w) - x.matmul(w)
        y = functional.linear(y, w.T) ** 2
        return rg.sum(2 - functional.relu(y), dim=0).detach() * x

    x, w = leaves()
    gradients(selective(function, x, w, keep=policy), x)
    full, row = (3, 3), (3,)
    assert [(op, n, kwargs, tuple(shape), again) for op, n, kwargs, shape, again in seen] == [
        (rg.matmul, 2, {}, full, False),
        (rg.matmul, 2, {}, full, False),
        (rg.add, 2, {}, full, False),
        (rg.matmul, 2, {}, full, False),
        (rg.sub, 2, {}, full, False),
        (functional.linear, 2, {}, full, False),
        (rg.pow, 2, {}, full, False),
        (rg.relu, 1, {}, full, False),
        (rg.sub, 2, {}, full, False),
        (rg.sum, 1, {"dim": 0}, row, False),
        (rg.mul, 2, {}, full, False),
    ]


@pytest.mark.parametrize("policy", [*Policy, True, False])
def test_each_policy_keeps_or_does_not(policy):
    x = rg.tensor([0.5], requires_grad=True)
    names = Names()
    y = selective(lambda x: x.sin().exp(), x, keep=lambda ctx, op, *args: policy, calls=names)
    y.backward()
    keeps = policy is True or (policy is not False and "RECOMPUTE" not in policy.name)
    assert ("sin" in names.log) is not keeps


def test_methods_and_operators_can_be_listed():
    x, w = leaves()
    for listed in (rg.Tensor.matmul, rg.Tensor.__rmatmul__, rg.matmul):
        names = Names()
        y = selective(lambda x, w: (x @ w).exp(), x, w, keep=[listed], calls=names)
        rg.autograd.grad(y.sum(), x)
        assert names.log == ["exp"]


def test_results_are_kept_and_arguments_are_not():
    def function(x, w):
        return (functional.linear(x.exp(), w.exp()).sin() * 2).exp()

    x, w = rg.zeros(64, 64, requires_grad=True), rg.zeros(64, 64, requires_grad=True)
    gc.collect()
    before = rg.memory.live_bytes()
    y = selective(function, x, w, keep=[functional.linear])
    gc.collect()
    # The result, what is kept, and the states of the random numbers.
    assert 2 * 64 * 64 * 4 <= rg.memory.live_bytes() - before < 3 * 64 * 64 * 4
    assert gradients(y, x, w) == gradients(function(x, w), x, w)


def test_nothing_is_left_when_the_graph_is_gone():
    x, w = leaves()
    gc.collect()
    before = rg._core.live_tensors()
    for run in (True, False):
        y = selective(attention, x, w, keep=[rg.matmul, rg.softmax])
        if run:
            rg.autograd.grad(y.sum(), (x, w))
        del y
        gc.collect()
        assert rg._core.live_tensors() == before


def test_random_numbers_are_those_of_the_first_call():
    def function(x):
        kept = rg.rand_like(x)
        return (x * kept).exp() * rg.rand_like(x)

    for which in (0, 1):
        drawn = []

        def policy(ctx, op, *args, drawn=drawn, which=which):
            if op is rg.rand_like:
                drawn.append(ctx.op_output)
                return len(drawn) == which + 1
            return False

        x = rg.ones(4, dtype=rg.float64, requires_grad=True)
        y = selective(function, x, keep=policy)
        state = rg.get_rng_state()
        rg.rand(3)
        after = rg.get_rng_state()
        first, second = drawn
        (grad,) = gradients(y, x)
        assert grad == pytest.approx((second * first * first.exp()).tolist(), rel=1e-14)
        assert rg.equal(rg.get_rng_state(), after)
        assert not rg.equal(state, after)


def test_writing_to_what_is_kept_is_an_error_or_a_copy_is():
    def function(x, w):
        y = x @ w
        y.add_(1)
        return y.exp()

    x, w = leaves()
    want = gradients(function(x, w), x, w)
    y = selective(function, x, w, keep=[rg.matmul])
    with pytest.raises(RuntimeError, match="what matmul returned was kept, and was written to"):
        gradients(y, x)
    assert gradients(selective(function, x, w, keep=[rg.matmul], mutation=True), x, w) == want
    assert gradients(selective(function, x, w, keep=[rg.Tensor.add_]), x, w) == want


def test_a_second_run_backwards_is_an_error():
    x, w = leaves()
    y = selective(attention, x, w, keep=[rg.matmul]).sum()
    rg.autograd.grad(y, x, retain_graph=True)
    with pytest.raises(RuntimeError, match="given back once"):
        rg.autograd.grad(y, x)
    # Nothing that was kept is wanted.
    y = selective(attention, x, w, keep=[rg.relu]).sum()
    one = rg.autograd.grad(y, x, retain_graph=True)
    assert rg.equal(one[0], rg.autograd.grad(y, x)[0])


def test_a_function_that_does_something_else_is_an_error():
    times = []

    def function(x):
        times.append(1)
        return x.cos().exp() if len(times) == 1 else x.sin().exp()

    x = rg.ones(2, requires_grad=True)
    y = selective(function, x, keep=[rg.cos])
    with pytest.raises(RuntimeError, match="sin was called 0 times in the first call"):
        y.sum().backward()


def test_results_keep_their_class():
    class Sub(rg.Tensor):
        pass

    classes = []

    def function(x):
        y = x.sin()
        classes.append(type(y))
        return (y * 2).exp()

    x = rg.ones(2).as_subclass(Sub).requires_grad_()
    y = selective(function, x, keep=[rg.sin])
    y.sum().backward()
    assert classes == [Sub, Sub]


def test_without_grad_there_is_nothing_to_keep():
    asked = []
    with rg.no_grad():
        y = selective(rg.sin, rg.ones(2), keep=lambda *args: asked.append(1) or True)
    assert not y.requires_grad
    assert asked == []


def test_wrong_arguments_are_errors():
    for wrong in (3, "matmul", (rg.matmul,), None):
        with pytest.raises(TypeError, match="expected a function or a list of functions"):
            cp.create_selective_checkpoint_contexts(wrong)
    with pytest.raises(ValueError, match="expected functions in the list, such as"):
        cp.create_selective_checkpoint_contexts([rg.matmul, "matmul"])
    x = rg.ones(2, requires_grad=True)
    with pytest.raises(TypeError, match="of the policy for sin, got NoneType"):
        selective(rg.sin, x, keep=lambda *args: None)
    with pytest.raises(ValueError, match="context_fn"):
        cp.checkpoint(
            rg.sin,
            x,
            use_reentrant=True,
            context_fn=lambda: cp.create_selective_checkpoint_contexts([rg.sin]),
        )


def test_the_context_of_a_policy_is_made_of_two_things():
    context = cp.SelectiveCheckpointContext(is_recompute=False)
    assert (context.is_recompute, context.op_output) == (False, None)
    assert [p.value for p in Policy] == [0, 1, 2, 3, 4, 5]
    assert Policy(0) is Policy.MUST_SAVE


@pytest.mark.parametrize("keep", [[], [rg.autograd.grad]], ids=["nothing", "grad"])
def test_a_derivative_inside_of_the_function_is_taken_while_nothing_is_kept_yet(keep):
    def slope(x):
        (g,) = rg.autograd.grad((x * x).sum(), x, create_graph=True)
        return g * x

    x, _ = leaves()
    y = selective(slope, x, keep=keep)
    y.sum().backward()
    assert rg.allclose(x.grad, 4 * x.detach())


def test_threads_that_compute_again_at_once_count_for_themselves():
    first, later = cp.create_selective_checkpoint_contexts([rg.sin, rg.cos])
    x = rg.ones(2, requires_grad=True)
    with first:
        want = [x.sin().tolist(), x.cos().tolist(), (2 * x).sin().tolist()]

    def other():
        with later:
            again.append(x.cos().tolist())

    again = []
    with later:
        got = [x.sin().tolist()]
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        got += [*again, (2 * x).sin().tolist()]
        with pytest.raises(RuntimeError, match="given back once"):
            x.cos()
    assert got == want
