#include "bind/rows/linalg/linalg.h"

namespace retrograd::bind {

void add_linalg_rows(Rows& rows) {
  add_cholesky_rows(rows);
  add_lu_rows(rows);
  add_norm_rows(rows);
  add_solve_rows(rows);
  add_spectral_rows(rows);
}

}  // namespace retrograd::bind
