"""Embeddings: gradients of rows, norms that are held, and bags."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

F = rg.nn.functional


def weight(dtype=rg.float32):
    return rg.arange(12.0).reshape(4, 3).to(dtype)


def test_a_padding_row_gets_no_gradient_and_frequent_rows_share_theirs():
    w = weight(rg.float64).requires_grad_()
    y = F.embedding(rg.tensor([1, 1, 3, 0, 1]), w, padding_idx=0, scale_grad_by_freq=True)
    assert (y.grad_fn.name(), y.grad_fn._saved_padding_idx) == ("EmbeddingBackward0", 0)
    y.backward(rg.arange(15.0, dtype=rg.float64).reshape(5, 3))
    assert w.grad.tolist() == [[0, 0, 0], [5, 6, 7], [0, 0, 0], [6, 7, 8]]


@pytest.mark.parametrize("options", [{}, {"padding_idx": 1}, {"scale_grad_by_freq": True}])
def test_second_gradients_are_those_of_the_first(options):
    index, w = rg.tensor([[1, 3], [1, 0]]), weight(rg.float64).requires_grad_()
    if not options:
        assert rg.autograd.gradcheck(lambda w: F.embedding(index, w) ** 2, (w,))
    rows = F.embedding(index, w, **options)
    (g,) = rg.autograd.grad((rows**2).sum(), w, create_graph=True)
    v = rg.arange(12.0, dtype=rg.float64).reshape(4, 3)
    (second,) = rg.autograd.grad((g * v).sum(), w)
    # The scale of each row of the gradient holds for that of the second one, twice.
    scale = {"padding_idx": [2, 0, 0, 2], "scale_grad_by_freq": [2, 2, 0, 2]}.get(
        next(iter(options), ""), [2, 4, 0, 2]
    )
    if "scale_grad_by_freq" in options:
        scale[1] = 2 * 2 / 2 / 2 * 1.0
    np.testing.assert_allclose(second.numpy(), v.numpy() * np.array(scale)[:, None])


@pytest.mark.parametrize(
    ("order", "most", "rows"),
    [
        (2.0, 1.0, [[0.4242641, 0.5656854, 0.7071067], [0.5178918, 0.5754354, 0.632979]]),
        (1.0, 1.0, [[0.25, 0.3333333, 0.4166667], [0.3, 0.3333333, 0.3666667]]),
        (float("inf"), 5.0, [[3.0, 4.0, 5.0], [4.090909, 4.5454545, 5.0]]),
    ],
)
def test_rows_that_are_named_are_held_below_a_norm(order, most, rows):
    w = weight().requires_grad_()
    y = F.embedding(rg.tensor([1, 3, 1]), w, max_norm=most, norm_type=order)
    np.testing.assert_allclose(w.detach()[[1, 3]].numpy(), rows, rtol=1e-6)
    assert rg.equal(w[[0, 2]], weight()[[0, 2]]) and rg.equal(y, w[[1, 3, 1]])


def test_nothing_is_held_where_a_number_names_no_row():
    w = weight()
    with pytest.raises(IndexError):
        F.embedding(rg.tensor([1, 4]), w, max_norm=1.0)
    assert rg.equal(w, weight())


@pytest.mark.parametrize("dtype", [rg.float32, rg.float16])
def test_gradients_do_not_depend_on_the_number_of_threads(dtype):
    rg.manual_seed(0)
    index, g = rg.randint(0, 50, (3000,)), rg.randn(3000, 64).to(dtype)
    found = []
    for threads in (1, 2):
        rg.set_num_threads(threads)
        w = rg.zeros(50, 64, dtype=dtype, requires_grad=True)
        F.embedding(index, w).backward(g)
        found.append(w.grad)
    assert rg.equal(*found)
    wanted = np.zeros((50, 64))
    np.add.at(wanted, index.numpy(), g.double().numpy())
    np.testing.assert_allclose(found[0].double().numpy(), wanted, rtol=1e-3, atol=2e-2)


@pytest.mark.parametrize("mode", ["sum", "mean", "max"])
def test_bags_have_gradients_of_every_order(mode):
    w = (rg.arange(12.0, dtype=rg.float64) ** 1.1).reshape(4, 3).requires_grad_()
    index, offsets = rg.tensor([1, 2, 1, 3, 0]), rg.tensor([0, 2, 2])

    def f(w):
        return F.embedding_bag(index, w, offsets, mode=mode, padding_idx=0) ** 2

    assert rg.autograd.gradcheck(f, (w,))
    assert rg.autograd.gradgradcheck(f, (w,))


def test_the_weights_of_samples_get_a_gradient():
    s, w = rg.arange(5.0).requires_grad_(), weight().requires_grad_()
    index, offsets = rg.tensor([1, 2, 1, 3, 0]), rg.tensor([0, 2, 2])
    y = F.embedding_bag(index, w, offsets, mode="sum", per_sample_weights=s, padding_idx=1)
    y.sum().backward()
    assert s.grad.tolist() == [0.0, 21.0, 0.0, 30.0, 3.0]
    assert w.grad[:, 0].tolist() == [4.0, 0.0, 1.0, 3.0]


def test_of_equal_rows_the_first_one_gets_the_gradient():
    w = rg.ones(3, 2, requires_grad=True)
    F.embedding_bag(rg.tensor([[2, 0, 1]]), w, mode="max").sum().backward()
    assert w.grad.tolist() == [[0.0, 0.0], [0.0, 0.0], [1.0, 1.0]]


def test_the_last_offset_ends_the_last_bag():
    y = F.embedding_bag(rg.tensor([1, 2, 1, 3, 0]), weight(), rg.tensor([0, 3, 4]),
                        include_last_offset=True)  # fmt: skip
    assert y.tolist() == [[4.0, 5.0, 6.0], [9.0, 10.0, 11.0]]


@pytest.mark.parametrize("dtype", [rg.float16, rg.bfloat16])
def test_bags_of_half_types_are_rounded_once(dtype):
    y = F.embedding_bag(rg.tensor([[1, 2, 1]]), weight(dtype), mode="sum")
    assert y.dtype == dtype and y.tolist() == [[12.0, 15.0, 18.0]]


def test_sparse_gradients_are_refused():
    with pytest.raises(IndexError, match="padding_idx"):
        F.embedding(rg.tensor([1]), weight(), padding_idx=4)
    for f in (F.embedding, F.embedding_bag):
        with pytest.raises(NotImplementedError, match="sparse=False"):
            f(rg.tensor([[1]]), weight(), sparse=True)
    with pytest.raises(ValueError, match="frequency"):
        F.embedding_bag(rg.tensor([[1]]), weight(), mode="max", scale_grad_by_freq=True)
    with pytest.raises(RuntimeError, match="decrease"):
        F.embedding_bag(rg.tensor([1, 2]), weight(), rg.tensor([0, 2, 1]))
