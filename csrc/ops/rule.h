// rule.h: pointwise operations that are rules: names, a loop, what is kept, a derivative. The rules
// of one kind share one node, so that an operation takes memory for its rule alone.
//
//   // y = sin x,  dy/dx = cos x
//   constexpr UnaryRule kSin = {"sin", "Sin", loops<&Unary::sin>, kInput,
//                               [](const Tensor& x, const Tensor& g) { return mul(cos(x), g); }};
//   Tensor sin(const Tensor& x) { return apply(kSin, x); }
//
// A derivative takes what is kept and the gradient g of y, and gives g dy/dx. It calls operations
// alone, so it has derivatives itself. The slope stands before the gradient where it can: a product
// lies as its first factor does, and a gradient that lies as its leaf does is adopted without a
// copy. Forward mode goes by it, too.
#pragma once

#include <array>

#include "core/tensor.h"
#include "kernels/pointwise/activation.h"
#include "kernels/pointwise/arithmetic.h"
#include "kernels/pointwise/loss.h"
#include "kernels/pointwise/unary.h"
#include "kernels/special/bessel.h"
#include "kernels/special/blend.h"
#include "kernels/special/digits.h"
#include "kernels/special/gamma.h"
#include "kernels/special/normal.h"
#include "kernels/special/special.h"

namespace retrograd {

namespace detail {
template <class Loop>
const auto& loops(kernels::PerType<Loop> kernels::Unary::*member) {
  return kernels::unary().*member;
}
template <class Loop>
const auto& loops(kernels::PerType<Loop> kernels::Arithmetic::*member) {
  return kernels::arithmetic().*member;
}
template <class Loop>
const auto& loops(kernels::PerType<Loop> kernels::Activation::*member) {
  return kernels::activation().*member;
}
template <class Loop>
const auto& loops(kernels::PerType<Loop> kernels::Loss::*member) {
  return kernels::loss().*member;
}
template <class Loop>
const auto& loops(kernels::PerType<Loop> kernels::Blend::*member) {
  return kernels::blend().*member;
}
template <class Loop>
const auto& loops(kernels::PerType<Loop> kernels::Digits::*member) {
  return kernels::digits().*member;
}
template <class Loop>
const auto& loops(kernels::PerType<Loop> kernels::Special::*member) {
  return kernels::special().*member;
}
template <class Loop>
const auto& loops(kernels::PerType<Loop> kernels::Bessel::*member) {
  return kernels::bessel().*member;
}
template <class Loop>
const auto& loops(kernels::PerType<Loop> kernels::Gamma::*member) {
  return kernels::gamma().*member;
}
template <class Loop>
const auto& loops(kernels::PerType<Loop> kernels::Normal::*member) {
  return kernels::normal().*member;
}
}  // namespace detail

// The loops of a kernel: of the instruction set that is chosen when it is called.
template <auto member>
const auto& loops() {
  return detail::loops(member);
}

// What a rule keeps for its derivative, and what else there is to say; nothing is 0.
enum Traits : unsigned {
  kInput = 1,    // keeps x
  kResult = 2,   // keeps y
  kOwnType = 4,  // the result has the type of the input; else integers are converted to floating
  kFirst = 16,   // keeps only the first one of two operands
  kSecond = 32,  // only the second one
  kSignals = 8,  // the loop is plain arithmetic: see anomaly.h
};

struct UnaryRule {
  const char *op, *name;  // "sin", and "Sin" for a SinBackward0
  const kernels::PerType<kernels::Loop1>& (*loops)();
  unsigned traits;
  Tensor (*vjp)(const Tensor& kept, const Tensor& grad);
};
Tensor apply(const UnaryRule& rule, const Tensor& x);

// What a rule of two operands keeps: both, or one, and y where the rule says so; of three, those
// that are needed.
struct Kept {
  Tensor a, b, c, y;
};

struct PairRule {
  const char *op, *name;
  const kernels::PerType<kernels::Loop2>& (*loops)();
  unsigned traits;
  Tensor (*vjp_a)(const Kept& kept, const Tensor& grad);
  Tensor (*vjp_b)(const Kept& kept, const Tensor& grad);
  // What grad_fn calls a and b; null: it does not show them.
  const char *a_name = "self", *b_name = "other";
};
Tensor apply(const PairRule& rule, const Tensor& a, const Tensor& b);

// Functions of three tensors and a number, floating only. Their loops are plain arithmetic.
struct TripleRule {
  const char *op, *node;  // "addcmul", and "AddcmulBackward0"
  const kernels::PerType<kernels::Loop3P>& (*loops)();
  unsigned takes[3];  // what the derivative by a, b and c takes: 1 for a, 2 for b, 4 for c
  Tensor (*vjp[3])(const Kept& kept, const Scalar& number, const Tensor& grad);
  const char* names[3];  // what grad_fn calls the operands; null: it does not show them
  const char* number;    // and the number
};
Tensor apply(const TripleRule& rule, const Tensor& a, const Tensor& b, const Tensor& c,
             const Scalar& number);

// Functions of one tensor and at most three numbers, whose derivative is one loop, too.
using Numbers = std::array<Scalar, 3>;

struct ActivationRule {
  const char *op, *name;
  const kernels::PerType<kernels::Loop1P>& (*loops)();
  const kernels::PerType<kernels::Loop2P>& (*vjp_loops)();    // (g, x) -> g dy/dx
  Tensor (*second)(const Tensor& x, const Numbers& numbers);  // d2y/dx2; null: it is 0
  const char* numbers[3];  // what grad_fn calls them; null: there are no more
};
Tensor apply(const ActivationRule& rule, const Tensor& x, const Numbers& numbers);

}  // namespace retrograd
