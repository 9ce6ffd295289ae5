"""What torch's modules do, on file: one row per class and case, run on torch to write the figures,
and on retrograd to be compared with them.

To add rows: a file ``nn_rows_<family>.py`` with a list ROWS, then

    python tests/nn_table.py --write [family ...]        # with a Python that has torch

writes ``nn_figures_<family>.json``, and test_nn_table.py compares. A row is the text of a program:

    Row("Linear(4, 3)", "randn(5, 4)")           # a module, and the arguments of its call
    Row("BCELoss()", "rand(3), fixed(rand(3))")  # fixed: no gradient is asked of this one
    Row("ReLU(True)", "leaf(randn(3)) * 2")      # the gradient of randn(3) is compared
    Row("Dropout(0.3)", "randn(9)", eval=True)   # in evaluation mode; seed=1 for other numbers
    Row("LSTM(2, 3)", "randn(4, 1, 2), hx=(randn(1, 1, 3), randn(1, 1, 3))")
    Row("called(LazyLinear(3), randn(2, 4))", "randn(2, 4)")   # called once before it is looked at
    Row("Linear(4, 3)", "randn(5, 3)", bad=True)  # torch raises, its class of error is compared
    Row("L1Loss(reduce=False)", warns=True)       # the classes of its warnings are compared, too
    Row("init.eye_(empty(2, 3))")                 # no module: what it gives is compared
    Row("Hardsigmoid()", "randn(9)", relative=1e-7)  # torch rounds to float32 in between

Names are those of ``nn``, then of ``torch``. The module is made with float32 after the seed: its
repr, signature, bases, ``__constants__`` and the shapes and first values of its state are compared.
It is then turned to float64 and its parameters drawn anew, so that all further figures agree to
1e-9: the output, the gradients of every floating input and parameter of a weighted sum of all that
is put out, and the buffers after the call. Of a tensor there are shape, dtype, a weighted sum, the
first number and the largest magnitude.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import re
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    make: str
    inputs: str | None = None
    eval: bool = False
    seed: int = 0
    bad: bool = False
    warns: bool = False
    method: str = "__call__"
    relative: float = 1e-9

    def __str__(self):
        call = "" if self.method == "__call__" else f".{self.method}"
        said = [f"{self.make}{call}"] + ([] if self.inputs is None else [f"({self.inputs})"])
        flags = [name for name in ("eval", "seed", "bad") if getattr(self, name)]
        return " ".join(said + [f"{name}={getattr(self, name)}" for name in flags])


def families() -> list[str]:
    return sorted(path.stem.removeprefix("nn_rows_") for path in HERE.glob("nn_rows_*.py"))


def rows(family: str) -> list[Row]:
    return importlib.import_module(f"nn_rows_{family}").ROWS


def path_of(family: str) -> Path:
    return HERE / f"nn_figures_{family}.json"


def figures(family: str) -> dict:
    return json.loads(path_of(family).read_text())


class Names(dict):
    """The names that the text of a row may use, and the tensors that take no gradient."""

    def __init__(self, torch):
        super().__init__(torch=torch, nn=torch.nn, F=torch.nn.functional, called=called)
        self["arguments"] = lambda *args, **kwargs: (args, kwargs)
        self.fixed, self.leaves = [], []
        self["fixed"], self["leaf"] = self.fix, self.grow

    def __missing__(self, name):
        for place in (self["nn"], self["torch"]):
            if hasattr(place, name):
                return getattr(place, name)
        raise KeyError(name)

    def fix(self, tensor):
        self.fixed.append(tensor)
        return tensor

    def grow(self, tensor):
        self.leaves.append(tensor.requires_grad_())
        return tensor


def called(module, *args, **kwargs):
    module(*args, **kwargs)
    return module


def tensors(value) -> list:
    """The tensors in nested containers, in order."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (tuple, list)):
        return [tensor for part in value for tensor in tensors(part)]
    return [value] if hasattr(value, "requires_grad") else []


def condensed(tensor) -> list:
    shape = "x".join(map(str, tensor.shape)) or "()"
    kind = f"{shape} {str(tensor.dtype).removeprefix('torch.')}"
    flat = tensor.detach().reshape(-1).double()
    if not len(flat):
        return [kind]
    return [kind, (flat * weights(flat)).sum().item(), flat[0].item(), flat.abs().max().item()]


def weights(flat):
    """Numbers from 0 to 1 in no order, so that two elements that change places are seen."""
    return (flat.new_ones(len(flat)).cumsum(0) * 0.6180339887498949) % 1.0


def signature(function) -> str:
    """Names, kinds and defaults, without annotations."""
    parameters = [
        p.replace(annotation=p.empty) for p in inspect.signature(function).parameters.values()
    ]
    return re.sub(r"<(built-in )?function (\w+)[^>]*>", r"\2", str(inspect.Signature(parameters)))


def facts(cls) -> dict:
    """What is true of a class of modules, whatever its arguments."""
    found = {
        "init": signature(cls.__init__),
        "forward": signature(cls.forward),
        "bases": [
            base.__name__ for base in cls.__mro__ if base.__module__ not in ("builtins", "typing")
        ],
    }
    if constants := getattr(cls, "__constants__", None):
        found["constants"] = sorted(constants)
    return found


def make(row: Row, torch):
    torch.manual_seed(row.seed)
    return eval(row.make, Names(torch))


def use(row: Row, module, torch) -> dict:
    """Call the module in float64 and go back, with parameters that are drawn anew."""
    module.double()
    module.train(not row.eval)
    torch.manual_seed(row.seed + 1)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.uniform_(-0.8, 0.8)
    names = Names(torch)
    args, kwargs = eval(f"arguments({row.inputs})", names)
    fixed = {id(tensor) for tensor in names.fixed}
    inputs = [t for t in tensors([args, kwargs]) if t.is_floating_point() and id(t) not in fixed]
    inputs = names.leaves + [t for t in inputs if not t.requires_grad]
    for tensor in inputs:
        tensor.requires_grad_()
    torch.manual_seed(row.seed + 2)
    outputs = tensors(getattr(module, row.method)(*args, **kwargs))
    torch.manual_seed(row.seed + 3)
    sums = [(y * torch.rand(y.shape)).sum() for y in outputs if y.requires_grad]
    if sums:
        sum(sums).backward()
    return {
        "output": [condensed(y) for y in outputs],
        "input_grads": [x.grad is not None and condensed(x.grad) for x in inputs],
        "parameter_grads": {
            name: p.grad is not None and condensed(p.grad) for name, p in module.named_parameters()
        },
        "buffers": {name: condensed(buffer) for name, buffer in module.named_buffers()},
    }


def run(row: Row, torch) -> dict:
    """All figures of a row; what is empty is left out."""
    found: dict = {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            thing = make(row, torch)
            if hasattr(thing, "state_dict"):
                found["repr"] = repr(thing)
                found["state"] = {k: condensed(v) for k, v in thing.state_dict().items()}
                if row.inputs is not None:
                    torch.set_default_dtype(torch.float64)
                    found |= use(row, thing, torch)
            else:
                found["value"] = [condensed(tensor) for tensor in tensors(thing)] or repr(thing)
        except Exception as error:
            if not row.bad:
                raise
            return {
                "error": [c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins"]
            }
        finally:
            torch.set_default_dtype(torch.float32)
    if row.bad:
        raise AssertionError(f"{row} does not fail")
    if row.warns:
        found["warns"] = sorted({warning.category.__name__ for warning in caught})
    return {name: figure for name, figure in found.items() if figure}


def written(figures: dict) -> str:
    """JSON with one figure a line."""
    lines = []
    for name, found in figures.items():
        inner = [f"  {json.dumps(k)}: {json.dumps(rounded(v))}" for k, v in found.items()]
        lines.append(f" {json.dumps(name)}: {{\n" + ",\n".join(inner) + "\n }")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def rounded(value):
    if isinstance(value, float):
        return float(f"{value:.12g}")
    if isinstance(value, dict):
        return {name: rounded(part) for name, part in value.items()}
    return [rounded(part) for part in value] if isinstance(value, list) else value


def figures_of(family: str, torch) -> dict:
    found = {}
    for row in rows(family):
        assert str(row) not in found, f"{row} is there twice"
        try:
            found[str(row)] = figure = run(row, torch)
            if row.bad:
                figure["error"] = figure["error"][0]
        except Exception as error:
            raise AssertionError(f"{row}: {error}") from error
    for name, row in classes(family).items():
        found[f"class {name}"] = facts(type(make(row, torch)))
    return found


def classes(family: str) -> dict[str, Row]:
    """One row for each class that the rows begin with, by its name."""
    good = [row for row in rows(family) if not row.bad]
    named = [(re.match(r"(?:called\()?((?:\w+\.)*_?[A-Z]\w*)\(", row.make), row) for row in good]
    return {name[1]: row for name, row in reversed(named) if name}


def main() -> None:
    parser = argparse.ArgumentParser(description="Write what torch computes.")
    parser.add_argument("--write", action="store_true", required=True)
    parser.add_argument("family", nargs="*")
    named = parser.parse_args().family
    torch = importlib.import_module("torch")
    importlib.import_module("torch.nn.utils.prune")  # which torch itself does not
    sys.modules.setdefault("nn_table", sys.modules["__main__"])  # one Row, not two
    warnings.simplefilter("ignore")
    for family in named or families():
        path_of(family).write_text(written(figures_of(family, torch)))


if __name__ == "__main__":
    main()
