#include "engine/modes/anomaly.h"

#include <cctype>
#include <mutex>

#include "base/check.h"
#include "base/host.h"
#include "base/machine/fork.h"
#include "base/origin.h"
#include "graph/modes/anomaly.h"
#include "graph/modes/tangent.h"
#include "ops/pointwise/compare.h"
#include "ops/reduce/reduce.h"

namespace retrograd {
namespace {

ForkMutex mutex;
std::string first;  // under `mutex`

void report(const std::string& found) {
  {
    const std::lock_guard lock(mutex);
    if (!first.empty()) return;
    first = found;
  }
  host.warn("anomaly mode: " + found + ".");
}

bool holds(const Tensor& question) { return question.item().to_int() != 0; }

bool is_finite(const Tensor& x) {
  return !x.defined() || !is_floating(x.dtype()) || holds(ops::all(ops::isfinite(x)));
}

bool has_nan(const Tensor& x) {
  return x.defined() && is_floating(x.dtype()) && holds(ops::any(ops::isnan(x)));
}

// "log_softmax" of "LogSoftmax".
std::string function_name(const char* op) {
  std::string name;
  for (const char* c = op; *c; ++c) {
    const bool upper = std::isupper(static_cast<unsigned char>(*c)) != 0;
    if (upper && c != op) name += '_';
    name += static_cast<char>(std::tolower(static_cast<unsigned char>(*c)));
  }
  return name;
}

bool ends_at_leaf(const Node& node) {
  for (const Edge& edge : node.edges)
    if (edge.node && edge.node->leaf()) return true;
  return false;
}

const char* what(const Tensors& xs) {
  for (const Tensor& x : xs)
    if (has_nan(x)) return "nan";
  return "inf";
}

}  // namespace

void set_anomaly_mode(bool on) {
  if (on) {
    const std::lock_guard lock(mutex);
    first.clear();
  }
  detail::anomaly_mode.store(on, std::memory_order_relaxed);
}

std::string first_anomaly() {
  const std::lock_guard lock(mutex);
  return first;
}

namespace engine {

bool all_finite(const Tensors& xs) {
  const ForwardOff off;
  for (const Tensor& x : xs)
    if (!is_finite(x)) return false;
  return true;
}

void look(const char* op, bool of_derivative, const Tensors& inputs, const Tensors& outputs,
          bool clean) {
  if (engine::all_finite(outputs)) return;
  if (of_derivative) {
    // For apply_watched, which is around this.
    raise_float_flags(kFloatFlags);
    return;
  }
  if (clean && engine::all_finite(inputs))
    report(concat(function_name(op), Origin::here().text(" at "), " made ", what(outputs),
                  " out of finite numbers"));
}

}  // namespace engine

Tensors apply_watched(Node& node, Tensors grads) {
  const Tensors arrived = grads;
  Tensors out;
  unsigned flags = 0;
  {
    const detail::Watching derivative(detail::Watched::kDerivative);
    clear_float_flags();
    out = node.apply(std::move(grads));
    flags = float_flags();
  }
  const std::string before = first_anomaly();
  // A nan that is passed on raises no flag, so where there may be one, all gradients are looked at;
  // those that leaves get, always.
  if (!flags && before.empty() && !node.runs_host_code() && !ends_at_leaf(node)) return out;
  const detail::Watching own(detail::Watched::kOperation);
  if (engine::all_finite(out)) return out;
  const bool clean = engine::all_finite(arrived);
  for (size_t i = 0; i < out.size(); ++i)
    RG_CHECK(!has_nan(out[i]), GraphError, "backward: ", node.name(), " returned nan as gradient ",
             i, clean ? "; what arrived was finite" : "; what arrived was not finite either",
             before.empty() ? "" : ". The first anomaly: " + before);
  if (clean)
    report(concat(node.name(), node.origin().text(", recorded at "),
                  ", made an infinite gradient out of finite ones"));
  return out;
}

}  // namespace retrograd
