#include "base/check.h"

#include <sstream>

namespace retrograd::detail {

void Part::write_text(std::ostream& out, const void* what) {
  out << static_cast<const char*>(what);
}

std::string join(const Part* parts, size_t n) {
  std::ostringstream out;
  for (size_t i = 0; i < n; ++i) parts[i].write(out, parts[i].what);
  return out.str();
}

}  // namespace retrograd::detail
