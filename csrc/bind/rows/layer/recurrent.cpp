// Rows of ops/recurrent.

#include "ops/recurrent/recurrent.h"

#include "bind/call/row.h"
#include "ops/recurrent/cell.h"

namespace retrograd::bind {
namespace {

using List = std::vector<Tensor>;
using ops::Cell;

constexpr const char* kNames[] = {"rnn_tanh", "rnn_relu", "gru", "lstm"};
constexpr const char* kCellNames[] = {"rnn_tanh_cell", "rnn_relu_cell", "gru_cell", "lstm_cell"};

template <Cell cell>
List run(const Tensor& x, const List& state, const List& weights, bool biases, int64_t layers,
         double dropout, bool train, bool both_ways, bool batch_first) {
  const char* op = kNames[static_cast<int>(cell)];
  return ops::recurrent({op, cell, weights, biases, layers, dropout, train, both_ways}, x, state,
                        batch_first);
}
template <Cell cell>
List run_packed(const Tensor& x, const Tensor& sizes, const List& state, const List& weights,
                bool biases, int64_t layers, double dropout, bool train, bool both_ways) {
  const char* op = kNames[static_cast<int>(cell)];
  return ops::recurrent({op, cell, weights, biases, layers, dropout, train, both_ways}, x, sizes,
                        state);
}
// A state of one tensor is given as that.
template <Cell cell>
List run_one(const Tensor& x, const Tensor& h, const List& weights, bool biases, int64_t layers,
             double dropout, bool train, bool both_ways, bool batch_first) {
  return run<cell>(x, {h}, weights, biases, layers, dropout, train, both_ways, batch_first);
}
template <Cell cell>
List run_one_packed(const Tensor& x, const Tensor& sizes, const Tensor& h, const List& weights,
                    bool biases, int64_t layers, double dropout, bool train, bool both_ways) {
  return run_packed<cell>(x, sizes, {h}, weights, biases, layers, dropout, train, both_ways);
}

List step(Cell cell, const Tensor& x, const List& state, const ops::CellWeights& w) {
  return ops::recurrent_cell(kCellNames[static_cast<int>(cell)], cell, x, state, w);
}
template <Cell cell>
Tensor one_step(const Tensor& x, const Tensor& h, const Tensor& w_ih, const Tensor& w_hh,
                const Tensor& b_ih, const Tensor& b_hh) {
  return step(cell, x, {h}, {w_ih, w_hh, b_ih, b_hh})[0];
}
List lstm_step(const Tensor& x, const List& state, const Tensor& w_ih, const Tensor& w_hh,
               const Tensor& b_ih, const Tensor& b_hh) {
  RG_CHECK(state.size() == 2, ShapeError, "lstm_cell: expected hx = (h, c), got ", state.size(),
           " tensors");
  return step(Cell::kLstm, x, state, {w_ih, w_hh, b_ih, b_hh});
}

// What differs between the rows of one cell. The examples have weights of 1, and begin with 0.
struct Text {
  const char *name, *cell, *summary, *formula, *state, *ones, *network_result, *cell_result;
};

std::string signature_of(const Text& text, bool packed) {
  return concat(
      text.name, packed ? "(data: Tensor, batch_sizes: Tensor" : "(input: Tensor",
      ", hx: ", text.state,
      ", params: Sequence[Tensor], has_biases: bool, "
      "num_layers: int, dropout: float, train: bool, bidirectional: bool",
      packed ? "" : ", batch_first: bool",
      text.state[0] == 'T' ? ") -> tuple[Tensor, Tensor]" : ") -> tuple[Tensor, Tensor, Tensor]");
}

std::string doc_of(const Text& text) {
  return concat(text.summary, ", over all steps of sequences.\n\n    ", text.formula, R"(

``params`` has W_ih, W_hh and, with has_biases, b_ih and b_hh of each layer and direction. Dropout
applies between layers in training, with torch's draws. The second form takes packed rows: of each
step so many as batch_sizes says.

Shape:   input ``(t, b, in)``, or ``(b, t, in)`` if batch_first, hx ``(layers * directions, b, h)``
         -> ``(t, b, directions * h)`` likewise, and hx after all steps.
Dtype:   floating, all of one.
Grad:    input, hx, params. Twice differentiable.
Raises:  ShapeError for what does not fit; DTypeError for other types; DomainError unless dropout is
         in [0, 1].
Source:  torch.)",
                text.name, R"(.

>>> w, b, h = rg.ones()",
                text.ones, ", 1), rg.zeros(", text.ones, R"(), rg.zeros(1, 1, 1)
>>> rg.)",
                text.name, "(rg.ones(1, 1, 1), ", text.state[0] == 'T' ? "h" : "(h, h)",
                ", [w, w, b, b], True, 1, 0.0, False, False, False)[0]\n", "tensor([[[",
                text.network_result, "]]])\n");
}

std::string cell_signature_of(const Text& text) {
  return concat(text.cell, "(input: Tensor, hx: ", text.state,
                ", w_ih: Tensor, w_hh: Tensor, b_ih: Tensor | None = None, "
                "b_hh: Tensor | None = None) -> ",
                text.state[0] == 'T' ? "Tensor" : "tuple[Tensor, Tensor]");
}

std::string cell_doc_of(const Text& text) {
  return concat(text.summary, ", one step.\n\n    ", text.formula, R"(

Shape:   input ``(b, in)`` or ``(in)``, hx ``(b, h)`` or ``(h)`` -> as hx.
Dtype:   floating, all of one.
Grad:    all. Twice differentiable.
Raises:  ShapeError for what does not fit; DTypeError for other types.
Source:  torch.)",
                text.cell, R"(.

>>> w, h = rg.ones()",
                text.ones, R"(, 1), rg.zeros(1, 1)
>>> rg.)",
                text.cell, "(rg.ones(1, 1), ", text.state[0] == 'T' ? "h" : "(h, h)", ", w, w)\n",
                text.cell_result, "\n");
}

template <auto network, auto packed, auto one>
void add(Rows& rows, const Text& text) {
  rows.row<network, packed>({signature_of(text, false).c_str(), signature_of(text, true).c_str()},
                            kFunction, doc_of(text).c_str());
  rows.row<one>(cell_signature_of(text).c_str(), kFunction, cell_doc_of(text).c_str());
}

}  // namespace

void add_recurrent_rows(Rows& rows) {
  add<run_one<Cell::kTanh>, run_one_packed<Cell::kTanh>, one_step<Cell::kTanh>>(
      rows,
      {"rnn_tanh", "rnn_tanh_cell", "A recurrent network of tanh",
       "h' = tanh(W_ih x + b_ih + W_hh h + b_hh)", "Tensor", "1", "0.7616", "tensor([[0.7616]])"});
  add<run_one<Cell::kRelu>, run_one_packed<Cell::kRelu>, one_step<Cell::kRelu>>(
      rows, {"rnn_relu", "rnn_relu_cell", "A recurrent network of relu",
             "h' = relu(W_ih x + b_ih + W_hh h + b_hh)", "Tensor", "1", "1.", "tensor([[1.]])"});
  add<run_one<Cell::kGru>, run_one_packed<Cell::kGru>, one_step<Cell::kGru>>(
      rows, {"gru", "gru_cell", "Gated recurrent units",
             "r, z = sigmoid(W_ih x + b_ih + W_hh h + b_hh)\n"
             "    n = tanh(W_in x + b_in + r (W_hn h + b_hn)),  h' = n + z (h - n)",
             "Tensor", "3", "0.2048", "tensor([[0.2048]])"});
  add<run<Cell::kLstm>, run_packed<Cell::kLstm>, lstm_step>(
      rows, {"lstm", "lstm_cell", "Long short-term memory",
             "i, f, o = sigmoid(W_ih x + b_ih + W_hh h + b_hh),  g = tanh(likewise)\n"
             "    c' = f c + i g,  h' = o tanh c'",
             "Sequence[Tensor]", "4", "0.3696", "(tensor([[0.3696]]), tensor([[0.5568]]))"});
}

}  // namespace retrograd::bind
