// The transcendental kernels against the C library's long double, at every level that runs here.
// One ulp is the distance between floats at the wanted value, the subnormal one below them.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include "kernels/dispatch.h"
#include "kernels/move/half_bits.h"
#include "kernels/pointwise/activation.h"
#include "kernels/pointwise/arithmetic.h"
#include "kernels/pointwise/loss.h"
#include "kernels/pointwise/unary.h"

namespace retrograd::kernels {
namespace {

constexpr double kWrong = 1e9;

template <class T>
constexpr DType kDType = std::is_same_v<T, float> ? DType::kFloat32 : DType::kFloat64;

template <class T>
char* bytes(T* p) {
  return reinterpret_cast<char*>(p);
}
template <class T>
const char* bytes(const T* p) {
  return reinterpret_cast<const char*>(p);
}

// Runs `body` at every level, and returns to the level of before.
template <class Body>
void at_every_level(Body body) {
  const Isa before = active_isa();
  for (Isa isa : {Isa::v2, Isa::v3, Isa::v4, Isa::neon}) {
    if (!has_isa(isa)) continue;
    SCOPED_TRACE(isa_name(isa));
    set_isa(isa);
    body();
  }
  set_isa(before);
}

template <class T>
double ulp_error(T got, long double want) {
  using Limits = std::numeric_limits<T>;
  if (std::isnan(want) || std::isnan(got)) return std::isnan(want) == std::isnan(got) ? 0 : kWrong;
  if (want == 0) return got == 0 && std::signbit(got) == std::signbit(want) ? 0 : kWrong;
  // Next to overflow, the greatest number and infinity are one ulp apart.
  const T rounded = static_cast<T>(want);
  const auto capped = [](T x) { return std::isinf(x) ? std::copysign(Limits::max(), x) : x; };
  if (std::isinf(got) || std::isinf(rounded))
    return got == rounded ? 0 : capped(got) == capped(rounded) ? 1 : kWrong;
  const int exponent = std::max(std::ilogb(want), Limits::min_exponent - 1);
  return static_cast<double>(std::fabs(got - want) /
                             std::ldexp(1.0L, exponent - Limits::digits + 1));
}

template <class T>
std::vector<T> special_values() {
  using Limits = std::numeric_limits<T>;
  std::vector<T> x;
  for (T size : {T(0), T(0.5), T(1), T(1.5), T(2), T(3), Limits::denorm_min(), Limits::min(),
                 Limits::max(), Limits::infinity(), Limits::quiet_NaN(),
                 T(1) - Limits::epsilon() / 2, T(1) + Limits::epsilon(), 1 / Limits::epsilon(),
                 std::log(Limits::max()), -std::log(Limits::denorm_min())})
    for (T value : {size, -size, std::nextafter(size, T(0)), std::nextafter(-size, T(0))})
      x.push_back(value);
  return x;
}

// Every 1009th float there is.
std::vector<float> sweep_float32() {
  std::vector<float> x = special_values<float>();
  for (uint64_t pattern = 0; pattern < uint64_t{1} << 32; pattern += 1009) {
    const uint32_t bits = static_cast<uint32_t>(pattern);
    float value;
    std::memcpy(&value, &bits, sizeof value);
    x.push_back(value);
  }
  return x;
}

// Doubles of every exponent, more of those where the functions do something, the neighbours of
// multiples of pi/2, and the double that comes closest to one (Kahan: 6381956970095103 2^797).
std::vector<double> sample_float64() {
  std::mt19937_64 random(20);
  std::uniform_real_distribution<double> unit(-1, 1);
  std::vector<double> x = special_values<double>();
  x.push_back(std::ldexp(6381956970095103.0, 797));
  for (int exponent = -1073; exponent < 1024; ++exponent)
    for (int i = 0; i < 100; ++i) x.push_back(std::ldexp(unit(random), exponent));
  for (double range : {1e-3, 1.0, 3.0, 30.0, 750.0, 1e6})
    for (int i = 0; i < 100'000; ++i) {
      x.push_back(range * unit(random));
      if (range < 1) x.push_back(1 + x.back());
    }
  for (int i = -3000; i < 3000; ++i) x.push_back(i * 1.5707963267948966);
  return x;
}

struct Function {
  const char* name;
  PerType<Loop1> Unary::*kernel;
  long double (*reference)(long double);
};

const Function kFunctions[] = {
    {"exp", &Unary::exp, std::exp},
    {"exp2", &Unary::exp2, std::exp2},
    {"expm1", &Unary::expm1, std::expm1},
    {"log", &Unary::log, std::log},
    {"log2", &Unary::log2, std::log2},
    {"log10", &Unary::log10, std::log10},
    {"log1p", &Unary::log1p, std::log1p},
    {"sin", &Unary::sin, std::sin},
    {"cos", &Unary::cos, std::cos},
    {"tan", &Unary::tan, std::tan},
    {"tanh", &Unary::tanh, std::tanh},
    {"erf", &Unary::erf, std::erf},
    {"sqrt", &Unary::sqrt, std::sqrt},
    {"rsqrt", &Unary::rsqrt, [](long double x) { return 1 / std::sqrt(x); }},
    {"sigmoid", &Unary::sigmoid,
     [](long double x) {
       return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x));
     }},
};

template <class T>
void expect_within_two_ulp(const Function& f, const std::vector<T>& x) {
  std::vector<long double> want(x.size());
  for (size_t i = 0; i < x.size(); ++i) want[i] = f.reference(x[i]);
  at_every_level([&] {
    std::vector<T> y(x.size());
    (unary().*f.kernel)[kDType<T>](bytes(y.data()), bytes(x.data()), std::ssize(x), sizeof(T),
                                   sizeof(T));
    double worst = 0;
    size_t at = 0;
    for (size_t i = 0; i < x.size(); ++i)
      if (const double error = ulp_error(y[i], want[i]); error > worst) worst = error, at = i;
    EXPECT_LE(worst, 2) << f.name << "(" << x[at] << ") gave " << y[at] << ", not " << want[at];
  });
}

class Math : public testing::TestWithParam<Function> {};

TEST_P(Math, float32_is_within_two_ulp_over_the_whole_domain) {
  static const std::vector<float> x = sweep_float32();
  expect_within_two_ulp(GetParam(), x);
}

TEST_P(Math, float64_is_within_two_ulp_at_every_exponent) {
  static const std::vector<double> x = sample_float64();
  expect_within_two_ulp(GetParam(), x);
}

// Tails and strided operands go other ways than whole vectors, and the bits may not tell; those of
// a NaN may.
template <class T>
void expect_same_bits(const std::vector<T>& y, const std::vector<T>& want, const char* what) {
  for (size_t i = 0; i < y.size(); ++i)
    EXPECT_TRUE(std::memcmp(&y[i], &want[i], sizeof(T)) == 0 ||
                (std::isnan(y[i]) && std::isnan(want[i])))
        << what << ": element " << i << " is " << y[i] << ", not " << want[i];
}

template <class T>
void expect_same_bits_wherever(const Function& f) {
  constexpr int64_t kSize = sizeof(T);
  SCOPED_TRACE(f.name);
  std::vector<T> x = special_values<T>();
  const int64_t n = std::ssize(x);
  const Loop1 loop = (unary().*f.kernel)[kDType<T>];
  std::vector<T> want(n), y(n);
  loop(bytes(want.data()), bytes(x.data()), n, kSize, kSize);

  for (int64_t i = 0; i < n; ++i) loop(bytes(&y[i]), bytes(&x[i]), 1, kSize, kSize);
  expect_same_bits(y, want, "one at a time");

  loop(bytes(&y[n - 1]), bytes(&x[n - 1]), n, -kSize, -kSize);
  expect_same_bits(y, want, "backward");

  std::vector<char> unaligned(n * kSize + 1), spread(n * 3 * kSize);
  std::memcpy(&unaligned[1], x.data(), n * kSize);
  loop(spread.data(), &unaligned[1], n, 3 * kSize, kSize);
  for (int64_t i = 0; i < n; ++i) std::memcpy(&y[i], &spread[i * 3 * kSize], kSize);
  expect_same_bits(y, want, "unaligned, spread out");

  loop(bytes(x.data()), bytes(x.data()), n, kSize, kSize);
  expect_same_bits(x, want, "in place");
}

TEST_P(Math, an_element_gets_the_same_bits_wherever_it_lies) {
  at_every_level([] {
    expect_same_bits_wherever<float>(GetParam());
    expect_same_bits_wherever<double>(GetParam());
  });
}

INSTANTIATE_TEST_SUITE_P(Functions, Math, testing::ValuesIn(kFunctions),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(MathOfOne, sqrt_of_float32_is_correctly_rounded) {
  std::vector<float> x = special_values<float>();
  for (uint32_t bits = 0; bits < 0x7f800000; bits += 211)
    x.push_back(__builtin_bit_cast(float, bits));
  std::vector<float> want(x.size()), y(x.size());
  for (size_t i = 0; i < x.size(); ++i) want[i] = std::sqrt(x[i]);
  at_every_level([&] {
    unary().sqrt[DType::kFloat32](bytes(y.data()), bytes(x.data()), std::ssize(x), 4, 4);
    expect_same_bits(y, want, "sqrt");
  });
}

// Every 2017th float there is through a kernel with numbers, at every level.
template <class Limit>
void expect_within(const char* name, PerType<Loop1P> Activation::*kernel,
                   double (*reference)(double), Limit limit) {
  std::vector<float> x;
  for (uint64_t bits = 0; bits < uint64_t{1} << 32; bits += 2017)
    x.push_back(__builtin_bit_cast(float, static_cast<uint32_t>(bits)));
  std::vector<float> y(x.size());
  const double numbers[] = {1, 20};  // of softplus, beta and threshold
  at_every_level([&] {
    (activation().*kernel)[DType::kFloat32](bytes(y.data()), bytes(x.data()), std::ssize(x), 4, 4,
                                            numbers);
    for (size_t i = 0; i < x.size(); ++i)
      ASSERT_LE(ulp_error<float>(y[i], reference(x[i])), limit(x[i]))
          << name << "(" << x[i] << ") gave " << y[i];
  });
}

TEST(MathOfOne, softplus_of_float32_is_within_two_ulp) {
  const auto softplus = [](double x) { return x > 20 ? x : std::log1p(std::exp(x)); };
  expect_within("softplus", &Activation::softplus, softplus, [](float) { return 2; });
}

TEST(MathOfOne, gelu_of_float32_is_within_two_ulp_where_it_is_looked_up_and_five_elsewhere) {
  const auto gelu = [](double x) {
    return std::isinf(x) ? std::max(x, -0.0) : x / 2 * std::erfc(-x * 0.70710678118654752);
  };
  expect_within("gelu", &Activation::gelu, gelu,
                [](float x) { return active_isa() == Isa::v4 && std::fabs(x) <= 5.9f ? 2 : 5; });
}

struct HalfFormat {
  DType dtype;
  int digits, least_exponent;
  double greatest;
  float (*to_float)(uint16_t);
};
double rounded_to(const HalfFormat& f, double x) {
  if (x == 0 || !std::isfinite(x)) return x;
  const int exponent = std::max(std::ilogb(x), f.least_exponent);
  const double ulp = std::ldexp(1.0, exponent - f.digits + 1);
  const double y = std::nearbyint(x / ulp) * ulp;
  return y > f.greatest ? std::numeric_limits<double>::infinity() : y;
}

// Of float16, two powers lie so near the middle of two numbers that they may go either way.
TEST(MathOfHalves, exp_of_every_half_is_rounded_right_wherever_it_lies) {
  const HalfFormat formats[] = {
      {DType::kBFloat16, 8, -126, 0x1.fep+127, [](uint16_t h) { return bfloat16_to_float(h); }},
      {DType::kFloat16, 11, -14, 65504, [](uint16_t h) { return float16_to_float(h); }}};
  std::vector<uint16_t> x(1 << 16), y(x.size());
  for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<uint16_t>(i);
  for (const HalfFormat& f : formats) {
    at_every_level([&] {
      const Loop1 loop = unary().exp[f.dtype];
      if (!loop) return;  // goes through float32 in blocks
      loop(bytes(y.data()), bytes(x.data()), std::ssize(x), 2, 2);
      int wrong = 0;
      for (size_t i = 0; i < x.size(); ++i) {
        const double got = f.to_float(y[i]), value = f.to_float(x[i]);
        const double want = rounded_to(f, std::exp(value));
        wrong += std::isnan(want) ? !std::isnan(got) : got != want;
        uint16_t alone;
        loop(bytes(&alone), bytes(&x[i]), 1, 2, 2);
        ASSERT_EQ(alone, y[i]) << value;
      }
      EXPECT_LE(wrong, f.dtype == DType::kFloat16 ? 2 : 0) << "of " << f.digits << " digits";
    });
  }
}

template <class T>
void expect_pow_within_two_ulp(T greatest_log) {
  std::mt19937_64 random(21);
  std::uniform_real_distribution<T> unit(-1, 1);
  std::vector<T> x, y;
  for (T a : special_values<T>())
    for (T b : special_values<T>()) x.push_back(a), y.push_back(b);
  // Results of every exponent: from x of every exponent, and from x near 1 with a large y.
  for (T spread : {greatest_log, T(10), T(0.01)})
    for (int i = 0; i < 100'000; ++i) {
      x.push_back(std::exp(spread * unit(random)));
      y.push_back(T(1.05) * greatest_log * unit(random) / std::log(x.back()));
    }
  for (int i = 0; i < 20'000; ++i)
    x.push_back(8 * unit(random)), y.push_back(std::round(40 * unit(random)));

  at_every_level([&] {
    std::vector<T> z(x.size());
    arithmetic().pow[kDType<T>](bytes(z.data()), bytes(x.data()), bytes(y.data()), std::ssize(x),
                                sizeof(T), sizeof(T), sizeof(T));
    for (size_t i = 0; i < x.size(); ++i) {
      const long double want = std::pow(static_cast<long double>(x[i]), y[i]);
      ASSERT_LE(ulp_error(z[i], want), 2)
          << "pow(" << x[i] << ", " << y[i] << ") gave " << z[i] << ", not " << want;
    }
  });
}

TEST(MathOfTwo, pow_is_within_two_ulp_and_has_the_special_cases_of_ieee) {
  expect_pow_within_two_ulp<float>(88);
  expect_pow_within_two_ulp<double>(709);
}

TEST(MathOfTwo, logit_loss_has_its_limits_at_infinity_and_keeps_nan) {
  constexpr float kInf = std::numeric_limits<float>::infinity();
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  const float x[] = {kInf, -kInf, kInf, -kInf, kNan, kNan, 0, kInf};
  const float t[] = {1, 0, 0, 1, 0, 1, kNan, kNan};
  at_every_level([&] {
    float y[8];
    loss().binary_cross_entropy_with_logits[DType::kFloat32](bytes(y), bytes(x), bytes(t), 8, 4, 4,
                                                             4);
    EXPECT_EQ(y[0], 0);
    EXPECT_EQ(y[1], 0);
    EXPECT_EQ(y[2], kInf);
    EXPECT_EQ(y[3], kInf);
    for (int i = 4; i < 8; ++i) EXPECT_TRUE(std::isnan(y[i])) << i;
  });
}

}  // namespace
}  // namespace retrograd::kernels
