"""The names that a program written for torch finds here, in the places where torch has them."""

from __future__ import annotations

import operator

import pytest
import retrograd as rg
from op_table import OPS


def words(text: str) -> list[str]:
    return text.split()


FUNCTIONS = words("""
tensor ones zeros manual_seed arange randn zeros_like rand as_tensor empty full from_numpy
ones_like linspace eye device float long numel dtype bool double unsqueeze detach reshape
transpose clone t squeeze pow abs sqrt clamp where tanh exp log add cos relu sin sigmoid sub mul
div neg maximum minimum mean sum max min matmul mm softmax log_softmax allclose equal isnan eq lt
gt ge ne le Tensor Generator float32 float64 int64 int32 uint8 floor_divide remainder bitwise_and
bitwise_or bitwise_not logical_and logical_or logical_not isinf isfinite prod argmax argmin amax
amin all any bmm permute flatten cat stack dot mv outer randint randperm bernoulli no_grad
enable_grad set_grad_enabled is_grad_enabled set_num_threads get_num_threads autograd nn errors
func vmap __version__
""")

METHODS = words("""
device item size to shape data float long numel grad numpy requires_grad tolist dtype dim
requires_grad_ bool ndim double is_leaf grad_fn view unsqueeze detach reshape expand transpose
clone t squeeze contiguous T pow abs sqrt clamp where tanh exp log add cos relu sin sigmoid sub
mul div neg maximum minimum mean sum max min matmul mm softmax log_softmax allclose equal isnan eq
lt gt ge ne le copy_ add_ fill_ mul_ zero_ div_ sub_ backward retain_grad retains_grad
floor_divide remainder bitwise_and bitwise_or bitwise_not logical_and logical_or logical_not isinf
isfinite prod argmax argmin amax amin all any bmm permute flatten dot mv outer uniform_ normal_
stride storage_offset is_contiguous __array__ __len__
""")

FUNCTIONAL = words("""
tanh relu sigmoid linear softmax cross_entropy log_softmax mse_loss binary_cross_entropy
binary_cross_entropy_with_logits
""")


AUTOGRAD = words("""
Variable backward enable_grad forward_ad.dual_level forward_ad.enter_dual_level
forward_ad.exit_dual_level forward_ad.make_dual forward_ad.unpack_dual
functional.hessian functional.hvp functional.jacobian functional.jvp
functional.vhp functional.vjp grad gradcheck gradgradcheck graph.Node no_grad
set_grad_enabled
""")

FUNC = words(
    "functional_call grad grad_and_value hessian jacfwd jacrev jvp linearize stack_module_state"
    " vjp vmap"
)


@pytest.mark.parametrize("name", AUTOGRAD)
def test_autograd_has(name):
    assert callable(operator.attrgetter(name)(rg.autograd))


@pytest.mark.parametrize("name", FUNC)
def test_func_has(name):
    assert callable(getattr(rg.func, name))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_package_has(name):
    assert hasattr(rg, name)


@pytest.mark.parametrize("name", METHODS)
def test_a_tensor_has(name):
    assert hasattr(rg.Tensor, name)


@pytest.mark.parametrize("name", FUNCTIONAL)
def test_nn_functional_has(name):
    assert callable(getattr(rg.nn.functional, name))


# Not in the table: no tensor in or out, random, or answers that are not tensors.
OTHERWISE = words("""
alpha_dropout dropout feature_alpha_dropout feature_dropout
absolute allclose arccos arccosh arcsin arcsinh arctan arctan2 arctanh as_tensor asarray bernoulli
binomial broadcast_shapes can_cast clip concatenate conj detach divide empty empty_like
empty_permuted empty_strided
equal fix from_dlpack from_numpy frombuffer full_like ger get_default_dtype get_device
get_num_threads get_rng_state
greater greater_equal initial_seed is_anomaly_check_nan_enabled is_anomaly_enabled is_complex
is_conj is_floating_point is_grad_enabled is_inference is_inference_mode_enabled is_neg is_same_size
is_signed is_tensor less less_equal manual_seed multinomial multiply negative normal not_equal numel
poisson promote_types rand rand_like randint randint_like randn randn_like randperm resolve_conj
resolve_neg result_type seed set_anomaly_enabled set_default_dtype set_num_threads set_printoptions
set_rng_state subtract swapaxes tensor to_dlpack trapz true_divide
""")


def test_every_operation_has_its_row_in_the_table():
    rows = {case.op.split(".")[-1] for case in OPS if isinstance(case.op, str)}
    rows |= {case.name for case in OPS}  # called by a function of the row
    public = {
        name
        for name, thing in vars(rg).items()
        if not name.startswith("_") and type(thing).__name__ == "builtin_function_or_method"
    }
    of_rows = {f"{name}_" for name in rows | set(OTHERWISE)}  # tested by test_forms.py
    assert sorted(public - rows - set(OTHERWISE) - of_rows) == []
