// Rows of ops/resample/.

#include "bind/rows/spatial/spatial.h"
#include "ops/resample/grid.h"
#include "ops/resample/interpolate.h"
#include "ops/resample/shuffle.h"

namespace retrograd::bind {
namespace {

Tensor unfold(const Tensor& x, const Dims& kernel, const Dims& dilation, const Dims& padding,
              const Dims& stride) {
  return ops::unfold(x, {kernel, dilation, padding, stride});
}
Tensor fold(const Tensor& x, const Dims& lengths, const Dims& kernel, const Dims& dilation,
            const Dims& padding, const Dims& stride) {
  return ops::fold(x, lengths, {kernel, dilation, padding, stride});
}

// One number, or a sequence of them.
std::vector<double> factors_of(PyObject* given) {
  std::vector<double> factors;
  const auto add = [&](PyObject* o) {
    RG_CHECK(is_number(o), TypeError, "interpolate: expected scale_factor to be numbers, got ",
             Py_TYPE(o)->tp_name);
    factors.push_back(to_scalar(o, true).to_double());
  };
  if (!PyTuple_Check(given) && !PyList_Check(given)) {
    add(given);
    return factors;
  }
  const Object items = Object::take(PySequence_Tuple(given));
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(items.get()); ++i)
    add(PyTuple_GET_ITEM(items.get(), i));
  return factors;
}

ops::Interpolation how(const std::optional<Dims>& size, PyObject* factor, const std::string& mode,
                       std::optional<bool> align_corners) {
  ops::Interpolation made = {size, {}, mode, align_corners, {}, false};
  if (factor != Py_None) made.factors = factors_of(factor);
  return made;
}
Tensor interpolate(const Tensor& x, const std::optional<Dims>& size, PyObject* factor,
                   const std::string& mode, std::optional<bool> align_corners,
                   std::optional<bool> recompute, bool antialias) {
  ops::Interpolation made = how(size, factor, mode, align_corners);
  made.recompute_scale_factor = recompute;
  made.antialias = antialias;
  return ops::interpolate(x, made);
}
Tensor upsample(const Tensor& x, const std::optional<Dims>& size, PyObject* factor,
                const std::string& mode, std::optional<bool> align_corners) {
  return ops::interpolate(x, how(size, factor, mode, align_corners));
}
Tensor upsample_nearest(const Tensor& x, const std::optional<Dims>& size, PyObject* factor) {
  return ops::interpolate(x, how(size, factor, "nearest", {}));
}
Tensor upsample_bilinear(const Tensor& x, const std::optional<Dims>& size, PyObject* factor) {
  return ops::interpolate(x, how(size, factor, "bilinear", true));
}

Tensor grid_sample(const Tensor& x, const Tensor& grid, const std::string& mode,
                   const std::string& padding, std::optional<bool> align_corners) {
  return ops::grid_sample(x, grid, mode, padding, align_corners.value_or(false));
}
Tensor affine_grid(const Tensor& theta, const Dims& size, std::optional<bool> align_corners) {
  return ops::affine_grid(theta, size, align_corners.value_or(false));
}

#define RG_SIZES                                                                                 \
  "size: int | tuple[int, ...] | None = None, scale_factor: float | tuple[float, ...] | None = " \
  "None"

}  // namespace

void add_resample_rows(Rows& rows) {
  rows.row<&ops::pixel_shuffle>("pixel_shuffle(input: Tensor, upscale_factor: int) -> Tensor",
                                kFunction | kFunctional,
                                R"(Channels as pixels: each r^2 of them as a square of r by r.

    y[..., c, h r + i, w r + j] = x[..., c r^2 + i r + j, h, w]

Shape:   input ``(*, c r^2, h, w)`` -> ``(*, c, h r, w r)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError if the channels are not a multiple of r^2, or r is not positive.
Source:  torch.nn.functional.pixel_shuffle.

>>> rg.nn.functional.pixel_shuffle(rg.tensor([[[1.0]], [[2.0]], [[3.0]], [[4.0]]]), 2)
tensor([[[1., 2.],
         [3., 4.]]])
)");
  rows.row<&ops::pixel_unshuffle>("pixel_unshuffle(input: Tensor, downscale_factor: int) -> Tensor",
                                  kFunction | kFunctional,
                                  R"(Pixels as channels: each square of r by r as r^2 of them.

    y[..., c r^2 + i r + j, h, w] = x[..., c, h r + i, w r + j]

Shape:   input ``(*, c, h r, w r)`` -> ``(*, c r^2, h, w)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError if an axis is not a multiple of r, or r is not positive.
Source:  torch.nn.functional.pixel_unshuffle.

>>> rg.nn.functional.pixel_unshuffle(rg.tensor([[[1.0, 2.0], [3.0, 4.0]]]), 2).flatten()
tensor([1., 2., 3., 4.])
)");
  rows.row<&ops::channel_shuffle>("channel_shuffle(input: Tensor, groups: int) -> Tensor",
                                  kFunction | kFunctional,
                                  R"(The channels of groups in turn.

    y[n, j groups + i] = x[n, i c / groups + j]

Shape:   input ``(n, c, *)`` -> ``(n, c, *)``, of three dimensions or more.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError if the channels are not a multiple of ``groups``.
Source:  torch.nn.functional.channel_shuffle.

>>> rg.nn.functional.channel_shuffle(rg.tensor([[[1.0], [2.0], [3.0], [4.0]]]), 2).flatten()
tensor([1., 3., 2., 4.])
)");
  rows.row<unfold>(
      "unfold(input: Tensor, kernel_size: int | tuple[int, ...], dilation: int | tuple[int, ...] = "
      "1, padding: int | tuple[int, ...] = 0, stride: int | tuple[int, ...] = 1) -> Tensor",
      kFunctional, R"(The windows that slide over two axes, each as a column.

    y[n, (c, k), i] = x[n, c, stride i - padding + dilation k]

Shape:   input ``(n, c, h, w)`` or ``(c, h, w)`` -> ``(n, c k, l)`` or ``(c k, l)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for shapes that do not fit, and numbers that are too small.
Source:  torch.nn.functional.unfold.

>>> rg.nn.functional.unfold(rg.tensor([[[1.0, 2.0, 3.0]]]), (1, 2))
tensor([[1., 2.],
        [2., 3.]])
)");
  rows.row<fold>(
      "fold(input: Tensor, output_size: int | tuple[int, ...], kernel_size: int | tuple[int, ...], "
      "dilation: int | tuple[int, ...] = 1, padding: int | tuple[int, ...] = 0, stride: int | "
      "tuple[int, ...] = 1) -> Tensor",
      kFunctional, R"(The sums of windows, which are columns, where they slide over two axes.

    y[n, c, stride i - padding + dilation k] += x[n, (c, k), i],  from zeros

Shape:   input ``(n, c k, l)`` or ``(c k, l)`` -> ``(n, c, h, w)`` or ``(c, h, w)``.
Dtype:   all that are added.
Grad:    input. Twice differentiable.
Raises:  ShapeError for shapes that do not fit, and numbers that are too small.
Source:  torch.nn.functional.fold.

>>> rg.nn.functional.fold(rg.tensor([[1.0, 2.0], [2.0, 3.0]]), (1, 3), (1, 2))
tensor([[[1., 4., 3.]]])
)");
  rows.row<interpolate>(
      "interpolate(input: Tensor, " RG_SIZES
      ", mode: str = \"nearest\", align_corners: bool | None = None, recompute_scale_factor: bool "
      "| None = None, antialias: bool = False) -> Tensor",
      kFunctional, R"(Images in other lengths, whose elements are weighted from those nearby.

    y[i] = sum_k w(i, k) x[k],  one axis after another

Modes are nearest, nearest-exact, area, and for one, two, two and three axes linear, bilinear,
bicubic and trilinear. With ``align_corners`` the centers of the outer elements stay where they are,
else their outer edges. ``antialias`` widens the filter of bilinear and bicubic where images shrink.

Shape:   input ``(n, c, *)`` -> ``(n, c, *)``, with lengths ``size`` or the old ones times
         ``scale_factor``, rounded down.
Dtype:   floating; nearest ones take all.
Grad:    input. Twice differentiable.
Raises:  ValueError for arguments that do not go together; NotImplementedError for other modes and
         numbers of axes; ShapeError for shapes without elements; DTypeError unless floating.
Source:  torch.nn.functional.interpolate.

>>> rg.nn.functional.interpolate(rg.tensor([[[0.0, 4.0]]]), scale_factor=2, mode="linear")
tensor([[[0., 1., 3., 4.]]])
)");
  rows.row<upsample>("upsample(input: Tensor, " RG_SIZES
                     ", mode: str = \"nearest\", align_corners: bool | None = None) -> Tensor",
                     kFunctional, R"(The old name of interpolate.

    y[i] = sum_k w(i, k) x[k],  one axis after another

Shape:   input ``(n, c, *)`` -> ``(n, c, *)``.
Dtype:   floating; nearest ones take all.
Grad:    input. Twice differentiable.
Raises:  As interpolate.
Source:  torch.nn.functional.upsample.

>>> rg.nn.functional.upsample(rg.tensor([[[1.0, 2.0]]]), 4)
tensor([[[1., 1., 2., 2.]]])
)");
  rows.row<upsample_nearest>("upsample_nearest(input: Tensor, " RG_SIZES ") -> Tensor", kFunctional,
                             R"(Images in other lengths, each element being the nearest one.

    y[i] = x[floor(i n / m)]

Shape:   input ``(n, c, *)`` -> ``(n, c, *)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  As interpolate.
Source:  torch.nn.functional.upsample_nearest.

>>> rg.nn.functional.upsample_nearest(rg.tensor([[[1.0, 2.0]]]), scale_factor=2)
tensor([[[1., 1., 2., 2.]]])
)");
  rows.row<upsample_bilinear>("upsample_bilinear(input: Tensor, " RG_SIZES ") -> Tensor",
                              kFunctional,
                              R"(Images in other lengths by bilinear weights, with aligned corners.

    y[i] = sum_k w(i, k) x[k],  one axis after another

Shape:   input ``(n, c, h, w)`` -> ``(n, c, h', w')``.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  As interpolate.
Source:  torch.nn.functional.upsample_bilinear.

>>> rg.nn.functional.upsample_bilinear(rg.tensor([[[[0.0, 4.0]]]]), (1, 3))
tensor([[[[0., 2., 4.]]]])
)");
  rows.row<grid_sample>(
      "grid_sample(input: Tensor, grid: Tensor, mode: str = \"bilinear\", padding_mode: str = "
      "\"zeros\", align_corners: bool | None = None) -> Tensor",
      kFunctional, R"(Images read at places that a grid names, from -1 to 1 along each axis.

    y[n, :, i] = sum_k w(grid[n, i], k) x[n, :, k]

The last dimension of the grid holds x, y and, with three axes, z. ``mode`` is bilinear (of two or
three axes), nearest, or bicubic (of two); beyond the images are zeros, the outer elements
("border"), or the images mirrored ("reflection"). With ``align_corners`` -1 and 1 are the centers
of the outer elements, else their outer edges.

Shape:   input ``(n, c, h, w)``, grid ``(n, h', w', 2)`` -> ``(n, c, h', w')``; or ``d`` before h.
Dtype:   floating; both alike.
Grad:    input, grid (but nearest). Twice differentiable.
Raises:  ValueError for other modes; ShapeError for shapes that do not fit; DTypeError for dtypes.
Source:  torch.nn.functional.grid_sample.

>>> grid = rg.tensor([[[[0.0, 0.0]]]])
>>> rg.nn.functional.grid_sample(rg.tensor([[[[1.0, 3.0]]]]), grid)
tensor([[[[2.]]]])
)");
  rows.row<affine_grid>(
      "affine_grid(theta: Tensor, size: tuple[int, ...], align_corners: bool | None = None) -> "
      "Tensor",
      kFunctional, R"(The grid for grid_sample that maps places by matrices.

    y[n, i] = theta[n] (place of i, 1)

Shape:   theta ``(n, 2, 3)`` and size ``(n, c, h, w)`` -> ``(n, h, w, 2)``; or ``(n, 3, 4)`` and
         ``(n, c, d, h, w)`` -> ``(n, d, h, w, 3)``.
Dtype:   floating.
Grad:    theta. Twice differentiable.
Raises:  ValueError for other shapes of theta and a size without elements; NotImplementedError for
         sizes of other than 4 or 5 numbers; ShapeError if the numbers of images differ.
Source:  torch.nn.functional.affine_grid.

>>> theta = rg.tensor([[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]])
>>> rg.nn.functional.affine_grid(theta, (1, 1, 1, 2), align_corners=True)
tensor([[[[-1.,  0.],
          [ 1.,  0.]]]])
)");
}

}  // namespace retrograd::bind
