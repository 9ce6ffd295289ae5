// float_flags.h: the flags that a processor raises, and keeps, when arithmetic makes a nan or an
// inf out of numbers that were none: invalid, division by zero, overflow.
//
// Passing a nan or an inf on raises none. Each thread has its own; parallel_for hands those of its
// helpers to the caller.
#pragma once

#ifdef __SSE__
#include <xmmintrin.h>
#else
#include <cfenv>
#endif

namespace retrograd {

#ifdef __SSE__
// The functions of <cfenv> save and load the whole x87 unit as well, at ten times the cost.
inline constexpr unsigned kFloatFlags =
    _MM_EXCEPT_INVALID | _MM_EXCEPT_DIV_ZERO | _MM_EXCEPT_OVERFLOW;
inline unsigned float_flags() { return _mm_getcsr() & kFloatFlags; }
inline void clear_float_flags() { _mm_setcsr(_mm_getcsr() & ~kFloatFlags); }
inline void raise_float_flags(unsigned flags) { _mm_setcsr(_mm_getcsr() | flags); }
#else
inline constexpr unsigned kFloatFlags = FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW;
inline unsigned float_flags() { return static_cast<unsigned>(std::fetestexcept(kFloatFlags)); }
inline void clear_float_flags() { std::feclearexcept(kFloatFlags); }
inline void raise_float_flags(unsigned flags) { std::feraiseexcept(static_cast<int>(flags)); }
#endif

}  // namespace retrograd
