// linalg.h: the rows of linear algebra, one function for each file beside this one.
#pragma once

#include "bind/call/row.h"

namespace retrograd::bind {

void add_cholesky_rows(Rows& rows);
void add_lu_rows(Rows& rows);
void add_norm_rows(Rows& rows);
void add_solve_rows(Rows& rows);
void add_spectral_rows(Rows& rows);

}  // namespace retrograd::bind
