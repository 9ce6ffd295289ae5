// Hands the floors below what they have done up here.

#include "graph/upcalls.h"

#include "engine/modes/anomaly.h"
#include "engine/modes/dual.h"
#include "ops/shape/strided.h"

// By this name the linker is told to take the file from the library; see graph/upcalls.h.
extern "C" {
extern const bool retrograd_upcalls;
const bool retrograd_upcalls = [] {
  using namespace retrograd;
  static constexpr Upcalls table = {
      .as_strided_node = ops::as_strided_node,
      .copy_slices_node = ops::copy_slices_node,
      .tangent_window = engine::tangent_window,
      .fit_tangent = engine::fit_tangent,
      .write_tangent = engine::write_tangent,
      .symmetric = engine::symmetric,
      .by_two_vjps = engine::by_two_vjps,
      .all_finite = engine::all_finite,
      .look = engine::look,
  };
  set_upcalls(&table);
  return true;
}();
}
