"""Checking derivatives against finite differences. The work is done in ``_differences``."""

from __future__ import annotations

from .. import _core
from ..errors import GradcheckError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TypeAlias

    _Inputs: TypeAlias = "_core.Tensor | Iterable[Any]"

__all__ = ["GradcheckError", "gradcheck", "gradgradcheck"]


def __dir__() -> list[str]:
    return __all__


def gradcheck(
    func: Callable[..., Any],
    inputs: _Inputs,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_batched_forward_grad: bool = False,
    check_forward_ad: bool = False,
    check_backward_ad: bool = True,
    fast_mode: bool = False,
    masked: bool | None = None,
    exact: bool = False,
) -> bool:
    """Compare backward() of ``func(*inputs)`` with central differences, element by element.

        |analytical - numerical| <= atol + rtol |numerical|
        numerical = (func(x + eps) - func(x - eps)) / 2 eps

    All inputs that require grad are perturbed in place and restored; all outputs with a graph are
    checked. The function is called, and its graph run, twice: answers further apart than
    ``nondet_tol`` are an error as well. ``fast_mode`` compares one random projection of each
    Jacobian instead of every element. False instead of GradcheckError without ``raise_exception``.
    ``check_forward_ad`` compares the tangents of forward mode as well, or alone without
    ``check_backward_ad``.

    ``exact``, which torch has not, compares backward with forward mode, and takes no differences:
    up to rounding, at kinks, and in float32 too. The error names the operations whose two rules
    disagree by themselves, such as an ``autograd.Function`` with a wrong backward or jvp. What two
    rules have wrong alike it cannot see, and most operations here have their jvp by their backward.

    Every output is differentiated on its own, with the gradients of the others left undefined.
    ``check_undefined_grad`` calls the function again to see that where all gradients are undefined,
    or one is and the others are zero, backward does not fail, and makes none.
    ``check_batched_grad`` compares a batch of gradients with one at a time. ``masked`` is about
    sparse tensors and has no effect.

    Shape:   any; an input that requires grad must not overlap itself.
    Dtype:   float64; the differences of float32 are too coarse, and warned of.
    Grad:    none.
    Raises:  GradcheckError (a RuntimeError) for a wrong gradient, with both Jacobians; ValueError
             if no input requires grad; RuntimeError for an input with a stride of 0; TypeError for
             outputs that are no tensors; NotImplementedError for the check of batched tangents, and
             of a Function without jvp; GraphError for forward mode inside a dual level;
             AssertionError if nothing is to be checked, ``exact`` lacks one of the two modes, or
             the outputs' number, shapes or dtypes change with the input.
    Source:  torch.autograd.gradcheck.

    >>> x = rg.tensor([0.5, 2.0], dtype=rg.float64, requires_grad=True)
    >>> rg.autograd.gradcheck(lambda x: x.exp() / x, x)
    True
    >>> rg.autograd.gradcheck(lambda x: x * x.detach(), x, raise_exception=False)
    False
    >>> rg.autograd.gradcheck(lambda x: x.abs().sqrt(), x, exact=True)
    True
    """
    if not (check_backward_ad or check_forward_ad):
        raise AssertionError("gradcheck: nothing to check; set check_backward_ad=True")
    if check_batched_grad and not check_backward_ad:
        raise AssertionError("gradcheck: check_batched_grad=True needs check_backward_ad=True")
    if check_batched_forward_grad and not check_forward_ad:
        raise AssertionError("gradcheck: check_batched_forward_grad=True needs check_forward_ad")
    if exact and not check_backward_ad:
        raise AssertionError("gradcheck: exact=True compares the two modes, so it needs backward")
    if check_batched_forward_grad:
        raise NotImplementedError("gradcheck: batched tangents are a loop, so there is no check")
    from . import _differences, _exact

    arguments = (inputs,) if isinstance(inputs, _core.Tensor) else tuple(inputs)
    tolerance = _differences.Tolerance(eps, atol, rtol, nondet_tol)
    modes = _differences.Modes(
        check_backward_ad, check_forward_ad, check_undefined_grad, check_batched_grad
    )
    try:
        if exact:
            _exact.check(func, arguments, nondet_tol)
        else:
            _differences.check(func, arguments, tolerance, fast_mode, check_grad_dtypes, modes)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def gradgradcheck(
    func: Callable[..., Any],
    inputs: _Inputs,
    grad_outputs: _core.Tensor | Iterable[_core.Tensor] | None = None,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    gen_non_contig_grad_outputs: bool = False,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_fwd_over_rev: bool = False,
    check_rev_over_rev: bool = True,
    fast_mode: bool = False,
    masked: bool = False,
) -> bool:
    """Compare second derivatives of ``func(*inputs)`` with central differences of the first.

        gradcheck of (x, v) -> v^T d func / d x

    ``grad_outputs``, the vectors v, are one for each output with a graph; they are random if left
    out, and not contiguous if ``gen_non_contig_grad_outputs``. ``check_fwd_over_rev`` compares the
    tangents of gradients as well, or alone without ``check_rev_over_rev``. The rest is as in
    ``gradcheck``.

    Shape:   each of grad_outputs as its output.
    Dtype:   float64; the differences of float32 are too coarse, and warned of.
    Grad:    none.
    Raises:  as gradcheck; RuntimeError if grad_outputs do not fit the outputs.
    Source:  torch.autograd.gradgradcheck.

    >>> x = rg.tensor([0.5, 2.0], dtype=rg.float64, requires_grad=True)
    >>> rg.autograd.gradgradcheck(lambda x: x.exp() / x, x)
    True
    """
    if not (check_rev_over_rev or check_fwd_over_rev):
        raise AssertionError("gradgradcheck: nothing to check; set check_rev_over_rev=True")
    from . import _differences

    arguments = (inputs,) if isinstance(inputs, _core.Tensor) else tuple(inputs)
    if grad_outputs is None:
        seeds = _differences.random_gradients(func, arguments, gen_non_contig_grad_outputs)
    elif isinstance(grad_outputs, _core.Tensor):
        seeds = (grad_outputs,)
    else:
        seeds = tuple(grad_outputs)
    return gradcheck(
        _differences.gradient_of(func, len(arguments)),
        arguments + seeds,
        eps=eps,
        atol=atol,
        rtol=rtol,
        raise_exception=raise_exception,
        nondet_tol=nondet_tol,
        check_undefined_grad=check_undefined_grad,
        check_grad_dtypes=check_grad_dtypes,
        check_batched_grad=check_batched_grad,
        check_forward_ad=check_fwd_over_rev,
        check_backward_ad=check_rev_over_rev,
        fast_mode=fast_mode,
        masked=masked,
    )
