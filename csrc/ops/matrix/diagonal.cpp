#include "ops/matrix/diagonal.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "graph/view.h"
#include "ops/pointwise/map.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"
#include "ops/shape/strided.h"

namespace retrograd::ops {
namespace {

// A diagonal of a tensor that has the two dimensions.
struct Line {
  int64_t offset, dim1, dim2;
};

Line line_of(const char* op, int64_t ndim, int64_t offset, int64_t dim1, int64_t dim2) {
  const Line line = {offset, wrap_dim(op, dim1, ndim), wrap_dim(op, dim2, ndim)};
  RG_CHECK(line.dim1 != line.dim2 && ndim > 1, ShapeError, op,
           ": diagonal dimensions cannot be identical ", dim1, ", ", dim2);
  return line;
}

// The elements of x on the line.
Tensor on_line(const Tensor& x, const Line& l) {
  const int64_t rows = x.size(l.dim1), columns = x.size(l.dim2);
  const int64_t down = std::max<int64_t>(-l.offset, 0), right = std::max<int64_t>(l.offset, 0);
  const int64_t n = std::max<int64_t>(std::min(rows - down, columns - right), 0);
  Dims shape, strides;
  for (int64_t d = 0; d < x.dim(); ++d) {
    if (d == l.dim1 || d == l.dim2) continue;
    shape.push_back(x.size(d));
    strides.push_back(x.stride(d));
  }
  shape.push_back(n);
  strides.push_back(x.stride(l.dim1) + x.stride(l.dim2));
  const int64_t first = n > 0 ? down * x.stride(l.dim1) + right * x.stride(l.dim2) : 0;
  return alias(x, shape, strides, first);
}

Tensor on_zeros(const Tensor& grad, const Dims& shape, const Line& line);

// y is the line of x,  dx = 0 with dy on the line
struct Diagonal {
  static constexpr const char* name = "Diagonal";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Line line;
    Dims shape;
  };
  static Tensor forward(Ctx<Diagonal>* ctx, const Tensor& x, const Line& line) {
    if (ctx) ctx->attributes = {line, x.shape()};
    return on_line(x, line);
  }
  static Grads<1> backward(const Ctx<Diagonal>& ctx, const Tensor& grad) {
    return {on_zeros(grad, ctx.attributes.shape, ctx.attributes.line)};
  }
};

// The same as a copy.
struct DiagonalCopy {
  static constexpr const char* name = "Diagonal";
  static constexpr auto jvp = Jvp::kLinear;
  using Attributes = Diagonal::Attributes;
  static Tensor forward(Ctx<DiagonalCopy>* ctx, const Tensor& x, const Line& line) {
    if (ctx) ctx->attributes = {line, x.shape()};
    const Tensor from = on_line(x, line);
    Tensor y = retrograd::empty(from.shape(), x.dtype());
    copy_into(y, from);
    return y;
  }
  static Grads<1> backward(const Ctx<DiagonalCopy>& ctx, const Tensor& grad) {
    return {on_zeros(grad, ctx.attributes.shape, ctx.attributes.line)};
  }
};

// y = 0 with x on the line,  dx = dy on it
struct DiagEmbed {
  static constexpr const char* name = "DiagEmbed";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Line line;
  };
  static Tensor forward(Ctx<DiagEmbed>* ctx, const Tensor& x, const Dims& shape, const Line& line) {
    if (ctx) ctx->attributes.line = line;
    Tensor y = zeros(shape, x.dtype());
    copy_into(on_line(y, line), x);
    return y;
  }
  static Grads<1> backward(const Ctx<DiagEmbed>& ctx, const Tensor& grad) {
    const Line& l = ctx.attributes.line;
    return {record<DiagonalCopy>(grad, l)};
  }
};

Tensor on_zeros(const Tensor& grad, const Dims& shape, const Line& line) {
  return record<DiagEmbed>(grad, shape, line);
}

// y = x with s on the line,  dx = dy with 0 on it,  ds = dy on it
struct DiagonalScatter {
  static constexpr const char* name = "DiagonalScatter";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Line line;
  };
  static Tensor forward(Ctx<DiagonalScatter>* ctx, const Tensor& x, const Tensor& src,
                        const Line& line) {
    if (ctx) ctx->attributes.line = line;
    Tensor y = copy_of(x);
    copy_into(on_line(y, line), src);
    return y;
  }
  static Grads<2> backward(const Ctx<DiagonalScatter>& ctx, const Tensor& grad) {
    const Line& l = ctx.attributes.line;
    Tensor dx;
    if (ctx.needs(0)) dx = record<DiagonalScatter>(grad, zeros_like(on_line(grad, l)), l);
    return {dx, ctx.needs(1) ? record<DiagonalCopy>(grad, l) : Tensor()};
  }
};

// y = x on one side of a diagonal, 0 on the other,  dx = dy likewise
template <bool kLower>
struct Triangle {
  static constexpr const char* name = kLower ? "Tril" : "Triu";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    int64_t diagonal;
  };
  static Tensor forward(Ctx<Triangle>* ctx, const Tensor& x, int64_t diagonal,
                        const Tensor& out = {}) {
    if (ctx) ctx->attributes.diagonal = diagonal;
    const bool direct = out.defined() && out.is_contiguous();
    const Tensor y = direct ? out : retrograd::empty(x.shape(), x.dtype()), from = packed(x);
    const int64_t rows = x.size(-2), columns = x.size(-1), item = x.item_bytes();
    const auto row = static_cast<size_t>(columns * item);
    const LongWork outside(x.numel() >= kLongLoop);
    // The row r keeps the columns up to r + diagonal, or from there on.
    const auto keep = [&](int64_t r) {
      const int64_t past = diagonal < columns - r ? r + diagonal + (kLower ? 1 : 0) : columns;
      const auto at = static_cast<size_t>(std::clamp<int64_t>(past, 0, columns) * item);
      return kLower ? std::pair<size_t, size_t>(0, at) : std::pair<size_t, size_t>(at, row);
    };
    // From this one on all rows are alike: kept, or zeros.
    const int64_t alike =
        std::clamp<int64_t>(columns - (kLower ? 1 : 0) - std::max(diagonal, -rows), 0, rows);
    const auto one = [&](char* to, const char* of, size_t first, size_t last, size_t all) {
      std::memset(to, 0, first);
      if (to != of) std::memcpy(to + first, of + first, last - first);
      std::memset(to + last, 0, all - last);
    };
    if (x.numel() > 0)
      parallel_for(x.numel() / columns, std::max<int64_t>(1, kLoopGrain / columns),
                   [&](int64_t begin, int64_t end) {
                     for (int64_t r = begin; r < end;) {
                       char* const to = y.bytes() + r * columns * item;
                       const char* const of = from.bytes() + r * columns * item;
                       const int64_t k = r % rows;
                       const int64_t n = k < alike ? 1 : std::min(rows - k, end - r);
                       const size_t all = static_cast<size_t>(n) * row;
                       const auto [first, last] = keep(k);
                       if (n == 1)
                         one(to, of, first, last, all);
                       else
                         one(to, of, kLower ? 0 : all, all, all);
                       r += n;
                     }
                   });
    if (!out.defined()) return y;
    if (!direct) copy_into(out, y);
    out.storage().bump_version();
    return out;
  }
  static Grads<1> backward(const Ctx<Triangle>& ctx, const Tensor& grad) {
    return {record<Triangle>(grad, ctx.attributes.diagonal)};
  }
};

void check_matrix(const char* op, const Tensor& x) {
  RG_CHECK(x.dim() >= 2, ShapeError, op, ": input tensor must have at least 2 dimensions, got ",
           x.shape());
}

}  // namespace

Tensor diagonal(const Tensor& x, int64_t offset, int64_t dim1, int64_t dim2) {
  return record_view<Diagonal>(x, line_of("diagonal", x.dim(), offset, dim1, dim2));
}

Tensor diag_embed(const Tensor& x, int64_t offset, int64_t dim1, int64_t dim2) {
  RG_CHECK(x.dim() > 0, IndexError, "diag_embed: expected 1 or more dimensions, got a 0-d tensor");
  const Line line = line_of("diag_embed", x.dim() + 1, offset, dim1, dim2);
  const int64_t n = x.size(-1) + std::abs(offset);
  Dims shape = x.shape();
  shape.pop_back();
  shape.insert(static_cast<size_t>(std::min(line.dim1, line.dim2)), n);
  shape.insert(static_cast<size_t>(std::max(line.dim1, line.dim2)), n);
  check_shape("diag_embed", shape, x.item_bytes());
  return record<DiagEmbed>(x, shape, line);
}

Tensor diag(const Tensor& x, int64_t offset) {
  RG_CHECK(x.dim() == 1 || x.dim() == 2, ShapeError, "diag: expected a vector or a matrix, got ",
           x.shape());
  if (x.dim() == 1) return diag_embed(x, offset);
  return record<DiagonalCopy>(x, Line{offset, 0, 1});
}

Tensor diagonal_scatter(const Tensor& x, const Tensor& src, int64_t offset, int64_t dim1,
                        int64_t dim2) {
  const char* op = "diagonal_scatter";
  const Line line = line_of(op, x.dim(), offset, dim1, dim2);
  const Dims shape = on_line(x, line).shape();
  RG_CHECK(src.shape() == shape, ShapeError, op, ": expected src to have the diagonal's shape ",
           shape, ", got ", src.shape());
  return record<DiagonalScatter>(x, src, line);
}

Tensor& fill_diagonal_(Tensor& x, const Scalar& value, bool wrap) {
  RG_CHECK(x.dim() > 1, ShapeError, "fill_diagonal_: expected two dimensions or more, got shape ",
           x.shape());
  if (x.dim() == 2) {
    const int64_t rows = x.size(0), step = x.size(1) + 1;
    for (int64_t row = 0; row < rows; row += wrap ? step : rows) {
      Tensor line = diagonal(slice(x, 0, row, rows));
      fill_(line, value);
    }
    return x;
  }
  int64_t step = 0;
  for (int64_t d = 0; d < x.dim(); ++d) {
    RG_CHECK(x.size(d) == x.size(0), ShapeError,
             "fill_diagonal_: expected lengths that are all the same, got shape ", x.shape());
    step += x.stride(d);
  }
  Tensor line = as_strided(x, {x.size(0)}, {step}, x.storage_offset());
  fill_(line, value);
  return x;
}

Tensor tril(const Tensor& x, int64_t diagonal) {
  check_matrix("tril", x);
  return record<Triangle<true>>(x, diagonal);
}
Tensor triu(const Tensor& x, int64_t diagonal) {
  check_matrix("triu", x);
  return record<Triangle<false>>(x, diagonal);
}
Tensor& tril_(Tensor& x, int64_t diagonal) {
  check_matrix("tril_", x);
  record_inplace<Triangle<true>>("tril_", x, diagonal);
  return x;
}
Tensor& triu_(Tensor& x, int64_t diagonal) {
  check_matrix("triu_", x);
  record_inplace<Triangle<false>>("triu_", x, diagonal);
  return x;
}

}  // namespace retrograd::ops
