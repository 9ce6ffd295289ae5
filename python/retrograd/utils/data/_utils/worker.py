"""What a worker process of a DataLoader knows of itself."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["WorkerInfo", "get_worker_info"]


class WorkerInfo(NamedTuple):
    """Which worker this is: its number, how many there are, its seed, and its copy of the dataset.

    >>> info = rg.utils.data._utils.worker.WorkerInfo(id=1, num_workers=4, seed=7, dataset="abcd")
    >>> list(info.dataset)[info.id :: info.num_workers]
    ['b']
    """

    id: int
    num_workers: int
    seed: int
    dataset: Any
    rng: object = None
    worker_method: str = "multiprocessing"


_worker_info: WorkerInfo | None = None


def get_worker_info() -> WorkerInfo | None:
    """What a worker of a DataLoader knows of itself; None elsewhere.

    An IterableDataset says by it which samples are a worker's own: ``id``, ``num_workers``,
    ``seed`` and ``dataset``.

    >>> rg.utils.data.get_worker_info() is None
    True
    """
    return _worker_info


def __dir__() -> list[str]:
    return __all__
