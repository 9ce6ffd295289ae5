#include "ops/strided.h"

#include <algorithm>

#include "base/check.h"
#include "graph/view.h"
#include "kernels/arithmetic.h"
#include "ops/creation.h"
#include "ops/map.h"

namespace retrograd::ops {
namespace {

// Where a window lies on the memory of a tensor: `start` in elements from the tensor's first one.
struct Window {
  Dims base_shape, base_strides;
  Dims shape, strides;
  int64_t start;
};

Window window_of(const Tensor& base, const Tensor& part) {
  return {base.shape(), base.strides(), part.shape(), part.strides(),
          (part.bytes() - base.bytes()) / base.item_bytes()};
}

// Gradients are laid out as the base, so the base may have no gaps and share no elements.
void check_base(const Tensor& base) {
  RG_CHECK(is_dense(base.shape(), base.strides()), GraphError,
           "as_strided: gradients cannot flow to a base of shape ", base.shape(), " with strides ",
           base.strides(),
           ", which leaves gaps in memory or uses it twice; take a clone() of it first");
}

void check_view(const Tensor& base, const Tensor& view) {
  RG_CHECK(&base.storage() == &view.storage(), GraphError,
           "as_strided: a view and its base no longer share memory, since .data of one of them was "
           "assigned, so gradients cannot flow between them; make the view anew");
  check_base(base);
}

Tensor as_base(const Tensor& x, const Window& w) {
  if (x.strides() == w.base_strides) return x;
  Tensor y = empty_strided(w.base_shape, w.base_strides, x.dtype());
  copy_into(y, x);
  return y;
}

Tensor window_on(const Tensor& base, const Window& w) {
  return alias(base, w.shape, w.strides, w.start);
}

Tensor read_window(const Tensor& x, const Window& w);
Tensor scatter_window(const Tensor& grad, const Window& w);
Tensor clear_window(const Tensor& grad, const Window& w);

// y = the window of x,  dx = 0 with dy added there
struct AsStrided {
  static constexpr const char* name = "AsStrided";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Window window;
  };
  static Tensor forward(Ctx<AsStrided>* ctx, const Tensor& x, const Window& w) {
    if (ctx) {
      check_base(x);
      ctx->attributes.window = w;
    }
    return window_on(x, w);
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
    copy_into(y, window_on(as_base(x, w), w));
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
    Tensor z = empty_strided(w.base_shape, w.base_strides, g.dtype());
    copy_into(z, zeros({}, g.dtype()));
    add_at(window_on(z, w), g, 0);
    return z;
  }
  static Grads<1> backward(const Ctx<ScatterWindow>& ctx, const Tensor& grad) {
    return {read_window(grad, ctx.attributes.window)};
  }

 private:
  // One element after another along the first dimensions, since a window may use a place twice; a
  // last dimension with a stride of its own is added as one loop.
  static void add_at(const Tensor& y, const Tensor& g, int64_t dim) {
    if (dim == y.dim() || is_dense(y.shape(), y.strides())) {
      run_loop(kernels::arithmetic().add[y.dtype()], y, y, g);
      return;
    }
    const auto rest = [&](const Tensor& x, int64_t i) {
      Dims shape = x.shape(), strides = x.strides();
      const int64_t offset = i * x.strides()[dim];
      shape[dim] = 1;
      return alias(x, shape, strides, offset);
    };
    for (int64_t i = 0; i < y.shape()[dim]; ++i) add_at(rest(y, i), rest(g, i), dim + 1);
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
    Tensor z = empty_strided(w.base_shape, w.base_strides, g.dtype());
    copy_into(z, g);
    copy_into(window_on(z, w), zeros({}, g.dtype()));
    return z;
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
  return record_view<AsStrided>(
      x, Window{x.shape(), x.strides(), shape, strides, offset - x.storage_offset()});
}

}  // namespace retrograd::ops

namespace retrograd {

Ref<Node> as_strided_node(const Tensor& base, const Tensor& view) {
  ops::check_view(base, view);
  auto node = make_ref<Ctx<ops::AsStrided>>(Edges{gradient_edge(base)});
  node->attributes.window = ops::window_of(base, view);
  node->outputs.push_back({view.shape(), view.dtype()});
  return node;
}

Ref<Node> copy_slices_node(const Tensor& base, const Tensor& view, const Edge& written) {
  ops::check_view(base, view);
  auto node =
      make_ref<ops::CopySlices>(ops::window_of(base, view), Edges{gradient_edge(base), written});
  node->outputs.push_back({base.shape(), base.dtype()});
  return node;
}

}  // namespace retrograd
