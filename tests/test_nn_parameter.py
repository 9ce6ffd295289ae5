"""Parameters and buffers: what class, copies and operations make of them, as in torch."""

from __future__ import annotations

import copy
import pickle
import weakref

import pytest
import retrograd as rg
from retrograd import nn


def test_a_parameter_shares_the_memory_of_its_data_and_is_a_leaf():
    x = rg.ones(2, requires_grad=True) * 2
    p = nn.Parameter(x)
    assert (type(p), p.is_leaf, p.requires_grad, p.grad_fn) == (nn.Parameter, True, True, None)
    p.data[0] = 5
    assert x.tolist() == [5, 2]
    assert not nn.Parameter(rg.ones(1), False).requires_grad
    assert not nn.Parameter(rg.ones(1, dtype=rg.int64), requires_grad=False).requires_grad
    assert nn.Parameter().shape == (0,)


def test_operations_on_a_parameter_give_tensors():
    p = nn.Parameter(rg.ones(2))
    for y in (p + 1, p * p, rg.exp(p), p.data, p.detach(), p[0], p.clone()):
        assert type(y) is rg.Tensor
    p.grad = rg.ones(2)
    assert type(p.grad) is rg.Tensor
    with rg.no_grad():
        q = p
        q += 1
    assert q is p and type(q) is nn.Parameter


def test_a_parameter_is_shown_as_in_torch():
    assert repr(nn.Parameter(rg.ones(2))) == (
        "Parameter containing:\ntensor([1., 1.], requires_grad=True)"
    )
    assert repr(nn.Buffer(rg.ones(2))) == "tensor([1., 1.])"
    assert repr(nn.UninitializedParameter()) == "<UninitializedParameter>"

    class Mine(nn.Parameter):
        pass

    assert repr(Mine(rg.ones(1))) == "Parameter containing:\nMine([1.], requires_grad=True)"


def test_copies_are_parameters():
    p = nn.Parameter(rg.ones(2), requires_grad=False)
    p.mark = 3
    both = copy.deepcopy([p, p])
    assert type(both[0]) is nn.Parameter and both[0] is both[1] and both[0] is not p
    assert not both[0].requires_grad and vars(both[0]) == {}
    loaded = pickle.loads(pickle.dumps(p))
    assert type(loaded) is nn.Parameter and vars(loaded) == {"mark": 3}
    assert not loaded.requires_grad and loaded.tolist() == [1, 1]
    assert pickle.loads(pickle.dumps(nn.Parameter(rg.ones(1)))).requires_grad


def test_a_tensor_of_another_class_becomes_a_parameter_of_it():
    class Other(rg.Tensor):
        pass

    p = nn.Parameter(rg.ones(2).as_subclass(Other))
    assert type(p) is Other and isinstance(p, nn.Parameter) and p.requires_grad
    m = nn.Module()
    m.p = p
    assert list(m.state_dict()) == ["p"]
    assert not isinstance(rg.ones(1), nn.Parameter) and not isinstance(p * 1, nn.Buffer)


def test_a_parameter_of_what_is_no_floating_tensor_is_refused():
    with pytest.raises(RuntimeError):
        nn.Parameter(rg.ones(2, dtype=rg.int64))
    with pytest.raises(TypeError, match="must be a Tensor, not list"):
        nn.Parameter([1.0])


def test_a_function_mode_sees_operations_on_parameters():
    class Seen(rg.overrides.TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):
            names.append(func.__name__)
            return func(*args, **(kwargs or {}))

    names: list[str] = []
    p = nn.Parameter(rg.ones(2))
    with Seen():
        rg.exp(p + p)
    assert names == ["add", "exp"]


def test_a_parameter_lives_on_in_the_graph_under_its_class():
    p = nn.Parameter(rg.ones(2))
    y = p * 2
    mark = weakref.ref(p)
    del p
    leaf = y.grad_fn.next_functions[0][0].variable
    assert type(leaf) is nn.Parameter and (mark() is None or mark() is leaf)


def test_a_buffer_is_a_tensor_with_a_mark_that_is_registered():
    b = nn.Buffer(rg.ones(2), persistent=False)
    assert type(b) is rg.Tensor and isinstance(b, nn.Buffer) and not b.requires_grad
    m = nn.Module()
    m.b, m.c = b, nn.Buffer(rg.zeros(1))
    assert list(m.state_dict()) == ["c"] and list(dict(m.named_buffers())) == ["b", "c"]
    m.c = rg.ones(3)
    assert list(m.state_dict()) == ["c"] and m.c.tolist() == [1, 1, 1]
    assert type(b + 1) is rg.Tensor and not isinstance(b + 1, nn.Buffer)


@pytest.mark.parametrize("kind", [nn.UninitializedParameter, nn.UninitializedBuffer])
def test_what_has_no_shape_yet_computes_nothing_until_it_has_one(kind):
    u = kind(dtype=rg.float64)
    assert nn.parameter.is_lazy(u) and u.size() == (0,) and u.device.type == "cpu"
    for act in (lambda: u + 1, lambda: rg.add(u, 1), lambda: len(u), lambda: u.detach()):
        with pytest.raises(ValueError, match="lazy module has no shape yet"):
            act()
    with pytest.raises(RuntimeError, match="has none yet"):
        u.shape  # noqa: B018
    assert type(copy.deepcopy(u)) is type(pickle.loads(pickle.dumps(u))) is kind
    u.materialize((2, 3))
    assert (type(u), u.shape, u.dtype) == (kind.cls_to_become, (2, 3), rg.float64)
    assert not nn.parameter.is_lazy(u)
