"""What a DataLoader is made of, under torch's names."""

from . import collate, fetch, worker

__all__ = ["collate", "fetch", "worker"]


def __dir__() -> list[str]:
    return __all__
