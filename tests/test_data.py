"""Datasets, samplers, collation, and the DataLoader in its own process."""

from __future__ import annotations

import collections
import pickle
import types

import numpy as np
import pytest
import retrograd as rg
from data_draws import CASES, Plain, figures, rows, run
from retrograd.utils import data
from retrograd.utils.data._utils.collate import collate, default_collate_fn_map

FIGURES = figures()
Pair = collections.namedtuple("Pair", "a b")


class Counting(data.IterableDataset):
    def __init__(self, n, told=None):
        self.n, self.told = n, told

    def __iter__(self):
        return iter(range(self.n))


class Told(Counting):
    def __len__(self):
        return self.told


def plain(batch):
    """Tensors as lists, in containers of the same classes."""
    if isinstance(batch, rg.Tensor):
        return (str(batch.dtype).split(".")[1], batch.tolist())
    if isinstance(batch, dict):
        return {key: plain(value) for key, value in batch.items()}
    if isinstance(batch, Pair):
        return Pair(*map(plain, batch))
    return type(batch)(map(plain, batch)) if isinstance(batch, (list, tuple)) else batch


def test_every_case_has_a_figure():
    assert set(CASES) <= set(FIGURES)


@pytest.mark.parametrize("name", CASES)
def test_the_draws_and_their_order_are_those_of_torch(name):
    assert run(CASES[name], rg) == FIGURES[name]


# Datasets


def test_a_dataset_without_its_methods_says_what_it_lacks():
    class Empty(data.Dataset):
        pass

    with pytest.raises(NotImplementedError, match="Empty lacks __getitem__"):
        Empty()[0]
    with pytest.raises(TypeError, match="no len"):
        len(Empty())
    with pytest.raises(TypeError, match="abstract"):
        data.IterableDataset()
    with pytest.raises(NotImplementedError, match="Sampler lacks __iter__"):
        iter(data.Sampler())


def test_classes_take_the_type_of_their_samples():
    for kind in (data.Dataset, data.DataLoader, data.Sampler, data.Subset, data.IterableDataset):
        assert kind[int].__origin__ is kind


def test_rows_of_tensors_are_samples():
    both = data.TensorDataset(rg.eye(3), rg.arange(3))
    assert len(both) == 3
    assert plain(both[1]) == (("float32", [0.0, 1.0, 0.0]), ("int64", 1))
    assert both[[0, 2]][1].tolist() == both[::2][1].tolist() == [0, 2]
    with pytest.raises(AssertionError, match=r"different lengths: \[2, 3\]"):
        data.TensorDataset(rg.zeros(2), rg.zeros(3))


def test_datasets_stand_one_after_the_other():
    both = data.TensorDataset(rg.arange(3)) + data.TensorDataset(rg.arange(2))
    assert isinstance(both, data.ConcatDataset)
    assert [int(both[i][0]) for i in (0, 2, 3, 4, -1, -5)] == [0, 2, 0, 1, 1, 0]
    assert both.cumulative_sizes == [3, 5] == data.ConcatDataset.cumsum(both.datasets)
    with pytest.warns(FutureWarning):
        assert both.cummulative_sizes == [3, 5]
    assert data.ConcatDataset(iter([[1], [], [2]]))[1] == 2
    with pytest.raises(IndexError):
        both[5]
    with pytest.raises(ValueError, match="index -6"):
        both[-6]
    with pytest.raises(AssertionError, match="at least one"):
        data.ConcatDataset([])
    with pytest.raises(AssertionError, match="use ChainDataset"):
        data.ConcatDataset([Counting(2)])


def test_iterable_datasets_stand_one_after_the_other():
    chain = Counting(2) + Counting(1)
    assert isinstance(chain, data.ChainDataset)
    assert list(chain) == [0, 1, 0]
    assert len(data.ChainDataset([Told(9, 2), Told(9, 1)])) == 3
    with pytest.raises(AssertionError, match="list is no IterableDataset"):
        list(data.ChainDataset([[1]]))


def test_datasets_stand_side_by_side():
    assert data.StackDataset([1, 2], [3, 4])[1] == (2, 4)
    named = data.StackDataset(a=[1, 2], b=data.Subset([3, 4, 5], [2, 0]))
    assert len(named) == 2
    assert named[0] == {"a": 1, "b": 5}
    assert named.__getitems__([1, 0]) == [{"a": 2, "b": 3}, {"a": 1, "b": 5}]
    for wrong in (
        lambda: data.StackDataset(),
        lambda: data.StackDataset([1], b=[1]),
        lambda: data.StackDataset([1], [1, 2]),
    ):
        with pytest.raises(ValueError, match="StackDataset"):
            wrong()


def test_a_subset_asks_for_many_at_once_where_it_can():
    asked = []

    class Together(Plain):
        def __getitems__(self, indices):
            asked.append(indices)
            return [i * 100 for i in indices]

    part = data.Subset(data.Subset(Together(), [9, 7, 5]), [2, 0])
    assert part.__getitems__([1, 0]) == [900, 500]
    assert asked == [[9, 5]]
    assert part[0] == (5, 50)
    assert data.Subset(data.TensorDataset(rg.arange(9)), [8, 7, 6])[[2, 0]][0].tolist() == [6, 8]
    assert [batch.tolist() for batch in data.DataLoader(part, 2)] == [[500, 900]]


def test_splits_are_checked():
    for lengths in ([2], [0.5, 0.6], [0.5], [], [1.5, -0.5]):
        with pytest.raises(ValueError, match="random_split"):
            data.random_split(range(3), lengths)
    with pytest.raises(TypeError):
        data.random_split(range(3), [1.0, 2])
    with pytest.warns(UserWarning, match="fraction 1 of 1 samples is none"):
        data.random_split(range(1), [0.5, 0.5])


# Samplers


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: data.RandomSampler(range(3), replacement=1), TypeError),
        (lambda: data.RandomSampler(range(3), num_samples=0), ValueError),
        (lambda: data.RandomSampler(range(3), num_samples=1.5), ValueError),
        (lambda: data.RandomSampler([]), ValueError),
        (lambda: list(data.RandomSampler([], num_samples=3)), ZeroDivisionError),
        (lambda: data.WeightedRandomSampler([1, 2], 0), ValueError),
        (lambda: data.WeightedRandomSampler([1, 2], True), ValueError),
        (lambda: data.WeightedRandomSampler([1, 2], 2, replacement=0), ValueError),
        (lambda: data.WeightedRandomSampler([[1, 2]], 2), ValueError),
        (lambda: list(data.WeightedRandomSampler([1, 2], 3, replacement=False)), RuntimeError),
        (lambda: data.BatchSampler(range(3), 0, False), ValueError),
        (lambda: data.BatchSampler(range(3), 2.0, False), ValueError),
        (lambda: data.BatchSampler(range(3), True, False), ValueError),
        (lambda: data.BatchSampler(range(3), 2, 1), ValueError),
        (lambda: data.DistributedSampler(range(3)), ValueError),
        (lambda: data.DistributedSampler(range(3), num_replicas=2, rank=2), ValueError),
        (lambda: data.DistributedSampler(range(3), num_replicas=2, rank=-1), ValueError),
        (lambda: data.Sampler(3), TypeError),
    ],
)
def test_arguments_of_samplers_are_checked(make, error):
    with pytest.raises(error):
        make()


def test_samplers_have_lengths():
    assert len(data.RandomSampler(range(3), num_samples=10)) == 10
    assert len(data.WeightedRandomSampler([1, 2], 3)) == 3
    assert [len(data.BatchSampler(range(5), 2, drop)) for drop in (True, False)] == [2, 3]
    assert list(data.BatchSampler(iter(range(4)), 2, False)) == [[0, 1], [2, 3]]
    assert list(data.SubsetRandomSampler([])) == []


def test_more_than_a_chunk_comes_in_order():
    sampler = data.SequentialSampler(range(150_001))
    assert list(sampler) == list(range(150_001))
    loader = data.DataLoader(data.TensorDataset(rg.arange(150_001)), batch_size=40_000)
    assert rg.equal(rg.cat([batch[0] for batch in loader]), rg.arange(150_001))


# Collation


@pytest.mark.parametrize(
    ("samples", "batch"),
    [
        ([1, 2], ("int64", [1, 2])),
        ([True, False], ("bool", [True, False])),
        ([1.5, 2], ("float64", [1.5, 2.0])),
        ([1, 2.5], ("float32", [1.0, 2.5])),
        (["a", "b"], ["a", "b"]),
        ((b"a", b"b"), (b"a", b"b")),
        ([(1, "a"), (2, "b")], [("int64", [1, 2]), ("a", "b")]),
        ([[1, "a"], [2, "b"]], [("int64", [1, 2]), ("a", "b")]),
        ([[], []], []),
        ([{}], {}),
        ([{"a": 1, "b": "x"}, {"a": 2, "b": "y"}], {"a": ("int64", [1, 2]), "b": ["x", "y"]}),
        ([Pair(1, 2.0), Pair(3, 4.0)], Pair(("int64", [1, 3]), ("float64", [2.0, 4.0]))),
        ([range(2), range(2)], [("int64", [0, 0]), ("int64", [1, 1])]),
        ([np.float32(1), np.float32(2)], ("float32", [1.0, 2.0])),
        ([np.float64(1), np.float64(2)], ("float64", [1.0, 2.0])),
        ([np.int16(1), np.int16(2)], ("int16", [1, 2])),
        ([np.bool_(True)], ("bool", [True])),
        ([np.zeros(1), np.ones(1)], ("float64", [[0.0], [1.0]])),
        ([np.array(1), np.array(2)], ("int64", [1, 2])),
        (
            [((1, 2), {"a": [1.0]})],
            [[("int64", [1]), ("int64", [2])], {"a": [("float64", [1.0])]}],
        ),
    ],
)
def test_samples_become_a_batch(samples, batch):
    assert plain(data.default_collate(samples)) == batch


def test_containers_keep_their_class():
    for like in (
        collections.OrderedDict(a=1),
        collections.defaultdict(list, a=1),
        collections.UserDict(a=1),
        types.MappingProxyType({"a": 1}),
    ):
        made = data.default_collate([like, like])
        assert type(made) is type(like)
        assert made["a"].tolist() == [1, 1]
    for like in (collections.deque([1, 2]), collections.UserList([1, 2])):
        made = data.default_collate([like, like])
        assert type(made) is type(like)
        assert [x.tolist() for x in made] == [[1, 1], [2, 2]]


@pytest.mark.parametrize(
    ("samples", "error"),
    [
        ([None], TypeError),
        ([object()], TypeError),
        ([{1}], TypeError),
        ([1j], TypeError),
        ([np.array(["a"])], TypeError),
        ([np.array([None])], TypeError),
        ([[1], [1, 2]], RuntimeError),
        ([rg.zeros(2), rg.zeros(3)], RuntimeError),
        ([rg.zeros(2), 1], TypeError),
        ([{"a": 1}, {"b": 1}], KeyError),
        ([], IndexError),
        (3, TypeError),
    ],
)
def test_what_makes_no_batch_is_said(samples, error):
    with pytest.raises(error):
        data.default_collate(samples)


def test_stacked_tensors_carry_their_gradient():
    x = rg.ones(2, requires_grad=True)
    data.default_collate([(x, 1), (x * 2, 2)])[0].sum().backward()
    assert x.grad.tolist() == [3.0, 3.0]


def test_types_of_a_users_own_are_collated():
    def total(batch, *, collate_fn_map=None):
        return sum(batch)

    assert collate([(1, 2), (3, 4)], collate_fn_map={int: total}) == [4, 6]
    assert collate([True, True], collate_fn_map={int: total}) == 2
    assert collate([1.5], collate_fn_map={(int, float): total}) == 1.5
    with pytest.raises(TypeError, match="collate"):
        collate([1.5], collate_fn_map={int: total})
    default_collate_fn_map[complex] = total
    try:
        assert data.default_collate([{"z": 1j}, {"z": 2j}]) == {"z": 3j}
    finally:
        del default_collate_fn_map[complex]


def test_arrays_become_tensors_and_the_rest_stays():
    x = rg.ones(1)
    found = data.default_convert(
        [np.zeros(1), (1, "a"), {"k": np.float32(2)}, Pair(b"b", np.array(["a"])), x]
    )
    assert plain(found[:3]) == [("float64", [0.0]), [1, "a"], {"k": ("float32", 2.0)}]
    assert found[3].a == b"b" and isinstance(found[3].b, np.ndarray) and found[4] is x


# The DataLoader


@pytest.mark.parametrize(
    "options",
    [
        {"num_workers": -1},
        {"timeout": -1},
        {"prefetch_factor": 2},
        {"num_workers": 1, "prefetch_factor": -1},
        {"num_workers": 1, "prefetch_factor": 0},
        {"persistent_workers": True},
        {"sampler": [1], "shuffle": True},
        {"batch_sampler": [[1]], "batch_size": 2},
        {"batch_sampler": [[1]], "shuffle": True},
        {"batch_sampler": [[1]], "sampler": [1]},
        {"batch_sampler": [[1]], "drop_last": True},
        {"batch_size": None, "drop_last": True},
        {"batch_size": 0},
        {"batch_size": 1.5},
        {"batch_size": True},
        {"batch_size": "a"},
        {"drop_last": 1},
        {"multiprocessing_context": "fork"},
        {"num_workers": 1, "multiprocessing_context": "x"},
        {"dataset": Counting(3), "shuffle": True},
        {"dataset": Counting(3), "sampler": [1]},
        {"dataset": Counting(3), "batch_sampler": [[1]]},
        {"dataset": [], "shuffle": True},
    ],
    ids=lambda options: "-".join(options),
)
def test_arguments_that_contradict_each_other_are_an_error(options):
    with pytest.raises(ValueError):
        data.DataLoader(**{"dataset": rows(rg), **options})


def test_a_context_is_checked():
    with pytest.raises(TypeError, match="context or its name"):
        data.DataLoader(rows(rg), num_workers=1, multiprocessing_context=3)
    made = data.DataLoader(rows(rg), num_workers=1, multiprocessing_context="fork")
    assert made.multiprocessing_context.get_start_method() == "fork"
    assert made.prefetch_factor == 2


def test_what_others_depend_on_is_not_changed_later():
    loader = data.DataLoader(rows(rg), batch_size=3)
    for name in ("batch_size", "batch_sampler", "sampler", "drop_last", "dataset"):
        with pytest.raises(ValueError, match=f"{name} cannot be changed"):
            setattr(loader, name, 3)
    loader.collate_fn = len
    assert list(loader) == [3, 3, 3, 1]
    assert (loader.sampler.data_source, loader.batch_sampler.batch_size) == (loader.dataset, 3)


def test_a_loader_has_a_length():
    assert len(data.DataLoader(rows(rg), batch_size=3)) == 4
    assert len(data.DataLoader(rows(rg), batch_size=3, drop_last=True)) == 3
    assert len(data.DataLoader(rows(rg), batch_size=None)) == 10
    assert len(data.DataLoader(rows(rg), batch_sampler=[[1], [2]])) == 2
    assert len(iter(data.DataLoader(rows(rg), batch_size=3))) == 4
    assert len(data.DataLoader(Told(5, 5), batch_size=2)) == 3
    assert len(data.DataLoader(Told(5, 5), batch_size=2, drop_last=True)) == 2
    assert len(data.DataLoader(Told(5, 5), batch_size=None)) == 5
    with pytest.raises(TypeError, match="no len"):
        len(data.DataLoader(Counting(3)))


def test_an_iterable_dataset_gives_its_own_order():
    def lists(**options):
        return [batch.tolist() for batch in data.DataLoader(Counting(5), **options)]

    assert lists(batch_size=2) == [[0, 1], [2, 3], [4]]
    assert lists(batch_size=2, drop_last=True) == [[0, 1], [2, 3]]
    assert list(data.DataLoader(Counting(3), batch_size=None)) == [0, 1, 2]


def test_more_batches_than_were_told_are_warned_of():
    loader = data.DataLoader(Told(4, 3))
    assert len(list(loader)) == 4  # nobody has asked for the length
    assert len(loader) == 3
    with pytest.warns(UserWarning, match="said that there were 3 batches, and 4 have come"):
        list(loader)


def test_keys_may_be_anything():
    loader = data.DataLoader({"x": 1, "y": 2}, sampler=["y", "x"], batch_size=2)
    assert [batch.tolist() for batch in loader] == [[2, 1]]
    rows_of_lists = data.DataLoader(rows(rg), batch_size=None, sampler=[[1, 2], 3])
    assert [batch[1].tolist() for batch in rows_of_lists] == [[10, 20], 30]
    tensors = data.DataLoader(rows(rg), sampler=[rg.tensor(3), -1, np.int64(4)], batch_size=3)
    assert [batch[1].tolist() for batch in tensors] == [[30, 90, 40]]
    assert [batch.tolist() for batch in data.DataLoader([1, 2, 3], batch_size=2)] == [[1, 2], [3]]


def test_a_batch_of_tensors_is_gathered_and_is_what_its_samples_make(monkeypatch):
    class Looked(data.TensorDataset):
        def __getitem__(self, index):
            return super().__getitem__(index)

    tensors = (rg.arange(24.0).reshape(12, 2), rg.arange(12))
    for part in (lambda d: d, lambda d: data.Subset(data.Subset(d, range(1, 12)), [4, 0, 8, 5])):
        for options in ({}, {"shuffle": True}, {"sampler": [2, 0, -1]}):
            options["batch_size"] = 3
            gathered = data.DataLoader(part(data.TensorDataset(*tensors)), **options)
            one_by_one = data.DataLoader(part(Looked(*tensors)), **options)
            rg.manual_seed(1)
            want = plain(list(one_by_one))
            rg.manual_seed(1)
            monkeypatch.setattr(data.TensorDataset, "__getitem__", None)
            assert plain(list(gathered)) == want
            monkeypatch.undo()


def test_a_collate_function_gets_a_list_of_samples():
    seen = []
    loader = data.DataLoader(rows(rg), batch_size=4, collate_fn=seen.append)
    assert list(loader) == [None, None, None]
    assert [len(samples) for samples in seen] == [4, 4, 2]
    assert plain(seen[2]) == [(("int64", i), ("int64", 10 * i)) for i in (8, 9)]


def test_a_batch_has_memory_and_a_gradient_of_its_own():
    x = rg.arange(4.0, requires_grad=True)
    (batch,) = next(iter(data.DataLoader(data.TensorDataset(x), batch_size=4)))
    batch.pow(2).sum().backward()
    assert x.grad.tolist() == [0.0, 2.0, 4.0, 6.0]
    y = rg.zeros(4)
    (batch,) = next(iter(data.DataLoader(data.TensorDataset(y), batch_size=4)))
    batch.add_(1)
    assert y.tolist() == [0.0] * 4


def test_an_error_of_a_sample_is_the_users():
    class Bad(Plain):
        def __getitem__(self, i):
            if i == 2:
                raise StopIteration("in the middle")
            return i

    epoch = iter(data.DataLoader(Bad()))
    assert [next(epoch).item(), next(epoch).item()] == [0, 1]
    with pytest.raises(RuntimeError, match=r"Bad raised StopIteration for index \[2\]"):
        next(epoch)
    with pytest.raises(IndexError):
        list(data.DataLoader(rows(rg), sampler=[11]))


def test_pinned_memory_is_said_to_have_no_effect():
    with pytest.warns(UserWarning, match="pin_memory has no effect"):
        assert len(list(data.DataLoader(rows(rg), pin_memory=True))) == 10


def test_an_epoch_is_not_pickled_and_a_loader_is():
    loader = data.DataLoader(rows(rg), batch_size=4, shuffle=True)
    with pytest.raises(NotImplementedError, match="cannot be pickled"):
        pickle.dumps(iter(loader))
    again = pickle.loads(pickle.dumps(loader))
    assert len(again) == 3 and sorted(rg.cat([b[0] for b in again]).tolist()) == list(range(10))


def test_names_that_torch_has_are_said_to_be_lacking():
    with pytest.raises(AttributeError, match=r"lacks torch\.utils\.data\.IterDataPipe"):
        data.IterDataPipe  # noqa: B018
    assert data._utils.collate.default_collate is data.dataloader.default_collate


def test_a_loader_works_inside_of_a_progress_bar():
    tqdm = pytest.importorskip("tqdm")
    bar = tqdm.tqdm(data.DataLoader(rows(rg), batch_size=4), disable=None)
    assert bar.total == 3 and len(list(bar)) == 3
