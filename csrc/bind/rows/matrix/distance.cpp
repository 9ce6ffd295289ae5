// Rows of ops/products/distance.h.

#include "ops/products/distance.h"

#include <algorithm>

#include "base/check.h"
#include "bind/rows/matrix/products.h"

namespace retrograd::bind {
namespace {

// What torch computes by products of matrices is here summed from differences, whatever is asked:
// it is as fast, and nothing cancels.
Tensor cdist(const Tensor& x, const Tensor& y, double p, PyObject* mode) {
  constexpr const char* kModes[] = {"use_mm_for_euclid_dist_if_necessary", "use_mm_for_euclid_dist",
                                    "donot_use_mm_for_euclid_dist"};
  const bool known =
      mode == Py_None ||
      (PyUnicode_Check(mode) && std::any_of(std::begin(kModes), std::end(kModes), [&](auto* text) {
         return PyUnicode_CompareWithASCIIString(mode, text) == 0;
       }));
  RG_CHECK(known, ValueError, "cdist: compute_mode is none of '", kModes[0], "', '", kModes[1],
           "' and '", kModes[2], "'");
  return ops::cdist(x, y, p);
}

}  // namespace

void add_distance_rows(Rows& rows) {
  rows.row<cdist>(
      "cdist(x1: Tensor, x2: Tensor, p: float = 2.0, compute_mode: str | None = "
      "'use_mm_for_euclid_dist_if_necessary') -> Tensor",
      kFunction, R"(The distance from each row of one matrix to each row of another.

    d_ij = (sum_k |u_k|^p)^(1/p),  u_k = a_ik - b_jk,  dd_ij/da_ik = sign(u_k) (|u_k| / d_ij)^(p-1)

The slope is 0 where two rows are equal. p = 0 counts the differences, inf gives the largest one.
It is always computed from the differences, whatever compute_mode says.

Shape:   ``(*, n, k)``, ``(*, m, k)`` -> ``(*, n, m)``, where the ``*`` broadcast.
Dtype:   floating; both alike.
Grad:    x1, x2. Twice differentiable.
Raises:  ShapeError for other shapes; DomainError for p < 0; DTypeError unless the types are one
         floating type; ValueError for another compute_mode.
Source:  torch.cdist.

>>> rg.cdist(rg.tensor([[0.0, 0.0]]), rg.tensor([[3.0, 4.0], [0.0, 1.0]]))
tensor([[5., 1.]])
)");
  rows.row<&ops::pdist>("pdist(input: Tensor, p: float = 2.0) -> Tensor", kFunction | kFunctional,
                        R"(The distances between the rows of a matrix, each pair once.

    d = cdist(x, x, p)_ij  for i < j, in the order of i, then j

Shape:   ``(n, k)`` -> ``(n (n - 1) / 2)``.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  ShapeError unless a matrix; DomainError for p < 0; DTypeError unless floating.
Source:  torch.nn.functional.pdist.

>>> rg.pdist(rg.tensor([[0.0, 0.0], [3.0, 4.0], [0.0, 1.0]]))
tensor([5.0000, 1.0000, 4.2426])
)");
}

}  // namespace retrograd::bind
