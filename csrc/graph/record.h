// record.h: turns an operation's struct into graph nodes: the only template magic of the project.
//
//   struct Op {
//     static constexpr const char* name = "Mul";           // grad_fn shows MulBackward0
//     struct Saved { SavedTensor a, b; };                  // optional; freed after backward; or of
//                                                          // any number: std::vector<...> list
//     static constexpr const char* saved_names[] = {"self", "other"};  // optional; see below
//     struct Attributes { Dims shape; };                   // optional; numbers, never freed
//     static SavedValues shown(const Attributes&);         // optional; see below
//     static constexpr bool shows_numbers = true;          // optional; see SavedValue::number
//     static Tensor forward(Ctx<Op>* ctx, const Tensor& a, ..., anything else);
//     static Grads<N> backward(const Ctx<Op>& ctx, const Tensor& grad);
//     static bool saves(const Ctx<Op>& ctx);               // optional; false: nothing, this time
//     static std::string node_name(const Ctx<Op>& ctx);    // optional; all of it, case by case
//   };
//
// grad_fn._saved_<name> shows what the node keeps, as torch calls it: saved_names are those of the
// tensors (null: it is not shown), an array or a function of ctx that returns one; shown gives the
// numbers.
//
// record<Op>(args...) runs forward; ctx is null unless a tensor among the arguments requires grad
// and grad mode is on. Arguments of type Tensor (undefined allowed) and std::vector<Tensor> are
// inputs, in order; backward returns one gradient for each. forward may return a Tensor, or a tuple
// or vector of tensors, and then backward takes Tensors. Only floating outputs join the graph. An
// Op without backward is not differentiable, and is never recorded.
//
// Forward mode takes the tangents of the outputs from `backward` too, at the cost of two vjps.
// Cheaper is `static constexpr auto jvp = Jvp::...` where one of those fits, or a function of
// one's own, `static Tensor jvp(const Ctx<Op>& ctx, const Tensors& tangents)`, with a tangent for
// each input, undefined where it has none; what it returns broadcasts to the output.
//
// `static constexpr bool raises_flags = true` says to anomaly mode that the loops of an Op are
// plain arithmetic; see anomaly.h. Those of linear ones are. An Op that serves several operations
// gives its name and that by watched_as(args...): see ops/rule.h.
#pragma once

#include <array>
#include <concepts>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "graph/grad_meta.h"
#include "graph/modes/anomaly.h"
#include "graph/modes/grad_mode.h"
#include "graph/modes/tangent.h"
#include "graph/modes/unwanted.h"
#include "graph/saved/saving.h"

namespace retrograd {

template <size_t N>
using Grads = std::array<Tensor, N>;

namespace detail {
struct NothingSaved {};
struct NoAttributes {};
template <class Op>
struct SavedOf {
  using type = NothingSaved;
};
template <class Op>
requires requires { typename Op::Saved; }
struct SavedOf<Op> {
  using type = typename Op::Saved;
};
template <class Op>
struct AttributesOf {
  using type = NoAttributes;
};
template <class Op>
requires requires { typename Op::Attributes; }
struct AttributesOf<Op> {
  using type = typename Op::Attributes;
};
template <class Op>
concept Differentiable = requires {
  &Op::backward;
};
}  // namespace detail

// The node of one recorded Op.
template <class Op>
class Ctx final : public SavingNode {
 public:
  explicit Ctx(Edges&& inputs) : SavingNode(std::move(inputs), Origin::here()) {}

  [[no_unique_address]] typename detail::SavedOf<Op>::type saved;
  [[no_unique_address]] typename detail::AttributesOf<Op>::type attributes;

  // Whether its gradient is to be computed.
  bool needs(size_t input) const { return edges[input].node && !is_unwanted(*this, input); }

  // To save a result: `ctx->saved.y = ctx->output(y)`.
  SavedTensor output(const Tensor& y, uint32_t number = 0) {
    return SavedTensor::output(y, this, number);
  }

  std::string name() const override {
    if constexpr (requires { Op::node_name(*this); }) {
      return Op::node_name(*this);
    } else {
      return std::string(Op::name) + "Backward0";
    }
  }

  bool has_saved() const override {
    if constexpr (requires { Op::saves(*this); }) {
      return Op::saves(*this);
    } else {
      return !std::is_empty_v<decltype(saved)>;
    }
  }
  SavedValues saved_values() override {
    SavedValues all;
    if constexpr (requires { Op::saved_names(*this); }) {
      show_saved(all, Op::saved_names(*this));
    } else if constexpr (requires { Op::saved_names; }) {
      show_saved(all, Op::saved_names);
    }
    if constexpr (requires { Op::shown(attributes); })
      for (const SavedValue& value : Op::shown(attributes)) all.push_back(value);
    return all;
  }

  Tensors apply(Tensors grads) override {
    if constexpr (requires { Op::backward(*this, grads[0]); }) {
      if (!grads[0].defined()) return Tensors(edges.size());
      return to_tensors(Op::backward(*this, grads[0]));
    } else {
      return to_tensors(Op::backward(*this, grads));
    }
  }

 private:
  // They are SavedTensors alone.
  std::span<SavedTensor> members() override {
    if constexpr (requires { saved.list; }) {
      return saved.list;
    } else {
      constexpr size_t n =
          std::is_empty_v<decltype(saved)> ? 0 : sizeof(saved) / sizeof(SavedTensor);
      static_assert(n == 0 || sizeof(saved) == n * sizeof(SavedTensor));
      return {reinterpret_cast<SavedTensor*>(&saved), n};
    }
  }
  template <class Names>
  void show_saved(SavedValues& all, const Names& names) {
    static_assert(sizeof(saved) == sizeof(SavedTensor) * std::size(Names{}));
    constexpr bool numbers = requires { Op::shows_numbers; };
    add_saved(all, names, numbers);
  }

  static Tensors to_tensors(Tensors&& grads) { return std::move(grads); }
  template <size_t N>
  static Tensors to_tensors(Grads<N>&& grads) {
    Tensors out;
    for (Tensor& grad : grads) out.emplace_back(std::move(grad));
    return out;
  }
};

namespace detail {

inline bool wants_grad(const Tensor& x) {
  if (!x.defined()) return false;
  const TensorImpl* impl = x.impl();
  return (impl->made_by || impl->grad_meta || impl->base) && requires_grad(x);
}
inline bool wants_grad(const std::vector<Tensor>& xs) {
  for (const Tensor& x : xs)
    if (wants_grad(x)) return true;
  return false;
}
template <class T>
bool wants_grad(const T&) {
  return false;
}

inline void add_edges(Edges& edges, const Tensor& x) {
  edges.push_back(wants_grad(x) ? gradient_edge(x) : Edge());
}
inline void add_edges(Edges& edges, const std::vector<Tensor>& xs) {
  for (const Tensor& x : xs) add_edges(edges, x);
}
template <class T>
void add_edges(Edges&, const T&) {}

template <class... Args>
Edges edges_to(const Args&... args) {
  Edges edges;
  (add_edges(edges, args), ...);
  return edges;
}

// Makes y output number `number` of the node; integers have no gradient and stay outside.
inline void attach(const Ref<Node>& node, const Tensor& y, uint32_t number) {
  node->outputs.push_back(y);
  if (is_floating(y.dtype())) set_history(y, {node, number});
}
inline void attach(const Ref<Node>& node, const Tensor& y) { attach(node, y, 0); }
inline void attach(const Ref<Node>& node, const std::vector<Tensor>& ys) {
  for (size_t i = 0; i < ys.size(); ++i) attach(node, ys[i], static_cast<uint32_t>(i));
}
template <class... T>
void attach(const Ref<Node>& node, const std::tuple<T...>& ys) {
  uint32_t number = 0;
  std::apply([&](const auto&... y) { (attach(node, y, number++), ...); }, ys);
}

}  // namespace detail

template <class Op, class... Args>
using ResultOf =
    decltype(Op::forward(static_cast<Ctx<Op>*>(nullptr), std::declval<const Args&>()...));

template <class Op, class... Args>
ResultOf<Op, Args...> record(const Args&... args);

namespace detail {

// The tensors among inputs or outputs, in order; numbers count as such.
inline void add_tensors(Tensors& all, const Tensor& x) { all.push_back(x); }
inline void add_tensors(Tensors& all, const std::vector<Tensor>& xs) {
  all.append(xs.begin(), xs.end());
}
template <class... T>
void add_tensors(Tensors& all, const std::tuple<T...>& xs) {
  std::apply([&](const auto&... x) { (add_tensors(all, x), ...); }, xs);
}
inline void add_tensors(Tensors& all, const Scalar& x) { all.push_back(number(x)); }
template <class T>
void add_tensors(Tensors&, const T&) {}
template <class... T>
Tensors tensors_of(const T&... xs) {
  Tensors all;
  (add_tensors(all, xs), ...);
  return all;
}

// The tangents of the outputs of a call, by the rule of the operation; see Jvp.
template <class Op, class... Args>
Tensors push_tangents(const Ctx<Op>& ctx, DualCall& call, const Tensors& ys, const Args&... args) {
  if constexpr (!requires { Op::jvp; }) {
    return call.by_two_vjps(ys);
  } else if constexpr (!std::is_same_v<decltype(Op::jvp), const Jvp>) {
    return tensors_of(Op::jvp(ctx, call.tangents()));
  } else if constexpr (Op::jvp == Jvp::kSymmetric) {
    return {call.symmetric(ys[0])};
  } else {
    return tensors_of(record<Op>(tangent_or_zero(args)...));
  }
}

template <class Op, class... Args>
[[gnu::cold, gnu::noinline]] ResultOf<Op, Args...> record_dual(const Args&... args) {
  const ForwardOff off;
  const bool recording = grad_enabled() && (wants_grad(args) || ...);
  auto ctx = make_ref<Ctx<Op>>(recording ? edges_to(args...) : Edges());
  DualCall call(*ctx);
  (call.add(args), ...);
  call.begin();
  auto y = Op::forward(ctx.get(), args...);
  call.end();
  if (recording) attach(Ref<Node>(ctx), y);
  const Tensors ys = tensors_of(y);
  call.finish(ys, push_tangents(*ctx, call, ys, args...));
  return y;
}

template <class Op>
consteval bool raises_flags() {
  if constexpr (requires { Op::raises_flags; }) {
    return Op::raises_flags;
  } else if constexpr (requires { Op::jvp; }) {
    if constexpr (std::is_same_v<decltype(Op::jvp), const Jvp>) return Op::jvp == Jvp::kLinear;
  }
  return false;
}

// The name and the `raises_flags` of a call; those of an Op that goes by rules are the rule's.
template <class Op, class... Args>
std::pair<const char*, bool> watched_as(const Args&... args) {
  if constexpr (requires { Op::watched_as(args...); }) {
    return Op::watched_as(args...);
  } else {
    return {Op::name, raises_flags<Op>()};
  }
}

template <class Op, class... Args>
[[gnu::cold, gnu::noinline]] ResultOf<Op, Args...> record_watched(const Args&... args) {
  const auto [name, raises_flags] = watched_as<Op>(args...);
  const OperationWatch watch(name, raises_flags);
  auto y = record<Op>(args...);
  if (watch.suspicious()) watch.look(tensors_of(args...), tensors_of(y));
  return y;
}

}  // namespace detail

// Whether anybody follows an operation on these: it is recorded, has a tangent, or is watched.
template <class... Args>
bool is_followed(const Args&... args) {
  return watches_operations() || (forward_mode() && (has_tangent(args) || ...)) ||
         (grad_enabled() && (detail::wants_grad(args) || ...));
}

template <class Op, class... Args>
ResultOf<Op, Args...> record(const Args&... args) {
  if constexpr (!detail::Differentiable<Op>) {
    return Op::forward(nullptr, args...);
  } else {
    if (watches_operations()) [[unlikely]]
      return detail::record_watched<Op>(args...);
    if (forward_mode()) [[unlikely]]
      if ((has_tangent(args) || ...)) return detail::record_dual<Op>(args...);
    if (!grad_enabled() || !(detail::wants_grad(args) || ...)) return Op::forward(nullptr, args...);
    auto ctx = make_ref<Ctx<Op>>(detail::edges_to(args...));
    auto y = Op::forward(ctx.get(), args...);
    detail::attach(Ref<Node>(std::move(ctx)), y);
    return y;
  }
}

}  // namespace retrograd
