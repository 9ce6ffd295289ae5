// split.h: views that take a tensor apart. They are several results of one node, so autograd cannot
// follow writes to them; see graph/view.h.
#pragma once

#include <vector>

#include "graph/node.h"

namespace retrograd::ops {

// Views of every index of a dimension.
std::vector<Tensor> unbind(const Tensor& x, int64_t dim = 0);
// Views of consecutive stretches of a dimension, of one length (the last may be shorter; an empty
// dimension is one stretch) or of given lengths, which must sum to the dimension's.
std::vector<Tensor> split(const Tensor& x, int64_t length, int64_t dim = 0);
std::vector<Tensor> split(const Tensor& x, const Dims& lengths, int64_t dim = 0);
// Stretches of equal length but for the last, at most so many.
std::vector<Tensor> chunk(const Tensor& x, int64_t chunks, int64_t dim = 0);

// These are views of their own, which may be written to. `sections` stretches, the first ones
// longer by one where they cannot be equal; or what lies between `bounds`, which are clipped as a
// slice's.
std::vector<Tensor> tensor_split(const Tensor& x, int64_t sections, int64_t dim = 0);
std::vector<Tensor> tensor_split(const Tensor& x, const Dims& bounds, int64_t dim = 0);
// The same; `sections` must be of equal length.
std::vector<Tensor> split_evenly(const char* op, const Tensor& x, int64_t sections, int64_t dim);

// The results of unbind(x, 0), each made when it is asked for: there may be more of them than fit
// in memory. They are views made at the moment when iteration began.
class Elements {
 public:
  // Throws IndexError for a 0-d tensor.
  explicit Elements(const Tensor& x);
  int64_t left() const { return count_ - next_; }
  // REQUIRES: left() > 0.
  Tensor next();

 private:
  Tensor from_;   // x as it was, without its history
  Tensor dual_;   // x, in forward mode, where it may have a tangent
  Tensor model_;  // an element, for what all have in common
  Ref<Node> node_;
  int64_t count_, next_ = 0;
};

}  // namespace retrograd::ops
