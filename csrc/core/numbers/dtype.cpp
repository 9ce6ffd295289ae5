#include "core/numbers/dtype.h"

#include <atomic>
#include <limits>

#include "base/check.h"
#include "core/numbers/element.h"

namespace retrograd {
namespace {
std::atomic<DType> current_default = DType::kFloat32;
}

std::string dtype_names() {
  std::string names;
  for (int i = 0; i < kDTypes; ++i)
    names.append(i == 0 ? "" : i + 1 < kDTypes ? ", " : " and ").append(kDTypeInfo[i].name);
  return names;
}

double largest(DType t) {
  switch (t) {
    case DType::kFloat16:
      return 65504;
    case DType::kBFloat16:
      return 0x1.fep127;
    case DType::kFloat32:
      return static_cast<double>(std::numeric_limits<float>::max());
    default:
      return std::numeric_limits<double>::max();
  }
}

int digits(DType t) {
#define RG_DIGITS(type, element, ...) kDigits<element>,
  static constexpr int all[kDTypes] = {RG_DTYPES(RG_DIGITS)};
#undef RG_DIGITS
  return all[static_cast<int>(t)];
}

DType default_dtype() { return current_default.load(std::memory_order_relaxed); }

void set_default_dtype(DType t) {
  RG_CHECK(is_floating(t), TypeError, "set_default_dtype: ", t, " is not a floating type");
  current_default.store(t, std::memory_order_relaxed);
}

}  // namespace retrograd
