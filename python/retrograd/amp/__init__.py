"""Mixed precision, of which float32 is all there is: nothing is computed in a smaller type.

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
