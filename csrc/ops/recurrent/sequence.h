// sequence.h: a recurrent layer over all steps of a batch of sequences, in one direction.
#pragma once

#include <vector>

#include "core/tensor.h"
#include "kernels/layer/recurrent.h"

namespace retrograd::ops {

using kernels::Cell;

// Where the rows of each step lie among all rows. Sequences are sorted, the longest first, so that
// a step has rows of the first `sizes[t]` sequences; they are `step` apart.
struct Steps {
  Dims sizes;
  bool by_sequence;  // all steps of a sequence one after another, or all sequences of a step
  bool reverse;      // from the last step to the first

  int64_t count() const { return static_cast<int64_t>(sizes.size()); }
  int64_t batch() const { return sizes.empty() ? 0 : sizes[0]; }
  int64_t step() const { return by_sequence ? count() : 1; }
};

// x (rows, gates * hidden): what the input adds; w (gates * hidden, hidden), and `bias` of the same
// product, undefined where x has it (all but GRU). `state`: h and, of a LSTM, c, (batch, hidden)
// each; h is (batch, projected) where `projection`, (projected, hidden), is defined. Gives h of all
// rows, then the state after each sequence's last step. REQUIRES: all of one type, float32 or
// float64, all shapes as said, and at least one step.
std::vector<Tensor> recurrent_sequence(Cell cell, const Tensor& x, const Tensor& w,
                                       const Tensor& bias, const std::vector<Tensor>& state,
                                       const Tensor& projection, const Steps& steps);

}  // namespace retrograd::ops
