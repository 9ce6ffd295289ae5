// recurrent.h: one step of a recurrent cell, from what its two products gave, and the way back.
//
// With x = W x_t + b of the input and p = W h of the state before (b in either):
//   tanh, relu:  h' = f(x + p)
//   GRU:         r, z = sigmoid(x + p),  n = tanh(x_n + r p_n),  h' = n + z (h - n)
//   LSTM:        i, f, o = sigmoid(x + p),  g = tanh(x + p),  c' = f c + i g,  h' = o tanh c'
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

enum class Cell : uint8_t { kTanh, kRelu, kGru, kLstm };

// How many blocks of `hidden` columns x and p have, and `gates` of CellArgs.
constexpr int64_t gates_of(Cell cell) {
  return cell == Cell::kLstm ? 4 : cell == Cell::kGru ? 3 : 1;
}
constexpr int64_t kept_of(Cell cell) {
  return cell == Cell::kLstm ? 5 : cell == Cell::kGru ? 4 : 1;
}

// Rows are a number of elements apart, which is the number behind each.
struct CellArgs {
  int64_t rows, hidden;
  const void* x;
  int64_t x_row;
  // p on the way in; out come the gates, in the order above, and of a LSTM tanh c', of a GRU p_n.
  // Of the others it is h'.
  void* gates;
  int64_t gates_row;
  const void* before;  // c of a LSTM, h of a GRU
  int64_t before_row;
  void* h;
  int64_t h_row;
  void* c;  // of a LSTM
  int64_t c_row;
};

struct CellBackwardArgs {
  int64_t rows, hidden;
  const void *gates, *before;
  int64_t gates_row, before_row;
  const void* dy;  // the gradient of h' as an output; or null
  int64_t dy_row;
  void *dh, *dc;   // (rows, hidden): those of h' and c' from later steps; c's comes out in dc,
                   // and of a GRU in dh that of h, without what the product brings
  void *dx, *dp;   // those of x and, of a GRU, p
  int64_t dx_row;  // and of dp
};

struct Recurrent {  // of float32 and float64, by cell
  PerType<void (*)(const CellArgs&)> forward[4];
  PerType<void (*)(const CellBackwardArgs&)> backward[4];
};

const Recurrent& recurrent();

}  // namespace retrograd::kernels
