// stub.h: the type stubs of the module, written from the rows.
#pragma once

#include <string>

#include "bind/call/row.h"

namespace retrograd::bind {

// What `from retrograd._core import *` imports: the functions of torch, its classes and its types.
std::vector<std::string> core_names(const Rows& rows);

// The texts of _core.pyi, nn/functional.pyi, special.pyi and linalg.pyi, without docstrings:
// tests/test_stubs.py puts those in and writes the files.
std::string core_stub(const Rows& rows);
std::string functional_stub(const Rows& rows);
std::string special_stub(const Rows& rows);
std::string linalg_stub(const Rows& rows);

}  // namespace retrograd::bind
