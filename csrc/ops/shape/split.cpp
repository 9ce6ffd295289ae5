#include "ops/shape/split.h"

#include <algorithm>

#include "base/check.h"
#include "base/host.h"
#include "core/allocator.h"
#include "graph/view.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// What arrived for each result, zeros where nothing did; empty where there was nothing at all.
template <class Op>
std::vector<Tensor> all_of(const Ctx<Op>& ctx, const Tensors& grads) {
  std::vector<Tensor> all;
  if (std::none_of(grads.begin(), grads.end(), [](const Tensor& g) { return g.defined(); }))
    return all;
  for (size_t i = 0; i < ctx.outputs.size(); ++i) {
    const OutputInfo& y = ctx.outputs[i];
    all.push_back(i < grads.size() && grads[i].defined() ? grads[i] : zeros(y.shape(), y.dtype()));
  }
  return all;
}

constexpr int64_t kPollInterval = 4096;  // results

// Asks for the memory that n results will take, so that too many are refused before the first one.
void check_many(const char* op, int64_t n) {
  constexpr int64_t kEach = sizeof(TensorImpl) + sizeof(Tensor);
  if (n < kPollInterval) return;
  try {
    const size_t bytes = n <= INT64_MAX / kEach ? static_cast<size_t>(n * kEach) : SIZE_MAX / 2;
    allocator::release(allocator::allocate(bytes), bytes);
  } catch (const OutOfMemory&) {
    fail<OutOfMemory>(op, ": there is no memory for ", n, " tensors; take them one by one");
  }
}

// y_i = x[i] along dim,  dx = the dy_i side by side
struct Unbind {
  static constexpr const char* name = "Unbind";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    int64_t dim, count;
  };
  static std::vector<Tensor> forward(Ctx<Unbind>* ctx, const Tensor& x, int64_t dim) {
    if (ctx) ctx->attributes = {dim, x.size(dim)};
    std::vector<Tensor> ys;
    for (int64_t i = 0; i < x.size(dim); ++i) {
      if (i % kPollInterval == kPollInterval - 1) check_interrupt();
      ys.push_back(alias_at(x, dim, i));
    }
    return ys;
  }
  static Grads<1> backward(const Ctx<Unbind>& ctx, const Tensors& grads) {
    const auto [dim, count] = ctx.attributes;
    const std::vector<Tensor> all = all_of(ctx, grads);
    if (all.empty()) return {};
    Tensor first = stack(all, dim);
    if (first.size(dim) == count) return {first};
    // Iteration ended early, and made no more results.
    Dims rest = first.shape();
    rest[dim] = count - rest[dim];
    return {cat({first, zeros(rest, first.dtype())}, dim)};
  }
};

// y_i = the stretches of x along dim,  dx = the dy_i one after another
struct Split {
  static constexpr const char* name = "Split";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    int64_t dim;
    const char* torch_name;  // for this way of splitting
  };
  static std::vector<Tensor> forward(Ctx<Split>* ctx, const Tensor& x, const Dims& lengths,
                                     int64_t dim, const char* torch_name) {
    if (ctx) ctx->attributes = {dim, torch_name};
    Dims shape = x.shape();
    std::vector<Tensor> ys;
    int64_t start = 0;
    for (int64_t length : lengths) {
      if (ys.size() % kPollInterval == kPollInterval - 1) check_interrupt();
      shape[dim] = length;
      ys.push_back(alias(x, shape, x.strides(), start * x.stride(dim)));
      start += length;
    }
    return ys;
  }
  static const char* node_name(const Ctx<Split>& ctx) { return ctx.attributes.torch_name; }
  static Grads<1> backward(const Ctx<Split>& ctx, const Tensors& grads) {
    const std::vector<Tensor> all = all_of(ctx, grads);
    return {all.empty() ? Tensor() : cat(all, ctx.attributes.dim)};
  }
};

int64_t dim_to_split(const char* op, const Tensor& x, int64_t dim) {
  RG_CHECK(x.dim() > 0, ShapeError, op, ": a 0-d tensor cannot be taken apart");
  return wrap_dim(op, dim, x.dim());
}

}  // namespace

std::vector<Tensor> unbind(const Tensor& x, int64_t dim) {
  RG_CHECK(x.dim() > 0, IndexError, "unbind: a 0-d tensor has no dimension ", dim);
  dim = wrap_dim("unbind", dim, x.dim());
  check_many("unbind", x.size(dim));
  return record_views<Unbind>(x, dim);
}

std::vector<Tensor> split(const Tensor& x, int64_t length, int64_t dim) {
  dim = dim_to_split("split", x, dim);
  const int64_t n = x.size(dim);
  RG_CHECK(length > 0 || (length == 0 && n == 0), ShapeError,
           "split: expected a positive length, got ", length, " for dimension ", dim, " of length ",
           n);
  if (n > 0) check_many("split", (n - 1) / length + 1);
  Dims lengths;
  for (int64_t at = 0; at < n; at += lengths.back()) lengths.push_back(std::min(length, n - at));
  if (lengths.empty()) lengths.push_back(0);
  return record_views<Split>(x, lengths, dim, "SplitBackward0");
}

std::vector<Tensor> split(const Tensor& x, const Dims& lengths, int64_t dim) {
  dim = dim_to_split("split", x, dim);
  int64_t left = x.size(dim);
  for (int64_t length : lengths) {
    RG_CHECK(length >= 0 && length <= left, ShapeError, "split: lengths ", lengths,
             " do not sum to the ", x.size(dim), " of dimension ", dim);
    left -= length;
  }
  RG_CHECK(left == 0, ShapeError, "split: lengths ", lengths, " leave ", left, " of the ",
           x.size(dim), " of dimension ", dim);
  return record_views<Split>(x, lengths, dim, "SplitWithSizesBackward0");
}

std::vector<Tensor> chunk(const Tensor& x, int64_t chunks, int64_t dim) {
  RG_CHECK(chunks > 0, ShapeError, "chunk: expected a positive number of chunks, got ", chunks);
  dim = dim_to_split("chunk", x, dim);
  const int64_t n = x.size(dim);
  if (n > 0) return split(x, (n - 1) / chunks + 1, dim);
  check_many("chunk", chunks);
  return record_views<Split>(x, Dims(static_cast<size_t>(chunks)), dim, "SplitWithSizesBackward0");
}

std::vector<Tensor> tensor_split(const Tensor& x, int64_t sections, int64_t dim) {
  RG_CHECK(x.dim() > 0, ShapeError, "tensor_split: a 0-d tensor cannot be taken apart");
  RG_CHECK(sections > 0, ShapeError, "tensor_split: expected at least one section, got ", sections);
  dim = wrap_dim("tensor_split", dim, x.dim());
  check_many("tensor_split", sections);
  std::vector<Tensor> ys;
  const int64_t n = x.size(dim), longer = n % sections;
  for (int64_t i = 0, start = 0; i < sections; ++i) {
    if (i % kPollInterval == kPollInterval - 1) check_interrupt();
    const int64_t end = start + n / sections + (i < longer);
    ys.push_back(slice(x, dim, start, end, 1));
    start = end;
  }
  return ys;
}

std::vector<Tensor> tensor_split(const Tensor& x, const Dims& bounds, int64_t dim) {
  RG_CHECK(x.dim() > 0, ShapeError, "tensor_split: a 0-d tensor cannot be taken apart");
  dim = wrap_dim("tensor_split", dim, x.dim());
  std::vector<Tensor> ys;
  int64_t start = 0;
  for (const int64_t end : bounds) {
    ys.push_back(slice(x, dim, start, end, 1));
    start = end;
  }
  ys.push_back(slice(x, dim, start, x.size(dim), 1));
  return ys;
}

std::vector<Tensor> split_evenly(const char* op, const Tensor& x, int64_t sections, int64_t dim) {
  RG_CHECK(sections > 0 && x.size(dim) % sections == 0, ShapeError, op, ": dimension ", dim,
           " of length ", x.size(dim), " cannot be taken apart into ", sections,
           " equal sections; tensor_split() takes unequal ones");
  return tensor_split(x, sections, dim);
}

Elements::Elements(const Tensor& x) : from_(alias(x)) {
  RG_CHECK(x.dim() > 0, IndexError, "iteration over a 0-d tensor");
  count_ = x.size(0);
  if (count_ == 0) return;
  if (forward_mode()) dual_ = x;
  model_ = alias_at(x, 0, 0);
  set_base(model_, x, ViewKind::kMultiOutput);
  if (!grad_enabled() || !detail::wants_grad(x)) return;
  auto node = make_ref<Ctx<Unbind>>(detail::edges_to(x));
  node->attributes = {0, count_};
  node_ = std::move(node);
}

Tensor Elements::next() {
  Tensor y = alias_at(from_, 0, next_);
  if (node_) detail::attach(node_, y, static_cast<uint32_t>(next_));
  const TensorImpl& model = *model_.impl();
  y.impl()->base = model.base;
  y.impl()->view_kind = model.view_kind;
  y.impl()->view_version = model.view_version;
  if (const Tensor t = forward_mode() ? tangent(dual_) : Tensor(); t.defined()) {
    // A view made without recording could not be written to later.
    const GradMode recorded(true);
    const ForwardOff off;
    set_tangent(y, select(t, 0, next_));
  }
  ++next_;
  return y;
}

}  // namespace retrograd::ops
