#include "ops/resample/grid.h"

#include <vector>

#include "base/check.h"
#include "graph/view.h"
#include "ops/index/gather.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/unary.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"
#include "ops/special/digits.h"

namespace retrograd::ops {
namespace {

enum class Beyond { kZeros, kBorder, kReflection };

// One axis of the images, with what is computed for all places of the grid.
struct Axis {
  int64_t length;
  Tensor at;  // in elements, (n, 1, places)
};

// Mirrored at low / 2 and high / 2 until it lies between them.
Tensor mirrored(const Tensor& at, double twice_low, double twice_high) {
  if (twice_low == twice_high) return mul(at, Scalar(0.0));
  const double low = twice_low / 2, span = (twice_high - twice_low) / 2;
  const Tensor from = abs(sub(at, Scalar(low)));
  const Tensor turns = floor(detach(div(from, Scalar(span))));
  const Tensor rest = sub(from, mul(turns, Scalar(span)));
  const Tensor odd = sub(turns, mul(floor(div(turns, Scalar(2.0))), Scalar(2.0)));
  return where(eq(odd, Scalar(0.0)), add(rest, Scalar(low)), sub(Scalar(span + low), rest));
}

[[gnu::noinline]] Tensor inside(const Tensor& at, int64_t length, Beyond beyond, bool align) {
  const double last = static_cast<double>(length - 1);
  if (beyond == Beyond::kZeros) return at;
  const Tensor turned = beyond == Beyond::kBorder ? at
                        : align                   ? mirrored(at, 0, 2 * last)
                                                  : mirrored(at, -1, 2 * last + 1);
  return clamp(turned, full({}, 0.0, at.dtype()), full({}, last, at.dtype()));
}

// The elements of x, (n, c, elements), at whole positions along each axis; zeros beyond.
[[gnu::noinline]] Tensor pick(const Tensor& x, const std::vector<Axis>& axes) {
  Tensor index, valid;
  for (const Axis& a : axes) {
    const Tensor low = full({}, 0.0, a.at.dtype()),
                 high = full({}, static_cast<double>(a.length - 1), a.at.dtype());
    const Tensor near = to(clamp(a.at, low, high), DType::kInt64);
    const Tensor here = logical_and(ge(a.at, low), le(a.at, high));
    index = index.defined() ? add(mul(index, Scalar(a.length)), near) : near;
    valid = valid.defined() ? logical_and(valid, here) : here;
  }
  const Tensor found = gather(x, 2, expand(index, {x.size(0), x.size(1), index.size(2)}));
  return where(valid, found, full({}, 0.0, x.dtype()));
}

Tensor times(const Tensor& a, const Tensor& b) { return a.defined() ? mul(a, b) : b; }

// Weights of the floor and of what follows it, at a distance from 0 to 1 above it.
using Weights = std::vector<Tensor>;
Weights linear_weights(const Tensor& t) { return {sub(Scalar(1.0), t), t}; }
// Convolution with a = -0.75 from one below the floor to two above; Keys (1981).
[[gnu::noinline]] Weights cubic_weights(const Tensor& t) {
  constexpr double a = -0.75;
  const auto near = [&](const Tensor& x) {  // ((a + 2) x - (a + 3)) x^2 + 1
    return add(mul(mul(sub(mul(x, Scalar(a + 2)), Scalar(a + 3)), x), x), Scalar(1.0));
  };
  const auto far = [&](const Tensor& x) {  // a (((x - 5) x + 8) x - 4)
    const Tensor inner = add(mul(sub(x, Scalar(5.0)), x), Scalar(8.0));
    return mul(sub(mul(inner, x), Scalar(4.0)), Scalar(a));
  };
  const Tensor rest = sub(Scalar(1.0), t);
  return {far(add(t, Scalar(1.0))), near(t), near(rest), far(add(rest, Scalar(1.0)))};
}

// The sum over all neighbours of products of weights, one of each axis, and elements. `bound`
// brings whole positions into the images.
template <class Bound>
Tensor weighted(const Tensor& x, const std::vector<Axis>& axes, bool cubic, Bound bound) {
  std::vector<Tensor> lows;
  std::vector<Weights> weights;
  for (const Axis& a : axes) {
    lows.push_back(floor(detach(a.at)));
    const Tensor rest = sub(a.at, lows.back());
    weights.push_back(cubic ? cubic_weights(rest) : linear_weights(rest));
  }
  const size_t taps = weights[0].size();
  size_t all = 1;
  for (size_t i = 0; i < axes.size(); ++i) all *= taps;
  Tensor y;
  for (size_t number = 0; number < all; ++number) {
    std::vector<Axis> at = axes;
    Tensor weight;
    size_t rest = number;
    for (size_t i = 0; i < axes.size(); ++i, rest /= taps) {
      const auto tap = static_cast<int64_t>(rest % taps) - (cubic ? 1 : 0);
      at[i].at = bound(add(lows[i], Scalar(static_cast<double>(tap))), axes[i].length);
      weight = times(weight, weights[i][rest % taps]);
    }
    y = sum_of(y, mul(pick(x, at), weight));
  }
  return y;
}

Beyond beyond_of(const std::string& padding) {
  if (padding == "zeros") return Beyond::kZeros;
  if (padding == "border") return Beyond::kBorder;
  RG_CHECK(padding == "reflection", ValueError,
           "grid_sample: expected padding_mode zeros, border or reflection, got '", padding, "'");
  return Beyond::kReflection;
}

[[gnu::noinline]] void check_sample(const Tensor& x, const Tensor& grid, bool cubic) {
  const int64_t n = x.dim() - 2;
  RG_CHECK(n == 2 || n == 3, ShapeError,
           "grid_sample: expected an input of 4 or 5 dimensions, got ", x.shape());
  RG_CHECK(grid.dim() == x.dim() && grid.size(-1) == n && grid.size(0) == x.size(0), ShapeError,
           "grid_sample: expected a grid of ", x.dim(), " dimensions, with ", x.size(0),
           " as the first and ", n, " as the last length, got ", grid.shape());
  RG_CHECK(!cubic || n == 2, ShapeError,
           "grid_sample: bicubic takes an input of 4 dimensions, got ", x.shape());
  RG_CHECK(is_floating(x.dtype()) && x.dtype() == grid.dtype(), DTypeError,
           "grid_sample: expected an input and a grid of one floating dtype, got ", x.dtype(),
           " and ", grid.dtype());
}

}  // namespace

Tensor grid_sample(const Tensor& x, const Tensor& grid, const std::string& mode,
                   const std::string& padding, bool align) {
  const bool cubic = mode == "bicubic", nearest = mode == "nearest";
  RG_CHECK(cubic || nearest || mode == "bilinear", ValueError,
           "grid_sample: expected mode bilinear, nearest or bicubic, got '", mode, "'");
  const Beyond beyond = beyond_of(padding);
  check_sample(x, grid, cubic);
  const int64_t n = x.dim() - 2;
  Dims shape = {x.size(0), x.size(1)};
  int64_t places = 1, elements = 1;
  for (int64_t i = 0; i < n; ++i) {
    RG_CHECK(x.size(2 + i) > 0, ShapeError, "grid_sample: the images of input ", x.shape(),
             " are empty");
    shape.push_back(grid.size(1 + i));
    places *= grid.size(1 + i);
    elements *= x.size(2 + i);
  }
  std::vector<Axis> axes;
  for (int64_t i = 0; i < n; ++i) {
    const auto length = static_cast<double>(x.size(2 + i));
    const Tensor at = reshape(select(grid, -1, n - 1 - i), {x.size(0), 1, places});
    const Tensor from_edge = add(at, Scalar(1.0));
    axes.push_back({x.size(2 + i), align ? mul(from_edge, Scalar((length - 1) / 2))
                                         : sub(mul(from_edge, Scalar(length / 2)), Scalar(0.5))});
  }
  const Tensor flat = reshape(x, {x.size(0), x.size(1), elements});
  Tensor y;
  if (cubic) {
    y = weighted(flat, axes, true, [&](const Tensor& at, int64_t length) {
      return inside(at, length, beyond, align);
    });
  } else {
    for (Axis& a : axes) a.at = inside(a.at, a.length, beyond, align);
    if (nearest) {
      for (Axis& a : axes) a.at = round(a.at);
      y = pick(flat, axes);
    } else {
      y = weighted(flat, axes, false, [](const Tensor& at, int64_t) { return at; });
    }
  }
  return reshape(y, shape);
}

Tensor affine_grid(const Tensor& theta, const Dims& size, bool align) {
  RG_CHECK(is_floating(theta.dtype()), ValueError,
           "affine_grid: expected theta of a floating dtype, got ", theta.dtype());
  const auto n = static_cast<int64_t>(size.size()) - 2;
  RG_CHECK(n == 2 || n == 3, NotImplementedError,
           "affine_grid: expected a size of 4 or 5 numbers, got ", size);
  RG_CHECK(theta.dim() == 3 && theta.size(1) == n && theta.size(2) == n + 1, ValueError,
           "affine_grid: expected theta of shape (n, ", n, ", ", n + 1, ") for size ", size,
           ", got ", theta.shape());
  for (const int64_t length : size)
    RG_CHECK(length > 0, ValueError, "affine_grid: expected positive lengths, got ", size);
  RG_CHECK(theta.size(0) == size[0], ShapeError, "affine_grid: ", theta.size(0),
           " matrices for size ", size);
  check_shape("affine_grid", size, 8);
  Dims all(size.begin() + 2, size.end());
  all.push_back(1);
  std::vector<Tensor> columns;
  int64_t places = 1;
  for (int64_t i = n; i-- > 0;) {
    const int64_t length = size[2 + i];
    const double most = align ? 1.0 : static_cast<double>(length - 1) / static_cast<double>(length);
    const Tensor line =
        length > 1 ? linspace(-most, most, length, theta.dtype()) : zeros({1}, theta.dtype());
    Dims shape(static_cast<size_t>(n) + 1, 1);
    shape[i] = length;
    columns.push_back(expand(view(line, shape), all));
    places *= length;
  }
  columns.push_back(ones(all, theta.dtype()));
  const Tensor base = reshape(cat(columns, -1), {1, places, n + 1});
  Dims shape = {size[0]};
  for (int64_t i = 0; i < n; ++i) shape.push_back(size[2 + i]);
  shape.push_back(n);
  return reshape(matmul(base, transpose(theta, 1, 2)), shape);
}

}  // namespace retrograd::ops
