#include "ops/pointwise/map.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "base/check.h"
#include "base/grain.h"
#include "graph/destination.h"
#include "graph/grad_meta.h"
#include "graph/modes/grad_mode.h"
#include "kernels/move/convert.h"

namespace retrograd {
namespace {

// The rank of one kind of operand in promotion; see result_type.
struct Rank {
  std::optional<DType> type;
  void add(DType t) { type = type ? promote(*type, t) : t; }
};

// A lower rank changes the type of a higher one only by being of a larger kind.
std::optional<DType> combine(const Rank& higher, std::optional<DType> lower) {
  if (!higher.type || !lower) return higher.type ? higher.type : lower;
  return info(*lower).category > info(*higher.type).category ? lower : higher.type;
}

// The bytes that x spans, first to one past last.
std::pair<const char*, const char*> span_of(const Tensor& x) {
  if (x.is_contiguous()) return {x.bytes(), x.bytes() + x.numel() * x.item_bytes()};
  const char *low = x.bytes(), *high = x.bytes() + x.item_bytes();
  for (size_t d = 0; d < x.shape().size(); ++d) {
    const int64_t reach = (x.shape()[d] - 1) * x.strides()[d] * x.item_bytes();
    (reach < 0 ? low : high) += reach;
  }
  return {low, high};
}

// What an operation of type t takes of a number that was given for a tensor.
void check_number(const char* op, const Tensor& x, DType t) {
  // A float that does not fit is inf, as the result of arithmetic would be.
  RG_CHECK(!x.impl()->is_number || x.dtype() == t || is_floating(t) || x.item().fits(t), RangeError,
           op, ": ", x.item(), " is outside the range of ", t);
}

// The plain case, which small tensors spend their time on: operands of one type that lie in memory
// as the fresh result will, or are one element. Then the model of the result; else null. Strides
// that do not matter to one tensor can decide the layout of the result of two, hence is_canonical.
const Tensor* plain(const Tensor& a, const Tensor& b) {
  if (!a.is_canonical() || !b.is_canonical() || a.dtype() != b.dtype()) return nullptr;
  if (a.numel() == 0 || b.numel() == 0) return nullptr;
  if (a.impl()->is_number && b.impl()->is_number) return nullptr;
  const auto [model, other] = b.numel() != 1 ? std::pair(&b, &a) : std::pair(&a, &b);
  if (other->numel() == 1) return other->dim() <= model->dim() ? model : nullptr;
  if (other->impl()->layout == model->impl()->layout) return model;
  if (other->shape() == model->shape()) return model;
  if (other->numel() != model->numel()) return nullptr;
  // They may differ by leading dimensions of length 1, as a bias and a batch of one do.
  if (can_broadcast(other->shape(), model->shape())) return model;
  return can_broadcast(model->shape(), other->shape()) ? other : nullptr;
}

// Whether x may be one more operand of the plain case of this model.
bool joins(const Tensor& x, const Tensor& model) {
  if (!x.is_canonical() || x.dtype() != model.dtype() || x.impl()->is_number) return false;
  return x.numel() == 1 ? x.dim() <= model.dim() : x.shape() == model.shape();
}

// The loop for operands of type `in`, and the type that it computes in, or `in` where it converts.
template <class Loop>
std::pair<Loop, DType> loop_for(const char* op, const kernels::PerType<Loop>& f, DType in) {
  if (const Loop own = f[in]) return {own, in};
  const Loop loop = f[computing(in)];
  RG_CHECK(loop, DTypeError, op, ": not defined for ", in);
  return {loop, computing(in)};
}

// The loop of one type over operands that lie as the result will, in blocks where types are narrow.
template <class Loop, class... Operands>
[[gnu::noinline]] Tensor run_large(const char* op, const kernels::PerType<Loop>& f,
                                   const Tensor& model, DType in, DType result,
                                   const Operands&... xs) {
  const auto [loop, computed] = loop_for(op, f, in);
  Tensor y = empty_as(model, result);
  run_loop(loop, is_narrow(computed) ? result : computing(result), computed, y, xs...);
  return y;
}

// Calls a loop on n elements of each operand, or on one of it n times.
template <class Loop, class... Operands>
[[gnu::always_inline]] inline void call(const Loop& loop, char* y, int64_t n, int64_t step,
                                        const Operands&... xs) {
  const auto step_of = [n](const Tensor& x) {
    return sizeof...(xs) == 1 || x.numel() == n ? x.item_bytes() : 0;
  };
  loop(y, xs.bytes()..., n, step, step_of(xs)...);
}

// One call of the loop, which is all that a small tensor takes. The operands are of type `in`.
template <class Loop, class... Operands>
[[gnu::always_inline]] inline Tensor run_plain(const char* op, const kernels::PerType<Loop>& f,
                                               const Tensor& model, DType in, DType result,
                                               const Operands&... xs) {
  const int64_t n = model.numel();
  const Loop loop = f[in];
  if (!loop || n > kLoopGrain) [[unlikely]]
    return run_large(op, f, model, in, result, xs...);
  Tensor y = empty_as(model, result);
  call(loop, y.bytes(), n, y.item_bytes(), xs...);
  return y;
}

template <class Loop>
inline constexpr bool kNumbered =
    std::is_same_v<Loop, kernels::Loop1P> || std::is_same_v<Loop, kernels::Loop2P> ||
    std::is_same_v<Loop, kernels::Loop3P>;

// How an operation takes its operands.
struct Taken {
  bool unary = false;     // all but the first are parameters
  bool exact = false;     // 0-d ones of a floating operation are not rounded to a narrow type
  bool swapped = false;   // its loop has them the other way round
  bool floating = false;  // integers are converted to floating first
  bool asked = false;     // the result is bool
};

// The place that is destined for a result; mostly undefined.
template <size_t N>
Tensor destined(const char* op, const std::array<Tensor, N>& xs, const Dims& shape, DType result) {
  if (!detail::destination) return {};
  std::array<const Tensor*, N> reads;
  for (size_t i = 0; i < N; ++i) reads[i] = &xs[i];
  return detail::destination->take(op, reads, shape, result);
}

// Runs f over inputs of the shape's broadcast, taken as elements of type `in`. `y`: the destined
// place, if it was taken already.
template <class Loop, size_t N>
Tensor run(const char* op, const kernels::PerType<Loop>& f, std::array<Tensor, N> xs,
           const Dims& shape, DType in, DType result, Taken taken = {},
           const double* numbers = nullptr, Tensor y = Tensor()) {
  Loop loop;
  DType computed;
  std::tie(loop, computed) = loop_for(op, f, in);
  if (!y.defined()) y = destined(op, xs, shape, result);
  const bool given = y.defined();
  for (Tensor& x : xs) {
    check_number(op, x, in);
    const bool exact = taken.exact && x.dim() == 0 && is_floating(in);
    if (is_narrow(in) && !exact) x = convert_to(x, in);
  }
  if (!given) {
    const Dims strides = [&] {
      if (N == 1 || taken.unary) return result_strides(shape, {&xs[0]});
      if constexpr (N == 2) return result_strides(shape, {&xs[0], &xs[1]});
      if constexpr (N == 3) return result_strides(shape, {&xs[0], &xs[1], &xs[2]});
    }();
    y = empty_strided(shape, strides, result);
  } else {
    for (Tensor& x : xs)
      if (overlaps(y, x)) {
        Tensor copy = empty(x.shape(), x.dtype());
        copy_into(copy, x);
        x = std::move(copy);
      }
  }
  if constexpr (N == 2)
    if (taken.swapped) std::swap(xs[0], xs[1]);
  const auto is_in = [in](const Tensor& x) { return x.dtype() == in; };
  if (is_narrow(computed) && !(is_in(y) && std::all_of(xs.begin(), xs.end(), is_in))) {
    computed = computing(in);
    loop = f[computed];
  }
  const DType written = is_narrow(computed) ? result : computing(result);
  const auto run_on = [&](const auto&... x) {
    if constexpr (kNumbered<Loop>) {
      run_loop(loop, numbers, written, computed, y, x...);
    } else {
      run_loop(loop, written, computed, y, x...);
    }
  };
  std::apply(run_on, xs);
  if (given) y.storage().bump_version();
  return y;
}

// Of the bools that a comparison in place makes on their way to a tensor of another type.
constexpr int64_t kFewBools = 256;

// The plain case where there is a Destination, which small outputs spend their time on; undefined
// if it is not for this loop. The operands are of one type.
template <class Loop, class... Operands>
[[gnu::noinline]] Tensor run_destined(const char* op, const kernels::PerType<Loop>& f,
                                      const Tensor& model, DType in, DType result,
                                      const Operands&... xs) {
  Destination& destination = *detail::destination;
  const Tensor* const reads[] = {&xs...};
  const Loop loop = f[in];
  const int64_t n = model.numel();
  Tensor y = destination.take(op, reads, model.shape(), result);
  if (y.defined()) {
    if (!loop || n > kLoopGrain || !y.is_canonical() || (overlaps(y, xs) || ...))
      return run<Loop, sizeof...(xs)>(op, f, {xs...}, model.shape(), in, result, {}, nullptr, y);
    call(loop, y.bytes(), n, y.item_bytes(), xs...);
  } else {
    const bool recorded = grad_enabled() && (requires_grad(xs) || ...);
    if (result != DType::kBool || !loop || n > kFewBools || recorded) return {};
    y = destination.take(op, reads, model.shape(), in);
    if (!y.defined()) return {};
    char bools[kFewBools];
    call(loop, bools, n, 1, xs...);
    if (y.is_canonical()) {
      kernels::convert().convert[DType::kBool][in](y.bytes(), bools, n, y.item_bytes(), 1);
    } else {
      Tensor packed = empty(model.shape(), DType::kBool);
      std::copy_n(bools, n, packed.bytes());
      copy_into(y, packed);
    }
  }
  y.storage().bump_version();
  return y;
}

// One call of a loop with numbers, where the other operands lie as the first does or are one
// element; else an undefined tensor.
template <class Loop, class... Others>
Tensor run_numbered(const char* op, const kernels::PerType<Loop>& f, const double* numbers,
                    const Tensor& a, const Others&... others) {
  const int64_t n = a.numel();
  const DType t = a.dtype();
  const Loop loop = f[t];
  const auto alike = [&](const Tensor& x) {
    return x.is_canonical() && x.dtype() == t &&
           (x.shape() == a.shape() || (x.numel() == 1 && x.dim() <= a.dim()));
  };
  if (!loop || n == 0 || n > kLoopGrain || a.impl()->is_number) return {};
  if (!a.is_canonical() || !(alike(others) && ...)) return {};
  Tensor y;
  if (detail::destination) {
    const Tensor* const reads[] = {&a, &others...};
    y = detail::destination->take(op, reads, a.shape(), t);
    if (!y.defined()) return {};
    if (!y.is_canonical() || overlaps(y, a) || (overlaps(y, others) || ...))
      return run<Loop, 1 + sizeof...(others)>(op, f, {a, others...}, a.shape(), t, t, {}, numbers,
                                              y);
    y.storage().bump_version();
  } else {
    y = empty_as(a, t);
  }
  call([&](auto... taken) { loop(taken..., numbers); }, y.bytes(), n, y.item_bytes(), a, others...);
  return y;
}

// Two operands in their common type. Apart from run_pair, whose frame stays small without it.
[[gnu::noinline]] Tensor run_promoted(const char* op, const kernels::PerType<kernels::Loop2>& f,
                                      const Tensor& a, const Tensor& b, Taken taken) {
  const DType common = result_type({&a, &b}), t = taken.floating ? floating_type(common) : common;
  return run<kernels::Loop2, 2>(op, f, {a, b}, broadcast_shapes(op, a.shape(), b.shape()), t,
                                taken.asked ? DType::kBool : t, taken);
}

[[gnu::always_inline]] inline Tensor run_pair(const char* op,
                                              const kernels::PerType<kernels::Loop2>& f,
                                              const Tensor& a, const Tensor& b, Taken taken) {
  if (!taken.floating || is_floating(a.dtype()))
    if (const Tensor* model = plain(a, b)) {
      const Tensor &first = taken.swapped ? b : a, &second = taken.swapped ? a : b;
      const DType result = taken.asked ? DType::kBool : a.dtype();
      if (!detail::destination) [[likely]]
        return run_plain(op, f, *model, a.dtype(), result, first, second);
      if (Tensor y = run_destined(op, f, *model, a.dtype(), result, first, second); y.defined())
        return y;
    }
  return run_promoted(op, f, a, b, taken);
}

// One operand, taken as elements of type t.
[[gnu::always_inline]] inline Tensor run_one(const char* op,
                                             const kernels::PerType<kernels::Loop1>& f,
                                             const Tensor& x, DType t) {
  if (x.is_canonical() && x.dtype() == t) {
    if (!detail::destination) [[likely]]
      return run_plain(op, f, x, t, t, x);
    if (Tensor y = run_destined(op, f, x, t, t, x); y.defined()) return y;
  }
  return run<kernels::Loop1, 1>(op, f, {x}, x.shape(), t, t);
}

}  // namespace

DType result_type(std::initializer_list<const Tensor*> operands) {
  Rank tensors, scalars, numbers;
  for (const Tensor* x : operands) {
    if (x->impl()->is_number) {
      numbers.add(is_floating(x->dtype()) ? default_dtype() : x->dtype());
    } else {
      (x->dim() > 0 ? tensors : scalars).add(x->dtype());
    }
  }
  return *combine(tensors, combine(scalars, numbers.type));
}

Tensor widened(const Tensor& x) { return convert_to(x, computing(x.dtype())); }

Tensor convert_to(const Tensor& x, DType t) {
  if (x.dtype() == t) return x;
  Tensor y = empty_strided(x.shape(), like_strides(x), t);
  copy_into(y, x);
  return y;
}

Tensor operand(const Scalar& value, const Tensor& other) {
  // A number of a larger kind than the tensor decides the type, as result_type would.
  const bool larger = info(value.type()).category > info(other.dtype()).category;
  if (value.is_bool() || (!larger && !value.is_float() && !value.fits(other.dtype())))
    return number(value);
  const DType own = value.is_float() ? default_dtype() : value.type();
  // Beside a narrow floating type it stays as exact as what is computed with it.
  const DType beside = is_floating(other.dtype()) ? computing(other.dtype()) : other.dtype();
  Tensor x = empty({}, larger ? own : beside);
  value.write(x.dtype(), x.bytes());
  x.impl()->is_number = true;
  return x;
}

void check_fits(const char* op, const Scalar& value, DType t) {
  RG_CHECK(value.fits(t), RangeError, op, ": ", value, " is outside the range of ", t);
}

bool same_window(const Tensor& a, const Tensor& b) {
  if (a.bytes() != b.bytes() || a.dtype() != b.dtype()) return false;
  if (a.impl()->layout == b.impl()->layout) return true;
  return a.shape() == b.shape() && a.strides() == b.strides();
}

bool overlaps(const Tensor& y, const Tensor& x) {
  if (y.numel() == 0 || x.numel() == 0) return false;
  const auto [y_low, y_high] = span_of(y);
  const auto [x_low, x_high] = span_of(x);
  if (x_high <= y_low || y_high <= x_low) return false;
  return !same_window(y, x);
}

Tensor map1(const char* op, const kernels::PerType<kernels::Loop1>& f, const Tensor& x) {
  return run_one(op, f, x, x.dtype());
}

Tensor map1_floating(const char* op, const kernels::PerType<kernels::Loop1>& f, const Tensor& x) {
  return run_one(op, f, x, floating_type(x.dtype()));
}

Tensor map1(const char* op, const kernels::PerType<kernels::Loop1P>& f, const double* numbers,
            const Tensor& x) {
  return run<kernels::Loop1P, 1>(op, f, {x}, x.shape(), x.dtype(), x.dtype(), {}, numbers);
}

Tensor map2(const char* op, const kernels::PerType<kernels::Loop2P>& f, const double* numbers,
            const Tensor& a, const Tensor& b) {
  if (Tensor y = run_numbered(op, f, numbers, a, b); y.defined()) return y;
  const DType t = result_type({&a, &b});
  return run<kernels::Loop2P, 2>(op, f, {a, b}, broadcast_shapes(op, a.shape(), b.shape()), t, t,
                                 {}, numbers);
}

Tensor map3(const char* op, const kernels::PerType<kernels::Loop3P>& f, const double* numbers,
            const Tensor& a, const Tensor& b, const Tensor& c) {
  if (Tensor y = run_numbered(op, f, numbers, a, b, c); y.defined()) return y;
  const DType t = result_type({&a, &b, &c});
  const Dims shape = broadcast_shapes(op, broadcast_shapes(op, a.shape(), b.shape()), c.shape());
  return run<kernels::Loop3P, 3>(op, f, {a, b, c}, shape, t, t, {}, numbers);
}

Tensor map1_as(const char* op, const kernels::PerType<kernels::Loop1>& f, const Tensor& x,
               DType result) {
  return run<kernels::Loop1, 1>(op, f, {x}, x.shape(), x.dtype(), result);
}
Tensor map1_bool(const char* op, const kernels::PerType<kernels::Loop1>& f, const Tensor& x) {
  return map1_as(op, f, x, DType::kBool);
}

Tensor map2(const char* op, const kernels::PerType<kernels::Loop2>& f, const Tensor& a,
            const Tensor& b, bool unary) {
  return run_pair(op, f, a, b, {.unary = unary});
}

Tensor map2_exact(const char* op, const kernels::PerType<kernels::Loop2>& f, const Tensor& a,
                  const Tensor& b) {
  return run_pair(op, f, a, b, {.exact = true});
}

Tensor map2_floating(const char* op, const kernels::PerType<kernels::Loop2>& f, const Tensor& a,
                     const Tensor& b) {
  return run_pair(op, f, a, b, {.exact = true, .floating = true});
}

Tensor map2_bool(const char* op, const kernels::PerType<kernels::Loop2>& f, const Tensor& a,
                 const Tensor& b, bool swapped) {
  return run_pair(op, f, a, b, {.swapped = swapped, .asked = true});
}

Tensor map1_truth(const char* op, const kernels::PerType<kernels::Loop1>& f, const Tensor& x) {
  return run<kernels::Loop1, 1>(op, f, {x}, x.shape(), DType::kBool, DType::kBool);
}

Tensor map2_truth(const char* op, const kernels::PerType<kernels::Loop2>& f, const Tensor& a,
                  const Tensor& b) {
  return run<kernels::Loop2, 2>(op, f, {a, b}, broadcast_shapes(op, a.shape(), b.shape()),
                                DType::kBool, DType::kBool);
}

Tensor map3(const char* op, const kernels::PerType<kernels::Loop3>& f, const Tensor& a,
            const Tensor& b, const Tensor& c, bool unary) {
  if (const Tensor* model = unary || detail::destination ? nullptr : plain(b, c);
      model && joins(a, *model))
    return run_plain(op, f, *model, a.dtype(), a.dtype(), a, b, c);
  const DType t = result_type({&a, &b, &c});
  const Dims shape = broadcast_shapes(op, broadcast_shapes(op, a.shape(), b.shape()), c.shape());
  return run<kernels::Loop3, 3>(op, f, {a, b, c}, shape, t, t, {.unary = unary});
}

Tensor map_where(const char* op, const kernels::PerSize<kernels::Loop3>& f, const Tensor& cond,
                 const Tensor& a, const Tensor& b) {
  RG_CHECK(cond.dtype() == DType::kBool || cond.dtype() == DType::kUInt8, DTypeError, op,
           ": the condition must be bool or uint8, got ", cond.dtype());
  const DType t = result_type({&a, &b});
  const Dims shape = broadcast_shapes(op, cond.shape(), broadcast_shapes(op, a.shape(), b.shape()));
  check_number(op, a, t);
  check_number(op, b, t);
  const Tensor x = convert_to(a, t), z = convert_to(b, t);
  Tensor y = empty_strided(shape, result_strides(shape, {&cond, &x, &z}), t);
  run_loop(f[item_size(t)], y, cond, x, z);
  return y;
}

}  // namespace retrograd
