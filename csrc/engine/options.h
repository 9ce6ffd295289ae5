// options.h: what may be asked of a run backwards.
#pragma once

namespace retrograd {

struct BackwardOptions {
  bool retain_graph = false;  // keep saved tensors for another run
  bool create_graph = false;  // record the backward run itself
};

}  // namespace retrograd
