"""Rows of nn_table.py: recurrent layers, their cells, and sequences of several lengths."""

from __future__ import annotations

from nn_table import Row

RNN = "nn.utils.rnn"
PACKED = f"{RNN}.pack_padded_sequence(randn(5, 3, 2), [2, 5, 3], enforce_sorted=False)"
TWO = "hx=(randn(2, 3, 4), randn(2, 3, 4))"
LISTS = "[randn(2, 3), randn(4, 3), randn(1, 3)]"
SORTED = "[randn(4, 3), randn(2, 3), randn(1, 3)]"

ROWS = [
    # Every form of a layer.
    Row("RNN(2, 4)", "randn(5, 3, 2)"),
    Row("RNN(2, 4, 2, 'relu', bidirectional=True)", "randn(5, 3, 2), hx=randn(4, 3, 4)"),
    Row("RNN(2, 4, nonlinearity='relu', bias=False, batch_first=True)", "randn(3, 5, 2)"),
    Row("GRU(2, 4)", "randn(5, 3, 2), hx=randn(1, 3, 4)"),
    Row("GRU(2, 4, 2, False, True, bidirectional=True)", "randn(3, 5, 2)"),
    Row("GRU(2, 4, num_layers=2)", PACKED),
    Row("GRU(2, 4)", "randn(5, 2), hx=randn(1, 4)"),
    Row("LSTM(2, 4)", "randn(5, 3, 2)"),
    Row("LSTM(2, 4, 2)", f"randn(5, 3, 2), {TWO}"),
    Row("LSTM(2, 4, bidirectional=True, batch_first=True)", f"randn(3, 5, 2), {TWO}"),
    Row("LSTM(2, 4, 2, bidirectional=True, proj_size=3)", "randn(5, 3, 2)"),
    Row("LSTM(2, 4, proj_size=3, bias=False)", PACKED),
    Row("LSTM(2, 4, 2, bidirectional=True)", PACKED),
    Row("LSTM(2, 4, bidirectional=True)", f"{PACKED}, {TWO}"),
    Row("LSTM(2, 4)", "randn(5, 2), hx=(randn(1, 4), randn(1, 4))"),
    Row("LSTM(2, 4, batch_first=True)", "randn(5, 2)"),
    Row("LSTM(2, 4)", "randn(5, 0, 2)"),
    # The draws of dropout between layers.
    Row("GRU(2, 4, 3, dropout=0.5)", "randn(5, 3, 2)"),
    Row("LSTM(2, 4, 2, dropout=0.5, batch_first=True)", "randn(3, 5, 2)"),
    Row("LSTM(2, 4, 2, dropout=0.4, bidirectional=True)", PACKED),
    Row("RNN(2, 4, 2, dropout=0.5)", "randn(5, 3, 2)", eval=True),
    Row("LSTM(2, 4, dropout=0.5)", warns=True),
    Row("RNNBase('GRU', 2, 3)"),
    Row("RNNCellBase(2, 3, False, 4)"),
    # Cells.
    Row("RNNCell(2, 4)", "randn(3, 2)"),
    Row("RNNCell(2, 4, False, 'relu')", "randn(3, 2), randn(3, 4)"),
    Row("GRUCell(2, 4)", "randn(3, 2), randn(3, 4)"),
    Row("GRUCell(2, 4, bias=False)", "randn(2)"),
    Row("LSTMCell(2, 4)", "randn(3, 2)"),
    Row("LSTMCell(2, 4)", "randn(2), (randn(4), randn(4))"),
    Row("LSTMCell(2, 4, bias=False)", "randn(3, 2), (randn(3, 4), randn(3, 4))"),
    # What does not fit.
    Row("RNN(2, 0)", bad=True),
    Row("RNN(2, 3.0)", bad=True),
    Row("RNN(2, 3, 0)", bad=True),
    Row("RNN(2, 3, nonlinearity='cosh')", bad=True),
    Row("RNNBase('CUBE', 2, 3)", bad=True),
    Row("GRU(2, 3, proj_size=2)", bad=True),
    Row("LSTM(2, 3, proj_size=3)", bad=True),
    Row("LSTM(2, 3, proj_size=-1)", bad=True),
    Row("LSTM(2, 3, dropout=1.5)", bad=True),
    Row("LSTM(2, 3, dropout=True)", bad=True),
    Row("LSTM(2, 3)", "randn(5, 3, 4)", bad=True),
    Row("LSTM(2, 3)", "randn(2)", bad=True),
    Row("LSTM(2, 3)", "randn(0, 3, 2)", bad=True),
    Row("LSTM(2, 3)", "randn(5, 4, 2).float()", bad=True),
    Row("LSTM(2, 3)", "randn(5, 4, 2), (randn(1, 3, 3), randn(1, 4, 3))", bad=True),
    Row("LSTM(2, 3)", "randn(5, 4, 2), (randn(1, 4, 3), randn(1, 4, 2))", bad=True),
    Row("LSTM(2, 3)", "randn(5, 4, 2), (randn(1, 3), randn(1, 3))", bad=True),
    Row("GRU(2, 3)", "randn(5, 2), randn(1, 1, 3)", bad=True),
    Row("GRU(2, 3)", "randn(5, 4, 2), randn(1, 3, 3)", bad=True),
    Row("RNNCell(2, 3, nonlinearity='cosh')", "randn(2)", bad=True),
    Row("LSTMCell(2, 3)", "randn(1, 4, 2)", bad=True),
    Row("GRUCell(2, 3)", "randn(4, 2), randn(1, 1, 3)", bad=True),
    Row("GRUCell(2, 3)", "randn(4, 3)", bad=True),
    Row("LSTMCell(2, 3)", "randn(4, 2), (randn(4, 2), randn(4, 3))", bad=True),
    # Sequences of several lengths.
    Row(PACKED),
    Row(f"{RNN}.pack_padded_sequence(randn(3, 5), tensor([5, 4, 1]), True)"),
    Row(f"{RNN}.pad_packed_sequence({PACKED})"),
    Row(f"{RNN}.pad_packed_sequence({PACKED}, True, -1.0, 7)"),
    Row(f"{RNN}.pad_sequence({LISTS})"),
    Row(f"{RNN}.pad_sequence({LISTS}, True, 2.0, 'left')"),
    Row(f"{RNN}.pack_sequence({SORTED})"),
    Row(f"{RNN}.unpack_sequence({RNN}.pack_sequence({LISTS}, enforce_sorted=False))"),
    Row(f"{RNN}.unpad_sequence(randn(4, 3, 2), tensor([2, 4, 1]))"),
    Row(f"{RNN}.invert_permutation(tensor([2, 0, 3, 1]))"),
    Row(f"list({RNN}.PackedSequence(randn(3, 2), tensor([2, 1]), tensor([1, 0])).double())"),
    Row(f"{RNN}.pack_padded_sequence(randn(3, 2), [2, 3])", bad=True),
    Row(f"{RNN}.pack_padded_sequence(randn(3, 2), [3, 0])", bad=True),
    Row(f"{RNN}.pack_padded_sequence(randn(3, 2), [3])", bad=True),
    Row(f"{RNN}.pack_padded_sequence(randn(0, 2), [3, 2])", bad=True),
    Row(f"{RNN}.pad_packed_sequence({PACKED}, total_length=4)", bad=True),
    Row(f"{RNN}.pad_sequence([])", bad=True),
    Row(f"{RNN}.pad_sequence([randn(2, 3), randn(2, 4)])", bad=True),
    Row(f"{RNN}.pad_sequence([randn(2)], padding_side='top')", bad=True),
    Row(f"{RNN}.pad_sequence(3)", bad=True),
]
