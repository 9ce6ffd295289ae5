#include "ops/optim/clip.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "graph/modes/grad_mode.h"
#include "graph/view.h"
#include "kernels/optim/optim.h"
#include "kernels/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/shape/creation.h"
#include "ops/statistics/norm.h"

namespace retrograd::ops {
namespace {

int64_t count_of(const std::vector<Tensor>& tensors) {
  int64_t total = 0;
  for (const Tensor& x : tensors) total += x.numel();
  return total;
}

// Blocks of fixed size are summed on their own, and their sums in order.
double sum_of_squares(const Tensor& given) {
  const Tensor x = packed(widened(given));
  const auto sum = kernels::optim().sum_of_squares[x.dtype()];
  const int64_t n = x.numel(), blocks = (n + kLoopGrain - 1) / kLoopGrain;
  if (blocks <= 1) return sum(x.bytes(), n);
  std::vector<double> sums(static_cast<size_t>(blocks));
  parallel_for(n, kLoopGrain, [&](int64_t begin, int64_t end) {
    sums[static_cast<size_t>(begin / kLoopGrain)] =
        sum(x.bytes() + begin * x.item_bytes(), end - begin);
  });
  double total = 0;
  for (const double s : sums) total += s;
  return total;
}

}  // namespace

Tensor total_norm(const std::vector<Tensor>& tensors, double ord, bool finite) {
  if (tensors.empty()) return zeros({});
  const GradMode off(false);
  DType type = tensors[0].dtype();
  for (const Tensor& x : tensors) {
    RG_CHECK(is_floating(x.dtype()), DTypeError, "get_total_norm: expected floating tensors, got ",
             x.dtype());
    type = promote(type, x.dtype());
  }
  Tensor norm = empty(Dims(), type);
  if (ord == 2) {
    const LongWork outside(count_of(tensors) >= kLongLoop);
    double total = 0;
    for (const Tensor& x : tensors) total += sum_of_squares(x);
    Scalar(std::sqrt(total)).write(type, norm.bytes());
  } else {
    const Tensor norms = empty(Dims({static_cast<int64_t>(tensors.size())}), type);
    for (size_t i = 0; i < tensors.size(); ++i)
      copy_into(alias_at(norms, 0, static_cast<int64_t>(i)),
                vector_norm(tensors[i], ord, {}, false));
    norm = vector_norm(norms, ord, {}, false);
  }
  RG_CHECK(!finite || std::isfinite(norm.item().to_double()), RuntimeError,
           "get_total_norm: the norm of order ", ord, " is ", norm.item(),
           ", which cannot be clipped to; error_if_nonfinite=False scales by it anyway");
  return norm;
}

void scale_to_norm(const std::vector<Tensor>& tensors, double most, const Tensor& norm) {
  for (const Tensor& x : tensors) detail::check_writable("clip_grads_with_norm_", x, false);
  const auto rounded = [&](double x) { return Scalar(x).as(norm.dtype()).to_double(); };
  const double factor = rounded(most / rounded(norm.item().to_double() + 1e-6));
  for (const Tensor& x : tensors) x.storage().bump_version();
  if (factor >= 1) return;
  const LongWork outside(count_of(tensors) >= kLongLoop);
  const kernels::Arithmetic& k = kernels::arithmetic();
  alignas(8) char factors[2][8];
  Scalar(factor).write(DType::kFloat32, factors[0]);
  Scalar(factor).write(DType::kFloat64, factors[1]);
  for (const Tensor& x : tensors) {
    const DType t = x.dtype();
    if (!is_narrow(t) && x.is_contiguous() && x.numel() <= kLoopGrain) {
      const int64_t item = x.item_bytes();
      k.mul[t](x.bytes(), x.bytes(), factors[t == DType::kFloat64], x.numel(), item, item, 0);
    } else {
      const Tensor by = number(factor);
      run_loop(k.mul[computing(t)], computing(t), computing(t), x, x, by);
    }
  }
}

}  // namespace retrograd::ops
