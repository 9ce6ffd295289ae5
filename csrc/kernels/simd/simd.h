// simd.h: Vec<T>, as many T as one register of the instruction set being compiled holds.
//
// Vec is the compiler's own vector type, so + - * / & | ^ ~ << >> and comparisons work as written,
// and `mask ? a : b` selects. Comparisons give a Vec of integers, all ones where true.
// The only file with intrinsics. Everything is in an unnamed namespace: an object compiled for one
// instruction set may export nothing that the linker could merge into another.
#pragma once

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include "kernels/element.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#if defined(__AVX512F__)
#define RG_VECTOR_BYTES 64
#elif defined(__AVX2__)
#define RG_VECTOR_BYTES 32
#else
#define RG_VECTOR_BYTES 16
#endif

namespace retrograd::kernels::RG_ISA {
namespace {

template <class T, int bytes = RG_VECTOR_BYTES>
struct VecOf {
  typedef T type __attribute__((vector_size(bytes)));
};
template <class T>
using Vec = typename VecOf<T>::type;

template <class T>
inline constexpr int kLanes = RG_VECTOR_BYTES / static_cast<int>(sizeof(T));

// The signed integer as wide as T: what comparing two Vec<T> gives.
template <class T>
struct MaskOf {
  using type = decltype(Vec<T>{} == Vec<T>{});
};
template <class T>
using Mask = typename MaskOf<T>::type;

template <class T>
[[gnu::always_inline]] inline Vec<T> load(const T* p) {
  Vec<T> v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
template <class T>
[[gnu::always_inline]] inline void store(T* p, Vec<T> v) {
  std::memcpy(p, &v, sizeof v);
}
template <class T>
[[gnu::always_inline]] inline Vec<T> splat(T x) {
  return x - Vec<T>{};  // not Vec<T>{} + x, which loses the sign of -0
}
// The same bits as another vector type.
template <class To, class From>
[[gnu::always_inline]] inline To bits_as(From v) {
  static_assert(sizeof(To) == sizeof(From));
  To out;
  std::memcpy(&out, &v, sizeof out);
  return out;
}

// Lane i of the result is lane i ^ apart.
template <int apart, class V, int... i>
[[gnu::always_inline]] inline V swap_lanes(V v, std::integer_sequence<int, i...>) {
  return __builtin_shufflevector(v, v, (i ^ apart)...);
}
// As many lanes as there are i, from `first` on.
template <int first, class V, int... i>
[[gnu::always_inline]] inline auto some_lanes(V v, std::integer_sequence<int, i...>) {
  return __builtin_shufflevector(v, v, (first + i)...);
}
// All lanes joined into one by join(v, v), in the order of a binary tree. Where join takes vectors
// of any length, it gets shorter ones from step to step: that takes less time.
template <class T, int apart = kLanes<T> / 2, class V, class Join>
[[gnu::always_inline]] inline T join_all(V v, Join join) {
  if constexpr (apart == 0) {
    return v[0];
  } else {
    using Half = typename VecOf<T, apart * sizeof(T)>::type;
    if constexpr (sizeof(Half) >= 16 && std::is_invocable_v<Join, Half, Half>) {
      constexpr auto kHalf = std::make_integer_sequence<int, apart>();
      return join_all<T, apart / 2>(join(some_lanes<0>(v, kHalf), some_lanes<apart>(v, kHalf)),
                                    join);
    } else {
      constexpr auto kAll = std::make_integer_sequence<int, sizeof(V) / sizeof(T)>();
      return join_all<T, apart / 2>(join(v, swap_lanes<apart>(v, kAll)), join);
    }
  }
}

#if defined(__AVX512F__)
// Masks of all lanes: GCC 12 warns about its own unmasked forms (uninitialised __Y).
inline constexpr __mmask16 kAll16 = 0xffff;
inline constexpr __mmask8 kAll8 = 0xff;
inline constexpr __mmask32 kAll32 = 0xffffffff;
#endif

using VecF = Vec<float>;
using VecD = Vec<double>;

// Whether fma() rounds once.
#if defined(__FMA__) || defined(__aarch64__)
inline constexpr bool kFusedFma = true;
#else
inline constexpr bool kFusedFma = false;
#endif

// a b + c, in one rounding where the instruction set has it (v2 has not).
[[gnu::always_inline]] inline VecF fma(VecF a, VecF b, VecF c) {
#if defined(__AVX512F__)
  return _mm512_fmadd_ps(a, b, c);
#elif defined(__FMA__)
  return _mm256_fmadd_ps(a, b, c);
#elif defined(__aarch64__)
  return vfmaq_f32(c, a, b);
#else
  return a * b + c;
#endif
}
[[gnu::always_inline]] inline VecD fma(VecD a, VecD b, VecD c) {
#if defined(__AVX512F__)
  return _mm512_fmadd_pd(a, b, c);
#elif defined(__FMA__)
  return _mm256_fmadd_pd(a, b, c);
#elif defined(__aarch64__)
  return vfmaq_f64(c, a, b);
#else
  return a * b + c;
#endif
}

[[gnu::always_inline]] inline VecF sqrt(VecF x) {
#if defined(__AVX512F__)
  return _mm512_maskz_sqrt_ps(kAll16, x);
#elif defined(__AVX2__)
  return _mm256_sqrt_ps(x);
#elif defined(__x86_64__)
  return _mm_sqrt_ps(x);
#else
  return vsqrtq_f32(x);
#endif
}
[[gnu::always_inline]] inline VecD sqrt(VecD x) {
#if defined(__AVX512F__)
  return _mm512_maskz_sqrt_pd(kAll8, x);
#elif defined(__AVX2__)
  return _mm256_sqrt_pd(x);
#elif defined(__x86_64__)
  return _mm_sqrt_pd(x);
#else
  return vsqrtq_f64(x);
#endif
}

#if defined(__AVX512F__)
// x 2^n for whole n, in one rounding whatever the exponents.
[[gnu::always_inline]] inline VecF scale_by_power(VecF x, VecF n) {
  return _mm512_maskz_scalef_ps(kAll16, x, n);
}
[[gnu::always_inline]] inline VecD scale_by_power(VecD x, VecD n) {
  return _mm512_maskz_scalef_pd(kAll8, x, n);
}
#endif

// Whether a lane finds its entry of a table of eight in one instruction, by the low 3 bits.
template <class V>
inline constexpr bool kLookup8 = false;
#if RG_VECTOR_BYTES == 32
template <>
inline constexpr bool kLookup8<VecF> = true;
[[gnu::always_inline]] inline VecF lookup8(const float* table, Vec<uint32_t> index) {
  return _mm256_permutevar8x32_ps(load(table), bits_as<__m256i>(index));
}
#endif

// Whether functions of floats go by tables in registers: kernels/simd/lookup has them.
template <class V>
inline constexpr bool kLookup = false;

#if defined(__AVX512F__)
template <>
inline constexpr bool kLookup<VecF> = true;

// Of a table, one entry for each lane. Of an index the low 4 bits count, below the low 5.
[[gnu::always_inline]] inline VecF lookup16(const float* table, Vec<uint32_t> index) {
  return _mm512_maskz_permutexvar_ps(kAll16, bits_as<__m512i>(index), load(table));
}
[[gnu::always_inline]] inline VecF lookup32(const float* table, Vec<uint32_t> index) {
  return _mm512_maskz_permutex2var_ps(kAll16, load(table), bits_as<__m512i>(index),
                                      load(table + 16));
}
// |x| = m 2^e with m in [1, 2) gives e, subnormal or not: -infinity of 0, infinity of infinity.
[[gnu::always_inline]] inline VecF exponent_of(VecF x) { return _mm512_maskz_getexp_ps(kAll16, x); }
// And this the m, but NaN of what is below 0; 1 of 0 and of infinity.
[[gnu::always_inline]] inline VecF mantissa_of(VecF x) {
  return _mm512_maskz_getmant_ps(kAll16, x, _MM_MANT_NORM_1_2, _MM_MANT_SIGN_nan);
}
// y, or what log x is where x is not above 0 and finite.
[[gnu::always_inline]] inline VecF or_limit_of_log(VecF y, VecF x) {
  // For each kind of x from the last digit on, quiet and signaling NaN, 0, 1, -infinity, infinity,
  // below 0, above: 0 keeps y, 2 is x, 3 is NaN, 4 is -infinity and 5 is infinity.
  return _mm512_maskz_fixupimm_ps(kAll16, y, x, _mm512_set1_epi32(0x03530422), 0);
}
// y, or 1 where x is infinite.
[[gnu::always_inline]] inline VecF or_one(VecF y, VecF x) {
  return _mm512_maskz_fixupimm_ps(kAll16, y, x, _mm512_set1_epi32(0x00aa0000), 0);
}
[[gnu::always_inline]] inline VecF floor(VecF x) {
  return _mm512_maskz_roundscale_ps(kAll16, x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
}
// 1 / sqrt(x) and 1 / x to 2^-14.
[[gnu::always_inline]] inline VecF rsqrt_estimate(VecF x) {
  return _mm512_maskz_rsqrt14_ps(kAll16, x);
}
[[gnu::always_inline]] inline VecF reciprocal_estimate(VecF x) {
  return _mm512_maskz_rcp14_ps(kAll16, x);
}
#endif
// 1 / x within 1 ulp, for x of some size: a division of 16 floats takes as long as ten products.
[[gnu::always_inline]] inline VecF quick_reciprocal(VecF x) {
#if defined(__AVX512F__)
  const VecF v = reciprocal_estimate(x);
  return fma(v, fma(-x, v, splat(1.0f)), v);
#else
  return 1 / x;
#endif
}

// The nearest integer, ties to even.
[[gnu::always_inline]] inline VecF round_even(VecF x) {
#if defined(__AVX512F__)
  return _mm512_maskz_roundscale_ps(kAll16, x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#elif defined(__AVX2__)
  return _mm256_round_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#elif defined(__x86_64__)
  return _mm_round_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#else
  return vrndnq_f32(x);
#endif
}
[[gnu::always_inline]] inline VecD round_even(VecD x) {
#if defined(__AVX512F__)
  return _mm512_maskz_roundscale_pd(kAll8, x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#elif defined(__AVX2__)
  return _mm256_round_pd(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#elif defined(__x86_64__)
  return _mm_round_pd(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#else
  return vrndnq_f64(x);
#endif
}

// x, or the bound where x is beyond it. NaN stays, which is why the bound is the first operand of
// x86's max and min: they return the second one for NaN.
[[gnu::always_inline]] inline VecF at_least(VecF x, VecF bound) {
#if defined(__AVX512F__)
  return _mm512_maskz_max_ps(kAll16, bound, x);
#elif defined(__AVX2__)
  return _mm256_max_ps(bound, x);
#elif defined(__x86_64__)
  return _mm_max_ps(bound, x);
#else
  return x < bound ? bound : x;
#endif
}
[[gnu::always_inline]] inline VecD at_least(VecD x, VecD bound) {
#if defined(__AVX512F__)
  return _mm512_maskz_max_pd(kAll8, bound, x);
#elif defined(__AVX2__)
  return _mm256_max_pd(bound, x);
#elif defined(__x86_64__)
  return _mm_max_pd(bound, x);
#else
  return x < bound ? bound : x;
#endif
}
[[gnu::always_inline]] inline VecF at_most(VecF x, VecF bound) {
#if defined(__AVX512F__)
  return _mm512_maskz_min_ps(kAll16, bound, x);
#elif defined(__AVX2__)
  return _mm256_min_ps(bound, x);
#elif defined(__x86_64__)
  return _mm_min_ps(bound, x);
#else
  return x > bound ? bound : x;
#endif
}
[[gnu::always_inline]] inline VecD at_most(VecD x, VecD bound) {
#if defined(__AVX512F__)
  return _mm512_maskz_min_pd(kAll8, bound, x);
#elif defined(__AVX2__)
  return _mm256_min_pd(bound, x);
#elif defined(__x86_64__)
  return _mm_min_pd(bound, x);
#else
  return x > bound ? bound : x;
#endif
}

// True if any lane of a comparison is. T is the element type of what was compared.
template <class T>
[[gnu::always_inline]] inline bool any(Mask<T> mask) {
#if defined(__AVX512F__)
  return _mm512_test_epi32_mask(bits_as<__m512i>(mask), bits_as<__m512i>(mask)) != 0;
#elif defined(__AVX2__)
  return _mm256_movemask_epi8(bits_as<__m256i>(mask)) != 0;
#elif defined(__x86_64__)
  return _mm_movemask_epi8(bits_as<__m128i>(mask)) != 0;
#else
  return vmaxvq_u32(bits_as<uint32x4_t>(mask)) != 0;
#endif
}

// True in the lanes where x or y is NaN.
[[gnu::always_inline]] inline Mask<float> unordered(VecF x, VecF y) {
#if defined(__AVX512F__)
  return bits_as<Mask<float>>(_mm512_movm_epi32(_mm512_cmp_ps_mask(x, y, _CMP_UNORD_Q)));
#elif defined(__AVX2__)
  return bits_as<Mask<float>>(_mm256_cmp_ps(x, y, _CMP_UNORD_Q));
#elif defined(__x86_64__)
  return bits_as<Mask<float>>(_mm_cmpunord_ps(x, y));
#else
  return (x != x) | (y != y);
#endif
}
[[gnu::always_inline]] inline Mask<double> unordered(VecD x, VecD y) {
#if defined(__AVX512F__)
  return bits_as<Mask<double>>(_mm512_movm_epi64(_mm512_cmp_pd_mask(x, y, _CMP_UNORD_Q)));
#elif defined(__AVX2__)
  return bits_as<Mask<double>>(_mm256_cmp_pd(x, y, _CMP_UNORD_Q));
#elif defined(__x86_64__)
  return bits_as<Mask<double>>(_mm_cmpunord_pd(x, y));
#else
  return (x != x) | (y != y);
#endif
}

// A VecF as two VecD, and back.
struct Wide {
  VecD low, high;
};
[[gnu::always_inline]] inline Wide widen(VecF x) {
#if defined(__AVX512F__)
  return {_mm512_maskz_cvtps_pd(kAll8, _mm512_maskz_extractf32x8_ps(kAll8, x, 0)),
          _mm512_maskz_cvtps_pd(kAll8, _mm512_maskz_extractf32x8_ps(kAll8, x, 1))};
#elif defined(__AVX2__)
  return {_mm256_cvtps_pd(_mm256_castps256_ps128(x)), _mm256_cvtps_pd(_mm256_extractf128_ps(x, 1))};
#elif defined(__x86_64__)
  return {_mm_cvtps_pd(x), _mm_cvtps_pd(_mm_movehl_ps(x, x))};
#else
  return {vcvt_f64_f32(vget_low_f32(x)), vcvt_high_f64_f32(x)};
#endif
}
// Whether it is better to widen elements on their way from memory: halves of a register take up to
// twice as long.
#if defined(__AVX512F__)
constexpr bool kWidensLoads = true;
[[gnu::always_inline]] inline Wide load_wide(const float* p) {
  return {_mm512_maskz_cvtps_pd(kAll8, _mm256_loadu_ps(p)),
          _mm512_maskz_cvtps_pd(kAll8, _mm256_loadu_ps(p + 8))};
}
#elif defined(__AVX2__)
constexpr bool kWidensLoads = true;
[[gnu::always_inline]] inline Wide load_wide(const float* p) {
  return {_mm256_cvtps_pd(_mm_loadu_ps(p)), _mm256_cvtps_pd(_mm_loadu_ps(p + 4))};
}
#else
constexpr bool kWidensLoads = false;
[[gnu::always_inline]] inline Wide load_wide(const float* p) { return widen(load(p)); }
#endif
[[gnu::always_inline]] inline VecF narrow(Wide x) {
#if defined(__AVX512F__)
  return _mm512_insertf32x8(_mm512_castps256_ps512(_mm512_maskz_cvtpd_ps(kAll8, x.low)),
                            _mm512_maskz_cvtpd_ps(kAll8, x.high), 1);
#elif defined(__AVX2__)
  return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm256_cvtpd_ps(x.low)),
                              _mm256_cvtpd_ps(x.high), 1);
#elif defined(__x86_64__)
  return _mm_movelh_ps(_mm_cvtpd_ps(x.low), _mm_cvtpd_ps(x.high));
#else
  return vcvt_high_f32_f64(vcvt_f32_f64(x.low), x.high);
#endif
}

// kLanes<float> neighbours from float16 to float, and back, rounded to nearest, ties to even.
#if defined(__AVX512F__)
#define RG_HAS_FLOAT16 1
using HalfLanes = __m256i;
[[gnu::always_inline]] inline VecF widened_float16(HalfLanes h) {
  return _mm512_maskz_cvtph_ps(kAll16, h);
}
[[gnu::always_inline]] inline HalfLanes narrowed_float16(VecF x) {
  return _mm512_maskz_cvtps_ph(kAll16, x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}
#elif defined(__F16C__)
#define RG_HAS_FLOAT16 1
using HalfLanes = __m128i;
[[gnu::always_inline]] inline VecF widened_float16(HalfLanes h) { return _mm256_cvtph_ps(h); }
[[gnu::always_inline]] inline HalfLanes narrowed_float16(VecF x) {
  return _mm256_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT);
}
#elif defined(__aarch64__)
#define RG_HAS_FLOAT16 1
using HalfLanes = float16x4_t;
[[gnu::always_inline]] inline VecF widened_float16(HalfLanes h) { return vcvt_f32_f16(h); }
[[gnu::always_inline]] inline HalfLanes narrowed_float16(VecF x) { return vcvt_f16_f32(x); }
#endif

// kLanes<int32_t> neighbours as int32, those of uint16 filled up with zeros.
#if defined(__AVX512F__)
[[gnu::always_inline]] inline Vec<int32_t> widened_lanes(const int8_t* p) {
  return bits_as<Vec<int32_t>>(
      _mm512_maskz_cvtepi8_epi32(kAll16, _mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
}
[[gnu::always_inline]] inline Vec<int32_t> widened_lanes(const int16_t* p) {
  return bits_as<Vec<int32_t>>(
      _mm512_maskz_cvtepi16_epi32(kAll16, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))));
}
[[gnu::always_inline]] inline Vec<int32_t> widened_lanes(const uint16_t* p) {
  return bits_as<Vec<int32_t>>(
      _mm512_maskz_cvtepu16_epi32(kAll16, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))));
}
#elif defined(__AVX2__)
[[gnu::always_inline]] inline Vec<int32_t> widened_lanes(const int8_t* p) {
  return bits_as<Vec<int32_t>>(
      _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
}
[[gnu::always_inline]] inline Vec<int32_t> widened_lanes(const int16_t* p) {
  return bits_as<Vec<int32_t>>(
      _mm256_cvtepi16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
}
[[gnu::always_inline]] inline Vec<int32_t> widened_lanes(const uint16_t* p) {
  return bits_as<Vec<int32_t>>(
      _mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
}
#elif defined(__x86_64__)
[[gnu::always_inline]] inline Vec<int32_t> widened_lanes(const int8_t* p) {
  int32_t four;
  std::memcpy(&four, p, sizeof four);
  return bits_as<Vec<int32_t>>(_mm_cvtepi8_epi32(_mm_cvtsi32_si128(four)));
}
[[gnu::always_inline]] inline Vec<int32_t> widened_lanes(const int16_t* p) {
  return bits_as<Vec<int32_t>>(
      _mm_cvtepi16_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
}
[[gnu::always_inline]] inline Vec<int32_t> widened_lanes(const uint16_t* p) {
  return bits_as<Vec<int32_t>>(
      _mm_cvtepu16_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
}
#else
template <class T>
[[gnu::always_inline]] inline Vec<int32_t> widened_lanes(const T* p) {
  return Vec<int32_t>{p[0], p[1], p[2], p[3]};
}
#endif

#if defined(__AVX512BW__)
#define RG_ROUNDS_BFLOAT16 1
// The word in every lane. Of floats the compiler keeps constants in memory; of integers it makes
// them anew by two instructions wherever registers are few.
[[gnu::always_inline]] inline __m512i in_memory(uint32_t word) {
  return _mm512_castps_si512(_mm512_set1_ps(__builtin_bit_cast(float, word)));
}
// The floats of a and of b rounded to bfloat16, one of the first, one of the second in turn.
// `a_upper` has the upper halves of a in the lower ones. REQUIRES: none is NaN.
[[gnu::always_inline]] inline Vec<uint16_t> rounded_in_turn(__m512i a, __m512i a_upper, __m512i b) {
  // In turn: the upper halves, and what is rounded away.
  constexpr int kSelect = 0xca, kOrAnd = 0xf8;  // a ? b : c,  a | (b & c)
  const __m512i second = _mm512_set1_epi32(-0x10000);
  const __m512i upper = _mm512_ternarylogic_epi32(second, b, a_upper, kSelect);
  const __m512i lower =
      _mm512_ternarylogic_epi32(second, _mm512_maskz_slli_epi32(kAll16, b, 16), a, kSelect);
  // Up where that is above the middle; the last bit of the upper half decides a tie.
  const __m512i rest = _mm512_ternarylogic_epi32(lower, upper, in_memory(0x00010001), kOrAnd);
  const __mmask32 up = _mm512_cmpgt_epu16_mask(rest, in_memory(0x80008000));
  return bits_as<Vec<uint16_t>>(_mm512_mask_sub_epi16(upper, up, upper, _mm512_set1_epi16(-1)));
}
[[gnu::always_inline]] inline Vec<uint16_t> rounded_in_turn(VecF a, VecF b) {
  const auto words = bits_as<__m512i>(a);
  return rounded_in_turn(words, _mm512_maskz_srli_epi32(kAll16, words, 16), bits_as<__m512i>(b));
}
// Those at p: read two bytes beside itself a word need not be shifted; a second such read would
// take longer than that.
[[gnu::always_inline]] inline Vec<uint16_t> rounded_in_turn(const char* p) {
  return rounded_in_turn(_mm512_loadu_si512(p), _mm512_loadu_si512(p + 2),
                         _mm512_loadu_si512(p + 64));
}
// The same in order.
[[gnu::always_inline]] inline Vec<uint16_t> rounded_bfloat16(const char* p) {
  const Vec<uint16_t> places = {0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30,
                                1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31};
  return bits_as<Vec<uint16_t>>(_mm512_maskz_permutexvar_epi16(
      kAll32, bits_as<__m512i>(places), bits_as<__m512i>(rounded_in_turn(p))));
}
[[gnu::always_inline]] inline Vec<int16_t> at_most(Vec<int16_t> x, int16_t bound) {
  return bits_as<Vec<int16_t>>(
      _mm512_maskz_min_epi16(kAll32, bits_as<__m512i>(x), _mm512_set1_epi16(bound)));
}
[[gnu::always_inline]] inline Vec<uint16_t> at_most(Vec<uint16_t> x, uint16_t bound) {
  return bits_as<Vec<uint16_t>>(_mm512_maskz_min_epu16(
      kAll32, bits_as<__m512i>(x), _mm512_set1_epi16(static_cast<int16_t>(bound))));
}
[[gnu::always_inline]] inline bool any_nan(VecF a, VecF b) {
  return _mm512_cmp_ps_mask(a, b, _CMP_UNORD_Q) != 0;
}
[[gnu::always_inline]] inline bool any_nan(VecF a, VecF b, VecF c, VecF d) {
  return !_kortestz_mask16_u8(_mm512_cmp_ps_mask(a, b, _CMP_UNORD_Q),
                              _mm512_cmp_ps_mask(c, d, _CMP_UNORD_Q));
}
#else
// The upper halves of the 2 kLanes<float> words of a and b.
[[gnu::always_inline]] inline Vec<uint16_t> upper_halves(Vec<uint32_t> a, Vec<uint32_t> b) {
#if defined(__AVX2__)
  const __m256i packed = _mm256_packus_epi32(bits_as<__m256i>(a >> 16), bits_as<__m256i>(b >> 16));
  return bits_as<Vec<uint16_t>>(_mm256_permute4x64_epi64(packed, 0xd8));
#elif defined(__x86_64__)
  return bits_as<Vec<uint16_t>>(
      _mm_packus_epi32(bits_as<__m128i>(a >> 16), bits_as<__m128i>(b >> 16)));
#else
  return vcombine_u16(vshrn_n_u32(a, 16), vshrn_n_u32(b, 16));
#endif
}
#endif

[[gnu::always_inline]] inline VecF abs(VecF x) {
  return bits_as<VecF>(bits_as<Vec<int32_t>>(x) & 0x7fffffff);
}
[[gnu::always_inline]] inline VecD abs(VecD x) {
  return bits_as<VecD>(bits_as<Vec<int64_t>>(x) & 0x7fffffffffffffff);
}
// |magnitude| with the sign of `sign`. REQUIRES: magnitude >= 0 or NaN.
[[gnu::always_inline]] inline VecF with_sign(VecF magnitude, VecF sign) {
  return bits_as<VecF>(bits_as<Vec<uint32_t>>(magnitude) |
                       (bits_as<Vec<uint32_t>>(sign) & uint32_t{1} << 31));
}
[[gnu::always_inline]] inline VecD with_sign(VecD magnitude, VecD sign) {
  return bits_as<VecD>(bits_as<Vec<uint64_t>>(magnitude) |
                       (bits_as<Vec<uint64_t>>(sign) & uint64_t{1} << 63));
}

// True if not every lane is in [low, high), as NaN is not; below, if not every |lane| <= limit, and
// if some lane is below it, as NaN is not. At 512 bits the compiler would make lanes of the
// comparison's bits, and bits of the lanes. REQUIRES: low > 0.
#if defined(__AVX512F__)
[[gnu::always_inline]] inline bool any_outside(VecF x, float low, float high) {
  const auto from = __builtin_bit_cast(uint32_t, low), to = __builtin_bit_cast(uint32_t, high);
  const Vec<uint32_t> above = bits_as<Vec<uint32_t>>(x) - from;
  return _mm512_cmpge_epu32_mask(bits_as<__m512i>(above), _mm512_set1_epi32(to - from)) != 0;
}
[[gnu::always_inline]] inline bool any_outside(VecD x, double low, double high) {
  const __mmask8 above = _mm512_cmp_pd_mask(x, splat(low), _CMP_GE_OQ);
  return _mm512_mask_cmp_pd_mask(above, x, splat(high), _CMP_LT_OQ) != 0xff;
}
[[gnu::always_inline]] inline bool any_beyond(VecF x, float limit) {
  return _mm512_cmp_ps_mask(abs(x), splat(limit), _CMP_NLE_UQ) != 0;
}
[[gnu::always_inline]] inline bool any_beyond(VecD x, double limit) {
  return _mm512_cmp_pd_mask(abs(x), splat(limit), _CMP_NLE_UQ) != 0;
}
[[gnu::always_inline]] inline bool any_below(VecF x, float limit) {
  return _mm512_cmp_ps_mask(x, splat(limit), _CMP_LT_OQ) != 0;
}
[[gnu::always_inline]] inline bool any_below(VecD x, double limit) {
  return _mm512_cmp_pd_mask(x, splat(limit), _CMP_LT_OQ) != 0;
}
#else
template <class T>
[[gnu::always_inline]] inline bool any_outside(Vec<T> x, T low, T high) {
  return any<T>(~((x >= low) & (x < high)));
}
template <class T>
[[gnu::always_inline]] inline bool any_beyond(Vec<T> x, T limit) {
  return any<T>(~(abs(x) <= limit));
}
template <class T>
[[gnu::always_inline]] inline bool any_below(Vec<T> x, T limit) {
  return any<T>(x < limit);
}
#endif

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
