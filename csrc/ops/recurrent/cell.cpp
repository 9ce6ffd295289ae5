#include "ops/recurrent/cell.h"

#include "base/check.h"
#include "graph/record.h"
#include "ops/layer/norm_parts.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/activation.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/unary.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"
#include "ops/shape/split.h"

namespace retrograd::ops {
namespace {

Tensor times_one_minus(const Tensor& grad, const Tensor& y) { return sub(grad, mul(grad, y)); }
// Through a sigmoid and a tanh whose value is y.
Tensor through_sigmoid(const Tensor& grad, const Tensor& y) {
  return mul(times_one_minus(grad, y), y);
}
Tensor through_tanh(const Tensor& grad, const Tensor& y) {
  return times_one_minus(grad, square(y));
}

StepGrads lstm_grads(const Tensor& s, const Tensor& c, const Tensor& dh, const Tensor& dc_after) {
  const std::vector<Tensor> gates = chunk(s, 4, -1);
  const Tensor i = sigmoid(gates[0]), f = sigmoid(gates[1]), g = tanh(gates[2]),
               o = sigmoid(gates[3]), tanh_c = tanh(add(mul(f, c), mul(i, g)));
  const Tensor dc = add(dc_after, through_tanh(mul(dh, o), tanh_c));
  const Tensor ds = cat({through_sigmoid(mul(dc, g), i), through_sigmoid(mul(dc, c), f),
                         through_tanh(mul(dc, i), g), through_sigmoid(mul(dh, tanh_c), o)},
                        -1);
  return {ds, ds, {Tensor(), mul(dc, f)}};
}

StepGrads gru_grads(const Tensor& x, const Tensor& p, const Tensor& h, const Tensor& dh) {
  const std::vector<Tensor> xs = chunk(x, 3, -1), ps = chunk(p, 3, -1);
  const Tensor r = sigmoid(add(xs[0], ps[0])), z = sigmoid(add(xs[1], ps[1])),
               n = tanh(add(xs[2], mul(r, ps[2])));
  const Tensor dn = through_tanh(times_one_minus(dh, z), n),
               dr = through_sigmoid(mul(dn, ps[2]), r), dz = through_sigmoid(mul(dh, sub(h, n)), z);
  return {cat({dr, dz, dn}, -1), cat({dr, dz, mul(dn, r)}, -1), {mul(dh, z)}};
}

// A contiguous copy.
Tensor own(const Tensor& x) { return x.is_contiguous() ? copy_of(x) : packed(x); }

// h' and, of a LSTM, c' of x, p and the state that the formulas read: h of a GRU, c of a LSTM.
struct RecurrentStep {
  static constexpr const char* name = "RecurrentStep";
  struct Saved {
    SavedTensor x, p, before, gates;
  };
  struct Attributes {
    Cell cell;
  };

  static std::vector<Tensor> forward(Ctx<RecurrentStep>* ctx, const Tensor& x, const Tensor& p,
                                     const Tensor& before, Cell cell) {
    const DType t = x.dtype();
    const bool lstm = cell == Cell::kLstm;
    const int64_t rows = before.size(0), n = before.size(1);
    const Tensor gates = retrograd::empty({rows, kernels::kept_of(cell) * n}, t),
                 from = ready(x, t), state = ready(before, t), h = retrograd::empty({rows, n}, t),
                 c = lstm ? retrograd::empty({rows, n}, t) : Tensor();
    copy_into(alias_along(gates, 1, 0, kernels::gates_of(cell) * n), p);
    kernels::recurrent().forward[static_cast<int>(cell)][t]({.rows = rows,
                                                             .hidden = n,
                                                             .x = from.bytes(),
                                                             .x_row = from.size(1),
                                                             .gates = gates.bytes(),
                                                             .gates_row = gates.size(1),
                                                             .before = state.bytes(),
                                                             .before_row = n,
                                                             .h = h.bytes(),
                                                             .h_row = n,
                                                             .c = lstm ? c.bytes() : nullptr,
                                                             .c_row = n});
    if (ctx) {
      ctx->saved.x = x;
      ctx->saved.p = p;
      ctx->saved.before = before;
      ctx->saved.gates = gates;
      ctx->attributes.cell = cell;
    }
    if (lstm) return {h, c};
    return {h};
  }

  static Tensors backward(const Ctx<RecurrentStep>& ctx, const Tensors& grads) {
    const Tensor x = ctx.saved.x, p = ctx.saved.p, before = ctx.saved.before;
    const Cell cell = ctx.attributes.cell;
    const bool lstm = cell == Cell::kLstm;
    const DType t = x.dtype();
    const auto given = [&](size_t i) { return grads[i].defined() ? grads[i] : zeros_like(before); };
    if (grad_enabled() || forward_mode()) {
      const StepGrads g = lstm ? lstm_grads(add(x, p), before, given(0), given(1))
                               : gru_grads(x, p, before, given(0));
      return {g.x, g.p, g.state.back()};
    }
    const int64_t rows = before.size(0), n = before.size(1);
    const Tensor gates = ctx.saved.gates, state = ready(before, t),
                 dx = retrograd::empty(x.shape(), t),
                 dp = lstm ? dx : retrograd::empty(x.shape(), t), dh = own(given(0)),
                 dc = lstm ? own(given(1)) : Tensor();
    kernels::recurrent().backward[static_cast<int>(cell)][t]({.rows = rows,
                                                              .hidden = n,
                                                              .gates = gates.bytes(),
                                                              .before = state.bytes(),
                                                              .gates_row = gates.size(1),
                                                              .before_row = n,
                                                              .dy = nullptr,
                                                              .dy_row = 0,
                                                              .dh = dh.bytes(),
                                                              .dc = lstm ? dc.bytes() : nullptr,
                                                              .dx = dx.bytes(),
                                                              .dp = dp.bytes(),
                                                              .dx_row = dx.size(1)});
    return {dx, dp, lstm ? dc : dh};
  }
};

}  // namespace

std::vector<Tensor> cell_step(Cell cell, const Tensor& x, const Tensor& p,
                              const std::vector<Tensor>& state) {
  if (cell == Cell::kTanh) return {tanh(add(x, p))};
  if (cell == Cell::kRelu) return {relu(add(x, p))};
  return record<RecurrentStep>(x, p, state.back(), cell);
}

StepGrads cell_step_grads(Cell cell, const Tensor& x, const Tensor& p,
                          const std::vector<Tensor>& state, const std::vector<Tensor>& grads) {
  if (cell == Cell::kLstm) return lstm_grads(add(x, p), state[1], grads[0], grads[1]);
  if (cell == Cell::kGru) return gru_grads(x, p, state[0], grads[0]);
  const Tensor s = add(x, p);
  const Tensor ds = cell == Cell::kTanh ? through_tanh(grads[0], tanh(s))
                                        : mul(grads[0], to(gt(s, 0), s.dtype()));
  return {ds, ds, {Tensor()}};
}

std::vector<Tensor> recurrent_cell(const char* op, Cell cell, const Tensor& x,
                                   const std::vector<Tensor>& state, const CellWeights& w) {
  const int64_t gates = kernels::gates_of(cell);
  RG_CHECK(x.dim() == 1 || x.dim() == 2, ShapeError, op,
           ": expected an input of shape (n, input) or (input), got ", x.shape());
  RG_CHECK(is_floating(x.dtype()), DTypeError, op, ": expected a floating input, got ", x.dtype());
  RG_CHECK(w.input.dim() == 2 && w.hidden.dim() == 2 &&
               w.hidden.size(0) == gates * w.hidden.size(1) && w.input.size(0) == w.hidden.size(0),
           ShapeError, op, ": expected weights of shapes (", gates, " hidden, input) and (", gates,
           " hidden, hidden), got ", w.input.shape(), " and ", w.hidden.shape());
  RG_CHECK(x.size(-1) == w.input.size(1), ShapeError, op, ": the input has ", x.size(-1),
           " features but the weight is for ", w.input.size(1));
  for (const Tensor* p : {&w.input, &w.hidden, &w.input_bias, &w.hidden_bias})
    RG_CHECK(!p->defined() || p->dtype() == x.dtype(), DTypeError, op, ": the input is ", x.dtype(),
             " but a weight ", p->dtype(), "; convert one with .to()");
  const DType t = computing(x.dtype());
  Dims expected = x.shape();
  expected.back() = w.hidden.size(1);
  std::vector<Tensor> from;
  for (const Tensor& s : state) {
    RG_CHECK(s.shape() == expected, ShapeError, op, ": expected a state of shape ", expected,
             ", got ", s.shape());
    RG_CHECK(s.dtype() == x.dtype(), DTypeError, op, ": the input is ", x.dtype(),
             " but the state ", s.dtype(), "; convert one with .to()");
    const Tensor rows = to(s, t);
    from.push_back(x.dim() == 1 ? unsqueeze(rows, 0) : rows);
  }
  const auto product = [&](const Tensor& from_rows, const Tensor& weight, const Tensor& bias) {
    const Tensor rows = to(x.dim() == 1 ? unsqueeze(from_rows, 0) : from_rows, t);
    return linear(rows, to(weight, t), bias.defined() ? to(bias, t) : Tensor());
  };
  std::vector<Tensor> after = cell_step(cell, product(x, w.input, w.input_bias),
                                        product(state[0], w.hidden, w.hidden_bias), from);
  for (Tensor& s : after) s = to(x.dim() == 1 ? squeeze(s, {0}) : s, x.dtype());
  return after;
}

}  // namespace retrograd::ops
