"""Tensor(...), torch's older way to make a tensor, and its classes of one element type."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest
import retrograd as rg


def test_sequences_become_tensors_of_the_default_type():
    for data in ([1, 2], (1, 2), range(1, 3), np.array([1, 2]), [rg.tensor(1), rg.tensor(2)]):
        x = rg.Tensor(data)
        assert (x.dtype, x.tolist()) == (rg.float32, [1.0, 2.0])
    assert rg.Tensor([[1, 2], [3, 4]]).tolist() == [[1.0, 2.0], [3.0, 4.0]]
    assert rg.Tensor(data=[True]).tolist() == [1.0]
    assert rg.Tensor(np.array([0.5])).dtype == rg.float32


def test_lengths_make_a_tensor_of_that_shape():
    assert rg.Tensor(2, 3).shape == (2, 3)
    assert rg.Tensor(np.int64(2)).shape == (2,)
    assert rg.Tensor(rg.Size([2, 3])).shape == (2, 3)
    assert rg.Tensor(size=(1, 2)).shape == (1, 2)
    assert rg.Tensor(2, device="cpu").shape == (2,)
    assert rg.Tensor().shape == rg.Tensor(device="cpu").shape == rg.Tensor([]).shape == (0,)


def test_tensors_of_one_integer_are_lengths_beside_others():
    assert rg.Tensor(2, rg.tensor(3)).shape == (2, 3)
    assert rg.LongTensor(rg.tensor(2), 3).shape == (2, 3)
    with pytest.raises(TypeError):
        rg.Tensor(rg.tensor(2.0), 3)
    with pytest.raises(TypeError):
        rg.Tensor(2, rg.tensor([3]))


def test_a_tensor_is_shown_under_another_name():
    x = rg.arange(3)
    y = rg.Tensor(x)
    assert y is not x
    assert (y.dtype, y.data_ptr()) == (rg.int64, x.data_ptr())
    w = rg.ones(2, requires_grad=True)
    z = rg.Tensor(w)
    assert z.grad_fn.name() == "AliasBackward0"
    z.sum().backward()
    assert w.grad.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("args", "kwargs", "error"),
    [
        ((3.5,), {}, TypeError),
        ((True,), {}, TypeError),
        ((None,), {}, TypeError),
        (("a",), {}, TypeError),
        (({1: 2},), {}, TypeError),
        ((iter([1]),), {}, TypeError),
        ((2.0, 3), {}, TypeError),
        (([1],), {"dtype": rg.int32}, TypeError),
        (([1],), {"data": [1]}, TypeError),
        ((-1,), {}, RuntimeError),
        ((2**62, 2**62), {}, RuntimeError),
        (([[1], [2, 3]],), {}, ValueError),
        (([1],), {"device": "cuda"}, RuntimeError),
    ],
)
def test_anything_else_is_refused(args, kwargs, error):
    with pytest.raises(error, match=r"Tensor|device"):
        rg.Tensor(*args, **kwargs)


def test_classes_of_one_type_make_tensors_of_it():
    assert rg.LongTensor([1.7, 2]).tolist() == [1, 2]
    assert rg.LongTensor(np.array([1.0, 2.0])).dtype == rg.int64
    assert rg.BoolTensor([0, 2]).tolist() == [False, True]
    assert rg.DoubleTensor(2, 3).dtype == rg.float64
    assert rg.FloatTensor().shape == (0,)
    x = rg.arange(2)
    assert rg.LongTensor(x).data_ptr() == x.data_ptr()
    with pytest.raises(TypeError, match=r"torch.FloatTensor\(\): takes a tensor of float32, not"):
        rg.FloatTensor(x)
    with pytest.raises(RuntimeError, match="range"):
        rg.ByteTensor([1, 300])


def test_every_type_has_such_a_class():
    types = {t for t in vars(rg._core).values() if isinstance(t, rg.dtype)}
    for t in types:
        x = rg.zeros(1, dtype=t)
        kind = getattr(rg, x.type().removeprefix("torch."))
        assert isinstance(x, kind)
        assert kind([0]).dtype is kind.dtype is t
        assert x.type(kind) is x


def test_classes_of_one_type_have_no_subclasses():
    with pytest.raises(TypeError, match=r"'torch\.FloatTensor' is not an acceptable base type"):

        class Own(rg.FloatTensor):  # type: ignore[misc]
            pass


def test_isinstance_asks_for_the_type_of_the_elements():
    x = rg.ones(2)
    assert isinstance(x, rg.FloatTensor)
    assert not isinstance(x, rg.LongTensor)
    assert not isinstance(3.0, rg.FloatTensor)
    assert not issubclass(rg.FloatTensor, rg.Tensor)
    assert (rg.FloatTensor.layout, rg.FloatTensor.is_cuda) == (rg.strided, False)
    assert pickle.loads(pickle.dumps(rg.FloatTensor)) is rg.FloatTensor


def test_type_converts_to_what_a_class_or_its_name_says():
    x = rg.arange(2)
    assert x.type() == "torch.LongTensor"
    assert x.type(None) == "torch.LongTensor"
    for wanted in (rg.FloatTensor, "torch.FloatTensor", rg.float32, rg.Tensor, "torch.Tensor"):
        assert x.type(wanted).dtype == rg.float32
    assert x.type(dtype="torch.IntTensor").dtype == rg.int32
    assert x.type_as(rg.ones(1)).dtype == rg.float32
    for wanted in ("FloatTensor", int, "torch.cuda.Tensor"):
        with pytest.raises(ValueError, match="there is no type"):
            x.type(wanted)
    with pytest.raises(TypeError, match="expected a dtype or the name of a type, got int"):
        x.type(3)


def test_the_default_type_can_be_set_by_a_class():
    try:
        rg.set_default_tensor_type(rg.DoubleTensor)
        assert rg.get_default_dtype() == rg.Tensor([1]).dtype == rg.tensor([1.0]).dtype == rg.double
        rg.set_default_tensor_type("torch.FloatTensor")
        assert rg.get_default_dtype() == rg.float32
        for wrong in (rg.LongTensor, rg.Tensor, rg.float64):
            with pytest.raises(TypeError, match="set_default"):
                rg.set_default_tensor_type(wrong)
    finally:
        rg.set_default_dtype(rg.float32)


class Marked(rg.Tensor):
    def __new__(cls, data, mark):
        return super().__new__(cls, data)

    def __init__(self, data, mark):
        self.mark = mark


def test_subclasses_are_made_of_data_too():
    x = Marked([1, 2], "a")
    assert type(x) is Marked
    assert (x.tolist(), x.mark) == ([1.0, 2.0], "a")
    assert repr(x) == "Marked([1., 2.])"
    for y in (copy.deepcopy(x), pickle.loads(pickle.dumps(x))):
        assert (type(y), y.tolist(), y.mark) == (Marked, [1.0, 2.0], "a")
    with pytest.raises(TypeError, match="mark"):
        Marked([1, 2])


@pytest.mark.parametrize(
    "make",
    [
        lambda **m: rg.zeros(2, **m),
        lambda **m: rg.ones((2,), **m),
        lambda **m: rg.empty(2, **m),
        lambda **m: rg.full((2,), 1.0, **m),
        lambda **m: rg.arange(2, **m),
        lambda **m: rg.linspace(0, 1, 2, **m),
        lambda **m: rg.eye(2, **m),
        lambda **m: rg.rand(2, **m),
        lambda **m: rg.randn(2, **m),
        lambda **m: rg.randint(3, (2,), **m),
        lambda **m: rg.zeros_like(rg.ones(2), **m),
        lambda **m: rg.full_like(rg.ones(2), 3, **m),
        lambda **m: rg.rand_like(rg.ones(2), **m),
        lambda **m: rg.ones(2).new_zeros(2, **m),
        lambda **m: rg.ones(2).new_full((2,), 1.0, **m),
        lambda **m: rg.empty_strided((2,), (1,), **m),
    ],
)
def test_factories_take_the_one_layout_and_memory_that_is_not_pinned(make):
    assert type(make(layout=rg.strided, pin_memory=False)) is rg.Tensor
    assert type(make(layout=None, pin_memory=None)) is rg.Tensor
    with pytest.raises(RuntimeError, match="pin_memory=True is for an accelerator"):
        make(pin_memory=True)
    for wrong in ({"pin_memory": 1}, {"layout": "strided"}):
        with pytest.raises(TypeError, match=r"argument '(layout|pin_memory)' must be|no form"):
            make(**wrong)


def test_tensor_of_data_takes_no_layout():
    assert rg.tensor([1], pin_memory=False).tolist() == [1]
    for call in (
        lambda: rg.tensor([1], layout=rg.strided),
        lambda: rg.ones(1).new_tensor([1], pin_memory=False),
    ):
        with pytest.raises(TypeError, match="unexpected keyword argument"):
            call()
