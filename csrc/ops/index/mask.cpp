#include "ops/index/mask.h"

#include <algorithm>
#include <vector>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "kernels/move/masked.h"
#include "kernels/pointwise/arithmetic.h"
#include "ops/reduce/axis.h"

namespace retrograd {
namespace {

// How many are chosen before each block of a mask, and in all.
std::vector<int64_t> counts_before(const Tensor& mask) {
  const int64_t n = mask.numel(), blocks = (n + kLoopGrain - 1) / kLoopGrain;
  std::vector<int64_t> before(static_cast<size_t>(blocks) + 1, 0);
  parallel_for(n, kLoopGrain, [&](int64_t begin, int64_t end) {
    before[static_cast<size_t>(begin / kLoopGrain) + 1] =
        kernels::masked().count(mask.bytes() + begin, end - begin);
  });
  for (size_t b = 1; b < before.size(); ++b) before[b] += before[b - 1];
  return before;
}

// Calls body(begin, end, first, count) for the blocks of a mask and what each chooses.
template <class F>
void over_blocks(const Tensor& mask, const std::vector<int64_t>& before, F body) {
  const LongWork outside(mask.numel() >= kLongLoop);
  parallel_for(mask.numel(), kLoopGrain, [&](int64_t begin, int64_t end) {
    const auto b = static_cast<size_t>(begin / kLoopGrain);
    body(begin, end, before[b], before[b + 1] - before[b]);
  });
}

}  // namespace

Tensor chosen(const Tensor& given, const Tensor& given_mask) {
  const Tensor x = packed(given), mask = packed(given_mask);
  const std::vector<int64_t> before = counts_before(mask);
  const Tensor y = empty({before.back()}, x.dtype());
  const int64_t item = x.item_bytes();
  const auto pick = kernels::masked().pick[item];
  over_blocks(mask, before, [&](int64_t begin, int64_t, int64_t first, int64_t count) {
    pick(y.bytes() + first * item, x.bytes() + begin * item, mask.bytes() + begin, count);
  });
  return y;
}

void put_chosen(const char* op, const Tensor& y, const Tensor& given_mask, const Tensor& from) {
  const Tensor mask = packed(given_mask);
  const std::vector<int64_t> before = counts_before(mask);
  RG_CHECK(before.back() <= from.numel(), ShapeError, op, ": the mask is true ", before.back(),
           " times, but the source has ", from.numel(), " elements");
  const int64_t item = y.item_bytes();
  const auto put = kernels::masked().put[item];
  over_blocks(mask, before, [&](int64_t begin, int64_t end, int64_t first, int64_t) {
    put(y.bytes() + begin * item, from.bytes() + first * item, mask.bytes() + begin, end - begin);
  });
}

Tensor coordinates(const Tensor& given_mask) {
  const Tensor mask = packed(given_mask);
  const std::vector<int64_t> before = counts_before(mask);
  const int64_t n = before.back(), ndim = mask.dim();
  const Tensor all = empty({ndim, n}, DType::kInt64);
  // The positions go where the last coordinate will be, which is computed from them at the end.
  if (ndim > 0) {
    int64_t* flat = all.data<int64_t>() + (ndim - 1) * n;
    over_blocks(mask, before, [&](int64_t begin, int64_t, int64_t first, int64_t count) {
      kernels::masked().positions(flat + first, mask.bytes() + begin, count, begin);
    });
    if (ndim > 1)
      over_blocks(mask, before, [&](int64_t, int64_t, int64_t first, int64_t count) {
        int64_t inner = mask.numel();
        for (int64_t d = 0; d < ndim; ++d) {
          inner /= std::max<int64_t>(1, mask.size(d));
          kernels::masked().coordinate(all.data<int64_t>() + d * n + first, flat + first, count,
                                       std::max<int64_t>(1, inner), mask.size(d));
        }
      });
  }
  return alias(all, {n, ndim}, {1, std::max<int64_t>(1, n)});
}

void fill_chosen(const Tensor& x, const Tensor& mask, const Tensor& v) {
  run_loop(kernels::arithmetic().where[x.item_bytes()], x, mask, v, x);
}

}  // namespace retrograd
