// denormals.h: whether this thread takes numbers below the normal ones for 0 as it computes.
//
// Each thread has its own answer; parallel_for gives its helpers that of the caller.
#pragma once

#include <cstdint>

#ifdef __SSE__
#include <xmmintrin.h>
#endif

namespace retrograd {

#if defined(__SSE__)
inline constexpr unsigned kFlushDenormals = 0x8040;  // of results, and of operands
inline bool flushes_denormals() { return (_mm_getcsr() & kFlushDenormals) != 0; }
inline bool flush_denormals(bool on) {
  _mm_setcsr((_mm_getcsr() & ~kFlushDenormals) | (on ? kFlushDenormals : 0));
  return true;
}
#elif defined(__aarch64__)
inline constexpr uint64_t kFlushDenormals = uint64_t{1} << 24;
inline uint64_t float_control() {
  uint64_t bits;
  asm volatile("mrs %0, fpcr" : "=r"(bits));
  return bits;
}
inline bool flushes_denormals() { return (float_control() & kFlushDenormals) != 0; }
inline bool flush_denormals(bool on) {
  const uint64_t bits = (float_control() & ~kFlushDenormals) | (on ? kFlushDenormals : 0);
  asm volatile("msr fpcr, %0" : : "r"(bits));
  return true;
}
#else
inline bool flushes_denormals() { return false; }
inline bool flush_denormals(bool) { return false; }  // it cannot be had
#endif

}  // namespace retrograd
