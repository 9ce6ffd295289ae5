"""Faults of group M: the object protocol abused."""

from __future__ import annotations

import gc
import weakref

import pytest
import retrograd as rg


class Mine(rg.Tensor):
    """A subclass that forgets its base."""

    def __init__(self, *args):
        self.args = args


def use(t):
    """Everything that reads a tensor."""
    assert isinstance(repr(t), str)
    assert t.numel() == 0
    assert t.shape == (0,)
    assert t.tolist() == []
    assert t.grad is None
    assert t.grad_fn is None
    assert (t + 1).shape == (0,)
    assert t.sum().item() == 0


def test_M01_a_tensor_that_no_factory_made_is_a_valid_empty_one():
    use(rg.Tensor.__new__(rg.Tensor))
    use(rg.Tensor())
    use(Mine.__new__(Mine))
    use(Mine())
    with pytest.raises(TypeError):
        object.__new__(rg.Tensor)


def test_M02_setstate_with_junk():
    x = rg.ones(2)
    setstate = getattr(x, "__setstate__", None)
    for junk in (None, 1, (), ("a",), {"a": 1}, (1, 2, 3, 4, 5, 6)):
        if setstate is not None:
            with pytest.raises((TypeError, ValueError, RuntimeError, AttributeError)):
                setstate(junk)
    assert x.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("name", ["add", "sum", "view", "backward", "item", "numpy", "__add__"])
def test_M03_methods_called_on_what_is_no_tensor(name):
    for wrong in ((), (None, 1), ("a", 1), (object(),)):
        with pytest.raises(TypeError):
            getattr(rg.Tensor, name)(*wrong)


@pytest.mark.parametrize("name", ["shape", "grad", "requires_grad", "T", "is_leaf", "grad_fn"])
def test_M03_attributes_read_from_what_is_no_tensor(name):
    with pytest.raises((TypeError, AttributeError)):
        vars(rg.Tensor).get(name, getattr(rg.Tensor, name)).__get__(1, int)


def test_M04_tensors_are_hashed_by_identity():
    x, y = rg.ones(2), rg.ones(2)
    assert hash(x) == hash(x)
    assert len({x, y, x}) == 2
    assert {x: "x"}[x] == "x"


def test_M04_tensors_take_weak_references_and_attributes():
    x = rg.ones(2)
    x.note = "kept"
    x.me = x
    mark = weakref.ref(x)
    assert mark() is x
    assert x.me.note == "kept"
    del x
    gc.collect()
    assert mark() is None


def test_M04_attributes_survive_while_only_the_graph_holds_the_tensor():
    x = rg.ones(1, requires_grad=True)
    x.note = "kept"
    y = x * 2
    del x
    gc.collect()
    leaf = y.grad_fn.next_functions[0][0].variable
    assert leaf.note == "kept"


def test_M04_a_gradient_is_one_object():
    x = rg.ones(2, requires_grad=True)
    (x * 2).sum().backward()
    assert x.grad is x.grad
    x.grad.note = "kept"
    gc.collect()
    assert x.grad.note == "kept"


def test_M04_subclasses_work_in_operations():
    x = Mine()
    assert isinstance(x, rg.Tensor)
    assert x.args == ()
    assert isinstance(x + 1, rg.Tensor)
    assert rg.cat([x, rg.ones(2)]).tolist() == [1.0, 1.0]


def test_M05_python_number_protocols():
    assert f"{rg.tensor(1.5):.3f}" == "1.500"
    assert f"{rg.tensor([1.5])}" == "tensor([1.5000])"
    assert list(range(rg.tensor(3))) == [0, 1, 2]
    assert complex(rg.tensor(1.5)) == 1.5 + 0j
    assert bool(rg.tensor(0)) is False
    for wrong in (rg.tensor(1.5), rg.ones(2), rg.ones(2, dtype=rg.int64)):
        with pytest.raises(TypeError):
            [1, 2, 3][wrong]
    with pytest.raises(TypeError):
        f"{rg.ones(2):.2f}"


@pytest.mark.parametrize(
    "name",
    ["shape", "dtype", "grad_fn", "is_leaf", "device", "ndim", "T", "retains_grad", "_version"],
)
def test_M06_read_only_attributes(name):
    x = rg.ones(2, 2)
    with pytest.raises(AttributeError):
        setattr(x, name, None)
    with pytest.raises((AttributeError, TypeError)):
        delattr(x, name)
    assert x.shape == (2, 2)


@pytest.mark.parametrize("name", ["requires_grad", "data"])
def test_M06_attributes_that_cannot_be_deleted_or_take_junk(name):
    x = rg.ones(2)
    with pytest.raises((AttributeError, TypeError, RuntimeError)):
        setattr(x, name, "junk")
    with pytest.raises((AttributeError, TypeError, RuntimeError)):
        delattr(x, name)
    assert x.tolist() == [1.0, 1.0]
