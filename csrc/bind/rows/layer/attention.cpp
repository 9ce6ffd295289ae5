// Rows of ops/layer/attention.h.

#include "ops/layer/attention.h"

#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

Tensor attention(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& mask,
                 double dropout, bool causal, const std::optional<double>& scale, bool grouped) {
  return ops::scaled_dot_product_attention(q, k, v, mask, {dropout, causal, scale, grouped});
}

}  // namespace

void add_attention_rows(Rows& rows) {
  rows.row<attention>(
      "scaled_dot_product_attention(query: Tensor, key: Tensor, value: Tensor, "
      "attn_mask: Tensor | None = None, dropout_p: float = 0.0, is_causal: bool = False, "
      "scale: float | None = None, enable_gqa: bool = False) -> Tensor",
      kFunctional, R"(Values weighed by how well keys answer queries.

    y = softmax(scale q k^T + mask) v

``scale`` is 1 / sqrt(d) if not given. The mask broadcasts to the scores: of bools, true where a key
counts, or numbers that are added. With is_causal query i sees keys 0 to i alone. A query that sees
no key gets zeros. With enable_gqa several heads of queries, dimension -3, share one of keys and
values. The scores are made block by block and never all at once, unless there is dropout, whose
draws are torch's, or the mask requires grad.

Shape:   query ``(*, m, d)``, key ``(*, n, d)``, value ``(*, n, w)`` -> ``(*, m, w)``.
Dtype:   floating, all of one; the mask bool, float32 or the same.
Grad:    query, key, value, attn_mask. Twice differentiable.
Raises:  ShapeError for what does not fit; DTypeError for other types; DomainError unless dropout_p
         is in [0, 1].
Source:  torch.nn.functional.scaled_dot_product_attention.

>>> q = rg.tensor([[1.0, 0.0], [0.0, 1.0]])
>>> rg.nn.functional.scaled_dot_product_attention(q, q, q, is_causal=True)
tensor([[1.0000, 0.0000],
        [0.3302, 0.6698]])
)");
}

}  // namespace retrograd::bind
