// Rows of ops/softmax.h.

#include "ops/softmax.h"

#include "bind/row.h"

namespace retrograd::bind {

void add_softmax_rows(Rows& rows) {
  rows.row<&ops::softmax>(
      "softmax(input: Tensor, dim: int, dtype: dtype | None = None) -> Tensor",
      kFunction | kMethod | kFunctional,
      R"(Positive numbers that sum to 1 along a dimension, in proportion to the exponentials.

    y_i = e^x_i / sum_j e^x_j,  dy_i/dx_j = y_i (1[i = j] - y_j)

The largest element is subtracted first, so nothing overflows. With a dtype the elements are
converted first.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
Source:  torch.softmax.

>>> rg.softmax(rg.tensor([0.0, 0.0]), 0)
tensor([0.5000, 0.5000])
)");
  rows.row<&ops::log_softmax>(
      "log_softmax(input: Tensor, dim: int, dtype: dtype | None = None) -> Tensor",
      kFunction | kMethod | kFunctional,
      R"(The logarithm of softmax, exact where softmax itself would be 0.

    y_i = x_i - log sum_j e^x_j,  dy_i/dx_j = 1[i = j] - e^y_j

Shape:   ``(*)`` -> ``(*)``.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
Source:  torch.log_softmax.

>>> rg.log_softmax(rg.tensor([0.0, 1000.0]), 0)
tensor([-1000.,     0.])
)");
}

}  // namespace retrograd::bind
