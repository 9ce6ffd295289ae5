"""What a DataLoader draws, and in which order: cases whose figures torch has written to a file.

``python tests/data_draws.py --write`` under torch writes the file.
"""

from __future__ import annotations

import importlib
import json
import random
import sys
import warnings
from pathlib import Path

import numpy

FILE = Path(__file__).with_name("data_draws.json")
CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def batches(loader):
    return [batch[0].tolist() for batch in loader]


def after(torch, generator=None):
    """Where the stream is."""
    return torch.randint(1 << 30, (2,), generator=generator).tolist()


def rows(torch, n=10):
    return torch.utils.data.TensorDataset(torch.arange(n), torch.arange(n) * 10)


class Plain:
    """The same rows, which are fetched one by one."""

    def __init__(self, n=10):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if not 0 <= i < self.n:
            raise IndexError(i)
        return i, i * 10


def epochs(torch, dataset, count=3, **options):
    loader = torch.utils.data.DataLoader(dataset, **options)
    return [batches(loader) for _ in range(count)], after(torch), after(torch, loader.generator)


@case
def shuffled(torch):
    return epochs(torch, rows(torch), batch_size=4, shuffle=True)


@case
def shuffled_one_by_one(torch):
    return epochs(torch, Plain(), batch_size=4, shuffle=True)


@case
def shuffled_without_the_last(torch):
    return epochs(torch, rows(torch), batch_size=4, shuffle=True, drop_last=True)


@case
def shuffled_by_a_generator(torch):
    generator = torch.Generator().manual_seed(5)
    return epochs(torch, rows(torch), batch_size=4, shuffle=True, generator=generator)


@case
def in_order(torch):
    return epochs(torch, rows(torch), batch_size=4)


@case
def left_early(torch):
    generator = torch.Generator().manual_seed(5)
    loader = torch.utils.data.DataLoader(
        rows(torch), batch_size=4, shuffle=True, generator=generator
    )
    first = next(iter(loader))[0].tolist()
    iter(loader)
    return first, batches(loader), after(torch), after(torch, generator)


@case
def without_batches(torch):
    loader = torch.utils.data.DataLoader(rows(torch), batch_size=None, shuffle=True)
    return [[x.tolist() for x in sample] for sample in loader], after(torch)


@case
def samplers(torch):
    data = torch.utils.data
    found = []
    for make in (
        lambda: data.RandomSampler(range(7)),
        lambda: data.RandomSampler(range(7), num_samples=17),
        lambda: data.RandomSampler(range(7), num_samples=14),
        lambda: data.RandomSampler(range(7), replacement=True),
        lambda: data.RandomSampler(range(7), replacement=True, num_samples=70),
        lambda: data.RandomSampler(
            range(5), num_samples=12, generator=torch.Generator().manual_seed(3)
        ),
        lambda: data.SubsetRandomSampler([3, 5, 8, 13]),
        lambda: data.WeightedRandomSampler([0.1, 0.7, 2.0], 9),
        lambda: data.WeightedRandomSampler([0.1, 0.7, 2.0], 3, replacement=False),
    ):
        sampler = make()
        found.append([list(sampler), list(sampler), after(torch)])
        if getattr(sampler, "generator", None) is not None:
            found.append(after(torch, sampler.generator))
    return found


@case
def batches_of_samplers(torch):
    data = torch.utils.data
    generator = torch.Generator().manual_seed(5)
    found = []
    for sampler in (
        data.RandomSampler(range(10), replacement=True, num_samples=45, generator=generator),
        data.RandomSampler(range(10), num_samples=25, generator=generator),
        data.WeightedRandomSampler([1.0] * 10, 25, generator=generator),
        data.SubsetRandomSampler([9, 7, 5, 3, 1, 0, 2, 4, 6], generator=generator),
    ):
        for drop_last in (False, True):
            loader = data.DataLoader(
                rows(torch), batch_size=8, sampler=sampler, drop_last=drop_last
            )
            found.append([batches(loader), after(torch, generator)])
            begun = iter(loader)
            found.append([next(begun)[0].tolist(), after(torch, generator)])
    return found, after(torch)


@case
def splits(torch):
    split = torch.utils.data.random_split
    found = []
    for n, lengths in [
        (10, [3, 7]),
        (11, [0.3, 0.3, 0.4]),
        (5, [5, 0]),
        (7, [1.0]),
        (3, [0.1, 0.9]),
    ]:
        parts = split(range(n), lengths)
        again = split(range(n), lengths, generator=torch.Generator().manual_seed(42))
        found.append([[list(part.indices) for part in parts], [list(p) for p in again]])
    return found, after(torch)


@case
def shares_of_processes(torch):
    found = []
    for options in ({}, {"shuffle": False}, {"drop_last": True}, {"seed": 4}):
        sampler = torch.utils.data.DistributedSampler(range(11), num_replicas=3, rank=2, **options)
        first = list(sampler)
        sampler.set_epoch(2)
        found.append([len(sampler), first, list(sampler)])
    few = torch.utils.data.DistributedSampler(range(2), num_replicas=5, rank=4, shuffle=False)
    return found, list(few), after(torch)


def inside(torch):
    info = torch.utils.data.get_worker_info()
    return [
        *([-1, -1] if info is None else [info.id, info.seed]),
        random.getrandbits(16),
        *after(torch),
        int(numpy.random.randint(1 << 16)),
    ]


class Drawing(Plain):
    """Samples that say what their worker draws."""

    def __init__(self, torch):
        super().__init__(6)
        self.name = torch.__name__  # a module cannot be sent to a worker

    def __getitem__(self, i):
        return [i, *inside(importlib.import_module(self.name))]


def first(samples):
    return samples[0]


def as_they_are(samples):
    return samples


WORKER_CASES = {}


def worker_case(function):
    WORKER_CASES[function.__name__] = function
    return function


@worker_case
def seeds_of_workers(torch):
    loader = torch.utils.data.DataLoader(Drawing(torch), num_workers=2, collate_fn=first)
    return list(loader), list(loader), after(torch)


@worker_case
def workers_that_stay(torch):
    generator = torch.Generator().manual_seed(5)
    loader = torch.utils.data.DataLoader(
        Drawing(torch),
        batch_size=2,
        shuffle=True,
        num_workers=2,
        collate_fn=as_they_are,
        generator=generator,
        persistent_workers=True,
    )
    return list(loader), list(loader), after(torch), after(torch, generator)


@worker_case
def shuffled_for_workers(torch):
    return epochs(torch, rows(torch), batch_size=4, shuffle=True, num_workers=2)


@worker_case
def shuffled_by_a_generator_for_workers(torch):
    generator = torch.Generator().manual_seed(5)
    return epochs(
        torch, Plain(), batch_size=3, shuffle=True, generator=generator, num_workers=2, count=2
    )


def run(function, torch):
    """As a JSON file gives it back."""
    torch.manual_seed(7)
    random.seed(7)
    numpy.random.seed(7)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a split that is empty, and of few processors
        return json.loads(json.dumps(function(torch)))


def figures():
    return json.loads(FILE.read_text())


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    import torch
    import torch.utils.data

    found = {name: run(function, torch) for name, function in (CASES | WORKER_CASES).items()}
    FILE.write_text(
        "{\n"
        + ",\n".join(f'"{name}": {json.dumps(value)}' for name, value in found.items())
        + "\n}\n"
    )
