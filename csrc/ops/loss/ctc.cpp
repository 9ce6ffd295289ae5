#include "ops/loss/ctc.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/check.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "kernels/loss/ctc.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

using kernels::CtcRow;
using kernels::kCtcPad;

constexpr const char* kName = "ctc_loss";
constexpr double kNothing = -std::numeric_limits<double>::infinity();

// All that a batch is but its log probabilities; the tensors are packed int64.
struct Sequences {
  Tensor targets, starts, counts, times;  // starts: of each sequence among the targets
  int64_t blank;
  bool zero_infinity;
};

// One sequence. lp[t step + c] is the log probability of class c at time t; v, if not null, a
// direction laid out alike.
struct Sample {
  const double *lp, *v;
  int64_t step;
  const int64_t* target;
  int64_t count, times, blank;
  // Position s of the labels: a blank before, between and behind them.
  int64_t positions() const { return 2 * count + 1; }
  int64_t label(int64_t s) const { return s % 2 ? target[s / 2] : blank; }
};

// Rows of doubles with room on both sides, all -inf; with slopes, twice as many, of 0.
class Rows {
 public:
  Rows(int64_t rows, int64_t n, bool slopes)
      : width_(n + 2 * kCtcPad),
        rows_(rows),
        slopes_(slopes),
        memory_(full({slopes ? 2 * rows : rows, width_}, kNothing, DType::kFloat64)) {
    double* all = memory_.data<double>();
    if (slopes) std::fill(all + rows * width_, all + 2 * rows * width_, 0.0);
  }
  CtcRow operator[](int64_t i) const {
    double* row = memory_.data<double>() + i * width_ + kCtcPad;
    return {row, slopes_ ? row + rows_ * width_ : nullptr};
  }

 private:
  int64_t width_, rows_;
  bool slopes_;
  Tensor memory_;
};

// log(e^a + e^b) of numbers, and its slope.
struct Sum {
  double value, slope;
};
Sum log_sum(CtcRow row, int64_t s, int64_t n) {
  const double a = row.value[s], b = n > 1 ? row.value[s - 1] : kNothing;
  const double m = std::max(a, b);
  if (m == kNothing) return {kNothing, 0};
  const double p = std::exp(a - m), q = std::exp(b - m);
  const double slope =
      row.slope ? (p * row.slope[s] + (n > 1 ? q * row.slope[s - 1] : 0)) / (p + q) : 0;
  return {m + std::log(p + q), slope};
}

// a_t(s) is the logarithm of the sum over all alignments that are at position s at time t, and
// b_t(s) of those from there to the end: their product over the sum of all is the probability of
// being there, which is the derivative of the logarithm by the log probability.
class Lattice {
 public:
  // `kept`: all rows of a_t stay for the way back.
  Lattice(const Sample& sample, bool kept)
      : of_(sample),
        n_(sample.positions()),
        slopes_(sample.v != nullptr),
        a_(kept ? std::max<int64_t>(sample.times, 1) : 2, n_, slopes_),
        rows_(5, n_, slopes_),
        skip_(1, n_, false),
        kept_(kept) {
    for (int64_t s = 3; s < n_; s += 2)
      if (of_.label(s) != of_.label(s - 2)) skip_[0].value[s] = 0;
  }

  // The loss, and its slope.
  Sum forward() {
    if (of_.times == 0) return {of_.count == 0 ? 0.0 : -kNothing, 0};
    read(0);
    const CtcRow first = a(0);
    for (int64_t s = 0; s < std::min<int64_t>(n_, 2); ++s) {
      first.value[s] = lp().value[s];
      if (slopes_) first.slope[s] = lp().slope[s];
    }
    for (int64_t t = 1; t < of_.times; ++t) {
      if (t % 16 == 0) rest();
      read(t);
      kernels::ctc().step({a(t - 1), lp(), skip_[0].value, rows_[1], a(t), n_, -1});
    }
    const Sum all = log_sum(a(of_.times - 1), n_ - 1, n_);
    return {0 - all.value, -all.slope};
  }

  // Adds to grad[t step + c] what each position of label c gives, in the order of the positions.
  // After forward().
  void backward(const Sum& loss, double* grad) {
    for (int64_t t = of_.times - 1; t >= 0; --t) {
      if (t % 16 == 0) rest();
      read(t);
      const CtcRow sum = rows_[1], y = rows_[2 + t % 2], before = rows_[2 + (t + 1) % 2];
      if (t == of_.times - 1) {
        std::fill_n(sum.value, n_, kNothing);
        if (slopes_) std::fill_n(sum.slope, n_, 0.0);
        for (int64_t s = std::max<int64_t>(n_ - 2, 0); s < n_; ++s) sum.value[s] = 0;
        for (int64_t s = 0; s < n_; ++s) {
          y.value[s] = sum.value[s] + lp().value[s];
          if (slopes_) y.slope[s] = lp().slope[s];
        }
      } else {
        kernels::ctc().step({before, lp(), skip_[0].value + 2, sum, y, n_, 1});
      }
      double* const share = rows_[4].value;
      kernels::ctc().posterior(share, a(t), sum, loss.value, loss.slope, n_);
      for (int64_t s = 0; s < n_; ++s) grad[t * of_.step + of_.label(s)] += share[s];
    }
  }

 private:
  CtcRow a(int64_t t) const { return a_[kept_ ? t : t % 2]; }
  CtcRow lp() const { return rows_[0]; }
  void read(int64_t t) {
    const CtcRow row = lp();
    for (int64_t s = 0; s < n_; ++s) row.value[s] = of_.lp[t * of_.step + of_.label(s)];
    if (slopes_)
      for (int64_t s = 0; s < n_; ++s) row.slope[s] = of_.v[t * of_.step + of_.label(s)];
  }

  const Sample of_;
  const int64_t n_;
  const bool slopes_;
  const Rows a_, rows_, skip_;
  const bool kept_;
};

// The losses (batch), or where `grad` is asked for, their derivatives by the log probabilities;
// with a direction v, the derivatives of those along it.
Tensor over_batch(const Tensor& log_probs, const Tensor& direction, const Sequences& of,
                  bool grad) {
  const int64_t batch = log_probs.size(1), classes = log_probs.size(2);
  const LongWork outside(log_probs.numel() > 1000);
  const Tensor lp = packed(convert_to(log_probs, DType::kFloat64));
  const Tensor v = direction.defined() ? packed(convert_to(direction, DType::kFloat64)) : Tensor();
  const Tensor y =
      grad ? zeros(log_probs.shape(), DType::kFloat64) : retrograd::empty({batch}, DType::kFloat64);
  const int64_t *labels = of.targets.data<int64_t>(), *starts = of.starts.data<int64_t>();
  const int64_t *counts = of.counts.data<int64_t>(), *times = of.times.data<int64_t>();
  const double *from = lp.data<double>(), *along = v.defined() ? v.data<double>() : nullptr;
  double* to = y.data<double>();
  parallel_for(batch, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const int64_t at = i * classes;
      Lattice lattice({from + at, along ? along + at : nullptr, batch * classes, labels + starts[i],
                       counts[i], times[i], of.blank},
                      grad);
      const Sum loss = lattice.forward();
      const bool none = of.zero_infinity && loss.value == -kNothing;
      if (!grad) to[i] = none ? 0 : loss.value;
      if (grad && !none) lattice.backward(loss, to + at);
    }
  });
  return convert_to(y, log_probs.dtype());
}

// A number for each sequence, beside (time, batch, classes).
Tensor beside(const Tensor& x) { return unsqueeze(x, -1); }

// u = d(dL/dx)/dx v, which is symmetric and linear in v; there is no third derivative
struct CtcCurvature {
  static constexpr const char* name = "CtcLossCurvature";
  struct Saved {
    SavedTensor x;
  };
  struct Attributes {
    Sequences of;
  };
  static Tensor forward(Ctx<CtcCurvature>* ctx, const Tensor& x, const Tensor& v,
                        const Sequences& of) {
    if (ctx) {
      ctx->saved.x = x;
      ctx->attributes.of = of;
    }
    return over_batch(x, v, of, true);
  }
  static Grads<2> backward(const Ctx<CtcCurvature>& ctx, const Tensor& grad) {
    RG_CHECK(!ctx.needs(0), NotImplementedError, kName, ": it has no third derivative");
    return {Tensor(), record<CtcCurvature>(Tensor(ctx.saved.x), grad, ctx.attributes.of)};
  }
  // A tangent that nobody asked for may come with a gradient inside a dual level; it is NaN there.
  static Tensor jvp(const Ctx<CtcCurvature>& ctx, const Tensors& tangents) {
    const Tensor x = ctx.saved.x;
    if (tangents[0].defined()) return full_like(x, std::nan(""));
    return record<CtcCurvature>(x, tangents[1], ctx.attributes.of);
  }
};

// z = g dL/dx,  dz/dg = dL/dx,  dz/dx = g d2L/dx2
struct CtcLossBackward {
  static constexpr const char* name = "CtcLossBackward";
  struct Saved {
    SavedTensor g, x;
  };
  struct Attributes {
    Sequences of;
  };
  static Tensor forward(Ctx<CtcLossBackward>* ctx, const Tensor& g, const Tensor& x,
                        const Sequences& of) {
    if (ctx) {
      ctx->saved = {g, x};
      ctx->attributes.of = of;
    }
    const GradMode off(false);
    return mul(over_batch(x, {}, of, true), beside(g));
  }
  static Grads<2> backward(const Ctx<CtcLossBackward>& ctx, const Tensor& v) {
    const Tensor g = ctx.saved.g, x = ctx.saved.x;
    const Sequences& of = ctx.attributes.of;
    Grads<2> grads;
    if (ctx.needs(0)) grads[0] = sum(mul(record<CtcLossBackward>(ones_like(g), x, of), v), {0, 2});
    if (ctx.needs(1)) grads[1] = mul(record<CtcCurvature>(x, v, of), beside(g));
    return grads;
  }
  static Tensor jvp(const Ctx<CtcLossBackward>& ctx, const Tensors& tangents) {
    const Tensor g = ctx.saved.g, x = ctx.saved.x;
    const Sequences& of = ctx.attributes.of;
    Tensor z;
    if (tangents[0].defined()) z = record<CtcLossBackward>(tangents[0], x, of);
    if (tangents[1].defined()) {
      const Tensor turned = mul(record<CtcCurvature>(x, tangents[1], of), beside(g));
      z = sum_of(z, turned);
    }
    return z;
  }
};

// y = L(x),  dy/dx = -the probability of being at time t at a position of class c
struct CtcLoss {
  static constexpr const char* name = "CtcLoss";
  struct Saved {
    SavedTensor x;
  };
  static constexpr const char* saved_names[] = {"log_probs"};
  struct Attributes {
    Sequences of;
  };
  static SavedValues shown(const Attributes& with) {
    return {{"blank", with.of.blank}, {"zero_infinity", with.of.zero_infinity}};
  }
  static Tensor forward(Ctx<CtcLoss>* ctx, const Tensor& x, const Sequences& of) {
    if (ctx) {
      ctx->saved.x = x;
      ctx->attributes.of = of;
    }
    return over_batch(x, {}, of, false);
  }
  static Grads<1> backward(const Ctx<CtcLoss>& ctx, const Tensor& grad) {
    return {record<CtcLossBackward>(grad, Tensor(ctx.saved.x), ctx.attributes.of)};
  }
  static Tensor jvp(const Ctx<CtcLoss>& ctx, const Tensors& tangents) {
    const Tensor x = ctx.saved.x;
    const Tensor one = ones({x.size(1)}, x.dtype());
    return sum(mul(record<CtcLossBackward>(one, x, ctx.attributes.of), tangents[0]), {0, 2});
  }
};

// Lengths as packed int64, one for each sequence, from 0 to `most`.
Tensor lengths_of(const char* argument, const Tensor& given, int64_t batch, int64_t most) {
  RG_CHECK(!is_floating(given.dtype()) && given.dtype() != DType::kBool, DTypeError, kName, ": ",
           argument, " must be integers, got ", given.dtype());
  RG_CHECK(given.dim() <= 1 && given.numel() == batch, ShapeError, kName, ": ", argument,
           " must have one entry for each of ", batch, " sequences, got shape ", given.shape());
  const Tensor lengths = packed(convert_to(reshape(given, {batch}), DType::kInt64));
  const int64_t* all = lengths.data<int64_t>();
  for (int64_t i = 0; i < batch; ++i) {
    const int64_t n = all[i];
    RG_CHECK(n >= 0 && n <= most, BoundsError, kName, ": ", argument, " must be from 0 to ", most,
             ", got ", n);
  }
  return lengths;
}

}  // namespace

Tensor ctc_loss(const Tensor& log_probs, const Tensor& targets, const Tensor& input_lengths,
                const Tensor& target_lengths, int64_t blank, Reduction reduction,
                bool zero_infinity) {
  RG_CHECK(is_floating(log_probs.dtype()), NotImplementedError, kName, ": not implemented for ",
           log_probs.dtype(), "; convert the log_probs with .to()");
  const bool single = log_probs.dim() == 2;
  RG_CHECK(
      (single || log_probs.dim() == 3) && log_probs.numel() > 0, ShapeError, kName,
      ": log_probs must be (time, batch, classes) or (time, classes), and not empty; got shape ",
      log_probs.shape());
  const Tensor x = single ? unsqueeze(log_probs, 1) : log_probs;
  const int64_t batch = x.size(1), classes = x.size(2);
  RG_CHECK(blank >= 0 && blank < classes, BoundsError, kName, ": blank ", blank,
           " is out of bounds for ", classes, " classes");
  const bool rows = targets.dim() == 2;
  RG_CHECK(targets.dim() == 1 || (rows && targets.size(0) == batch), ShapeError, kName,
           ": targets must be a row for each of ", batch,
           " sequences, or one sequence after the other; got shape ", targets.shape());

  const Tensor times = lengths_of("input_lengths", input_lengths, batch, x.size(0));
  const Tensor counts = lengths_of("target_lengths", target_lengths, batch, targets.size(-1));
  const Tensor labels = packed(convert_to(targets, DType::kInt64));
  const Tensor starts = retrograd::empty({batch}, DType::kInt64);
  const int64_t *label = labels.data<int64_t>(), *count = counts.data<int64_t>();
  int64_t* start = starts.data<int64_t>();
  int64_t total = 0;
  for (int64_t i = 0; i < batch; ++i) {
    start[i] = rows ? i * targets.size(1) : total;
    total += count[i];
  }
  RG_CHECK(rows || total == targets.numel(), ShapeError, kName, ": target_lengths sum to ", total,
           " but there are ", targets.numel(), " targets");
  for (int64_t i = 0; i < batch; ++i)
    for (int64_t k = start[i]; k < start[i] + count[i]; ++k)
      RG_CHECK(label[k] >= 0 && label[k] < classes, BoundsError, kName, ": target ", label[k],
               " is out of bounds for ", classes, " classes");

  const Tensor y =
      record<CtcLoss>(x, Sequences{labels, starts, counts, times, blank, zero_infinity});
  if (reduction == Reduction::kMean) {
    const Tensor lengths = convert_to(clamp_min(counts, number(1)), y.dtype());
    return mean(div(y, lengths));
  }
  return reduction == Reduction::kNone && single ? reshape(y, {}) : reduced(y, reduction);
}

}  // namespace retrograd::ops
