"""Packages made for torch at work; ``python tests/packages_use.py --write`` under torch says what
comes out.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

FILE = Path(__file__).with_name("packages_figures.json")
USES = {}


def use(*packages):
    """Register a function that takes torch, and needs these packages."""

    def registered(function):
        USES[function.__name__] = (function, packages)
        return function

    return registered


def mlp(torch, *sizes, activation="Tanh"):
    layers = []
    for n, m in itertools.pairwise(sizes):
        layers += [torch.nn.Linear(n, m), getattr(torch.nn, activation)()]
    return torch.nn.Sequential(*layers[:-1])


def wave(torch, *shape):
    """Numbers of no pattern."""
    n = 1
    for length in shape:
        n *= length
    return torch.sin(torch.arange(n, dtype=torch.float64) ** 2 * 0.37).reshape(shape).float()


@use("einops")
def einops_functions(torch):
    import einops

    x = wave(torch, 2, 4, 6, 3).requires_grad_()
    y = einops.rearrange(x, "b (h h2) (w w2) c -> b h w (c h2 w2)", h2=2, w2=3)
    pooled = einops.reduce(x, "b (h 2) w c -> b c h", "max")
    mean = einops.reduce(x, "b h w c -> b () () c", "mean")
    many = einops.repeat(pooled, "b c h -> (b two) h c", two=2)
    product = einops.einsum(y, many, "b h w c, e h k -> b e k w c")
    packed, shapes = einops.pack([x, mean], "b * c")
    back = einops.unpack(packed, shapes, "b * c")
    (product.sum() + (packed**2).sum() + back[1].sum()).backward()
    found = [list(t.shape) for t in (y, pooled, mean, many, product, packed, *back)]
    return (
        found,
        product.sum().item(),
        x.grad.flatten()[:40].tolist(),
        einops.parse_shape(x, "b _ w c"),
    )


@use("einops")
def einops_layers(torch):
    from einops.layers.torch import EinMix, Rearrange, Reduce

    torch.manual_seed(0)
    model = torch.nn.Sequential(
        torch.nn.Conv2d(1, 4, 3, padding=1),
        Reduce("b c (h 2) (w 2) -> b c h w", "max"),
        torch.nn.ReLU(),
        EinMix("b c h w -> b d h w", weight_shape="c d", bias_shape="d", c=4, d=3),
        Rearrange("b c h w -> b (c h w)"),
        torch.nn.Linear(3 * 16, 2),
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = []
    for _ in range(5):
        optimizer.zero_grad()
        loss = (model(wave(torch, 5, 1, 8, 8)) - 1).pow(2).mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, list(model.state_dict()), repr(model)


@use("torchdiffeq")
def torchdiffeq_solvers(torch):
    from torchdiffeq import odeint, odeint_event

    y0 = torch.tensor([1.0, 0.3], dtype=torch.float64, requires_grad=True)
    times = torch.linspace(0.0, 1.0, 6, dtype=torch.float64)
    turn = torch.tensor([[-0.1, 2.0], [-2.0, -0.1]], dtype=torch.float64)

    def spiral(t, y):
        return (y**3) @ turn

    found = {}
    for method in (
        "dopri5",
        "dopri8",
        "bosh3",
        "euler",
        "midpoint",
        "rk4",
        "explicit_adams",
    ):
        found[method] = odeint(spiral, y0, times, method=method).flatten().tolist()
    (grad,) = torch.autograd.grad(odeint(spiral, y0, times).pow(2).sum(), y0)
    speed = torch.tensor(10.0, dtype=torch.float64)
    when, states = odeint_event(
        lambda t, y: torch.stack([y[1], torch.tensor(-9.81, dtype=torch.float64)]),
        torch.stack([torch.zeros((), dtype=torch.float64), speed]),
        torch.tensor(0.1, dtype=torch.float64),
        event_fn=lambda t, y: y[0] + (t < 0.5) * 100,
    )
    return found, grad.tolist(), when.item(), states[-1].tolist()


@use("torchdiffeq")
def torchdiffeq_adjoint(torch):
    from torchdiffeq import odeint_adjoint

    class Field(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.net = mlp(torch, 2, 8, 2)

        def forward(self, t, y):
            return self.net(y**3)

    torch.manual_seed(1)
    field = Field().double()
    optimizer = torch.optim.RMSprop(field.parameters(), lr=1e-3)
    y0 = torch.tensor([[2.0, 0.0]], dtype=torch.float64)
    times = torch.linspace(0.0, 1.0, 4, dtype=torch.float64)
    losses = []
    for _ in range(3):
        optimizer.zero_grad()
        loss = odeint_adjoint(field, y0, times, method="dopri5").abs().mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, [p.grad.flatten().tolist() for p in field.parameters()]


@use("lion_pytorch")
def lion_steps(torch):
    from lion_pytorch import Lion
    from lion_pytorch.foreach import Lion as LionOfMany

    found = []
    for kind in (Lion, LionOfMany):
        torch.manual_seed(2)
        model = mlp(torch, 3, 5, 1)
        optimizer = kind(model.parameters(), lr=1e-2, weight_decay=1e-1)
        losses = []
        for _ in range(6):
            optimizer.zero_grad()
            loss = model(wave(torch, 10, 3)).pow(2).sum()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        state = optimizer.state_dict()
        found.append([losses, sorted(state["state"][0]), sorted(state["param_groups"][0])])
    return found


@use("skorch", "sklearn", "scipy", "tqdm", "tabulate")
def skorch_classifier(torch):
    import io

    import numpy
    from sklearn.datasets import make_classification
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from skorch import NeuralNetClassifier
    from skorch.callbacks import EarlyStopping, EpochScoring, LRScheduler

    class Net(torch.nn.Module):
        def __init__(self, width=10):
            super().__init__()
            self.net = mlp(torch, 20, width, 2, activation="ReLU")
            self.dropout = torch.nn.Dropout(0.1)

        def forward(self, x):
            return torch.softmax(self.net(self.dropout(x)), -1)

    x, y = make_classification(200, 20, n_informative=8, random_state=0)
    x, y = x.astype(numpy.float32), y.astype(numpy.int64)
    torch.manual_seed(3)
    net = NeuralNetClassifier(
        Net,
        max_epochs=4,
        lr=0.1,
        batch_size=32,
        iterator_train__shuffle=True,
        optimizer=torch.optim.SGD,
        optimizer__momentum=0.9,
        callbacks=[
            EpochScoring("roc_auc", lower_is_better=False),
            EarlyStopping(patience=3),
            LRScheduler(policy="StepLR", step_size=2),
        ],
        verbose=0,
    )
    net.fit(x, y)
    saved = io.BytesIO()
    net.save_params(f_params=saved)
    saved.seek(0)
    other = NeuralNetClassifier(Net, verbose=0).initialize()
    other.load_params(f_params=saved)
    search = GridSearchCV(
        make_pipeline(StandardScaler(), net.set_params(verbose=0)),
        {"neuralnetclassifier__module__width": [4, 8], "neuralnetclassifier__max_epochs": [2]},
        cv=2,
        scoring="accuracy",
    )
    probabilities = net.predict_proba(x[:5]).tolist()
    same = bool((other.predict_proba(x) == net.predict_proba(x)).all())
    search.fit(x, y)
    return (
        net.history[:, ("train_loss", "valid_loss", "valid_acc", "roc_auc")],
        probabilities,
        same,
        search.cv_results_["mean_test_score"].tolist(),
    )


@use("skorch", "sklearn", "scipy", "tqdm", "tabulate")
def skorch_regressor(torch):
    import pickle

    import numpy
    from skorch import NeuralNetRegressor
    from skorch.helper import predefined_split
    from torch.utils.data import TensorDataset

    x = wave(torch, 60, 4)
    y = x.sum(1, keepdim=True).sin()
    torch.manual_seed(4)
    net = NeuralNetRegressor(
        torch.nn.Linear,
        module__in_features=4,
        module__out_features=1,
        optimizer=torch.optim.Adam,
        lr=0.05,
        max_epochs=5,
        batch_size=20,
        train_split=predefined_split(TensorDataset(x[40:], y[40:])),
        verbose=0,
    )
    net.fit(x[:40].numpy(), y[:40].numpy())
    again = pickle.loads(pickle.dumps(net))
    numpy.testing.assert_array_equal(again.predict(x[:3].numpy()), net.predict(x[:3].numpy()))
    return net.history[:, ("train_loss", "valid_loss")], net.predict(x[:3].numpy()).tolist()


@use("torchinfo")
def torchinfo_summary(torch):
    import torchinfo

    model = torch.nn.Sequential(
        torch.nn.Conv2d(1, 8, 3),
        torch.nn.BatchNorm2d(8),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Flatten(),
        torch.nn.Linear(8 * 169, 10),
    )
    plain = torchinfo.summary(model, (4, 1, 28, 28), verbose=0)
    wide = torchinfo.summary(
        model,
        input_data=torch.zeros(2, 1, 28, 28),
        verbose=0,
        depth=1,
        row_settings=("var_names", "depth"),
        col_names=(
            "kernel_size",
            "input_size",
            "output_size",
            "num_params",
            "mult_adds",
            "trainable",
        ),
    )
    lstm = torchinfo.summary(torch.nn.LSTM(5, 7, 2, batch_first=True), (3, 6, 5), verbose=0)
    # How an Enum is formatted depends on Python's version.
    texts = [str(table).replace("Units.MEGABYTES", "M") for table in (plain, wide, lstm)]
    return *texts, plain.total_params, plain.total_mult_adds


@use("torchmin", "scipy")
def torchmin_methods(torch):
    from torchmin import minimize, minimize_constr

    def rosenbrock(x):
        return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()

    start = torch.tensor([1.3, 0.7, 0.8, 1.9, 1.2], dtype=torch.float64)
    found = {}
    for method in (
        "bfgs",
        "l-bfgs",
        "cg",
        "newton-cg",
        "newton-exact",
        "trust-ncg",
        "trust-exact",
    ):
        result = minimize(rosenbrock, start, method=method)
        found[method] = [bool(result.success), int(result.nit), result.fun.item()]
    bounded = minimize_constr(rosenbrock, start, bounds=(0.0, 0.9), max_iter=20)
    return found, [round(v, 4) for v in bounded.x.tolist()]


@use("torchmin", "scipy")
def torchmin_optimizer(torch):
    from torchmin import Minimizer

    torch.manual_seed(5)
    model = mlp(torch, 2, 4, 1).double()
    x = wave(torch, 20, 2).double()
    y = x.prod(1, keepdim=True)
    optimizer = Minimizer(model.parameters(), method="bfgs", max_iter=15)

    def closure():
        optimizer.zero_grad()
        return (model(x) - y).pow(2).mean()

    return optimizer.step(closure).item()


@use("opt_einsum")
def opt_einsum_contractions(torch):
    import numpy
    import opt_einsum

    a, b, c = (
        wave(torch, *shape).double().requires_grad_() for shape in ((3, 4), (4, 5, 2), (2, 5))
    )
    y = opt_einsum.contract("ij,jkl,lk->i", a, b, c, backend="torch")
    y.pow(2).sum().backward()
    planned = opt_einsum.contract_expression("ij,jkl,lk->i", (3, 4), (4, 5, 2), (2, 5))
    with torch.no_grad():
        assert torch.allclose(planned(a, b, c, backend="torch"), y)
        constant = opt_einsum.contract_expression(
            "ij,jkl,lk->i", a.detach(), (4, 5, 2), (2, 5), constants=[0]
        )
        assert torch.allclose(constant(b, c, backend="torch"), y)
        outer = opt_einsum.contract("ab,cd,ae->bcde", a, a, a, backend="torch")
    array = planned(*(numpy.asarray(t.detach()) for t in (a, b, c)), backend="torch")
    return y.tolist(), a.grad.flatten().tolist(), outer.sum().item(), array.tolist()


@use("torchviz", "graphviz")
def torchviz_dots(torch):
    import re

    import torchviz

    def named(source):
        """With numbers in their order in the place of addresses."""
        seen = {}
        return re.sub(r"\d{9,}", lambda match: str(seen.setdefault(match[0], len(seen))), source)

    torch.manual_seed(0)
    model = torch.nn.Sequential(
        torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
    )
    x = torch.ones(2, 1, 8, 8, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(model(x).flatten(1), torch.tensor([0, 1]))
    w = torch.ones(3, requires_grad=True)
    y = ((w * 2).exp() @ w.detach()).tanh()
    return [
        named(torchviz.make_dot(loss, params=dict(model.named_parameters())).source),
        named(torchviz.make_dot(y, {"w": w}, show_attrs=True, show_saved=True).source),
    ]


@use("jaxtyping", "beartype", "wadler_lindig")
def jaxtyping_checks(torch):
    from beartype import beartype
    from jaxtyping import Bool, Float, Float64, Int, TypeCheckError, jaxtyped

    def checked(function, **kinds):
        function.__annotations__ = kinds  # torch is no name of this module
        return jaxtyped(typechecker=beartype)(function)

    def weighted(x, w):
        return x.sum(1) * w

    rows = Float[torch.Tensor, "b"]
    weighted = checked(
        weighted, x=Float[torch.Tensor, "b c"], w=Int[torch.Tensor, "b"], **{"return": rows}
    )

    class Layer(torch.nn.Module):
        def forward(self, x):
            return x.sum(-1, keepdim=x.dim() > 1)

    last = Float[torch.Tensor, "*b 1"]
    Layer.forward = checked(Layer.forward, x=Float[torch.Tensor, "*b 3"], **{"return": last})
    x, n = torch.ones(2, 3), torch.tensor([1, 2])
    found = [weighted(x, n).tolist(), Layer()(x).tolist()]
    for function, arguments in (
        (weighted, (x, n.float())),
        (weighted, (x, n[:1])),
        (weighted, (x[0], n)),
        (Layer(), (x[0],)),
    ):
        try:
            function(*arguments)
        except TypeCheckError as error:
            found.append(str(error).partition(" of ")[0])
    y = x.double()
    kinds = (Float64[torch.Tensor, "2 3"], Float[torch.Tensor, "... 3"], Bool[torch.Tensor, "b b"])
    return found, [[isinstance(t, kind) for kind in kinds] for t in (x, y, y[:, :2] > 0)]


@use("safetensors", "packaging")
def safetensors_files(torch):
    import tempfile
    from pathlib import Path

    from safetensors import safe_open
    from safetensors.torch import load, load_file, load_model, save, save_file, save_model

    class Tied(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.one, self.two = torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)
            self.two.weight = self.one.weight

    torch.manual_seed(6)
    model, other = Tied(), Tied()
    kinds = (torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.bool)
    tensors = {str(kind): wave(torch, 2, 3).mul(9).to(kind) for kind in kinds}
    data = save(tensors, {"of": "a test"})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.safetensors")
        save_model(model, path)
        missing = [list(names) for names in load_model(other, path)]
        same = torch.equal(model.two.weight, other.one.weight)
        names = sorted(load_file(path))
        with safe_open(path, "pt") as file:
            part = file.get_slice("one.weight")[1:, :1]
        try:
            save_file({"a": model.one.weight, "b": model.two.weight}, path)
        except RuntimeError as error:
            refused = "share memory" in str(error)
    again = load(data)
    return (
        len(data),
        [[str(again[name].dtype), again[name].tolist()] for name in sorted(again)],
        [missing, same, names, part.tolist(), refused],
    )


def short(value):
    """With numbers of so many digits as are compared."""
    if isinstance(value, float):
        return float(f"{value:.7g}")
    return [short(part) for part in value] if isinstance(value, (list, tuple)) else value


def run(name, torch):
    """As a JSON file gives it back."""
    return json.loads(json.dumps(USES[name][0](torch)))


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    import torch

    lines = [f'"{name}": {json.dumps(short(run(name, torch)))}' for name in USES]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n")
