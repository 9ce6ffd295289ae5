#include "kernels/convolution/convolution.h"

#include "kernels/convolution/across.h"
#include "kernels/convolution/correlate.h"
#include "kernels/convolution/weight_sum.h"
#include "kernels/convolution/winograd.h"

namespace retrograd::kernels::RG_ISA {

extern const Convolve convolve;
const Convolve convolve = {.correlate_float = correlate<float>,
                           .correlate_double = correlate<double>,
                           .correlate_int64 = correlate<uint64_t>,
                           .correlate_across = correlate_across<float>,
                           .weight_sum_float = weight_sum<float>,
                           .weight_sum_double = weight_sum<double>,
                           .winograd = winograd<float>};

}  // namespace retrograd::kernels::RG_ISA
