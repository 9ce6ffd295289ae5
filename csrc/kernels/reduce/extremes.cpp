#include "kernels/reduce/reduce_index.h"

namespace retrograd::kernels::RG_ISA {

extern const Extremes extremes;
const Extremes extremes = {.max = kValues<Max, Any<uint8_t>>,
                           .min = kValues<Min, All<uint8_t>>,
                           .max_index = kIndices<Max>,
                           .min_index = kIndices<Min>};

}  // namespace retrograd::kernels::RG_ISA
