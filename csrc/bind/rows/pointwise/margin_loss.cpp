// Rows of ops/loss/margin.h.

#include "ops/loss/margin.h"

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/rows/pointwise/loss_reduction.h"
#include "ops/loss/likelihood.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/statistics/similarity.h"

namespace retrograd::bind {
namespace {

using Name = const std::string&;

Tensor margin_ranking_loss(const Tensor& a, const Tensor& b, const Tensor& target, double margin,
                           Flag size_average, Flag reduce, Name reduction) {
  return ops::margin_ranking_loss(
      a, b, target, margin, reduction_of("margin_ranking_loss", reduction, size_average, reduce));
}
Tensor hinge_embedding_loss(const Tensor& input, const Tensor& target, double margin,
                            Flag size_average, Flag reduce, Name reduction) {
  return ops::hinge_embedding_loss(
      input, target, margin, reduction_of("hinge_embedding_loss", reduction, size_average, reduce));
}
Tensor cosine_embedding_loss(const Tensor& a, const Tensor& b, const Tensor& target, double margin,
                             Flag size_average, Flag reduce, Name reduction) {
  return ops::cosine_embedding_loss(
      a, b, target, margin, reduction_of("cosine_embedding_loss", reduction, size_average, reduce));
}

// The loss of three by a distance of two.
template <class Distance>
Tensor triplet(const Tensor& anchor, const Tensor& positive, const Tensor& negative, double margin,
               bool swap, ops::Reduction reduction, const Distance& distance) {
  const Tensor near = distance(anchor, positive);
  Tensor far = distance(anchor, negative);
  if (swap) far = ops::minimum(far, distance(positive, negative));
  return ops::triplet_loss(near, far, margin, reduction);
}
Tensor triplet_margin_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative,
                           double margin, double p, double eps, bool swap, Flag size_average,
                           Flag reduce, Name reduction) {
  const char* op = "triplet_margin_loss";
  ops::check_triplet(op, anchor, positive, negative, margin);
  return triplet(anchor, positive, negative, margin, swap,
                 reduction_of(op, reduction, size_average, reduce),
                 [&](const Tensor& a, const Tensor& b) {
                   return ops::pairwise_distance(a, b, p, eps, false);
                 });
}
Tensor triplet_margin_with_distance_loss(const Tensor& anchor, const Tensor& positive,
                                         const Tensor& negative, PyObject* distance_function,
                                         double margin, bool swap, Name reduction) {
  const char* op = "triplet_margin_with_distance_loss";
  const ops::Reduction r = ops::parse_reduction(op, reduction);
  ops::check_triplet(op, anchor, positive, negative, margin);
  return triplet(
      anchor, positive, negative, margin, swap, r, [&](const Tensor& a, const Tensor& b) {
        if (distance_function == Py_None) return ops::pairwise_distance(a, b, 2, 1e-6, false);
        const Object x = Object::take(wrap(a)), y = Object::take(wrap(b));
        const Object d = Object::take(
            PyObject_CallFunctionObjArgs(distance_function, x.get(), y.get(), nullptr));
        RG_CHECK(is_tensor(d.get()), TypeError, op,
                 ": distance_function must return a Tensor, got ", Py_TYPE(d.get())->tp_name);
        return unwrap(d.get());
      });
}

Tensor multi_margin_loss(const Tensor& input, const Tensor& target, int64_t p, double margin,
                         const Tensor& weight, Flag size_average, Flag reduce, Name reduction) {
  return ops::multi_margin_loss(input, target, p, margin, weight,
                                reduction_of("multi_margin_loss", reduction, size_average, reduce));
}
Tensor multilabel_margin_loss(const Tensor& input, const Tensor& target, Flag size_average,
                              Flag reduce, Name reduction) {
  return ops::multilabel_margin_loss(
      input, target, reduction_of("multilabel_margin_loss", reduction, size_average, reduce));
}
Tensor multilabel_soft_margin_loss(const Tensor& input, const Tensor& target, const Tensor& weight,
                                   Flag size_average, Flag reduce, Name reduction) {
  return ops::multilabel_soft_margin_loss(
      input, target, weight,
      reduction_of("multilabel_soft_margin_loss", reduction, size_average, reduce));
}
Tensor soft_margin_loss(const Tensor& input, const Tensor& target, Flag size_average, Flag reduce,
                        Name reduction) {
  return ops::soft_margin_loss(input, target,
                               reduction_of("soft_margin_loss", reduction, size_average, reduce));
}

void add_rankings(Rows& rows) {
  rows.row<margin_ranking_loss>(
      "margin_ranking_loss(input1: Tensor, input2: Tensor, target: Tensor, margin: float = 0, "
      "size_average: bool | None = None, reduce: bool | None = None, reduction: str = 'mean') -> "
      "Tensor",
      kFunctional, R"(By how much one of two is not above the other, as a target of 1 asks for.

    y = max(0, margin - t (a - b))

A target of -1 asks for the reverse. size_average and reduce: see mse_loss().

Shape:   ``(*)`` three times, broadcast together, with as many dimensions -> ``()``, or ``(*)`` for
         "none".
Dtype:   all but bool; the mean floating.
Grad:    input1, input2, target. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast, or have not as many dimensions; ValueError for
         another reduction.
Source:  torch.nn.functional.margin_ranking_loss.

>>> a, b = rg.tensor([1.0, 2.0]), rg.tensor([3.0, 1.0])
>>> rg.nn.functional.margin_ranking_loss(a, b, rg.tensor([1.0, 1.0]))
tensor(1.)
)");
  rows.row<hinge_embedding_loss>(
      "hinge_embedding_loss(input: Tensor, target: Tensor, margin: float = 1.0, size_average: "
      "bool | None = None, reduce: bool | None = None, reduction: str = 'mean') -> Tensor",
      kFunctional,
      R"(Distances of what is alike, and by how much those of what is not are too small.

    y = t = 1 ? x : t = -1 ? max(0, margin - x) : x + max(0, margin - x)

size_average and reduce: see mse_loss().

Shape:   ``(*)`` and ``(*)``, broadcast together -> ``()``, or ``(*)`` for "none".
Dtype:   all but bool; the mean floating.
Grad:    input. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; ValueError for another reduction.
Source:  torch.nn.functional.hinge_embedding_loss.

>>> rg.nn.functional.hinge_embedding_loss(rg.tensor([0.5, 0.5]), rg.tensor([1, -1]))
tensor(0.5000)
)");
  rows.row<soft_margin_loss>(
      "soft_margin_loss(input: Tensor, target: Tensor, size_average: bool | None = None, reduce: "
      "bool | None = None, reduction: str = 'mean') -> Tensor",
      kFunctional, R"(The logistic loss of targets 1 and -1, without overflow.

    y = log(1 + e^(-t x)),  dy/dx = -t / (1 + e^(t x))

size_average and reduce: see mse_loss().

Shape:   ``(*)`` and ``(*)``, broadcast together -> ``()``, or ``(*)`` for "none".
Dtype:   floating; promoted to a common type.
Grad:    input, target. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; NotImplementedError unless floating; ValueError
         for another reduction.
Source:  torch.nn.functional.soft_margin_loss.

>>> rg.nn.functional.soft_margin_loss(rg.tensor([0.0, 1.0]), rg.tensor([1.0, -1.0]))
tensor(1.0032)
)");
}

void add_embeddings(Rows& rows) {
  rows.row<cosine_embedding_loss>(
      "cosine_embedding_loss(input1: Tensor, input2: Tensor, target: Tensor, margin: float = 0, "
      "size_average: bool | None = None, reduce: bool | None = None, reduction: str = 'mean') -> "
      "Tensor",
      kFunctional, R"(Angles of what is alike, and by how much those of what is not are too small.

    y = t = 1 ? 1 - c : t = -1 ? max(0, c - margin) : 0,  c = a . b / (||a|| ||b||)

size_average and reduce: see mse_loss().

Shape:   ``(n, d)`` twice, target ``(n)``, or ``(d)`` twice, target ``()`` -> ``()``, or as the
         target for "none".
Dtype:   floating; promoted to a common type.
Grad:    input1, input2. Twice differentiable.
Raises:  ShapeError for other shapes; ValueError for another reduction.
Source:  torch.nn.functional.cosine_embedding_loss.

>>> a, b = rg.tensor([[1.0, 0.0]]), rg.tensor([[3.0, 4.0]])
>>> rg.nn.functional.cosine_embedding_loss(a, b, rg.tensor([1]))
tensor(0.4000)
)");
  rows.row<triplet_margin_loss>(
      "triplet_margin_loss(anchor: Tensor, positive: Tensor, negative: Tensor, margin: float = "
      "1.0, p: float = 2, eps: float = 1e-06, swap: bool = False, size_average: bool | None = "
      "None, reduce: bool | None = None, reduction: str = 'mean') -> Tensor",
      kFunctional, R"(By how much what is alike is not nearer than what is not.

    y = max(0, margin + d(a, p) - d(a, n)),  d(a, b) = ||a - b + eps||_p

With swap, the negative's distance is the least of those from the anchor and the positive.
size_average and reduce: see mse_loss().

Shape:   ``(*, d)`` three times, broadcast together -> ``()``, or ``(*)`` for "none".
Dtype:   floating; promoted to a common type.
Grad:    anchor, positive, negative. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast, or have not as many dimensions; DomainError
         unless the margin is positive; ValueError for another reduction.
Source:  torch.nn.functional.triplet_margin_loss.

>>> a, p, n = rg.tensor([[0.0, 0.0]]), rg.tensor([[3.0, 4.0]]), rg.tensor([[0.0, 2.0]])
>>> rg.nn.functional.triplet_margin_loss(a, p, n)
tensor(4.0000)
)");
  rows.row<triplet_margin_with_distance_loss>(
      "triplet_margin_with_distance_loss(anchor: Tensor, positive: Tensor, negative: Tensor, *, "
      "distance_function: Callable[[Tensor, Tensor], Tensor] | None = None, margin: float = 1.0, "
      "swap: bool = False, reduction: str = 'mean') -> Tensor",
      kFunctional, R"(By how much what is alike is not nearer than what is not, by any distance.

    y = max(0, margin + d(a, p) - d(a, n))

Without a distance_function, d is pairwise_distance(). With swap, the negative's distance is the
least of those from the anchor and the positive.

Shape:   three that the distance takes, with as many dimensions -> ``()``, or as the distances for
         "none".
Dtype:   those that the distance takes.
Grad:    anchor, positive, negative. Twice differentiable.
Raises:  ShapeError for shapes that have not as many dimensions; DomainError unless the margin is
         positive; TypeError if the distance is no tensor; ValueError for another reduction.
Source:  torch.nn.functional.triplet_margin_with_distance_loss.

>>> a, p, n = rg.tensor([[0.0, 0.0]]), rg.tensor([[3.0, 4.0]]), rg.tensor([[0.0, 2.0]])
>>> rg.nn.functional.triplet_margin_with_distance_loss(
...     a, p, n, distance_function=lambda x, y: (x - y).abs().sum(-1))
tensor(6.)
)");
}

void add_classes(Rows& rows) {
  rows.row<multi_margin_loss>(
      "multi_margin_loss(input: Tensor, target: Tensor, p: int = 1, margin: float = 1.0, weight: "
      "Tensor | None = None, size_average: bool | None = None, reduce: bool | None = None, "
      "reduction: str = 'mean') -> Tensor",
      kFunctional, R"(By how much the score of the target class is not above those of the others.

    y = sum_j w_t max(0, margin - x_t + x_j)^p / c  over j != t

size_average and reduce: see mse_loss().

Shape:   ``(n, c)``, target ``(n)``, or ``(c)``, target ``()`` or ``(1)``; weight ``(c)`` -> ``()``,
         or as the target for "none".
Dtype:   floating; target int64.
Grad:    input. Twice differentiable.
Raises:  BoundsError for a target that is no class; ShapeError for other shapes; DTypeError for
         other targets; DomainError unless p is 1 or 2; ValueError for another reduction.
Source:  torch.nn.functional.multi_margin_loss.

>>> rg.nn.functional.multi_margin_loss(rg.tensor([[1.0, 0.5, 3.0]]), rg.tensor([0]))
tensor(1.1667)
)");
  rows.row<multilabel_margin_loss>(
      "multilabel_margin_loss(input: Tensor, target: Tensor, size_average: bool | None = None, "
      "reduce: bool | None = None, reduction: str = 'mean') -> Tensor",
      kFunctional, R"(By how much the scores of target classes are not above those of the others.

    y = sum_k sum_j max(0, 1 - x_t_k + x_j) / c  over j that are no target

The targets of a row are its classes before the first -1. size_average and reduce: see mse_loss().

Shape:   ``(n, c)`` or ``(c)``, target the same -> ``()``, or ``(n)`` for "none".
Dtype:   floating; target int64.
Grad:    input. Twice differentiable.
Raises:  BoundsError for a target that is no class; ShapeError for other shapes; DTypeError for
         other targets; ValueError for another reduction.
Source:  torch.nn.functional.multilabel_margin_loss.

>>> x = rg.tensor([[0.1, 0.2, 0.4, 0.8]])
>>> rg.nn.functional.multilabel_margin_loss(x, rg.tensor([[3, 0, -1, 1]]))
tensor(0.8500)
)");
  rows.row<multilabel_soft_margin_loss>(
      "multilabel_soft_margin_loss(input: Tensor, target: Tensor, weight: Tensor | None = None, "
      "size_average: bool | None = None, reduce: bool | None = None, reduction: str = 'mean') -> "
      "Tensor",
      kFunctional, R"(The mean over classes of their binary cross entropies, given logits.

    y = -mean_c w_c (t_c log sigmoid(x_c) + (1 - t_c) log sigmoid(-x_c))

size_average and reduce: see mse_loss().

Shape:   ``(*, c)``, target and weight broadcast -> ``()``, or ``(*)`` for "none".
Dtype:   floating; promoted to a common type.
Grad:    input, target, weight. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; IndexError for a 0-d input; NotImplementedError
         unless floating; ValueError for another reduction.
Source:  torch.nn.functional.multilabel_soft_margin_loss.

>>> x, t = rg.tensor([[0.0, 2.0]]), rg.tensor([[1.0, 0.0]])
>>> rg.nn.functional.multilabel_soft_margin_loss(x, t)
tensor(1.4100)
)");
}

}  // namespace

void add_margin_loss_rows(Rows& rows) {
  add_rankings(rows);
  add_embeddings(rows);
  add_classes(rows);
}

}  // namespace retrograd::bind
