#include "ops/search/unique.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "ops/index/along.h"
#include "ops/index/gather.h"
#include "ops/index/masked.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/scan/scan.h"
#include "ops/search/search.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"
#include "ops/sort/sort.h"

namespace retrograd::ops {
namespace {

constexpr int64_t kRest = 1 << 20;  // comparisons after which Ctrl-C is looked for

// ---- Integers that lie close: a table has a place for each. ----

constexpr uint64_t kSmallTable = 1 << 20;  // places: no memory to speak of

bool few_integers(int64_t low, int64_t high, int64_t n) {
  const uint64_t span = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
  const auto some = static_cast<uint64_t>(n);
  return span < some || (span < 4 * some && span < kSmallTable);
}

Unique unique_by_table(const Tensor& x, const Tensor& numbers, int64_t low, int64_t high,
                       const UniqueAsked& asked) {
  const int64_t length = high - low + 1, n = numbers.numel();
  const Tensor table = empty({length}, DType::kInt64);
  int64_t* const places = table.data<int64_t>();
  count_integers(numbers, low, places, length);
  const int64_t found = length - std::count(places, places + length, 0);
  Unique all = {empty({found}, DType::kInt64), Tensor(), empty({found}, DType::kInt64)};
  int64_t *value = all.values.data<int64_t>(), *count = all.counts.data<int64_t>();
  for (int64_t k = 0, place = 0; k < length; ++k) {
    if (places[k] == 0) continue;
    value[place] = low + k;
    count[place] = places[k];
    places[k] = place++;
  }
  all.values = convert_to(all.values, x.dtype());
  if (asked.inverse) {
    all.inverse = empty(x.shape(), DType::kInt64);
    int64_t* const inverse = all.inverse.data<int64_t>();
    const int64_t* const p = numbers.data<int64_t>();
    parallel_for(n, kPickGrain, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) inverse[i] = places[p[i] - low];
    });
  }
  return all;
}

// ---- Neighbours that differ. ----

// What stands at the starts of stretches of equal ones, from `starts`, bool; `order`, of the
// elements, may be undefined.
Unique by_starts(const Tensor& starts, const Tensor& order, const UniqueAsked& asked) {
  Unique all;
  const int64_t n = starts.numel();
  const Tensor first = reshape(coordinates(starts), {-1});
  all.values = order.defined() ? index_select(order, 0, first) : first;
  if (asked.counts) {
    const Tensor end = full({1}, Scalar(n), DType::kInt64),
                 next = first.numel() > 0 ? cat({slice(first, 0, 1, n, 1), end}, 0) : first;
    all.counts = sub(next, first);
  }
  if (asked.inverse) {
    const Tensor places = sub(cumsum(starts, 0), 1);
    all.inverse = order.defined() ? scatter(empty({n}, DType::kInt64), 0, order, places) : places;
  }
  return all;
}

// Whether each row of x, (n, m), differs from the one before; the first one does.
Tensor row_starts(const Tensor& x) {
  const int64_t n = x.size(0);
  if (n == 0) return empty({0}, DType::kBool);
  const Tensor differ = ne(slice(x, 0, 1, n, 1), slice(x, 0, 0, n - 1, 1));
  return cat({ones({1}, DType::kBool), any(differ, {1}, false)}, 0);
}

// The order of the rows of x, (n, m), by their first elements, then by the second ones, ...
template <class T>
Tensor order_of_rows(const Tensor& x) {
  const int64_t n = x.size(0), m = x.size(1);
  const T* const rows = x.data<T>();
  const Tensor order = empty({n}, DType::kInt64);
  int64_t* const p = order.data<int64_t>();
  std::iota(p, p + n, 0);
  int64_t compared = 0;
  const auto before = [&](int64_t one, int64_t other) {
    const T *a = rows + one * m, *b = rows + other * m;
    for (int64_t i = 0; i < m; ++i) {
      if (++compared % kRest == 0) rest();
      if (a[i] == b[i] || (a[i] != a[i] && b[i] != b[i])) continue;
      return a[i] < b[i] || b[i] != b[i];
    }
    return false;
  };
  const LongWork outside(x.numel() >= kLongLoop / 4);
  std::stable_sort(p, p + n, before);
  return order;
}

// The places of what is found, and the rest, where x is (n, m).
Unique unique_rows(const Tensor& x, bool sorted, const UniqueAsked& asked) {
  if (!sorted) return by_starts(row_starts(x), Tensor(), asked);
  Tensor order;
  if (x.size(1) == 1)
    order = argsort(reshape(x, {-1}), 0, false);
  else if (is_floating(x.dtype()))
    order = order_of_rows<double>(packed(convert_to(x, DType::kFloat64)));
  else
    order = order_of_rows<int64_t>(as_integers(x));
  return by_starts(row_starts(index_select(x, 0, order)), order, asked);
}

Unique unique_elements(const Tensor& x, bool sorted, const UniqueAsked& asked) {
  const int64_t n = x.numel();
  if (sorted && n > 0 && is_integral(x.dtype())) {
    const Tensor numbers = as_integers(x);
    const auto [low, high] = range_of(numbers);
    if (few_integers(low, high, n)) return unique_by_table(x, numbers, low, high, asked);
  }
  const Tensor flat = reshape(x, {-1});
  Unique all;
  if (sorted && !asked.inverse && !asked.counts) {
    const Tensor in_order = std::get<0>(sort(flat, 0, false));
    all.values = chosen(in_order, row_starts(reshape(in_order, {n, 1})));
    return all;
  }
  all = unique_rows(reshape(flat, {n, 1}), sorted, asked);
  all.values = index_select(flat, 0, all.values);
  if (asked.inverse) all.inverse = reshape(all.inverse, x.shape());
  return all;
}

Unique unique_slices(const Tensor& x, bool sorted, const UniqueAsked& asked) {
  const int64_t dim = *asked.dim, n = x.size(dim);
  const Tensor first = movedim(x, {dim}, {0});
  Unique all =
      unique_rows(packed(reshape(first, {n, x.numel() / std::max<int64_t>(n, 1)})), sorted, asked);
  all.values = index_select(x, dim, all.values);
  return all;
}

// What is found is a choice among equals, which has no derivative.
struct UniqueOp {
  struct Attributes {
    const char* node;
  };
  static constexpr const char* name = "Unique";
  static std::string node_name(const Ctx<UniqueOp>& ctx) { return ctx.attributes.node; }
  static std::vector<Tensor> forward(Ctx<UniqueOp>* ctx, const Tensor& given, bool sorted,
                                     const UniqueAsked& asked) {
    if (ctx)
      ctx->attributes.node = !sorted     ? "UniqueConsecutiveBackward0"
                             : asked.dim ? "UniqueDimBackward0"
                                         : "Unique2Backward0";
    const GradMode off(false);
    const Tensor x = alias(given);
    const Unique all = (asked.dim ? unique_slices : unique_elements)(x, sorted, asked);
    std::vector<Tensor> found = {all.values};
    if (asked.inverse) found.push_back(all.inverse);
    if (asked.counts) found.push_back(all.counts);
    return found;
  }
  static Tensors backward(const Ctx<UniqueOp>&, const Tensors&) {
    fail<NotImplementedError>(
        "backward: the derivative of unique is not implemented; take the elements by x[index]");
  }
};

Unique found(const char* op, const Tensor& x, UniqueAsked asked, bool sorted) {
  if (asked.dim) {
    RG_CHECK(x.dim() > 0, IndexError, op, ": dim ", *asked.dim, " of a 0-d tensor");
    asked.dim = wrap_dim(op, *asked.dim, x.dim());
    for (int64_t d = 0; d < x.dim(); ++d)
      RG_CHECK(d == *asked.dim || x.size(d) > 0, RuntimeError, op, ": slices along dim ",
               *asked.dim, " of shape ", x.shape(), " have no elements to compare");
  }
  const std::vector<Tensor> all = record<UniqueOp>(x, sorted, asked);
  return {all[0], asked.inverse ? all[1] : Tensor(), asked.counts ? all.back() : Tensor()};
}

}  // namespace

Unique unique(const Tensor& x, const UniqueAsked& asked) { return found("unique", x, asked, true); }
Unique unique_consecutive(const Tensor& x, const UniqueAsked& asked) {
  return found("unique_consecutive", x, asked, false);
}

}  // namespace retrograd::ops
