"""Run a piece of Python in a process of its own, with limits on time, memory and core files.

Tests of crashes, hangs, signals and forks go through here: whatever happens to the child, the
suite goes on and says what it was.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

GIB = 1 << 30


def _limit(memory: int | None) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def sanitized() -> bool:
    """An address sanitizer reserves terabytes of address space, so RLIMIT_AS cannot be set."""
    return "san.so" in os.environ.get("LD_PRELOAD", "")


def start_python(code: str, memory: int | None = None, env: dict | None = None) -> subprocess.Popen:
    """Start ``code``; it can import the helpers of this folder."""
    memory = None if sanitized() else memory
    path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path, **(env or {})},
        preexec_fn=lambda: _limit(memory),
        start_new_session=True,
    )


def finish(child: subprocess.Popen, timeout: float = 30, code: int = 0) -> str:
    """Wait for the child, kill its group if it hangs, check its exit code, return its output."""
    try:
        out, err = child.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        out, err = child.communicate()
        raise AssertionError(f"no end within {timeout} s\n{out}\n{err}") from None
    assert child.returncode == code, f"exit code {child.returncode}\n{out}\n{err}"
    return out


def run_python(
    code: str, timeout: float = 30, memory: int | None = None, env: dict | None = None
) -> str:
    """Run ``code`` to its end, which has to be a clean one; return what it printed."""
    return finish(start_python(code, memory, env), timeout)
