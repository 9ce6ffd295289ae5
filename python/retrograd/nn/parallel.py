"""Wrappers that share work among devices or processes, as programs for torch name them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import _core
from .module import Module

__all__ = ["DataParallel", "DistributedDataParallel"]
__path__: list[str] = []  # torch.nn.parallel.distributed and others are in refused_names.txt


def __dir__() -> list[str]:
    return __all__


class DataParallel(Module):
    """Calls its module, since there are no devices to share a batch among.

    The names in its ``state_dict`` begin with ``module.``, as they do everywhere. The devices are
    taken and left alone.

    >>> import retrograd as rg
    >>> model = rg.nn.DataParallel(rg.nn.Linear(3, 2))
    >>> model(rg.ones(5, 3)).shape, list(model.state_dict())
    (torch.Size([5, 2]), ['module.weight', 'module.bias'])
    """

    module: Module
    device_ids: list[int]

    def __init__(
        self,
        module: Module,
        device_ids: Sequence[int | _core.device] | None = None,
        output_device: int | _core.device | None = None,
        dim: int = 0,
    ) -> None:
        super().__init__()
        self.module = module
        self.device_ids = []

    def forward(self, *inputs: Any, **kwargs: Any) -> Any:
        return self.module(*inputs, **kwargs)


class DistributedDataParallel(Module):
    """What shares training among processes, of which there is one: making one is a ValueError.

    >>> import retrograd as rg
    >>> isinstance(rg.nn.Linear(3, 2), rg.nn.parallel.DistributedDataParallel)
    False
    """

    def __init__(self, module: Module, *args: Any, **kwargs: Any) -> None:
        raise ValueError(
            "DistributedDataParallel: there is no process group, since retrograd computes in one"
            " process; ask distributed.is_available() first"
        )
