// attention.h: values weighed by how well keys answer queries.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

struct AttentionRule {
  double dropout = 0;
  bool causal = false;          // query i sees keys 0 to i
  std::optional<double> scale;  // 1 / sqrt(d) if not given
  bool grouped = false;         // several heads of queries share one of keys and values
};

// softmax(scale q k^T + mask) v:  q (..., m, d), k (..., n, d), v (..., n, w) -> (..., m, w), of
// one floating type (DTypeError). The mask broadcasts to (..., m, n): bool, true where a key
// counts, or of the type of q or float32, added to the scores; undefined: none. A query that sees
// no key gets zeros. Throws ShapeError for what does not fit, DomainError for a dropout beyond 0
// and 1.
//
// Scores are never in memory all at once, unless there is dropout or the mask wants a gradient.
Tensor scaled_dot_product_attention(const Tensor& q, const Tensor& k, const Tensor& v,
                                    const Tensor& mask = {}, const AttentionRule& rule = {});

}  // namespace retrograd::ops
