// join.h: copies of several tensors as one, each a part of it.
#pragma once

#include <vector>

#include "core/tensor.h"

namespace retrograd::ops {

Tensor cat(const std::vector<Tensor>& xs, int64_t dim = 0);
Tensor stack(const std::vector<Tensor>& xs, int64_t dim = 0);
// At least 1-, 2- or 3-d, one after another along the second (of vectors: the only), the first, the
// third dimension; and vectors as columns beside matrices.
Tensor hstack(const std::vector<Tensor>& xs);
Tensor vstack(const std::vector<Tensor>& xs);
Tensor dstack(const std::vector<Tensor>& xs);
Tensor column_stack(const std::vector<Tensor>& xs);
// Every choice of an element from each vector, a row for each; one vector alone stays one.
Tensor cartesian_prod(const std::vector<Tensor>& xs);
// Every choice of r elements of a vector, a row for each, in their order; of one several times if
// `again`. Throws ShapeError for what is no vector, RuntimeError for r < 0.
Tensor combinations(const Tensor& x, int64_t r = 2, bool again = false);

// A matrix with the xs (matrices, or vectors as rows) along its diagonal, and zeros elsewhere.
Tensor block_diag(const std::vector<Tensor>& xs);

}  // namespace retrograd::ops
