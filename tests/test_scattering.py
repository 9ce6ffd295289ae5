"""Reductions of what goes to one place, diagonals and triangles: what their rows do not say."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

REDUCES = ("sum", "prod", "mean", "amax", "amin")
INDEX = rg.tensor([0, 2, 0, 0])


@pytest.mark.parametrize("include_self", [True, False])
@pytest.mark.parametrize("reduce", REDUCES)
def test_the_form_in_place_gives_what_the_plain_one_does(reduce, include_self):
    x, src = rg.tensor([2.0, 3.0, 5.0]), rg.tensor([4.0, 1.0, 3.0, 5.0])
    for name in ("scatter_reduce", "index_reduce")[: 1 + (reduce != "sum")]:
        grads = []
        for form in (name, name + "_"):
            leaves = [t.clone().requires_grad_() for t in (x, src)]
            y = leaves[0] * 1
            z = getattr(y, form)(0, INDEX, leaves[1], reduce, include_self=include_self)
            assert (z is y) == form.endswith("_")
            assert z.grad_fn.name() == name.title().replace("_", "") + "Backward0"
            grads.append([z.tolist(), *rg.autograd.grad((z * z).sum(), leaves)])
        assert grads[0][0] == grads[1][0]
        for one, other in zip(grads[0][1:], grads[1][1:], strict=True):
            assert one.tolist() == other.tolist()
    values = {0: [2.0, 4.0, 3.0, 5.0][not include_self :], 1: [3.0], 2: [5.0, 1.0]}
    values[2] = values[2][not include_self :]
    how = {"sum": sum, "prod": np.prod, "mean": np.mean, "amax": max, "amin": min}[reduce]
    got = x.scatter_reduce(0, INDEX, src, reduce, include_self=include_self)
    assert got.tolist() == [how(values[i]) for i in range(3)]


@pytest.mark.parametrize("include_self", [True, False])
@pytest.mark.parametrize("zeros", [(), (0,), (0, 2), (0, 2, 3)], ids=str)
@pytest.mark.parametrize("own", [0.0, 2.0])
def test_the_gradient_of_a_product_is_right_where_factors_are_zero(own, zeros, include_self):
    x = rg.tensor([own, 3.0, 5.0], dtype=rg.float64, requires_grad=True)
    values = [0.0 if i in zeros else v for i, v in enumerate((4.0, 1.0, 3.0, 5.0))]
    src = rg.tensor(values, dtype=rg.float64, requires_grad=True)

    def product(x, src):
        return x.scatter_reduce(0, INDEX, src, "prod", include_self=include_self)

    assert rg.autograd.gradcheck(product, (x, src), check_forward_ad=True)


@pytest.mark.parametrize("reduce", REDUCES)
def test_second_derivatives_hold_where_there_are_any(reduce):
    g = rg.Generator().manual_seed(1)
    x, src = (rg.rand(n, generator=g, dtype=rg.float64).requires_grad_() for n in (3, 4))

    def reduced(x, src):
        return (x * x).scatter_reduce(0, INDEX, src * src, reduce)

    assert rg.autograd.gradgradcheck(reduced, (x, src))


def test_equal_extremes_share_the_gradient_and_what_does_not_count_has_none():
    x = rg.tensor([4.0], requires_grad=True)
    src = rg.tensor([4.0, 4.0, 1.0], requires_grad=True)
    at = rg.tensor([0, 0, 0])
    for include_self, own, share in ((True, 1 / 3, 1 / 3), (False, 0.0, 0.5)):
        y = x.scatter_reduce(0, at, src, "amax", include_self=include_self)
        dx, ds = rg.autograd.grad(y.sum(), (x, src))
        assert dx.tolist() == pytest.approx([own])
        assert ds.tolist() == pytest.approx([share, share, 0.0])


def test_nan_is_the_extreme_and_infinities_are():
    nan, inf = float("nan"), float("inf")
    x = rg.zeros(3)
    src = rg.tensor([nan, 1.0, -inf, inf])
    for reduce, want in (("amax", inf), ("amin", -inf)):
        y = x.scatter_reduce(0, rg.tensor([0, 0, 1, 1]), src, reduce)
        assert np.isnan(y[0].item())
        assert y[1].item() == want
    z = rg.tensor([nan, 0.0]).scatter_reduce(0, rg.tensor([0]), rg.ones(1), "amax")
    assert np.isnan(z[0].item())


def test_a_mean_of_integers_is_rounded_down():
    x = rg.tensor([-3], dtype=rg.int8)
    src = rg.tensor([0, 1], dtype=rg.int8)
    at = rg.tensor([0, 0])
    assert x.scatter_reduce(0, at, src, "mean").tolist() == [-1]
    assert x.scatter_reduce(0, at, src, "mean", include_self=False).tolist() == [0]


@pytest.mark.parametrize("dtype", [rg.float16, rg.bfloat16, rg.int8, rg.bool], ids=str)
@pytest.mark.parametrize("reduce", REDUCES)
def test_narrow_types_are_reduced_too(reduce, dtype):
    if dtype == rg.bool and reduce == "mean":
        return
    x, src = rg.tensor([1, 0, 1], dtype=dtype), rg.tensor([1, 0, 1, 1], dtype=dtype)
    wide = rg.uint8 if dtype == rg.bool else rg.int64 if dtype == rg.int8 else rg.float32
    want = x.to(wide).scatter_reduce(0, INDEX, src.to(wide), reduce).to(dtype)
    assert x.scatter_reduce(0, INDEX, src, reduce).tolist() == want.tolist()
    for name in ("amax", "amin"):
        alone = x.scatter_reduce(0, INDEX[:1], src[1:2], name, include_self=False)
        assert alone.tolist()[0] == 0


def test_results_do_not_depend_on_the_number_of_threads(threads):
    rng = np.random.default_rng(0)
    x = rg.tensor(rng.standard_normal((301, 400)).astype(np.float32))
    index = rg.tensor(rng.integers(0, 301, (301, 400)))
    seen = []
    for n in (1, 2, 4):
        rg.set_num_threads(n)
        done = [x.scatter_reduce(0, index, x, reduce) for reduce in REDUCES]
        done += [x.tril(3), x.triu(-5), x.index_reduce(0, index[:, 0], x, "prod")]
        seen.append([t.numpy().tobytes() for t in done])
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize("name", ["tril", "triu"])
@pytest.mark.parametrize("strided", [False, True])
def test_triangles_in_place(name, strided):
    base = np.arange(12.0, dtype=np.float32).reshape(3, 4)
    x = rg.tensor(np.ascontiguousarray(base.T)).t() if strided else rg.tensor(base)
    assert getattr(x, name + "_")(1) is x
    assert x.tolist() == getattr(np, name)(base, 1).tolist()
    assert x._version == 1
    leaf = rg.ones(2, 2, requires_grad=True)
    y = getattr(leaf * 1, name + "_")()
    assert y.grad_fn.name() == f"{name.title()}Backward0"
    y.sum().backward()
    assert leaf.grad.tolist() == getattr(np, name)(np.ones((2, 2))).tolist()
    with pytest.raises(RuntimeError):
        getattr(rg.ones(1).expand(2, 2), name + "_")()


@pytest.mark.parametrize("form", ["scatter", "scatter_"])
def test_scatter_adds_or_multiplies_if_asked(form):
    at = rg.tensor([0, 0, 2])
    for src, sums, products in (
        (rg.tensor([1.0, 2.0, 3.0]), [5.0, 3.0, 8.0], [4.0, 3.0, 15.0]),
        (2, [6.0, 3.0, 7.0], [8.0, 3.0, 10.0]),
    ):
        for reduce, want in (("add", sums), ("multiply", products)):
            x = rg.tensor([2.0, 3.0, 5.0])
            assert getattr(x, form)(0, at, src, reduce=reduce).tolist() == want
    with pytest.raises(RuntimeError, match="add or multiply"):
        getattr(rg.ones(3), form)(0, at, 1, reduce="mean")


def test_triangle_indices_may_be_int32():
    got = rg.triu_indices(2, 2, dtype=rg.int32)
    assert got.dtype == rg.int32
    assert got.tolist() == [[0, 0, 1], [0, 1, 1]]


def test_a_diagonal_is_a_view_that_can_be_written_through():
    x = rg.zeros(3, 3)
    d = x.diagonal()
    assert d._base is x
    d.fill_(2)
    x.diagonal(1)[0] = 5
    assert x.tolist() == [[2.0, 5.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 2.0]]
    w = rg.ones(2, 2, requires_grad=True)
    y = w * 1
    y.diagonal().mul_(3)
    y.sum().backward()
    assert w.grad.tolist() == [[3.0, 1.0], [1.0, 3.0]]
    assert w.diagonal().grad_fn.name() == "DiagonalBackward0"
    assert rg.zeros(2, 3).diagonal(9).shape == (0,)


def test_one_hot_counts_the_classes_itself():
    assert rg.nn.functional.one_hot(rg.tensor([2, 0])).tolist() == [[0, 0, 1], [1, 0, 0]]


def test_one_hot_of_any_layout_names_the_class_that_does_not_fit():
    one_hot = rg.nn.functional.one_hot
    x = rg.tensor([[0, 2, 1], [1, 0, 0]])
    np.testing.assert_array_equal(one_hot(x.T, 3).numpy(), np.eye(3)[x.T.numpy()])
    np.testing.assert_array_equal(one_hot(x[:, ::2]).numpy(), np.eye(2)[x[:, ::2].numpy()])
    assert one_hot(rg.tensor(1), 3).tolist() == [0, 1, 0]
    assert one_hot(rg.zeros(2, 0, dtype=rg.int64), 3).shape == (2, 0, 3)
    for wrong, classes, text in (([0, -2], 3, "non-negative, got -2"), ([0, 3], 3, "got 3"),
                                 ([-1], -1, "non-negative, got -1"), ([0], 0, "positive, got 0"),
                                 ([0], -2, "positive, got -2")):  # fmt: skip
        with pytest.raises((ValueError, RuntimeError), match=text):
            one_hot(rg.tensor(wrong), classes)
