// Rows of ops/special/gamma.h and ops/distribution/incomplete.h.

#include "ops/special/gamma.h"

#include "bind/call/row.h"
#include "ops/distribution/incomplete.h"

namespace retrograd::bind {
namespace {

Tensor polygamma_of(const Tensor& x, int64_t n) { return ops::polygamma(n, x); }

constexpr const char* kPolygamma = R"(A derivative of digamma, the n-th, within a few ulp.

    y = d^n/dx^n digamma(x) = (-1)^(n + 1) n! zeta(n + 1, x),  dy/dx = polygamma(n + 1, x)

As a function it takes ``n`` first, as a method it is that of ``input``.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers and bool give the default type.
Grad:    input. Twice differentiable.
Raises:  ValueError for a negative n.
Source:  torch.polygamma.

>>> rg.polygamma(1, rg.tensor([1.0, 2.0]))
tensor([1.6449, 0.6449])
)";

}  // namespace

void add_gamma_rows(Rows& rows) {
  rows.unary<&ops::lgamma>(
      "lgamma", "The logarithm of the size of the gamma function of each element.",
      "y = log |gamma(x)|,  dy/dx = digamma(x)", "[0.5, 4.0]", "[0.5724, 1.7918]",
      {.more = "It is within 2 ulp for positive elements; infinite at 0, -1, -2, ...",
       .in_place = kMethod});
  rows.unary<&ops::digamma>("digamma", "The derivative of lgamma() at each element.",
                            "y = gamma'(x) / gamma(x),  dy/dx = polygamma(1, x)", "[1.0, 2.0]",
                            "[-0.5772,  0.4228]",
                            {.more = "It is within 2 ulp for positive elements; NaN at -1, -2, ...",
                             .in_place = kMethod});
  rows.row<&ops::polygamma>("polygamma(n: int, input: Tensor) -> Tensor", kFunction | kOut,
                            kPolygamma);
  rows.row<polygamma_of>("polygamma(input: Tensor, n: int) -> Tensor", kMethod, kPolygamma);
  rows.in_place<polygamma_of>(kMethod, R"(>>> rg.tensor([1.0, 2.0]).polygamma_(1)
tensor([1.6449, 0.6449])
)");
  rows.row<&ops::mvlgamma>("mvlgamma(input: Tensor, p: int) -> Tensor", kUsual,
                           R"(The logarithm of the gamma function of p dimensions.

    y = p (p - 1) / 4 log(pi) + sum of lgamma(x - i / 2) over 0 <= i < p

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all but bool; integers give the default type.
Grad:    input. Twice differentiable.
Raises:  ValueError for p below 1; DTypeError for bool.
Source:  torch.mvlgamma.

>>> rg.mvlgamma(rg.tensor([2.5, 3.0]), 2)
tensor([0.8570, 1.5502])
)");
  rows.in_place<&ops::mvlgamma>(kMethod, R"(>>> rg.tensor([2.5, 3.0]).mvlgamma_(2)
tensor([0.8570, 1.5502])
)");
  rows.pair<&ops::zeta>(
      "zeta", "Hurwitz' zeta function, within 8 ulp.",
      "y = sum of (b + k)^-a over k >= 0,  dy/db = -a zeta(a + 1, b)", "[2.0, 3.0]", "[1.0, 2.0]",
      "[1.6449, 0.2021]",
      {.more = "Infinite for input 1 and for other 0, -1, -2, ...; NaN for input below 1.",
       .grad = "other. Twice differentiable. None for input: its backward raises.",
       .a = "Tensor | Number",
       .b = "Tensor | Number",
       .places = kSpecial | kOut,
       .in_place = 0});
  Said incomplete = {
      .dtype = "floating; promoted to a common type.",
      .grad = "other. Twice differentiable. input, whose derivative has none itself.",
      .raises = "ShapeError if the shapes do not broadcast; DTypeError without floats.",
      .in_place = kMethod};
  incomplete.more = "NaN for negative numbers; also called special.gammainc().";
  rows.pair<&ops::igamma>("igamma",
                          "The regularized lower incomplete gamma function, within 1e-11.",
                          "y = integral from 0 to b of t^(a - 1) e^-t dt / gamma(a),  dy/db = b^(a "
                          "- 1) e^-b / gamma(a)",
                          "[1.0, 4.0]", "[1.0, 5.0]", "[0.6321, 0.7350]", incomplete);
  incomplete.more =
      "Small values are as exact as 1 - igamma() is not; also called special.gammaincc().";
  rows.pair<&ops::igammac>(
      "igammac", "The regularized upper incomplete gamma function, within 1e-11.",
      "y = integral from b of t^(a - 1) e^-t dt / gamma(a),  dy/db = -b^(a - 1) e^-b / gamma(a)",
      "[1.0, 4.0]", "[1.0, 5.0]", "[0.3679, 0.2650]", incomplete);
}

}  // namespace retrograd::bind
