"""What torch's distributions do, on file: one row per case, run on torch to write the figures, and
on retrograd to be compared with them.

To add rows: a file ``distributions_rows_<family>.py`` with a list ROWS, then

    python tests/distributions_table.py --write [family ...]        # with a Python that has torch

writes ``distributions_figures_<family>.json``, and test_distributions_table.py compares. A row is
the text of a program:

    Row("Normal(p(0.5, -1.0), p([[1.0], [2.0]]))", "t(0.3, -2.0)")   # value of log_prob, cdf
    Row("Poisson(p(4.0))", "t(3.0)", draws=False)   # its draws for a seed are not torch's
    Row("Normal(t(0.0), t(-1.0))", bad=True)        # torch raises, its class of error is compared
    Row("kl_divergence(Normal(p(0.0), p(1.0)), Laplace(0.0, p(2.0)))")       # any other expression
    Row("Kumaraswamy(2.0, 3.0)", skip=("mode",))     # which torch has wrong
    Row("ExpTransform()", "p(0.3, -2.0)")            # a transform, and its argument
    Row("constraints.positive", "t(0.3, -2.0)")      # a constraint, and what it checks

``t`` is a tensor of the row's dtype, float64 and then float32: of numbers, or of one nested list
(``dtypes=("float32",)`` for what torch does not do in float64);
``p`` is one whose gradients are compared. Other names are those of torch.distributions, its
utils, then of torch. Of a distribution there are shapes, repr, support, moments, entropy, the
values at the value, draws for a seed, gradients, and what ``expand`` makes of it; of another
expression its value and gradients. What raises is on file as the class of its error.

Of a tensor there are shape and dtype, a weighted sum, the first number and the largest magnitude.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import nn_table

HERE = Path(__file__).parent
PRECISION = {"float64": 1e-9, "float32": 4e-6}


@dataclass(frozen=True)
class Row:
    make: str
    value: str | None = None
    shape: tuple[int, ...] = (5,)
    draws: bool = True
    bad: bool = False
    skip: tuple[str, ...] = ()
    dtypes: tuple[str, ...] = ("float64", "float32")
    relative: float = PRECISION["float64"]
    single: float = PRECISION["float32"]
    slopes: float | None = None  # where torch knows the derivatives of draws less exactly

    def __str__(self):
        return self.make + (f" at {self.value}" if self.value else "")


def families() -> list[str]:
    return sorted(path.stem.split("_rows_")[1] for path in HERE.glob("distributions_rows_*.py"))


def rows(family: str) -> list[Row]:
    return importlib.import_module(f"distributions_rows_{family}").ROWS


def path_of(family: str) -> Path:
    return HERE / f"distributions_figures_{family}.json"


def figures(family: str) -> dict:
    return json.loads(path_of(family).read_text())


class Names(dict):
    """The names that the text of a row may use, and the tensors whose gradients are compared."""

    def __init__(self, torch, dtype):
        super().__init__(torch=torch, distributions=torch.distributions)
        self.dtype, self.leaves = getattr(torch, dtype), []
        self["t"], self["p"] = self.tensor, self.parameter

    def __missing__(self, name):
        for place in (self["distributions"], self["distributions"].utils, self["torch"]):
            if hasattr(place, name):
                return getattr(place, name)
        raise KeyError(name)

    def tensor(self, *numbers):
        return self["torch"].tensor(numbers[0] if len(numbers) == 1 else numbers, dtype=self.dtype)

    def parameter(self, *numbers):
        self.leaves.append(self.tensor(*numbers).requires_grad_())
        return self.leaves[-1]


def figure(value):
    """What is kept of a value."""
    if hasattr(value, "requires_grad"):
        kind, *numbers = nn_table.condensed(value)
        return [kind, *(float(f"{number:.12g}") for number in numbers)]
    if isinstance(value, (tuple, list)) and not hasattr(value, "numel"):
        return [figure(part) for part in value]
    return value if isinstance(value, (bool, int, float, str, type(None))) else repr(value)


def tried(call, *args):
    """A figure of what a call gives, or the class of its error."""
    try:
        return figure(call(*args))
    except Exception as error:
        return {"error": [c.__name__ for c in type(error).__mro__[:-3]]}


class Case:
    """A row in one dtype: what it makes, and the figures of that."""

    def __init__(self, row, torch, dtype):
        self.row, self.torch, self.names = row, torch, Names(torch, dtype)
        self.made = eval(row.make, {}, self.names)
        self.value = None if row.value is None else eval(row.value, {}, self.names)

    def is_distribution(self):
        return isinstance(self.made, self.torch.distributions.Distribution)

    def gradients(self, of):
        """The gradients of a weighted sum of all that is made."""
        parts = [y for y in nn_table.tensors(of()) if y.requires_grad]
        if not parts:
            return []
        total = sum((y.reshape(-1) * nn_table.weights(y.detach().reshape(-1))).sum() for y in parts)
        return self.torch.autograd.grad(total, self.names.leaves, allow_unused=True)

    def drawn(self, method, shape):
        self.torch.manual_seed(17)
        y = getattr(self.made, method)(shape)
        return y if self.row.draws else f"{tuple(y.shape)} {y.dtype}"

    def facts(self):
        d = self.torch.distributions
        if isinstance(self.made, d.Distribution):
            return self.of_distribution()
        if isinstance(self.made, d.Transform):
            return self.of_transform()
        if isinstance(self.made, d.constraints.Constraint) and self.value is not None:
            return self.of_constraint()
        found = {"value": figure(self.made)}
        return found | {"gradients": figure(self.gradients(lambda: self.made))}

    def of_transform(self):
        t, x = self.made, self.value
        found = {name: tried(getattr, t, name) for name in ("sign", "event_dim")}
        for name in ("domain", "codomain", "bijective"):
            found[name] = figure(getattr(t, name))
        y = t(x)
        found["value"] = figure([y, t.inv(y), self.gradients(lambda: [t(x), t.inv(t(x))])])
        slope = self.slope(t, x)
        found["slope"] = tried(lambda: [slope(), self.gradients(slope)])
        found["shapes"] = [list(t.forward_shape(x.shape)), list(t.inverse_shape(y.shape))]
        cached = tried(t.with_cache)
        if not isinstance(cached, dict):
            t = t.with_cache()
            y = t(x)
            found["cached"] = [t(x) is y, t.inv(y) is x, t.with_cache(0)._cache_size]
        return found | {"repr": repr(t), "inverse": repr(t.inv)}

    def slope(self, t, x):
        return lambda: t.log_abs_det_jacobian(x, t(x))

    def of_constraint(self):
        c, value, d = self.made, self.value, self.torch.distributions
        found = {"repr": repr(c), "dim": c.event_dim, "discrete": c.is_discrete}
        found["check"] = c.check(value).tolist()
        for registry in (d.biject_to, d.transform_to):
            found[f"to {len(found)}"] = tried(lambda registry=registry: repr(registry(c)))
        return found

    def of_distribution(self):
        d, shape, value = self.made, self.row.shape, self.value
        at = () if value is None else (value,)
        quantile = self.names.tensor(0.3)
        found = {
            "repr": repr(d),
            "batch": list(d.batch_shape),
            "event": list(d.event_shape),
            "support": tried(lambda: d.support),
            "has": [d.has_rsample, d.has_enumerate_support],
        }
        for name in ("mean", "mode", "variance", "stddev"):
            if name not in self.row.skip:
                found[name] = tried(getattr, d, name)
        found["entropy"] = tried(lambda: [d.entropy(), self.gradients(d.entropy)])
        found["perplexity"] = tried(d.perplexity)
        found["icdf"] = tried(d.icdf, quantile)
        found["events"] = tried(d.enumerate_support)
        found["sample"] = tried(self.drawn, "sample", shape)
        found["one"] = tried(self.drawn, "sample", ())
        found["rsample"] = tried(self.drawn, "rsample", shape)
        if self.row.draws:
            found["slopes"] = tried(self.gradients, lambda: self.drawn("rsample", shape))
        if at:
            found["log_prob"] = tried(lambda: [d.log_prob(value), self.gradients(self.log_prob)])
            found["cdf"] = tried(lambda: [d.cdf(value), self.gradients(lambda: d.cdf(value))])
        found["expanded"] = tried(self.expanded)
        return found

    def log_prob(self):
        return self.made.log_prob(self.value)

    def expanded(self):
        wider = self.made.expand((2, *self.made.batch_shape))
        value = None if self.value is None else wider.log_prob(self.value)
        return [repr(wider), wider.mean if value is None else value]


def facts(cls) -> dict:
    """What is true of a class, whatever its arguments."""
    found = {
        "init": nn_table.signature(cls.__init__),
        "bases": [base.__name__ for base in cls.__mro__[1:-1] if base.__name__ != "Generic"],
    }
    constraints = getattr(cls, "arg_constraints", None)
    return found | ({"constraints": repr(constraints)} if isinstance(constraints, dict) else {})


def run(row, torch) -> dict:
    """The figures of a row."""
    if row.bad:
        return {"bad": tried(lambda: Case(row, torch, "float64").made)}
    first, *others = row.dtypes
    found = Case(row, torch, first).facts()
    kept = ("sample", "rsample", "log_prob", "cdf", "icdf", "value")
    for dtype in others:
        again = Case(row, torch, dtype).facts()
        found[dtype] = {name: again[name] for name in kept if name in again}
    return found


def classes(family: str, torch) -> dict:
    found = {}
    for row in rows(family):
        if not row.bad:
            case = Case(row, torch, row.dtypes[0])
            if case.is_distribution():
                found[f"class {type(case.made).__name__}"] = facts(type(case.made))
    return found


def differences(found, want, row, path="") -> list[str]:
    """Where two figures differ, in words."""
    if isinstance(want, dict) and isinstance(found, dict):
        if "error" in want:
            same = want["error"][0] in found.get("error", [])
            return [] if same else [f"{path}: {found} instead of {want}"]
        if list(found) != list(want):
            return [f"{path}: {found} instead of {want}"]
        return [d for k in want for d in differences(found[k], want[k], row, f"{path}.{k}")]
    if is_tensor(want) and is_tensor(found) and found[0] == want[0]:
        shape, dtype = want[0].split()
        count = math.prod(map(int, shape.split("x"))) if shape != "()" else 1
        largest = max(map(abs, want[1:]), default=0)
        relative = row.single if dtype == "float32" else row.relative
        relative = max(relative, row.slopes or 0) if ".slopes" in path else relative
        slack = relative * largest + 1e-12
        near = all(
            f == w or (f != f and w != w) or abs(f - w) <= slack * scale
            for f, w, scale in zip(found[1:], want[1:], (count, 1, 1), strict=False)
        )
        return [] if near else [f"{path}: {found} instead of {want}"]
    if isinstance(want, list) and isinstance(found, list) and len(want) == len(found):
        parts = zip(found, want, range(len(want)), strict=True)
        return [d for f, w, i in parts for d in differences(f, w, row, f"{path}[{i}]")]
    if isinstance(want, float) and isinstance(found, float):
        return (
            [] if math.isclose(found, want, rel_tol=row.relative) else [f"{path}: {found}, {want}"]
        )
    return [] if found == want else [f"{path}: {found!r} instead of {want!r}"]


def is_tensor(figure) -> bool:
    return isinstance(figure, list) and len(figure) in (1, 4) and isinstance(figure[0], str)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write torch's figures.")
    parser.add_argument("--write", nargs="*", required=True, metavar="family")
    import torch

    warnings.simplefilter("ignore")
    for family in parser.parse_args().write or families():
        found = {}
        for row in rows(family):
            try:
                found[str(row)] = run(row, torch)
            except Exception as error:
                sys.exit(f"{row}: {type(error).__name__}: {error}")
        found |= classes(family, torch)
        bad = [
            str(row)
            for row in rows(family)
            if row.bad != ("error" in found[str(row)].get("bad", []))
        ]
        if bad:
            sys.exit(f"torch raises where it should not, or the reverse: {bad}")
        lines = [f"{json.dumps(key)}: {json.dumps(found[key])}" for key in found]
        path_of(family).write_text("{\n" + ",\n".join(lines) + "\n}\n")
        print(f"{family}: {len(found)} rows, {path_of(family).stat().st_size} bytes")


if __name__ == "__main__":
    main()
