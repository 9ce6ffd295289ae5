"""Views taken in place: squeeze_, unsqueeze_, transpose_, t_, swapaxes_, as_strided_; and set_.

Histories, versions and strides are torch's, seen there.
"""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import numpy as np
import pytest
import retrograd as rg
from retrograd.autograd import forward_ad

# The call, its shape and strides on a tensor of shape (1, 3), and the gradient of its sum.
VIEWS = {
    "squeeze_": ((0,), (3,), (1,), [[1.0, 1.0, 1.0]]),
    "unsqueeze_": ((0,), (1, 1, 3), (3, 3, 1), [[1.0, 1.0, 1.0]]),
    "transpose_": ((0, 1), (3, 1), (1, 3), [[1.0, 1.0, 1.0]]),
    "t_": ((), (3, 1), (1, 3), [[1.0, 1.0, 1.0]]),
    "swapaxes_": ((0, 1), (3, 1), (1, 3), [[1.0, 1.0, 1.0]]),
    "swapdims_": ((0, 1), (3, 1), (1, 3), [[1.0, 1.0, 1.0]]),
    "as_strided_": (((2,), (1,)), (2,), (1,), [[1.0, 1.0, 0.0]]),
}
NODES = {
    "squeeze_": "SqueezeBackward0",
    "unsqueeze_": "UnsqueezeBackward0",
    "transpose_": "TransposeBackward0",
    "t_": "TBackward0",
    "swapaxes_": "TransposeBackward0",
    "swapdims_": "TransposeBackward0",
    "as_strided_": "AsStridedBackward0",
}


@pytest.fixture(params=sorted(VIEWS))
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def turn(name: str) -> Callable[[rg.Tensor], rg.Tensor]:
    return lambda x: getattr(x, name)(*VIEWS[name][0])


def test_the_tensor_itself_gets_the_shape_and_the_strides(name, turn):
    x = rg.arange(3.0).reshape(1, 3).clone()
    other = x[:]
    assert turn(x) is x
    assert (tuple(x.shape), x.stride()) == VIEWS[name][1:3]
    assert x._version == 1 and other._version == 1 and other.shape == (1, 3)
    assert x.data_ptr() == other.data_ptr()
    np.testing.assert_array_equal(x.numpy().ravel(), np.arange(3.0)[: x.numel()])


@pytest.mark.parametrize("dtype", [rg.bool, rg.int64, rg.float16, rg.float64])
def test_every_type_and_no_elements_will_do(turn, dtype):
    assert turn(rg.ones(1, 3, dtype=dtype)).dtype is dtype
    if turn(rg.zeros(1, 3)).numel() == 3:
        assert turn(rg.ones(1, 0, dtype=dtype)).numel() == 0


def test_history_goes_on_through_the_view(name, turn):
    x = rg.arange(3.0).reshape(1, 3).requires_grad_()
    z = x * 2
    turn(z)
    assert z.grad_fn.name() == NODES[name]
    assert [node.name() for node, _ in z.grad_fn.next_functions] == ["MulBackward0"]
    assert not z._is_view() and z._version == 1
    (grad,) = rg.autograd.grad((z * z).sum(), x, create_graph=True)
    want = 8 * x.detach() * rg.tensor(VIEWS[name][3])
    assert grad.tolist() == want.tolist()
    (second,) = rg.autograd.grad(grad.sum(), x)
    assert second.tolist() == (8 * rg.tensor(VIEWS[name][3])).tolist()


def test_a_view_stays_one_of_its_base(name, turn):
    x = rg.arange(6.0).reshape(2, 3).requires_grad_()
    base = x * 2
    z = base[0:1]
    turn(z)
    assert z._is_view() and z._base is base
    assert z.grad_fn.name() == NODES[name]
    z.mul_(3)
    assert base.grad_fn.name() == "CopySlices"
    want = np.full((2, 3), 2.0)
    want[0] += 4 * np.array(VIEWS[name][3][0])
    (grad,) = rg.autograd.grad(base.sum(), x)
    np.testing.assert_array_equal(grad.numpy(), want)
    assert base._version == 2


def test_a_write_to_the_base_reaches_the_view(name, turn):
    x = rg.arange(6.0).reshape(2, 3).requires_grad_()
    base = x * 2
    z = base[0:1]
    turn(z)
    base.mul_(3)
    assert z.grad_fn.name() == "AsStridedBackward0"
    (grad,) = rg.autograd.grad(z.sum(), x)
    np.testing.assert_array_equal(grad.numpy(), [6 * np.array(VIEWS[name][3][0]), np.zeros(3)])


def test_views_of_the_tensor_go_on_through_it(turn):
    x = rg.arange(3.0).reshape(1, 3).requires_grad_()
    z = x * 2
    part = z[:, :1]
    turn(z)
    (grad,) = rg.autograd.grad((part * 5).sum(), x)
    assert grad.tolist() == [[10.0, 0.0, 0.0]]


def test_what_was_saved_before_is_an_error(turn):
    x = rg.ones(1, 3, requires_grad=True)
    z = x * 2
    y = z * z
    turn(z)
    with pytest.raises(rg.errors.GraphError, match="modified by an inplace operation"):
        y.sum().backward()


def test_what_was_saved_before_is_kept_where_that_was_asked_for(turn):
    with rg.autograd.graph.allow_mutation_on_saved_tensors():
        x = rg.ones(1, 3, requires_grad=True)
        z = x * 2
        y = z * z
        turn(z)
        y.sum().backward()
    assert x.grad.tolist() == [[8.0, 8.0, 8.0]]


def test_leaves_that_require_grad_are_refused_and_stay(name, turn):
    x = rg.ones(1, 3, requires_grad=True)
    for leaf in (x, x[:]):
        with pytest.raises(rg.errors.GraphError, match=f"{name}: a .*leaf tensor"):
            turn(leaf)
        assert leaf.shape == (1, 3) and leaf._version == 0


def test_a_leaf_can_be_turned_where_nothing_is_recorded(name, turn):
    x = rg.ones(1, 3, requires_grad=True)
    before = (x * 2).sum()
    with rg.no_grad():
        turn(x)
    with pytest.raises(rg.errors.GraphError, match=r"a leaf .* of another shape"):
        before.backward()
    assert x.is_leaf and x.requires_grad and x._version == 1
    (x * 2).sum().backward()
    assert tuple(x.grad.shape) == VIEWS[name][1]


def test_a_history_that_would_not_fit_is_kept_from_that(turn):
    z = rg.ones(1, 3, requires_grad=True) * 2
    with rg.no_grad(), pytest.raises(rg.errors.GraphError, match="has a history"):
        turn(z)
    assert z.shape == (1, 3) and z._version == 0
    view = z[:]
    with rg.no_grad():
        turn(view)
    assert view.grad_fn.name() == "AsStridedBackward0"


def test_inference_tensors_are_turned_inside_the_mode_alone(turn):
    with rg.inference_mode():
        inside = turn(rg.zeros(1, 3))
        fresh = rg.zeros(1, 3)
        assert inside.is_inference()
    with pytest.raises(rg.errors.GraphError, match="inference_mode"):
        turn(fresh)
    assert fresh.shape == (1, 3)


def test_the_tangent_turns_too(name, turn):
    with forward_ad.dual_level():
        t = rg.arange(3.0).reshape(1, 3)
        z = forward_ad.make_dual(rg.zeros(1, 3), t) * 1
        turn(z)
        tangent = forward_ad.unpack_dual(z).tangent
        assert (tuple(tangent.shape), tangent.stride()) == VIEWS[name][1:3]
        assert tangent.flatten().tolist() == [0.0, 1.0, 2.0][: z.numel()]
        z.mul_(2)
        assert forward_ad.unpack_dual(z).tangent.flatten().tolist() == [0.0, 2.0, 4.0][: z.numel()]


def test_gradients_that_are_retained_are_those_of_the_new_shape(name, turn):
    x = rg.ones(1, 3, requires_grad=True)
    z = x * 2
    seen = []
    z.register_hook(lambda grad: seen.append(tuple(grad.shape)))
    z.retain_grad()
    turn(z)
    z.sum().backward()
    assert seen == [(1, 3)]
    assert tuple(z.grad.shape) == VIEWS[name][1]


def test_a_tensor_that_its_own_hook_holds_is_freed(turn):
    z = rg.ones(1, 3, requires_grad=True) * 2
    turn(z)
    z.register_hook(lambda grad, z=z: grad)
    gone = weakref.ref(z)
    del z
    gc.collect()
    assert gone() is None


def test_read_only_and_expanded_memory_can_be_turned():
    array = np.zeros((2, 3), np.float32)
    array.flags.writeable = False
    assert rg.from_numpy(array).t_().shape == (3, 2)
    assert rg.zeros(1).expand(2, 3).t_().stride() == (0, 0)


def test_what_does_not_fit_is_refused_and_changes_nothing():
    x = rg.zeros(2, 2, 2)
    for call, error in (
        (lambda: x.t_(), RuntimeError),
        (lambda: x.squeeze_(3), IndexError),
        (lambda: x.unsqueeze_(5), IndexError),
        (lambda: x.transpose_(0, 3), IndexError),
        (lambda: x.as_strided_((9,), (1,)), RuntimeError),
        (lambda: x.as_strided_((2,), (1, 1)), RuntimeError),
    ):
        with pytest.raises(error):
            call()
        assert x.shape == (2, 2, 2) and x._version == 0
    assert rg.zeros(1, 2, 1).squeeze_((0, 2)).shape == (2,)
    assert rg.zeros(1, 2, 1).squeeze_().shape == (2,)
    assert rg.arange(4.0)[1:].as_strided_((2,), (1,)).tolist() == [1.0, 2.0]
    assert rg.as_strided_(rg.arange(4.0), (2,), (2,), 1).tolist() == [1.0, 3.0]


def test_set_makes_a_tensor_one_over_the_memory_of_another():
    x, y = rg.zeros(2), rg.arange(6.0).reshape(2, 3).t()
    assert x.set_(y) is x
    assert x.is_set_to(y) and x._version == 1 and y._version == 0
    y[0, 0] = 9
    assert x[0, 0] == 9 and x._version == 1
    assert x.set_().shape == (0,)


def test_set_takes_storages_and_windows_of_them():
    x = rg.arange(4.0)
    assert rg.zeros(1).set_(x.storage()).tolist() == [0.0, 1.0, 2.0, 3.0]
    raw = x.untyped_storage()
    assert rg.zeros(1).set_(raw).is_set_to(x)
    assert rg.zeros(1).set_(raw, 1, (2,), (1,)).tolist() == [1.0, 2.0]
    assert rg.zeros(1).set_(raw, 1, (2,)).tolist() == [1.0, 2.0]
    assert rg.zeros(1).set_(x, storage_offset=1, size=(2,), stride=(2,)).tolist() == [1.0, 3.0]
    # A window counts from the first element of a tensor, and needs one that has no gaps.
    assert rg.zeros(1).set_(x[2:], 1, (1,)).tolist() == [3.0]
    assert rg.zeros(1).set_(x[1:], 0, (2,)).tolist() == [1.0, 2.0]
    with pytest.raises(RuntimeError, match="contiguous"):
        rg.zeros(1).set_(x.reshape(2, 2).t(), 0, (3,))
    z = rg.zeros(1).set_(raw)
    z.fill_(7)
    assert x.tolist() == [7.0] * 4


def test_set_refuses_what_does_not_fit_or_would_lose_a_history():
    x = rg.zeros(2)
    for source, error, said in (
        (rg.ones(2, dtype=rg.int64), RuntimeError, "cannot be set to one of int64"),
        (rg.ones(2, dtype=rg.int32).storage(), RuntimeError, "expected a storage of"),
        (3, TypeError, "must be a Tensor or a storage, not int"),
        (rg.ones(2, requires_grad=True) * 2, RuntimeError, "nothing to differentiate"),
    ):
        with pytest.raises(error, match=said):
            x.set_(source)
    with pytest.raises(RuntimeError, match="ends at element"):
        x.set_(rg.zeros(4), 1, (20,), (1,))
    with pytest.raises(TypeError, match="needs a size"):
        x.set_(rg.zeros(4), 1)
    assert x.shape == (2,) and x._version == 0
    leaf = rg.zeros(2, requires_grad=True)
    with pytest.raises(rg.errors.GraphError, match="leaf tensor"):
        leaf.set_(rg.ones(3))
    with rg.no_grad():
        leaf.set_(rg.ones(3))
    assert leaf.tolist() == [1.0, 1.0, 1.0] and leaf.is_leaf and leaf.requires_grad
    z = leaf * 2
    with rg.no_grad(), pytest.raises(rg.errors.GraphError, match="has a history"):
        z.set_(rg.ones(2))


def test_views_are_not_detached_in_place():
    x = rg.zeros(3, requires_grad=True)
    with rg.no_grad():
        unrecorded = x[:]
    for view in (x[:], rg.zeros(3)[:], unrecorded, x.split(1)[0]):
        with pytest.raises(rg.errors.GraphError, match="a view cannot be detached in place"):
            view.detach_()
    assert not x.detach().detach_()._is_view()
