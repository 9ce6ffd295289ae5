#include "api/autograd.h"

#include "engine/backward.h"

namespace retrograd {

namespace {
BackwardOptions completed(const BackwardOptions& asked) {
  return {asked.retain_graph || asked.create_graph, asked.create_graph};
}
}  // namespace

void backward(const Tensor& root, const Tensor& gradient, BackwardOptions options) {
  backward({root}, {gradient}, {}, completed(options));
}

std::vector<Tensor> grad(const Tensor& root, const std::vector<Tensor>& inputs,
                         const Tensor& gradient, BackwardOptions options) {
  return grad({root}, {gradient}, inputs, completed(options));
}

}  // namespace retrograd
