"""The memory behind tensors as an object, and what tensors say of themselves."""

from __future__ import annotations

import sys

import numpy as np
import pytest
import retrograd as rg


def test_views_share_one_storage():
    x = rg.arange(6).view(2, 3)
    storage = x.untyped_storage()
    assert x[1].untyped_storage() is x.t().untyped_storage() is storage
    assert x.data.untyped_storage().data_ptr() == storage.data_ptr()
    assert x.clone().untyped_storage() is not storage
    assert storage.data_ptr() == x.data_ptr() == x[1].storage().data_ptr()
    assert x[1].data_ptr() == storage.data_ptr() + x[1].storage_offset() * x.element_size()


def test_a_storage_of_bytes_reads_and_writes_them():
    x = rg.tensor([1, -1], dtype=rg.int32)
    storage = x.untyped_storage()
    assert (len(storage), storage.size(), storage.nbytes(), storage.element_size()) == (8, 8, 8, 1)
    assert storage.tolist() == list(storage) == [1, 0, 0, 0, 255, 255, 255, 255]
    assert (storage[0], storage[-1], storage[:2].tolist()) == (1, 255, [1, 0])
    storage[0] = 5
    storage[4:8] = 0
    assert x.tolist() == [5, 0]
    assert storage.fill_(0) is storage
    assert x.tolist() == [0, 0]
    assert repr(storage[:2]) == " 0\n 0\n[torch.storage.UntypedStorage(device=cpu) of size 2]"
    with pytest.raises(IndexError, match="index 8 is out of range for a storage of 8"):
        storage[8]
    with pytest.raises(RuntimeError, match="slices have a step of 1"):
        storage[::2]


def test_a_storage_of_elements_reads_and_writes_them():
    x = rg.arange(6.0).view(2, 3)
    storage = x[1].storage()
    assert (storage.size(), storage.nbytes(), storage.dtype) == (6, 24, rg.float32)
    assert (storage[4], storage[-1], storage.tolist()) == (4.0, 5.0, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
    storage[0] = 7
    assert x[0, 0].item() == 7.0
    assert (storage.type(), storage.pickle_storage_type()) == ("torch.FloatStorage", "FloatStorage")
    assert storage.untyped() is x.untyped_storage()
    with pytest.raises(RuntimeError, match="slices"):
        storage[1:3]
    text = " 0\n 1\n[torch.storage.TypedStorage(dtype=torch.int64, device=cpu) of size 2]"
    assert repr(rg.arange(2).storage()) == text


def test_tensors_are_made_on_a_storage():
    x = rg.arange(4.0)
    y = rg.Tensor(x.untyped_storage())
    assert (y.tolist(), y.data_ptr()) == (x.tolist(), x.data_ptr())
    assert rg.LongTensor(rg.arange(3).storage()).tolist() == [0, 1, 2]


def test_storages_are_made_and_copied():
    assert rg.UntypedStorage(4).tolist() == [0, 0, 0, 0]
    assert rg.UntypedStorage([1, 2, 3]).tolist() == [1, 2, 3]
    assert rg.TypedStorage([1, 2], dtype=rg.int64).tolist() == [1, 2]
    x = rg.arange(2)
    copied = x.untyped_storage().clone()
    assert copied.tolist() == x.untyped_storage().tolist()
    assert copied.data_ptr() != x.data_ptr()
    rg.zeros(2, dtype=rg.int64).untyped_storage().copy_(copied)
    assert x.storage().clone().copy_(rg.tensor([3, 4]).storage()).tolist() == [3, 4]
    with pytest.raises(RuntimeError, match="8 bytes do not fit 16"):
        x.untyped_storage().copy_(rg.UntypedStorage(8))
    assert rg.is_storage(x.storage())
    assert rg.is_storage(x.untyped_storage())
    assert not rg.is_storage(x)


def test_a_storage_keeps_its_size():
    storage = rg.ones(2).untyped_storage()
    assert not storage.resizable()
    with pytest.raises(RuntimeError, match="never changes its size"):
        storage.resize_(0)
    assert storage.nbytes() == 8


def test_writes_through_a_storage_are_counted():
    x = rg.ones(2, requires_grad=True)
    y = x * 2
    z = y * y
    y.untyped_storage().fill_(0)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        z.sum().backward()


def test_read_only_memory_stays_so():
    x = rg.frombuffer(b"abcd", dtype=rg.uint8)
    with pytest.raises(RuntimeError, match="read-only"):
        x.untyped_storage()[0] = 1
    assert x.untyped_storage()[0] == ord("a")


def test_tensors_say_that_they_are_dense_and_on_the_cpu():
    x = rg.ones(2, 3)
    no = ["cuda", "sparse", "sparse_csr", "quantized", "nested", "mkldnn"]
    assert [name for name in no if getattr(x, f"is_{name}")] == []
    no = ["complex", "conj", "neg", "pinned", "shared", "inference"]
    assert [name for name in no if getattr(x, f"is_{name}")()] == []
    assert x.is_cpu
    assert (x.get_device(), rg.get_device(x)) == (-1, -1)
    assert (rg.is_complex(x), rg.is_signed(x), x.byte().is_signed()) == (False, True, False)
    assert x.conj() is x.resolve_conj() is rg.resolve_neg(x) is x.real is x
    assert x.H.shape == x.mH.shape == (3, 2)
    assert (x.nelement(), x.nbytes, x.itemsize, x.element_size()) == (6, 24, 4, 4)
    assert x.is_same_size(rg.arange(6).view(2, 3))
    assert not rg.is_same_size(x, rg.ones(3, 2))
    assert x.is_set_to(x.detach())
    assert not x.is_set_to(x.clone())
    with pytest.raises(RuntimeError, match="H: only a matrix has one"):
        _ = rg.ones(2).H
    with pytest.raises(RuntimeError, match="pin_memory: there is no accelerator"):
        x.pin_memory()


def test_a_slice_of_bytes_is_read_and_written_where_it_lies():
    x = rg.tensor([1.0, 2.0, 3.0])
    rg.FloatTensor(x.untyped_storage()[4:8]).fill_(9)
    assert x.tolist() == [1.0, 9.0, 3.0]
    a = rg.arange(8, dtype=rg.uint8)
    assert rg.ByteTensor(a.untyped_storage()[2:6]).tolist() == [2, 3, 4, 5]
    with pytest.raises(RuntimeError, match="storage offset"):
        rg.ShortTensor(a.untyped_storage()[1:7])


def test_the_storages_of_two_tensors_on_one_array_are_two():
    array = np.zeros(4, np.float32)
    x = rg.from_numpy(array)
    kept = x.untyped_storage()
    array.flags.writeable = False
    y = rg.from_numpy(array)
    with pytest.raises(RuntimeError):
        y.untyped_storage().fill_(1)
    assert kept.tolist() == [0] * 16
    array.flags.writeable = True
    z = rg.from_numpy(array)
    z.untyped_storage().fill_(0)
    assert (x._version, z._version) == (0, 1)


def test_elements_of_another_type_are_refused():
    with pytest.raises(RuntimeError, match="expected a storage of"):
        rg.LongTensor(rg.tensor([1.0, 2.0]).storage())


def test_the_size_of_a_storage_counts_its_bytes():
    few, many = (sys.getsizeof(rg.zeros(n).untyped_storage()) for n in (1, 1001))
    assert many - few == 4000


def test_the_bytes_of_a_file_are_read_as_they_are_used(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(bytes(range(16)))
    storage = rg.UntypedStorage.from_file(path, nbytes=16)
    part = rg.asarray(storage[4:8], dtype=rg.uint8)
    assert part.tolist() == [4, 5, 6, 7] and part.data_ptr() == storage.data_ptr() + 4
    part[0] = 99
    assert storage[4] == 99 and path.read_bytes()[4] == 4
    rg.UntypedStorage.from_file(str(path), shared=True, nbytes=20)[0] = 77
    assert path.read_bytes() == bytes([77, *range(1, 16), 0, 0, 0, 0])
    assert rg.UntypedStorage.from_file(path).nbytes() == 0
    with pytest.raises(RuntimeError, match="has 20 bytes, not 21"):
        rg.UntypedStorage.from_file(path, nbytes=21)
    with pytest.raises(FileNotFoundError):
        rg.UntypedStorage.from_file(tmp_path / "none", nbytes=1)
