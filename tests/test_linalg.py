"""Linear algebra where the table does not look: what its module holds, and errors."""

from __future__ import annotations

import re

import pytest
import retrograd as rg


def test_the_module_holds_its_functions_and_its_error():
    assert {"LinAlgError", "matrix_norm", "norm", "vector_norm"} <= set(rg.linalg.__all__)
    assert rg.linalg.LinAlgError is rg.errors.LinAlgError
    assert rg.linalg.LinAlgError.__bases__ == (RuntimeError,)
    with pytest.raises(AttributeError, match=re.escape("lacks torch.linalg.eigvals")):
        rg.linalg.eigvals  # noqa: B018
