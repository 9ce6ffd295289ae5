"""Each row of op_table.py against torch in the same process, where torch is installed."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import retrograd as rg
from draw import assert_close, draw
from op_case import Call
from op_forms import IN_PLACE, WITH_OUT
from op_linalg import LINALG
from op_table import DIFFERENTIABLE, OPS

torch = pytest.importorskip("torch")

TYPED = [(case, dtype) for case in OPS for dtype in case.dtypes]
ERRORS = [(case, error) for case in OPS for error in case.errors]
# Made of other operations here, or there; so the last node has another name.
COMPOSED = (
    "div_floor",
    "div_trunc",
    "scalar_div",
    "linear",
    "unbind",
    "chunk",
    "split",
    "stack",
    "ndtr",
    *(f"einsum_{name}" for name in ("bmm", "implied", "four", "alone", "groups")),
    *("inner", "vdot", "chain_matmul", "multi_dot", "trace", "kron", "pdist"),
    "pad_circular",
    *(
        "pixel_shuffle",
        "pixel_unshuffle",
        "channel_shuffle",
        "functional_unfold",
        "fold",
        "affine_grid",
    ),
    *(f"interpolate_{name}" for name in ("nearest", "linear", "cubic")),
    *(f"grid_sample_{name}" for name in ("bilinear", "nearest", "bicubic")),
    *("upsample", "upsample_nearest", "upsample_bilinear"),
    "glu",
    "softmin",
    "pairwise_distance",
    "bilinear",
    "multi_margin_loss",
    "multi_margin_loss_weight",
    "multilabel_margin_loss",
    *("cholesky_upper", "triangular_solve", "cholesky_solve", "cholesky_solve_by_triangle"),
    *("cholesky_inverse_by_triangle", "linalg_lu", "lu_solve", "lu_unpack"),
    "aminmax_min",
    "aminmax_max",
    "quantile",
    "quantile_at",
    "nanquantile",
    "nanquantile_at",
    "dist",
    "renorm",
    "repeat_interleave",
    "combinations",
    *("group_norm", "group_norm_plain", "instance_norm", "instance_norm_plain"),
    *("attention", "attention_causal", "attention_masked", "attention_added"),
    "attention_grouped",
    *("embedding_bag_mean", "embedding_bag_sum", "embedding_bag_max", "embedding_bag_weighted"),
    *("householder_product", "orgqr", "pinv_hermitian", "cond", "lstsq", "matrix_exp"),
    *("tensorinv", "tensorsolve"),
    *("matrix_norm_1", "matrix_norm_inf", "matrix_norm_least", "cov"),
    *("rnn_tanh", "rnn_relu", "lstm", "gru", "gru_cell"),
    *("trapezoid", "trapezoid_of_points", "cumulative_trapezoid_of_points"),
)
# torch leaves the order of equals open, which integers alone are here.
UNSTABLE = ("sort_indices", "argsort", "topk_indices", "kthvalue_indices")
# torch's matrices lie by columns, as LAPACK leaves them.
BY_COLUMNS = [case.name for case in LINALG]
NAMED = [case for case in DIFFERENTIABLE if case.name not in COMPOSED]
# torch has no derivative of their in-place forms.
UNDERIVED = ("asinh", "acosh", "atanh")
# torch's derivative fails: it writes to what it saved; or it is, of ctc_loss, that of what lies
# before a log_softmax.
FAILING = ("vander", "ctc_loss")
# torch makes what it gives for no elements of nothing: without a graph, and of the input's type.
UNMADE = ("trapezoid", "matrix_norm_inf")
# torch has fewer digits of their derivatives in float64.
COARSE = ("digamma",)
# Where float32 in torch is the coarser side: its kernels take other paths to the last bits.
WIDE = 8
# Where both packages have a module.
MODULES = ["torch"] + [
    f"torch.{path}"
    for path in (
        *("Tensor", "accelerator", "amp", "autograd", "autograd.functional", "autograd.graph"),
        *("backends", "compiler", "cpu", "cuda", "distributed", "distributions", "fft", "func"),
        *("fx", "hub", "jit", "linalg", "masked", "mps", "multiprocessing", "nested", "nn"),
        *("nn.functional", "nn.init", "nn.parallel", "nn.utils", "nn.utils.parametrize"),
        *("nn.utils.rnn", "onnx", "optim", "optim.lr_scheduler", "overrides", "profiler"),
        *("random", "sparse", "special", "testing", "utils", "utils.checkpoint", "utils.data"),
        "xpu",
    )
]


@pytest.mark.parametrize(("case", "dtype"), TYPED, ids=str)
def test_values_shapes_and_dtypes_are_those_of_torch(case, dtype):
    floating = dtype.startswith(("float", "bfloat"))
    for call in case.calls:
        arrays = draw(case, call, dtype)
        got = case.run(rg, [rg.tensor(x) for x in arrays], call, dtype)
        want = case.run(torch, [torch.tensor(x) for x in arrays], call, dtype)
        name = str(want.dtype).removeprefix("torch.")
        assert tuple(got.shape) == tuple(want.shape)
        if case.name in UNMADE + UNSTABLE and not floating:
            continue
        assert str(got.dtype).split(".")[-1] == name
        assert got.is_leaf == want.is_leaf
        assert_close(got.numpy(), want.numpy(), name, WIDE * case.rtol, str(call))


@pytest.mark.parametrize(
    "case", [c for c in DIFFERENTIABLE if c.name not in FAILING + UNMADE], ids=str
)
def test_gradients_are_those_of_torch(case):
    for call in case.calls:
        arrays = draw(case, call, case.start)
        grads = []
        for module in (rg, torch):
            xs = [module.tensor(x) for x in arrays]
            for i in case.grads:
                if i < len(xs):
                    xs[i].requires_grad_()
            y = case.run(module, xs, call)
            assert y.requires_grad
            rng = np.random.default_rng(len(arrays))
            y.backward(module.tensor(rng.uniform(-1, 1, tuple(y.shape)), dtype=y.dtype))
            grads.append([x.grad.numpy() for x in xs if x.requires_grad])
        for one, other in zip(*grads, strict=True):
            assert_close(one, other, str(other.dtype), WIDE * case.rtol, str(call))


@pytest.mark.parametrize("case", NAMED, ids=str)
def test_grad_fn_starts_with_the_word_of_torch(case):
    arrays = draw(case, case.calls[0], case.start)
    names = []
    for module in (rg, torch):
        xs = [module.tensor(x) for x in arrays]
        for i in case.grads:
            if i < len(xs):
                xs[i].requires_grad_()
        y = case.run(module, xs, case.calls[0])
        names.append(type(y.grad_fn).__name__)
    assert names[0].rstrip("0123456789") == names[1].rstrip("0123456789")


@pytest.mark.parametrize("case", IN_PLACE, ids=str)
def test_in_place_forms_do_what_those_of_torch_do(case):
    for dtype in case.dtypes:
        for call in case.calls:
            arrays = draw(case, call, dtype)
            results = []
            for module in (rg, torch):
                xs = [module.tensor(x) for x in arrays]
                for i in case.grads:
                    derived = i < len(xs) and case.name not in UNDERIVED
                    if derived and xs[i].is_floating_point():
                        xs[i].requires_grad_()
                y = case.run(module, xs, call, dtype)
                if y.requires_grad:
                    y.sum().backward()
                results.append((y, [x.grad for x in xs]))
            (got, grads), (want, wanted) = results
            assert got._version == want._version == 1
            assert_close(got.detach().numpy(), want.detach().numpy(), dtype, WIDE * case.rtol, call)
            if case.name in COMPOSED + UNDERIVED:
                continue
            names = [type(y.grad_fn).__name__.rstrip("0123456789") for y in (got, want)]
            assert names[0] == names[1]
            for one, other in zip(grads, wanted, strict=True):
                if other is not None and case.name not in COARSE:
                    assert_close(one.numpy(), other.numpy(), dtype, WIDE * case.rtol, call)


@pytest.mark.parametrize("case", WITH_OUT, ids=str)
def test_outputs_are_those_of_torch(case):
    dtype = case.dtypes[0]
    for call in case.calls:
        whole = case.op in ("sum", "prod", "median", "nanmedian")
        if whole and not call.args and "dim" not in call.kwargs:
            continue  # torch has that along dimensions alone
        if case.op == "diff" and call.kwargs.get("n", 1) > call.shapes[0][-1]:
            continue  # torch fails
        arrays = draw(case, call, dtype)
        results = []
        for module in (rg, torch):
            bare = replace(case, post=None)
            plain = bare.run(module, [module.tensor(x) for x in arrays], call, dtype)
            parts = plain if isinstance(plain, tuple) else (plain,)
            outs = tuple(module.empty(0, dtype=part.dtype) for part in parts)
            copy = Call(*call.shapes, args=call.args, **call.kwargs)
            copy.kwargs["out"] = outs if isinstance(plain, tuple) else outs[0]
            bare.run(module, [module.tensor(x) for x in arrays], copy, dtype)
            results.append(outs)
        for one, other in zip(*results, strict=True):
            assert tuple(one.shape) == tuple(other.shape)
            if case.name not in BY_COLUMNS:
                assert one.stride() == other.stride() or one.numel() < 2
            name = str(other.dtype).removeprefix("torch.")
            assert_close(one.numpy(), other.numpy(), name, WIDE * case.rtol, str(call))


@pytest.mark.parametrize(("case", "error"), ERRORS, ids=lambda x: getattr(x, "name", None) or x[0])
def test_torch_raises_the_classes_that_the_table_says(case, error):
    _, call, kind = error
    with pytest.raises(kind):
        call(torch)


def public_names(path: str) -> list[str]:
    """What torch documents at ``path``, modules among it, and not what a file of it imports."""
    if path == "torch.Tensor":
        return [name for name in dir(torch.Tensor) if not name.startswith("_")]
    module = importlib.import_module(path)
    listed = set(getattr(module, "__all__", ())) | {
        name
        for name, thing in vars(module).items()
        if (isinstance(thing, ModuleType) and thing.__name__ == f"{path}.{name}")
        or (not hasattr(module, "__all__") and getattr(thing, "__module__", "").startswith("torch"))
    }
    return sorted(name for name in listed if not name.startswith("_"))


def test_the_names_of_torch_are_those_that_the_package_knows(request):
    known = Path(rg.__file__).with_name("torch_names.txt")
    lines = [f"{path}: {' '.join(public_names(path))}\n" for path in MODULES]
    if request.config.getoption("--update"):
        known.write_text("".join(lines))
    assert known.read_text().splitlines(keepends=True) == lines, "run this test with --update"


# What the package has of its own.
OWN = {
    "": {"errors", "explain", "graph", "memory", "safetensors", "show_config", "summary"},
    ".autograd.graph": {"is_origin_recorded", "set_record_origin"},
    ".backends.nnpack": {"enabled"},  # in torch for set_flags() alone
    ".nn": {"container", "lazy", "module"},  # torch.nn.modules.container and so on
    ".nn.attention": {"MultiheadAttention"},
    ".nn.utils": {"prune"},  # of torch's once it is imported
    ".nn.utils.clip_grad": {"clip_grads_with_norm_", "get_total_norm"},  # torch.nn.utils
    ".serialization": {"FileError"},
    ".storage": {"is_storage"},  # torch.is_storage
    ".version": {"torch"},
}


def test_a_public_name_is_one_of_torch():
    own = {}
    for found in [None, *pkgutil.walk_packages(rg.__path__, "retrograd.")]:
        path = found.name.removeprefix("retrograd") if found else ""
        if "._" in path:
            continue
        try:
            beside = importlib.import_module(f"torch{path}")
        except ModuleNotFoundError:
            continue
        names = {n for n in dir(importlib.import_module(f"retrograd{path}")) if n[0] != "_"}
        if extra := {name for name in names if not hasattr(beside, name)}:
            own[path] = extra
    assert own == OWN
    for of in (rg.Tensor, rg.Generator, rg.device, rg.dtype, rg.Size, rg.finfo, rg.iinfo):
        beside = getattr(torch, of.__name__)
        assert [n for n in dir(of) if n[0] != "_" and not hasattr(beside, n)] == []
