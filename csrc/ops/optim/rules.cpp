#include "ops/optim/rules.h"

#include <cmath>
#include <cstring>

#include "base/check.h"

namespace retrograd::ops {
namespace {

namespace k = kernels;

// How the gradient is taken, by the usual settings: decay adds to it, or shrinks the parameter.
void begin(double* numbers, bool maximize, double decay, bool apart = false, double rate = 0) {
  numbers[k::kSign] = maximize ? -1 : 1;
  numbers[k::kDecay] = apart ? 0 : decay;
  numbers[k::kShrink] = apart ? 1 - rate * decay : 1;
}

// The scalars of torch are tensors of one element, so what is computed with is rounded to their
// type.
double rounded(const StepNumbers& at, double x) { return at.single ? static_cast<float>(x) : x; }
double advance(StepNumbers& at) { return at.scalar[0] = rounded(at, at.scalar[0] + 1); }

constexpr StateEntry kStepCount = {"step"};

namespace sgd {
enum { kLr, kMomentum, kDampening, kDecay, kNesterov, kMaximize, kSettings };
void prepare(const double* s, StepNumbers& at, double* to) {
  begin(to, s[kMaximize], s[kDecay]);
  to[k::sgd::kStep] = s[kLr];
  to[k::sgd::kMomentum] = at.fresh ? 0 : s[kMomentum];
  to[k::sgd::kGain] = at.fresh ? 1 : 1 - s[kDampening];
  to[k::sgd::kNesterov] = s[kNesterov] ? s[kMomentum] : 0;
}
}  // namespace sgd

namespace adam {
enum { kLr, kBeta1, kBeta2, kEps, kDecay, kAmsgrad, kApart, kMaximize, kSettings };
void prepare(const double* s, StepNumbers& at, double* to) {
  const double step = advance(at);
  begin(to, s[kMaximize], s[kDecay], s[kApart], s[kLr]);
  to[k::adam::kWeight] = 1 - s[kBeta1];
  to[k::adam::kBeta2] = s[kBeta2];
  to[k::adam::kRest2] = 1 - s[kBeta2];
  to[k::adam::kStep] = s[kLr] / (1 - std::pow(s[kBeta1], step));
  to[k::adam::kScale] = 1 / std::sqrt(1 - std::pow(s[kBeta2], step));
  to[k::adam::kEps] = s[kEps];
}
}  // namespace adam

namespace rmsprop {
enum { kLr, kAlpha, kEps, kDecay, kMomentum, kCentered, kMaximize, kSettings };
void prepare(const double* s, StepNumbers& at, double* to) {
  advance(at);
  begin(to, s[kMaximize], s[kDecay]);
  to[k::rmsprop::kAlpha] = s[kAlpha];
  to[k::rmsprop::kRest] = 1 - s[kAlpha];
  to[k::rmsprop::kStep] = s[kLr];
  to[k::rmsprop::kMomentum] = s[kMomentum];
  to[k::rmsprop::kEps] = s[kEps];
}
}  // namespace rmsprop

namespace adagrad {
enum { kLr, kLrDecay, kEps, kDecay, kFirst, kMaximize, kSettings };
void prepare(const double* s, StepNumbers& at, double* to) {
  const double step = advance(at);
  begin(to, s[kMaximize], s[kDecay]);
  to[k::adagrad::kStep] = s[kLr] / (1 + (step - 1) * s[kLrDecay]);
  to[k::adagrad::kEps] = s[kEps];
}
}  // namespace adagrad

namespace adadelta {
enum { kLr, kRho, kEps, kDecay, kMaximize, kSettings };
void prepare(const double* s, StepNumbers& at, double* to) {
  advance(at);
  begin(to, s[kMaximize], s[kDecay]);
  to[k::adadelta::kRho] = s[kRho];
  to[k::adadelta::kRest] = 1 - s[kRho];
  to[k::adadelta::kStep] = s[kLr];
  to[k::adadelta::kEps] = s[kEps];
}
}  // namespace adadelta

namespace adamax {
enum { kLr, kBeta1, kBeta2, kEps, kDecay, kMaximize, kSettings };
void prepare(const double* s, StepNumbers& at, double* to) {
  const double step = advance(at);
  begin(to, s[kMaximize], s[kDecay]);
  to[k::adamax::kWeight] = 1 - s[kBeta1];
  to[k::adamax::kBeta2] = s[kBeta2];
  to[k::adamax::kStep] = s[kLr] / (1 - std::pow(s[kBeta1], step));
  to[k::adamax::kEps] = s[kEps];
}
}  // namespace adamax

namespace nadam {
enum { kLr, kBeta1, kBeta2, kEps, kDecay, kMomentumDecay, kApart, kMaximize, kSettings };
void prepare(const double* s, StepNumbers& at, double* to) {
  const double step = advance(at);
  const auto momentum = [&](double t) {
    return s[kBeta1] * (1 - 0.5 * std::pow(0.96, t * s[kMomentumDecay]));
  };
  const double now = momentum(step), next = momentum(step + 1);
  const double product = at.scalar[1] = rounded(at, at.scalar[1] * rounded(at, now));
  begin(to, s[kMaximize], s[kDecay], s[kApart], s[kLr]);
  to[k::nadam::kWeight] = 1 - s[kBeta1];
  to[k::nadam::kBeta2] = s[kBeta2];
  to[k::nadam::kRest2] = 1 - s[kBeta2];
  to[k::nadam::kBias] = 1 - std::pow(s[kBeta2], step);
  to[k::nadam::kByGrad] = s[kLr] * (1 - now) / (1 - product);
  to[k::nadam::kByMean] = s[kLr] * next / (1 - product * next);
  to[k::nadam::kEps] = s[kEps];
}
}  // namespace nadam

// The variance of the rate is that of `length` steps, and is made up for once they are enough: Liu
// et al. 2020, section 4.
namespace radam {
enum { kLr, kBeta1, kBeta2, kEps, kDecay, kApart, kMaximize, kSettings };
void prepare(const double* s, StepNumbers& at, double* to) {
  const double step = advance(at), power = std::pow(s[kBeta2], step);
  const double most = 2 / (1 - s[kBeta2]) - 1, length = most - 2 * step * power / (1 - power);
  begin(to, s[kMaximize], s[kDecay], s[kApart], s[kLr]);
  to[k::radam::kWeight] = 1 - s[kBeta1];
  to[k::radam::kBeta2] = s[kBeta2];
  to[k::radam::kRest2] = 1 - s[kBeta2];
  to[k::radam::kBias] = 1 - std::pow(s[kBeta1], step);
  to[k::radam::kStep] = s[kLr];
  to[k::radam::kRoot] = std::sqrt(1 - power);
  to[k::radam::kEps] = s[kEps];
  to[k::radam::kRect] =
      length > 5
          ? std::sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length))
          : 0;
}
}  // namespace radam

namespace rprop {
enum { kLr, kMinus, kPlus, kLeast, kMost, kMaximize, kSettings };
void prepare(const double* s, StepNumbers& at, double* to) {
  advance(at);
  begin(to, s[kMaximize], 0);
  to[k::rprop::kMinus] = s[kMinus];
  to[k::rprop::kPlus] = s[kPlus];
  to[k::rprop::kLeast] = s[kLeast];
  to[k::rprop::kMost] = s[kMost];
}
}  // namespace rprop

namespace asgd {
enum { kLr, kLambd, kAlpha, kT0, kDecay, kMaximize, kSettings };
void prepare(const double* s, StepNumbers& at, double* to) {
  const double step = advance(at), eta = at.scalar[1];
  begin(to, s[kMaximize], s[kDecay]);
  to[k::asgd::kKeep] = 1 - s[kLambd] * eta;
  to[k::asgd::kStep] = eta;
  to[k::asgd::kMu] = at.scalar[2];
  at.scalar[1] = rounded(at, s[kLr] / std::pow(1 + s[kLambd] * s[kLr] * step, s[kAlpha]));
  at.scalar[2] = rounded(at, 1 / std::fmax(1, step - s[kT0]));
}
}  // namespace asgd

constexpr UpdateRule kRules[] = {
    {"sgd",
     &k::Optim::sgd,
     {"lr", "momentum", "dampening", "weight_decay", "nesterov", "maximize"},
     sgd::kSettings,
     {},
     {{"momentum_buffer", sgd::kMomentum}},
     sgd::prepare},
    {"adam",
     &k::Optim::adam,
     {"lr", "betas", "eps", "weight_decay", "amsgrad", "decoupled_weight_decay", "maximize"},
     adam::kSettings,
     {kStepCount},
     {{"exp_avg"}, {"exp_avg_sq"}, {"max_exp_avg_sq", adam::kAmsgrad}},
     adam::prepare},
    {"rmsprop",
     &k::Optim::rmsprop,
     {"lr", "alpha", "eps", "weight_decay", "momentum", "centered", "maximize"},
     rmsprop::kSettings,
     {kStepCount},
     {{"square_avg"}, {"momentum_buffer", rmsprop::kMomentum}, {"grad_avg", rmsprop::kCentered}},
     rmsprop::prepare},
    {"adagrad",
     &k::Optim::adagrad,
     {"lr", "lr_decay", "eps", "weight_decay", "initial_accumulator_value", "maximize"},
     adagrad::kSettings,
     {kStepCount},
     {{"sum", -1, 0, adagrad::kFirst}},
     adagrad::prepare},
    {"adadelta",
     &k::Optim::adadelta,
     {"lr", "rho", "eps", "weight_decay", "maximize"},
     adadelta::kSettings,
     {kStepCount},
     {{"square_avg"}, {"acc_delta"}},
     adadelta::prepare},
    {"adamax",
     &k::Optim::adamax,
     {"lr", "betas", "eps", "weight_decay", "maximize"},
     adamax::kSettings,
     {kStepCount},
     {{"exp_avg"}, {"exp_inf"}},
     adamax::prepare},
    {"nadam",
     &k::Optim::nadam,
     {"lr", "betas", "eps", "weight_decay", "momentum_decay", "decoupled_weight_decay", "maximize"},
     nadam::kSettings,
     {kStepCount, {"mu_product", -1, 1}},
     {{"exp_avg"}, {"exp_avg_sq"}},
     nadam::prepare},
    {"radam",
     &k::Optim::radam,
     {"lr", "betas", "eps", "weight_decay", "decoupled_weight_decay", "maximize"},
     radam::kSettings,
     {kStepCount},
     {{"exp_avg"}, {"exp_avg_sq"}},
     radam::prepare},
    {"rprop",
     &k::Optim::rprop,
     {"lr", "etas", "step_sizes", "maximize"},
     rprop::kSettings,
     {kStepCount},
     {{"prev"}, {"step_size", -1, 0, rprop::kLr}},
     rprop::prepare},
    {"asgd",
     &k::Optim::asgd,
     {"lr", "lambd", "alpha", "t0", "weight_decay", "maximize"},
     asgd::kSettings,
     {kStepCount, {"eta", -1, 0, asgd::kLr}, {"mu", -1, 1}},
     {{"ax"}},
     asgd::prepare},
};

}  // namespace

const UpdateRule& update_rule(const char* name) {
  for (const UpdateRule& rule : kRules)
    if (std::strcmp(rule.name, name) == 0) return rule;
  fail<ValueError>("optim: there is no rule called '", name, "'");
}

}  // namespace retrograd::ops
