"""Sequences of several lengths: as one padded tensor, and packed, step by step without padding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast

from ... import _core
from ..._core import Tensor

__all__ = [
    "PackedSequence",
    "invert_permutation",
    "pack_padded_sequence",
    "pack_sequence",
    "pad_packed_sequence",
    "pad_sequence",
    "unpack_sequence",
    "unpad_sequence",
]


def __dir__() -> list[str]:
    return __all__


class PackedSequence_(NamedTuple):
    """The fields of PackedSequence."""

    data: Tensor
    batch_sizes: Tensor
    sorted_indices: Tensor | None
    unsorted_indices: Tensor | None


class PackedSequence(PackedSequence_):
    """Sequences sorted by length: ``data`` has the rows of step 0, then those of step 1, and so on.

    Step t has one row of each of the ``batch_sizes[t]`` longest sequences. ``sorted_indices`` says
    which sequence became which, ``unsorted_indices`` the way back. Recurrent layers take and give
    these; ``pack_sequence`` and ``pack_padded_sequence`` make them.

    >>> import retrograd as rg
    >>> from retrograd.nn.utils.rnn import pack_sequence
    >>> packed = pack_sequence([rg.tensor([1, 2, 3]), rg.tensor([4, 5])])
    >>> packed.data, packed.batch_sizes
    (tensor([1, 4, 2, 5, 3]), tensor([2, 2, 1]))
    """

    def __new__(
        cls,
        data: Any,
        batch_sizes: Tensor | None = None,
        sorted_indices: Tensor | None = None,
        unsorted_indices: Tensor | None = None,
    ) -> PackedSequence:
        if batch_sizes is None:  # an old form: the first two as a pair
            data, batch_sizes = cast(tuple[Tensor, Tensor], data)
        if unsorted_indices is None:
            unsorted_indices = invert_permutation(sorted_indices)
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)

    def to(self, *args: Any, **kwargs: Any) -> PackedSequence:
        """``data.to(...)``, packed as before; this one where nothing changes."""
        data = self.data.to(*args, **kwargs)
        return self if data is self.data else type(self)(data, *self[1:])

    def cpu(self, *args: Any, **kwargs: Any) -> PackedSequence:
        """This sequence, which is there already."""
        return self

    def cuda(self, *args: Any, **kwargs: Any) -> PackedSequence:
        """Raises DeviceError: there is the CPU alone."""
        self.data.cuda(*args, **kwargs)
        return self

    def pin_memory(self) -> PackedSequence:
        """Raises what ``Tensor.pin_memory`` raises: there is no device to copy to."""
        return type(self)(self.data.pin_memory(), *self[1:])

    def is_pinned(self) -> bool:
        """False."""
        return False

    @property
    def is_cuda(self) -> bool:
        """False."""
        return False

    def double(self) -> PackedSequence:
        """The same with float64 data."""
        return self.to(_core.float64)

    def float(self) -> PackedSequence:
        """The same with float32 data."""
        return self.to(_core.float32)

    def half(self) -> PackedSequence:
        """The same with float16 data."""
        return self.to(_core.float16)

    def long(self) -> PackedSequence:
        """The same with int64 data."""
        return self.to(_core.int64)

    def int(self) -> PackedSequence:
        """The same with int32 data."""
        return self.to(_core.int32)

    def short(self) -> PackedSequence:
        """The same with int16 data."""
        return self.to(_core.int16)

    def char(self) -> PackedSequence:
        """The same with int8 data."""
        return self.to(_core.int8)

    def byte(self) -> PackedSequence:
        """The same with uint8 data."""
        return self.to(_core.uint8)


def invert_permutation(permutation: Tensor | None) -> Tensor | None:
    """The permutation that takes a permutation back; None for None.

    >>> import retrograd as rg
    >>> rg.nn.utils.rnn.invert_permutation(rg.tensor([2, 0, 1]))
    tensor([1, 2, 0])
    """
    if permutation is None:
        return None
    places = _core.arange(len(permutation), dtype=permutation.dtype)
    return _core.empty_like(permutation).scatter_(0, permutation, places)


def _as_lengths(lengths: Tensor | Sequence[int]) -> Tensor:
    if isinstance(lengths, Tensor):
        return lengths.to(_core.int64)
    return _core.tensor(lengths, dtype=_core.int64)


def _within(lengths: Tensor, count: int) -> Tensor:
    """Which of ``count`` steps each sequence has, as rows of bools."""
    return _core.arange(count) < lengths.unsqueeze(1)


def pack_padded_sequence(
    input: Tensor,
    lengths: Tensor | Sequence[int],
    batch_first: bool = False,
    enforce_sorted: bool = True,
) -> PackedSequence:
    """Pack sequences out of a padded tensor ``(t, b, *)``, or ``(b, t, *)`` if ``batch_first``.

    Unless ``enforce_sorted`` they are sorted first, and come back in their order when they are
    unpacked. Gradients pass.

    Raises RuntimeError for lengths that are not sorted though they should be, not above 0, longer
    than the tensor, or of another number than the sequences.

    >>> import retrograd as rg
    >>> x = rg.tensor([[1, 2, 3], [4, 0, 0]])
    >>> rg.nn.utils.rnn.pack_padded_sequence(x, [3, 1], batch_first=True).data
    tensor([1, 4, 2, 3])
    """
    counts, order = _as_lengths(lengths), None
    if not enforce_sorted:
        counts, order = _core.sort(counts, descending=True)
        input = input.index_select(0 if batch_first else 1, order)
    if batch_first:
        input = input.transpose(0, 1)
    op = "pack_padded_sequence"
    steps, batch = input.shape[:2] if input.dim() > 1 else (input.size(0), input.size(1))
    if input.numel() == 0:
        raise RuntimeError(f"{op}: the input of shape {tuple(input.shape)} has nothing to pack")
    if counts.shape != (batch,):
        raise RuntimeError(f"{op}: {batch} sequences but lengths of shape {tuple(counts.shape)}")
    longest = int(counts.max())
    if int(counts.min()) < 1 or longest > steps:
        raise RuntimeError(f"{op}: lengths must be from 1 to {steps}, got {counts.tolist()}")
    if bool((counts[1:] > counts[:-1]).any()):
        raise RuntimeError(
            f"{op}: lengths must not grow, got {counts.tolist()}; pass enforce_sorted=False to have"
            " the sequences sorted"
        )
    there = _within(counts, longest).t()
    return PackedSequence(input[:longest][there], there.sum(1), order, None)


def pad_packed_sequence(
    sequence: PackedSequence,
    batch_first: bool = False,
    padding_value: float = 0.0,
    total_length: int | None = None,
) -> tuple[Tensor, Tensor]:
    """The padded tensor ``(t, b, *)`` of packed sequences, in their first order, and their lengths.

    There are ``total_length`` steps, if given: ValueError where that is too few.

    >>> import retrograd as rg
    >>> from retrograd.nn.utils.rnn import pack_sequence, pad_packed_sequence
    >>> pad_packed_sequence(pack_sequence([rg.tensor([1, 2, 3]), rg.tensor([4])]), True)
    (tensor([[1, 2, 3],
            [4, 0, 0]]), tensor([3, 1]))
    """
    data, sizes, _, order = sequence
    steps, batch = len(sizes), int(sizes[0])
    if total_length is not None and total_length < steps:
        raise ValueError(
            f"pad_packed_sequence: total_length {total_length} is less than the {steps} steps of"
            " the longest sequence"
        )
    there = _within(sizes, batch)
    lengths = there.sum(0)
    shape = (steps if total_length is None else total_length, batch, *data.shape[1:])
    padded = _core.full(shape, padding_value, dtype=data.dtype)
    padded[:steps][there] = data
    if order is not None:
        padded, lengths = padded.index_select(1, order), lengths[order]
    return padded.transpose(0, 1) if batch_first else padded, lengths


def pad_sequence(
    sequences: Tensor | Iterable[Tensor],
    batch_first: bool = False,
    padding_value: float = 0.0,
    padding_side: str = "right",
) -> Tensor:
    """Tensors ``(length, *)`` side by side as ``(t, b, *)``, the shorter ones padded on one side.

    Raises RuntimeError for no tensors, ones that differ behind the first dimension, and another
    side than "left" and "right".

    >>> import retrograd as rg
    >>> rg.nn.utils.rnn.pad_sequence([rg.tensor([1, 2]), rg.tensor([3])], batch_first=True)
    tensor([[1, 2],
            [3, 0]])
    """
    op = "pad_sequence"
    if not isinstance(sequences, Iterable):
        raise RuntimeError(f"{op}: expected tensors, got {type(sequences).__name__}")
    if padding_side not in ("left", "right"):
        raise RuntimeError(f"{op}: padding_side must be 'left' or 'right', not {padding_side!r}")
    xs = list(sequences.unbind(0) if isinstance(sequences, Tensor) else sequences)
    if not xs:
        raise RuntimeError(f"{op}: expected at least one tensor")
    rest, dtype = xs[0].shape[1:], xs[0].dtype
    for x in xs:
        if x.dim() == 0 or x.shape[1:] != rest:
            shapes = [tuple(x.shape) for x in xs]
            raise RuntimeError(f"{op}: shapes may differ in the first dimension alone: {shapes}")
    lengths = _core.tensor([len(x) for x in xs])
    steps = int(lengths.max())
    there = _within(lengths, steps)
    if padding_side == "left":
        there = there.flip(1)
    padded = _core.full((len(xs), steps, *rest), padding_value, dtype=dtype)
    padded[there] = _core.cat([x.to(dtype) for x in xs])
    return padded if batch_first else padded.transpose(0, 1).contiguous()


def unpad_sequence(
    padded_sequences: Tensor, lengths: Tensor, batch_first: bool = False
) -> list[Tensor]:
    """The sequences of a padded tensor ``(t, b, *)``, without their padding on the right.

    >>> import retrograd as rg
    >>> x = rg.tensor([[1, 2], [3, 0]])
    >>> rg.nn.utils.rnn.unpad_sequence(x, rg.tensor([2, 1]), batch_first=True)
    [tensor([1, 2]), tensor([3])]
    """
    if not batch_first:
        padded_sequences = padded_sequences.transpose(0, 1)
    rows = padded_sequences[_within(lengths, padded_sequences.size(1))]
    return list(rows.split(lengths.tolist()))


def pack_sequence(sequences: Sequence[Tensor], enforce_sorted: bool = True) -> PackedSequence:
    """Pack tensors ``(length, *)``, the longest first, or sorted here unless ``enforce_sorted``.

    Raises RuntimeError where they should be sorted and are not.

    >>> import retrograd as rg
    >>> rg.nn.utils.rnn.pack_sequence([rg.tensor([1, 2]), rg.tensor([3])]).data
    tensor([1, 3, 2])
    """
    lengths = [len(x) for x in sequences]
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences: PackedSequence) -> list[Tensor]:
    """The sequences that were packed, in their first order.

    >>> import retrograd as rg
    >>> from retrograd.nn.utils.rnn import pack_sequence, unpack_sequence
    >>> unpack_sequence(pack_sequence([rg.tensor([1, 2]), rg.tensor([3])]))
    [tensor([1, 2]), tensor([3])]
    """
    padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
    return unpad_sequence(padded, lengths, batch_first=True)
