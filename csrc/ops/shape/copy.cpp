#include "ops/shape/copy.h"

#include "base/check.h"
#include "graph/view.h"
#include "ops/pointwise/map.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

Tensor copy_laid_out(const Tensor& x, const Dims& strides, DType t) {
  Tensor y = empty_strided(x.shape(), strides, t);
  copy_into(y, x);
  return y;
}

Dims strides_of_copy(const Tensor& x, MemoryFormat format) {
  return format == MemoryFormat::kPreserve ? like_strides(x) : strides_in(format, x.shape());
}

// y = x,  dy/dx = 1
struct Clone {
  static constexpr const char* name = "Clone";
  static constexpr auto jvp = Jvp::kLinear;
  static Tensor forward(Ctx<Clone>*, const Tensor& x, MemoryFormat format) {
    return copy_laid_out(x, strides_of_copy(x, format), x.dtype());
  }
  static Grads<1> backward(const Ctx<Clone>&, const Tensor& grad) { return {grad}; }
};

// y = x in another type,  dy/dx = 1 (the engine converts the gradient back)
struct ToCopy {
  static constexpr const char* name = "ToCopy";
  static constexpr auto jvp = Jvp::kLinear;
  static Tensor forward(Ctx<ToCopy>*, const Tensor& x, DType t, MemoryFormat format) {
    return copy_laid_out(x, strides_of_copy(x, format), t);
  }
  static Grads<1> backward(const Ctx<ToCopy>&, const Tensor& grad) { return {grad}; }
};

// x := s,  what was in x is gone, so dy/dx = 0,  dy/ds = 1
struct Copy {
  static constexpr const char* name = "Copy";
  struct Attributes {
    const char* torch_name;  // for this way of writing
  };
  static Tensor forward(Ctx<Copy>* ctx, const Tensor& x, const Tensor& src, const char* torch_name,
                        const Tensor& out) {
    if (ctx) ctx->attributes.torch_name = torch_name;
    RG_CHECK(can_broadcast(src.shape(), x.shape()), ShapeError, "copy_: shape ", src.shape(),
             " does not broadcast to ", x.shape());
    if (overlaps(out, src)) {
      copy_into(out, copy_laid_out(src, contiguous_strides(src.shape()), src.dtype()));
    } else {
      copy_into(out, src);
    }
    out.storage().bump_version();
    return out;
  }
  static const char* node_name(const Ctx<Copy>& ctx) { return ctx.attributes.torch_name; }
  static Grads<2> backward(const Ctx<Copy>& ctx, const Tensor& grad) {
    return {ctx.needs(0) ? zeros_like(grad) : Tensor(), ctx.needs(1) ? grad : Tensor()};
  }
  static Tensor jvp(const Ctx<Copy>&, const Tensors& t) { return t[1]; }
};

// x where each place in memory comes once, if expanding alone has repeated it. What is written
// there is written to all of x, so one value may be, where others must be refused.
Tensor unexpanded(const Tensor& x) {
  Tensor y = x;
  for (int64_t d = 0; d < x.dim(); ++d)
    if (x.stride(d) == 0 && x.size(d) > 1) y = slice(y, d, 0, 1, 1);
  return y;
}

}  // namespace

Tensor clone(const Tensor& x, MemoryFormat format) { return record<Clone>(x, format); }

Tensor contiguous(const Tensor& x, MemoryFormat format) {
  if (is_contiguous_in(format, x)) return x;
  return record<Clone>(x, format);
}

Tensor to(const Tensor& x, DType t, bool copy, MemoryFormat format) {
  if (x.dtype() == t && (format == MemoryFormat::kPreserve || format == format_of(x)))
    return copy ? clone(x, format) : x;
  return record<ToCopy>(x, t, format);
}

Tensor& copy_(Tensor& x, const Tensor& src) {
  if (same_window(x, src)) {
    record_inplace<Copy>("copy_", unexpanded(x), unexpanded(src), "CopyBackwards");
  } else {
    record_inplace<Copy>("copy_", x, src, "CopyBackwards");
  }
  return x;
}

void overwrite(const char* op, const Tensor& x, const Tensor& y, const char* node) {
  record_inplace<Copy>(op, x, y, node);
}

Tensor& fill_(Tensor& x, const Tensor& value) {
  RG_CHECK(value.dim() == 0, ShapeError, "fill_: expected a number or a 0-d tensor, got shape ",
           value.shape());
  record_inplace<Copy>("fill_", unexpanded(x), value, "FillBackward0");
  return x;
}

Tensor& copy_(Tensor& x, const Scalar& value) {
  check_fits("copy_", value, x.dtype());
  return copy_(x, operand(value, x));
}

Tensor& fill_(Tensor& x, const Scalar& value) {
  check_fits("fill_", value, x.dtype());
  return fill_(x, operand(value, x));
}

Tensor& zero_(Tensor& x) {
  record_inplace<Copy>("zero_", unexpanded(x), operand(0, x), "ZeroBackward0");
  return x;
}

}  // namespace retrograd::ops
