// forms.h: the in-place and out= forms of operations, made of their plain forms.
//
//   InPlace form({"sin_", "sin", "SinBackward0"}, x, {});
//   form.finish(sin(form.before()));
//
// writes sin(x) to x, and gives x the history that sin recorded. Whatever throws changes nothing.
#pragma once

#include <optional>

#include "graph/destination.h"
#include "graph/view.h"

namespace retrograd {

struct FormName {
  const char* op;    // "sin_"
  const char* loop;  // "sin": what the plain form calls the loop of its result
  const char* node;  // "SinBackward0": the history of results that have no derivative
};

class InPlace {
 public:
  // Throws as detail::check_writable. `others`: the operands that are not x; undefined ones may be.
  InPlace(const FormName& name, const Tensor& x, Inputs others);

  // What the plain form is to be called with for an operand: x as it is now for x itself.
  const Tensor& instead(const Tensor& operand) const {
    return operand.same(x_) ? before() : operand;
  }
  const Tensor& before() const { return before_.defined() ? before_ : x_; }

  // Throws ShapeError or DTypeError unless x can hold y, the result of the plain form.
  void finish(const Tensor& y);

 private:
  const FormName name_;
  const Tensor& x_;
  const bool recording_;
  bool dual_ = false;
  Tensor before_;
  const Tensor* input_;
  std::optional<Destination> destination_;
};

template <class Plain>
Tensor& in_place(const FormName& name, Tensor& a, const Tensor& b, const Plain& plain) {
  const Tensor* const others[] = {&b};
  InPlace form(name, a, others);
  form.finish(plain(form.before(), form.instead(b)));
  return a;
}

template <class Plain>
Tensor& in_place(const FormName& name, Tensor& x, const Plain& plain) {
  InPlace form(name, x, {});
  form.finish(plain(form.before()));
  return x;
}

class Out {
 public:
  // Throws as detail::check_writable, and GraphError for an output that requires grad while grad
  // mode is on. Both spans live longer than this.
  Out(const FormName& name, Inputs outs, Inputs inputs);

  // Throws GraphError where an operation was recorded that wrote ys, DTypeError where an output
  // cannot hold its y; an output of another shape is resized, with a warning unless it is empty or
  // the function is a factory, which has no inputs.
  void finish(Inputs ys);

 private:
  const FormName name_;
  const Inputs outs_;
  const bool factory_;
  std::optional<Destination> destination_;
};

}  // namespace retrograd
