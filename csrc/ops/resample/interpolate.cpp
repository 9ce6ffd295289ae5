#include "ops/resample/interpolate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "kernels/resample/resample.h"
#include "ops/index/along.h"
#include "ops/pointwise/map.h"
#include "ops/pool/pool.h"

namespace retrograd::ops {
namespace {

// Sums along one axis: result i takes `from` with `weight`, from begin[i] to begin[i + 1].
struct Table {
  int64_t length;
  std::vector<int64_t> begin = {0}, from;
  std::vector<double> weight;

  // Fails at once where there is no room for so many, in the allocator that says so.
  void reserve(int64_t results) {
    retrograd::empty({results}, DType::kInt64);
    begin.reserve(results + 1);
    from.reserve(results);
    weight.reserve(results);
  }
  int64_t results() const { return static_cast<int64_t>(begin.size()) - 1; }
  void end_result() { begin.push_back(static_cast<int64_t>(from.size())); }
  void take(int64_t at, double w) {
    from.push_back(std::clamp<int64_t>(at, 0, length - 1));
    weight.push_back(w);
  }
};
using SharedTable = std::shared_ptr<const Table>;

SharedTable transposed(const Table& t) {
  auto back = std::make_shared<Table>();
  back->length = t.results();
  std::vector<int64_t> next(static_cast<size_t>(t.length) + 1, 0);
  for (const int64_t at : t.from) ++next[at + 1];
  for (size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
  back->begin.assign(next.begin(), next.end());
  back->from.resize(t.from.size());
  back->weight.resize(t.from.size());
  for (int64_t i = 0; i < t.results(); ++i)
    for (int64_t k = t.begin[i]; k < t.begin[i + 1]; ++k) {
      const int64_t to = next[t.from[k]]++;
      back->from[to] = i;
      back->weight[to] = t.weight[k];
    }
  return back;
}

// y_i = sum_k w_ik x_k along one axis,  dx_k = sum_i w_ik dy_i
struct Resample {
  static constexpr const char* name = "Upsample";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    SharedTable table;
    int64_t dim;
  };
  static Tensor forward(Ctx<Resample>* ctx, const Tensor& x, const SharedTable& table,
                        int64_t dim) {
    if (ctx) ctx->attributes = {table, dim};
    const DType t = computing(x.dtype());
    const Tensor from = packed(convert_to(x, t));
    Dims shape = x.shape();
    shape[dim] = table->results();
    const Tensor y = retrograd::empty(shape, t);
    kernels::ResampleArgs args = {.x = from.bytes(),
                                  .y = y.bytes(),
                                  .outer = 1,
                                  .length = table->length,
                                  .results = table->results(),
                                  .inner = 1,
                                  .begin = table->begin.data(),
                                  .from = table->from.data(),
                                  .weight = table->weight.data()};
    for (int64_t d = 0; d < x.dim(); ++d)
      if (d != dim) (d < dim ? args.outer : args.inner) *= x.size(d);
    const LongWork outside(y.numel() >= kLongLoop);
    const kernels::Resample& k = kernels::resample();
    (t == DType::kFloat32 ? k.sums_float : k.sums_double)(args);
    return convert_to(y, x.dtype());
  }
  static Grads<1> backward(const Ctx<Resample>& ctx, const Tensor& grad) {
    return {record<Resample>(grad, transposed(*ctx.attributes.table), ctx.attributes.dim)};
  }
};

// ---- Weights. ----

// One axis: its lengths, and how far apart results are in the input; of type T as torch has it.
struct Axis {
  int64_t length, results;
  double factor;  // the scale that was given, or 0
  bool align;
};
template <class T>
T step_of(const Axis& a) {
  if (a.align) return a.results > 1 ? T(a.length - 1) / T(a.results - 1) : T(0);
  return a.factor > 0 ? T(1.0 / a.factor) : T(a.length) / T(a.results);
}

// Convolution with a = -0.75, or -0.5, at a distance; Keys (1981).
double cubic(double x, double a) {
  x = std::fabs(x);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? ((x - 5) * x + 8) * x * a - 4 * a : 0;
}
double triangle(double x) { return std::max(0.0, 1 - std::fabs(x)); }

template <class T>
[[gnu::noinline]] Table linear_table(const Axis& a) {
  Table t = {a.length, {0}, {}, {}};
  t.reserve(a.results);
  const T step = step_of<T>(a);
  for (int64_t i = 0; i < a.results; ++i) {
    T at = a.align ? step * T(i) : step * (T(i) + T(0.5)) - T(0.5);
    at = std::clamp(at, T(0), T(a.length - 1));
    const auto low = static_cast<int64_t>(at);
    const double rest = static_cast<double>(at - T(low));
    t.take(low, 1 - rest);
    if (rest > 0) t.take(low + 1, rest);
    t.end_result();
  }
  return t;
}

template <class T>
[[gnu::noinline]] Table cubic_table(const Axis& a) {
  Table t = {a.length, {0}, {}, {}};
  t.reserve(a.results);
  const T step = step_of<T>(a);
  for (int64_t i = 0; i < a.results; ++i) {
    const T at = a.align ? step * T(i) : step * (T(i) + T(0.5)) - T(0.5);
    const T low = std::floor(at), rest = at - low;
    for (int64_t k = -1; k <= 2; ++k)
      t.take(static_cast<int64_t>(low) + k, cubic(double(rest) - double(k), -0.75));
    t.end_result();
  }
  return t;
}

// A filter that is as wide as the step of results, whose weights make one.
template <class T>
[[gnu::noinline]] Table wide_table(const Axis& a, bool is_cubic) {
  Table t = {a.length, {0}, {}, {}};
  t.reserve(a.results);
  const T step = step_of<T>(a), wide = std::max(step, T(1)), reach = T(is_cubic ? 2 : 1) * wide;
  for (int64_t i = 0; i < a.results; ++i) {
    const T center = step * (T(i) + T(0.5));
    const int64_t low = std::max<int64_t>(static_cast<int64_t>(center - reach + T(0.5)), 0);
    const int64_t high = std::min(static_cast<int64_t>(center + reach + T(0.5)), a.length);
    double total = 0;
    const size_t first = t.weight.size();
    for (int64_t k = low; k < high; ++k) {
      const double x = double((T(k) - center + T(0.5)) / wide);
      t.take(k, is_cubic ? cubic(x, -0.5) : triangle(x));
      total += t.weight.back();
    }
    for (size_t k = first; k < t.weight.size() && total != 0; ++k) t.weight[k] /= total;
    t.end_result();
  }
  return t;
}

template <class T>
Table table_of(const Axis& a, const std::string& mode, bool antialias) {
  if (antialias) return wide_table<T>(a, mode == "bicubic");
  return mode == "bicubic" ? cubic_table<T>(a) : linear_table<T>(a);
}

// Positions in float, as torch counts them for every type.
[[gnu::noinline]] Tensor nearest(const Axis& a, bool exact) {
  const Tensor index = retrograd::empty({a.results}, DType::kInt64);
  auto* const at = index.data<int64_t>();
  const float step = step_of<float>(a), shift = exact ? 0.5f : 0.0f;
  for (int64_t i = 0; i < a.results; ++i) {
    const float from = std::floor((static_cast<float>(i) + shift) * step);
    at[i] = from < static_cast<float>(a.length) ? static_cast<int64_t>(from) : a.length - 1;
    if (!exact && a.results == a.length) at[i] = i;
    if (!exact && a.results == 2 * a.length) at[i] = i / 2;
    at[i] = std::clamp<int64_t>(at[i], 0, a.length - 1);
  }
  return index;
}

struct Mode {
  const char* name;
  int64_t axes;  // 0: any
};
constexpr Mode kModes[] = {{"nearest", 0},  {"nearest-exact", 0}, {"area", 0},     {"linear", 1},
                           {"bilinear", 2}, {"bicubic", 2},       {"trilinear", 3}};

[[gnu::noinline]] std::vector<Axis> axes_of(const Tensor& x, const Interpolation& how, int64_t n) {
  RG_CHECK(how.size.has_value() != how.factors.has_value(), ValueError,
           "interpolate: expected either size or scale_factor, got ",
           how.size ? "both" : "neither");
  RG_CHECK(!how.size || !how.recompute_scale_factor.value_or(false), ValueError,
           "interpolate: recompute_scale_factor goes with scale_factor, not with size");
  const size_t given = how.size ? how.size->size() : how.factors->size();
  RG_CHECK(given == 1 || static_cast<int64_t>(given) == n, ValueError, "interpolate: expected ", n,
           " numbers, one for each axis of input ", x.shape(), ", or one for all, got ", given);
  std::vector<Axis> axes;
  for (int64_t i = 0; i < n; ++i) {
    const size_t k = given == 1 ? 0 : static_cast<size_t>(i);
    Axis a = {x.size(2 + i), 0, 0, how.align_corners.value_or(false)};
    if (how.size) {
      a.results = (*how.size)[k];
    } else {
      const double factor = (*how.factors)[k];
      const double results = std::floor(static_cast<double>(a.length) * factor);
      RG_CHECK(results >= 1 && results < 1e15, ShapeError, "interpolate: a scale_factor of ",
               factor, " makes no length of ", a.length);
      a.results = static_cast<int64_t>(results);
      if (!how.recompute_scale_factor.value_or(false)) a.factor = factor;
    }
    RG_CHECK(a.length > 0 && a.results > 0, ShapeError,
             "interpolate: expected lengths of at least 1, got ", a.length, " for input ",
             x.shape(), " and ", a.results, " for the result");
    axes.push_back(a);
  }
  Dims shape = {x.size(0), x.size(1)};
  for (const Axis& a : axes) shape.push_back(a.results);
  check_shape("interpolate", shape, 8);
  return axes;
}

}  // namespace

Tensor interpolate(const Tensor& x, const Interpolation& how) {
  const int64_t n = x.dim() - 2;
  const auto* const mode = std::find_if(std::begin(kModes), std::end(kModes),
                                        [&](const Mode& m) { return how.mode == m.name; });
  RG_CHECK(mode != std::end(kModes), NotImplementedError, "interpolate: there is no mode '",
           how.mode,
           "'; expected nearest, nearest-exact, linear, bilinear, bicubic, trilinear or area");
  RG_CHECK(n >= 1 && n <= 3 && (mode->axes == 0 || mode->axes == n), NotImplementedError,
           "interpolate: mode '", how.mode, "' does not go with an input of shape ", x.shape());
  RG_CHECK(x.size(1) > 0, ShapeError, "interpolate: the images of input ", x.shape(), " are empty");
  RG_CHECK(!how.align_corners || mode->axes, ValueError,
           "interpolate: align_corners does not go with mode '", how.mode, "'");
  RG_CHECK(!how.antialias || mode->axes == 2, ValueError,
           "interpolate: antialias goes with modes bilinear and bicubic");
  const std::vector<Axis> axes = axes_of(x, how, n);
  if (how.mode == "area") {
    Dims lengths;
    for (const Axis& a : axes) lengths.push_back(a.results);
    return adaptive_avg_pool("interpolate", n, x, lengths);
  }
  Tensor y = x;
  if (!mode->axes) {
    const auto along = [&](int64_t i) {
      y = index_select(y, 2 + i, nearest(axes[i], how.mode != "nearest"));
    };
    // Elements along the last axis are moved one by one: so when there are fewest.
    const auto shrinks = [&](int64_t i) { return axes[i].results < axes[i].length; };
    for (int64_t i = 0; i < n - 1; ++i)
      if (shrinks(i)) along(i);
    along(n - 1);
    for (int64_t i = n - 1; i-- > 0;)
      if (!shrinks(i)) along(i);
    return y;
  }
  RG_CHECK(is_floating(x.dtype()), DTypeError, "interpolate: expected a floating dtype, got ",
           x.dtype(), "; convert it with float()");
  const bool in_double = x.dtype() == DType::kFloat64;
  for (int64_t i = n; i-- > 0;) {
    const Table table = in_double ? table_of<double>(axes[i], how.mode, how.antialias)
                                  : table_of<float>(axes[i], how.mode, how.antialias);
    y = record<Resample>(y, SharedTable(std::make_shared<Table>(table)), 2 + i);
  }
  return y;
}

}  // namespace retrograd::ops
