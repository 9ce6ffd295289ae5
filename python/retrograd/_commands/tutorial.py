"""The autograd tutorial, step by step: what ``python -m retrograd`` shows without a command."""

from __future__ import annotations

import warnings

import retrograd as rg
from retrograd import _core
from retrograd.nn.functional import binary_cross_entropy_with_logits


def heading(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


def one_layer() -> None:
    heading("A network of one layer")
    x = rg.ones(5)
    y = rg.zeros(3)
    w = rg.randn(5, 3, requires_grad=True)
    b = rg.randn(3, requires_grad=True)
    z = rg.matmul(x, w) + b
    loss = binary_cross_entropy_with_logits(z, y)
    for name, value in {"x": x, "y": y, "w": w, "b": b, "z": z, "loss": loss}.items():
        print(f"{name} = {value}")

    heading("What made each tensor")
    for name, value in {"x": x, "w": w, "z": z, "loss": loss}.items():
        print(f"grad_fn of {name}: {value.grad_fn}")

    heading("Gradients")
    loss.backward()
    print(w.grad)
    print(b.grad)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        print(f"z.grad = {z.grad}, since z is no leaf:")
        print(f"{caught[0].category.__name__}: {caught[0].message}")

    heading("Without recording")
    z = rg.matmul(x, w) + b
    print(f"recorded: {z.requires_grad}")
    with rg.no_grad():
        z = rg.matmul(x, w) + b
    print(f"under no_grad(): {z.requires_grad}")
    print(f"after detach(): {(rg.matmul(x, w) + b).detach().requires_grad}")


def jacobian_products() -> None:
    heading("Jacobian products")
    inp = rg.eye(4, 5, requires_grad=True)
    out = (inp + 1).pow(2).t()
    for call in ("First call", "Second call"):
        out.backward(rg.ones_like(out), retain_graph=True)
        print(f"{call}\n{inp.grad}")
    assert inp.grad is not None
    inp.grad.zero_()
    out.backward(rg.ones_like(out), retain_graph=True)
    print(f"Call after zeroing gradients\n{inp.grad}")


def tutorial() -> None:
    """Run it all, from a fixed seed."""
    rg.manual_seed(0)
    one_layer()
    jacobian_products()
    levels = ", ".join(_core.isa_levels())
    print(
        f"\nretrograd {rg.__version__}, instruction set {_core.isa()} (of {levels}),"
        f" {rg.get_num_threads()} threads"
    )
