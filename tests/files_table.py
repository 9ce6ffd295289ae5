"""Files of torch that the tests read, and are to write alike, byte for byte.

    python tests/files_table.py --write      # with a Python that has torch

writes them to tests/files. What is in them is made by the functions here, of either package.
"""

from __future__ import annotations

import argparse
import copy
import sys
from collections import Counter, OrderedDict
from pathlib import Path

FOLDER = Path(__file__).parent / "files"

TYPES = ["float32", "float64", "float16", "bfloat16", "uint8", "bool"]
TYPES += [f"int{bits}" for bits in (8, 16, 32, 64)]


def python_values(torch):
    """What there is besides tensors, and torch too loads by itself."""
    big = [0, 255, 256, 65535, 65536, -1, -(2**31), 2**31, 2**70, -(2**70), -128]
    return {
        "numbers": [*big, 0.5, -0.0, float("inf"), 1 + 2j, True, False, None],
        "text": ["", "plain", "äöü", "\ud800", "x" * 300],
        "bytes": [b"abc", bytearray(b"xyz"), bytearray()],
        "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), ((1, (2,)),)],
        "sets": {3, 4},
        "ordered": OrderedDict(b=1, a=2),
        "counts": Counter("pqrp"),
        (1, "key"): {1: {2.5: {None: "deep"}}},
        "of torch": [torch.Size([2, 3]), torch.float16, torch.device("cpu"), torch.strided],
        "many": list(range(300)),
    }


def tensors(torch):
    """Every type, memory that is shared, and places in it."""
    base = torch.arange(20.0)
    tagged = torch.ones(2)
    tagged.tag = {"a": 1}
    parameter = torch.nn.Parameter(torch.ones(3))
    with_state = torch.nn.Parameter(torch.ones(3), requires_grad=False)
    with_state.name_ = "w"
    return {
        "types": [torch.tensor([0, 1, 2]).to(getattr(torch, name)) for name in TYPES],
        "base": base,
        "views": [base[3:7], base[::3], base.view(4, 5).t(), base[7], base.view(2, 2, 5, 1)],
        "expanded": torch.ones(1).expand(3, 4),
        "empty": [torch.empty(0), torch.empty(2, 0, 3)],
        "zero": torch.zeros(()),
        "leaf": torch.ones(2, requires_grad=True),
        "parameters": [parameter, parameter, with_state],
        "tagged": tagged,
        "storage": base.storage(),
    }


def network(torch):
    """A model and two optimisers that take turns."""
    nn = torch.nn
    model = nn.Sequential(nn.BatchNorm1d(3), nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
    adam = torch.optim.Adam(model.parameters(), lr=0.1)
    sgd = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    return {"model": model, "adam": adam, "sgd": sgd}


def train(parts, x):
    """One step, and the states after it."""
    parts["adam"].zero_grad()
    parts["model"](x).square().sum().backward()
    parts["adam"].step()
    parts["sgd"].step()
    return {name: part.state_dict() for name, part in parts.items()}


def training(torch):
    """States, the same in numbers of Python, and the numbers after one more step."""
    torch.manual_seed(0)
    parts = network(torch)
    train(parts, torch.randn(5, 3))
    state = copy.deepcopy(train(parts, torch.randn(5, 3)))
    after = train(parts, state["model"]["1.weight"])
    return {"state": state, "lists": as_lists(state), "after": as_lists(after)}


def as_lists(thing):
    if isinstance(thing, dict):
        return {key: as_lists(value) for key, value in thing.items()}
    if isinstance(thing, list):
        return [as_lists(value) for value in thing]
    return thing.tolist() if hasattr(thing, "tolist") else thing


def write() -> None:
    import torch

    FOLDER.mkdir(exist_ok=True)
    for make in (python_values, tensors, training):
        torch.save(make(torch), FOLDER / f"{make.__name__}.pt")
    torch.save(
        [tensors(torch)["views"], tensors(torch)["types"], python_values(torch)["numbers"]],
        FOLDER / "older.pt",
        _use_new_zipfile_serialization=False,
    )
    torch.save(torch.nn.Linear(2, 1), FOLDER / "module.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", required=True)
    sys.exit(parser.parse_args().write and write())
