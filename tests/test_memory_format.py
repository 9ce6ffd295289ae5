"""Orders of elements in memory (memory_format), strides that are asked for, and the layout."""

from __future__ import annotations

import copy
import pickle

import pytest
import retrograd as rg

# (shape, its strides in channels_last or channels_last_3d), torch's figures.
SHAPES = [
    ((2, 3, 4, 5), (60, 1, 15, 3)),
    ((1, 2, 3, 4), (24, 1, 8, 2)),
    ((2, 3, 1, 1), (3, 1, 3, 3)),
    ((2, 1, 4, 5), (20, 1, 5, 1)),
    ((0, 3, 4, 5), (60, 1, 15, 3)),
    ((2, 3, 4, 5, 6), (360, 1, 90, 18, 3)),
]
CHANNELS_LAST = {4: rg.channels_last, 5: rg.channels_last_3d}


@pytest.mark.parametrize(("shape", "strides"), SHAPES)
def test_copies_and_new_tensors_take_the_strides_of_the_format(shape, strides):
    x = rg.arange(rg.Size(shape).numel(), dtype=rg.float32).view(shape)
    form = CHANNELS_LAST[len(shape)]
    copies = [
        x.clone(memory_format=form),
        x.to(memory_format=form),
        x.to(rg.float64, memory_format=form),
        x.double(memory_format=form),
        x.cpu(memory_format=form),
    ]
    for y in copies:
        assert y.stride() == strides
        assert y.tolist() == x.tolist()
        assert y.is_contiguous(memory_format=form)
    for like in (rg.empty_like, rg.zeros_like, rg.ones_like):
        assert like(x, memory_format=form).stride() == strides
    assert rg.full_like(x, 2, memory_format=form).stride() == strides
    assert rg.empty(shape, memory_format=form).stride() == strides


def test_a_format_is_kept_or_left():
    x = rg.arange(120).view(2, 3, 4, 5)
    y = x.contiguous(memory_format=rg.channels_last)
    assert y.stride() == (60, 1, 15, 3)
    assert y.contiguous(memory_format=rg.channels_last) is y
    assert y.to(memory_format=rg.channels_last) is y
    assert y.to(memory_format=rg.preserve_format) is y
    assert x.to(memory_format=rg.contiguous_format) is x
    for z in (
        y.contiguous(),
        y.clone(memory_format=rg.contiguous_format),
        y.to(memory_format=rg.contiguous_format),
        y.to(rg.float32, memory_format=rg.contiguous_format),
        rg.empty_like(y, memory_format=rg.contiguous_format),
    ):
        assert z.stride() == (60, 20, 5, 1)
    for z in (y.clone(), y.clone(memory_format=rg.preserve_format), y.double(), rg.ones_like(y)):
        assert z.stride() == (60, 1, 15, 3)


def test_contiguous_asks_for_the_format_that_is_named():
    x = rg.zeros(2, 3, 4, 5)
    y = x.contiguous(memory_format=rg.channels_last)
    assert x.is_contiguous()
    assert x.is_contiguous(memory_format=rg.contiguous_format)
    assert x.is_contiguous(memory_format=rg.preserve_format)
    assert not x.is_contiguous(memory_format=rg.channels_last)
    assert not y.is_contiguous()
    assert not y.is_contiguous(memory_format=rg.channels_last_3d)
    # Lengths of 1 leave it open, and then nothing is copied.
    for shape in ((2, 1, 4, 5), (2, 3, 1, 1)):
        one = rg.zeros(shape)
        assert one.is_contiguous(memory_format=rg.channels_last)
        assert one.contiguous(memory_format=rg.channels_last) is one
    # to() takes the strides at their word.
    assert rg.zeros(2, 1, 4, 5).to(memory_format=rg.channels_last).stride() == (20, 1, 5, 1)
    batch = rg.zeros(3, 1, 1, 1)
    assert batch.to(memory_format=rg.channels_last) is not batch
    assert not rg.zeros(0, 3, 4, 5).is_contiguous(memory_format=rg.channels_last)


def test_gradients_flow_through_a_change_of_format():
    x = rg.arange(24.0).view(1, 2, 3, 4).requires_grad_()
    weights = rg.arange(24.0).view(1, 2, 3, 4)
    y = x.contiguous(memory_format=rg.channels_last)
    z = x.to(memory_format=rg.channels_last)
    assert (y.grad_fn.name(), z.grad_fn.name()) == ("CloneBackward0", "ToCopyBackward0")
    (y * weights + z * z).sum().backward()
    assert x.grad.tolist() == (weights + 2 * x.detach()).tolist()


def test_a_format_for_another_number_of_dimensions_is_refused():
    for call in (
        lambda: rg.zeros(3).contiguous(memory_format=rg.channels_last),
        lambda: rg.zeros(2, 3, 4, 5).to(memory_format=rg.channels_last_3d),
        lambda: rg.empty(2, 3, memory_format=rg.channels_last),
        lambda: rg.zeros(2, 3, 4, 5, 6).clone(memory_format=rg.channels_last),
    ):
        with pytest.raises(RuntimeError, match=r"is for tensors of \d dimensions, not for shape"):
            call()
    with pytest.raises(RuntimeError, match="preserve_format"):
        rg.empty(2, memory_format=rg.preserve_format)
    with pytest.raises(RuntimeError, match="preserve_format"):
        rg.zeros(2, 3).t().contiguous(memory_format=rg.preserve_format)
    with pytest.raises(TypeError, match="must be a memory_format, such as channels_last, not str"):
        rg.zeros(2).to(memory_format="channels_last")


def test_tensors_can_be_made_with_given_strides():
    x = rg.empty_strided((2, 3), (10, 2), dtype=rg.int32)
    assert (x.stride(), x.dtype, x.untyped_storage().nbytes()) == ((10, 2), rg.int32, 60)
    assert rg.empty_strided((2, 3), (0, 1)).storage().size() == 3
    assert rg.empty_strided((0, 3), (10, 2)).untyped_storage().nbytes() == 0
    assert rg.empty_strided((), ()).shape == ()
    assert rg.empty_strided((2,), (1,), requires_grad=True).requires_grad
    y = rg.arange(2).new_empty_strided((2, 3), (1, 2))
    assert (y.dtype, y.stride()) == (rg.int64, (1, 2))
    assert rg.empty_permuted((2, 3, 4), (0, 2, 1)).stride() == (12, 1, 3)
    assert rg.empty_permuted((), ()).shape == ()
    for call in (
        lambda: rg.empty_strided((2, 3), (1,)),
        lambda: rg.empty_strided((2, 3), (-1, 2)),
        lambda: rg.empty_strided((-1, 3), (1, 2)),
        lambda: rg.empty_strided((2**40, 2**20), (2**40, 1)),
        lambda: rg.empty_permuted((2, 3), (0,)),
        lambda: rg.empty_permuted((2, 3), (0, 0)),
    ):
        with pytest.raises(RuntimeError, match="empty_"):
            call()


def test_dim_order_names_dimensions_from_the_farthest_steps_to_the_nearest():
    x = rg.zeros(2, 3, 4, 5)
    assert x.dim_order() == (0, 1, 2, 3)
    assert x.contiguous(memory_format=rg.channels_last).dim_order() == (0, 2, 3, 1)
    assert rg.tensor(1.0).dim_order() == ()


def test_dim_order_leaves_dimensions_that_do_not_step_where_they_stand():
    assert rg.zeros(3).expand(2, 3).dim_order() == (0, 1)
    x = rg.zeros(3, 1, 5)
    assert x.expand(3, 4, 5).dim_order() == (0, 1, 2)
    assert x.permute(2, 1, 0).expand(5, 4, 3).dim_order() == (2, 1, 0)
    assert rg.zeros(1, 3).t().expand(3, 4).dim_order() == (0, 1)
    assert rg.zeros(2, 3, 4).permute(2, 0, 1).dim_order() == (1, 2, 0)


def test_dim_order_can_be_asked_whether_it_is_the_only_one():
    formats = [rg.contiguous_format, rg.channels_last]
    assert rg.zeros(2, 2, 3).dim_order(ambiguity_check=True) == (0, 1, 2)
    assert rg.zeros(2, 2, 3).dim_order(ambiguity_check=formats[:1]) == (0, 1, 2)
    assert rg.zeros(1, 2, 3, 4).dim_order(ambiguity_check=formats) == (0, 1, 2, 3)
    for x, check in (
        (rg.zeros(2, 1, 3), True),
        (rg.zeros(2, 1, 3, 4), formats),
        (rg.zeros(3).expand(2, 3), True),
    ):
        with pytest.raises(RuntimeError, match="do not tell one order"):
            x.dim_order(ambiguity_check=check)
    for check in (3, (rg.channels_last,), [3]):
        with pytest.raises(TypeError):
            rg.zeros(2).dim_order(ambiguity_check=check)


def test_layouts_and_formats_are_words_that_are_themselves_when_copied():
    words = (rg.strided, rg.channels_last, rg.channels_last_3d, rg.contiguous_format)
    for word in (*words, rg.preserve_format):
        assert copy.deepcopy(word) is word
        assert pickle.loads(pickle.dumps(word)) is word
    assert repr(rg.strided) == "torch.strided"
    assert repr(rg.channels_last) == "torch.channels_last"
    assert rg.ones(2).layout is rg.strided
    assert isinstance(rg.strided, rg.layout)
    assert isinstance(rg.channels_last, rg.memory_format)
    with pytest.raises(TypeError, match="cannot create"):
        rg.layout("strided")
