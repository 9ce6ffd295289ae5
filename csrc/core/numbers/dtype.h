// dtype.h: names, sizes and promotion of element types; the list itself is kernels/dtypes.h.
#pragma once

#include <ostream>
#include <string>

#include "kernels/dtypes.h"

namespace retrograd {

struct DTypeInfo {
  const char* name;          // as Python says it: "float32"
  int64_t size;              // bytes of one element
  int category;              // 0 bool, 1 integer, 2 floating: a higher one wins in promotion
  const char* format;        // of the buffer protocol; "" where it has none
  const char* tensor_class;  // torch's older name: "Float" of torch.FloatTensor
};

#define RG_INFO(type, element, name, kind, computes, format, tensor_class) \
  {name, sizeof(element), kind, format, tensor_class},
inline constexpr DTypeInfo kDTypeInfo[kDTypes] = {RG_DTYPES(RG_INFO)};
#undef RG_INFO

// The type whose elements are of the C++ type T: dtype_of<float>.
template <class T>
inline constexpr DType dtype_of = T::is_no_element_type;
#define RG_TYPE_OF(type, element, ...) \
  template <>                          \
  inline constexpr DType dtype_of<element> = DType::type;
RG_DTYPES(RG_TYPE_OF)
#undef RG_TYPE_OF

constexpr const DTypeInfo& info(DType t) { return kDTypeInfo[static_cast<int>(t)]; }
// A table of its own, since every tensor that is made asks.
#define RG_SIZE(type, element, ...) sizeof(element),
inline constexpr uint8_t kItemSize[kDTypes] = {RG_DTYPES(RG_SIZE)};
#undef RG_SIZE
constexpr int64_t item_size(DType t) { return kItemSize[static_cast<int>(t)]; }
constexpr bool is_floating(DType t) { return info(t).category == 2; }
constexpr bool is_integral(DType t) { return info(t).category <= 1; }  // bool included
constexpr bool is_signed(DType t) { return t != DType::kBool && t != DType::kUInt8; }
inline std::ostream& operator<<(std::ostream& out, DType t) { return out << info(t).name; }

// The names of all types, as messages list them: "bool, uint8 and float32".
std::string dtype_names();

namespace detail {
constexpr DType promote_types(DType a, DType b) {
  if (a == b) return a;
  if (info(a).category != info(b).category) return info(a).category > info(b).category ? a : b;
  const DType larger = item_size(a) > item_size(b) ? a : b;
  if (is_floating(a)) return item_size(a) == item_size(b) ? DType::kFloat32 : larger;
  // A signed type of the same size does not hold uint8, nor is it held.
  return item_size(a) == item_size(b) ? DType::kInt16 : larger;
}
struct Promotion {
  DType of[kDTypes][kDTypes];
};
inline constexpr Promotion kPromotion = [] {
  Promotion table = {};
  for (int a = 0; a < kDTypes; ++a)
    for (int b = 0; b < kDTypes; ++b)
      table.of[a][b] = promote_types(static_cast<DType>(a), static_cast<DType>(b));
  return table;
}();
}  // namespace detail

// The smallest type that holds the elements of both, as torch has it.
inline DType promote(DType a, DType b) {
  return detail::kPromotion.of[static_cast<int>(a)][static_cast<int>(b)];
}

// The largest finite number of a floating type.
double largest(DType t);
// All integers of at most so many bits are elements.
int digits(DType t);

// What floating results of integers, and floats given as Python numbers, become: float32 at first.
DType default_dtype();
// Throws TypeError unless floating.
void set_default_dtype(DType t);

// Calls f with a null pointer of the C++ type of t: dispatch(t, [&](auto* p) { ... *p ... }).
template <class F>
decltype(auto) dispatch(DType t, F&& f) {
  switch (t) {
#define RG_CASE(type, element, ...) \
  case DType::type:                 \
    return f(static_cast<element*>(nullptr));
    RG_DTYPES(RG_CASE)
#undef RG_CASE
  }
  __builtin_unreachable();
}

}  // namespace retrograd
