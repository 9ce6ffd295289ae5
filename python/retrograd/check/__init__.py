r"""Reads programs written for torch, and says which of the names that they use are not here.

``python -m retrograd check PATH...`` on the command line. Nothing that is read is run or imported.

>>> import pathlib, tempfile
>>> from retrograd.check import check
>>> with tempfile.TemporaryDirectory() as folder:
...     path = pathlib.Path(folder, "program.py")
...     _ = path.write_text("import torch\nx = torch.ones(3).relu()\n")
...     check([path]).sentence
'Would run: all 3 uses of torch in 1 file are here.'
"""

from __future__ import annotations

from ._report import Finding, Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

__all__ = ["Finding", "Report", "check"]


def __dir__() -> list[str]:
    return __all__


def check(paths: Iterable[str | os.PathLike[str]], tests: bool = False) -> Report:
    """Read Python files, notebooks, and those of folders, and report what they would miss here.

    With ``tests`` a folder's ``test`` and ``tests`` are read, too.

    Raises: FileNotFoundError for a path that is not there.
    """
    from ._sources import read

    return read(paths, tests)
