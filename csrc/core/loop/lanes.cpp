#include "core/loop/lanes.h"

#include <algorithm>
#include <vector>

#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/index.h"
#include "core/loop/loop.h"

namespace retrograd {
namespace {

// Elements of a block: enough to pay for the calls, and near caches hold them. Cuts that cost more,
// through lines of columns or between positions, are made where there are more than kUncut.
constexpr int64_t kBlock = 1 << 17, kUncut = 1 << 20;
// Columns of a block at least, and ranges of positions at most: each is a pass over the index.
constexpr int64_t kColumns = 32, kRanges = 4;

// Whether one of the positions is in [low, low + length).
bool any_inside(const Tensor& index, int64_t d, int64_t low, int64_t length) {
  const int64_t* at = index.data<int64_t>();
  for (int64_t i = 0; i < index.size(d); ++i)
    if (const int64_t k = at[i * index.stride(d)] - low; k >= 0 && k < length) return true;
  return false;
}

Tensor packed_as(const Tensor& x, DType t) {
  if (x.dtype() == t && x.is_contiguous()) return x;
  Tensor y = empty(x.shape(), t);
  copy_into(y, x);
  return y;
}

// Where in `index` the positions of [low, low + length) are, and what they are less low.
struct Inside {
  Tensor where, numbers;
  explicit Inside(const Tensor& index, int64_t low, int64_t length)
      : where(empty({index.numel()}, DType::kInt64)),
        numbers(empty({index.numel()}, DType::kInt64)) {
    const int64_t* from = index.data<int64_t>();
    auto *at = where.data<int64_t>(), *to = numbers.data<int64_t>();
    int64_t count = 0;
    for (int64_t i = 0; i < index.numel(); ++i) {
      at[count] = i;
      to[count] = from[i] - low;
      count += to[count] >= 0 && to[count] < length;
    }
    where = alias(where, {count}, {1});
    numbers = alias(numbers, {count}, {1});
  }
};

struct Blocks {
  int64_t dim;
  bool slices;
  const OnBlock& f;
  int64_t done = 0;

  // Lanes are apart from each other: outer ones are cut first, as their elements lie together.
  void cut(const Tensor& x, const Tensor& index, const Tensor& v) {
    const int64_t most = std::max(x.numel(), v.numel());
    int64_t inner = x.numel();
    for (int64_t d = 0; most > kBlock && d < (slices ? dim : x.dim()); ++d) {
      const int64_t n = x.size(d);
      inner /= n;
      if (d == dim || (d > dim && most <= kUncut)) continue;
      const int64_t fewest = d < dim ? 1 : (kColumns + inner - 1) / inner;
      const int64_t step = std::max(fewest, kBlock / (most / n));
      if (step >= n) continue;
      for (int64_t i = 0; i < n; i += step) {
        const int64_t some = std::min(step, n - i);
        cut(alias_along(x, d, i, some), slices ? index : alias_along(index, d, i, some),
            alias_along(v, d, i, some));
      }
      return;
    }
    block(x, index, v);
  }

  void block(const Tensor& x, const Tensor& index, const Tensor& v) {
    const int64_t length = x.size(dim), across = x.numel() / length;
    const bool ranges = (slices || across == 1) && x.numel() > kUncut;
    const int64_t range =
        ranges ? std::max(kUncut / across, (length + kRanges - 1) / kRanges) : length;
    for (int64_t low = 0; low < length; low += range) {
      const Tensor own = alias_along(x, dim, low, std::min(range, length - low));
      const auto each = [&](const Stretch& g) { arrive(own, low, range < length, index, v, g); };
      if (range < length && !any_inside(index, slices ? 0 : dim, low, own.size(dim))) continue;
      const Tensor to = empty(own.shape(), computing(x.dtype()));
      copy_into(to, own);
      f(to, each);
      copy_into(own, to);
    }
  }

  // What arrives at the positions of x from `low` on.
  void arrive(const Tensor& x, int64_t low, bool part, const Tensor& index, const Tensor& v,
              const Stretch& g) {
    const int64_t n = v.size(dim), most = std::max<int64_t>(1, kBlock / (v.numel() / n));
    for (int64_t i = 0; i < n; i += most) {
      done += kBlock;
      if (done % (8 * kLongLoop) == 0) {  // lets Ctrl-C and other threads of the host in
        const LongWork outside(true);
        rest();
      }
      const int64_t some = std::min(most, n - i);
      Tensor at = packed_as(alias_along(index, slices ? 0 : dim, i, some), DType::kInt64);
      Tensor given = alias_along(v, dim, i, some);
      if (part) {
        const Inside inside(alias(at, {some}, {1}), low, x.size(dim));
        if (inside.where.numel() == 0) continue;
        std::vector<Tensor> places(static_cast<size_t>(dim) + 1);
        places.back() = inside.where;
        const Places p = places_of(given, places);
        const Tensor chosen = empty(p.shape, v.dtype());
        read_places(chosen, given, p);
        given = chosen;
        at = slices ? inside.numbers : alias(inside.numbers, p.shape, contiguous_strides(p.shape));
      }
      g(at, packed_as(given, computing(v.dtype())));
    }
  }
};

}  // namespace

void on_narrow_lanes(const Tensor& x, const Tensor& index, const Tensor& v, int64_t dim,
                     bool slices, const OnBlock& f) {
  if (v.numel() == 0) return;
  Tensor part = x;
  for (int64_t d = 0; d < x.dim(); ++d)
    if (d != dim) part = alias_along(part, d, 0, v.size(d));
  Blocks{dim, slices, f}.cut(part, index, v);
}

}  // namespace retrograd
