#include "ops/layer/embedding.h"

#include <algorithm>
#include <vector>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/index.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "graph/view.h"
#include "ops/index/along.h"
#include "ops/index/gather.h"
#include "ops/index/numbers.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"
#include "ops/statistics/norm.h"

namespace retrograd::ops {
namespace {

Tensor flat(const Tensor& x) { return reshape(x, {x.numel()}); }

Tensor vector(const std::vector<int64_t>& numbers) {
  const Tensor y = retrograd::empty({static_cast<int64_t>(numbers.size())}, DType::kInt64);
  std::copy(numbers.begin(), numbers.end(), y.data<int64_t>());
  return y;
}

// y_i = w[k_i],  dw[r] = the sum of dy_i where k_i = r, over how many they are if that is asked for
struct Embedding {
  static constexpr const char* name = "Embedding";
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"indices"};
  struct Attributes {
    EmbeddingRule rule;
    int64_t rows;
  };
  static SavedValues shown(const Attributes& a) {
    return {{"padding_idx", a.rule.padding},
            {"scale_grad_by_freq", a.rule.scale_by_freq},
            {"sparse", false},
            {"weight_sym_argsize_0", a.rows}};
  }
  static Tensor forward(Ctx<Embedding>* ctx, const Tensor& weight, const Tensor& index,
                        const EmbeddingRule& rule) {
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {rule, weight.size(0)};
    }
    const Tensor numbers = numbers_of("embedding", index);
    check_positions("embedding", numbers, 0, weight.size(0));
    if (!weight.is_contiguous() || !is_aligned(weight)) {
      const Places p = places_of(weight, {numbers});
      const Tensor y = retrograd::empty(p.shape, weight.dtype());
      read_places(y, weight, p);
      return y;
    }
    Dims shape = index.shape();
    shape.push_back(weight.size(1));
    const Tensor y = retrograd::empty(shape, weight.dtype());
    const int64_t width = weight.size(1), item = weight.item_bytes(), row = width * item;
    const LongWork outside(y.numel() >= kLongLoop);
    parallel_for(numbers.numel(), kPickGrain / (width + 1) + 1, [&](int64_t begin, int64_t end) {
      kernels::gather().read_rows[item](y.bytes() + begin * row, weight.bytes(),
                                        numbers.data<int64_t>() + begin, end - begin, row, row,
                                        width, item, item);
    });
    return y;
  }
  static Grads<2> backward(const Ctx<Embedding>& ctx, const Tensor& grad) {
    const auto& [rule, rows] = ctx.attributes;
    const Tensor index = flat(ctx.saved.index);
    const int64_t width = grad.size(-1);
    Tensor dw = zeros({rows, width}, grad.dtype());
    index_add_(dw, 0, index, reshape(grad, {index.numel(), width}));
    if (rule.padding >= 0) index_fill_(dw, 0, number(rule.padding), operand(0, dw));
    if (!rule.scale_by_freq) return {dw, Tensor()};
    Tensor counts = ones({rows}, computing(grad.dtype()));
    const Tensor named =
        index_add(zeros({rows}, counts.dtype()), 0, index, ones({index.numel()}, counts.dtype()));
    counts = to(maximum(counts, named), grad.dtype());
    return {div(dw, unsqueeze(counts, 1)), Tensor()};
  }
  static Tensor jvp(const Ctx<Embedding>& ctx, const Tensors& tangents) {
    return embedding(tangents[0], ctx.saved.index, {});
  }
};

void check_weight(const char* op, const Tensor& weight) {
  RG_CHECK(weight.dim() == 2, ShapeError, op, ": the weight must be 2-D, one row for each number; ",
           "got shape ", weight.shape());
}
void check_numbers(const char* op, const char* what, const Tensor& x) {
  RG_CHECK(x.dtype() == DType::kInt64 || x.dtype() == DType::kInt32, DTypeError, op, ": expected ",
           what, " of dtype int64 or int32, got ", x.dtype());
}

// Samples that count, in the order of the index: their place in it, their row, and their bag.
struct Samples {
  std::vector<int64_t> place, row, bag, count;  // count: of each bag
};

Samples samples_of(const Tensor& index, const Tensor& offsets, const BagRule& rule, int64_t bags) {
  Samples s;
  s.count.resize(static_cast<size_t>(bags));
  const auto *row = index.data<int64_t>(), *first = offsets.data<int64_t>();
  for (int64_t b = 0; b < bags; ++b) {
    const int64_t end = b + 1 < offsets.numel() ? first[b + 1] : index.numel();
    for (int64_t i = first[b]; i < end; ++i) {
      if (row[i] == rule.padding) continue;
      s.place.push_back(i);
      s.row.push_back(row[i]);
      s.bag.push_back(b);
      ++s.count[static_cast<size_t>(b)];
    }
  }
  return s;
}

// For each element of each bag the row with the largest one, the first of equals; -1: none. The
// rows of x are the samples.
template <class T>
void find_largest(const Tensor& x, const Samples& s, const Tensor& at) {
  const int64_t width = x.size(1);
  const T* from = x.data<T>();
  auto* to = at.data<int64_t>();
  std::fill(to, to + at.numel(), -1);
  std::vector<const T*> best(static_cast<size_t>(width));
  for (size_t i = 0; i < s.row.size(); ++i, from += width) {
    int64_t* found = to + s.bag[i] * width;
    for (int64_t j = 0; j < width; ++j) {
      const T*& largest = best[static_cast<size_t>(j)];
      if (found[j] >= 0 && !(from[j] > *largest)) continue;
      largest = from + j;
      found[j] = s.row[i];
    }
  }
}

[[gnu::noinline]] Tensor largest_rows(const Tensor& weight, const Samples& s, int64_t bags) {
  const Tensor at = retrograd::empty({bags, weight.size(1)}, DType::kInt64);
  {
    const GradMode off(false);
    const Tensor rows = contiguous(widened(embedding(weight, vector(s.row), {})));
    if (rows.dtype() == DType::kFloat64)
      find_largest<double>(rows, s, at);
    else
      find_largest<float>(rows, s, at);
  }
  if (s.row.empty()) {
    const Tensor none = zeros({bags, weight.size(1)}, weight.dtype());
    return index_add(none, 0, vector({}), embedding(weight, vector({}), {}));
  }
  const Tensor none = lt(at, 0), y = gather(weight, 0, where(none, operand(s.row[0], at), at));
  return where(none, operand(0.0, y), y);
}

[[gnu::noinline]] Tensor offsets_of(const Tensor& index, const Tensor& offsets,
                                    const BagRule& rule) {
  const char* op = "embedding_bag";
  if (index.dim() == 2) {
    RG_CHECK(!offsets.defined(), ValueError, op,
             ": the rows of a 2-d input are the bags; offsets must be None");
    std::vector<int64_t> starts;
    for (int64_t i = 0; i < index.size(0); ++i) starts.push_back(i * index.size(1));
    return vector(starts);
  }
  RG_CHECK(index.dim() == 1, ShapeError, op, ": expected a 1-d or 2-d input, got shape ",
           index.shape());
  RG_CHECK(offsets.defined() && offsets.dim() == 1, ShapeError, op,
           ": the bags of a 1-d input begin at 1-d offsets", offsets.defined() ? "" : "; got None");
  check_numbers(op, "offsets", offsets);
  const Tensor starts = numbers_of(op, offsets);
  const auto* first = starts.data<int64_t>();
  const int64_t n = starts.numel();
  RG_CHECK(n > 0 || !rule.last_offset, ShapeError, op,
           ": include_last_offset asks for at least one offset");
  RG_CHECK(n == 0 || first[0] == 0, RuntimeError, op, ": offsets[0] has to be 0, got ",
           n == 0 ? 0 : first[0]);
  for (int64_t i = 1; i < n; ++i)
    RG_CHECK(first[i] >= first[i - 1], RuntimeError, op, ": offsets must not decrease; got ",
             first[i - 1], " before ", first[i]);
  RG_CHECK(n == 0 || first[n - 1] <= index.numel(), RuntimeError, op, ": offsets[-1] is ",
           n == 0 ? 0 : first[n - 1], ", beyond the ", index.numel(), " numbers of the input");
  return starts;
}

[[gnu::noinline]] void check_bags(const Tensor& weight, const Tensor& index, const Tensor& weights,
                                  const BagRule& rule) {
  const char* op = "embedding_bag";
  check_weight(op, weight);
  check_numbers(op, "the input", index);
  RG_CHECK(is_floating(weight.dtype()), DTypeError, op, ": expected a floating weight, got ",
           weight.dtype());
  if (weights.defined()) {
    RG_CHECK(weights.shape() == index.shape(), ShapeError, op, ": per_sample_weights of shape ",
             weights.shape(), " for an input of shape ", index.shape());
    RG_CHECK(rule.mode == BagMode::kSum, NotImplementedError, op,
             ": per_sample_weights are for mode 'sum' alone");
    RG_CHECK(weights.dtype() == weight.dtype(), DTypeError, op,
             ": expected per_sample_weights of dtype ", weight.dtype(), ", got ", weights.dtype());
  }
  RG_CHECK(rule.mode != BagMode::kMax || !rule.scale_by_freq, ValueError, op,
           ": mode 'max' does not scale the gradient by the frequency");
}

}  // namespace

Tensor embedding(const Tensor& weight, const Tensor& index, const EmbeddingRule& rule) {
  check_weight("embedding", weight);
  check_numbers("embedding", "indices", index);
  return record<Embedding>(weight, index, rule);
}

void renorm_rows(const Tensor& weight, const Tensor& index, double most, double p) {
  check_weight("embedding", weight);
  check_numbers("embedding", "indices", index);
  const GradMode off(false);
  // A row that is named twice is written twice, and the same.
  const Tensor numbers = flat(index), rows = embedding(weight, numbers, {});
  if (numbers.numel() == 0 || weight.size(1) == 0) return;
  const Tensor length = vector_norm(rows, p, {1}, true);
  const Tensor scale = div(full({}, most, length.dtype()), add(length, 1e-7));
  Tensor target = detach(weight);
  index_copy_(target, 0, numbers, where(gt(length, most), mul(rows, scale), rows));
}

Tensor embedding_bag(const Tensor& weight, const Tensor& index, const Tensor& offsets,
                     const Tensor& weights, const BagRule& rule) {
  check_bags(weight, index, weights, rule);
  const char* op = "embedding_bag";
  const Tensor starts = offsets_of(index, offsets, rule), numbers = flat(numbers_of(op, index));
  check_positions(op, numbers, 0, weight.size(0));
  const int64_t bags = starts.numel() - (rule.last_offset && index.dim() == 1 ? 1 : 0);
  const Samples s = samples_of(numbers, starts, rule, bags);
  if (rule.mode == BagMode::kMax) return largest_rows(weight, s, bags);

  // Sums of narrow types are rounded once.
  const DType t = computing(weight.dtype());
  Tensor rows = to(embedding(weight, vector(s.row), {-1, rule.scale_by_freq}), t);
  if (weights.defined())
    rows = mul(rows, unsqueeze(to(index_select(flat(weights), 0, vector(s.place)), t), 1));
  Tensor y = index_add(zeros({bags, weight.size(1)}, t), 0, vector(s.bag), rows);
  if (rule.mode == BagMode::kMean) {
    const Tensor counts = to(vector(s.count), t);
    y = div(y, unsqueeze(clamp_min(counts, operand(1.0, counts)), 1));
  }
  return to(y, weight.dtype());
}

}  // namespace retrograd::ops
