"""What type checkers make of programs: mypy reads this file too, and it must run.

A `type: ignore` that is not needed is an error to mypy, so each is a claim that it complains.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
import retrograd as rg
import retrograd.autograd.functional as fn
import typed_program

if TYPE_CHECKING:
    from typing_extensions import assert_type
else:

    def assert_type(value, _):
        return value


Tensor = rg.Tensor
F = rg.nn.functional


def test_misspellings_are_seen() -> None:
    with pytest.raises(AttributeError):
        rg.soqrt  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError):
        rg.autograd.gard  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError):
        F.rellu  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError):
        rg.ones(2).soqrt()  # type: ignore[attr-defined]


def test_attributes_and_methods() -> None:
    x = rg.ones(2, 3)
    assert_type(x.shape, rg.Size)
    assert_type(x.size(), rg.Size)
    assert_type(x.size(0), int)
    assert_type(x.stride(), tuple[int, ...])
    assert_type(x.stride(1), int)
    assert_type(x.max(), Tensor)
    assert_type(x.max(0).values, Tensor)
    assert_type(x.sum([0, 1]), Tensor)
    assert_type(rg.ones(3, 2) @ x, Tensor)
    assert_type(2**x, Tensor)
    with pytest.raises(AttributeError):
        x.shape = rg.Size((3, 2))  # type: ignore[misc]


def test_sizes_are_ints_or_one_sequence() -> None:
    assert rg.zeros(2, 3).shape == rg.zeros((2, 3)).shape == rg.zeros(size=[2, 3]).shape
    with pytest.raises(TypeError):
        rg.zeros([2], [3])  # type: ignore[call-overload]


def test_words_are_checked() -> None:
    x = rg.ones(2)
    assert_type(F.mse_loss(x, x, reduction="sum"), Tensor)
    with pytest.raises(ValueError):
        F.mse_loss(x, x, reduction="avg")  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        rg.div(x, x, rounding_mode="up")  # type: ignore[arg-type]


class Model:
    @rg.no_grad()
    def called(self, x: Tensor, n: int) -> str:
        return f"{x.requires_grad}{n}"

    @rg.no_grad
    def bare(self, x: Tensor) -> int:
        return len(x)

    @rg.inference_mode()
    def inferred(self, x: Tensor) -> Tensor:
        return x * 2

    @rg.set_grad_enabled(False)
    def off(self, x: Tensor) -> Tensor:
        return x * 2


def test_decorators_keep_the_types() -> None:
    model, x = Model(), rg.ones(2)
    assert_type(model.called(x, 3), str)
    assert_type(model.bare(x), int)
    assert_type(model.inferred(x), Tensor)
    assert_type(model.off(x), Tensor)
    with pytest.raises(TypeError):
        model.called(x)  # type: ignore[call-arg]
    with rg.no_grad() as nothing:
        assert_type(nothing, None)


def cube(x: Tensor) -> Tensor:
    return (x**3).sum()


def both(x: Tensor) -> tuple[Tensor, Tensor]:
    return x, x * 2


def test_transforms_keep_the_types() -> None:
    x = rg.ones(2)
    assert_type(rg.func.vmap(cube)(rg.ones(2, 2)), Tensor)
    assert_type(rg.func.vjp(cube, x), tuple[Tensor, Callable[..., tuple[Any, ...]]])
    assert_type(rg.func.vjp(both, x, has_aux=True)[2], Tensor)
    assert_type(rg.func.jvp(both, (x,), (x,))[1], tuple[Tensor, Tensor])
    assert_type(rg.func.linearize(cube, x)[1](x), Tensor)
    assert_type(rg.func.grad_and_value(cube)(x)[1], Tensor)
    rg.func.grad(cube)(x)
    with pytest.raises(RuntimeError):
        rg.func.grad(cube)()  # type: ignore[call-arg]


def test_jacobians_are_nested_as_functions_and_inputs_are() -> None:
    x = rg.ones(2)
    assert_type(fn.jacobian(cube, x), Tensor)
    assert_type(fn.jacobian(cube, (x,)), tuple[Tensor, ...])
    assert_type(fn.jacobian(both, x), tuple[Tensor, ...])
    assert_type(fn.jacobian(both, (x,)), tuple[tuple[Tensor, ...], ...])
    assert_type(fn.hessian(cube, x), Tensor)
    assert_type(fn.vjp(cube, (x,), rg.tensor(1.0)), tuple[Tensor, tuple[Tensor]])
    assert_type(fn.jvp(both, x, x), tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor]])
    assert_type(fn.hvp(cube, x, x), tuple[Tensor, Tensor])


def text_of(x: Tensor, n: int) -> str:
    return f"{x.item()} {n}"


def test_what_would_compile_or_compute_again_keeps_the_types() -> None:
    x = rg.ones(1)
    assert_type(rg.compile(text_of)(x, 3), str)
    assert_type(rg.compile(mode="default")(text_of)(x, 3), str)
    assert_type(rg.compiler.disable(text_of)(x, 3), str)
    assert_type(rg.jit.script(text_of)(x, 3), str)
    assert_type(rg.autocast("cpu", enabled=False)(text_of)(x, 3), str)
    assert_type(rg.random.fork_rng()(text_of)(x, 3), str)
    checkpoint = rg.utils.checkpoint.checkpoint
    assert_type(checkpoint(text_of, x, 3, use_reentrant=False), str)
    assert_type(rg.testing.make_tensor(2, dtype=rg.float32, device="cpu"), Tensor)
    assert_type(rg.cuda.is_available(), bool)
    with pytest.raises(TypeError):
        rg.compile(text_of)(x)  # type: ignore[call-arg]


class Double(rg.autograd.Function):
    @staticmethod
    def forward(ctx: rg.autograd.function.FunctionCtx, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        ctx.note = "free"
        return x * 2

    @staticmethod
    def backward(ctx: rg.autograd.function.FunctionCtx, *grad_outputs: Tensor) -> Tensor:
        assert_type(ctx.saved_tensors, tuple[Tensor, ...])
        assert_type(ctx.needs_input_grad, tuple[bool, ...])
        return grad_outputs[0] * 2


def test_a_function_of_ones_own() -> None:
    x = rg.ones(2, requires_grad=True)
    Double.apply(x).sum().backward()
    assert x.grad is not None
    assert_type(x.grad, Tensor)
    assert x.grad.tolist() == [2.0, 2.0]
    y = rg.ones(1, requires_grad=True) * 2
    assert y.grad_fn is not None
    assert_type(y.grad_fn.name(), str)
    assert_type(y.grad_fn.next_functions[0][1], int)


def test_a_typed_program_runs() -> None:
    said: list[str] = []
    assert typed_program.main(said.append) > 0.9
    assert len(said) == 6
