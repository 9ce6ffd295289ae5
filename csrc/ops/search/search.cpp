#include "ops/search/search.h"

#include <algorithm>
#include <limits>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/index.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "kernels/move/scatter_add.h"
#include "ops/index/along.h"
#include "ops/index/gather.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"
#include "ops/sort/sort.h"

namespace retrograd::ops {
namespace {

constexpr int64_t kRest = 1 << 20;  // elements after which Ctrl-C is looked for

// ---- Sorted sequences. ----

// places[j] = how many of n sorted elements stand before x[j], for j < k; a NaN comes behind all.
// Values that are looked for together wait for memory together, and nothing branches.
constexpr int64_t kTogether = 16;
template <class T, bool right>
void places_of(const T* sorted, int64_t n, const T* x, int64_t* places, int64_t k) {
  const auto behind = [](T element, T value) {
    return int64_t{(value != value) | (right ? element <= value : element < value)};
  };
  for (int64_t j = 0; j < k; ++j) places[j] = 0;
  if (n == 0) return;
  for (int64_t m = n; m > 1; m -= m / 2)
    for (int64_t j = 0; j < k; ++j)
      places[j] += m / 2 & -behind(sorted[places[j] + m / 2 - 1], x[j]);
  for (int64_t j = 0; j < k; ++j) places[j] += behind(sorted[places[j]], x[j]);
}

struct Search {
  const Tensor& sorted;
  const Tensor& values;
  const Tensor& places;
  int64_t n, each;  // of a row: its length, and the values that are looked for in it
};

template <class T, bool right, class Place>
void search(const Search& s) {
  const T* sorted = s.sorted.data<T>();
  const T* values = s.values.data<T>();
  Place* places = s.places.data<Place>();
  parallel_for(s.values.numel(), kPickGrain, [&](int64_t begin, int64_t end) {
    while (begin < end) {
      const int64_t row = begin / s.each, stop = std::min(end, (row + 1) * s.each);
      for (; begin < stop; begin += kTogether) {
        int64_t found[kTogether];
        const int64_t k = std::min(kTogether, stop - begin);
        places_of<T, right>(sorted + row * s.n, s.n, values + begin, found, k);
        std::copy(found, found + k, places + begin);
      }
      begin = stop;
    }
  });
}
template <class T>
void search(const Search& s, SearchSide side) {
  if (side.as_int32) return (side.right ? search<T, true, int32_t> : search<T, false, int32_t>)(s);
  (side.right ? search<T, true, int64_t> : search<T, false, int64_t>)(s);
}

// The type in which two tensors are compared; a Python float beside integers is exact.
DType comparing_type(const Tensor& a, const Tensor& b) {
  const bool numbers = a.impl()->is_number || b.impl()->is_number;
  if (numbers && is_integral(a.dtype()) != is_integral(b.dtype()))
    for (const Tensor* x : {&a, &b})
      if (!x->impl()->is_number && is_integral(x->dtype())) return DType::kFloat64;
  const DType t = numbers && is_integral(a.dtype()) ? DType::kInt64 : result_type({&a, &b});
  return !is_floating(t) ? DType::kInt64 : t == DType::kFloat64 ? t : DType::kFloat32;
}
Tensor comparable(const Tensor& x, DType t) { return packed(convert_to(x, t)); }

// ---- Counts. ----

// y_k = sum of w_i where x_i = k,  dw_i = dy at x_i
struct Bincount {
  static constexpr const char* name = "Bincount";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor x;
  };
  static Tensor forward(Ctx<Bincount>* ctx, const Tensor& w, const Tensor& x, int64_t length) {
    if (ctx) ctx->saved.x = x;
    const Tensor from = packed(convert_to(w, DType::kFloat64)),
                 sums = zeros({length}, DType::kFloat64);
    const LongWork outside(x.numel() >= kLongLoop);
    const int64_t* at = x.data<int64_t>();
    const double* weight = from.data<double>();
    double* sum = sums.data<double>();
    for (int64_t begin = 0; begin < x.numel(); begin += kRest) {
      for (int64_t i = begin; i < std::min(x.numel(), begin + kRest); ++i) sum[at[i]] += weight[i];
      if (begin > 0) rest();
    }
    return convert_to(sums, w.dtype());
  }
  static Grads<2> backward(const Ctx<Bincount>& ctx, const Tensor& grad) {
    return {index_select(grad, 0, ctx.saved.x), Tensor()};
  }
};

}  // namespace

Tensor searchsorted(const char* op, const Tensor& sorted, const Tensor& values, SearchSide side,
                    const Tensor& sorter) {
  RG_CHECK(sorted.dim() > 0, ShapeError, op, ": expected a sequence of at least 1 dimension, got ",
           "one of shape ()");
  const bool one = sorted.dim() == 1;
  const Dims lead(sorted.shape().begin(), sorted.shape().end() - 1);
  RG_CHECK(one || (values.dim() == sorted.dim() &&
                   std::equal(lead.begin(), lead.end(), values.shape().begin())),
           ShapeError, op, ": sequences of shape ", sorted.shape(),
           " take values that differ in the last dimension alone, got shape ", values.shape());
  const int64_t n = sorted.size(-1);
  RG_CHECK(!side.as_int32 || n <= std::numeric_limits<int32_t>::max(), RuntimeError, op,
           ": places in a sequence of ", n, " elements do not fit int32");
  Tensor from = alias(sorted);
  if (sorter.defined()) {
    RG_CHECK(sorter.dtype() == DType::kInt64, DTypeError, op, ": expected a sorter of int64, got ",
             sorter.dtype(), "; convert it with long()");
    RG_CHECK(sorter.shape() == sorted.shape(), ShapeError, op, ": a sorter for shape ",
             sorted.shape(), " has that shape, got ", sorter.shape());
    const Tensor order = packed(sorter);
    check_positions(op, order, sorted.dim() - 1, n);
    from = gather(from, sorted.dim() - 1, order);
  }
  const Tensor places =
      retrograd::empty(values.shape(), side.as_int32 ? DType::kInt32 : DType::kInt64);
  if (places.numel() == 0) return places;
  const DType t = comparing_type(sorted, values);
  from = comparable(from, t);
  const Tensor wanted = comparable(alias(values), t);
  const Search s = {from, wanted, places, n, one ? places.numel() : values.size(-1)};
  const LongWork outside(places.numel() >= kLongLoop / 8);
  t == DType::kInt64     ? search<int64_t>(s, side)
  : t == DType::kFloat64 ? search<double>(s, side)
                         : search<float>(s, side);
  return places;
}

Tensor isin(const Tensor& x, const Tensor& tests, bool invert) {
  const GradMode off(false);
  const DType t = comparing_type(x, tests);
  const Tensor from = comparable(alias(x), t);
  if (tests.numel() == 0) return full(x.shape(), Scalar(invert), DType::kBool);
  const Tensor flat = comparable(reshape(alias(tests), {-1}), t),
               sorted = std::get<0>(sort(flat, 0, false)),
               places = searchsorted("isin", sorted, from, {}, Tensor()),
               beside = clamp(places, Tensor(), operand(flat.numel() - 1, places)),
               found = reshape(index_select(sorted, 0, reshape(beside, {-1})), x.shape());
  return invert ? ne(found, from) : eq(found, from);
}

Tensor as_integers(const Tensor& x) { return packed(convert_to(alias(x), DType::kInt64)); }

std::pair<int64_t, int64_t> range_of(const Tensor& x) {
  const GradMode off(false);
  return {min(x).item().to_int(), max(x).item().to_int()};
}

void count_integers(const Tensor& x, int64_t low, int64_t* counts, int64_t length) {
  const int64_t n = x.numel(), *p = x.data<int64_t>();
  // Each part has a table, long parts and few of them, so that adding these up is little.
  const int64_t part = std::max({kLoopGrain, 8 * length, n / 64 + 1}), parts = (n - 1) / part + 1;
  const Tensor others = zeros({std::max<int64_t>(parts - 1, 0), length}, DType::kInt64);
  std::fill(counts, counts + length, 0);
  const auto table = [&](int64_t k) {
    return k == 0 ? counts : others.data<int64_t>() + (k - 1) * length;
  };
  const LongWork outside(n >= kLongLoop);
  parallel_for(n, part, [&](int64_t begin, int64_t end) {
    int64_t* const own = table(begin / part);
    for (; begin < end; begin += kRest) {
      kernels::scatter_add().count(own, p + begin, std::min(end - begin, kRest), low);
      rest();
    }
  });
  for (int64_t k = 1; k < parts; ++k)
    for (int64_t i = 0; i < length; ++i) counts[i] += table(k)[i];
}

Tensor bincount(const Tensor& x, const Tensor& weights, int64_t minlength) {
  RG_CHECK(is_integral(x.dtype()) && x.dtype() != DType::kBool, NotImplementedError,
           "bincount: not implemented for ", x.dtype(), "; convert it with long()");
  RG_CHECK(x.dim() == 1, ShapeError, "bincount: expected a vector, got shape ", x.shape());
  RG_CHECK(minlength >= 0, RuntimeError, "bincount: minlength cannot be negative, got ", minlength);
  RG_CHECK(!weights.defined() || weights.shape() == x.shape(), ShapeError,
           "bincount: expected a weight for each of ", x.numel(), " elements, got shape ",
           weights.shape());
  const Tensor numbers = as_integers(x);
  const auto [low, high] = x.numel() > 0 ? range_of(numbers) : std::pair<int64_t, int64_t>(0, -1);
  RG_CHECK(low >= 0 && high < std::numeric_limits<int64_t>::max(), RuntimeError,
           "bincount: expected integers from 0 on, got ", low < 0 ? low : high);
  const int64_t length = std::max(high + 1, minlength);
  if (!weights.defined()) {
    const Tensor counts = retrograd::empty({length}, DType::kInt64);
    count_integers(numbers, 0, counts.data<int64_t>(), length);
    return counts;
  }
  const DType t = weights.dtype() == DType::kFloat32 ? DType::kFloat32 : DType::kFloat64;
  return record<Bincount>(to(weights, t), numbers, length);
}

}  // namespace retrograd::ops
