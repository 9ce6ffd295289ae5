// dtype.h: names, sizes and promotion of element types.
#pragma once

#include <ostream>
#include <string>

#include "kernels/element.h"

namespace retrograd {

struct DTypeInfo {
  const char* name;    // as Python says it: "float32"
  int64_t size;        // bytes of one element
  int category;        // 0 bool, 1 integer, 2 floating: a higher one wins in promotion
  const char* format;  // of the buffer protocol
};

inline constexpr DTypeInfo kDTypeInfo[kDTypes] = {
    {"bool", 1, 0, "?"},  {"uint8", 1, 1, "B"},   {"int32", 4, 1, "i"},
    {"int64", 8, 1, "q"}, {"float32", 4, 2, "f"}, {"float64", 8, 2, "d"},
};

inline const DTypeInfo& info(DType t) { return kDTypeInfo[static_cast<int>(t)]; }
inline int64_t item_size(DType t) { return info(t).size; }
inline bool is_floating(DType t) { return info(t).category == 2; }
inline bool is_integral(DType t) { return info(t).category <= 1; }  // bool included
inline std::ostream& operator<<(std::ostream& out, DType t) { return out << info(t).name; }

// The smallest type that holds both. The enumerators stand in the order in which they win, save
// that uint8 with a signed integer gives that integer, which the order gives too.
inline DType promote(DType a, DType b) { return a < b ? b : a; }

// What floating results of integers, and floats given as Python numbers, become: float32 at first.
DType default_dtype();
// Throws TypeError unless floating.
void set_default_dtype(DType t);

// Calls f with a null pointer of the C++ type of t: dispatch(t, [&](auto* p) { ... *p ... }).
template <class F>
decltype(auto) dispatch(DType t, F&& f) {
  switch (t) {
    case DType::kBool:
      return f(static_cast<bool*>(nullptr));
    case DType::kUInt8:
      return f(static_cast<uint8_t*>(nullptr));
    case DType::kInt32:
      return f(static_cast<int32_t*>(nullptr));
    case DType::kInt64:
      return f(static_cast<int64_t*>(nullptr));
    case DType::kFloat32:
      return f(static_cast<float*>(nullptr));
    default:
      return f(static_cast<double*>(nullptr));
  }
}

}  // namespace retrograd
