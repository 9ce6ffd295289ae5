"""What is not there: how it is missed, and that no module shows more than it has."""

from __future__ import annotations

import importlib
import inspect
import pickle
import pkgutil
import re
import sys
import types

import pytest
import retrograd as rg
from subprocess_run import run_python

MODULES = [
    rg,
    *(
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(rg.__path__, "retrograd.")
        if not re.search(r"\._(?!_config__)|\.as_torch$", found.name)
    ),
]


def named(module):
    return module.__name__


def test_the_modules_are_found():
    assert {"retrograd", "retrograd.autograd.functional"} <= set(map(named, MODULES))
    assert len(MODULES) > 15


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_shows_what_it_offers_and_nothing_else(module):
    assert dir(module) == sorted(module.__all__)
    assert [name for name in dir(module) if not hasattr(module, name)] == []


def test_every_name_of_the_package_is_there_without_an_import_of_its_own():
    run_python("""
        import retrograd as rg
        later = set(rg.__all__) - set(vars(rg))
        assert {"testing", "compile", "cuda"} <= later
        for name in later:  # even if another one has loaded it
            assert rg.__getattr__(name) is getattr(rg, name)
        assert "checkpoint" not in vars(rg.utils)
        rg.utils.checkpoint.checkpoint
    """)


@pytest.mark.parametrize("module", [rg, rg.nn, rg.autograd], ids=named)
def test_a_module_whose_names_are_found_at_once_is_like_any_other(module):
    assert isinstance(module, types.ModuleType) and inspect.ismodule(module)
    assert repr(module).startswith(f"<module '{module.__name__}' from ")
    assert module.__dict__ is vars(module) and module.__doc__
    module.of_a_test = 3
    assert (module.of_a_test, getattr(module, "of_a_test")) == (3, 3)  # noqa: B009
    del module.of_a_test
    with pytest.raises(AttributeError, match="has no attribute 'of_a_test'"):
        module.of_a_test  # noqa: B018
    with pytest.raises(TypeError):
        getattr(module, 3)
    assert module.__class__ is type(module) and callable(module.__dir__)
    assert pickle.loads(pickle.dumps(rg.vmap)) is rg.vmap
    keys = [name for name in vars(module) if name in module.__all__]
    assert [name for name in keys if sys.intern(name) is not name] == []


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_what_a_file_imports_for_itself_is_not_shown(module):
    assert not {"annotations", "TYPE_CHECKING", "Any", "Callable", "warnings"} & set(dir(module))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("", "lobpcg"),
        ("", "sparse_coo_tensor"),
        (".cuda", "gds"),
        (".jit", "fork"),
        (".nn", "grad"),
        (".func", "functionalize"),
        (".utils", "collect_env"),
        (".autograd", "profiler_util"),
        (".autograd.graph", "region_activation_memory_budget"),
    ],
)
def test_a_name_that_torch_has_is_said_to_be_lacking(path, name):
    module = importlib.import_module(f"retrograd{path}")
    message = f"^module 'retrograd{path}' has no attribute '{name}': this version of retrograd"
    with pytest.raises(AttributeError, match=f"{message} lacks torch{path}.{name}$"):
        getattr(module, name)
    assert not hasattr(module, name)
    assert getattr(module, name, 3) == 3


def test_a_method_alone_is_no_function():
    x = rg.tensor([-2.0])
    assert x.absolute_() is x and x.item() == 2.0
    for name in ("absolute_", "copy_", "add_"):
        assert not hasattr(rg, name) and name not in rg.__all__


@pytest.mark.parametrize("path", ["", ".nn", ".func", ".utils", ".autograd"])
def test_a_name_that_torch_has_not_is_missed_as_python_does(path):
    module = importlib.import_module(f"retrograd{path}")
    with pytest.raises(AttributeError, match=r"has no attribute 'no_such_name'$") as caught:
        module.no_such_name  # noqa: B018
    assert (caught.value.name, caught.value.obj) == ("no_such_name", module)


def test_another_device_is_said_not_to_be_there():
    with pytest.raises(AttributeError, match=r"no attribute 'mtia': .*the CPU alone"):
        rg.mtia.is_available()
    assert not hasattr(rg, "mtia")


def test_a_tensor_says_that_it_cannot_go_to_another_device():
    x = rg.ones(2)
    with pytest.raises(rg.errors.DeviceError, match=r"cuda: .*the CPU alone.*'cpu'"):
        x.cuda()
    with pytest.raises(rg.errors.DeviceError, match=r"'cuda' is not available.*'cpu' alone"):
        x.to("cuda")
    with pytest.raises(rg.errors.DeviceError, match=r"'cuda:1' is not available.*'cpu' alone"):
        x.to(rg.device("cuda:1"))
    assert x.to("cpu") is x


def test_the_remedy_for_a_negative_step_works():
    x = rg.arange(6).reshape(2, 3)
    with pytest.raises(ValueError, match=r"stack\(x\.unbind\(dim\)\[::-1\], dim\)"):
        x[:, ::-1]
    assert rg.stack(x.unbind(1)[::-1], 1).tolist() == [[2, 1, 0], [5, 4, 3]]
