"""The forms in which arguments come: which overload a call means, and the names that it may use."""

from __future__ import annotations

import copy
import operator
import pickle
import timeit

import pytest
import retrograd as rg


@pytest.mark.parametrize(
    ("call", "want"),
    [
        (lambda x: rg.max(x, rg.tensor(5)), [5, 9]),
        (lambda x: x.max(rg.tensor(0)), [4, 9]),
        (lambda x: x.max(other=rg.tensor(5)), [5, 9]),
        (lambda x: rg.max(x, rg.tensor(4.5)), [4.5, 9.0]),
        (lambda x: rg.min(x, rg.tensor(0)), [0, 0]),
        (lambda x: x.min(rg.tensor(0.5)), [0.5, 0.5]),
        (lambda x: x.max(rg.tensor(True)), [4, 9]),
    ],
)
def test_a_0_d_tensor_beside_max_and_min_is_an_operand(call, want):
    assert call(rg.tensor([4, 9])).tolist() == want


def test_a_0_d_tensor_is_a_dimension_where_the_call_can_mean_nothing_else():
    x, one = rg.tensor([[4.0, 9.0], [3.0, 2.0]]), rg.tensor(1)
    for got in (x.max(dim=one), x.max(one, False), rg.max(x, 1)):
        assert got.values.tolist() == [9.0, 3.0]
        assert got.indices.tolist() == [1, 0]
    assert x.max(one, True).values.tolist() == [[9.0], [3.0]]
    assert x.min(dim=one).indices.tolist() == [0, 1]


def test_the_gradient_of_max_with_a_0_d_tensor_reaches_both():
    x = rg.tensor([4.0, 9.0], requires_grad=True)
    y = rg.tensor(5.0, requires_grad=True)
    rg.max(x, y).sum().backward()
    assert (x.grad.tolist(), y.grad.item()) == ([0.0, 1.0], 1.0)


@pytest.mark.parametrize(
    "call",
    [
        lambda x, b: x.argmax(b),
        lambda x, b: x.prod(b),
        lambda x, b: x.softmax(b),
        lambda x, b: x.transpose(0, b),
        lambda x, b: x.select(0, b),
        lambda x, b: x.size(b),
        lambda x, b: x.max(dim=b),
    ],
)
def test_a_bool_tensor_is_no_dimension_and_no_index(call):
    with pytest.raises(TypeError):
        call(rg.ones(2, 2), rg.tensor(True))


@pytest.mark.parametrize(
    "call",
    [
        lambda: rg.reshape(rg.ones(6), 6),
        lambda: rg.permute(rg.ones(2), 0),
        lambda: rg.full(2, 1.0),
        lambda: rg.broadcast_to(rg.ones(3), 3),
        lambda: rg.as_strided(rg.ones(3), 1, 1),
        lambda: rg.reshape(rg.ones(6), rg.tensor(6)),
    ],
)
def test_an_int_is_no_sequence_where_one_is_wanted(call):
    with pytest.raises(TypeError):
        call()


def test_max_and_min_return_tuples_of_torchs_names():
    found = rg.tensor([1.0, 3.0]).max(0)
    assert repr(found) == "torch.return_types.max(\nvalues=tensor(3.),\nindices=tensor(1))"
    assert repr(rg.ones(1).min(0)).startswith("torch.return_types.min(\n")
    again = pickle.loads(pickle.dumps(found))
    assert type(again) is type(found) is rg.return_types.max
    assert again.values.item() == 3.0


def square():
    return rg.tensor([[1.0, 2.0], [3.0, 4.0]])


@pytest.mark.parametrize(
    ("call", "want"),
    [
        (lambda x: x.sum(axis=1, keepdims=True), [[3.0], [7.0]]),
        (lambda x: rg.sum(x, axis=0), [4.0, 6.0]),
        (lambda x: rg.sum(x=x), 10.0),
        (lambda x: x.mean(axis=(0, 1)), 2.5),
        (lambda x: x.prod(axis=0), [3.0, 8.0]),
        (lambda x: x.any(axis=0), [True, True]),
        (lambda x: x.max(axis=0, keepdims=True).values, [[3.0, 4.0]]),
        (lambda x: rg.max(x, x2=rg.tensor(2.5)), [[2.5, 2.5], [3.0, 4.0]]),
        (lambda x: x.argmax(axis=1), [1, 1]),
        (lambda x: x.softmax(axis=0).sum(axis=0), [1.0, 1.0]),
        (lambda x: rg.add(x1=x, x2=x), [[2.0, 4.0], [6.0, 8.0]]),
        (lambda x: rg.add(a=x, other=1), [[2.0, 3.0], [4.0, 5.0]]),
        (lambda x: x.clone().add_(x2=x), [[2.0, 4.0], [6.0, 8.0]]),
        (lambda x: rg.matmul(x1=x, x2=x), [[7.0, 10.0], [15.0, 22.0]]),
        (lambda x: rg.cat([x, x], axis=1), [[1.0, 2.0, 1.0, 2.0], [3.0, 4.0, 3.0, 4.0]]),
        (lambda x: rg.stack([x, x], axis=2).shape, [2, 2, 2]),
        (lambda x: x.unsqueeze(axis=1).shape, [2, 1, 2]),
        (lambda x: x.select(axis=0, index=1), [3.0, 4.0]),
        (lambda x: rg.where(x > 2, x=x, other=0), [[0.0, 0.0], [3.0, 4.0]]),
        (lambda x: x.split(split_size=1)[1], [[3.0, 4.0]]),
        (lambda x: x.split(split_size=[1, 1], dim=1)[1], [[2.0], [4.0]]),
        (lambda x: rg.split(x, split_size_or_sections=1)[0], [[1.0, 2.0]]),
        (lambda x: rg.zeros(2, 2).copy_(other=x), [[1.0, 2.0], [3.0, 4.0]]),
        (lambda x: x.clone().uniform_(**{"from": 3, "to": 3}), [[3.0, 3.0], [3.0, 3.0]]),
        (lambda x: x.clone().random_(**{"from": 5, "to": 6}), [[5.0, 5.0], [5.0, 5.0]]),
    ],
)
def test_an_argument_may_have_each_name_that_torch_gives_it(call, want):
    got = call(square())
    assert (list(got) if isinstance(got, rg.Size) else got.tolist()) == want


@pytest.mark.parametrize(
    "call",
    [
        lambda x: x.sum(axis=0, dim=0),
        lambda x: x.add(x, x2=x),
        lambda x: rg.pow(x, x2=x),
        lambda x: rg.mm(x, other=x),
        lambda x: x.clone().copy_(src=x),
        lambda x: x.clone().uniform_(from_=0, to=1),
        lambda x: x.clone().random_(from_=0, to=1),
        lambda x: x.split(split_size_or_sections=1),
        lambda x: rg.split(x, split_size=1),
        lambda x: rg.nn.functional.softmax(x, axis=1),
        lambda x: rg.true_divide(x, 2, rounding_mode="floor"),
        lambda x: x.true_divide(2, rounding_mode="floor"),
        lambda x: x.clamp(2, rg.ones(2)),
        lambda x: x.clamp(min=rg.ones(2), max=2),
        lambda x: x.clamp(2, rg.tensor(8.0, requires_grad=True)),
    ],
)
def test_a_form_that_torch_refuses_is_a_type_error(call):
    with pytest.raises(TypeError):
        call(square())


def test_clamp_takes_a_0_d_tensor_beside_a_number_as_a_number():
    assert rg.tensor([1, 9]).clamp(2, rg.tensor(8.5)).tolist() == [2.0, 8.5]
    assert rg.tensor(9.0).clamp(2, rg.tensor(8.0, dtype=rg.float64)).dtype == rg.float32


def test_division_in_place_rounds_as_division_does():
    for dtype in (rg.int64, rg.float64):
        for mode, want in (("floor", [3, -4]), ("trunc", [3, -3])):
            x = rg.tensor([7, -7], dtype=dtype)
            assert x.div_(2, rounding_mode=mode) is x
            assert (x.tolist(), x.dtype, x._version) == (want, dtype, 1)
    x = rg.tensor([7, -7])
    for bad in (lambda: x.div_(2.5, rounding_mode="trunc"), lambda: x.div_(2, rounding_mode="up")):
        with pytest.raises(RuntimeError):
            bad()
    assert (x.tolist(), x._version) == ([7, -7], 0)


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
@pytest.mark.parametrize(("shape", "dim"), [((), 0), ((4,), 0), ((2, 3), 1), ((2, 3, 4), 0),
                                            ((2, 3, 2, 1), 1), ((1, 2, 1, 3, 1), 1)])  # fmt: skip
def test_softmax_without_a_dim_warns_and_chooses_as_torch(name, shape, dim):
    x = rg.randn(shape)
    f = getattr(rg.nn.functional, name)
    with pytest.warns(UserWarning, match="give dim"):
        got = f(x)
    assert rg.equal(got, f(x, dim))
    assert rg.equal(f(x, dim, 5), f(x, dim=dim))
    assert f(x, dim, 3, rg.float64).dtype == rg.float64
    with pytest.raises(TypeError):
        getattr(rg, name)(x)


LOSSES = {
    "mse_loss": ((), 131.08 / 6, 131.08),
    "l1_loss": ((), 23.6 / 6, 23.6),
    "binary_cross_entropy": ((None,), 4.8385 / 6, 4.8385),
    "binary_cross_entropy_with_logits": ((None,), 3.8894 / 6, 3.8894),
}
INPUT = [[4.0, 9.0, 1.0], [3.0, 2.0, 7.0]]
P = [[0.2, 0.9, 0.1], [0.3, 0.2, 0.7]]
Q = [[0.0, 1.0, 1.0], [1.0, 0.0, 0.5]]


@pytest.mark.parametrize("name", LOSSES)
def test_losses_take_torchs_positions_and_its_older_flags(name):
    weight, mean, total = LOSSES[name]
    f = getattr(rg.nn.functional, name)
    a, b = (INPUT, P) if name in ("mse_loss", "l1_loss") else (P, Q)
    a, b = rg.tensor(a), rg.tensor(b)
    assert f(a, b, *weight, None, None, "sum").item() == pytest.approx(total, rel=1e-4)
    for flags, want in (((True,), mean), ((False,), total), ((None, False), None)):
        with pytest.warns(UserWarning, match="deprecated; use reduction="):
            got = f(a, b, *weight, *flags)
        assert got.shape == a.shape if want is None else got.item() == pytest.approx(want, rel=1e-4)
    with pytest.raises(TypeError):
        f(a, b, *weight, "sum")


def test_class_losses_take_ignore_index_where_torch_has_it():
    x, t = rg.tensor(P), rg.tensor([0, 2])
    functional = rg.nn.functional
    assert functional.nll_loss(x, t, None, None, 2).item() == pytest.approx(-0.2)
    assert functional.nll_loss(x, t, None, None, -100, None, "sum").item() == pytest.approx(-0.9)
    assert functional.cross_entropy(x, t, None, None, -100).item() == pytest.approx(
        1.0943, rel=1e-4
    )
    got = functional.cross_entropy(x, t, None, None, -100, None, "sum", 0.1)
    assert got.item() == pytest.approx(2.1985, rel=1e-4)
    with pytest.warns(UserWarning):
        assert functional.cross_entropy(x, t, size_average=False).item() == pytest.approx(
            2.1885, rel=1e-4
        )


# Figures of torch, for weights [[1, 0.5], [2, 0]].
WEIGHTED = {
    "mse_loss": (
        2.7142856121063232,
        [[0.5714285969734192, 0.2857142984867096], [2.2857143878936768, 0.0]],
        [[-0.48979589343070984, -0.48979589343070984], [0.36734700202941895, 1.795918583869934]],
    ),
    "l1_loss": (
        1.5714285373687744,
        [[0.2857142984867096, 0.1428571492433548], [0.5714285969734192, 0.0]],
        [[-0.16326528787612915, -0.16326528787612915], [0.12244901061058044, 0.4081633388996124]],
    ),
}


@pytest.mark.parametrize("name", WEIGHTED)
def test_a_weighted_distance_is_a_mean_over_the_weights(name):
    loss, of_x, of_w = WEIGHTED[name]
    f = getattr(rg.nn.functional, name)
    x = rg.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    w = rg.tensor([[1.0, 0.5], [2.0, 0.0]], requires_grad=True)
    t = rg.tensor([[0.0, 1.0], [1.0, 1.0]])
    y = f(x, t, weight=w)
    assert y.item() == pytest.approx(loss)
    y.backward()
    assert x.grad.flatten().tolist() == pytest.approx([g for row in of_x for g in row])
    assert w.grad.flatten().tolist() == pytest.approx([g for row in of_w for g in row], abs=1e-6)
    assert f(x, t, weight=w, reduction="sum").item() == pytest.approx(3.5 * loss)
    assert f(x, t, weight=w, reduction="none").shape == (2, 2)
    with pytest.raises(ValueError, match="expected a weight of the shape"):
        f(x, t, weight=rg.ones(2))


# Figures of torch, after manual_seed(0).
RANDOM = {
    "float32": [8325664.0, 12888472.0, 1484222.0],
    "float64": [8737460674930124.0, 6375474555111176.0, 4137753702977065.0],
    "int64": [900450186894289455, 3969543146641149120, 1895649597198586619],
    "int32": [209652396, 398764591, 924231285],
    "uint8": [172, 47, 117],
    "bool": [False, True, True],
}


@pytest.mark.parametrize("name", RANDOM)
def test_random_without_bounds_draws_torchs_integers_of_the_whole_type(name):
    rg.manual_seed(0)
    x = rg.zeros(3, dtype=getattr(rg, name))
    assert x.random_() is x
    assert x.tolist() == RANDOM[name]


# Figures of torch, after manual_seed(3).
RANDOM_FROM = {
    ("float32", 100): [85589.0, 1773042.0, 4813660.0],
    ("float16", -5): [1453.0, 1145.0, 962.0],
    ("bfloat16", 100): [199.0, 217.0, 170.0],
    ("int64", -(2**63)): [-8286316095047268712, -5383722427978684797, 5366245355481424840],
    ("int64", -(2**62)): [5548741960234895000, 8451335627303478915, 754559337054036936],
    ("int64", 2**63 - 1): [2**63 - 1] * 3,
    ("int32", -5): [269491366, 1110123781, 911740593],
    ("int16", 1): [12655, 10959, 6031],
    ("int8", 100): [126, 124, 117],
    ("uint8", 100): [206, 132, 209],
    ("bool", 0): [False, False, True],
}


@pytest.mark.parametrize("name, low", RANDOM_FROM)
def test_random_without_an_end_draws_torchs_integers_up_to_the_last(name, low):
    rg.manual_seed(3)
    x = rg.zeros(3, dtype=getattr(rg, name))
    assert x.random_(low, None).tolist() == RANDOM_FROM[name, low]
    rg.manual_seed(3)
    assert x.random_(**{"from": low, "to": None}).tolist() == RANDOM_FROM[name, low]


def test_random_without_an_end_refuses_a_start_behind_it():
    for name, low in (("uint8", -5), ("bool", -5), ("bool", 3), ("float32", 2**24 + 1)):
        with pytest.raises((ValueError, OverflowError), match="random_"):
            rg.zeros(3, dtype=getattr(rg, name)).random_(low, None)


def test_relu_writes_in_place_where_it_is_asked_to():
    functional = rg.nn.functional
    for f in (lambda x: functional.relu(x, inplace=True), functional.relu_, rg.relu_,
              lambda x: x.relu_()):  # fmt: skip
        x = rg.tensor([-1.0, 2.0], requires_grad=True)
        y = x * 3
        view = y[:1]
        assert f(y) is y
        assert (y.tolist(), view.tolist(), y._version) == ([0.0, 6.0], [0.0], 1)
        assert y.grad_fn.name() == "ReluBackward0"
        y.sum().backward()
        assert x.grad.tolist() == [0.0, 3.0]
        with pytest.raises(RuntimeError, match="leaf"):
            f(x)
    x = rg.tensor([-1.0, 2.0])
    assert functional.relu(x, False) is not x
    assert x.tolist() == [-1.0, 2.0]


def test_relu_in_place_through_a_view_is_twice_differentiable():
    x = rg.tensor([-1.0, 2.0, 3.0], dtype=rg.float64, requires_grad=True)

    def f(v):
        y = v * v * v.sign()
        y[1:].relu_()
        return (y * y).sum()

    (g,) = rg.autograd.grad(f(x), x, create_graph=True)
    assert g.tolist() == [-4.0, 32.0, 108.0]
    (h,) = rg.autograd.grad(g.sum(), x)
    assert h.tolist() == [12.0, 48.0, 108.0]


def test_reversed_gives_a_tensor_with_the_first_dimension_reversed():
    x = rg.arange(6).view(2, 3)
    assert reversed(x).tolist() == [[3, 4, 5], [0, 1, 2]]
    assert reversed(x.t()).tolist() == [[2, 5], [1, 4], [0, 3]]
    assert reversed(x[:, ::2]).tolist() == [[3, 5], [0, 2]]
    assert reversed(rg.arange(3).expand(2, 3)).tolist() == [[0, 1, 2], [0, 1, 2]]
    big = rg.arange(300000)
    assert rg.equal(reversed(big), rg.arange(300000) * -1 + 299999)
    tall = rg.arange(40000).view(200, 200)
    assert reversed(tall.t())[3].tolist() == tall[:, 196].tolist()
    for empty in (rg.zeros(0, 3), rg.zeros(3, 0)):
        assert reversed(empty).shape == empty.shape
    scalar = rg.tensor(1.0)
    assert reversed(scalar) is scalar
    assert reversed(x)._base is None


def test_reversed_is_differentiable_both_ways_and_twice():
    x = rg.tensor([1.0, 2.0, 3.0], dtype=rg.float64, requires_grad=True)
    y = reversed(x)
    assert y.grad_fn.name() == "FlipBackward0"
    (g,) = rg.autograd.grad((y * y * x).sum(), x, create_graph=True)
    assert g.tolist() == [9 + 2 * 1 * 3, 4 + 2 * 2 * 2, 1 + 2 * 3 * 1]
    rg.autograd.gradcheck(lambda v: reversed(v) * v, x, check_forward_ad=True)
    rg.autograd.gradgradcheck(lambda v: reversed(v) * v, x)


def test_an_ellipsis_may_stand_twice_as_in_torch():
    x = rg.arange(24).view(2, 3, 4)
    assert x[..., 1, ...].tolist() == x[:, :, 1].tolist()
    assert x[..., ...].shape == (2, 3, 4)
    assert x[0, ..., 1, ..., 2].item() == 6
    assert x[..., None, ...].shape == (2, 3, 4, 1)
    with pytest.raises(IndexError):
        x[..., 1, ..., 2]


def test_mT_of_a_0_d_tensor_is_itself_and_of_a_vector_refused():
    x = rg.tensor(1.0, requires_grad=True)
    assert x.mT is x
    with pytest.raises(RuntimeError):
        _ = rg.ones(2).mT


def test_requires_grad_can_be_set_of_leaves_alone():
    y = rg.ones(2, requires_grad=True) * 2
    for value in (True, False):
        with pytest.raises(RuntimeError, match="leaf"):
            y.requires_grad = value
    assert y.requires_grad_() is y
    x = rg.ones(2)
    x.requires_grad = True
    with pytest.raises(RuntimeError):
        x.requires_grad = 1
    with pytest.raises(RuntimeError):
        del x.requires_grad
    assert x.requires_grad


def test_reshape_as_takes_the_shape_of_another():
    assert rg.arange(4).reshape_as(rg.ones(2, 2)).tolist() == [[0, 1], [2, 3]]


def test_type_takes_names_and_dtypes():
    x = rg.tensor([1.5])
    assert x.type() == x.type(None) == "torch.FloatTensor"
    assert x.type("torch.FloatTensor") is x
    assert x.type("torch.DoubleTensor").dtype == rg.float64
    assert x.type(rg.int64, True).tolist() == [1]
    for bad in ("FloatTensor", "torch.QuarterTensor", int):
        with pytest.raises(ValueError, match="there is no type"):
            x.type(bad)
    with pytest.raises(TypeError):
        x.type(3)


def test_a_size_holds_ints_alone_and_stays_a_size():
    assert repr(rg.Size([True, rg.tensor(2)])) == "torch.Size([1, 2])"
    for bad in ([1.5], [1, "a"], [None], 3, rg.ones(2, 2), [rg.tensor(1.5)]):
        with pytest.raises(TypeError):
            rg.Size(bad)
    with pytest.raises(ValueError, match="64 bits"):
        rg.Size([2**70])
    shape = rg.ones(2, 3, 4).shape
    for got, want in (
        (shape[1:], (3, 4)),
        (shape[::-1], (4, 3, 2)),
        (operator.add(shape, (5,)), (2, 3, 4, 5)),
        (operator.add((5,), shape), (5, 2, 3, 4)),
        (shape[:1] * 2, (2, 2)),
        (2 * shape[:1], (2, 2)),
        (pickle.loads(pickle.dumps(shape)), (2, 3, 4)),
        (rg.Size(), ()),
    ):
        assert type(got) is rg.Size
        assert got == want
    assert shape[-1] == 4
    for bad in ([5], ("a",)):
        with pytest.raises(TypeError):
            operator.add(shape, bad)
    with pytest.raises(IndexError):
        shape[3]


def test_a_device_knows_its_index_and_is_a_context():
    plain, first = rg.device("cpu"), rg.device("cpu:0")
    assert first is rg.device("cpu", 0) is rg.device(type="cpu", index=0) is rg.device(first)
    assert (plain.index, first.index) == (None, 0)
    assert (str(plain), str(first)) == ("cpu", "cpu:0")
    assert repr(first) == "device(type='cpu', index=0)"
    assert plain != first
    assert pickle.loads(pickle.dumps(first)) is first
    assert rg.ones(1, device=first).to("cpu:0").device == plain
    for bad in (("cpu", 1), ("cpu", -1), ("cpu:1",), ("cpu:0", 0), (0,)):
        with pytest.raises(RuntimeError):
            rg.device(*bad)
    for bad in ((None,), (plain, 0), ("cpu", 0.5)):
        with pytest.raises(TypeError):
            rg.device(*bad)
    with rg.device("cpu") as device:
        assert device is plain
        assert rg.ones(1).device is plain
    with pytest.raises(KeyError), rg.device("cpu"):
        raise KeyError


def test_a_generator_is_pickled_and_copied_with_its_state():
    g = rg.Generator().manual_seed(5)
    rg.rand(3, generator=g)
    again, copied = pickle.loads(pickle.dumps(g)), copy.deepcopy(g)
    assert again.initial_seed() == copied.initial_seed() == 5
    want = rg.rand(4, generator=g)
    assert rg.equal(rg.rand(4, generator=again), want)
    assert rg.equal(rg.rand(4, generator=copied), want)


def test_rounding_takes_decimals():
    assert rg.round(rg.tensor([1.256, -2.5]), decimals=2).tolist() == pytest.approx([1.26, -2.5])
    assert rg.tensor([1250.0, 1350.0]).round(decimals=-2).tolist() == [1200.0, 1400.0]
    assert round(rg.tensor([0.125, 1.5]), 1).tolist() == pytest.approx([0.1, 1.5])
    assert round(rg.tensor([0.5, 1.5])).tolist() == [0.0, 2.0]
    assert round(rg.tensor([5])).tolist() == [5]
    with pytest.raises(NotImplementedError):
        rg.tensor([12]).round(decimals=-1)
    with pytest.raises(TypeError):
        round(rg.ones(1), 1.5)
    x = rg.tensor([1.26], requires_grad=True)
    rg.round(x, decimals=1).sum().backward()
    assert x.grad.tolist() == [0.0]


def test_divmod_gives_quotient_and_remainder_on_either_side():
    quotient, rest = divmod(rg.tensor([7, -7]), 2)
    assert (quotient.tolist(), rest.tolist()) == ([3, -4], [1, 1])
    quotient, rest = divmod(7.0, rg.tensor([2.0, -2.0]))
    assert (quotient.tolist(), rest.tolist()) == ([3.0, -4.0], [1.0, -1.0])
    with pytest.raises(TypeError):
        divmod(rg.ones(2), "a")
    with pytest.raises(ZeroDivisionError):
        divmod(rg.tensor([1]), 0)


@pytest.mark.parametrize("dim", [1, 5, -2])
def test_empty_vectors_alone_are_joined_along_any_dimension(dim):
    joined = rg.cat([rg.tensor([]), rg.tensor([], dtype=rg.float64)], dim=dim)
    assert (joined.shape, joined.dtype) == ((0,), rg.float64)
    with pytest.raises(IndexError):
        rg.cat([rg.ones(3), rg.tensor([])], dim=1)


def test_forward_mode_shows_the_level_that_is_open():
    forward_ad = rg.autograd.forward_ad
    assert forward_ad._current_level == -1
    with forward_ad.dual_level():
        assert forward_ad._current_level == 0
    assert forward_ad._current_level == -1
    with pytest.raises(AttributeError):
        _ = forward_ad._other


@pytest.mark.parametrize("name", ["zeros", "ones", "empty", "rand", "randn"])
def test_a_size_that_is_not_given_is_missing(name):
    with pytest.raises(TypeError, match="'size' is missing"):
        getattr(rg, name)(dtype=rg.float64)
    assert getattr(rg, name)(()).shape == getattr(rg, name)(size=()).shape == ()


@pytest.mark.parametrize("name", ["view", "reshape", "permute", "expand", "new_zeros"])
def test_a_method_misses_its_sizes(name):
    with pytest.raises(TypeError, match=r"is missing|no form of it takes \(\)"):
        getattr(rg.tensor(1.0), name)()


@pytest.mark.parametrize("name", ["cat", "stack", "concat"])
def test_one_tensor_is_no_sequence_of_them(name):
    with pytest.raises(TypeError):
        getattr(rg, name)(rg.ones(2, 2))


def test_new_tensor_makes_a_leaf_of_the_tensors_type():
    x = rg.ones(1, dtype=rg.float64)
    got = x.new_tensor([[1, 2]], requires_grad=True)
    assert (got.tolist(), got.dtype, got.requires_grad) == ([[1.0, 2.0]], rg.float64, True)
    assert rg.tensor([1]).new_tensor([1.5]).tolist() == [1]
    assert x.new_tensor(3, dtype=rg.int64).dtype == rg.int64
    with pytest.warns(UserWarning, match="clone"):
        assert x.new_tensor(rg.tensor([1])).dtype == rg.float64


@pytest.mark.parametrize("three", [[3], [[3]], 3])
def test_a_tensor_of_one_integer_is_an_int(ag, three):
    n = ag.tensor(three)
    assert ag.eye(n).shape == (3, 3)
    assert ag.randperm(n).shape == (3,)
    assert ag.randint(n, (2,)).max().item() < 3
    assert ag.arange(6).narrow(n - 3, 0, n).tolist() == [0, 1, 2]
    assert ag.arange(6).select(0, n).item() == 3
    assert ag.arange(6).split(n)[1].tolist() == [3, 4, 5]
    with pytest.raises(TypeError):
        ag.eye(ag.tensor([3.0]))
    with pytest.raises(TypeError):
        ag.eye(ag.tensor([3, 3]))


@pytest.mark.parametrize(
    ("named", "by_position"),
    [
        (lambda x: x.max(dim=1), lambda x: x.max(1)),
        (lambda x: x.std(dim=1, correction=0), lambda x: x.std(1)),
        (lambda x: x.view(dtype=rg.int32), lambda x: x.view(rg.int32)),
    ],
    ids=["max", "std", "view"],
)
def test_the_later_of_several_forms_is_found_by_names_without_exceptions(named, by_position):
    # Each form that was tried and refused by an exception took ten times as long as the call.
    x = rg.ones(2, 3)
    times = [
        min(timeit.repeat(lambda f=f: f(x), number=20, repeat=30)) for f in (named, by_position)
    ]
    assert times[0] < 8 * times[1]


def test_what_torch_asks_by_if_may_be_a_number():
    F, x = rg.nn.functional, rg.tensor([-1.0, 2.0])
    assert F.relu(x.clone(), 0).tolist() == [0, 2] and F.mse_loss(x, x + 2, 0).item() == 8
    written = x.clone()
    assert F.elu(written, 1.0, 1) is written
    assert len(F.max_pool1d(x[None], 2, return_indices=1)) == 2
    loss = x.requires_grad_().square().sum()
    loss.backward(retain_graph=1)
    assert rg.autograd.grad(loss, x, create_graph=1)[0].requires_grad
    for call in (lambda: F.relu(x, "no"), lambda: x.sum(0, 1), lambda: F.dropout(x, 0.5, 1)):
        with pytest.raises(TypeError, match="must be bool, not "):
            call()
