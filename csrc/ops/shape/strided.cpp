#include "ops/shape/strided.h"

#include <algorithm>

#include "base/check.h"
#include "graph/view.h"
#include "kernels/pointwise/arithmetic.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

// Where a window lies on the memory of a tensor: `start` in elements from the tensor's first one.
//
// Note [Windows and gradients]
// A base holds the elements B m of its memory m, and a window W m. The base may leave out places
// that the window shows, and then no gradient reaches those; or show one of them k times, and then
// each of the k gets a k-th of its gradient, so that whoever repeated it adds up to all of it. With
// D the diagonal of the k, y = W m has the gradient dx = B D^-1 W' dy, and that of dx is W D^-1 B'.
struct Window {
  Dims base_shape, base_strides;
  Dims shape, strides;
  int64_t start;
};

Window window_of(const Tensor& base, const Tensor& part) {
  return {base.shape(), base.strides(), part.shape(), part.strides(),
          (part.bytes() - base.bytes()) / base.item_bytes()};
}

// Whether the steps of the window are steps of the base, and no more of them than it has: then the
// base has all that the window shows. It may have it otherwise, too.
bool steps_along(const Window& w) {
  if (count(w.base_shape) == 0) return false;
  Dims left;  // how far each dimension of the base goes on
  int64_t start = w.start;
  for (const int64_t length : w.base_shape) left.push_back(length - 1);
  for (;;) {  // from the first element to the start, by the largest steps
    size_t largest = left.size();
    for (size_t b = 0; b < left.size(); ++b)
      if (left[b] > 0 && w.base_strides[b] > 0 && w.base_strides[b] <= start &&
          (largest == left.size() || w.base_strides[b] > w.base_strides[largest]))
        largest = b;
    if (largest == left.size()) break;
    const int64_t step = w.base_strides[largest], times = std::min(start / step, left[largest]);
    start -= times * step;
    left[largest] -= times;
  }
  if (start != 0) return false;
  for (size_t d = 0; d < w.shape.size(); ++d) {
    if (w.shape[d] == 1 || w.strides[d] == 0) continue;
    size_t b = 0;
    while (b < left.size() && (w.base_strides[b] != w.strides[d] || left[b] < w.shape[d] - 1)) ++b;
    if (b == left.size()) return false;
    left[b] -= w.shape[d] - 1;
  }
  return true;
}

// Memory for a base and a window on it.
class Memory {
 public:
  // All 0.
  Memory(const Window& w, DType t)
      : w_(&w), low_(count(w.shape) == 0 ? 0 : std::min<int64_t>(w.start, 0)) {
    const int64_t base = extent_of(w.base_shape, w.base_strides),
                  window = extent_of(w.shape, w.strides);
    elements_ = zeros({std::max(base, window == 0 ? 0 : w.start + window) - low_}, t);
  }
  // What the base holds being x, which is not copied where it lies as the base does.
  static Memory of(const Window& w, const Tensor& x) {
    const bool covers = x.strides() == w.base_strides && is_dense(w.base_shape, w.base_strides) &&
                        w.start >= 0 && w.start + extent_of(w.shape, w.strides) <= x.numel();
    if (covers) return Memory(w, alias(x, {x.numel()}, {1}));
    Memory memory(w, x.dtype());
    add_at(memory.base(), x);
    memory.share();
    return memory;
  }

  Tensor base() const { return alias(elements_, w_->base_shape, w_->base_strides, -low_); }
  Tensor window() const {
    return alias(elements_, w_->shape, w_->strides, count(w_->shape) == 0 ? 0 : w_->start - low_);
  }

  // Adds x to the elements of a part, which may show a place twice.
  static void add_at(const Tensor& part, const Tensor& x, int64_t dim = 0) {
    // One element after another along the first dimensions; what has places of its own is one loop.
    if (dim == part.dim() || is_injective(part.shape(), part.strides())) return add_into(part, x);
    const auto at = [&](const Tensor& of, int64_t i) {
      Dims shape = of.shape();
      shape[dim] = 1;
      return alias(of, shape, of.strides(), i * of.strides()[dim]);
    };
    for (int64_t i = 0; i < part.shape()[dim]; ++i) add_at(at(part, i), at(x, i), dim + 1);
  }

  // Whether the base has all that the window shows.
  static bool covered(const Window& w) {
    if (count(w.shape) == 0) return true;
    if (is_dense(w.base_shape, w.base_strides))
      return w.start >= 0 && w.start + extent_of(w.shape, w.strides) <= count(w.base_shape);
    if (steps_along(w)) return true;
    const Memory shown(w, DType::kBool);
    copy_into(shown.base(), ones({}, DType::kBool));
    return all(shown.window()).item().to_int() != 0;
  }

  // Divides each place by how often the base shows it.
  void share() const {
    if (is_injective(w_->base_shape, w_->base_strides)) return;
    const Memory times(*w_, elements_.dtype());
    const Tensor one =
        alias(ones({}, elements_.dtype()), w_->base_shape, Dims(w_->base_shape.size(), 0));
    add_at(times.base(), one);
    // Places that it does not show are read by nobody, or hold 0.
    const Tensor k = clamp(times.elements_, number(1.0), Tensor());
    const DType t = computing(k.dtype());
    run_loop(kernels::arithmetic().div[t], t, t, elements_, elements_, k);
  }

  // The base, without gaps.
  Tensor packed_base() const {
    const bool whole = elements_.numel() == count(w_->base_shape);
    return whole && is_dense(w_->base_shape, w_->base_strides) ? base() : copy_of(base());
  }

 private:
  Memory(const Window& w, const Tensor& elements) : w_(&w), low_(0), elements_(elements) {}

  const Window* w_;
  int64_t low_;  // where elements_ start, counted from the first one of the base
  Tensor elements_;
};

Tensor read_window(const Tensor& x, const Window& w);
Tensor scatter_window(const Tensor& grad, const Window& w);
Tensor clear_window(const Tensor& grad, const Window& w);

// y = the window of x,  dx = 0 with dy added there; see Note [Windows and gradients]
struct AsStrided {
  static constexpr const char* name = "AsStrided";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Window window;
  };
  static Tensor forward(Ctx<AsStrided>* ctx, const Tensor& x, const Window& w) {
    if (ctx) ctx->attributes.window = w;
    return alias(x, w.shape, w.strides, w.start);
  }
  static SavedValues shown(const Attributes& at) {
    return {{"size", at.window.shape}, {"stride", at.window.strides}};
  }
  static Grads<1> backward(const Ctx<AsStrided>& ctx, const Tensor& grad) {
    return {scatter_window(grad, ctx.attributes.window)};
  }
};

// The same as a copy, for gradients, whose layout is not the base's.  dx = 0 with dy added there
struct ReadWindow {
  static constexpr const char* name = "AsStrided";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Window window;
  };
  static Tensor forward(Ctx<ReadWindow>* ctx, const Tensor& x, const Window& w) {
    if (ctx) ctx->attributes.window = w;
    Tensor y = empty(w.shape, x.dtype());
    copy_into(y, Memory::of(w, x).window());
    return y;
  }
  static Grads<1> backward(const Ctx<ReadWindow>& ctx, const Tensor& grad) {
    return {scatter_window(grad, ctx.attributes.window)};
  }
};

// z = 0 with g added at the window,  dg = the window of dz
struct ScatterWindow {
  static constexpr const char* name = "AsStridedBackward";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Window window;
  };
  static Tensor forward(Ctx<ScatterWindow>* ctx, const Tensor& g, const Window& w) {
    if (ctx) ctx->attributes.window = w;
    const Memory memory(w, g.dtype());
    Memory::add_at(memory.window(), g);
    memory.share();
    return memory.packed_base();
  }
  static Grads<1> backward(const Ctx<ScatterWindow>& ctx, const Tensor& grad) {
    return {read_window(grad, ctx.attributes.window)};
  }
};

// z = g with zeros at the window,  dg = dz with zeros there
struct ClearWindow {
  static constexpr const char* name = "CopySlicesBackward";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Window window;
  };
  static Tensor forward(Ctx<ClearWindow>* ctx, const Tensor& g, const Window& w) {
    if (ctx) ctx->attributes.window = w;
    const Memory memory = Memory::of(w, copy_of(g));
    copy_into(memory.window(), zeros({}, g.dtype()));
    return memory.packed_base();
  }
  static Grads<1> backward(const Ctx<ClearWindow>& ctx, const Tensor& grad) {
    return {clear_window(grad, ctx.attributes.window)};
  }
};

Tensor read_window(const Tensor& x, const Window& w) { return record<ReadWindow>(x, w); }
Tensor scatter_window(const Tensor& grad, const Window& w) {
  return record<ScatterWindow>(grad, w);
}
Tensor clear_window(const Tensor& grad, const Window& w) { return record<ClearWindow>(grad, w); }

// A base whose part was written: edge 0 is the base as it was, edge 1 what was written.
class CopySlices final : public Node {
 public:
  CopySlices(Window w, Edges inputs) : Node(std::move(inputs)), window_(std::move(w)) {}
  std::string name() const override { return "CopySlices"; }
  Tensors apply(Tensors grads) override {
    if (!grads[0].defined()) return Tensors(2);
    return {edges[0].node ? clear_window(grads[0], window_) : Tensor(),
            read_window(grads[0], window_)};
  }

 private:
  Window window_;
};

}  // namespace

Tensor as_strided(const Tensor& x, const Dims& shape, const Dims& strides) {
  return as_strided(x, shape, strides, x.storage_offset());
}

Tensor as_strided(const Tensor& x, const Dims& shape, const Dims& strides, int64_t offset) {
  RG_CHECK(shape.size() == strides.size(), ShapeError, "as_strided: ", shape.size(),
           " lengths but ", strides.size(), " strides");
  const int64_t n = check_shape("as_strided", shape, x.item_bytes());
  RG_CHECK(offset >= 0, ShapeError, "as_strided: negative storage_offset ", offset);
  int64_t last = offset;
  for (size_t d = 0; d < shape.size(); ++d) {
    RG_CHECK(strides[d] >= 0, ShapeError, "as_strided: negative stride ", strides[d]);
    int64_t reach = 0;
    RG_CHECK(n == 0 || (!__builtin_mul_overflow(shape[d] - 1, strides[d], &reach) &&
                        !__builtin_add_overflow(last, reach, &last)),
             ShapeError, "as_strided: the window overflows 64 bits");
  }
  const int64_t held = x.storage().bytes() / x.item_bytes();
  RG_CHECK(n == 0 || last < held, ShapeError, "as_strided: the window ends at element ", last,
           " of a storage that holds ", held);
  const auto window = [&](const Tensor& of) {
    return Window{of.shape(), of.strides(), shape, strides, offset - of.storage_offset()};
  };
  if (!grad_enabled() || !is_floating(x.dtype()) || Memory::covered(window(x)))
    return record_view<AsStrided>(x, window(x));
  // What x does not show has a history where its base has it, unless x is a leaf of its own.
  const GradMeta* const own = grad_meta(x);
  if (const Tensor base(x.impl()->base); base.defined() && !(own && own->requires_grad) &&
                                         x.impl()->view_kind == ViewKind::kPlain &&
                                         &base.storage() == &x.storage())
    return as_strided(base, shape, strides, offset);
  Tensor y = record_view<AsStrided>(x, window(x));
  if (y.impl()->view_kind == ViewKind::kPlain) y.impl()->view_kind = ViewKind::kBeyond;
  return y;
}

Ref<Node> as_strided_node(const Tensor& base, const Tensor& view) {
  check_same_memory("as_strided", base, view);
  auto node = make_ref<Ctx<AsStrided>>(Edges{gradient_edge(base)});
  node->attributes.window = window_of(base, view);
  node->outputs.push_back(view);
  return node;
}

Ref<Node> copy_slices_node(const Tensor& base, const Tensor& view, const Edge& written) {
  auto node = make_ref<CopySlices>(window_of(base, view), Edges{gradient_edge(base), written});
  node->outputs.push_back(base);
  return node;
}

}  // namespace retrograd::ops
