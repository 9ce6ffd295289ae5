"""The recorded graph: ``y.grad_fn`` is a Node, ``next_functions`` leads to what came before."""

from .._core import Node

__all__ = ["Node"]
