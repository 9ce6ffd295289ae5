"""Every operation, one row each: what the forward, gradient, error and parity tests run.

A new operation is a new row in one of the families below. Broadcasting, views and empty
tensors are shapes in a row, not tests of their own; a row's ``errors`` are calls that must raise
torch's exception class.
"""

from __future__ import annotations

from op_activations import VECTORS
from op_convolution import CONVOLUTIONS
from op_counts import COUNTS
from op_distribution import DISTRIBUTION
from op_indexing import INDEXING
from op_layers import LAYERS
from op_linalg import LINALG
from op_losses import LOSSES
from op_moves import MOVING
from op_norms import NORMS
from op_pointwise import POINTWISE
from op_pool import POOLS
from op_products import PRODUCTS_BY_NAME
from op_reductions import REDUCING
from op_repeats import REPEATS
from op_resample import RESAMPLING
from op_scans import SCANS
from op_scattering import SCATTERING
from op_searching import SEARCHING
from op_shapes import SHAPING
from op_sorting import SORTING
from op_statistics import STATISTICS

OPS = [
    *POINTWISE,
    *VECTORS,
    *REDUCING,
    *LOSSES,
    *STATISTICS,
    *SCANS,
    *NORMS,
    *LINALG,
    *COUNTS,
    *PRODUCTS_BY_NAME,
    *SORTING,
    *SEARCHING,
    *DISTRIBUTION,
    *REPEATS,
    *SHAPING,
    *MOVING,
    *INDEXING,
    *SCATTERING,
    *LAYERS,
    *CONVOLUTIONS,
    *POOLS,
    *RESAMPLING,
]
DIFFERENTIABLE = [case for case in OPS if case.grads]
