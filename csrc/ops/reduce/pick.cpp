#include "ops/reduce/pick.h"

#include <cstring>
#include <type_traits>

#include "base/grain.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "ops/reduce/axis.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

// y = P x,  dy/dx = P, which moves elements
struct Pick {
  static constexpr const char* name = "Pick";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor index;
  };
  struct Attributes {
    int64_t dim, n;
  };
  static Tensor forward(Ctx<Pick>* ctx, const Tensor& x, const Tensor& index, int64_t dim) {
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {dim, x.dim() == 0 ? 1 : x.size(dim)};
    }
    Tensor from = x;
    const Axis axis = axis_of(from, dim);
    const Tensor at = packed(index), y = retrograd::empty(index.shape(), x.dtype());
    dispatch(x.dtype(), [&](auto* p) {
      using T = std::remove_pointer_t<decltype(p)>;
      parallel_for(y.numel(), kPickGrain, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
          const int64_t k = at.data<int64_t>()[i];
          const char* row =
              from.bytes() + i / axis.inner * axis.s_outer + i % axis.inner * axis.s_inner;
          T value{};
          if (k >= 0) std::memcpy(&value, row + k * axis.s_n, sizeof value);
          y.data<T>()[i] = value;
        }
      });
    });
    return y;
  }
  static Grads<2> backward(const Ctx<Pick>& ctx, const Tensor& grad) {
    return {put(grad, ctx.saved.index, ctx.attributes.dim, ctx.attributes.n), Tensor()};
  }
};

// x = P' y,  dx/dy = P'
struct Put {
  static constexpr const char* name = "Put";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor index;
  };
  struct Attributes {
    int64_t dim;
  };
  static Tensor forward(Ctx<Put>* ctx, const Tensor& y, const Tensor& index, int64_t dim,
                        int64_t n) {
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {dim};
    }
    Dims shape = index.shape();
    shape.insert(dim, n);
    const Tensor x = zeros(shape, y.dtype());
    int64_t inner = 1;
    for (int64_t d = dim; d < index.dim(); ++d) inner *= index.size(d);
    const Tensor at = packed(index);
    Tensor from = y;
    if (y.numel() != 1 && !(y.is_contiguous() && y.shape() == index.shape())) {
      from = retrograd::empty(index.shape(), y.dtype());
      copy_into(from, y);
    }
    const int64_t step = from.numel() != 1;
    dispatch(y.dtype(), [&](auto* p) {
      using T = std::remove_pointer_t<decltype(p)>;
      parallel_for(index.numel(), kPickGrain, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
          const int64_t k = at.data<int64_t>()[i];
          if (k >= 0)
            x.data<T>()[(i / inner * n + k) * inner + i % inner] = from.data<T>()[i * step];
        }
      });
    });
    return x;
  }
  static Grads<2> backward(const Ctx<Put>& ctx, const Tensor& grad) {
    return {pick(grad, ctx.saved.index, ctx.attributes.dim), Tensor()};
  }
};

}  // namespace

Tensor pick(const Tensor& x, const Tensor& index, int64_t dim) {
  return record<Pick>(x, index, dim);
}

Tensor put(const Tensor& y, const Tensor& index, int64_t dim, int64_t n) {
  return record<Put>(y, index, dim, n);
}

}  // namespace retrograd::ops
