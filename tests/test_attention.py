"""Attention: long sequences, masks, types, draws."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg
from op_attention import attention
from subprocess_run import run_python

F = rg.nn.functional
attend = F.scaled_dot_product_attention
INF = float("inf")


def drawn(*shapes, dtype=rg.float32):
    rg.manual_seed(0)
    return [rg.randn(*s).to(dtype) for s in shapes]


def slopes(q, k, v, g, causal, mask=None):
    """The gradients of attention, by numpy."""
    scale = 1 / np.sqrt(q.shape[-1])
    s = scale * (q @ np.swapaxes(k, -1, -2))
    seen = np.tril(np.ones(s.shape)) if causal else np.ones(s.shape)
    e = np.exp(s - s.max(-1, keepdims=True)) * (seen if mask is None else seen * mask)
    p = e / e.sum(-1, keepdims=True)
    dp = g @ np.swapaxes(v, -1, -2)
    ds = p * (dp - (p * dp).sum(-1, keepdims=True)) * scale
    return ds @ k, np.swapaxes(ds, -1, -2) @ q, np.swapaxes(p, -1, -2) @ g


@pytest.mark.parametrize(
    ("causal", "rows", "keys", "d", "width", "dtype"),
    [
        (False, 100, 150, 16, 40, rg.float32),
        (True, 100, 70, 33, 7, rg.float32),
        (True, 70, 133, 5, 17, rg.float64),
    ],
)
def test_long_sequences_match_numpy(isa, causal, rows, keys, d, width, dtype):
    q, k, v, g = drawn((2, rows, d), (2, keys, d), (2, keys, width), (2, rows, width), dtype=dtype)
    tolerance = 2e-5 if dtype == rg.float32 else 1e-12
    for x in (q, k, v):
        x.requires_grad_()
    y = attend(q, k, v, is_causal=causal)
    y.backward(g)
    arrays = [x.detach().double().numpy() for x in (q, k, v, g)]
    wanted = [attention(*arrays[:3], is_causal=causal), *slopes(*arrays, causal)]
    for x, want in zip((y.detach(), q.grad, k.grad, v.grad), wanted, strict=True):
        np.testing.assert_allclose(x.double().numpy(), want, rtol=10 * tolerance, atol=tolerance)


def test_what_is_found_does_not_depend_on_the_number_of_threads():
    found = []
    for threads in (1, 2):
        rg.set_num_threads(threads)
        xs = [x.requires_grad_() for x in drawn(*[(3, 2, 150, 32)] * 3)]
        y = attend(*xs, is_causal=True)
        found.append([y, *rg.autograd.grad(y.sum(), xs)])
    assert all(rg.equal(a, b) for a, b in zip(*found, strict=True))


def test_scores_of_a_long_sequence_are_never_in_memory():
    run_python("""
        import resource
        import retrograd as rg
        n = 1 << 12
        xs = [rg.ones(n, 8, requires_grad=True) for _ in range(3)]
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        rg.nn.functional.scaled_dot_product_attention(*xs, is_causal=True).sum().backward()
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - kilobytes
        assert more * 1024 < n * n, more
    """)


@pytest.mark.parametrize("mask", ["bool", "numbers"])
def test_a_query_that_sees_no_key_gets_zeros_and_gives_no_gradient(mask):
    q, k, v = (x.requires_grad_() for x in drawn(*[(4, 3)] * 3))
    seen = rg.ones(4, 4, dtype=rg.bool)
    seen[1] = False
    given = seen if mask == "bool" else rg.zeros(4, 4).masked_fill(~seen, -INF)
    y = attend(q, k, v, given)
    y.sum().backward()
    assert y[1].tolist() == [0.0] * 3 and q.grad[1].tolist() == [0.0] * 3
    assert all(x.grad.isfinite().all() for x in (q, k, v))
    rg.autograd.gradgradcheck(lambda q: attend(q, k.double(), v.double(), seen),
                              (q.detach().double().requires_grad_(),))  # fmt: skip
    learnt = rg.zeros(4, 4).masked_fill(~seen, -INF).requires_grad_()
    z = attend(q, k, v, learnt)
    np.testing.assert_allclose(z.detach().numpy(), y.detach().numpy(), rtol=1e-5, atol=1e-6)
    z.sum().backward()
    assert learnt.grad.isfinite().all()


def test_without_keys_there_is_nothing_to_see():
    q, k = rg.ones(2, 3, requires_grad=True), rg.ones(0, 3)
    y = attend(q, k, rg.ones(0, 4))
    y.sum().backward()
    assert y.tolist() == [[0.0] * 4] * 2 and q.grad.tolist() == [[0.0] * 3] * 2
    many = rg.ones(1 << 20, 0, requires_grad=True)
    y = attend(many, many, many)
    y.sum().backward()
    assert y.shape == many.grad.shape == (1 << 20, 0)


def test_a_nan_stays_with_those_who_see_it():
    q, k, v = drawn(*[(4, 3)] * 3)
    k[2] = float("nan")
    y = attend(q, k, v, is_causal=True)
    assert y[:2].isfinite().all() and y[2:].isnan().all()


def test_a_causal_mask_and_one_of_ones_own_hold_both():
    q, k, v = drawn(*[(5, 3)] * 3)
    own = rg.tensor([[True, False, True, True, False]])
    both = own & rg.ones(5, 5, dtype=rg.bool).tril()
    assert rg.equal(attend(q, k, v, own, is_causal=True), attend(q, k, v, both))


@pytest.mark.parametrize("dtype", [rg.float16, rg.bfloat16])
def test_halves_are_rounded_once(dtype):
    q, k, v = drawn(*[(2, 40, 8)] * 3, dtype=dtype)
    y, wide = attend(q, k, v), attend(q.double(), k.double(), v.double())
    assert y.dtype == dtype
    error = (y.double() - wide).abs().max().item()
    assert error < (2**-10 if dtype == rg.float16 else 2**-7)
    mask = rg.zeros(40, 40)
    assert rg.equal(attend(q, k, v, mask), y) and rg.equal(attend(q, k, v, mask.to(dtype)), y)


def test_inputs_of_any_strides_are_read_where_they_lie():
    q, k, v = drawn(*[(2, 6, 3, 5)] * 3)
    turned = [x.transpose(1, 2) for x in (q, k, v)]
    assert rg.equal(attend(*turned), attend(*(x.contiguous() for x in turned)))


def test_dropout_draws_as_torch_does():
    q = rg.arange(12.0).reshape(1, 4, 3) / 10
    rg.manual_seed(3)
    y = attend(q, q, q, dropout_p=0.5)
    rg.manual_seed(3)
    p = rg.softmax(q @ q.mT / 3**0.5, -1)
    np.testing.assert_allclose(y.numpy(), (F.dropout(p, 0.5) @ q).numpy(), rtol=1e-5)
    assert attend(q, q, q, dropout_p=1.0).tolist() == rg.zeros(1, 4, 3).tolist()
    x = q.double().requires_grad_()

    def f(x):
        rg.manual_seed(3)
        return attend(x, x, x, dropout_p=0.5)

    assert rg.autograd.gradcheck(f, (x,))
