"""``python -m retrograd check`` names what a program would miss here, and nothing else."""

from __future__ import annotations

import json
import textwrap

import pytest
import retrograd as rg
from retrograd._commands.check import main
from retrograd.check import check


@pytest.fixture
def found(tmp_path):
    """What is found in a program, as "line: name", and the report."""

    def of(code: str, name: str = "program.py"):
        path = tmp_path / name
        path.write_text(textwrap.dedent(code).lstrip("\n"))
        report = check([path])
        return [f"{f.line}: {f.name}" for f in report.findings], report

    return of


def test_a_program_of_names_that_are_here_would_run(found):
    names, report = found("""
        import torch as t
        import torch.nn.functional as F
        from torch import nn
        from torch.optim import Adam as A

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.layer = nn.Linear(3, 1, bias=False)
            def forward(self, x: t.Tensor) -> t.Tensor:
                return F.relu(self.layer(x)).sum(dim=0, keepdim=True).T

        net = Net()
        optimizer = A(net.parameters(), lr=0.1)
        t.sum(t.ones(2, 3, device="cpu"), axis=0, keepdims=True).backward()
        t.zeros(size=(2, 3)).normal_(mean=0, std=1)
    """)
    assert names == [] and report.missing == []
    assert report.sentence.startswith("Would run: all ") and "1 file" in report.sentence
    assert report.uses >= 12


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import torch\ntorch.lobpcg(a)", "torch.lobpcg"),
        ("import torch as t\nt.lobpcg(a)", "torch.lobpcg"),
        ("import retrograd as torch\ntorch.lobpcg(a)", "torch.lobpcg"),
        ("from torch import nn\nnn.quantizable.LSTM(3)", "torch.nn.quantizable"),
        ("from torch import ones\nfrom torch import lobpcg", "torch.lobpcg"),
        ("import os\nimport torch.mtia.nothing", "torch.mtia"),
        ("import os\nfrom torch.mtia import Stream as n", "torch.mtia"),
        ("import torch.nn.functional as F\nF.scaled_grouped_mm(1)", "torch.nn.functional.scaled"),
        ("import torch\ng = getattr(torch, 'lobpcg')", "torch.lobpcg"),
        ("import torch\ntorch.ones(3).to_sparse()", "Tensor.to_sparse"),
        ("def f(x):\n    return x.to_mkldnn()", "Tensor.to_mkldnn"),
        ("import torch\ntorch.sum(1, of=3)", "torch.sum(of=)"),
        ("from torch import optim\noptim.SGD([], rate=1)", "torch.optim.SGD(rate=)"),
        ("import torch\ntorch.ones(3).sum(of=0)", "Tensor.sum(of=)"),
        ("import torch\ntorch.jit.trace(f, x)", "torch.jit.trace()"),
        ("import torch\ntorch.ones(3, device='cuda:0')", "device 'cuda:0'"),
        ("import torch\ntorch.ones(3, dtype=torch.complex64)", "torch.complex64"),
        ("import torch\ntorch.ones(3, layout=torch.sparse_coo)", "torch.sparse_coo"),
        ("model = None\nmodel.to('cuda')", "device 'cuda'"),
    ],
)
def test_what_is_missing_is_named_with_its_line(found, code, name):
    names, report = found(code)
    (line,) = names
    assert line.startswith(f"2: {name}")
    assert report.missing == report.findings
    assert report.findings[0].name in report.sentence and "Would run:" not in report.sentence
    assert str(report.findings[0]).startswith(f"{report.findings[0].file}:2: ")


def test_names_of_python_and_of_others_are_not_taken_for_a_tensors(found):
    names, _ = found("""
        import numpy as np
        from scipy import linalg
        from .own import coalesce, tools
        table = {}
        for index in table.values():
            np.ones(3).ravel().resize(3).to_dense()
        linalg.solve(1, 2).to_sparse()
        tools.to_sparse(3)
        class Sparse:
            def to_mkldnn(self):
                return self.to_sparse(), self.module.name, self.module.index(3)
        def f(x, torch, of: Sparse):
            return torch.nothing, x.to_mkldnn(), of.values(), [torch.no for torch in x]
        print((lambda nn: nn.nothing)(3))
    """)
    assert names == []


def test_a_shared_name_is_judged_where_a_tensor_is_seen(found):
    names, _ = found("""
        import torch
        from torch import Tensor
        def f(x, y: Tensor, z: "torch.Tensor"):
            a = torch.relu(x)
            b = (a + 1).t()[0]
            return x.stft(3), y.stft(3), z.stft(3), a.stft(3), b.stft(3), (-a.data).stft(3)
    """)
    assert names == ["6: Tensor.stft"] * 5


def test_what_a_program_can_do_without_does_not_count(found):
    names, report = found("""
        import torch
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from torch import AnyType
        try:
            from torch.mtia import Stream
        except ImportError:
            Stream = None
        if hasattr(torch, "lobpcg"):
            torch.lobpcg(3)
        solver = torch.lobpcg if hasattr(torch, "lobpcg") else torch.relu
        other = getattr(torch, "lobpcg", None)
        there = hasattr(torch, "lobpcg") and torch.lobpcg(3)
        device = "cuda" if torch.cuda.is_available() else "cpu"
        if torch.cuda.is_available():
            torch.ones(3).cuda()
        if torch.distributed.distributed_c10d.is_initialized():
            torch.lobpcg(3)
        if not torch.cuda.is_available() or solver:
            x = torch.ones(3)
        if device == "gpu":
            x = x.cuda()
        torch.rfft(x, 1)
    """)
    assert names == ["6: torch.mtia", "22: .cuda()", "23: torch.rfft"]
    assert report.missing == [] and report.sentence.startswith("Would run")
    assert [f.in_torch for f in report.findings] == [True, True, False]


def test_a_handler_counts_where_what_it_catches_happens(found):
    _, report = found("""
        import torch
        try:
            torch.ones
        except AttributeError:
            torch.lobpcg
        try:
            torch.lobpcg
        except AttributeError:
            torch.cholesky_ex
        try:
            from torch import lobpcg
        except ImportError:
            raise RuntimeError("no torch")
        try:
            torch.lobpcg
        except ValueError:
            pass
    """)
    assert [f.line for f in report.findings] == [7, 9, 11, 15]
    assert [f.line for f in report.missing] == [11, 15]  # torch has no cholesky_ex but of linalg


def test_what_a_call_would_miss_does_not_stop_the_loading(found):
    _, report = found("import torch\ndef f(x):\n    return torch.lobpcg(x)\n")
    assert [f.when for f in report.findings] == ["call"]
    sentence = "Would load, and would run where it does not come to torch.lobpcg."
    assert report.sentence == sentence
    _, report = found("import torch\nclass A(torch.BoolType):\n    pass\n")
    assert [f.when for f in report.findings] == ["import"]
    assert report.sentence.startswith("Would not run: to load it takes torch.BoolType, first in ")


def test_annotations_count_where_they_are_evaluated(found):
    code = "import torch\ndef f(x: torch.BoolType) -> None:\n    y: torch.LongType = 3\n"
    assert found(code)[0] == ["2: torch.BoolType"]
    assert found("from __future__ import annotations\n" + code)[0] == []


def test_a_star_brings_names_of_torch(found):
    names, _ = found("from torch import *\nones(3)\nx = ones(3).stft(1)\nlobpcg(x)\n")
    assert names == ["3: Tensor.stft", "4: torch.lobpcg"]


def test_the_cells_of_a_notebook_are_read_as_one_program(found):
    cells = [
        {"cell_type": "markdown", "source": ["import torch"]},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "import torch"]},
        {"cell_type": "code", "source": ["!pip list\n", "\n", "torch.lobpcg(3)"]},
        {"cell_type": "code", "source": ["%%bash\n", "ls"]},
    ]
    names, report = found(json.dumps({"cells": cells}), "notebook.ipynb")
    assert names == ["3: torch.lobpcg"]
    assert ":cell 3:3: torch.lobpcg is missing" in str(report.findings[0])


def test_a_folder_is_read_with_what_belongs_to_the_program(tmp_path, capsys):
    for name in ("a.py", "inner/b.py", "tests/c.py", ".hidden/d.py", "venv/e.py", "f.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("import torch\ntorch.lobpcg\n")
    (tmp_path / "venv" / "pyvenv.cfg").touch()
    assert main([str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0].removeprefix(f"{tmp_path}/") for line in lines[:-1]] == [
        "a.py:2",
        "inner/b.py:2",
    ]
    assert lines[-1].startswith("Would not run")
    assert check([tmp_path], tests=True).files == 3


def test_the_exit_code_and_the_json_say_whether_it_would_run(tmp_path, capsys):
    path = tmp_path / "program.py"
    path.write_text("import torch\nraise SystemExit(torch.lobpcg)\n")
    assert main([str(path), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["runs"], found["files"], found["findings"][0]["line"]) == (False, 1, 2)
    path.write_text("import torch\nraise SystemExit(torch.ones)\n")
    assert main([str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["runs"] is True
    assert main([str(tmp_path / "nothing.py")]) == 2
    path.write_text("import torch\nprint 3\n")
    assert main([str(path)]) == 2
    assert "not read" in capsys.readouterr().err
    with pytest.raises(FileNotFoundError):
        check([tmp_path / "nothing.py"])


def test_the_packages_own_code_has_what_it_uses(request):
    package = request.config.rootpath / "python" / "retrograd"
    report = check([package / "optim", package / "func", package / "utils"])
    assert report.missing == [] and report.files > 30


def test_every_keyword_of_a_signature_is_taken(found):
    calls = [
        "torch.randint(low=0, high=3, size=(2,), generator=None, pin_memory=False)",
        "torch.nn.functional.conv2d(input=1, weight=2, bias=3, stride=1)",
        "torch.std(1, dim=2, correction=1, keepdim=True)",
        "torch.load('f', map_location=None, weights_only=True)",
        "torch.optim.Adam([], lr=1, fused=None)",
        "torch.ones(2).to(dtype=torch.float64, copy=True)",
    ]
    assert found("import torch\n" + "\n".join(calls))[0] == []
    assert rg.std(rg.ones(3), dim=0, correction=1).item() == 0
