"""Training steps of whole programs, with modules and Adam: what small models cost as they are used.

Each model stands here twice: as array functions, which are the reference, and as a torch program,
whose parameters are given in the order in which its modules have them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from workload import Inputs, Workload

RATE = 1e-3
LETTERS, TIME, WIDTH, HEADS, BLOCKS = 65, 32, 64, 4, 2  # of the language model of letters
WORDS, EMBEDDING, HIDDEN, STEPS = 100, 32, 64, 20  # of the recurrent one
POINTS = 100
DISCOUNT = 0.99

Parameters = Iterator[Any]


def linear(rng: np.random.Generator, n_in: int, n_out: int) -> list[np.ndarray]:
    return [rng.standard_normal((n_out, n_in)) / n_in**0.5, rng.standard_normal(n_out) / 10]


def perceptron(rng: np.random.Generator, *sizes: int) -> list[np.ndarray]:
    return [array for shape in pairwise(sizes) for array in linear(rng, *shape)]


def norm(rng: np.random.Generator) -> list[np.ndarray]:
    return [1 + rng.standard_normal(WIDTH) / 10, rng.standard_normal(WIDTH) / 10]


# Layers as array functions: each takes its parameters from those that are left.


def dense(x: Any, params: Parameters) -> Any:
    weight = next(params)
    return x @ weight.T + next(params)


def relu(xp: Any) -> Callable[[Any], Any]:
    return lambda z: xp.maximum(z, 0)


def deep(x: Any, params: Parameters, activate: Callable[[Any], Any]) -> Any:
    *hidden, weight, bias = params
    for w, b in zip(hidden[::2], hidden[1::2], strict=True):
        x = activate(x @ w.T + b)
    return x @ weight.T + bias


def layer_norm(x: Any, params: Parameters) -> Any:
    centred = x - x.mean(-1, keepdims=True)
    scaled = centred / ((centred**2).mean(-1, keepdims=True) + 1e-5) ** 0.5
    return scaled * next(params) + next(params)


def softmax(xp: Any, x: Any) -> Any:
    e = xp.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def gelu(xp: Any, x: Any) -> Any:
    return 0.5 * x * (1 + xp.tanh((2 / np.pi) ** 0.5 * (x + 0.044715 * x**3)))


def convolution(xp: Any, x: Any, weight: Any, pad: int) -> Any:
    if xp is np:
        x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape[2:], (2, 3))
        return np.einsum("nchwij,ocij->nohw", windows, weight, optimize=True)
    import jax

    return jax.lax.conv_general_dilated(x, weight, (1, 1), ((pad, pad), (pad, pad)))


def halve(x: Any) -> Any:
    n, channels, rows, columns = x.shape
    return x.reshape(n, channels, rows // 2, 2, columns // 2, 2).max((3, 5))


def cross_entropy(xp: Any, logits: Any, labels: Any) -> Any:
    most = logits.max(-1, keepdims=True)
    log_sum = xp.log(xp.exp(logits - most).sum(-1, keepdims=True)) + most
    return (log_sum - xp.take_along_axis(logits, labels[..., None], -1)).mean()


# The programs.


def mlp(xp: Any, x: Any, y: Any, *params: Any) -> Any:
    return lambda: cross_entropy(xp, deep(x, iter(params), relu(xp)), y)


def mlp_torch(T: Any, x: Any, y: Any, *params: Any) -> Any:
    nn = T.nn
    model = nn.Sequential(nn.Linear(32, 64), nn.ReLU(), nn.Linear(64, 10))
    return trained(T, model, params, lambda: nn.functional.cross_entropy(model(x), y))


def lenet(xp: Any, x: Any, y: Any, *params: Any) -> Any:
    def step() -> Any:
        left, z = iter(params), x
        for pad in (2, 0):
            z = convolution(xp, z, next(left), pad) + next(left)[:, None, None]
            z = halve(relu(xp)(z))
        return cross_entropy(xp, deep(z.reshape(len(x), -1), left, relu(xp)), y)

    return step


def lenet_torch(T: Any, x: Any, y: Any, *params: Any) -> Any:
    nn = T.nn
    model = nn.Sequential(
        *(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()),
        *(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)),
    )
    return trained(T, model, params, lambda: nn.functional.cross_entropy(model(x), y))


def lenet_inputs(rng: np.random.Generator) -> list[np.ndarray]:
    filters = [rng.standard_normal((6, 1, 5, 5)) / 5, rng.standard_normal(6) / 10]
    filters += [rng.standard_normal((16, 6, 5, 5)) / 12, rng.standard_normal(16) / 10]
    images, labels = rng.standard_normal((32, 1, 28, 28)), rng.integers(0, 10, 32)
    return [images, labels, *filters, *perceptron(rng, 400, 120, 84, 10)]


def char_gpt(xp: Any, text: Any, following: Any, *params: Any) -> Any:
    def attend(x: Any, left: Parameters) -> Any:
        shape = (*x.shape[:2], HEADS, WIDTH // HEADS)
        q, k, v = (
            z.reshape(shape).transpose(0, 2, 1, 3)
            for z in xp.split(dense(layer_norm(x, left), left), 3, -1)
        )
        scores = q @ k.transpose(0, 1, 3, 2) / (WIDTH // HEADS) ** 0.5
        seen = softmax(xp, xp.where(np.tri(TIME, dtype=bool), scores, -np.inf))
        return dense((seen @ v).transpose(0, 2, 1, 3).reshape(x.shape), left)

    def step() -> Any:
        left = iter(params)
        x = next(left)[text] + next(left)
        for _ in range(BLOCKS):
            x = x + attend(x, left)
            x = x + dense(gelu(xp, dense(layer_norm(x, left), left)), left)
        return cross_entropy(xp, layer_norm(x, left) @ next(left).T, following)

    return step


def char_gpt_torch(T: Any, text: Any, following: Any, *params: Any) -> Any:
    nn, F = T.nn, T.nn.functional

    class Attention(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.norm, self.qkv = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 3 * WIDTH)
            self.out = nn.Linear(WIDTH, WIDTH)

        def forward(self, x: Any) -> Any:
            heads = (*x.shape[:2], HEADS, WIDTH // HEADS)
            parts = self.qkv(self.norm(x)).split(WIDTH, dim=2)
            q, k, v = (part.view(heads).transpose(1, 2) for part in parts)
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
            return self.out(y.transpose(1, 2).reshape(x.shape))

    class Block(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.attention = Attention()
            self.mlp = nn.Sequential(
                *(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 4 * WIDTH)),
                *(nn.GELU(approximate="tanh"), nn.Linear(4 * WIDTH, WIDTH)),
            )

        def forward(self, x: Any) -> Any:
            x = x + self.attention(x)
            return x + self.mlp(x)

    class Model(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.letter, self.place = nn.Embedding(LETTERS, WIDTH), nn.Embedding(TIME, WIDTH)
            self.blocks = nn.Sequential(*(Block() for _ in range(BLOCKS)), nn.LayerNorm(WIDTH))
            self.head = nn.Linear(WIDTH, LETTERS, bias=False)

        def forward(self, text: Any) -> Any:
            x = self.letter(text) + self.place(T.arange(TIME))
            return self.head(self.blocks(x))

    model, targets = Model(), following.flatten()
    return trained(T, model, params, lambda: F.cross_entropy(model(text).flatten(0, 1), targets))


def char_gpt_inputs(rng: np.random.Generator) -> list[np.ndarray]:
    text = rng.integers(0, LETTERS, (8, TIME + 1))
    arrays = [rng.standard_normal((n, WIDTH)) / 2 for n in (LETTERS, TIME)]
    for _ in range(BLOCKS):
        arrays += norm(rng) + linear(rng, WIDTH, 3 * WIDTH) + linear(rng, WIDTH, WIDTH)
        arrays += norm(rng) + perceptron(rng, WIDTH, 4 * WIDTH, WIDTH)
    arrays += norm(rng) + linear(rng, WIDTH, LETTERS)[:1]
    return [text[:, :-1].copy(), text[:, 1:].copy(), *arrays]


# c' = sigmoid(f) c + sigmoid(i) tanh(g), h' = sigmoid(o) tanh(c'), i, f, g, o = W x + b + U h + d.
def lstm(xp: Any, text: Any, following: Any, *params: Any) -> Any:
    embedding, w, u, b, d, head, bias = params

    def step() -> Any:
        c = h = np.zeros((len(text), HIDDEN), np.float32)
        found = []
        for x in (embedding[text] @ w.T + b + d).transpose(1, 0, 2):
            gates = xp.split(x + h @ u.T, 4, -1)
            i, f, o = (1 / (1 + xp.exp(-z)) for z in (gates[0], gates[1], gates[3]))
            c = f * c + i * xp.tanh(gates[2])
            h = o * xp.tanh(c)
            found.append(h)
        return cross_entropy(xp, xp.stack(found, 1) @ head.T + bias, following)

    return step


def lstm_torch(T: Any, text: Any, following: Any, *params: Any) -> Any:
    nn = T.nn

    class Model(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.embedding = nn.Embedding(WORDS, EMBEDDING)
            self.lstm = nn.LSTM(EMBEDDING, HIDDEN, batch_first=True)
            self.head = nn.Linear(HIDDEN, WORDS)

        def forward(self, text: Any) -> Any:
            return self.head(self.lstm(self.embedding(text))[0])

    model, targets = Model(), following.flatten()
    loss = nn.functional.cross_entropy
    return trained(T, model, params, lambda: loss(model(text).flatten(0, 1), targets))


def lstm_inputs(rng: np.random.Generator) -> list[np.ndarray]:
    text = rng.integers(0, WORDS, (16, STEPS + 1))
    (w, b), (u, d) = linear(rng, EMBEDDING, 4 * HIDDEN), linear(rng, HIDDEN, 4 * HIDDEN)
    arrays = [rng.standard_normal((WORDS, EMBEDDING)), w, u, b, d]
    return [text[:, :-1].copy(), text[:, 1:].copy(), *arrays, *linear(rng, HIDDEN, WORDS)]


# Minus the logarithm of the likelihood of y, less a constant: y is normal with the covariance
# K = scale exp(-|x - x'|^2 / 2 length^2) + noise 1, whose three numbers are known by logarithms.
def gaussian_process(xp: Any, x: Any, y: Any, *logs: Any) -> Any:
    def step() -> Any:
        scale, length, noise = (xp.exp(log) for log in logs)
        square = (x - x.T) ** 2
        k = scale * xp.exp(-0.5 * square / length**2) + noise * np.eye(POINTS)
        factor = xp.linalg.cholesky(k)
        if xp is np:
            white = np.linalg.solve(factor, y)
        else:
            import jax

            white = jax.scipy.linalg.solve_triangular(factor, y, lower=True)
        return 0.5 * (white**2).sum() + xp.log(xp.diagonal(factor)).sum()

    return step


def gaussian_process_torch(T: Any, x: Any, y: Any, *logs: Any) -> Any:
    square, one = (x - x.T) ** 2, T.eye(POINTS, dtype=x.dtype)

    def loss() -> Any:
        scale, length, noise = (log.exp() for log in logs)
        k = scale * T.exp(-0.5 * square / length**2) + noise * one
        factor = T.linalg.cholesky(k)
        white = T.linalg.solve_triangular(factor, y, upper=False)
        return 0.5 * (white**2).sum() + factor.diagonal().log().sum()

    return descended(T, logs, loss)


def gaussian_process_inputs(rng: np.random.Generator) -> list[np.ndarray]:
    x = np.linspace(0, 1, POINTS)[:, None]
    y = np.sin(6 * x) + 0.1 * rng.standard_normal(x.shape)
    return [x, y, *(np.full(1, np.log(v)) for v in (1.0, 0.1, 0.01))]


# The mean of (u'' + u)^2 at the points x, with u a network. Through t = tanh z go
# t' = (1 - t^2) z' and t'' = (1 - t^2) (z'' - 2 t z'^2).
def pinn(xp: Any, x: Any, *params: Any) -> Any:
    def along() -> Any:
        (*hidden, w, b), u, first, second = params, x, np.ones_like(x), np.zeros_like(x)
        for weight, bias in zip(hidden[::2], hidden[1::2], strict=True):
            t, dz, ddz = np.tanh(u @ weight.T + bias), first @ weight.T, second @ weight.T
            slope = 1 - t**2
            u, first, second = t, slope * dz, slope * (ddz - 2 * t * dz**2)
        return ((second @ w.T + u @ w.T + b) ** 2).mean()

    if xp is np:
        return along
    import jax

    def network(at: Any) -> Any:
        return deep(at[None], iter(params), xp.tanh)[0]

    curvature = jax.vmap(jax.grad(jax.grad(network)))
    return lambda: ((curvature(x[:, 0]) + jax.vmap(network)(x[:, 0])) ** 2).mean()


def pinn_torch(T: Any, x: Any, *params: Any) -> Any:
    nn, grad = T.nn, T.autograd.grad
    model = nn.Sequential(
        *(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1))
    )
    x.requires_grad_(True)

    def loss() -> Any:
        u = model(x)
        (first,) = grad(u.sum(), x, create_graph=True)
        (second,) = grad(first.sum(), x, create_graph=True)
        return ((second + u) ** 2).mean()

    return trained(T, model, params, loss)


def dqn(xp: Any, s: Any, a: Any, r: Any, then: Any, going: Any, *params: Any) -> Any:
    old, new = params[:4], params[4:]

    def step() -> Any:
        def value(state: Any, params: Any) -> Any:
            return deep(state, iter(params), relu(xp))

        wanted = r + DISCOUNT * value(then, old).max(1) * going
        error = xp.abs(xp.take_along_axis(value(s, new), a, 1)[:, 0] - wanted)
        return xp.where(error < 1, 0.5 * error**2, error - 0.5).mean()

    return step


def dqn_torch(T: Any, s: Any, a: Any, r: Any, then: Any, going: Any, *params: Any) -> Any:
    nn = T.nn
    model, target = (nn.Sequential(nn.Linear(4, 64), nn.ReLU(), nn.Linear(64, 2)) for _ in range(2))
    adopt(target, [nn.Parameter(p) for p in params[:4]])

    def loss() -> Any:
        with T.no_grad():
            best = target(then).max(1)[0]
        q = model(s).gather(1, a).squeeze(1)
        return nn.functional.smooth_l1_loss(q, r + DISCOUNT * best * going)

    return trained(T, model, params[4:], loss)


def dqn_inputs(rng: np.random.Generator) -> list[np.ndarray]:
    networks = perceptron(rng, 4, 64, 2) + perceptron(rng, 4, 64, 2)
    states, actions = rng.standard_normal((2, 32, 4)), rng.integers(0, 2, (32, 1))
    rewards, going = rng.standard_normal(32), rng.random(32) < 0.9
    return [states[0], actions, rewards, states[1], going.astype(np.float64), *networks]


def adopt(model: Any, params: Any) -> None:
    """Puts ``params`` in the places of the parameters of ``model``, in their order."""
    for (name, _), param in zip(list(model.named_parameters()), params, strict=True):
        owner, _, attribute = name.rpartition(".")
        setattr(model.get_submodule(owner), attribute, param)


def trained(T: Any, model: Any, params: Any, loss: Callable[[], Any]) -> Callable[[], None]:
    adopt(model, params)
    return descended(T, model.parameters(), loss)


def descended(T: Any, params: Any, loss: Callable[[], Any]) -> Callable[[], None]:
    optimizer = T.optim.Adam(params, lr=RATE)

    def step() -> None:
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()

    return step


def single(inputs: Inputs) -> Inputs:
    def rounded(rng: np.random.Generator) -> list[np.ndarray]:
        return [x.astype(np.float32) if x.dtype == np.float64 else x for x in inputs(rng)]

    return rounded


def mlp_inputs(rng: np.random.Generator) -> list[np.ndarray]:
    inputs, labels = rng.standard_normal((32, 32)), rng.integers(0, 10, 32)
    return [inputs, labels, *perceptron(rng, 32, 64, 10)]


def pinn_inputs(rng: np.random.Generator) -> list[np.ndarray]:
    return [np.linspace(0, 1, POINTS)[:, None], *perceptron(rng, 1, 32, 32, 1)]


def training(inputs: Inputs, array: Any, torch: Any, leaves: int) -> Workload:
    return Workload(inputs, array, torch, leaves=leaves, rate=RATE, adam=True)


WORKLOADS: dict[str, Workload] = {
    "train_mlp_b32": training(single(mlp_inputs), mlp, mlp_torch, 4),
    "train_lenet_b32": training(single(lenet_inputs), lenet, lenet_torch, 10),
    "train_char_gpt_b8_t32_d64": training(single(char_gpt_inputs), char_gpt, char_gpt_torch, 29),
    "train_lstm_b16_t20_h64": training(single(lstm_inputs), lstm, lstm_torch, 7),
    "train_gp_n100": training(gaussian_process_inputs, gaussian_process, gaussian_process_torch, 3),
    "train_pinn_n100": training(single(pinn_inputs), pinn, pinn_torch, 6),
    "train_dqn_b32": training(single(dqn_inputs), dqn, dqn_torch, 4),
}
