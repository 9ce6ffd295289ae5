// Rows of ops/layer/pad.h.

#include "ops/layer/pad.h"

#include "bind/call/row.h"

namespace retrograd::bind {

void add_pad_rows(Rows& rows) {
  rows.row<&ops::pad>(
      "pad(input: Tensor, pad: tuple[int, ...], mode: str = 'constant', "
      "value: Number | None = None) -> Tensor",
      kFunctional, R"(The input with more elements, or fewer, at the ends of its last dimensions.

    y[i] = x[s(i)],  dL/dx[k] = the sum of dL/dy[i] where s(i) = k

``pad`` holds the numbers of elements before and behind the last dimension, then those of the one
before it, and so on; negative ones take elements away. Mode ``'constant'`` puts ``value``, 0 if not
given, into the new places, of any dimensions. The others are for the last 1, 2 or 3 dimensions of
an input with one or two more: ``'reflect'`` counts back from the end, which is not repeated,
``'replicate'`` repeats it, ``'circular'`` goes on at the other end.

Shape:   ``(*, n)`` -> ``(*, pad[0] + n + pad[1])``, and so on.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for pads that do not fit; NotImplementedError for another mode, or one that is
         not for such dimensions; RangeError for a value that the type cannot hold.
Source:  torch.nn.functional.pad.

>>> rg.nn.functional.pad(rg.tensor([[1, 2, 3]]), (2, 1), mode="reflect")
tensor([[3, 2, 1, 2, 3, 2]])
)");
}

}  // namespace retrograd::bind
