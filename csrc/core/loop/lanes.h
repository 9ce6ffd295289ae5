// lanes.h: elements brought to places along one dimension of a narrow tensor, block by block.
//
// What is added up or otherwise reduced is so in the type that a narrow one computes in, and
// rounded once, when all has arrived. Other types are one block, as they lie.
#pragma once

#include <functional>

#include "core/tensor.h"

namespace retrograd {

// Called for one stretch of what arrives after another, in the order of the index.
using Stretch = std::function<void(const Tensor& index, const Tensor& v)>;
// Called for one block of x in the type that it computes in, which is converted back; `each` goes
// over what arrives there, as often as it is called.
using OnBlock =
    std::function<void(const Tensor& to, const std::function<void(const Stretch&)>& each)>;

void on_narrow_lanes(const Tensor& x, const Tensor& index, const Tensor& v, int64_t dim,
                     bool slices, const OnBlock& f);

// v arrives at the positions `index` along dim: of one element each, index and v being of one
// shape, no larger than x apart from dim; or of whole slices, the index being a vector. `f` is an
// OnBlock for any `each`. REQUIRES: the positions are inside, the index is contiguous, x has
// dimensions and shares nothing with it or with v.
template <class F>
void on_lanes(const Tensor& x, const Tensor& index, const Tensor& v, int64_t dim, bool slices,
              F f) {
  if (is_narrow(x.dtype())) return on_narrow_lanes(x, index, v, dim, slices, f);
  f(x, [&](const auto& stretch) { stretch(index, v); });
}

}  // namespace retrograd
