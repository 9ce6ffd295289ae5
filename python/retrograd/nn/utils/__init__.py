"""What training code does with the parameters of modules. Loaded when it is first asked for."""

# At once, since a function and the file that holds it share a name: the function must come last.
from .spectral_norm import remove_spectral_norm, spectral_norm
from .weight_norm import remove_weight_norm, weight_norm

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import (
        clip_grad,
        convert_parameters,
        fusion,
        parametrizations,
        parametrize,
        prune,
        rnn,
        stateless,
    )
    from .clip_grad import (
        clip_grad_norm,
        clip_grad_norm_,
        clip_grad_value_,
        clip_grads_with_norm_,
        get_total_norm,
    )
    from .convert_parameters import parameters_to_vector, vector_to_parameters
    from .fusion import (
        fuse_conv_bn_eval,
        fuse_conv_bn_weights,
        fuse_linear_bn_eval,
        fuse_linear_bn_weights,
    )

__all__ = [
    "clip_grad",
    "clip_grad_norm",
    "clip_grad_norm_",
    "clip_grad_value_",
    "clip_grads_with_norm_",
    "convert_parameters",
    "fuse_conv_bn_eval",
    "fuse_conv_bn_weights",
    "fuse_linear_bn_eval",
    "fuse_linear_bn_weights",
    "fusion",
    "get_total_norm",
    "parameters_to_vector",
    "parametrizations",
    "parametrize",
    "prune",
    "remove_spectral_norm",
    "remove_weight_norm",
    "rnn",
    "spectral_norm",
    "stateless",
    "vector_to_parameters",
    "weight_norm",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name
    # Modules of this package, and the names of others, as in nn/__init__.py.
    _MODULES = """
        clip_grad convert_parameters fusion parametrizations parametrize prune rnn stateless"""
    _HOMES = {
        "clip_grad": """
            clip_grad_norm clip_grad_norm_ clip_grad_value_ clip_grads_with_norm_
            get_total_norm""",
        "convert_parameters": "parameters_to_vector vector_to_parameters",
        "fusion": """
            fuse_conv_bn_eval fuse_conv_bn_weights fuse_linear_bn_eval fuse_linear_bn_weights""",
    }

    def __getattr__(name: str) -> object:
        import importlib
        import sys

        for home, names in _HOMES.items():
            if name in names.split():
                found = getattr(importlib.import_module(f"{__name__}.{home}"), name)
                globals()[sys.intern(name)] = found
                return found
        if name in _MODULES.split():
            return importlib.import_module(f"{__name__}.{name}")
        from ..._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
