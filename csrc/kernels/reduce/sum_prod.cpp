#include "kernels/reduce/reduce_loops.h"

namespace retrograd::kernels::RG_ISA {

extern const SumProd sum_prod;
const SumProd sum_prod = {.sum = kValues<Sum, Count>, .prod = kValues<Prod, CountAll>};

}  // namespace retrograd::kernels::RG_ISA
