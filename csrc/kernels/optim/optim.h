// optim.h: one step of an optimizer over neighbouring elements, in one pass over all it touches.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

// at[0] is the parameter, at[1] the gradient, which alone is not written, at[2] and on the state in
// the order below; null for state that this run does without. The numbers count as elements of the
// type that the loop computes in; what each is, the enum of its optimizer says.
using UpdateLoop = void (*)(char* const* at, int64_t n, const double* numbers);

inline constexpr int kUpdateOperands = 5, kUpdateNumbers = 12;

// All begin with these: the gradient is taken as sign g + decay p. `decay` 0 adds nothing, not even
// the 0 p that is NaN for infinite p. The parameter is then multiplied by `shrink`.
enum UpdateNumber { kSign, kDecay, kShrink, kFirst };

// The means of the Adam family move by `weight`, the squares by 1 - beta2: m += weight (g - m),
// v = beta2 v + (1 - beta2) g^2. Products and quotients follow torch's order.
namespace sgd {  // momentum_buffer: b = momentum b + gain g
enum { kStep = kFirst, kMomentum, kGain, kNesterov, kCount };
}
namespace adam {  // exp_avg, exp_avg_sq, max_exp_avg_sq: p -= step m / (sqrt(v) scale + eps)
enum { kWeight = kFirst, kBeta2, kRest2, kStep, kScale, kEps, kCount };
}
namespace rmsprop {  // square_avg, momentum_buffer, grad_avg
enum { kAlpha = kFirst, kRest, kStep, kMomentum, kEps, kCount };
}
namespace adagrad {  // sum
enum { kStep = kFirst, kEps, kCount };
}
namespace adadelta {  // square_avg, acc_delta
enum { kRho = kFirst, kRest, kStep, kEps, kCount };
}
namespace adamax {  // exp_avg, exp_inf
enum { kWeight = kFirst, kBeta2, kStep, kEps, kCount };
}
namespace nadam {  // exp_avg, exp_avg_sq: p -= (by_grad g + by_mean m) / (sqrt(v / bias) + eps)
enum { kWeight = kFirst, kBeta2, kRest2, kBias, kByGrad, kByMean, kEps, kCount };
}
namespace radam {  // exp_avg, exp_avg_sq: p -= step m / bias (root / (sqrt(v) + eps) rect, or 1)
enum { kWeight = kFirst, kBeta2, kRest2, kBias, kStep, kRoot, kEps, kRect, kCount };
}
namespace rprop {  // prev, step_size
enum { kMinus = kFirst, kPlus, kLeast, kMost, kCount };
}
namespace asgd {  // ax: p = keep p - step g,  ax += mu (p - ax), or p for mu 1
enum { kKeep = kFirst, kStep, kMu, kCount };
}

struct Optim {
  PerType<UpdateLoop> sgd, adam, rmsprop, adagrad, adadelta, adamax, nadam, radam, rprop, asgd;
  PerType<double (*)(const char* x, int64_t n)> sum_of_squares;
};

const Optim& optim();

}  // namespace retrograd::kernels
