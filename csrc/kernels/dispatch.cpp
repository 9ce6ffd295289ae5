#include "kernels/dispatch.h"

#include <cstdlib>
#include <cstring>

#include "base/check.h"
#include "kernels/convolution/convolution.h"
#include "kernels/distance/distance.h"
#include "kernels/layer/attention.h"
#include "kernels/layer/norm.h"
#include "kernels/layer/pad.h"
#include "kernels/layer/recurrent.h"
#include "kernels/linalg/factor.h"
#include "kernels/linalg/spectral.h"
#include "kernels/loss/ctc.h"
#include "kernels/matrix/matmul.h"
#include "kernels/move/convert.h"
#include "kernels/move/gather.h"
#include "kernels/move/masked.h"
#include "kernels/move/narrow.h"
#include "kernels/move/scatter_add.h"
#include "kernels/optim/optim.h"
#include "kernels/pointwise/activation.h"
#include "kernels/pointwise/arithmetic.h"
#include "kernels/pointwise/compare.h"
#include "kernels/pointwise/loss.h"
#include "kernels/pointwise/ranges.h"
#include "kernels/pointwise/unary.h"
#include "kernels/pool/pool.h"
#include "kernels/reduce/moments.h"
#include "kernels/reduce/reduce.h"
#include "kernels/reduce/softmax.h"
#include "kernels/resample/resample.h"
#include "kernels/scan/scan.h"
#include "kernels/sort/sort.h"
#include "kernels/special/bessel.h"
#include "kernels/special/blend.h"
#include "kernels/special/digits.h"
#include "kernels/special/gamma.h"
#include "kernels/special/normal.h"
#include "kernels/special/special.h"

#define RG_FAMILIES(X)       \
  X(Activation, activation)  \
  X(Arithmetic, arithmetic)  \
  X(Bessel, bessel)          \
  X(Blend, blend)            \
  X(Digits, digits)          \
  X(Distance, distance)      \
  X(Special, special)        \
  X(Spectral, spectral)      \
  X(Gamma, gamma)            \
  X(Normal, normal)          \
  X(Unary, unary)            \
  X(Compare, compare)        \
  X(Convert, convert)        \
  X(Factor, factor)          \
  X(Convolve, convolve)      \
  X(Ctc, ctc)                \
  X(Gather, gather)          \
  X(Loss, loss)              \
  X(Masked, masked)          \
  X(Matmul, matmul)          \
  X(Moments, moments)        \
  X(Narrow, narrow)          \
  X(Attention, attention)    \
  X(Norm, norm)              \
  X(Optim, optim)            \
  X(Pad, pad)                \
  X(Pool, pool)              \
  X(Ranges, ranges)          \
  X(Recurrent, recurrent)    \
  X(Resample, resample)      \
  X(Scan, scan)              \
  X(Sort, sort)              \
  X(ScatterAdd, scatter_add) \
  X(SumProd, sum_prod)       \
  X(Extremes, extremes)      \
  X(AnyAll, any_all)         \
  X(Softmax, softmax)

namespace retrograd::kernels {

#define RG_DECLARE(Family, family) extern const Family family;
#define RG_MEMBER(Family, family) const Family* family;
#define RG_ADDRESS(Family, family) .family = &level::family,

namespace {
struct Tables {
  RG_FAMILIES(RG_MEMBER)
};
}  // namespace

#ifdef RETROGRAD_HAS_V2
namespace v2 {
RG_FAMILIES(RG_DECLARE)
}
#endif
#ifdef RETROGRAD_HAS_V3
namespace v3 {
RG_FAMILIES(RG_DECLARE)
}
#endif
#ifdef RETROGRAD_HAS_V4
namespace v4 {
RG_FAMILIES(RG_DECLARE)
}
#endif
#ifdef RETROGRAD_HAS_NEON
namespace neon {
RG_FAMILIES(RG_DECLARE)
}
#endif

namespace {

const Tables* tables_of(Isa isa) {
  switch (isa) {
#ifdef RETROGRAD_HAS_V2
    case Isa::v2: {
      namespace level = v2;
      static constexpr Tables tables = {RG_FAMILIES(RG_ADDRESS)};
      return &tables;
    }
#endif
#ifdef RETROGRAD_HAS_V3
    case Isa::v3: {
      namespace level = v3;
      static constexpr Tables tables = {RG_FAMILIES(RG_ADDRESS)};
      return &tables;
    }
#endif
#ifdef RETROGRAD_HAS_V4
    case Isa::v4: {
      namespace level = v4;
      static constexpr Tables tables = {RG_FAMILIES(RG_ADDRESS)};
      return &tables;
    }
#endif
#ifdef RETROGRAD_HAS_NEON
    case Isa::neon: {
      namespace level = neon;
      static constexpr Tables tables = {RG_FAMILIES(RG_ADDRESS)};
      return &tables;
    }
#endif
    default:
      return nullptr;
  }
}

constexpr Isa kLevels[] = {Isa::v4, Isa::v3, Isa::v2, Isa::neon};

// The level that the environment asks for; null if it asks for none that can be had.
const Isa* wanted_isa() {
  const char* name = std::getenv("RETROGRAD_ISA");
  for (const Isa& isa : kLevels)
    if (name && has_isa(isa) && std::strcmp(name, isa_name(isa)) == 0) return &isa;
  return nullptr;
}

// The level that the environment asks for where it can be had, else the best one.
Isa initial_isa() {
  if (const Isa* wanted = wanted_isa()) return *wanted;
  for (Isa isa : kLevels)
    if (has_isa(isa)) return isa;
  return Isa::v2;
}

struct Active {
  Isa isa = initial_isa();
  const Tables* tables = tables_of(isa);
};
Active active;

}  // namespace

bool has_isa(Isa isa) { return tables_of(isa) && isa <= best_isa(); }

const char* ignored_isa_setting() {
  const char* name = std::getenv("RETROGRAD_ISA");
  return name && *name && !wanted_isa() ? name : nullptr;
}

Isa active_isa() { return active.isa; }

void set_isa(Isa isa) {
  RG_CHECK(has_isa(isa), ValueError, "set_isa: ", isa_name(isa),
           " was not compiled, or this machine does not run it; its best is ",
           isa_name(best_isa()));
  active = {isa, tables_of(isa)};
}

#define RG_ACCESSOR(Family, family) \
  const Family& family() { return *active.tables->family; }
RG_FAMILIES(RG_ACCESSOR)

}  // namespace retrograd::kernels
