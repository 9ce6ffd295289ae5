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

template <class E>
void throw_error(const Part* parts, size_t n) {
  throw E(join(parts, n));
}

#define RG_INSTANTIATE(Name) template void throw_error<Name>(const Part*, size_t)
RG_INSTANTIATE(RuntimeError);
RG_INSTANTIATE(ValueError);
RG_INSTANTIATE(TypeError);
RG_INSTANTIATE(IndexError);
RG_INSTANTIATE(NotImplementedError);
RG_INSTANTIATE(BufferError);
RG_INSTANTIATE(ShapeError);
RG_INSTANTIATE(DTypeError);
RG_INSTANTIATE(RangeError);
RG_INSTANTIATE(DivideError);
RG_INSTANTIATE(DomainError);
RG_INSTANTIATE(ReadOnlyError);
RG_INSTANTIATE(OutOfMemory);
RG_INSTANTIATE(GraphError);
RG_INSTANTIATE(SavedTensorError);
#undef RG_INSTANTIATE

}  // namespace retrograd::detail
