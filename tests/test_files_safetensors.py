"""retrograd.safetensors: the functions of safetensors.torch, judged by the package's readers."""

from __future__ import annotations

import sys

import numpy as np
import pytest
import retrograd as rg
from retrograd import nn
from retrograd import safetensors as st

TYPES = ["float64", "float32", "float16", "int64", "int32", "int16", "int8", "uint8", "bool"]


@pytest.fixture
def package():
    return pytest.importorskip("safetensors")


def test_without_the_package_an_import_error_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "safetensors", None)
    for call in (
        lambda: st.save({}),
        lambda: st.load(b""),
        lambda: st.load_file(tmp_path / "x"),
        lambda: st.save_file({}, tmp_path / "x"),
    ):
        with pytest.raises(ImportError, match=r"pip install 'retrograd\[files\]'"):
            call()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", TYPES)
def test_what_is_saved_is_what_numpy_reads_and_the_other_way_round(package, name, tmp_path):
    from safetensors import numpy

    array = np.arange(6).reshape(2, 3).astype(name)
    x = rg.from_numpy(array)
    assert st.save({"x": x}) == numpy.save({"x": array})
    st.save_file({"x": x}, tmp_path / "x.safetensors")
    assert np.array_equal(numpy.load_file(tmp_path / "x.safetensors")["x"], array)
    numpy.save_file({"x": array}, tmp_path / "x.safetensors")
    for tensors in (st.load_file(tmp_path / "x.safetensors"), st.load(numpy.save({"x": array}))):
        found = tensors["x"]
        assert found.dtype is x.dtype and found.equal(x)
        found.zero_()  # the memory is its own


def test_bfloat16_and_empty_and_single_tensors_make_the_round_trip(package, tmp_path):
    tensors = {
        "b": rg.tensor([1.5, -2.0]).bfloat16(),
        "empty": rg.empty(0, 3),
        "one": rg.tensor(7),
        "leaf": rg.ones(2, requires_grad=True),
    }
    assert dict(package.deserialize(st.save(tensors)))["b"]["data"] == b"\xc0\x3f\x00\xc0"
    st.save_file(tensors, tmp_path / "x", {"format": "pt"})
    for found in (st.load_file(tmp_path / "x"), st.load((tmp_path / "x").read_bytes())):
        assert sorted(found) == sorted(tensors)
        for name, x in tensors.items():
            assert found[name].dtype is x.dtype and found[name].shape == x.shape
            assert found[name].tolist() == x.tolist() and not found[name].requires_grad


def test_an_open_file_gives_tensors_and_parts_of_them(package, tmp_path):
    x = rg.arange(12.0).view(3, 4)
    st.save_file({"x": x, "a": rg.ones(1)}, tmp_path / "x", {"note": "n"})
    with st.safe_open(tmp_path / "x", framework="pt", device="cpu") as file:
        assert file.keys() == ["a", "x"] and sorted(file.offset_keys()) == ["a", "x"]
        assert file.metadata() == {"note": "n"}
        assert file.get_tensor("x").equal(x)
        part = file.get_slice("x")
        assert part.get_shape() == [3, 4] and part.get_dtype() == "F32"
        assert part[1:, 2].tolist() == [6, 10]
        with pytest.raises(KeyError):
            file.get_tensor("y")
    with pytest.raises(ValueError, match="framework"):
        st.safe_open(tmp_path / "x", framework="tf")
    with pytest.raises(RuntimeError, match="CPU"):
        st.safe_open(tmp_path / "x", device="cuda")


def test_shared_memory_is_refused_by_its_names_and_neighbours_are_not(package):
    x = rg.zeros(6)
    with pytest.raises(RuntimeError, match=r"share memory.*'a'.*'b'.*save_model"):
        st.save({"b": x[:4], "c": rg.ones(1), "a": x[3:]})
    assert sorted(st.load(st.save({"a": x[:3], "b": x[3:], "none": x[2:2]}))) == ["a", "b", "none"]


@pytest.mark.parametrize(
    "tensors", [[rg.ones(1)], {"x": 1.0}, {"x": np.ones(1)}, {"x": rg.ones(2, 3).t()}], ids=str
)
def test_what_the_format_cannot_hold_is_refused(package, tensors):
    with pytest.raises(ValueError, match="save"):
        st.save(tensors)


class Tied(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a = nn.Linear(2, 2)
        self.b = nn.Linear(2, 2)
        self.b.weight = self.a.weight


def test_a_module_is_saved_with_what_it_shares_once(package, tmp_path):
    model, other = Tied(), Tied()
    st.save_model(model, tmp_path / "x", {"note": "n"})
    with st.safe_open(tmp_path / "x") as file:
        assert file.keys() == ["a.bias", "a.weight", "b.bias"]
        assert file.metadata() == {"note": "n", "b.weight": "a.weight"}
    assert st.load_model(other, tmp_path / "x") == (set(), [])
    assert other.b.weight is other.a.weight and other.b.weight.equal(model.a.weight)
    with pytest.raises(RuntimeError, match=r"missing.*weight"):
        st.load_model(nn.Linear(2, 2), tmp_path / "x")
    missing, unexpected = st.load_model(nn.Linear(2, 2), tmp_path / "x", strict=False)
    assert missing == {"weight", "bias"} and unexpected == ["a.bias", "a.weight", "b.bias"]


def test_damaged_files_are_errors_and_a_failed_save_leaves_the_old_file(package, tmp_path):
    path = tmp_path / "x"
    st.save_file({"x": rg.ones(3)}, path)
    whole = path.read_bytes()
    for data in (b"", whole[:20], whole[:-1], b"\xff" * 40):
        path.write_bytes(data)
        with pytest.raises(package.SafetensorError):
            st.load_file(path)
        with pytest.raises(package.SafetensorError):
            st.load(data)
    path.write_bytes(whole.replace(b'"F32"', b'"U32"'))
    with pytest.raises(TypeError, match=r"x is of type U32"):
        st.load_file(path)
    with pytest.raises(TypeError):
        st.save_file({"x": rg.ones(3)}, path, {"a": 1})
    assert b"U32" in path.read_bytes() and list(tmp_path.iterdir()) == [path]
