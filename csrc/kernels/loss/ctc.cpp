#include "kernels/loss/ctc.h"

#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kStep = kLanes<double>;
static_assert(kStep <= kCtcPad);

// e^x for x <= 0, or NaN: below 2^-1010 it is 0. Most rows hold a -inf, which exp() goes a longer
// way for.
[[gnu::always_inline]] inline VecD exp_or_nothing(VecD x) {
  const VecD y = exp_plain(at_least(x, all<VecD>(-700)));
  return x < -700 ? VecD{} : y;
}

// The largest of the three is taken out first, so that nothing overflows; of none it is 0.
void step(const CtcStep& t) {
  for (int64_t s = 0; s < t.n; s += kStep) {
    const VecD a = load(t.before.value + s), b = load(t.before.value + s + t.way);
    const VecD c = load(t.before.value + s + 2 * t.way) + load(t.skip + s);
    const VecD largest = at_least(at_least(a, b), c);
    const VecD m = largest == -kInf<VecD> ? VecD{} : largest;
    const VecD p = exp_or_nothing(a - m), q = exp_or_nothing(b - m), r = exp_or_nothing(c - m);
    const VecD total = p + q + r;
    const VecD y = log(total) + m;
    store(t.sum.value + s, y);
    store(t.y.value + s, y + load(t.lp.value + s));
    if (!t.y.slope) continue;
    const double* d = t.before.slope + s;
    const VecD moved = p * load(d) + q * load(d + t.way) + r * load(d + 2 * t.way);
    const VecD slope = total == 0 ? VecD{} : moved / total;
    store(t.sum.slope + s, slope);
    store(t.y.slope + s, slope + load(t.lp.slope + s));
  }
}

void posterior(double* y, CtcRow a, CtcRow b, double loss, double loss_slope, int64_t n) {
  for (int64_t s = 0; s < n; s += kStep) {
    const VecD p = -exp_or_nothing(load(a.value + s) + load(b.value + s) + loss);
    store(y + s, a.slope ? p * (load(a.slope + s) + load(b.slope + s) + loss_slope) : p);
  }
}

}  // namespace

extern const Ctc ctc;
constinit const Ctc ctc = {.step = step, .posterior = posterior};

}  // namespace retrograd::kernels::RG_ISA
