"""Averages of models: means of all, means that forget, buffers, and batch norms computed anew."""

from __future__ import annotations

import pytest
import retrograd as rg
from retrograd.optim import swa_utils


def model_of(value):
    model = rg.nn.Sequential(rg.nn.Linear(2, 1), rg.nn.BatchNorm1d(1))
    with rg.no_grad():
        for p in model.parameters():
            p.fill_(value)
        for b in model.buffers():
            b.fill_(value)
    return model


def averages(values, **kwargs):
    averaged = swa_utils.AveragedModel(model_of(values[0]), **kwargs)
    for value in values:
        averaged.update_parameters(model_of(value))
    return averaged


@pytest.mark.parametrize(
    ("kwargs", "want"),
    [
        ({}, 3.0),
        ({"avg_fn": swa_utils.get_swa_avg_fn()}, 3.0),
        ({"multi_avg_fn": swa_utils.get_swa_multi_avg_fn()}, 3.0),
        ({"avg_fn": swa_utils.get_ema_avg_fn(0.5)}, 3.5),
        ({"multi_avg_fn": swa_utils.get_ema_multi_avg_fn(0.5)}, 3.5),
        ({"avg_fn": lambda mean, new, count: mean * 0 + count}, 2.0),
    ],
)
def test_parameters_are_averaged_and_buffers_are_the_last(kwargs, want):
    averaged = averages([1.0, 3.0, 5.0], **kwargs)
    assert averaged.n_averaged.item() == 3
    assert {p.flatten()[0].item() for p in averaged.parameters()} == {want}
    assert averaged.module[1].running_mean.item() == 5
    assert all(p.requires_grad for p in averaged.parameters())


def test_buffers_are_averaged_where_that_was_asked_for():
    averaged = averages([1.0, 3.0, 5.0], use_buffers=True)
    assert averaged.module[1].running_mean.item() == 3


def test_an_averaged_model_is_saved_under_the_names_of_torch():
    averaged = averages([1.0])
    assert list(averaged.state_dict()) == [
        "n_averaged",
        "module.0.weight",
        "module.0.bias",
        "module.1.weight",
        "module.1.bias",
        "module.1.running_mean",
        "module.1.running_var",
        "module.1.num_batches_tracked",
    ]
    other = averages([2.0, 3.0])
    other.load_state_dict(averaged.state_dict())
    assert other.n_averaged.item() == 1
    x = rg.ones(3, 2)
    assert rg.equal(other.eval()(x), averaged.eval()(x))


def test_the_model_that_is_averaged_is_left_alone():
    model = model_of(1.0)
    averaged = swa_utils.AveragedModel(model)
    averaged.update_parameters(model)
    averaged.update_parameters(model_of(3.0))
    assert model[0].bias.item() == 1 and averaged.module[0].bias.item() == 2


def test_batch_norms_are_computed_anew():
    model = rg.nn.Sequential(rg.nn.BatchNorm1d(2, momentum=0.3), rg.nn.BatchNorm1d(2)).eval()
    rg.manual_seed(0)
    batches = [rg.randn(5, 2), rg.randn(5, 2)]
    swa_utils.update_bn([(x, "label") for x in batches], model)
    want = (batches[0].mean(0) + batches[1].mean(0)) / 2
    assert rg.allclose(model[0].running_mean, want)
    assert (model[0].momentum, model[1].momentum) == (0.3, 0.1)
    assert not model.training
    swa_utils.update_bn(iter(()), rg.nn.Linear(1, 1))


def test_wrong_arguments_are_named():
    with pytest.raises(ValueError, match="decay"):
        swa_utils.get_ema_avg_fn(1.5)
    with pytest.raises(ValueError, match="decay"):
        swa_utils.get_ema_multi_avg_fn(-0.5)
    with pytest.raises(AssertionError, match="both"):
        swa_utils.AveragedModel(model_of(1.0), avg_fn=max, multi_avg_fn=max)
    optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)])
    with pytest.raises(ValueError, match="anneal_strategy"):
        swa_utils.SWALR(optimizer, 0.1, anneal_strategy="exp")
    with pytest.raises(ValueError, match="anneal_epochs"):
        swa_utils.SWALR(optimizer, 0.1, anneal_epochs=-1)
    with pytest.raises(ValueError, match="swa_lr"):
        swa_utils.SWALR(optimizer, [0.1, 0.2])
