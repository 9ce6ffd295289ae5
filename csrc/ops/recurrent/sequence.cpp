#include "ops/recurrent/sequence.h"

#include <algorithm>
#include <cstring>

#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "graph/record.h"
#include "kernels/matrix/matmul.h"
#include "ops/layer/norm_parts.h"
#include "ops/matrix/matmul.h"
#include "ops/recurrent/cell.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"
#include "ops/shape/split.h"

namespace retrograd::ops {
namespace {

// ---- Which rows follow which. ----

// Rows at, at + step, ... of one step, of the sequences from `batch` on. The state before them is
// that of rows from, from + step, ... or, at a sequence's start, the initial one.
struct Segment {
  int64_t at, from, batch, rows;
  bool initial;
};
constexpr size_t kRest = 512;  // segments between two looks for an interrupt

// In the order of the recurrence; a step has two where sequences start beside others.
std::vector<Segment> segments_of(const Steps& steps) {
  std::vector<Segment> all;
  std::vector<int64_t> at(steps.sizes.size());
  for (size_t t = 1; t < at.size(); ++t)
    at[t] = steps.by_sequence ? static_cast<int64_t>(t) : at[t - 1] + steps.sizes[t - 1];
  for (size_t i = 0; i < at.size(); ++i) {
    const size_t t = steps.reverse ? at.size() - 1 - i : i, before = steps.reverse ? t + 1 : t - 1;
    const int64_t rows = steps.sizes[t];
    const int64_t going = i == 0 ? 0 : std::min(rows, steps.sizes[before]);
    if (rows > going) all.push_back({at[t] + going * steps.step(), 0, going, rows - going, true});
    if (going > 0) all.push_back({at[t], at[before], 0, going, false});
  }
  return all;
}

// Rows of a matrix that lie `row` elements apart.
struct RowsAt {
  char* p;
  int64_t row;
};
RowsAt rows_at(const Tensor& x, int64_t at, int64_t step) {
  const int64_t columns = x.size(1);
  return {x.bytes() + at * columns * x.item_bytes(), step * columns};
}
// The rows that a segment follows, among those of all steps or the initial ones.
RowsAt before(const Segment& s, const Tensor& all, const Tensor& initial, int64_t step) {
  return s.initial ? rows_at(initial, s.batch, 1) : rows_at(all, s.from, step);
}
void copy_rows(const RowsAt& to, const RowsAt& from, int64_t rows, const Tensor& like) {
  const int64_t item = like.item_bytes();
  for (int64_t i = 0; i < rows; ++i)
    std::memcpy(to.p + i * to.row * item, from.p + i * from.row * item, like.size(1) * item);
}

// c = a b (+ bias), or c += a b.
void multiply(const RowsAt& a, const Tensor& b, const RowsAt& c, const Tensor& bias, int64_t rows,
              bool add) {
  kernels::matmul().product[b.dtype()]({.a = a.p,
                                        .b = b.bytes(),
                                        .c = c.p,
                                        .bias = bytes_of(bias),
                                        .m = rows,
                                        .n = b.size(1),
                                        .k = b.size(0),
                                        .a_row = a.row,
                                        .a_col = 1,
                                        .b_row = b.stride(0),
                                        .b_col = b.stride(1),
                                        .c_row = c.row,
                                        .batch = 1,
                                        .a_batch = 0,
                                        .b_batch = 0,
                                        .c_batch = 0,
                                        .accumulate = add,
                                        .type = b.dtype()});
}

// ---- By operations that have derivatives. ----

struct Layer {
  Cell cell;
  Tensor x, w, bias;
  std::vector<Tensor> state;
  Tensor projection;
  Steps steps;
};

// What a step took.
struct Taken {
  Tensor x, p;
  std::vector<Tensor> state;
};

// The first rows of a tensor, and others in their place.
Tensor first_rows(const Tensor& x, int64_t n) { return n == x.size(0) ? x : slice(x, 0, 0, n, 1); }
Tensor with_first(const Tensor& rows, const Tensor& x) {
  const int64_t n = rows.size(0), all = x.size(0);
  return n == all ? rows : cat({rows, slice(x, 0, n, all, 1)}, 0);
}
// The rows of each step, and back.
std::vector<Tensor> by_step(const Tensor& x, const Steps& steps) {
  if (!steps.by_sequence) return split(x, steps.sizes, 0);
  return unbind(reshape(x, {steps.batch(), steps.count(), x.size(1)}), 1);
}
Tensor from_steps(const std::vector<Tensor>& xs, const Steps& steps) {
  if (!steps.by_sequence) return cat(xs, 0);
  return reshape(stack(xs, 1), {steps.batch() * steps.count(), xs[0].size(1)});
}

std::vector<Tensor> step_by_step(const Layer& layer, std::vector<Taken>* taken) {
  const Steps& steps = layer.steps;
  const std::vector<Tensor> xs = by_step(layer.x, steps);
  std::vector<Tensor> state = layer.state, ys(xs.size());
  for (size_t i = 0; i < xs.size(); ++i) {
    const size_t t = steps.reverse ? xs.size() - 1 - i : i;
    std::vector<Tensor> rows;
    for (const Tensor& s : state) rows.push_back(first_rows(s, steps.sizes[t]));
    const Tensor p = linear(rows[0], layer.w, layer.bias);
    if (taken) taken->push_back({xs[t], p, rows});
    std::vector<Tensor> after = cell_step(layer.cell, xs[t], p, rows);
    if (layer.projection.defined()) after[0] = linear(after[0], layer.projection, Tensor());
    ys[t] = after[0];
    for (size_t j = 0; j < state.size(); ++j) state[j] = with_first(after[j], state[j]);
  }
  state.insert(state.begin(), from_steps(ys, steps));
  return state;
}

// The gradients of x, w, bias, h and c.
Tensors step_by_step_grads(const Layer& layer, const Tensors& grads) {
  const Steps& steps = layer.steps;
  std::vector<Taken> taken;
  step_by_step(layer, &taken);
  std::vector<Tensor> dys, dxs(taken.size()), state;
  if (grads[0].defined()) dys = by_step(grads[0], steps);
  for (size_t j = 0; j < layer.state.size(); ++j)
    state.push_back(grads[j + 1].defined() ? grads[j + 1] : zeros_like(layer.state[j]));
  Tensor dw, dbias;
  for (size_t i = taken.size(); i-- > 0;) {
    const size_t t = steps.reverse ? taken.size() - 1 - i : i;
    const Taken& step = taken[i];
    std::vector<Tensor> rows;
    for (const Tensor& s : state) rows.push_back(first_rows(s, steps.sizes[t]));
    if (!dys.empty()) rows[0] = add(rows[0], dys[t]);
    StepGrads g = cell_step_grads(layer.cell, step.x, step.p, step.state, rows);
    dxs[t] = g.x;
    dw = sum_of(dw, matmul(mT(g.p), step.state[0]));
    if (layer.bias.defined()) dbias = sum_of(dbias, sum(g.p, {0}));
    g.state[0] = sum_of(g.state[0], matmul(g.p, layer.w));
    for (size_t j = 0; j < state.size(); ++j) state[j] = with_first(g.state[j], state[j]);
  }
  state.resize(2);
  return {from_steps(dxs, steps), dw, dbias, state[0], state[1]};
}

// ---- All at once. ----

// One product and one pass a step; the way back too, with one product for the weight at its end.
struct RecurrentLayer {
  static constexpr const char* name = "RecurrentLayer";
  struct Saved {
    SavedTensor x, w, bias, h, c, ys, cs, gates;
  };
  struct Attributes {
    Cell cell;
    Steps steps;
  };

  static std::vector<Tensor> forward(Ctx<RecurrentLayer>* ctx, const Tensor& x, const Tensor& w,
                                     const Tensor& bias, const Tensor& h, const Tensor& c,
                                     Cell cell, const Steps& steps) {
    const DType t = x.dtype();
    const bool lstm = cell == Cell::kLstm, plain = kernels::gates_of(cell) == 1;
    const int64_t rows = x.size(0), n = w.size(1), batch = steps.batch(), step = steps.step();
    const LongWork outside(rows * w.numel() >= kLongProduct);
    const Tensor from = ready(x, t), b = ready(bias, t), h0 = ready(h, t), c0 = ready(c, t);
    // The product with a matrix whose rows lie in the order in which they are met.
    const Tensor weight = packed(alias(w, {n, w.size(0)}, {w.stride(1), w.stride(0)}));
    const Tensor ys = retrograd::empty({rows, n}, t),
                 cs = lstm ? retrograd::empty({rows, n}, t) : Tensor();
    const int64_t width = kernels::kept_of(cell) * n;
    const Tensor gates = plain ? ys : retrograd::empty({ctx ? rows : batch, width}, t);
    const bool all = ctx || plain;
    const Tensor &states = lstm ? cs : ys, &first = lstm ? c0 : h0;
    const std::vector<Segment> segments = segments_of(steps);
    for (size_t i = 0; i < segments.size(); ++i) {
      const Segment& s = segments[i];
      if (i % kRest == kRest - 1) rest();
      const RowsAt kept = all ? rows_at(gates, s.at, step) : rows_at(gates, 0, 1);
      const RowsAt input = rows_at(from, s.at, step), state = before(s, states, first, step),
                   y = rows_at(ys, s.at, step);
      const RowsAt next = lstm ? rows_at(cs, s.at, step) : RowsAt{};
      multiply(before(s, ys, h0, step), weight, kept, b, s.rows, false);
      kernels::recurrent().forward[static_cast<int>(cell)][t]({.rows = s.rows,
                                                               .hidden = n,
                                                               .x = input.p,
                                                               .x_row = input.row,
                                                               .gates = kept.p,
                                                               .gates_row = kept.row,
                                                               .before = state.p,
                                                               .before_row = state.row,
                                                               .h = y.p,
                                                               .h_row = y.row,
                                                               .c = next.p,
                                                               .c_row = next.row});
    }
    if (ctx) {
      ctx->saved.x = x;
      ctx->saved.w = w;
      if (bias.defined()) ctx->saved.bias = bias;
      ctx->saved.h = h;
      ctx->saved.ys = ctx->output(ys);
      if (lstm) ctx->saved.c = c;
      if (lstm) ctx->saved.cs = cs;
      if (!plain) ctx->saved.gates = gates;
      ctx->attributes = {cell, steps};
    }
    std::vector<Tensor> results = {ys, last_of(ys, steps)};
    if (lstm) results.push_back(last_of(cs, steps));
    return results;
  }

  static Tensors backward(const Ctx<RecurrentLayer>& ctx, const Tensors& grads) {
    const Tensor x = ctx.saved.x, w = ctx.saved.w, bias = ctx.saved.bias, h = ctx.saved.h,
                 c = ctx.saved.c;
    const auto& [cell, steps] = ctx.attributes;
    const bool lstm = cell == Cell::kLstm, gru = cell == Cell::kGru;
    if (grad_enabled() || forward_mode()) {
      std::vector<Tensor> state = {h};
      if (lstm) state.push_back(c);
      return step_by_step_grads({cell, x, w, bias, state, Tensor(), steps}, grads);
    }
    const DType t = x.dtype();
    const int64_t n = w.size(1), step = steps.step();
    const LongWork outside(x.size(0) * w.numel() >= kLongProduct);
    const Tensor ys = ready(ctx.saved.ys, t), cs = ready(ctx.saved.cs, t), h0 = ready(h, t),
                 c0 = ready(c, t), weight = ready(w, t), dys = ready(grads[0], t);
    const Tensor gates = lstm || gru ? ready(ctx.saved.gates, t) : ys;
    const Tensor dx = retrograd::empty(x.shape(), t),
                 dp = gru ? retrograd::empty(x.shape(), t) : dx;
    const Tensor dh = own(grads[1], h0), dc = lstm ? own(grads[2], c0) : Tensor();
    const Tensor &states = lstm ? cs : ys, &first = lstm ? c0 : h0;
    const std::vector<Segment> segments = segments_of(steps);
    for (size_t i = segments.size(); i-- > 0;) {
      const Segment& s = segments[i];
      if (i % kRest == kRest - 1) rest();
      const RowsAt kept = rows_at(gates, s.at, step), state = before(s, states, first, step),
                   sum_h = rows_at(dh, s.batch, 1), product = rows_at(dp, s.at, step);
      const RowsAt dy = dys.defined() ? rows_at(dys, s.at, step) : RowsAt{};
      kernels::recurrent().backward[static_cast<int>(cell)][t](
          {.rows = s.rows,
           .hidden = n,
           .gates = kept.p,
           .before = state.p,
           .gates_row = kept.row,
           .before_row = state.row,
           .dy = dy.p,
           .dy_row = dy.row,
           .dh = sum_h.p,
           .dc = lstm ? rows_at(dc, s.batch, 1).p : nullptr,
           .dx = rows_at(dx, s.at, step).p,
           .dp = product.p,
           .dx_row = product.row});
      if (!s.initial || ctx.needs(3)) multiply(product, weight, sum_h, Tensor(), s.rows, gru);
    }
    Tensor dw;
    if (ctx.needs(1)) {
      const Tensor hs = retrograd::empty(ys.shape(), t);
      for (const Segment& s : segments)
        copy_rows(rows_at(hs, s.at, step), before(s, ys, h0, step), s.rows, hs);
      dw = matmul(mT(dp), hs);
    }
    return {dx, dw, ctx.needs(2) ? sum(dp, {0}) : Tensor(), dh, dc};
  }

 private:
  static Tensor own(const Tensor& grad, const Tensor& like) {
    if (!grad.defined()) return zeros(like.shape(), like.dtype());
    return grad.is_contiguous() ? copy_of(grad) : packed(grad);
  }
  // The rows of each sequence's last step.
  static Tensor last_of(const Tensor& all, const Steps& steps) {
    const Tensor last = retrograd::empty({steps.batch(), all.size(1)}, all.dtype());
    const std::vector<Segment> segments = segments_of(steps);
    int64_t done = 0;  // sequences
    for (size_t i = segments.size(); i-- > 0 && done < steps.batch();) {
      const Segment& s = segments[i];
      const int64_t end = s.batch + s.rows, at = s.at + (done - s.batch) * steps.step();
      if (end <= done) continue;
      copy_rows(rows_at(last, done, 1), rows_at(all, at, steps.step()), end - done, all);
      done = end;
    }
    return last;
  }
};

}  // namespace

std::vector<Tensor> recurrent_sequence(Cell cell, const Tensor& x, const Tensor& w,
                                       const Tensor& bias, const std::vector<Tensor>& state,
                                       const Tensor& projection, const Steps& steps) {
  if (projection.defined())
    return step_by_step({cell, x, w, bias, state, projection, steps}, nullptr);
  return record<RecurrentLayer>(x, w, bias, state[0], cell == Cell::kLstm ? state[1] : Tensor(),
                                cell, steps);
}

}  // namespace retrograd::ops
