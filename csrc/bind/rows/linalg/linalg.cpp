#include "bind/rows/linalg/linalg.h"

namespace retrograd::bind {

void add_linalg_rows(Rows& rows) { add_norm_rows(rows); }

}  // namespace retrograd::bind
