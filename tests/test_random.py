"""Random streams are those of torch's CPU generator, and behave under seeds, states and threads.

torch_random.json holds calls and what torch 2.13 answered.
"""

from __future__ import annotations

import json
import os
import threading
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
import retrograd as rg

STREAMS = json.loads(Path(__file__).with_name("torch_random.json").read_text())["streams"]
RUNNING = [(s["seed"], [c["call"] for c in s["calls"]], s["calls"]) for s in STREAMS]
IDS = [f"{seed}-{'-'.join(calls)}" for seed, calls, _ in RUNNING]


def flat(value) -> list:
    return [x for item in value for x in flat(item)] if isinstance(value, list) else [value]


def draws(generator=None) -> list:
    """A few of everything."""
    g = {"generator": generator}
    return [
        x.tolist()
        for x in (
            rg.rand(5, **g),
            rg.randn(3, **g),
            rg.randn(20, **g),
            rg.randint(0, 100, (5,), **g),
            rg.randperm(7, **g),
            rg.empty(4, dtype=rg.float64).uniform_(-1, 1, **g),
            rg.empty(4).normal_(1, 2, **g),
            rg.bernoulli(rg.full((6,), 0.5), **g),
        )
    ]


@pytest.mark.parametrize(("seed", "_calls", "steps"), RUNNING, ids=IDS)
def test_numbers_are_those_of_torch(seed, _calls, steps):
    rg.manual_seed(seed)
    for step in steps:
        got, want = flat(eval(step["call"], {"torch": rg}).tolist()), flat(step["value"])
        if "randint" in step["call"] or "randperm" in step["call"]:
            assert got == want, step["call"]
        else:
            assert got == pytest.approx(want, rel=1e-6, abs=0), step["call"]


@pytest.mark.parametrize("seed", [0, 1, -1, 2**63 - 1, 2**64 - 1, -(2**63)])
def test_a_seed_starts_the_same_stream_again(seed):
    rg.manual_seed(seed)
    first = draws()
    rg.manual_seed(seed)
    assert draws() == first
    assert rg.initial_seed() == seed % 2**64


def test_only_the_low_half_of_a_seed_counts():
    rg.manual_seed(5)
    first = draws()
    rg.manual_seed(5 + 2**40)
    assert draws() == first


@pytest.mark.parametrize("seed", [2**64, -(2**63) - 1])
def test_a_seed_beyond_64_bits_is_refused(seed):
    with pytest.raises((ValueError, RuntimeError, OverflowError)):
        rg.manual_seed(seed)
    with pytest.raises((ValueError, RuntimeError, OverflowError)):
        rg.Generator().manual_seed(seed)


def test_seed_takes_a_new_one_each_time():
    first, second = rg.seed(), rg.seed()
    assert first != second
    assert rg.initial_seed() == second
    rg.manual_seed(second)
    numbers = draws()
    rg.manual_seed(second)
    assert draws() == numbers


def test_uniforms_do_not_depend_on_how_they_are_cut():
    rg.manual_seed(3)
    whole = rg.rand(1000).tolist()
    rg.manual_seed(3)
    assert rg.rand(7).tolist() + rg.rand(993).tolist() == whole


def test_a_new_generator_starts_from_a_fixed_seed():
    assert rg.Generator().initial_seed() == 67280421310721
    assert draws(rg.Generator()) == draws(rg.Generator())


def test_a_generator_has_a_stream_of_its_own():
    rg.manual_seed(1)
    want = draws()
    rg.manual_seed(2)
    state = rg.get_rng_state()
    g = rg.Generator().manual_seed(1)
    assert isinstance(g, rg.Generator)
    assert draws(g) == want
    assert rg.equal(rg.get_rng_state(), state)


def test_the_default_generator_can_be_named():
    rg.manual_seed(1)
    want = draws()
    rg.manual_seed(1)
    assert draws(rg.default_generator) == want


def test_a_state_brings_back_what_follows():
    rg.manual_seed(11)
    rg.randn(3)  # leaves the second normal of a pair behind
    state = rg.get_rng_state()
    assert state.dtype == rg.uint8
    first = [rg.randn(5).tolist(), draws()]
    rg.set_rng_state(state)
    assert [rg.randn(5).tolist(), draws()] == first


def test_a_state_moves_between_generators():
    g = rg.Generator().manual_seed(8)
    rg.rand(100, generator=g)
    h = rg.Generator()
    h.set_state(g.get_state())
    assert h.initial_seed() == 8
    assert draws(h) == draws(g)


def test_states_are_those_of_torch_byte_for_byte():
    def digest():
        return sha256(bytes(rg.get_rng_state().tolist())).hexdigest()

    rg.manual_seed(0)
    rg.rand(5)
    assert digest() == "1faa3ad719bc111cdf3fcbf3b78196eba12b4fb22485c3398368548cb6a52f9f"
    rg.manual_seed(7)
    rg.randn(3)  # one normal number is kept
    assert digest() == "5dc20bbdc68dede503c2fd3be8c61c03e0ba6fb7884c5665b6b65dea69a927c5"


def test_a_state_must_be_contiguous():
    state = rg.get_rng_state()
    wide = rg.stack([state, state], 1)[:, 0]
    for take in (rg.set_rng_state, rg.Generator().set_state):
        with pytest.raises(RuntimeError, match="not contiguous"):
            take(wide)
        take(wide.contiguous())


@pytest.mark.parametrize(
    ("name", "args", "first"),  # torch's with seed 0, in the order of the channels' memory
    [
        ("rand_like", (), [0.49625658988952637, 0.08847743272781372, 0.30742281675338745]),
        ("randn_like", (), [1.5409960746765137, -2.1787893772125244, -1.0845223665237427]),
        ("randint_like", (9,), [8.0, 2.0, 7.0]),
    ],
)
def test_random_numbers_like_a_tensor_lie_as_they_are_told(name, args, first):
    like = getattr(rg, name)
    x = rg.ones(1, 2, 2, 3)
    rg.manual_seed(0)
    y = like(x, *args, memory_format=rg.channels_last)
    assert y.stride() == (12, 1, 6, 2)
    assert y.flatten()[:3].tolist() == pytest.approx(first, rel=1e-6)
    turned = x.contiguous(memory_format=rg.channels_last)
    assert like(turned, *args).stride() == (12, 1, 6, 2)
    assert like(turned, *args, memory_format=rg.contiguous_format).stride() == (12, 6, 3, 1)
    assert like(turned, *args, memory_format=rg.preserve_format).stride() == (12, 1, 6, 2)
    double = like(x, *args, dtype=rg.float64, device="cpu", requires_grad=True)
    assert double.requires_grad and double.dtype is rg.float64
    with pytest.raises(RuntimeError, match="4 dimensions"):
        like(x[0], *args, memory_format=rg.channels_last)
    with pytest.raises(TypeError):
        like(x, *args, memory_format=3)


def test_a_block_of_random_numbers_can_leave_the_stream_alone():
    rg.manual_seed(0)
    want = rg.rand(3).tolist()
    rg.manual_seed(0)
    with rg.random.fork_rng():
        rg.manual_seed(5)
        with rg.random.fork_rng(devices=[]):
            rg.rand(7)
    assert rg.rand(3).tolist() == want
    rg.manual_seed(0)
    forked = rg.random.fork_rng()
    assert [forked(rg.rand)(3).tolist() for _ in range(2)] == [want, want]
    with rg.random.fork_rng(enabled=False):
        assert rg.rand(3).tolist() == want
    assert rg.rand(3).tolist() != want
    rg.manual_seed(0)
    with pytest.raises(ZeroDivisionError), rg.random.fork_rng():
        rg.rand(1)
        raise ZeroDivisionError
    assert rg.rand(3).tolist() == want


def test_a_block_of_random_numbers_is_left_by_the_thread_that_entered_it():
    block = rg.random.fork_rng()
    with pytest.raises(RuntimeError, match="did not enter"):
        block.__exit__(None, None, None)
    rg.manual_seed(0)
    want = rg.rand(3).tolist()
    rg.manual_seed(0)
    block.__enter__()
    rg.rand(5)

    def leave():
        with pytest.raises(RuntimeError, match="did not enter"):
            block.__exit__(None, None, None)

    thread = threading.Thread(target=leave)
    thread.start()
    thread.join()
    block.__exit__(None, None, None)
    assert rg.rand(3).tolist() == want


def test_calls_of_a_forked_function_keep_to_themselves():
    inner_entered, outer_left = threading.Event(), threading.Event()
    failed = []

    @rg.random.fork_rng()
    def draw(entered, wait):
        entered.set()
        wait.wait(10)

    def call(*events):
        try:
            draw(*events)
        except RuntimeError as error:
            failed.append(error)

    inner = threading.Thread(target=call, args=(inner_entered, outer_left))
    outer_entered = threading.Event()
    outer = threading.Thread(target=call, args=(outer_entered, inner_entered))
    outer.start()
    outer_entered.wait(10)
    inner.start()
    outer.join()
    outer_left.set()
    inner.join()
    assert not failed


def test_a_block_of_random_numbers_knows_no_other_device():
    with pytest.raises(rg.errors.DeviceError, match=r"devices=\[0\] are devices of 'cuda'"):
        rg.random.fork_rng(devices=[0])
    with pytest.raises(RuntimeError):
        rg.random.fork_rng(device_type="foo")
    assert rg.random.manual_seed is rg.manual_seed


def test_a_state_of_wrong_size_or_content_is_refused():
    state = rg.get_rng_state()
    with pytest.raises(RuntimeError):
        rg.set_rng_state(state[:-1])
    with pytest.raises(RuntimeError):
        rg.set_rng_state(rg.full((len(state),), 255, dtype=rg.uint8))
    with pytest.raises((TypeError, RuntimeError)):
        rg.set_rng_state(state.to(rg.float32))
    with pytest.raises((TypeError, RuntimeError)):
        rg.set_rng_state([1, 2, 3])
    assert rg.equal(rg.get_rng_state(), state)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_uniforms_stay_inside_their_interval(dtype):
    x = rg.empty(10000, dtype=getattr(rg, dtype)).uniform_(-2, 3)
    assert -2 <= x.min().item() < -1.9
    assert 2.9 < x.max().item() < 3


def test_randint_covers_its_range_and_no_more():
    assert sorted(set(rg.randint(-3, 4, (1000,)).tolist())) == [-3, -2, -1, 0, 1, 2, 3]
    assert rg.randint(5, (3,)).dtype == rg.int64
    assert rg.randint(0, 256, (2000,), dtype=rg.uint8).max().item() > 250


@pytest.mark.parametrize("n", [0, 1, 2, 1000])
def test_randperm_holds_every_number_once(n):
    p = rg.randperm(n)
    assert p.dtype == rg.int64
    assert sorted(p.tolist()) == list(range(n))


def test_bernoulli_compares_uniforms_of_the_type_of_its_probabilities():
    for dtype in (rg.float32, rg.float64):
        p = rg.linspace(0, 1, 50, dtype=dtype)
        rg.manual_seed(6)
        got = rg.bernoulli(p)
        rg.manual_seed(6)
        assert got.tolist() == (rg.rand(50, dtype=dtype) < p).to(dtype).tolist()


@pytest.mark.parametrize(
    "call",
    [
        lambda: rg.empty(3).normal_(0, -1),
        lambda: rg.empty(3).normal_(0, float("nan")),
        lambda: rg.empty(3).uniform_(3, 1),
        lambda: rg.empty(0).uniform_(3, 1),
        lambda: rg.empty(3).uniform_(0, 1e39),
        lambda: rg.empty(3).bernoulli_(1.5),
        lambda: rg.bernoulli(rg.full((3,), 2.0)),
        lambda: rg.bernoulli(rg.tensor([0.5, float("nan")])),
        lambda: rg.bernoulli(rg.tensor([1])),
        lambda: rg.randint(5, 5, (3,)),
        lambda: rg.randint(0, 300, (3,), dtype=rg.uint8),
        lambda: rg.randint(-1, 30, (3,), dtype=rg.uint8),
        lambda: rg.randint(3, (2,), dtype=rg.bool),
        lambda: rg.randperm(-1),
        lambda: rg.rand(-1),
        lambda: rg.randn(3, dtype=rg.int64),
        lambda: rg.zeros(3, dtype=rg.int64).normal_(),
    ],
)
def test_what_has_no_distribution_is_a_runtime_error(call):
    with pytest.raises(RuntimeError):
        call()


def test_wrong_types_are_type_errors():
    with pytest.raises(TypeError):
        rg.randperm(2.5)
    with pytest.raises(TypeError):
        rg.rand(2, generator=3)


def test_a_failed_call_leaves_the_stream_alone():
    state = rg.get_rng_state()
    with pytest.raises(RuntimeError):
        rg.empty(3).normal_(0, -1)
    with pytest.raises(RuntimeError):
        rg.randint(5, 5, (3,))
    assert rg.equal(rg.get_rng_state(), state)


def test_threads_share_the_default_stream_without_loss_or_repeat():
    calls, values = 100, 50
    rg.manual_seed(4)
    want = sorted(rg.rand(4 * calls * values).tolist())
    rg.manual_seed(4)
    got: list[float] = []

    def work():
        for _ in range(calls):
            got.extend(rg.rand(values).tolist())

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(got) == want


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_child_continues_the_stream():
    rg.manual_seed(4)
    rg.rand(3)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, json.dumps(rg.rand(5).tolist()).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert json.loads(os.read(read, 4096)) == rg.rand(5).tolist()
    os.close(read)
    os.close(write)


@pytest.mark.parametrize("n", [*range(41), 1000, 70001])
def test_every_length_agrees_with_torch(n):
    torch = pytest.importorskip("torch")
    seen = []
    for module in (rg, torch):
        module.manual_seed(n - 20)
        numbers = []
        for dtype in (module.float32, module.float64):
            numbers.append(module.rand(n, dtype=dtype))
            numbers.append(module.randn(n, dtype=dtype))
            numbers.append(module.empty(n, dtype=dtype).uniform_(-3, 5))
            numbers.append(module.empty(n, dtype=dtype).normal_(2, 0.5))
        numbers.append(module.randint(-50, 50, (n,)))
        numbers.append(module.randint(0, 2**28, (n,), dtype=module.int32))
        numbers.append(module.randint(0, 200, (n,), dtype=module.uint8))
        numbers.append(module.randperm(n))
        seen.append([x.numpy() for x in numbers])
    for got, want in zip(*seen, strict=True):
        assert got.dtype == want.dtype
        assert got == pytest.approx(want, rel=1e-6, abs=2e-6 if got.dtype.kind == "f" else 0)


def test_states_are_exchanged_with_torch():
    torch = pytest.importorskip("torch")
    torch.manual_seed(21)
    torch.randn(701)
    rg.set_rng_state(rg.tensor(torch.get_rng_state().tolist(), dtype=rg.uint8))
    assert rg.rand(700).tolist() == torch.rand(700).tolist()
    torch.set_rng_state(torch.tensor(rg.get_rng_state().tolist(), dtype=torch.uint8))
    assert rg.rand(700).tolist() == torch.rand(700).tolist()


# ---- types that hold no random reals, and large bounds ----


def test_an_empty_tensor_of_integers_needs_no_random_numbers():
    for dtype in (rg.bool, rg.uint8, rg.int32, rg.int64):
        x = rg.zeros(2, 0, dtype=dtype)
        for y in (
            x.clone().normal_(),
            x.clone().exponential_(),
            x.clone().bernoulli_(x),
            x.bernoulli(),
            rg.randn(2, 0, dtype=dtype),
            rg.randn_like(x),
            rg.softmax(x, 0),
            rg.log_softmax(x, 1),
        ):
            assert (y.dtype, y.shape) == (dtype, (2, 0))
        for call in (
            lambda x=x: x.uniform_(),
            lambda x=x: rg.rand_like(x),
            lambda dtype=dtype: rg.ones(1, dtype=dtype).normal_(),
            lambda dtype=dtype: rg.bernoulli(rg.ones(1, dtype=dtype)),
            lambda dtype=dtype: rg.softmax(rg.ones(1, dtype=dtype), 0),
        ):
            with pytest.raises(NotImplementedError):
                call()


@pytest.mark.parametrize(
    ("low", "high", "dtype", "want"),
    [  # torch 2.13.0's
        (0, 2**24, rg.float32, [8325804.0, 12888623.0, 1484405.0]),
        (0, 2**24 + 2, rg.float32, [8325524.0, 12888321.0, 1484039.0]),
        (0, 2**33, rg.float32, [4677689856.0, 4006148352.0, 710291712.0]),
        (0, 2**33, rg.float64, [2546248239.0, 7921061056.0, 7979815675.0]),
        (0, 2**53, rg.float64, [8737460674931247.0, 6375474555112640.0, 4137753702978299.0]),
        (0, 2**60, rg.float64, [9.004501868942904e17, 5.107786328206096e17, 7.427280925917408e17]),
        (
            -(2**60),
            2**60,
            rg.float64,
            [-2.5247131771255702e17, 5.1077863282060883e17, 7.427280925917402e17],
        ),
        (
            -(2**62),
            2**62,
            rg.float32,
            [-3.711235473302094e18, -6.421426220092621e17, -2.7160361629206446e18],
        ),
    ],
)
def test_floats_of_random_integers_stay_below_their_bound(low, high, dtype, want):
    rg.manual_seed(0)
    assert rg.randint(low, high, (3,), dtype=dtype).tolist() == want
    rg.manual_seed(0)
    assert rg.zeros(3, dtype=dtype).random_(low, high).tolist() == want
    many = rg.randint(high - 2**41, high, (20000,), dtype=dtype)
    assert many.max().item() < high


def test_random_integers_between_two_floats_are_refused():
    with pytest.raises(ValueError, match="no whole number"):
        rg.randint(2**40 + 1, 2**40 + 2, (3,), dtype=rg.float32)
    assert rg.randint(2**40, 2**40 + 1, (2,), dtype=rg.float32).tolist() == [2.0**40] * 2
    least = rg.randint(-(2**63), -(2**63) + 1, (1,), dtype=rg.float64)
    assert least.item() == -(2.0**63)


def test_bernoulli_takes_the_probability_of_each_element():
    p = rg.tensor([1.0, 0.0])
    for dtype in (rg.float32, rg.float64, rg.int64, rg.int32, rg.uint8, rg.bool):
        x = rg.full((3, 2), 7, dtype=dtype)
        assert x.bernoulli_(p) is x
        assert x.tolist() == [[1, 0]] * 3
        assert x.t().bernoulli_(p[:, None].double()).tolist() == [[1] * 3, [0] * 3]
    assert rg.zeros(2).bernoulli_(rg.tensor(1.0)).tolist() == [1.0, 1.0]
    assert rg.zeros(0).bernoulli_(rg.zeros(0)).tolist() == []


def test_bernoulli_by_a_tensor_draws_in_its_type_and_along_the_memory():
    half = rg.full((5,), 0.5)  # torch 2.13.0's
    for dtype in (rg.float32, rg.int64):
        rg.manual_seed(0)
        assert rg.zeros(5, dtype=dtype).bernoulli_(half).tolist() == [1, 0, 1, 1, 1]
        rg.manual_seed(0)
        assert rg.zeros(5, dtype=dtype).bernoulli_(half.double()).tolist() == [0, 0, 1, 0, 0]
    rg.manual_seed(0)
    got = rg.zeros(2, 3).t().bernoulli_(rg.full((3, 2), 0.5))
    assert got.tolist() == [[1, 1], [0, 1], [1, 0]]


def test_bernoulli_by_a_tensor_refuses_what_is_no_probability():
    x = rg.zeros(2)
    for p, error, text in (
        (rg.tensor([1.5, 0.0]), ValueError, "probability"),
        (rg.tensor([float("nan"), 0.0]), ValueError, "probability"),
        (rg.tensor([1, 0]), NotImplementedError, "int64"),
        (rg.tensor([1.0, 0.0, 1.0]), RuntimeError, "broadcast"),
        (rg.ones(2, 2), RuntimeError, "broadcast"),
    ):
        with pytest.raises(error, match=text):
            x.bernoulli_(p)
    with pytest.raises(RuntimeError, match="leaf"):
        rg.zeros(2, requires_grad=True).bernoulli_(rg.ones(2))
    assert (x.tolist(), x._version) == ([0.0, 0.0], 0)


def test_bernoulli_by_a_tensor_gives_gradients_of_zero():
    x = rg.ones(3, 2, requires_grad=True)
    p = rg.tensor([1.0, 0.0], requires_grad=True)
    y = (x * 2).bernoulli_(p)
    assert y.grad_fn.name() == "BernoulliBackward1"
    y.sum().backward()
    assert x.grad.tolist() == [[0.0, 0.0]] * 3
    assert p.grad.tolist() == [0.0, 0.0]


def test_bernoulli_with_a_probability_draws_as_the_method_in_place_does(ag):
    x = ag.tensor([1, 2, 3, 4] * 4)
    ag.manual_seed(4)
    want = x.clone().bernoulli_(0.5).tolist()
    for draw in (lambda: ag.bernoulli(x, 0.5), lambda: x.bernoulli(p=ag.tensor(0.5))):
        ag.manual_seed(4)
        y = draw()
        assert (y.tolist(), y.dtype) == (want, ag.int64)
    with pytest.raises(RuntimeError):
        ag.bernoulli(x, 1.5)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("n", [16, 32, 48, 16 * 1001])
def test_normals_are_the_points_of_their_uniforms(dtype, n, isa):
    t = getattr(rg, dtype)
    rg.manual_seed(n)
    z = rg.randn(n, dtype=t).numpy().reshape(-1, 16)
    rg.manual_seed(n)
    scaled = rg.empty(n, dtype=t).normal_(3, 0.5).numpy().reshape(-1, 16)
    rg.manual_seed(n)
    u, v = np.split(rg.rand(n, dtype=t).numpy().reshape(-1, 2, 8), 2, 1)
    angle = (v * np.dtype(dtype).type(2 * np.pi)).astype(np.longdouble)
    radius = np.sqrt(-2 * np.log1p(-u.astype(np.longdouble)))
    want = np.concatenate([radius * np.cos(angle), radius * np.sin(angle)], 1).reshape(-1, 16)
    off = np.abs(z - want) / np.spacing(np.abs(want).astype(dtype))
    assert off.max() <= (0.65 if dtype == "float32" else 4)
    one = z.dtype.type(1)
    np.testing.assert_array_equal(scaled, z * (one / 2) + one * 3)
