"""Parts of neural networks: for now the functions in ``nn.functional``."""

from . import functional

__all__ = ["functional"]
