"""The memory of tensors: how much is in use, how much is kept for reuse, and giving it back.

Freed memory is kept for the next tensor of its size, up to a limit, because fresh pages are slow.
"""

from ._core import cache_limit, cached_bytes, live_bytes, set_cache_limit, trim

__all__ = ["cache_limit", "cached_bytes", "live_bytes", "set_cache_limit", "trim"]


def __dir__() -> list[str]:
    return __all__
