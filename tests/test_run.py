"""python -m retrograd run: a program sees what it sees under python, and torch is retrograd."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest


def command(*arguments: str, run: bool = True) -> list[str]:
    return [sys.executable, *(["-m", "retrograd", "run"] if run else []), *arguments]


def ran(*arguments: str, cwd: Path, run: bool = True) -> tuple[int, str, str]:
    done = subprocess.run(
        command(*arguments, run=run), cwd=cwd, capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stdout, done.stderr


def test_a_script_and_a_module_see_torch(tmp_path):
    text = "import torch, retrograd, sys\nprint(torch is retrograd, sys.argv[1:])\n"
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "__init__.py").write_text("")
    for place in ("a.py", "pack/one.py", "pack/__main__.py"):
        (tmp_path / place).write_text(text)
    for program in (["a.py"], ["-m", "a"], ["-m", "pack.one"], ["-m", "pack"]):
        found = ran(*program, "-h", "--lr", "3", "--", "-m", cwd=tmp_path)
        assert found == (0, "True ['-h', '--lr', '3', '--', '-m']\n", "")


SEES = """
import sys
names = "__name__ __file__ __package__ __annotations__".split()
print([globals()[name] for name in names], type(__builtins__), sys.path[0], sys.argv)
print(sys.modules["__main__"].__dict__ is globals(), __spec__ and __spec__.name)
print(sorted(set(globals()) - {"__cached__"}))
"""


@pytest.mark.parametrize("program", [["deep/a.py", "-x"], ["-m", "deep.a", "-x"]])
def test_a_program_sees_what_it_sees_under_python(program, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.py").write_text(SEES)
    mine, pythons = (ran(*program, cwd=tmp_path, run=run) for run in (True, False))
    assert mine == pythons and mine[0] == 0


@pytest.mark.parametrize(
    "text",
    [
        "import sys\nsys.exit(3)",
        "raise SystemExit('a text')",
        "def f():\n    1 / 0\n\nf()",
        "import json\njson.loads('{')",
        "x = (",
        "raise KeyboardInterrupt",
        "import no_such_module",
    ],
)
def test_a_program_ends_as_it_ends_under_python(text, tmp_path):
    (tmp_path / "a.py").write_text(text)
    mine, pythons = (ran("a.py", cwd=tmp_path, run=run) for run in (True, False))
    assert mine == pythons and mine[0] != 0


def test_ctrl_c_ends_a_program_as_under_python(tmp_path):
    (tmp_path / "a.py").write_text("import time\nprint(1, flush=True)\ntime.sleep(60)\n")
    codes = []
    for run in (True, False):
        child = subprocess.Popen(
            command("a.py", run=run),
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None and child.stdout.readline() == "1\n"
        child.send_signal(signal.SIGINT)
        assert child.communicate(timeout=30)[1].endswith("KeyboardInterrupt\n")
        codes.append(child.returncode)
    assert codes[0] == codes[1]


def test_a_program_that_is_not_there_is_named(tmp_path):
    assert ran("no.py", cwd=tmp_path)[0::2] == (
        2,
        f"python -m retrograd run: can't open file '{tmp_path / 'no.py'}': "
        "No such file or directory\n",
    )
    code, _, text = ran("-m", "no.such", cwd=tmp_path)
    assert code == 1 and "No module named 'no'" in text
    for arguments, code in (([], 2), (["-x"], 2), (["-m"], 2), (["--help"], 0)):
        found = ran(*arguments, cwd=tmp_path)
        assert found[0] == code and "run SCRIPT" in "".join(found[1:])


def test_workers_of_a_loader_see_torch(tmp_path):
    (tmp_path / "a.py").write_text(
        "import torch\n"
        "from torch.utils.data import DataLoader, Dataset\n"
        "class Squares(Dataset):\n"
        "    def __len__(self):\n"
        "        return 4\n"
        "    def __getitem__(self, i):\n"
        "        return torch.tensor(i) ** 2\n"
        "if __name__ == '__main__':\n"
        "    for start in ('spawn', 'forkserver'):\n"
        "        loader = DataLoader(Squares(), 2, num_workers=1, multiprocessing_context=start)\n"
        "        print([batch.tolist() for batch in loader])\n"
    )
    assert ran("a.py", cwd=tmp_path) == (0, "[[0, 1], [4, 9]]\n" * 2, "")


def test_a_reader_that_has_seen_enough_does_not_hide_the_program(tmp_path):
    (tmp_path / "a.py").write_text("print(1)\n")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command("a.py"), cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert done.returncode != 0
