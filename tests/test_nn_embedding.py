"""Tables: what they share with the matrix that they are made of, and what they refuse."""

from __future__ import annotations

import pytest
import retrograd as rg
from retrograd import nn


@pytest.mark.parametrize("table", [nn.Embedding, nn.EmbeddingBag])
def test_a_table_shares_the_memory_of_the_matrix_that_it_is_made_of(table):
    matrix = rg.zeros(3, 2)
    layer = table.from_pretrained(matrix)
    matrix[1] = 5.0
    assert layer.weight.tolist() == [[0, 0], [5, 5], [0, 0]]
    assert not layer.weight.requires_grad
    assert table.from_pretrained(matrix, freeze=False).weight.requires_grad


@pytest.mark.parametrize("table", [nn.Embedding, nn.EmbeddingBag])
def test_sparse_gradients_are_refused_when_a_table_is_made(table):
    with pytest.raises(NotImplementedError, match=f"{table.__name__}: sparse"):
        table(5, 3, sparse=True)


def test_rows_that_are_looked_up_are_scaled_in_place():
    layer = nn.Embedding.from_pretrained(rg.full((2, 4), 3.0), max_norm=3.0)
    layer(rg.tensor([1]))
    assert layer.weight[0].tolist() == [3.0] * 4
    assert layer.weight[1].tolist() == pytest.approx([1.5] * 4, rel=1e-5)


def test_from_pretrained_of_a_subclass_makes_one():
    class Mine(nn.Embedding):
        pass

    assert type(Mine.from_pretrained(rg.eye(2))) is Mine
