"""DLPack both ways: memory that is shared, for how long, and what is refused."""

from __future__ import annotations

import ctypes
import threading
import weakref

import numpy as np
import pytest
import retrograd as rg
from retrograd.utils.dlpack import DLDeviceType, from_dlpack, to_dlpack

TYPES = ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64"]


class Producer:
    """An object of the protocol as it was before version 1."""

    def __init__(self, x):
        self.x = x

    def __dlpack__(self, stream=None):
        return self.x.__dlpack__()

    def __dlpack_device__(self):
        return (1, 0)


@pytest.mark.parametrize("name", TYPES)
def test_arrays_of_numpy_share_their_memory_both_ways(name):
    a = np.array([[0, 1, 2], [3, 4, 5]]).astype(name)
    x = rg.from_dlpack(a)
    assert x.dtype is getattr(rg, name) and x.shape == a.shape
    x[0, 0] = 1
    assert a[0, 0] == 1
    b = np.from_dlpack(x)
    assert b.dtype == a.dtype and b.flags.writeable
    b[1, 1] = 0
    assert x[1, 1] == 0 and a[1, 1] == 0


def test_bfloat16_and_every_other_type_comes_back():
    for name in (*TYPES, "bfloat16"):
        x = rg.ones(3, dtype=getattr(rg, name))
        for y in (rg.from_dlpack(x), from_dlpack(to_dlpack(x)), rg.from_dlpack(Producer(x))):
            assert y is not x and y.data_ptr() == x.data_ptr() and y.dtype is x.dtype


def test_strides_offsets_and_shapes_are_kept():
    a = np.arange(24.0).reshape(4, 6)
    for b in (a.T, a[1:, ::2], a[2], a[:, 1:2], np.broadcast_to(a[:1], (3, 6)).copy().T):
        x = rg.from_dlpack(b)
        np.testing.assert_array_equal(x.numpy(), b)
        assert x.data_ptr() == b.ctypes.data
        np.testing.assert_array_equal(np.from_dlpack(x.t() if x.dim() == 2 else x), b.T)
    for shape in ((), (0,), (3, 0, 2), (1, 1)):
        assert rg.from_dlpack(np.ones(shape)).shape == shape
        assert np.from_dlpack(rg.ones(shape)).shape == shape
    row = rg.arange(3).expand(4, 3)
    assert np.from_dlpack(row).strides == (0, 8) and rg.from_dlpack(row).stride() == (0, 1)


def test_the_memory_lives_as_long_as_somebody_uses_it():
    a = np.arange(1000.0)
    gone = weakref.ref(a)
    x = rg.from_dlpack(a)
    part = x[10:20]
    del a, x
    assert gone() is not None and part[0] == 10
    del part
    assert gone() is None
    y = rg.arange(1000.0)
    b = np.from_dlpack(y)[5:]
    del y
    assert b[0] == 5 and b.sum() == sum(range(5, 1000))


def test_the_last_tensor_may_die_on_any_thread():
    a = np.arange(10.0)
    gone = weakref.ref(a)
    held = [rg.from_dlpack(a)]
    del a
    thread = threading.Thread(target=held.clear)
    thread.start()
    thread.join()
    assert gone() is None


def test_a_capsule_is_consumed_once_and_frees_what_nobody_consumed():
    a = np.arange(4.0)
    gone = weakref.ref(a)
    x = rg.from_dlpack(a)
    del a
    for version in (None, (0, 8), (1, 0), (2, 1)):
        capsule = x.__dlpack__(max_version=version)
        y = rg.from_dlpack(capsule)
        with pytest.raises(RuntimeError, match="not consumed yet"):
            rg.from_dlpack(capsule)
        del capsule
        assert y.tolist() == [0, 1, 2, 3]
    never = [x.__dlpack__(), x.__dlpack__(max_version=(1, 0))]
    del x, y
    assert gone() is not None
    never.clear()
    assert gone() is None


def test_read_only_memory_stays_so():
    frozen = np.arange(3.0)
    frozen.flags.writeable = False
    x = rg.from_dlpack(frozen)
    with pytest.raises(ValueError, match="read-only"):
        x[0] = 1
    assert not np.from_dlpack(x).flags.writeable
    with pytest.raises(BufferError, match="read-only"):
        x.__dlpack__()
    y = rg.from_dlpack(frozen, copy=True)
    y[0] = 1
    assert frozen[0] == 0


def test_a_copy_is_made_where_it_is_asked_for():
    x = rg.arange(3.0)
    for y in (
        rg.from_dlpack(x, copy=True),
        rg.from_dlpack(Producer(x), copy=True),
        rg.from_dlpack(x.__dlpack__(copy=True)),
        rg.from_dlpack(to_dlpack(x), copy=True),
    ):
        assert y.data_ptr() != x.data_ptr() and y.tolist() == [0, 1, 2]
    assert rg.from_dlpack(x, copy=False).data_ptr() == x.data_ptr()
    assert rg.from_dlpack(x, device="cpu").data_ptr() == x.data_ptr()
    assert np.from_dlpack(x, copy=True).ctypes.data != x.data_ptr()


def test_tensors_that_require_grad_are_refused():
    w = rg.ones(2, requires_grad=True)
    for x in (w, w * 2):
        for call in (x.__dlpack__, lambda x=x: to_dlpack(x), lambda x=x: np.from_dlpack(x)):
            with pytest.raises(BufferError, match=r"detach\(\)"):
                call()
    assert np.from_dlpack(w.detach()).tolist() == [1, 1]
    x = rg.from_dlpack(w.detach())
    assert x.is_leaf and not x.requires_grad


def test_other_devices_and_streams_are_refused():
    x = rg.ones(2)
    assert x.__dlpack_device__() == (DLDeviceType.kDLCPU, 0)
    assert x.__dlpack__(stream=-1, dl_device=(1, 0))
    with pytest.raises(ValueError, match="copy=False"):
        x.__dlpack__(dl_device=(2, 0), copy=False)
    for call in (lambda: x.__dlpack__(stream=3), lambda: x.__dlpack__(dl_device=(2, 0))):
        with pytest.raises(AssertionError):
            call()
    for kwargs in ({"stream": "x"}, {"max_version": 1}, {"dl_device": "cpu"}):
        with pytest.raises(TypeError):
            x.__dlpack__(**kwargs)

    class Elsewhere(Producer):
        def __dlpack_device__(self):
            return (2, 0)

    with pytest.raises(AssertionError, match="CPU alone"):
        rg.from_dlpack(Elsewhere(x))


def test_what_is_no_array_is_refused():
    class Raising(Producer):
        def __dlpack__(self, **kwargs):
            raise KeyError("no")

    class Odd(Producer):
        def __dlpack__(self, **kwargs):
            return 3

    for source in (None, 3, [1], "x", Odd(rg.ones(1))):
        with pytest.raises(RuntimeError):
            rg.from_dlpack(source)
    with pytest.raises(KeyError):
        rg.from_dlpack(Raising(None))
    backwards = np.arange(3.0)[::-1]
    for a in (
        backwards,
        np.arange(3, dtype=">f4"),
        np.arange(3, dtype=np.complex64),
        np.arange(3, dtype=np.uint32),
    ):
        with pytest.raises(BufferError):
            rg.from_dlpack(a)


class Fields(ctypes.Structure):
    """A managed tensor of version 1, to be filled with what no library should put there."""

    _fields_ = [
        ("major", ctypes.c_uint32), ("minor", ctypes.c_uint32), ("context", ctypes.c_void_p),
        ("deleter", ctypes.CFUNCTYPE(None, ctypes.c_void_p)), ("flags", ctypes.c_uint64),
        ("data", ctypes.c_void_p), ("device", ctypes.c_int32), ("device_id", ctypes.c_int32),
        ("ndim", ctypes.c_int32), ("code", ctypes.c_uint8), ("bits", ctypes.c_uint8),
        ("lanes", ctypes.c_uint16), ("shape", ctypes.POINTER(ctypes.c_int64)),
        ("strides", ctypes.POINTER(ctypes.c_int64)), ("byte_offset", ctypes.c_uint64),
    ]  # fmt: skip


def capsule(**fields):
    """A capsule on three floats, with what else the caller says; and what it points to."""
    data = (ctypes.c_float * 4)(1, 2, 3, 4)
    lists = {k: (ctypes.c_int64 * len(v))(*v) for k, v in fields.items() if k in LISTS and v}
    freed = []
    deleter = Fields._fields_[3][1](lambda _: freed.append(True))
    usual = {"major": 1, "device": 1, "ndim": 1, "code": 2, "bits": 32, "lanes": 1,
             "data": ctypes.addressof(data), "deleter": deleter}  # fmt: skip
    f = Fields(**usual | {k: v for k, v in fields.items() if k not in LISTS})
    f.shape = lists.setdefault("shape", (ctypes.c_int64 * 1)(3))
    if "strides" in lists:
        f.strides = lists["strides"]
    make = ctypes.pythonapi.PyCapsule_New
    make.restype, make.argtypes = (
        ctypes.py_object,
        (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p),
    )
    made = make(ctypes.addressof(f), b"dltensor_versioned", None)
    return made, (f, data, lists, freed)


LISTS = ("shape", "strides")


def test_a_capsule_of_another_library_is_read_as_it_says_and_freed_once():
    made, held = capsule()
    x = rg.from_dlpack(made)
    assert x.tolist() == [1, 2, 3] and not held[-1]
    y = x[1:]
    del x
    assert y.tolist() == [2, 3] and not held[-1]
    del y
    assert held[-1] == [True]
    made, held = capsule(byte_offset=4, strides=[1], flags=1)
    x = rg.from_dlpack(made)
    assert x.tolist() == [2, 3, 4]
    with pytest.raises(ValueError, match="read-only"):
        x.zero_()
    del x
    made, held = capsule(shape=[0], data=None)
    assert rg.from_dlpack(made).shape == (0,) and held[-1] == [True]


@pytest.mark.parametrize(
    "fields",
    [
        {"major": 2},
        {"device": 2},
        {"code": 5},
        {"bits": 128},
        {"lanes": 4},
        {"ndim": -1},
        {"ndim": 65},
        {"shape": [-1]},
        {"shape": [2**62], "strides": [1]},
        {"strides": [-1]},
        {"strides": [2**62]},
        {"data": None},
    ],
    ids=str,
)
def test_a_capsule_that_cannot_be_is_refused_and_stays_whole(fields):
    made, held = capsule(**fields)
    with pytest.raises((BufferError, ValueError)):
        rg.from_dlpack(made)
    assert not held[-1] and "dltensor_versioned" in repr(made) and "used" not in repr(made)
