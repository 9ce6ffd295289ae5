#include "kernels/reduce/reduce_loops.h"

namespace retrograd::kernels::RG_ISA {

extern const AnyAll any_all;
const AnyAll any_all = {.any = kValues<Any, Any<uint8_t>>, .all = kValues<All, All<uint8_t>>};

}  // namespace retrograd::kernels::RG_ISA
