"""Layers that look rows up in a table: one for each index, or a mean of several."""

from __future__ import annotations

from .. import _core
from .._core import Tensor
from ..autograd import no_grad
from . import functional as F
from . import init
from .module import Module
from .parameter import Parameter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar

    from typing_extensions import Self

__all__ = ["Embedding", "EmbeddingBag"]


def __dir__() -> list[str]:
    return __all__


class _Table(Module):
    """A table of ``num_embeddings`` rows, drawn from a normal distribution unless it is given."""

    num_embeddings: int
    embedding_dim: int
    padding_idx: int | None
    max_norm: float | None
    norm_type: float
    scale_grad_by_freq: bool
    sparse: bool
    weight: Parameter
    _options: ClassVar[tuple[str, ...]]

    def _make(self, given: Tensor | None, frozen: bool, device: Any, dtype: Any) -> None:
        name, shape = type(self).__name__, (self.num_embeddings, self.embedding_dim)
        rows, index = self.num_embeddings, self.padding_idx
        if self.sparse:
            raise NotImplementedError(
                f"{name}: sparse gradients are not supported; leave out sparse=True"
            )
        if index is not None:
            if index >= max(rows, 1) or index < -rows:
                raise AssertionError(f"{name}: padding_idx {index} is not in {rows} rows")
            self.padding_idx = index + rows if index < 0 else index
        if given is None:
            self.weight = Parameter(_core.empty(shape, device=device, dtype=dtype), not frozen)
            self.reset_parameters()
            return
        if tuple(given.shape) != shape:
            raise AssertionError(f"{name}: _weight has shape {tuple(given.shape)}, not {shape}")
        self.weight = Parameter(given, not frozen)

    def reset_parameters(self) -> None:
        """Draw the table from a normal distribution, and put 0 into the row of ``padding_idx``."""
        init.normal_(self.weight)
        self._fill_padding_idx_with_zero()

    def _fill_padding_idx_with_zero(self) -> None:
        if self.padding_idx is not None:
            with no_grad():
                self.weight[self.padding_idx].fill_(0)

    def extra_repr(self) -> str:
        usual = {"norm_type": 2, "scale_grad_by_freq": False}
        shown = [name for name in self._options if getattr(self, name) != usual.get(name)]
        parts = [f"{name}={getattr(self, name)!r}" for name in shown]
        return ", ".join([str(self.num_embeddings), str(self.embedding_dim), *parts])

    @classmethod
    def _lengths(cls, embeddings: Tensor) -> tuple[int, int]:
        if embeddings.dim() != 2:
            raise AssertionError(
                f"{cls.__name__}.from_pretrained: expected a matrix, got shape"
                f" {tuple(embeddings.shape)}"
            )
        return embeddings.size(0), embeddings.size(1)


class Embedding(_Table):
    """A row of the table for each index.

    Parameters: ``weight`` (num_embeddings, embedding_dim), drawn from a normal distribution. The
    row of ``padding_idx`` begins as 0 and gets no gradient. Rows that are looked up are first
    scaled, in place, to a ``norm_type``-norm of at most ``max_norm``. ``scale_grad_by_freq``
    divides the gradient of a row by how often it was looked up.

    Shape: integers ``(*)`` -> ``(*, embedding_dim)``. Raises AssertionError for a ``padding_idx``
    that is no row, NotImplementedError for ``sparse`` gradients, IndexError in a call for an index
    that is none.

    >>> import retrograd as rg
    >>> rg.nn.Embedding(10, 3, padding_idx=0)(rg.tensor([[0, 1]])).shape
    torch.Size([1, 2, 3])
    """

    __constants__: ClassVar[list[str]] = [
        "num_embeddings",
        "embedding_dim",
        "padding_idx",
        "max_norm",
        "norm_type",
        "scale_grad_by_freq",
        "sparse",
    ]
    _options: ClassVar[tuple[str, ...]] = (
        "padding_idx",
        "max_norm",
        "norm_type",
        "scale_grad_by_freq",
    )

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        padding_idx: int | None = None,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        sparse: bool = False,
        _weight: Tensor | None = None,
        _freeze: bool = False,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__()
        self.num_embeddings = num_embeddings
        self.embedding_dim = embedding_dim
        self.padding_idx = padding_idx
        self.max_norm = max_norm
        self.norm_type = norm_type
        self.scale_grad_by_freq = scale_grad_by_freq
        self.sparse = sparse
        self._make(_weight, _freeze, device, dtype)

    def forward(self, input: Tensor) -> Tensor:
        return F.embedding(
            input,
            self.weight,
            self.padding_idx,
            self.max_norm,
            self.norm_type,
            self.scale_grad_by_freq,
            self.sparse,
        )

    @classmethod
    def from_pretrained(
        cls,
        embeddings: Tensor,
        freeze: bool = True,
        padding_idx: int | None = None,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        sparse: bool = False,
    ) -> Self:
        """Make a layer whose table is the matrix ``embeddings``, trained unless ``freeze``.

        >>> import retrograd as rg
        >>> rg.nn.Embedding.from_pretrained(rg.eye(3))(rg.tensor([2]))
        tensor([[0., 0., 1.]])
        """
        rows, columns = cls._lengths(embeddings)
        return cls(
            num_embeddings=rows,
            embedding_dim=columns,
            _weight=embeddings,
            _freeze=freeze,
            padding_idx=padding_idx,
            max_norm=max_norm,
            norm_type=norm_type,
            scale_grad_by_freq=scale_grad_by_freq,
            sparse=sparse,
        )


class EmbeddingBag(_Table):
    """The mean, sum or maximum of the rows of each bag of indices, as ``mode`` says.

    The parameters and options are those of Embedding; rows of ``padding_idx`` count for nothing.

    Shape: bags ``(n, k)``; or indices ``(m)`` in a row and ``offsets`` (n), where each bag begins
    and, with ``include_last_offset``, where the last one ends -> ``(n, embedding_dim)``. With
    ``mode="sum"`` rows are multiplied by ``per_sample_weights``, of the shape of the indices.

    >>> import retrograd as rg
    >>> bags = rg.nn.EmbeddingBag.from_pretrained(rg.eye(2), mode="sum")
    >>> bags(rg.tensor([0, 1, 1]), rg.tensor([0, 2]))
    tensor([[1., 1.],
            [0., 1.]])
    """

    __constants__: ClassVar[list[str]] = [
        "num_embeddings",
        "embedding_dim",
        "max_norm",
        "norm_type",
        "scale_grad_by_freq",
        "mode",
        "sparse",
        "include_last_offset",
        "padding_idx",
    ]
    _options: ClassVar[tuple[str, ...]] = (
        "max_norm",
        "norm_type",
        "scale_grad_by_freq",
        "mode",
        "padding_idx",
    )
    mode: str
    include_last_offset: bool

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        mode: str = "mean",
        sparse: bool = False,
        _weight: Tensor | None = None,
        include_last_offset: bool = False,
        padding_idx: int | None = None,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__()
        self.num_embeddings = num_embeddings
        self.embedding_dim = embedding_dim
        self.max_norm = max_norm
        self.norm_type = norm_type
        self.scale_grad_by_freq = scale_grad_by_freq
        self.mode = mode
        self.sparse = sparse
        self.include_last_offset = include_last_offset
        self.padding_idx = padding_idx
        self._make(_weight, False, device, dtype)

    def forward(
        self,
        input: Tensor,
        offsets: Tensor | None = None,
        per_sample_weights: Tensor | None = None,
    ) -> Tensor:
        return F.embedding_bag(
            input,
            self.weight,
            offsets,
            self.max_norm,
            self.norm_type,
            self.scale_grad_by_freq,
            self.mode,
            self.sparse,
            per_sample_weights,
            self.include_last_offset,
            self.padding_idx,
        )

    @classmethod
    def from_pretrained(
        cls,
        embeddings: Tensor,
        freeze: bool = True,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        mode: str = "mean",
        sparse: bool = False,
        include_last_offset: bool = False,
        padding_idx: int | None = None,
    ) -> Self:
        """Make a layer whose table is the matrix ``embeddings``, trained unless ``freeze``.

        >>> import retrograd as rg
        >>> rg.nn.EmbeddingBag.from_pretrained(rg.eye(2))(rg.tensor([[0, 1]]))
        tensor([[0.5000, 0.5000]])
        """
        rows, columns = cls._lengths(embeddings)
        made = cls(
            num_embeddings=rows,
            embedding_dim=columns,
            _weight=embeddings,
            max_norm=max_norm,
            norm_type=norm_type,
            scale_grad_by_freq=scale_grad_by_freq,
            mode=mode,
            sparse=sparse,
            include_last_offset=include_last_offset,
            padding_idx=padding_idx,
        )
        made.weight.requires_grad = not freeze
        return made
