// Rows of ops/loss/ctc.h.

#include "ops/loss/ctc.h"

#include <algorithm>

#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

Tensor ctc_loss(const Tensor& log_probs, const Tensor& targets, const Tensor& input_lengths,
                const Tensor& target_lengths, int64_t blank, const std::string& reduction,
                bool zero_infinity) {
  return ops::ctc_loss(log_probs, targets, input_lengths, target_lengths, blank,
                       ops::parse_reduction("ctc_loss", reduction), zero_infinity);
}

Tensor as_tensor(const Dims& numbers) {
  const Tensor x = empty({static_cast<int64_t>(numbers.size())}, DType::kInt64);
  std::copy(numbers.begin(), numbers.end(), x.data<int64_t>());
  return x;
}
Tensor ctc_loss_of_numbers(const Tensor& log_probs, const Tensor& targets,
                           const Dims& input_lengths, const Dims& target_lengths, int64_t blank,
                           const std::string& reduction, bool zero_infinity) {
  return ctc_loss(log_probs, targets, as_tensor(input_lengths), as_tensor(target_lengths), blank,
                  reduction, zero_infinity);
}

}  // namespace

void add_ctc_rows(Rows& rows) {
  rows.row<ctc_loss, ctc_loss_of_numbers>(
      {"ctc_loss(log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: "
       "Tensor, "
       "blank: int = 0, reduction: str = 'mean', zero_infinity: bool = False) -> Tensor",
       "ctc_loss(log_probs: Tensor, targets: Tensor, input_lengths: tuple[int, ...], "
       "target_lengths: tuple[int, ...], blank: int = 0, reduction: str = 'mean', zero_infinity: "
       "bool = False) -> Tensor"},
      kFunctional, R"(The loss of sequences of classes that lie somewhere within longer ones.

    y = -log sum_a prod_t p_t(a_t)  over the alignments a of a sequence of targets,
    dy/dx_t(c) = -P(a_t = c)

An alignment gives a target or the blank to each time, the targets in their order and as often as
it likes, with a blank between equal ones. Without an alignment y is infinite, or 0 without a
gradient if zero_infinity. The mean is that of the losses over the lengths of their targets, at
least 1. All is computed in float64; the gradient is that by log_probs themselves, whether they sum
to 1 or not. Third derivatives raise NotImplementedError, and are nan in forward mode.

Shape:   log_probs ``(t, n, c)``, targets ``(n, s)``, or all in one ``(sum of target_lengths)``,
         lengths ``(n)``; or ``(t, c)``, ``(s)``, ``()`` or ``(1)`` -> ``()``; ``(n)`` for "none".
Dtype:   floating; targets and lengths integers.
Grad:    log_probs. Twice differentiable.
Raises:  ShapeError for other shapes; BoundsError for a target that is no class, and lengths and
         blanks out of range; DTypeError for lengths that are no integers, NotImplementedError
         unless log_probs is floating; ValueError for another reduction.
Source:  torch.nn.functional.ctc_loss.

>>> x = rg.zeros(3, 1, 2).log_softmax(2)
>>> rg.nn.functional.ctc_loss(x, rg.tensor([[1]]), (3,), (1,))
tensor(0.2877)
)");
}

}  // namespace retrograd::bind
