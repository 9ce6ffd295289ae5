"""Mixed precision, which is left to the program: no operand is cast to a smaller type for it.

``autocast`` is accepted where torch would not cast on this machine either, and refused where it
would. ``GradScaler`` scales on the CPU, as in torch.

>>> with rg.autocast("cpu", enabled=False):
...     rg.is_autocast_enabled("cpu")
False
"""

from .autocast_mode import autocast, custom_bwd, custom_fwd, is_autocast_available
from .grad_scaler import GradScaler

__all__ = ["GradScaler", "autocast", "custom_bwd", "custom_fwd", "is_autocast_available"]


def __dir__() -> list[str]:
    return __all__
