"""The rows of nn.utils.prune."""

from nn_rows_spatial import rows

P = "nn.utils.prune."
TOGETHER = """(lambda a, b, method, amount: (nn.utils.prune.global_unstructured(
    [(a, 'weight'), (b, 'weight')], method, amount=amount), a.weight, b.weight))""".replace(
    "\n", ""
)
GOOD = f"""
{P}random_unstructured(Linear(4, 3), 'weight', 0.3) <- randn(2, 4)
{P}random_unstructured(Linear(4, 3), 'bias', 2) <- randn(2, 4)
{P}l1_unstructured(Conv1d(2, 3, 2), 'weight', 0.5) <- randn(1, 2, 4)
{P}l1_unstructured(Linear(4, 3), 'weight', 2, rand(3, 4)) <- randn(2, 4)
{P}l1_unstructured({P}l1_unstructured(Linear(4, 3), 'weight', 3), 'weight', 0.5) <- randn(2, 4)
{P}random_unstructured({P}l1_unstructured(Linear(4, 3), 'weight', 3), 'weight', 4) <- randn(2, 4)
{P}random_structured(Linear(4, 3), 'weight', 1, 0) <- randn(2, 4)
{P}ln_structured(Conv2d(2, 4, 2), 'weight', 0.5, 2, dim=0) <- randn(1, 2, 3, 3)
{P}ln_structured(Linear(4, 3), 'weight', 1, torch.inf, -1) <- randn(2, 4)
{P}ln_structured({P}ln_structured(Linear(6, 3), 'weight', 2, 1, 1), 'weight', 1, 1, 1)
{P}custom_from_mask(Linear(2, 2), 'weight', tensor([[0, 1], [1, 0]])) <- randn(3, 2)
{P}identity(Linear(2, 2), 'weight') <- randn(3, 2)
{P}remove({P}l1_unstructured(Linear(4, 3), 'weight', 0.5), 'weight') <- randn(2, 4)
{P}is_pruned(Sequential({P}identity(Linear(2, 2), 'bias')))
{P}is_pruned(Sequential(Linear(2, 2)))
{TOGETHER}(Linear(3, 2), Linear(2, 2), {P}L1Unstructured, 0.4)
{TOGETHER}({P}l1_unstructured(Linear(3, 2), 'weight', 2), Linear(2, 2), {P}L1Unstructured, 3)
[{P}L1Unstructured(2).prune(tensor([3.0, 1.0, 2.0]))]
[{P}L1Unstructured(1).prune(tensor([3.0, 1.0, 2.0]), importance_scores=tensor([1.0, 2.0, 3.0]))]
"""
BAD = f"""
{P}l1_unstructured(Linear(4, 3), 'weight', -1)
{P}l1_unstructured(Linear(4, 3), 'weight', 1.5)
{P}l1_unstructured(Linear(4, 3), 'weight', 13)
{P}l1_unstructured(Linear(4, 3), 'weight', 'all')
{P}l1_unstructured(Linear(4, 3), 'gain', 1)
{P}l1_unstructured(Linear(4, 3), 'weight', 1, rand(2))
{P}ln_structured(Linear(4, 3), 'bias', 1, 2, 0)
{P}ln_structured(Linear(4, 3), 'weight', 1, 2, 2)
{P}remove(Linear(4, 3), 'weight')
{P}global_unstructured([(Linear(4, 3), 'weight')], {P}LnStructured, amount=1, n=2)
"""
ROWS = [*rows(GOOD), *rows(BAD, bad=True)]
