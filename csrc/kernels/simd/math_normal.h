// math_normal.h: the normal distribution and the inverse of the error function, made as the
// functions of math.h are. These are long, so loops call them. Some of floats go by doubles.
#pragma once

#include "kernels/simd/math_special.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// Beyond, 1 / (x sqrt(pi)) (1 - 1 / (2 x^2) + 3 / (4 x^4) - ...).
[[gnu::always_inline]] inline VecD erfcx_far(VecD x) {
  const VecD q = 0.564189583547756286948 / x, w = 0.5 / (x * x);
  const VecD tail = poly(w, -1, 3, -15, 105, -945, 10395);
  return fma(q * w, tail, q);
}
[[gnu::noinline]] VecD erfcx(VecD x) {
  const Pair<VecD> q = erfcx_pair(clamp(x, 0.25, 28));
  const VecD v = clamp(x, -28, 0.25);
  const Pair<VecD> square = exact_product(v, v);
  const VecD near = exp_of_pair(square.hi, square.lo) * (1 - erf(v));
  const VecD y = x < 28 ? q.hi + q.lo : erfcx_far(x);
  return x < 0.25 ? near : y;
}

// x / sqrt(2) as hi + lo.
[[gnu::always_inline]] inline Pair<VecD> over_root_two(VecD x) {
  constexpr double kHi = 0x1.6a09e667f3bcdp-1, kLo = -0x1.bdd3413b26456p-55;
  Pair<VecD> z = exact_product(x, all<VecD>(kHi));
  z.lo += x * kLo;
  return quick_sum(z.hi, z.lo);
}
// (1 + erf(x / sqrt(2))) / 2: below -1/2, e^(-x^2 / 2) erfcx(-x / sqrt(2)) / 2.
[[gnu::noinline]] VecD ndtr(VecD x) {
  const VecD v = clamp(-x, 0.5, 39);
  const Pair<VecD> z = over_root_two(v), q = erfcx_pair(z.hi, z.lo);
  const Pair<VecD> square = exact_product(v, v);
  const VecD tail = exp_product(square.hi * -0.5, square.lo * -0.5, {q.hi * 0.5, q.lo * 0.5});
  const VecD near = fma(erf(x * 0.707106781186547524), all<VecD>(0.5), all<VecD>(0.5));
  return x < -0.5 ? tail : near;
}
// log ndtr(x): from 0 on by 1 - ndtr(-x), below -1 by log erfcx, which underflows for no x.
[[gnu::noinline]] VecD log_ndtr(VecD x) {
  const VecD v = -x;
  const Pair<VecD> z = over_root_two(clamp(v, 0.5, 39)), q = erfcx_pair(z.hi, z.lo);
  const VecD scaled = v < 39 ? q.hi : erfcx_far(v * 0.707106781186547524);
  const VecD half_square = v * v * 0.5;
  const VecD tail = log(scaled * 0.5) + (v < 39 ? q.lo / q.hi : VecD{}) - half_square;
  const VecD p = ndtr(x > 0 ? v : x);
  return x > 0 ? log1p(-p) : x < -1 ? tail : log(p);
}

// erfinv(x) / x with z = x^2, |x| <= 1/2.
[[gnu::always_inline]] inline Pair<VecD> erfinv_near(VecD z) {  // 2^-61.8
  return led(0x1.c5bf891b4ef6bp-1, -3.79820162408e-17,
             z * poly(z, 0.232013666534654111, 0.127556175305710881, 0.0865521292284197611,
                      0.0649596185432635365, 0.0517312528471700846, 0.0428374130710667552,
                      0.0364546915975660474, 0.0318171726478763126, 0.0269390901619793011,
                      0.031056170251649316, -0.00194785426413933074, 0.0882911314852403826,
                      -0.0977867915926635089, 0.120818535939962782));
}
// The x of which erfc is y, over s = sqrt(-log y), for s in [0.83, 2.75], [2.75, 8.5] and
// [8.5, 27.4].
[[gnu::always_inline]] inline Pair<VecD> erfc_inverse_first(VecD s) {  // 2^-64.3
  const VecD t = (s - 1.5) / (s + 1.5);
  return led(0x1.86d0763eb4b45p-1, -5.18190013952e-17,
             t * poly(t, 0.552448745388219724, -0.40549023560556264, 0.0260631989548429807,
                      0.172724808780020894, -0.153053907732242555, 0.0138508161693891058,
                      0.0916094414053691941, -0.0926429249864222896, 0.0149632477723957002,
                      0.0577904537966320624, -0.0666522704124564779, 0.0161648901447697541,
                      0.0394811500708152399, -0.0519826062307133666, 0.0170140534950021563,
                      0.0282178252469153773, -0.0430612194766981349, 0.0154537942196376889,
                      0.024684624220938713, -0.0268275793242751565));
}
[[gnu::always_inline]] inline Pair<VecD> erfc_inverse_second(VecD s) {  // 2^-58.4
  const VecD t = (s - 4.8) / (s + 4.8);
  return led(0x1.e7ede6ad536fap-1, -4.59373724752e-17,
             t * poly(t, 0.145767454579244131, -0.207912339380542938, 0.216200795900651895,
                      -0.20003376405447416, 0.167005091967778233, -0.12557768359381041,
                      0.0810881982437477455, -0.0385657622864061678, 0.00130475495781627582,
                      0.0281913683472455102, -0.0487601448076615436, 0.0600178384813232624,
                      -0.062434371814004555, 0.057382875722064999, -0.0481240478188400268,
                      0.0340926960549135106, -0.00766817663556832065, -0.0124275448797009424));
}
[[gnu::always_inline]] inline Pair<VecD> erfc_inverse_third(VecD s) {  // 2^-59.9
  const VecD t = (s - 15) / (s + 15);
  return led(0x1.fc427eb134203p-1, -3.5708701488e-17,
             t * poly(t, 0.0248153611290214195, -0.0408631597560621381, 0.0511476017462266554,
                      -0.058618833955219229, 0.0638497333910213132, -0.0674180093666735814,
                      0.0695692327816467831, -0.0705561208167598696, 0.0705253897964631746,
                      -0.0696303992915629158, 0.0679760853428627435, -0.0656622157571153961,
                      0.0628288702282634471, -0.0597619219816905876, 0.0557392303415604973,
                      -0.0489615335134884801, 0.046884199104893357, -0.0587768333693978695,
                      0.0468931602247890259));
}
[[gnu::always_inline]] inline Pair<VecD> select(Mask<double> which, Pair<VecD> a, Pair<VecD> b) {
  return {which ? a.hi : b.hi, which ? a.lo : b.lo};
}
// REQUIRES: 0 < y <= 1/2, or NaN. kSmall: y may be less than 2^-72.
template <bool kSmall>
[[gnu::always_inline]] inline Pair<VecD> erfc_inverse(VecD y) {
  const Pair<VecD> l = log_pair(y), root = pair_sqrt({-l.hi, -l.lo});
  const VecD s = root.hi;
  Pair<VecD> ratio = select(s < 2.75, erfc_inverse_first(s), erfc_inverse_second(s));
  if constexpr (kSmall) ratio = select(s < 8.5, ratio, erfc_inverse_third(s));
  return pair_product(root, ratio);
}
[[gnu::noinline]] VecD erfinv_far(VecD size) {
  const Pair<VecD> y = erfc_inverse<false>(clamp(1 - size, 0x1p-54, 0.5));
  return size < 1 ? y.hi + y.lo : size == 1 ? splat(kInf<VecD>) : splat(kNan<VecD>);
}
[[gnu::noinline]] VecD erfinv(VecD x) {
  const VecD size = abs(x);
  const Pair<VecD> ratio = erfinv_near(size * size);
  const VecD near = fma(size, ratio.hi, size * ratio.lo);
  const auto far = ~(size <= 0.5);
  if (any<double>(far)) [[unlikely]]
    return with_sign(far ? erfinv_far(size) : near, x);
  return with_sign(near, x);
}
// The x of which ndtr is p: sqrt(2) erfinv(2 p - 1), and by erfc beside 0 and 1.
[[gnu::noinline]] VecD ndtri(VecD p) {
  const VecD m = p < 0.5 ? p : 1 - p, twice = (p - 0.5) * 2;
  const Pair<VecD> near = pair_product({twice, VecD{}}, erfinv_near(twice * twice));
  const Pair<VecD> tail = erfc_inverse<true>(clamp(m + m, 0x1p-1074, 0.5));
  const Pair<VecD> far = {p < 0.5 ? -tail.hi : tail.hi, p < 0.5 ? -tail.lo : tail.lo};
  const Pair<VecD> root = {all<VecD>(0x1.6a09e667f3bcdp+0), all<VecD>(-0x1.bdd3413b26456p-54)};
  const Pair<VecD> y = pair_product(root, select(m < 0.25, far, near));
  const VecD end = p == 0 ? splat(-kInf<VecD>) : p == 1 ? splat(kInf<VecD>) : splat(kNan<VecD>);
  return m > 0 ? y.hi + y.lo : end;
}

[[gnu::always_inline]] inline VecF erfcx(VecF x) {
  return by_doubles(x, [](VecD v) { return erfcx(v); });
}
[[gnu::always_inline]] inline VecF ndtr(VecF x) {
  if constexpr (!kFusedFma) return by_doubles(x, [](VecD v) { return ndtr(v); });
  constexpr float kHi = 0x1.6a09e6p-1f, kLo = 0x1.9fcef4p-27f;  // 1 / sqrt(2)
  const VecF size = abs(x), v = clamp(size, 0.5f, 14.3f);
  const Pair<VecF> square = exact_product(v, v);
  const VecF z = v * kHi;
  const Pair<VecF> q = erfcx_pair(z, fma(v, all<VecF>(kHi), -z) + v * kLo);
  const VecF tail = exp_product(square.hi * -0.5f, square.lo * -0.5f, {q.hi * 0.5f, q.lo * 0.5f});
  const VecF near = fma(erf_of_small(x * kHi), all<VecF>(0.5), all<VecF>(0.5));
  return size < 0.5f ? near : x < 0 ? tail : 1 - tail;
}
[[gnu::always_inline]] inline VecF log_ndtr(VecF x) {
  return by_doubles(x, [](VecD v) { return log_ndtr(v); });
}
// sqrt(-log y) as hi + lo, for normal y <= 1/2. REQUIRES: kFusedFma.
[[gnu::always_inline]] inline Pair<VecF> root_of_log(VecF y) {
  using F = Format<VecF>;
  const LogArgument<VecF> a = reduce_log_normal(y);
  const VecF half_square = a.f * a.f * 0.5f;
  const Pair<VecF> first = quick_sum(a.k * -F::kLn2Hi, -a.f);
  const VecF small = fma(a.k, all<VecF>(F::kLn2Lo), log_tail(a.f, half_square));
  const Pair<VecF> l = quick_sum(first.hi, first.lo + (half_square - small));
  const VecF s = sqrt(l.hi);
  return {s, (fma(-s, s, l.hi) + l.lo) * 0.5f / s};
}
// Up to where it is 1/2 by erfinv_near, beyond by the x of which erfc is y: each a factor times the
// rest, of which a change of s makes 1.3 times as much, 1.6 to 1.1.
[[gnu::always_inline]] inline VecF erfinv(VecF x) {
  if constexpr (!kFusedFma) return by_doubles(x, [](VecD v) { return erfinv(v); });
  const VecF size = abs(x), z = size * size;
  const Pair<VecF> s = root_of_log(clamp(1 - size, 0x1p-25f, 0.5f));
  const VecF t = (s.hi - 1.5f) / (s.hi + 1.5f);
  const VecF near = z * poly(z, 0.23201313623, 0.12758595488, 0.085930491801, 0.071038975989,
                             0.022215005587, 0.10799255577);  // 2^-29.1
  const VecF far =
      t * poly(t, 0.55244880832, -0.40549029019, 0.02605502328, 0.1727344598, -0.15276545971,
               0.013313182974, 0.08798526995, -0.082597444635, 0.024675591252);  // 2^-28.3
  const auto is_near = size <= 0.525f;
  const Pair<VecF> sum = quick_sum(is_near ? all<VecF>(0x1.c5bf8ap-1) : all<VecF>(0x1.86d076p-1),
                                   is_near ? near : far);
  const VecF lo = sum.lo + (is_near ? all<VecF>(-2.5088493e-8) : all<VecF>(7.4821256e-9));
  const VecF factor = is_near ? size : s.hi, factor_lo = is_near ? VecF{} : s.lo * 1.3f;
  const VecF y = fma(factor, sum.hi, fma(factor, lo, factor_lo * sum.hi));
  return with_sign(size < 1 ? y : size == 1 ? splat(kInf<VecF>) : splat(kNan<VecF>), x);
}
[[gnu::always_inline]] inline VecF ndtri(VecF x) {
  return by_doubles(x, [](VecD v) { return ndtri(v); });
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
