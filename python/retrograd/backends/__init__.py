"""What else could compute, and the flags of it: none of it is inside.

Flags keep what they are set to. They allow less than the engine keeps to: it computes in the
precision of its operands, and the same way at every run.

>>> rg.backends.cudnn.benchmark = True
>>> rg.backends.cudnn.benchmark, rg.backends.cudnn.is_available()
(True, False)
>>> rg.backends.cudnn.benchmark = False
"""

from . import cpu, cuda, cudnn, mkl, mkldnn, mps, nnpack, openmp, opt_einsum

TYPE_CHECKING = False

__all__ = ["cpu", "cuda", "cudnn", "mkl", "mkldnn", "mps", "nnpack", "openmp", "opt_einsum"]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
