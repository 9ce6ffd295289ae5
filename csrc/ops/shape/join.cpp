#include "ops/shape/join.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "graph/record.h"
#include "kernels/move/convert.h"
#include "ops/index/along.h"
#include "ops/pointwise/map.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

constexpr size_t kPollInterval = 1024;  // tensors

// A contiguous tensor of the result's type, and where along the dimension it goes.
struct Part {
  const char* x;
  int64_t at, row;  // bytes
};
using Parts = std::vector<Part>;

// Long rows are left to the threads.
bool is_plain(const Tensor& y, const Tensor& x, int64_t dim) {
  return x.is_contiguous() && x.dtype() == y.dtype() &&
         (y.numel() <= kLoopGrain || y.size(dim) * y.stride(dim) <= kLoopGrain);
}

// Brings the parts to y. Row by row of y, or a few together, so that it is written once from its
// beginning to its end.
void join_rows(const Tensor& y, const Parts& parts, int64_t dim) {
  if (y.numel() == 0 || parts.empty()) return;
  constexpr int64_t kTogether = 16384;  // bytes
  const int64_t step = y.size(dim) * y.stride(dim) * y.item_bytes();
  const int64_t rows = y.numel() * y.item_bytes() / step;
  const auto run = [&](int64_t begin, int64_t end) {
    const int64_t most = std::max<int64_t>(1, kTogether / step);
    for (int64_t r = begin; r < end; r += most) {
      const int64_t n = std::min(most, end - r);
      for (const Part& p : parts) {
        char* const to = y.bytes() + r * step + p.at;
        const char* const from = p.x + r * p.row;
        if (p.row == 0) continue;
        if (n == 1)
          std::memcpy(to, from, static_cast<size_t>(p.row));
        else
          kernels::convert().move_rows(to, step, 1, from, p.row, 1, n, p.row, 1);
      }
    }
  };
  if (y.numel() <= kLoopGrain) return run(0, rows);
  const LongWork outside(y.numel() >= kLongLoop);
  parallel_for(rows, std::max<int64_t>(1, kLoopGrain * y.item_bytes() / step), run);
}

// y is the xs one after another,  dx_i = its part of dy
struct Cat {
  static constexpr const char* name = "Cat";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    int64_t dim;
    SmallVec<int64_t, 4> lengths;
  };
  static Tensor forward(Ctx<Cat>* ctx, const std::vector<Tensor>& xs, int64_t dim,
                        const Dims& shape, DType t) {
    if (ctx) ctx->attributes = {dim, {}};
    Tensor y = empty(shape, t);
    const int64_t step = y.stride(dim) * y.item_bytes();
    Parts parts;
    int64_t at = 0;
    for (size_t i = 0; i < xs.size(); ++i) {
      if (i % kPollInterval == kPollInterval - 1) check_interrupt();
      const Tensor& x = xs[i];
      const int64_t length = adds(x, shape) ? x.shape()[dim] : kNothing;
      if (ctx) ctx->attributes.lengths.push_back(length);
      if (length == kNothing) continue;
      if (is_plain(y, x, dim))
        parts.push_back({x.bytes(), at * step, length * step});
      else
        copy_into(alias_along(y, dim, at, length), x);
      at += length;
    }
    join_rows(y, parts, dim);
    return y;
  }
  // torch lets empty 1-d tensors stand among tensors of any shape; they add nothing.
  static constexpr int64_t kNothing = -1;
  static bool adds(const Tensor& x, const Dims& shape) { return x.shape().size() == shape.size(); }
  static SavedValues shown(const Attributes& at) { return {{"dim", at.dim}}; }
  static Tensors backward(const Ctx<Cat>& ctx, const Tensor& grad) {
    const Attributes& at = ctx.attributes;
    Tensors grads;
    int64_t start = 0;
    for (size_t i = 0; i < at.lengths.size(); ++i) {
      const int64_t length = at.lengths[i], end = start + std::max<int64_t>(length, 0);
      if (!ctx.needs(i)) {
        grads.emplace_back();
      } else if (length == kNothing) {
        grads.push_back(zeros({0}, grad.dtype()));
      } else {
        grads.push_back(slice(grad, at.dim, start, end, 1));
      }
      start = end;
    }
    return grads;
  }
};

// y is the xs along a dimension of their own,  dx_i = dy at i
struct Stack {
  static constexpr const char* name = "Stack";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    int64_t dim;
  };
  static Tensor forward(Ctx<Stack>* ctx, const std::vector<Tensor>& xs, int64_t dim,
                        const Dims& shape, DType t) {
    if (ctx) ctx->attributes = {dim};
    Tensor y = empty(shape, t);
    const int64_t step = y.stride(dim) * y.item_bytes();
    Parts parts;
    for (size_t i = 0; i < xs.size(); ++i) {
      if (i % kPollInterval == kPollInterval - 1) check_interrupt();
      const auto at = static_cast<int64_t>(i);
      if (is_plain(y, xs[i], dim))
        parts.push_back({xs[i].bytes(), at * step, step});
      else
        copy_into(alias_at(y, dim, at), xs[i]);
    }
    join_rows(y, parts, dim);
    return y;
  }
  static SavedValues shown(const Attributes& at) { return {{"dim", at.dim}}; }
  static Tensors backward(const Ctx<Stack>& ctx, const Tensor& grad) {
    const int64_t dim = ctx.attributes.dim;
    Tensors grads;
    for (int64_t i = 0; i < grad.size(dim); ++i)
      grads.push_back(ctx.needs(i) ? select(grad, dim, i) : Tensor());
    return grads;
  }
};

// The xs along the diagonal,  dx_i = its block of dy
struct BlockDiag {
  static constexpr const char* name = "BlockDiag";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    std::vector<Dims> shapes;
  };
  // Rows and columns of x in the matrix.
  static std::pair<int64_t, int64_t> block(const Dims& x) {
    return {x.size() < 2 ? 1 : x[0], x.empty() ? 1 : x.back()};
  }
  static Tensor forward(Ctx<BlockDiag>* ctx, const std::vector<Tensor>& xs, const Dims& shape,
                        DType t) {
    const Tensor y = zeros(shape, t);
    int64_t row = 0, column = 0;
    for (const Tensor& x : xs) {
      if (ctx) ctx->attributes.shapes.push_back(x.shape());
      const auto [rows, columns] = block(x.shape());
      copy_into(alias_along(alias_along(y, 0, row, rows), 1, column, columns), x);
      row += rows;
      column += columns;
    }
    return y;
  }
  static Tensors backward(const Ctx<BlockDiag>& ctx, const Tensor& grad) {
    Tensors grads;
    int64_t row = 0, column = 0;
    for (const Dims& shape : ctx.attributes.shapes) {
      const auto [rows, columns] = block(shape);
      const Tensor own = slice(slice(grad, 0, row, row + rows, 1), 1, column, column + columns, 1);
      grads.push_back(reshape(own, shape));
      row += rows;
      column += columns;
    }
    return grads;
  }
};

DType common_type(const std::vector<Tensor>& xs) {
  DType type = xs[0].dtype();
  for (const Tensor& x : xs) type = promote(type, x.dtype());
  return type;
}

// The joined of xs with at least so many dimensions, along `dim`, of vectors along the only one.
Tensor join_at_least(const char* op, const std::vector<Tensor>& xs, int64_t ndim, int64_t dim) {
  RG_CHECK(!xs.empty(), ShapeError, op, ": expected at least one tensor");
  std::vector<Tensor> parts;
  for (const Tensor& x : xs) parts.push_back(at_least(x, ndim));
  return cat(parts, std::min(dim, parts[0].dim() - 1));
}
}  // namespace

Tensor cat(const std::vector<Tensor>& xs, int64_t dim) {
  RG_CHECK(!xs.empty(), ValueError, "cat: expected at least one tensor");
  std::vector<Tensor> parts;
  for (size_t i = 0; i < xs.size(); ++i) {
    if (i % kPollInterval == kPollInterval - 1) check_interrupt();
    RG_CHECK(xs[i].dim() > 0, ShapeError, "cat: 0-d tensors cannot be joined; use stack()");
    if (xs[i].dim() > 1 || xs[i].numel() > 0) parts.push_back(xs[i]);
  }
  if (parts.empty()) {  // whatever dim is
    parts.push_back(xs[0]);
    dim = 0;
  }
  dim = wrap_dim("cat", dim, parts[0].dim());
  Dims shape = parts[0].shape();
  for (size_t i = 1; i < parts.size(); ++i) {
    if (i % kPollInterval == 0) check_interrupt();
    Dims other = parts[i].shape();
    RG_CHECK(other.size() == shape.size(), ShapeError, "cat: tensors of ", shape.size(), " and ",
             other.size(), " dimensions");
    RG_CHECK(!__builtin_add_overflow(shape[dim], other[dim], &shape[dim]), ShapeError,
             "cat: the length of dimension ", dim, " overflows 64 bits");
    other[dim] = shape[dim];
    RG_CHECK(other == shape, ShapeError, "cat: shapes ", parts[0].shape(), " and ",
             parts[i].shape(), " differ outside dimension ", dim);
  }
  const DType type = common_type(xs);
  check_shape("cat", shape, item_size(type));
  return record<Cat>(xs, dim, shape, type);
}

Tensor stack(const std::vector<Tensor>& xs, int64_t dim) {
  RG_CHECK(!xs.empty(), ShapeError, "stack: expected at least one tensor");
  Dims shape = xs[0].shape();
  for (const Tensor& x : xs)
    RG_CHECK(x.shape() == shape, ShapeError, "stack: tensors of different shapes, ", shape, " and ",
             x.shape());
  dim = wrap_dim("stack", dim, xs[0].dim() + 1);
  shape.insert(dim, static_cast<int64_t>(xs.size()));
  const DType type = common_type(xs);
  check_shape("stack", shape, item_size(type));
  return record<Stack>(xs, dim, shape, type);
}

Tensor hstack(const std::vector<Tensor>& xs) { return join_at_least("hstack", xs, 1, 1); }
Tensor vstack(const std::vector<Tensor>& xs) { return join_at_least("vstack", xs, 2, 0); }
Tensor dstack(const std::vector<Tensor>& xs) { return join_at_least("dstack", xs, 3, 2); }

Tensor column_stack(const std::vector<Tensor>& xs) {
  std::vector<Tensor> columns;
  for (const Tensor& x : xs) columns.push_back(x.dim() < 2 ? reshape(x, {x.numel(), 1}) : x);
  return join_at_least("column_stack", columns, 1, 1);
}

Tensor cartesian_prod(const std::vector<Tensor>& xs) {
  for (const Tensor& x : xs)
    RG_CHECK(x.dim() == 1, ShapeError, "cartesian_prod: expected vectors, got shape ", x.shape());
  if (xs.size() == 1) return xs[0];
  std::vector<Tensor> columns;
  for (const Tensor& x : meshgrid(xs, false)) columns.push_back(reshape(x, {-1}));
  return stack(columns, 1);
}

Tensor block_diag(const std::vector<Tensor>& xs) {
  if (xs.empty()) return zeros({1, 0});
  Dims shape = {0, 0};
  DType type = xs[0].dtype();
  for (const Tensor& x : xs) {
    RG_CHECK(x.dim() <= 2, ShapeError, "block_diag: expected at most 2 dimensions, got shape ",
             x.shape());
    const auto [rows, columns] = BlockDiag::block(x.shape());
    RG_CHECK(!__builtin_add_overflow(shape[0], rows, &shape[0]) &&
                 !__builtin_add_overflow(shape[1], columns, &shape[1]),
             ShapeError, "block_diag: a length overflows 64 bits");
    type = promote(type, x.dtype());
  }
  check_shape("block_diag", shape, item_size(type));
  return record<BlockDiag>(xs, shape, type);
}

Tensor combinations(const Tensor& x, int64_t r, bool again) {
  RG_CHECK(x.dim() == 1, ShapeError, "combinations: expected a vector, got shape ", x.shape());
  RG_CHECK(r >= 0, RuntimeError, "combinations: r cannot be negative, got ", r);
  if (r == 0) return empty({0}, x.dtype());
  // (m over r), exact after each step.
  using Wide = __int128;
  const int64_t n = x.size(0);
  const Wide m = again && n > 0 ? Wide(n) + r - 1 : Wide(n), k = std::min<Wide>(r, m - r);
  Wide rows = k >= 0;
  for (Wide i = 1; i <= k; ++i) {
    rows = rows * (m - k + i) / i;
    RG_CHECK(rows <= std::numeric_limits<int64_t>::max() / r, ShapeError, "combinations: the ",
             "choices of ", r, " among ", n, " elements are too many");
  }
  const Tensor chosen = empty({static_cast<int64_t>(rows) * r}, DType::kInt64);
  const LongWork outside(chosen.numel() >= kLongLoop);
  int64_t* row = chosen.data<int64_t>();
  for (int64_t i = 0; i < static_cast<int64_t>(rows); ++i, row += r) {
    // The last one that can move on does, and those behind it follow.
    int64_t j = 0;
    if (i > 0) {
      std::copy(row - r, row, row);
      for (j = r - 1; row[j] == (again ? n - 1 : n - r + j);) --j;
      ++row[j++];
    }
    for (; j < r; ++j) row[j] = j == 0 ? 0 : row[j - 1] + !again;
    if (i % (1 << 16) == 0) rest();
  }
  return reshape(index_select(x, 0, chosen), {static_cast<int64_t>(rows), r});
}

}  // namespace retrograd::ops
