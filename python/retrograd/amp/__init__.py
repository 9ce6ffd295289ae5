"""Mixed precision: blocks in which products take a smaller type, and a scaler of losses.

>>> with rg.amp.autocast("cpu", dtype=rg.bfloat16):
...     (rg.ones(1, 2) @ rg.ones(2, 1)).dtype
torch.bfloat16
"""

from .autocast_mode import autocast, custom_bwd, custom_fwd, is_autocast_available
from .grad_scaler import GradScaler

__all__ = ["GradScaler", "autocast", "custom_bwd", "custom_fwd", "is_autocast_available"]


def __dir__() -> list[str]:
    return __all__
