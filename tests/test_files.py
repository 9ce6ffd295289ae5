"""save() and load(): torch's files are read, and what is written equals what torch writes."""

from __future__ import annotations

import copy
import io
import os
import pathlib
import struct
import tempfile
import zipfile
from collections import OrderedDict
from typing import ClassVar

import files_table
import pytest
import retrograd as rg

FILES = files_table.FOLDER
MAKERS = {maker.__name__: maker for maker in (files_table.python_values, files_table.tensors)}


def again(thing, **options):
    file = io.BytesIO()
    rg.save(thing, file)
    file.seek(0)
    return rg.load(file, **options)


def as_text(thing):
    """All that is in there: repr() with the types of tensors, where there are any."""
    if isinstance(thing, rg.Tensor):
        more = (thing.dtype, thing.stride(), thing.storage_offset(), type(thing), vars(thing))
        return f"{thing!r} {more} {thing.untyped_storage().nbytes()}"
    if isinstance(thing, dict):
        return type(thing).__name__ + str([(key, as_text(value)) for key, value in thing.items()])
    if isinstance(thing, (list, tuple)):
        return type(thing).__name__ + str([as_text(value) for value in thing])
    return repr(thing)


@pytest.mark.parametrize("mmap", [False, True])
@pytest.mark.parametrize("name", MAKERS)
def test_what_torch_wrote_is_read(name, mmap):
    found = rg.load(FILES / f"{name}.pt", mmap=mmap)
    assert as_text(found) == as_text(MAKERS[name](rg))


@pytest.mark.parametrize("name", MAKERS)
def test_a_file_is_that_of_torch_byte_for_byte_but_for_its_identity(name, tmp_path):
    path = tmp_path / f"{name}.pt"
    rg.save(MAKERS[name](rg), path)
    ours, theirs = path.read_bytes(), (FILES / f"{name}.pt").read_bytes()
    assert len(ours) == len(theirs)
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo(f"{name}/.data/serialization_id").header_offset
        assert archive.testzip() is None
    assert ours[:at] == theirs[:at]
    differ = [i for i in range(len(ours)) if ours[i] != theirs[i]]
    assert len(differ) <= 40 + 4 + 4  # the digits, and their checksum in two places


def test_states_of_modules_and_optimisers_are_those_that_torch_saved():
    found = rg.load(FILES / "training.pt")
    assert files_table.as_lists(found["state"]) == found["lists"]
    model = found["state"]["model"]
    assert type(model) is OrderedDict
    assert model._metadata["0"] == {"version": 2}
    assert list(model)[:2] == ["0.weight", "0.bias"]
    assert model["0.num_batches_tracked"].tolist() == 2
    assert found["state"]["adam"]["state"][0]["step"].dtype is rg.float32


def test_a_saved_state_of_a_module_keeps_its_metadata():
    found = rg.load(FILES / "training.pt")["state"]
    assert again(found["model"])._metadata == found["model"]._metadata


def test_the_format_before_torch_1_6_is_read():
    views, types, numbers = rg.load(FILES / "older.pt")
    assert as_text(views) == as_text(files_table.tensors(rg)["views"])
    assert as_text(types) == as_text(files_table.tensors(rg)["types"])
    assert numbers == files_table.python_values(rg)["numbers"]
    assert views[0].untyped_storage().data_ptr() == views[2].untyped_storage().data_ptr()
    file = io.BytesIO((FILES / "older.pt").read_bytes())
    assert as_text(rg.load(file)) == as_text([views, types, numbers])


@pytest.mark.parametrize("mmap", [False, True])
def test_views_share_memory_again(mmap, tmp_path):
    base = rg.arange(12.0)
    rg.save({"base": base, "part": base[2:5], "turned": base.view(3, 4).t()}, tmp_path / "f")
    found = rg.load(tmp_path / "f", mmap=mmap)
    found["part"][0] = 100
    assert found["base"][2] == 100 and found["turned"][2, 0] == 100
    assert base[2] == 2


def test_a_saved_tensor_comes_back_as_a_leaf_on_its_own():
    x = rg.ones(3, requires_grad=True)
    leaf, made = again([x, x * 2])
    assert leaf.is_leaf and leaf.requires_grad and made.is_leaf and made.requires_grad
    assert not leaf._is_view()
    (made * leaf).sum().backward()
    assert made.grad.tolist() == [1, 1, 1]
    with rg.no_grad():
        leaf.add_(1)


def test_the_same_object_comes_back_as_one():
    x, inner = rg.ones(1), {"a": 1}
    found = again([x, x, inner, inner])
    assert found[0] is found[1] and found[2] is found[3]
    loop: list = []
    loop.append(loop)
    found = again(loop)
    assert found[0] is found


def test_data_of_a_tensor_shares_memory_with_it_again():
    x = rg.ones(3, requires_grad=True)
    one, other, part = again([x, x.data, x.data[1:]])
    assert one.data_ptr() == other.data_ptr() == part.data_ptr() - 4


class Asked(rg.Tensor):
    asked: ClassVar[list] = []

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        cls.asked.append(func)
        return super().__torch_function__(func, types, args, kwargs)


def test_a_subclass_is_not_asked_what_is_saved_of_it():
    x = rg.ones(2).as_subclass(Asked)
    Asked.asked.clear()
    with rg.serialization.safe_globals([Asked]), pytest.warns(UserWarning, match="Asked"):
        found = again(x)
    assert type(found) is Asked and Asked.asked == []


class Own(dict):
    pass


def test_dictionaries_of_allowed_classes_are_filled():
    with rg.serialization.safe_globals([Own]), pytest.warns(UserWarning, match="Own"):
        found = again(Own(a=1, b=2))
    assert type(found) is Own and found == {"a": 1, "b": 2}


@pytest.mark.parametrize(("name", "inside"), [("a.b.pt", "a.b"), ("ü.pt", "archive"), ("x", "x")])
def test_records_are_in_a_folder_of_the_name_of_the_file_as_torch_s_are(name, inside, tmp_path):
    rg.save(1, tmp_path / name)
    with zipfile.ZipFile(tmp_path / name) as archive:
        assert {place.split("/")[0] for place in archive.namelist()} == {inside}
    assert rg.load(tmp_path / name) == 1


@pytest.mark.parametrize("make", [str, pathlib.Path, os.fspath])
def test_paths_are_strings_or_of_pathlib(make, tmp_path):
    path = make(tmp_path / "x.pt")
    rg.save(rg.arange(2), path)
    assert rg.load(path).tolist() == [0, 1]
    assert rg.load(path, mmap=True).tolist() == [0, 1]


def test_open_files_are_written_and_read_from_where_they_stand(tmp_path):
    with open(tmp_path / "x", "wb") as file:
        file.write(b"before")
        rg.save(rg.arange(3), file)
    with open(tmp_path / "x", "rb") as file:
        file.seek(6)
        assert rg.load(file).tolist() == [0, 1, 2]
    with open(tmp_path / "x", "rb", buffering=0) as file:
        file.seek(6)
        assert rg.load(file).tolist() == [0, 1, 2]
    with tempfile.SpooledTemporaryFile() as file:
        rg.save([1], file)
        file.seek(0)
        assert rg.load(file) == [1]


class Pipe:
    """A writer that cannot seek, says how much it took, and takes little at once."""

    def __init__(self) -> None:
        self.bytes = b""

    def write(self, data) -> int:
        self.bytes += bytes(data[:1000])
        return min(len(data), 1000)


def test_a_writer_need_not_seek():
    pipe = Pipe()
    rg.save(rg.arange(5000), pipe)
    assert rg.load(io.BytesIO(pipe.bytes)).equal(rg.arange(5000))


def test_a_reader_without_readinto_is_read():
    class Reader:
        def __init__(self, data) -> None:
            self._file = io.BytesIO(data)
            self.seek, self.tell, self.read = self._file.seek, self._file.tell, self._file.read

    file = io.BytesIO()
    rg.save([rg.arange(5)], file)
    assert rg.load(Reader(file.getvalue()))[0].tolist() == [0, 1, 2, 3, 4]


def test_what_is_neither_path_nor_file_is_an_error():
    with pytest.raises(AttributeError, match=r"float"):
        rg.save(1, 3.5)
    with pytest.raises(AttributeError, match="BytesIO"):
        rg.load(3.5)
    with pytest.raises(AttributeError, match="seek"):
        rg.load(Pipe())
    with pytest.raises(ValueError, match="by its path"):
        rg.load(io.BytesIO(b"x"), mmap=True)
    read, write = os.pipe()
    os.close(write)
    with open(read, "rb") as file, pytest.raises(io.UnsupportedOperation, match="cannot seek"):
        rg.load(file)


def test_mapped_memory_lives_as_long_as_a_tensor_and_writes_stay_out_of_the_file(tmp_path):
    path = tmp_path / "x.pt"
    rg.save({"a": rg.arange(6.0), "b": rg.arange(3)}, path)
    before = path.read_bytes()
    found = rg.load(path, mmap=True)
    a = found.pop("a")
    del found
    os.remove(path)
    part = a[2:]
    del a
    part.mul_(2)
    assert part.tolist() == [4, 6, 8, 10]
    assert part.untyped_storage().nbytes() == 24
    path.write_bytes(before)
    assert rg.load(path)["a"].tolist() == [0, 1, 2, 3, 4, 5]


def test_mapped_memory_is_that_of_the_file(tmp_path):
    rg.save(rg.zeros(1 << 20), tmp_path / "x.pt")
    x = rg.load(tmp_path / "x.pt", mmap=True)
    with open("/proc/self/maps") as maps:
        for line in maps:
            low, high = (int(place, 16) for place in line.split()[0].split("-"))
            if low <= x.data_ptr() < high:
                assert line.rstrip().endswith(("x.pt", "x.pt (deleted)"))
                return
    raise AssertionError("mapped nowhere")


def on_cuda() -> bytes:
    """A file whose first storage was on a GPU, and the other one not."""
    file = io.BytesIO()
    rg.save([rg.arange(2), rg.arange(3)], file)
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("data.pkl"):
                # Only the first place is spelled out; the second one refers to it.
                data = data.replace(b"X\x03\0\0\0cpu", b"X\x06\0\0\0cuda:1", 1)
            new.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    "place",
    ["cpu", "cpu:0", rg.device("cpu"), {"cuda:1": "cpu"}, lambda storage, location: storage],
    ids=["cpu", "cpu:0", "device", "dict", "function"],
)
def test_what_was_on_a_gpu_is_mapped_to_the_cpu(place):
    found = rg.load(io.BytesIO(on_cuda()), map_location=place)
    assert [x.tolist() for x in found] == [[0, 1], [0, 1, 2]]
    assert found[0].device.type == "cpu"


@pytest.mark.parametrize("place", [None, {}, {"cpu": "cpu"}, lambda storage, location: None])
def test_what_was_on_a_gpu_stays_out_unless_mapped(place):
    with pytest.raises(RuntimeError, match=r"cuda:1.*map_location='cpu'"):
        rg.load(io.BytesIO(on_cuda()), map_location=place)


def test_a_function_is_told_the_storage_and_its_place_and_may_give_another():
    file = io.BytesIO()
    rg.save(rg.arange(2), file)
    file.seek(0)
    told = []

    def place(storage, location):
        told.append((type(storage), storage.nbytes(), location))
        return rg.tensor([7, 8]).untyped_storage()

    assert rg.load(file, map_location=place).tolist() == [7, 8]
    assert told == [(rg.UntypedStorage, 16, "cpu")]
    file.seek(0)
    with pytest.raises(TypeError, match="returned"):
        rg.load(file, map_location=lambda storage, location: rg.UntypedStorage(3))


@pytest.mark.parametrize(
    ("place", "error"), [("cuda", RuntimeError), ("nowhere", RuntimeError), (3, TypeError)]
)
def test_other_places_are_errors(place, error):
    with pytest.raises(error):
        again(1, map_location=place)


def test_one_memory_of_two_types_is_an_error_on_saving_as_it_is_with_torch():
    x = rg.zeros(2)
    with pytest.raises(RuntimeError, match=r"float32.*int32.*clone"):
        rg.save([x, x.view(rg.int32)], io.BytesIO())


def test_a_whole_module_of_torch_is_made_where_its_class_is_allowed():
    path = FILES / "module.pt"
    assert rg.serialization.get_unsafe_globals_in_checkpoint(path) == [
        "torch.nn.modules.linear.Linear"
    ]
    with pytest.raises(rg.serialization.FileError, match=r"nn\.modules\.linear\.Linear"):
        rg.load(path)
    with rg.serialization.safe_globals([rg.nn.Linear]):
        assert rg.serialization.get_unsafe_globals_in_checkpoint(path) == []
        found = rg.load(path)
    assert repr(found) == "Linear(in_features=2, out_features=1, bias=True)"
    assert found(rg.ones(1, 2)).shape == (1, 1) and found.weight.requires_grad


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Linear", "linear"),
        ("Conv2d", "conv"),
        ("InstanceNorm1d", "instancenorm"),
        ("SyncBatchNorm", "batchnorm"),
        ("ChannelShuffle", "channelshuffle"),
        ("PixelUnshuffle", "pixelshuffle"),
        ("Softmax", "activation"),
    ],
)
def test_files_know_modules_by_torch_s_places(name, place):
    file = io.BytesIO()
    with pytest.warns(UserWarning, match=rf"torch\.nn\.modules\.{place}\.{name}"):
        rg.save(getattr(rg.nn, name), file)
    file.seek(0)
    assert rg.serialization.get_unsafe_globals_in_checkpoint(file) == [
        f"torch.nn.modules.{place}.{name}"
    ]


def test_a_whole_module_is_written_with_a_warning_and_read_where_its_classes_are_allowed(tmp_path):
    from retrograd.nn import ReLU, Sequential

    path = tmp_path / "x.pt"
    with pytest.warns(UserWarning, match=r"Sequential.*add_safe_globals"):
        rg.save(Sequential(ReLU()), path)
    with pytest.raises(rg.serialization.FileError, match=r"Sequential.*add_safe_globals"):
        rg.load(path)
    with rg.serialization.safe_globals([Sequential, ReLU]):
        found = rg.load(path)
    assert type(found) is Sequential and type(found[0]) is ReLU
    assert rg.serialization.get_safe_globals() == []


class Marked(rg.Tensor):
    pass


class Slotted:
    __slots__ = ("__dict__", "x")


def test_instances_of_allowed_classes_are_made_with_their_attributes():
    thing = Slotted()
    thing.x, thing.y = 1, {"z": rg.ones(1)}
    made = rg.ones(2).as_subclass(Marked)
    made.note = "n"
    with pytest.warns(UserWarning, match="Slotted"), pytest.raises(RuntimeError):
        again([thing, made])
    with rg.serialization.safe_globals([Slotted, Marked]), pytest.warns(UserWarning):
        found, tensor = again([thing, made])
    assert found.x == 1 and found.y["z"].tolist() == [1]
    assert type(tensor) is Marked and tensor.note == "n" and tensor.tolist() == [1, 1]


def test_safe_globals_are_classes_or_pairs_with_a_name():
    add, clear = rg.serialization.add_safe_globals, rg.serialization.clear_safe_globals
    try:
        add([(Slotted, "elsewhere.Old")])
        assert rg.serialization.get_safe_globals() == [Slotted]
        found = rg.load(with_pickle(b"\x80\x02celsewhere\nOld\n)\x81."))
        assert type(found) is Slotted
    finally:
        clear()
    with pytest.raises(ValueError):
        add([(Slotted, "a", "b")])
    with pytest.raises(TypeError):
        add([(Slotted, 3)])
    with pytest.raises(RuntimeError, match=r"posix\.system"):
        add([os.system])


def with_pickle(data: bytes, **records: bytes) -> io.BytesIO:
    """An archive of a pickle and other records, not made by us."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a/data.pkl", data)
        for name, record in records.items():
            archive.writestr("a/data/" + name.lstrip("_"), record)
    file.seek(0)
    return file


def test_records_that_are_not_aligned_are_read_and_mapped(tmp_path):
    pid = b"(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\x000X\x03\0\0\0cpuK\x02tQ"
    data = b"\x80\x02ctorch._utils\n_rebuild_tensor\n(" + pid + b"K\0K\x02\x85K\x01\x85tR."
    file = with_pickle(data, _0=struct.pack("<2f", 1, 2))
    assert rg.load(file).tolist() == [1, 2]
    (tmp_path / "x").write_bytes(file.getvalue())
    assert rg.load(tmp_path / "x", mmap=True).tolist() == [1, 2]


@pytest.mark.parametrize(
    "options",
    [{"pickle_protocol": 4}, {"pickle_module": copy}, {"_use_new_zipfile_serialization": False}],
    ids=str,
)
def test_other_ways_to_write_are_errors(options):
    with pytest.raises(ValueError, match=next(iter(options))):
        rg.save(1, io.BytesIO(), **options)


def test_what_no_name_leads_to_cannot_be_saved():
    import pickle

    with pytest.raises(pickle.PicklingError, match="lambda"):
        rg.save([lambda: 1], io.BytesIO())
    with pytest.raises(TypeError, match="generator"):
        rg.save((i for i in range(2)), io.BytesIO())
