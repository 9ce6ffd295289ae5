"""Layers that learn the shapes of their parameters from their first input."""

from __future__ import annotations

from .module import Module
from .parameter import UninitializedTensorMixin, is_lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, ClassVar

    from .._core import RemovableHandle

__all__ = ["LazyModuleMixin"]


def __dir__() -> list[str]:
    return __all__


class LazyModuleMixin(Module):
    """The first base of layers whose parameters have no shape before the first call.

    Such a class makes UninitializedParameters, and defines ``initialize_parameters``, which gets
    what the first call gets, and materializes them. The layer is then of class ``cls_to_become``.
    Loading a state materializes them, too. Optimizers are made after that.

    Raises RuntimeError in the first call if parameters are left without a shape.

    >>> import retrograd as rg
    >>> layer = rg.nn.LazyLinear(2)
    >>> layer.weight
    <UninitializedParameter>
    >>> layer(rg.ones(5, 3)).shape, layer
    (torch.Size([5, 2]), Linear(in_features=3, out_features=2, bias=True))
    """

    cls_to_become: ClassVar[type[Module] | None] = None
    _load_hook: RemovableHandle
    _initialize_hook: RemovableHandle

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
        self._initialize_hook = self.register_forward_pre_hook(
            self._infer_parameters, with_kwargs=True
        )

    def initialize_parameters(self, *args: Any, **kwargs: Any) -> None:
        """Give the parameters their shapes, from what the first call gets; for subclasses."""
        raise NotImplementedError(
            f"{type(self).__name__}: a lazy layer defines initialize_parameters(self, *inputs)"
        )

    def has_uninitialized_params(self) -> bool:
        """Return whether a parameter or buffer has no shape yet."""
        return any(map(is_lazy, (*self._parameters.values(), *self._buffers.values())))

    def _save_to_state_dict(self, destination: Any, prefix: str, keep_vars: bool) -> None:
        for name, tensor in self._persistent():
            kept = keep_vars or is_lazy(tensor)
            destination[prefix + name] = tensor if kept else tensor.detach()

    def _lazy_load_hook(self, state_dict: Mapping[str, Any], prefix: str, *rest: Any) -> None:
        for name, own in (*self._parameters.items(), *self._buffers.items()):
            given = state_dict.get(prefix + name)
            if isinstance(own, UninitializedTensorMixin) and not (given is None or is_lazy(given)):
                own.materialize(given.shape)

    def _infer_parameters(
        self, module: LazyModuleMixin, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        module.initialize_parameters(*args, **kwargs)
        if module.has_uninitialized_params():
            raise RuntimeError(
                f"{type(module).__name__}: initialize_parameters left parameters without a shape"
            )
        for hook in ("_initialize_hook", "_load_hook"):
            getattr(module, hook).remove()
            delattr(module, hook)
        if module.cls_to_become is not None:
            module.__class__ = module.cls_to_become  # type: ignore[assignment]
