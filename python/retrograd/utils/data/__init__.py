"""Datasets, samplers and the DataLoader: batches for training.

>>> data = rg.utils.data.TensorDataset(rg.arange(4), rg.arange(4) ** 2)
>>> [y.tolist() for x, y in rg.utils.data.DataLoader(data, batch_size=2)]
[[0, 1], [4, 9]]
"""

from . import _utils, dataloader, dataset, distributed, sampler
from ._utils.fetch import _DatasetKind
from .dataloader import DataLoader, default_collate, default_convert, get_worker_info
from .dataset import (
    ChainDataset,
    ConcatDataset,
    Dataset,
    IterableDataset,
    StackDataset,
    Subset,
    TensorDataset,
    random_split,
)
from .distributed import DistributedSampler
from .sampler import (
    BatchSampler,
    RandomSampler,
    Sampler,
    SequentialSampler,
    SubsetRandomSampler,
    WeightedRandomSampler,
)

TYPE_CHECKING = False

__all__ = [
    "BatchSampler",
    "ChainDataset",
    "ConcatDataset",
    "DataLoader",
    "Dataset",
    "DistributedSampler",
    "IterableDataset",
    "RandomSampler",
    "Sampler",
    "SequentialSampler",
    "StackDataset",
    "Subset",
    "SubsetRandomSampler",
    "TensorDataset",
    "WeightedRandomSampler",
    "_DatasetKind",
    "_utils",
    "dataloader",
    "dataset",
    "default_collate",
    "default_convert",
    "distributed",
    "get_worker_info",
    "random_split",
    "sampler",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from ..._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
