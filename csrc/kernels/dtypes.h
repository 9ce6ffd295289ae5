// dtypes.h: the one list of element types. Enumerators, C++ types, names, kinds, the types in which
// loops compute and the formats of the buffer protocol all come from here.
#pragma once

#include <cstdint>

namespace retrograd {

// Two bytes each: IEEE 754 binary16, and the upper half of a float.
struct Float16 {
  uint16_t bits;
};
struct BFloat16 {
  uint16_t bits;
};

// X(enumerator, C++ type, name, kind, type it computes in, buffer format, torch's tensor class)
//
// Kinds: 0 bool, 1 integer, 2 floating. A narrow type computes in another one: its elements are
// converted block by block on the way into a loop and out of it (core/loop/stage.h), so that few
// loops exist for more than the first kComputingTypes. The buffer protocol has no bfloat16.
#define RG_DTYPES(X)                                         \
  X(kBool, bool, "bool", 0, kBool, "?", "Bool")              \
  X(kUInt8, uint8_t, "uint8", 1, kUInt8, "B", "Byte")        \
  X(kInt32, int32_t, "int32", 1, kInt32, "i", "Int")         \
  X(kInt64, int64_t, "int64", 1, kInt64, "q", "Long")        \
  X(kFloat32, float, "float32", 2, kFloat32, "f", "Float")   \
  X(kFloat64, double, "float64", 2, kFloat64, "d", "Double") \
  X(kInt8, int8_t, "int8", 1, kInt32, "b", "Char")           \
  X(kInt16, int16_t, "int16", 1, kInt32, "h", "Short")       \
  X(kFloat16, Float16, "float16", 2, kFloat32, "e", "Half")  \
  X(kBFloat16, BFloat16, "bfloat16", 2, kFloat32, "", "BFloat16")

#define RG_ENUMERATOR(type, ...) type,
enum class DType : uint8_t { RG_DTYPES(RG_ENUMERATOR) };
#undef RG_ENUMERATOR

#define RG_ONE(...) +1
inline constexpr int kDTypes = RG_DTYPES(RG_ONE);
#undef RG_ONE

#define RG_COMPUTES(type, element, name, kind, computes, ...) DType::computes,
inline constexpr DType kComputing[kDTypes] = {RG_DTYPES(RG_COMPUTES)};
#undef RG_COMPUTES

// The type in which loops compute on elements of type t.
constexpr DType computing(DType t) { return kComputing[static_cast<int>(t)]; }

// Those that compute in themselves come first.
inline constexpr int kComputingTypes = 6;
constexpr bool is_narrow(DType t) { return static_cast<int>(t) >= kComputingTypes; }
static_assert([] {
  for (int i = 0; i < kDTypes; ++i)
    if (is_narrow(DType(i)) != (computing(DType(i)) != DType(i))) return false;
  return true;
}());

}  // namespace retrograd
