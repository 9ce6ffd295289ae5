#include "core/dtype.h"

#include <atomic>

#include "base/check.h"

namespace retrograd {
namespace {
std::atomic<DType> current_default = DType::kFloat32;
}

DType default_dtype() { return current_default.load(std::memory_order_relaxed); }

void set_default_dtype(DType t) {
  RG_CHECK(is_floating(t), TypeError, "set_default_dtype: ", t, " is not a floating type");
  current_default.store(t, std::memory_order_relaxed);
}

}  // namespace retrograd
