// Rows of ops/convolution/convolution.h.

#include "ops/convolution/convolution.h"

#include "bind/rows/spatial/spatial.h"

namespace retrograd::bind {
namespace {

constexpr const char* kNames[] = {"conv1d", "conv2d", "conv3d"};
constexpr const char* kTransposed[] = {"conv_transpose1d", "conv_transpose2d", "conv_transpose3d"};

template <int axes>
Tensor convolution(const Tensor& x, const Tensor& weight, const Tensor& bias, const Dims& stride,
                   const Dims& padding, const Dims& dilation, int64_t groups) {
  return ops::convolution(kNames[axes - 1], axes, x, weight, bias,
                          {stride, padding, dilation, groups, {}});
}
template <int axes>
Tensor convolution_named(const Tensor& x, const Tensor& weight, const Tensor& bias,
                         const Dims& stride, const std::string& padding, const Dims& dilation,
                         int64_t groups) {
  return ops::convolution(kNames[axes - 1], axes, x, weight, bias,
                          {stride, {}, dilation, groups, padding});
}
template <int axes>
Tensor transposed(const Tensor& x, const Tensor& weight, const Tensor& bias, const Dims& stride,
                  const Dims& padding, const Dims& output_padding, int64_t groups,
                  const Dims& dilation) {
  return ops::transposed_convolution(kTransposed[axes - 1], axes, x, weight, bias,
                                     {stride, padding, dilation, groups, {}}, output_padding);
}

const char* lengths_of(int axes) { return axes == 1 ? "l" : axes == 2 ? "h, w" : "d, h, w"; }

// "[[1.0, 2.0]]" for 1.0, 2.0 in so many brackets.
std::string nested(const char* numbers, int brackets) {
  return std::string(static_cast<size_t>(brackets), '[') + numbers +
         std::string(static_cast<size_t>(brackets), ']');
}

template <int axes>
void add_convolution(Rows& rows, const char* shown) {
  const std::string name = kNames[axes - 1], lengths = lengths_of(axes),
                    head = name +
                           "(input: Tensor, weight: Tensor, bias: Tensor | None = None, "
                           "stride: int | tuple[int, ...] = 1, ",
                    tail = ", dilation: int | tuple[int, ...] = 1, groups: int = 1) -> Tensor";
  const std::string by_numbers = head + "padding: int | tuple[int, ...] = 0" + tail,
                    by_name = head + "padding: str = \"valid\"" + tail;
  const std::string doc =
      "A kernel that slides over the " + std::string(axes == 1 ? "axis" : "axes") +
      " of images: a sum of products at each place.\n\n"
      "    y[n, o, i] = b[o] + sum_{c, k} w[o, c, k] x[n, c, stride i - padding + dilation k]\n\n"
      "Beyond the images are zeros, ``padding`` of them on each side of an axis: a number for all\n"
      "axes, or one for each; ``\"valid\"`` is none, and ``\"same\"`` keeps the lengths. With\n"
      "``groups`` the channels are cut into so many parts, each with kernels of its own. Sums are\n"
      "in an order that does not depend on the number of threads.\n\n"
      "Shape:   input ``(n, c, " +
      lengths + ")`` or ``(c, " + lengths +
      ")``, weight\n"
      "         ``(o, c / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``.\n"
      "Dtype:   all but bool; all alike. Integers wrap around.\n"
      "Grad:    input, weight, bias. Twice differentiable.\n"
      "Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError\n"
      "         if the types differ, or for bool.\n"
      "Source:  torch.nn.functional." +
      name +
      ".\n\n"
      ">>> rg.nn.functional." +
      name + "(rg.tensor(" + nested("1.0, 4.0", axes + 2) + "), rg.tensor(" +
      nested("-1.0, 1.0", axes + 2) + "))\n" + shown + "\n";
  rows.row<convolution<axes>, convolution_named<axes>>({by_numbers.c_str(), by_name.c_str()},
                                                       kFunction | kFunctional, doc.c_str());
}

template <int axes>
void add_transposed(Rows& rows, const char* shown) {
  const std::string name = kTransposed[axes - 1], lengths = lengths_of(axes);
  const std::string signature =
      name +
      "(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: int | tuple[int, ...] "
      "= 1, padding: int | tuple[int, ...] = 0, output_padding: int | tuple[int, ...] = 0, "
      "groups: int = 1, dilation: int | tuple[int, ...] = 1) -> Tensor";
  const std::string doc =
      "A convolution turned round, as its gradient is: each element adds a kernel to the "
      "result.\n\n"
      "    y[n, o, stride i - padding + dilation k] += w[c, o, k] x[n, c, i],  from y = b[o]\n\n"
      "The result is shorter by ``padding`` on both sides of an axis, and longer by\n"
      "``output_padding`` on the far one.\n\n"
      "Shape:   input ``(n, c, " +
      lengths + ")`` or ``(c, " + lengths +
      ")``, weight\n"
      "         ``(c, o / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``, an "
      "axis\n"
      "         being (i - 1) stride - 2 padding + dilation (k - 1) + output_padding + 1 long.\n"
      "Dtype:   all but bool; all alike. Integers wrap around.\n"
      "Grad:    input, weight, bias. Twice differentiable.\n"
      "Raises:  ShapeError for shapes that do not fit, and numbers that are too small or, for\n"
      "         output_padding, too large; DTypeError if the types differ, or for bool.\n"
      "Source:  torch.nn.functional." +
      name +
      ".\n\n"
      ">>> rg.nn.functional." +
      name + "(rg.tensor(" + nested("1.0, 2.0", axes + 2) + "), rg.tensor(" +
      nested("1.0, 10.0", axes + 2) + "))\n" + shown + "\n";
  rows.row<transposed<axes>>(signature.c_str(), kFunction | kFunctional, doc.c_str());
}

}  // namespace

void add_convolution_rows(Rows& rows) {
  add_convolution<1>(rows, "tensor([[[3.]]])");
  add_convolution<2>(rows, "tensor([[[[3.]]]])");
  add_convolution<3>(rows, "tensor([[[[[3.]]]]])");
  add_transposed<1>(rows, "tensor([[[ 1., 12., 20.]]])");
  add_transposed<2>(rows, "tensor([[[[ 1., 12., 20.]]]])");
  add_transposed<3>(rows, "tensor([[[[[ 1., 12., 20.]]]]])");
}

}  // namespace retrograd::bind
