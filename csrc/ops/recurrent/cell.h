// cell.h: one step of a recurrent cell as an operation; kernels/layer/recurrent.h has the formulas.
#pragma once

#include <vector>

#include "core/tensor.h"
#include "kernels/layer/recurrent.h"

namespace retrograd::ops {

using kernels::Cell;

// The state after a step: of a LSTM h and c, of others h. REQUIRES: x and p (n, gates * hidden) of
// one type, float32 or float64; the tensors of `state` (n, hidden).
std::vector<Tensor> cell_step(Cell cell, const Tensor& x, const Tensor& p,
                              const std::vector<Tensor>& state);

// The gradients of x, p and the state before, of those of the state after, by operations that have
// derivatives. Of a GRU, that of h is without what the product p brings.
struct StepGrads {
  Tensor x, p;
  std::vector<Tensor> state;
};
StepGrads cell_step_grads(Cell cell, const Tensor& x, const Tensor& p,
                          const std::vector<Tensor>& state, const std::vector<Tensor>& grads);

// The state after one step of a cell with weights (gates * hidden, input) and (gates * hidden,
// hidden); undefined biases are none. x and the state may lack the dimension of a batch. Throws
// ShapeError and DTypeError for what does not fit.
struct CellWeights {
  const Tensor &input, &hidden, &input_bias, &hidden_bias;
};
std::vector<Tensor> recurrent_cell(const char* op, Cell cell, const Tensor& x,
                                   const std::vector<Tensor>& state, const CellWeights& w);

}  // namespace retrograd::ops
