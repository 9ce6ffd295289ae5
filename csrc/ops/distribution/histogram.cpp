#include "ops/distribution/histogram.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

constexpr int64_t kRest = 1 << 20;  // elements after which Ctrl-C is looked for

// The bin of an element that lies within the edges, of which there are bins + 1.
int64_t bin_of(double x, const double* edges, int64_t bins) {
  const int64_t above = std::upper_bound(edges, edges + bins + 1, x) - edges;
  return std::clamp<int64_t>(above - 1, 0, bins - 1);
}
// The same for bins of one width: the guess is one off at most, or it is looked for.
int64_t bin_of(double x, const double* edges, int64_t bins, double per_width) {
  const double guess = (x - edges[0]) * per_width;
  if (!(guess >= 0 && guess < 0x1p62)) return bin_of(x, edges, bins);
  const int64_t i = std::min(static_cast<int64_t>(guess), bins - 1);
  if (x < edges[i]) return i > 0 && x >= edges[i - 1] ? i - 1 : bin_of(x, edges, bins);
  if (i + 1 == bins || x < edges[i + 1]) return i;
  return i + 2 == bins || x < edges[i + 2] ? i + 1 : bin_of(x, edges, bins);
}

Tensor doubles(const Tensor& x) { return packed(convert_to(alias(x), DType::kFloat64)); }

// The sum of the weights in each bin, in the order of the elements.
Tensor counted(const Tensor& x, const Tensor& edges, bool even, const Tensor& weight) {
  const Tensor from = doubles(x), weights = weight.defined() ? doubles(weight) : Tensor();
  const int64_t bins = edges.numel() - 1, n = from.numel();
  const Tensor sums = zeros({bins}, DType::kFloat64);
  const double *const p = from.data<double>(), *const edge = edges.data<double>(),
                      *const w = weight.defined() ? weights.data<double>() : nullptr;
  const double low = edge[0], high = edge[bins],
               per_width = static_cast<double>(bins) / (high - low);
  double* const sum = sums.data<double>();
  const LongWork outside(n >= kLongLoop / 4);
  for (int64_t begin = 0; begin < n; begin += kRest) {
    for (int64_t i = begin; i < std::min(n, begin + kRest); ++i)
      if (p[i] >= low && p[i] <= high)
        sum[even ? bin_of(p[i], edge, bins, per_width) : bin_of(p[i], edge, bins)] += w ? w[i] : 1;
    if (begin > 0) rest();
  }
  return sums;
}

// From the least to the greatest element; `margin` on both sides of one value alone.
std::pair<double, double> range_over(const char* op, const Tensor& x,
                                     std::pair<double, double> range, bool given, double margin) {
  if (!given && x.numel() > 0) range = {min(x).item().to_double(), max(x).item().to_double()};
  const auto [low, high] = range;
  RG_CHECK(std::isfinite(low) && std::isfinite(high), RuntimeError, op, ": the range from ", low,
           " to ", high, " is not finite; give another one");
  RG_CHECK(low <= high, RuntimeError, op, ": the range from ", low, " to ", high, " is empty");
  if (low == high) return {low - margin, high + margin};
  return range;
}

void check_bins(const char* op, int64_t bins) {
  RG_CHECK(bins > 0, RuntimeError, op, ": expected at least one bin, got ", bins);
}

// Counts have no derivative by the elements.
struct Histogram {
  static constexpr const char* name = "Histogram";
  static std::tuple<Tensor, Tensor> forward(Ctx<Histogram>*, const Tensor& given,
                                            const Tensor& weight, const HistogramOf& of) {
    const GradMode off(false);
    const Tensor x = alias(given);
    Tensor edges;
    if (of.edges.defined()) {
      edges = alias(of.edges);
    } else {
      const auto [low, high] =
          range_over("histogram", x, of.range.value_or(std::pair(0.0, x.numel() > 0 ? 0.0 : 1.0)),
                     of.range.has_value(), 0.5);
      edges = linspace(low, high, of.bins + 1, x.dtype());
    }
    Tensor sums = counted(x, doubles(edges), !of.edges.defined(), weight);
    if (of.density) {
      const Tensor all = doubles(edges), widths = sub(slice(all, 0, 1, all.numel(), 1),
                                                      slice(all, 0, 0, all.numel() - 1, 1));
      sums = div(div(sums, widths), sum(sums));
    }
    return {convert_to(sums, x.dtype()), of.edges.defined() ? copy_of(edges) : edges};
  }
  static Tensors backward(const Ctx<Histogram>&, const Tensors&) {
    fail<NotImplementedError>("backward: the derivative of histogram is not implemented");
  }
};

}  // namespace

Tensor histc(const Tensor& given, int64_t bins, double low, double high) {
  RG_CHECK(is_floating(given.dtype()), NotImplementedError, "histc: not implemented for ",
           given.dtype(), "; convert it with float()");
  check_bins("histc", bins);
  const GradMode off(false);
  const Tensor x = alias(given);
  const auto [first, last] = range_over("histc", x, {low, high}, !(low == high), 1);
  const Tensor edges = linspace(first, last, bins + 1, DType::kFloat64);
  return convert_to(counted(x, edges, true, Tensor()), x.dtype());
}

std::tuple<Tensor, Tensor> histogram(const Tensor& x, const HistogramOf& of) {
  const DType t = x.dtype();
  RG_CHECK(is_floating(t), NotImplementedError, "histogram: not implemented for ", t,
           "; convert it with float()");
  if (of.edges.defined()) {
    RG_CHECK(of.edges.dtype() == t, DTypeError, "histogram: edges of ", of.edges.dtype(),
             " beside elements of ", t, "; convert them with .to()");
    RG_CHECK(of.edges.dim() == 1, ShapeError, "histogram: expected edges in a vector, got shape ",
             of.edges.shape());
  }
  check_bins("histogram", of.edges.defined() ? of.edges.numel() - 1 : of.bins);
  if (of.weight.defined()) {
    RG_CHECK(of.weight.dtype() == t, DTypeError, "histogram: weights of ", of.weight.dtype(),
             " beside elements of ", t, "; convert them with .to()");
    RG_CHECK(of.weight.shape() == x.shape(), ShapeError, "histogram: expected weights of shape ",
             x.shape(), ", got ", of.weight.shape());
  }
  return record<Histogram>(x, of.weight, of);
}

}  // namespace retrograd::ops
