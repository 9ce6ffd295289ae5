// Rows of ops/pool/pool.h.

#include "ops/pool/pool.h"

#include "bind/rows/spatial/spatial.h"

namespace retrograd::bind {
namespace {

constexpr const char* kMax[] = {"max_pool1d", "max_pool2d", "max_pool3d"};
constexpr const char* kAvg[] = {"avg_pool1d", "avg_pool2d", "avg_pool3d"};
constexpr const char* kAdaptiveMax[] = {"adaptive_max_pool1d", "adaptive_max_pool2d",
                                        "adaptive_max_pool3d"};
constexpr const char* kAdaptiveAvg[] = {"adaptive_avg_pool1d", "adaptive_avg_pool2d",
                                        "adaptive_avg_pool3d"};
constexpr const char* kLp[] = {"lp_pool1d", "lp_pool2d", "lp_pool3d"};
constexpr const char* kUnpool[] = {"max_unpool1d", "max_unpool2d", "max_unpool3d"};

using Found = std::tuple<Tensor, Tensor>;
Object chosen(const Found& found, bool indices) {
  return Object::take(indices
                          ? to_python(std::vector<Tensor>{std::get<0>(found), std::get<1>(found)})
                          : to_python(std::get<0>(found)));
}

template <int axes>
Object max_pool(const Tensor& x, const Dims& kernel, const Dims& stride, const Dims& padding,
                const Dims& dilation, bool ceil_mode, bool indices) {
  return chosen(
      ops::max_pool(kMax[axes - 1], axes, x, {kernel, stride, padding, dilation, ceil_mode}),
      indices);
}
template <int axes>
Tensor max_pool_alone(const Tensor& x, const Dims& kernel, const Dims& stride, const Dims& padding,
                      const Dims& dilation, bool ceil_mode) {
  return std::get<0>(
      ops::max_pool(kMax[axes - 1], axes, x, {kernel, stride, padding, dilation, ceil_mode}));
}
template <int axes>
Object adaptive_max_pool(const Tensor& x, const Dims& lengths, bool indices) {
  return chosen(ops::adaptive_max_pool(kAdaptiveMax[axes - 1], axes, x, lengths), indices);
}
Object adaptive_max_pool_pair(const Tensor& x, const Dims& lengths) {
  return adaptive_max_pool<1>(x, lengths, true);
}
template <int axes>
Tensor avg_pool(const Tensor& x, const Dims& kernel, const Dims& stride, const Dims& padding,
                bool ceil_mode, bool count_padding, std::optional<int64_t> divisor) {
  return ops::avg_pool(kAvg[axes - 1], axes, x, {kernel, stride, padding, {1}, ceil_mode},
                       count_padding, divisor);
}
Tensor avg_pool_of_one_axis(const Tensor& x, const Dims& kernel, const Dims& stride,
                            const Dims& padding, bool ceil_mode, bool count_padding) {
  return avg_pool<1>(x, kernel, stride, padding, ceil_mode, count_padding, {});
}

// An output_size with None for axes that stay.
Dims with_axes_that_stay(const char* op, PyObject* given) {
  Dims lengths;
  const auto add = [&](PyObject* o) {
    RG_CHECK(o == Py_None || is_index(o), TypeError, op,
             ": expected output_size to be ints or None, got ", Py_TYPE(o)->tp_name);
    const int64_t length = o == Py_None ? -1 : to_index(o);
    RG_CHECK(o == Py_None || length >= 0, ShapeError, op,
             ": expected an output_size of at least 0, got ", length);
    lengths.push_back(length);
  };
  if (!PyTuple_Check(given) && !PyList_Check(given)) {
    add(given);
    return lengths;
  }
  const Object items = Object::take(PySequence_Tuple(given));
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(items.get()); ++i)
    add(PyTuple_GET_ITEM(items.get(), i));
  return lengths;
}
template <int axes>
Object adaptive_max_pool_of(const Tensor& x, PyObject* lengths, bool indices) {
  return adaptive_max_pool<axes>(x, with_axes_that_stay(kAdaptiveMax[axes - 1], lengths), indices);
}
Object adaptive_max_pool_pair_of(const Tensor& x, PyObject* lengths) {
  return adaptive_max_pool_pair(x, with_axes_that_stay(kAdaptiveMax[0], lengths));
}
template <int axes>
Tensor adaptive_avg_pool(const Tensor& x, PyObject* lengths) {
  const char* const op = kAdaptiveAvg[axes - 1];
  return ops::adaptive_avg_pool(op, axes, x, with_axes_that_stay(op, lengths));
}

template <int axes>
Tensor lp_pool(const Tensor& x, const Scalar& p, const Dims& kernel, const Dims& stride,
               bool ceil_mode) {
  return ops::lp_pool(kLp[axes - 1], axes, x, p, {kernel, stride, {0}, {1}, ceil_mode});
}
template <int axes>
Tensor max_unpool(const Tensor& x, const Tensor& indices, const Dims& kernel, const Dims& stride,
                  const Dims& padding, const Dims& lengths) {
  return ops::max_unpool(kUnpool[axes - 1], axes, x, indices, {kernel, stride, padding, {1}, false},
                         lengths);
}

std::string nested(const char* numbers, int brackets) {
  return std::string(static_cast<size_t>(brackets), '[') + numbers +
         std::string(static_cast<size_t>(brackets), ']');
}

// The docstring of one of a family: what all say, and an example on a single image with the
// elements `x` along its last axis; the others have length 1.
struct Family {
  const char *summary, *formula, *more, *shape, *dtype, *raises, *x, *rest, *y;
};
template <int axes>
std::string documentation(const Family& f, const std::string& name, bool functional = true) {
  const std::string lengths = axes == 1 ? "l" : axes == 2 ? "h, w" : "d, h, w";
  return std::string(f.summary) + "\n\n    " + f.formula + "\n\n" + f.more +
         "Shape:   input ``(n, c, " + lengths + ")`` or ``(c, " + lengths + ")`` -> " + f.shape +
         ".\nDtype:   " + f.dtype +
         ".\nGrad:    input. Twice differentiable.\nRaises:  " + f.raises + ".\nSource:  torch." +
         (functional ? "nn.functional." : "") + name + ".\n\n>>> rg." +
         (functional ? "nn.functional." : "") + name + "(rg.tensor(" + nested(f.x, axes + 1) + ")" +
         f.rest + ")\ntensor(" + nested(f.y, axes + 1) + ")\n";
}

constexpr const char* kSame = "``(n, c, ...)`` or ``(c, ...)``";
constexpr const char* kFit =
    "ShapeError for shapes that do not fit, and numbers that are too small; DTypeError\n"
    "         for other dtypes";

#define RG_WINDOW \
  "kernel_size: int | tuple[int, ...], stride: int | tuple[int, ...] | None = None, "

template <int axes>
void add_max_pool(Rows& rows) {
  const Family f = {
      "The largest element of each window of images.",
      "y[i] = max_k x[stride i - padding + dilation k],  dx = dy where y was found",
      "A window is the last NaN, else the first of equals. With ``return_indices`` the result is "
      "a\n"
      "pair: the elements, and where in the flattened axes they are. Windows begin ``stride``\n"
      "apart, which is ``kernel_size`` if not given; padding is less than all elements.\n\n",
      kSame,
      "all but bool",
      kFit,
      "1.0, 3.0, 2.0, 0.0",
      axes == 1   ? ", 2"
      : axes == 2 ? ", (1, 2)"
                  : ", (1, 1, 2)",
      "3., 2."};
  const std::string name = kMax[axes - 1],
                    head = name + "(input: Tensor, " RG_WINDOW
                                  "padding: int | tuple[int, ...] = 0, dilation: int | "
                                  "tuple[int, ...] = 1, ceil_mode: bool = False";
  rows.row<max_pool<axes>>(
      (head + ", return_indices: bool = False) -> Tensor | tuple[Tensor, Tensor]").c_str(),
      kFunctional, documentation<axes>(f, name).c_str());
  rows.row<max_pool_alone<axes>>((head + ") -> Tensor").c_str(), kFunction,
                                 documentation<axes>(f, name, false).c_str());
}

template <int axes>
void add_adaptive(Rows& rows) {
  const char* const example = axes == 1 ? ", 2" : axes == 2 ? ", (1, 2)" : ", (1, 1, 2)";
  const char* const more =
      "Windows overlap where they must. None leaves the length of an axis.\n\n";
  const Family largest = {"The largest elements of as many windows as are asked for.",
                          "y[i] = max x[floor(i n / m)], ..., x[ceil((i + 1) n / m) - 1]",
                          more,
                          kSame,
                          "all but bool",
                          kFit,
                          "1.0, 3.0, 2.0",
                          example,
                          "3., 3."};
  const Family average = {"The means of as many windows as are asked for.",
                          "y[i] = mean x[floor(i n / m)], ..., x[ceil((i + 1) n / m) - 1]",
                          more,
                          kSame,
                          "floating",
                          kFit,
                          "1.0, 3.0, 2.0",
                          example,
                          "2.0000, 2.5000"};
  const std::string max_name = kAdaptiveMax[axes - 1], avg_name = kAdaptiveAvg[axes - 1],
                    size = "(input: Tensor, output_size: int | tuple[int | None, ...]";
  rows.row<adaptive_max_pool_of<axes>>(
      (max_name + size + ", return_indices: bool = False) -> Tensor | tuple[Tensor, Tensor]")
          .c_str(),
      kFunctional, documentation<axes>(largest, max_name).c_str());
  if constexpr (axes == 1)
    rows.row<adaptive_max_pool_pair_of>(
        (max_name + size + ") -> tuple[Tensor, Tensor]").c_str(), kFunction,
        R"(The largest elements of as many windows as are asked for, and where they are.

    y[i] = max x[floor(i n / m)], ..., x[ceil((i + 1) n / m) - 1]

Shape:   input ``(n, c, l)`` or ``(c, l)`` -> twice ``(n, c, m)`` or ``(c, m)``.
Dtype:   all but bool; indices are int64.
Grad:    input. Twice differentiable.
Raises:  ShapeError for shapes that do not fit; DTypeError for bool.
Source:  torch.adaptive_max_pool1d.

>>> rg.adaptive_max_pool1d(rg.tensor([[1.0, 3.0, 2.0]]), 2)
(tensor([[3., 3.]]), tensor([[1, 1]]))
)");
  rows.row<adaptive_avg_pool<axes>>((avg_name + size + ") -> Tensor").c_str(),
                                    axes == 1 ? kFunctional | kFunction : kFunctional,
                                    documentation<axes>(average, avg_name).c_str());
}

template <int axes>
void add_sums(Rows& rows) {
  const char* const example = axes == 1 ? ", 2" : axes == 2 ? ", (1, 2)" : ", (1, 1, 2)";
  const Family average = {
      "The mean of each window of images.",
      "y[i] = sum_k x[stride i - padding + k] / n",
      axes == 1 ? "n counts padding too, unless ``count_include_pad`` is False.\n\n"
                : "n counts padding too, unless ``count_include_pad`` is False, or is "
                  "``divisor_override``.\n\n",
      kSame,
      "floating, and int64, of which the quotient is truncated",
      kFit,
      "1.0, 3.0, 2.0, 0.0",
      example,
      "2., 1."};
  const Family norm = {"The norm of each window of images.",
                       "y[i] = (sum_k x[stride i + k]^p)^(1 / p)",
                       "",
                       kSame,
                       "floating",
                       kFit,
                       "3.0, 4.0, 0.0, 2.0",
                       axes == 1   ? ", 2, 2"
                       : axes == 2 ? ", 2, (1, 2)"
                                   : ", 2, (1, 1, 2)",
                       "5., 2."};
  const Family back = {"Elements at the places where a pooling of largest ones found them.",
                       "y[indices[i]] = x[i],  zeros elsewhere",
                       "An axis is as long as a pooling takes that leaves none over, or as\n"
                       "``output_size`` says.\n\n",
                       kSame,
                       "all; indices are int64",
                       "ShapeError for shapes that do not fit; BoundsError for other places;\n"
                       "         DTypeError unless the indices are int64",
                       "3.0, 2.0",
                       axes == 1   ? ", rg.tensor([[1, 2]]), 2"
                       : axes == 2 ? ", rg.tensor([[[1, 2]]]), (1, 2)"
                                   : ", rg.tensor([[[[1, 2]]]]), (1, 1, 2)",
                       "0., 3., 2., 0."};
  const std::string avg_name = kAvg[axes - 1], lp_name = kLp[axes - 1], un_name = kUnpool[axes - 1],
                    avg_head = avg_name + "(input: Tensor, " RG_WINDOW
                                          "padding: int | tuple[int, ...] = 0, ceil_mode: bool = "
                                          "False, count_include_pad: bool = True";
  if constexpr (axes == 1)
    rows.row<avg_pool_of_one_axis>((avg_head + ") -> Tensor").c_str(), kFunctional | kFunction,
                                   documentation<1>(average, avg_name).c_str());
  else
    rows.row<avg_pool<axes>>(
        (avg_head + ", divisor_override: int | None = None) -> Tensor").c_str(), kFunctional,
        documentation<axes>(average, avg_name).c_str());
  rows.row<lp_pool<axes>>((lp_name + "(input: Tensor, norm_type: Number, " RG_WINDOW
                                     "ceil_mode: bool = False) -> Tensor")
                              .c_str(),
                          kFunctional, documentation<axes>(norm, lp_name).c_str());
  rows.row<max_unpool<axes>>(
      (un_name + "(input: Tensor, indices: Tensor, " RG_WINDOW
                 "padding: int | tuple[int, ...] = 0, output_size: int | tuple[int, ...] | None "
                 "= None) -> Tensor")
          .c_str(),
      kFunctional, documentation<axes>(back, un_name).c_str());
}

template <int axes>
void add_pools(Rows& rows) {
  add_max_pool<axes>(rows);
  add_adaptive<axes>(rows);
  add_sums<axes>(rows);
}

}  // namespace

void add_pool_rows(Rows& rows) {
  add_pools<1>(rows);
  add_pools<2>(rows);
  add_pools<3>(rows);
}

}  // namespace retrograd::bind
