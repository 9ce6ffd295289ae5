// recurrent.h: recurrent networks of several layers, in one direction or both.
#pragma once

#include <vector>

#include "core/tensor.h"
#include "kernels/layer/recurrent.h"

namespace retrograd::ops {

using kernels::Cell;

// `weights` has for each layer and direction, in this order: that of the input, (gates * hidden,
// input), that of the state, (gates * hidden, hidden), with `biases` one of each, and of a LSTM
// that projects its state one more, (projected, hidden). Between layers `dropout` applies in
// training.
struct RecurrentRule {
  const char* op;
  Cell cell;
  const std::vector<Tensor>& weights;
  bool biases;
  int64_t layers;
  double dropout;
  bool training, both_ways;
};

// x (steps, batch, input), or (batch, steps, input) if `batch_first`; `state` h and, of a LSTM, c,
// (layers * directions, batch, hidden). Gives what the last layer gives at each step, where x has
// its own, and the state after all steps. Throws ShapeError and DTypeError for what does not fit,
// DomainError unless dropout is in [0, 1].
std::vector<Tensor> recurrent(const RecurrentRule& rule, const Tensor& x,
                              const std::vector<Tensor>& state, bool batch_first);
// The same over sequences of several lengths, the longest first: the rows of x are those of each
// step, so many as `batch_sizes`, an int64 vector, says.
std::vector<Tensor> recurrent(const RecurrentRule& rule, const Tensor& x, const Tensor& batch_sizes,
                              const std::vector<Tensor>& state);

}  // namespace retrograd::ops
