"""Which rule gives the divergence of two distributions: that of their nearest classes."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, TypeVar

from .._core import Tensor
from .distribution import Distribution

_Rule = Callable[..., Tensor]
_RuleT = TypeVar("_RuleT", bound=Callable[..., Any])

_KL_REGISTRY: dict[tuple[type, type], _Rule] = {}
_KL_MEMOIZE: dict[tuple[type, type], _Rule | None] = {}


def register_kl(type_p: type, type_q: type) -> Callable[[_RuleT], _RuleT]:
    """Make a function the rule of ``kl_divergence`` for two classes and those derived of them.

    Of several rules that fit, that of the nearest classes is taken; where one is nearer in the
    first and another in the second class, the first is, with a RuntimeWarning. Raises TypeError for
    what is no class of distributions.

    >>> import retrograd as rg
    >>> class Lump(rg.distributions.Normal): ...
    >>> @rg.distributions.register_kl(Lump, Lump)
    ... def between_lumps(p, q):
    ...     return rg.zeros(p.batch_shape)
    >>> rg.distributions.kl_divergence(Lump(0.0, 1.0), Lump(1.0, 1.0))
    tensor(0.)
    """
    for given in (type_p, type_q):
        if not isinstance(given, type):  # pyro's own base is no Distribution
            raise TypeError(f"register_kl: a class of distributions is wanted, got {given!r}")

    def register(rule: _RuleT) -> _RuleT:
        _KL_REGISTRY[type_p, type_q] = rule
        _KL_MEMOIZE.clear()  # what was nearest may not be so any more
        return rule

    return register


def _dispatch_kl(type_p: type, type_q: type) -> _Rule | None:
    """The rule of the nearest classes, None where there is none."""
    above_p, above_q = type_p.__mro__, type_q.__mro__
    found = [
        (above_p.index(p), above_q.index(q), rule)
        for (p, q), rule in _KL_REGISTRY.items()
        if p in above_p and q in above_q
    ]
    if not found:
        return None
    left = min(found, key=lambda match: match[:2])
    right = min(found, key=lambda match: (match[1], match[0]))
    if left[2] is not right[2]:
        names = [f"({above_p[i].__name__}, {above_q[j].__name__})" for i, j, _ in (left, right)]
        warnings.warn(
            f"kl_divergence of {type_p.__name__} and {type_q.__name__}: the rules of {names[0]} and"
            f" {names[1]} are equally near, the first is taken; register one for these classes",
            RuntimeWarning,
            stacklevel=3,
        )
    return left[2]


def kl_divergence(p: Distribution, q: Distribution) -> Tensor:
    """The Kullback-Leibler divergence of two distributions, of the shape of their batches.

        KL(p || q) = E_p[log p(x) - log q(x)]

    Raises NotImplementedError where no rule is registered for their classes.

    >>> import retrograd as rg
    >>> p, q = rg.distributions.Normal(0.0, 1.0), rg.distributions.Normal(1.0, 1.0)
    >>> rg.distributions.kl_divergence(p, q)
    tensor(0.5000)
    """
    key = type(p), type(q)
    if key not in _KL_MEMOIZE:
        _KL_MEMOIZE[key] = _dispatch_kl(*key)
    rule = _KL_MEMOIZE[key]
    if rule is None:
        raise NotImplementedError(
            f"kl_divergence: no rule for {key[0].__name__} and {key[1].__name__}; give one with"
            " register_kl"
        )
    return rule(p, q)
