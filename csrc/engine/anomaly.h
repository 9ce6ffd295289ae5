// anomaly.h: the derivatives of nodes under anomaly mode.
#pragma once

#include "graph/node.h"

namespace retrograd {

// node.apply(grads). Throws GraphError if a gradient that it returns is nan; an inf made of finite
// gradients is reported as a finding.
Tensors apply_watched(Node& node, Tensors grads);

}  // namespace retrograd
