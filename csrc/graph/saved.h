// saved.h: SavedTensor, what an operation keeps for its derivative, with the version it had then.
//
// An input is kept as it is. An output is kept without its history, since the history is the node
// that saves it; reading it back puts the history on again.
#pragma once

#include "base/check.h"
#include "graph/grad_meta.h"

namespace retrograd {

// A saved tensor was written to. The engine adds which node had saved it.
class SavedTensorError final : public Error {
 public:
  using Error::Error;
};

class SavedTensor {
 public:
  SavedTensor() = default;
  SavedTensor(const Tensor& input) : tensor_(input), version_(version_of(input)) {}
  static SavedTensor output(const Tensor& y, Node* node, uint32_t number = 0) {
    SavedTensor saved(alias(y));
    saved.node_ = node;
    saved.output_ = number;
    return saved;
  }

  bool defined() const { return tensor_.defined(); }

  // The tensor as it was. Throws SavedTensorError if it was written to since.
  operator Tensor() const;

 private:
  static uint32_t version_of(const Tensor& x) { return x.defined() ? x.storage().version() : 0; }

  Tensor tensor_;
  uint32_t version_ = 0;
  uint32_t output_ = 0;
  Node* node_ = nullptr;  // the saving node where tensor_ is one of its outputs; it outlives this
};

}  // namespace retrograd
