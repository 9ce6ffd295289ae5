#include "core/loop/loop.h"
#include "kernels/move/convert.h"
#include "kernels/move/narrow.h"
#include "kernels/pointwise/arithmetic.h"

namespace retrograd {

bool is_aligned(const Tensor& x) {
  // A size is a power of two.
  return (reinterpret_cast<uintptr_t>(x.bytes()) & static_cast<uintptr_t>(x.item_bytes() - 1)) == 0;
}

Tensor aligned(const Tensor& x) {
  if (is_aligned(x)) [[likely]]
    return x;
  Tensor y = empty(x.shape(), x.dtype());
  copy_into(y, x);
  return y;
}

Tensor packed(const Tensor& x) {
  if (x.is_contiguous() && is_aligned(x)) return x;
  Tensor y = empty(x.shape(), x.dtype());
  copy_into(y, x);
  return y;
}

void copy_into(const Tensor& y, const Tensor& x) {
  if (x.dtype() != y.dtype() && x.numel() == 1 && y.numel() > 1) {  // is converted once
    const Tensor one = empty({}, y.dtype());
    copy_into(one, alias(x, {}, {}));
    return copy_into(y, one);
  }
  // A byte of a bool may be any, and becomes 0 or 1.
  if (x.dtype() == y.dtype() && x.dtype() != DType::kBool)
    return run_loop(kernels::convert().copy[x.item_bytes()], y, x);
  const DType from = computing(x.dtype()), to = computing(y.dtype());
  if (x.dtype() != from && y.dtype() == from)
    return run_loop(kernels::narrow().widen[x.dtype()], y, x);
  if (x.dtype() == to && y.dtype() != to)
    return run_loop(kernels::narrow().narrow[y.dtype()], y, x);
  run_loop(kernels::convert().convert[from][to], to, from, y, x);
}

void add_into(const Tensor& y, const Tensor& x) {
  const DType t = computing(y.dtype());
  run_loop(kernels::arithmetic().add[t], t, t, y, y, x);
}

Tensor copy_of(const Tensor& x) {
  Tensor y = empty_strided(x.shape(), like_strides(x), x.dtype());
  copy_into(y, x);
  return y;
}

}  // namespace retrograd
