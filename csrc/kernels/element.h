// element.h: the forms of the pointwise loops over tensor elements, and tables of them.
//
// All strides are in bytes. A loop must be right for every stride, zero and negative ones and
// unaligned pointers included; it is fast where strides are the element size or zero.
#pragma once

#include "kernels/dtypes.h"

namespace retrograd::kernels {

// y[i] = f(x[i]) and so on, for 0 <= i < n.
using Loop1 = void (*)(char* y, const char* x, int64_t n, int64_t sy, int64_t sx);
using Loop2 = void (*)(char* y, const char* a, const char* b, int64_t n, int64_t sy, int64_t sa,
                       int64_t sb);
using Loop3 = void (*)(char* y, const char* a, const char* b, const char* c, int64_t n, int64_t sy,
                       int64_t sa, int64_t sb, int64_t sc);

// The same with numbers, such as the slope of a leaky_relu, which hold for all elements. They come
// as doubles and count as elements of the type that the loop computes in.
using Loop1P = void (*)(char* y, const char* x, int64_t n, int64_t sy, int64_t sx, const double* p);
using Loop2P = void (*)(char* y, const char* a, const char* b, int64_t n, int64_t sy, int64_t sa,
                        int64_t sb, const double* p);
using Loop3P = void (*)(char* y, const char* a, const char* b, const char* c, int64_t n, int64_t sy,
                        int64_t sa, int64_t sb, int64_t sc, const double* p);

// One loop per type; null where the operation has none. Of a narrow type that has no loop of its
// own, as few have, a caller asks for the loop of computing(t).
template <class Loop>
struct PerType {
  Loop loop[kDTypes];
  constexpr Loop operator[](DType t) const { return loop[static_cast<int>(t)]; }

  constexpr PerType with(DType t, Loop own) const {
    PerType table = *this;
    table.loop[static_cast<int>(t)] = own;
    return table;
  }
};

// One loop per size of an element, for what moves elements and makes no numbers.
template <class Loop>
struct PerSize {
  Loop loop1, loop2, loop4, loop8;
  constexpr Loop operator[](int64_t bytes) const {
    return bytes == 8 ? loop8 : bytes == 4 ? loop4 : bytes == 2 ? loop2 : loop1;
  }
};

}  // namespace retrograd::kernels
