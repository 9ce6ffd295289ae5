"""Bad arguments raise torch's exception classes, and say which operation was meant."""

from __future__ import annotations

import operator

import pytest
import retrograd as rg
from op_table import OPS

BAD = [pytest.param(e[1], e[2], id=f"{case}-{e[0]}") for case in OPS for e in case.errors]
NAMED = {case.op for case in OPS if isinstance(case.op, str) and case.calls[0].shapes}


@pytest.mark.parametrize(("call", "kind"), BAD)
def test_a_bad_call_raises_the_class_that_torch_raises(call, kind):
    with pytest.raises(kind) as caught:
        call(rg)
    assert str(caught.value)
    assert not isinstance(caught.value, (SystemError, AssertionError))


@pytest.mark.parametrize("wrong", [None, "text", object()], ids=["None", "text", "object"])
@pytest.mark.parametrize("path", sorted(NAMED))
def test_a_first_argument_that_is_no_tensor_is_a_type_error(path, wrong):
    function = operator.attrgetter(path)(rg)
    with pytest.raises(TypeError):
        function(wrong)


@pytest.mark.parametrize("path", sorted(NAMED))
def test_an_unknown_keyword_is_a_type_error(path):
    function, x = operator.attrgetter(path)(rg), rg.ones(2, 2)
    with pytest.raises(TypeError, match="no_such_keyword"):
        function(x, no_such_keyword=1)


@pytest.mark.parametrize("path", sorted(NAMED))
def test_too_many_arguments_are_a_type_error(path):
    function, x = operator.attrgetter(path)(rg), rg.ones(2, 2)
    with pytest.raises(TypeError):
        function(x, *[object()] * 12)


def test_a_missing_argument_is_named():
    with pytest.raises(TypeError, match="other"):
        rg.mul(rg.ones(2))


def test_an_argument_given_twice_is_a_type_error():
    with pytest.raises(TypeError):
        rg.sum(rg.ones(2), 0, dim=0)


@pytest.mark.parametrize(
    ("name", "bases"),
    [
        ("ShapeError", (ValueError, RuntimeError)),
        ("DTypeError", (TypeError, RuntimeError)),
        ("BoundsError", (IndexError, RuntimeError)),
        ("RangeError", (OverflowError, ValueError, RuntimeError)),
        ("DivideError", (ZeroDivisionError, RuntimeError)),
        ("ReadOnlyError", (ValueError, RuntimeError)),
        ("OutOfMemory", (MemoryError, RuntimeError)),
        ("GraphError", (RuntimeError,)),
    ],
)
def test_an_error_class_has_the_base_of_torch_and_the_one_of_python(name, bases):
    kind = getattr(rg.errors, name)
    for base in bases:
        assert issubclass(kind, base)


def test_shapes_that_do_not_broadcast_are_named_with_the_operation():
    with pytest.raises(RuntimeError, match=r"(?s)mul.*2, 3.*4"):
        rg.mul(rg.ones(2, 3), rg.ones(4))


def test_inner_lengths_that_differ_are_named_with_the_operation():
    with pytest.raises(RuntimeError, match=r"(?s)matmul.*2, 3.*4, 5"):
        rg.matmul(rg.ones(2, 3), rg.ones(4, 5))


@pytest.mark.parametrize("factory", ["zeros", "ones", "rand", "randn", "empty"])
def test_another_device_is_refused_by_name(factory):
    assert getattr(rg, factory)(2, device="cpu").shape == (2,)
    assert getattr(rg, factory)(2, device=rg.device("cpu")).shape == (2,)
    with pytest.raises((RuntimeError, AssertionError), match="cuda"):
        getattr(rg, factory)(2, device="cuda")
