// grain.h: how much work pays for what is done around it, in elements unless said otherwise.
#pragma once

#include <cstdint>

namespace retrograd {

// Per block of a long loop: enough to pay for waking a thread, few enough to answer Ctrl-C soon.
inline constexpr int64_t kLoopGrain = 32768;
// The same where each element lies in a row of its own.
inline constexpr int64_t kPickGrain = 16384;

// From here on other threads of the host get to run meanwhile; see LongWork.
inline constexpr int64_t kLongLoop = 1 << 18;
inline constexpr int64_t kLongDraw = 1 << 17;     // of random numbers
inline constexpr int64_t kLongProduct = 1 << 22;  // multiply-adds of a matrix product

}  // namespace retrograd
