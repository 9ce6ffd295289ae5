"""Faults of groups D and E: memory shared with others, and writes that autograd must notice."""

from __future__ import annotations

import operator

import numpy as np
import pytest
import retrograd as rg
from subprocess_run import run_python

ReadOnlyError, ShapeError = rg.errors.ReadOnlyError, rg.errors.ShapeError


def leaf(*values):
    return rg.tensor(values, requires_grad=True)


def test_D01_strided_arrays_are_shared():
    a = np.arange(12.0).reshape(3, 4)
    t = rg.from_numpy(a[:, ::2])
    assert t.stride() == (4, 2)
    t.zero_()
    assert a[:, ::2].sum() == 0
    assert a.sum() > 0


def test_D02_negative_strides_are_copied_or_refused():
    a = np.arange(6.0)[::-1]
    assert rg.tensor(a).tolist() == a.tolist()
    with pytest.raises(ValueError, match="from_numpy"):
        rg.from_numpy(a)
    assert rg.tensor(np.arange(6).reshape(2, 3)[:, ::-1]).tolist() == [[2, 1, 0], [5, 4, 3]]


WRITES = {
    "add_": lambda t: t.add_(1),
    "zero_": lambda t: t.zero_(),
    "fill_": lambda t: t.fill_(3),
    "copy_": lambda t: t.copy_(rg.ones(())),
    "setitem": lambda t: t.__setitem__(0, 5),
    "iadd": lambda t: t.__iadd__(1),
    "view": lambda t: t.view(2, 2).mul_(2),
    "slice": lambda t: t[1:].mul_(2),
    "detach": lambda t: t.detach().mul_(2),
    "data": lambda t: t.data.mul_(2),
    "uniform_": lambda t: t.uniform_(),
}


@pytest.mark.parametrize("name", WRITES)
def test_D04_read_only_arrays_stay_read_only(name):
    a = np.arange(4.0)
    a.flags.writeable = False
    t = rg.from_numpy(a)
    assert (t + 1).tolist() == [1.0, 2.0, 3.0, 4.0]
    with pytest.raises(ReadOnlyError, match="read-only"):
        WRITES[name](t)
    assert a.tolist() == [0.0, 1.0, 2.0, 3.0]


def test_D04_bytes_are_never_changed():
    frozen = b"\x01\x02\x03\x04"
    t = rg.from_numpy(np.frombuffer(frozen, np.uint8))
    with pytest.raises(ReadOnlyError):
        t.add_(1)
    assert frozen == b"\x01\x02\x03\x04"
    assert not t.numpy().flags.writeable
    assert memoryview(t).readonly
    copied = t.clone().add_(1)
    assert copied.tolist() == [2, 3, 4, 5]


@pytest.mark.parametrize("name", ["float32", "float64", "int64", "int32"])
def test_D06_misaligned_memory_is_read_and_written(name, isa):
    size = np.dtype(name).itemsize
    raw = bytearray(size * 101 + 1)
    a = np.frombuffer(raw, name, 101, offset=1)
    a[:] = np.arange(101)
    t = rg.from_numpy(a)
    assert (t + t).tolist() == (2 * a).tolist()
    assert t.sum().item() == 5050
    assert rg.dot(t, t).item() == int((a * a).sum())
    t.mul_(2)
    assert a.tolist() == list(range(0, 202, 2))


def test_D08_a_bytearray_cannot_shrink_under_a_tensor():
    run_python("""
        import gc
        import retrograd as rg
        b = bytearray(range(200))
        t = rg.frombuffer(b, dtype=rg.uint8)
        for change in (b.clear, lambda: b.extend(bytes(1 << 20)), lambda: b.pop()):
            try:
                change()
            except BufferError:
                pass
            else:
                raise AssertionError("resized")
        t[0] = 7
        assert b[0] == 7 and t.sum().item() == sum(b)
        view = t[5:]
        del t
        gc.collect()
        try:
            b.clear()
        except BufferError:
            pass
        else:
            raise AssertionError("resized")
        del view
        gc.collect()
        b.clear()
    """)


def test_D11_a_memoryview_keeps_its_tensor_alive():
    t = rg.arange(1000, dtype=rg.int64)
    m = memoryview(t)
    del t
    assert sum(m.tolist()) == 499500
    m.release()


def test_D11_memoryviews_of_strided_and_odd_tensors():
    x = rg.arange(6).view(2, 3)
    assert memoryview(x.t()).tolist() == x.t().tolist()
    assert memoryview(x[:, ::2]).strides == (24, 16)
    assert memoryview(rg.ones(0, 3)).shape == (0, 3)
    assert memoryview(rg.tensor(True)).tolist() is True
    with pytest.raises((BufferError, RuntimeError)):
        memoryview(rg.ones(2, requires_grad=True))
    with pytest.raises(BufferError):
        bytes_like = np.frombuffer(x.t(), np.int64)  # asks for contiguous memory
        del bytes_like


def test_D12_numpy_of_a_tensor_that_requires_grad():
    x = leaf(1.0)
    for call in (x.numpy, lambda: np.asarray(x), lambda: (x * 2).numpy()):
        with pytest.raises(RuntimeError, match="detach"):
            call()
    assert x.detach().numpy().tolist() == [1.0]
    assert (x * 2).numpy(force=True).tolist() == [2.0]


@pytest.mark.parametrize("name", ["add", "mul", "sub", "truediv", "matmul", "pow", "lt"])
def test_D13_an_array_on_the_left_gives_a_tensor_or_a_type_error(name):
    array, tensor = np.array([1.0, 2.0], np.float32), leaf(3.0, 4.0)
    try:
        y = getattr(operator, name)(array, tensor)
    except TypeError as error:
        assert "ndarray" in str(error) or "Tensor" in str(error)
        return
    assert isinstance(y, rg.Tensor)
    if name != "lt":
        y.sum().backward()
        assert tensor.grad is not None


@pytest.mark.parametrize(
    "write",
    [
        lambda x: x.add_(1),
        lambda x: x.zero_(),
        lambda x: x[0:1].add_(1),
        lambda x: x.view(-1).mul_(2),
        lambda x: x.__setitem__(0, 1.0),
        lambda x: x.detach().requires_grad_().mul_(2),
        lambda x: x.copy_(rg.ones(1)),
    ],
    ids=["add_", "zero_", "slice", "view", "setitem", "new_leaf", "copy_"],
)
def test_E01_in_place_on_a_leaf_that_requires_grad_or_its_view(write):
    x = leaf(3.0)
    with pytest.raises(RuntimeError, match="leaf"):
        write(x)
    assert x.tolist() == [3.0]


def damage_direct(a):
    y = a * 1
    z = y * y
    y.add_(1)
    return z


def damage_output(a):
    y = (a * 1).exp()
    z = y + 0
    y.add_(1)
    return z


def damage_through_view(a):
    y = a * 1
    z = y.sin()
    with rg.no_grad():
        y[0:1].add_(1)
    return z


def damage_through_detach(a):
    y = a * 1
    z = y * y
    y.detach().zero_()
    return z


def damage_leaf_under_no_grad(a):
    z = a * a
    with rg.no_grad():
        a.add_(1)
    return z


def damage_constant(a):
    c = rg.ones(1)
    z = a * c
    c.add_(1)
    return z


def damage_by_setitem(a):
    c = rg.ones(1)
    z = a * c
    c[0] = 5
    return z


@pytest.mark.parametrize(
    "damage",
    [
        damage_direct,
        damage_output,
        damage_through_view,
        damage_through_detach,
        damage_leaf_under_no_grad,
        damage_constant,
        damage_by_setitem,
    ],
    ids=lambda f: f.__name__,
)
def test_E02_a_saved_tensor_that_was_changed(damage):
    a = leaf(2.0)
    z = damage(a)
    with pytest.raises(RuntimeError, match=r"(?s)(Backward|leaf).*version 1.*version 0"):
        z.backward()
    assert a.grad is None


def test_E04_a_change_that_backward_does_not_see_is_allowed():
    a = leaf(2.0)
    y = a * 1
    z = y + 5
    y.zero_()
    (z + y).backward()
    assert a.grad.tolist() == [1.0]


@pytest.mark.parametrize(
    ("write", "want"),
    [
        (lambda x: x[1:].add_(x[:-1]), [0.0, 1.0, 3.0, 5.0]),
        (lambda x: x[1:].copy_(x[:-1]), [0.0, 0.0, 1.0, 2.0]),
        (lambda x: x.view(2, 2).add_(x.view(2, 2).t()), [0.0, 3.0, 3.0, 6.0]),
        (lambda x: x.view(2, 2).copy_(x.view(2, 2).t()), [0.0, 2.0, 1.0, 3.0]),
        (lambda x: x.__setitem__(slice(1, None), x[:-1]), [0.0, 0.0, 1.0, 2.0]),
    ],
    ids=["shifted_add", "shifted_copy", "transposed_add", "transposed_copy", "setitem"],
)
def test_E05_overlapping_writes_are_refused_or_done_as_if_copied_first(write, want):
    x = rg.arange(4, dtype=rg.float32)
    try:
        write(x)
    except RuntimeError:
        assert x.tolist() == [0.0, 1.0, 2.0, 3.0]
    else:
        assert x.tolist() == want


@pytest.mark.parametrize("name", ["add_", "mul_", "copy_"])
def test_E05_an_expanded_tensor_is_no_target(name):
    x = rg.zeros(1).expand(3)
    with pytest.raises(RuntimeError, match=name):
        getattr(x, name)(rg.ones(3))
    assert x.tolist() == [0.0] * 3


@pytest.mark.parametrize("name", ["add_", "mul_", "sub_", "div_", "copy_"])
def test_E06_an_in_place_result_does_not_grow(name):
    x = rg.ones(3)
    with pytest.raises(ShapeError, match=name.rstrip("_")):
        getattr(x, name)(rg.ones(2, 3))
    assert x.shape == (3,)


def test_E10_what_is_no_gradient_for_a_tensor():
    a = leaf(1.0, 2.0)
    for wrong, kind in (
        (rg.ones(3), RuntimeError),
        (rg.ones(2, dtype=rg.float64), RuntimeError),
        (a, RuntimeError),
        (1.0, TypeError),
        ([1.0, 2.0], TypeError),
    ):
        with pytest.raises(kind, match="grad"):
            a.grad = wrong
        assert a.grad is None


def test_D05_a_broadcast_array_stays_read_only():
    array = np.broadcast_to(np.zeros(1, np.float32), (3,))
    x = rg.from_numpy(array)
    with pytest.raises(rg.errors.ReadOnlyError, match="read-only"):
        x[0] = 1
    assert array.tolist() == [0.0] * 3


def test_D07_strides_between_elements_are_refused_where_memory_is_shared():
    packed = np.zeros(3, dtype=[("a", "f4"), ("b", "i1")])
    packed["a"] = [1, 2, 3]
    with pytest.raises(ValueError, match=r"stride 5 .* tensor\(\) copies"):
        rg.from_numpy(packed["a"])
    assert rg.tensor(packed["a"]).tolist() == [1.0, 2.0, 3.0]


def test_D10_an_exported_array_cannot_move_the_memory_of_its_tensor():
    x = rg.zeros(3)
    with pytest.raises(ValueError, match="does not own its data"):
        x.numpy().resize(5)


@pytest.mark.parametrize("make", [rg.tensor, rg.as_tensor, rg.from_numpy])
def test_D15_an_address_in_an_array_interface_is_never_followed(make):
    class Liar:
        __array_interface__ = {"data": (8, False), "shape": (3,), "typestr": "<f4", "version": 3}  # noqa: RUF012

    with pytest.raises(TypeError, match="Liar"):
        make(Liar())


def test_D20_without_numpy_everything_but_arrays_works():
    run_python(
        """
        import sys
        sys.modules["numpy"] = None
        import retrograd as rg
        x = rg.tensor([1.0, 2.0], requires_grad=True)
        (x * x).sum().backward()
        assert x.grad.tolist() == [2.0, 4.0]
        try:
            x.detach().numpy()
        except ImportError as error:
            assert "numpy" in str(error)
        else:
            raise AssertionError("an array without numpy")
        """
    )
