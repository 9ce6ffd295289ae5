"""retrograd.as_torch: import torch means retrograd, in this process and in those that it starts."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from pickle_table import FILE
from retrograd.torch_version import TorchVersion
from subprocess_run import run_python

AS_TORCH = "import retrograd.as_torch\n"


def run(code: str, **options) -> str:
    import textwrap

    return run_python(AS_TORCH + textwrap.dedent(code), **options)


def test_the_modules_of_torch_are_those_of_retrograd():
    run("""
        import importlib, importlib.util, inspect, pickle, pkgutil, sys
        assert importlib.util.find_spec("torch").name == "retrograd"
        assert importlib.util.find_spec("torch.optim.adam") is not None
        assert importlib.util.find_spec("torch.no_such") is None
        import torch, torch.nn as nn, torch.nn.functional as F
        from torch.utils.data import DataLoader
        import retrograd as rg
        assert torch is rg and nn is rg.nn and F is rg.nn.functional
        assert DataLoader is rg.utils.data.DataLoader
        assert importlib.import_module("torch.optim.lr_scheduler") is rg.optim.lr_scheduler
        assert (rg.__name__, rg.__spec__.name) == ("torch", "retrograd")
        assert inspect.getmodule(nn.Linear).__name__ == "retrograd.nn.linear"
        assert "class Linear" in inspect.getsource(nn.Linear)
        assert {"torch.nn", "torch.optim"} <= {m.name for m in
            pkgutil.iter_modules(torch.__path__, "torch.")}
        for text in ("import torch.no_such", "from torch.nn.no_such import x"):
            try:
                exec(text)
            except ModuleNotFoundError as error:
                assert error.name in ("torch.no_such", "torch.nn.no_such"), error.name
            else:
                assert False
        try:
            from torch import no_such
        except ImportError as error:
            assert "no_such" in str(error)
    """)


def test_packages_that_ask_for_a_version_of_torch_are_told_one():
    run("""
        import importlib.metadata
        import torch
        own = retrograd._core.__version__
        assert importlib.metadata.version("torch") == f"2.13.0+retrograd{own}"
        assert torch.__version__ == torch.version.__version__ == f"2.13.0+retrograd{own}"
        assert torch.__version__ >= "2.13" and torch.__version__ < (3,)
        assert torch.__version__.split(".")[:2] == ["2", "13"]
        assert importlib.metadata.packages_distributions()["torch"] == ["torch"]
    """)


def test_it_can_be_removed_and_installed_again():
    run("""
        import sys, types
        from retrograd import as_torch
        import torch.nn
        assert as_torch.installed()
        as_torch.remove()
        assert not as_torch.installed() and retrograd.__version__ == retrograd._core.__version__
        assert not [name for name in sys.modules if name.partition(".")[0] == "torch"]
        as_torch.remove()
        sys.modules["torch"] = other = types.ModuleType("torch")
        try:
            as_torch.install()
        except ImportError as error:
            assert "another torch is loaded" in str(error)
        assert not as_torch.installed() and sys.modules["torch"] is other
        del sys.modules["torch"]
        as_torch.install()
        as_torch.install()
        import torch
        assert torch is retrograd and as_torch.installed()
    """)


def test_a_torch_that_is_installed_is_not_seen(tmp_path):
    for name in ("torch", "torch/utils"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemError('the other torch')")
    (tmp_path / "torch" / "only_there.py").write_text("")
    (tmp_path / "torch-1.0.dist-info").mkdir()
    (tmp_path / "torch-1.0.dist-info" / "METADATA").write_text("Name: torch\nVersion: 1.0\n")
    run(f"""
        import importlib.metadata, importlib.util, sys
        sys.path.insert(0, {str(tmp_path)!r})
        import torch.utils.data
        assert torch is retrograd
        assert importlib.metadata.version("torch").startswith("2.13.0+")
        assert importlib.util.find_spec("torch.only_there") is None
        retrograd.as_torch.remove()
        try:
            import torch
        except SystemError:
            assert importlib.metadata.version("torch") == "1.0"
        else:
            assert False
    """)


def test_what_is_pickled_under_one_name_is_read_under_the_other():
    code = """
        import {package} as torch, pickle, sys
        x = torch.ones(2)
        x.note = "kept"
        things = {{"x": x, "w": torch.nn.Parameter(x), "size": torch.Size([3]),
                   "dtype": torch.float64,
                   "net": torch.nn.Sequential(torch.nn.Linear(1, 1), torch.nn.ReLU()),
                   "error": torch.cuda.OutOfMemoryError, "f": torch.relu}}
        print(pickle.dumps(things).hex())
    """
    read = """
        import pickle
        things = pickle.loads(bytes.fromhex("{hex}"))
        assert things["x"].tolist() == [1, 1] and things["x"].note == "kept"
        assert type(things["w"]).__name__ == "Parameter" and str(things["dtype"]) == "torch.float64"
        assert type(things["net"][0]).__name__ == "Linear"
    """
    under_torch = run(code.format(package="torch")).strip()
    run_python(read.format(hex=under_torch))
    assert b"\ntorch" not in bytes.fromhex(under_torch)


def test_tensors_are_known_by_the_module_of_their_class():
    run("""
        import copy, inspect, pickle
        import torch
        assert str(torch.Tensor) == "<class 'torch.Tensor'>"
        assert torch.nn.Parameter.__module__ == "torch.nn.parameter"
        assert inspect.getmodule(torch.Tensor) is torch
        assert pickle.loads(pickle.dumps(torch.Tensor)) is torch.Tensor
        x = copy.deepcopy(torch.nn.Parameter(torch.ones(2)))
        assert type(x) is torch.nn.Parameter and type(x.data) is torch.Tensor
        retrograd.as_torch.remove()
        assert str(retrograd.Tensor) == "<class 'retrograd.Tensor'>"
        assert retrograd.nn.Parameter.__module__ == "retrograd.nn.parameter"
        assert retrograd.__name__ == "retrograd"
    """)


def test_a_writer_of_logs_is_that_of_the_package_for_it(tmp_path):
    for name, text in (("__init__", "from .writer import SummaryWriter"), ("writer", "")):
        (tmp_path / "tensorboardX").mkdir(exist_ok=True)
        text = text or "class SummaryWriter:\n    pass\n"
        (tmp_path / "tensorboardX" / f"{name}.py").write_text(text)
    run(f"""
        import sys
        sys.modules["tensorboardX"] = None  # not installed
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ModuleNotFoundError as error:
            assert error.name == "torch.utils.tensorboard"
            assert "pip install tensorboardX" in str(error)
        else:
            assert False
        del sys.modules["tensorboardX"]
        sys.path.insert(0, {str(tmp_path)!r})
        import torch.utils.tensorboard
        from torch.utils.tensorboard.writer import SummaryWriter
        import tensorboardX
        assert torch.utils.tensorboard.SummaryWriter is SummaryWriter is tensorboardX.SummaryWriter
        assert torch.utils.tensorboard is tensorboardX
    """)


def test_a_missing_name_is_said_to_be_missing_from_what_torch_is_here():
    run("""
        import torch
        try:
            torch.lobpcg
        except AttributeError as error:
            assert "torch is retrograd here, and python -m retrograd check" in str(error)
        assert torch.torch is torch
        retrograd.as_torch.remove()
        try:
            retrograd.lobpcg
        except AttributeError as error:
            assert str(error).endswith("lacks torch.lobpcg")
    """)


@pytest.mark.parametrize("start", ["fork", "spawn", "forkserver"])
def test_a_process_that_is_started_sees_it_too(start, tmp_path):
    (tmp_path / "job.py").write_text("import torch\ndef job(x):\n    return torch.exp(x)\n")
    (tmp_path / "begin.py").write_text(
        f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
import multiprocessing
if __name__ == "__main__":
    import retrograd.as_torch
    import job
    with multiprocessing.get_context({start!r}).Pool(1) as pool:
        assert pool.map(job.job, [job.torch.zeros(1)])[0].item() == 1.0
    print("done")
"""
    )
    path = str(tmp_path / "begin.py")
    code = f"import subprocess, sys; subprocess.run([sys.executable, {path!r}], check=True)"
    assert run_python(code) == "done\n"


ORDERED = ["1.0.dev1", "1.0a1", "1.0b2", "1.0rc1", "1.0", "1.0+cpu", "1.0.post1", "1.0.1", "1.10"]


def test_versions_are_ordered_as_packages_order_them():
    for i, one in enumerate(ORDERED):
        for j, other in enumerate(ORDERED):
            v = TorchVersion(one)
            found = (v < other, v <= other, v == other, v >= other, v > other)
            assert found == (i < j, i <= j, i == j, i >= j, i > j), (one, other)
    assert TorchVersion("1.0.0") == "1" and TorchVersion("2.13.0+cpu") > (2, 13)
    assert TorchVersion("1.0") != "no version" and TorchVersion("1.0") < "no version"
    assert hash(TorchVersion("1.0")) == hash("1.0") and {"1.0": 3}[TorchVersion("1.0")] == 3
    with pytest.raises(TypeError):
        TorchVersion("1.0") < 3j  # noqa: B015


def test_pickles_of_torch_are_read_and_go_on():
    figures = json.loads(FILE.read_text())["used"]
    path = str(FILE.with_name("pickle_table.py"))
    command = [sys.executable, "-m", "retrograd", "run", path]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    for name, wanted in figures.items():
        assert nearly(found[name]) == nearly(wanted), name


def nearly(value):
    """With numbers of so many digits as are compared."""
    if isinstance(value, list):
        return [nearly(part) for part in value]
    return f"{value:.4g}" if isinstance(value, float) else value
