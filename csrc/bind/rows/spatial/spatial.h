// spatial.h: the rows of operations on images: what has axes behind its channels.
#pragma once

#include "bind/call/row.h"

namespace retrograd::bind {

void add_convolution_rows(Rows& rows);
void add_pool_rows(Rows& rows);
void add_resample_rows(Rows& rows);

}  // namespace retrograd::bind
