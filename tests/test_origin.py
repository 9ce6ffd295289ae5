"""Errors and warnings name the lines of Python that recorded, wrote and ran."""

from __future__ import annotations

import gc
import inspect
import sys
import threading
import types
import warnings
import weakref

import pytest
import retrograd as rg
from retrograd.autograd import graph

NOTES = sys.version_info >= (3, 11)


def here(ahead=0):
    """Where the caller is, some lines ahead."""
    frame = inspect.currentframe().f_back
    return f"{__file__}:{frame.f_lineno + ahead}"


def leaf(*values):
    return rg.tensor(values, requires_grad=True)


# Where a node was recorded


CELL = "/tmp/ipykernel_4242/302724436.py"  # as ipykernel names what it compiles


def notebook(monkeypatch, **shell):
    """A program in which IPython was imported."""
    running = types.SimpleNamespace(**shell) if shell else None
    module = types.SimpleNamespace(get_ipython=lambda: running)
    monkeypatch.setitem(sys.modules, "IPython", module)


def compiler(name=CELL):
    """What maps names as IPython's CachingCompiler does."""
    cells = {name: ("Cell", "In[8]")}
    return types.SimpleNamespace(format_code_name=cells.get)


def recorded_in_a_cell():
    names = {"x": leaf(1.0)}
    exec(compile("\ny = x.exp()\ny.add_(1)\n", CELL, "exec"), names)
    return names["y"]


def test_a_cell_of_a_notebook_has_its_number(monkeypatch):
    y = recorded_in_a_cell()
    assert y.grad_fn.origin == f"{CELL}:3"
    notebook(monkeypatch, compile=compiler())
    assert y.grad_fn.origin == "Cell In[8]:3"
    assert "at Cell In[8]:3" in rg.explain(y)
    with pytest.raises(RuntimeError, match=r"inplace operation at Cell In\[8\]:3: ") as caught:
        y.backward()
    if NOTES:
        assert "  ExpBackward0 was recorded at Cell In[8]:2" in str(caught.value).splitlines()
    z, line = leaf(1.0) * 2, here()
    assert z.grad_fn.origin == line  # a module that a notebook imports


@pytest.mark.parametrize(
    "shell",
    [
        {},
        {"compile": None},
        {"other": 1},
        {"compile": types.SimpleNamespace(format_code_name=lambda name: 3)},
        {"compile": types.SimpleNamespace(format_code_name=lambda name: (1, 2))},
    ],
    ids=["not running", "no compiler", "another shell", "a number", "a pair"],
)
def test_without_the_number_of_a_cell_its_file_will_do(monkeypatch, shell):
    notebook(monkeypatch, **shell)
    assert recorded_in_a_cell().grad_fn.origin == f"{CELL}:3"


def test_in_a_function():
    x = leaf(1.0)
    y, line = x * 2, here()
    assert y.grad_fn.origin == line


def test_each_of_several_lines():
    x = leaf(1.0)
    y = x * 2
    z = y + 1
    w = z.exp()
    assert [t.grad_fn.origin for t in (y, z, w)] == [here(n) for n in (-3, -2, -1)]


def test_in_a_lambda():
    line, double = here(), lambda x: x * 2
    assert double(leaf(1.0)).grad_fn.origin == line


def test_in_a_comprehension():
    x = leaf(1.0)
    ys, line = [x * i for i in range(3)], here()
    assert [y.grad_fn.origin for y in ys] == [line] * 3


def test_in_a_generator():
    def values(x):
        yield x * 2, here()
        yield x * 3, here()

    for y, line in values(leaf(1.0)):
        assert y.grad_fn.origin == line


def test_in_a_thread():
    found = []

    def work():
        found.append(((leaf(1.0) * 2).grad_fn.origin, here()))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(got == want for got, want in found)


def test_in_code_without_a_file():
    names = {"x": leaf(1.0)}
    exec(compile("\n\ny = x * 2", "<somewhere>", "exec"), names)
    assert names["y"].grad_fn.origin == "<somewhere>:3"


def test_a_file_name_that_is_no_text():
    names = {"x": leaf(1.0)}
    exec(compile("y = x * 2", "\udcff", "exec"), names)
    assert names["y"].grad_fn.origin == "?:1"


def test_frames_of_the_package_are_passed_over():
    x = leaf(1.0)
    (g,), line = rg.autograd.grad(x * x, x, create_graph=True), here()
    assert g.grad_fn.origin == line


def test_a_function_names_the_line_of_apply_and_leaves_the_name_to_the_user():
    class Twice(rg.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            return grad * 2

    y, line = Twice.apply(leaf(1.0)), here()
    assert y.grad_fn.origin == line
    y.grad_fn.origin = "mine"
    assert y.grad_fn.origin == "mine"
    del y.grad_fn.origin
    assert y.grad_fn.origin == line


def test_the_node_of_a_leaf_has_none():
    assert (leaf(1.0) * 2).grad_fn.next_functions[0][0].origin is None


# Errors


def test_a_spoiled_tensor_names_where_it_was_saved_and_overwritten():
    x = leaf(1.0)
    y = x * 2
    z, saved = y * y, here()
    y.add_(1)
    written = here(-1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation") as caught:
        z.sum().backward()
    assert f"inplace operation at {written}:" in str(caught.value)
    assert f"MulBackward0 was recorded at {saved}" in str(caught.value)


@pytest.mark.parametrize(
    "write",
    [
        lambda y: y.zero_(),
        lambda y: y.copy_(rg.ones(1)),
        lambda y: y.normal_(),
        lambda y: y[0].mul_(2),
        lambda y: y.__setitem__(0, 5.0),
        lambda y: graph.increment_version(y),
    ],
    ids=["zero_", "copy_", "normal_", "view", "setitem", "increment_version"],
)
def test_every_kind_of_write_is_named(write):
    y = leaf(1.0) * 2
    z = y.exp().log() * y
    write(y)
    with pytest.raises(RuntimeError, match="inplace operation") as caught:
        z.sum().backward()
    assert f"at {__file__}:{write.__code__.co_firstlineno}:" in str(caught.value)


def test_a_large_write_without_the_lock_of_python_is_named():
    y = rg.ones(1 << 19, requires_grad=True) * 2
    z = y * y
    y.normal_()
    line = here(-1)
    with pytest.raises(RuntimeError, match="inplace operation") as caught:
        z.sum().backward()
    assert f"at {line}:" in str(caught.value)


def test_the_last_of_several_writes_is_named():
    y = leaf(1.0) * 2
    z = y * y
    y.add_(1)
    y.add_(1)
    line = here(-1)
    with pytest.raises(RuntimeError) as caught:
        z.sum().backward()
    assert f"at {line}:" in str(caught.value)


def test_a_second_backward_names_the_first_and_the_node():
    x = leaf(2.0)
    y, recorded = x * x, here()
    y.backward()
    first = here(-1)
    with pytest.raises(RuntimeError, match="second time") as caught:
        y.backward()
    assert f"backward through this graph, at {first};" in str(caught.value)
    assert str(caught.value).endswith(f"MulBackward0 was recorded at {recorded}")


def test_the_call_that_freed_is_named_and_not_one_that_retained():
    y = leaf(2.0).exp()
    y.backward(retain_graph=True)
    rg.autograd.backward(y)
    line = here(-1)
    with pytest.raises(RuntimeError) as caught:
        y.backward()
    assert f", at {line};" in str(caught.value)


def test_a_hook_that_returns_a_wrong_shape_names_the_forward_line():
    y, line = leaf(2.0) * 2, here()
    y.register_hook(lambda grad: rg.ones(3))
    with pytest.raises(rg.errors.ShapeError) as caught:
        y.backward()
    assert str(caught.value).endswith(f"MulBackward0 was recorded at {line}")


@pytest.mark.skipif(not NOTES, reason="exceptions have no notes before Python 3.11")
def test_an_exception_of_a_hook_gets_a_note_and_stays_itself():
    y, line = leaf(2.0) * 2, here()
    error = KeyError("mine")

    def hook(grad):
        raise error

    y.register_hook(hook)
    for _ in range(2):  # the second time it has its note
        with pytest.raises(KeyError) as caught:
            y.backward()
        assert caught.value is error
    assert error.args == ("mine",)
    assert error.__notes__ == [f"MulBackward0 was recorded at {line}"]


@pytest.mark.skipif(not NOTES, reason="exceptions have no notes before Python 3.11")
def test_an_exception_in_the_backward_of_a_function_gets_a_note():
    class Broken(rg.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            raise ZeroDivisionError("no")

    y, line = Broken.apply(leaf(2.0)), here()
    with pytest.raises(ZeroDivisionError) as caught:
        y.backward()
    assert caught.value.args == ("no",)
    assert caught.value.__notes__ == [f"BrokenBackward was recorded at {line}"]


# The warning


def test_the_warning_of_a_non_leaf_names_both_lines():
    y, made = leaf(1.0) * 2, here()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        grad, line = y.grad, here()
    assert grad is None
    (warning,) = caught
    assert f"{warning.filename}:{warning.lineno}" == line
    assert f"made by MulBackward0 at {made}." in str(warning.message)


def test_a_warning_from_inside_the_package_is_the_users():
    x = leaf(1.0)
    with pytest.warns(UserWarning, match="create_graph") as caught:
        rg.autograd.backward(x * x, create_graph=True)
    line = here(-1)
    assert f"{caught[0].filename}:{caught[0].lineno}" == line
    x.grad = None


# The switch


def test_without_recording_nothing_is_named():
    assert graph.is_origin_recorded()
    graph.set_record_origin(False)
    try:
        assert not graph.is_origin_recorded()
        y = leaf(1.0) * 2
        z = y * y
        y.add_(1)
        assert z.grad_fn.origin is None
        with pytest.raises(RuntimeError, match="inplace operation") as caught:
            z.sum().backward()
    finally:
        graph.set_record_origin(True)
    assert ".py" not in str(caught.value)


def test_a_write_while_off_forgets_the_writer_before():
    y = leaf(1.0) * 2
    z = y * y
    y.add_(1)
    graph.set_record_origin(False)
    try:
        y.add_(1)
    finally:
        graph.set_record_origin(True)
    with pytest.raises(RuntimeError, match="inplace operation: ") as caught:
        z.sum().backward()
    assert "MulBackward0 was recorded at" in str(caught.value)


# What is kept alive


def run_and_forget(source):
    names = {"x": leaf(1.0)}
    code = compile(source, "<exec>", "exec")
    exec(code, names)
    return weakref.ref(code), names["y"]


def test_code_lives_as_long_as_a_node_of_it_and_no_longer():
    code, y = run_and_forget("y = x * 2")
    gc.collect()
    assert code() is not None
    assert y.grad_fn.origin == "<exec>:1"
    del y
    gc.collect()
    assert code() is None


def test_ten_thousand_repetitions_leave_nothing(counts):
    dead = [run_and_forget("y = (x * 2).exp(); y.backward()")[0] for _ in range(10_000)]
    assert sum(code() is not None for code in dead) <= 256
    before = counts()
    for _ in range(10_000):
        x = leaf(1.0)
        (x * x).exp().backward()
    del x
    assert counts() == before
    assert all(code() is None for code in dead)
