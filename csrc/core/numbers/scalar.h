// scalar.h: one number with its kind, as Python gives it: bool, int or float.
#pragma once

#include <concepts>
#include <cstdint>
#include <ostream>

#include "core/numbers/dtype.h"

namespace retrograd {

class Scalar {
 public:
  Scalar() : Scalar(0) {}
  Scalar(bool v) : type_(DType::kBool), int_(v) {}
  Scalar(int v) : type_(DType::kInt64), int_(v) {}
  Scalar(int64_t v) : type_(DType::kInt64), int_(v) {}
  Scalar(double v) : type_(DType::kFloat64), float_(v) {}
  // Of other integer types; what int64 does not hold wraps.
  template <std::integral T>
  Scalar(T v) : Scalar(static_cast<int64_t>(v)) {}

  DType type() const { return type_; }
  bool is_float() const { return type_ == DType::kFloat64; }
  bool is_bool() const { return type_ == DType::kBool; }
  double to_double() const { return is_float() ? float_ : static_cast<double>(int_); }
  // REQUIRES: not a float.
  int64_t to_int() const { return int_; }

  // False for what lies outside the range of t: of an integer type also NaN and infinities, which
  // float32 has. All fits bool, and the floats of two bytes, where it becomes infinite.
  bool fits(DType t) const;

  // Writes the number as an element of type t. A float becomes an integer by truncation,
  // saturating, nan 0; an integer that does not fit wraps.
  void write(DType t, void* out) const;
  // The number that write() leaves there.
  Scalar as(DType t) const;

 private:
  DType type_;
  union {
    int64_t int_;
    double float_;
  };
};

std::ostream& operator<<(std::ostream& out, const Scalar& s);

}  // namespace retrograd
