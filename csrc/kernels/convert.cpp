#include "kernels/convert.h"

#include "kernels/loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct ToBool {
  template <class T>
  uint8_t operator()(T x) const {
    return x != 0;
  }
};

template <class To>
struct ConvertTo {
  // One past the greatest To, a power of two and so exact in every float, and the least To.
  static constexpr bool kSigned = static_cast<To>(-1) < 0;
  static constexpr double kEnd =
      kSigned ? -2.0 * static_cast<double>(int64_t{-1} << (8 * sizeof(To) - 2)) : 256.0;
  static constexpr To kLeast = kSigned ? static_cast<To>(int64_t{-1} << (8 * sizeof(To) - 1)) : 0;
  static constexpr To kGreatest = static_cast<To>(~kLeast);

  template <class From>
  To operator()(From x) const {
    if constexpr (kIsFloat<From> && !kIsFloat<To>) {
      if (x != x) return 0;
      if (x >= static_cast<From>(kEnd)) return kGreatest;
      if (x <= static_cast<From>(kLeast)) return kLeast;
    }
    return static_cast<To>(x);
  }
};

template <class From>
constexpr void fill_row(Loop1 (&row)[kDTypes]) {
  row[0] = map1<ToBool, uint8_t, From>;
  row[1] = map1<ConvertTo<uint8_t>, uint8_t, From>;
  row[2] = map1<ConvertTo<int32_t>, int32_t, From>;
  row[3] = map1<ConvertTo<int64_t>, int64_t, From>;
  row[4] = map1<ConvertTo<float>, float, From>;
  row[5] = map1<ConvertTo<double>, double, From>;
}

constexpr Convert make_table() {
  Convert table = {};
  fill_row<uint8_t>(table.convert[0]);
  fill_row<uint8_t>(table.convert[1]);
  fill_row<int32_t>(table.convert[2]);
  fill_row<int64_t>(table.convert[3]);
  fill_row<float>(table.convert[4]);
  fill_row<double>(table.convert[5]);
  return table;
}

}  // namespace

extern const Convert convert;
constinit const Convert convert = make_table();

}  // namespace retrograd::kernels::RG_ISA
