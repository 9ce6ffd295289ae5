// element.h: the types of tensor elements, and the forms of the pointwise loops over them.
//
// All strides are in bytes. A loop must be right for every stride, zero and negative ones and
// unaligned pointers included; it is fast where strides are the element size or zero.
#pragma once

#include <cstdint>

namespace retrograd {

enum class DType : uint8_t { kBool, kUInt8, kInt32, kInt64, kFloat32, kFloat64 };
inline constexpr int kDTypes = 6;

namespace kernels {

// y[i] = f(x[i]) and so on, for 0 <= i < n.
using Loop1 = void (*)(char* y, const char* x, int64_t n, int64_t sy, int64_t sx);
using Loop2 = void (*)(char* y, const char* a, const char* b, int64_t n, int64_t sy, int64_t sa,
                       int64_t sb);
using Loop3 = void (*)(char* y, const char* a, const char* b, const char* c, int64_t n, int64_t sy,
                       int64_t sa, int64_t sb, int64_t sc);

// One loop per element type, at index int(DType); null where the operation has none.
template <class Loop>
struct PerType {
  Loop loop[kDTypes];
  constexpr Loop operator[](DType t) const { return loop[static_cast<int>(t)]; }
};

}  // namespace kernels
}  // namespace retrograd
