// digits.h: pointwise functions of how a number is written: its sign, its fraction, its exponent,
// its neighbours, its bits and its divisors. All are exact, ldexp by whole powers too.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Digits {
  PerType<Loop1> signbit;    // all types; writes kBool
  PerType<Loop2> heaviside;  // (x, v) -> 0, v or 1 for x below, at or above 0; all types

  PerType<Loop2> fmod;  // what is left of a / b rounded towards 0; not bool; 0 for an integer b = 0

  // Floating only.
  PerType<Loop1> frac;                  // x - trunc(x)
  PerType<Loop1P> nan_to_num;           // x, with numbers in place of NaN, inf and -inf
  PerType<Loop2P> nan_to_num_backward;  // (grad, x) -> grad where x is finite, else 0
  PerType<Loop2> ldexp;                 // x 2^n
  // x = m 2^e with 1/2 <= |m| < 1; 0, infinities and NaN are m, with e = 0. exponent writes kInt32.
  PerType<Loop1> mantissa, exponent;
  // The number next to a towards b; of float16 and bfloat16 in float32.
  PerType<Loop2> nextafter, nextafter_float16, nextafter_bfloat16;

  // Integers only. The greatest common divisor and the least common multiple; they wrap. Shifts by
  // less than 0, or by more than there are bits, shift all of them out.
  PerType<Loop2> gcd, lcm, shift_left, shift_right;
};

const Digits& digits();

}  // namespace retrograd::kernels
