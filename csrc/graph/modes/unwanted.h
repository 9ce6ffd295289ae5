// unwanted.h: which gradients nobody wants of the node that this thread runs backwards: a run for
// some inputs alone leaves out those that lead to none of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

namespace retrograd {

class Node;

namespace detail {
struct Unwanted {
  const Node* node;
  uint64_t inputs;  // the first 64, by bits
};
inline constinit thread_local Unwanted unwanted = {nullptr, 0};
}  // namespace detail

inline bool is_unwanted(const Node& node, size_t input) {
  return detail::unwanted.node == &node && input < 64 && detail::unwanted.inputs >> input & 1;
}

// For a scope, in which the node is applied; of no node, none.
class UnwantedInputs {
 public:
  explicit UnwantedInputs(const Node* node = nullptr, uint64_t inputs = 0)
      : around_(std::exchange(detail::unwanted, {node, inputs})) {}
  UnwantedInputs(const UnwantedInputs&) = delete;
  UnwantedInputs& operator=(const UnwantedInputs&) = delete;
  ~UnwantedInputs() { detail::unwanted = around_; }

 private:
  const detail::Unwanted around_;
};

}  // namespace retrograd
