#include "core/numbers/scalar.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/numbers/element.h"

namespace retrograd {
namespace {

template <class T>
T truncate(double v) {
  if (v != v) return 0;
  // 2^63 itself is a double, the largest int64 is not: compare against the bound beyond it.
  const double bound = static_cast<double>(std::numeric_limits<T>::max()) + 1;
  if (v >= bound) return std::numeric_limits<T>::max();
  if (v <= static_cast<double>(std::numeric_limits<T>::min())) return std::numeric_limits<T>::min();
  return static_cast<T>(v);
}

}  // namespace

bool Scalar::fits(DType t) const {
  return dispatch(t, [&](auto* p) {
    using T = std::remove_pointer_t<decltype(p)>;
    using Limits = std::numeric_limits<T>;
    if constexpr (std::is_same_v<T, bool> || kIsHalf<T>) {
      return true;
    } else if constexpr (std::is_floating_point_v<T>) {
      return !is_float() || !std::isfinite(float_) || std::fabs(float_) <= Limits::max();
    } else {
      if (!is_float()) return std::in_range<T>(int_);
      // The largest int64 is no double: the next one is 2^63, which does not fit.
      const auto greatest = static_cast<double>(Limits::max());
      return float_ >= static_cast<double>(Limits::min()) &&
             (sizeof(T) == 8 ? float_ < greatest : float_ <= greatest);
    }
  });
}

void Scalar::write(DType t, void* out) const {
  dispatch(t, [&](auto* p) {
    using T = std::remove_pointer_t<decltype(p)>;
    T value;
    if constexpr (std::is_same_v<T, bool>) {
      value = is_float() ? float_ != 0 : int_ != 0;
    } else if constexpr (kIsReal<T>) {
      value = is_float() ? element_of<T>(float_) : element_of<T>(int_);
    } else if (is_float()) {
      value = truncate<T>(float_);
    } else {
      value = static_cast<T>(int_);
    }
    std::memcpy(out, &value, sizeof value);
  });
}

Scalar Scalar::as(DType t) const {
  return dispatch(t, [&](auto* p) -> Scalar {
    std::remove_pointer_t<decltype(p)> value;
    write(t, &value);
    if constexpr (kIsReal<decltype(value)>)
      return static_cast<double>(number_of(value));
    else
      return static_cast<int64_t>(value);
  });
}

std::ostream& operator<<(std::ostream& out, const Scalar& s) {
  if (s.is_float()) {
    char text[32];
    const char* end = std::to_chars(text, text + sizeof text, s.to_double()).ptr;
    const std::string_view digits(text, static_cast<size_t>(end - text));
    return out << digits << (digits.find_first_not_of("-0123456789") == digits.npos ? ".0" : "");
  }
  if (s.is_bool()) return out << (s.to_int() ? "True" : "False");
  return out << s.to_int();
}

}  // namespace retrograd
