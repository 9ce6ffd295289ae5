"""What is said of a name that a module does not have. Loaded when one is first missed."""

from __future__ import annotations

import os
import sys

# Modules of torch that are other devices than the CPU.
_DEVICES = frozenset({"mtia"})


def _names_of_torch(module: str) -> frozenset[str]:
    """The public names of torch's module; of those that this package does not have, none."""
    with open(os.path.join(os.path.dirname(__file__), "torch_names.txt")) as lines:
        for line in lines:
            where, names = line.split(":")
            if where == module:
                return frozenset(names.split())
    return frozenset()


def missing(module: str, name: str) -> AttributeError:
    """Return the error for ``module.name``, which says whether torch has it."""
    text = f"module {module!r} has no attribute {name!r}"
    beside = module.replace("retrograd", "torch", 1)
    if beside == "torch" and name in _DEVICES:
        return AttributeError(
            f"{text}: retrograd computes on the CPU alone. Leave out what asks for another device,"
            " or use device 'cpu'"
        )
    if not name.startswith("_") and name in _names_of_torch(beside):
        text += f": this version of retrograd lacks {beside}.{name}"
        if sys.modules.get("torch") is sys.modules["retrograd"]:
            text += (
                "; torch is retrograd here, and python -m retrograd check FILE lists all that a"
                " program would miss"
            )
        return AttributeError(text)

    # With these, Python suggests a name that is like it.
    return AttributeError(text, name=name, obj=sys.modules[module])
