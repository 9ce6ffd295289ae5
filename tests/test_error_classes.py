"""The exception classes of bad arguments: Python's and torch's, where they are different ones."""

from __future__ import annotations

import operator

import pytest
import retrograd as rg


@pytest.mark.parametrize(
    "convert", [int, float, complex, "%.2f".__mod__, "%d".__mod__], ids=range(5)
)
@pytest.mark.parametrize("x", [rg.ones(2), rg.zeros(0), rg.ones(2, 2)], ids=["2", "0", "2x2"])
def test_a_number_of_several_elements_is_a_value_error_and_a_runtime_error(convert, x):
    for kind in (ValueError, RuntimeError):
        with pytest.raises(kind, match="one element"):
            convert(x)


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (None, (RuntimeError, TypeError)),
        ([None], (RuntimeError, TypeError)),
        ({1}, (RuntimeError, TypeError)),
        ({1: 2}, (RuntimeError, TypeError)),
        (object(), (RuntimeError, TypeError)),
        (iter([1]), (RuntimeError, TypeError)),
        ([...], (RuntimeError, TypeError)),
        ("a", (TypeError,)),
        (["a"], (ValueError,)),
        ([["a", "b"]], (ValueError,)),
        ([1, [2, 3]], (TypeError,)),
        ([[1], 2], (TypeError,)),
        ([[1, 2], [3]], (ValueError,)),
        ([[1], [2, [3]]], (ValueError,)),
        (2**64, (ValueError, OverflowError, RuntimeError)),
        ([-(2**63) - 1], (ValueError, OverflowError, RuntimeError)),
    ],
)
def test_data_that_makes_no_tensor_raises_torchs_classes(data, kinds):
    for kind in kinds:
        with pytest.raises(kind):
            rg.tensor(data)


@pytest.mark.parametrize("data", [[1], "a", None], ids=str)
def test_frombuffer_of_what_is_no_buffer_is_a_value_error(data):
    with pytest.raises(ValueError, match="buffer protocol"):
        rg.frombuffer(data, dtype=rg.uint8)


@pytest.mark.parametrize(
    "call",
    [
        lambda: rg.ones(2) & 1,
        lambda: rg.argmax(rg.tensor([True])),
        lambda: rg.remainder(rg.tensor([True]), rg.tensor([True])),
        lambda: rg.floor_divide(rg.tensor([True]), rg.tensor([True])),
        lambda: ~rg.ones(2),
        lambda: rg.relu(rg.tensor([True])),
    ],
)
def test_an_element_type_without_the_operation_is_not_implemented(call):
    with pytest.raises(NotImplementedError):
        call()


@pytest.mark.parametrize(
    ("index", "dimension", "length"),
    [
        ((0, 7), 1, 3),
        (7, 0, 2),
        ((0, 0, 4), 2, 4),
        ((..., 9), 2, 4),
        ((slice(None), 9), 1, 3),
        ((None, 0, 9), 1, 3),
        ((0, None, 9), 1, 3),
        ((0, slice(1), 9), 2, 4),
    ],
)
def test_an_index_out_of_range_names_the_dimension_of_the_tensor(index, dimension, length):
    x = rg.ones(2, 3, 4)
    text = rf"out of range for dimension {dimension} of length {length}"
    with pytest.raises(IndexError, match=text):
        x[index]
    with pytest.raises(IndexError, match=text):
        x[index] = 1.0
    assert x._version == 0


def test_a_str_is_a_type_error_as_an_index():
    with pytest.raises(TypeError):
        rg.ones(2)["a"]


class Tensor:
    """Another library's: its class has the same name."""

    __module__ = "other"

    def __len__(self):
        return 2

    def __float__(self):
        return 1.0


@pytest.mark.parametrize(
    "call",
    [
        lambda x: rg.nn.functional.relu(x),
        lambda x: rg.ones(2, dtype=x),
        lambda x: rg.cat([x]),
        lambda x: rg.max(x, x),
        lambda x: rg.tensor([x]),
        lambda x: rg.add(rg.ones(2), x),
    ],
)
def test_an_error_names_a_foreign_class_with_its_module(call):
    with pytest.raises(TypeError, match=r"other\.Tensor"):
        call(Tensor())


JUNK = [None, "q", 1.5, object(), [], b"x", 2**70, ..., slice(1), {}, 1 + 2j]
SPECIAL = [
    name
    for name in dir(rg.Tensor)
    if name.startswith("__")
    and name not in ("__class__", "__new__", "__init_subclass__", "__subclasshook__", "__doc__")
]


@pytest.mark.parametrize("name", SPECIAL)
def test_no_special_method_breaks_on_junk(name):
    for make in (lambda: rg.ones(2, 3), lambda: rg.tensor(1.0), lambda: rg.tensor([True])):
        for junk in JUNK:
            for arguments in ((), (junk,), (junk, junk), (0, junk), (junk, junk, junk)):
                method = operator.attrgetter(name)(make())
                if not callable(method):
                    continue
                try:
                    method(*arguments)
                except (SystemError, AssertionError) as error:
                    pytest.fail(f"{name}{arguments}: {error!r}")
                except Exception as error:
                    assert str(error) or name == "__getattr__"


def test_a_format_that_is_no_str_is_a_type_error():
    for x in (rg.tensor(1.0), rg.ones(2)):
        with pytest.raises(TypeError, match="must be a str, not int"):
            x.__format__(5)
