"""The rows of nn.utils that put something in the place of a weight."""

from nn_rows_spatial import rows

NEW = "nn.utils.parametrizations."
OLD = "nn.utils."
REGISTER = "nn.utils.parametrize.register_parametrization"

GOOD = f"""
{NEW}weight_norm(Linear(3, 2)) <- randn(4, 3)
{NEW}weight_norm(Conv2d(2, 3, 2), dim=1) <- randn(1, 2, 3, 3)
{NEW}weight_norm(Linear(3, 2, bias=False), dim=None) <- randn(4, 3)
{NEW}spectral_norm(LayerNorm(3)) <- randn(4, 3)
{NEW}orthogonal(Linear(3, 3), use_trivialization=False) <- randn(4, 3)
{NEW}orthogonal(Linear(2, 4))
{NEW}orthogonal(Linear(2, 4)).weight
{NEW}orthogonal(Linear(5, 3)).weight
{NEW}orthogonal(Linear(5, 3), use_trivialization=False).weight
{OLD}weight_norm(Linear(3, 2)) <- randn(4, 3)
{OLD}weight_norm(Conv1d(2, 3, 2), 'weight', None) <- randn(1, 2, 3)
{OLD}weight_norm({OLD}weight_norm(Linear(3, 2)), 'bias') <- randn(4, 3)
{OLD}remove_weight_norm({OLD}weight_norm(Linear(3, 2))) <- randn(4, 3)
{OLD}spectral_norm(Linear(3, 2)) <- randn(4, 3)
{OLD}spectral_norm(ConvTranspose2d(2, 3, 2), n_power_iterations=2) <- randn(1, 2, 3, 3)
{OLD}spectral_norm(Conv2d(2, 3, 2), dim=1, eps=0.5) <- randn(1, 2, 3, 3)
{OLD}remove_spectral_norm({OLD}spectral_norm(Linear(3, 2))) <- randn(4, 3)
{REGISTER}(Linear(3, 2), 'weight', Tanh()) <- randn(4, 3)
{REGISTER}({REGISTER}(Linear(3, 2), 'weight', Tanh()), 'weight', ELU()) <- randn(4, 3)
{REGISTER}({REGISTER}(Linear(3, 2), 'weight', Tanh()), 'bias', ELU()) <- randn(4, 3)
{REGISTER}(BatchNorm1d(3), 'running_var', Softplus()) <- randn(4, 3)
{REGISTER}(Linear(3, 2), 'bias', Flatten(0, -1)) <- randn(4, 3)
{REGISTER}(Linear(4, 2), 'weight', AvgPool1d(2), unsafe=True) <- randn(3, 2)
{OLD}fuse_conv_bn_eval(Conv2d(2, 3, 2).eval(), BatchNorm2d(3).eval()) <- randn(1, 2, 3, 3)
{OLD}fuse_linear_bn_eval(Linear(2, 3, bias=False).eval(), BatchNorm1d(3).eval()) <- randn(4, 2)
{OLD}fuse_conv_bn_weights(randn(3, 2, 2), randn(3), randn(3), rand(3), 0.1, randn(3), randn(3))
{OLD}fuse_conv_bn_weights(randn(3, 2, 2), None, randn(2), rand(2), 0.1, None, None, True)
{OLD}fuse_conv_bn_weights(randn(3, 2).half(), None, randn(3), rand(3), 0.1, randn(3), None)
{OLD}fuse_linear_bn_weights(randn(3, 2), randn(3), randn(1), rand(1), 0.1, randn(1), randn(1))
"""
NEAR = f"""
{NEW}spectral_norm(Linear(3, 2)) <- randn(4, 3)
{NEW}spectral_norm(Conv2d(2, 3, 2), n_power_iterations=3) <- randn(1, 2, 3, 3)
{NEW}spectral_norm(ConvTranspose2d(2, 3, 2)) <- randn(1, 2, 3, 3)
{NEW}spectral_norm(Linear(3, 2), eps=0.5, dim=-1) <- randn(4, 3)
{NEW}orthogonal(Linear(3, 3)) <- randn(4, 3)
{NEW}orthogonal(Linear(3, 2), orthogonal_map='matrix_exp') <- randn(4, 3)
{NEW}orthogonal(Linear(2, 4), orthogonal_map='cayley') <- randn(4, 2)
"""
IN_EVALUATION = f"""
{NEW}spectral_norm(Linear(3, 2)) <- randn(4, 3)
{OLD}spectral_norm(Linear(3, 2)) <- randn(4, 3)
"""
WARNS = f"""
{OLD}weight_norm(Linear(2, 2))
{OLD}spectral_norm(Linear(2, 2))
"""
BAD = f"""
{NEW}weight_norm(Linear(3, 2), 'gain')
{NEW}spectral_norm(Linear(3, 2), 'gain')
{NEW}spectral_norm(Linear(3, 2), n_power_iterations=0)
{NEW}spectral_norm(Linear(3, 2), dim=2)
{NEW}orthogonal(Linear(3, 2), 'gain')
{NEW}orthogonal(Linear(3, 2), 'bias')
{NEW}orthogonal(Linear(3, 2), orthogonal_map='givens')
{OLD}weight_norm(Linear(3, 2), 'gain')
{OLD}weight_norm({OLD}weight_norm(Linear(3, 2)))
{OLD}weight_norm(LazyLinear(2))
{OLD}remove_weight_norm(Linear(3, 2))
{OLD}spectral_norm(Linear(3, 2), 'gain')
{OLD}spectral_norm(Linear(3, 2), n_power_iterations=0)
{OLD}spectral_norm({OLD}spectral_norm(Linear(3, 2)))
{OLD}spectral_norm(LazyLinear(2))
{OLD}remove_spectral_norm(Linear(3, 2))
{REGISTER}(Linear(3, 2), 'gain', Tanh())
{REGISTER}(Linear(3, 2), 'weight', AvgPool1d(2))
{REGISTER}({REGISTER}(Linear(3, 2), 'weight', Tanh()), 'weight', AvgPool1d(2))
nn.utils.parametrize.remove_parametrizations(Linear(3, 2), 'weight')
nn.utils.parametrize.remove_parametrizations({NEW}weight_norm(Linear(3, 2)), 'weight', False)
{OLD}fuse_conv_bn_eval(Conv2d(2, 3, 2), BatchNorm2d(3).eval())
{OLD}fuse_linear_bn_eval(Linear(2, 3).eval(), BatchNorm1d(2).eval())
"""

ROWS = [
    *rows(GOOD),
    *rows(NEAR, relative=1e-5),  # their buffers are computed in float32
    *rows(IN_EVALUATION, eval=True, relative=1e-5),
    *rows(WARNS, warns=True, seed=1),
    *rows(BAD, bad=True),
]
