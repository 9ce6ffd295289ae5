// frexp.h: the function frexp, and the class of what it returns.
#pragma once

#include "bind/call/row.h"

namespace retrograd::bind {

void add_frexp_rows(Rows& rows);
// Adds the class to the module, as _return_frexp.
void add_frexp_type(PyObject* module);

}  // namespace retrograd::bind
