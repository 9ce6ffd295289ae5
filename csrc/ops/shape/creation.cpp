#include "ops/shape/creation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "kernels/move/convert.h"
#include "kernels/move/narrow.h"
#include "kernels/pointwise/ranges.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"

namespace retrograd::ops {
namespace {

Tensor make(const char* op, const Dims& shape, DType t) {
  check_shape(op, shape, item_size(t));
  return retrograd::empty(shape, t);
}

Tensor make_like(const Tensor& x, std::optional<DType> dtype, MemoryFormat format) {
  const Dims strides =
      format == MemoryFormat::kPreserve ? like_strides(x) : strides_in(format, x.shape());
  return empty_strided(x.shape(), strides, dtype.value_or(x.dtype()));
}

// REQUIRES: y is dense.
Tensor filled(const char* op, Tensor y, const Scalar& value) {
  alignas(8) char element[8];
  check_fits(op, value, y.dtype());
  value.write(y.dtype(), element);
  const int64_t item = y.item_bytes();
  const kernels::Loop1 fill = kernels::convert().copy[item];
  const LongWork outside(y.numel() >= kLongLoop);
  parallel_for(y.numel(), kLoopGrain, [&](int64_t begin, int64_t end) {
    fill(y.bytes() + begin * item, element, end - begin, item, 0);
  });
  return y;
}

// Calls make(data, begin, end) for blocks of the elements of y, which is contiguous. They are made
// in the type that computes, and narrowed on the way out.
template <class F>
void make_elements(const Tensor& y, F make) {
  const DType t = y.dtype();
  const int64_t item = y.item_bytes();
  const LongWork outside(y.numel() >= kLongLoop);
  parallel_for(y.numel(), kLoopGrain, [&](int64_t begin, int64_t end) {
    if (!is_narrow(t)) return make(y.bytes() + begin * item, begin, end);
    alignas(64) char buffer[8192];
    const int64_t wide = item_size(computing(t)),
                  block = static_cast<int64_t>(sizeof buffer) / wide;
    for (int64_t i = begin; i < end; i += block) {
      const int64_t n = std::min(block, end - i);
      make(buffer, i, i + n);
      kernels::narrow().narrow[t](y.bytes() + i * item, buffer, n, item, wide);
    }
  });
}

Tensor range(const Tensor& y, const kernels::Range& range) {
  const auto steps = kernels::ranges().steps[computing(y.dtype())];
  make_elements(y, [&](char* data, int64_t begin, int64_t end) { steps(data, begin, end, range); });
  return y;
}

int64_t truncated(const Scalar& value) {
  int64_t out;
  value.write(DType::kInt64, &out);
  return out;
}

// ceil((end - start) / step), exactly.
int64_t integer_length(int64_t start, int64_t end, int64_t step) {
  const __int128 span = static_cast<__int128>(end) - start;
  const __int128 n = (span + step - (step > 0 ? 1 : -1)) / step;
  RG_CHECK(n <= std::numeric_limits<int64_t>::max(), ShapeError, "arange: from ", start, " to ",
           end, " are more values than 64 bits can count (overflow)");
  return static_cast<int64_t>(n);
}

int64_t floating_length(const Scalar& start, const Scalar& end, const Scalar& step) {
  const double n = std::ceil((end.to_double() - start.to_double()) / step.to_double());
  RG_CHECK(n < 0x1p63, ShapeError, "arange: from ", start, " to ", end, " by ", step,
           " are more values than 64 bits can count (invalid size, possible overflow)");
  return static_cast<int64_t>(n);
}

void check_range(const Scalar& start, const Scalar& end, const Scalar& step) {
  const double first = start.to_double(), last = end.to_double(), by = step.to_double();
  RG_CHECK(std::isfinite(first) && std::isfinite(last), ShapeError,
           "arange: unsupported range: ", start, " -> ", end, "; both bounds must be finite");
  RG_CHECK(by > 0 || by < 0, ShapeError, "arange: step must be nonzero, got ", step);
  RG_CHECK(by > 0 ? first <= last : first >= last, ShapeError, "arange: a step of ", step,
           " leads from ", start, " away from ", end,
           "; upper bound and lower bound inconsistent with "
           "the sign of the step");
}

Tensor integer_range(const Scalar& start, const Scalar& end, const Scalar& step, DType t) {
  const int64_t first = truncated(start), by = truncated(step);
  int64_t n;
  if (t == DType::kInt64 || !(start.is_float() || end.is_float() || step.is_float())) {
    RG_CHECK(by != 0, ShapeError, "arange: step must be nonzero; ", step, " is 0 as ", t);
    n = integer_length(first, truncated(end), by);
  } else {
    // The narrower integers count in floats and then step by the truncated one, as torch does.
    n = floating_length(start, end, step);
  }
  const Tensor y = make("arange", {n}, t);
  if (n == 0) return y;
  check_fits("arange", first, t);
  check_fits("arange", first + (n - 1) * by, t);
  return range(y, {.from = 0, .step = 0, .first = first, .stride = by});
}

Tensor floating_range(const Scalar& start, const Scalar& end, const Scalar& step, DType t) {
  const double first = start.to_double(), by = step.to_double();
  const Tensor y = make("arange", {floating_length(start, end, step)}, t);
  return range(y, {.from = first, .step = by, .first = 0, .stride = 0});
}

}  // namespace

Tensor zeros(const Dims& shape, std::optional<DType> dtype) {
  return filled("zeros", make("zeros", shape, dtype.value_or(default_dtype())), 0);
}
Tensor ones(const Dims& shape, std::optional<DType> dtype) {
  return filled("ones", make("ones", shape, dtype.value_or(default_dtype())), 1);
}
Tensor empty(const Dims& shape, std::optional<DType> dtype, MemoryFormat format) {
  const DType t = dtype.value_or(default_dtype());
  if (format == MemoryFormat::kContiguous) return make("empty", shape, t);
  check_shape("empty", shape, item_size(t));
  return empty_strided(shape, strides_in(format, shape), t);
}
Tensor full(const Dims& shape, const Scalar& value, std::optional<DType> dtype) {
  const DType own = value.is_float() ? default_dtype() : value.type();
  return filled("full", make("full", shape, dtype.value_or(own)), value);
}

Tensor zeros_like(const Tensor& x, std::optional<DType> dtype, MemoryFormat format) {
  return filled("zeros_like", make_like(x, dtype, format), 0);
}
Tensor ones_like(const Tensor& x, std::optional<DType> dtype, MemoryFormat format) {
  return filled("ones_like", make_like(x, dtype, format), 1);
}
Tensor empty_like(const Tensor& x, std::optional<DType> dtype, MemoryFormat format) {
  return make_like(x, dtype, format);
}
Tensor full_like(const Tensor& x, const Scalar& value, std::optional<DType> dtype,
                 MemoryFormat format) {
  return filled("full_like", make_like(x, dtype, format), value);
}

Tensor arange(const Scalar& start, const Scalar& end, const Scalar& step,
              std::optional<DType> dtype) {
  const bool floating = start.is_float() || end.is_float() || step.is_float();
  const DType t = dtype.value_or(floating ? default_dtype() : DType::kInt64);
  RG_CHECK(t != DType::kBool, NotImplementedError, "arange: not defined for bool");
  check_range(start, end, step);
  return is_floating(t) ? floating_range(start, end, step, t) : integer_range(start, end, step, t);
}

Tensor linspace(const Scalar& start, const Scalar& end, int64_t steps, std::optional<DType> dtype) {
  const DType t = dtype.value_or(default_dtype());
  RG_CHECK(t != DType::kBool, NotImplementedError, "linspace: not defined for bool");
  RG_CHECK(steps >= 0, ShapeError, "linspace: number of steps must be non-negative, got ", steps);
  check_fits("linspace", start, t);
  check_fits("linspace", end, t);
  const Tensor y = make("linspace", {steps}, t);
  if (steps == 1) return filled("linspace", y, start.as(t));  // for the way to an infinite end
  const bool single = computing(t) == DType::kFloat32;
  kernels::Interval interval = {.from = start.as(t).to_double(),
                                .to = end.as(t).to_double(),
                                .step = 0,
                                .half = steps / 2,
                                .last = steps - 1};
  const int64_t intervals = std::max<int64_t>(steps - 1, 1);
  if (single) {
    interval.step = (static_cast<float>(interval.to) - static_cast<float>(interval.from)) /
                    static_cast<float>(intervals);
  } else {
    interval.step = (interval.to - interval.from) / static_cast<double>(intervals);
  }
  const auto parts = kernels::ranges().parts[computing(t)];
  make_elements(y, [&](char* data, int64_t from, int64_t to) { parts(data, from, to, interval); });
  return y;
}

Tensor logspace(const Scalar& start, const Scalar& end, int64_t steps, double base,
                std::optional<DType> dtype) {
  const DType t = dtype.value_or(default_dtype());
  RG_CHECK(t != DType::kBool, NotImplementedError, "logspace: not defined for bool");
  RG_CHECK(steps >= 0, ShapeError, "logspace: number of steps must be non-negative, got ", steps);
  check_fits("logspace", start, t);
  check_fits("logspace", end, t);
  const auto bound = [&](const Scalar& x) { return is_floating(t) ? x : x.as(t); };
  const Tensor x = linspace(bound(start), bound(end), steps, DType::kFloat64);
  return convert_to(pow(full({}, base, DType::kFloat64), x), t);
}

Tensor eye(int64_t n, std::optional<int64_t> m, std::optional<DType> dtype) {
  const int64_t columns = m.value_or(n);
  RG_CHECK(n >= 0 && columns >= 0, ShapeError, "eye: n and m must be greater or equal to 0, got ",
           n, " and ", columns);
  const Tensor y = filled("eye", make("eye", {n, columns}, dtype.value_or(default_dtype())), 0);
  const int64_t count = std::min(n, columns);
  const Tensor diagonal = alias(y, {count}, {columns + 1});
  copy_into(diagonal, number(1));
  return y;
}

}  // namespace retrograd::ops
