"""A program as users write them, fully typed: mypy and pyright find nothing in it, and it runs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import retrograd as torch
import retrograd.nn.functional as F
from retrograd import Tensor, nn, optim
from retrograd.autograd.functional import hessian, jacobian
from retrograd.func import functional_call, grad, vmap
from retrograd.optim.lr_scheduler import CosineAnnealingLR
from retrograd.utils.data import DataLoader, Dataset, TensorDataset, random_split


class Circles(Dataset[tuple[Tensor, Tensor]]):
    """Points of a plane, and whether they are nearer than 1 to its origin."""

    def __init__(self, n: int, generator: torch.Generator | None = None) -> None:
        self.points = torch.randn(n, 2, generator=generator)
        self.inside = (self.points.norm(dim=1) < 1).long()

    def __len__(self) -> int:
        return self.points.size(0)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        return self.points[index], self.inside[index]


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx: torch.autograd.function.FunctionCtx, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        return x**2

    @staticmethod
    def backward(ctx: torch.autograd.function.FunctionCtx, *grad_outputs: Tensor) -> Tensor:
        (x,) = ctx.saved_tensors
        return 2 * x * grad_outputs[0]


class Classifier(nn.Module):
    scale: Tensor

    def __init__(self, width: int = 16, dropout: float = 0.1) -> None:
        super().__init__()
        self.features = nn.Sequential(nn.Linear(4, width), nn.ReLU(), nn.Dropout(dropout))
        self.head = nn.Linear(width, 2, bias=True)
        self.temperature = nn.Parameter(torch.ones(()))
        self.register_buffer("scale", torch.tensor([1.0, 0.5]))

    def forward(self, x: Tensor) -> Tensor:
        squares: Tensor = Square.apply(x)
        features: Tensor = self.features(torch.cat([x * self.scale, squares], dim=-1))
        logits: Tensor = self.head(features)
        return logits / self.temperature


def epoch(
    model: nn.Module, batches: DataLoader[tuple[Tensor, Tensor]], optimizer: optim.Optimizer
) -> float:
    model.train()
    total, n = 0.0, 0
    for points, inside in batches:
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(model(points), inside, label_smoothing=0.01)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
        optimizer.step()
        total += loss.item() * len(points)
        n += len(points)
    return total / n


@torch.no_grad()
def accuracy(model: nn.Module, data: Dataset[tuple[Tensor, Tensor]]) -> float:
    model.eval()
    right: list[float] = [
        (model(points).argmax(dim=1) == inside).float().mean().item()
        for points, inside in DataLoader(data, batch_size=64)
    ]
    return sum(right) / len(right)


def gradients(model: nn.Module) -> Iterator[tuple[str, float]]:
    for name, parameter in model.named_parameters():
        if parameter.grad is not None:
            yield name, parameter.grad.abs().max().item()


def energy(x: Tensor) -> Tensor:
    return (x.sin() * x).sum()


def main(report: Callable[[str], object] = print) -> float:
    torch.manual_seed(0)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    training, held = random_split(Circles(600), [500, 100])
    model = Classifier().to(device)
    optimizer = optim.AdamW(model.parameters(), lr=0.02, weight_decay=1e-3)
    scheduler = CosineAnnealingLR(optimizer, T_max=4)
    batches = DataLoader(training, batch_size=50, shuffle=True)
    handle = model.head.register_forward_hook(lambda module, inputs, output: None)
    for i in range(4):
        loss = epoch(model, batches, optimizer)
        scheduler.step()
        report(f"{i}: {loss:.3f}, learning rate {scheduler.get_last_lr()[0]:.4f}")
    handle.remove()
    report(", ".join(f"{name} {size:.2g}" for name, size in gradients(model)))

    file = io.BytesIO()
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict()}, file)
    file.seek(0)
    again = Classifier(dropout=0.0)
    again.load_state_dict(torch.load(file, weights_only=True)["model"])

    x = torch.linspace(0, 1, 3, dtype=torch.float64)
    second: Tensor = hessian(energy, x)
    assert torch.allclose(torch.diagonal(second), 2 * x.cos() - x * x.sin())
    assert torch.allclose(jacobian(energy, x), grad(energy)(x))
    each = vmap(grad(energy))(x.repeat(2, 1))
    parameters = dict(again.named_parameters())
    logits: Tensor = functional_call(again, parameters, (torch.zeros(1, 2),))
    values, indices = logits.softmax(dim=-1).max(dim=-1)
    pairs = TensorDataset(values.detach(), indices)
    report(f"{each.shape} {pairs[0][0].item():.2f} {indices.tolist()}")
    return accuracy(again, held)


if __name__ == "__main__":
    print(main())
