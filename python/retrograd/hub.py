"""Models by the name of a repository: of a folder on this machine, since nothing is downloaded.

>>> rg.hub.set_dir("models")
>>> rg.hub.get_dir()
'models'
>>> rg.hub.set_dir(None)
"""

from __future__ import annotations

import builtins
import importlib.util
import os
import re
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlparse

__all__ = [
    "download_url_to_file",
    "get_dir",
    "help",
    "list",
    "load",
    "load_state_dict_from_url",
    "set_dir",
]

_dir: str | None = None
HASH_REGEX = re.compile(r"-([a-f0-9]*)\.")  # of a file's name, which ends in its checksum


def __dir__() -> builtins.list[str]:
    return __all__


def get_dir() -> str:
    """The folder of what torch has downloaded: that set, $TORCH_HOME/hub, or ~/.cache/torch/hub."""
    return os.path.join(_get_torch_home(), "hub") if _dir is None else _dir


def _get_torch_home() -> str:
    cache = os.environ.get("XDG_CACHE_HOME", "~/.cache")
    return os.path.expanduser(os.environ.get("TORCH_HOME", os.path.join(cache, "torch")))


def set_dir(d: str | os.PathLike[str] | None) -> None:
    """Set the folder of what was downloaded; None for that of the environment."""
    global _dir
    _dir = None if d is None else os.path.expanduser(d)


def download_url_to_file(
    url: str, dst: str, hash_prefix: str | None = None, progress: bool = True
) -> NoReturn:
    """Refused: nothing is downloaded."""
    _refuse("download_url_to_file", url, dst)


def _refuse(name: str, url: str, path: str) -> NoReturn:
    raise RuntimeError(
        f"hub.{name}: retrograd downloads nothing; fetch {url} yourself, and put it at {path}"
    )


def load_state_dict_from_url(
    url: str,
    model_dir: str | None = None,
    map_location: Any = None,
    progress: bool = True,
    check_hash: bool = False,
    file_name: str | None = None,
    weights_only: bool = True,
) -> Any:
    """Load a file that torch has downloaded before, or one of this machine: a path, or file://.

    Raises RuntimeError, which says where to put the file, if it is not there.
    """
    from .serialization import load as load_file

    parts = urlparse(url)
    if parts.scheme in ("", "file"):
        path = unquote(parts.path)
    else:
        folder = model_dir or os.path.join(get_dir(), "checkpoints")
        path = os.path.join(folder, file_name or os.path.basename(parts.path))
        if not os.path.exists(path):
            _refuse("load_state_dict_from_url", url, path)
    return load_file(path, map_location=map_location, weights_only=weights_only)


def _entries(name: str, repo_or_dir: Any, source: str) -> types.ModuleType:
    """The hubconf.py of a folder, or of a repository that torch has downloaded before."""
    if source not in ("github", "local"):
        raise ValueError(f"hub.{name}: source is 'github' or 'local', not {source!r}")
    folder = os.fspath(repo_or_dir)
    if source == "github":
        repo, _, branch = folder.partition(":")
        found = [
            os.path.join(get_dir(), f"{repo.replace('/', '_')}_{ref.replace('/', '_')}")
            for ref in ([branch] if branch else ["main", "master"])
        ]
        folder = next((path for path in found if os.path.isdir(path)), "")
        if not folder:
            _refuse(name, f"https://github.com/{repo}", found[0])
    path = Path(folder) / "hubconf.py"
    spec = importlib.util.spec_from_file_location("hubconf", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, folder)
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(folder)
    return module


def _entry(name: str, repo: Any, model: str, source: str) -> Callable[..., Any]:
    function = getattr(_entries(name, repo, source), model, None)
    if not callable(function):
        raise RuntimeError(f"hub.{name}: hubconf.py of {repo} has no function {model!r}")
    entry: Callable[..., Any] = function
    return entry


def list(
    github: Any, force_reload: bool = False, source: str = "github", **options: Any
) -> builtins.list[str]:
    """The names of the models of a repository."""
    module = _entries("list", github, source)
    return [n for n, thing in vars(module).items() if callable(thing) and not n.startswith("_")]


def help(
    github: Any, model: str, force_reload: bool = False, source: str = "github", **options: Any
) -> str | None:
    """The docstring of a model of a repository."""
    return _entry("help", github, model, source).__doc__


def load(
    repo_or_dir: Any,
    model: str,
    *args: Any,
    source: str = "github",
    trust_repo: bool | str | None = "check",
    force_reload: bool = False,
    verbose: bool = True,
    skip_validation: bool = False,
    **kwargs: Any,
) -> Any:
    """Return a model of a repository: what the function ``model`` of its hubconf.py returns.

    ``source="local"`` takes a folder. A repository must have been downloaded by torch before, and
    is trusted then, as it is by torch; ``skip_validation`` and ``verbose`` are about downloads.

    Raises:  RuntimeError, which says where a repository would be, if it was not downloaded; for
             ``force_reload``, which would download it again; for ``trust_repo=False``.
    Source:  torch.hub.load.
    """
    if source == "github" and force_reload:
        raise RuntimeError("hub.load: retrograd downloads nothing; leave out force_reload=True")
    if source == "github" and trust_repo is False:
        raise RuntimeError(
            f"hub.load: this runs code of {repo_or_dir}; pass trust_repo=True if you trust it"
        )
    return _entry("load", repo_or_dir, model, source)(*args, **kwargs)
