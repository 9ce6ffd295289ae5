// anomaly.h: what anomaly mode does: it looks at the results of operations and of derivatives.
#pragma once

#include <string>

#include "graph/node.h"

namespace retrograd {

// Turning it on forgets what was found before.
void set_anomaly_mode(bool on);

// What was found first, a sentence without its full stop; "" before.
std::string first_anomaly();

// node.apply(grads). Throws GraphError if a gradient that it returns is nan; an inf made of finite
// gradients is reported as a finding.
Tensors apply_watched(Node& node, Tensors grads);

// See graph/modes/anomaly.h and graph/upcalls.h.
namespace engine {
bool all_finite(const Tensors& xs);
void look(const char* op, bool of_derivative, const Tensors& inputs, const Tensors& outputs,
          bool clean);
}  // namespace engine

}  // namespace retrograd
