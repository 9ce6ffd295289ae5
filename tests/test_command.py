"""python -m retrograd: its options, and what it says of itself."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest
import retrograd as rg


def ran(*options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "retrograd", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_help_says_what_there_is_and_runs_nothing():
    done = ran("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: python -m retrograd")
    assert "--version" in done.stdout
    assert "tensor(" not in done.stdout


def test_check_is_a_command_that_runs_nothing(tmp_path):
    path = tmp_path / "program.py"
    path.write_text("import torch\nprint(1 // 0, torch.lobpcg)\n")
    done = ran("check", str(path))
    assert (done.returncode, done.stderr) == (1, "")
    assert "program.py:2: torch.lobpcg is missing" in done.stdout


def test_version_is_that_of_the_package():
    done = ran("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"retrograd {rg.__version__}\n", "")


def test_config_is_what_show_config_prints():
    done = ran("--config")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == f"retrograd {rg.__version__}"
    assert "compiled with" in done.stdout


def test_another_option_is_an_error():
    done = ran("--no-such-option")
    assert done.returncode == 2
    assert "--no-such-option" in done.stderr


@pytest.mark.parametrize("options", ["", "--config"])
def test_a_reader_that_has_seen_enough_is_no_error(options):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "retrograd", *options.split()]
    done = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=120, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_show_config_tells_the_version_the_instruction_set_and_the_threads(capsys, threads):
    rg.set_num_threads(3)
    rg.show_config()
    out = capsys.readouterr().out
    assert out == rg.__config__.show() + "\n"
    lines = out.splitlines()
    assert lines[0] == f"retrograd {rg.__version__}"
    assert platform.python_version() in lines[1]
    assert lines[2].startswith("  - compiled with ")
    assert lines[3] == f"  - instruction set {rg._core.isa()} of {', '.join(rg._core.isa_levels())}"
    assert lines[4] == "  - threads: 3"
