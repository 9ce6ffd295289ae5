#include "ops/recurrent/recurrent.h"

#include "base/check.h"
#include "ops/layer/dropout.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/recurrent/sequence.h"
#include "ops/shape/copy.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"
#include "ops/shape/split.h"

namespace retrograd::ops {
namespace {

// The weights of one layer in one direction, in the type that it computes in.
struct Weights {
  Tensor input, hidden, input_bias, hidden_bias, projection;
};

struct Network {
  const RecurrentRule& rule;
  int64_t directions, each;  // weights of a layer in one direction
  bool projects;

  explicit Network(const RecurrentRule& r) : rule(r), directions(r.both_ways ? 2 : 1) {
    const auto given = static_cast<int64_t>(r.weights.size());
    const int64_t usual = r.biases ? 4 : 2, runs = r.layers * directions;
    projects = r.cell == Cell::kLstm && given == runs * (usual + 1);
    each = usual + projects;
    RG_CHECK(r.layers > 0 && given == runs * each, ShapeError, r.op, ": ", r.layers, " layers in ",
             directions, " directions have ", usual,
             " weights each, and one more where they project, but ", given, " weights are given");
  }

  Weights at(int64_t run, DType t) const {
    const Tensor* w = &rule.weights[run * each];
    Weights all = {to(w[0], t), to(w[1], t), {}, {}, {}};
    if (rule.biases) all.input_bias = to(w[2], t);
    if (rule.biases) all.hidden_bias = to(w[3], t);
    if (projects) all.projection = to(w[each - 1], t);
    return all;
  }

  void check(const Tensor& x, int64_t batch, const std::vector<Tensor>& state) const {
    const int64_t gates = kernels::gates_of(rule.cell);
    const char* op = rule.op;
    RG_CHECK(is_floating(x.dtype()), DTypeError, op, ": expected a floating input, got ",
             x.dtype());
    RG_CHECK(state.size() == (rule.cell == Cell::kLstm ? 2 : 1), ShapeError, op, ": a state of ",
             state.size(), " tensors does not fit");
    check_probability(op, rule.dropout);
    for (const auto* list : {&rule.weights, &state})
      for (const Tensor& w : *list)
        RG_CHECK(w.dtype() == x.dtype(), DTypeError, op, ": the input is ", x.dtype(), " but a ",
                 list == &state ? "state " : "weight ", w.dtype(), "; convert it with .to()");
    const Tensor& first = rule.weights[1];
    RG_CHECK(first.dim() == 2 && first.size(0) % gates == 0, ShapeError, op,
             ": expected weights of shape (", gates, " hidden, ...), got ", first.shape());
    const int64_t hidden = first.size(0) / gates,
                  out = projects ? rule.weights[each - 1].size(0) : hidden;
    int64_t in = x.size(-1);
    for (int64_t run = 0; run < rule.layers * directions; ++run) {
      if (run == directions) in = out * directions;
      const Tensor* w = &rule.weights[run * each];
      const auto fits = [&](const Tensor& p, const Dims& shape) {
        RG_CHECK(p.shape() == shape, ShapeError, op, ": expected a weight of shape ", shape,
                 ", got ", p.shape());
      };
      fits(w[0], {gates * hidden, in});
      fits(w[1], {gates * hidden, out});
      for (int64_t i = 0; rule.biases && i < 2; ++i) fits(w[2 + i], {gates * hidden});
      if (projects) fits(w[each - 1], {out, hidden});
    }
    for (size_t i = 0; i < state.size(); ++i) {
      const Dims shape = {rule.layers * directions, batch, i == 0 ? out : hidden};
      RG_CHECK(state[i].shape() == shape, ShapeError, op, ": expected a state of shape ", shape,
               ", got ", state[i].shape());
    }
  }
};

// torch draws for one step after another.
Tensor dropped(const RecurrentRule& rule, const Tensor& rows, const Steps& steps) {
  const DropoutKind kind = {rule.op, false, false};
  if (!steps.by_sequence) return dropout(kind, rows, rule.dropout, true);
  const Tensor x = reshape(rows, {steps.batch(), steps.count(), rows.size(1)});
  const Tensor y = dropout(kind, contiguous(transpose(x, 0, 1)), rule.dropout, true);
  return reshape(transpose(y, 0, 1), rows.shape());
}

std::vector<Tensor> run(const Network& network, const Tensor& x, const std::vector<Tensor>& state,
                        Steps steps) {
  const RecurrentRule& rule = network.rule;
  const DType t = computing(x.dtype());
  std::vector<std::vector<Tensor>> before, after(state.size());
  for (const Tensor& s : state) before.push_back(unbind(to(s, t), 0));
  Tensor rows = to(x, t);
  for (int64_t layer = 0; layer < rule.layers; ++layer) {
    std::vector<Tensor> both;
    for (int64_t way = 0; way < network.directions; ++way) {
      const int64_t i = layer * network.directions + way;
      const Weights w = network.at(i, t);
      // Both biases can go with the input, unless the state's is inside a product with a gate.
      const bool apart = rule.cell == Cell::kGru;
      const Tensor bias = rule.biases && !apart ? add(w.input_bias, w.hidden_bias) : w.input_bias;
      const Tensor input = linear(rows, w.input, bias);
      std::vector<Tensor> start;
      for (const auto& s : before) start.push_back(s[i]);
      steps.reverse = way == 1;
      const std::vector<Tensor> found = recurrent_sequence(
          rule.cell, input, w.hidden, apart ? w.hidden_bias : Tensor(), start, w.projection, steps);
      both.push_back(found[0]);
      for (size_t j = 0; j < after.size(); ++j) after[j].push_back(found[j + 1]);
    }
    rows = both.size() == 1 ? both[0] : cat(both, 1);
    if (rule.training && rule.dropout > 0 && layer + 1 < rule.layers)
      rows = dropped(rule, rows, steps);
  }
  std::vector<Tensor> results = {to(rows, x.dtype())};
  for (const auto& list : after) results.push_back(to(stack(list, 0), x.dtype()));
  return results;
}

}  // namespace

std::vector<Tensor> recurrent(const RecurrentRule& rule, const Tensor& x,
                              const std::vector<Tensor>& state, bool batch_first) {
  const Network network(rule);
  RG_CHECK(x.dim() == 3, ShapeError, rule.op, ": expected an input of 3 dimensions, got shape ",
           x.shape());
  const int64_t count = x.size(batch_first ? 1 : 0), batch = x.size(batch_first ? 0 : 1);
  RG_CHECK(count > 0, ShapeError, rule.op, ": expected at least one step, got shape ", x.shape());
  network.check(x, batch, state);
  const Steps steps = {Dims(static_cast<size_t>(count), batch), batch_first, false};
  std::vector<Tensor> found = run(network, reshape(x, {count * batch, x.size(2)}), state, steps);
  found[0] = reshape(found[0], {x.size(0), x.size(1), found[0].size(1)});
  return found;
}

std::vector<Tensor> recurrent(const RecurrentRule& rule, const Tensor& x, const Tensor& batch_sizes,
                              const std::vector<Tensor>& state) {
  const Network network(rule);
  RG_CHECK(x.dim() == 2, ShapeError, rule.op, ": expected packed rows of 2 dimensions, got shape ",
           x.shape());
  RG_CHECK(
      batch_sizes.dim() == 1 && batch_sizes.dtype() == DType::kInt64 && batch_sizes.numel() > 0,
      ShapeError, rule.op, ": expected batch_sizes as an int64 vector, got ", batch_sizes.dtype(),
      " of shape ", batch_sizes.shape());
  Steps steps = {{}, false, false};
  int64_t rows = 0;
  for (int64_t t = 0; t < batch_sizes.size(0); ++t) {
    const int64_t size = batch_sizes.data<int64_t>()[t * batch_sizes.stride(0)];
    RG_CHECK(size > 0 && (t == 0 || size <= steps.sizes.back()) && size <= x.size(0), ShapeError,
             rule.op, ": batch_sizes must be above 0 and never grow, got ", size, " at step ", t);
    steps.sizes.push_back(size);
    rows += size;
  }
  RG_CHECK(rows == x.size(0), ShapeError, rule.op, ": batch_sizes sum to ", rows, " but there are ",
           x.size(0), " rows");
  network.check(x, steps.batch(), state);
  return run(network, x, state, steps);
}

}  // namespace retrograd::ops
