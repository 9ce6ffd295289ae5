"""``python -m retrograd run``: a program written for torch, as ``python`` itself would run it."""

from __future__ import annotations

import builtins
import importlib.util
import io
import os
import sys
import types
from importlib.machinery import SourceFileLoader
from typing import Any

_USAGE = """\
usage: python -m retrograd run SCRIPT [ARGUMENT ...]
       python -m retrograd run -m MODULE [ARGUMENT ...]

Run a program in which "import torch" means retrograd, with its arguments, unchanged. Its worker
processes see the same; programs that it starts by other commands do not."""


def main(arguments: list[str]) -> int:
    """Run the program; what it ends with, an error too, is what the process ends with."""
    by_name = arguments[:1] == ["-m"]
    program = arguments[by_name : by_name + 1]
    if program in (["-h"], ["--help"]):
        print(_USAGE)
        return 0
    if not program or program[0].startswith("-"):
        print(_USAGE, file=sys.stderr)
        return 2
    from retrograd import as_torch  # which installs it

    as_torch.install()
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    sys.excepthook = _without_our_frames
    try:
        code, names = _module(program[0]) if by_name else _script(program[0])
    except _NotThere as error:
        print(f"python -m retrograd run: {error}", file=sys.stderr)
        return 1 if by_name else 2  # as python does
    sys.argv[:] = [names["__file__"] if by_name else program[0], *arguments[by_name + 1 :]]
    vars(module).update(names, __builtins__=builtins, __annotations__={})
    exec(code, vars(module))
    return 0


class _NotThere(Exception):
    """A program that cannot be read."""


def _script(path: str) -> tuple[Any, dict[str, Any]]:
    """The compiled text of a file, and what its ``__main__`` begins with."""
    path_of_all = os.path.abspath(path)
    try:
        with io.open_code(path_of_all) as file:
            text = file.read()
    except OSError as error:
        raise _NotThere(f"can't open file {path_of_all!r}: {error.strerror}") from None
    if not getattr(sys.flags, "safe_path", False):
        sys.path[0] = os.path.dirname(os.path.realpath(path))
    loader = SourceFileLoader("__main__", path_of_all)
    names = {"__file__": path_of_all, "__loader__": loader, "__spec__": None, "__package__": None}
    return compile(text, path_of_all, "exec", dont_inherit=True), names


def _module(name: str) -> tuple[Any, dict[str, Any]]:
    """The compiled text of a module, or of the ``__main__`` of a package."""
    try:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.submodule_search_locations is not None:
            spec = importlib.util.find_spec(f"{name}.__main__")
    except ModuleNotFoundError as error:  # of what it is in
        raise _NotThere(error) from None
    if spec is None or not hasattr(spec.loader, "get_code"):
        raise _NotThere(f"no module named {name!r} that can be run")
    loader: Any = spec.loader
    code = loader.get_code(spec.name)
    if code is None:
        raise _NotThere(f"module {name!r} has no Python code to run")
    names = {
        "__file__": spec.origin,
        "__cached__": spec.cached,
        "__loader__": loader,
        "__spec__": spec,
        "__package__": spec.parent,
    }
    return code, names


def _without_our_frames(
    kind: type[BaseException], error: BaseException, trace: types.TracebackType | None
) -> None:
    """Show an error as ``python`` does, from the first line of the program on."""
    program = vars(sys.modules["__main__"])
    own = trace
    while own is not None and own.tb_frame.f_globals is not program:
        own = own.tb_next
    # An error of the program's own text comes before there is any frame of it.
    shown = own if own is not None or isinstance(error, SyntaxError) else trace
    sys.__excepthook__(kind, error.with_traceback(shown), shown)
