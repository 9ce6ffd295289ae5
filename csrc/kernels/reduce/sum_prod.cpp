#include "kernels/reduce/reduce_loops.h"

namespace retrograd::kernels::RG_ISA {

namespace {

constexpr PerType<ReduceFn> kNorm = per_type<ReduceFn>([](auto e) -> ReduceFn {
  if constexpr (e.kKind == 2)
    return reduce_view<Norm<typename decltype(e)::Type>>;
  else
    return nullptr;
});

}  // namespace

extern const SumProd sum_prod;
const SumProd sum_prod = {
    .sum = kValues<Sum, Count>, .prod = kValues<Prod, CountAll>, .norm = kNorm};

}  // namespace retrograd::kernels::RG_ISA
