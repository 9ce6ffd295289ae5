"""Files that are damaged, or made to do harm: an error says what is wrong, and that is all.

The archives are written by zipfile, so that no two errors of ours cancel.
"""

from __future__ import annotations

import io
import pickle
import random
import resource
import struct
import zipfile

import files_table
import pytest
import retrograd as rg
from retrograd.serialization import FileError

TENSORS = (files_table.FOLDER / "tensors.pt").read_bytes()
OLDER = (files_table.FOLDER / "older.pt").read_bytes()


def archive(data: bytes, records: dict[str, bytes] | None = None) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a/data.pkl", data)
        for name, record in (records or {}).items():
            made.writestr(f"a/{name}", record)
    file.seek(0)
    return file


def text(word: str) -> bytes:
    return b"X" + struct.pack("<I", len(word)) + word.encode()


def number(value: int) -> bytes:
    data = value.to_bytes(10, "little", signed=True)
    return b"\x8a" + bytes([len(data)]) + data


def numbers(values) -> bytes:
    return b"(" + b"".join(map(number, values)) + b"t"


def storage(count: int = 4, kind: str = "FloatStorage", key: str = "0") -> bytes:
    named = f"ctorch\n{kind}\n".encode()
    return b"(" + text("storage") + named + text(key) + text("cpu") + number(count) + b"tQ"


def tensor(offset=0, size=(4,), stride=(1,), memory=None) -> bytes:
    what = (memory or storage()) + number(offset) + numbers(size) + numbers(stride)
    return b"ctorch._utils\n_rebuild_tensor_v2\n(" + what + b"\x89ccollections\nOrderedDict\n)RtR"


FOUR = {"data/0": struct.pack("<4f", 1, 2, 3, 4)}


def load(data: bytes, records=FOUR):
    return rg.load(archive(b"\x80\x02" + data + b".", records))


def test_the_archives_of_these_tests_are_good_ones():
    assert load(tensor()).tolist() == [1, 2, 3, 4]
    assert load(tensor(1, (2, 1), (2, 5))).tolist() == [[2], [4]]
    assert load(b"]" + text("a") + b"a") == ["a"]


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("posix.system", b"cposix\nsystem\n" + text("touch /tmp/no") + b"\x85R"),
        ("builtins.eval", b"c__builtin__\neval\n" + text("1") + b"\x85R"),
        ("builtins.getattr", b"cbuiltins\ngetattr\n"),
        ("torch.load", b"ctorch\nload\n"),
        ("torch.hub.load", b"ctorch.hub\nload\n"),
        ("collections.OrderedDict.fromkeys", b"ccollections\nOrderedDict.fromkeys\n"),
        ("numpy.ndarray", b"cnumpy\nndarray\n"),
    ],
)
def test_names_of_code_are_refused(name, call):
    with pytest.raises(pickle.UnpicklingError, match=name):
        load(call)


def test_the_refusal_of_a_name_says_what_allows_it():
    with pytest.raises(FileError, match=r"never run.*add_safe_globals\(\[shutil\.rmtree\]\)"):
        load(b"cshutil\nrmtree\n")


def test_code_is_refused_whatever_load_is_told():
    file = archive(b"\x80\x02N.")
    with pytest.raises(FileError, match=r"weights_only=False.*never run.*add_safe_globals"):
        rg.load(file, weights_only=False)
    with pytest.raises(RuntimeError, match="never run"):
        rg.load(file, pickle_module=pickle)
    with pytest.raises(TypeError, match="fix_imports"):
        rg.load(file, fix_imports=True)
    assert rg.load(file, weights_only=True, encoding="ASCII") is None


@pytest.mark.parametrize(
    "call",
    [
        b"ctorch\nfloat32\n)R",  # a type is no function
        b"ctorch\nTensor\n" + number(10**12) + b"\x85R",
        b"ctorch\nTensor\n)\x81",
        b"c__builtin__\nbytearray\n" + number(10**12) + b"\x85R",
        b"cbuiltins\nbytes\n" + number(10**12) + b"\x85R",
        b"c_codecs\nencode\n" + text("x") + text("zip") + b"\x86R",
        b"ctorch\nSize\n" + text("ab") + b"\x85R",
        b"ccollections\nOrderedDict\n" + text("ab") + b"\x85R",
        b"ctorch._tensor\n_rebuild_from_type_v2\n(ctorch\nload\nctorch\nTensor\n)}tR",
        b"ctorch._tensor\n_rebuild_from_type_v2\n(c_codecs\nencode\nctorch\nTensor\n)}tR",
        text("a") + b")R",
        b")" + b")R",
        b"}" + text("x") + b"b",  # attributes of a dict
        b"ccollections\nOrderedDict\n)R" + text("x") + b"b",
        tensor() + b"}b",
        b")" + b"Na",  # items for a tuple
        b"]N}s",
        b"N}s",
    ],
)
def test_calls_and_attributes_that_are_not_as_torch_writes_them_are_refused(call):
    with pytest.raises(FileError):
        load(call)


@pytest.mark.parametrize(
    ("offset", "size", "stride"),
    [
        (0, (5,), (1,)),
        (1, (4,), (1,)),
        (-1, (2,), (1,)),
        (4, (1,), (1,)),
        (5, (0,), (1,)),
        (0, (2,), (4,)),
        (3, (2,), (-1,)),
        (0, (-2,), (1,)),
        (0, (2, 2), (1,)),
        (0, (2**40, 2**40), (0, 0)),
        (0, (2, 2), (2**62, 2**62)),
        (0, (2**62,), (2**62,)),
        (2**62, (1,), (1,)),
        (0, (2**70,), (0,)),
        (0, (4,), (2**70,)),
        (0, (1,) * 100, (1,) * 100),
    ],
)
def test_a_tensor_stays_within_its_storage(offset, size, stride):
    with pytest.raises(FileError):
        load(tensor(offset, size, stride))


@pytest.mark.parametrize(
    "memory",
    [
        storage(3),
        storage(5),
        storage(-4),
        storage(10**15),
        storage(2**62 + 4),
        storage(4, "DoubleStorage"),
        storage(4, "ComplexFloatStorage"),
        storage(4, "NoStorage"),
        storage(4, key="1"),
        storage(4, key="../0"),
        storage() + b"0",
        text("storage") + b"Q",
        b")Q",
        b"N",
        text("a"),
    ],
)
def test_a_storage_is_as_long_as_its_record(memory):
    with pytest.raises(FileError):
        load(tensor(memory=memory))


@pytest.mark.parametrize(
    "name", [b"torch\nuint16", b"torch._utils\n_rebuild_sparse_tensor", b"torch\nQInt8Storage"]
)
def test_tensors_that_are_not_there_are_told_from_code(name):
    with pytest.raises(FileError, match=r"does not have: .*dense.*torch\.bfloat16"):
        load(b"c" + name + b"\n")


def test_a_storage_has_one_type():
    with pytest.raises(FileError, match=r"float32.*int32"):
        load(tensor() + tensor(memory=storage(4, "IntStorage")) + b"\x86")


def test_tensors_that_need_grad_are_floating():
    with pytest.raises(FileError):
        load(tensor(memory=storage(4, "IntStorage")).replace(b"\x89", b"\x88"))


def nested(depth: int, opening: bytes, closing: bytes) -> bytes:
    return opening * depth + closing * depth


@pytest.mark.parametrize(
    "data",
    [
        b"]" * 100_000 + b"a" * 99_999,
        b")" + b"\x85" * 100_000,
        b"}" + (b"N}" * 50_000) + b"s" * 50_000,
    ],
    ids=["lists", "tuples", "dicts"],
)
def test_deep_nesting_is_an_error(data):
    with pytest.raises(FileError, match="deep"):
        load(data)


@pytest.mark.parametrize("into", [b"}%bNs", b"c__builtin__\nset\n]%ba\x85R"], ids=["dict", "set"])
def test_keys_that_would_take_forever_to_hash_are_refused(into):
    # A tuple of the same tuple twice, 60 times: 2^60 parts.
    twice = b"K\x01" + b"q\x00h\x00\x86" * 60
    with pytest.raises(FileError, match="key"):
        load(into % twice)
    with pytest.raises(FileError, match="key"):
        load(into % (b")" + b"\x85" * 50_000))
    with pytest.raises(FileError, match="key"):
        load(into % b"]")


# Lists of one list ten times, of one list ten times, ...: 10^30 parts, and still thirty lists. The
# memo has the last one.
TENS = b"(]q\x00" + b"".join(b"](" + b"h\x00" * 10 + b"eq\x00" for _ in range(30)) + b"t"


@pytest.mark.parametrize(
    "use",
    [
        b"%b)R",
        b"%bQ",
        b"%bN\x86Q",
        b"(" + text("storage") + b"ctorch\nFloatStorage\n%b" + text("cpu") + b"K\x04tQ",
        b"(" + text("storage") + b"ctorch\nFloatStorage\n" + text("0") + b"%bK\x04tQ",
        b"(" + text("storage") + b"ctorch\nFloatStorage\n" + text("0") + text("cpu") + b"%btQ",
        b"c_codecs\nencode\n" + text("a") + b"%b\x86R",
        b"c_codecs\nencode\n%b" + text("latin1") + b"\x86R",
        b"ctorch.serialization\n_get_layout\n%b\x85R",
        b"ctorch\ndevice\n%b\x85R",
        b"ctorch._tensor\n_rebuild_from_type_v2\n(%bctorch\nTensor\n)}tR",
        b"ctorch._tensor\n_rebuild_from_type_v2\n(ctorch._utils\n_rebuild_tensor\n%b)}tR",
        b"%b}b",
        b"%bNNs",
    ],
)
def test_errors_do_not_print_what_would_take_forever_to_print(use):
    with pytest.raises(FileError):
        load(TENS + use.replace(b"%b", b"h\x00") + b"\x86")


def test_memory_is_bounded_by_the_bytes_of_the_file():
    found = load(TENS)[-1]
    for _ in range(30):
        assert all(part is found[0] for part in found)
        found = found[0]
    assert load(b"Nr\xff\xff\xff\xff") is None  # the memo is no array


@pytest.mark.parametrize(
    "data",
    [b"I1\n", b"S'a'\n", b"\x95" + bytes(8), b"\x8c\x01a", b"\x82\x01", b"i", b"o", b"d", b"\x93"],
)
def test_opcodes_of_other_protocols_are_refused(data):
    with pytest.raises(FileError, match="opcode"):
        load(data)


@pytest.mark.parametrize("protocol", [3, 4, 5])
def test_other_protocols_are_named(protocol):
    with pytest.raises(FileError, match=f"protocol {protocol}"):
        rg.load(archive(pickle.dumps(1, protocol)))


@pytest.mark.parametrize(
    "data",
    [
        *(b"X\xff\xff\xff\xffab", b"X\xff\xff\xff\x7f", b"\x8b\xff\xff\xff\x7f", b"\x8b\0\0\0\x80"),
        *(
            b"\x8a\xff",
            b"h\x07",
            b"j\1\0\0\0",
            b"t",
            b"(",
            b"\x87",
            b"NN",
            b"Q",
            b"",
            b"q\0",
            b"K",
            b"cos",
        ),
    ],
)
def test_pickles_that_end_early_or_lead_nowhere_are_errors(data):
    with pytest.raises(FileError):
        load(data)
    with pytest.raises(FileError):
        rg.load(archive(b"\x80\x02" + data))


def rezipped(change) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(TENSORS)) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            change(new, info.filename, old.read(info))
    file.seek(0)
    return file


def test_compressed_records_are_refused():
    def change(new, name, data):
        new.writestr(name, data, zipfile.ZIP_DEFLATED if name.endswith("data/0") else None)

    with pytest.raises(FileError, match=r"compressed.*zip -0"):
        rg.load(rezipped(change))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_records_of_one_name_are_refused():
    def change(new, name, data):
        new.writestr(name, data)
        if name.endswith("data/0"):
            new.writestr(name, data)

    with pytest.raises(FileError, match="twice"):
        rg.load(rezipped(change))


def test_a_missing_record_is_named():
    with pytest.raises(FileError, match="data/3 is missing"):
        rg.load(rezipped(lambda new, name, data: name.endswith("/3") or new.writestr(name, data)))
    with pytest.raises(FileError, match=r"data\.pkl is missing"):
        rg.load(rezipped(lambda new, name, data: name.endswith("0") and new.writestr(name, data)))


@pytest.mark.parametrize("record", ["data.pkl", "data/0"])
def test_a_wrong_checksum_is_an_error(record):
    with zipfile.ZipFile(io.BytesIO(TENSORS)) as file:
        info = file.getinfo(f"tensors/{record}")
        at = TENSORS.index(file.read(info))
    changed = bytearray(TENSORS)
    changed[at + info.file_size - 1] ^= 1
    with pytest.raises(FileError, match=f"checksum.*{record}"):
        rg.load(io.BytesIO(changed))


def test_checksums_that_torch_was_told_to_leave_out_are_not_missed():
    with zipfile.ZipFile(io.BytesIO(TENSORS)) as file:
        sums = {info.CRC for info in file.infolist()} - {0}
    changed = TENSORS
    for crc in sums:
        changed = changed.replace(struct.pack("<I", crc), bytes(4))
    assert changed != TENSORS
    assert rg.load(io.BytesIO(changed))["base"].tolist() == list(range(20))


def test_records_that_overlap_are_refused():
    # The directory names the bytes of one record for all of them, as bombs of zip do.
    with zipfile.ZipFile(io.BytesIO(TENSORS)) as file:
        infos = file.infolist()
    first = next(info for info in infos if info.filename.endswith("data/0"))
    changed = TENSORS
    for info in infos:
        if "data/" in info.filename:
            place = struct.pack("<I", info.header_offset) + info.filename.encode()
            assert place in changed
            changed = changed.replace(
                place, struct.pack("<I", first.header_offset) + info.filename.encode()
            )
    with pytest.raises(FileError, match="overlaps"):
        rg.load(io.BytesIO(changed))


def test_numbers_in_the_other_byte_order_are_refused():
    with pytest.raises(FileError, match="byte order 'big'"):
        rg.load(archive(b"\x80\x02N.", {"byteorder": b"big"}))


def test_programs_are_refused():
    with pytest.raises(FileError, match="TorchScript"):
        rg.load(archive(b"\x80\x02N.", {"constants.pkl": b"\x80\x02)."}))


def test_what_is_no_file_of_torch_is_an_error(tmp_path):
    with pytest.raises(EOFError, match="empty"):
        rg.load(io.BytesIO(b""))
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(EOFError, match="empty"):
        rg.load(tmp_path / "empty", mmap=True)
    for data in (b"hello", b"PK", b"PK\3\4", b"\x80\x02N.", bytes(257) + b"ustar" + bytes(250)):
        with pytest.raises(FileError, match=r"not a file of torch|tar|damaged"):
            rg.load(io.BytesIO(data))
    with pytest.raises(FileNotFoundError):
        rg.load(tmp_path / "nowhere")
    with pytest.raises(IsADirectoryError):
        rg.load(tmp_path)


@pytest.mark.parametrize("data", [TENSORS, OLDER], ids=["zip", "older"])
def test_a_file_cut_anywhere_is_an_error(data):
    for length in range(1, len(data), 61):
        with pytest.raises(FileError):
            rg.load(io.BytesIO(data[:length]))


def test_an_older_file_names_no_more_memory_than_it_has():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = OLDER.index(b"FloatStorage")
    for count in (b"\x8a\x08\0\0\0\0\0\0\0\x10", b"J\xff\xff\xff\x7f", b"M\xff\xff"):
        at = OLDER.index(b"K\x14", start)  # of 20 elements
        with pytest.raises(FileError, match="more memory"):
            rg.load(io.BytesIO(OLDER[:at] + count + OLDER[at + 2 :]))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KB


def mutated(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        at, other = rng.randrange(len(changed)), rng.randrange(len(changed))
        what = rng.randrange(5)
        if what == 0:
            changed[at] = rng.randrange(256)
        elif what == 1:
            changed[at] ^= 1 << rng.randrange(8)
        elif what == 2:
            del changed[at : at + rng.choice((1, 4, 20))]
        elif what == 3:
            changed[at : at + 4] = rng.choice((b"\xff" * 4, bytes(4), b"\xff\xff\xff\x7f"))
        else:
            length = rng.choice((1, 3, 10, 40))
            changed[at : at + length] = changed[other : other + length]
    return bytes(changed)


def used(thing: object) -> None:
    """Read what was loaded."""
    if isinstance(thing, rg.Tensor):
        assert thing.numel() > 10_000 or thing.clone().tolist() is not None
    elif isinstance(thing, (dict, list, tuple)):
        for part in list(thing.values() if isinstance(thing, dict) else thing)[:50]:
            used(part)


@pytest.mark.parametrize("kind", ["bytes", "pickle", "older"])
def test_files_changed_at_random_are_read_or_refused(kind, tmp_path):
    rng = random.Random(kind)
    with zipfile.ZipFile(io.BytesIO(TENSORS)) as file:
        records = {name.removeprefix("tensors/"): file.read(name) for name in file.namelist()}
    pickled = records.pop("data.pkl")
    read = 0
    for turn in range(200):
        if kind == "pickle":
            file = archive(mutated(rng, pickled), records)
        else:
            file = io.BytesIO(mutated(rng, TENSORS if kind == "bytes" else OLDER))
        try:
            if turn % 3 or kind == "older":
                used(rg.load(file, map_location="cpu"))
            else:
                (tmp_path / "x").write_bytes(file.getvalue())
                used(rg.load(tmp_path / "x", map_location="cpu", mmap=True))
        except (FileError, RecursionError):
            continue
        except RuntimeError as error:
            assert "mmap=True" in str(error)
            continue
        read += 1
    assert 0 < read < 150
