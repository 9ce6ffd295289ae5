// products.h: the rows of ops/products, which stand behind those of matmul.h.
#pragma once

#include "bind/call/row.h"

namespace retrograd::bind {

void add_product_rows(Rows& rows);      // addmm() and its like
void add_contraction_rows(Rows& rows);  // einsum() and what is like it
void add_chain_rows(Rows& rows);        // chains, powers and what is made of vectors
void add_distance_rows(Rows& rows);

}  // namespace retrograd::bind
