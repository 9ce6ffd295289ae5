// stub.h: the type stubs of the module, written from the rows.
#pragma once

#include <string>

#include "bind/row.h"

namespace retrograd::bind {

// The texts of _core.pyi and nn/functional.pyi, without docstrings: tests/test_stubs.py puts those
// in and writes the files.
std::string core_stub(const Rows& rows);
std::string functional_stub(const Rows& rows);

}  // namespace retrograd::bind
