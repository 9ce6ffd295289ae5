// check.h: the errors of the core, and RG_CHECK, which throws them.
//
// Each class below becomes one Python exception in bind/errors.cpp; the comment names its bases
// there. A class with two bases is one on which torch and Python disagree.
#pragma once

#include <cstdint>
#include <exception>
#include <sstream>
#include <string>
#include <utility>

namespace retrograd {

class Error : public std::exception {
 public:
  explicit Error(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

  void add_line(const std::string& line) { message_ += "\n  " + line; }

 private:
  std::string message_;
};

#define RG_DEFINE_ERROR(Name)       \
  class Name final : public Error { \
   public:                          \
    using Error::Error;             \
  }

RG_DEFINE_ERROR(RuntimeError);         // RuntimeError
RG_DEFINE_ERROR(ValueError);           // ValueError
RG_DEFINE_ERROR(TypeError);            // TypeError
RG_DEFINE_ERROR(IndexError);           // IndexError
RG_DEFINE_ERROR(NotImplementedError);  // NotImplementedError
RG_DEFINE_ERROR(BufferError);          // BufferError
RG_DEFINE_ERROR(ShapeError);           // ValueError, RuntimeError
RG_DEFINE_ERROR(DTypeError);           // TypeError, NotImplementedError
RG_DEFINE_ERROR(RangeError);           // OverflowError, ValueError, RuntimeError
RG_DEFINE_ERROR(DivideError);          // ZeroDivisionError, RuntimeError
RG_DEFINE_ERROR(DomainError);          // ValueError, RuntimeError
RG_DEFINE_ERROR(ReadOnlyError);        // ValueError, RuntimeError
RG_DEFINE_ERROR(OutOfMemory);          // MemoryError, RuntimeError
RG_DEFINE_ERROR(GraphError);           // RuntimeError
#undef RG_DEFINE_ERROR

template <class... Parts>
std::string concat(const Parts&... parts) {
  std::ostringstream out;
  (out << ... << parts);
  return out.str();
}

// Out of line and cold, so that a check costs its caller one compare and one branch.
template <class E, class... Parts>
[[noreturn, gnu::cold, gnu::noinline]] void fail(const Parts&... parts) {
  throw E(concat(parts...));
}

}  // namespace retrograd

// RG_CHECK(a.dim() == 2, ShapeError, "mm: expected a matrix, got shape ", a.shape());
#define RG_CHECK(condition, ErrorClass, ...)                   \
  do {                                                         \
    if (!(condition)) [[unlikely]]                             \
      ::retrograd::fail<::retrograd::ErrorClass>(__VA_ARGS__); \
  } while (false)
