// Rows of ops/pointwise/activation.h.

#include "ops/pointwise/activation.h"

#include <cstring>

#include "base/check.h"
#include "bind/call/row.h"
#include "ops/forms.h"

namespace retrograd::bind {
namespace {

using N = const Scalar&;
using AnyGenerator = Ref<Generator>;

// What the docstring of an activation says; the example is of [-1.0, 2.0].
struct ActivationText {
  const char *signature, *summary, *formula;
  const char *rest, *y;  // what the example gives beside the input, as ", 0.5", and the result
  const char* more = nullptr;  // a paragraph below the formula
  const char* dtype = "floating.";
  const char* raises = "NotImplementedError for integers and bools";
  unsigned places = kFunctional;
};

template <auto Fn>
void activation(Rows& rows, const ActivationText& said) {
  const std::string name(said.signature, std::strchr(said.signature, '('));
  const bool writes = std::strstr(said.signature, "inplace") || name.back() == '_';
  const char* const home = said.places & kFunctional ? "nn.functional." : "";
  const std::string doc = concat(
      said.summary, "\n\n    ", said.formula, "\n\n", said.more ? said.more : "",
      said.more ? "\n\n" : "",
      std::strstr(said.signature, "inplace") ? "With inplace the input itself is written to.\n\n"
      : writes ? "The result is written to the tensor itself, which is returned.\n\n"
               : "",
      "Shape:   ``(*)`` -> ``(*)``.\nDtype:   ", said.dtype,
      "\nGrad:    input. Twice differentiable.\nRaises:  ", said.raises,
      writes ? ";\n         in place, GraphError for a leaf that requires grad.\n" : ".\n",
      "Source:  torch.", home, name, ".\n\n>>> rg.", home, name, "(rg.tensor([-1.0, 2.0])",
      said.rest, ")\ntensor(", said.y, ")\n");
  rows.row<Fn>(said.signature, said.places, doc.c_str());
}

// plain(x), or x itself after that was written to it.
template <class Plain>
Tensor maybe_in_place(bool inplace, const char* name, const char* node, Tensor& x, Plain plain) {
  if (!inplace) return plain(x);
  const std::string form = concat(name, "_");
  return in_place({form.c_str(), name, node}, x, plain);
}

Tensor leaky_relu(Tensor& x, N slope, bool inplace) {
  return inplace ? ops::leaky_relu_(x, slope) : ops::leaky_relu(x, slope);
}
Tensor elu(Tensor& x, N alpha, bool inplace) {
  return inplace ? ops::elu_(x, alpha) : ops::elu(x, alpha);
}
Tensor gelu(const Tensor& x, const std::string& approximate) {
  const bool by_tanh = approximate == "tanh";
  RG_CHECK(by_tanh || approximate == "none", RuntimeError,
           "gelu: approximate is 'none' or 'tanh', got '", approximate, "'");
  return ops::gelu(x, by_tanh);
}
Tensor silu(Tensor& x, bool inplace) {
  return maybe_in_place(inplace, "silu", "SiluBackward0", x, ops::silu);
}
Tensor mish(Tensor& x, bool inplace) {
  return maybe_in_place(inplace, "mish", "MishBackward0", x, ops::mish);
}
Tensor selu(Tensor& x, bool inplace) {
  return maybe_in_place(inplace, "selu", "EluBackward0", x, ops::selu);
}
Tensor celu(Tensor& x, N alpha, bool inplace) {
  return maybe_in_place(inplace, "celu", "CeluBackward0", x,
                        [&](const Tensor& before) { return ops::celu(before, alpha); });
}
Tensor hardtanh(Tensor& x, N low, N high, bool inplace) {
  return maybe_in_place(inplace, "hardtanh", "HardtanhBackward0", x,
                        [&](const Tensor& before) { return ops::hardtanh(before, low, high); });
}
Tensor hardtanh_(Tensor& x, N low, N high) { return hardtanh(x, low, high, true); }
Tensor relu6(Tensor& x, bool inplace) { return hardtanh(x, 0, 6, inplace); }
Tensor hardsigmoid(Tensor& x, bool inplace) {
  return maybe_in_place(inplace, "hardsigmoid", "HardsigmoidBackward0", x, ops::hardsigmoid);
}
Tensor hardswish(Tensor& x, bool inplace) {
  return maybe_in_place(inplace, "hardswish", "HardswishBackward0", x, ops::hardswish);
}
Tensor threshold(Tensor& x, N threshold, N value, bool inplace) {
  return maybe_in_place(inplace, "threshold", "ThresholdBackward0", x, [&](const Tensor& before) {
    return ops::threshold(before, threshold, value);
  });
}
Tensor rrelu(Tensor& x, double lower, double upper, bool training, bool inplace) {
  return maybe_in_place(inplace, "rrelu", "RreluWithNoiseBackward0", x, [&](const Tensor& before) {
    return ops::rrelu(before, lower, upper, training, {});
  });
}

void add_linear_units(Rows& rows) {
  constexpr const char* kLeaky = "y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a";
  constexpr const char* kLeakyMore = "a is ``negative_slope``.";
  activation<leaky_relu>(
      rows,
      {"leaky_relu(input: Tensor, negative_slope: Number = 0.01, inplace: bool = False) -> Tensor",
       "The leaky rectified linear unit: negative elements become smaller.", kLeaky, ", 0.5",
       "[-0.5000,  2.0000]", kLeakyMore});
  activation<&ops::leaky_relu_>(
      rows, {"leaky_relu_(input: Tensor, negative_slope: Number = 0.01) -> Tensor",
             "The leaky rectified linear unit: negative elements become smaller.", kLeaky, ", 0.5",
             "[-0.5000,  2.0000]", kLeakyMore});
  constexpr const char* kRandom = "y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a";
  constexpr const char* kRandomMore =
      "In training each negative element has an a of its own, which is drawn between lower and\n"
      "upper; else a is their mean.";
  constexpr const char* kRandomRaises =
      "NotImplementedError for integers and bools; RuntimeError if lower > upper";
  activation<&ops::rrelu>(
      rows,
      {"rrelu(input: Tensor, lower: float = 0.125, upper: float = 0.3333333333333333, training: "
       "bool = False, generator: Generator | None = None) -> Tensor",
       "The leaky rectified linear unit with slopes that are random.", kRandom, ", 0.25, 0.75",
       "[-0.5000,  2.0000]", kRandomMore, "floating.", kRandomRaises, kFunction});
  rows.in_place<&ops::rrelu>(kFunction | kFunctional,
                             ">>> rg.rrelu_(rg.tensor([-1.0, 2.0]), 0.25, 0.75)\n"
                             "tensor([-0.5000,  2.0000])\n");
  activation<rrelu>(
      rows,
      {"rrelu(input: Tensor, lower: float = 0.125, upper: float = 0.3333333333333333, training: "
       "bool = False, inplace: bool = False) -> Tensor",
       "The leaky rectified linear unit with slopes that are random.", kRandom, ", 0.25, 0.75",
       "[-0.5000,  2.0000]", kRandomMore, "floating.", kRandomRaises});
  constexpr unsigned kEverywhere = kFunction | kMethod | kFunctional;
  rows.row<&ops::prelu>("prelu(input: Tensor, weight: Tensor) -> Tensor", kEverywhere,
                        R"(The leaky rectified linear unit with a slope that can be learnt.

    y = x > 0 ? x : w x,  dy/dx = x > 0 ? 1 : w,  dy/dw = x > 0 ? 0 : x

Shape:   ``(*)``; weight ``(1)``, ``()``, or ``(c)`` for an input ``(n, c, *)`` -> ``(*)``.
Dtype:   floating; both alike.
Grad:    input, weight. Twice differentiable.
Raises:  ShapeError for another weight; DTypeError if the types differ, NotImplementedError unless
         floating.
Source:  torch.nn.functional.prelu.

>>> rg.nn.functional.prelu(rg.tensor([-1.0, 2.0]), rg.tensor([0.5]))
tensor([-0.5000,  2.0000])
)");
}

void add_exponential_units(Rows& rows) {
  constexpr const char* kElu = "y = x > 0 ? x : alpha (e^x - 1),  dy/dx = x > 0 ? 1 : alpha e^x";
  activation<elu>(rows,
                  {"elu(input: Tensor, alpha: Number = 1.0, inplace: bool = False) -> Tensor",
                   "The exponential linear unit, within 2 ulp.", kElu, "", "[-0.6321,  2.0000]"});
  activation<&ops::elu_>(
      rows, {"elu_(input: Tensor, alpha: Number = 1.0) -> Tensor",
             "The exponential linear unit, within 2 ulp.", kElu, "", "[-0.6321,  2.0000]"});
  constexpr const char* kSelu = "y = c (x > 0 ? x : a (e^x - 1)),  dy/dx = c (x > 0 ? 1 : a e^x)";
  constexpr const char* kSeluMore =
      "With a = 1.67326... and c = 1.05070... what has mean 0 and variance 1 keeps them.";
  constexpr const char* kCelu = "y = x > 0 ? x : a (e^(x / a) - 1),  dy/dx = x > 0 ? 1 : e^(x / a)";
  constexpr const char* kCeluRaises =
      "NotImplementedError for integers and bools; RuntimeError for an alpha of 0";
  activation<&ops::selu>(
      rows, {"selu(input: Tensor) -> Tensor", "The exponential linear unit that normalises itself.",
             kSelu, "", "[-1.1113,  2.1014]", kSeluMore, "floating.",
             "NotImplementedError for integers and bools", kFunction});
  rows.in_place<&ops::selu>(kFunction | kFunctional,
                            ">>> rg.selu_(rg.tensor([-1.0, 2.0]))\n"
                            "tensor([-1.1113,  2.1014])\n");
  activation<selu>(rows, {"selu(input: Tensor, inplace: bool = False) -> Tensor",
                          "The exponential linear unit that normalises itself.", kSelu, "",
                          "[-1.1113,  2.1014]", kSeluMore});
  activation<&ops::celu>(
      rows, {"celu(input: Tensor, alpha: Number = 1.0) -> Tensor",
             "The exponential linear unit whose slope has no jump.", kCelu, ", 2.0",
             "[-0.7869,  2.0000]", "a is ``alpha``.", "floating.", kCeluRaises, kFunction});
  rows.in_place<&ops::celu>(kFunction | kFunctional,
                            ">>> rg.celu_(rg.tensor([-1.0, 2.0]), 2.0)\n"
                            "tensor([-0.7869,  2.0000])\n");
  activation<celu>(rows,
                   {"celu(input: Tensor, alpha: Number = 1.0, inplace: bool = False) -> Tensor",
                    "The exponential linear unit whose slope has no jump.", kCelu, ", 2.0",
                    "[-0.7869,  2.0000]", "a is ``alpha``.", "floating.", kCeluRaises});
  activation<&ops::softplus>(
      rows, {"softplus(input: Tensor, beta: Number = 1, threshold: Number = 20) -> Tensor",
             "The logarithm of 1 plus the exponential: a smooth relu.",
             "y = log(1 + e^(beta x)) / beta,  dy/dx = 1 / (1 + e^(-beta x))", "",
             "[0.3133, 2.1269]", "Where ``beta x`` is above the threshold, y is x.", "floating.",
             "NotImplementedError for integers and bools", kFunctional | kOut});
}

void add_smooth(Rows& rows) {
  rows.row<gelu>("gelu(input: Tensor, *, approximate: str = 'none') -> Tensor", kFunctional | kOut,
                 R"(The Gaussian error linear unit, within 5 ulp.

    y = x ndtr(x),  dy/dx = ndtr(x) + x e^(-x^2 / 2) / sqrt(2 pi)

ndtr is the share of the normal distribution below x. With approximate "tanh" y is
x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  NotImplementedError for integers and bools; RuntimeError for another approximation.
Source:  torch.nn.functional.gelu.

>>> rg.nn.functional.gelu(rg.tensor([-1.0, 2.0]))
tensor([-0.1587,  1.9545])
)");
  activation<silu>(
      rows, {"silu(input: Tensor, inplace: bool = False) -> Tensor",
             "The sigmoid linear unit, or swish, within 4 ulp.",
             "y = x s,  dy/dx = s (1 + x (1 - s)),  s = sigmoid(x)", "", "[-0.2689,  1.7616]"});
  activation<mish>(rows, {"mish(input: Tensor, inplace: bool = False) -> Tensor",
                          "The mish activation, a smooth relu, within 4 ulp.",
                          "y = x w,  dy/dx = w + x sigmoid(x) (1 - w^2),  w = tanh(log(1 + e^x))",
                          "", "[-0.3034,  1.9440]"});
  activation<&ops::logsigmoid>(
      rows, {"logsigmoid(input: Tensor) -> Tensor",
             "The logarithm of the sigmoid, without overflow, within 2 ulp.",
             "y = -log(1 + e^-x),  dy/dx = 1 / (1 + e^x)", "", "[-1.3133, -0.1269]", nullptr,
             "floating.", "NotImplementedError for integers and bools", kFunctional | kOut});
  activation<&ops::tanhshrink>(
      rows, {"tanhshrink(input: Tensor) -> Tensor", "What the hyperbolic tangent takes away.",
             "y = x - tanh x,  dy/dx = tanh(x)^2", "", "[-0.2384,  1.0360]", nullptr,
             "all but bool; integers give the default type.", "DTypeError for bool"});
  activation<&ops::softsign>(
      rows, {"softsign(input: Tensor) -> Tensor", "A sigmoid that grows as a quotient.",
             "y = x / (1 + |x|),  dy/dx = 1 / (1 + |x|)^2", "", "[-0.5000,  0.6667]", nullptr,
             "all but bool; integers give the default type.", "NotImplementedError for bool"});
  rows.row<&ops::glu>("glu(input: Tensor, dim: int = -1) -> Tensor", kFunctional,
                      R"(The gated linear unit: one half times the sigmoid of the other.

    y = a s,  dy/da = s,  dy/db = a s (1 - s),  s = sigmoid(b)

a and b are the halves of the input along the dimension.

Shape:   ``(*, 2 n, *)`` -> ``(*, n, *)``.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  ShapeError for an odd length, and for a 0-d input; IndexError if dim is out of range;
         NotImplementedError unless floating.
Source:  torch.nn.functional.glu.

>>> rg.nn.functional.glu(rg.tensor([1.0, 2.0, 0.0, 0.0]))
tensor([0.5000, 1.0000])
)");
}

void add_bounded(Rows& rows) {
  constexpr const char* kWhole = "all but bool; integers stay as they are.";
  constexpr const char* kNotBool = "NotImplementedError for bool";
  constexpr const char* kHardtanh = "y = min(max(x, low), high),  dy/dx = low < x < high";
  constexpr const char* kHardtanhMore = "low and high are ``min_val`` and ``max_val``.";
  constexpr const char* kHardtanhRaises =
      "NotImplementedError for bool; ValueError if low > high; RangeError for a bound that an\n"
      "         integer type does not hold";
  activation<hardtanh>(
      rows,
      {"hardtanh(input: Tensor, min_val: Number = -1.0, max_val: Number = 1.0, inplace: bool = "
       "False) -> Tensor",
       "Each element, held within two bounds.", kHardtanh, "", "[-1.,  1.]", kHardtanhMore, kWhole,
       kHardtanhRaises});
  activation<hardtanh_>(
      rows, {"hardtanh_(input: Tensor, min_val: Number = -1.0, max_val: Number = 1.0) -> Tensor",
             "Each element, held within two bounds.", kHardtanh, "", "[-1.,  1.]", kHardtanhMore,
             kWhole, kHardtanhRaises});
  activation<relu6>(rows, {"relu6(input: Tensor, inplace: bool = False) -> Tensor",
                           "The rectified linear unit, held below 6.",
                           "y = min(max(x, 0), 6),  dy/dx = 0 < x < 6", "", "[0., 2.]", nullptr,
                           kWhole, kNotBool});
  activation<hardsigmoid>(rows, {"hardsigmoid(input: Tensor, inplace: bool = False) -> Tensor",
                                 "A sigmoid of straight lines.",
                                 "y = min(max(x + 3, 0), 6) / 6,  dy/dx = 1 / 6 where -3 < x < 3",
                                 "", "[0.3333, 0.8333]"});
  activation<hardswish>(
      rows, {"hardswish(input: Tensor, inplace: bool = False) -> Tensor",
             "Each element times its hardsigmoid.",
             "y = x min(max(x + 3, 0), 6) / 6,  dy/dx = x / 3 + 1 / 2 where -3 < x < 3", "",
             "[-0.3333,  1.6667]"});
  constexpr const char* kThreshold = "y = x > t ? x : v,  dy/dx = x > t ? 1 : 0";
  constexpr const char* kThresholdMore = "t is ``threshold`` and v is ``value``.";
  constexpr const char* kThresholdRaises =
      "NotImplementedError for bool; RangeError for a value that an integer type does not\n"
      "         hold";
  activation<&ops::threshold>(
      rows, {"threshold(input: Tensor, threshold: Number, value: Number) -> Tensor",
             "Each element above a threshold, and a number for the others.", kThreshold, ", 1, 20",
             "[20.,  2.]", kThresholdMore, kWhole, kThresholdRaises, kFunction | kOut});
  rows.in_place<&ops::threshold>(kFunction | kFunctional,
                                 ">>> rg.threshold_(rg.tensor([-1.0, 2.0]), 1, 20)\n"
                                 "tensor([20.,  2.])\n");
  activation<threshold>(
      rows, {"threshold(input: Tensor, threshold: Number, value: Number, inplace: bool = False) -> "
             "Tensor",
             "Each element above a threshold, and a number for the others.", kThreshold, ", 1, 20",
             "[20.,  2.]", kThresholdMore, kWhole, kThresholdRaises});
  activation<&ops::hardshrink>(
      rows, {"hardshrink(input: Tensor, lambd: Number = 0.5) -> Tensor",
             "Each element that is larger in size than a bound, and 0 for the others.",
             "y = |x| > lambd ? x : 0,  dy/dx = |x| > lambd ? 1 : 0", ", 1.5", "[0., 2.]", nullptr,
             "floating.", "NotImplementedError for integers and bools",
             kFunction | kMethod | kFunctional | kOut});
  activation<&ops::softshrink>(
      rows, {"softshrink(input: Tensor, lambd: Number = 0.5) -> Tensor",
             "Each element, nearer to 0 by a number, and 0 where it was nearer than that.",
             "y = |x| > lambd ? x - sign(x) lambd : 0,  dy/dx = |x| > lambd ? 1 : 0", "",
             "[-0.5000,  1.5000]", nullptr, "floating.",
             "NotImplementedError for integers and bools; RuntimeError for a negative lambd",
             kFunctional | kOut});
}

}  // namespace

void add_activation_rows(Rows& rows) {
  add_linear_units(rows);
  add_exponential_units(rows);
  add_smooth(rows);
  add_bounded(rows);
}

}  // namespace retrograd::bind
