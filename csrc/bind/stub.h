// stub.h: the type stub of the module, written from the rows.
#pragma once

#include <string>

#include "bind/row.h"

namespace retrograd::bind {

// The text of _core.pyi; see tests/test_stubs.py.
std::string stub_text(const Rows& rows);

}  // namespace retrograd::bind
