"""Normalization: running statistics, types, layouts, digits that are not lost."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

F = rg.nn.functional
X = rg.arange(24.0).reshape(2, 3, 4)


def close(x, wanted, rtol=1e-4):
    np.testing.assert_allclose(x.detach().double().numpy(), wanted, rtol=rtol, atol=1e-6)


def test_running_statistics_take_in_those_of_the_batch():
    mean, var = rg.zeros(3), rg.ones(3)
    F.batch_norm(X, mean, var, training=True)
    close(mean, [0.75, 1.15, 1.55])
    close(var, [5.1571] * 3)
    F.batch_norm(X, mean, var, training=True, momentum=0.5)
    close(mean, [4.125, 6.325, 8.525])
    close(var, [23.8643] * 3)
    assert mean._version == 2
    before = mean.clone()
    F.batch_norm(X, mean, var)
    F.batch_norm(X[:0], mean, var, training=True)
    assert rg.equal(mean, before)


def test_running_statistics_of_instances_are_means_over_the_batch():
    mean, var = rg.zeros(3), rg.ones(3)
    F.instance_norm(X, mean, var)
    close(mean, [0.75, 1.15, 1.55])
    close(var, [1.0667] * 3)
    y = F.instance_norm(X, mean, var, use_input_stats=False)
    close(y[0, 0], [-0.7262, 0.2421, 1.2103, 2.1785], 1e-3)


def test_what_was_known_at_the_time_is_known_backwards():
    mean, var, x = rg.zeros(3), rg.ones(3), X.clone().requires_grad_()
    y = F.batch_norm(x, mean, var, eps=0.0)
    var.fill_(100.0)
    y.sum().backward()
    assert rg.equal(x.grad, rg.ones_like(X))


@pytest.mark.parametrize("half", [rg.float16, rg.bfloat16])
@pytest.mark.parametrize("parameters", [None, rg.float32])
def test_halves_are_rounded_once(half, parameters):
    rg.manual_seed(1)
    x, w = rg.randn(4, 6, 8).to(half), rg.randn(6).to(parameters or half)
    v, wide = rg.randn(8).to(parameters or half), x.double()

    def check(y, wanted):
        assert y.dtype == half and rg.equal(y, wanted.to(half))

    check(F.layer_norm(x, (8,), v), F.layer_norm(wide, (8,), v.double()))
    check(F.rms_norm(x, (8,), v), F.rms_norm(wide, (8,), v.double(), eps=2.0**-23))
    check(F.group_norm(x, 3, w), F.group_norm(wide, 3, w.double()))
    check(F.instance_norm(x, weight=w), F.instance_norm(wide, weight=w.double()))
    check(
        F.batch_norm(x, None, None, w, training=True),
        F.batch_norm(wide, None, None, w.double(), training=True),
    )
    x, w = x.requires_grad_(), w.requires_grad_()
    F.batch_norm(x, None, None, w, w, True).sum().backward()
    assert (x.grad.dtype, w.grad.dtype) == (half, w.dtype)


@pytest.mark.parametrize("dtype", [rg.float32, rg.float64])
def test_no_digits_are_lost_far_from_zero(dtype):
    offset = 2.0**16 if dtype == rg.float32 else 2.0**44
    rg.manual_seed(2)
    near = rg.randint(-8, 8, (6, 40)).to(dtype)
    wanted = near.double().numpy()
    wanted = (wanted - wanted.mean(1, keepdims=True)) / wanted.std(1, keepdims=True)
    close(F.layer_norm(near + offset, (40,), eps=0.0), wanted, 1e-5)
    if dtype == rg.float64:  # a mean of a channel is one double
        return
    close(F.batch_norm((near + offset).t(), None, None, training=True, eps=0.0).t(), wanted, 1e-5)
    y = F.batch_norm((near + offset)[None], None, None, training=True, eps=0.0)
    close(y[0], wanted, 1e-5)


def test_an_image_in_channels_last_stays_so():
    rg.manual_seed(3)
    x = rg.randn(2, 3, 4, 5).to(memory_format=rg.channels_last).requires_grad_()
    y = F.batch_norm(x, None, None, training=True)
    assert y.stride() == x.stride()
    plain = x.detach().contiguous().requires_grad_()
    z = F.batch_norm(plain, None, None, training=True)
    close(y, z.detach().numpy())
    (y**3).sum().backward()
    (z**3).sum().backward()
    close(x.grad, plain.grad.numpy(), 1e-3)


@pytest.mark.parametrize("shape", [(40, 3000), (3, 40_000), (5000, 7)])
def test_gradients_of_rows_do_not_depend_on_the_number_of_threads(shape):
    rg.manual_seed(4)
    x, g = rg.randn(*shape), rg.randn(*shape)
    found = []
    for threads in (1, 2):
        rg.set_num_threads(threads)
        xs = [x.clone().requires_grad_(), *(rg.ones(shape[1:]).requires_grad_() for _ in "wb")]
        y = F.layer_norm(xs[0], shape[1:], *xs[1:])
        z = F.batch_norm(xs[0], None, None, *xs[1:], training=True)
        ys = [y, *rg.autograd.grad(y, xs, g), z, *rg.autograd.grad(z, xs, g)]
        found.append(ys)
    assert all(rg.equal(a, b) for a, b in zip(*found, strict=True))
    close(found[0][3], g.double().numpy().sum(0), 1e-4)


def test_functions_of_the_package_take_their_arguments_in_the_order_of_torch():
    w, b, mean, var = rg.ones(3) * 2, rg.ones(3), rg.zeros(3), rg.ones(3)
    assert rg.equal(
        rg.batch_norm(X, w, b, mean, var, False, 0.1, 1e-5, True),
        F.batch_norm(X, mean, var, w, b),
    )
    assert rg.equal(
        rg.instance_norm(X, w, b, None, None, True, 0.1, 1e-5, True),
        F.instance_norm(X, weight=w, bias=b),
    )
    assert rg.equal(rg.layer_norm(X, [4], None, None, 1e-5, True), F.layer_norm(X, (4,)))
    assert rg.equal(rg.group_norm(X, 3, w, b, 1e-5, True), F.group_norm(X, 3, w, b))


def test_an_infinite_element_makes_its_own_row_nan_alone():
    x = rg.tensor([[1.0, float("inf")], [1.0, 2.0]])
    y = F.layer_norm(x, (2,))
    assert y[0].isnan().all() and y[1].isfinite().all()


def test_empty_parts_have_no_elements_and_gradients_of_zero():
    x, w = rg.ones(2, 0, requires_grad=True), rg.ones(0, requires_grad=True)
    F.layer_norm(x, (0,), w).sum().backward()
    assert (x.grad.shape, w.grad.shape) == ((2, 0), (0,))
    w = rg.ones(3, requires_grad=True)
    F.batch_norm(rg.ones(0, 3), None, None, w, w, True).sum().backward()
    assert w.grad.tolist() == [0.0] * 3


@pytest.mark.parametrize("training", [True, False])
def test_running_statistics_have_no_gradient(training):
    tracked, plain = rg.zeros(4, requires_grad=True), rg.ones(4)
    for mean, var in ((tracked, plain), (plain, tracked)):
        with pytest.raises(RuntimeError, match="not differentiable in running_"):
            F.batch_norm(rg.ones(3, 4), mean, var, training=training)
    assert tracked.tolist() == [0.0] * 4
