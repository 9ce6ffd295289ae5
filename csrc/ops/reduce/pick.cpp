#include "ops/reduce/pick.h"

#include <algorithm>

#include "base/grain.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "kernels/move/gather.h"
#include "ops/reduce/axis.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// Calls run(i, n) for runs of positions that cover [0, total), none across the end of a line of
// `inner` ones.
template <class F>
void in_runs(int64_t total, int64_t inner, F run) {
  parallel_for(total, kPickGrain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end;) {
      const int64_t n = std::min(end - i, inner - i % inner);
      run(i, n);
      i += n;
    }
  });
}

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
    const kernels::GatherLoop read = kernels::gather().read_some[y.item_bytes()];
    // Where the dimension is the last one, the outer ones are the run.
    const bool last = axis.inner == 1;
    const int64_t step = last ? axis.s_outer : axis.s_inner;
    in_runs(y.numel(), last ? y.numel() : axis.inner, [&](int64_t i, int64_t n) {
      read(y.bytes() + i * y.item_bytes(),
           from.bytes() + i / axis.inner * axis.s_outer + i % axis.inner * axis.s_inner,
           at.data<int64_t>() + i, n, y.item_bytes(), step, axis.s_n);
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
    const int64_t item = x.item_bytes(), step = from.numel() != 1 ? item : 0;
    const kernels::GatherLoop write = kernels::gather().write[item];
    const bool last = inner == 1;
    in_runs(index.numel(), last ? index.numel() : inner, [&](int64_t i, int64_t count) {
      write(x.bytes() + (i / inner * n * inner + i % inner) * item, from.bytes() + i * step,
            at.data<int64_t>() + i, count, last ? n * item : item, step, inner * item);
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

Tensor put(const Tensor& y, const Tensor& index, int64_t dim, int64_t n, bool kept) {
  if (kept) return put(squeeze(y, {dim}), squeeze(index, {dim}), dim, n);
  return record<Put>(y, index, dim, n);
}

}  // namespace retrograd::ops
