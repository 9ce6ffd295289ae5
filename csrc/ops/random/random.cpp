#include "ops/random/random.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <numbers>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "core/loop/loop.h"
#include "graph/view.h"
#include "kernels/move/convert.h"
#include "kernels/move/narrow.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

Generator& stream(const AnyGenerator& generator) {
  static Generator& common = *default_generator().detach();
  return generator ? *generator : common;
}

// The dimensions of x in the order of its memory, nearest elements last.
SmallVec<size_t, 8> memory_order(const Tensor& x) {
  SmallVec<size_t, 8> order;
  for (size_t d = 0; d < x.shape().size(); ++d) order.push_back(d);
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return x.strides()[a] > x.strides()[b]; });
  return order;
}
Tensor in_memory_order(const Tensor& x) {
  Dims shape, strides;
  for (size_t d : memory_order(x)) {
    shape.push_back(x.shape()[d]);
    strides.push_back(x.strides()[d]);
  }
  return alias(x, std::move(shape), std::move(strides));
}

using Normals = Generator::Normals;

// One distribution: fill() writes n elements of type kType, normals in one of the ways that torch
// makes them. Real numbers (kReal) are drawn as float or double instead.
struct UniformDraw {
  static constexpr const char* name = "Uniform";
  static constexpr bool kReal = true;
  double from, to;
  // What rounds to the end of the interval, which is not in it, becomes the start.
  void rounded(const Tensor& y) const {
    if (from < to) copy_into(y, where(eq(y, to), operand(from, y), y));
  }
  template <std::floating_point T>
  void fill(Generator& g, T* y, int64_t n, Normals) const {
    g.uniform(y, n, from, to);
  }
};
struct NormalDraw {
  static constexpr const char* name = "Normal";
  static constexpr bool kReal = true;
  double mean, std;
  template <std::floating_point T>
  void fill(Generator& g, T* y, int64_t n, Normals kind) const {
    g.normal(y, n, mean, std, kind);
  }
};
struct ExponentialDraw {
  static constexpr const char* name = "Exponential";
  static constexpr bool kReal = true;
  double rate;
  template <std::floating_point T>
  void fill(Generator& g, T* y, int64_t n, Normals) const {
    g.exponential(y, n, rate);
  }
};
// Those that torch draws in double, whatever the type, are made of doubles in place.
template <class F>
void each_double(char* y, int64_t n, F f) {
  auto* values = reinterpret_cast<double*>(y);
  for (int64_t i = 0; i < n; ++i) values[i] = f(values[i]);
}
struct CauchyDraw {
  static constexpr const char* name = "Cauchy";
  static constexpr DType kType = DType::kFloat64;
  double median, sigma;
  void fill(Generator& g, char* y, int64_t n, DType) const {
    g.uniform(reinterpret_cast<double*>(y), n);
    each_double(y, n,
                [&](double u) { return median + sigma * std::tan(std::numbers::pi * (u - 0.5)); });
  }
};
struct LogNormalDraw {
  static constexpr const char* name = "LogNormal";
  static constexpr DType kType = DType::kFloat64;
  double mean, std;
  void fill(Generator& g, char* y, int64_t n, DType) const {
    g.normal(reinterpret_cast<double*>(y), n, mean, std, Normals::kOneByOne);
    each_double(y, n, [](double x) { return std::exp(x); });
  }
};
struct GeometricDraw {
  static constexpr const char* name = "Geometric";
  static constexpr DType kType = DType::kFloat64;
  double p;
  void fill(Generator& g, char* y, int64_t n, DType) const {
    g.uniform(reinterpret_cast<double*>(y), n);
    const double failure = std::log1p(-p);
    each_double(y, n, [&](double u) { return std::ceil(std::log(u) / failure); });
  }
};
struct BernoulliDraw {
  static constexpr const char* name = "Bernoulli";
  static constexpr DType kType = DType::kBool;
  double p;
  void fill(Generator& g, char* y, int64_t n, DType) const {
    g.bernoulli(reinterpret_cast<bool*>(y), n, p);
  }
};
struct IntegerDraw {
  static constexpr const char* name = "Random";
  static constexpr DType kType = DType::kInt64;
  int64_t low;
  uint64_t range;
  void fill(Generator& g, char* y, int64_t n, DType) const {
    g.integers(reinterpret_cast<int64_t*>(y), n, low, range);
  }
};

struct FullIntegerDraw {
  static constexpr const char* name = "Random";
  static constexpr DType kType = DType::kInt64;
  void fill(Generator& g, char* y, int64_t n, DType t) const {
    g.all_integers(reinterpret_cast<int64_t*>(y), n, t);
  }
};

// Draws into y, which is contiguous: of another type block by block, each converted on its way out.
template <class Draw>
void fill_elements(const Tensor& y, const Draw& draw, Generator& g) {
  const DType t = y.dtype(), wide = computing(t);
  if (t == Draw::kType) return draw.fill(g, y.bytes(), y.numel(), t);
  constexpr int64_t kBlock = 1024, kPoll = 128 * kBlock;
  alignas(64) char drawn[kBlock * item_size(Draw::kType)], converted[kBlock * 8];
  const kernels::Loop1 convert = kernels::convert().convert[Draw::kType][wide];
  for (int64_t begin = 0; begin < y.numel(); begin += kBlock) {
    if (begin > 0 && begin % kPoll == 0) check_interrupt();
    const int64_t n = std::min(kBlock, y.numel() - begin);
    char* out = y.bytes() + begin * y.item_bytes();
    draw.fill(g, drawn, n, t);
    convert(t == wide ? out : converted, drawn, n, item_size(wide), item_size(Draw::kType));
    if (t != wide) kernels::narrow().narrow[t](out, converted, n, y.item_bytes(), item_size(wide));
  }
}

// x := random numbers,  dy/dx = 0
template <class Draw>
struct Overwrite {
  static constexpr const char* name = Draw::name;
  static constexpr auto jvp = Jvp::kSymmetric;
  static Tensor forward(Ctx<Overwrite>*, const Tensor&, const Draw& draw,
                        const AnyGenerator& generator, const Tensor& out) {
    fill(out, draw, generator);
    out.storage().bump_version();
    return out;
  }
  static void fill(const Tensor& out, const Draw& draw, const AnyGenerator& generator) {
    const LongWork outside(out.numel() >= kLongDraw);
    const Tensor run = in_memory_order(out);
    // Real numbers of a narrow type are drawn in the wider one and rounded.
    const bool rounded = is_narrow(out.dtype()) && requires { draw.kReal; };
    const DType t = rounded ? computing(out.dtype()) : out.dtype();
    const bool in_place = run.is_contiguous() && is_aligned(run) && !rounded;
    const Tensor y = in_place ? run : retrograd::empty(run.shape(), t);
    const Normals kind = !out.is_contiguous() ? Normals::kOneByOne
                         : rounded            ? Normals::kNarrow
                                              : Normals::kBlocks;
    if constexpr (!requires { draw.kReal; })
      fill_elements(y, draw, stream(generator));
    else if (t == DType::kFloat64)
      draw.fill(stream(generator), y.data<double>(), y.numel(), kind);
    else
      draw.fill(stream(generator), y.data<float>(), y.numel(), kind);
    if (!in_place) copy_into(run, y);
    if constexpr (requires { draw.rounded(out); })
      if (rounded) draw.rounded(run);
  }
  static Grads<1> backward(const Ctx<Overwrite>&, const Tensor& grad) { return {zeros_like(grad)}; }
};

// y = 1 with probability p,  dy/dp = 0
struct Bernoulli {
  static constexpr const char* name = "Bernoulli";
  static constexpr auto jvp = Jvp::kSymmetric;
  static Tensor forward(Ctx<Bernoulli>*, const Tensor& p, const AnyGenerator& generator) {
    Tensor u = retrograd::empty(p.shape(), computing(p.dtype()));
    uniform_(u, 0, 1, generator);
    return convert_to(lt(u, p), p.dtype());
  }
  static Grads<1> backward(const Ctx<Bernoulli>&, const Tensor& grad) { return {zeros_like(grad)}; }
};

// x := 1 with probability p, else 0,  dy/dx = dy/dp = 0
struct BernoulliFill {
  static constexpr const char* name = "Bernoulli";
  static constexpr auto jvp = Jvp::kSymmetric;
  static const char* node_name(const Ctx<BernoulliFill>&) { return "BernoulliBackward1"; }
  static Tensor forward(Ctx<BernoulliFill>*, const Tensor&, const Tensor& p,
                        const AnyGenerator& generator, const Tensor& out) {
    if (out.numel() == 0) return out;
    Dims strides(out.shape().size());
    Tensor u = retrograd::empty(in_memory_order(out).shape(), computing(p.dtype()));
    size_t k = 0;
    for (size_t d : memory_order(out)) strides[d] = u.strides()[k++];
    uniform_(u, 0, 1, generator);
    copy_into(out, lt(alias(u, out.shape(), strides), p));
    out.storage().bump_version();
    return out;
  }
  static Grads<2> backward(const Ctx<BernoulliFill>&, const Tensor& grad) {
    const Tensor zero = zeros_like(grad);
    return {zero, zero};
  }
};

// An empty tensor of another type needs no numbers.
void check_floating(const char* op, DType t, bool empty = false) {
  RG_CHECK(is_floating(t) || empty, NotImplementedError, op, ": not implemented for ", t,
           "; give a floating dtype, or convert with .to()");
}
bool is_empty(const Dims& shape) { return count(shape) == 0; }

// A number with no more digits than its type has.
std::string shown(const Tensor& x) {
  const double value = x.item().to_double();
  char text[32];
  char* const end = text + sizeof text;
  const auto written = x.dtype() == DType::kFloat64
                           ? std::to_chars(text, end, value)
                           : std::to_chars(text, end, static_cast<float>(value));
  return {text, written.ptr};
}

void check_probabilities(const char* op, const Tensor& p) {
  check_floating(op, p.dtype(), p.numel() == 0);
  // Neither holds for NaN.
  RG_CHECK(p.numel() == 0 || (min(p).item().to_double() >= 0 && max(p).item().to_double() <= 1),
           DomainError, op, ": every probability must be in [0, 1]; got ", shown(min(p)), "..",
           shown(max(p)));
}

// A bound that the type t rounds away from 0, past what may be drawn, moves back to a number before
// it that t holds, so that no result reaches `high`.
int64_t rounded_bound(int64_t bound, int64_t sign, DType t) {
  const int64_t inside = bound - sign;
  if (std::abs(static_cast<double>(inside)) > largest(t)) return bound;
  const auto rounded = static_cast<__int128>(Scalar(inside).as(t).to_double());  // 2^63 is no int64
  if (sign > 0 ? rounded < bound : rounded >= bound) return bound;
  const uint64_t size = inside < 0 ? -static_cast<uint64_t>(inside) : static_cast<uint64_t>(inside);
  const int spare = 64 - __builtin_clzll(size) - digits(t);
  return static_cast<int64_t>(rounded - sign * (__int128{1} << spare));
}

IntegerDraw integers(const char* op, int64_t low, int64_t high, DType t) {
  RG_CHECK(low < high, DomainError, op, ": expects 'low' to be less than 'high', but got ", low,
           " and ", high);
  if (is_floating(t)) {
    low = rounded_bound(low, -1, t);
    high = rounded_bound(high, 1, t);
  }
  RG_CHECK(low < high, DomainError, op, ": ", t, " has no whole number from 'low' to below 'high'");
  const auto holds = [&](int64_t x) {
    return is_floating(t) ? std::abs(static_cast<double>(x)) <= largest(t) : Scalar(x).fits(t);
  };
  const bool fits = t == DType::kBool ? low >= 0 && high <= 2 : holds(low) && holds(high - 1);
  RG_CHECK(fits, RangeError, op, ": ", low, "..", high - 1, " does not fit ", t);
  return {low, static_cast<uint64_t>(high) - static_cast<uint64_t>(low)};
}

// A new tensor filled, which nobody has written to yet.
template <class Draw>
Tensor filled(Tensor x, const Draw& draw, const AnyGenerator& generator) {
  Overwrite<Draw>::fill(x, draw, generator);
  return x;
}

}  // namespace

Tensor rand(const Dims& shape, std::optional<DType> dtype, const AnyGenerator& generator) {
  const DType t = dtype.value_or(default_dtype());
  check_floating("rand", t);
  check_shape("rand", shape);
  return filled(empty(shape, t), UniformDraw{0, 1}, generator);
}
Tensor randn(const Dims& shape, std::optional<DType> dtype, const AnyGenerator& generator) {
  const DType t = dtype.value_or(default_dtype());
  check_shape("randn", shape);
  check_floating("randn", t, is_empty(shape));
  return filled(empty(shape, t), NormalDraw{0, 1}, generator);
}
Tensor rand_like(const Tensor& x, std::optional<DType> dtype, const AnyGenerator& generator) {
  check_floating("rand_like", dtype.value_or(x.dtype()));
  return filled(empty_like(x, dtype), UniformDraw{0, 1}, generator);
}
Tensor randn_like(const Tensor& x, std::optional<DType> dtype, const AnyGenerator& generator) {
  check_floating("randn_like", dtype.value_or(x.dtype()), x.numel() == 0);
  return filled(empty_like(x, dtype), NormalDraw{0, 1}, generator);
}

Tensor randint(int64_t low, int64_t high, const Dims& shape, std::optional<DType> dtype,
               const AnyGenerator& generator) {
  const DType t = dtype.value_or(DType::kInt64);
  const IntegerDraw draw = integers("randint", low, high, t);
  check_shape("randint", shape);
  return filled(empty(shape, t), draw, generator);
}
Tensor randint_like(const Tensor& x, int64_t low, int64_t high, std::optional<DType> dtype,
                    const AnyGenerator& generator) {
  const IntegerDraw draw = integers("randint_like", low, high, dtype.value_or(x.dtype()));
  return filled(empty_like(x, dtype), draw, generator);
}

Tensor randperm(int64_t n, std::optional<DType> dtype, const AnyGenerator& generator) {
  const DType t = dtype.value_or(DType::kInt64);
  RG_CHECK(n >= 0, ShapeError, "randperm: n must be non-negative, got ", n);
  RG_CHECK(t != DType::kBool, NotImplementedError, "randperm: not implemented for bool");
  RG_CHECK(n == 0 || Scalar(n - 1).fits(t), RangeError, "randperm: ", n - 1, " does not fit ", t);
  const Tensor y = empty({n}, t);
  const LongWork outside(n >= kLongDraw);
  const Tensor order = t == DType::kInt64 ? y : empty({n}, DType::kInt64);
  stream(generator).permutation(order.data<int64_t>(), n);
  if (!order.same(y)) copy_into(y, order);
  return y;
}

Tensor bernoulli(const Tensor& p, const AnyGenerator& generator) {
  check_probabilities("bernoulli", p);
  if (!is_floating(p.dtype())) return empty_like(p);
  return record<Bernoulli>(p, generator);
}

Tensor& uniform_(Tensor& x, double from, double to, const AnyGenerator& generator) {
  check_floating("uniform_", x.dtype());
  RG_CHECK(std::abs(from) <= largest(x.dtype()) && std::abs(to) <= largest(x.dtype()), DomainError,
           "uniform_: the bounds ", from, " and ", to, " are out of bounds for ", x.dtype());
  RG_CHECK(from <= to && to - from <= largest(x.dtype()), DomainError,
           "uniform_: expects from <= to and "
           "to - from within ",
           x.dtype(), ", but got from=", from, " and to=", to);
  record_inplace<Overwrite<UniformDraw>>("uniform_", x, UniformDraw{from, to}, generator);
  return x;
}
Tensor& normal_(Tensor& x, double mean, double std, const AnyGenerator& generator) {
  check_floating("normal_", x.dtype(), x.numel() == 0);
  RG_CHECK(std >= 0, DomainError, "normal_: expects std >= 0, but got ", std);
  record_inplace<Overwrite<NormalDraw>>("normal_", x, NormalDraw{mean, std}, generator);
  return x;
}
Tensor& exponential_(Tensor& x, double rate, const AnyGenerator& generator) {
  check_floating("exponential_", x.dtype(), x.numel() == 0);
  RG_CHECK(rate > 0, DomainError, "exponential_: expects a rate > 0, but got ", rate);
  record_inplace<Overwrite<ExponentialDraw>>("exponential_", x, ExponentialDraw{rate}, generator);
  return x;
}
Tensor& cauchy_(Tensor& x, double median, double sigma, const AnyGenerator& generator) {
  check_floating("cauchy_", x.dtype());
  RG_CHECK(sigma > 0, DomainError, "cauchy_: expects sigma > 0, but got ", sigma);
  record_inplace<Overwrite<CauchyDraw>>("cauchy_", x, CauchyDraw{median, sigma}, generator);
  return x;
}
Tensor& log_normal_(Tensor& x, double mean, double std, const AnyGenerator& generator) {
  check_floating("log_normal_", x.dtype());
  RG_CHECK(std > 0, DomainError, "log_normal_: expects std > 0, but got ", std);
  record_inplace<Overwrite<LogNormalDraw>>("log_normal_", x, LogNormalDraw{mean, std}, generator);
  return x;
}
Tensor& geometric_(Tensor& x, double p, const AnyGenerator& generator) {
  RG_CHECK(x.dtype() != DType::kBool, NotImplementedError, "geometric_: not implemented for bool");
  RG_CHECK(p > 0 && p < 1, DomainError, "geometric_: expects p to be in (0, 1), but got ", p);
  record_inplace<Overwrite<GeometricDraw>>("geometric_", x, GeometricDraw{p}, generator);
  return x;
}
Tensor& bernoulli_(Tensor& x, double p, const AnyGenerator& generator) {
  RG_CHECK(p >= 0 && p <= 1, DomainError, "bernoulli_: expects p to be in [0, 1], but got ", p);
  record_inplace<Overwrite<BernoulliDraw>>("bernoulli_", x, BernoulliDraw{p}, generator);
  return x;
}
Tensor& bernoulli_(Tensor& x, const Tensor& p, const AnyGenerator& generator) {
  RG_CHECK(can_broadcast(p.shape(), x.shape()), ShapeError, "bernoulli_: probabilities of shape ",
           p.shape(), " do not broadcast to ", x.shape());
  check_probabilities("bernoulli_", p);
  record_inplace<BernoulliFill>("bernoulli_", x, p, generator);
  return x;
}
Tensor& random_(Tensor& x, int64_t low, int64_t high, const AnyGenerator& generator) {
  record_inplace<Overwrite<IntegerDraw>>("random_", x, integers("random_", low, high, x.dtype()),
                                         generator);
  return x;
}
Tensor& random_from_(Tensor& x, int64_t low, const AnyGenerator& generator) {
  const DType t = x.dtype();
  const uint64_t most = (uint64_t{1} << digits(t)) - (is_floating(t) ? 0 : 1);
  const int64_t high = static_cast<int64_t>(most);
  const bool fits = t == DType::kBool ? low >= 0
                    : is_floating(t)  ? std::abs(static_cast<double>(low)) <= largest(t)
                                      : Scalar(low).fits(t);
  RG_CHECK(fits, RangeError, "random_: ", low, " does not fit ", t);
  const int64_t from = is_floating(t) ? rounded_bound(low, -1, t) : low;
  RG_CHECK(from <= high, DomainError, "random_: expects 'from' to be at most ", high,
           ", the largest integer up to which ", t, " holds all, but got ", low);
  record_inplace<Overwrite<IntegerDraw>>(
      "random_", x, IntegerDraw{from, most - static_cast<uint64_t>(from) + 1}, generator);
  return x;
}
Tensor& random_(Tensor& x, const AnyGenerator& generator) {
  record_inplace<Overwrite<FullIntegerDraw>>("random_", x, FullIntegerDraw{}, generator);
  return x;
}

}  // namespace retrograd::ops
