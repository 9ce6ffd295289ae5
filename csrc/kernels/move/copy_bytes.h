// copy_bytes.h: copies of a few bytes, for which a call of memcpy would take longer.
#pragma once

#include "kernels/loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

[[gnu::always_inline]] inline void copy_bytes(char* y, const char* x, int64_t n) {
  constexpr int64_t kLong = 2048, kBytes = RG_VECTOR_BYTES;
  if (n > kLong) {
    std::memcpy(y, x, static_cast<size_t>(n));
    return;
  }
  using V = Vec<uint8_t>;
  if (n >= kBytes) {
    for (int64_t i = 0; i < n - kBytes; i += kBytes) put<V>(y + i, get<V>(x + i));
    put<V>(y + n - kBytes, get<V>(x + n - kBytes));
    return;
  }
  for (; n >= 8; n -= 8, x += 8, y += 8) put<uint64_t>(y, get<uint64_t>(x));
  for (int64_t i = 0; i < n; ++i) y[i] = x[i];
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
