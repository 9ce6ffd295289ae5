"""Choosing what a picture shows: repeated chains, and what is beyond its limit, become one item."""

from __future__ import annotations

from dataclasses import dataclass, field

from .walk import Step, count, in_bytes, total_saved

__all__ = ["Item", "fold"]


def __dir__() -> list[str]:
    return __all__


LONGEST_PATTERN = 8  # operations that are looked at as one period of a chain
FEWEST_REPEATS = 4  # below that a chain is drawn as it is


@dataclass
class Item:
    """One box of the picture: a step, or several that were folded."""

    steps: list[Step]
    pattern: str = ""  # of a fold: what it consists of
    inputs: list[tuple[int, int]] = field(default_factory=list)  # items and which output of them

    @property
    def folded(self) -> bool:
        return bool(self.pattern)

    @property
    def leaf(self) -> bool:
        return not self.folded and self.steps[0].leaf

    def title(self) -> str:
        if self.folded:
            return self.pattern
        step = self.steps[0]
        return f"{step.label}: {step.name}" if step.label else step.name

    def facts(self) -> list[str]:
        """Return what is to be said below the title, line by line."""
        if self.folded:
            ops = sum(not s.leaf for s in self.steps)
            leaves = len(self.steps) - ops
            parts = [count(ops, "operation")] if ops else []
            parts += [count(leaves, "leaf")] if leaves else []
            lines = ["folded: " + ", ".join(parts)]
            saved = total_saved(self.steps)
            return [*lines, f"saves {in_bytes(saved)}"] if saved else lines
        step = self.steps[0]
        lines = [f"{shape} {dtype}" for shape, dtype, _ in step.outputs]
        if step.leaf:
            lines.append("requires grad, " + ("has grad" if step.has_grad else "no grad yet"))
        elif step.saved is None:
            lines.append("saved tensors freed")
        elif step.saved:
            lines.append(f"saves {in_bytes(step.saved_bytes)}")
        return [*lines, step.origin] if step.origin else lines


def fold(steps: dict[int, Step], limit: int) -> list[Item]:
    """Return the items of a picture of at most ``limit`` steps, consumers first."""
    item_of: dict[int, Item] = {}
    items: list[Item] = []
    consumers: dict[int, set[int]] = {n: set() for n in steps}
    for step in steps.values():
        for number, _ in step.inputs:
            consumers[number].add(step.number)
    for chain in _chains(steps, consumers):
        for begin, period, times in _repeats(steps, chain):
            inner = chain[begin + period : begin + period * times]
            names = ", ".join(s.name for s in chain[begin : begin + period])
            item = Item(inner, f"{names} ({times - 1:,} more times)")
            items.append(item)
            item_of.update((s.number, item) for s in inner)
    for step in steps.values():
        if step.number in item_of:
            continue
        owners = {id(item_of[n]): item_of[n] for n in consumers[step.number] if n in item_of}
        only = next(iter(owners.values())) if len(owners) == 1 else None
        inside = all(n in item_of for n in consumers[step.number])
        if step.leaf and not step.label and only and only.folded and inside:
            item = only
            item.steps.append(step)
        else:
            item = Item([step])
            items.append(item)
        item_of[step.number] = item
    # Operations by age, then leaves: a cut then never leaves an input on the near side.
    items.sort(key=lambda i: (i.leaf, -i.steps[0].number))
    items = _cut(items, item_of, consumers, limit)
    place = {id(item): k for k, item in enumerate(items)}
    for item in items:
        for step in item.steps:
            for number, output in step.inputs:
                edge = place[id(item_of[number])], output if not item_of[number].folded else 0
                if edge[0] != place[id(item)] and edge not in item.inputs:
                    item.inputs.append(edge)
    return items


def _chains(steps: dict[int, Step], consumers: dict[int, set[int]]) -> list[list[Step]]:
    """Return the longest rows of operations where each is all that the next one depends on."""
    after: dict[int, int] = {}
    for step in steps.values():
        below = {n for n, _ in step.inputs if not steps[n].leaf}
        if len(below) == 1 and len(consumers[next(iter(below))]) == 1:
            after[step.number] = below.pop()
    inner = set(after.values())
    chains = []
    for first in after:
        if first in inner:
            continue
        chain = [steps[first]]
        while chain[-1].number in after:
            chain.append(steps[after[chain[-1].number]])
        chains.append(chain)
    return chains


def _repeats(steps: dict[int, Step], chain: list[Step]) -> list[tuple[int, int, int]]:
    """Return where in the chain what repeats: (begin, length of the period, number of times)."""
    looks = [
        (s.label, s.name, s.outputs, s.origin, sum(steps[n].leaf for n, _ in s.inputs))
        for s in chain
    ]
    found, i = [], 0
    while i < len(chain):
        for period in range(1, LONGEST_PATTERN + 1):
            end = i + period
            while end < len(chain) and looks[end] == looks[end - period]:
                end += 1
            times = (end - i) // period
            if times >= FEWEST_REPEATS and not any(s.label for s in chain[i : i + period]):
                found.append((i, period, times))
                i += period * times - 1
                break
        i += 1
    return found


def _cut(
    items: list[Item], item_of: dict[int, Item], consumers: dict[int, set[int]], limit: int
) -> list[Item]:
    """Fold all items beyond the limit into one."""
    if len(items) <= limit:
        return items
    operations = [i for i in items if not i.leaf]
    shown = {id(i) for i in operations[: max(1, limit - 1)]}
    near = []
    for item in items:
        users = consumers[item.steps[0].number]
        if item.leaf and (not users or any(id(item_of[n]) in shown for n in users)):
            near.append(item)
    shown |= {id(i) for i in near[: max(0, limit - 1 - len(shown))]}
    rest = Item([s for i in items if id(i) not in shown for s in i.steps], "the rest")
    item_of.update((s.number, rest) for s in rest.steps)
    kept = [i for i in items if id(i) in shown]
    ops = sum(not i.leaf for i in kept)
    return [*kept[:ops], rest, *kept[ops:]]
