"""Views: shared storage and version, strides and offsets, and gradients through them."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg


@pytest.fixture
def x():
    return rg.arange(24, dtype=rg.float32).view(2, 3, 4)


VIEWS = {
    "view": lambda x: x.view(6, 4),
    "reshape": lambda x: x.reshape(4, 6),
    "flatten": lambda x: x.flatten(),
    "transpose": lambda x: x.transpose(0, 2),
    "permute": lambda x: x.permute(2, 0, 1),
    "unsqueeze": lambda x: x.unsqueeze(1),
    "squeeze": lambda x: x.squeeze(),
    "expand": lambda x: x.expand(5, 2, 3, 4),
    "index": lambda x: x[1],
    "slice": lambda x: x[:, 1:, ::2],
    "none": lambda x: x[..., None],
    "detach": lambda x: x.detach(),
    "data": lambda x: x.data,
    "contiguous": lambda x: x.contiguous(),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_shares_the_memory_of_its_base(name, x):
    v = VIEWS[name](x)
    x.add_(100)
    assert v.min().item() >= 100


@pytest.mark.parametrize("name", [n for n in VIEWS if n != "expand"])
def test_a_write_to_a_view_is_seen_by_its_base(name, x):
    VIEWS[name](x).fill_(-1)
    assert x.min().item() == -1


@pytest.mark.parametrize("name", [n for n in VIEWS if n != "data"])
def test_a_view_shares_the_version_of_its_base(name, x):
    v = VIEWS[name](x)
    x.add_(1)
    assert v._version == x._version == 1
    if name != "expand":
        v.mul_(2)
        assert v._version == x._version == 2


def test_data_has_a_version_of_its_own(x):
    d = x.data
    x.add_(1)
    assert (x._version, d._version) == (1, 0)


def test_copies_do_not_share(x):
    for copy in (x.clone(), x.transpose(0, 1).contiguous(), x.transpose(0, 2).reshape(24), x + 0):
        before = copy.tolist()
        x.add_(1)
        assert copy.tolist() == before


def test_contiguous_of_a_contiguous_tensor_is_itself(x):
    assert x.contiguous() is x
    assert x.to(rg.float32) is x
    assert x.float() is x


def test_strides_and_offsets_are_those_of_torch(x):
    assert x.stride() == (12, 4, 1)
    assert x.transpose(0, 2).stride() == (1, 4, 12)
    assert x[:, 1:, ::2].stride() == (12, 4, 2)
    assert x[:, 1:, ::2].storage_offset() == 4
    assert x.unsqueeze(1).stride() == (12, 12, 4, 1)
    assert x.unsqueeze(-1).stride() == (12, 4, 1, 1)
    assert rg.ones(3, 1).expand(3, 4).stride() == (1, 0)
    assert x.stride(1) == 4
    assert x.stride(-1) == 1


def test_contiguity_is_told(x):
    assert x.is_contiguous()
    assert not x.transpose(0, 1).is_contiguous()
    assert x[1].is_contiguous()
    assert not x[:, 1:].is_contiguous()
    assert rg.ones(0, 3).t().is_contiguous()


def test_view_keeps_strides_that_allow_it(x):
    assert x[:, :, 1:2].view(2, 3).stride() == (12, 4)
    assert x.transpose(0, 1).view(3, 2, 2, 2).stride() == (4, 12, 2, 1)
    with pytest.raises(RuntimeError, match="reshape"):
        x.transpose(0, 1).view(24)


def test_view_takes_a_tuple_a_list_and_one_unknown(x):
    assert x.view((4, 6)).shape == (4, 6)
    assert x.view([24]).shape == (24,)
    assert x.view(-1, 12).shape == (2, 12)
    assert x.reshape(-1).shape == (24,)
    assert rg.reshape(x, (3, -1)).shape == (3, 8)


def test_transposing_methods_agree(x):
    m = x[0]
    assert m.T.tolist() == m.t().tolist() == m.transpose(0, 1).tolist()
    assert rg.ones(3).t().shape == (3,)
    assert rg.tensor(1.0).t().shape == ()


@pytest.mark.parametrize("name", VIEWS)
def test_the_gradient_of_a_view_lands_in_the_places_it_shows(name, x):
    x.requires_grad_()
    v = VIEWS[name](x * 1)
    if name in ("detach", "data"):
        assert not v.requires_grad
        return
    weight = np.random.default_rng(0).uniform(1, 2, tuple(v.shape)).astype(np.float32)
    v.backward(rg.tensor(weight))
    index = VIEWS[name](rg.arange(24).view(2, 3, 4)).numpy()
    want = np.zeros(24, np.float32)
    np.add.at(want, index.reshape(-1), weight.reshape(-1))
    np.testing.assert_allclose(x.grad.numpy().reshape(-1), want, rtol=1e-6)


def test_a_chain_of_views_has_the_gradient_of_the_whole(x):
    x.requires_grad_()
    x[0].t()[1:, ::2].unsqueeze(0).expand(2, 3, 2).sum().backward()
    want = np.zeros((2, 3, 4))
    want[0, ::2, 1:] = 2
    assert x.grad.tolist() == want.tolist()


def test_sizes_are_told_in_every_way(x):
    assert x.shape == (2, 3, 4)
    assert x.size() == (2, 3, 4)
    assert x.size(1) == 3
    assert x.size(-1) == 4
    assert x.size(dim=0) == 2
    assert x.dim() == x.ndim == 3
    assert x.numel() == 24
    assert len(x) == 2
    assert isinstance(x.shape, tuple)
    assert x.shape.numel() == 24
    assert rg.numel(x) == 24


def test_iterating_gives_views_of_the_rows(x):
    rows = list(x)
    assert [r.shape for r in rows] == [(3, 4)] * 2
    rows[1].zero_()
    assert x[1].sum().item() == 0
    a, b = rg.tensor([1.0, 2.0])
    assert (a.item(), b.item()) == (1.0, 2.0)


WRITES = {
    "copy_": lambda w, s: w.copy_(s),
    "mul_": lambda w, s: w.mul_(s),
    "mul_ of a part": lambda w, s: w[:].mul_(s),
    "written twice": lambda w, s: w.mul_(s).mul_(s),
}


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("step", [1, 2])
def test_a_write_beyond_the_view_that_a_window_was_taken_of_has_its_gradient(name, step):
    weights = rg.arange(1.0, 25, dtype=rg.float64)

    def written(x, s):
        memory = x * 1
        window = memory[2 : 2 + 4 * step : step].as_strided((3,), (2,), 5)
        WRITES[name](window, s)
        return (memory * weights).sum(), (window * weights[:3]).sum()

    x = rg.arange(24, dtype=rg.float64, requires_grad=True)
    s = rg.tensor([10.0, 20.0, 30.0], dtype=rg.float64, requires_grad=True)
    assert rg.autograd.gradcheck(written, (x, s))


def test_a_window_beyond_a_view_has_the_gradient_of_all_that_it_shows():
    x = rg.arange(8.0, requires_grad=True)
    window = (x * 1)[2:6].as_strided((3,), (1,), 5)
    (window * rg.tensor([1.0, 2, 3])).sum().backward()
    assert x.grad.tolist() == [0, 0, 0, 0, 0, 1, 2, 3]


@pytest.mark.parametrize("base", ["detached", "with gaps", "a leaf of its own"])
def test_a_recorded_write_beyond_the_base_is_refused(base):
    memory, s = rg.arange(8.0), rg.ones(2, requires_grad=True)
    x = (memory[2:8:2] if base == "with gaps" else memory[2:6]).detach()
    if base == "a leaf of its own":
        x = memory[2:6].requires_grad_()
    window = x.as_strided((2,), (1,), 5)
    for w in (window, window[:1]):
        with pytest.raises(
            rg.errors.GraphError, match=r"leaf|elements of the memory that its base"
        ):
            w.mul_(s[: w.numel()])
    assert memory.tolist() == [*range(8)]
    with rg.no_grad():
        window.mul_(5)
    assert memory[5:7].tolist() == [25, 30]
    if base == "with gaps":
        assert x.as_strided((2,), (2,), 4).mul_(s).requires_grad


def places(x):
    """Where the elements of x lie in their memory."""
    at = np.array(x.storage_offset())
    for length, step in zip(x.shape, x.stride(), strict=True):
        at = at[..., None] + np.arange(length) * step
    return at.ravel().tolist()


def test_a_write_beyond_the_base_is_refused_for_every_layout():
    rng = np.random.default_rng(12)
    s = rg.ones((), requires_grad=True)
    refused = 0
    for _ in range(300):
        memory = rg.arange(60.0).view(3, 4, 5).permute(*rng.permutation(3).tolist())
        begin, step = rng.integers(0, 2, 3).tolist(), rng.integers(1, 3, 3).tolist()
        x = memory[tuple(slice(b, None, t) for b, t in zip(begin, step, strict=True))].detach()
        shape = rng.integers(1, 4, 2).tolist()
        steps, start = rng.choice([*x.stride(), 1, 2], 2).tolist(), int(rng.integers(0, 20))
        if start + sum((n - 1) * k for n, k in zip(shape, steps, strict=True)) >= 60:
            continue
        window = x.as_strided(shape, steps, start)
        if len(set(places(window))) < window.numel():
            continue  # shows some places twice
        if set(places(window)) <= set(places(x)):
            window.mul_(s)
            assert x.requires_grad
        else:
            refused += 1
            with pytest.raises(rg.errors.GraphError, match="elements of the memory that its base"):
                window.mul_(s)
    assert 50 < refused < 200
