// embedding.h: rows of a matrix that integers name, one by one and in bags.
//
// Numbers are int64 or int32 (DTypeError); those that name no row throw BoundsError, a weight that
// is no matrix ShapeError. Gradients are added in the order of the numbers.
#pragma once

#include <optional>
#include <string>

#include "core/tensor.h"

namespace retrograd::ops {

struct EmbeddingRule {
  int64_t padding = -1;        // the row that gets no gradient; negative: none
  bool scale_by_freq = false;  // the gradient of a row is divided by how often it is named
};

// The rows in the shape of the index, with their elements along a last dimension.
Tensor embedding(const Tensor& weight, const Tensor& index, const EmbeddingRule& rule = {});

// Makes the rows that are named, where their norm of the order p is above `most`, that long.
void renorm_rows(const Tensor& weight, const Tensor& index, double most, double p);

enum class BagMode : int { kSum, kMean, kMax };
struct BagRule : EmbeddingRule {
  BagMode mode = BagMode::kMean;
  bool last_offset = false;  // the last offset is the end of the last bag
};

// What the rows of each bag come to, 0 for none: the bags are rows of a 2-d index, or begin at the
// `offsets` in a vector of numbers. Rows named `padding` are left out. `weights`, of the shape of
// the index and for sums alone, are what each row is multiplied by; undefined: 1.
Tensor embedding_bag(const Tensor& weight, const Tensor& index, const Tensor& offsets,
                     const Tensor& weights, const BagRule& rule);

}  // namespace retrograd::ops
