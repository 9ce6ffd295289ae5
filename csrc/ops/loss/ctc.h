// ctc.h: the connectionist temporal classification loss (Graves et al. 2006).
#pragma once

#include <vector>

#include "ops/pointwise/loss.h"

namespace retrograd::ops {

// -log of the probability of all alignments that give a sequence of targets, of log probabilities
// (time, batch, classes), or (time, classes) of one sequence. The targets are rows, padded behind
// their lengths, or one sequence after the other. An alignment that does not exist is infinite, or
// 0 with no gradient where zero_infinity is set. The mean is of the losses over the lengths of
// their targets, of which 0 counts as 1. float16 and bfloat16 are computed in float64, as all are,
// and rounded once. Throws NotImplementedError unless floating, DTypeError for floating lengths,
// ShapeError for shapes that do not fit, BoundsError for lengths, labels or a blank out of range.
Tensor ctc_loss(const Tensor& log_probs, const Tensor& targets, const Tensor& input_lengths,
                const Tensor& target_lengths, int64_t blank, Reduction reduction,
                bool zero_infinity);

}  // namespace retrograd::ops
