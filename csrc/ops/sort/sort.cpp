#include "ops/sort/sort.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "base/scratch.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "kernels/sort/sort.h"
#include "ops/index/gather.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/axis.h"
#include "ops/reduce/pick.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// What is asked of each line: the ranks from `first` on, as many as `count`.
struct Ranks {
  int64_t dim, first, count;
  bool descending = false;
  const int64_t* each = nullptr;  // the first rank of each line, where they differ
};

constexpr int64_t kKept = 1 << 25;  // bytes that a thread may keep for the next time

// Calls body(memory) with so many bytes.
template <class Body>
void with_room(int64_t bytes, const Body& body) {
  const auto run = [](void* context, void* memory) {
    const auto& call = *static_cast<const std::pair<int64_t, const Body*>*>(context);
    if (memory) return (*call.second)(memory);
    (*call.second)(empty({(call.first + 7) / 8}, DType::kInt64).bytes());
  };
  std::pair<int64_t, const Body*> call = {bytes, &body};
  if (bytes <= kKept) return with_scratch(bytes, &call, run);
  run(&call, nullptr);
}

// Puts values and positions, of which either may be undefined, into contiguous tensors that have
// `count` elements along dim.
void find(const Tensor& x, const Ranks& r, const Tensor& values, const Tensor& places) {
  const LongWork outside(x.numel() >= kLongLoop);
  Tensor from = x;
  const Axis a = axis_of(from, r.dim);
  const int64_t item = x.item_bytes(), step = a.inner;
  const bool last = a.inner == 1;  // the outer ones are the lines then
  const int64_t per_item = last ? a.outer : a.inner;
  const auto sort_lines = [&](int64_t line, int64_t lines, void* scratch) {
    const int64_t o = line / a.inner, i = line % a.inner, at = o * r.count * a.inner + i;
    kernels::sort().sort({.x = from.bytes() + o * a.s_outer + i * a.s_inner,
                          .n = a.n,
                          .step = a.s_n,
                          .type = x.dtype(),
                          .item = item,
                          .descending = r.descending,
                          .first = r.first,
                          .last = r.first + r.count,
                          .scratch = scratch,
                          .values = values.defined() ? values.bytes() + at * item : nullptr,
                          .values_step = step * item,
                          .places = places.defined() ? places.bytes() + at * 8 : nullptr,
                          .places_step = step * 8,
                          .lines = lines,
                          .x_line = last ? a.s_outer : a.s_inner,
                          .values_line = last ? r.count * item : item,
                          .places_line = last ? r.count * 8 : 8,
                          .each = r.each ? r.each + line : nullptr});
  };
  const int64_t room = kernels::sort_scratch(a.n, item, a.s_n);
  parallel_for(a.outer * a.inner, std::max<int64_t>(1, kPickGrain / std::max<int64_t>(a.n, 1)),
               [&](int64_t begin, int64_t end) {
                 with_room(room, [&](void* scratch) {
                   for (int64_t line = begin, lines; line < end; line += lines) {
                     lines = std::min(per_item - line % per_item, end - line);
                     sort_lines(line, lines, scratch);
                   }
                 });
               });
}

// y, laid out as x is.
Tensor lying_as(const Tensor& x, const Tensor& y) {
  if (x.is_contiguous()) return y;
  const Dims strides = like_strides(x);
  if (strides == y.strides()) return y;
  const Tensor z = empty_strided(y.shape(), strides, y.dtype());
  copy_into(z, y);
  return z;
}

struct Along {
  int64_t dim;
  Dims shape;
};
SavedValues shown_along(const Along& a) { return {{"dim", a.dim}, {"self_sym_sizes", a.shape}}; }

// (y, i): y = x[i], a part of x in order,  dx = 0 with dy at i
template <bool whole>
struct Ordered {
  static constexpr const char* name = whole ? "Sort" : "Topk";
  using Attributes = Along;
  static constexpr auto shown = shown_along;
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"indices"};
  static std::tuple<Tensor, Tensor> forward(Ctx<Ordered>* ctx, const Tensor& x, const Ranks& r) {
    Dims shape = x.shape();
    if (x.dim() > 0) shape[static_cast<size_t>(r.dim)] = r.count;
    Tensor y = retrograd::empty(shape, x.dtype()), index = retrograd::empty(shape, DType::kInt64);
    find(x, r, y, index);
    if (whole) {
      y = lying_as(x, y);
      index = lying_as(x, index);
    }
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {r.dim, x.shape()};
    }
    return {y, index};
  }
  static Grads<1> backward(const Ctx<Ordered>& ctx, const Tensors& grads) {
    if (!grads[0].defined()) return {};
    const auto& [dim, shape] = ctx.attributes;
    return {scatter(zeros(shape, grads[0].dtype()), dim, ctx.saved.index, grads[0])};
  }
};

enum class Rank { kKth, kMedian, kNanmedian };

// (y, i): y = x[i], the element of one rank,  dx = 0 with dy at i
template <Rank rank>
struct Chosen {
  static constexpr const char* name = rank == Rank::kKth      ? "Kthvalue"
                                      : rank == Rank::kMedian ? "Median"
                                                              : "Nanmedian";
  struct Attributes {
    int64_t dim, n;
    bool keepdim;
    Dims shape;
  };
  static std::string node_name(const Ctx<Chosen>&) {
    return std::string(name) + (rank == Rank::kKth ? "Backward0" : "Backward1");
  }
  static SavedValues shown(const Attributes& a) {
    return {{"dim", a.dim}, {"keepdim", a.keepdim}, {"self_sym_sizes", a.shape}};
  }
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"indices"};
  static std::tuple<Tensor, Tensor> forward(Ctx<Chosen>* ctx, const Tensor& x, int64_t k,
                                            int64_t dim, bool keepdim) {
    const GradMode off(false);
    const Dims shape = reduced_shape(x.shape(), {dim}, keepdim);
    const int64_t n = x.dim() == 0 ? 1 : x.size(dim);
    const Tensor y = retrograd::empty(shape, x.dtype()),
                 index = retrograd::empty(shape, DType::kInt64);
    Ranks r = {.dim = dim, .first = k - 1, .count = 1};
    Tensor ranks;
    if (rank != Rank::kKth) {
      r.first = (n - 1) / 2;
      if (is_floating(x.dtype())) {
        // NaNs are last.
        const Tensor nans = sum(isnan(x), {dim}), numbers = sub(operand(n, nans), nans);
        const Tensor middle =
            clamp(floor_divide(sub(numbers, 1), operand(2, nans)), operand(0, nans), Tensor());
        ranks = rank == Rank::kMedian ? where(gt(nans, 0), numbers, middle) : middle;
        ranks = packed(ranks);
        r.each = ranks.data<int64_t>();
      }
    }
    find(x, r, y, index);
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {dim, n, keepdim && x.dim() > 0, x.shape()};
    }
    return {y, index};
  }
  static Grads<1> backward(const Ctx<Chosen>& ctx, const Tensors& grads) {
    if (!grads[0].defined()) return {};
    const Attributes& a = ctx.attributes;
    return {put(grads[0], ctx.saved.index, a.dim, a.n, a.keepdim)};
  }
};

// y = the element in the middle of all,  dy/dx = 1 / k where x = y, of which there are k
template <Rank rank>
struct MedianOfAll {
  static constexpr const char* name = rank == Rank::kMedian ? "Median" : "Nanmedian";
  struct Saved {
    SavedTensor x, y;
  };
  static constexpr const char* saved_names[] = {"self", "result"};
  static Tensor forward(Ctx<MedianOfAll>* ctx, const Tensor& x) {
    const GradMode off(false);
    Tensor y;
    if (x.numel() == 0) {
      y = retrograd::empty({}, x.dtype());
      copy_into(y, number(is_floating(x.dtype()) ? Scalar(std::nan(""))
                                                 : Scalar(std::numeric_limits<int64_t>::min())));
    } else {
      const Tensor flat = reshape(alias(x), {x.numel()});
      y = std::get<0>(Chosen<rank>::forward(nullptr, flat, 1, 0, false));
    }
    if (ctx) {
      ctx->saved.x = x;
      ctx->saved.y = ctx->output(y);
    }
    return y;
  }
  static Grads<1> backward(const Ctx<MedianOfAll>& ctx, const Tensor& grad) {
    const Tensor x = ctx.saved.x, y = ctx.saved.y;
    const Tensor chosen = logical_or(eq(x, y), logical_and(isnan(x), isnan(y)));
    return {share_among(chosen, grad, wrap_dims("median", {}, x.dim()))};
  }
};

void check_rank(const char* op, const Tensor& x, int64_t dim) {
  RG_CHECK(x.dtype() != DType::kBool, NotImplementedError, op, ": not implemented for bool");
  check_some(op, x, dim);
}

template <Rank rank>
std::tuple<Tensor, Tensor> median_along(const char* op, const Tensor& x, int64_t dim,
                                        bool keepdim) {
  const int64_t d = wrap_dim(op, dim, x.dim());
  check_rank(op, x, d);
  return record<Chosen<rank>>(x, 1, d, keepdim);
}

template <Rank rank>
Tensor median_of_all(const char* op, const Tensor& x) {
  RG_CHECK(x.dtype() != DType::kBool, NotImplementedError, op, ": not implemented for bool");
  return record<MedianOfAll<rank>>(x);
}

}  // namespace

std::tuple<Tensor, Tensor> sort(const Tensor& x, int64_t dim, bool descending) {
  const int64_t d = wrap_dim("sort", dim, x.dim());
  return record<Ordered<true>>(x, Ranks{d, 0, x.dim() == 0 ? 1 : x.size(d), descending});
}

Tensor argsort(const Tensor& x, int64_t dim, bool descending) {
  const int64_t d = wrap_dim("argsort", dim, x.dim());
  const Tensor index = retrograd::empty(x.shape(), DType::kInt64);
  find(x, {d, 0, x.dim() == 0 ? 1 : x.size(d), descending}, Tensor(), index);
  return lying_as(x, index);
}

std::tuple<Tensor, Tensor> topk(const Tensor& x, int64_t k, int64_t dim, bool largest) {
  const int64_t d = wrap_dim("topk", dim, x.dim()), n = x.dim() == 0 ? 1 : x.size(d);
  RG_CHECK(x.dtype() != DType::kBool, DTypeError, "topk: not defined for bool; convert with .to()");
  RG_CHECK(k >= 0 && k <= n, ShapeError, "topk: expected a k between 0 and ", n,
           ", the length of the dimension, got ", k);
  return record<Ordered<false>>(x, Ranks{d, 0, k, largest});
}

std::tuple<Tensor, Tensor> kthvalue(const Tensor& x, int64_t k, int64_t dim, bool keepdim) {
  const int64_t d = wrap_dim("kthvalue", dim, x.dim()), n = x.dim() == 0 ? 1 : x.size(d);
  check_rank("kthvalue", x, d);
  RG_CHECK(k >= 1 && k <= n, ShapeError, "kthvalue: expected a k between 1 and ", n,
           ", the length of the dimension, got ", k);
  return record<Chosen<Rank::kKth>>(x, k, d, keepdim);
}

Tensor median(const Tensor& x) { return median_of_all<Rank::kMedian>("median", x); }
std::tuple<Tensor, Tensor> median(const Tensor& x, int64_t dim, bool keepdim) {
  return median_along<Rank::kMedian>("median", x, dim, keepdim);
}
Tensor nanmedian(const Tensor& x) { return median_of_all<Rank::kNanmedian>("nanmedian", x); }
std::tuple<Tensor, Tensor> nanmedian(const Tensor& x, int64_t dim, bool keepdim) {
  return median_along<Rank::kNanmedian>("nanmedian", x, dim, keepdim);
}

}  // namespace retrograd::ops
