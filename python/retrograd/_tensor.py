"""Where pickles of torch look for what makes tensors with attributes again."""

from __future__ import annotations

from ._core import Tensor as Tensor
from ._utils import _rebuild_from_type_v2 as _rebuild_from_type_v2
