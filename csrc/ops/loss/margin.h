// margin.h: losses that ask for a distance between what is alike and what is not.
//
// They are 0 beyond a margin. Their parts broadcast, unless said otherwise.
#pragma once

#include "ops/pointwise/loss.h"

namespace retrograd::ops {

// max(0, margin - t (a - b)). Throws ShapeError unless all have as many dimensions.
Tensor margin_ranking_loss(const Tensor& a, const Tensor& b, const Tensor& target,
                           double margin = 0, Reduction reduction = Reduction::kMean);

// x for a target of 1, max(0, margin - x) for -1; their sum for others.
Tensor hinge_embedding_loss(const Tensor& input, const Tensor& target, double margin = 1,
                            Reduction reduction = Reduction::kMean);

// For vectors along the last dimension with the cosine c between them: 1 - c for a target of 1,
// max(0, c - margin) for -1, 0 for others. Throws ShapeError unless the inputs are matrices and the
// target a vector, or vectors and a number.
Tensor cosine_embedding_loss(const Tensor& a, const Tensor& b, const Tensor& target,
                             double margin = 0, Reduction reduction = Reduction::kMean);

// max(0, margin + d_positive - d_negative) of distances.
Tensor triplet_loss(const Tensor& positive, const Tensor& negative, double margin,
                    Reduction reduction);
// Throws DomainError unless the margin is positive, ShapeError unless all have as many dimensions.
void check_triplet(const char* op, const Tensor& anchor, const Tensor& positive,
                   const Tensor& negative, double margin);

// sum_j w[t] max(0, margin - x[t] + x[j])^p / c over j != t, for class indices t, in a row of c
// elements. Throws ShapeError for other shapes, BoundsError for a target that is no class,
// DomainError unless p is 1 or 2.
Tensor multi_margin_loss(const Tensor& input, const Tensor& target, int64_t p = 1,
                         double margin = 1, const Tensor& weight = {},
                         Reduction reduction = Reduction::kMean);

// sum_k sum_j max(0, 1 - x[t_k] + x[j]) / c over the classes t_k before the first that is -1, and j
// that are none of them. Throws ShapeError unless input and target have the same shape, BoundsError
// for a target that is no class.
Tensor multilabel_margin_loss(const Tensor& input, const Tensor& target,
                              Reduction reduction = Reduction::kMean);

}  // namespace retrograd::ops
