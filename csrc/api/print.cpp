#include "api/print.h"

#include <vector>

#include "base/check.h"
#include "core/numbers/print.h"
#include "graph/grad_meta.h"

namespace retrograd {

std::string to_string(const Tensor& x, const std::string& prefix) {
  std::vector<std::string> suffixes;
  try {
    if (const Ref<Node> node = grad_fn(x)) {
      suffixes.push_back("grad_fn=<" + node->name() + ">");
    } else if (requires_grad(x)) {
      suffixes.emplace_back("requires_grad=True");
    }
  } catch (const GraphError&) {  // a view whose history a write has spoiled
    suffixes.emplace_back("grad_fn=<Invalid>");
  }
  if (const Tensor t = forward_mode() ? tangent(x) : Tensor(); t.defined())
    suffixes.push_back("tangent=" + to_string(t));
  return format(x.bytes(), x.dtype(), x.shape().data(), x.strides().data(), x.dim(), suffixes,
                prefix.c_str());
}

std::ostream& operator<<(std::ostream& out, const Tensor& x) {
  return out << (x.defined() ? to_string(x) : "undefined");
}

}  // namespace retrograd
