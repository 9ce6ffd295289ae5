// Rows of ops/special/special.h.

#include "ops/special/special.h"

#include "bind/call/row.h"

namespace retrograd::bind {

void add_special_rows(Rows& rows) {
  rows.unary<&ops::sgn>("sgn", "The sign of each element: -1, 0 or 1; see sign().",
                        "y = x / |x|,  0 for x = 0,  dy/dx = 0", "[-3.0, 0.0, 0.5]",
                        "[-1.,  0.,  1.]",
                        {.dtype = "all.", .grad = "input, zero everywhere.", .in_place = kMethod});
  rows.unary<&ops::deg2rad>("deg2rad", "An angle in degrees in radians, within 2 ulp.",
                            "y = x pi / 180,  dy/dx = pi / 180", "[180.0, 90.0]",
                            "[3.1416, 1.5708]");
  rows.unary<&ops::rad2deg>("rad2deg", "An angle in radians in degrees, within 2 ulp.",
                            "y = x 180 / pi,  dy/dx = 180 / pi", "[0.5, 1.0]",
                            "[28.6479, 57.2958]");
  rows.unary<&ops::sinc>("sinc", "The normalised sinc of each element, within 2 ulp.",
                         "y = sin(pi x) / (pi x),  1 for x = 0,  dy/dx = (cos(pi x) - y) / x",
                         "[0.0, 0.5]", "[1.0000, 0.6366]",
                         {.more = "It is 0 at all other whole numbers, and NaN at infinities."});
  rows.pair<&ops::logaddexp2>(
      "logaddexp2", "The logarithm to the base 2 of the sum of the powers of 2, without overflow.",
      "y = log2(2^a + 2^b),  dy/da = 2^(a - y),  dy/db = 2^(b - y)", "[0.0, -1000.0]",
      "[0.0, -1000.0]", "[   1., -999.]",
      {.more = "It is within 2 ulp of the larger operand, or of 1.",
       .dtype = "float32, float64; promoted to a common type.",
       .raises = "ShapeError if the shapes do not broadcast; DTypeError for integers and bools.",
       .in_place = 0});
  rows.unary<&ops::entr>(
      "entr", "The entropy of each element, within 2 ulp.",
      "y = -x log x,  0 for x = 0,  dy/dx = -log x - 1", "[0.0, 0.5]", "[0.0000, 0.3466]",
      {.more = "It is minus infinity below 0.", .places = kSpecial | kOut, .in_place = 0});
  rows.pair<&ops::xlog1py>(
      "xlog1py", "The product of input and log1p(other), within 3 ulp.",
      "y = a log(1 + b),  dy/da = log(1 + b),  dy/db = a / (1 + b)", "[0.0, 2.0]", "[-1.0, 1.0]",
      "[0.0000, 1.3863]",
      {.more = "It is 0 where input is 0, unless other is NaN.",
       .grad = "input, other; 0 for input where it is 0 and other not above -1. Twice\n"
               "         differentiable.",
       .a = "Tensor | Number",
       .b = "Tensor | Number",
       .places = kSpecial | kOut,
       .in_place = 0});
  rows.row<&ops::logit>("logit(input: Tensor, eps: float | None = None) -> Tensor", kUsual,
                        R"(The logarithm of the odds of each probability, within 2 ulp.

    y = log(x / (1 - x)),  dy/dx = 1 / (x (1 - x))

With ``eps`` the elements are first held in ``[eps, 1 - eps]``, and beyond it the gradient is 0;
without, elements beyond ``[0, 1]`` give NaN.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers and bool give the default type.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.logit.

>>> rg.logit(rg.tensor([0.5, 0.75]))
tensor([0.0000, 1.0986])
)");
  rows.in_place<&ops::logit>(kFunction | kMethod, R"(>>> rg.tensor([0.0, 0.5]).logit_(eps=0.25)
tensor([-1.0986,  0.0000])
)");
}

}  // namespace retrograd::bind
